//! The pods this one knows (W-227).

use super::super::super::form::Form;
use super::super::super::layout::{Shell, hidden};
use super::super::super::parts::{Errors, Kind, empty, field, when};
use super::super::super::reply::{Failure, page as reply_page};
use super::super::super::session::Visit;
use super::{PLACE, Tab, admin, done, framed, refused};
use crate::domain::Refused;
use crate::domain::admin::By;
use crate::domain::admin::pods::{self, Summary};
use crate::domain::views::{self, admin::Tasks};
use crate::model::{PodState, RemotePod};
use maud::{Markup, html};
use warp::reply::Response;

const HERE: &str = "/admin/pods";
/// Pods on one page.
const MOST: usize = 200;

fn show(shell: &Shell, tasks: Tasks, part: &str, summary: Summary, all: &[RemotePod]) -> Markup {
    let words = shell.words;
    let numbers = [
        ("admin-pods-total", summary.total),
        ("admin-pods-active", summary.active),
        ("admin-pods-unchecked", summary.unchecked),
        ("admin-pods-without-version", summary.without_version),
        ("admin-pods-offline", summary.offline),
        ("admin-pods-blocked", summary.blocked),
    ];
    let body = html! {
        form.card.stack action=(HERE) role="search" {
            dl.facts { @for (name, number) in numbers { dt { (words.say(name)) } dd { (number) } } }
            (field("q", &words.say("admin-pods-part"), Kind { input: "search", most: Some(255), is_exact: true, ..Kind::text(part) }, &Errors::default()))
            div.row { button.button.button-main type="submit" { (words.say("admin-users-search")) } }
        }
        @if all.is_empty() { (empty(&words.say("admin-pods-none"), &words.say("admin-pods-none-hint"), None)) }
        @for pod in all.iter().take(MOST) { (one(shell, pod)) }
        @if all.len() > MOST { p.soft { (words.say("admin-pods-more")) } }
    };
    framed(shell, Tab::Pods, tasks, &body)
}

fn one(shell: &Shell, pod: &RemotePod) -> Markup {
    let words = shell.words;
    let host = pod.url.authority();
    html! {
        article.card.stack {
            div.row.row-ends {
                h2 { a href=(pod.url) rel="noopener noreferrer nofollow" { bdi { (host) } } }
                span.marks {
                    @if pod.blocked { span.chip.chip-bad { (words.say("admin-pods-is-blocked")) } }
                    span.chip.chip-bad[pod.state.is_offline()] { (words.say(state(pod.state))) }
                }
            }
            dl.facts {
                dt { (words.say("admin-pods-tls")) } dd { (words.say(if pod.url.is_https() { "admin-yes" } else { "admin-no" })) }
                dt { (words.say("admin-pods-software")) }
                dd { @if pod.software.is_empty() { (words.say("admin-unknown")) } @else { bdi { (pod.software) " " (pod.version) } } }
                dt { (words.say("admin-pods-response")) }
                dd { @match pod.response_ms { Some(time) => { (time) " ms" }, None => "–" } }
                dt { (words.say("admin-pods-added")) } dd { (when(shell, pod.first_seen)) }
                dt { (words.say("admin-pods-checked")) }
                dd { @match pod.checked { Some(at) => (when(shell, at)), None => (words.say("admin-never")) } }
                @if let Some(since) = pod.offline_since { dt { (words.say("admin-pods-since")) } dd { (when(shell, since)) } }
                @if !pod.last_failure.is_empty() { dt { (words.say("admin-pods-failure")) } dd { (pod.last_failure) } }
            }
            div.row {
                (button(shell, host, "check", "admin-pods-check", false))
                @if pod.blocked { (button(shell, host, "unblock", "admin-pods-unblock", false)) }
                @else { (button(shell, host, "block", "admin-pods-block", true)) }
            }
        }
    }
}

fn button(shell: &Shell, host: &str, verb: &str, name: &str, is_bad: bool) -> Markup {
    html! {
        form method="post" action={ (HERE) "/" (verb) } {
            (hidden(shell))
            input type="hidden" name="pod" value=(host);
            button.button.button-danger[is_bad] type="submit" { (shell.words.say(name)) span.vh { " " (host) } }
        }
    }
}

fn state(state: PodState) -> &'static str {
    match state {
        PodState::Unchecked => "admin-pod-unchecked",
        PodState::Fine => "admin-pod-fine",
        PodState::NoName => "admin-pod-no-name",
        PodState::NoConnection => "admin-pod-no-connection",
        PodState::NoTrust => "admin-pod-no-trust",
        PodState::BadAnswer => "admin-pod-bad-answer",
        PodState::NoVersion => "admin-pod-no-version",
        PodState::Unknown => "admin-pod-unknown",
    }
}

pub(super) async fn open(visit: Visit) -> Result<Response, Failure> {
    let part = visit.query("q").unwrap_or_default();
    let (eyes, now, of) = (visit.eyes(), visit.now(), part.clone());
    let (shell, tasks, (summary, all)) = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            Ok((views::shell(tx, eyes.look())?, views::admin::tasks(tx)?, pods::list(tx, now, &of)?))
        })
        .await?;
    Ok(reply_page(&visit, show(&visit.dress(shell, PLACE), tasks, &part, summary, &all)))
}

pub(super) async fn act(visit: Visit, form: Form, verb: String) -> Result<Response, Failure> {
    let back = form.back("from", HERE);
    let account = admin(&visit, back.clone())?;
    let said = match verb.as_str() {
        "check" => "admin-said-checking",
        "block" => "admin-said-pod-blocked",
        "unblock" => "admin-said-pod-unblocked",
        _ => return Err(Failure::Status(404)),
    };
    let address = form.text("pod").to_owned();
    let outcome = visit.pod().write::<_, Refused>(move |tx, cx| {
        let by = By::Account(&account);
        match verb.as_str() {
            "check" => pods::recheck(tx, cx, by, &address),
            "block" => pods::block(tx, cx, by, &address),
            _ => pods::unblock(tx, cx, by, &address),
        }
    });
    match outcome.await {
        Ok(url) => Ok(done(&visit, &back, said, &[("pod", url.authority().into())])),
        Err(why) => refused(&visit, &back, why),
    }
}
