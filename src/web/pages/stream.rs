//! Streams: main, activity, liked, commented, mentions, tags, aspects, public, local
//! (spec/features.md §6).

use super::super::layout::{Place, Shell, hidden, page};
use super::super::parts::{Draft, empty, icon, pager, publisher_opener, stream};
use super::super::reply::{Failure, answer, go, page as reply_page};
use super::super::session::Visit;
use super::super::{Web, get, posted, sending, visit};
use super::tag;
use crate::domain::Refused;
use crate::domain::accounts;
use crate::domain::people;
use crate::domain::sessions;
use crate::domain::views::{self, AspectView, DefaultAudience, Stream, StreamPage, ViewerView};
use crate::model::{AspectId, StreamKind};
use maud::{Markup, html};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::reply::Response;

/// A stream with the publisher above it.
pub(in crate::web) fn show(shell: &Shell, title: &str, posts: &StreamPage) -> Markup {
    let draft = shell.viewer().map(|viewer| draft(shell, viewer));
    whole(shell, title, &html! {}, draft.as_ref(), posts)
}

/// A stream: what is chosen in it, the publisher, the posts.
fn whole(shell: &Shell, title: &str, head: &Markup, draft: Option<&Draft>, posts: &StreamPage) -> Markup {
    let is_first = !shell.path.contains("after=");
    let body = html! {
        h1.vh[shell.viewer().is_some()] { (title) }
        (head)
        @if let (Some(viewer), Some(draft)) = (shell.viewer(), draft) { (publisher_opener(shell, viewer, draft)) }
        div.cards data-live=[(shell.place == Place::Stream && is_first).then_some("/stream")] {
            @if posts.posts.is_empty() { (nothing(shell)) } @else { (stream(shell, &posts.posts)) }
        }
        (pager(&shell.path, &shell.words.say("stream-older"), posts.older.as_deref()))
    };
    page(shell, title, &body)
}

/// On an aspect's stream the publisher writes to that aspect (W-183).
fn draft(shell: &Shell, viewer: &ViewerView) -> Draft {
    let mut draft = Draft::empty(viewer);
    if let Place::Aspect(id) = shell.place {
        draft.audience = DefaultAudience::Aspects(vec![id]);
    }
    draft
}

/// What to do where nothing is yet (W-190).
fn nothing(shell: &Shell) -> Markup {
    let say = |name: &str| shell.words.say(name);
    if shell.path.contains("after=") {
        return empty(&say("stream-end-title"), &say("stream-end"), None);
    }
    let (family, action) = match shell.place {
        Place::Activity => ("activity", None),
        Place::Liked => ("liked", None),
        Place::Commented => ("commented", None),
        Place::Mentions => ("mentions", None),
        Place::Public => ("public", None),
        Place::Local => ("local", None),
        Place::Tags => ("tags", None),
        Place::Aspect(_) | Place::Aspects => ("aspects", Some(("/contacts", say("stream-choose-people")))),
        _ => ("main", Some(("/search", say("stream-find-people")))),
    };
    let action = action.as_ref().map(|(href, name)| (*href, name.as_str()));
    empty(&say(&format!("stream-none-{family}-title")), &say(&format!("stream-none-{family}")), action)
}

/// The three streams of what one did oneself, side by side.
fn activity_tabs(shell: &Shell) -> Markup {
    let tab = |href: &str, place: Place, name: &str| {
        html! { a.pill href=(href) aria-current=[(shell.place == place).then_some("page")] { (shell.words.say(name)) } }
    };
    html! {
        nav.tabs aria-label=(shell.words.say("stream-activity")) {
            (tab("/activity", Place::Activity, "stream-activity"))
            (tab("/liked", Place::Liked, "stream-liked"))
            (tab("/commented", Place::Commented, "stream-commented"))
        }
    }
}

/// Which aspects the stream shows; works as a plain form (W-183).
fn aspect_choice(shell: &Shell, own: &[AspectView], chosen: &[u64]) -> Markup {
    let say = |name: &str| shell.words.say(name);
    html! {
        form.card.stack action="/aspects" {
            input type="hidden" name="chosen" value="1";
            fieldset {
                legend.vh { (say("stream-which-aspects")) }
                div.pills {
                    @for aspect in own {
                        label.pill {
                            input type="checkbox" name="a_ids[]" value=(aspect.id) checked[chosen.contains(&aspect.id)];
                            span.check { (icon("check")) } (aspect.name)
                        }
                    }
                }
            }
            div.row {
                button.button type="submit" { (say("stream-show-aspects")) }
                a.link href={ "/aspects?chosen=1" @for aspect in own { "&a_ids[]=" (aspect.id) } } { (say("stream-all-aspects")) }
                a.link href="/aspects?chosen=1" { (say("stream-no-aspects")) }
            }
        }
    }
}

