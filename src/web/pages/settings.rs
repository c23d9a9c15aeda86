//! Profile, account, invitation, ignored people (spec/features.md §2.7, §3.2).

use super::super::layout::{Shell, hidden, page};
use super::super::parts::{
    Errors, Kind, crop, empty, face, field, icon, month_name, person_line, square_code, summary, text_area, tick, when,
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
    Archive,
}

fn tabs(shell: &Shell, here: Tab) -> Markup {
    let tab = |tab: Tab, href: &str, name: &str| {
        html! { a.pill href=(href) aria-current=[(tab == here).then_some("page")] { (shell.words.say(name)) } }
    };
    html! {
        h1 { (shell.words.say("account-settings")) }
        nav.tabs aria-label=(shell.words.say("account-settings")) {
            (tab(Tab::Profile, "/profile/edit", "account-tab-profile"))
            (tab(Tab::Account, "/user/edit", "account-tab-account"))
            @if may_invite(shell) || here == Tab::Invitation {
                (tab(Tab::Invitation, "/users/invitations", "account-tab-invitation"))
            }
            (tab(Tab::Ignored, "/privacy", "account-tab-ignored"))
            (tab(Tab::Archive, "/user/archive", "account-tab-archive"))
            @if shell.viewer().is_some_and(|viewer| viewer.is_admin) { a.pill href="/admin" { (shell.words.say("admin-title")) } }
        }
    }
}

/// The tabs above pages that belong to the account.
pub(super) fn account_tabs(shell: &Shell) -> Markup {
    tabs(shell, Tab::Account)
}

/// The tabs above pages about archives.
pub(super) fn archive_tabs(shell: &Shell) -> Markup {
    tabs(shell, Tab::Archive)
}

fn may_invite(shell: &Shell) -> bool {
    shell.viewer().is_some_and(|viewer| viewer.may_invite)
}

/// The own profile.
pub(in crate::web) fn profile(shell: &Shell, view: &ProfileFormView, errors: &Errors) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let body = html! {
        (tabs(shell, Tab::Profile))
        form.stack method="post" action="/profile" enctype="multipart/form-data" {
            (hidden(shell))
            (summary(errors))
            section.card.stack {
                h2 { (say("account-profile-basic")) }
                (picture(shell, view, errors))
                (names(shell, view, errors))
            }
            section.card.stack {
                h2 { (say("account-profile-extended")) }
                (tick("public", &say("account-profile-public"), &say("account-profile-public-hint"), view.is_public))
                (about(shell, view, errors))
            }
            section.card.stack {
                h2 { (say("account-profile-found")) }
                (tick("searchable", &say("account-profile-searchable"), &say("account-profile-searchable-hint"), view.is_searchable))
                (tick("nsfw", &say("account-profile-nsfw"), &say("account-profile-nsfw-hint"), view.is_nsfw))
            }
            div.row { button.button.button-main type="submit" { (say("account-profile-save")) } }
        }
    };
    page(shell, &say("account-tab-profile"), &body)
}

fn picture(shell: &Shell, view: &ProfileFormView, errors: &Errors) -> Markup {
    html! {
        div.row {
            (face(&view.person, "face-l"))
            div.field {
                label for="f-photos" { (shell.words.say("account-profile-picture")) }
                @if let Some(words) = errors.of("photos") { p.wrong #e-photos { (icon("alert")) (words) } }
                input #f-photos type="file" name="photo" accept="image/jpeg,image/png,image/webp" data-crop="crop";
                @if view.person.avatar.is_some() {
                    (tick("no_photo", &shell.words.say("account-profile-no-picture"), "", false))
                }
            }
        }
        (crop(shell))
    }
}

fn names(shell: &Shell, view: &ProfileFormView, errors: &Errors) -> Markup {
    let (most, say) = (Some(limits::NAME), |name: &str| shell.words.say(name));
    let hint = say("account-profile-tags-hint");
    let tags = view.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" ");
    let tags = Kind { hint: Some(&hint), most: Some(limits::SHORT), ..Kind::text(&tags) };
    html! {
        div.pair {
            (field("first_name", &say("account-profile-first"), Kind { most, fills: Some("given-name"), ..Kind::text(&view.first_name) }, errors))
            (field("last_name", &say("account-profile-last"), Kind { most, fills: Some("family-name"), ..Kind::text(&view.last_name) }, errors))
        }
        (field("tags", &say("account-profile-tags"), tags, errors))
    }
}

