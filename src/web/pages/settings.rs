//! Profile, account, invitation, ignored people (spec/features.md §2.7, §3.2).

use super::super::layout::{Shell, hidden, page};
use super::super::parts::{
    Errors, Kind, empty, face, field, icon, month_name, person_line, summary, text_area, tick, when,
};
use crate::base::limits;
use crate::domain::views::{
    AccountView, BirthdayView, DefaultAudience, InvitationView, PersonView, ProfileFormView, SessionView, Theme,
    ViewerView,
};
use crate::domain::words::Words;
use maud::{Markup, html};

/// Which page of the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tab {
    Profile,
    Account,
    Invitation,
    Ignored,
}

fn tabs(here: Tab, may_invite: bool) -> Markup {
    let tab = |tab: Tab, href: &str, name: &str| {
        html! { a.pill href=(href) aria-current=[(tab == here).then_some("page")] { (name) } }
    };
    html! {
        h1 { "Settings" }
        nav.tabs aria-label="Settings" {
            (tab(Tab::Profile, "/profile/edit", "Profile"))
            (tab(Tab::Account, "/user/edit", "Account"))
            @if may_invite || here == Tab::Invitation { (tab(Tab::Invitation, "/users/invitations", "Invitation")) }
            (tab(Tab::Ignored, "/privacy", "Ignored people"))
        }
    }
}

fn may_invite(shell: &Shell) -> bool {
    shell.viewer().is_some_and(|viewer| viewer.may_invite)
}

/// The own profile.
pub(in crate::web) fn profile(shell: &Shell, view: &ProfileFormView, errors: &Errors) -> Markup {
    let body = html! {
        (tabs(Tab::Profile, may_invite(shell)))
        form.stack method="post" action="/profile" enctype="multipart/form-data" {
            (hidden(shell))
            (summary(errors))
            section.card.stack {
                h2 { "What everybody sees" }
                (picture(view, errors))
                (names(view, errors))
            }
            section.card.stack {
                h2 { "More about you" }
                (tick("public", "Everybody may see this part", "Otherwise only people you share with.", view.is_public))
                (about(shell.words, view, errors))
            }
            section.card.stack {
                h2 { "Being found" }
                (tick("searchable", "People may find me by name", "Otherwise only your contacts, or by your address.", view.is_searchable))
                (tick("nsfw", "What I post is not safe for work", "Your posts are covered until somebody opens them.", view.is_nsfw))
            }
            div.row { button.button.button-main type="submit" { "Save profile" } }
        }
    };
    page(shell, "Profile", &body)
}

fn picture(view: &ProfileFormView, errors: &Errors) -> Markup {
    html! {
        div.row {
            (face(&view.person, "face-l"))
            div.field {
                label for="f-photos" { "Your picture" }
                @if let Some(words) = errors.of("photos") { p.wrong #e-photos { (icon("alert")) (words) } }
                input #f-photos type="file" name="photo" accept="image/jpeg,image/png,image/webp" data-crop="crop";
                @if view.person.avatar.is_some() {
                    (tick("no_photo", "Take the picture away", "", false))
                }
            }
        }
    }
}

fn names(view: &ProfileFormView, errors: &Errors) -> Markup {
    let most = Some(limits::NAME);
    let tags = view.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" ");
    let tags =
        Kind { hint: Some("Up to five tags, such as #bread #choir."), most: Some(limits::SHORT), ..Kind::text(&tags) };
    html! {
        div.pair {
            (field("first_name", "First name", Kind { most, fills: Some("given-name"), ..Kind::text(&view.first_name) }, errors))
            (field("last_name", "Last name", Kind { most, fills: Some("family-name"), ..Kind::text(&view.last_name) }, errors))
        }
        (field("tags", "Describe yourself in five words", tags, errors))
    }
}

fn about(words: Words, view: &ProfileFormView, errors: &Errors) -> Markup {
    let most = Some(limits::SHORT);
    html! {
        (text_area("bio", "About you", &view.bio, Some("Markdown works here."), errors))
        div.pair {
            (field("location", "Where you live", Kind { most, ..Kind::text(&view.location) }, errors))
            (field("gender", "Gender", Kind { most, ..Kind::text(&view.gender) }, errors))
        }
        (birthday(words, view.birthday, errors))
    }
}

fn birthday(words: Words, birthday: Option<BirthdayView>, errors: &Errors) -> Markup {
    let wrong = errors.of("birthday");
    let year = birthday.and_then(|birthday| birthday.year).map(|year| year.to_string()).unwrap_or_default();
    html! {
        fieldset.field #f-birthday aria-describedby=[wrong.map(|_| "e-birthday")] {
            legend { "Birthday" }
            @if let Some(words) = wrong { p.wrong #e-birthday { (icon("alert")) (words) } }
            div.pair {
                select.input name="birthday_day" aria-label="Day" {
                    option value="" { "Day" }
                    @for day in 1..=31_i8 { option value=(day) selected[birthday.is_some_and(|birthday| birthday.day == day)] { (day) } }
                }
                select.input name="birthday_month" aria-label="Month" {
                    option value="" { "Month" }
                    @for month in 1..=12_i8 {
                        option value=(month) selected[birthday.is_some_and(|birthday| birthday.month == month)] { (month_name(words, month)) }
                    }
                }
                input.input name="birthday_year" value=(year) inputmode="numeric" maxlength="4" placeholder="Year, if you like" aria-label="Year";
            }
        }
    }
}

