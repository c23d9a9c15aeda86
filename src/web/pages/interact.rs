//! Likes, comments, reshares, deleting: the small forms under posts (spec/features.md §5.12).
//!
//! Each one comes back to where it was sent from. Our own script asks for the changed post alone
//! and puts it into the page; everybody else is led to it.

use super::super::form::Form;
use super::super::layout::{Place, Shell, hidden, page as frame};
use super::super::parts::{Errors, Setting, post as post_part, reply_form, summary, text_area};
use super::super::reply::{Failure, answer, go, go_saying, page, refused_form};
use super::super::session::Visit;
use super::super::{Web, get, posted, sending, visit};
use crate::base::Guid;
use crate::domain::Refused;
use crate::domain::access::Viewer;
use crate::domain::comments;
use crate::domain::hides;
use crate::domain::likes;
use crate::domain::participations;
use crate::domain::polls;
use crate::domain::posts;
use crate::domain::reports;
use crate::domain::reshares;
use crate::domain::retractions;
use crate::domain::views::{self, Depth};
use crate::domain::words::Sentence;
use crate::model::Reported;
use maud::{Markup, PreEscaped, html};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::reply::Response;

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let on_post = warp::path!("posts" / Guid / String).and(sending(web)).then(|guid, verb: String, begun, body| {
        posted(begun, body, move |visit, form| async move {
            match verb.as_str() {
                "like" => like(visit, form, guid, true).await,
                "unlike" => like(visit, form, guid, false).await,
                "comments" => comment(visit, form, guid).await,
                "vote" => vote(visit, form, guid).await,
                "reshare" => reshare(visit, form, guid).await,
                "subscribe" => follow(visit, form, guid, true).await,
                "unsubscribe" => follow(visit, form, guid, false).await,
                "hide" => hide(visit, form, guid, true).await,
                "show" => hide(visit, form, guid, false).await,
                "report" => report(visit, form, Item::Post(guid)).await,
                "delete" => delete(visit, form, guid).await,
                _ => Err(Failure::Status(404)),
            }
        })
    });
    let on_comment =
        warp::path!("comments" / Guid / String).and(sending(web)).then(|guid, verb: String, begun, body| {
            posted(begun, body, move |visit, form| async move {
                match verb.as_str() {
                    "like" => like_comment(visit, form, guid, true).await,
                    "unlike" => like_comment(visit, form, guid, false).await,
                    "report" => report(visit, form, Item::Comment(guid)).await,
                    "delete" => delete_comment(visit, form, guid).await,
                    _ => Err(Failure::Status(404)),
                }
            })
        });
    let of_post = warp::path!("posts" / Guid / "report").and(get()).and(visit(web));
    let of_post = of_post.then(|guid, begun| answer(begun, |visit| ask_why(visit, Item::Post(guid))));
    let of_comment = warp::path!("comments" / Guid / "report").and(get()).and(visit(web));
    let of_comment = of_comment.then(|guid, begun| answer(begun, |visit| ask_why(visit, Item::Comment(guid))));
    on_post.boxed().or(on_comment.boxed()).unify().or(of_post.boxed()).unify().or(of_comment.boxed()).unify().boxed()
}

/// What a report is about.
#[derive(Clone)]
enum Item {
    Post(Guid),
    Comment(Guid),
}

impl Item {
    fn address(&self) -> String {
        match self {
            Self::Post(guid) => format!("/posts/{guid}/report"),
            Self::Comment(guid) => format!("/comments/{guid}/report"),
        }
    }
}

async fn like(visit: Visit, form: Form, guid: Guid, on: bool) -> Result<Response, Failure> {
    let (account, post) = (visit.account()?, guid.clone());
    visit
        .pod()
        .write::<_, Refused>(move |tx, cx| match on {
            true => likes::create_on_post(tx, cx, &account, &post),
            false => retractions::unlike_post(tx, cx, &account, &post),
        })
        .await?;
    changed(visit, &form, guid).await
}

async fn like_comment(visit: Visit, form: Form, guid: Guid, on: bool) -> Result<Response, Failure> {
    let account = visit.account()?;
    let post = visit
        .pod()
        .write::<_, Refused>(move |tx, cx| {
            match on {
                true => likes::create_on_comment(tx, cx, &account, &guid)?,
                false => retractions::unlike_comment(tx, cx, &account, &guid)?,
            }
            Ok(comments::find(tx, &guid, Viewer::Account(&account))?.1.guid)
        })
        .await?;
    changed(visit, &form, post).await
}

