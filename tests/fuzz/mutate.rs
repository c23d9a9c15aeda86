//! Bytes that are nearly right: a kept example, changed a few times. The same seed makes the same
//! bytes, so every finding can be had again from its number.

/// Bytes that an input may have.
const LARGEST: usize = 96 * 1024;
/// Changes made to one example.
const CHANGES: u64 = 8;
/// Numbers at which programs go wrong.
const NUMBERS: &[&str] =
    &["0", "-1", "1", "255", "256", "65535", "65536", "2147483647", "4294967296", "18446744073709551616", "1e999"];
/// Characters at which programs go wrong.
const CHARACTERS: &[&str] = &[
    "\0",
    "\r",
    "\n",
    "\t",
    "\u{85}",
    "\u{a0}",
    "\u{ad}",
    "\u{301}",
    "\u{200b}",
    "\u{202e}",
    "\u{feff}",
    "\u{fffd}",
    "\u{ffff}",
    "\u{1f600}",
    "\u{10ffff}",
    "İ",
    "ß",
    "ﬀ",
    "<",
    ">",
    "&",
    "\"",
    "'",
    "=",
    ";",
    ":",
    "/",
    "\\",
    "@",
    "#",
    "[",
    "]",
    "{",
    "}",
    "(",
    ")",
    "%",
    "&#0;",
    "&#x110000;",
    "&amp;",
    "]]>",
    "<!--",
    "<!DOCTYPE a>",
    "--",
];

/// A source of chance that begins the same for the same words.
#[derive(Clone)]
pub struct Chance(u64);

impl Chance {
    pub fn of(seed: u64, target: &str, number: u64) -> Self {
        let hash = blake3::hash(format!("{seed} {target} {number}").as_bytes());
        let first = hash.as_bytes().first_chunk::<8>().copied().unwrap_or_default();
        Self(u64::from_le_bytes(first))
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; zero if there is none.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % end).unwrap_or(0)
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }
}

/// An example out of `corpus`, changed one to eight times.
pub fn mutate(corpus: &[Vec<u8>], words: &[&str], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = chance.pick(corpus).cloned().unwrap_or_default();
    for _ in 0..=chance.next() % CHANGES {
        change(&mut bytes, corpus, words, chance);
        bytes.truncate(LARGEST);
    }
    bytes
}

fn change(bytes: &mut Vec<u8>, corpus: &[Vec<u8>], words: &[&str], chance: &mut Chance) {
    let range = range(bytes.len(), chance);
    match chance.below(12) {
        0 => {
            let place = chance.below(bytes.len());
            if let Some(byte) = bytes.get_mut(place) {
                *byte ^= 1 << chance.below(8);
            }
        }
        1 => {
            let (place, value) = (chance.below(bytes.len()), chance.next().to_le_bytes()[0]);
            if let Some(byte) = bytes.get_mut(place) {
                *byte = value;
            }
        }
        2 => drop(bytes.drain(range)),
        3 => bytes.truncate(chance.below(bytes.len())),
        4 => {
            let part = bytes[range.clone()].to_vec();
            insert(bytes, range.end, &part);
        }
        5 => {
            let times = 1 << chance.below(10);
            let part = bytes[range.clone()].repeat(times);
            insert(bytes, range.end, &part[..part.len().min(LARGEST)]);
        }
        6 => {
            let other = chance.pick(corpus).cloned().unwrap_or_default();
            let theirs = self::range(other.len(), chance);
            bytes.splice(range, other[theirs].iter().copied());
        }
        7 => number(bytes, chance),
        8 => {
            let other = chance.pick(CHARACTERS).copied().unwrap_or_default();
            bytes.splice(range.start..range.start, other.bytes());
        }
        9 => {
            let length = range.len().min(8);
            let sizes = [0_u64, 1, 0x7f, 0x80, 0xffff, 0x7fff_ffff, 0xffff_ffff, u64::MAX];
            let size = chance.pick(&sizes).copied().unwrap_or(0);
            let written = if chance.below(2) == 0 { size.to_le_bytes() } else { size.to_be_bytes() };
            let written = if chance.below(2) == 0 { &written[..length] } else { &written[8 - length..] };
            bytes.splice(range.start..range.start + length, written.iter().copied());
        }
        _ => {
            let word = chance.pick(words).copied().unwrap_or("x");
            let end = if chance.below(2) == 0 { range.start } else { range.end };
            bytes.splice(range.start..end, word.bytes());
        }
    }
}

/// Mostly short, now and then anything.
fn range(length: usize, chance: &mut Chance) -> std::ops::Range<usize> {
    let start = chance.below(length + 1);
    let most = if chance.below(4) == 0 { length } else { 16 };
    start..(start + chance.below(most + 1)).min(length)
}

fn insert(bytes: &mut Vec<u8>, place: usize, part: &[u8]) {
    bytes.splice(place..place, part.iter().copied());
}

/// Replaces a run of digits.
fn number(bytes: &mut Vec<u8>, chance: &mut Chance) {
    let from = chance.below(bytes.len());
    let Some(start) = (from..bytes.len()).find(|place| bytes[*place].is_ascii_digit()) else { return };
    let end = (start..bytes.len()).find(|place| !bytes[*place].is_ascii_digit()).unwrap_or(bytes.len());
    let other = chance.pick(NUMBERS).copied().unwrap_or("0");
    bytes.splice(start..end, other.bytes());
}
