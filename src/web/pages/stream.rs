//! Streams: main, activity, mentions, public, aspects (spec/features.md §6).

use super::super::layout::{Place, Shell, page};
use super::super::parts::{Draft, empty, pager, publisher_opener, stream};
use super::super::reply::{Failure, answer, page as reply_page};
use super::super::session::Visit;
use super::super::{Web, get, visit};
use crate::domain::Refused;
use crate::domain::views::{self, AspectView, DefaultAudience, Stream, StreamPage};
use crate::model::{AspectId, StreamKind};
use maud::{Markup, html};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::reply::Response;

/// A stream with the publisher above it.
pub(in crate::web) fn show(shell: &Shell, title: &str, posts: &StreamPage) -> Markup {
    let body = html! {
        h1.vh[shell.viewer().is_some()] { (title) }
        @if let Some(viewer) = shell.viewer() {
            (publisher_opener(shell, viewer, &draft(shell, Draft::empty(viewer))))
        }
        @if posts.posts.is_empty() { (nothing(shell)) } @else { (stream(shell, &posts.posts)) }
        (pager(&shell.path, "Older posts", posts.older.as_deref()))
    };
    page(shell, title, &body)
}

/// On an aspect's stream the publisher writes to that aspect (W-183).
fn draft(shell: &Shell, draft: Draft) -> Draft {
    match shell.place {
        Place::Aspect(id) => Draft { audience: DefaultAudience::Aspects(vec![id]), ..draft },
        _ => draft,
    }
}

/// What to do where nothing is yet (W-190).
fn nothing(shell: &Shell) -> Markup {
    let (title, words, action) = match shell.place {
        Place::Activity => ("Nothing of yours yet", "Posts that you write, like or comment on gather here.", None),
        Place::Mentions => {
            ("Nobody has called you yet", "When somebody writes your name with an @, the post comes here.", None)
        }
        Place::Public => ("Quiet in public", "Public posts of everybody known to this pod come here.", None),
        Place::Aspect(_) | Place::Aspects => (
            "Quiet in here",
            "Put people into this aspect, and their posts come here.",
            Some(("/contacts", "Choose people")),
        ),
        _ => (
            "Your stream is waiting",
            "Find the people you know by name or by address, share with them, and their posts come here.",
            Some(("/search", "Find people")),
        ),
    };
    html! {
        @if shell.path.contains("after=") { (empty("That was everything", "There are no older posts.", None)) }
        @else { (empty(title, words, action)) }
    }
}

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let own = |kind, place, title| {
        move |begun| {
            answer(begun, move |visit| async move {
                visit.account()?;
                open(visit, Stream::Own(kind), place, title).await
            })
        }
    };
    let main = warp::path!("stream").and(get()).and(visit(web)).then(own(StreamKind::Main, Place::Stream, "Stream"));
    let activity = warp::path!("activity").and(get()).and(visit(web)).then(own(
        StreamKind::Activity,
        Place::Activity,
        "My activity",
    ));
    let mentions =
        warp::path!("mentions").and(get()).and(visit(web)).then(own(StreamKind::Mentions, Place::Mentions, "Mentions"));
    let public = warp::path!("public")
        .and(get())
        .and(visit(web))
        .then(|begun| answer(begun, |visit| open(visit, Stream::Public, Place::Public, "Public posts")));
    let aspects = warp::path!("aspects").and(get()).and(visit(web)).then(|begun| answer(begun, aspects));
    main.boxed()
        .or(activity.boxed())
        .unify()
        .or(mentions.boxed())
        .unify()
        .or(public.boxed())
        .unify()
        .or(aspects.boxed())
        .unify()
        .boxed()
}

async fn open(visit: Visit, which: Stream, place: Place, title: &str) -> Result<Response, Failure> {
    let (eyes, cursor) = (visit.eyes(), visit.query("after"));
    let (shell, posts) = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            Ok((views::shell(tx, eyes.look())?, views::stream(tx, eyes.look(), &which, cursor.as_deref())?))
        })
        .await?;
    Ok(reply_page(&visit, show(&visit.dress(shell, place), title, &posts)))
}

/// The chosen aspects, or all of them where none is named (W-183).
async fn aspects(visit: Visit) -> Result<Response, Failure> {
    visit.account()?;
    let shell = visit.shell(Place::Aspects).await?;
    let own = shell.viewer().map(|viewer| viewer.aspects.as_slice()).unwrap_or_default();
    let asked: Vec<u64> = visit.queries("a_ids[]").iter().filter_map(|id| id.parse().ok()).collect();
    let chosen: Vec<_> = own.iter().filter(|aspect| asked.is_empty() || asked.contains(&aspect.id)).collect();
    if chosen.is_empty() && !asked.is_empty() {
        return Err(Failure::Status(404));
    }
    let place = match asked.as_slice() {
        [one] => Place::Aspect(*one),
        _ => Place::Aspects,
    };
    let title = if asked.is_empty() { "My aspects".to_owned() } else { names(&chosen) };
    let ids = chosen.iter().map(|aspect| AspectId(aspect.id)).collect();
    open(visit, Stream::Aspects(ids), place, &title).await
}

fn names(aspects: &[&AspectView]) -> String {
    aspects.iter().map(|aspect| aspect.name.as_str()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::super::super::sample;
    use super::*;

    // W-190
    #[test]
    fn an_empty_stream_says_what_to_do() {
        for place in [Place::Stream, Place::Activity, Place::Mentions, Place::Public, Place::Aspect(1)] {
            let text = show(&sample::shell(place), "Stream", &StreamPage::default()).into_string();
            assert!(text.contains("class=\"card empty\""), "{place:?}");
        }
    }

    // W-183: on an aspect's stream a new post goes to that aspect.
    #[test]
    fn the_publisher_follows_the_aspect() {
        let text = show(&sample::shell(Place::Aspect(3)), "Choir", &StreamPage::default()).into_string();
        assert!(text.contains("name=\"aspect\" value=\"3\" checked"));
        assert!(!text.contains("name=\"aspect\" value=\"1\" checked"));
    }
}
