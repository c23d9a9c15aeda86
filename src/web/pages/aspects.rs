//! Aspects: make, rename, end, put people in and out (spec/features.md §4.2).

use super::super::form::Form;
use super::super::layout::{Shell, hidden};
use super::super::parts::{Errors, Kind, field, icon};
use super::super::reply::{Failure, go_saying};
use super::super::session::Visit;
use super::super::{Web, posted, sending};
use super::contacts::open_list;
use crate::base::Guid;
use crate::base::limits;
use crate::domain::Refused;
use crate::domain::aspects;
use crate::domain::contacts;
use crate::domain::people;
use crate::domain::views::AspectView;
use crate::domain::views::ContactList;
use crate::domain::words::Sentence;
use crate::model::AspectId;
use maud::{Markup, html};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::reply::Response;

/// Members up to which an aspect offers to write to them all (W-112).
const LETTER: u32 = 19;

/// The form for a new aspect.
pub(super) fn create(shell: &Shell, name: &str, errors: &Errors) -> Markup {
    let hint = shell.words.say("aspects-new-hint");
    let kind = Kind { hint: Some(&hint), most: Some(limits::ASPECT_NAME), is_required: true, ..Kind::text(name) };
    html! {
        form.card.stack method="post" action="/aspects" {
            (hidden(shell))
            (field("name", &shell.words.say("aspects-new"), kind, errors))
            div.row { button.button type="submit" { (icon("plus")) (shell.words.say("aspects-make")) } }
        }
    }
}

/// All aspects with buttons that move them one place (W-102).
pub(super) fn order(shell: &Shell, aspects: &[AspectView]) -> Markup {
    let words = shell.words;
    let button = |aspect: &AspectView, way: &str, picture: &str, off: bool| {
        let name = words.say_with(&format!("aspects-{way}"), &[("name", aspect.name.as_str().into())]);
        html! {
            button.tool form="act" formaction={ "/aspects/" (aspect.id) "/" (way) } title=(name) disabled[off] {
                (icon(picture)) span.vh { (name) }
            }
        }
    };
    html! {
        @if aspects.len() > 1 {
            details.card {
                summary.link { (words.say("aspects-order")) }
                ol.order {
                    @for (place, aspect) in aspects.iter().enumerate() {
                        li {
                            span { (aspect.name) }
                            (button(aspect, "up", "newer", place == 0))
                            (button(aspect, "down", "older", place + 1 == aspects.len()))
                        }
                    }
                }
            }
        }
    }
}

/// The forms to rename and to end an aspect.
pub(super) fn edit(shell: &Shell, aspect: &AspectView, mutual: u32, name: &str, errors: &Errors) -> Markup {
    let words = shell.words;
    let name = if name.is_empty() { &aspect.name } else { name };
    let kind = Kind { most: Some(limits::ASPECT_NAME), is_required: true, ..Kind::text(name) };
    html! {
        section.card.stack {
            form.stack method="post" action={ "/aspects/" (aspect.id) } {
                (hidden(shell))
                (field("name", &words.say("aspects-name"), kind, errors))
                div.row {
                    button.button type="submit" { (words.say("aspects-rename")) }
                    a.button href={ "/aspects?a_ids[]=" (aspect.id) } { (words.say("aspects-stream")) }
                    @if aspect.members <= LETTER && mutual > 0 {
                        a.button href={ "/conversations/new?aspect_id=" (aspect.id) } {
                            (icon("mail")) (words.say("contacts-message"))
                        }
                    }
                }
            }
            @if aspect.members == 0 { p.hint { (words.say("aspects-empty-hint")) } }
            details.confirm {
                summary.link.link-soft { (words.say("aspects-delete")) }
                p { (words.say("aspects-delete-meaning")) }
                form method="post" action={ "/aspects/" (aspect.id) "/delete" } {
                    (hidden(shell))
                    button.button.button-danger type="submit" {
                        (icon("trash")) (words.say_with("aspects-delete-named", &[("name", aspect.name.as_str().into())]))
                    }
                }
            }
        }
    }
}

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let make = warp::path!("aspects").and(sending(web)).then(|begun, body| posted(begun, body, make));
    let rename = warp::path!("aspects" / u64)
        .and(sending(web))
        .then(|id, begun, body| posted(begun, body, move |visit, form| rename(visit, form, id)));
    let change = warp::path!("aspects" / u64 / String).and(sending(web)).then(|id, verb: String, begun, body| {
        posted(begun, body, move |visit, form| async move {
            match verb.as_str() {
                "delete" => end(visit, AspectId(id)).await,
                "members" => member(visit, form, AspectId(id)).await,
                "up" => shift(visit, form, AspectId(id), true).await,
                "down" => shift(visit, form, AspectId(id), false).await,
                _ => Err(Failure::Status(404)),
            }
        })
    });
    make.boxed().or(rename.boxed()).unify().or(change.boxed()).unify().boxed()
}

