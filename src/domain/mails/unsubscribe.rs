//! Ending mails from the mail itself, without signing in.

use super::super::accounts;
use super::super::error::Refused;
use super::super::instance;
use super::super::seal::Seal;
use crate::base::PodUrl;
use crate::model::{AccountId, MailKind};
use crate::store::{Reads, WriteTx};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use std::fmt::Write;

/// What a link ends: one kind of mail to one account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsubscribe {
    account: AccountId,
    pub kind: MailKind,
    /// The name of the account, for the page.
    pub name: String,
}

/// The address that ends a kind of mail for an account. It stays good: whoever has the mail may
/// do this and nothing else.
pub(super) fn address(seal: &Seal, pod: &PodUrl, account: AccountId, kind: MailKind) -> String {
    pod.join(&format!("unsubscribe/{}.{}.{}", account.0, kind.name(), tag(seal, account, kind)))
}

fn tag(seal: &Seal, account: AccountId, kind: MailKind) -> String {
    let what = format!("{}.{}", account.0, kind.name());
    seal.tag("unsubscribe", what.as_bytes()).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// What the last part of such an address stands for.
pub fn unsubscribe_link(tx: &(impl Reads + ?Sized), seal: &Seal, token: &str) -> Result<Option<Unsubscribe>, Refused> {
    instance::expect(tx)?;
    let mut parts = token.splitn(3, '.');
    let account = parts.next().and_then(|number| number.parse().ok()).map(AccountId);
    let kind = parts.next().and_then(MailKind::of_name);
    let (Some(account), Some(kind), Some(given)) = (account, kind, parts.next()) else { return Ok(None) };
    if verify_slices_are_equal(tag(seal, account, kind).as_bytes(), given.as_bytes()).is_err() {
        return Ok(None);
    }
    let account = accounts::get(tx, account)?.filter(|account| account.closed.is_none());
    Ok(account.map(|account| Unsubscribe { account: account.id, kind, name: account.name }))
}

/// Ends that kind of mail.
pub fn unsubscribe(tx: &mut WriteTx<'_>, what: &Unsubscribe) -> Result<(), Refused> {
    super::refuse(tx, what.account, what.kind)
}
