//! Writing a post (spec/features.md §5.1).

use super::super::layout::{Shell, page};
use super::super::parts::{Draft, Errors, publisher};
use maud::{Markup, html};

/// The publisher on a page of its own: from the phone's bar, and when something was refused.
pub(in crate::web) fn show(shell: &Shell, draft: &Draft, errors: &Errors) -> Markup {
    let body = html! {
        h1 { "New post" }
        @if let Some(viewer) = shell.viewer() { div.card { (publisher(shell, viewer, draft, errors)) } }
    };
    page(shell, "New post", &body)
}
