//! Accounts: finding them, their cards, and what an admin may do with each (W-220, W-222, W-223).

use super::super::super::form::Form;
use super::super::super::layout::{Shell, hidden};
use super::super::super::parts::{Errors, Kind, empty, face, field, when};
use super::super::super::reply::{Failure, page as reply_page};
use super::super::super::session::Visit;
use super::{PLACE, Tab, admin, done, framed, refused};
use crate::domain::Refused;
use crate::domain::admin::By;
use crate::domain::admin::users::{self, State, Wanted};
use crate::domain::views::{self, admin::Tasks, admin::UserList, admin::UserPage, admin::UserView};
use crate::model::Role;
use maud::{Markup, html};
use warp::reply::Response;

/// States to search by, as they stand in the address.
const STATES: &[(&str, Option<State>, &str)] = &[
    ("", None, "admin-state-all"),
    ("open", Some(State::Open), "admin-state-open"),
    ("locked", Some(State::Locked), "admin-state-locked"),
    ("closed", Some(State::Closed), "admin-state-closed"),
    ("admins", Some(State::Admins), "admin-state-admins"),
    ("moderators", Some(State::Moderators), "admin-state-moderators"),
    ("spotlight", Some(State::Spotlight), "admin-state-spotlight"),
];

/// What was asked for.
#[derive(Debug, Clone, Default)]
struct Search {
    text: String,
    young: bool,
    state: String,
}

fn list(shell: &Shell, tasks: Tasks, search: &Search, view: &UserList) -> Markup {
    let words = shell.words;
    let body = html! {
        form.card.stack action="/admin/users" role="search" {
            (field("q", &words.say("admin-users-part"), Kind { input: "search", most: Some(255), is_exact: true, ..Kind::text(&search.text) }, &Errors::default()))
            div.row {
                label.tick { input type="checkbox" name="young" value="1" checked[search.young]; span { (words.say("admin-users-young")) } }
                label.vh for="state" { (words.say("admin-users-state")) }
                select.input.input-short #state name="state" {
                    @for (value, _, name) in STATES { option value=(value) selected[*value == search.state] { (words.say(name)) } }
                }
                button.button.button-main type="submit" { (words.say("admin-users-search")) }
            }
        }
        @if view.users.is_empty() { (empty(&words.say("admin-users-none"), &words.say("admin-users-none-hint"), None)) }
        @else { ul.cards { @for user in &view.users { li { (card(shell, user)) } } } }
        @if let Some(next) = view.next {
            @let query = url::form_urlencoded::Serializer::new(String::new())
                .append_pair("q", &search.text).append_pair("state", &search.state)
                .append_pair("before", &next.to_string()).finish();
            nav.pager aria-label=(words.say("admin-pages")) { a.button rel="next" href={ "/admin/users?" (query) @if search.young { "&young=1" } } { (words.say("admin-older")) } }
        }
    };
    framed(shell, Tab::Users, tasks, &body)
}

/// An account in a list.
fn card(shell: &Shell, user: &UserView) -> Markup {
    html! {
        article.card.person-row {
            (face(&user.person, ""))
            div.who {
                a.name href={ "/admin/users/" (user.name) } { bdi { (user.person.name) } }
                span.meta.id { (user.person.diaspora_id) }
                @if let Some(email) = &user.email { span.meta.id { (email) } }
                span.meta { (seen(shell, user)) }
                (marks(shell, user))
            }
        }
    }
}

fn seen(shell: &Shell, user: &UserView) -> Markup {
    html! {
        @match user.seen {
            Some(seen) => { (shell.words.say("admin-user-seen")) " " (when(shell, seen)) },
            None => (shell.words.say("admin-user-never-seen")),
        }
    }
}

/// Role and state in single words.
fn marks(shell: &Shell, user: &UserView) -> Markup {
    let words = shell.words;
    html! {
        span.marks {
            @if user.closed.is_some() { span.chip.chip-bad { (words.say("admin-mark-closed")) } }
            @else if user.locked.is_some() { span.chip.chip-bad { (words.say("admin-mark-locked")) } }
            @if user.role == Role::Admin { span.chip { (words.say("admin-mark-admin")) } }
            @if user.role == Role::Moderator { span.chip { (words.say("admin-mark-moderator")) } }
            @if user.is_spotlight { span.chip { (words.say("admin-mark-spotlight")) } }
            @if user.is_nsfw { span.chip { (words.say("admin-mark-nsfw")) } }
        }
    }
}

