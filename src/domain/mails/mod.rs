//! What the pod writes to people by mail (spec/features.md §7.1, W-201 to W-203).
//!
//! An action queues a [`Letter`], which says what is to be told and nothing more. Its words are
//! chosen when it goes out ([`compose`]), in the language that the reader has then, and only if it
//! still is worth telling and the reader may still see it. News wait a little for company, so that
//! ten likes are one mail (`news`). Without mail nothing is queued and everything else works
//! (W-046, W-051).

mod compose;
mod letter;
mod news;
mod unsubscribe;

pub use compose::{Ready, compose};
pub use news::gather;
pub use unsubscribe::{Unsubscribe, unsubscribe, unsubscribe_link};

pub(super) use news::{notified, tell};

use super::accounts;
use super::error::Refused;
use super::pod::Cx;
use super::queue;
use crate::model::{Account, AccountId, Letter, MailKind, Role, Thread, Work};
use crate::store::{StoreError, WriteTx};

/// Queues a letter; without mail it is forgotten.
pub fn post(tx: &mut WriteTx<'_>, cx: &Cx<'_>, letter: Letter) -> Result<(), StoreError> {
    if cx.mails {
        queue::push(tx, cx, Work::Mail { letter })?;
    }
    Ok(())
}

/// Writes to everybody who has an address (W-233). Returns how many that are.
pub fn circular(tx: &mut WriteTx<'_>, cx: &Cx<'_>, subject: &str, text: &str) -> Result<u32, Refused> {
    let (subject, text) = (subject.trim(), text.trim());
    if subject.is_empty() || text.is_empty() {
        return Err(Refused::invalid("text", "mail-circular-empty"));
    }
    if !cx.mails {
        return Err(Refused::Forbidden("account-no-mail"));
    }
    let mut count = 0;
    for account in accounts::all(tx)?.into_iter().filter(|account| account.closed.is_none()) {
        if account.email.is_some() {
            post(tx, cx, Letter::Circular { account: account.id, subject: subject.to_owned(), text: text.to_owned() })?;
            count += 1;
        }
    }
    Ok(count)
}

/// Tells moderators and admins by mail that something was reported, unless they do not want to
/// hear of it (W-225).
pub fn reported(tx: &mut WriteTx<'_>, cx: &Cx<'_>, by: crate::model::PersonId) -> Result<(), StoreError> {
    for account in staff(tx, Role::Moderator)? {
        tell(tx, cx, &account, MailKind::SomeoneReported, Thread::Reports, by, None)?;
    }
    Ok(())
}

/// Tells the admins by mail that somebody asks to be let in.
pub fn asked(tx: &mut WriteTx<'_>, cx: &Cx<'_>, name: &str) -> Result<(), StoreError> {
    for account in staff(tx, Role::Admin)? {
        post(tx, cx, Letter::Asked { account: account.id, name: name.to_owned() })?;
    }
    Ok(())
}

fn staff(tx: &WriteTx<'_>, least: Role) -> Result<Vec<Account>, StoreError> {
    let all = accounts::all(tx)?.into_iter();
    Ok(all.filter(|account| account.closed.is_none() && account.role >= least && account.email.is_some()).collect())
}

/// Switches single mails on or off (W-201).
pub fn choose(tx: &mut WriteTx<'_>, account: &Account, wanted: &[MailKind]) -> Result<(), Refused> {
    let mut account = accounts::current(tx, account)?;
    account.settings.unwanted_mails = MailKind::ALL.into_iter().filter(|kind| !wanted.contains(kind)).collect();
    tx.put(&account)?;
    Ok(())
}

/// The kinds of mail that an account may get: reports only reach those who look after them.
pub fn kinds(account: &Account) -> impl Iterator<Item = MailKind> {
    let is_staff = account.role >= Role::Moderator;
    MailKind::ALL.into_iter().filter(move |kind| is_staff || *kind != MailKind::SomeoneReported)
}

/// One kind of mail is not wanted any more.
fn refuse(tx: &mut WriteTx<'_>, account: AccountId, kind: MailKind) -> Result<(), Refused> {
    let mut account = accounts::get(tx, account)?.ok_or(Refused::NotFound)?;
    if !account.settings.unwanted_mails.contains(&kind) {
        account.settings.unwanted_mails.push(kind);
        tx.put(&account)?;
    }
    Ok(())
}
