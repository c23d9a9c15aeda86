//! Answers.

use bytes::Bytes;
use warp::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONNECTION, CONTENT_TYPE, HeaderName, HeaderValue, LOCATION,
    RETRY_AFTER,
};
use warp::http::{Response as Builder, StatusCode};
use warp::reply::Response;

/// Seconds after which a sender may try again.
const RETRY_SECONDS: &str = "60";

/// An answer without a body.
pub(super) fn empty(status: StatusCode) -> Response {
    let mut response = Builder::new(Bytes::new().into());
    *response.status_mut() = status;
    response
}

/// There is nothing, or nothing for you: always the same bytes (F-215).
pub(super) fn not_found() -> Response {
    with(text(StatusCode::NOT_FOUND, "Not found.\n"), CACHE_CONTROL, "no-store")
}

/// A document.
pub(super) fn document(content_type: &str, body: impl Into<Bytes>) -> Response {
    with(Builder::new(body.into().into()), CONTENT_TYPE, content_type)
}

/// A document that scripts of other sites may read.
pub(super) fn shared(content_type: &str, body: impl Into<Bytes>) -> Response {
    with(document(content_type, body), ACCESS_CONTROL_ALLOW_ORIGIN, "*")
}

/// A short text.
pub(super) fn text(status: StatusCode, words: &'static str) -> Response {
    let mut response = document("text/plain; charset=utf-8", words);
    *response.status_mut() = status;
    response
}

/// What is asked for is elsewhere.
pub(super) fn found(location: &str) -> Response {
    with(empty(StatusCode::FOUND), LOCATION, location)
}

/// Not now; the sender keeps it and tries again.
pub(super) fn busy() -> Response {
    with(empty(StatusCode::SERVICE_UNAVAILABLE), RETRY_AFTER, RETRY_SECONDS)
}

/// The body is larger than any message; what is left of it is not read.
pub(super) fn too_large() -> Response {
    with(empty(StatusCode::PAYLOAD_TOO_LARGE), CONNECTION, "close")
}

/// The same answer with one more header. A value that is no header value is left out.
pub(super) fn with(mut response: Response, name: HeaderName, value: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
    response
}
