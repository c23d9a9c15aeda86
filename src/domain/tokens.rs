//! Bearer tokens of the HTTP API (spec/api-v1.md §1.6, §1.9, §1.10). Only their hashes are stored.

use super::error::Refused;
use super::pod::Cx;
use super::sessions::token_hash;
use super::words::Sentence;
use crate::base::EntropyExt;
use crate::base::Timestamp;
use crate::model::{Account, AccountId, ApiToken, Application, Authorization, AuthorizationId, TokenHash};
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};

/// The scopes that a program may ask for.
pub const SCOPES: &[&str] = &[
    "openid",
    "sub",
    "name",
    "nickname",
    "picture",
    "profile",
    "profile:read_private",
    "profile:modify",
    "email",
    "contacts:read",
    "contacts:modify",
    "conversations",
    "interactions",
    "notifications",
    "private:read",
    "private:modify",
    "public:read",
    "public:modify",
    "tags:read",
    "tags:modify",
];

/// The scope that everybody has who has any.
pub const ALWAYS: &str = "public:read";

/// Seconds that a token given to a program is good for.
pub const LIFETIME: i64 = 24 * 3600;

/// Who a token stands for, and what it may do.
#[derive(Clone, Debug)]
pub struct Bearer {
    pub account: Account,
    pub scopes: Vec<String>,
    /// What the program calls itself; empty for tokens issued by hand.
    pub program: String,
    /// The program's public name; empty for tokens issued by hand.
    pub client_id: String,
}

impl Bearer {
    /// Whether the token carries a scope.
    pub fn may(&self, scope: &str) -> bool {
        scope == ALWAYS || self.scopes.iter().any(|own| own == scope)
    }
}

/// Issues a token by hand; it is told once. `days` of `None` never ends.
pub fn issue(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    account: &Account,
    scopes: &str,
    days: Option<u32>,
) -> Result<String, Refused> {
    let scopes: Vec<String> = scopes.split_whitespace().map(str::to_owned).collect();
    if let Some(unknown) = scopes.iter().find(|scope| !SCOPES.contains(&scope.as_str())) {
        let why = Sentence::new("api-scope-unknown").with("scope", unknown.clone()).with("known", SCOPES.join(" "));
        return Err(Refused::invalid("scopes", why));
    }
    if scopes.is_empty() {
        return Err(Refused::invalid("scopes", "api-scope-missing"));
    }
    let token = cx.entropy.hex::<32>();
    let expires = days.map(|days| cx.now.plus(i64::from(days) * 24 * 3600));
    tx.put(&ApiToken {
        token: token_hash(&token),
        account: account.id,
        scopes,
        authorization: None,
        created: cx.now,
        expires,
    })?;
    Ok(token)
}

/// Issues a token to a program that was allowed something; those that ended are forgotten.
pub(super) fn grant(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    authorization: &Authorization,
) -> Result<String, StoreError> {
    for hash in of_authorization(tx, authorization.id)? {
        if tx.record::<ApiToken>(&hash)?.is_some_and(|token| token.expires.is_some_and(|end| end <= cx.now)) {
            tx.delete::<ApiToken>(&hash)?;
        }
    }
    let token = cx.entropy.hex::<32>();
    tx.put(&ApiToken {
        token: token_hash(&token),
        account: authorization.account,
        scopes: Vec::new(),
        authorization: Some(authorization.id),
        created: cx.now,
        expires: Some(cx.now.plus(LIFETIME)),
    })?;
    Ok(token)
}

fn of_authorization(tx: &(impl Reads + ?Sized), id: AuthorizationId) -> Result<Vec<TokenHash>, StoreError> {
    let rows = tx.list(&tables::API_TOKENS_OF_AUTHORIZATION, &(id,), 10_000)?;
    Ok(rows.into_iter().map(|((_, token), ())| token).collect())
}

/// Ends the tokens of an authorization.
pub(super) fn end_of(tx: &mut WriteTx<'_>, id: AuthorizationId) -> Result<(), StoreError> {
    for token in of_authorization(tx, id)? {
        tx.delete::<ApiToken>(&token)?;
    }
    Ok(())
}

/// Whom a token stands for now; nobody if it is unknown, has ended, or its account is closed.
pub fn find(tx: &(impl Reads + ?Sized), now: Timestamp, token: &str) -> Result<Option<Bearer>, StoreError> {
    let Some(token) = tx.record::<ApiToken>(&token_hash(token))? else { return Ok(None) };
    if token.expires.is_some_and(|expires| expires <= now) {
        return Ok(None);
    }
    let Some(account) = tx.record::<Account>(&token.account)?.filter(Account::is_open) else {
        return Ok(None);
    };
    let Some(authorization) = token.authorization else {
        let (program, client_id) = Default::default();
        return Ok(Some(Bearer { account, scopes: token.scopes, program, client_id }));
    };
    let Some(authorization) = tx.record::<Authorization>(&authorization)? else { return Ok(None) };
    let application = tx.record::<Application>(&authorization.client_id)?;
    Ok(Some(Bearer {
        account,
        scopes: authorization.scopes,
        program: application.and_then(|application| application.name).unwrap_or_default(),
        client_id: authorization.client_id,
    }))
}

/// The tokens issued by hand to an account that have not ended, oldest first.
pub fn list(tx: &(impl Reads + ?Sized), now: Timestamp, account: AccountId) -> Result<Vec<ApiToken>, StoreError> {
    let mut tokens = Vec::new();
    for ((_, token), ()) in tx.list(&tables::API_TOKENS_OF_ACCOUNT, &(account,), 10_000)? {
        let found = tx.record::<ApiToken>(&token)?;
        tokens.extend(
            found.filter(|token| token.authorization.is_none() && token.expires.is_none_or(|expires| expires > now)),
        );
    }
    tokens.sort_by_key(|token| token.created);
    Ok(tokens)
}

/// Ends a token issued by hand, named by the first half of its hash as hex.
pub fn end_named(tx: &mut WriteTx<'_>, account: AccountId, name: &str) -> Result<(), Refused> {
    for ((_, token), ()) in tx.list(&tables::API_TOKENS_OF_ACCOUNT, &(account,), 10_000)? {
        if hash_name(token) == name {
            tx.delete::<ApiToken>(&token)?;
            return Ok(());
        }
    }
    Err(Refused::NotFound)
}

/// What a token is called in forms: tells nothing about it.
pub fn hash_name(token: TokenHash) -> String {
    token.0.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// Ends all tokens of an account.
pub fn end_all(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), StoreError> {
    for ((_, token), ()) in tx.list(&tables::API_TOKENS_OF_ACCOUNT, &(account,), 10_000)? {
        tx.delete::<ApiToken>(&token)?;
    }
    Ok(())
}
