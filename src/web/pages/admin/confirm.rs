//! The password once more, before anything of the pod itself is changed (H-129).

use super::super::super::form::{Form, is_own_path};
use super::super::super::layout::{Place, Shell, hidden, mark, page};
use super::super::super::parts::{Errors, Kind, field, summary};
use super::super::super::reply::{Failure, go, page as reply_page, refused_form};
use super::super::super::session::Visit;
use crate::domain::Refused;
use crate::domain::sessions;
use crate::model::Role;
use crate::net::inbound::Bucket;
use maud::{Markup, html};
use warp::reply::Response;

/// The form.
fn show(shell: &Shell, back: &str, errors: &Errors) -> Markup {
    let words = shell.words;
    let body = html! {
        div.gate-top { (mark()) h1 { (words.say("admin-confirm-title")) } p.soft { (words.say("admin-confirm-why")) } }
        form.card.stack method="post" action="/admin/confirm" {
            (hidden(shell))
            input type="hidden" name="back" value=(back);
            (summary(errors))
            (field("password", &words.say("admin-confirm-password"), Kind::password("current-password"), errors))
            button.button.button-main type="submit" { (words.say("admin-confirm-go")) }
        }
    };
    page(shell, &words.say("admin-confirm-title"), &body)
}

pub(super) async fn open(visit: Visit) -> Result<Response, Failure> {
    if visit.account()?.role < Role::Admin {
        return Err(Failure::Status(404));
    }
    let back = visit.query("back").filter(|back| is_own_path(back)).unwrap_or_else(|| "/admin".to_owned());
    Ok(reply_page(&visit, show(&visit.shell(Place::Gate).await?, &back, &Errors::default())))
}

pub(super) async fn act(visit: Visit, form: Form) -> Result<Response, Failure> {
    let account = visit.account()?;
    if account.role < Role::Admin {
        return Err(Failure::Status(404));
    }
    visit.count_for(Bucket::SignInAccount, &account.name)?;
    let back = form.back("back", "/admin");
    if !visit.pod().password_fits(form.text("password").to_owned(), Some(account.password)).await? {
        let mut errors = Errors::default();
        errors.add("password", visit.words().say("admin-confirm-wrong"));
        return refused_form(&visit, show(&visit.shell(Place::Gate).await?, &back, &errors));
    }
    if let Some(token) = visit.session().map(|session| session.token) {
        visit.pod().write::<_, Refused>(move |tx, cx| Ok(sessions::confirm(tx, cx, token)?)).await?;
    }
    Ok(go(&visit, &back))
}
