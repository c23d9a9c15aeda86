//! Signing in and out (spec/features.md §2.3).

use super::super::form::{Form, is_own_path};
use super::super::layout::{Place, Shell, hidden, mark, page};
use super::super::parts::{Errors, Kind, field, icon};
use super::super::reply::{Failure, answer, go, page as reply_page, refused_form, with_cookie};
use super::super::session::Visit;
use super::super::{Web, get, posted, sending, visit};
use crate::domain::Refused;
use crate::domain::accounts;
use crate::domain::sessions;
use crate::model::Account;
use crate::net::inbound::Bucket;
use maud::{Markup, html};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::reply::Response;

/// The form. `name` is kept from the last try; `back` is where the person wanted to go.
pub(in crate::web) fn show(shell: &Shell, name: &str, back: &str, refusal: Option<&str>) -> Markup {
    let none = Errors::default();
    let body = html! {
        div.gate-top { (mark()) h1 { "Sign in to " (shell.view.pod_name) } }
        @if let Some(words) = refusal {
            div.note.note-bad role="alert" tabindex="-1" data-focus { (icon("alert")) div { (words) } }
        }
        form.card.stack method="post" action="/users/sign_in" {
            (hidden(shell))
            input type="hidden" name="back" value=(back);
            (field("username", "Name or e-mail", Kind { fills: Some("username"), most: Some(255), is_required: true, is_exact: true, ..Kind::text(name) }, &none))
            (field("password", "Password", Kind::password("current-password"), &none))
            button.button.button-main type="submit" { "Sign in" }
        }
        @if shell.view.is_open {
            p.meta.gate-top { span { "New here? " a href="/users/sign_up" { "Make an account" } } }
        }
    };
    page(shell, "Sign in", &body)
}

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let open = warp::path!("users" / "sign_in").and(get()).and(visit(web)).then(|begun| answer(begun, open));
    let login = warp::path!("login")
        .and(get())
        .and(visit(web))
        .then(|begun| answer(begun, |visit| async move { Ok(go(&visit, "/users/sign_in")) }));
    let enter = warp::path!("users" / "sign_in").and(sending(web)).then(|begun, body| posted(begun, body, enter));
    let leave = warp::path!("users" / "sign_out")
        .and(sending(web))
        .then(|begun, body| posted(begun, body, move |visit, _| leave(visit)));
    open.boxed().or(login.boxed()).unify().or(enter.boxed()).unify().or(leave.boxed()).unify().boxed()
}

async fn open(visit: Visit) -> Result<Response, Failure> {
    let back = visit.query("back").unwrap_or_default();
    if visit.session().is_some() {
        return Ok(go(&visit, if is_own_path(&back) { &back } else { "/stream" }));
    }
    let shell = visit.shell(Place::Gate).await?;
    Ok(reply_page(&visit, show(&shell, "", &back, None)))
}

/// Name or e-mail and password; a wrong name takes as long as a wrong password (H-127, W-038).
async fn enter(visit: Visit, form: Form) -> Result<Response, Failure> {
    visit.count(Bucket::SignIn)?;
    visit.count_for(Bucket::SignInAccount, &form.text("username").trim().to_lowercase())?;
    let login = form.text("username").to_owned();
    let found = visit.pod().read::<_, Refused>(move |tx| Ok(accounts::by_login(tx, &login)?)).await?;
    let hash = found.as_ref().map(|account| account.password.clone());
    let fits = visit.pod().password_fits(form.text("password").to_owned(), hash).await;
    match found.filter(|_| fits) {
        Some(account) => welcome(&visit, account, &form.back("back", "/stream")).await,
        None => {
            let shell = visit.shell(Place::Gate).await?;
            let words = "Name or password is wrong. Passwords tell large and small letters apart.";
            refused_form(&visit, show(&shell, form.text("username"), form.text("back"), Some(words)))
        }
    }
}

/// Opens a new session, never an old one again, and leads on (H-123).
pub(super) async fn welcome(visit: &Visit, account: Account, to: &str) -> Result<Response, Failure> {
    let browser = visit.browser();
    let old = visit.session().map(|session| session.token);
    let token = visit
        .pod()
        .write::<_, Refused>(move |tx, cx| {
            if let Some(old) = old {
                sessions::end(tx, old)?;
            }
            Ok(sessions::open(tx, cx, account.id, &browser)?)
        })
        .await?;
    Ok(with_cookie(go(visit, to), visit.session_cookie(Some(&token))))
}

async fn leave(visit: Visit) -> Result<Response, Failure> {
    if let Some(token) = visit.session().map(|session| session.token) {
        visit.pod().write::<_, Refused>(move |tx, _| Ok(sessions::end(tx, token)?)).await?;
    }
    Ok(with_cookie(go(&visit, "/"), visit.session_cookie(None)))
}
