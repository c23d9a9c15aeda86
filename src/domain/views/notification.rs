//! Notifications as the page lists them.

use super::{
    Look, NotificationFilter, NotificationKind as Kind, NotificationTarget, NotificationView, NotificationsPage,
    person, post,
};
use crate::base::Timestamp;
use crate::domain::{access, notifications as rules, people};
use crate::model::{Account, Comment, Notification, NotificationId, NotificationKind, Post, Subject};
use crate::store::{Reads, ReadsExt, Rev, StoreError, tables};

/// Entries on one page (W-196).
const PAGE: usize = 25;
/// Unread notifications that are put in order for one page.
const UNREAD: usize = 5_000;
/// People named in one entry.
const NAMED: usize = 3;

/// A place in the list: what comes after it is older.
type Place = (Timestamp, NotificationId);

/// A page of an account's notifications, newest first.
pub fn notifications(
    tx: &dyn Reads,
    look: Look<'_>,
    account: &Account,
    filter: NotificationFilter,
    cursor: Option<&str>,
    limit: Option<usize>,
) -> Result<NotificationsPage, StoreError> {
    let page = limit.unwrap_or(PAGE);
    let after = cursor.and_then(|cursor| {
        let (at, id) = cursor.split_once('.')?;
        Some((Timestamp::from_seconds(at.parse().ok()?), NotificationId(id.parse().ok()?)))
    });
    let places = if filter.unread {
        unread(tx, account, filter.kind, after, page + 1)?
    } else {
        all(tx, account, filter.kind, after, page + 1)?
    };
    let older = places
        .get(page.saturating_sub(1))
        .filter(|_| places.len() > page)
        .map(|(at, id)| format!("{}.{}", at.seconds(), id));
    let mut views = Vec::new();
    for (_, id) in places.into_iter().take(page) {
        if let Some(notification) = tx.record::<Notification>(&(account.id, id))? {
            views.extend(view(tx, look, account, &notification)?);
        }
    }
    let mut unread_of = Vec::new();
    for (stored, shown) in KINDS {
        unread_of.push((*shown, rules::unread_of(tx, account.id, *stored)?));
    }
    Ok(NotificationsPage { notifications: views, older, unread: rules::unread(tx, account.id)?, filter, unread_of })
}

/// The newest notifications, as the head of every page shows them.
pub(super) fn newest(
    tx: &dyn Reads,
    look: Look<'_>,
    account: &Account,
    limit: usize,
) -> Result<Vec<NotificationView>, StoreError> {
    let mut views = Vec::new();
    for (_, id) in all(tx, account, None, None, limit)? {
        if let Some(notification) = tx.record::<Notification>(&(account.id, id))? {
            views.extend(view(tx, look, account, &notification)?);
        }
    }
    Ok(views)
}

fn all(
    tx: &dyn Reads,
    account: &Account,
    kind: Option<Kind>,
    after: Option<Place>,
    limit: usize,
) -> Result<Vec<Place>, StoreError> {
    if let Some(kind) = kind.map(stored) {
        let table = &tables::NOTIFICATIONS_BY_KIND;
        let rows = match after {
            Some((at, id)) => {
                tx.list_after(table, &(account.id, kind), &(account.id, kind, Rev(at), Rev(id)), limit)?
            }
            None => tx.list(table, &(account.id, kind), limit)?,
        };
        return Ok(rows.into_iter().map(|((_, _, at, id), ())| (at.0, id.0)).collect());
    }
    let table = &tables::NOTIFICATIONS_BY_TIME;
    let rows = match after {
        Some((at, id)) => tx.list_after(table, &(account.id,), &(account.id, Rev(at), Rev(id)), limit)?,
        None => tx.list(table, &(account.id,), limit)?,
    };
    Ok(rows.into_iter().map(|((_, at, id), ())| (at.0, id.0)).collect())
}

