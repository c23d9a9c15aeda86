//! A person's page (spec/features.md §1.2, §3.2).

use super::super::layout::{Place, Shell, page, tag_address};
use super::super::parts::{
    Draft, date, empty, face, icon, pager, publisher_opener, sharing_aspects, sharing_state, stream,
};
use super::super::reply::{Failure, answer, page as reply_page, page_with};
use super::super::session::Visit;
use super::super::{Web, get, visit};
use crate::base::{DiasporaId, Guid};
use crate::domain::Refused;
use crate::domain::notifications;
use crate::domain::people;
use crate::domain::views::{self, ExtendedProfileView, PersonView, PhotoView, PhotosView, ProfileView};
use crate::domain::words::Words;
use crate::model::Subject;
use crate::net::inbound::reply;
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
            @if let Some(extended) = &view.extended { (self::extended(shell.words, extended)) }
            (feed(shell, view))
        }
        (tabs(shell, &view.person, Tab::Posts, view.photos))
        @if let Some(viewer) = shell.viewer().filter(|_| view.is_me) {
            (publisher_opener(shell, viewer, &Draft::empty(viewer)))
        }
        @if view.posts.posts.is_empty() { (nothing(shell, view)) } @else { (stream(shell, &view.posts.posts)) }
        (pager(&shell.path, &shell.words.say("stream-older"), view.posts.older.as_deref()))
    };
    page(shell, &view.person.name, &body)
}

/// A person's pictures (W-187).
pub(in crate::web) fn photos(shell: &Shell, view: &PhotosView) -> Markup {
    let words = shell.words;
    let title = words.say_with("profile-photos-of", &[("name", view.person.name.as_str().into())]);
    let count = u32::try_from(view.photos.len()).unwrap_or(u32::MAX);
    let body = html! {
        section.card.profile {
            div.profile-top {
                (face(&view.person, ""))
                div { h1 { bdi { (title) } } p.meta.id { (view.person.diaspora_id) } }
            }
        }
        (tabs(shell, &view.person, Tab::Photos, count))
        @if view.photos.is_empty() {
            (empty(
                &words.say("profile-no-photos-title"),
                &words.say(if view.is_me { "profile-no-photos-mine" } else { "profile-no-photos" }),
                None,
            ))
        } @else {
            ul.wall role="list" { @for (photo, post) in &view.photos { li { (picture(words, photo, post.as_ref())) } } }
        }
        (pager(&shell.path, &words.say("profile-older-photos"), view.older.as_deref()))
    };
    page(shell, &title, &body)
}

/// One picture of the wall: it leads to its post, or to itself where it stands in none.
fn picture(words: Words, photo: &PhotoView, post: Option<&Guid>) -> Markup {
    let address = post.map_or_else(|| photo.large_url.clone(), |post| format!("/posts/{post}"));
    let alt = photo.alt.clone().unwrap_or_else(|| words.say("profile-photo-open"));
    html! { a href=(address) { img src=(photo.url) alt=(alt) loading="lazy" decoding="async"; } }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tab {
    Posts,
    Photos,
}

fn tabs(shell: &Shell, person: &PersonView, here: Tab, photos: u32) -> Markup {
    let words = shell.words;
    let tab = |tab: Tab, ending: &str, name: &str, count: u32| {
        html! {
            a.pill href={ "/people/" (person.guid) (ending) } aria-current=[(here == tab).then_some("page")] {
                (words.say(name))
                @if count > 0 { span.count { @if count >= 100 { "99+" } @else { (count) } } }
            }
        }
    };
    html! {
        nav.tabs aria-label=(words.say("profile-lists")) {
            (tab(Tab::Posts, "", "profile-posts", 0))
            (tab(Tab::Photos, "/photos", "profile-photos", if here == Tab::Posts { photos } else { 0 }))
        }
    }
}

/// For somebody who is not here any more (W-010).
pub(in crate::web) fn closed(shell: &Shell, name: &str) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let body = html! {
        h1 { (name) }
        (empty(&say("profile-closed-title"), &say("profile-closed"), None))
    };
    page(shell, name, &body)
}

