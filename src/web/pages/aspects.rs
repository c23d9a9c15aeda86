//! Aspects: make, rename, end, put people in and out (spec/features.md §4.2).

use super::super::layout::{Shell, hidden};
use super::super::parts::{Errors, Kind, field, icon};
use crate::base::limits;
use crate::domain::views::AspectView;
use maud::{Markup, html};

/// The form for a new aspect.
pub(super) fn create(shell: &Shell, name: &str, errors: &Errors) -> Markup {
    let kind = Kind {
        hint: Some("A group of people that only you know of, such as the choir or the neighbours."),
        most: Some(limits::ASPECT_NAME),
        is_required: true,
        ..Kind::text(name)
    };
    html! {
        form.card.stack method="post" action="/aspects" {
            (hidden(shell))
            (field("aspect_name", "New aspect", kind, errors))
            div.row { button.button type="submit" { (icon("plus")) "Make the aspect" } }
        }
    }
}

/// The forms to rename and to end an aspect.
pub(super) fn edit(shell: &Shell, aspect: &AspectView, name: &str, errors: &Errors) -> Markup {
    let name = if name.is_empty() { &aspect.name } else { name };
    let kind = Kind { most: Some(limits::ASPECT_NAME), is_required: true, ..Kind::text(name) };
    html! {
        section.card.stack {
            form.stack method="post" action={ "/aspects/" (aspect.id) } {
                (hidden(shell))
                (field("aspect_name", "Name of the aspect", kind, errors))
                div.row {
                    button.button type="submit" { "Rename" }
                    a.button href={ "/aspects?a_ids[]=" (aspect.id) } { "Show its stream" }
                }
            }
            details.confirm {
                summary.link.link-soft { "Delete this aspect" }
                p { "You stop sharing with people who are in no other aspect. What was posted to it stays." }
                form method="post" action={ "/aspects/" (aspect.id) "/delete" } {
                    (hidden(shell))
                    button.button.button-danger type="submit" { (icon("trash")) "Delete “" (aspect.name) "”" }
                }
            }
        }
    }
}
