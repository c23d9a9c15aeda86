//! What an account should hear about (spec/features.md §7.1).

use super::access;
use super::pod::Cx;
use crate::model::{Account, AccountId, Notification, NotificationId, NotificationKind, PersonId, Subject};
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};

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

/// Marks everything read.
pub fn mark_all(tx: &mut WriteTx<'_>, account: &Account) -> Result<(), StoreError> {
    for ((_, _, _, id), ()) in tx.list(&tables::NOTIFICATIONS_UNREAD, &(account.id,), 10_000)? {
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
    for ((_, _, subject, id), ()) in tx.list(&tables::NOTIFICATIONS_UNREAD, &(account,), 10_000)? {
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
