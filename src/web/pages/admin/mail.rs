//! A mail to everybody (W-233).

use super::super::super::form::Form;
use super::super::super::layout::{Shell, hidden};
use super::super::super::parts::{Errors, Kind, field, summary, text_area};
use super::super::super::reply::{Failure, page as reply_page, refused_form};
use super::super::super::session::Visit;
use super::{PLACE, Tab, admin, done, framed, refused};
use crate::domain::Refused;
use crate::domain::admin::{By, log};
use crate::domain::mails;
use crate::domain::views::{self, admin::Tasks};
use crate::model::ActKind;
use maud::{Markup, html};
use warp::reply::Response;

const HERE: &str = "/admin/mail";

fn show(shell: &Shell, tasks: Tasks, has_mail: bool, subject: &str, text: &str, errors: &Errors) -> Markup {
    let words = shell.words;
    let body = html! {
        p.lead { (words.say("admin-mail-lead")) }
        @if has_mail {
            form.card.stack method="post" action=(HERE) {
                (hidden(shell))
                (summary(errors))
                (field("subject", &words.say("admin-mail-subject"), Kind { most: Some(200), is_required: true, ..Kind::text(subject) }, errors))
                (text_area("text", &words.say("admin-mail-text"), text, None, errors))
                div.row { button.button.button-main type="submit" { (words.say("admin-mail-send")) } }
            }
        } @else { section.card { p { (words.say("admin-mail-off")) } } }
    };
    framed(shell, Tab::Mail, tasks, &body)
}

async fn dressed(visit: &Visit) -> Result<(Shell, Tasks), Failure> {
    let eyes = visit.eyes();
    let read = visit.pod().read::<_, Refused>(move |tx| Ok((views::shell(tx, eyes.look())?, views::admin::tasks(tx)?)));
    let (shell, tasks) = read.await?;
    Ok((visit.dress(shell, PLACE), tasks))
}

pub(super) async fn open(visit: Visit) -> Result<Response, Failure> {
    let (shell, tasks) = dressed(&visit).await?;
    Ok(reply_page(&visit, show(&shell, tasks, visit.pod().has_mail(), "", "", &Errors::default())))
}

pub(super) async fn send(visit: Visit, form: Form) -> Result<Response, Failure> {
    let account = admin(&visit, HERE.to_owned())?;
    let (subject, text) = (form.text("subject").to_owned(), form.lines("text"));
    let outcome = visit.pod().write::<_, Refused>(move |tx, cx| {
        let count = mails::circular(tx, cx, &subject, &text)?;
        log::note(tx, cx, By::Account(&account), ActKind::Mailed, subject)?;
        Ok(count)
    });
    match outcome.await {
        Ok(count) => Ok(done(&visit, HERE, "admin-said-mailed", &[("count", count.into())])),
        Err(Refused::Invalid(_, why)) => {
            let (shell, tasks) = dressed(&visit).await?;
            let mut errors = Errors::default();
            errors.add("text", visit.words().tell(&why));
            refused_form(&visit, show(&shell, tasks, true, form.text("subject"), &form.lines("text"), &errors))
        }
        Err(why) => refused(&visit, HERE, why),
    }
}