async fn comment(visit: Visit, form: Form, guid: Guid) -> Result<Response, Failure> {
    let (account, post, text) = (visit.account()?, guid.clone(), form.lines("text"));
    if form.text("step") == "preview" {
        return comment_ahead(visit, &guid, &text).await;
    }
    let words = text.clone();
    let written = visit.pod().write(move |tx, cx| comments::create(tx, cx, &account, &post, &words)).await;
    match written {
        Ok(_) if visit.wants_part() => changed(visit, &form, guid).await,
        Ok(comment) => Ok(go(&visit, &format!("/posts/{guid}#{}", comment.guid))),
        Err(Refused::Invalid(_, why)) => refused_comment(visit, &guid, &text, &why).await,
        Err(other) => Err(other.into()),
    }
}

/// The comment is shown again with what is wrong about it; nothing typed is lost (W-162).
async fn refused_comment(visit: Visit, guid: &Guid, text: &str, why: &Sentence) -> Result<Response, Failure> {
    let shell = visit.shell(Place::Elsewhere).await?;
    let mut errors = Errors::default();
    errors.add("text", visit.words().tell(why));
    refused_form(&visit, own_comment(&shell, guid, text, &errors, None)?)
}

/// The comment as it will look, with the box under it (W-161).
async fn comment_ahead(visit: Visit, guid: &Guid, text: &str) -> Result<Response, Failure> {
    let (eyes, post, words) = (visit.eyes(), guid.clone(), text.to_owned());
    let (shell, looks) = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            posts::find(tx, &post, eyes.viewer())?;
            Ok((views::shell(tx, eyes.look())?, views::comment_draft(tx, eyes.look(), &words)))
        })
        .await?;
    let shell = visit.dress(shell, Place::Elsewhere);
    Ok(page(&visit, own_comment(&shell, guid, text, &Errors::default(), Some(&looks))?))
}

fn own_comment(
    shell: &Shell,
    guid: &Guid,
    text: &str,
    errors: &Errors,
    looks: Option<&str>,
) -> Result<Markup, Failure> {
    let viewer = shell.viewer().ok_or(Failure::Status(403))?;
    let title = shell.words.say("post-comment-yours");
    let body = html! {
        h1 { (title) }
        @if let Some(looks) = looks {
            section.card.post-draft {
                p.head { (shell.words.say("publisher-preview")) }
                div.words dir="auto" { (PreEscaped(looks)) }
            }
        }
        div.card { (reply_form(shell, viewer, &format!("/posts/{guid}/comments"), text, errors, None)) }
    };
    Ok(frame(shell, &title, &body))
}

/// A vote in the poll of a post (W-168).
async fn vote(visit: Visit, form: Form, guid: Guid) -> Result<Response, Failure> {
    let (account, post) = (visit.account()?, guid.clone());
    let chosen = Guid::parse(form.text("answer")).map_err(|_| Failure::Told(422, "poll-answer-missing".into()))?;
    visit.pod().write(move |tx, cx| polls::vote(tx, cx, &account, &post, &chosen)).await?;
    changed(visit, &form, guid).await
}

async fn reshare(visit: Visit, form: Form, guid: Guid) -> Result<Response, Failure> {
    let account = visit.account()?;
    visit.pod().write(move |tx, cx| reshares::create(tx, cx, &account, &guid)).await?;
    Ok(go_saying(&visit, &form.back("from", "/stream"), false, &visit.words().say("post-is-reshared")))
}

/// The bell (W-169).
async fn follow(visit: Visit, form: Form, guid: Guid, on: bool) -> Result<Response, Failure> {
    let (account, post) = (visit.account()?, guid.clone());
    visit
        .pod()
        .write(move |tx, cx| match on {
            true => participations::subscribe_to(tx, cx, &account, &post),
            false => participations::unsubscribe_from(tx, &account, &post),
        })
        .await?;
    changed(visit, &form, guid).await
}

/// Hiding leads back to the stream, also from the post's own page (W-170, W-176).
async fn hide(visit: Visit, form: Form, guid: Guid, on: bool) -> Result<Response, Failure> {
    let (account, post) = (visit.account()?, guid.clone());
    visit
        .pod()
        .write(move |tx, _| match on {
            true => hides::create(tx, &account, &post),
            false => hides::delete(tx, &account, &post),
        })
        .await?;
    let back = form.back("from", "/stream");
    let back = if on { away_from(&guid, back) } else { back };
    let said = if on { "post-now-hidden" } else { "post-now-shown" };
    Ok(go_saying(&visit, &back, false, &visit.words().say(said)))
}

/// A page that still exists when the post is gone from it.
fn away_from(guid: &Guid, back: String) -> String {
    if back.starts_with(&format!("/posts/{guid}")) { "/stream".to_owned() } else { back }
}

