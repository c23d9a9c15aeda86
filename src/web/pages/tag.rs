//! Posts with a tag, people who describe themselves with it, and following tags
//! (spec/features.md §8.2, §8.3).

use super::super::form::Form;
use super::super::layout::{Place, Shell, hidden, page, tag_address};
use super::super::parts::{Draft, empty, face, icon, pager, publisher_opener, stream};
use super::super::reply::{Failure, answer, go, go_saying, page as reply_page};
use super::super::session::Visit;
use super::super::{Web, get, posted, sending, visit};
use crate::base::limits;
use crate::domain::Refused;
use crate::domain::tags;
use crate::domain::views::{self, TagView};
use crate::net::inbound::reply;
use maud::{Markup, html};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

/// Tags offered while one is being typed; the typed one is added by the asker.
const OFFERED: usize = 9;

/// The page of a tag (W-012, W-184).
pub(in crate::web) fn show(shell: &Shell, view: &TagView) -> Markup {
    let title = format!("#{}", view.name);
    let body = html! {
        div.row.row-ends {
            h1 { bdi { (title) } }
            @if shell.viewer().is_some() { (following(shell, view)) }
        }
        @if let Some(viewer) = shell.viewer() { (publisher_opener(shell, viewer, &Draft::empty(viewer))) }
        @if view.people_count > 0 { (people(shell, view)) }
        @if view.posts.posts.is_empty() {
            (empty(&shell.words.say("tags-none-title"), &shell.words.say("tags-none"), None))
        } @else { (stream(shell, &view.posts.posts)) }
        (pager(&shell.path, &shell.words.say("stream-older"), view.posts.older.as_deref()))
    };
    page(shell, &title, &body)
}

fn following(shell: &Shell, view: &TagView) -> Markup {
    html! {
        @if view.is_followed { (unfollow(shell, &view.name, true)) }
        @else {
            form method="post" action="/tag_followings" {
                (hidden(shell))
                input type="hidden" name="tag" value=(view.name);
                button.button.button-main type="submit" { (icon("plus")) (shell.words.say("tags-follow")) }
            }
        }
    }
}

/// Asks before it stops following (W-219).
fn unfollow(shell: &Shell, tag: &str, is_large: bool) -> Markup {
    let words = shell.words;
    html! {
        details.menu {
            @if is_large { summary.button { (icon("check")) (words.say("tags-followed")) } }
            @else { summary { (icon("close")) span.vh { (words.say_with("tags-unfollow-which", &[("tag", tag.into())])) } } }
            form.menu-list method="post" action="/tag_followings/end" {
                (hidden(shell))
                input type="hidden" name="tag" value=(tag);
                p.menu-who.meta { (words.say_with("tags-unfollow-sure", &[("tag", tag.into())])) }
                button.button.button-danger type="submit" { (words.say("tags-unfollow")) }
            }
        }
    }
}

fn people(shell: &Shell, view: &TagView) -> Markup {
    html! {
        section.card.stack {
            h2.head { (shell.words.say_with("tags-people", &[("count", view.people_count.into())])) }
            ul.faces { @for person in &view.people {
                li { a href={ "/people/" (person.guid) } title=(person.name) { (face(person, "")) span.vh { (person.name) } } }
            } }
            @if let Some(next) = &view.more_people {
                a.link href={ (tag_address(&view.name)) "?people=" (next) } { (shell.words.say("tags-more-people")) }
            }
        }
    }
}

