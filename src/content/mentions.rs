//! People named in a text: `@{id}` or `@{Display Name; id}`.

use super::marks::{self, Kind};
use crate::base::DiasporaId;
use std::ops::Range;

/// Distinct people one text can notify or look up; a longer list is taken for abuse.
const PEOPLE: usize = 100;

/// One mention in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Whom it names. Only valid addresses are mentions; anything else stays plain text.
    pub id: DiasporaId,
    /// The name its author gave, if any.
    pub name: Option<String>,
    /// The bytes of the text it occupies, braces included.
    pub span: Range<usize>,
}

/// All mentions in order, repeated ones included.
pub fn find(text: &str) -> Vec<Mention> {
    let mention = |mark: marks::Mark| match mark.kind {
        Kind::Mention { id, name } => Some(Mention { id, name, span: mark.span }),
        _ => None,
    };
    marks::scan(text).into_iter().filter_map(mention).collect()
}

/// The distinct people a text mentions, in order of appearance, at most 100.
pub fn people(text: &str) -> Vec<DiasporaId> {
    let mut people = Vec::new();
    for mention in find(text) {
        if people.len() < PEOPLE && !people.contains(&mention.id) {
            people.push(mention.id);
        }
    }
    people
}

/// What becomes of a mention in [`rewrite`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It stays.
    Keep,
    /// It becomes a plain Markdown link that notifies nobody.
    Link {
        /// The name to show, without `@`.
        name: String,
        /// The absolute address of the profile.
        href: String,
    },
    /// It becomes the bare name, without `@`.
    Plain(String),
}

/// Replaces mentions as `fate` says. For limited posts: people who will not receive the post are
/// turned into links to their profiles before it is stored and sent. (spec/federation.md §6.6)
pub fn rewrite(text: &str, mut fate: impl FnMut(&Mention) -> Fate) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for mention in find(text) {
        let replacement = match fate(&mention) {
            Fate::Keep => continue,
            Fate::Link { name, href } => {
                format!("[@{}]({})", escaped(&name), href.replace([' ', '(', ')', '<', '>', '\n'], ""))
            }
            Fate::Plain(name) => escaped(&name),
        };
        out.push_str(text.get(done..mention.span.start).unwrap_or_default());
        out.push_str(&replacement);
        done = mention.span.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

/// A name with the characters that mean something in Markdown made literal.
fn escaped(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 8);
    for c in name.chars() {
        if "\\`*_{}[]()<>#!|~^&@".contains(c) {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<(String, Option<String>)> {
        find(text).into_iter().map(|found| (found.id.into(), found.name)).collect()
    }

    // F-240, W-150
    #[test]
    fn both_forms_are_mentions() {
        let text = "@{alice@pod.example} and @{Alice A; alice@pod.example}, @{A; B; a_b_@x.y}";
        let expected =
            [("alice@pod.example", None), ("alice@pod.example", Some("Alice A")), ("a_b_@x.y", Some("A; B"))];
        assert_eq!(pairs(text), expected.map(|(id, name)| (id.to_owned(), name.map(str::to_owned))));
        assert_eq!(&text[find(text)[1].span.clone()], "@{Alice A; alice@pod.example}");
        assert_eq!(people(text).len(), 2);
    }

    // F-241
    #[test]
    fn malformed_addresses_are_text() {
        for text in [
            "@{}",
            "@{alice}",
            "@{Alice; alice}",
            "@{a b@c}",
            "@{alice@pod.example",
            "@ {a@b}",
            "@{x\n; a@b}",
            "a@b",
            "@{a@b/../c}",
        ] {
            assert_eq!(find(text), [], "{text}");
        }
    }

    #[test]
    fn the_number_of_people_is_bounded() {
        let text: String = (0..500).map(|n| format!("@{{p{n}@pod.example}}")).collect();
        assert_eq!((find(&text).len(), people(&text).len()), (500, PEOPLE));
    }

    // F-242
    #[test]
    fn people_outside_the_audience_become_plain_links() {
        let text = "@{in@a.b} @{Eve [x](y); eve@c.d} @{nobody@e.f}!";
        let out = rewrite(text, |mention| match mention.id.user() {
            "in" => Fate::Keep,
            "eve" => Fate::Link {
                name: mention.name.clone().unwrap_or_default(),
                href: "https://pod.example/people/1".to_owned(),
            },
            _ => Fate::Plain("no_body".to_owned()),
        });
        assert_eq!(out, "@{in@a.b} [@Eve \\[x\\]\\(y\\)](https://pod.example/people/1) no\\_body!");
        assert_eq!(people(&out).len(), 1);
    }
}
