//! Reshares (spec/api-v1.md §4.7).

use super::answer::{Fault, Outcome, ok};
use super::ask::Ask;
use super::endpoint::{Answer, Endpoint, Paging, Verb, run};
use super::page::numbered;
use super::posts::GONE;
use super::shape::Shaper;
use crate::domain::views::plain;
use crate::domain::{Refused, access, posts, reshares as rules};

const AGAIN: &str = "Reshare already exists";
const NOT_MADE: &str = "Failed to reshare";

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        verb: Verb::Get,
        path: "posts/{guid}/reshares",
        scopes: &["public:read"],
        summary: "Lists the reshares of a post, one's own first",
        fields: &[],
        paging: Paging::Index,
        answer: Answer::Many("ReshareRef"),
        errors: &[404],
        run: run!(list),
    },
    Endpoint {
        verb: Verb::Post,
        path: "posts/{guid}/reshares",
        scopes: &["public:modify"],
        summary: "Reshares a public post of somebody else; of a reshare, its root",
        fields: &[],
        paging: Paging::None,
        answer: Answer::One(200, "Post"),
        errors: &[404, 409, 422],
        run: run!(create),
    },
];

async fn list(ask: Ask) -> Outcome {
    let (eyes, guid) = (ask.eyes(), ask.guid("guid", GONE)?);
    let found = ask.pod().read::<_, Refused>(move |tx| {
        let post = posts::find(tx, &guid, eyes.viewer())?;
        Ok(plain::reshares(tx, eyes.look(), post.id)?)
    });
    let found = found.await.map_err(|why| Fault::told(why, GONE, GONE))?;
    let shaper = Shaper(ask.pod().planned().0);
    Ok(numbered(&ask, &found, |reshare| shaper.reshare(reshare)))
}

async fn create(ask: Ask) -> Outcome {
    let (eyes, account, guid) = (ask.eyes(), ask.account(), ask.guid("guid", GONE)?);
    let made = ask.pod().write::<_, Fault>(move |tx, cx| {
        let post = posts::find(tx, &guid, eyes.viewer()).map_err(|why| Fault::told(why, GONE, GONE))?;
        if access::has_reshared(tx, &post, account.person)? {
            return Err(Fault::of(409, AGAIN));
        }
        let made = rules::create(tx, cx, &account, &guid).map_err(|why| Fault::told(why, GONE, NOT_MADE))?;
        Ok(plain::post(tx, eyes.look(), &made)?)
    });
    Ok(ok(&Shaper(ask.pod().planned().0).post(&made.await?)))
}
