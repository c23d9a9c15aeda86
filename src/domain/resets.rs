//! Forgotten passwords and new addresses: whoever reads the mailbox, or was handed the link by an
//! admin, may go on (spec/features.md §2.3, §2.5).

use super::accounts;
use super::error::Refused;
use super::instance;
use super::links;
use super::mails;
use super::pod::Cx;
use super::seal::Seal;
use super::sessions;
use crate::base::Timestamp;
use crate::model::{Account, Letter, Purpose, TokenHash};
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};

/// Seconds that a link to a new password is good for (W-044).
const RESET: i64 = 2 * 24 * 3600;
/// Seconds that a link to a new address is good for.
const CONFIRM: i64 = 7 * 24 * 3600;

/// Mails a link to a new password to whoever has this address. What the asker sees is the same
/// whether anybody has it (W-043).
pub fn ask(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, email: &str) -> Result<(), Refused> {
    if !cx.mails {
        return Err(Refused::Forbidden("account-no-mail"));
    }
    let email = email.trim().to_lowercase();
    let Some(id) = tx.get(&tables::ACCOUNT_BY_EMAIL, &email)? else { return Ok(()) };
    let Some(account) = accounts::get(tx, id)?.filter(|account| account.closed.is_none()) else { return Ok(()) };
    let link = links::create(tx, cx, account.id, Purpose::Reset, RESET)?;
    mails::post(tx, cx, Letter::Reset { account: account.id, link })?;
    Ok(())
}

/// The address of a page to set a new password on, for an admin to hand over.
pub fn by_admin(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, account: &Account) -> Result<String, Refused> {
    let pod = instance::expect(tx)?;
    let account = accounts::current(tx, account)?;
    let link = links::create(tx, cx, account.id, Purpose::Reset, RESET)?;
    Ok(pod.url.join(&address(cx.seal, &link)))
}

/// Path of the page that a link to a new password leads to.
pub(super) fn address(seal: &Seal, link: &str) -> String {
    format!("users/password/edit?reset_password_token={}", links::token(seal, link))
}

/// Whose password a link may set.
pub fn find(
    tx: &(impl Reads + ?Sized),
    seal: &Seal,
    now: Timestamp,
    token: &str,
) -> Result<Option<Account>, StoreError> {
    match links::find(tx, seal, now, token)?.filter(|link| link.purpose == Purpose::Reset) {
        Some(link) => Ok(accounts::get(tx, link.account)?.filter(|account| account.closed.is_none())),
        None => Ok(None),
    }
}

/// Sets the new password, made outside. The link and every other one like it are used up, all
/// browsers are signed out, and nobody is signed in (W-044).
pub fn complete(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, token: &str, password: String) -> Result<(), Refused> {
    let account = find(tx, cx.seal, cx.now, token)?.ok_or(Refused::Forbidden("account-link-used"))?;
    links::end(tx, account.id, |purpose| matches!(purpose, Purpose::Reset | Purpose::SecondFactor(_)))?;
    accounts::set_password(tx, &account, password)?;
    Ok(())
}

/// Sets or removes the e-mail address. Where mail works, a new one has to answer first and the old
/// one stays in force (W-048); without mail it changes at once (W-051). True if an answer is
/// awaited.
pub fn change_email(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, account: &Account, email: &str) -> Result<bool, Refused> {
    let mut account = accounts::current(tx, account)?;
    let wanted = accounts::check_email(tx, email, Some(account.id))?;
    links::end(tx, account.id, |purpose| matches!(purpose, Purpose::ConfirmEmail(_)))?;
    account.pending_email = None;
    let awaited = match wanted {
        Some(email) if cx.mails && account.email.as_ref() != Some(&email) => {
            let link = links::create(tx, cx, account.id, Purpose::ConfirmEmail(email.clone()), CONFIRM)?;
            account.pending_email = Some(email);
            mails::post(tx, cx, Letter::ConfirmEmail { account: account.id, link })?;
            true
        }
        email => {
            account.email = email;
            false
        }
    };
    tx.put(&account)?;
    Ok(awaited)
}

/// Path of the page that puts a new address in force.
pub(super) fn confirmation(seal: &Seal, link: &str) -> String {
    format!("confirm_email/{}", links::token(seal, link))
}

/// The address that a link would put in force for this account.
pub fn confirmable(
    tx: &(impl Reads + ?Sized),
    seal: &Seal,
    now: Timestamp,
    account: &Account,
    token: &str,
) -> Result<Option<String>, StoreError> {
    let link = links::find(tx, seal, now, token)?.filter(|link| link.account == account.id);
    Ok(link.and_then(|link| match link.purpose {
        Purpose::ConfirmEmail(email) => Some(email),
        _ => None,
    }))
}

/// Puts the new address in force; whoever else waits for the same one no longer does (W-048,
/// W-049).
pub fn confirm_email(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, account: &Account, token: &str) -> Result<(), Refused> {
    let wrong = Refused::Forbidden("account-confirm-wrong");
    let email = confirmable(tx, cx.seal, cx.now, account, token)?.ok_or(wrong)?;
    let mut account = accounts::current(tx, account)?;
    account.email = accounts::check_email(tx, &email, Some(account.id))?;
    account.pending_email = None;
    tx.put(&account)?;
    links::end(tx, account.id, |purpose| matches!(purpose, Purpose::ConfirmEmail(_)))?;
    for mut other in accounts::all(tx)? {
        if other.pending_email.as_ref() == Some(&email) {
            other.pending_email = None;
            tx.put(&other)?;
            links::end(tx, other.id, |purpose| matches!(purpose, Purpose::ConfirmEmail(_)))?;
        }
    }
    Ok(())
}

/// A form came in the name of an account from somewhere else: the browser is signed out and the
/// account's owner hears of it (W-052).
pub fn forged(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, account: &Account, session: TokenHash) -> Result<(), Refused> {
    sessions::end(tx, session)?;
    mails::post(tx, cx, Letter::Forged { account: account.id })?;
    Ok(())
}
