//! Notifications as the page lists them.

use super::{Look, NotificationKind as Kind, NotificationTarget, NotificationView, NotificationsPage, person, post};
use crate::base::Timestamp;
use crate::domain::{access, notifications as rules, people};
use crate::model::{Account, Comment, Notification, NotificationId, NotificationKind, Post, Subject};
use crate::store::{Reads, ReadsExt, Rev, StoreError, tables};

/// Entries on one page (W-196).
const PAGE: usize = 25;
/// People named in one entry.
const NAMED: usize = 3;

/// A page of an account's notifications, newest first.
pub fn notifications(
    tx: &dyn Reads,
    look: Look<'_>,
    account: &Account,
    cursor: Option<&str>,
    limit: Option<usize>,
) -> Result<NotificationsPage, StoreError> {
    let page = limit.unwrap_or(PAGE);
    let after = cursor.and_then(|cursor| {
        let (at, id) = cursor.split_once('.')?;
        Some((account.id, Rev(Timestamp::from_seconds(at.parse().ok()?)), Rev(NotificationId(id.parse().ok()?))))
    });
    let rows = match after {
        Some(after) => tx.list_after(&tables::NOTIFICATIONS_BY_TIME, &(account.id,), &after, page + 1)?,
        None => tx.list(&tables::NOTIFICATIONS_BY_TIME, &(account.id,), page + 1)?,
    };
    let older = rows
        .get(page.saturating_sub(1))
        .filter(|_| rows.len() > page)
        .map(|((_, at, id), ())| format!("{}.{}", at.0.seconds(), id.0));
    let mut views = Vec::new();
    for ((_, _, id), ()) in rows.into_iter().take(page) {
        if let Some(notification) = tx.record::<Notification>(&(account.id, id.0))? {
            views.extend(view(tx, look, account, &notification)?);
        }
    }
    Ok(NotificationsPage { notifications: views, older, unread: rules::unread(tx, account.id)? })
}

fn view(
    tx: &dyn Reads,
    look: Look<'_>,
    account: &Account,
    notification: &Notification,
) -> Result<Option<NotificationView>, StoreError> {
    let Some(kind) = kind(notification.kind) else { return Ok(None) };
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

/// `None` for what is told elsewhere.
fn kind(kind: NotificationKind) -> Option<Kind> {
    Some(match kind {
        NotificationKind::StartedSharing => Kind::StartedSharing,
        NotificationKind::CommentOnPost => Kind::CommentOnPost,
        NotificationKind::AlsoCommented => Kind::AlsoCommented,
        NotificationKind::Mentioned => Kind::Mentioned,
        NotificationKind::MentionedInComment => Kind::MentionedInComment,
        NotificationKind::Liked => Kind::Liked,
        NotificationKind::LikedComment => Kind::LikedComment,
        NotificationKind::Reshared => Kind::Reshared,
        NotificationKind::PrivateMessage => return None,
    })
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
