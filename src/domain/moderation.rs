//! Keeping people of other pods out of everybody's way (W-242), and deciding about reports.

use super::admin::{By, log, users};
use super::error::Refused;
use super::pod::Cx;
use super::reports::{self, Item};
use super::{accounts, comments, posts, retractions};
use crate::model::{ActKind, Barred, Person, PersonId, Post, Report, ReportId, Role};
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

/// Keeps what was reported; every report of it is done with (W-224).
pub fn keep(tx: &mut WriteTx<'_>, cx: &Cx<'_>, by: By<'_>, id: ReportId) -> Result<(), Refused> {
    by.needs(Role::Moderator)?;
    let report = tx.record::<Report>(&id)?.ok_or(Refused::NotFound)?;
    reports::close(tx, report.item)?;
    Ok(log::note(tx, cx, by, ActKind::ReportKept, about(tx, &report)?)?)
}

/// Deletes what was reported: everywhere if it is ours to take back, else on this pod (W-224).
pub fn delete(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, by: By<'_>, id: ReportId) -> Result<(), Refused> {
    by.needs(Role::Moderator)?;
    let report = tx.record::<Report>(&id)?.ok_or(Refused::NotFound)?;
    log::note(tx, cx, by, ActKind::ReportDeleted, about(tx, &report)?)?;
    reports::close(tx, report.item)?;
    match reports::item(tx, &report)? {
        Some(Item::Post(post)) => match accounts::of_person(tx, post.author)? {
            Some(author) => retractions::delete_post(tx, cx, &author, &post.guid),
            None => {
                retractions::remember(tx, cx, &post.guid, post.author)?;
                Ok(posts::remove(tx, &post)?)
            }
        },
        Some(Item::Comment(comment)) => {
            let root = tx.record::<Post>(&comment.post)?.ok_or(Refused::NotFound)?;
            let owner = match accounts::of_person(tx, root.author)? {
                Some(owner) => Some(owner),
                None => accounts::of_person(tx, comment.author)?,
            };
            match owner {
                Some(owner) => retractions::delete_comment(tx, cx, &owner, &comment.guid),
                None => {
                    retractions::remember(tx, cx, &comment.guid, comment.author)?;
                    Ok(comments::remove(tx, &comment)?)
                }
            }
        }
        None => Ok(()),
    }
}

/// Whose it is, for the log.
fn about(tx: &(impl Reads + ?Sized), report: &Report) -> Result<String, StoreError> {
    Ok(super::people::get(tx, report.author)?.diaspora_id.to_string())
}
