//! Bearer tokens of the HTTP API.

use super::error::Refused;
use super::pod::Cx;
use super::sessions::token_hash;
use crate::base::EntropyExt;
use crate::base::Timestamp;
use crate::model::{Account, AccountId, ApiToken};
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};

/// The scopes that a token may carry (spec/api-v1.md).
pub const SCOPES: &[&str] = &[
    "openid",
    "sub",
    "name",
    "nickname",
    "profile",
    "picture",
    "contacts:read",
    "contacts:modify",
    "conversations",
    "email",
    "interactions",
    "notifications",
    "private:read",
    "private:modify",
    "profile:read_private",
    "profile:modify",
    "public:read",
    "public:modify",
    "tags:read",
    "tags:modify",
];

/// Issues a token; it is told once and stored hashed. `days` of `None` never ends.
pub fn issue(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    account: &Account,
    scopes: &str,
    days: Option<u32>,
) -> Result<String, Refused> {
    let scopes: Vec<String> = scopes.split_whitespace().map(str::to_owned).collect();
    if let Some(unknown) = scopes.iter().find(|scope| !SCOPES.contains(&scope.as_str())) {
        return Err(Refused::invalid(
            "scopes",
            format!("There is no scope \"{unknown}\". Known are: {}.", SCOPES.join(" ")),
        ));
    }
    if scopes.is_empty() {
        return Err(Refused::invalid("scopes", "Name at least one scope."));
    }
    let token = cx.entropy.hex::<32>();
    let expires = days.map(|days| cx.now.plus(i64::from(days) * 24 * 3600));
    tx.put(&ApiToken { token: token_hash(&token), account: account.id, scopes, created: cx.now, expires })?;
    Ok(token)
}

/// A token that is valid now, with its account.
pub fn find(
    tx: &(impl Reads + ?Sized),
    now: Timestamp,
    token: &str,
) -> Result<Option<(Account, ApiToken)>, StoreError> {
    let Some(token) = tx.record::<ApiToken>(&token_hash(token))? else { return Ok(None) };
    if token.expires.is_some_and(|expires| expires <= now) {
        return Ok(None);
    }
    let account = tx.record::<Account>(&token.account)?.filter(Account::is_open);
    Ok(account.map(|account| (account, token)))
}

/// Ends all tokens of an account.
pub fn end_all(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), StoreError> {
    for ((_, token), ()) in tx.list(&tables::API_TOKENS_OF_ACCOUNT, &(account,), 10_000)? {
        tx.delete::<ApiToken>(&token)?;
    }
    Ok(())
}
