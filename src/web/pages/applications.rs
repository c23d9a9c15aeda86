//! The programs that a person has allowed to act for them (spec/api-v1.md §1.8), and the tokens that
//! were issued by hand.

use super::super::form::Form;
use super::super::layout::{Place, Shell, hidden, page};
use super::super::parts::{empty, when};
use super::super::reply::{Failure, answer, go_saying, page as reply_page};
use super::super::session::Visit;
use super::super::{Web, get, posted, sending, visit};
use super::authorize::{papers, scopes};
use crate::domain::tokens::hash_name;
use crate::domain::{Refused, apps, tokens};
use crate::model::{ApiToken, Application, Authorization, AuthorizationId};
use maud::{Markup, html};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::reply::Response;

const HERE: &str = "/api/openid_connect/user_applications";

/// The list.
fn show(shell: &Shell, allowed: &[(Authorization, Application)], tokens: &[ApiToken]) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let body = html! {
        (super::settings::account_tabs(shell))
        h2 { (say("api-programs")) }
        @if allowed.is_empty() && tokens.is_empty() {
            (empty(&say("api-programs-none"), &say("api-programs-none-words"), None))
        }
        @for (authorization, application) in allowed { (one(shell, authorization, application)) }
        @if !tokens.is_empty() {
            h2 { (say("api-tokens")) }
            p.hint { (say("api-tokens-words")) }
            @for token in tokens { (by_hand(shell, token)) }
        }
    };
    page(shell, &say("api-programs"), &body)
}

fn one(shell: &Shell, authorization: &Authorization, application: &Application) -> Markup {
    let words = shell.words;
    let name = application.name.clone().unwrap_or_else(|| words.say("api-unnamed"));
    html! {
        section.card.stack {
            h3 { (name) }
            p.meta { (words.say("api-allowed-since")) " " (when(shell, authorization.created)) }
            (scopes(words, &authorization.scopes))
            (papers(words, application))
            (revoke(shell, &format!("/api/openid_connect/authorizations/{}", authorization.id), &name))
        }
    }
}

fn by_hand(shell: &Shell, token: &ApiToken) -> Markup {
    let words = shell.words;
    html! {
        section.card.stack {
            p.meta { (words.say("api-token-made")) " " (when(shell, token.created)) }
            (scopes(words, &token.scopes))
            (revoke(shell, &format!("{HERE}/tokens/{}", hash_name(token.token)), &words.say("api-token")))
        }
    }
}

fn revoke(shell: &Shell, action: &str, name: &str) -> Markup {
    html! {
        form.row method="post" action=(action) {
            (hidden(shell))
            input type="hidden" name="_method" value="delete";
            button.button.button-danger type="submit" aria-label={ (shell.words.say("api-revoke")) ": " (name) } {
                (shell.words.say("api-revoke"))
            }
        }
    }
}

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let list = warp::path!("api" / "openid_connect" / "user_applications").and(get()).and(visit(web));
    let list = list.then(|begun| answer(begun, list_page));
    let revoke = warp::path!("api" / "openid_connect" / "authorizations" / u64).and(sending(web));
    let revoke = revoke.then(|id, begun, sent| posted(begun, sent, move |visit, form| revoked(visit, form, id)));
    let token = warp::path!("api" / "openid_connect" / "user_applications" / "tokens" / String).and(sending(web));
    let token = token.then(|name, begun, sent| posted(begun, sent, move |visit, _| token_ended(visit, name)));
    list.boxed().or(revoke).unify().boxed().or(token).unify().boxed()
}

async fn list_page(visit: Visit) -> Result<Response, Failure> {
    let (account, now) = (visit.account()?, visit.now());
    let found = visit
        .pod()
        .read::<_, Refused>(move |tx| Ok((apps::of_account(tx, account.id)?, tokens::list(tx, now, account.id)?)))
        .await?;
    let shell = visit.shell(Place::Settings).await?;
    Ok(reply_page(&visit, show(&shell, &found.0, &found.1)))
}

async fn revoked(visit: Visit, form: Form, id: u64) -> Result<Response, Failure> {
    let account = visit.account()?;
    if form.text("_method") != "delete" {
        return Err(Failure::Status(405));
    }
    let done = visit.pod().write::<_, Refused>(move |tx, _| apps::revoke(tx, account.id, AuthorizationId(id)));
    told(&visit, done.await)
}

async fn token_ended(visit: Visit, name: String) -> Result<Response, Failure> {
    let account = visit.account()?;
    let done = visit.pod().write::<_, Refused>(move |tx, _| tokens::end_named(tx, account.id, &name));
    told(&visit, done.await)
}

fn told(visit: &Visit, done: Result<(), Refused>) -> Result<Response, Failure> {
    let words = visit.words();
    match done {
        Ok(()) => Ok(go_saying(visit, HERE, false, &words.say("api-revoked"))),
        Err(Refused::NotFound) => Ok(go_saying(visit, HERE, true, &words.say("api-not-revoked"))),
        Err(why) => Err(why.into()),
    }
}
