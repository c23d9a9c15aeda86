//! People: picture, name, address, and how one stands to them.

use super::icon;
use crate::domain::views::{PersonView, RelationView};
use crate::domain::words::Words;
use maud::{Markup, html};

/// A person's picture, or their initials on a colour that is always the same for them. Beside a
/// name, so it says nothing to screen readers. `size` is one of the `face-…` classes or empty.
pub(in crate::web) fn face(person: &PersonView, size: &str) -> Markup {
    let (pixels, large) = match size {
        "face-xl" => (120, true),
        "face-l" => (96, true),
        "face-s" => (32, false),
        _ => (44, false),
    };
    html! {
        @match &person.avatar {
            Some(avatar) => {
                @let address = if large { &avatar.large } else { &avatar.medium };
                img class={ "face " (size) } src=(address) alt="" width=(pixels) height=(pixels) loading="lazy" decoding="async";
            }
            None => span class={ "face face-" (colour(person)) " " (size) } aria-hidden="true" { (initials(&person.name)) },
        }
    }
}

/// The name, leading to the person's page.
pub(in crate::web) fn link(person: &PersonView) -> Markup {
    html! { a.name href={ "/people/" (person.guid) } data-card { bdi { (person.name) } } }
}

/// Picture, name and address in one line of a list.
pub(in crate::web) fn line(person: &PersonView) -> Markup {
    html! {
        (face(person, ""))
        div.who {
            (link(person))
            span.meta.id { (person.diaspora_id) }
        }
    }
}

/// How the viewer and the person stand to each other, in words.
pub(in crate::web) fn sharing_state(words: Words, relation: &RelationView) -> Markup {
    let (picture, name) = match (relation.sharing, relation.receiving) {
        _ if relation.ignored => ("veil", "people-state-ignored"),
        (true, true) => ("both", "people-state-mutual"),
        (true, false) => ("in", "people-state-sharing"),
        (false, true) => ("out", "people-state-receiving"),
        (false, false) => ("user", "people-state-none"),
    };
    html! {
        span.state.meta.state-on[relation.sharing && !relation.ignored] { (icon(picture)) (words.say(name)) }
    }
}

/// The first letters of the first and the last word.
fn initials(name: &str) -> String {
    let mut letters = name
        .split(|c: char| c.is_whitespace() || "._-".contains(c))
        .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let first = letters.next();
    let last = letters.next_back();
    first.into_iter().chain(last).flat_map(char::to_uppercase).take(3).collect()
}

/// One of eight colours, always the same one for the same person.
fn colour(person: &PersonView) -> u32 {
    let sum = person.guid.as_str().bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    sum % 8
}

#[cfg(test)]
mod tests {
    use super::super::super::sample;
    use super::*;

    #[test]
    fn initials_come_from_the_first_and_the_last_word() {
        for (name, text) in [
            ("Ines Nowak", "IN"),
            ("piet", "P"),
            ("Anna Maria von Dahl", "AD"),
            ("ßeta", "SS"),
            ("…", ""),
            ("a.b", "AB"),
        ] {
            assert_eq!(initials(name), text, "{name}");
        }
    }

    #[test]
    fn a_colour_stays_with_its_person() {
        let person = sample::tomas();
        assert_eq!(colour(&person), colour(&person.clone()));
        assert!(face(&person, "").into_string().contains("TO"));
    }
}
