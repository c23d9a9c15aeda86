//! The three notations diaspora* adds to Markdown, found in one pass over the raw text: mentions
//! `@{Name; id}`, tags `#word`, and addresses of posts `diaspora://id/kind/guid`. One scanner
//! serves storing and rendering, so that what is shown as a link is exactly what was stored.
//! (spec/federation.md §6.6)

use crate::base::{DiasporaId, Guid, limits};
use finl_unicode::categories::CharacterCategories;
use std::ops::Range;

/// One notation and the bytes it occupies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) span: Range<usize>,
    pub(super) kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Mention {
        id: DiasporaId,
        name: Option<String>,
    },
    /// The tag without its `#`, as written.
    Tag(String),
    Post {
        author: DiasporaId,
        kind: String,
        guid: Guid,
    },
}

/// All marks in order, not overlapping.
pub(super) fn scan(text: &str) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let mut from = 0;
    while let Some(found) = text.get(from..).and_then(|rest| rest.find(['@', '#', 'd', 'w'])) {
        let at = from + found;
        match mark_at(text, at) {
            Some((length, kind)) => {
                marks.push(Mark { span: at..at + length, kind });
                from = at + length;
            }
            // All four starters are one byte long.
            None => from = at + 1,
        }
    }
    marks
}

fn mark_at(text: &str, at: usize) -> Option<(usize, Kind)> {
    let (before, rest) = text.split_at_checked(at)?;
    match rest.as_bytes().first()? {
        b'@' => mention(rest),
        b'#' if before.chars().next_back().is_none_or(char::is_whitespace) => tag(rest),
        b'd' | b'w' if !before.chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '+') => post(rest),
        _ => None,
    }
}

fn mention(rest: &str) -> Option<(usize, Kind)> {
    let inner = rest.strip_prefix("@{")?;
    // Ending at the next brace keeps a text full of "@{" linear.
    let end = inner.as_bytes().iter().position(|byte| matches!(byte, b'{' | b'}' | b'\n'))?;
    let (body, tail) = inner.split_at_checked(end)?;
    tail.strip_prefix('}')?;
    let (name, id) = body.rsplit_once("; ").map_or((None, body), |(name, id)| (Some(name), id));
    let name = name.map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned);
    let id = DiasporaId::from_input(id).ok()?;
    Some((end + 3, Kind::Mention { id, name }))
}

fn tag(rest: &str) -> Option<(usize, Kind)> {
    let word = rest.strip_prefix('#')?;
    let length = if word.starts_with("<3") {
        2
    } else {
        word.char_indices().find(|(_, c)| !in_tag(*c)).map_or(word.len(), |(at, _)| at)
    };
    let word = word.get(..length)?;
    let fits = !word.is_empty() && word.chars().take(limits::SHORT + 1).count() <= limits::SHORT;
    fits.then(|| (length + 1, Kind::Tag(word.to_owned())))
}

/// Letters, marks, digits and connectors of every script, the hyphen, and four Armenian marks.
pub(super) fn in_tag(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    }
    c.is_alphabetic()
        || c.is_mark()
        || c.is_number_decimal()
        || c.is_punctuation_connector()
        || matches!(c, '\u{55B}' | '\u{55C}' | '\u{55E}' | '\u{58A}')
}

fn post(rest: &str) -> Option<(usize, Kind)> {
    let address = rest.strip_prefix("web+").unwrap_or(rest).strip_prefix("diaspora://")?;
    let (author, path) = split_within(address, '/', limits::SHORT * 4)?;
    let (kind, tail) = split_within(path, '/', 64)?;
    let guid =
        tail.find(|c: char| !(c.is_ascii_alphanumeric() || "-_@.:".contains(c))).map_or(tail, |end| &tail[..end]);
    // A full stop or colon after the address belongs to the sentence.
    let guid = guid.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
    if kind.is_empty() || !kind.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') {
        return None;
    }
    let what =
        Kind::Post { author: DiasporaId::parse(author).ok()?, kind: kind.to_owned(), guid: Guid::parse(guid).ok()? };
    Some((rest.len() - tail.len() + guid.len(), what))
}

/// Splits at the first separator if it comes within `most` bytes.
fn split_within(text: &str, separator: char, most: usize) -> Option<(&str, &str)> {
    let at = text.bytes().take(most).position(|byte| char::from(byte) == separator)?;
    Some((text.get(..at)?, text.get(at + separator.len_utf8()..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        scan(text).into_iter().map(|mark| text[mark.span].to_owned()).collect()
    }

    #[test]
    fn marks_do_not_overlap() {
        assert_eq!(found("#a @{Bob #x; bob@pod.example}#b #c"), ["#a", "@{Bob #x; bob@pod.example}", "#c"]);
    }

    #[test]
    fn addresses_of_posts_end_where_the_sentence_goes_on() {
        let text = "see diaspora://bob@pod.example/post/0123456789abcdef. Or web+diaspora://a@b/post/0123456789abcdef:";
        assert_eq!(
            found(text),
            ["diaspora://bob@pod.example/post/0123456789abcdef", "web+diaspora://a@b/post/0123456789abcdef"]
        );
        for bad in [
            "xdiaspora://a@b/post/0123456789abcdef",
            "diaspora://a@b/post/short",
            "diaspora://a/post/0123456789abcdef",
            "diaspora://a@b/Po st/0123456789abcdef",
            "diaspora:",
            "web+",
        ] {
            assert_eq!(found(bad), [""; 0], "{bad}");
        }
    }

    #[test]
    fn a_text_full_of_beginnings_is_scanned_in_linear_time() {
        for piece in ["@{", "diaspora://", "diaspora://a@b/", "#", "# #", "@{a; ", "web+"] {
            assert_eq!(found(&piece.repeat(400_000 / piece.len())), [""; 0], "{piece}");
        }
    }
}