/// The first steps, until the person has taken one or closed them (W-088, W-089).
fn welcome(shell: &Shell, viewer: &ViewerView) -> Markup {
    let say = |name: &str| shell.words.say(name);
    html! {
        section.card.stack aria-label=(say("stream-welcome-title")) {
            div.row.row-ends {
                h2 { (shell.words.say_with("stream-welcome", &[("name", viewer.person.name.as_str().into())])) }
                form method="post" action="/getting_started/end" {
                    (hidden(shell))
                    button.tool type="submit" { (icon("close")) span.vh { (say("stream-welcome-close")) } }
                }
            }
            ol.numbered {
                li { (say("stream-welcome-1")) }
                li { (say("stream-welcome-2")) }
                li { (say("stream-welcome-3")) }
            }
            div.row { a.button href="/getting_started" { (say("stream-welcome-profile")) } }
        }
    }
}

/// The first post as we suggest it: a greeting, what one likes, thanks to whoever invited.
fn first_draft(shell: &Shell, viewer: &ViewerView, inviter: Option<&str>) -> Draft {
    let mut text = shell.words.say("stream-first-post");
    if !viewer.tags.is_empty() {
        let tags: Vec<String> = viewer.tags.iter().map(|tag| format!("#{tag}")).collect();
        text.push(' ');
        text.push_str(&shell.words.say_with("stream-first-post-tags", &[("tags", tags.join(", ").into())]));
    }
    if let Some(inviter) = inviter {
        text.push(' ');
        text.push_str(
            &shell.words.say_with("stream-first-post-thanks", &[("person", format!("@{{{inviter}}}").into())]),
        );
    }
    let mut draft = Draft::empty(viewer);
    (draft.text, draft.audience) = (text, DefaultAudience::Public);
    draft
}

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let own = |kind: StreamKind, place: Place, title: &'static str| {
        move |begun| answer(begun, move |visit| open_own(visit, kind, place, title))
    };
    let main = warp::path!("stream").and(get()).and(visit(web)).then(|begun| answer(begun, main));
    let end = warp::path!("getting_started" / "end")
        .and(sending(web))
        .then(|begun, body| posted(begun, body, |visit, _| end_welcome(visit)));
    let activity = warp::path!("activity").and(get()).and(visit(web)).then(own(
        StreamKind::Activity,
        Place::Activity,
        "stream-activity",
    ));
    let liked =
        warp::path!("liked").and(get()).and(visit(web)).then(own(StreamKind::Liked, Place::Liked, "stream-liked"));
    let commented = warp::path!("commented").and(get()).and(visit(web)).then(own(
        StreamKind::Commented,
        Place::Commented,
        "stream-commented",
    ));
    let mentions = warp::path!("mentions").and(get()).and(visit(web)).then(own(
        StreamKind::Mentions,
        Place::Mentions,
        "stream-mentions",
    ));
    let tags =
        warp::path!("followed_tags").and(get()).and(visit(web)).then(own(StreamKind::Tags, Place::Tags, "stream-tags"));
    let public = warp::path!("public")
        .and(get())
        .and(visit(web))
        .then(|begun| answer(begun, |visit| open(visit, Stream::Public, Place::Public, "stream-public")));
    let local = warp::path!("local_public").and(get()).and(visit(web)).then(|begun| answer(begun, local));
    let aspects = warp::path!("aspects").and(get()).and(visit(web)).then(|begun| answer(begun, aspects));
    let all = [
        main.boxed(),
        end.boxed(),
        activity.boxed(),
        liked.boxed(),
        commented.boxed(),
        mentions.boxed(),
        tags.boxed(),
        public.boxed(),
        local.boxed(),
        aspects.boxed(),
    ];
    all.into_iter().reduce(|one, next| one.or(next).unify().boxed()).expect("there are streams")
}

/// What a page of a stream needs: the frame and the posts.
async fn read(visit: &Visit, which: Stream, place: Place) -> Result<(Shell, StreamPage), Failure> {
    let (eyes, cursor) = (visit.eyes(), visit.query("after"));
    let (shell, posts) = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            Ok((views::shell(tx, eyes.look())?, views::stream(tx, eyes.look(), &which, cursor.as_deref())?))
        })
        .await?;
    Ok((visit.dress(shell, place), posts))
}

async fn open(visit: Visit, which: Stream, place: Place, title: &str) -> Result<Response, Failure> {
    let (shell, posts) = read(&visit, which, place).await?;
    let title = shell.words.say(title);
    Ok(reply_page(&visit, show(&shell, &title, &posts)))
}

async fn open_own(visit: Visit, kind: StreamKind, place: Place, title: &str) -> Result<Response, Failure> {
    visit.account()?;
    let (shell, posts) = read(&visit, Stream::Own(kind), place).await?;
    let head = match place {
        Place::Tags => tag::followed(&shell),
        Place::Activity | Place::Liked | Place::Commented => activity_tabs(&shell),
        _ => html! {},
    };
    let draft = shell.viewer().map(Draft::empty);
    Ok(reply_page(&visit, whole(&shell, &shell.words.say(title), &head, draft.as_ref(), &posts)))
}

