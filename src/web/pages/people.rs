//! What one decides about a person: sharing, ignoring (spec/features.md §4).

use super::super::form::Form;
use super::super::reply::{Failure, go_saying};
use super::super::session::Visit;
use super::super::{Web, posted, sending};
use crate::base::Guid;
use crate::domain::Refused;
use crate::domain::aspects;
use crate::domain::blocks;
use crate::domain::contacts;
use crate::domain::people;
use crate::model::AspectId;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::reply::Response;

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let change = warp::path!("people" / Guid / String).and(sending(web)).then(|guid, verb: String, begun, body| {
        posted(begun, body, move |visit, form| async move {
            match verb.as_str() {
                "aspects" => share(visit, form, guid).await,
                "ignore" => ignore(visit, form, guid, true).await,
                "unignore" => ignore(visit, form, guid, false).await,
                _ => Err(Failure::Status(404)),
            }
        })
    });
    change.boxed()
}

/// Puts a person into exactly the chosen aspects, and into a new one if its name was typed.
/// Entering comes before leaving, so that changing aspects never ends sharing for a moment
/// (W-103 to W-106).
async fn share(visit: Visit, form: Form, guid: Guid) -> Result<Response, Failure> {
    let account = visit.account()?;
    let mut wanted: Vec<_> = form.numbers("aspect").into_iter().map(AspectId).collect();
    let new = form.text("new").trim().to_owned();
    let outcome = visit
        .pod()
        .write::<_, Refused>(move |tx, cx| {
            let person = people::by_guid(tx, &guid)?.ok_or(Refused::NotFound)?;
            if !new.is_empty() {
                wanted.push(aspects::create(tx, &account, &new)?.id);
            }
            let present = aspects::of_person(tx, &account, person.id)?;
            for aspect in wanted.iter().filter(|aspect| !present.contains(aspect)) {
                contacts::add(tx, cx, &account, *aspect, person.id)?;
            }
            for aspect in present.iter().filter(|aspect| !wanted.contains(aspect)) {
                contacts::remove(tx, cx, &account, *aspect, person.id)?;
            }
            Ok((person.name(), present.is_empty(), wanted.is_empty()))
        })
        .await;
    let back = form.back("from", "/contacts");
    let words = visit.words();
    let said = |name: &str, person: &String| words.say_with(name, &[("name", person.into())]);
    match outcome {
        Ok((name, true, false)) => Ok(go_saying(&visit, &back, false, &said("people-share-done", &name))),
        Ok((name, false, true)) => Ok(go_saying(&visit, &back, false, &said("people-share-ended", &name))),
        Ok((_, true, true)) => Ok(go_saying(&visit, &back, true, &words.say("people-share-none"))),
        Ok((_, false, false)) => Ok(go_saying(&visit, &back, false, &words.say("people-share-saved"))),
        Err(Refused::Invalid(_, why)) => Ok(go_saying(&visit, &back, true, &words.tell(&why))),
        Err(other) => Err(other.into()),
    }
}

/// Stops or starts hearing from a person (W-118, W-120).
async fn ignore(visit: Visit, form: Form, guid: Guid, on: bool) -> Result<Response, Failure> {
    let account = visit.account()?;
    let name = visit
        .pod()
        .write::<_, Refused>(move |tx, cx| {
            let person = people::by_guid(tx, &guid)?.ok_or(Refused::NotFound)?;
            match on {
                true => blocks::create(tx, cx, &account, person.id)?,
                false => blocks::delete(tx, cx, &account, person.id)?,
            }
            Ok(person.name())
        })
        .await?;
    let back = form.back("from", "/stream");
    // The post that the form stood on is out of sight now (W-176).
    let back = if on && back.starts_with("/posts/") { "/stream".to_owned() } else { back };
    let words = visit.words();
    let said = words.say_with(if on { "people-ignore-done" } else { "people-unignore-done" }, &[("name", name.into())]);
    Ok(go_saying(&visit, &back, false, &said))
}
