//! Answering the event of a post (spec/federation.md §4.9).

use super::super::form::Form;
use super::super::reply::{Failure, go_saying};
use super::super::session::Visit;
use super::super::{Web, posted, sending};
use crate::base::Guid;
use crate::domain::Refused;
use crate::domain::events;
use crate::model::Answer;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::reply::Response;

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let answer = warp::path!("posts" / Guid / "attend" / String).and(sending(web));
    answer
        .then(|guid, said: String, begun, body| {
            posted(begun, body, move |visit, form| async move { attend(visit, form, guid, &said).await })
        })
        .boxed()
}

async fn attend(visit: Visit, _form: Form, guid: Guid, said: &str) -> Result<Response, Failure> {
    let account = visit.account()?;
    let answer = match said {
        "accepted" => Answer::Accepted,
        "tentative" => Answer::Tentative,
        "declined" => Answer::Declined,
        _ => return Err(Failure::Status(404)),
    };
    let post = guid.clone();
    visit.pod().write::<_, Refused>(move |tx, cx| events::answer(tx, cx, &account, &post, answer)).await?;
    Ok(go_saying(&visit, &format!("/posts/{guid}"), false, &visit.words().say("event-answered")))
}
