//! The pod at a glance (W-229).

use super::super::super::layout::Shell;
use super::super::super::parts::when;
use super::super::super::reply::{Failure, page as reply_page};
use super::super::super::session::Visit;
use super::super::certificate::{moment, told};
use super::statistics::{percent, weeks};
use super::{PLACE, Tab, framed};
use crate::config::paths;
use crate::domain::views::{self, admin::DashboardView};
use crate::domain::{Certificate, Refused, Urgency};
use maud::{Markup, html};
use warp::reply::Response;

/// What the machine says.
#[derive(Debug, Clone, Copy, Default)]
struct Disk {
    free: u64,
    size: u64,
}

fn show(shell: &Shell, view: &DashboardView, disk: Disk, certificate: &Certificate) -> Markup {
    let words = shell.words;
    let version = env!("CARGO_PKG_VERSION");
    let body = html! {
        div.figures {
            (figure(&words.say("admin-dash-reports"), &view.tasks.reports.to_string(), Some("/admin/reports"), view.tasks.reports > 0))
            (figure(&words.say("admin-dash-applicants"), &view.tasks.applicants.to_string(), Some("/admin/waiting"), view.tasks.applicants > 0))
            (figure(&words.say("admin-dash-people"), &view.usage.users.total.to_string(), Some("/admin/users"), false))
            (figure(&words.say("admin-dash-active"), &view.usage.users.month.to_string(), Some("/admin/statistics"), false))
            (figure(&words.say("admin-dash-deliveries"), &view.queue.deliveries.to_string(), Some("/admin/queue"), false))
            (figure(&words.say("admin-dash-received"), &view.queue.received.to_string(), Some("/admin/queue"), false))
            (figure(&words.say("admin-dash-pods"), &view.pods.to_string(), Some("/admin/pods"), false))
            (figure(&words.say("admin-dash-offline"), &view.offline.to_string(), Some("/admin/pods"), false))
        }
        section.card.stack {
            h2 { (words.say("admin-dash-program")) }
            p { (words.say_with("admin-dash-version", &[("version", version.into())])) }
            p.soft { (words.say("admin-dash-newer")) }
            p { a href="/source" { (words.say("admin-dash-releases")) } }
            @if disk.size > 0 {
                p { (words.say_with("admin-dash-disk", &[("free", size(disk.free).into()), ("size", size(disk.size).into())])) }
                meter min="0" max=(disk.size / 1024) value=((disk.size - disk.free.min(disk.size)) / 1024)
                    high=(disk.size / 1024 / 100 * 95) aria-label=(words.say("admin-dash-disk-name")) {}
            }
            @if let Some(oldest) = view.queue.oldest {
                p { (words.say("admin-dash-oldest")) " " (when(shell, oldest)) }
            }
        }
        (vouched(shell, certificate))
        section.card.stack {
            h2 { (words.say("admin-stats-weeks")) }
            (weeks(shell, &view.weeks))
        }
        section.card.stack {
            h2 { (words.say("admin-dash-week")) }
            dl.facts {
                dt { (words.say("admin-stats-posts")) } dd { (view.usage.posts.now) (percent(shell, view.usage.posts)) }
                dt { (words.say("admin-stats-comments")) } dd { (view.usage.comments.now) (percent(shell, view.usage.comments)) }
                dt { (words.say("admin-stats-reshares")) } dd { (view.usage.reshares.now) (percent(shell, view.usage.reshares)) }
            }
            @if !view.usage.tags.is_empty() {
                h3 { (words.say("admin-stats-tags")) }
                p.tagline { @for (tag, count) in &view.usage.tags { a href={ "/tags/" (tag) } { "#" (tag) } " " span.meta { (count) } " " } }
            }
        }
    };
    framed(shell, Tab::Dashboard, view.tasks, &body)
}

/// How the certificate stands; nothing where a proxy has it (H-048).
fn vouched(shell: &Shell, certificate: &Certificate) -> Markup {
    let words = shell.words;
    html! {
        @if certificate.is_automatic || certificate.until.is_some() {
            section.card.stack {
                h2 { (words.say("certificate-admin")) }
                @match certificate.until {
                    Some(until) => p { (words.say("certificate-until")) " " (moment(until)) },
                    None => p { (words.say("certificate-none")) },
                }
                @if let Some(trouble) = &certificate.trouble {
                    @match trouble.urgency {
                        Urgency::Low => {},
                        Urgency::Raised => p { b { (words.say("certificate-raised")) } },
                        Urgency::High => p { b { (words.say("certificate-high")) } },
                    }
                    p { (words.say("certificate-trouble")) }
                    (told(shell, trouble))
                    @if let Some(next) = certificate.next { p.soft { (words.say("certificate-next")) " " (moment(next)) } }
                }
            }
        }
    }
}

fn figure(name: &str, number: &str, to: Option<&str>, is_loud: bool) -> Markup {
    html! {
        a.card.figure.figure-loud[is_loud] href=[to] { b { (number) } span { (name) } }
    }
}

/// Bytes as people read them.
pub(super) fn size(bytes: u64) -> String {
    let units = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];
    let (unit, name) = units.into_iter().find(|(unit, _)| bytes >= *unit).unwrap_or((1, "B"));
    let tenths = bytes / (unit / 10).max(1);
    if unit == 1 { format!("{bytes} {name}") } else { format!("{}.{} {name}", tenths / 10, tenths % 10) }
}

pub(super) async fn open(visit: Visit) -> Result<Response, Failure> {
    let (eyes, now) = (visit.eyes(), visit.now());
    let (shell, view) = visit
        .pod()
        .read::<_, Refused>(move |tx| Ok((views::shell(tx, eyes.look())?, views::admin::dashboard(tx, now)?)))
        .await?;
    let state = visit.web().config.now().paths().state.clone();
    let certificate = visit.pod().certificate();
    // A disk that does not answer is shown as none.
    let disk = Disk { free: paths::free_space(&state).unwrap_or(0), size: paths::disk_size(&state).unwrap_or(0) };
    Ok(reply_page(&visit, show(&visit.dress(shell, PLACE), &view, disk, &certificate)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_in_their_unit() {
        for (bytes, text) in [(0, "0 B"), (1023, "1023 B"), (1 << 20, "1.0 MiB"), (3 << 29, "1.5 GiB")] {
            assert_eq!(size(bytes), text);
        }
    }
}
