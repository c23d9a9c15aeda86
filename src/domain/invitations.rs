//! Links that let people join (spec/features.md §2.2).

use super::accounts::{self, NewAccount};
use super::error::Refused;
use super::instance;
use super::mails;
use super::pod::Cx;
use super::welcome;
use super::words::Sentence;
use crate::base::EntropyExt;
use crate::model::{Account, Invitation, Letter, Registration};
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};

/// The link of an account, if it was made.
pub fn of_account(tx: &(impl Reads + ?Sized), account: &Account) -> Result<Option<Invitation>, StoreError> {
    match tx.list(&tables::INVITATIONS_OF_ACCOUNT, &(account.id,), 1)?.pop() {
        Some(((_, code), ())) => tx.record::<Invitation>(&code),
        None => Ok(None),
    }
}

/// The link of an account, made on first use.
pub fn create(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, account: &Account) -> Result<Invitation, Refused> {
    let pod = instance::expect(tx)?;
    if pod.registration == Registration::Closed || pod.policy.invitations == 0 {
        return Err(Refused::Forbidden("account-closed-to-new"));
    }
    if let Some(invitation) = of_account(tx, account)? {
        return Ok(invitation);
    }
    let invitation = Invitation { code: cx.entropy.hex::<16>(), account: account.id, left: pod.policy.invitations };
    tx.put(&invitation)?;
    Ok(invitation)
}

/// Ends the link of an account; a new one can be made.
pub fn withdraw(tx: &mut WriteTx<'_>, account: &Account) -> Result<(), Refused> {
    if let Some(invitation) = of_account(tx, account)? {
        tx.delete::<Invitation>(&invitation.code)?;
    }
    Ok(())
}

/// Addresses that one mail form takes.
const ADDRESSES: usize = 50;

/// What became of a list of addresses.
pub struct Sent {
    pub count: usize,
    /// What was no address.
    pub invalid: Vec<String>,
}

/// Mails the link of an account to a list of addresses, in a language that whoever sends it chose
/// (W-035).
pub fn mail(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    account: &Account,
    list: &str,
    language: &str,
) -> Result<Sent, Refused> {
    if !cx.mails {
        return Err(Refused::Forbidden("account-no-mail"));
    }
    let invitation = create(tx, cx, account)?;
    if invitation.left == 0 && instance::expect(tx)?.registration != Registration::Open {
        return Err(Refused::invalid("emails", "account-invite-used-up"));
    }
    let split = list.split([',', ';', ' ', '\n', '\r', '\t']).map(str::trim).filter(|part| !part.is_empty());
    let mut addresses: Vec<String> = split.map(str::to_owned).collect();
    addresses.dedup();
    if addresses.is_empty() {
        return Err(Refused::invalid("emails", "account-invite-no-addresses"));
    }
    if addresses.len() > ADDRESSES {
        return Err(Refused::invalid("emails", Sentence::new("account-invite-many").with("most", ADDRESSES)));
    }
    let (good, invalid): (Vec<String>, Vec<String>) =
        addresses.into_iter().partition(|address| accounts::is_email(address));
    for to in &good {
        let letter = Letter::Invitation { from: account.id, to: to.clone(), language: language.to_owned() };
        mails::post(tx, cx, letter)?;
    }
    Ok(Sent { count: good.len(), invalid })
}

/// A link that is still good for an account, with whoever made it (W-031).
pub fn find(tx: &(impl Reads + ?Sized), code: &str) -> Result<Option<(Invitation, Account)>, StoreError> {
    let Some(invitation) = tx.record::<Invitation>(&code.to_owned())? else { return Ok(None) };
    let open = instance::get(tx)?.is_some_and(|instance| instance.registration != Registration::Closed);
    if invitation.left == 0 || !open {
        return Ok(None);
    }
    let inviter = accounts::get(tx, invitation.account)?.filter(|account| account.closed.is_none());
    Ok(inviter.map(|inviter| (invitation, inviter)))
}

/// Makes an account for somebody who signs up. A link is needed unless the pod is open, and is
/// used up only then (W-028 to W-031).
pub fn sign_up(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    code: Option<&str>,
    mut new: NewAccount,
) -> Result<Account, Refused> {
    let open = instance::expect(tx)?.registration == Registration::Open;
    let invitation = match code {
        Some(code) => find(tx, code)?,
        None => None,
    };
    match &invitation {
        Some((_, inviter)) => new.invited_by = Some(inviter.id),
        None if open => {}
        None => return Err(Refused::Forbidden("account-invitation-needed")),
    }
    let account = accounts::create(tx, cx, new)?;
    welcome::greet(tx, cx, &account)?;
    if let (Some((mut invitation, _)), false) = (invitation, open) {
        invitation.left -= 1;
        tx.put(&invitation)?;
    }
    Ok(account)
}
