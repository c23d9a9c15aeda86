//! Followed tags (spec/api-v1.md §4.12).

use super::answer::{Fault, Outcome, done, ok};
use super::ask::Ask;
use super::endpoint::{Answer, Endpoint, Kind, Paging, Verb, needed, run};
use crate::domain::tags as rules;

const AGAIN: &str = "Already following this tag";
const NOT_FOLLOWING: &str = "Not following this tag";
const WRONG: &str = "Failed to process the tag followings request";

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        verb: Verb::Get,
        path: "tag_followings",
        scopes: &["tags:read"],
        summary: "Lists the tags one follows",
        fields: &[],
        paging: Paging::None,
        answer: Answer::Many("Tag"),
        errors: &[],
        run: run!(list),
    },
    Endpoint {
        verb: Verb::Post,
        path: "tag_followings",
        scopes: &["tags:modify"],
        summary: "Follows a tag",
        fields: &[needed("name", Kind::Text, "The tag; # and capitals do not matter")],
        paging: Paging::None,
        answer: Answer::Nothing(204),
        errors: &[409, 422],
        run: run!(follow),
    },
    Endpoint {
        verb: Verb::Delete,
        path: "tag_followings/{name}",
        scopes: &["tags:modify"],
        summary: "Follows a tag no longer",
        fields: &[],
        paging: Paging::None,
        answer: Answer::Nothing(204),
        errors: &[410],
        run: run!(unfollow),
    },
];

async fn list(ask: Ask) -> Outcome {
    let account = ask.account();
    Ok(ok(&ask.pod().read::<_, Fault>(move |tx| Ok(rules::followed(tx, account.id)?)).await?))
}

async fn follow(ask: Ask) -> Outcome {
    let name = ask.text("name").ok_or(Fault::of(422, WRONG))?;
    let account = ask.account();
    let followed = ask.pod().write::<_, Fault>(move |tx, cx| {
        let tag = rules::normal(&name).ok_or(Fault::of(422, WRONG))?;
        if rules::follows(tx, account.id, &tag)? {
            return Err(Fault::of(409, AGAIN));
        }
        rules::follow(tx, cx, &account, &tag).map_err(|why| Fault::told(why, WRONG, WRONG))?;
        Ok(())
    });
    followed.await.map(|()| done())
}

async fn unfollow(ask: Ask) -> Outcome {
    let (account, name) = (ask.account(), ask.part("name").to_owned());
    let unfollowed = ask.pod().write::<_, Fault>(move |tx, _| {
        let tag = rules::normal(&name).ok_or(Fault::of(410, NOT_FOLLOWING))?;
        if !rules::follows(tx, account.id, &tag)? {
            return Err(Fault::of(410, NOT_FOLLOWING));
        }
        Ok(rules::unfollow(tx, &account, &tag)?)
    });
    unfollowed.await.map(|()| done())
}
