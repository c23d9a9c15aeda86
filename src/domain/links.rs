//! Links that prove who holds them: to a new password, a new address, the second step of signing
//! in. The address in them is a random number and its keyed hash, so that the store alone, which
//! has only the number, opens nothing (H-130, H-131).

use super::pod::Cx;
use super::seal::Seal;
use crate::base::{EntropyExt, Timestamp};
use crate::model::{AccountId, Link, Purpose};
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use std::fmt::Write;

/// Hex characters of the number, and of its hash.
const HALF: usize = 32;

/// Makes a link that is good for `seconds`; returns its number.
pub(super) fn create(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    account: AccountId,
    purpose: Purpose,
    seconds: i64,
) -> Result<String, StoreError> {
    let number = cx.entropy.hex::<16>();
    tx.put(&Link { number: number.clone(), account, purpose, expires: cx.now.plus(seconds) })?;
    Ok(number)
}

/// What goes into the address: the number and its hash.
pub(super) fn token(seal: &Seal, number: &str) -> String {
    seal.tag("link", number.as_bytes()).iter().fold(number.to_owned(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The link of a token, if it is good now.
pub(super) fn find(
    tx: &(impl Reads + ?Sized),
    seal: &Seal,
    now: Timestamp,
    given: &str,
) -> Result<Option<Link>, StoreError> {
    let Some((number, _)) = given.split_at_checked(HALF) else { return Ok(None) };
    if verify_slices_are_equal(token(seal, number).as_bytes(), given.as_bytes()).is_err() {
        return Ok(None);
    }
    Ok(tx.record::<Link>(&number.to_owned())?.filter(|link| link.expires > now))
}

/// A link did its work.
pub(super) fn use_up(tx: &mut WriteTx<'_>, link: &Link) -> Result<(), StoreError> {
    tx.delete::<Link>(&link.number).map(|_| ())
}

/// Ends the links of an account that are for the same kind of thing.
pub(super) fn end(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    which: impl Fn(&Purpose) -> bool,
) -> Result<(), StoreError> {
    for ((_, number), ()) in tx.list(&tables::LINKS_OF_ACCOUNT, &(account,), 1_000)? {
        if tx.record::<Link>(&number)?.is_some_and(|link| which(&link.purpose)) {
            tx.delete::<Link>(&number)?;
        }
    }
    Ok(())
}

/// Forgets links whose time is over.
pub(super) fn tidy(tx: &mut WriteTx<'_>, now: Timestamp) -> Result<(), StoreError> {
    for (number, link) in tx.list(&tables::LINKS, &(), 100_000)? {
        if link.expires <= now {
            tx.delete::<Link>(&number)?;
        }
    }
    Ok(())
}
