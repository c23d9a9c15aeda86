//! Finding people by name or address, and tags (spec/features.md §8.1).

use super::super::layout::{Shell, mark, page};
use super::super::parts::{empty, pager, person_line, sharing_aspects, sharing_state};
use crate::domain::views::{ContactView, Lookup, SearchView};
use maud::{Markup, html};

/// Seconds after which a page that is still looking asks again.
const AGAIN: u32 = 4;

/// The box, and what was found.
pub(in crate::web) fn show(shell: &Shell, view: &SearchView) -> Markup {
    let body = html! {
        h1 { "Find people" }
        form.card.row role="search" action="/search" {
            label.vh for="f-q" { "Name, address or #tag" }
            input.input #f-q type="search" name="q" value=(view.query) maxlength="255"
                placeholder="Name, name@pod.example or #tag";
            button.button.button-main type="submit" { "Search" }
        }
        (found(shell, view))
    };
    page(shell, "Find people", &body)
}

fn found(shell: &Shell, view: &SearchView) -> Markup {
    html! {
        @if !view.people.is_empty() {
            section.card aria-label="People found" { (people(shell, &view.people)) }
            (pager(&shell.path, "More people", view.next.as_deref()))
        }
        @match view.lookup {
            Lookup::Looking => (looking(shell, &view.query)),
            Lookup::NotFound => (empty(
                "Nobody answered to that address",
                "Check the spelling. Their pod may also be away for a while; then try again later.",
                None,
            )),
            Lookup::Idle if view.people.is_empty() && !view.query.is_empty() => (empty(
                "Nobody found",
                "People on other pods are found by their whole address, which looks like name@pod.example.",
                None,
            )),
            Lookup::Idle => {},
        }
    }
}

/// People with the way to share with them.
pub(in crate::web) fn people(shell: &Shell, people: &[ContactView]) -> Markup {
    html! {
        ul.people role="list" {
            @for found in people {
                li {
                    (person_line(&found.person))
                    @if let Some(relation) = &found.relation {
                        @if relation.sharing || relation.receiving { (sharing_state(relation)) }
                        (sharing_aspects(shell, &found.person, relation))
                    }
                }
            }
        }
    }
}

/// While the pod asks another pod: the page comes back by itself, or by its link.
fn looking(shell: &Shell, query: &str) -> Markup {
    html! {
        section.card.looking role="status" data-again=(AGAIN) {
            (mark())
            div {
                h2 { "Looking for " (query) }
                p.soft { "Their pod has been asked. This takes a few seconds." }
                a.link href=(shell.path) { "Look again" }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::layout::Place;
    use super::super::super::sample;
    use super::*;

    // W-216: while looking there is a way on with and without script.
    #[test]
    fn looking_goes_on_by_itself_or_by_link() {
        let view = SearchView { query: "bob@pod.example".into(), people: vec![], lookup: Lookup::Looking, next: None };
        let text = show(&sample::shell(Place::Search), &view).into_string();
        assert!(text.contains("data-again") && text.contains(">Look again<"));
        let gone = SearchView { lookup: Lookup::NotFound, ..view };
        assert!(show(&sample::shell(Place::Search), &gone).into_string().contains("Nobody answered"));
    }
}
