//! Whether every index says what the rows say.

use super::codec;
use super::error::StoreError;
use super::record::{Record, index_rows};
use super::records;
use super::tables;
use super::transaction::{ReadTx, Reads};
use std::collections::HashMap;
use std::ops::{Bound, ControlFlow};

/// What `db check` found.
#[derive(Debug, Default)]
pub struct CheckReport {
    /// Records read.
    pub records: u64,
    /// Index rows compared.
    pub index_rows: u64,
    /// Disagreements in words, at most 100.
    pub faults: Vec<String>,
}

impl CheckReport {
    /// Nothing disagrees.
    pub fn is_clean(&self) -> bool {
        self.faults.is_empty()
    }

    fn fault(&mut self, text: String) {
        if self.faults.len() < 100 {
            self.faults.push(text);
        }
    }
}

/// State of a check: the report, and how many rows each index ought to have.
pub(super) struct Check<'a> {
    tx: &'a ReadTx,
    report: CheckReport,
    expected: HashMap<usize, u64>,
}

/// Reads everything once and compares.
pub(super) fn run(tx: &ReadTx) -> Result<CheckReport, StoreError> {
    let mut check = Check { tx, report: CheckReport::default(), expected: HashMap::new() };
    records::check_all(&mut check)?;
    check.lengths()?;
    Ok(check.report)
}

impl Check<'_> {
    /// Every row of one kind of record: it decodes, stands at its own key, and its index rows are
    /// there with the right content.
    pub(super) fn kind<R: Record>(&mut self) -> Result<(), StoreError> {
        let table = R::TABLE.number;
        let name = tables::NAMES.get(table).copied().unwrap_or("unknown");
        for index in R::INDEXES {
            self.expected.entry(*index).or_default();
        }
        let mut rows = Vec::new();
        let mut start = Bound::Unbounded;
        // In slices, so that memory does not grow with the store.
        loop {
            self.tx.scan_bytes(table, &start, &Bound::Unbounded, false, &mut |key, value| {
                rows.push((key.to_vec(), value.to_vec()));
                if rows.len() < 1000 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            })?;
            let Some((last, _)) = rows.last() else { return Ok(()) };
            start = Bound::Excluded(last.clone());
            for (key, value) in rows.drain(..) {
                self.row::<R>(name, &key, &value)?;
            }
        }
    }

    fn row<R: Record>(&mut self, name: &str, key: &[u8], value: &[u8]) -> Result<(), StoreError> {
        use super::keys::Key;
        self.report.records += 1;
        let record: R = match codec::decode(value) {
            Ok(record) => record,
            Err(what) => {
                self.report.fault(format!("{name}: a record does not decode: {what}"));
                return Ok(());
            }
        };
        if record.key().bytes() != key {
            self.report.fault(format!("{name}: a record stands at another record's key"));
        }
        for (index, key, value) in index_rows(&record) {
            self.report.index_rows += 1;
            *self.expected.entry(index).or_default() += 1;
            if self.tx.get_bytes(index, &key)?.as_ref() != Some(&value) {
                let index = tables::NAMES.get(index).copied().unwrap_or("unknown");
                self.report.fault(format!("{index}: the row of a record in {name} is missing or wrong"));
            }
        }
        Ok(())
    }

    /// An index with more rows than its records cause has rows that nothing stands behind.
    fn lengths(&mut self) -> Result<(), StoreError> {
        for (index, expected) in std::mem::take(&mut self.expected) {
            let mut found = 0u64;
            self.tx.scan_bytes(index, &Bound::Unbounded, &Bound::Unbounded, false, &mut |_, _| {
                found += 1;
                ControlFlow::Continue(())
            })?;
            if found != expected {
                let index = tables::NAMES.get(index).copied().unwrap_or("unknown");
                self.report.fault(format!("{index}: {found} rows where {expected} belong"));
            }
        }
        Ok(())
    }
}
