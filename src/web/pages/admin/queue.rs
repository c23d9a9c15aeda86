//! Work that waits: deliveries, received messages and the rest.

use super::super::super::layout::{Shell, hidden};
use super::super::super::parts::{empty, when};
use super::super::super::reply::{Failure, page as reply_page};
use super::super::super::session::Visit;
use super::{PLACE, Tab, admin, done, framed, refused};
use crate::domain::Refused;
use crate::domain::admin::By;
use crate::domain::admin::jobs::{self, Waiting};
use crate::domain::queue::{self, QueueStats};
use crate::domain::views::{self, admin::Tasks};
use crate::model::JobId;
use maud::{Markup, html};
use warp::reply::Response;

const HERE: &str = "/admin/queue";
/// Pieces of work on one page.
const MOST: usize = 50;

fn show(shell: &Shell, tasks: Tasks, stats: QueueStats, page: usize, all: &[Waiting]) -> Markup {
    let words = shell.words;
    let now = shell.view.now;
    let body = html! {
        section.card.stack {
            dl.facts {
                dt { (words.say("admin-queue-deliveries")) } dd { (stats.deliveries) }
                dt { (words.say("admin-queue-received")) } dd { (stats.received) }
                dt { (words.say("admin-queue-other")) } dd { (stats.other) }
                @if let Some(oldest) = stats.oldest { dt { (words.say("admin-queue-oldest")) } dd { (due(shell, oldest.since(now), &when(shell, oldest))) } }
            }
            @if !all.is_empty() {
                form method="post" action={ (HERE) "/retry" } { (hidden(shell)) button.button type="submit" { (words.say("admin-queue-retry-all")) } }
            }
        }
        @if all.is_empty() { (empty(&words.say("admin-queue-none"), &words.say("admin-queue-none-hint"), None)) }
        @else {
            section.card {
                ul.places {
                    @for job in all.iter().take(MOST) {
                        li {
                            div.who {
                                b { (words.say(&format!("admin-work-{}", job.kind.replace(' ', "-")))) }
                                @if !job.about.is_empty() { " " bdi { (job.about) } }
                                p.meta {
                                    (due(shell, job.due.since(now), &when(shell, job.due)))
                                    @if job.failures > 0 { " · " (words.say_with("admin-queue-failures", &[("count", job.failures.into())])) }
                                }
                            }
                            form method="post" action={ (HERE) "/" (job.id) "/retry" } { (hidden(shell)) button.button type="submit" { (words.say("admin-queue-retry")) } }
                            form method="post" action={ (HERE) "/" (job.id) "/drop" } { (hidden(shell)) button.button.button-danger type="submit" { (words.say("admin-queue-drop")) } }
                        }
                    }
                }
            }
        }
        @if all.len() > MOST { nav.pager aria-label=(words.say("admin-pages")) { a.button rel="next" href={ (HERE) "?page=" (page + 1) } { (words.say("admin-queue-later")) } } }
    };
    framed(shell, Tab::Queue, tasks, &body)
}

/// When something is due: in so many minutes, or since when it could have been done.
fn due(shell: &Shell, seconds: i64, moment: &Markup) -> Markup {
    let minutes = u64::try_from(seconds / 60 + 1).unwrap_or(0);
    html! {
        @if seconds > 0 { (shell.words.say_with("admin-queue-in", &[("minutes", minutes.into())])) }
        @else { (shell.words.say("admin-queue-since")) " " (moment) }
    }
}

pub(super) async fn open(visit: Visit) -> Result<Response, Failure> {
    let page = visit.query("page").and_then(|text| text.parse::<usize>().ok()).unwrap_or(0).min(10_000);
    let eyes = visit.eyes();
    let (shell, tasks, stats, all) = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            let all = jobs::list(tx, page * MOST, MOST + 1)?;
            Ok((views::shell(tx, eyes.look())?, views::admin::tasks(tx)?, queue::stats(tx)?, all))
        })
        .await?;
    Ok(reply_page(&visit, show(&visit.dress(shell, PLACE), tasks, stats, page, &all)))
}

pub(super) async fn act(visit: Visit, id: Option<String>, verb: String) -> Result<Response, Failure> {
    let account = admin(&visit, HERE.to_owned())?;
    let id = match id {
        Some(text) => Some(JobId(text.parse().map_err(|_| Failure::Status(404))?)),
        None => None,
    };
    let said = match verb.as_str() {
        "retry" => "admin-said-retried",
        "drop" if id.is_some() => "admin-said-dropped",
        _ => return Err(Failure::Status(404)),
    };
    let outcome = visit.pod().write::<_, Refused>(move |tx, cx| {
        let by = By::Account(&account);
        match id {
            None => jobs::retry_all(tx, cx, by),
            Some(id) if verb == "retry" => jobs::retry(tx, cx, by, id).map(|()| 1),
            Some(id) => jobs::drop(tx, cx, by, id).map(|()| 1),
        }
    });
    match outcome.await {
        Ok(count) => Ok(done(&visit, HERE, said, &[("count", count.into())])),
        Err(why) => refused(&visit, HERE, why),
    }
}
