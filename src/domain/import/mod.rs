//! Bringing an archive along: a person moves here with everything they made elsewhere
//! (spec/features.md §2.9).
//!
//! A job does it, in small steps so that others can write in between, and each step may run twice:
//! what is here already is left alone. `document` reads the file within limits, `check` decides
//! whether it may be taken at all, `take` writes what it holds and notes what had to stay behind.
//! Nothing that is taken in tells anybody; only the move itself does.

mod check;
mod document;
mod take;

pub use check::{Checked, check};
pub use document::{Archive, open};
pub use take::{Taking, depart, habits, picture, pictures_elsewhere, take};

use super::error::Refused;
use super::mails;
use super::pod::Cx;
use super::queue;
use crate::model::{Account, AccountId, Import, ImportReport, ImportState, Letter, Work};
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};

/// What somebody brings, in files that lie here under these names.
pub struct Brought {
    pub archive: Option<String>,
    pub photos: Option<String>,
    pub settings: bool,
    pub profile: bool,
}

/// Takes an archive in, by a job. One at a time.
pub fn begin(tx: &mut WriteTx<'_>, cx: &Cx<'_>, account: &Account, brought: Brought) -> Result<(), Refused> {
    if brought.archive.is_none() && brought.photos.is_none() {
        return Err(Refused::invalid("archive", "archive-none"));
    }
    if get(tx, account.id)?.is_some_and(|import| import.state == ImportState::Working) {
        return Err(Refused::Forbidden("archive-busy"));
    }
    tx.put(&Import {
        account: account.id,
        state: ImportState::Working,
        archive: brought.archive,
        photos: brought.photos,
        settings: brought.settings,
        profile: brought.profile,
        asked: cx.now,
        report: ImportReport::default(),
    })?;
    queue::push(tx, cx, Work::Import { account: account.id })?;
    Ok(())
}

/// What an account brought, as far as it is taken in.
pub fn get(tx: &(impl Reads + ?Sized), account: AccountId) -> Result<Option<Import>, StoreError> {
    tx.record::<Import>(&account)
}

/// Notes how far it is.
pub fn progress(tx: &mut WriteTx<'_>, account: AccountId, report: ImportReport) -> Result<(), StoreError> {
    if let Some(mut import) = get(tx, account)? {
        import.report = report;
        tx.put(&import)?;
    }
    Ok(())
}

/// It is done, or was refused: its owner is told. Returns the files that are not needed any more.
pub fn finish(
    tx: &mut WriteTx<'_>,
    cx: &Cx<'_>,
    account: AccountId,
    refused: Option<&str>,
    report: ImportReport,
) -> Result<Vec<String>, StoreError> {
    let Some(mut import) = get(tx, account)? else { return Ok(Vec::new()) };
    import.report = report;
    import.state = match refused {
        None => ImportState::Done,
        Some(why) => ImportState::Refused(why.to_owned()),
    };
    let files = import.archive.take().into_iter().chain(import.photos.take()).collect();
    tx.put(&import)?;
    mails::post(tx, cx, Letter::Imported { account, succeeded: refused.is_none() })?;
    Ok(files)
}

/// The files that are still to be read.
pub fn files(tx: &(impl Reads + ?Sized)) -> Result<Vec<String>, StoreError> {
    let all = tx.list(&tables::IMPORTS, &(), 100_000)?;
    Ok(all.into_iter().flat_map(|(_, import)| import.archive.into_iter().chain(import.photos)).collect())
}
