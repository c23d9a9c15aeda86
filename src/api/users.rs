//! Other people (spec/api-v1.md §4.11).

use super::answer::{Fault, Outcome, done, empty, ok};
use super::ask::Ask;
use super::endpoint::{Answer, Endpoint, Paging, Verb, run};
use super::page::{numbered, stretch, timed};
use super::shape::Shaper;
use crate::domain::views::{Stream, plain};
use crate::domain::{Refused, access, blocks, people};
use warp::http::StatusCode;

const GONE: &str = "User not found";
const BLOCKED: &str = "User is already blocked";
const NOT_BLOCKED: &str = "User is not blocked";
const NO_BLOCKING: &str = "Failed to block the user";
const BAD_TIME: &str = "Could not process the user request";

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        verb: Verb::Get,
        path: "users/{guid}",
        scopes: &["public:read"],
        summary: "Shows a person's profile; of people who do not want to be found only with contacts:read",
        fields: &[],
        paging: Paging::None,
        answer: Answer::One(200, "Profile"),
        errors: &[404],
        run: run!(show),
    },
    Endpoint {
        verb: Verb::Get,
        path: "users/{guid}/contacts",
        scopes: &["contacts:read"],
        summary: "Lists one's own contacts",
        fields: &[],
        paging: Paging::Index,
        answer: Answer::Many("PersonShort"),
        errors: &[404],
        run: run!(contacts),
    },
    Endpoint {
        verb: Verb::Get,
        path: "users/{guid}/photos",
        scopes: &["public:read"],
        summary: "Lists a person's photos, newest first",
        fields: &[],
        paging: Paging::Time,
        answer: Answer::Many("Photo"),
        errors: &[404, 422],
        run: run!(photos),
    },
    Endpoint {
        verb: Verb::Get,
        path: "users/{guid}/posts",
        scopes: &["public:read"],
        summary: "Lists a person's posts, newest first",
        fields: &[],
        paging: Paging::Time,
        answer: Answer::Many("Post"),
        errors: &[404, 422],
        run: run!(posts),
    },
    Endpoint {
        verb: Verb::Post,
        path: "users/{guid}/block",
        scopes: &["contacts:modify"],
        summary: "Ignores a person",
        fields: &[],
        paging: Paging::None,
        answer: Answer::Nothing(201),
        errors: &[404, 409, 422],
        run: run!(block),
    },
    Endpoint {
        verb: Verb::Delete,
        path: "users/{guid}/block",
        scopes: &["contacts:modify"],
        summary: "Ignores a person no longer",
        fields: &[],
        paging: Paging::None,
        answer: Answer::Nothing(204),
        errors: &[404, 410],
        run: run!(unblock),
    },
];

async fn show(ask: Ask) -> Outcome {
    let (eyes, account, guid) = (ask.eyes(), ask.account(), ask.guid("guid", GONE)?);
    let sees_hidden = ask.bearer.may("contacts:read");
    let found = ask.pod().read::<_, Fault>(move |tx| {
        let person = people::by_guid(tx, &guid)?.filter(|person| !person.closed);
        let person = person.filter(|person| person.profile.searchable || sees_hidden || person.id == account.person);
        Ok(plain::profile(tx, eyes.look(), &person.ok_or(Fault::of(404, GONE))?)?)
    });
    Ok(ok(&Shaper(ask.pod().planned().0).profile(&found.await?)))
}

async fn contacts(ask: Ask) -> Outcome {
    let (eyes, account, guid) = (ask.eyes(), ask.account(), ask.guid("guid", GONE)?);
    let found = ask.pod().read::<_, Fault>(move |tx| {
        let person = people::by_guid(tx, &guid)?.filter(|person| person.id == account.person);
        person.ok_or(Fault::of(404, GONE))?;
        Ok(plain::contacts(tx, eyes.look())?)
    });
    let shaper = Shaper(ask.pod().planned().0);
    Ok(numbered(&ask, &found.await?, |person| shaper.person(person)))
}

async fn photos(ask: Ask) -> Outcome {
    let (eyes, guid) = (ask.eyes(), ask.guid("guid", GONE)?);
    let wanted = stretch(&ask, false, BAD_TIME)?;
    let found = ask.pod().read::<_, Fault>(move |tx| {
        let person = people::by_guid(tx, &guid)?.filter(|person| !person.closed).ok_or(Fault::of(404, GONE))?;
        Ok(plain::photos(tx, eyes.look(), person.id, false, wanted)?)
    });
    let shaper = Shaper(ask.pod().planned().0);
    Ok(timed(&ask, wanted, &found.await?, false, |photo| shaper.photo(photo)))
}

async fn posts(ask: Ask) -> Outcome {
    let (eyes, guid) = (ask.eyes(), ask.guid("guid", GONE)?);
    let wanted = stretch(&ask, false, BAD_TIME)?;
    let found = ask.pod().read::<_, Fault>(move |tx| {
        let person = people::by_guid(tx, &guid)?.filter(|person| !person.closed).ok_or(Fault::of(404, GONE))?;
        Ok(plain::stream(tx, eyes.look(), &Stream::Everything(person.id), wanted)?)
    });
    let shaper = Shaper(ask.pod().planned().0);
    Ok(timed(&ask, wanted, &found.await?, false, |post| shaper.post(post)))
}

async fn block(ask: Ask) -> Outcome {
    let (account, guid) = (ask.account(), ask.guid("guid", GONE)?);
    let blocked = ask.pod().write::<_, Fault>(move |tx, cx| {
        let person = people::by_guid(tx, &guid)?.ok_or(Fault::of(404, GONE))?;
        if access::ignores(tx, account.id, person.id)? {
            return Err(Fault::of(409, BLOCKED));
        }
        blocks::create(tx, cx, &account, person.id).map_err(|why| Fault::told(why, GONE, NO_BLOCKING))
    });
    blocked.await.map(|()| empty(StatusCode::CREATED))
}

async fn unblock(ask: Ask) -> Outcome {
    let (account, guid) = (ask.account(), ask.guid("guid", GONE)?);
    let unblocked = ask.pod().write::<_, Fault>(move |tx, cx| {
        let person = people::by_guid(tx, &guid)?.ok_or(Fault::of(404, GONE))?;
        if !access::ignores(tx, account.id, person.id)? {
            return Err(Fault::of(410, NOT_BLOCKED));
        }
        blocks::delete(tx, cx, &account, person.id).map_err(|why: Refused| Fault::told(why, GONE, NOT_BLOCKED))
    });
    unblocked.await.map(|()| done())
}
