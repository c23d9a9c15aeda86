//! Links between pods, opened from anywhere: `/link?q=web+diaspora://…` (W-154).

use super::super::layout::{Place, Shell, mark, page};
use super::super::parts::empty;
use super::super::reply::{Failure, answer, go, page as reply_page, page_with};
use super::super::session::Visit;
use super::super::{Web, get, visit};
use crate::base::limits;
use crate::domain::Refused;
use crate::domain::crosslinks::{self, Linked};
use crate::domain::views;
use maud::{Markup, html};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

/// Seconds after which a page that is still looking asks again.
const AGAIN: u32 = 4;

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    warp::path!("link").and(get()).and(visit(web)).then(|begun| answer(begun, open)).boxed()
}

async fn open(visit: Visit) -> Result<Response, Failure> {
    visit.account()?;
    let typed = visit.query("q").unwrap_or_default();
    let link: String = typed.chars().take(2 * limits::SHORT + 64).collect();
    let eyes = visit.eyes();
    let (shell, linked) = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            Ok((views::shell(tx, eyes.look())?, crosslinks::resolve(tx, &link, eyes.viewer())?))
        })
        .await?;
    Ok(match linked {
        Linked::Post(guid) => go(&visit, &format!("/posts/{guid}")),
        Linked::Comment { post, comment } => go(&visit, &format!("/posts/{post}#{comment}")),
        Linked::Person(guid) => go(&visit, &format!("/people/{guid}")),
        Linked::Address(id) => {
            let encoded: String = url::form_urlencoded::byte_serialize(id.as_str().as_bytes()).collect();
            go(&visit, &format!("/search?q={encoded}"))
        }
        Linked::Unknown { author, guid } => {
            visit.pod().write::<_, Refused>(move |tx, cx| Ok(crosslinks::look_for(tx, cx, &author, &guid)?)).await?;
            reply_page(&visit, looking(&visit.dress(shell, Place::Elsewhere)))
        }
        Linked::Looking => reply_page(&visit, looking(&visit.dress(shell, Place::Elsewhere))),
        Linked::Nowhere => page_with(&visit, StatusCode::NOT_FOUND, nowhere(&visit.dress(shell, Place::Elsewhere))),
    })
}

/// While the pod asks another pod: the page comes back by itself, or by its link.
fn looking(shell: &Shell) -> Markup {
    let words = shell.words;
    let body = html! {
        section.card.looking role="status" data-again=(AGAIN) {
            (mark())
            div {
                h1 { (words.say("link-looking")) }
                p.soft { (words.say("link-looking-more")) }
                a.link href=(shell.path) { (words.say("link-again")) }
            }
        }
    };
    page(shell, &words.say("link-looking"), &body)
}

fn nowhere(shell: &Shell) -> Markup {
    let words = shell.words;
    let title = words.say("link-nowhere");
    page(shell, &title, &empty(&title, &words.say("link-nowhere-more"), None))
}

#[cfg(test)]
mod tests {
    use super::super::super::sample;
    use super::*;

    // W-154: while looking there is a way on with and without script.
    #[test]
    fn looking_goes_on_by_itself_or_by_link() {
        let text = looking(&sample::shell(Place::Elsewhere)).into_string();
        assert!(text.contains("data-again") && text.contains("Look again"));
    }
}