/// The page that asks for the reason of a report.
async fn ask_why(visit: Visit, item: Item) -> Result<Response, Failure> {
    let account = visit.account()?;
    let (eyes, seen) = (visit.eyes(), item.clone());
    let shell = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            let known = match &seen {
                Item::Post(guid) => {
                    let post = posts::find(tx, guid, Viewer::Account(&account))?;
                    reports::check(tx, &account, Reported::Post(post.id), post.author)
                }
                Item::Comment(guid) => {
                    let (comment, _) = comments::find(tx, guid, Viewer::Account(&account))?;
                    reports::check(tx, &account, Reported::Comment(comment.id), comment.author)
                }
            };
            known?;
            views::shell(tx, eyes.look())
        })
        .await?;
    let shell = visit.dress(shell, Place::Elsewhere);
    Ok(page(&visit, why_form(&shell, &item, "", &Errors::default())))
}

fn why_form(shell: &Shell, item: &Item, reason: &str, errors: &Errors) -> Markup {
    let words = shell.words;
    let title = words.say("post-report-title");
    let body = html! {
        h1 { (title) }
        form.card.stack method="post" action=(item.address()) {
            (hidden(shell))
            (summary(errors))
            p { (words.say("post-report-meaning")) }
            (text_area("reason", &words.say("post-report-why"), reason, None, errors))
            div.row { button.button.button-main type="submit" { (words.say("post-report-do")) } }
        }
    };
    frame(shell, &title, &body)
}

async fn report(visit: Visit, form: Form, item: Item) -> Result<Response, Failure> {
    let (account, about, reason) = (visit.account()?, item.clone(), form.lines("reason"));
    let words = reason.clone();
    let sent = visit
        .pod()
        .write(move |tx, cx| match &about {
            Item::Post(guid) => reports::create_on_post(tx, cx, &account, guid, &words),
            Item::Comment(guid) => reports::create_on_comment(tx, cx, &account, guid, &words),
        })
        .await;
    match sent {
        Ok(_) => Ok(go_saying(&visit, "/stream", false, &visit.words().say("post-now-reported"))),
        Err(Refused::Invalid(field, why)) => {
            let shell = visit.shell(Place::Elsewhere).await?;
            let mut errors = Errors::default();
            errors.add(field, visit.words().tell(&why));
            refused_form(&visit, why_form(&shell, &item, &reason, &errors))
        }
        Err(other) => Err(other.into()),
    }
}

async fn delete(visit: Visit, form: Form, guid: Guid) -> Result<Response, Failure> {
    let (account, post) = (visit.account()?, guid.clone());
    visit.pod().write(move |tx, cx| retractions::delete_post(tx, cx, &account, &post)).await?;
    let back = away_from(&guid, form.back("from", "/stream"));
    Ok(go_saying(&visit, &back, false, &visit.words().say("post-now-deleted")))
}

async fn delete_comment(visit: Visit, form: Form, guid: Guid) -> Result<Response, Failure> {
    let account = visit.account()?;
    let post = visit
        .pod()
        .write::<_, Refused>(move |tx, cx| {
            let viewer = Viewer::Account(&account);
            let (_, post) = comments::find(tx, &guid, viewer)?;
            retractions::delete_comment(tx, cx, &account, &guid)?;
            Ok(post.guid)
        })
        .await?;
    changed(visit, &form, post).await
}

/// The post after a change: alone for our script, else in the page that the form was on.
async fn changed(visit: Visit, form: &Form, guid: Guid) -> Result<Response, Failure> {
    let back = form.back("from", "/stream");
    let is_single = back.starts_with("/posts/");
    if !visit.wants_part() {
        let path = back.split('#').next().unwrap_or("/stream");
        return Ok(go(&visit, &format!("{path}#p-{guid}")));
    }
    Ok(page(&visit, part(&visit, &guid, is_single, back).await?))
}

/// One post as it stands in the page at `path`.
pub(super) async fn part(visit: &Visit, guid: &Guid, is_single: bool, path: String) -> Result<Markup, Failure> {
    let (eyes, guid) = (visit.eyes(), guid.clone());
    let depth = if is_single { Depth::Whole } else { Depth::Stream };
    let (shell, view) = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            let post = posts::find(tx, &guid, eyes.viewer())?;
            Ok((views::shell(tx, eyes.look())?, views::post(tx, eyes.look(), &post, depth)?))
        })
        .await?;
    let shell = Shell { path, ..visit.dress(shell, Place::Elsewhere) };
    let setting = if is_single { Setting::Single } else { Setting::Stream { first: false } };
    Ok(post_part(&shell, &view, setting))
}