fn one(shell: &Shell, tasks: Tasks, view: &UserPage, link: Option<&str>) -> Markup {
    let (words, user) = (shell.words, &view.user);
    let is_own = shell.viewer().is_some_and(|viewer| viewer.person.guid == user.person.guid);
    let body = html! {
        @if let Some(link) = link {
            div.note role="status" {
                div {
                    p { b { (words.say("admin-user-link-made")) } }
                    p { code.whole { (link) } }
                    p.meta { (words.say("admin-user-link-hint")) }
                }
            }
        }
        section.card.stack {
            div.person-row { (face(&user.person, "face-l")) div.who { h2 { bdi { (user.person.name) } } span.meta.id { (user.person.diaspora_id) } (marks(shell, user)) } }
            dl.facts { (facts(shell, view)) }
            div.row {
                a.button href={ "/people/" (user.person.guid) } { (words.say("admin-user-profile")) }
            }
        }
        @if user.closed.is_none() { (acts(shell, view, is_own)) }
    };
    framed(shell, Tab::Users, tasks, &body)
}

fn facts(shell: &Shell, view: &UserPage) -> Markup {
    let (words, user) = (shell.words, &view.user);
    let row =
        |name: &str, value: &str| html! { @if !value.is_empty() { dt { (words.say(name)) } dd { bdi { (value) } } } };
    html! {
        (row("admin-user-name", &user.name))
        (row("admin-user-number", &user.number.to_string()))
        (row("admin-user-guid", user.person.guid.as_str()))
        (row("admin-user-email", user.email.as_deref().unwrap_or_default()))
        dt { (words.say("admin-user-since")) } dd { (when(shell, user.created)) }
        dt { (words.say("admin-user-last")) } dd { (seen(shell, user)) }
        (row("admin-user-address", &user.seen_from))
        dt { (words.say("admin-user-sessions")) } dd { (view.sessions) }
        @if let Some(inviter) = &view.inviter { dt { (words.say("admin-user-inviter")) } dd { a href={ "/admin/users/" (inviter) } { (inviter) } } }
        @if let Some(left) = view.invitations { dt { (words.say("admin-user-invitations")) } dd { (left) } }
        (row("admin-user-birthday", &user.birthday))
        (row("admin-user-gender", &user.gender))
        (row("admin-user-location", &user.location))
        (row("admin-user-bio", &user.bio))
    }
}

fn acts(shell: &Shell, view: &UserPage, is_own: bool) -> Markup {
    let (words, user) = (shell.words, &view.user);
    let address = |verb: &str| format!("/admin/users/{}/{verb}", user.name);
    let roles = [
        (Role::Member, "member", "admin-role-member"),
        (Role::Moderator, "moderator", "admin-role-moderator"),
        (Role::Admin, "admin", "admin-role-admin"),
    ];
    html! {
        section.card.stack {
            h2 { (words.say("admin-user-role")) }
            form.row method="post" action=(address("role")) {
                (hidden(shell))
                div.pills role="radiogroup" aria-label=(words.say("admin-user-role")) {
                    @for (role, value, name) in roles {
                        label.pill { input type="radio" name="role" value=(value) checked[user.role == role]; (words.say(name)) }
                    }
                }
                button.button type="submit" { (words.say("admin-user-role-set")) }
            }
            form.row method="post" action=(address("spotlight")) {
                (hidden(shell))
                input type="hidden" name="on" value=(if user.is_spotlight { "" } else { "1" });
                button.button type="submit" { (words.say(if user.is_spotlight { "admin-user-spotlight-off" } else { "admin-user-spotlight-on" })) }
            }
            form.row method="post" action=(address("invitations")) {
                (hidden(shell))
                button.button type="submit" { (words.say("admin-user-more-invitations")) }
            }
            form.row method="post" action=(address("reset")) {
                (hidden(shell))
                button.button type="submit" { (words.say("admin-user-reset")) }
            }
        }
        @if !is_own {
            section.card.stack.danger-zone {
                h2 { (words.say("admin-user-danger")) }
                @if user.locked.is_some() {
                    form.row method="post" action=(address("unlock")) {
                        (hidden(shell))
                        button.button type="submit" { (words.say("admin-user-unlock")) }
                    }
                } @else {
                    form.row method="post" action=(address("lock")) {
                        (hidden(shell))
                        button.button type="submit" { (words.say("admin-user-lock")) }
                        span.meta { (words.say("admin-user-lock-hint")) }
                    }
                }
                details.confirm {
                    summary.button.button-danger { (words.say("admin-user-close")) }
                    p { (words.say("admin-user-close-hint")) }
                    form method="post" action=(address("close")) {
                        (hidden(shell))
                        button.button.button-danger type="submit" { (words.say_with("admin-user-close-sure", &[("name", user.name.as_str().into())])) }
                    }
                }
            }
        }
    }
}

