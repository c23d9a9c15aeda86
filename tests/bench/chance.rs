//! Repeatable chance: everything about thing number `n` follows from the seed and `n`, so that
//! threads can make parts of one world without talking to each other.

use seedpod::base::{Entropy, Guid};

/// A stream of numbers (SplitMix64).
#[derive(Clone)]
pub(crate) struct Chance(u64);

impl Chance {
    /// The stream of one thing.
    pub(crate) fn of(seed: u64, kind: &str, number: u64) -> Self {
        let mut state = seed ^ 0x5eed_90d5_eed9_0d00;
        for byte in kind.bytes() {
            state = mix(state ^ u64::from(byte));
        }
        Self(mix(state ^ mix(number)))
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    /// A number in `0..bound`.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound.max(1)
    }

    /// True `percent` times in a hundred.
    pub(crate) fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of some words; those in front come more often, as in a language.
    pub(crate) fn pick(&mut self, from: &[&'static str]) -> &'static str {
        let length = from.len() as u64;
        let skewed = self.below(length) * self.below(length) / length.max(1);
        let at = usize::try_from(skewed).unwrap_or(0);
        from.get(at).copied().unwrap_or_default()
    }

    pub(crate) fn guid(mut self) -> Guid {
        Guid::generate(&mut self)
    }
}

impl Entropy for Chance {
    fn fill(&mut self, buffer: &mut [u8]) {
        for part in buffer.chunks_mut(8) {
            let drawn = self.next().to_le_bytes();
            part.copy_from_slice(&drawn[..part.len()]);
        }
    }
}

fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}