fn top(shell: &Shell, view: &ProfileView) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let is_mutual = view.relation.as_ref().is_some_and(|relation| relation.sharing && relation.receiving);
    html! {
        div.profile-top {
            (face(&view.person, "face-l"))
            div {
                h1 { bdi { (view.person.name) } }
                p.meta.id { (view.person.diaspora_id) }
                @if let Some(relation) = &view.relation { (sharing_state(shell.words, relation)) }
            }
            div.row {
                @if view.is_me { a.button href="/profile/edit" { (icon("pencil")) (say("profile-edit")) } }
                @if is_mutual {
                    a.tool href={ "/conversations/new?contact=" (view.person.guid) } title=(say("profile-message")) {
                        (icon("mail")) span.vh { (say("profile-message")) }
                    }
                }
                @if let Some(relation) = &view.relation {
                    (sharing_aspects(shell, &view.person, relation)) (more(shell, view))
                }
            }
        }
        @if !view.tags.is_empty() {
            ul.tags { @for tag in &view.tags { li { a href=(tag_address(tag)) { bdi { "#" (tag) } } } } }
        } @else if view.is_me {
            p.meta { (say("profile-no-tags")) " " a href="/profile/edit" { (say("profile-add-tags")) } }
        }
    }
}

fn more(shell: &Shell, view: &ProfileView) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let Some(relation) = view.relation.as_ref().filter(|relation| !relation.ignored) else { return html! {} };
    html! {
        details.menu {
            summary.button { (icon("more")) span.vh { (say("profile-more")) } }
            div.menu-list {
                @if relation.receiving {
                    a href={ "/status_messages/new?mention=" (view.person.diaspora_id) } { (icon("at")) (say("profile-mention")) }
                }
                details.confirm {
                    summary { (icon("veil")) (say("people-ignore")) }
                    p { (say("people-ignore-meaning")) }
                    button.button.button-danger form="act" formaction={ "/people/" (view.person.guid) "/ignore" } {
                        (say("people-ignore-this"))
                    }
                }
            }
        }
    }
}

fn extended(words: Words, extended: &ExtendedProfileView) -> Markup {
    let fact = |name: &str, value: Markup| html! { dt { (words.say(name)) } dd { (value) } };
    html! {
        @if !extended.bio_html.is_empty() { div.words { (PreEscaped(&extended.bio_html)) } }
        @if !extended.location.is_empty() || !extended.gender.is_empty() || extended.birthday.is_some() {
            dl.facts {
                @if !extended.location.is_empty() { (fact("profile-lives-in", html! { (extended.location) })) }
                @if !extended.gender.is_empty() { (fact("profile-gender", html! { (extended.gender) })) }
                @if let Some(day) = extended.birthday {
                    // W-091: without a year none is shown.
                    (fact("profile-birthday", html! { (date(words, day.day, day.month, day.year)) }))
                }
            }
        }
    }
}

/// The way to the feed of public posts; only people of this pod have one here.
fn feed(shell: &Shell, view: &ProfileView) -> Markup {
    html! {
        @if view.person.is_local && !view.person.is_closed {
            a.link.meta rel="alternate" type="application/atom+xml"
                href={ "/public/" (view.person.diaspora_id.user()) ".atom" } { (shell.words.say("profile-feed")) }
        }
    }
}

fn nothing(shell: &Shell, view: &ProfileView) -> Markup {
    let say = |name: &str| shell.words.say(name);
    if view.is_me {
        return empty(&say("profile-none-mine-title"), &say("profile-none-mine"), None);
    }
    let words = match &view.relation {
        Some(relation) if relation.sharing => "profile-none-sharing",
        Some(_) => "profile-none-contact",
        None => "profile-none-public",
    };
    empty(&say("profile-none-title"), &say(words), None)
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
    let photos = warp::path!("people" / Guid / "photos")
        .and(get())
        .and(visit(web))
        .then(|guid, begun| answer(begun, |visit| open_photos(visit, guid)));
    by_guid.boxed().or(by_name.boxed()).unify().or(photos.boxed()).unify().boxed()
}

async fn open_photos(visit: Visit, guid: Guid) -> Result<Response, Failure> {
    let (eyes, cursor) = (visit.eyes(), visit.query("after"));
    let found = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            Ok((views::shell(tx, eyes.look())?, views::photos(tx, eyes.look(), &guid, cursor.as_deref())?))
        })
        .await;
    let (shell, view) = match found {
        Err(Refused::Forbidden(_)) if visit.session().is_none() => return Err(Failure::SignIn(visit.address())),
        other => other?,
    };
    Ok(reply_page(&visit, photos(&visit.dress(shell, Place::Elsewhere), &view)))
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
    if view.person.is_closed && visit.header(warp::http::header::ACCEPT).contains("application/json") {
        return Ok(reply::json(
            StatusCode::GONE,
            &serde_json::json!({ "error": shell.words.say("profile-closed-title") }),
        ));
    }
    if view.person.is_closed {
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
        assert!(!text.contains("14 March 20"));
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
