//! A person's page (spec/features.md §1.2, §3.2).

use super::super::layout::{Place, Shell, page};
use super::super::parts::{
    Draft, empty, face, icon, month_name, pager, publisher_opener, sharing_aspects, sharing_state, stream,
};
use super::super::reply::{Failure, answer, go, page as reply_page, page_with};
use super::super::session::Visit;
use super::super::{Web, get, visit};
use crate::base::{DiasporaId, Guid};
use crate::domain::Refused;
use crate::domain::migration;
use crate::domain::notifications;
use crate::domain::people;
use crate::domain::views::{self, BirthdayView, ExtendedProfileView, ProfileView};
use crate::model::Subject;
use maud::{Markup, PreEscaped, html};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

/// The page of a person.
pub(in crate::web) fn show(shell: &Shell, view: &ProfileView) -> Markup {
    let body = html! {
        section.card.profile {
            (top(shell, view))
            @if let Some(extended) = &view.extended { (self::extended(extended)) }
        }
        @if let Some(viewer) = shell.viewer().filter(|_| view.is_me) {
            (publisher_opener(shell, viewer, &Draft::empty(viewer)))
        }
        @if view.posts.posts.is_empty() { (nothing(view)) } @else { (stream(shell, &view.posts.posts)) }
        (pager(&shell.path, "Older posts", view.posts.older.as_deref()))
    };
    page(shell, &view.person.name, &body)
}

/// For somebody who is not here any more (W-010).
pub(in crate::web) fn closed(shell: &Shell, name: &str) -> Markup {
    let body = html! {
        h1 { (name) }
        (empty("This account was closed", "Its posts and pictures are gone. Comments on other people’s posts may remain.", None))
    };
    page(shell, name, &body)
}

fn top(shell: &Shell, view: &ProfileView) -> Markup {
    html! {
        div.profile-top {
            (face(&view.person, "face-l"))
            div {
                h1 { bdi { (view.person.name) } }
                p.meta.id { (view.person.diaspora_id) }
                @if let Some(relation) = &view.relation { (sharing_state(relation)) }
            }
            div.row {
                @if view.is_me { a.button href="/profile/edit" { (icon("pencil")) "Edit profile" } }
                @if let Some(relation) = &view.relation { (sharing_aspects(shell, &view.person, relation)) (more(view)) }
            }
        }
        @if !view.tags.is_empty() {
            ul.tags { @for tag in &view.tags { li { a href={ "/tags/" (tag) } { "#" (tag) } } } }
        }
    }
}

fn more(view: &ProfileView) -> Markup {
    let Some(relation) = view.relation.as_ref().filter(|relation| !relation.ignored) else { return html! {} };
    html! {
        details.menu {
            summary.button { (icon("more")) span.vh { "More about this person" } }
            div.menu-list {
                @if relation.receiving {
                    a href={ "/status_messages/new?mention=" (view.person.diaspora_id) } { (icon("at")) "Mention in a post" }
                }
                details.confirm {
                    summary { (icon("veil")) "Ignore" }
                    p { "Their posts leave your streams, and you stop sharing with each other. They are not told." }
                    button.button.button-danger form="act" formaction={ "/people/" (view.person.guid) "/ignore" } {
                        "Ignore this person"
                    }
                }
            }
        }
    }
}

fn extended(extended: &ExtendedProfileView) -> Markup {
    html! {
        @if !extended.bio_html.is_empty() { div.words { (PreEscaped(&extended.bio_html)) } }
        @if !extended.location.is_empty() || !extended.gender.is_empty() || extended.birthday.is_some() {
            dl.facts {
                @if !extended.location.is_empty() { dt { "Lives in" } dd { (extended.location) } }
                @if !extended.gender.is_empty() { dt { "Gender" } dd { (extended.gender) } }
                @if let Some(birthday) = extended.birthday { dt { "Birthday" } dd { (self::birthday(birthday)) } }
            }
        }
    }
}

/// W-091: without a year none is shown.
fn birthday(birthday: BirthdayView) -> String {
    let day = format!("{} {}", birthday.day, month_name(birthday.month));
    birthday.year.map_or(day.clone(), |year| format!("{day} {year}"))
}

