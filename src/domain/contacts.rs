//! Who shares with whom (spec/federation.md §6.2, spec/features.md §4.1).

use super::access;
use super::accounts;
use super::aspects;
use super::error::Refused;
use super::notifications;
use super::people;
use super::pod::Cx;
use super::profiles;
use super::queue;
use super::streams;
use crate::model::{
    Account, AccountId, AspectId, AspectMember, Contact, NotificationKind, Person, PersonId, Recipients, Subject,
};
use crate::protocol::entities::{self as entity};
use crate::store::{ReadsExt, StoreError, WriteTx, tables};

/// Puts a person into one of the account's aspects. The first one starts sharing: the person is
/// told, and what they wrote comes into the stream (W-105).
pub fn add(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    account: &Account,
    aspect: AspectId,
    person: PersonId,
) -> Result<(), Refused> {
    aspects::get(tx, account, aspect)?;
    let person = tx.record::<Person>(&person)?.ok_or(Refused::NotFound)?;
    if person.id == account.person {
        return Err(Refused::Forbidden("contacts-oneself"));
    }
    if person.closed {
        return Err(Refused::Forbidden("contacts-closed"));
    }
    if access::ignores(tx, account.id, person.id)? {
        return Err(Refused::Forbidden("contacts-ignored"));
    }
    aspects::enter(tx, account, aspect, person.id)?;
    let known = access::contact(tx, account.id, person.id)?;
    if known.as_ref().is_some_and(|contact| contact.receiving) {
        return Ok(());
    }
    let sharing = known.is_some_and(|contact| contact.sharing);
    tx.put(&Contact { account: account.id, person: person.id, sharing, receiving: true, since: cx.now })?;
    streams::follow(tx, account, person.id)?;
    notifications::mark_seen(tx, account, &[Subject::Person(person.id)])?;
    tell(tx, cx, account, &person, true, false)
}

/// Takes a person out of an aspect. Leaving the last one ends sharing (W-106).
pub fn remove(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    account: &Account,
    aspect: AspectId,
    person: PersonId,
) -> Result<(), Refused> {
    aspects::get(tx, account, aspect)?;
    aspects::leave(tx, aspect, person)?;
    let left = aspects::of_person(tx, account, person)?;
    match access::contact(tx, account.id, person)? {
        Some(contact) if contact.receiving && left.is_empty() => {
            stop(tx, account, contact)?;
            let person = people::get(tx, person)?;
            tell(tx, cx, account, &person, false, false)
        }
        _ => Ok(()),
    }
}

/// Ends sharing without telling anybody: out of all aspects, out of the stream.
pub(super) fn cut(tx: &mut WriteTx<'_>, account: &Account, person: PersonId) -> Result<bool, StoreError> {
    for aspect in aspects::of_person(tx, account, person)? {
        aspects::leave(tx, aspect, person)?;
    }
    let Some(contact) = access::contact(tx, account.id, person)? else { return Ok(false) };
    stop(tx, account, contact)?;
    Ok(true)
}

/// The other side of ignoring: `person` no longer shares with the account.
pub(super) fn cut_sharing(tx: &mut WriteTx<'_>, account: &Account, person: PersonId) -> Result<(), StoreError> {
    match access::contact(tx, account.id, person)? {
        Some(mut contact) => {
            contact.sharing = false;
            keep_or_drop(tx, contact)
        }
        None => Ok(()),
    }
}

fn stop(tx: &mut WriteTx<'_>, account: &Account, mut contact: Contact) -> Result<(), StoreError> {
    contact.receiving = false;
    let person = contact.person;
    keep_or_drop(tx, contact)?;
    streams::unfollow(tx, account, person)
}

/// A contact without any flag is none.
fn keep_or_drop(tx: &mut WriteTx<'_>, contact: Contact) -> Result<(), StoreError> {
    if contact.sharing || contact.receiving {
        tx.put(&contact).map(|_| ())
    } else {
        tx.delete::<Contact>(&(contact.account, contact.person)).map(|_| ())
    }
}

/// Lets the person know: across the network, or by writing the other side's row here.
pub(super) fn tell(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    account: &Account,
    person: &Person,
    sharing: bool,
    blocking: bool,
) -> Result<(), Refused> {
    if let Some(other) = accounts::of_person(tx, person.id)? {
        return set_sharing(tx, cx, &other, account.person, sharing);
    }
    if person.is_local() {
        return Ok(());
    }
    let author = people::get(tx, account.person)?;
    let contact = entity::Contact {
        author: author.diaspora_id.clone(),
        recipient: person.diaspora_id.clone(),
        following: sharing,
        sharing,
        blocking,
    };
    queue::send(tx, cx, account, &contact.into(), Recipients::People(vec![person.id]))?;
    if sharing {
        profiles::send_to(tx, cx, account, &author, vec![person.id])?;
    }
    Ok(())
}

/// A person of another pod says whether they share with one of ours (F-164 to F-169).
pub fn receive(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    account: &Account,
    author: PersonId,
    contact: &entity::Contact,
) -> Result<(), Refused> {
    if access::ignores(tx, account.id, author)? && contact.sharing {
        return Ok(());
    }
    set_sharing(tx, cx, account, author, contact.sharing)
}

/// Whether `person` shares with the account, as they told us.
fn set_sharing(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    account: &Account,
    person: PersonId,
    sharing: bool,
) -> Result<(), Refused> {
    let known = access::contact(tx, account.id, person)?;
    if known.as_ref().is_some_and(|contact| contact.sharing) == sharing {
        return Ok(());
    }
    let mut contact =
        known.unwrap_or(Contact { account: account.id, person, sharing: false, receiving: false, since: cx.now });
    contact.sharing = sharing;
    let receiving = contact.receiving;
    keep_or_drop(tx, contact)?;
    if !sharing {
        notifications::withdraw(tx, account.id, NotificationKind::StartedSharing, Subject::Person(person), person)?;
        return Ok(());
    }
    notifications::notify(tx, cx, account.id, NotificationKind::StartedSharing, Subject::Person(person), person)?;
    match account.settings.share_back {
        Some(aspect) if !receiving && !access::ignores(tx, account.id, person)? => add(tx, cx, account, aspect, person),
        _ => Ok(()),
    }
}

/// A person is closed: nobody here has them as a contact any more.
pub(super) fn person_is_gone(tx: &mut WriteTx<'_>, person: PersonId) -> Result<(), StoreError> {
    for ((_, account), ()) in tx.list(&tables::CONTACTS_OF_PERSON, &(person,), 100_000)? {
        let rows: Vec<((AccountId, PersonId, AspectId), ())> =
            tx.list(&tables::ASPECTS_OF_PERSON, &(account, person), 1_000)?;
        for ((_, _, aspect), ()) in rows {
            tx.delete::<AspectMember>(&(aspect, person))?;
        }
        tx.delete::<Contact>(&(account, person))?;
    }
    Ok(())
}
