//! Telling the moderators about a post or a comment (spec/features.md §8.8). Reports never leave
//! this pod. The queue and its decisions are the moderators' pages'.

use super::access::Viewer;
use super::comments;
use super::error::Refused;
use super::mails;
use super::pod::Cx;
use super::posts;
use crate::base::Guid;
use crate::base::limits;
use crate::content::text;
use crate::model::{Account, Comment, PersonId, Post, PostId, Report, ReportId, Reported};
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};

/// Rows of one kind that one step walks.
const ALL: usize = 10_000;

/// Reports a post that the account sees; not its own, and once (W-171).
pub fn create_on_post(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    account: &Account,
    guid: &Guid,
    reason: &str,
) -> Result<Report, Refused> {
    let post = posts::find(tx, guid, Viewer::Account(account))?;
    create(tx, cx, account, Reported::Post(post.id), post.id, post.author, reason)
}

/// Reports a comment under a post that the account sees.
pub fn create_on_comment(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    account: &Account,
    guid: &Guid,
    reason: &str,
) -> Result<Report, Refused> {
    let (comment, post) = comments::find(tx, guid, Viewer::Account(account))?;
    create(tx, cx, account, Reported::Comment(comment.id), post.id, comment.author, reason)
}

fn create(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    account: &Account,
    item: Reported,
    post: PostId,
    author: PersonId,
    reason: &str,
) -> Result<Report, Refused> {
    check(tx, account, item, author)?;
    let reason = text::clean(reason, limits::TEXT).map_err(|long| posts::too_long("reason", long))?;
    if reason.is_empty() {
        return Err(Refused::invalid("reason", "post-report-reason"));
    }
    let id = ReportId(tx.next("report")?);
    let report = Report { id, item, post, author, reporter: account.id, reason, created: cx.now, reviewed: false };
    tx.put(&report)?;
    mails::reported(tx, cx, account.person)?;
    Ok(report)
}

/// Refuses what the account may not report: its own things, and anything twice.
pub fn check(tx: &(impl Reads + ?Sized), account: &Account, item: Reported, author: PersonId) -> Result<(), Refused> {
    if author == account.person {
        return Err(Refused::Forbidden("post-report-own"));
    }
    if exists(tx, item, account)? {
        return Err(Refused::Forbidden("post-report-again"));
    }
    Ok(())
}

/// Whether the account has reported this already.
pub fn exists(tx: &(impl Reads + ?Sized), item: Reported, account: &Account) -> Result<bool, StoreError> {
    tx.has(&tables::REPORTS_OF_ITEM, &(item, account.id))
}

/// Reports that wait for a decision, oldest first.
pub fn open(tx: &(impl Reads + ?Sized), limit: usize) -> Result<Vec<Report>, StoreError> {
    let mut reports = Vec::new();
    for (id, ()) in tx.list(&tables::REPORTS_OPEN, &(), limit)? {
        reports.extend(tx.record::<Report>(&id)?);
    }
    Ok(reports)
}

/// A decision was made: every report of the same item is done with.
pub fn close(tx: &mut WriteTx<'_>, item: Reported) -> Result<(), StoreError> {
    for (_, id) in tx.list(&tables::REPORTS_OF_ITEM, &(item,), ALL)? {
        if let Some(report) = tx.record::<Report>(&id)? {
            tx.put(&Report { reviewed: true, ..report })?;
        }
    }
    Ok(())
}

/// What a report is about, as it is now; `None` once it is gone.
pub enum Item {
    Post(Box<Post>),
    Comment(Box<Comment>),
}

/// The post or comment of a report.
pub fn item(tx: &(impl Reads + ?Sized), report: &Report) -> Result<Option<Item>, StoreError> {
    Ok(match report.item {
        Reported::Post(id) => tx.record::<Post>(&id)?.map(|post| Item::Post(Box::new(post))),
        Reported::Comment(id) => tx.record::<Comment>(&id)?.map(|comment| Item::Comment(Box::new(comment))),
    })
}

/// What is deleted needs no decision any more.
pub(super) fn forget(tx: &mut WriteTx<'_>, item: Reported) -> Result<(), StoreError> {
    close(tx, item)
}
