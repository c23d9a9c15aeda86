//! What just happened, and what is not here yet.

use super::super::layout::{Flash, mark};
use super::icon;
use maud::{Markup, html};

/// The result of the last action, announced to screen readers and read first (H-156).
pub(in crate::web) fn flash(message: &Flash) -> Markup {
    let picture = if message.is_bad { "alert" } else { "check" };
    html! {
        div.note.note-bad[message.is_bad] role="status" tabindex="-1" data-focus {
            (icon(picture))
            div { (message.text) }
        }
    }
}

/// An empty list: what it is, and one friendly sentence on what to do next (W-190).
pub(in crate::web) fn empty(title: &str, words: &str, action: Option<(&str, &str)>) -> Markup {
    html! {
        div.card.empty {
            (mark())
            h2 { (title) }
            p { (words) }
            @if let Some((href, name)) = action { a.button href=(href) { (name) } }
        }
    }
}