fn about(shell: &Shell, view: &ProfileFormView, errors: &Errors) -> Markup {
    let (most, say) = (Some(limits::SHORT), |name: &str| shell.words.say(name));
    html! {
        (text_area("bio", &say("account-profile-about"), &view.bio, Some(&say("account-profile-about-hint")), errors))
        div.pair {
            (field("location", &say("account-profile-location"), Kind { most, ..Kind::text(&view.location) }, errors))
            (field("gender", &say("account-profile-gender"), Kind { most, ..Kind::text(&view.gender) }, errors))
        }
        (birthday(shell, view.birthday, errors))
    }
}

fn birthday(shell: &Shell, birthday: Option<BirthdayView>, errors: &Errors) -> Markup {
    let (wrong, say) = (errors.of("birthday"), |name: &str| shell.words.say(name));
    let year = birthday.and_then(|birthday| birthday.year).map(|year| year.to_string()).unwrap_or_default();
    html! {
        fieldset.field #f-birthday aria-describedby=[wrong.map(|_| "e-birthday")] {
            legend { (say("account-profile-birthday")) }
            @if let Some(words) = wrong { p.wrong #e-birthday { (icon("alert")) (words) } }
            div.pair {
                select.input name="birthday_day" aria-label=(say("account-profile-day")) {
                    option value="" { (say("account-profile-day")) }
                    @for day in 1..=31_i8 { option value=(day) selected[birthday.is_some_and(|birthday| birthday.day == day)] { (day) } }
                }
                select.input name="birthday_month" aria-label=(say("account-profile-month")) {
                    option value="" { (say("account-profile-month")) }
                    @for month in 1..=12_i8 {
                        option value=(month) selected[birthday.is_some_and(|birthday| birthday.month == month)] { (month_name(shell.words, month)) }
                    }
                }
                input.input name="birthday_year" value=(year) inputmode="numeric" maxlength="4" placeholder=(say("account-profile-year-hint")) aria-label=(say("account-profile-year"));
            }
        }
    }
}

/// The account.
pub(in crate::web) fn account(shell: &Shell, view: &AccountView, errors: &Errors) -> Markup {
    let body = html! {
        (tabs(shell, Tab::Account))
        (summary(errors))
        (looks(shell, view))
        @if let Some(viewer) = shell.viewer() { (posting(shell, viewer, view)) (habits(shell, viewer, view)) }
        (email(shell, view, errors))
        (mails(shell, view))
        (password(shell, view, errors))
        (second_step(shell, view))
        (sessions(shell, &view.sessions))
        (close(shell, view, errors))
    };
    page(shell, &shell.words.say("account-tab-account"), &body)
}

fn looks(shell: &Shell, view: &AccountView) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let choice = |value: &str, name: &str, theme: Theme| {
        html! { label.pill { input type="radio" name="theme" value=(value) checked[view.theme == theme]; (say(name)) } }
    };
    let mut languages: Vec<(&str, &str)> = Words::languages().collect();
    languages.sort_by_key(|(_, name)| name.to_lowercase());
    html! {
        form.card.stack method="post" action="/user/looks" {
            (hidden(shell))
            h2 { (say("account-looks")) }
            div.field {
                label for="f-language" { (say("account-language")) }
                select.input #f-language name="language" {
                    @for (tag, name) in languages {
                        option value=(tag) lang=(tag) selected[Words::of(&view.lang).tag() == tag] { (name) }
                    }
                }
            }
            fieldset.field {
                legend { (say("account-colours")) }
                div.pills {
                    (choice("auto", "account-colours-auto", Theme::Auto))
                    (choice("light", "account-colours-light", Theme::Light))
                    (choice("dark", "account-colours-dark", Theme::Dark))
                }
            }
            (save(shell))
        }
    }
}

fn save(shell: &Shell) -> Markup {
    html! { div.row { button.button type="submit" { (shell.words.say("account-save")) } } }
}

fn posting(shell: &Shell, viewer: &ViewerView, view: &AccountView) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let choice = |value: &str, picture: &str, name: &str, is_on: bool| {
        html! {
            label.pill { input type="radio" name="audience" value=(value) checked[is_on]; (icon(picture)) (say(name)) }
        }
    };
    let chosen = &view.default_audience;
    let is_in = |id: u64| matches!(chosen, DefaultAudience::Aspects(ids) if ids.contains(&id));
    let is_some = matches!(chosen, DefaultAudience::Aspects(_));
    html! {
        form.card.stack method="post" action="/user/audience" {
            (hidden(shell))
            fieldset.field.who-sees {
                legend { (say("account-audience")) }
                div.pills {
                    (choice("public", "globe", "account-audience-public", *chosen == DefaultAudience::Public))
                    (choice("all", "lock", "account-audience-all", *chosen == DefaultAudience::AllAspects))
                    (choice("some", "lock", "account-audience-some", is_some))
                }
                div.pills.which role="group" aria-label=(say("account-aspects")) {
                    @for aspect in &viewer.aspects {
                        label.pill {
                            input type="checkbox" name="aspect" value=(aspect.id) checked[is_in(aspect.id)];
                            (aspect.name)
                        }
                    }
                }
            }
            (save(shell))
        }
    }
}

