//! Reading what was sent, without trusting its size or its pace.

use super::{Response, reply};
use bytes::{Buf, Bytes, BytesMut};
use futures_util::{Stream, StreamExt, TryStreamExt};
use std::pin::pin;
use std::time::Duration;
use warp::http::StatusCode;
use warp::multipart::FormData;
use warp::{Filter, Rejection};

/// Pairs read from one form.
const PAIRS: usize = 1000;

/// Parts read from one multipart form. (H-125)
const PARTS: usize = 32;

/// Bytes of a body already refused that are still read, so that the sender sees the refusal and
/// not a broken connection.
const DISCARDED: usize = 8 << 20;

/// How long that may take.
const DISCARD_FOR: Duration = Duration::from_secs(10);

/// Why a body could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyFault {
    /// It is larger than allowed.
    TooLarge,
    /// It stalled, ended early or was not in its form.
    Broken,
}

impl BodyFault {
    /// The reply to send: 413 or 400.
    pub fn reply(self) -> Response {
        match self {
            Self::TooLarge => reply::sentence(StatusCode::PAYLOAD_TOO_LARGE, "That is larger than this pod accepts."),
            Self::Broken => reply::sentence(StatusCode::BAD_REQUEST, "What was sent did not arrive whole."),
        }
    }
}

/// A request body that ended before it was whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interrupted {
    /// Nothing came for too long.
    Stalled,
    /// The connection broke, or what came was not HTTP.
    Lost,
}

impl std::fmt::Display for Interrupted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Stalled => "the sender stopped sending",
            Self::Lost => "the connection was lost",
        })
    }
}

impl std::error::Error for Interrupted {}

/// One file or field of a multipart form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The field's name.
    pub name: String,
    /// The file's name as the sender calls it; not to be used as a path.
    pub file_name: Option<String>,
    /// The type the sender claims; not to be believed.
    pub content_type: Option<String>,
    /// The content.
    pub bytes: Bytes,
}

/// The whole body, at most `cap` bytes, whether or not its length was announced.
pub fn whole(cap: usize) -> impl Filter<Extract = (Result<Bytes, BodyFault>,), Error = Rejection> + Clone {
    warp::body::stream().then(move |stream| read(stream, cap))
}

/// The pairs of a form without files, at most `cap` bytes.
pub fn form(
    cap: usize,
) -> impl Filter<Extract = (Result<Vec<(String, String)>, BodyFault>,), Error = Rejection> + Clone {
    whole(cap).map(|body: Result<Bytes, BodyFault>| body.map(|body| pairs(&body)))
}

/// The parts of a form with files, at most as many bytes in all as `cap` says when it comes. Not for
/// other media types.
pub fn parts(
    cap: impl Fn() -> usize + Clone + Send + Sync + 'static,
) -> impl Filter<Extract = (Result<Vec<Part>, BodyFault>,), Error = Rejection> + Clone {
    warp::any().map(cap).and(warp::multipart::form().max_length(None)).then(read_parts)
}

/// The pairs of a query string or form body.
pub fn pairs(text: &[u8]) -> Vec<(String, String)> {
    url::form_urlencoded::parse(text).take(PAIRS).map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
}

async fn read<B: Buf, E>(stream: impl Stream<Item = Result<B, E>>, cap: usize) -> Result<Bytes, BodyFault> {
    let mut stream = pin!(stream);
    let mut body = BytesMut::new();
    while let Some(chunk) = stream.next().await {
        let mut chunk = chunk.map_err(|_| BodyFault::Broken)?;
        if body.len() + chunk.remaining() > cap {
            // The refusal stands whether or not the rest still comes.
            let _ = tokio::time::timeout(DISCARD_FOR, discard(stream)).await;
            return Err(BodyFault::TooLarge);
        }
        while chunk.has_remaining() {
            let piece = chunk.chunk().len();
            body.extend_from_slice(chunk.chunk());
            chunk.advance(piece);
        }
    }
    Ok(body.freeze())
}

async fn discard<B: Buf, E>(mut stream: std::pin::Pin<&mut impl Stream<Item = Result<B, E>>>) {
    let mut left = DISCARDED;
    while let Some(Ok(chunk)) = stream.next().await {
        let Some(rest) = left.checked_sub(chunk.remaining()) else { return };
        left = rest;
    }
}

async fn read_parts(cap: usize, form: FormData) -> Result<Vec<Part>, BodyFault> {
    let mut form = pin!(form);
    let mut left = cap;
    let mut parts = Vec::new();
    while let Some(part) = form.try_next().await.map_err(|_| BodyFault::Broken)? {
        if parts.len() == PARTS {
            return Err(BodyFault::TooLarge);
        }
        let (name, file_name, content_type) = (part.name().to_owned(), part.filename(), part.content_type());
        let (file_name, content_type) = (file_name.map(str::to_owned), content_type.map(str::to_owned));
        let bytes = read(part.stream(), left).await?;
        left -= bytes.len();
        parts.push(Part { name, file_name, content_type, bytes });
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::stream;
    use std::convert::Infallible;

    fn chunks(sizes: &[usize]) -> impl Stream<Item = Result<Bytes, Infallible>> + use<> {
        stream::iter(sizes.iter().map(|size| Ok(Bytes::from(vec![b'x'; *size]))).collect::<Vec<_>>())
    }

    // H-125
    #[tokio::test]
    async fn a_body_is_measured_while_it_is_read() {
        assert_eq!(read(chunks(&[3, 0, 4]), 7).await.map(|body| body.len()), Ok(7));
        assert_eq!(read(chunks(&[3, 0, 5]), 7).await, Err(BodyFault::TooLarge));
        assert_eq!(read(chunks(&[1 << 20; 64]), 7).await, Err(BodyFault::TooLarge));
        let broken = stream::iter([Ok(Bytes::from("x")), Err("gone")]);
        assert_eq!(read(broken, 7).await, Err(BodyFault::Broken));
    }

    // H-125
    #[tokio::test(start_paused = true)]
    async fn a_refused_body_that_never_ends_is_not_waited_for() {
        let endless = chunks(&[8]).chain(stream::pending());
        assert_eq!(read(endless, 7).await, Err(BodyFault::TooLarge));
    }

    #[test]
    fn pairs_are_decoded_and_bounded() {
        let two = pairs(b"text=a+b%21&aspects=1&aspects=2");
        assert_eq!(
            two,
            [("text", "a b!"), ("aspects", "1"), ("aspects", "2")].map(|(n, v)| (n.to_owned(), v.to_owned()))
        );
        assert_eq!(pairs("a&".repeat(5000).as_bytes()).len(), PAIRS);
    }
}
