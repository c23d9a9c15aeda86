//! Signing in and out (spec/features.md §2.3).

use super::super::layout::{Shell, hidden, mark, page};
use super::super::parts::{Errors, Kind, field, icon};
use maud::{Markup, html};

/// The form. `name` is kept from the last try; `back` is where the person wanted to go.
pub(in crate::web) fn show(shell: &Shell, name: &str, back: &str, refusal: Option<&str>) -> Markup {
    let none = Errors::default();
    let body = html! {
        div.gate-top { (mark()) h1 { "Sign in to " (shell.view.pod_name) } }
        @if let Some(words) = refusal {
            div.note.note-bad role="alert" tabindex="-1" data-focus { (icon("alert")) div { (words) } }
        }
        form.card.stack method="post" action="/users/sign_in" {
            (hidden(shell))
            input type="hidden" name="back" value=(back);
            (field("name", "Name or e-mail", Kind { fills: Some("username"), most: Some(255), is_required: true, is_exact: true, ..Kind::text(name) }, &none))
            (field("password", "Password", Kind::password("current-password"), &none))
            button.button.button-main type="submit" { "Sign in" }
        }
        @if shell.view.is_open {
            p.meta.gate-top { span { "New here? " a href="/users/sign_up" { "Make an account" } } }
        }
    };
    page(shell, "Sign in", &body)
}
