//! From markup and failures to answers, in one place.
//!
//! Every page leaves with the headers of spec/appliance.md §16. A failure becomes a status and a
//! safe sentence outward; what really happened goes to the log under the request's name.

use super::assets::Asset;
use super::layout::{Flash, Place};
use super::pages::{error, setup};
use super::session::Visit;
use crate::base::EntropyExt;
use crate::base::Entropy;
use crate::domain::Refused;
use flate2::Compression;
use flate2::write::GzEncoder;
use maud::Markup;
use std::future::Future;
use std::io::Write;
use warp::http::StatusCode;
use warp::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, HeaderName, HeaderValue, LOCATION, SET_COOKIE, VARY,
};
use warp::reply::Response;

/// What pages may load and do: only what comes from this pod, nothing inline (H-121).
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; \
    connect-src 'self'; media-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'";

/// Bytes below which compression does not pay.
const SMALL: usize = 1_200;

/// The headers of every answer of ours.
const HEADERS: &[(&str, &str)] = &[
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    // Not `no-referrer`: browsers would then hide the origin of our own forms from us.
    ("referrer-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// Why there is no ordinary answer.
#[derive(Debug)]
pub(super) enum Failure {
    /// Only for people who are signed in; they come back to this address afterwards.
    SignIn(String),
    /// A status that needs no more words than its page has.
    Status(u16),
    /// A refusal with a sentence of its own.
    Told(u16, String),
    /// Our own fault; the words are for the log.
    Broken(String),
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::NotFound => Self::Status(404),
            Refused::Forbidden(why) => Self::Told(403, why.to_owned()),
            Refused::Invalid(_, why) => Self::Told(422, why),
            Refused::Store(error) => Self::Broken(error.to_string()),
        }
    }
}

/// Runs a handler and answers in any case. Before its setup the pod has only one thing to say.
pub(super) async fn answer<F>(begun: Result<Visit, Failure>, act: impl FnOnce(Visit) -> F) -> Response
where
    F: Future<Output = Result<Response, Failure>>,
{
    match begun {
        Ok(visit) if visit.instance().is_none() && !visit.address().starts_with("/setup") => {
            setup::waiting(&visit).await.unwrap_or_else(|_| bare(StatusCode::SERVICE_UNAVAILABLE))
        }
        Ok(visit) => match act(visit.clone()).await {
            Ok(response) => response,
            Err(failure) => failed(&visit, failure).await,
        },
        Err(failure) => {
            tracing::error!(failure = ?failure, "a request could not be begun");
            bare(StatusCode::SERVICE_UNAVAILABLE)
        }
    }
}

/// A page, status 200.
pub(super) fn page(visit: &Visit, markup: Markup) -> Response {
    page_with(visit, StatusCode::OK, markup)
}

/// A page with a status: a form with mistakes is 422.
pub(super) fn page_with(visit: &Visit, status: StatusCode, markup: Markup) -> Response {
    let text = markup.into_string().into_bytes();
    let wants_gzip = visit.header(ACCEPT_ENCODING).contains("gzip") && text.len() > SMALL;
    let (body, is_gzip) = match wants_gzip.then(|| gzip(&text)).flatten() {
        Some(small) => (small, true),
        None => (text, false),
    };
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    set(&mut response, CONTENT_TYPE, "text/html; charset=utf-8");
    set(&mut response, VARY, "Accept-Encoding, Cookie, X-Seedpod-Part");
    set(&mut response, CACHE_CONTROL, "private, no-store");
    if is_gzip {
        set(&mut response, CONTENT_ENCODING, "gzip");
    }
    add_cookies(&mut response, visit.cookies(true));
    protect(response)
}

/// On to another page of this pod, with GET.
pub(super) fn go(visit: &Visit, path: &str) -> Response {
    let mut response = Response::new(String::new().into());
    *response.status_mut() = StatusCode::SEE_OTHER;
    set(&mut response, LOCATION, path);
    set(&mut response, CACHE_CONTROL, "private, no-store");
    add_cookies(&mut response, visit.cookies(false));
    protect(response)
}

