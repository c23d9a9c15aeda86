//! Posts with a tag, and people who describe themselves with it.

use super::super::layout::{Shell, page};
use super::super::parts::{Draft, empty, face, pager, publisher_opener, stream};
use crate::domain::views::TagView;
use maud::{Markup, html};

/// The page of a tag (W-012, W-184).
pub(in crate::web) fn show(shell: &Shell, view: &TagView) -> Markup {
    let title = format!("#{}", view.name);
    let body = html! {
        h1 { (title) }
        @if let Some(viewer) = shell.viewer() {
            (publisher_opener(shell, viewer, &Draft::empty(viewer)))
        }
        @if !view.people.is_empty() {
            section.card.stack {
                h2.head { "People" }
                ul.faces { @for person in &view.people {
                    li { a href={ "/people/" (person.guid) } title=(person.name) { (face(person, "")) span.vh { (person.name) } } }
                } }
            }
        }
        @if view.posts.posts.is_empty() {
            (empty("Nothing with this tag yet", "Be the first: write #tags into your posts, and they gather here.", None))
        } @else { (stream(shell, &view.posts.posts)) }
        (pager(&shell.path, "Older posts", view.posts.older.as_deref()))
    };
    page(shell, &title, &body)
}
