//! Asking linked pages what they are about (spec/features.md §5.11).
//!
//! Trusted providers are asked for their answer first, then the page itself is read. Which
//! addresses may be asked at all is the wire's to decide; what the bytes mean is `domain`'s.

use super::{Federation, Outcome};
use crate::base::Timestamp;
use crate::domain::Refused;
use crate::domain::previews;
use crate::net::outbound::{WireRequest, WireResponse};

/// Bytes of a page that are read.
const PAGE: usize = 3 << 20;
/// Bytes of a provider's answer.
const ANSWER: usize = 128 * 1024;
/// Seconds before a page that did not answer is asked once more.
const AGAIN: i64 = 600;

/// Asks once; a page that does not answer is asked a second time, later.
pub(super) async fn run(federation: &Federation, url: &str, failures: u32, now: Timestamp) -> Outcome {
    let card = match ask(federation, url).await {
        Some(card) => card,
        None if failures == 0 => return Outcome::Retry(now.plus(AGAIN)),
        None => None,
    };
    let known = url.to_owned();
    let act = federation
        .pod()
        .write(move |tx, cx| -> Result<(), Refused> { Ok(previews::answered(tx, cx.now, &known, card)?) });
    match act.await {
        Ok(()) => Outcome::Done,
        Err(error) => Outcome::GiveUp(error.to_string()),
    }
}

/// The card of a page; `None` outside if nobody answered.
async fn ask(federation: &Federation, url: &str) -> Option<Option<previews::Card>> {
    if let Some(endpoint) = previews::endpoint(url)
        && let Some(answer) = get(federation, endpoint, ANSWER, "application/json").await
        && let Some(card) = previews::read_answer(url, &answer.body)
    {
        return Some(Some(card));
    }
    let page = get(federation, url.to_owned(), PAGE, "text/html").await?;
    if !matches!(page.media_type().as_str(), "text/html" | "application/xhtml+xml") || !page.is_success() {
        return Some(None);
    }
    let read = move || previews::read_page(&page.final_url, &text(&page.body));
    tokio::task::spawn_blocking(read).await.ok()
}

async fn get(federation: &Federation, url: String, most: usize, accept: &str) -> Option<WireResponse> {
    let request = WireRequest::get(url, most).header("accept", accept);
    federation.wire().send(request).await.ok().filter(|response| response.status < 500)
}

/// Old pages are often in Latin 1 and do not say so.
fn text(body: &[u8]) -> String {
    std::str::from_utf8(body).map_or_else(|_| body.iter().copied().map(char::from).collect(), str::to_owned)
}