fn nothing(view: &ProfileView) -> Markup {
    if view.is_me {
        return empty("Nothing posted yet", "Your first post is one line away, right above.", None);
    }
    let words = match &view.relation {
        Some(relation) if relation.sharing => "When they post something for you, it shows here.",
        Some(_) => "There is nothing here for you yet. Share with them, and they may share with you.",
        None => "There is nothing public here yet. If you know this person, sign in.",
    };
    empty("No posts to see", words, None)
}

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let by_guid = warp::path!("people" / Guid)
        .and(get())
        .and(visit(web))
        .then(|guid, begun| answer(begun, |visit| open(visit, guid)));
    let by_name = warp::path!("u" / String)
        .and(get())
        .and(visit(web))
        .then(|name, begun| answer(begun, |visit| open_named(visit, name)));
    by_guid.boxed().or(by_name.boxed()).unify().boxed()
}

/// W-011: the name shows the same page as the guid.
async fn open_named(visit: Visit, name: String) -> Result<Response, Failure> {
    let pod = visit.instance().ok_or(Failure::Status(404))?;
    let id = DiasporaId::from_input(&format!("{name}@{}", pod.url.authority())).map_err(|_| Failure::Status(404))?;
    let found = visit.pod().read::<_, Refused>(move |tx| Ok(people::by_diaspora_id(tx, &id)?)).await?;
    open(visit, found.ok_or(Failure::Status(404))?.guid).await
}

async fn open(visit: Visit, guid: Guid) -> Result<Response, Failure> {
    let (eyes, cursor, wanted) = (visit.eyes(), visit.query("after"), guid);
    let found = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            let view = views::profile(tx, eyes.look(), &wanted, cursor.as_deref())?;
            let person = people::by_guid(tx, &wanted)?.ok_or(Refused::NotFound)?;
            let unread = match eyes.viewer().account() {
                Some(account) => notifications::has_unread_about(tx, account.id, &[Subject::Person(person.id)])?,
                None => false,
            };
            Ok((views::shell(tx, eyes.look())?, view, unread.then_some(person.id)))
        })
        .await;
    let (shell, view, unread) = match found {
        // W-009: people of other pods are shown to people of this one.
        Err(Refused::Forbidden(_)) if visit.session().is_none() => return Err(Failure::SignIn(visit.address())),
        other => other?,
    };
    if let (Some(person), Ok(account)) = (unread, visit.account()) {
        visit
            .pod()
            .write::<_, Refused>(move |tx, _| Ok(notifications::mark_seen(tx, &account, &[Subject::Person(person)])?))
            .await?;
    }
    let shell = visit.dress(shell, if view.is_me { Place::Me } else { Place::Elsewhere });
    if view.person.is_closed {
        let guid = view.person.guid.clone();
        let now = visit.pod().read::<_, Refused>(move |tx| Ok(migration::address_of(tx, &guid)?)).await?;
        // Whoever moved is shown at their new address.
        if let Some(now) = now {
            return Ok(go(&visit, &format!("/people/{now}")));
        }
        return Ok(page_with(&visit, StatusCode::GONE, closed(&shell, &view.person.name)));
    }
    Ok(reply_page(&visit, show(&shell, &view)))
}

#[cfg(test)]
mod tests {
    use super::super::super::layout::Place;
    use super::super::super::sample;
    use super::*;

    // W-007, W-092: what the view leaves out is not on the page.
    #[test]
    fn the_extended_part_shows_only_if_it_is_in_the_view() {
        let mut view = sample::profile();
        let shell = sample::shell(Place::Elsewhere);
        let text = show(&shell, &view).into_string();
        assert!(text.contains("Orchard Lane") && text.contains("14 March") && !text.contains("Gender"));
        view.extended = None;
        assert!(!show(&shell, &view).into_string().contains("Orchard Lane"));
    }

    // W-116
    #[test]
    fn it_says_how_we_stand() {
        let mut view = sample::profile();
        view.relation = Some(sample::relation(true, false));
        let text = show(&sample::shell(Place::Elsewhere), &view).into_string();
        assert!(text.contains("Shares with you") && text.contains(">Share<"));
    }
}
