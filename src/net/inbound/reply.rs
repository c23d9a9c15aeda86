//! Building replies. Security headers are not set here: the gate does that for every reply.

use super::headers::Class;
use super::{Response, Wait};
use bytes::Bytes;
use futures_util::Stream;
use serde::Serialize;
use std::io::{self, Read};
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::mpsc;
use warp::Reply;
use warp::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, LOCATION, RETRY_AFTER};
use warp::http::{HeaderName, HeaderValue, StatusCode};

/// How long a reply may be kept, and by whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cache {
    /// By nobody: what only this person may see.
    Never,
    /// By the person's browser alone, for this many seconds.
    Private(u32),
    /// By everybody, for this many seconds.
    Public(u32),
    /// By everybody, for ever: the address names the content.
    Immutable,
}

/// A reply with a status, a class and a body.
pub fn of(status: StatusCode, class: Class, content_type: &str, body: impl Into<Bytes>) -> Response {
    let mut response = Response::new(body.into().into());
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, value(content_type));
    response.extensions_mut().insert(class);
    response
}

/// A page of the pod.
pub fn html(status: StatusCode, page: impl Into<Bytes>) -> Response {
    of(status, Class::Page, "text/html; charset=utf-8", page)
}

/// Plain text.
pub fn text(status: StatusCode, text: impl Into<Bytes>) -> Response {
    of(status, Class::Data, "text/plain; charset=utf-8", text)
}

/// A document of any type, read by programs.
pub fn document(content_type: &str, body: impl Into<Bytes>) -> Response {
    of(StatusCode::OK, Class::Data, content_type, body)
}

/// A value as JSON; 500 if it cannot be written as such, which no derived type does.
pub fn json(status: StatusCode, value: &impl Serialize) -> Response {
    match serde_json::to_vec(value) {
        Ok(body) => of(status, Class::Data, "application/json; charset=utf-8", body),
        Err(_) => empty(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

/// A file that belongs to the program. With [`Cache::Immutable`] its address must name its content.
pub fn asset(content_type: &str, body: impl Into<Bytes>, keep: Cache) -> Response {
    cache(of(StatusCode::OK, Class::Asset, content_type, body), keep)
}

/// A file that somebody uploaded, with the type found by looking at it. (H-122)
pub fn media(content_type: &str, body: impl Into<Bytes>, keep: Cache) -> Response {
    cache(of(StatusCode::OK, Class::Media, content_type, body), keep)
}

/// Bytes of a large file in one piece.
const PIECE: usize = 64 * 1024;

/// A file that is too large for memory, piece by piece; `None` if it cannot be opened.
pub async fn file(content_type: &str, path: &Path) -> Option<Response> {
    let file = tokio::fs::File::open(path).await.ok()?;
    let length = file.metadata().await.ok()?.len();
    let mut file = file.into_std().await;
    // The reader waits for whoever downloads, and ends when they hang up.
    let (sender, pieces) = mpsc::channel(2);
    tokio::task::spawn_blocking(move || {
        let mut buffer = vec![0; PIECE];
        loop {
            let piece = match file.read(&mut buffer) {
                Ok(0) => return,
                Ok(count) => Ok(Bytes::copy_from_slice(buffer.get(..count).unwrap_or_default())),
                Err(error) => Err(error),
            };
            if sender.blocking_send(piece).is_err() {
                return;
            }
        }
    });
    let mut response = warp::reply::stream(Pieces(pieces)).into_response();
    response.headers_mut().insert(CONTENT_TYPE, value(content_type));
    response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(length));
    response.extensions_mut().insert(Class::Media);
    Some(response)
}

/// What a reader sends on.
struct Pieces(mpsc::Receiver<io::Result<Bytes>>);

impl Stream for Pieces {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(cx)
    }
}

/// A status and nothing else.
pub fn empty(status: StatusCode) -> Response {
    let mut response = Response::new(Bytes::new().into());
    *response.status_mut() = status;
    response.extensions_mut().insert(Class::Data);
    response
}

/// "See other": what a form answers when it has done its work.
pub fn redirect(location: &str) -> Response {
    moved(StatusCode::SEE_OTHER, location)
}

/// A redirect with the given status.
pub fn moved(status: StatusCode, location: &str) -> Response {
    header(empty(status), LOCATION, location)
}

/// The same reply with one more header, or another value for it.
pub fn header(mut response: Response, name: HeaderName, text: &str) -> Response {
    response.headers_mut().insert(name, value(text));
    response
}

/// The same reply with a word on how long it may be kept.
pub fn cache(response: Response, keep: Cache) -> Response {
    let text = match keep {
        Cache::Never => "private, no-store".to_owned(),
        Cache::Private(seconds) => format!("private, max-age={seconds}"),
        Cache::Public(seconds) => format!("public, max-age={seconds}"),
        Cache::Immutable => "public, max-age=31536000, immutable".to_owned(),
    };
    header(response, CACHE_CONTROL, &text)
}

/// A status with one sentence for people. The gate makes a page of it for those who read pages.
pub fn sentence(status: StatusCode, sentence: &'static str) -> Response {
    let mut response = text(status, sentence);
    response.extensions_mut().insert(Sentence(sentence));
    response
}

/// "Too often." (spec/appliance.md §17.2)
pub fn too_many(wait: Wait) -> Response {
    let response = sentence(StatusCode::TOO_MANY_REQUESTS, "That was too often. Please wait a little and try again.");
    header(response, RETRY_AFTER, &wait.seconds().to_string())
}

/// "Not now", with the seconds after which to try again.
pub fn unavailable(seconds: u32, text: &'static str) -> Response {
    header(sentence(StatusCode::SERVICE_UNAVAILABLE, text), RETRY_AFTER, &seconds.to_string())
}

/// Marks a reply whose body is one sentence for people.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sentence(pub(super) &'static str);

/// Text as a header value; what headers cannot hold is percent-encoded, so that no input can end
/// a header or begin another.
fn value(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).ok().filter(|_| text.is_ascii()).unwrap_or_else(|| {
        let encoded = text.bytes().fold(String::with_capacity(text.len()), |mut encoded, byte| {
            match byte {
                0x21..=0x7e => encoded.push(char::from(byte)),
                _ => encoded.push_str(&format!("%{byte:02X}")),
            }
            encoded
        });
        HeaderValue::from_str(&encoded).expect("visible ASCII is a header value")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn no_text_can_break_out_of_a_header() {
        for (location, sent) in [
            ("/stream", "/stream"),
            ("/a b", "/a b"),
            ("/x\r\nset-cookie: a=b", "/x%0D%0Aset-cookie:%20a=b"),
            ("/tags/straße", "/tags/stra%C3%9Fe"),
        ] {
            let response = redirect(location);
            assert_eq!(response.status(), StatusCode::SEE_OTHER);
            assert_eq!(response.headers().get(LOCATION).expect("location"), sent);
        }
    }

    // spec/appliance.md §17.2
    #[test]
    fn too_often_and_not_now_say_when_to_come_back() {
        let response = too_many(Wait(Duration::from_millis(1500)));
        assert_eq!(
            (response.status().as_u16(), response.headers().get(RETRY_AFTER).expect("wait").as_bytes()),
            (429, &b"2"[..])
        );
        let response = unavailable(30, "Busy.");
        assert_eq!(
            (response.status().as_u16(), response.headers().get(RETRY_AFTER).expect("wait").as_bytes()),
            (503, &b"30"[..])
        );
    }
}
