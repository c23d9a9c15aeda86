//! Texts of the pod itself: front page, terms, privacy (W-017, W-232).

use super::super::super::form::Form;
use super::super::super::layout::{Shell, hidden};
use super::super::super::reply::{Failure, page as reply_page};
use super::super::super::session::Visit;
use super::{PLACE, Tab, admin, done, framed, refused};
use crate::domain::Refused;
use crate::domain::admin::{By, log};
use crate::domain::instance;
use crate::domain::views::{self, admin::Tasks};
use crate::model::{ActKind, TextPlace};
use maud::{Markup, html};
use warp::reply::Response;

const HERE: &str = "/admin/texts";

/// Places with their names in addresses, and the names of title and explanation.
const PLACES: &[(TextPlace, &str, &str, &str)] = &[
    (TextPlace::Landing, "landing", "admin-text-landing", "admin-text-landing-hint"),
    (TextPlace::Terms, "terms", "admin-text-terms", "admin-text-terms-hint"),
    (TextPlace::Privacy, "privacy", "admin-text-privacy", "admin-text-privacy-hint"),
];

fn show(shell: &Shell, tasks: Tasks, texts: &[Option<String>]) -> Markup {
    let words = shell.words;
    let body = html! {
        p.lead { (words.say("admin-text-lead")) }
        @for ((_, name, title, hint), text) in PLACES.iter().zip(texts) {
            form.card.stack method="post" action={ (HERE) "/" (name) } {
                (hidden(shell))
                div.field {
                    label for={ "f-" (name) } { (words.say(title)) }
                    p.hint id={ "h-" (name) } { (words.say(hint)) }
                    textarea.input id={ "f-" (name) } name="text" rows="8" data-guard aria-describedby={ "h-" (name) } { "\n" (text.as_deref().unwrap_or_default()) }
                }
                div.row {
                    button.button.button-main type="submit" { (words.say("admin-text-save")) }
                    @if text.is_some() { button.button type="submit" name="own" value="1" { (words.say("admin-text-own")) } }
                    a.button href=(if *name == "landing" { "/?front=1" } else { "/terms" }) { (words.say("admin-text-look")) }
                }
            }
        }
    };
    framed(shell, Tab::Texts, tasks, &body)
}

pub(super) async fn open(visit: Visit) -> Result<Response, Failure> {
    let eyes = visit.eyes();
    let (shell, tasks, texts) = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            let texts: Result<Vec<_>, _> = PLACES.iter().map(|(place, ..)| instance::text(tx, *place)).collect();
            Ok((views::shell(tx, eyes.look())?, views::admin::tasks(tx)?, texts?))
        })
        .await?;
    Ok(reply_page(&visit, show(&visit.dress(shell, PLACE), tasks, &texts)))
}

pub(super) async fn save(visit: Visit, form: Form, name: String) -> Result<Response, Failure> {
    let account = admin(&visit, HERE.to_owned())?;
    let found = PLACES.iter().find(|(_, of, ..)| *of == name).ok_or(Failure::Status(404))?;
    let (place, title) = (found.0, found.2);
    let text = if form.has("own") { String::new() } else { form.lines("text") };
    let outcome = visit.pod().write::<_, Refused>(move |tx, cx| {
        instance::write_text(tx, cx, place, &text)?;
        Ok(log::note(tx, cx, By::Account(&account), ActKind::Wrote, name)?)
    });
    match outcome.await {
        Ok(()) => Ok(done(&visit, HERE, "admin-said-text", &[("title", visit.words().say(title).into())])),
        Err(why) => refused(&visit, HERE, why),
    }
}
