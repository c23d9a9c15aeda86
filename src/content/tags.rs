//! Tags in a text, and tags as people type them into a field.

use super::marks::{self, Kind};
use crate::base::limits;
use std::collections::HashSet;

/// Distinct tags one text is listed under; a longer list is taken for abuse.
const TAGS: usize = 100;

/// The distinct tags of a text, lower case, in order of appearance, each at most 255 characters,
/// at most 100. The rule is the network's: `#` at the start or after white space, whatever
/// Markdown makes of the place. (spec/features.md §5.5)
pub fn find(text: &str) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut tags = Vec::new();
    for mark in marks::scan(text) {
        let Kind::Tag(word) = mark.kind else { continue };
        if let Some(tag) = normalise(&word)
            && seen.insert(tag.clone())
        {
            tags.push(tag);
        }
        if tags.len() == TAGS {
            break;
        }
    }
    tags
}

/// A tag as typed or as it stands in an address, with or without `#`: characters that no tag has
/// are dropped and the rest is lower-cased. `None` if nothing or more than 255 characters remain.
pub fn normalise(input: &str) -> Option<String> {
    let word = input.trim();
    let word = word.strip_prefix('#').unwrap_or(word);
    if word == "<3" {
        return Some(word.to_owned());
    }
    let tag: String = word.chars().filter(|c| marks::in_tag(*c)).flat_map(char::to_lowercase).collect();
    (!tag.is_empty() && tag.chars().count() <= limits::SHORT).then_some(tag)
}

/// Whether a text asks to be hidden behind a warning: `#nsfw` anywhere, in any case.
/// (spec/features.md §5.10)
pub fn is_nsfw(text: &str) -> bool {
    text.as_bytes().windows(5).any(|window| window.eq_ignore_ascii_case(b"#nsfw"))
}

#[cfg(test)]
mod tests {
    use super::*;

    // F-243, W-146, W-147
    #[test]
    fn tags_of_every_script_are_found_once() {
        for (text, expected) in [
            ("#Tag and #tag", vec!["tag"]),
            ("a#b x.#c (#d)", vec![]),
            ("#<3 \n#tag-1_x", vec!["<3", "tag-1_x"]),
            ("#Ünïcode\t#日本語 #हिन्दी #тест #עברית", vec!["ünïcode", "日本語", "हिन्दी", "тест", "עברית"]),
            ("#բա՜րեւ #x\u{58A}y", vec!["բա՜րեւ", "x\u{58A}y"]),
            ("# heading ## #", vec![]),
            ("#one, #two. #three!", vec!["one", "two", "three"]),
            ("http://x.y/#z #1", vec!["1"]),
            ("#😀 #a😀", vec!["a"]),
        ] {
            assert_eq!(find(text), expected, "{text}");
        }
    }

    #[test]
    fn length_and_number_are_bounded() {
        assert_eq!(find(&format!("#{} #{}", "a".repeat(255), "b".repeat(256))), ["a".repeat(255)]);
        let many: String = (0..300).map(|n| format!("#t{n} ")).collect();
        assert_eq!(find(&many).len(), TAGS);
    }

    #[test]
    fn typed_tags_are_normalised() {
        for (input, expected) in [
            ("#Foo", Some("foo")),
            (" Foo Bar!", Some("foobar")),
            ("#<3", Some("<3")),
            ("<3", Some("<3")),
            ("<b>x</b>", Some("bxb")),
            ("#", None),
            ("!?", None),
        ] {
            assert_eq!(normalise(input).as_deref(), expected, "{input}");
        }
        assert_eq!(normalise(&"x".repeat(256)), None);
    }

    // F-245
    #[test]
    fn nsfw_counts_anywhere_and_in_any_case() {
        assert!(is_nsfw("x#NSFW") && is_nsfw("ä #NsFw!"));
        assert!(!is_nsfw("nsfw") && !is_nsfw("# nsfw") && !is_nsfw("#nsf"));
    }
}
