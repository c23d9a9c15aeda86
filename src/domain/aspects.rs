//! An account's named groups of contacts (spec/features.md §4.2). Nothing of them ever leaves the
//! pod (W-109).

use super::contacts;
use super::error::Refused;
use super::pod::Cx;
use super::words::Sentence;
use crate::base::limits;
use crate::model::{Account, Aspect, AspectId, AspectMember, PersonId, PostDefault};
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};

/// Aspects that one account may have.
const MOST: usize = 200;

/// The aspects of an account in its order.
pub fn list(tx: &(impl Reads + ?Sized), account: &Account) -> Result<Vec<Aspect>, StoreError> {
    let mut aspects: Vec<Aspect> =
        tx.list(&tables::ASPECTS, &(account.id,), MOST)?.into_iter().map(|(_, aspect)| aspect).collect();
    aspects.sort_by_key(|aspect| aspect.position);
    Ok(aspects)
}

/// One aspect of an account.
pub fn get(tx: &(impl Reads + ?Sized), account: &Account, id: AspectId) -> Result<Aspect, Refused> {
    tx.record::<Aspect>(&(account.id, id))?.ok_or(Refused::NotFound)
}

/// The people in an aspect.
pub fn members(tx: &(impl Reads + ?Sized), aspect: AspectId) -> Result<Vec<PersonId>, StoreError> {
    Ok(tx.list(&tables::ASPECT_MEMBERS, &(aspect,), 100_000)?.into_iter().map(|((_, person), _)| person).collect())
}

/// The aspects of an account that a person is in.
pub fn of_person(tx: &(impl Reads + ?Sized), account: &Account, person: PersonId) -> Result<Vec<AspectId>, StoreError> {
    Ok(tx
        .list(&tables::ASPECTS_OF_PERSON, &(account.id, person), MOST)?
        .into_iter()
        .map(|((_, _, aspect), ())| aspect)
        .collect())
}

fn check_name(
    tx: &(impl Reads + ?Sized),
    account: &Account,
    name: &str,
    own: Option<AspectId>,
) -> Result<String, Refused> {
    let name: String = name.trim().chars().filter(|c| !c.is_control()).collect();
    if name.is_empty() {
        return Err(Refused::invalid("name", "aspects-no-name"));
    }
    let length = name.chars().count();
    if length > limits::ASPECT_NAME {
        return Err(Refused::invalid(
            "name",
            Sentence::new("aspects-long-name").with("most", limits::ASPECT_NAME).with("length", length),
        ));
    }
    let taken = list(tx, account)?
        .iter()
        .any(|aspect| Some(aspect.id) != own && aspect.name.to_lowercase() == name.to_lowercase());
    if taken {
        return Err(Refused::invalid("name", "aspects-taken"));
    }
    Ok(name)
}

/// Makes an aspect at the end of the order (W-100).
pub fn create(tx: &mut WriteTx<'_>, account: &Account, name: &str) -> Result<Aspect, Refused> {
    let name = check_name(tx, account, name, None)?;
    let existing = list(tx, account)?;
    if existing.len() >= MOST {
        return Err(Refused::invalid("name", Sentence::new("aspects-many").with("most", MOST)));
    }
    let position = existing.last().map_or(0, |aspect| aspect.position + 1);
    let aspect = Aspect { account: account.id, id: AspectId(tx.next("aspect")?), name, position };
    tx.put(&aspect)?;
    Ok(aspect)
}

/// Gives an aspect another name.
pub fn rename(tx: &mut WriteTx<'_>, account: &Account, id: AspectId, name: &str) -> Result<(), Refused> {
    let mut aspect = get(tx, account, id)?;
    aspect.name = check_name(tx, account, name, Some(id))?;
    tx.put(&aspect)?;
    Ok(())
}

/// Gives an aspect a number in the order.
pub fn put_at(tx: &mut WriteTx<'_>, account: &Account, id: AspectId, position: u32) -> Result<(), Refused> {
    let mut aspect = get(tx, account, id)?;
    aspect.position = position;
    tx.put(&aspect)?;
    Ok(())
}

/// Moves an aspect one place up or down in every list (W-102).
pub fn shift(tx: &mut WriteTx<'_>, account: &Account, id: AspectId, up: bool) -> Result<(), Refused> {
    let mut aspects = list(tx, account)?;
    let at = aspects.iter().position(|aspect| aspect.id == id).ok_or(Refused::NotFound)?;
    let other = if up { at.checked_sub(1) } else { Some(at + 1).filter(|next| *next < aspects.len()) };
    if let Some(other) = other {
        aspects.swap(at, other);
    }
    for (position, mut aspect) in (0..).zip(aspects) {
        aspect.position = position;
        tx.put(&aspect)?;
    }
    Ok(())
}

/// Deletes an aspect; whoever was only in this one is no longer shared with. True if it was the
/// aspect for sharing back, which is switched off (W-101).
pub fn delete(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, account: &Account, id: AspectId) -> Result<bool, Refused> {
    get(tx, account, id)?;
    for person in members(tx, id)? {
        contacts::remove(tx, cx, account, id, person)?;
    }
    tx.delete::<Aspect>(&(account.id, id))?;
    let mut owner = super::accounts::get(tx, account.id)?.ok_or(Refused::NotFound)?;
    let was_share_back = owner.settings.share_back == Some(id);
    if was_share_back {
        owner.settings.share_back = None;
    }
    if let PostDefault::Aspects(chosen) = &mut owner.settings.post_default {
        chosen.retain(|aspect| *aspect != id);
        if chosen.is_empty() {
            owner.settings.post_default = PostDefault::AllAspects;
        }
    }
    tx.put(&owner)?;
    Ok(was_share_back)
}

/// Puts the row that makes a person a member.
pub(super) fn enter(
    tx: &mut WriteTx<'_>,
    account: &Account,
    aspect: AspectId,
    person: PersonId,
) -> Result<(), StoreError> {
    tx.put(&AspectMember { account: account.id, aspect, person }).map(|_| ())
}

/// Removes the row that makes a person a member.
pub(super) fn leave(tx: &mut WriteTx<'_>, aspect: AspectId, person: PersonId) -> Result<(), StoreError> {
    tx.delete::<AspectMember>(&(aspect, person)).map(|_| ())
}
