//! Packing text replies for those who ask for it.
//!
//! Pages hold secrets (tokens of forms) beside what visitors chose, and the size of a packed page
//! says a little about both. Session cookies are not sent along with requests from other sites
//! (H-123), and forms' tokens differ from page to page, so there is nothing to measure.

use super::Response;
use super::headers::media_type;
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use http_body_util::BodyExt;
use hyper::body::Body as _;
use std::io::Write;
use warp::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, ETAG, VARY};
use warp::http::{HeaderMap, HeaderValue};

/// Bodies below this many bytes gain nothing.
const SMALLEST: u64 = 1024;

/// Bodies above are sent as they are: packing would hold up everybody else.
const LARGEST: u64 = 4 << 20;

/// Bodies above are packed on a thread of their own.
const LONG: usize = 128 * 1024;

/// Whether the asker takes gzip.
pub(super) fn wants_gzip(headers: &HeaderMap) -> bool {
    let offers = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    offers.flat_map(|line| line.split(',')).any(|offer| {
        let (name, quality) = offer.split_once(';').unwrap_or((offer, ""));
        let refused = quality.trim().strip_prefix("q=").is_some_and(|q| q.parse::<f32>().is_ok_and(|q| q <= 0.0));
        matches!(name.trim(), "gzip" | "*") && !refused
    })
}

/// Packs the body if that is worth it, and says that the reply depends on the asker.
pub(super) async fn pack(response: Response, wanted: bool) -> Response {
    let size = response.body().size_hint().exact();
    let worth = size.is_some_and(|size| (SMALLEST..=LARGEST).contains(&size));
    if !worth || !is_text(response.headers()) || response.headers().contains_key(CONTENT_ENCODING) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    parts.headers.append(VARY, HeaderValue::from_static("accept-encoding"));
    if !wanted {
        return Response::from_parts(parts, body);
    }
    let Ok(body) = body.collect().await else {
        return super::reply::empty(warp::http::StatusCode::INTERNAL_SERVER_ERROR);
    };
    let plain = body.to_bytes();
    match packed(plain.clone()).await {
        Some(packed) if packed.len() < plain.len() => {
            parts.headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            parts.headers.remove(CONTENT_LENGTH);
            weaken(&mut parts.headers);
            Response::from_parts(parts, packed.into())
        }
        _ => Response::from_parts(parts, plain.into()),
    }
}

async fn packed(plain: Bytes) -> Option<Vec<u8>> {
    if plain.len() <= LONG {
        return gzip(&plain);
    }
    tokio::task::spawn_blocking(move || gzip(&plain)).await.ok().flatten()
}

fn gzip(plain: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(plain.len() / 3), Compression::new(5));
    encoder.write_all(plain).ok()?;
    encoder.finish().ok()
}

/// The packed bytes are not the ones a strong tag stands for.
fn weaken(headers: &mut HeaderMap) {
    let strong = headers.get(ETAG).and_then(|tag| tag.to_str().ok()).filter(|tag| tag.starts_with('"'));
    if let Some(weak) = strong.and_then(|tag| HeaderValue::from_str(&format!("W/{tag}")).ok()) {
        headers.insert(ETAG, weak);
    }
}

fn is_text(headers: &HeaderMap) -> bool {
    let kind = media_type(headers);
    kind.starts_with("text/") && kind != "text/event-stream"
        || kind.ends_with("+json")
        || kind.ends_with("+xml")
        || matches!(kind.as_str(), "application/json" | "application/xml" | "application/javascript")
}

#[cfg(test)]
mod tests {
    use super::super::reply;
    use super::*;
    use flate2::read::GzDecoder;
    use std::io::Read;
    use warp::http::StatusCode;

    async fn body(response: Response) -> Vec<u8> {
        response.into_body().collect().await.expect("body").to_bytes().to_vec()
    }

    #[tokio::test]
    async fn long_text_is_packed_when_asked_for() {
        for size in [2_000, LONG + 1] {
            let text = "seedpod ".repeat(size / 8);
            let page = reply::header(reply::html(StatusCode::OK, text.clone()), ETAG, "\"x\"");
            let packed = pack(page, true).await;
            let header =
                |name| packed.headers().get(name).map(|value: &HeaderValue| value.to_str().expect("text").to_owned());
            assert_eq!(
                (header(CONTENT_ENCODING), header(VARY), header(ETAG)),
                (Some("gzip".into()), Some("accept-encoding".into()), Some("W/\"x\"".into()))
            );
            let packed = body(packed).await;
            let mut unpacked = String::new();
            GzDecoder::new(&*packed).read_to_string(&mut unpacked).expect("gzip");
            assert!(unpacked == text && packed.len() < text.len() / 4);
        }
    }

    #[tokio::test]
    async fn what_is_short_or_no_text_or_not_asked_for_stays() {
        let long = "x".repeat(2_000);
        let stays = [
            (reply::html(StatusCode::OK, "short"), true, false),
            (reply::media("image/png", long.clone(), reply::Cache::Never), true, false),
            (reply::header(reply::html(StatusCode::OK, long.clone()), CONTENT_ENCODING, "br"), true, false),
            (reply::html(StatusCode::OK, long.clone()), false, true),
        ];
        for (response, wanted, varies) in stays {
            let before = response.headers().get(CONTENT_ENCODING).cloned();
            let after = pack(response, wanted).await;
            assert_eq!(after.headers().get(CONTENT_ENCODING).cloned(), before);
            assert_eq!(after.headers().contains_key(VARY), varies);
        }
    }

    #[test]
    fn the_offer_is_read_with_its_qualities() {
        for (offer, wanted) in [
            ("gzip", true),
            ("br, gzip;q=0.5", true),
            ("*", true),
            ("gzip;q=0", false),
            ("gzip; q=0.0", false),
            ("br", false),
            ("", false),
            ("gzipped", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_str(offer).expect("value"));
            assert_eq!(wants_gzip(&headers), wanted, "{offer}");
        }
    }
}
