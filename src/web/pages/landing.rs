//! The front page for strangers (W-001).

use super::super::layout::{Place, Shell, mark, page};
use super::super::parts::{icon, pager, stream};
use super::super::reply::{Failure, answer, go, page as reply_page};
use super::super::session::Visit;
use super::super::{Web, get, visit};
use crate::domain::Refused;
use crate::domain::views::{self, Stream, StreamPage};
use maud::{Markup, html};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::reply::Response;

/// What the pod is, the ways in, and what people say in public here.
pub(in crate::web) fn show(shell: &Shell, posts: &StreamPage) -> Markup {
    let promise = |picture: &str, title: &str, words: &str| {
        html! { div { (icon(picture)) h2 { (title) } p { (words) } } }
    };
    let body = html! {
        section.card.welcome {
            (mark())
            h1 { (shell.view.pod_name) }
            p.lead.soft { "A home for people who know each other, open to the whole diaspora* network." }
            div.row {
                a.button.button-main href="/users/sign_in" { "Sign in" }
                @if shell.view.is_open { a.button href="/users/sign_up" { "Make an account" } }
            }
            div.promise {
                (promise("lock", "You choose who sees it", "Every post goes to the people you pick, and to nobody else."))
                (promise("people", "Your people, anywhere", "Share with anybody on any pod, as easily as next door."))
                (promise("home", "It stays at home", "Your words and pictures live on this pod. No ads, nobody watching."))
            }
        }
        @if !posts.posts.is_empty() {
            h2.title { "Said in public" }
            (stream(shell, &posts.posts))
            (pager("/public", "Older posts", posts.older.as_deref()))
        }
    };
    page(shell, "Welcome", &body)
}

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    warp::path::end().and(get()).and(visit(web)).then(|begun| answer(begun, open)).boxed()
}

/// W-003: whoever is signed in goes straight to their stream.
async fn open(visit: Visit) -> Result<Response, Failure> {
    if visit.session().is_some() {
        return Ok(go(&visit, "/stream"));
    }
    let eyes = visit.eyes();
    let (shell, posts) = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            Ok((views::shell(tx, eyes.look())?, views::stream(tx, eyes.look(), &Stream::Public, None)?))
        })
        .await?;
    Ok(reply_page(&visit, show(&visit.dress(shell, Place::Elsewhere), &posts)))
}

#[cfg(test)]
mod tests {
    use super::super::super::layout::Place;
    use super::super::super::sample;
    use super::*;

    // W-001
    #[test]
    fn the_way_to_sign_up_shows_only_while_open() {
        let mut shell = sample::stranger(Place::Elsewhere);
        let posts = StreamPage::default();
        assert!(show(&shell, &posts).into_string().contains("/users/sign_up"));
        shell.view.is_open = false;
        let text = show(&shell, &posts).into_string();
        assert!(!text.contains("/users/sign_up") && text.contains("/users/sign_in") && text.contains("Maple Street"));
    }
}
