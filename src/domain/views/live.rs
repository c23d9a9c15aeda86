//! What an open page is told about while it stays open.

use super::LiveView;
use crate::domain::{Refused, accounts, conversations, notifications};
use crate::model::{Account, StreamKind};
use crate::store::{Reads, ReadsExt, tables};

/// The numbers of an account; refuses once the account has ended.
pub fn live(tx: &dyn Reads, account: &Account) -> Result<LiveView, Refused> {
    accounts::get(tx, account.id)?.filter(|account| account.closed.is_none()).ok_or(Refused::NotFound)?;
    let first = tx.list(&tables::STREAM, &(account.id, StreamKind::Main), 1)?.pop();
    Ok(LiveView {
        unread: notifications::unread(tx, account.id)?,
        unread_messages: conversations::unread(tx, account.id)?,
        top: first.map(|((_, _, at, id), ())| format!("{}.{}", at.0.seconds(), id.0)).unwrap_or_default(),
    })
}