fn habits(shell: &Shell, viewer: &ViewerView, view: &AccountView) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let into = |name: &str| shell.words.say_with("account-share-back-into", &[("aspect", name.into())]);
    html! {
        form.card.stack method="post" action="/user/habits" {
            (hidden(shell))
            h2 { (say("account-habits")) }
            div.field {
                label for="f-share_back" { (say("account-share-back")) }
                select.input #f-share_back name="share_back" {
                    option value="" selected[view.share_back.is_none()] { (say("account-share-back-no")) }
                    @for aspect in &viewer.aspects {
                        option value=(aspect.id) selected[view.share_back == Some(aspect.id)] { (into(&aspect.name)) }
                    }
                }
            }
            (tick("spotlight", &say("account-spotlight"), "", view.shows_spotlight))
            (tick("getting_started", &say("account-getting-started"), "", view.is_getting_started))
            (save(shell))
        }
    }
}

fn email(shell: &Shell, view: &AccountView, errors: &Errors) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let (value, hint) = (view.email.as_deref().unwrap_or_default(), say("account-email-set-hint"));
    let kind = Kind {
        input: "email",
        hint: Some(&hint),
        fills: Some("email"),
        most: Some(limits::SHORT),
        is_exact: true,
        ..Kind::text(value)
    };
    html! {
        form.card.stack method="post" action="/user/email" {
            (hidden(shell))
            div { h2 { (say("account-address")) } p.id { (view.diaspora_id) } p.hint { (say("account-address-hint")) } }
            (field("email", &say("account-email"), kind, errors))
            @if let Some(pending) = &view.pending_email {
                p.hint { (shell.words.say_with("account-email-pending", &[("email", pending.as_str().into())])) }
            }
            div.row { button.button type="submit" { (say("account-email-save")) } }
        }
    }
}

/// One box for each kind of mail (W-201); without mail or address a word about that.
fn mails(shell: &Shell, view: &AccountView) -> Markup {
    let say = |name: &str| shell.words.say(name);
    html! {
        form.card.stack #mails method="post" action="/user/mails" {
            (hidden(shell))
            h2 { (say("account-mails")) }
            @if !view.has_mail {
                p.hint { (say("account-mails-none")) }
            } @else {
                @if view.email.is_none() { p.hint { (say("account-mails-no-address")) } }
                fieldset.field {
                    legend { (say("account-mails-hint")) }
                    @for (kind, is_wanted) in &view.mails {
                        (tick(kind.name(), &say(&format!("account-mail-{}", kind.name())), "", *is_wanted))
                    }
                }
                (save(shell))
            }
        }
    }
}

fn password(shell: &Shell, view: &AccountView, errors: &Errors) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let hint = say("account-password-hint");
    let (least, meter) = (*limits::PASSWORD.start(), say("account-password-strength"));
    let new = Kind { hint: Some(&hint), least: Some(least), meter: Some(&meter), ..Kind::password("new-password") };
    let again = Kind::password("new-password");
    html! {
        form.card.stack method="post" action="/user/password" {
            (hidden(shell))
            h2 { (say("account-password")) }
            input type="text" name="username" autocomplete="username" value=(view.name) hidden readonly;
            (field("current", &say("account-password-present"), Kind::password("current-password"), errors))
            (field("password", &say("account-password-new"), new, errors))
            (field("password_again", &say("account-password-again"), again, errors))
            div.row { button.button type="submit" { (say("account-password-change")) } }
            p.hint { (say("account-password-everywhere")) }
        }
    }
}

fn second_step(shell: &Shell, view: &AccountView) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let (state, act) = match view.has_second_step {
        true => ("account-two-factor-on", "account-two-factor-manage"),
        false => ("account-two-factor-off", "account-two-factor-open"),
    };
    html! {
        section.card.stack {
            h2 { (say("account-two-factor")) }
            p { (say(state)) }
            div.row { a.button href="/two_factor_authentication" { (say(act)) } }
        }
    }
}

