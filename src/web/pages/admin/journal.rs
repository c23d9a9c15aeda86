//! What admins and moderators did, for all admins to see (H-129).

use super::super::super::layout::Shell;
use super::super::super::parts::{empty, when};
use super::super::super::reply::{Failure, page as reply_page};
use super::super::super::session::Visit;
use super::{PLACE, Tab, framed};
use crate::domain::Refused;
use crate::domain::admin::log::{self, Entry};
use crate::domain::views::{self, admin::Tasks};
use crate::model::{ActKind, AdminActId};
use maud::{Markup, html};
use warp::reply::Response;

/// Entries on one page.
const MOST: usize = 50;

fn show(shell: &Shell, tasks: Tasks, entries: &[(AdminActId, Entry)]) -> Markup {
    let words = shell.words;
    let body = html! {
        p.lead { (words.say("admin-log-lead")) }
        @if entries.is_empty() { (empty(&words.say("admin-log-none"), &words.say("admin-log-none-hint"), None)) }
        @else {
            section.card {
                ul.places {
                    @for (_, entry) in entries {
                        li {
                            div.who {
                                b { @match &entry.by { Some(name) => (name), None => (words.say("admin-log-machine")) } } " "
                                (words.say_with(sentence(entry.kind), &[("subject", entry.subject.as_str().into())]))
                            }
                            span.meta { (when(shell, entry.at)) }
                        }
                    }
                }
            }
        }
        @if entries.len() == MOST && let Some((last, _)) = entries.last() {
            nav.pager aria-label=(words.say("admin-pages")) { a.button rel="next" href={ "/admin/log?before=" (last) } { (words.say("admin-older")) } }
        }
    };
    framed(shell, Tab::Log, tasks, &body)
}

fn sentence(kind: ActKind) -> &'static str {
    match kind {
        ActKind::Closed => "admin-act-closed",
        ActKind::Locked => "admin-act-locked",
        ActKind::Unlocked => "admin-act-unlocked",
        ActKind::MadeAdmin => "admin-act-made-admin",
        ActKind::MadeModerator => "admin-act-made-moderator",
        ActKind::MadeMember => "admin-act-made-member",
        ActKind::SpotlightOn => "admin-act-spotlight-on",
        ActKind::SpotlightOff => "admin-act-spotlight-off",
        ActKind::GaveInvitations => "admin-act-invitations",
        ActKind::MadeResetLink => "admin-act-reset-link",
        ActKind::Approved => "admin-act-approved",
        ActKind::Declined => "admin-act-declined",
        ActKind::PodBlocked => "admin-act-pod-blocked",
        ActKind::PodUnblocked => "admin-act-pod-unblocked",
        ActKind::PersonBlocked => "admin-act-person-blocked",
        ActKind::PersonUnblocked => "admin-act-person-unblocked",
        ActKind::Changed => "admin-act-changed",
        ActKind::Reset => "admin-act-reset",
        ActKind::Wrote => "admin-act-wrote",
        ActKind::Mailed => "admin-act-mailed",
        ActKind::JobRetried => "admin-act-retried",
        ActKind::JobDropped => "admin-act-dropped",
        ActKind::ReportKept => "admin-act-kept",
        ActKind::ReportDeleted => "admin-act-deleted",
    }
}

pub(super) async fn open(visit: Visit) -> Result<Response, Failure> {
    let before = visit.query("before").and_then(|text| text.parse().ok()).map(AdminActId);
    let eyes = visit.eyes();
    let (shell, tasks, entries) = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            Ok((views::shell(tx, eyes.look())?, views::admin::tasks(tx)?, log::list(tx, before, MOST)?))
        })
        .await?;
    Ok(reply_page(&visit, show(&visit.dress(shell, PLACE), tasks, &entries)))
}