async fn main(visit: Visit) -> Result<Response, Failure> {
    let account = visit.account()?;
    let (shell, posts) = read(&visit, Stream::Own(StreamKind::Main), Place::Stream).await?;
    let title = shell.words.say("stream-main");
    let Some(viewer) = shell.viewer().filter(|viewer| viewer.is_new_here && visit.query("after").is_none()) else {
        return Ok(reply_page(&visit, show(&shell, &title, &posts)));
    };
    let inviter = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            let inviter = account.invited_by.map(|id| accounts::get(tx, id)).transpose()?.flatten();
            Ok(inviter.map(|inviter| people::get(tx, inviter.person)).transpose()?)
        })
        .await?;
    let inviter = inviter.map(|person| person.diaspora_id.to_string());
    let draft = first_draft(&shell, viewer, inviter.as_deref());
    Ok(reply_page(&visit, whole(&shell, &title, &welcome(&shell, viewer), Some(&draft), &posts)))
}

/// For whom it is not, there is no such page (W-185).
async fn local(visit: Visit) -> Result<Response, Failure> {
    visit.account()?;
    let eyes = visit.eyes();
    let may = visit.pod().read::<_, Refused>(move |tx| Ok(views::may_open_local(tx, eyes.look())?)).await?;
    if may { open(visit, Stream::Local, Place::Local, "stream-local").await } else { Err(Failure::Status(404)) }
}

async fn end_welcome(visit: Visit) -> Result<Response, Failure> {
    let account = visit.account()?;
    visit.pod().write::<_, Refused>(move |tx, _| accounts::end_getting_started(tx, &account)).await?;
    Ok(go(&visit, "/stream"))
}

/// The chosen aspects; the choice stays with the session, and without one all are shown (W-183).
async fn aspects(visit: Visit) -> Result<Response, Failure> {
    visit.account()?;
    let shell = visit.shell(Place::Aspects).await?;
    let own = shell.viewer().map(|viewer| viewer.aspects.clone()).unwrap_or_default();
    let asked: Vec<u64> = visit.queries("a_ids[]").iter().filter_map(|id| id.parse().ok()).collect();
    let remembered = visit.session().and_then(|session| session.aspects.clone());
    let is_asked = !asked.is_empty() || visit.query("chosen").is_some();
    let wanted = |id: u64| match (&remembered, is_asked) {
        (_, true) => asked.contains(&id),
        (Some(ids), false) => ids.contains(&AspectId(id)),
        (None, false) => true,
    };
    let chosen: Vec<AspectView> = own.iter().filter(|aspect| wanted(aspect.id)).cloned().collect();
    if chosen.is_empty() && !asked.is_empty() {
        return Err(Failure::Status(404));
    }
    let ids: Vec<AspectId> = chosen.iter().map(|aspect| AspectId(aspect.id)).collect();
    let is_all = chosen.len() == own.len();
    remember(&visit, (!is_all).then(|| ids.clone()), remembered.as_ref(), is_asked).await?;
    let place = match chosen.as_slice() {
        [one] => Place::Aspect(one.id),
        _ => Place::Aspects,
    };
    let title = match chosen.as_slice() {
        some if !some.is_empty() && !is_all => names(some),
        _ => shell.words.say("stream-aspects"),
    };
    let (shell, posts) = read(&visit, Stream::Aspects(ids), place).await?;
    let numbers: Vec<u64> = chosen.iter().map(|aspect| aspect.id).collect();
    let head = aspect_choice(&shell, &own, &numbers);
    let draft = shell.viewer().map(|viewer| {
        let mut draft = Draft::empty(viewer);
        if !is_all && !numbers.is_empty() {
            draft.audience = DefaultAudience::Aspects(numbers.clone());
        }
        draft
    });
    Ok(reply_page(&visit, whole(&shell, &title, &head, draft.as_ref(), &posts)))
}

/// Notes a new choice in the session; the same again writes nothing.
async fn remember(
    visit: &Visit,
    chosen: Option<Vec<AspectId>>,
    before: Option<&Vec<AspectId>>,
    is_asked: bool,
) -> Result<(), Failure> {
    let Some(token) = visit.session().map(|session| session.token).filter(|_| is_asked) else { return Ok(()) };
    if chosen.as_ref() != before {
        visit.pod().write::<_, Refused>(move |tx, _| Ok(sessions::choose_aspects(tx, token, chosen)?)).await?;
    }
    Ok(())
}

fn names(aspects: &[AspectView]) -> String {
    aspects.iter().map(|aspect| aspect.name.as_str()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::super::super::sample;
    use super::*;

    // W-190
    #[test]
    fn an_empty_stream_says_what_to_do() {
        for place in [
            Place::Stream,
            Place::Activity,
            Place::Liked,
            Place::Commented,
            Place::Mentions,
            Place::Public,
            Place::Local,
            Place::Tags,
            Place::Aspect(1),
        ] {
            let text = show(&sample::shell(place), "Stream", &StreamPage::default()).into_string();
            assert!(text.contains("class=\"card empty\"") && !text.contains("stream-none"), "{place:?}");
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