/// The account.
pub(in crate::web) fn account(shell: &Shell, view: &AccountView, errors: &Errors) -> Markup {
    let body = html! {
        (tabs(Tab::Account, may_invite(shell)))
        (summary(errors))
        (looks(shell, view))
        @if let Some(viewer) = shell.viewer() { (posting(shell, viewer, view)) }
        (email(shell, view, errors))
        (password(shell, view, errors))
        (sessions(shell, &view.sessions))
        (close(shell, view, errors))
    };
    page(shell, "Account", &body)
}

fn looks(shell: &Shell, view: &AccountView) -> Markup {
    let choice = |value: &str, name: &str, theme: Theme| {
        html! { label.pill { input type="radio" name="theme" value=(value) checked[view.theme == theme]; (name) } }
    };
    html! {
        form.card.stack method="post" action="/user/theme" {
            (hidden(shell))
            fieldset.field {
                legend { "Colours" }
                div.pills {
                    (choice("auto", "As my device", Theme::Auto))
                    (choice("light", "Light", Theme::Light))
                    (choice("dark", "Dark", Theme::Dark))
                }
            }
            div.row { button.button type="submit" { "Save colours" } }
        }
    }
}

fn posting(shell: &Shell, viewer: &ViewerView, view: &AccountView) -> Markup {
    let choice = |value: &str, picture: &str, name: &str, is_on: bool| {
        html! { label.pill { input type="radio" name="audience" value=(value) checked[is_on]; (icon(picture)) (name) } }
    };
    let chosen = &view.default_audience;
    let is_in = |id: u64| matches!(chosen, DefaultAudience::Aspects(ids) if ids.contains(&id));
    html! {
        form.card.stack method="post" action="/user/audience" {
            (hidden(shell))
            fieldset.field.who-sees {
                legend { "Who sees a new post, unless you choose otherwise" }
                div.pills {
                    (choice("public", "globe", "Public", *chosen == DefaultAudience::Public))
                    (choice("all", "lock", "All aspects", *chosen == DefaultAudience::AllAspects))
                    (choice("some", "lock", "Some aspects", matches!(chosen, DefaultAudience::Aspects(_))))
                }
                div.pills.which role="group" aria-label="Aspects" {
                    @for aspect in &viewer.aspects {
                        label.pill { input type="checkbox" name="aspect" value=(aspect.id) checked[is_in(aspect.id)]; (aspect.name) }
                    }
                }
            }
            div.row { button.button type="submit" { "Save audience" } }
        }
    }
}

fn email(shell: &Shell, view: &AccountView, errors: &Errors) -> Markup {
    let value = view.email.as_deref().unwrap_or_default();
    let kind = Kind {
        input: "email",
        hint: Some("Only you and the pod see it. You may sign in with it."),
        fills: Some("email"),
        most: Some(limits::SHORT),
        ..Kind::text(value)
    };
    html! {
        form.card.stack method="post" action="/user/email" {
            (hidden(shell))
            div { h2 { "Your address" } p.id { (view.diaspora_id) } p.hint { "People on any pod find you with it. It stays." } }
            (field("email", "E-mail", kind, errors))
            div.row { button.button type="submit" { "Save e-mail" } }
        }
    }
}

fn password(shell: &Shell, view: &AccountView, errors: &Errors) -> Markup {
    let new = Kind {
        hint: Some("At least ten characters."),
        least: Some(*limits::PASSWORD.start()),
        ..Kind::password("new-password")
    };
    html! {
        form.card.stack method="post" action="/user/password" {
            (hidden(shell))
            h2 { "Password" }
            input type="text" name="username" autocomplete="username" value=(view.name) hidden readonly;
            (field("current", "Present password", Kind::password("current-password"), errors))
            (field("password", "New password", new, errors))
            (field("password_again", "New password once more", Kind::password("new-password"), errors))
            div.row { button.button type="submit" { "Change password" } }
            p.hint { "You are signed out everywhere else." }
        }
    }
}

