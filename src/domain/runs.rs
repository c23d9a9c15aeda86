//! Whether each run of the pod ended as it should (spec/appliance.md H-077).

use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};

/// Stands while the pod runs.
const OPEN: &str = "runs/open";
/// How many runs ended without a word.
const CUT_SHORT: &str = "runs/cut_short";

/// A run begins. True if the one before did not end: the program was killed or the power went.
pub fn begin(tx: &mut WriteTx<'_>) -> Result<bool, StoreError> {
    let was_cut_short = tx.get(&tables::META, &OPEN.to_owned())? == Some(1);
    if was_cut_short {
        let so_far = cut_short(tx)?;
        tx.set_meta(CUT_SHORT, so_far + 1)?;
    } else {
        tx.set_meta(OPEN, 1)?;
    }
    Ok(was_cut_short)
}

/// The run ends as it should. Also for a copy of a running pod, whose own run has not begun.
pub fn end(tx: &mut WriteTx<'_>) -> Result<(), StoreError> {
    tx.set_meta(OPEN, 0)
}

/// How many runs were cut short since the pod was set up.
pub fn cut_short(tx: &impl Reads) -> Result<u64, StoreError> {
    Ok(tx.get(&tables::META, &CUT_SHORT.to_owned())?.unwrap_or(0))
}
