//! The store as plain rows, for backups: every table's keys and values, in the table's order.
//!
//! A slice of a dump is a run of rows of one table, each as key length, key, value length, value,
//! the lengths as four bytes, big end first. Values carry their layout version, so a later program
//! reads an older dump and brings it up to date when it opens the store. (spec/appliance.md H-098)

use super::database::Database;
use super::error::StoreError;
use super::tables;
use super::transaction::{ReadTx, Reads, corrupt};
use std::ops::{Bound, ControlFlow};

/// Bytes from which a slice ends. One row may go over it.
const SLICE: usize = 1 << 20;

/// Hands out every row of every table in slices: the table's name, the number of rows, the bytes.
/// Memory stays at one slice whatever the store's size.
pub fn dump<E: From<StoreError>>(
    tx: &ReadTx,
    mut take: impl FnMut(&'static str, u64, &[u8]) -> Result<(), E>,
) -> Result<(), E> {
    for (number, name) in tables::NAMES.iter().enumerate() {
        let mut start = Bound::Unbounded;
        loop {
            let (mut slice, mut rows, mut last) = (Vec::new(), 0, None);
            tx.scan_bytes(number, &start, &Bound::Unbounded, false, &mut |key, value| {
                push(&mut slice, key);
                push(&mut slice, value);
                rows += 1;
                last = Some(key.to_vec());
                if slice.len() < SLICE { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            })?;
            let Some(last) = last else { break };
            take(name, rows, &slice)?;
            start = Bound::Excluded(last);
        }
    }
    Ok(())
}

fn push(slice: &mut Vec<u8>, bytes: &[u8]) {
    let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    slice.extend_from_slice(&length.to_be_bytes());
    slice.extend_from_slice(bytes);
}

/// Writes a slice into the table of that name, in one commit; returns the number of rows. A table
/// that this program does not know is refused, and so is a slice that ends in the middle of a row.
pub fn load(database: &Database, table: &str, mut slice: &[u8]) -> Result<u64, StoreError> {
    let number = tables::NAMES.iter().position(|name| *name == table);
    let number = number.ok_or_else(|| StoreError::Io(format!("this version knows no table {table:?}")))?;
    database.write(|tx| {
        let mut rows = 0;
        while !slice.is_empty() {
            let row = pull(&mut slice).zip(pull(&mut slice));
            let (key, value) = row.ok_or_else(|| corrupt(number, "the dump ends in the middle of a row".to_owned()))?;
            tx.write(number, key.to_vec(), Some(value.to_vec()))?;
            rows += 1;
        }
        tx.keep();
        Ok((rows, true))
    })
}

fn pull<'a>(slice: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (length, rest) = slice.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (bytes, rest) = rest.split_at_checked(length)?;
    *slice = rest;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::ReadsExt;

    #[test]
    fn what_was_dumped_is_loaded_again() {
        let from = Database::in_memory().unwrap();
        from.write(|tx| Ok((tx.set_meta("a fact", 7)?, true))).unwrap();
        let to = Database::in_memory().unwrap();
        let mut rows = 0;
        dump::<StoreError>(&from.read().unwrap(), |table, count, slice| {
            rows += count;
            assert_eq!(load(&to, table, slice)?, count);
            Ok(())
        })
        .unwrap();
        assert!(rows >= 2, "the fact and the layout's version");
        assert_eq!(to.read().unwrap().get(&tables::META, &"a fact".to_owned()).unwrap(), Some(7));
    }

    #[test]
    fn half_a_row_and_an_unknown_table_are_refused_and_leave_nothing() {
        let to = Database::in_memory().unwrap();
        let mut slice = Vec::new();
        push(&mut slice, b"key");
        push(&mut slice, b"value");
        for cut in 1..slice.len() {
            assert!(load(&to, "meta", &slice[..cut]).is_err(), "{cut}");
        }
        assert!(load(&to, "no_such_table", &slice).is_err());
        assert!(to.read().unwrap().get_bytes(tables::META.number, b"key").unwrap().is_none());
    }
}
