//! From markup and failures to answers, in one place.
//!
//! A failure becomes a status and a safe sentence outward; what really happened goes to the log
//! under the request's name. Headers of security and compression are put on by whoever stands
//! before all routes. (spec/appliance.md §16)

use super::layout::{Flash, Place};
use super::pages::{error, setup};
use super::session::Visit;
use crate::domain::Refused;
use crate::domain::resets;
use crate::domain::words::Sentence;
use crate::net::inbound::Wait;
use crate::net::inbound::body::BodyFault;
use crate::net::inbound::reply;
use maud::Markup;
use std::future::Future;
use warp::http::StatusCode;
use warp::http::header::{HeaderValue, REFERRER_POLICY, RETRY_AFTER, SET_COOKIE, VARY};
use warp::reply::Response;

/// Why there is no ordinary answer.
#[derive(Debug)]
pub(super) enum Failure {
    /// Only for people who are signed in; they come back to this address afterwards.
    SignIn(String),
    /// Only after the password was given once more; then on to this address (H-129).
    Confirm(String),
    /// A status that needs no more words than its page has.
    Status(u16),
    /// A refusal with a sentence of its own.
    Told(u16, Sentence),
    /// A form of somebody signed in that did not come from our pages.
    Forged,
    /// Too often.
    Slower(Wait),
    /// Nothing can be written at present (H-081).
    Full,
    /// Too many wait already (H-085).
    Busy,
    /// Our own fault; the words are for the log.
    Broken(String),
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::NotFound => Self::Status(404),
            Refused::Forbidden(why) => Self::Told(403, Sentence::from(why)),
            Refused::Invalid(_, why) => Self::Told(422, why),
            Refused::NoRoom => Self::Told(507, Sentence::from("fault-no-room")),
            Refused::Busy => Self::Busy,
            full if full.is_full() => Self::Full,
            Refused::Store(error) => Self::Broken(error.to_string()),
        }
    }
}

impl From<BodyFault> for Failure {
    fn from(fault: BodyFault) -> Self {
        match fault {
            BodyFault::TooLarge => Self::Status(413),
            BodyFault::Broken => Self::Status(400),
        }
    }
}

impl From<Wait> for Failure {
    fn from(wait: Wait) -> Self {
        Self::Slower(wait)
    }
}

/// Runs a handler and answers in any case. Before its setup the pod has only one thing to say.
pub(super) async fn answer<F>(begun: Result<Visit, Failure>, act: impl FnOnce(Visit) -> F) -> Response
where
    F: Future<Output = Result<Response, Failure>>,
{
    match begun {
        Ok(visit) if visit.instance().is_none() && !visit.address().starts_with("/setup") => {
            setup::waiting(&visit).await.unwrap_or_else(|_| unavailable())
        }
        Ok(visit) => match act(visit.clone()).await {
            Ok(response) => response,
            Err(failure) => failed(&visit, failure).await,
        },
        Err(Failure::Slower(wait)) => reply::too_many(wait),
        Err(failure) => {
            tracing::error!(failure = ?failure, "a request could not be begun");
            unavailable()
        }
    }
}

/// A page, status 200.
pub(super) fn page(visit: &Visit, markup: Markup) -> Response {
    page_with(visit, StatusCode::OK, markup)
}

/// A page with a status.
pub(super) fn page_with(visit: &Visit, status: StatusCode, markup: Markup) -> Response {
    let mut response = reply::html(status, markup.into_string());
    let headers = response.headers_mut();
    headers.insert(VARY, HeaderValue::from_static("Cookie, X-Seedpod-Part"));
    // With no referrer at all browsers would hide the origin of our own forms from us.
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    with_cookies(response, visit.cookies(true))
}

/// A form that was not accepted, with its mistakes.
pub(super) fn refused_form(visit: &Visit, markup: Markup) -> Result<Response, Failure> {
    Ok(page_with(visit, StatusCode::UNPROCESSABLE_ENTITY, markup))
}

/// On to another page of this pod, with GET.
pub(super) fn go(visit: &Visit, path: &str) -> Response {
    with_cookies(reply::redirect(path), visit.cookies(false))
}

/// On to another page, which then says how it went (H-156).
pub(super) fn go_saying(visit: &Visit, path: &str, is_bad: bool, words: &str) -> Response {
    let flash = Flash { is_bad, text: words.to_owned() };
    with_cookies(go(visit, path), vec![visit.flash_cookie(&flash)])
}

/// Adds a cookie to an answer.
pub(super) fn with_cookie(response: Response, cookie: String) -> Response {
    with_cookies(response, vec![cookie])
}

fn with_cookies(mut response: Response, cookies: Vec<String>) -> Response {
    for cookie in cookies {
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(SET_COOKIE, value);
        }
    }
    response
}

async fn failed(visit: &Visit, failure: Failure) -> Response {
    match failure {
        Failure::SignIn(back) => {
            let back: String = url::form_urlencoded::byte_serialize(back.as_bytes()).collect();
            go(visit, &format!("/users/sign_in?back={back}"))
        }
        Failure::Confirm(back) => {
            let back: String = url::form_urlencoded::byte_serialize(back.as_bytes()).collect();
            go(visit, &format!("/admin/confirm?back={back}"))
        }
        Failure::Status(status) => fault(visit, status, None).await,
        Failure::Forged => forged(visit).await,
        Failure::Told(status, words) => fault(visit, status, Some(visit.words().tell(&words))).await,
        Failure::Slower(wait) => reply::header(fault(visit, 429, None).await, RETRY_AFTER, &wait.seconds().to_string()),
        Failure::Full => {
            let words = visit.words().say("fault-full");
            reply::header(fault(visit, 503, Some(words)).await, RETRY_AFTER, "60")
        }
        Failure::Busy => {
            let words = visit.words().say("fault-busy");
            reply::header(fault(visit, 503, Some(words)).await, RETRY_AFTER, "10")
        }
        Failure::Broken(why) => {
            tracing::error!(request = visit.request(), why, "a page could not be made");
            fault(visit, 500, None).await
        }
    }
}

/// Signs the browser out and tells the account's owner (W-052).
async fn forged(visit: &Visit) -> Response {
    if let Some((account, token)) = visit.account_or_none().zip(visit.session().map(|session| session.token)) {
        let told = visit.pod().write::<_, Refused>(move |tx, cx| resets::forged(tx, cx, &account, token)).await;
        if let Err(error) = told {
            tracing::error!(request = visit.request(), %error, "a browser could not be signed out");
            return unavailable();
        }
    }
    let response = go_saying(visit, "/users/sign_in", true, &visit.words().say("account-signed-out-to-be-safe"));
    with_cookie(response, visit.session_cookie(None))
}

/// A status as a page; without the store the words go out bare, for the gate to dress.
async fn fault(visit: &Visit, status: u16, words: Option<String>) -> Response {
    let code = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    match visit.shell(Place::Elsewhere).await {
        Ok(shell) => {
            let request = (status >= 500).then(|| visit.request());
            page_with(visit, code, error::show(&shell, status, words.as_deref(), request))
        }
        Err(_) => unavailable(),
    }
}

fn unavailable() -> Response {
    reply::unavailable(10, "The pod cannot answer right now. Please try again in a little while.")
}