async fn make(visit: Visit, form: Form) -> Result<Response, Failure> {
    let (account, name) = (visit.account()?, form.text("name").to_owned());
    match visit.pod().write(move |tx, _| aspects::create(tx, &account, &name)).await {
        Ok(aspect) => {
            let words = visit.words().say_with("aspects-made", &[("name", aspect.name.as_str().into())]);
            Ok(go_saying(&visit, &format!("/contacts?a_id={}", aspect.id), false, &words))
        }
        Err(Refused::Invalid(field, why)) => refused(visit, &form, field, why, ContactList::Mine).await,
        Err(other) => Err(other.into()),
    }
}

async fn rename(visit: Visit, form: Form, id: u64) -> Result<Response, Failure> {
    let (account, name) = (visit.account()?, form.text("name").to_owned());
    match visit.pod().write(move |tx, _| aspects::rename(tx, &account, AspectId(id), &name)).await {
        Ok(()) => Ok(go_saying(&visit, &format!("/contacts?a_id={id}"), false, &visit.words().say("aspects-renamed"))),
        Err(Refused::Invalid(field, why)) => refused(visit, &form, field, why, ContactList::Aspect(id)).await,
        Err(other) => Err(other.into()),
    }
}

async fn refused(
    visit: Visit,
    form: &Form,
    field: &'static str,
    why: Sentence,
    list: ContactList,
) -> Result<Response, Failure> {
    let mut errors = Errors::default();
    errors.add(field, visit.words().tell(&why));
    open_list(visit, form.text("name"), errors, Some(list)).await
}

async fn end(visit: Visit, id: AspectId) -> Result<Response, Failure> {
    let account = visit.account()?;
    let was_share_back = visit.pod().write(move |tx, cx| aspects::delete(tx, cx, &account, id)).await?;
    // W-101
    let name = if was_share_back { "aspects-deleted-share-back" } else { "aspects-deleted" };
    Ok(go_saying(&visit, "/contacts", false, &visit.words().say(name)))
}

/// Moves an aspect one place (W-102).
async fn shift(visit: Visit, form: Form, id: AspectId, up: bool) -> Result<Response, Failure> {
    let account = visit.account()?;
    visit.pod().write(move |tx, _| aspects::shift(tx, &account, id, up)).await?;
    Ok(go_saying(&visit, &form.back("from", "/contacts"), false, &visit.words().say("aspects-moved")))
}

/// Puts a person into an aspect or takes them out.
async fn member(visit: Visit, form: Form, id: AspectId) -> Result<Response, Failure> {
    let account = visit.account()?;
    let guid = Guid::parse(form.text("person")).map_err(|_| Failure::Status(404))?;
    let adds = form.text("change") == "add";
    visit
        .pod()
        .write::<_, Refused>(move |tx, cx| {
            let person = people::by_guid(tx, &guid)?.ok_or(Refused::NotFound)?.id;
            match adds {
                true => contacts::add(tx, cx, &account, id, person),
                false => contacts::remove(tx, cx, &account, id, person),
            }
        })
        .await?;
    let words = visit.words().say(if adds { "aspects-added" } else { "aspects-removed" });
    Ok(go_saying(&visit, &form.back("from", "/contacts"), false, &words))
}
