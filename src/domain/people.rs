//! People of this pod and of others.

use super::pod::Cx;
use super::queue;
use crate::base::{DiasporaId, Guid, PodUrl};
use crate::model::{Person, PersonId, Profile};
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};

/// What discovery found out about somebody (spec/federation.md §1.5).
pub struct Found {
    pub diaspora_id: DiasporaId,
    pub guid: Guid,
    pub base_url: PodUrl,
    /// SubjectPublicKeyInfo, DER.
    pub public_key: Vec<u8>,
    pub profile: Profile,
}

/// Why somebody found is not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unacceptable {
    /// The guid belongs to another address (F-027).
    GuidTaken,
    /// The address is one of ours, or the pod is.
    Local,
}

/// A person by address.
pub fn by_diaspora_id(tx: &(impl Reads + ?Sized), id: &DiasporaId) -> Result<Option<Person>, StoreError> {
    match tx.get(&tables::PERSON_BY_DIASPORA_ID, id)? {
        Some(id) => tx.record::<Person>(&id),
        None => Ok(None),
    }
}

/// A person by guid.
pub fn by_guid(tx: &(impl Reads + ?Sized), guid: &Guid) -> Result<Option<Person>, StoreError> {
    match tx.get(&tables::PERSON_BY_GUID, guid)? {
        Some(id) => tx.record::<Person>(&id),
        None => Ok(None),
    }
}

/// A person that must be there because a row points at them.
pub fn get(tx: &(impl Reads + ?Sized), id: PersonId) -> Result<Person, StoreError> {
    tx.record::<Person>(&id)?
        .ok_or_else(|| StoreError::Corrupt { table: "persons", what: format!("person {id} is missing") })
}

/// Takes in what discovery found. Key, guid and pod of a known person stay as they are (F-026);
/// names, pictures and findability follow.
pub fn found(tx: &mut WriteTx<'_>, cx: &Cx<'_>, found: Found) -> Result<Result<Person, Unacceptable>, StoreError> {
    let own = super::instance::get(tx)?
        .is_some_and(|instance| instance.url == found.base_url || instance.url.authority() == found.diaspora_id.host());
    if own {
        return Ok(Err(Unacceptable::Local));
    }
    queue::looked_up(tx, cx.now, &found.diaspora_id, None)?;
    if let Some(mut known) = by_diaspora_id(tx, &found.diaspora_id)? {
        known.profile.first_name = found.profile.first_name;
        known.profile.last_name = found.profile.last_name;
        known.profile.images = found.profile.images;
        known.profile.searchable = found.profile.searchable;
        tx.put(&known)?;
        return Ok(Ok(known));
    }
    if by_guid(tx, &found.guid)?.is_some() {
        return Ok(Err(Unacceptable::GuidTaken));
    }
    let person = Person {
        id: PersonId(tx.next("person")?),
        diaspora_id: found.diaspora_id,
        guid: found.guid,
        base_url: found.base_url,
        public_key: found.public_key,
        profile: found.profile,
        account: None,
        closed: false,
        added: cx.now,
    };
    tx.put(&person)?;
    let pod = queue::pod(tx, &person.base_url, cx.now)?;
    tx.put(&pod)?;
    Ok(Ok(person))
}
