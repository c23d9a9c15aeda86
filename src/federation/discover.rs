//! Finding a person by address: WebFinger, then the hCard (spec/federation.md §1.5).
//!
//! A person found is kept for good; a search that failed is remembered for a while, so that forged
//! messages cannot make us hammer a pod. Which addresses may be asked at all is the wire's to
//! decide.

use super::{Federation, Outcome, Trouble};
use crate::base::DiasporaId;
use crate::domain::Refused;
use crate::domain::instance;
use crate::domain::people::{self, Found, Unacceptable};
use crate::domain::queue;
use crate::domain::wire;
use crate::model::{Person, Profile};
use crate::net::outbound::WireRequest;
use crate::protocol::hcard::{self, Card};
use crate::protocol::url;
use crate::protocol::webfinger::{self, Links};
use bytes::Bytes;

/// Bytes that either document may have (F-030).
const DOCUMENT: usize = 1024 * 1024;

/// What the store knows before anybody is asked.
enum Known {
    Person(Box<Person>),
    Trouble(Trouble),
    Nothing,
}

/// A search that somebody here asked for. Its result stands with the person, or in the memory of
/// failed searches; the newest posts of somebody new are fetched as well.
pub(super) async fn run(federation: &Federation, id: &DiasporaId) -> Outcome {
    let before = match known(federation, id).await {
        Known::Person(person) => Some(person),
        _ => None,
    };
    let is_new = before.is_none();
    let _turn = federation.inner.discovering.wait(id.clone()).await;
    match search(federation, id, before.as_deref()).await {
        Ok(person) if is_new => {
            let act = federation
                .pod()
                .write(move |tx, cx| -> Result<(), Refused> { Ok(queue::fetch_stream(tx, cx, person.id)?) });
            match act.await {
                Ok(()) => Outcome::Done,
                Err(error) => Outcome::GiveUp(error.to_string()),
            }
        }
        Ok(_) => Outcome::Done,
        Err(Trouble::Later(why) | Trouble::Never(why)) => Outcome::GiveUp(why),
    }
}

/// A person who is known, or can be found now. Asks the network at most once at a time for each
/// address, and not at all for one that was not found a short while ago (F-031).
pub(super) async fn find(federation: &Federation, id: &DiasporaId) -> Result<Person, Trouble> {
    let _turn = federation.inner.discovering.wait(id.clone()).await;
    match known(federation, id).await {
        Known::Person(person) => Ok(*person),
        Known::Trouble(trouble) => Err(trouble),
        Known::Nothing => search(federation, id, None).await,
    }
}

async fn known(federation: &Federation, id: &DiasporaId) -> Known {
    let (id, now) = (id.clone(), federation.pod().now());
    let read = federation.pod().read(move |tx| -> Result<Known, Refused> {
        if let Some(person) = people::by_diaspora_id(tx, &id)? {
            return Ok(Known::Person(Box::new(person)));
        }
        if instance::expect(tx)?.url.authority() == id.host() {
            return Ok(Known::Trouble(Trouble::Never("There is nobody with this address here.".to_owned())));
        }
        if queue::is_blocked(tx, &id)? {
            return Ok(Known::Trouble(Trouble::Never("This pod is blocked here.".to_owned())));
        }
        let failed = queue::lookup_failed(tx, now, &id)?;
        Ok(failed.map_or(Known::Nothing, |why| Known::Trouble(Trouble::Later(why))))
    });
    read.await.unwrap_or_else(|refused| Known::Trouble(refused.into()))
}

/// Asks the network and writes down how it ended.
async fn search(federation: &Federation, id: &DiasporaId, before: Option<&Person>) -> Result<Person, Trouble> {
    let found = match ask(federation, id).await {
        Ok(found) => keep(federation, id, found, before).await,
        Err(trouble) => Err(trouble),
    };
    if let Err(Trouble::Later(why) | Trouble::Never(why)) = &found {
        tracing::info!(%id, reason = %why, "a person was not found");
        let (id, why) = (id.clone(), why.clone());
        let act = federation
            .pod()
            .write(move |tx, cx| -> Result<(), Refused> { Ok(queue::looked_up(tx, cx.now, &id, Some(&why))?) });
        if let Err(error) = act.await {
            tracing::error!(%error, "the end of a search could not be written");
        }
    }
    found
}

async fn ask(federation: &Federation, id: &DiasporaId) -> Result<Found, Trouble> {
    let host = id.host();
    let document = get(federation, host, url::webfinger(id), "application/jrd+json").await?;
    let unreadable = |what: &dyn std::fmt::Display| Trouble::Never(format!("{host} gave an answer of no use: {what}."));
    let Links { hcard_url, seed } = webfinger::parse(&document, id).map_err(|error| unreadable(&error))?;
    if !seed.is_https() || !hcard_url.starts_with("https:") {
        return Err(unreadable(&"its addresses are not secure"));
    }
    let page = get(federation, host, hcard_url, "text/html").await?;
    let base = seed.clone();
    let parsed = tokio::task::spawn_blocking(move || hcard::parse(&page, &base)).await;
    let card = parsed.map_err(|_| unreadable(&"the hCard cannot be read"))?.map_err(|error| unreadable(&error))?;
    let profile = profile(&card, &seed);
    Ok(Found { diaspora_id: id.clone(), guid: card.guid, base_url: seed, public_key: card.key.der().to_vec(), profile })
}

async fn get(federation: &Federation, host: &str, url: String, accept: &str) -> Result<Bytes, Trouble> {
    match federation.ask(WireRequest::get(url, DOCUMENT).header("accept", accept)).await? {
        response if response.is_success() => Ok(response.body),
        response if matches!(response.status, 404 | 410) => {
            Err(Trouble::Never(format!("There is nobody with this address on {host}.")))
        }
        response => Err(Trouble::Later(format!("{host} answered with status {}.", response.status))),
    }
}

/// Programs that know only one name put it all into the full name.
fn profile(card: &Card, seed: &crate::base::PodUrl) -> Profile {
    let (first_name, last_name) = match (card.first_name.as_str(), card.last_name.as_str()) {
        ("", "") => (card.full_name.clone(), String::new()),
        (first, last) => (first.to_owned(), last.to_owned()),
    };
    let [large, medium, small] = &card.photos;
    let images = wire::images(seed, [large, medium, small]);
    Profile { first_name, last_name, images, searchable: card.searchable, ..Profile::default() }
}

async fn keep(
    federation: &Federation,
    id: &DiasporaId,
    found: Found,
    before: Option<&Person>,
) -> Result<Person, Trouble> {
    let changed = before.is_some_and(|known| {
        known.guid != found.guid || known.base_url != found.base_url || known.public_key != found.public_key
    });
    if changed {
        tracing::warn!(%id, "a known person now shows another key, guid or pod; what is stored stays");
    }
    let written = federation.pod().write(move |tx, cx| -> Result<_, Refused> { Ok(people::found(tx, cx, found)?) });
    match written.await? {
        Ok(person) => Ok(person),
        Err(Unacceptable::GuidTaken) => Err(Trouble::Never("This address claims to be somebody else's.".to_owned())),
        Err(Unacceptable::Local) => Err(Trouble::Never("This address claims to be on this pod.".to_owned())),
    }
}
