//! What an account should hear about (spec/features.md §7.1).

use super::access;
use super::mails;
use super::pod::Cx;
use crate::base::Timestamp;
use crate::model::{Account, AccountId, Contact, Notification, NotificationId, NotificationKind, PersonId, Subject};
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};

/// Unread notifications that one action walks.
const MOST: usize = 10_000;
/// Name of the fact on which day birthdays were last told.
const BIRTHDAYS: &str = "birthdays told";
/// People that one notification remembers.
const ACTORS: usize = 50;

/// Tells an account what a person did. Never for its own deeds, never from people it ignores
/// (W-193). While unread, the same done to the same thing shares one entry (W-192).
pub fn notify(
    tx: &mut WriteTx<'_>,
    cx: &Cx<'_>,
    account: AccountId,
    kind: NotificationKind,
    subject: Subject,
    actor: PersonId,
) -> Result<(), StoreError> {
    let Some(owner) = tx.record::<Account>(&account)? else { return Ok(()) };
    if owner.person == actor || owner.closed.is_some() || access::ignores(tx, account, actor)? {
        return Ok(());
    }
    mails::notified(tx, cx, &owner, kind, subject, actor)?;
    if !kind.is_listed() {
        return Ok(());
    }
    let unread = tx.list(&tables::NOTIFICATIONS_UNREAD, &(account, kind, subject), 1)?;
    let open = match unread.first() {
        Some(((_, _, _, id), ())) => tx.record::<Notification>(&(account, *id))?,
        None => None,
    };
    let mut notification = match open {
        Some(notification) => notification,
        None => Notification {
            account,
            id: NotificationId(tx.next("notification")?),
            kind,
            subject,
            actors: Vec::new(),
            unread: true,
            created: cx.now,
            updated: cx.now,
        },
    };
    notification.actors.retain(|known| *known != actor);
    notification.actors.insert(0, actor);
    notification.actors.truncate(ACTORS);
    notification.updated = cx.now;
    tx.put(&notification)?;
    Ok(())
}

/// Marks one notification read or unread.
pub fn mark(tx: &mut WriteTx<'_>, account: &Account, id: NotificationId, unread: bool) -> Result<(), StoreError> {
    if let Some(mut notification) = tx.record::<Notification>(&(account.id, id))? {
        notification.unread = unread;
        tx.put(&notification)?;
    }
    Ok(())
}

/// Marks everything read, or everything of one kind (W-195, W-196).
pub fn mark_all(tx: &mut WriteTx<'_>, account: &Account, kind: Option<NotificationKind>) -> Result<(), StoreError> {
    let rows = match kind {
        Some(kind) => tx.list(&tables::NOTIFICATIONS_UNREAD, &(account.id, kind), MOST)?,
        None => tx.list(&tables::NOTIFICATIONS_UNREAD, &(account.id,), MOST)?,
    };
    for ((_, _, _, id), ()) in rows {
        mark(tx, account, id, false)?;
    }
    Ok(())
}

/// Whether looking at a subject would mark anything: pages ask this of a snapshot, so that most
/// visits write nothing.
pub fn has_unread_about(tx: &(impl Reads + ?Sized), account: AccountId, about: &[Subject]) -> Result<bool, StoreError> {
    Ok(!unread_about(tx, account, about)?.is_empty())
}

/// Marks what an account has just looked at as read (W-197).
pub fn mark_seen(tx: &mut WriteTx<'_>, account: &Account, about: &[Subject]) -> Result<(), StoreError> {
    for id in unread_about(tx, account.id, about)? {
        mark(tx, account, id, false)?;
    }
    Ok(())
}

fn unread_about(
    tx: &(impl Reads + ?Sized),
    account: AccountId,
    about: &[Subject],
) -> Result<Vec<NotificationId>, StoreError> {
    let mut found = Vec::new();
    for ((_, _, subject, id), ()) in tx.list(&tables::NOTIFICATIONS_UNREAD, &(account,), MOST)? {
        let concerns = about.iter().any(|seen| match (seen, subject) {
            (Subject::Post(post), Subject::Comment(of, _)) => *post == of,
            _ => *seen == subject,
        });
        if concerns {
            found.push(id);
        }
    }
    Ok(found)
}

/// Unread notifications, counted up to 100.
pub fn unread(tx: &(impl Reads + ?Sized), account: AccountId) -> Result<u32, StoreError> {
    Ok(u32::try_from(tx.count(&tables::NOTIFICATIONS_UNREAD, &(account,), 100)?).unwrap_or(100))
}

/// Unread notifications of one kind, counted up to 1,000.
pub fn unread_of(tx: &(impl Reads + ?Sized), account: AccountId, kind: NotificationKind) -> Result<u32, StoreError> {
    Ok(u32::try_from(tx.count(&tables::NOTIFICATIONS_UNREAD, &(account, kind), 1_000)?).unwrap_or(1_000))
}

/// Whether the birthdays of this day were not told yet.
pub fn birthdays_wait(tx: &(impl Reads + ?Sized), now: Timestamp) -> Result<bool, StoreError> {
    Ok(tx.get(&tables::META, &BIRTHDAYS.to_owned())? != Some(day_number(now)))
}

/// Tells mutual contacts whose birthday it is, once a day (W-199). Born on 29 February, one is told
/// of on 28 February in the years without it.
pub fn tell_birthdays(tx: &mut WriteTx<'_>, cx: &Cx<'_>) -> Result<(), StoreError> {
    if !birthdays_wait(tx, cx.now)? {
        return Ok(());
    }
    tx.set_meta(BIRTHDAYS, day_number(cx.now))?;
    let (year, month, day) = cx.now.year_month_day();
    let (Ok(month), Ok(day)) = (u8::try_from(month), u8::try_from(day)) else { return Ok(()) };
    let mut born = tx.list(&tables::BIRTHDAYS, &(month, day), MOST)?;
    let is_leap_year = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if (month, day) == (2, 28) && !is_leap_year {
        born.extend(tx.list(&tables::BIRTHDAYS, &(2, 29), MOST)?);
    }
    for ((_, _, person), ()) in born {
        for ((_, account), ()) in tx.list(&tables::CONTACTS_OF_PERSON, &(person,), MOST)? {
            if tx.record::<Contact>(&(account, person))?.is_some_and(|contact| contact.is_mutual()) {
                notify(tx, cx, account, NotificationKind::ContactsBirthday, Subject::Person(person), person)?;
            }
        }
    }
    Ok(())
}

fn day_number(now: Timestamp) -> u64 {
    u64::try_from(now.seconds().div_euclid(24 * 3600)).unwrap_or(0)
}

/// Takes back what a person's deed caused: an entry that nobody is left in goes.
pub fn withdraw(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    kind: NotificationKind,
    subject: Subject,
    actor: PersonId,
) -> Result<(), StoreError> {
    let rows = tx.list(&tables::NOTIFICATIONS_OF_SUBJECT, &(subject, account), 1_000)?;
    for ((_, _, id), ()) in rows {
        let Some(mut notification) = tx.record::<Notification>(&(account, id))? else { continue };
        if notification.kind != kind {
            continue;
        }
        notification.actors.retain(|known| *known != actor);
        if notification.actors.is_empty() {
            tx.delete::<Notification>(&(account, id))?;
        } else {
            tx.put(&notification)?;
        }
    }
    Ok(())
}
