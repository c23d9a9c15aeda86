//! Reading and writing.

use super::codec::{self, Value};
use super::error::StoreError;
use super::keys::{Key, Prefix};
use super::record::{Record, index_rows};
use super::tables::{self, Table};
use redb::{ReadableDatabase, ReadableTable};
use std::cell::RefCell;
use std::ops::{Bound, ControlFlow};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

type Bytes = Bound<Vec<u8>>;
type Visit<'a> = &'a mut dyn FnMut(&[u8], &[u8]) -> ControlFlow<()>;
type ReadTable = redb::ReadOnlyTable<&'static [u8], &'static [u8]>;
type WriteTable<'a> = redb::Table<'a, &'static [u8], &'static [u8]>;

/// What a snapshot and an open write have in common; the typed way to use it is [`ReadsExt`].
pub trait Reads {
    /// The value at a key.
    fn get_bytes(&self, table: usize, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError>;
    /// Visits rows in key order, or against it, until told to stop. The visitor must not touch
    /// the store.
    fn scan_bytes(
        &self,
        table: usize,
        from: &Bytes,
        to: &Bytes,
        backwards: bool,
        visit: Visit<'_>,
    ) -> Result<(), StoreError>;
}

/// Typed reading.
pub trait ReadsExt: Reads {
    /// The value at a key.
    fn get<K: Key, V: Value>(&self, table: &Table<K, V>, key: &K) -> Result<Option<V>, StoreError> {
        self.get_bytes(table.number, &key.bytes())?.map(|bytes| decode_value(table.number, &bytes)).transpose()
    }

    /// Whether a key has a value.
    fn has<K: Key, V: Value>(&self, table: &Table<K, V>, key: &K) -> Result<bool, StoreError> {
        Ok(self.get_bytes(table.number, &key.bytes())?.is_some())
    }

    /// A record by its key.
    fn record<R: Record>(&self, key: &R::Key) -> Result<Option<R>, StoreError> {
        self.get(&R::TABLE, key)
    }

    /// The first `limit` rows whose keys begin with `prefix`, in key order.
    fn list<K: Key, V: Value, P: Prefix<K>>(
        &self,
        table: &Table<K, V>,
        prefix: &P,
        limit: usize,
    ) -> Result<Vec<(K, V)>, StoreError> {
        let start = prefix.prefix();
        let end = after(&start);
        self.rows(table, Bound::Included(start), end, false, limit)
    }

    /// The last `limit` rows whose keys begin with `prefix`, against key order.
    fn list_last<K: Key, V: Value, P: Prefix<K>>(
        &self,
        table: &Table<K, V>,
        prefix: &P,
        limit: usize,
    ) -> Result<Vec<(K, V)>, StoreError> {
        let start = prefix.prefix();
        let end = after(&start);
        self.rows(table, Bound::Included(start), end, true, limit)
    }

    /// The first `limit` rows whose keys begin with `prefix` and come after `key`, in key order.
    fn list_after<K: Key, V: Value, P: Prefix<K>>(
        &self,
        table: &Table<K, V>,
        prefix: &P,
        key: &K,
        limit: usize,
    ) -> Result<Vec<(K, V)>, StoreError> {
        self.rows(table, Bound::Excluded(key.bytes()), after(&prefix.prefix()), false, limit)
    }

    /// The last `limit` rows whose keys begin with `prefix` and come before `key`, against key
    /// order.
    fn list_before<K: Key, V: Value, P: Prefix<K>>(
        &self,
        table: &Table<K, V>,
        prefix: &P,
        key: &K,
        limit: usize,
    ) -> Result<Vec<(K, V)>, StoreError> {
        self.rows(table, Bound::Included(prefix.prefix()), Bound::Excluded(key.bytes()), true, limit)
    }

    /// The first `limit` rows from `from` to the end of the table, or to `to` exclusively.
    fn range<K: Key, V: Value>(
        &self,
        table: &Table<K, V>,
        from: &K,
        to: Option<&K>,
        limit: usize,
    ) -> Result<Vec<(K, V)>, StoreError> {
        let end = to.map_or(Bound::Unbounded, |key| Bound::Excluded(key.bytes()));
        self.rows(table, Bound::Included(from.bytes()), end, false, limit)
    }

    /// Rows whose string key begins with `text`, for completion and search.
    fn starting_with<K: Key, V: Value>(
        &self,
        table: &Table<K, V>,
        text: &str,
        limit: usize,
    ) -> Result<Vec<(K, V)>, StoreError> {
        let start = text.as_bytes().to_vec();
        let end = after(&start);
        self.rows(table, Bound::Included(start), end, false, limit)
    }

