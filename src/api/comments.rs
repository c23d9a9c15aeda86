//! Comments (spec/api-v1.md §4.4).

use super::answer::{Fault, Outcome, created, done};
use super::ask::Ask;
use super::endpoint::{Answer, Endpoint, Kind, Paging, Verb, needed, run};
use super::page::{stretch, timed};
use super::posts::GONE as POST_GONE;
use super::shape::Shaper;
use crate::domain::views::plain;
use crate::domain::{Refused, comments as rules, posts, reports, retractions};
use crate::model::Reported;

pub(super) const GONE: &str = "Comment not found for the given post";
const NOT_ALLOWED: &str = "User is not allowed to comment";
const NOT_DELETED: &str = "User not allowed to delete the comment";
const REPORTED: &str = "This item already has been reported by this user";
const BAD_TIME: &str = "Could not process the comments request";

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        verb: Verb::Get,
        path: "posts/{guid}/comments",
        scopes: &["public:read"],
        summary: "Lists the comments of a post, oldest first",
        fields: &[],
        paging: Paging::Time,
        answer: Answer::Many("Comment"),
        errors: &[404, 422],
        run: run!(list),
    },
    Endpoint {
        verb: Verb::Post,
        path: "posts/{guid}/comments",
        scopes: &["interactions", "public:read"],
        summary: "Comments on a post, which subscribes to it",
        fields: &[needed("body", Kind::Text, "Markdown")],
        paging: Paging::None,
        answer: Answer::One(201, "Comment"),
        errors: &[404, 422],
        run: run!(create),
    },
    Endpoint {
        verb: Verb::Delete,
        path: "posts/{guid}/comments/{comment}",
        scopes: &["interactions", "public:read"],
        summary: "Deletes one's own comment, or one on one's own post",
        fields: &[],
        paging: Paging::None,
        answer: Answer::Nothing(204),
        errors: &[404],
        run: run!(delete),
    },
    Endpoint {
        verb: Verb::Post,
        path: "posts/{guid}/comments/{comment}/report",
        scopes: &["interactions", "public:read"],
        summary: "Tells the moderators about a comment",
        fields: &[needed("reason", Kind::Text, "What is wrong with it")],
        paging: Paging::None,
        answer: Answer::Nothing(204),
        errors: &[404, 409, 422],
        run: run!(report),
    },
];

async fn list(ask: Ask) -> Outcome {
    let (eyes, guid) = (ask.eyes(), ask.guid("guid", POST_GONE)?);
    let wanted = stretch(&ask, true, BAD_TIME)?;
    let found = ask.pod().read::<_, Refused>(move |tx| {
        let post = posts::find(tx, &guid, eyes.viewer())?;
        Ok(plain::comments(tx, eyes.look(), post.id, wanted)?)
    });
    let found = found.await.map_err(|why| Fault::told(why, POST_GONE, POST_GONE))?;
    let shaper = Shaper(ask.pod().planned().0);
    Ok(timed(&ask, wanted, &found, false, |comment| shaper.comment(comment)))
}

async fn create(ask: Ask) -> Outcome {
    let (eyes, account, guid) = (ask.eyes(), ask.account(), ask.guid("guid", POST_GONE)?);
    let words = ask.required("body");
    let made = ask.pod().write::<_, Fault>(move |tx, cx| {
        posts::find(tx, &guid, eyes.viewer()).map_err(|why| Fault::told(why, POST_GONE, POST_GONE))?;
        let words = words?;
        if words.trim().is_empty() {
            return Err(Fault::missing("body"));
        }
        let made = rules::create(tx, cx, &account, &guid, &words);
        let made = made.map_err(|why| Fault::told(why, POST_GONE, NOT_ALLOWED))?;
        Ok(plain::comment(tx, eyes.look(), &made)?)
    });
    Ok(created(&Shaper(ask.pod().planned().0).comment(&made.await?)))
}

/// The comment that a path names below its post, with that post.
macro_rules! find {
    ($tx:expr, $eyes:expr, $post:expr, $comment:expr) => {{
        let post = posts::find($tx, &$post, $eyes.viewer()).map_err(|why| Fault::told(why, POST_GONE, POST_GONE))?;
        let comment = $comment.as_ref().map_err(|_| Fault::of(404, GONE))?;
        let found = rules::by_guid($tx, comment)?.filter(|comment| comment.post == post.id);
        (found.ok_or(Fault::of(404, GONE))?, post)
    }};
}

async fn delete(ask: Ask) -> Outcome {
    let (eyes, account, guid) = (ask.eyes(), ask.account(), ask.guid("guid", POST_GONE)?);
    let comment = ask.guid("comment", GONE);
    let deleted = ask.pod().write::<_, Fault>(move |tx, cx| {
        let (comment, post) = find!(tx, eyes, guid, comment);
        if comment.author != account.person && post.author != account.person {
            return Err(Fault::of(403, NOT_DELETED));
        }
        let deleted = retractions::delete_comment(tx, cx, &account, &comment.guid);
        deleted.map_err(|why| Fault::told(why, GONE, NOT_DELETED))
    });
    deleted.await.map(|()| done())
}

async fn report(ask: Ask) -> Outcome {
    let (eyes, account, guid) = (ask.eyes(), ask.account(), ask.guid("guid", POST_GONE)?);
    let (comment, reason) = (ask.guid("comment", GONE), ask.required("reason"));
    let reported = ask.pod().write::<_, Fault>(move |tx, cx| {
        let (comment, _) = find!(tx, eyes, guid, comment);
        let reason = reason?;
        if reports::exists(tx, Reported::Comment(comment.id), &account)? {
            return Err(Fault::of(409, REPORTED));
        }
        reports::create_on_comment(tx, cx, &account, &comment.guid, &reason)?;
        Ok(())
    });
    reported.await.map(|()| done())
}
