//! What people take along when they go, or keep at home: everything they made, in diaspora*'s
//! archive format 2.0, and their pictures (spec/features.md §2.8).
//!
//! An archive is made by a job from one snapshot, written piece by piece so that memory stays small
//! however much there is, and lies in a file with an unguessable name for 14 days. Only its owner
//! can fetch it: it holds the private key.

mod document;
mod pictures;

use super::accounts;
use super::error::Refused;
use super::mails;
use super::pod::Cx;
use super::queue;
use super::seal::Seal;
use crate::base::Timestamp;
use crate::model::{Account, AccountId, Export, ExportState, Letter, Work};
use crate::store::{Media, Reads, ReadsExt, StoreError, WriteTx, tables};
use std::io;

/// Seconds that a finished archive stays (W-071).
const LIFETIME: i64 = 14 * 24 * 3600;

/// Asks for an archive, of pictures or of everything else. One that is being made is enough.
pub fn ask(tx: &mut WriteTx<'_>, cx: &Cx<'_>, account: &Account, photos: bool) -> Result<(), Refused> {
    let known = get(tx, account.id, photos)?;
    if known.as_ref().is_some_and(|export| export.state == ExportState::Working) {
        return Ok(());
    }
    tx.put(&Export { account: account.id, photos, state: ExportState::Working, asked: cx.now })?;
    queue::push(tx, cx, Work::Export { account: account.id, photos })?;
    Ok(())
}

/// The archive of an account, as far as it is.
pub fn get(tx: &(impl Reads + ?Sized), account: AccountId, photos: bool) -> Result<Option<Export>, StoreError> {
    tx.record::<Export>(&(account, photos))
}

/// Makes the file of an archive and returns its name and size. Blocks for as long as that takes.
/// `random` is 32 hex characters.
pub fn make(
    tx: &dyn Reads,
    seal: &Seal,
    media: &Media,
    account: AccountId,
    photos: bool,
    random: &str,
) -> Result<(String, u64), Refused> {
    let account = accounts::get(tx, account)?.ok_or(Refused::NotFound)?;
    let name = match photos {
        true => format!("diaspora_{}_photos_{random}.zip", account.name),
        false => format!("diaspora_{}_data_{random}.json.gz", account.name),
    };
    let failed = |error: io::Error| Refused::Store(StoreError::Io(error.to_string()));
    let mut outcome = Ok(());
    let bytes = media
        .write_archive(&name, |file| {
            outcome = match photos {
                true => pictures::write(tx, media, &account, file),
                false => document::write(tx, seal, &account, file),
            };
            match &outcome {
                Ok(()) => Ok(()),
                Err(error) => Err(io::Error::other(error.to_string())),
            }
        })
        .map_err(failed);
    outcome?;
    Ok((name, bytes?))
}

/// The archive is made, or could not be: its owner is told (W-070). Returns the name of the file
/// that it replaces.
pub fn finish(
    tx: &mut WriteTx<'_>,
    cx: &Cx<'_>,
    account: AccountId,
    photos: bool,
    made: Option<(String, u64)>,
) -> Result<(), StoreError> {
    let Some(mut export) = get(tx, account, photos)? else { return Ok(()) };
    let succeeded = made.is_some();
    export.state = match made {
        Some((name, bytes)) => ExportState::Ready { name, bytes, at: cx.now },
        None => ExportState::Failed,
    };
    tx.put(&export)?;
    mails::post(tx, cx, Letter::Export { account, photos, succeeded })
}

/// The file of an archive that is ready, for its owner alone.
pub fn file(
    tx: &(impl Reads + ?Sized),
    account: &Account,
    now: Timestamp,
    name: &str,
) -> Result<Option<String>, StoreError> {
    for photos in [false, true] {
        if let Some(Export { state: ExportState::Ready { name: known, at, .. }, .. }) = get(tx, account.id, photos)?
            && known == name
            && now.since(at) < LIFETIME
        {
            return Ok(Some(known));
        }
    }
    Ok(None)
}

/// Forgets archives that are too old (W-071, W-234).
pub fn tidy(tx: &mut WriteTx<'_>, now: Timestamp) -> Result<(), StoreError> {
    for (key, export) in tx.list(&tables::EXPORTS, &(), 100_000)? {
        let since = match export.state {
            ExportState::Ready { at, .. } => at,
            ExportState::Working | ExportState::Failed => export.asked,
        };
        if now.since(since) >= LIFETIME {
            tx.delete::<Export>(&key)?;
        }
    }
    Ok(())
}

/// The files of archives that are still wanted; all others may be removed.
pub fn files(tx: &(impl Reads + ?Sized)) -> Result<Vec<String>, StoreError> {
    let all = tx.list(&tables::EXPORTS, &(), 100_000)?;
    Ok(all
        .into_iter()
        .filter_map(|(_, export)| match export.state {
            ExportState::Ready { name, .. } => Some(name),
            _ => None,
        })
        .collect())
}

/// A closed account leaves no archives.
pub(super) fn end_all(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), StoreError> {
    for photos in [false, true] {
        tx.delete::<Export>(&(account, photos))?;
    }
    Ok(())
}
