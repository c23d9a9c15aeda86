//! The layout's history: one function a step, only ever added to at the end.

use super::database::Database;
use super::error::StoreError;
use super::tables;
use super::transaction::{ReadsExt, WriteTx};

type Step = fn(&mut WriteTx<'_>) -> Result<(), StoreError>;

/// The number of steps is the layout version.
const STEPS: &[Step] = &[|_| Ok(())];

const VERSION: &str = "layout";

/// Brings a store to the newest layout; refuses a newer one.
pub(super) fn run(database: &Database) -> Result<(), StoreError> {
    if !database.has_tables()? {
        database.create_tables()?;
    }
    let known = STEPS.len() as u64;
    let found = database.read()?.get(&tables::META, &VERSION.to_owned())?.unwrap_or(0);
    if found > known {
        let small = |version: u64| u32::try_from(version).unwrap_or(u32::MAX);
        return Err(StoreError::NewerSchema { found: small(found), known: small(known) });
    }
    let done = usize::try_from(found).unwrap_or(usize::MAX);
    for (index, step) in STEPS.iter().enumerate().skip(done) {
        database.write(|tx| {
            step(tx)?;
            tx.set_meta(VERSION, index as u64 + 1)?;
            Ok(((), true))
        })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_layout_is_refused() {
        let database = Database::in_memory().unwrap();
        database.write(|tx| Ok((tx.set_meta(VERSION, 999)?, true))).unwrap();
        assert!(matches!(run(&database), Err(StoreError::NewerSchema { found: 999, .. })));
    }
}
