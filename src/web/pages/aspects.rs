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

/// The form for a new aspect.
pub(super) fn create(shell: &Shell, name: &str, errors: &Errors) -> Markup {
    let kind = Kind {
        hint: Some("A group of people that only you know of, such as the choir or the neighbours."),
        most: Some(limits::ASPECT_NAME),
        is_required: true,
        ..Kind::text(name)
    };
    html! {
        form.card.stack method="post" action="/aspects" {
            (hidden(shell))
            (field("name", "New aspect", kind, errors))
            div.row { button.button type="submit" { (icon("plus")) "Make the aspect" } }
        }
    }
}

/// The forms to rename and to end an aspect.
pub(super) fn edit(shell: &Shell, aspect: &AspectView, name: &str, errors: &Errors) -> Markup {
    let name = if name.is_empty() { &aspect.name } else { name };
    let kind = Kind { most: Some(limits::ASPECT_NAME), is_required: true, ..Kind::text(name) };
    html! {
        section.card.stack {
            form.stack method="post" action={ "/aspects/" (aspect.id) } {
                (hidden(shell))
                (field("name", "Name of the aspect", kind, errors))
                div.row {
                    button.button type="submit" { "Rename" }
                    a.button href={ "/aspects?a_ids[]=" (aspect.id) } { "Show its stream" }
                }
            }
            details.confirm {
                summary.link.link-soft { "Delete this aspect" }
                p { "You stop sharing with people who are in no other aspect. What was posted to it stays." }
                form method="post" action={ "/aspects/" (aspect.id) "/delete" } {
                    (hidden(shell))
                    button.button.button-danger type="submit" { (icon("trash")) "Delete “" (aspect.name) "”" }
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
            let words = format!("“{}” is there. Now put people into it.", aspect.name);
            Ok(go_saying(&visit, &format!("/contacts?a_id={}", aspect.id), false, &words))
        }
        Err(Refused::Invalid(field, why)) => refused(visit, &form, field, why, ContactList::Mine).await,
        Err(other) => Err(other.into()),
    }
}

async fn rename(visit: Visit, form: Form, id: u64) -> Result<Response, Failure> {
    let (account, name) = (visit.account()?, form.text("name").to_owned());
    match visit.pod().write(move |tx, _| aspects::rename(tx, &account, AspectId(id), &name)).await {
        Ok(()) => Ok(go_saying(&visit, &format!("/contacts?a_id={id}"), false, "The aspect has its new name.")),
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
    let words = match was_share_back {
        true => "The aspect is gone. New sharers are not put anywhere by themselves any more.",
        false => "The aspect is gone.",
    };
    Ok(go_saying(&visit, "/contacts", false, words))
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
    let words = if adds { "Added." } else { "Removed." };
    Ok(go_saying(&visit, &form.back("from", "/contacts"), false, words))
}
