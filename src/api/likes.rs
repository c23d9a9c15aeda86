//! Likes on posts and comments (spec/api-v1.md §4.5).

use super::answer::{Fault, Outcome, done};
use super::ask::Ask;
use super::comments::GONE as COMMENT_GONE;
use super::endpoint::{Answer, Endpoint, Paging, Verb, run};
use super::page::numbered;
use super::posts::GONE as POST_GONE;
use super::shape::Shaper;
use crate::domain::views::plain;
use crate::domain::{comments, likes as rules, posts, retractions};
use crate::model::Liked;

const AGAIN: &str = "Like already exists";
const NONE: &str = "Like doesn’t exist";
const NOT_ALLOWED: &str = "User is not allowed to like";

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        verb: Verb::Get,
        path: "posts/{guid}/likes",
        scopes: &["public:read"],
        summary: "Lists the likes of a post, one's own first",
        fields: &[],
        paging: Paging::Index,
        answer: Answer::Many("Like"),
        errors: &[404],
        run: run!(list),
    },
    Endpoint {
        verb: Verb::Post,
        path: "posts/{guid}/likes",
        scopes: &["interactions", "public:read"],
        summary: "Likes a post",
        fields: &[],
        paging: Paging::None,
        answer: Answer::Nothing(204),
        errors: &[404, 409, 422],
        run: run!(create),
    },
    Endpoint {
        verb: Verb::Delete,
        path: "posts/{guid}/likes",
        scopes: &["interactions", "public:read"],
        summary: "Takes back a like on a post",
        fields: &[],
        paging: Paging::None,
        answer: Answer::Nothing(204),
        errors: &[404, 410, 422],
        run: run!(delete),
    },
    Endpoint {
        verb: Verb::Get,
        path: "posts/{guid}/comments/{comment}/likes",
        scopes: &["public:read"],
        summary: "Lists the likes of a comment, one's own first",
        fields: &[],
        paging: Paging::Index,
        answer: Answer::Many("Like"),
        errors: &[404],
        run: run!(list),
    },
    Endpoint {
        verb: Verb::Post,
        path: "posts/{guid}/comments/{comment}/likes",
        scopes: &["interactions", "public:read"],
        summary: "Likes a comment",
        fields: &[],
        paging: Paging::None,
        answer: Answer::Nothing(204),
        errors: &[404, 409, 422],
        run: run!(create),
    },
    Endpoint {
        verb: Verb::Delete,
        path: "posts/{guid}/comments/{comment}/likes",
        scopes: &["interactions", "public:read"],
        summary: "Takes back a like on a comment",
        fields: &[],
        paging: Paging::None,
        answer: Answer::Nothing(204),
        errors: &[404, 410, 422],
        run: run!(delete),
    },
];

/// What the path names: a post, or a comment below it.
macro_rules! target {
    ($tx:expr, $eyes:expr, $post:expr, $comment:expr) => {{
        let post = posts::find($tx, &$post, $eyes.viewer()).map_err(|why| Fault::told(why, POST_GONE, POST_GONE))?;
        match &$comment {
            None => Liked::Post(post.id),
            Some(guid) => {
                let guid = guid.as_ref().map_err(|_| Fault::of(404, COMMENT_GONE))?;
                let found = comments::by_guid($tx, guid)?.filter(|comment| comment.post == post.id);
                Liked::Comment(found.ok_or(Fault::of(404, COMMENT_GONE))?.id)
            }
        }
    }};
}

fn comment(ask: &Ask) -> Option<Result<crate::base::Guid, Fault>> {
    (!ask.part("comment").is_empty()).then(|| ask.guid("comment", COMMENT_GONE))
}

async fn list(ask: Ask) -> Outcome {
    let (eyes, guid, comment) = (ask.eyes(), ask.guid("guid", POST_GONE)?, comment(&ask));
    let found = ask.pod().read::<_, Fault>(move |tx| {
        let target = target!(tx, eyes, guid, comment);
        Ok(plain::likes(tx, eyes.look(), target)?)
    });
    let shaper = Shaper(ask.pod().planned().0);
    Ok(numbered(&ask, &found.await?, |like| shaper.like(like)))
}

async fn create(ask: Ask) -> Outcome {
    let (eyes, account, guid, comment) = (ask.eyes(), ask.account(), ask.guid("guid", POST_GONE)?, comment(&ask));
    let liked = ask.pod().write::<_, Fault>(move |tx, cx| {
        let target = target!(tx, eyes, guid, comment);
        if rules::of_person(tx, target, account.person)?.is_some() {
            return Err(Fault::of(409, AGAIN));
        }
        let liked = match comment {
            Some(Ok(comment)) => rules::create_on_comment(tx, cx, &account, &comment),
            _ => rules::create_on_post(tx, cx, &account, &guid),
        };
        liked.map_err(|why| Fault::told(why, POST_GONE, NOT_ALLOWED))
    });
    liked.await.map(|()| done())
}

async fn delete(ask: Ask) -> Outcome {
    let (eyes, account, guid, comment) = (ask.eyes(), ask.account(), ask.guid("guid", POST_GONE)?, comment(&ask));
    let unliked = ask.pod().write::<_, Fault>(move |tx, cx| {
        let target = target!(tx, eyes, guid, comment);
        if rules::of_person(tx, target, account.person)?.is_none() {
            return Err(Fault::of(410, NONE));
        }
        retractions::unlike(tx, cx, &account, target).map_err(|why| Fault::told(why, POST_GONE, NOT_ALLOWED))
    });
    unliked.await.map(|()| done())
}