    /// How many rows begin with `prefix`; counting stops at `limit`.
    fn count<K: Key, V: Value, P: Prefix<K>>(
        &self,
        table: &Table<K, V>,
        prefix: &P,
        limit: usize,
    ) -> Result<usize, StoreError> {
        let start = prefix.prefix();
        let end = after(&start);
        let mut count = 0;
        self.scan_bytes(table.number, &Bound::Included(start), &end, false, &mut |_, _| {
            count += 1;
            if count < limit { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        Ok(count)
    }

    #[doc(hidden)]
    fn rows<K: Key, V: Value>(
        &self,
        table: &Table<K, V>,
        from: Bytes,
        to: Bytes,
        backwards: bool,
        limit: usize,
    ) -> Result<Vec<(K, V)>, StoreError> {
        let mut rows = Vec::new();
        let mut failure = None;
        if limit == 0 {
            return Ok(rows);
        }
        self.scan_bytes(table.number, &from, &to, backwards, &mut |mut key, value| {
            match (K::read(&mut key), decode_value(table.number, value)) {
                (Some(key), Ok(value)) => rows.push((key, value)),
                (None, _) => failure = Some(corrupt(table.number, "a key that is none".to_owned())),
                (_, Err(error)) => failure = Some(error),
            }
            if failure.is_none() && rows.len() < limit { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        failure.map_or(Ok(rows), Err)
    }
}

impl<T: Reads + ?Sized> ReadsExt for T {}

/// The first key after all that begin with `prefix`.
fn after(prefix: &[u8]) -> Bytes {
    let mut end = prefix.to_vec();
    while let Some(last) = end.pop() {
        if last < u8::MAX {
            end.push(last + 1);
            return Bound::Excluded(end);
        }
    }
    Bound::Unbounded
}

pub(super) fn corrupt(table: usize, what: String) -> StoreError {
    StoreError::Corrupt { table: tables::NAMES.get(table).copied().unwrap_or("unknown"), what }
}

fn decode_value<V: Value>(table: usize, bytes: &[u8]) -> Result<V, StoreError> {
    codec::decode(bytes).map_err(|what| corrupt(table, what))
}

fn bound(bound: &Bytes) -> Bound<&[u8]> {
    match bound {
        Bound::Included(bytes) => Bound::Included(bytes.as_slice()),
        Bound::Excluded(bytes) => Bound::Excluded(bytes.as_slice()),
        Bound::Unbounded => Bound::Unbounded,
    }
}

fn scan<T: ReadableTable<&'static [u8], &'static [u8]>>(
    table: &T,
    from: &Bytes,
    to: &Bytes,
    backwards: bool,
    visit: Visit<'_>,
) -> Result<(), StoreError> {
    let mut rows = table.range::<&[u8]>((bound(from), bound(to)))?;
    while let Some(row) = if backwards { rows.next_back() } else { rows.next() } {
        let (key, value) = row?;
        if visit(key.value(), value.value()).is_break() {
            break;
        }
    }
    Ok(())
}

/// A snapshot: sees what was committed when it began. Must not live long.
pub struct ReadTx {
    transaction: redb::ReadTransaction,
    /// Tables opened so far; opening one costs a look-up in the table of tables.
    open: RefCell<Vec<Option<ReadTable>>>,
    /// Counts what is asked of all snapshots.
    reads: Arc<AtomicU64>,
}

impl ReadTx {
    pub(super) fn begin(database: &redb::Database, reads: Arc<AtomicU64>) -> Result<Self, StoreError> {
        let open = tables::NAMES.iter().map(|_| None).collect();
        Ok(Self { transaction: database.begin_read()?, open: RefCell::new(open), reads })
    }

    fn with<T>(&self, table: usize, act: impl FnOnce(&ReadTable) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.reads.fetch_add(1, Ordering::Relaxed);
        let mut open = self.open.borrow_mut();
        let slot = open.get_mut(table).ok_or_else(|| corrupt(table, "no such table".to_owned()))?;
        if slot.is_none() {
            *slot = Some(self.transaction.open_table(tables::definition(table))?);
        }
        slot.as_ref().map_or_else(|| Err(corrupt(table, "not open".to_owned())), act)
    }
}

impl Reads for ReadTx {
    fn get_bytes(&self, table: usize, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.with(table, |table| Ok(table.get(key)?.map(|value| value.value().to_vec())))
    }

    fn scan_bytes(
        &self,
        table: usize,
        from: &Bytes,
        to: &Bytes,
        backwards: bool,
        visit: Visit<'_>,
    ) -> Result<(), StoreError> {
        self.with(table, |table| scan(table, from, to, backwards, visit))
    }
}

/// An open write. Several actions share one; each can be taken back alone.
pub struct WriteTx<'a> {
    transaction: &'a redb::WriteTransaction,
    /// Tables opened so far; all changes to one are noted in the table of tables when it is closed.
    open: RefCell<Vec<Option<WriteTable<'a>>>>,
    /// What each write replaced, oldest first, since the current action began.
    undo: Vec<(usize, Vec<u8>, Option<Vec<u8>>)>,
}

impl Reads for WriteTx<'_> {
    fn get_bytes(&self, table: usize, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.with(table, |table| Ok(table.get(key)?.map(|value| value.value().to_vec())))
    }

    fn scan_bytes(
        &self,
        table: usize,
        from: &Bytes,
        to: &Bytes,
        backwards: bool,
        visit: Visit<'_>,
    ) -> Result<(), StoreError> {
        self.with(table, |table| scan(table, from, to, backwards, visit))
    }
}

impl<'a> WriteTx<'a> {
    pub(super) fn new(transaction: &'a redb::WriteTransaction) -> Self {
        let open = RefCell::new(tables::NAMES.iter().map(|_| None).collect());
        Self { transaction, open, undo: Vec::new() }
    }

    fn with<T>(
        &self,
        table: usize,
        act: impl FnOnce(&mut WriteTable<'a>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut open = self.open.borrow_mut();
        let slot = open.get_mut(table).ok_or_else(|| corrupt(table, "no such table".to_owned()))?;
        if slot.is_none() {
            *slot = Some(self.transaction.open_table(tables::definition(table))?);
        }
        slot.as_mut().map_or_else(|| Err(corrupt(table, "not open".to_owned())), act)
    }

    /// Writes a record and brings its index rows up to date; returns what it replaced.
    pub fn put<R: Record>(&mut self, record: &R) -> Result<Option<R>, StoreError> {
        let key = record.key();
        let old: Option<R> = self.get(&R::TABLE, &key)?;
        if old.as_ref() == Some(record) {
            return Ok(old);
        }
        self.write(R::TABLE.number, key.bytes(), Some(codec::encode(record)))?;
        let before = old.as_ref().map(index_rows).unwrap_or_default();
        let now = index_rows(record);
        for (table, key, _) in before.iter().filter(|row| !now.contains(row)) {
            self.write(*table, key.clone(), None)?;
        }
        for (table, key, value) in now.into_iter().filter(|row| !before.contains(row)) {
            self.write(table, key, Some(value))?;
        }
        Ok(old)
    }

    /// Removes a record and its index rows; returns it.
    pub fn delete<R: Record>(&mut self, key: &R::Key) -> Result<Option<R>, StoreError> {
        let Some(old) = self.get(&R::TABLE, key)? else { return Ok(None) };
        self.write(R::TABLE.number, key.bytes(), None)?;
        for (table, key, _) in index_rows(&old) {
            self.write(table, key, None)?;
        }
        Ok(Some(old))
    }

    /// The next number of a sequence; the first is 1.
    pub fn next(&mut self, sequence: &str) -> Result<u64, StoreError> {
        let key = format!("next/{sequence}");
        let next = self.get(&tables::META, &key)?.unwrap_or(0) + 1;
        self.set_meta(&key, next)?;
        Ok(next)
    }

    /// Remembers a small fact.
    pub fn set_meta(&mut self, key: &str, value: u64) -> Result<(), StoreError> {
        self.write(tables::META.number, key.to_owned().bytes(), Some(codec::encode(&value)))
    }

    pub(super) fn write(&mut self, table: usize, key: Vec<u8>, value: Option<Vec<u8>>) -> Result<(), StoreError> {
        let replaced = self.replace(table, &key, value.as_deref())?;
        self.undo.push((table, key, replaced));
        Ok(())
    }

    fn replace(&self, table: usize, key: &[u8], value: Option<&[u8]>) -> Result<Option<Vec<u8>>, StoreError> {
        self.with(table, |table| {
            let old = match value {
                Some(value) => table.insert(key, value)?,
                None => table.remove(key)?,
            };
            Ok(old.map(|old| old.value().to_vec()))
        })
    }

    /// Keeps what the current action wrote, and begins the next one; says whether it wrote.
    pub fn keep(&mut self) -> bool {
        let wrote = !self.undo.is_empty();
        self.undo.clear();
        wrote
    }

    /// Takes back what the current action wrote, so that others can share the commit.
    pub fn take_back(&mut self) -> Result<(), StoreError> {
        while let Some((table, key, value)) = self.undo.pop() {
            self.replace(table, &key, value.as_deref())?;
        }
        Ok(())
    }
}
