//! What links in mails lead to: a new password, a new address, fewer mails (spec/features.md §2.3,
//! §2.5, §7.1). Opening a link changes nothing yet; the button on its page does (H-124).

use super::super::form::Form;
use super::super::layout::{Place, Shell, hidden, mark, page};
use super::super::parts::{Errors, Kind, field, summary};
use super::super::reply::{Failure, answer, go_saying, page as reply_page, page_with, refused_form};
use super::super::session::Visit;
use super::super::{Web, get, posted, sending, visit};
use crate::base::limits;
use crate::domain::Refused;
use crate::domain::accounts;
use crate::domain::mails::{self, Unsubscribe};
use crate::domain::resets;
use crate::net::inbound::Bucket;
use crate::net::inbound::reply;
use maud::{Markup, html};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let open = warp::path!("users" / "password" / "new").and(get()).and(visit(web)).then(|begun| answer(begun, open));
    let ask = warp::path!("users" / "password").and(sending(web)).then(|begun, body| posted(begun, body, ask));
    let edit =
        warp::path!("users" / "password" / "edit").and(get()).and(visit(web)).then(|begun| answer(begun, open_edit));
    let set = warp::path!("users" / "password" / "edit").and(sending(web)).then(|begun, body| posted(begun, body, set));
    let confirm = warp::path!("confirm_email" / String)
        .and(get())
        .and(visit(web))
        .then(|token, begun| answer(begun, |visit| open_confirm(visit, token)));
    let confirmed = warp::path!("confirm_email" / String)
        .and(sending(web))
        .then(|token, begun, body| posted(begun, body, |visit, _| confirm_email(visit, token)));
    let fewer = warp::path!("unsubscribe" / String)
        .and(get())
        .and(visit(web))
        .then(|token, begun| answer(begun, |visit| open_unsubscribe(visit, token)));
    // No session and no token of a form: mail programs press this button themselves (RFC 8058),
    // and the address itself proves enough for this one thing.
    let none = warp::path!("unsubscribe" / String)
        .and(warp::post())
        .and(visit(web))
        .then(|token, begun| answer(begun, |visit| unsubscribe(visit, token)));
    open.boxed()
        .or(ask.boxed())
        .unify()
        .or(edit.boxed())
        .unify()
        .or(set.boxed())
        .unify()
        .or(confirm.boxed())
        .unify()
        .or(confirmed.boxed())
        .unify()
        .or(fewer.boxed())
        .unify()
        .or(none.boxed())
        .unify()
        .boxed()
}

/// A narrow page with one form or one sentence.
fn gate(shell: &Shell, title: &str, inside: &Markup) -> Markup {
    page(shell, title, &html! { div.gate-top { (mark()) h1 { (title) } } (inside) })
}

async fn open(visit: Visit) -> Result<Response, Failure> {
    let shell = visit.shell(Place::Gate).await?;
    Ok(reply_page(&visit, forgotten(&shell, visit.pod().has_mail())))
}

/// Asks for the address; without mail it says whom to ask instead (W-046).
fn forgotten(shell: &Shell, has_mail: bool) -> Markup {
    let (none, say) = (Errors::default(), |name: &str| shell.words.say(name));
    let email = Kind {
        input: "email",
        fills: Some("email"),
        most: Some(limits::SHORT),
        is_required: true,
        is_exact: true,
        ..Kind::default()
    };
    let inside = html! {
        @if has_mail {
            form.card.stack method="post" action="/users/password" {
                (hidden(shell))
                p { (say("account-reset-ask")) }
                (field("email", &say("account-email"), email, &none))
                button.button.button-main type="submit" { (say("account-reset-send")) }
            }
        } @else {
            section.card { p { (say("account-no-mail")) } }
        }
    };
    gate(shell, &say("account-reset-title"), &inside)
}

/// The answer is the same whether or not anybody has the address, and takes as long (W-043).
async fn ask(visit: Visit, form: Form) -> Result<Response, Failure> {
    visit.count(Bucket::SignIn)?;
    let email = form.text("email").to_owned();
    visit.pod().write(move |tx, cx| resets::ask(tx, cx, &email)).await?;
    Ok(go_saying(&visit, "/users/sign_in", false, &visit.words().say("account-reset-sent")))
}

async fn open_edit(visit: Visit) -> Result<Response, Failure> {
    let token = visit.query("reset_password_token").unwrap_or_default();
    show_edit(&visit, &token, &Errors::default()).await
}

async fn show_edit(visit: &Visit, token: &str, errors: &Errors) -> Result<Response, Failure> {
    let (seal, now, given) = (visit.pod().seal(), visit.now(), token.to_owned());
    let found = visit.pod().read::<_, Refused>(move |tx| Ok(resets::find(tx, &seal, now, &given)?)).await?;
    let Some(account) = found else { return Err(Failure::Told(410, "account-link-used".into())) };
    let shell = visit.shell(Place::Gate).await?;
    let markup = new_password(&shell, &account.name, token, errors);
    if errors.is_empty() { Ok(reply_page(visit, markup)) } else { refused_form(visit, markup) }
}