/// On to another page, which then says how it went (H-156).
pub(super) fn go_saying(visit: &Visit, path: &str, is_bad: bool, words: &str) -> Response {
    let mut response = go(visit, path);
    add_cookies(&mut response, vec![visit.flash_cookie(&Flash { is_bad, text: words.to_owned() })]);
    response
}

/// Adds a cookie to an answer.
pub(super) fn with_cookie(mut response: Response, cookie: String) -> Response {
    add_cookies(&mut response, vec![cookie]);
    response
}

/// One of the compiled-in files, kept by browsers for a year.
pub(super) fn file(asset: &'static Asset, accepts: &str) -> Response {
    let small = asset.gzip.as_ref().filter(|_| accepts.contains("gzip"));
    let mut response = Response::new(small.unwrap_or(&asset.bytes).clone().into());
    set(&mut response, CONTENT_TYPE, asset.mime);
    set(&mut response, CACHE_CONTROL, "public, max-age=31536000, immutable");
    set(&mut response, VARY, "Accept-Encoding");
    if small.is_some() {
        set(&mut response, CONTENT_ENCODING, "gzip");
    }
    protect(response)
}

/// Plain data of a kind that is not a page.
pub(super) fn data(mime: &'static str, cache: &'static str, bytes: Vec<u8>) -> Response {
    let mut response = Response::new(bytes.into());
    set(&mut response, CONTENT_TYPE, mime);
    set(&mut response, CACHE_CONTROL, cache);
    protect(response)
}

async fn failed(visit: &Visit, failure: Failure) -> Response {
    let request = request_name(visit);
    let (status, words) = match failure {
        Failure::SignIn(back) => {
            let back: String = url::form_urlencoded::byte_serialize(back.as_bytes()).collect();
            return go(visit, &format!("/users/sign_in?back={back}"));
        }
        Failure::Status(status) => (status, None),
        Failure::Told(status, words) => (status, Some(words)),
        Failure::Broken(why) => {
            tracing::error!(request, why, "a page could not be made");
            (500, None)
        }
    };
    let code = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    // The page around the words needs the store; without it they go out bare.
    match visit.shell(Place::Elsewhere).await {
        Ok(shell) => {
            let markup = error::show(&shell, status, words.as_deref(), (status >= 500).then_some(&request));
            page_with(visit, code, markup)
        }
        Err(_) => bare(code),
    }
}

/// An answer that needs nothing from the pod.
fn bare(status: StatusCode) -> Response {
    let words = "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>Just a moment</title>\
        <h1>Just a moment</h1><p>The pod cannot answer right now. Please try again in a little while.</p></html>";
    let mut response = Response::new(words.into());
    *response.status_mut() = status;
    set(&mut response, CONTENT_TYPE, "text/html; charset=utf-8");
    set(&mut response, CACHE_CONTROL, "no-store");
    protect(response)
}

fn request_name(visit: &Visit) -> String {
    struct Random<'a>(&'a Visit);
    impl Entropy for Random<'_> {
        fn fill(&mut self, buffer: &mut [u8]) {
            self.0.pod().fill_random(buffer);
        }
    }
    Random(visit).hex::<6>()
}

fn gzip(text: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(text.len() / 3), Compression::fast());
    encoder.write_all(text).ok()?;
    encoder.finish().ok()
}

fn protect(mut response: Response) -> Response {
    for (name, value) in HEADERS {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

fn set(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

fn add_cookies(response: &mut Response, cookies: Vec<String>) {
    for cookie in cookies {
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(SET_COOKIE, value);
        }
    }
}

/// A form that was not accepted, with its mistakes.
pub(super) fn refused_form(visit: &Visit, markup: Markup) -> Result<Response, Failure> {
    Ok(page_with(visit, StatusCode::UNPROCESSABLE_ENTITY, markup))
}

#[cfg(test)]
mod tests {
    use super::*;

    // H-121
    #[test]
    fn the_policy_allows_nothing_inline_and_nobody_else() {
        assert!(POLICY.starts_with("default-src 'none'; "));
        for word in ["unsafe", "http:", "https:", "*"] {
            assert!(!POLICY.contains(word), "{word}");
        }
        let response = bare(StatusCode::SERVICE_UNAVAILABLE);
        for (name, _) in HEADERS {
            assert!(response.headers().contains_key(*name), "{name}");
        }
    }
}
