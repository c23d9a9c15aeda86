//! Posts with a tag, and people who describe themselves with it.

use super::super::layout::{Place, Shell, page};
use super::super::parts::{Draft, empty, face, pager, publisher_opener, stream};
use super::super::reply::{Failure, answer, go, page as reply_page};
use super::super::session::Visit;
use super::super::{Web, get, visit};
use crate::base::limits;
use crate::domain::Refused;
use crate::domain::views::{self, TagView};
use maud::{Markup, html};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::reply::Response;

/// The page of a tag (W-012, W-184).
pub(in crate::web) fn show(shell: &Shell, view: &TagView) -> Markup {
    let title = format!("#{}", view.name);
    let body = html! {
        h1 { (title) }
        @if let Some(viewer) = shell.viewer() {
            (publisher_opener(shell, viewer, &Draft::empty(viewer)))
        }
        @if !view.people.is_empty() {
            section.card.stack {
                h2.head { "People" }
                ul.faces { @for person in &view.people {
                    li { a href={ "/people/" (person.guid) } title=(person.name) { (face(person, "")) span.vh { (person.name) } } }
                } }
            }
        }
        @if view.posts.posts.is_empty() {
            (empty("Nothing with this tag yet", "Be the first: write #tags into your posts, and they gather here.", None))
        } @else { (stream(shell, &view.posts.posts)) }
        (pager(&shell.path, "Older posts", view.posts.older.as_deref()))
    };
    page(shell, &title, &body)
}

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let open = warp::path!("tags" / String).and(get()).and(visit(web));
    open.then(|name, begun| answer(begun, |visit| open_tag(visit, name))).boxed()
}

/// W-013: capitals lead to the one address of a tag.
async fn open_tag(visit: Visit, encoded: String) -> Result<Response, Failure> {
    let name = decoded(&encoded).filter(|name| name.chars().count() <= limits::SHORT).ok_or(Failure::Status(404))?;
    let lower = name.to_lowercase();
    if lower != name {
        let path: String = url::form_urlencoded::byte_serialize(lower.as_bytes()).collect();
        return Ok(go(&visit, &format!("/tags/{}", path.replace('+', "%20"))));
    }
    let (eyes, cursor) = (visit.eyes(), visit.query("after"));
    let (shell, view) = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            let view = views::tag(tx, eyes.look(), &name, cursor.as_deref())?;
            Ok((views::shell(tx, eyes.look())?, view))
        })
        .await?;
    Ok(reply_page(&visit, show(&visit.dress(shell, Place::Elsewhere), &view)))
}

/// A path segment with its percent signs undone; a plus is a plus here.
fn decoded(segment: &str) -> Option<String> {
    let pair = format!("x={}", segment.replace('+', "%2B").replace('&', "%26"));
    url::form_urlencoded::parse(pair.as_bytes()).next().map(|(_, value)| value.into_owned())
}
