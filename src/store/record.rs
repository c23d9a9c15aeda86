//! Records and the index rows that follow from them.

use super::codec::Value;
use super::keys::Key;
use super::tables::Table;

/// A kind of record: its primary table, its key, and every index row that it causes.
pub trait Record: Value + Clone + PartialEq {
    /// The primary key.
    type Key: Key + Clone;
    /// The primary table.
    const TABLE: Table<Self::Key, Self>;
    /// The tables that `indexes` writes to, for the check.
    const INDEXES: &'static [usize];

    /// This record's key.
    fn key(&self) -> Self::Key;
    /// Names every index row of this record.
    fn indexes(&self, rows: &mut IndexRows);
}

/// Collects index rows: table number, key, value.
#[derive(Default)]
pub struct IndexRows(pub(super) Vec<(usize, Vec<u8>, Vec<u8>)>);

impl IndexRows {
    /// Adds a row.
    pub(super) fn add<K: Key, V: Value>(&mut self, table: &Table<K, V>, key: &K, value: &V) {
        self.0.push((table.number, key.bytes(), super::codec::encode(value)));
    }
}

/// The index rows of a record.
pub(super) fn index_rows<R: Record>(record: &R) -> Vec<(usize, Vec<u8>, Vec<u8>)> {
    let mut rows = IndexRows::default();
    record.indexes(&mut rows);
    rows.0
}