pub(super) async fn open(visit: Visit) -> Result<Response, Failure> {
    let state = visit.query("state").unwrap_or_default();
    let search = Search { text: visit.query("q").unwrap_or_default(), young: visit.query("young").is_some(), state };
    let before = visit.query("before").and_then(|text| text.parse().ok());
    let state = STATES.iter().find(|(name, ..)| *name == search.state).and_then(|(_, state, _)| *state);
    let wanted = Wanted { text: search.text.clone(), young: search.young, state };
    let eyes = visit.eyes();
    let (shell, tasks, view) = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            let list = views::admin::users(tx, eyes.look(), &wanted, before)?;
            Ok((views::shell(tx, eyes.look())?, views::admin::tasks(tx)?, list))
        })
        .await?;
    Ok(reply_page(&visit, list(&visit.dress(shell, PLACE), tasks, &search, &view)))
}

pub(super) async fn open_one(visit: Visit, name: String) -> Result<Response, Failure> {
    show_one(visit, name, None).await
}

async fn show_one(visit: Visit, name: String, link: Option<String>) -> Result<Response, Failure> {
    let eyes = visit.eyes();
    let (shell, tasks, view) = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            let user = views::admin::user(tx, eyes.look(), &name)?;
            Ok((views::shell(tx, eyes.look())?, views::admin::tasks(tx)?, user))
        })
        .await?;
    let mut shell = visit.dress(shell, PLACE);
    shell.path = format!("/admin/users/{}", view.user.name);
    Ok(reply_page(&visit, one(&shell, tasks, &view, link.as_deref())))
}

pub(super) async fn act(visit: Visit, form: Form, name: String, verb: String) -> Result<Response, Failure> {
    let back = format!("/admin/users/{name}");
    let account = admin(&visit, back.clone())?;
    if verb == "reset" {
        let of = name.clone();
        let link = visit.pod().write(move |tx, cx| users::reset_link(tx, cx, By::Account(&account), &of)).await?;
        return show_one(visit, name, Some(link)).await;
    }
    let of = name.clone();
    let role = match form.text("role") {
        "admin" => Role::Admin,
        "moderator" => Role::Moderator,
        _ => Role::Member,
    };
    let on = !form.text("on").is_empty();
    let said = match verb.as_str() {
        "lock" => "admin-said-locked",
        "unlock" => "admin-said-unlocked",
        "close" => "admin-said-closed",
        "role" => "admin-said-role",
        "spotlight" => "admin-said-spotlight",
        "invitations" => "admin-said-invitations",
        _ => return Err(Failure::Status(404)),
    };
    let outcome = visit.pod().write::<_, Refused>(move |tx, cx| {
        let by = By::Account(&account);
        match verb.as_str() {
            "lock" => users::lock(tx, cx, by, &of),
            "unlock" => users::unlock(tx, cx, by, &of),
            "close" => users::close(tx, cx, by, &of),
            "role" => users::set_role(tx, cx, by, &of, role),
            "spotlight" => users::set_spotlight(tx, cx, by, &of, on),
            _ => users::give_invitations(tx, cx, by, &of),
        }
    });
    match outcome.await {
        Ok(()) => Ok(done(&visit, &back, said, &[("name", name.as_str().into())])),
        Err(why) => refused(&visit, &back, why),
    }
}