/// The tags that the viewer follows, with the way to follow another one.
pub(super) fn followed(shell: &Shell) -> Markup {
    let words = shell.words;
    let tags = shell.viewer().map(|viewer| viewer.tags.as_slice()).unwrap_or_default();
    html! {
        section.card.stack aria-label=(words.say("tags-mine")) {
            @if !tags.is_empty() {
                ul.chips { @for tag in tags {
                    li.chip { a href=(tag_address(tag)) { bdi { "#" (tag) } } (unfollow(shell, tag, false)) }
                } }
            }
            form.find method="post" action="/tag_followings" {
                (hidden(shell))
                label.vh for="f-tag" { (words.say("tags-add")) }
                input.input #f-tag name="tag" maxlength=(limits::SHORT) autocomplete="off" required
                    placeholder=(words.say("tags-add-hint")) data-suggest="/tags?q=";
                button.button type="submit" { (words.say("tags-follow")) }
            }
        }
    }
}

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let open = warp::path!("tags" / String).and(get()).and(visit(web));
    let open = open.then(|name, begun| answer(begun, |visit| open_tag(visit, name)));
    let offer = warp::path!("tags").and(get()).and(visit(web)).then(|begun| answer(begun, offer));
    let follow = warp::path!("tag_followings").and(sending(web)).then(|begun, body| posted(begun, body, follow));
    let end = warp::path!("tag_followings" / "end").and(sending(web)).then(|begun, body| posted(begun, body, end));
    open.boxed().or(offer.boxed()).unify().or(follow.boxed()).unify().or(end.boxed()).unify().boxed()
}

/// W-013: capitals lead to the one address of a tag.
async fn open_tag(visit: Visit, encoded: String) -> Result<Response, Failure> {
    let name = decoded(&encoded).filter(|name| name.chars().count() <= limits::SHORT).ok_or(Failure::Status(404))?;
    let lower = name.to_lowercase();
    if lower != name {
        return Ok(go(&visit, &tag_address(&lower)));
    }
    let (eyes, cursor, people) = (visit.eyes(), visit.query("after"), visit.query("people"));
    let (shell, view) = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            let view = views::tag(tx, eyes.look(), &name, cursor.as_deref(), people.as_deref())?;
            Ok((views::shell(tx, eyes.look())?, view))
        })
        .await?;
    Ok(reply_page(&visit, show(&visit.dress(shell, Place::Elsewhere), &view)))
}

/// Completion while somebody types a tag: for our script as options, for programs as names.
async fn offer(visit: Visit) -> Result<Response, Failure> {
    visit.account()?;
    let typed = visit.query("q").unwrap_or_default();
    let found = visit.pod().read::<_, Refused>(move |tx| Ok(tags::beginning(tx, &typed, OFFERED)?)).await?;
    if visit.wants_part() {
        let options = html! {
            ul #offered role="listbox" { @for tag in &found { li role="option" data-value=(tag) { bdi { "#" (tag) } } } }
        };
        return Ok(reply_page(&visit, options));
    }
    let names: Vec<_> = found.iter().map(|tag| serde_json::json!({ "name": format!("#{tag}") })).collect();
    Ok(reply::json(StatusCode::OK, &names))
}

async fn follow(visit: Visit, form: Form) -> Result<Response, Failure> {
    let (account, typed) = (visit.account()?, form.text("tag").to_owned());
    let words = visit.words();
    match visit.pod().write(move |tx, cx| tags::follow(tx, cx, &account, &typed)).await {
        Ok(tag) => {
            let said = words.say_with("tags-follow-done", &[("tag", tag.as_str().into())]);
            Ok(go_saying(&visit, &form.back("from", "/followed_tags"), false, &said))
        }
        Err(Refused::Invalid(_, why)) => {
            Ok(go_saying(&visit, &form.back("from", "/followed_tags"), true, &words.tell(&why)))
        }
        Err(other) => Err(other.into()),
    }
}

async fn end(visit: Visit, form: Form) -> Result<Response, Failure> {
    let (account, tag) = (visit.account()?, form.text("tag").to_owned());
    let said = visit.words().say_with("tags-unfollow-done", &[("tag", tag.as_str().into())]);
    visit.pod().write(move |tx, _| tags::unfollow(tx, &account, &tag)).await?;
    Ok(go_saying(&visit, &form.back("from", "/followed_tags"), false, &said))
}

/// A path segment with its percent signs undone; a plus is a plus here.
fn decoded(segment: &str) -> Option<String> {
    let pair = format!("x={}", segment.replace('+', "%2B").replace('&', "%26"));
    url::form_urlencoded::parse(pair.as_bytes()).next().map(|(_, value)| value.into_owned())
}
