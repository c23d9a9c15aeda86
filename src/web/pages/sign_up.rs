//! Making an account with an invitation, or freely where the pod is open (spec/features.md §2.1).

use super::super::layout::{Shell, hidden, mark, page};
use super::super::parts::{Errors, Kind, face, field, summary};
use crate::base::limits;
use crate::domain::views::{InvitedView, ShellView};
use maud::{Markup, html};

/// What was filled in, kept when something is wrong; passwords are typed again.
#[derive(Debug, Clone, Default)]
pub(in crate::web) struct SignUp {
    /// Wanted name.
    pub(in crate::web) name: String,
    /// E-mail address; may be empty.
    pub(in crate::web) email: String,
}

/// The form. Without an invitation the pod has to be open.
pub(in crate::web) fn show(shell: &Shell, invited: Option<&InvitedView>, form: &SignUp, errors: &Errors) -> Markup {
    let body = html! {
        div.gate-top {
            @match invited {
                Some(invited) => {
                    (face(&invited.inviter, "face-l"))
                    h1 { (invited.inviter.name) " invites you" }
                    p.soft { "to " (shell.view.pod_name) ", a small place of your own on the diaspora* network." }
                }
                None => {
                    (mark())
                    h1 { "Welcome to " (shell.view.pod_name) }
                }
            }
        }
        form.card.stack method="post" action="/users" {
            (hidden(shell))
            @if let Some(invited) = invited { input type="hidden" name="code" value=(invited.code); }
            (summary(errors))
            (account_fields(&shell.view, &form.name, &form.email, errors))
            button.button.button-main type="submit" { "Make my account" }
        }
        p.meta.gate-top { span { "Already here? " a href="/users/sign_in" { "Sign in" } } }
    };
    page(shell, "Sign up", &body)
}

/// Name, password twice, e-mail: what every new account needs, here and in the setup.
pub(super) fn account_fields(view: &ShellView, name: &str, email: &str, errors: &Errors) -> Markup {
    let suffix = format!("@{}", view.pod_host);
    let name = Kind {
        hint: Some("Part of your address in the network; it can never be changed. Letters, digits, . _ -"),
        suffix: Some(&suffix),
        fills: Some("username"),
        most: Some(limits::USER_NAME),
        is_required: true,
        is_exact: true,
        ..Kind::text(name)
    };
    let password = Kind {
        hint: Some("At least ten characters. A few plain words in a row are good."),
        least: Some(*limits::PASSWORD.start()),
        ..Kind::password("new-password")
    };
    let email = Kind {
        input: "email",
        hint: Some("May stay empty. Only you and the pod see it."),
        fills: Some("email"),
        most: Some(limits::SHORT),
        ..Kind::text(email)
    };
    html! {
        (field("name", "Name", name, errors))
        (field("password", "Password", password, errors))
        (field("again", "Password once more", Kind::password("new-password"), errors))
        (field("email", "E-mail", email, errors))
    }
}

/// For those who come without an invitation to a pod that wants one.
pub(in crate::web) fn closed(shell: &Shell) -> Markup {
    let body = html! {
        div.gate-top { (mark()) h1 { "By invitation" } }
        section.card.stack {
            p { (shell.view.pod_name) " grows by invitation. If you know somebody here, ask them for a link." }
            p.soft { "A link that does not work any more has been used up. Whoever gave it to you can make another one." }
            a.button href="/users/sign_in" { "I have an account" }
        }
    };
    page(shell, "By invitation", &body)
}

#[cfg(test)]
mod tests {
    use super::super::super::layout::Place;
    use super::super::super::sample;
    use super::*;

    // W-026: name and e-mail stay, passwords do not come back.
    #[test]
    fn a_refused_form_keeps_what_may_be_kept() {
        let mut errors = Errors::default();
        errors.add("password", "Too short.");
        let form = SignUp { name: "ines".into(), email: "i@x.example".into() };
        let text = show(&sample::stranger(Place::Gate), None, &form, &errors).into_string();
        assert!(text.contains("value=\"ines\"") && text.contains("value=\"i@x.example\"") && text.contains("Too short."));
        assert!(text.contains("type=\"password\" value=\"\""));
    }
}
