//! Previews of linked pages (spec/features.md §5.11).
//!
//! A post remembers which of its links a preview is shown of; what the page says about itself is
//! kept once for all posts with that link. Asking the page is a job.

use super::pod::Cx;
use super::queue;
use crate::base::Timestamp;
pub use crate::content::preview::Card;
use crate::content::{links, preview};
use crate::model::{LinkCard, Player, Preview, PreviewState, Work};
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};

/// Seconds after which a page is asked again when somebody links to it anew.
const FRESH: i64 = 30 * 24 * 3600;
/// The same for a page that gave nothing: it may only have been away.
const FRESH_NOTHING: i64 = 24 * 3600;

/// The link of a text that a preview is shown of: the first of a provider whose players are
/// trusted, else the first.
pub(super) fn link(text: &str) -> Option<String> {
    let mut pages = links::pages(text);
    let known = pages.iter().position(|url| preview::provider(url).is_some());
    match known {
        Some(place) => Some(pages.swap_remove(place)),
        None => pages.into_iter().next(),
    }
}

/// Has a page asked, unless that was done a short while ago.
pub(super) fn want(tx: &mut WriteTx<'_>, cx: &Cx<'_>, url: &str) -> Result<(), StoreError> {
    let fresh = |known: &Preview| match known.state {
        PreviewState::Waiting | PreviewState::Nothing => cx.now.since(known.at) < FRESH_NOTHING,
        PreviewState::Found(_) => cx.now.since(known.at) < FRESH,
    };
    match tx.record::<Preview>(&url.to_owned())? {
        Some(known) if fresh(&known) => return Ok(()),
        // What is known stays until the page has answered again.
        Some(known) => tx.put(&Preview { at: cx.now, ..known })?,
        None => tx.put(&Preview { url: url.to_owned(), state: PreviewState::Waiting, at: cx.now })?,
    };
    queue::push(tx, cx, Work::Preview { url: url.to_owned() })?;
    Ok(())
}

/// What is known about a page.
pub fn get(tx: &(impl Reads + ?Sized), url: &str) -> Result<Option<Preview>, StoreError> {
    tx.get(&tables::PREVIEWS, &url.to_owned())
}

/// The page has answered, or never will.
pub fn answered(
    tx: &mut WriteTx<'_>,
    now: Timestamp,
    url: &str,
    card: Option<preview::Card>,
) -> Result<(), StoreError> {
    let state = match card {
        Some(card) => PreviewState::Found(stored(card)),
        None => PreviewState::Nothing,
    };
    tx.put(&Preview { url: url.to_owned(), state, at: now })?;
    Ok(())
}

/// The address that answers with the preview of a page at a trusted provider, in JSON.
pub fn endpoint(url: &str) -> Option<String> {
    preview::provider(url).and_then(|provider| provider.endpoint(url))
}

/// Reads a provider's answer.
pub fn read_answer(url: &str, json: &[u8]) -> Option<preview::Card> {
    preview::provider(url)?.read(json)
}

/// Reads a page.
pub fn read_page(url: &str, html: &str) -> Option<preview::Card> {
    preview::page(url, html)
}

fn stored(card: preview::Card) -> LinkCard {
    LinkCard {
        title: card.title,
        description: card.description,
        image: card.image.unwrap_or_default(),
        player: card.player.map(|player| Player { src: player.src, width: player.width, height: player.height }),
    }
}
