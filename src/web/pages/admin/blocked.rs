//! Pods and people whom nobody here hears (W-242).

use super::super::super::form::Form;
use super::super::super::layout::{Shell, hidden};
use super::super::super::parts::{Errors, Kind, field, when};
use super::super::super::reply::{Failure, page as reply_page};
use super::super::super::session::Visit;
use super::{PLACE, Tab, admin, done, framed, refused};
use crate::domain::Refused;
use crate::domain::admin::{By, pods};
use crate::domain::moderation;
use crate::domain::views::{self, admin::Tasks};
use crate::model::{Barred, Person, RemotePod};
use maud::{Markup, html};
use warp::reply::Response;

const HERE: &str = "/admin/blocked";

fn show(shell: &Shell, tasks: Tasks, blocked: &[RemotePod], people: &[(Barred, Person)]) -> Markup {
    let words = shell.words;
    let none = Errors::default();
    let body = html! {
        section.card.stack {
            h2 { (words.say("admin-blocked-pods")) }
            p.soft { (words.say("admin-blocked-pods-hint")) }
            ul.places {
                @for pod in blocked {
                    li {
                        span.who { bdi { (pod.url.authority()) } }
                        form method="post" action="/admin/pods/unblock" {
                            (hidden(shell))
                            input type="hidden" name="pod" value=(pod.url.authority());
                            button.button type="submit" { (words.say("admin-pods-unblock")) span.vh { " " (pod.url.authority()) } }
                        }
                    }
                }
            }
            form.stack method="post" action="/admin/pods/block" {
                (hidden(shell))
                (field("pod", &words.say("admin-blocked-pod"), Kind { most: Some(255), is_required: true, is_exact: true, ..Kind::text("") }, &none))
                div.row { button.button.button-danger type="submit" { (words.say("admin-pods-block")) } }
            }
        }
        section.card.stack {
            h2 { (words.say("admin-blocked-people")) }
            p.soft { (words.say("admin-blocked-people-hint")) }
            ul.places {
                @for (barred, person) in people {
                    li {
                        div.who {
                            a.name href={ "/people/" (person.guid) } { bdi { (person.name()) } }
                            p.meta { bdi { (person.diaspora_id) } " · " (when(shell, barred.since)) }
                            @if !barred.why.is_empty() { p.meta { (barred.why) } }
                        }
                        form method="post" action={ (HERE) "/unblock" } {
                            (hidden(shell))
                            input type="hidden" name="person" value=(person.diaspora_id);
                            button.button type="submit" { (words.say("admin-pods-unblock")) span.vh { " " (person.diaspora_id) } }
                        }
                    }
                }
            }
            form.stack method="post" action={ (HERE) "/block" } {
                (hidden(shell))
                (field("person", &words.say("admin-blocked-person"), Kind { most: Some(500), is_required: true, is_exact: true, ..Kind::text("") }, &none))
                (field("why", &words.say("admin-blocked-why"), Kind { most: Some(500), ..Kind::text("") }, &none))
                div.row { button.button.button-danger type="submit" { (words.say("admin-blocked-block")) } }
            }
        }
    };
    framed(shell, Tab::Blocked, tasks, &body)
}

pub(super) async fn open(visit: Visit) -> Result<Response, Failure> {
    let (eyes, now) = (visit.eyes(), visit.now());
    let (shell, tasks, pods, people) = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            let (_, mut pods) = pods::list(tx, now, "")?;
            pods.retain(|pod| pod.blocked);
            Ok((views::shell(tx, eyes.look())?, views::admin::tasks(tx)?, pods, moderation::barred(tx)?))
        })
        .await?;
    Ok(reply_page(&visit, show(&visit.dress(shell, PLACE), tasks, &pods, &people)))
}

pub(super) async fn act(visit: Visit, form: Form, verb: String) -> Result<Response, Failure> {
    let account = admin(&visit, HERE.to_owned())?;
    let said = match verb.as_str() {
        "block" => "admin-said-person-blocked",
        "unblock" => "admin-said-person-unblocked",
        _ => return Err(Failure::Status(404)),
    };
    let (who, why) = (form.text("person").to_owned(), form.text("why").to_owned());
    let outcome = visit.pod().write::<_, Refused>(move |tx, cx| {
        let by = By::Account(&account);
        if verb == "block" { moderation::bar(tx, cx, by, &who, &why) } else { moderation::unbar(tx, cx, by, &who) }
    });
    match outcome.await {
        Ok(person) => Ok(done(&visit, HERE, said, &[("name", person.diaspora_id.as_str().into())])),
        Err(why) => refused(&visit, HERE, why),
    }
}
