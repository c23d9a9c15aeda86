//! Ignoring people (spec/features.md §4.6). The ignored person is not told.

use super::accounts;
use super::contacts;
use super::error::Refused;
use super::pod::Cx;
use super::streams;
use crate::model::{Account, Block, Contact, Notification, Person, PersonId};
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};

/// Ignores a person: sharing ends in both directions, their posts leave all streams, what they did
/// is no longer news (W-118).
pub fn create(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, account: &Account, person: PersonId) -> Result<(), Refused> {
    let person = tx.record::<Person>(&person)?.ok_or(Refused::NotFound)?;
    if person.id == account.person {
        return Err(Refused::Forbidden("blocks-oneself"));
    }
    if tx.put(&Block { account: account.id, person: person.id, since: cx.now })?.is_some() {
        return Ok(());
    }
    contacts::cut(tx, account, person.id)?;
    tx.delete::<Contact>(&(account.id, person.id))?;
    streams::unfollow(tx, account, person.id)?;
    quieten(tx, account, person.id)?;
    if let Some(other) = accounts::of_person(tx, person.id)? {
        contacts::cut_sharing(tx, &other, account.person)?;
        return Ok(());
    }
    contacts::tell(tx, cx, account, &person, false, true)
}

/// Stops ignoring; sharing does not come back by itself (W-120).
pub fn delete(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, account: &Account, person: PersonId) -> Result<(), Refused> {
    if tx.delete::<Block>(&(account.id, person))?.is_none() {
        return Err(Refused::NotFound);
    }
    let person = super::people::get(tx, person)?;
    if person.is_local() {
        return Ok(());
    }
    contacts::tell(tx, cx, account, &person, false, false)
}

/// Whom an account ignores.
pub fn list(tx: &(impl Reads + ?Sized), account: &Account) -> Result<Vec<PersonId>, StoreError> {
    Ok(tx.list(&tables::BLOCKS, &(account.id,), 10_000)?.into_iter().map(|((_, person), _)| person).collect())
}

/// Unread entries that only this person caused are read.
fn quieten(tx: &mut WriteTx<'_>, account: &Account, person: PersonId) -> Result<(), StoreError> {
    for ((_, _, _, id), ()) in tx.list(&tables::NOTIFICATIONS_UNREAD, &(account.id,), 10_000)? {
        let Some(mut notification) = tx.record::<Notification>(&(account.id, id))? else { continue };
        if notification.actors.iter().all(|actor| *actor == person) {
            notification.unread = false;
            tx.put(&notification)?;
        }
    }
    Ok(())
}
