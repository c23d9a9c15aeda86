//! The front page for strangers (W-001, W-232).

use super::super::layout::{Place, Shell, mark, page};
use super::super::parts::{icon, pager, stream};
use super::super::reply::{Failure, answer, go, page as reply_page};
use super::super::session::Visit;
use super::super::{Web, get, visit};
use crate::domain::views::{self, Stream, StreamPage};
use crate::domain::{Refused, accounts};
use crate::model::TextPlace;
use maud::{Markup, PreEscaped, html};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::reply::Response;

/// What the pod is, the ways in, and what people say in public here. `lead` is the pod in one
/// sentence, `own` the admins' own text as sanitised HTML; `is_orphaned` when nobody runs the pod.
pub(in crate::web) fn show(
    shell: &Shell,
    lead: &str,
    is_orphaned: bool,
    own: Option<&str>,
    posts: &StreamPage,
) -> Markup {
    let words = shell.words;
    let promise = |picture: &str, title: &str, text: &str| {
        html! { div { (icon(picture)) h2 { (words.say(title)) } p { (words.say(text)) } } }
    };
    let body = html! {
        @if is_orphaned {
            div.note { (icon("alert")) p { (words.say("landing-orphaned")) " " a href="/podmin" { (words.say("landing-orphaned-how")) } } }
        }
        section.card.welcome {
            (mark())
            h1 { (shell.view.pod_name) }
            p.lead.soft { @if lead.is_empty() { (words.say("landing-lead")) } @else { (lead) } }
            div.row {
                a.button.button-main href="/users/sign_in" { (words.say("landing-sign-in")) }
                @if shell.view.is_open { a.button href="/users/sign_up" { (words.say("landing-sign-up")) } }
            }
            @match own {
                Some(own) => div.words { (PreEscaped(own)) },
                None => div.promise {
                    (promise("lock", "landing-choose", "landing-choose-text"))
                    (promise("people", "landing-people", "landing-people-text"))
                    (promise("home", "landing-home", "landing-home-text"))
                },
            }
        }
        @if !posts.posts.is_empty() {
            h2.title { (words.say("landing-public")) }
            (stream(shell, &posts.posts))
            (pager("/public", &words.say("landing-older"), posts.older.as_deref()))
        }
    };
    page(shell, &words.say("landing-title"), &body)
}

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    warp::path::end().and(get()).and(visit(web)).then(|begun| answer(begun, open)).boxed()
}

/// W-003: whoever is signed in goes straight to their stream; admins may look at the front page.
async fn open(visit: Visit) -> Result<Response, Failure> {
    if visit.session().is_some() && visit.query("front").is_none() {
        return Ok(go(&visit, "/stream"));
    }
    let eyes = visit.eyes();
    let (shell, is_orphaned, posts, own) = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            let own = views::pod_text(tx, eyes.look(), TextPlace::Landing)?;
            let posts = views::stream(tx, eyes.look(), &Stream::Public, None)?;
            Ok((views::shell(tx, eyes.look())?, !accounts::has_admin(tx)?, posts, own))
        })
        .await?;
    let policy = visit.instance().map(|instance| &instance.policy);
    let lead = policy.map_or("", |policy| policy.description.as_str());
    Ok(reply_page(&visit, show(&visit.dress(shell, Place::Elsewhere), lead, is_orphaned, own.as_deref(), &posts)))
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
        assert!(show(&shell, "", false, None, &posts).into_string().contains("/users/sign_up"));
        shell.view.is_open = false;
        let text = show(&shell, "", false, None, &posts).into_string();
        assert!(!text.contains("/users/sign_up") && text.contains("/users/sign_in") && text.contains("Maple Street"));
    }
}