fn new_password(shell: &Shell, name: &str, token: &str, errors: &Errors) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let hint = say("account-password-hint");
    let (least, meter) = (*limits::PASSWORD.start(), say("account-password-strength"));
    let new = Kind { hint: Some(&hint), least: Some(least), meter: Some(&meter), ..Kind::password("new-password") };
    let inside = html! {
        form.card.stack method="post" action="/users/password/edit" {
            (hidden(shell))
            (summary(errors))
            input type="hidden" name="reset_password_token" value=(token);
            input type="text" name="username" autocomplete="username" value=(name) hidden readonly;
            p { (shell.words.say_with("account-reset-for", &[("name", name.into())])) }
            (field("password", &say("account-password-new"), new, errors))
            (field("password_again", &say("account-password-again"), Kind::password("new-password"), errors))
            button.button.button-main type="submit" { (say("account-reset-set")) }
        }
    };
    gate(shell, &say("account-reset-title"), &inside)
}

async fn set(visit: Visit, form: Form) -> Result<Response, Failure> {
    visit.count(Bucket::SignIn)?;
    let token = form.text("reset_password_token").to_owned();
    if let Err(Refused::Invalid(field, why)) =
        accounts::check_password(form.text("password"), form.text("password_again"))
    {
        let mut errors = Errors::default();
        errors.add(field, visit.words().tell(&why));
        return show_edit(&visit, &token, &errors).await;
    }
    let hash = visit.pod().hash_password(form.text("password").to_owned()).await?;
    visit.pod().write(move |tx, cx| resets::complete(tx, cx, &token, hash)).await?;
    Ok(go_saying(&visit, "/users/sign_in", false, &visit.words().say("account-reset-done")))
}

async fn open_confirm(visit: Visit, token: String) -> Result<Response, Failure> {
    let (account, seal, now, given) = (visit.account()?, visit.pod().seal(), visit.now(), token.clone());
    let found =
        visit.pod().read::<_, Refused>(move |tx| Ok(resets::confirmable(tx, &seal, now, &account, &given)?)).await?;
    let Some(email) = found else { return Err(Failure::Told(404, "account-confirm-wrong".into())) };
    let shell = visit.shell(Place::Gate).await?;
    let say = |name: &str| shell.words.say(name);
    let inside = html! {
        form.card.stack method="post" action={ "/confirm_email/" (token) } {
            (hidden(&shell))
            p { (shell.words.say_with("account-confirm-ask", &[("email", email.into())])) }
            button.button.button-main type="submit" { (say("account-confirm-yes")) }
        }
    };
    Ok(reply_page(&visit, gate(&shell, &say("account-confirm-title"), &inside)))
}

async fn confirm_email(visit: Visit, token: String) -> Result<Response, Failure> {
    let account = visit.account()?;
    visit.pod().write(move |tx, cx| resets::confirm_email(tx, cx, &account, &token)).await?;
    Ok(go_saying(&visit, "/user/edit", false, &visit.words().say("account-confirm-done")))
}

async fn unsubscription(visit: &Visit, token: String) -> Result<Unsubscribe, Failure> {
    let seal = visit.pod().seal();
    let found = visit.pod().read(move |tx| mails::unsubscribe_link(tx, &seal, &token)).await?;
    found.ok_or(Failure::Told(404, "account-unsubscribe-wrong".into()))
}

async fn open_unsubscribe(visit: Visit, token: String) -> Result<Response, Failure> {
    let what = unsubscription(&visit, token.clone()).await?;
    let shell = visit.shell(Place::Gate).await?;
    let say = |name: &str| shell.words.say(name);
    let inside = html! {
        form.card.stack method="post" action={ "/unsubscribe/" (token) } {
            p {
                (shell.words.say_with("account-unsubscribe-ask", &[("name", what.name.as_str().into())]))
                " " (say(&format!("account-mail-{}", what.kind.name())))
            }
            button.button.button-main type="submit" { (say("account-unsubscribe-yes")) }
        }
    };
    Ok(reply_page(&visit, gate(&shell, &say("account-unsubscribe-title"), &inside)))
}

async fn unsubscribe(visit: Visit, token: String) -> Result<Response, Failure> {
    let what = unsubscription(&visit, token).await?;
    visit.pod().write(move |tx, _| mails::unsubscribe(tx, &what)).await?;
    let shell = visit.shell(Place::Gate).await?;
    let say = |name: &str| shell.words.say(name);
    let inside = html! { section.card { p { (say("account-unsubscribe-done")) } } };
    let markup = gate(&shell, &say("account-unsubscribe-title"), &inside);
    Ok(reply::cache(page_with(&visit, StatusCode::OK, markup), reply::Cache::Never))
}