fn sessions(shell: &Shell, sessions: &[SessionView]) -> Markup {
    html! {
        section.card {
            h2 { "Where you are signed in" }
            ul.places role="list" {
                @for session in sessions {
                    li {
                        div.who {
                            b { (session.device) }
                            span.meta {
                                @if session.is_current { "This browser" } @else { "Last used " (when(shell, session.seen_at)) }
                                " · since " (when(shell, session.created_at))
                            }
                        }
                        @if !session.is_current {
                            button.button form="act" formaction={ "/user/sessions/" (session.id) "/end" } {
                                "Sign out" span.vh { " " (session.device) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn close(shell: &Shell, view: &AccountView, errors: &Errors) -> Markup {
    html! {
        details.card.danger-zone open[errors.of("close_password").is_some()] {
            summary.link.link-soft { "Close my account" }
            form.stack method="post" action="/user/close" {
                (hidden(shell))
                p {
                    "Your posts, pictures, contacts and profile are deleted here and on other pods. Comments on other "
                    "people’s posts stay under your address. The name " b { (view.name) } " is never given to anybody again. "
                    "There is no way back."
                }
                input type="text" name="username" autocomplete="username" value=(view.name) hidden readonly;
                (field("close_password", "Your password", Kind::password("current-password"), errors))
                button.button.button-danger type="submit" { (icon("trash")) "Close my account for good" }
            }
        }
    }
}

/// The own invitation, as link and as code to point a phone at; before it is made, the way to it.
pub(in crate::web) fn invitation(shell: &Shell, view: Option<&InvitationView>) -> Markup {
    let body = html! {
        (tabs(Tab::Invitation, true))
        @match view {
            Some(view) => (link(shell, view)),
            None => form.card.stack method="post" action="/users/invitations" {
                (hidden(shell))
                h2 { "Bring your people" }
                p.soft { "Make a link that you can send to somebody, or show as a code. Whoever has it can make an account here." }
                div.row { button.button.button-main type="submit" { (icon("invite")) "Make an invitation" } }
            },
        }
    };
    page(shell, "Invitation", &body)
}

fn link(shell: &Shell, view: &InvitationView) -> Markup {
    html! {
        section.card.stack {
            h2 { "Bring your people" }
            p.soft { "Whoever has this link can make an account here. It is good for " b { (view.remaining) } " more." }
            div.field {
                label for="f-link" { "Your link" }
                div.copy {
                    input.input #f-link type="text" readonly value=(view.url);
                    button.button.script type="button" data-copy="f-link" data-said="Copied" { "Copy" }
                }
            }
            div.field { p.label { "Or let them point a phone here" } (code(&view.url)) }
            details.confirm {
                summary.link.link-soft { "End this link" }
                p { "It stops working for everybody who has it. You can make a new one afterwards." }
                form method="post" action="/users/invitations" {
                    (hidden(shell))
                    button.button.button-danger type="submit" name="change" value="end" { "End the link" }
                }
            }
        }
    }
}

/// An address as a square code: one path, always dark on white so that cameras can read it.
fn code(address: &str) -> Markup {
    let Ok(code) = qrcode::QrCode::new(address) else { return html! {} };
    let width = code.width();
    let mut path = String::new();
    for (place, colour) in code.to_colors().into_iter().enumerate() {
        if colour == qrcode::Color::Dark {
            path.push_str(&format!("M{} {}h1v1h-1z", place % width, place / width));
        }
    }
    html! {
        svg.qr viewBox={ "0 0 " (width) " " (width) } role="img" aria-label="The link as a code" shape-rendering="crispEdges" {
            path d=(path) fill="#000" {}
        }
    }
}

/// The people one ignores.
pub(in crate::web) fn ignored(shell: &Shell, people: &[PersonView]) -> Markup {
    let body = html! {
        (tabs(Tab::Ignored, may_invite(shell)))
        @if people.is_empty() {
            (empty("You ignore nobody", "People whom you ignore show here, and can be let back in.", None))
        } @else {
            section.card {
                ul.people role="list" {
                    @for person in people {
                        li {
                            (person_line(person))
                            button.button form="act" formaction={ "/people/" (person.guid) "/unignore" } { "Stop ignoring" }
                        }
                    }
                }
            }
        }
    };
    page(shell, "Ignored people", &body)
}

#[cfg(test)]
mod tests {
    use super::super::super::layout::Place;
    use super::super::super::sample;
    use super::*;

    // H-123: other sessions can be ended, the present one by signing out.
    #[test]
    fn other_sessions_can_be_ended() {
        let text = account(&sample::shell(Place::Settings), &sample::account(), &Errors::default()).into_string();
        assert!(text.contains("/user/sessions/b/end") && !text.contains("/user/sessions/a/end"));
    }

    // W-060: a wrong password opens the form again with its mistake.
    #[test]
    fn closing_shows_its_mistake() {
        let mut errors = Errors::default();
        errors.add("close_password", "That is not your password.");
        let text = account(&sample::shell(Place::Settings), &sample::account(), &errors).into_string();
        assert!(text.contains("danger-zone\" open") && text.contains("That is not your password."));
    }

    // W-090, W-091: what is stored stands in the form.
    #[test]
    fn the_profile_form_shows_what_is_stored() {
        let text = profile(&sample::shell(Place::Settings), &sample::profile_form(), &Errors::default()).into_string();
        for part in [
            "value=\"Ines\"",
            "#choir #gardening",
            "value=\"5\" selected",
            "value=\"1984\"",
            "name=\"searchable\" value=\"1\" checked",
        ] {
            assert!(text.contains(part), "{part}");
        }
    }
}
