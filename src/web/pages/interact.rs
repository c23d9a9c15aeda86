//! Likes, comments, reshares, deleting: the small forms under posts (spec/features.md §5.12).
//!
//! Each one comes back to where it was sent from. Our own script asks for the changed post alone
//! and puts it into the page; everybody else is led to it.

use super::super::form::Form;
use super::super::layout::{Place, Shell, page as frame};
use super::super::parts::{Errors, Setting, post as post_part, reply_form};
use super::super::reply::{Failure, go, go_saying, page, refused_form};
use super::super::session::Visit;
use super::super::{Web, posted, sending};
use crate::base::Guid;
use crate::domain::Refused;
use crate::domain::access::Viewer;
use crate::domain::comments;
use crate::domain::likes;
use crate::domain::posts;
use crate::domain::reshares;
use crate::domain::retractions;
use crate::domain::views::{self, Depth};
use crate::domain::words::Sentence;
use maud::{Markup, html};
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
                "reshare" => reshare(visit, form, guid).await,
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
                    "delete" => delete_comment(visit, form, guid).await,
                    _ => Err(Failure::Status(404)),
                }
            })
        });
    on_post.boxed().or(on_comment.boxed()).unify().boxed()
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
    let viewer = shell.viewer().ok_or(Failure::Status(403))?;
    let body = html! {
        h1 { "Your comment" }
        div.card { (reply_form(&shell, viewer, &format!("/posts/{guid}/comments"), text, &errors, None)) }
    };
    refused_form(&visit, frame(&shell, "Your comment", &body))
}

async fn reshare(visit: Visit, form: Form, guid: Guid) -> Result<Response, Failure> {
    let account = visit.account()?;
    visit.pod().write(move |tx, cx| reshares::create(tx, cx, &account, &guid)).await?;
    Ok(go_saying(&visit, &form.back("from", "/stream"), false, "Reshared. Everybody can see it now."))
}

async fn delete(visit: Visit, form: Form, guid: Guid) -> Result<Response, Failure> {
    let (account, post) = (visit.account()?, guid.clone());
    visit.pod().write(move |tx, cx| retractions::delete_post(tx, cx, &account, &post)).await?;
    let back = form.back("from", "/stream");
    let back = if back.starts_with(&format!("/posts/{guid}")) { "/stream".to_owned() } else { back };
    Ok(go_saying(&visit, &back, false, "The post is deleted."))
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