fn sessions(shell: &Shell, sessions: &[SessionView]) -> Markup {
    let say = |name: &str| shell.words.say(name);
    html! {
        section.card {
            h2 { (say("account-sessions")) }
            ul.places role="list" {
                @for session in sessions {
                    li {
                        div.who {
                            b { (session.device) }
                            span.meta {
                                @if session.is_current { (say("account-session-this")) }
                                @else { (say("account-session-used")) " " (when(shell, session.seen_at)) }
                                " · " (say("account-session-since")) " " (when(shell, session.created_at))
                            }
                        }
                        @if !session.is_current {
                            button.button form="act" formaction={ "/user/sessions/" (session.id) "/end" } {
                                (say("account-session-end")) span.vh { " " (session.device) }
                            }
                        }
                    }
                }
            }
            a.link href="/api/openid_connect/user_applications" { (shell.words.say("api-programs")) }
        }
    }
}

fn close(shell: &Shell, view: &AccountView, errors: &Errors) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let password = Kind::password("current-password");
    html! {
        details.card.danger-zone open[errors.of("close_password").is_some()] {
            summary.link.link-soft { (say("account-close")) }
            form.stack method="post" action="/user/close" {
                (hidden(shell))
                p { (shell.words.say_with("account-close-what", &[("name", view.name.as_str().into())])) }
                input type="text" name="username" autocomplete="username" value=(view.name) hidden readonly;
                (field("close_password", &say("account-close-password"), password, errors))
                button.button.button-danger type="submit" { (icon("trash")) (say("account-close-yes")) }
            }
        }
    }
}

/// The own invitation, as link and as code to point a phone at; before it is made, the way to it.
pub(in crate::web) fn invitation(
    shell: &Shell,
    view: Option<&InvitationView>,
    has_mail: bool,
    errors: &Errors,
) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let body = html! {
        (tabs(shell, Tab::Invitation))
        (summary(errors))
        @match view {
            Some(view) => {
                (link(shell, view))
                @if has_mail && (view.remaining > 0 || shell.view.is_open) { (invite_by_mail(shell, errors)) }
            }
            None => form.card.stack method="post" action="/users/invitations" {
                (hidden(shell))
                h2 { (say("account-invite-title")) }
                p.soft { (say("account-invite-none")) }
                div.row { button.button.button-main type="submit" { (icon("invite")) (say("account-invite-make")) } }
            },
        }
    };
    page(shell, &say("account-tab-invitation"), &body)
}

fn link(shell: &Shell, view: &InvitationView) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let left = match shell.view.is_open {
        true => say("account-invite-open"),
        false => shell.words.say_with("account-invite-left", &[("count", view.remaining.into())]),
    };
    html! {
        section.card.stack {
            h2 { (say("account-invite-title")) }
            p.soft { (left) }
            div.field {
                label for="f-link" { (say("account-invite-link")) }
                div.copy {
                    input.input #f-link type="text" readonly value=(view.url);
                    button.button.script type="button" data-copy="f-link" data-said=(say("account-invite-copied")) {
                        (say("account-invite-copy"))
                    }
                }
            }
            div.field {
                p.label { (say("account-invite-code")) }
                (square_code(&view.url, &say("account-invite-picture")))
            }
            details.confirm {
                summary.link.link-soft { (say("account-invite-end")) }
                p { (say("account-invite-end-hint")) }
                form method="post" action="/users/invitations" {
                    (hidden(shell))
                    button.button.button-danger type="submit" name="change" value="end" { (say("account-invite-end-yes")) }
                }
            }
        }
    }
}

/// Several addresses at once, in a language that the friend reads (W-035).
fn invite_by_mail(shell: &Shell, errors: &Errors) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let hint = say("account-invite-addresses-hint");
    html! {
        form.card.stack method="post" action="/users/invitations/mail" {
            (hidden(shell))
            h2 { (say("account-invite-mail")) }
            (text_area("emails", &say("account-invite-addresses"), "", Some(&hint), errors))
            div.field {
                label for="f-language" { (say("account-language")) }
                select.input #f-language name="language" {
                    @for (tag, name) in Words::languages() {
                        option value=(tag) lang=(tag) selected[shell.words.tag() == tag] { (name) }
                    }
                }
            }
            div.row { button.button.button-main type="submit" { (say("account-invite-send")) } }
        }
    }
}

/// The people one ignores.
pub(in crate::web) fn ignored(shell: &Shell, people: &[PersonView]) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let body = html! {
        (tabs(shell, Tab::Ignored))
        @if people.is_empty() {
            (empty(&say("account-ignored-none"), &say("account-ignored-none-hint"), None))
        } @else {
            section.card {
                ul.people role="list" {
                    @for person in people {
                        li {
                            (person_line(person))
                            button.button form="act" formaction={ "/people/" (person.guid) "/unignore" } {
                                (say("account-ignored-end"))
                            }
                        }
                    }
                }
            }
        }
    };
    page(shell, &say("account-tab-ignored"), &body)
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
