//! What the network may know without asking anybody: public things by guid, cards of people, and
//! numbers about the pod. Everything else is `None`, and nobody learns why (F-215).

use super::comments;
use super::people;
use super::posts;
use super::wire;
use crate::base::{DiasporaId, Guid, PodUrl, Timestamp};
use crate::model::{Account, Person, PersonId, Post};
use crate::protocol::url::FetchType;
use crate::protocol::webfinger::Resource;
use crate::protocol::xml;
use crate::store::{Reads, ReadsExt, StoreError, tables};

/// Posts in the list that other pods read.
const NEWEST: usize = 15;

/// A public thing that somebody asked for by guid.
pub enum Published {
    /// Made here: its payload, and who signs it.
    Here { payload: String, signer: Box<Account>, author: DiasporaId },
    /// Made elsewhere: the pod that can sign it.
    There(PodUrl),
}

/// Something public by type and guid (spec/federation.md §3.4).
pub fn find(tx: &(impl Reads + ?Sized), what: FetchType, guid: &Guid) -> Result<Option<Published>, StoreError> {
    let post = match what {
        FetchType::Post => posts::by_guid(tx, guid)?,
        FetchType::Poll => match tx.get(&tables::POST_BY_POLL, guid)? {
            Some(post) => tx.record::<Post>(&post)?,
            None => None,
        },
        FetchType::Comment => return comment(tx, guid),
    };
    let Some(post) = post.filter(|post| post.public) else { return Ok(None) };
    published(tx, post.author, |author| Ok(xml::write(&wire::post(tx, author, &post)?)))
}

fn comment(tx: &(impl Reads + ?Sized), guid: &Guid) -> Result<Option<Published>, StoreError> {
    let Some(comment) = comments::by_guid(tx, guid)? else { return Ok(None) };
    if !tx.record::<Post>(&comment.post)?.is_some_and(|post| post.public) {
        return Ok(None);
    }
    published(tx, comment.author, |_| Ok(wire::signed_payload("comment", &comment.signed)))
}

fn published(
    tx: &(impl Reads + ?Sized),
    author: PersonId,
    payload: impl FnOnce(&Person) -> Result<String, StoreError>,
) -> Result<Option<Published>, StoreError> {
    let author = people::get(tx, author)?;
    if author.closed {
        return Ok(None);
    }
    let Some(account) = author.account else { return Ok(Some(Published::There(author.base_url))) };
    let Some(signer) = tx.record::<Account>(&account)?.filter(|account| account.closed.is_none()) else {
        return Ok(None);
    };
    Ok(Some(Published::Here { payload: payload(&author)?, signer: Box::new(signer), author: author.diaspora_id }))
}

/// The person of this pod that a WebFinger query is about, unless closed (F-003).
pub fn person(tx: &(impl Reads + ?Sized), resource: &Resource) -> Result<Option<Person>, StoreError> {
    let found = match resource {
        Resource::Id(id) => people::by_diaspora_id(tx, id)?,
        Resource::Guid(guid) => people::by_guid(tx, guid)?,
        Resource::User(name) => match tx.get(&tables::ACCOUNT_BY_NAME, name)? {
            Some(account) => match tx.record::<Account>(&account)? {
                Some(account) => Some(people::get(tx, account.person)?),
                None => None,
            },
            None => None,
        },
    };
    Ok(found.filter(|person| person.is_local() && !person.closed))
}

/// One row of the list that other pods read when they meet a person: its guid and its moment.
pub fn newest(tx: &(impl Reads + ?Sized), person: PersonId) -> Result<Vec<(Guid, Timestamp)>, StoreError> {
    let mut found = Vec::new();
    for ((_, at, id), ()) in tx.list(&tables::PUBLIC_POSTS_OF_PERSON, &(person,), NEWEST)? {
        found.extend(tx.record::<Post>(&id.0)?.map(|post| (post.guid, at.0)));
    }
    Ok(found)
}
