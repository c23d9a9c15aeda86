//! What people here ask the moderators to look at (W-224).

use super::super::super::layout::{Shell, hidden};
use super::super::super::parts::{empty, person_link, when};
use super::super::super::reply::{Failure, page as reply_page};
use super::super::super::session::Visit;
use super::{PLACE, Tab, done, framed, moderator, refused};
use crate::domain::Refused;
use crate::domain::admin::By;
use crate::domain::moderation;
use crate::domain::views::{self, admin::ReportView, admin::Tasks};
use crate::model::ReportId;
use maud::{Markup, html};
use warp::reply::Response;

const HERE: &str = "/admin/reports";

fn show(shell: &Shell, tasks: Tasks, reports: &[ReportView]) -> Markup {
    let words = shell.words;
    let body = html! {
        p.lead { (words.say("admin-reports-lead")) }
        @if reports.is_empty() { (empty(&words.say("admin-reports-none"), &words.say("admin-reports-none-hint"), None)) }
        @for report in reports { (one(shell, report)) }
    };
    framed(shell, Tab::Reports, tasks, &body)
}

fn one(shell: &Shell, report: &ReportView) -> Markup {
    let words = shell.words;
    let is_admin = shell.viewer().is_some_and(|viewer| viewer.is_admin);
    let of = if report.is_comment { "admin-report-of-comment" } else { "admin-report-of-post" };
    let hint = if report.is_everywhere { "admin-report-delete-hint-all" } else { "admin-report-delete-hint-here" };
    html! {
        article.card.stack {
            h2 { (words.say(of)) " " (person_link(&report.author)) }
            @match &report.text {
                Some(text) => blockquote { (text) },
                None => p.soft { (words.say("admin-report-gone")) },
            }
            dl.facts {
                dt { (words.say("admin-report-by")) } dd { (person_link(&report.reporter)) " " span.meta { (when(shell, report.at)) } }
                dt { (words.say("admin-report-reason")) } dd { (report.reason) }
            }
            div.row {
                @if !report.url.is_empty() { a.button href=(report.url) { (words.say("admin-report-see")) } }
                @if is_admin && report.author.is_local { a.button href={ "/admin/users/" (report.author.diaspora_id.user()) } { (words.say("admin-report-user")) } }
                form method="post" action={ (HERE) "/" (report.id) "/keep" } { (hidden(shell)) button.button type="submit" { (words.say("admin-report-keep")) } }
            }
            details.confirm {
                summary.button.button-danger { (words.say("admin-report-delete")) }
                p { (words.say(hint)) }
                form method="post" action={ (HERE) "/" (report.id) "/delete" } { (hidden(shell)) button.button.button-danger type="submit" { (words.say("admin-report-delete-sure")) } }
            }
        }
    }
}

pub(super) async fn open(visit: Visit) -> Result<Response, Failure> {
    moderator(&visit)?;
    let eyes = visit.eyes();
    let (shell, tasks, reports) = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            let reports = views::admin::reports(tx, eyes.look())?;
            Ok((views::shell(tx, eyes.look())?, views::admin::tasks(tx)?, reports))
        })
        .await?;
    Ok(reply_page(&visit, show(&visit.dress(shell, PLACE), tasks, &reports)))
}

pub(super) async fn act(visit: Visit, id: String, verb: String) -> Result<Response, Failure> {
    let account = moderator(&visit)?;
    let id = ReportId(id.parse().map_err(|_| Failure::Status(404))?);
    let said = match verb.as_str() {
        "keep" => "admin-said-kept",
        "delete" => "admin-said-deleted",
        _ => return Err(Failure::Status(404)),
    };
    let outcome = visit.pod().write::<_, Refused>(move |tx, cx| {
        let by = By::Account(&account);
        if verb == "keep" { moderation::keep(tx, cx, by, id) } else { moderation::delete(tx, cx, by, id) }
    });
    match outcome.await {
        Ok(()) => Ok(done(&visit, HERE, said, &[])),
        Err(why) => refused(&visit, HERE, why),
    }
}
