//! Posts (spec/api-v1.md §4.3).

use super::answer::{Fault, Outcome, done, ok};
use super::ask::Ask;
use super::endpoint::{Answer, Endpoint, Kind, Paging, Verb, needed, optional, run};
use super::params;
use super::shape::Shaper;
use crate::base::Guid;
use crate::domain::photos::Picture;
use crate::domain::posts::{self as rules, Audience, NewPoll, NewPost};
use crate::domain::views::plain;
use crate::domain::{Refused, aspects, retractions};
use crate::model::{AspectId, Location};
use serde_json::Value;

pub(super) const GONE: &str = "Post with provided guid could not be found";
const NOT_CREATED: &str = "Failed to create the post";
const NOT_DELETED: &str = "Not allowed to delete the post";

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        verb: Verb::Post,
        path: "posts",
        scopes: &["public:modify"],
        summary: "Publishes a post; one that is not public needs private:modify too",
        fields: &[
            needed("public", Kind::Flag, "Whether everybody may see it"),
            optional("body", Kind::Text, "Markdown; needed unless there are photos"),
            optional("aspects", Kind::Numbers, "Who may see it, if not everybody"),
            optional("photos", Kind::Texts, "Guids of own photos that were uploaded as pending"),
            optional("poll", Kind::Object("NewPoll"), "A question with at least two answers"),
            optional("location", Kind::Object("Location"), "Where it was written"),
        ],
        paging: Paging::None,
        answer: Answer::One(200, "Post"),
        errors: &[422],
        run: run!(create),
    },
    Endpoint {
        verb: Verb::Get,
        path: "posts/{guid}",
        scopes: &["public:read"],
        summary: "Shows a post",
        fields: &[],
        paging: Paging::None,
        answer: Answer::One(200, "Post"),
        errors: &[404],
        run: run!(show),
    },
    Endpoint {
        verb: Verb::Delete,
        path: "posts/{guid}",
        scopes: &["public:modify"],
        summary: "Deletes one's own post; one that is not public needs private:modify too",
        fields: &[],
        paging: Paging::None,
        answer: Answer::Nothing(204),
        errors: &[404],
        run: run!(delete),
    },
];

fn wrong() -> Fault {
    Fault::of(422, NOT_CREATED)
}

async fn create(ask: Ask) -> Outcome {
    let (eyes, account, new) = (ask.eyes(), ask.account(), new_post(&ask)?);
    let made = ask.pod().write::<_, Refused>(move |tx, cx| {
        let mut new = new;
        if let Audience::Aspects(chosen) = &mut new.audience {
            let own: Vec<AspectId> = aspects::list(tx, &account)?.into_iter().map(|aspect| aspect.id).collect();
            chosen.retain(|aspect| own.contains(aspect));
        }
        let post = rules::create(tx, cx, &account, new)?;
        // The author sees the new post, whatever the program may read.
        Ok(plain::post(tx, eyes.look(), &post)?)
    });
    let made = made.await.map_err(|why| Fault::told(why, NOT_CREATED, NOT_CREATED))?;
    Ok(ok(&Shaper(ask.pod().planned().0).post(&made)))
}

fn new_post(ask: &Ask) -> Result<NewPost, Fault> {
    let public = ask.flag("public").ok_or_else(wrong)?;
    if !public && !ask.bearer.may("private:modify") {
        return Err(wrong());
    }
    let audience = if public {
        Audience::Public
    } else {
        let numbers = ask.list("aspects").into_iter().filter_map(|value| params::number(Some(&value)));
        Audience::Aspects(numbers.map(AspectId).collect())
    };
    let mut photos = Vec::new();
    for value in ask.list("photos") {
        let guid = params::text(Some(&value)).and_then(|text| Guid::parse(&text).ok()).ok_or_else(wrong)?;
        photos.push(Picture::Waiting { guid, text: None });
    }
    let text = ask.text("body").unwrap_or_default();
    let provider = ask.bearer.program.clone();
    Ok(NewPost { text, audience, photos, poll: poll(ask)?, event: None, location: location(ask)?, provider })
}

fn poll(ask: &Ask) -> Result<Option<NewPoll>, Fault> {
    let Some(given) = ask.value("poll") else { return Ok(None) };
    let Value::Object(given) = given else { return Err(wrong()) };
    let question = params::text(given.get("question")).ok_or_else(wrong)?;
    let mut answers = Vec::new();
    for value in params::list(given.get("poll_answers")) {
        let answer = params::text(Some(&value)).filter(|text| !text.trim().is_empty());
        answers.push(answer.ok_or_else(wrong)?);
    }
    Ok(Some(NewPoll { question, answers }))
}

/// Without an address a place is dropped.
fn location(ask: &Ask) -> Result<Option<Location>, Fault> {
    let Some(given) = ask.value("location") else { return Ok(None) };
    let Value::Object(given) = given else { return Err(wrong()) };
    let Some(address) = params::text(given.get("address")).filter(|text| !text.trim().is_empty()) else {
        return Ok(None);
    };
    let number = |name: &str| params::float(given.get(name)).map(|number| number.to_string()).ok_or_else(wrong);
    Ok(Some(Location { address, lat: number("lat")?, lng: number("lng")? }))
}

async fn show(ask: Ask) -> Outcome {
    let (eyes, guid) = (ask.eyes(), ask.guid("guid", GONE)?);
    let found = ask.pod().read::<_, Refused>(move |tx| {
        let post = rules::find(tx, &guid, eyes.viewer())?;
        Ok(plain::post(tx, eyes.look(), &post)?)
    });
    let found = found.await.map_err(|why| Fault::told(why, GONE, GONE))?;
    Ok(ok(&Shaper(ask.pod().planned().0).post(&found)))
}

async fn delete(ask: Ask) -> Outcome {
    let (eyes, account, guid) = (ask.eyes(), ask.account(), ask.guid("guid", GONE)?);
    let may_private = ask.bearer.may("private:modify");
    let deleted = ask.pod().write::<_, Fault>(move |tx, cx| {
        let post = rules::find(tx, &guid, eyes.viewer()).map_err(|why| Fault::told(why, GONE, GONE))?;
        if post.author != account.person || (!post.public && !may_private) {
            return Err(Fault::of(403, NOT_DELETED));
        }
        retractions::delete_post(tx, cx, &account, &guid).map_err(|why| Fault::told(why, GONE, NOT_DELETED))
    });
    deleted.await.map(|()| done())
}
