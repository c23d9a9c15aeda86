//! Plain text: cleaning what people and pods send, and which way it runs.

use std::fmt;

/// A text with more characters than its place allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong {
    /// Characters it has.
    pub count: usize,
    /// Characters it may have.
    pub limit: usize,
}

impl fmt::Display for TooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} characters are too many: at most {} fit", self.count, self.limit)
    }
}

impl std::error::Error for TooLong {}

/// Trims blanks at both ends, turns every line ending into a line feed and replaces characters
/// that XML 1.0 cannot carry by U+FFFD, so that what is stored, signed and sent is one text.
/// `limit` counts characters of the result. (spec/federation.md §1.1)
pub fn clean(text: &str, limit: usize) -> Result<String, TooLong> {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.trim().chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                out.push('\n');
            }
            c if forbidden_in_xml(c) => out.push(char::REPLACEMENT_CHARACTER),
            c => out.push(c),
        }
    }
    within(out, limit)
}

/// Passes a text on if it has at most `limit` characters.
pub(super) fn within(text: String, limit: usize) -> Result<String, TooLong> {
    let count = text.chars().count();
    if count > limit { Err(TooLong { count, limit }) } else { Ok(text) }
}

fn forbidden_in_xml(c: char) -> bool {
    matches!(c, '\0'..='\x08' | '\x0B' | '\x0C' | '\x0E'..='\x1F' | '\u{FFFE}' | '\u{FFFF}')
}

/// The way a text runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Left to right; also the answer for texts without letters.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// The value of HTML's `dir` attribute.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

/// Which way most words of a Markdown text run. Addresses, mentions and tags do not vote, since
/// they are written in Latin letters in every language.
pub fn direction(text: &str) -> Direction {
    // Every letter that runs from right to left begins with a byte from here on in UTF-8.
    if text.bytes().all(|byte| byte < 0xD6) {
        return Direction::Ltr;
    }
    let (mut left, mut right) = (0_usize, 0_usize);
    let votes = |word: &&str| !word.contains("://") && !word.contains('@') && !word.starts_with('#');
    for word in text.split_whitespace().filter(votes) {
        match word.chars().find(|c| c.is_alphabetic()) {
            Some(c) if runs_right_to_left(c) => right += 1,
            Some(_) => left += 1,
            None => {}
        }
    }
    if right > left { Direction::Rtl } else { Direction::Ltr }
}

/// Letters of the scripts with bidirectional class R or AL: the blocks Unicode reserves for them.
fn runs_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleaning_leaves_one_text_for_store_and_wire() {
        assert_eq!(clean("  a\r\nb\rc\n\n", 9), Ok("a\nb\nc".to_owned()));
        assert_eq!(clean("a\0b\u{1b}c\u{FFFF}\td", 9), Ok("a\u{FFFD}b\u{FFFD}c\u{FFFD}\td".to_owned()));
    }

    #[test]
    fn the_limit_counts_characters_and_the_error_says_how_many() {
        assert_eq!(clean("äöü", 3), Ok("äöü".to_owned()));
        let error = clean("äöüß ", 3).unwrap_err();
        assert_eq!(error, TooLong { count: 4, limit: 3 });
        assert!(error.to_string().contains('4') && error.to_string().contains('3'));
    }

    // W-145
    #[test]
    fn the_majority_of_words_decides_the_direction() {
        for text in
            ["שלום עולם", "مرحبا بالعالم https://example.com/a", "#tag @{bob@pod.example} سلام", "خبر from ایران امروز"]
        {
            assert_eq!(direction(text), Direction::Rtl, "{text}");
        }
        for text in ["", "123 …", "hello world", "hello שלום world", "Grüße из Москвы"] {
            assert_eq!(direction(text), Direction::Ltr, "{text}");
        }
    }
}
