//! Signed-in browsers (H-123).

use super::pod::Cx;
use crate::base::Timestamp;
use crate::base::{EntropyExt, Guid};
use crate::model::{Account, AccountId, AspectId, ConsentRequest, Session, TokenHash};
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};

/// Seconds without use after which a session ends.
const IDLE: i64 = 30 * 24 * 3600;
/// Seconds after which every session ends.
const ABSOLUTE: i64 = 180 * 24 * 3600;
/// Seconds between two notes of a session's use; more would only wear the disk (H-069).
const TOUCH: i64 = 3600;

/// The stored form of a session's or API client's token.
pub fn token_hash(token: &str) -> TokenHash {
    TokenHash(*blake3::hash(token.as_bytes()).as_bytes())
}

/// Signs a browser in; returns the token for its cookie, 256 bits as hex, which is stored hashed.
pub fn open(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, account: AccountId, browser: &str) -> Result<String, StoreError> {
    let token = cx.entropy.hex::<32>();
    tx.put(&Session {
        token: token_hash(&token),
        account,
        guid: Guid::generate(cx.entropy),
        csrf: cx.entropy.bytes(),
        created: cx.now,
        seen: cx.now,
        confirmed: cx.now,
        browser: browser.chars().filter(|c| !c.is_control()).take(200).collect(),
        aspects: None,
    })?;
    Ok(token)
}

/// The session of a token and its account, if neither has ended.
pub fn find(tx: &(impl Reads + ?Sized), now: Timestamp, token: &str) -> Result<Option<(Account, Session)>, StoreError> {
    let Some(session) = tx.record::<Session>(&token_hash(token))? else { return Ok(None) };
    if has_ended(&session, now) {
        return Ok(None);
    }
    let account = tx.record::<Account>(&session.account)?.filter(Account::is_open);
    Ok(account.map(|account| (account, session)))
}

/// Whether a session is too old or was not used for too long.
pub fn has_ended(session: &Session, now: Timestamp) -> bool {
    now.since(session.seen) > IDLE || now.since(session.created) > ABSOLUTE
}

/// Seconds for which a password that was given stands for what admins do (H-129).
const CONFIRMED: i64 = 30 * 60;

/// Whether the password was given in this session a short while ago.
pub fn is_confirmed(session: &Session, now: Timestamp) -> bool {
    now.since(session.confirmed) <= CONFIRMED
}

/// The password was given once more.
pub fn confirm(tx: &mut WriteTx<'_>, cx: &Cx<'_>, token: TokenHash) -> Result<(), StoreError> {
    if let Some(mut session) = tx.record::<Session>(&token)? {
        session.confirmed = cx.now;
        tx.put(&session)?;
    }
    Ok(())
}

/// Whether the use of a session is worth noting down.
pub fn wants_touch(session: &Session, now: Timestamp) -> bool {
    now.since(session.seen) > TOUCH
}

/// Notes that a session was used.
pub fn touch(tx: &mut WriteTx<'_>, cx: &Cx<'_>, token: TokenHash) -> Result<(), StoreError> {
    if let Some(mut session) = tx.record::<Session>(&token)? {
        session.seen = cx.now;
        tx.put(&session)?;
        note_use(tx, cx, session.account, None)?;
    }
    Ok(())
}

/// Notes on the account that it is used, and from where it was signed in.
pub fn note_use(
    tx: &mut WriteTx<'_>,
    cx: &Cx<'_>,
    account: AccountId,
    address: Option<&str>,
) -> Result<(), StoreError> {
    if let Some(mut account) = tx.record::<Account>(&account)? {
        account.seen = Some(cx.now);
        if let Some(address) = address {
            account.seen_from = address.to_owned();
        }
        tx.put(&account)?;
    }
    Ok(())
}

/// Remembers which aspects the stream of aspects shows in this browser; `None` is all (W-183).
pub fn choose_aspects(tx: &mut WriteTx<'_>, token: TokenHash, chosen: Option<Vec<AspectId>>) -> Result<(), StoreError> {
    if let Some(mut session) = tx.record::<Session>(&token)? {
        session.aspects = chosen;
        tx.put(&session)?;
    }
    Ok(())
}

/// The sessions of an account, newest use first.
pub fn list(tx: &(impl Reads + ?Sized), account: AccountId) -> Result<Vec<Session>, StoreError> {
    let mut sessions = Vec::new();
    for ((_, token), ()) in tx.list(&tables::SESSIONS_OF_ACCOUNT, &(account,), 1_000)? {
        sessions.extend(tx.record::<Session>(&token)?);
    }
    sessions.sort_by_key(|session| std::cmp::Reverse(session.seen));
    Ok(sessions)
}

/// Ends one session.
pub fn end(tx: &mut WriteTx<'_>, token: TokenHash) -> Result<(), StoreError> {
    tx.delete::<ConsentRequest>(&token)?;
    tx.delete::<Session>(&token).map(|_| ())
}

/// Ends a session of an account by the name it has in forms; true if there was one.
pub fn end_named(tx: &mut WriteTx<'_>, account: AccountId, guid: &Guid) -> Result<bool, StoreError> {
    let found = list(tx, account)?.into_iter().find(|session| session.guid == *guid);
    match found {
        Some(session) => end(tx, session.token).map(|()| true),
        None => Ok(false),
    }
}

/// Ends all sessions of an account.
pub fn end_all(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), StoreError> {
    for session in list(tx, account)? {
        end(tx, session.token)?;
    }
    Ok(())
}