/// Unread ones are few: they are gathered and put in order here.
fn unread(
    tx: &dyn Reads,
    account: &Account,
    kind: Option<Kind>,
    after: Option<Place>,
    limit: usize,
) -> Result<Vec<Place>, StoreError> {
    let rows = match kind.map(stored) {
        Some(kind) => tx.list(&tables::NOTIFICATIONS_UNREAD, &(account.id, kind), UNREAD)?,
        None => tx.list(&tables::NOTIFICATIONS_UNREAD, &(account.id,), UNREAD)?,
    };
    let mut places = Vec::with_capacity(rows.len());
    for ((_, _, _, id), ()) in rows {
        if let Some(notification) = tx.record::<Notification>(&(account.id, id))? {
            places.push((notification.updated, id));
        }
    }
    places.sort_unstable_by(|a, b| b.cmp(a));
    Ok(places.into_iter().filter(|place| after.is_none_or(|after| *place < after)).take(limit).collect())
}

fn view(
    tx: &dyn Reads,
    look: Look<'_>,
    account: &Account,
    notification: &Notification,
) -> Result<Option<NotificationView>, StoreError> {
    let Some(kind) = shown(notification.kind) else { return Ok(None) };
    let mut actors = Vec::new();
    for actor in notification.actors.iter().take(NAMED) {
        actors.push(person::person(tx, look, *actor)?);
    }
    let relation = match (notification.kind, notification.actors.first()) {
        (NotificationKind::StartedSharing, Some(actor)) => person::relation(tx, look, &people::get(tx, *actor)?)?,
        _ => None,
    };
    Ok(Some(NotificationView {
        id: notification.id.0,
        kind,
        others: u32::try_from(notification.actors.len().saturating_sub(NAMED)).unwrap_or(0),
        actors,
        target: target(tx, look, account, notification.subject)?,
        is_unread: notification.unread,
        at: notification.updated,
        relation,
    }))
}

/// The kinds that are listed, stored and shown, in the order of the filter.
const KINDS: &[(NotificationKind, Kind)] = &[
    (NotificationKind::StartedSharing, Kind::StartedSharing),
    (NotificationKind::CommentOnPost, Kind::CommentOnPost),
    (NotificationKind::AlsoCommented, Kind::AlsoCommented),
    (NotificationKind::Mentioned, Kind::Mentioned),
    (NotificationKind::MentionedInComment, Kind::MentionedInComment),
    (NotificationKind::Liked, Kind::Liked),
    (NotificationKind::LikedComment, Kind::LikedComment),
    (NotificationKind::Reshared, Kind::Reshared),
    (NotificationKind::ContactsBirthday, Kind::ContactsBirthday),
];

/// `None` for what is told elsewhere.
fn shown(stored: NotificationKind) -> Option<Kind> {
    KINDS.iter().find(|(kind, _)| *kind == stored).map(|(_, shown)| *shown)
}

/// The stored kind of a shown one.
pub fn stored(shown: Kind) -> NotificationKind {
    KINDS.iter().find(|(_, kind)| *kind == shown).map_or(NotificationKind::StartedSharing, |(stored, _)| *stored)
}

fn target(
    tx: &dyn Reads,
    look: Look<'_>,
    account: &Account,
    subject: Subject,
) -> Result<NotificationTarget, StoreError> {
    let (id, comment) = match subject {
        Subject::Person(_) => return Ok(NotificationTarget::Person),
        Subject::Conversation(_) => return Ok(NotificationTarget::Gone),
        Subject::Post(id) => (id, None),
        Subject::Comment(id, comment) => (id, tx.record::<Comment>(&comment)?),
    };
    let Some(found) = tx.record::<Post>(&id)? else { return Ok(NotificationTarget::Gone) };
    if !access::may_see(tx, &found, look.viewer)? {
        return Ok(NotificationTarget::Gone);
    }
    let author = people::get(tx, found.author)?;
    let title = post::title(tx, look, &found, &author)?;
    Ok(match (subject, comment) {
        (Subject::Comment(..), Some(comment)) => {
            NotificationTarget::Comment { post: found.guid, guid: comment.guid, title }
        }
        (Subject::Comment(..), None) => NotificationTarget::Gone,
        _ => {
            let author = (author.id != account.person).then(|| author.name());
            NotificationTarget::Post { guid: found.guid, title, author }
        }
    })
}
