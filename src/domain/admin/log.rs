//! What admins and moderators did, for all admins to see (H-129).

use super::By;
use crate::base::Timestamp;
use crate::domain::pod::Cx;
use crate::model::{ActKind, AdminAct, AdminActId};
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};

/// Entries kept; older ones go.
const KEPT: u64 = 10_000;

/// Writes an act down, in the transaction that does it.
pub fn note(
    tx: &mut WriteTx<'_>,
    cx: &Cx<'_>,
    by: By<'_>,
    kind: ActKind,
    subject: impl Into<String>,
) -> Result<(), StoreError> {
    let id = AdminActId(tx.next("admin_act")?);
    let subject: String = subject.into();
    let subject = subject.chars().take(200).collect();
    tx.put(&AdminAct { id, at: cx.now, by: by.id(), kind, subject })?;
    if id.0 > KEPT {
        tx.delete::<AdminAct>(&AdminActId(id.0 - KEPT))?;
    }
    Ok(())
}

/// An entry, with the name of whoever acted.
pub struct Entry {
    pub at: Timestamp,
    /// `None` for the command line.
    pub by: Option<String>,
    pub kind: ActKind,
    pub subject: String,
}

/// Newest first, at most `limit` of them before an entry.
pub fn list(
    tx: &(impl Reads + ?Sized),
    before: Option<AdminActId>,
    limit: usize,
) -> Result<Vec<(AdminActId, Entry)>, StoreError> {
    let newest = tx.list_last(&tables::ADMIN_ACTS, &(), 1)?.first().map_or(0, |(id, _)| id.0);
    let end = before.map_or(newest + 1, |id| id.0);
    let start = AdminActId(end.saturating_sub(limit as u64));
    let mut entries = Vec::new();
    for (id, act) in tx.range(&tables::ADMIN_ACTS, &start, Some(&AdminActId(end)), limit)? {
        let by = match act.by {
            Some(account) => tx.get(&tables::ACCOUNTS, &account)?.map(|account| account.name),
            None => None,
        };
        entries.push((id, Entry { at: act.at, by, kind: act.kind, subject: act.subject }));
    }
    entries.reverse();
    Ok(entries)
}
