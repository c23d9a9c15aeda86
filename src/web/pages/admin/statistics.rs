//! Numbers of the pod for those who run it (W-226).

use super::super::super::layout::Shell;
use super::super::super::parts::day;
use super::super::super::reply::{Failure, page as reply_page};
use super::super::super::session::Visit;
use super::{PLACE, Tab, framed};
use crate::domain::Refused;
use crate::domain::statistics::{self, Compared, Range, Usage, Week};
use crate::domain::views::{self, admin::Tasks};
use maud::{Markup, html};
use warp::reply::Response;

/// Spans to compare, as they stand in the address.
const RANGES: &[(&str, Range, &str)] = &[
    ("daily", Range::Day, "admin-stats-day"),
    ("week", Range::Week, "admin-stats-week"),
    ("2weeks", Range::TwoWeeks, "admin-stats-two-weeks"),
    ("month", Range::Month, "admin-stats-month"),
];

fn show(shell: &Shell, tasks: Tasks, range: Range, usage: &Usage, all: &[Week]) -> Markup {
    let words = shell.words;
    let row = |name: &str, numbers: Compared| {
        html! {
            tr { th scope="row" { (words.say(name)) } td { (numbers.now) } td { (numbers.before) } td { (percent(shell, numbers)) } }
        }
    };
    let body = html! {
        div.card.stack {
            nav.pills aria-label=(words.say("admin-stats-span")) {
                @for (name, of, words_of) in RANGES {
                    a.pill href={ "/admin/statistics?range=" (name) } aria-current=[(*of == range).then_some("page")] { (words.say(words_of)) }
                }
            }
            div.scroll tabindex="0" role="region" aria-label=(words.say("admin-stats-usage")) {
                table {
                    thead { tr {
                        th { span.vh { (words.say("admin-stats-what")) } }
                        th scope="col" { (words.say("admin-stats-last")) }
                        th scope="col" { (words.say("admin-stats-before")) }
                        th scope="col" { (words.say("admin-stats-change")) }
                    } }
                    tbody {
                        (row("admin-stats-sign-ups", usage.sign_ups))
                        (row("admin-stats-posts", usage.posts))
                        (row("admin-stats-reshares", usage.reshares))
                        (row("admin-stats-comments", usage.comments))
                    }
                }
            }
            p.soft {
                (words.say_with("admin-stats-users", &[
                    ("total", usage.users.total.into()), ("half", usage.users.half_year.into()), ("month", usage.users.month.into()),
                ]))
            }
        }
        section.card.stack {
            h2 { (words.say("admin-stats-tags")) }
            @if usage.tags.is_empty() { p.soft { (words.say("admin-stats-no-tags")) } }
            p.tagline { @for (tag, count) in &usage.tags { a href={ "/tags/" (tag) } { "#" (tag) } " " span.meta { (count) } " " } }
        }
        section.card.stack {
            h2 { (words.say("admin-stats-weeks")) }
            (weeks(shell, all))
        }
    };
    framed(shell, Tab::Statistics, tasks, &body)
}

/// New accounts week by week, closed ones struck through.
pub(super) fn weeks(shell: &Shell, weeks: &[Week]) -> Markup {
    html! {
        dl.facts {
            @for week in weeks {
                dt { (day(shell.words, week.start)) " " span.meta { (week.names.len()) } }
                dd {
                    @for (name, is_closed) in &week.names {
                        a href={ "/admin/users/" (name) } { @if *is_closed { s { (name) } } @else { (name) } } " "
                    }
                }
            }
        }
        @if weeks.is_empty() { p.soft { (shell.words.say("admin-stats-nobody")) } }
    }
}

/// The change against the span before.
pub(super) fn percent(shell: &Shell, numbers: Compared) -> Markup {
    html! {
        @match numbers.change() {
            Some(change) => span.meta { " " bdi dir="ltr" { (if change > 0 { "+" } else { "" }) (change) " %" } },
            None => span.meta { " " (shell.words.say("admin-stats-new")) },
        }
    }
}

pub(super) async fn open(visit: Visit) -> Result<Response, Failure> {
    let asked = visit.query("range").unwrap_or_default();
    let range = RANGES.iter().find(|(name, ..)| *name == asked).map_or(Range::Week, |(_, range, _)| *range);
    let (eyes, now) = (visit.eyes(), visit.now());
    let (shell, tasks, usage, weeks) = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            let shell = views::shell(tx, eyes.look())?;
            let usage = statistics::usage(tx, now, range)?;
            Ok((shell, views::admin::tasks(tx)?, usage, statistics::weeks(tx)?))
        })
        .await?;
    Ok(reply_page(&visit, show(&visit.dress(shell, PLACE), tasks, range, &usage, &weeks)))
}
