//! Following, hiding, reporting and voting (spec/api-v1.md §4.6).

use super::answer::{Fault, Outcome, done};
use super::ask::Ask;
use super::endpoint::{Answer, Endpoint, Kind, Paging, Verb, needed, run};
use super::params;
use super::posts::GONE;
use crate::domain::views::plain;
use crate::domain::{Refused, hides, participations, polls, posts, reports};
use crate::model::Reported;

const SUBSCRIBED: &str = "Post already subscribed";
const NOT_SUBSCRIBED: &str = "Post not subscribed";
const NO_SUBSCRIBING: &str = "Cannot subscribe to this post";
const NO_HIDE: &str = "Missing parameter";
const HIDDEN: &str = "Post already hidden";
const NOT_HIDDEN: &str = "Post not hidden";
const NOT_REPORTED: &str = "Failed to create report on this post";
const NOT_VOTED: &str = "Cant vote on this post";

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        verb: Verb::Post,
        path: "posts/{guid}/subscribe",
        scopes: &["interactions", "public:read"],
        summary: "Follows a post: one is told about new comments",
        fields: &[],
        paging: Paging::None,
        answer: Answer::Nothing(204),
        errors: &[404, 409, 422],
        run: run!(subscribe),
    },
    Endpoint {
        verb: Verb::Post,
        path: "posts/{guid}/mute",
        scopes: &["interactions", "public:read"],
        summary: "Follows a post no longer",
        fields: &[],
        paging: Paging::None,
        answer: Answer::Nothing(204),
        errors: &[404, 410],
        run: run!(mute),
    },
    Endpoint {
        verb: Verb::Post,
        path: "posts/{guid}/hide",
        scopes: &["interactions", "public:read"],
        summary: "Takes a post out of one's streams, or lets it come back",
        fields: &[needed("hide", Kind::Flag, "Whether it is to be hidden")],
        paging: Paging::None,
        answer: Answer::Nothing(204),
        errors: &[404, 409, 410, 422],
        run: run!(hide),
    },
    Endpoint {
        verb: Verb::Post,
        path: "posts/{guid}/report",
        scopes: &["interactions", "public:read"],
        summary: "Tells the moderators about a post",
        fields: &[needed("reason", Kind::Text, "What is wrong with it")],
        paging: Paging::None,
        answer: Answer::Nothing(204),
        errors: &[404, 409, 422],
        run: run!(report),
    },
    Endpoint {
        verb: Verb::Post,
        path: "posts/{guid}/vote",
        scopes: &["interactions", "public:read"],
        summary: "Votes in the poll of a post, once",
        fields: &[needed("poll_answer", Kind::Number, "The id of an answer")],
        paging: Paging::None,
        answer: Answer::Nothing(204),
        errors: &[404, 422],
        run: run!(vote),
    },
];

fn gone(why: Refused) -> Fault {
    Fault::told(why, GONE, GONE)
}

async fn subscribe(ask: Ask) -> Outcome {
    let (eyes, account, guid) = (ask.eyes(), ask.account(), ask.guid("guid", GONE)?);
    let followed = ask.pod().write::<_, Fault>(move |tx, cx| {
        let post = posts::find(tx, &guid, eyes.viewer()).map_err(gone)?;
        if participations::has(tx, &account, post.id)? {
            return Err(Fault::of(409, SUBSCRIBED));
        }
        // One hears of one's own posts anyway.
        if post.author == account.person {
            return Err(Fault::of(422, NO_SUBSCRIBING));
        }
        participations::subscribe_to(tx, cx, &account, &guid).map_err(|why| Fault::told(why, GONE, NO_SUBSCRIBING))
    });
    followed.await.map(|()| done())
}

async fn mute(ask: Ask) -> Outcome {
    let (eyes, account, guid) = (ask.eyes(), ask.account(), ask.guid("guid", GONE)?);
    let muted = ask.pod().write::<_, Fault>(move |tx, _| {
        let post = posts::find(tx, &guid, eyes.viewer()).map_err(gone)?;
        if !participations::has(tx, &account, post.id)? {
            return Err(Fault::of(410, NOT_SUBSCRIBED));
        }
        participations::unsubscribe_from(tx, &account, &guid).map_err(gone)
    });
    muted.await.map(|()| done())
}

async fn hide(ask: Ask) -> Outcome {
    let (eyes, account, guid) = (ask.eyes(), ask.account(), ask.guid("guid", GONE)?);
    let hide = ask.flag("hide");
    let hidden = ask.pod().write::<_, Fault>(move |tx, _| {
        let post = posts::find(tx, &guid, eyes.viewer()).map_err(gone)?;
        let hide = hide.ok_or(Fault::of(422, NO_HIDE))?;
        match (hide, hides::has(tx, &account, post.id)?) {
            (true, true) => Err(Fault::of(409, HIDDEN)),
            (false, false) => Err(Fault::of(410, NOT_HIDDEN)),
            (true, false) => hides::create(tx, &account, &guid).map_err(|why| Fault::told(why, GONE, NOT_HIDDEN)),
            (false, true) => hides::delete(tx, &account, &guid).map_err(gone),
        }
    });
    hidden.await.map(|()| done())
}

async fn report(ask: Ask) -> Outcome {
    let (eyes, account, guid) = (ask.eyes(), ask.account(), ask.guid("guid", GONE)?);
    let reason = ask.text("reason");
    let reported = ask.pod().write::<_, Fault>(move |tx, cx| {
        let post = posts::find(tx, &guid, eyes.viewer()).map_err(gone)?;
        let reason = reason.ok_or(Fault::of(422, NOT_REPORTED))?;
        if reports::exists(tx, Reported::Post(post.id), &account)? {
            return Err(Fault::of(409, NOT_REPORTED));
        }
        let reported = reports::create_on_post(tx, cx, &account, &guid, &reason);
        reported.map(|_| ()).map_err(|why| Fault::told(why, GONE, NOT_REPORTED))
    });
    reported.await.map(|()| done())
}

async fn vote(ask: Ask) -> Outcome {
    let (eyes, account, guid) = (ask.eyes(), ask.account(), ask.guid("guid", GONE)?);
    let number = params::number(ask.value("poll_answer"));
    let voted = ask.pod().write::<_, Fault>(move |tx, cx| {
        let post = posts::find(tx, &guid, eyes.viewer()).map_err(gone)?;
        let wrong = || Fault::of(422, NOT_VOTED);
        let answer = number.and_then(|number| plain::answer(&post, number)).ok_or_else(wrong)?;
        let voted = polls::vote(tx, cx, &account, &guid, &answer);
        voted.map(|_| ()).map_err(|why| Fault::told(why, GONE, NOT_VOTED))
    });
    voted.await.map(|()| done())
}
