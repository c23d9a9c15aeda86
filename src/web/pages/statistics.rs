//! What everybody may know about the pod (W-015), and the page of people worth meeting (W-231).

use super::super::layout::{Place, Shell, page};
use super::super::parts::{empty, person_line};
use super::super::reply::{Failure, answer, page as reply_page};
use super::super::session::Visit;
use super::super::{Web, get, visit};
use crate::domain::Refused;
use crate::domain::instance;
use crate::domain::spotlight;
use crate::domain::statistics::{self, Public};
use crate::domain::views::{self, PersonView};
use maud::{Markup, html};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

fn show(shell: &Shell, numbers: &Public) -> Markup {
    let words = shell.words;
    let row = |name: &str, number: Option<u64>| {
        html! { @if let Some(number) = number { dt { (words.say(name)) } dd { (number) } } }
    };
    let open = if shell.view.is_open { "landing-stats-open" } else { "landing-stats-closed" };
    let body = html! {
        h1 { (words.say("landing-stats-title")) }
        section.card.stack {
            dl.facts {
                dt { (words.say("landing-stats-name")) } dd { (shell.view.pod_name) }
                dt { (words.say("landing-stats-host")) } dd { bdi { (shell.view.pod_host) } }
                dt { (words.say("landing-stats-version")) } dd { "seedpod " (env!("CARGO_PKG_VERSION")) }
                dt { (words.say("landing-stats-registration")) } dd { (words.say(open)) }
                (row("landing-stats-users", numbers.users.map(|users| users.total)))
                (row("landing-stats-half-year", numbers.users.map(|users| users.half_year)))
                (row("landing-stats-month", numbers.users.map(|users| users.month)))
                (row("landing-stats-posts", numbers.posts))
                (row("landing-stats-comments", numbers.comments))
            }
        }
    };
    page(shell, &words.say("landing-stats-title"), &body)
}

fn meet(shell: &Shell, people: &[PersonView], suggest: &str) -> Markup {
    let words = shell.words;
    let body = html! {
        h1 { (words.say("landing-spotlight-title")) }
        p.lead { (words.say("landing-spotlight-lead")) }
        @if people.is_empty() { (empty(&words.say("landing-spotlight-none"), &words.say("landing-spotlight-none-hint"), None)) }
        @else { section.card { ul.places { @for person in people { li { (person_line(person)) } } } } }
        @if !suggest.is_empty() {
            div.row { a.button href={ "mailto:" (suggest) } { (words.say("landing-spotlight-suggest")) } }
        }
    };
    page(shell, &words.say("landing-spotlight-title"), &body)
}

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let numbers = warp::path!("statistics").and(get()).and(visit(web)).then(|begun| answer(begun, open));
    let meet = warp::path!("community_spotlight").and(get()).and(visit(web)).then(|begun| answer(begun, open_meet));
    numbers.boxed().or(meet.boxed()).unify().boxed()
}

/// For people; programs read NodeInfo.
async fn open(visit: Visit) -> Result<Response, Failure> {
    let accepts = visit.header("accept");
    if accepts.contains("json") && !accepts.contains("html") {
        return Err(Failure::Status(StatusCode::NOT_ACCEPTABLE.as_u16()));
    }
    let (eyes, now) = (visit.eyes(), visit.now());
    let read =
        visit.pod().read::<_, Refused>(move |tx| Ok((views::shell(tx, eyes.look())?, statistics::public(tx, now)?)));
    let (shell, numbers) = read.await?;
    Ok(reply_page(&visit, show(&visit.dress(shell, Place::Elsewhere), &numbers)))
}

async fn open_meet(visit: Visit) -> Result<Response, Failure> {
    visit.account()?;
    let eyes = visit.eyes();
    let read = visit.pod().read::<_, Refused>(move |tx| {
        let policy = instance::policy(tx)?;
        if !policy.spotlight {
            return Err(Refused::NotFound);
        }
        let mut people = Vec::new();
        for person in spotlight::people(tx)? {
            people.push(views::person(tx, eyes.look(), person.id)?);
        }
        Ok((views::shell(tx, eyes.look())?, people, policy.spotlight_email))
    });
    let (shell, people, suggest) = read.await?;
    Ok(reply_page(&visit, meet(&visit.dress(shell, Place::Elsewhere), &people, &suggest)))
}
