//! Keeping people of other pods out of everybody's way (W-242), and deciding about reports.

use super::admin::{By, log, users};
use super::error::Refused;
use super::pod::Cx;
use crate::model::{ActKind, Barred, Person, PersonId, Role};
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};

/// Characters of a reason.
const WHY: usize = 500;

/// Shuts a person of another pod out: nothing is taken from them, nothing is sent to them, nobody
/// finds them by name. They are not told.
pub fn bar(tx: &mut WriteTx<'_>, cx: &Cx<'_>, by: By<'_>, who: &str, why: &str) -> Result<Person, Refused> {
    by.needs(Role::Admin)?;
    let person = users::person(tx, who)?;
    if person.is_local() {
        return Err(Refused::invalid("person", "admin-bar-local"));
    }
    let why = why.trim().chars().take(WHY).collect();
    tx.put(&Barred { person: person.id, since: cx.now, why })?;
    log::note(tx, cx, by, ActKind::PersonBlocked, person.diaspora_id.as_str())?;
    Ok(person)
}

/// Lets a person in again.
pub fn unbar(tx: &mut WriteTx<'_>, cx: &Cx<'_>, by: By<'_>, who: &str) -> Result<Person, Refused> {
    by.needs(Role::Admin)?;
    let person = users::person(tx, who)?;
    tx.delete::<Barred>(&person.id)?.ok_or(Refused::NotFound)?;
    log::note(tx, cx, by, ActKind::PersonUnblocked, person.diaspora_id.as_str())?;
    Ok(person)
}

/// Whether a person is shut out.
pub fn is_barred(tx: &(impl Reads + ?Sized), person: PersonId) -> Result<bool, StoreError> {
    tx.has(&tables::BARRED, &person)
}

/// Everybody who is shut out, newest first.
pub fn barred(tx: &(impl Reads + ?Sized)) -> Result<Vec<(Barred, Person)>, StoreError> {
    let mut all = Vec::new();
    for (id, barred) in tx.list(&tables::BARRED, &(), 10_000)? {
        all.push((barred, super::people::get(tx, id)?));
    }
    all.sort_by_key(|(barred, _)| std::cmp::Reverse(barred.since));
    Ok(all)
}
