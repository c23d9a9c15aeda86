//! People who asked for an account (W-242).

use super::super::super::layout::{Shell, hidden};
use super::super::super::parts::{empty, when};
use super::super::super::reply::{Failure, page as reply_page};
use super::super::super::session::Visit;
use super::{PLACE, Tab, admin, done, framed, refused};
use crate::domain::Refused;
use crate::domain::admin::{By, applicants};
use crate::domain::views::{self, admin::Tasks};
use crate::model::Applicant;
use maud::{Markup, html};
use warp::reply::Response;

const HERE: &str = "/admin/waiting";

fn show(shell: &Shell, tasks: Tasks, all: &[Applicant]) -> Markup {
    let words = shell.words;
    let body = html! {
        @if all.is_empty() { (empty(&words.say("admin-waiting-none"), &words.say("admin-waiting-none-hint"), None)) }
        @for applicant in all {
            section.card.stack {
                h2 { bdi { (applicant.name) } }
                p.meta {
                    @if let Some(email) = &applicant.email { bdi { (email) } " · " }
                    (words.say("admin-waiting-since")) " " (when(shell, applicant.since))
                }
                @if !applicant.words.is_empty() { blockquote { (applicant.words) } }
                div.row {
                    form method="post" action={ (HERE) "/" (applicant.name) "/approve" } {
                        (hidden(shell))
                        button.button.button-main type="submit" { (words.say("admin-waiting-approve")) }
                    }
                    form method="post" action={ (HERE) "/" (applicant.name) "/decline" } {
                        (hidden(shell))
                        button.button.button-danger type="submit" { (words.say("admin-waiting-decline")) }
                    }
                }
            }
        }
    };
    framed(shell, Tab::Waiting, tasks, &body)
}

pub(super) async fn open(visit: Visit) -> Result<Response, Failure> {
    let eyes = visit.eyes();
    let (shell, tasks, all) = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            Ok((views::shell(tx, eyes.look())?, views::admin::tasks(tx)?, applicants::list(tx)?))
        })
        .await?;
    Ok(reply_page(&visit, show(&visit.dress(shell, PLACE), tasks, &all)))
}

pub(super) async fn act(visit: Visit, name: String, verb: String) -> Result<Response, Failure> {
    let account = admin(&visit, HERE.to_owned())?;
    let of = name.clone();
    let (outcome, said) = match verb.as_str() {
        "approve" => {
            let key = visit.pod().new_key().await.ok_or_else(|| Failure::Broken("no key pair was made".to_owned()))?;
            let act = visit.pod().write::<_, Refused>(move |tx, cx| {
                applicants::approve(tx, cx, By::Account(&account), &of, key).map(|_| ())
            });
            (act.await, "admin-said-approved")
        }
        "decline" => {
            let act =
                visit.pod().write::<_, Refused>(move |tx, cx| applicants::decline(tx, cx, By::Account(&account), &of));
            (act.await, "admin-said-declined")
        }
        _ => return Err(Failure::Status(404)),
    };
    match outcome {
        Ok(()) => Ok(done(&visit, HERE, said, &[("name", name.as_str().into())])),
        Err(why) => refused(&visit, HERE, why),
    }
}
