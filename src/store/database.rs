//! The file.

use super::check::{self, CheckReport};
use super::error::StoreError;
use super::migrate;
use super::tables;
use super::transaction::{ReadTx, WriteTx};
use redb::{ReadableDatabase, ReadableTableMetadata};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

/// The open store. One process, one writer at a time.
pub struct Database {
    /// Empty only if the file could not be opened anew.
    inner: RwLock<Option<redb::Database>>,
    /// Where the file is and how many bytes of it may be kept in memory.
    file: Option<(PathBuf, usize)>,
    reads: Arc<AtomicU64>,
}

/// A handle in use.
struct Open<'a>(RwLockReadGuard<'a, Option<redb::Database>>);

impl std::ops::Deref for Open<'_> {
    type Target = redb::Database;

    fn deref(&self) -> &redb::Database {
        self.0.as_ref().expect("checked when this was made")
    }
}

/// Sizes, for `db stats`.
pub struct Stats {
    /// Name, rows and stored bytes of each table.
    pub tables: Vec<(&'static str, u64, u64)>,
}

impl Database {
    /// Opens or creates the file, repairs it if the last process was killed, and brings its
    /// layout up to date. `cache` is in bytes. `progress` hears of a repair from 0.0 to 1.0.
    pub fn open(path: &Path, cache: usize, progress: impl Fn(f64) + 'static) -> Result<Self, StoreError> {
        let inner = redb::Database::builder()
            .set_cache_size(cache)
            .set_repair_callback(move |session| progress(session.progress()))
            .create(path)?;
        Self::prepare(inner, Some((path.to_owned(), cache)))
    }

    /// A store on any backend: memory, or one that fails on purpose.
    pub fn on(backend: impl redb::StorageBackend, cache: usize) -> Result<Self, StoreError> {
        Self::prepare(redb::Database::builder().set_cache_size(cache).create_with_backend(backend)?, None)
    }

    /// An empty store in memory.
    pub fn in_memory() -> Result<Self, StoreError> {
        Self::on(redb::backends::InMemoryBackend::new(), 4 << 20)
    }

    fn prepare(inner: redb::Database, file: Option<(PathBuf, usize)>) -> Result<Self, StoreError> {
        let database = Self { inner: RwLock::new(Some(inner)), file, reads: Arc::default() };
        migrate::run(&database)?;
        Ok(database)
    }

    fn inner(&self) -> Result<Open<'_>, StoreError> {
        let guard = self.inner.read().unwrap_or_else(PoisonError::into_inner);
        match guard.is_some() {
            true => Ok(Open(guard)),
            false => Err(StoreError::Io("the file could not be opened anew".to_owned())),
        }
    }

    /// Closes the file and opens it again: after a write that failed, redb takes no other one
    /// through the old handle. What was committed is there afterwards. Blocks until all writes and
    /// the beginnings of all reads have ended.
    pub fn reopen(&self) -> Result<(), StoreError> {
        let Some((path, cache)) = &self.file else {
            return Err(StoreError::Io("a store without a file cannot be opened anew".to_owned()));
        };
        let mut inner = self.inner.write().unwrap_or_else(PoisonError::into_inner);
        // The file admits one handle at a time.
        drop(inner.take());
        *inner = Some(redb::Database::builder().set_cache_size(*cache).open(path)?);
        Ok(())
    }

    /// A snapshot of what is committed.
    pub fn read(&self) -> Result<ReadTx, StoreError> {
        ReadTx::begin(&*self.inner()?, Arc::clone(&self.reads))
    }

    /// Runs `act` in a write and commits durably if it says so. Blocks until the writer is free.
    pub fn write<T>(
        &self,
        act: impl FnOnce(&mut WriteTx<'_>) -> Result<(T, bool), StoreError>,
    ) -> Result<T, StoreError> {
        let inner = self.inner()?;
        let mut transaction = inner.begin_write()?;
        // A crash then needs no walk through the whole file; the cost disappears in the group.
        transaction.set_quick_repair(true);
        let (value, commit) = act(&mut WriteTx::new(&transaction))?;
        if commit {
            transaction.commit()?;
        } else {
            transaction.abort()?;
        }
        Ok(value)
    }

    /// Creates what is missing, in one commit.
    pub(super) fn create_tables(&self) -> Result<(), StoreError> {
        let transaction = self.inner()?.begin_write()?;
        for number in 0..tables::NAMES.len() {
            transaction.open_table(tables::definition(number))?;
        }
        transaction.commit()?;
        Ok(())
    }

    pub(super) fn has_tables(&self) -> Result<bool, StoreError> {
        use redb::TableHandle;
        let transaction = self.inner()?.begin_read()?;
        let names: Vec<String> = transaction.list_tables()?.map(|table| table.name().to_owned()).collect();
        Ok(tables::NAMES.iter().all(|name| names.iter().any(|found| found == name)))
    }

    /// Compares every index with its rows (`db check`).
    pub fn check(&self) -> Result<CheckReport, StoreError> {
        check::run(&self.read()?)
    }

    /// Rows and ranges asked for since the file was opened, of all snapshots together.
    pub fn reads(&self) -> u64 {
        self.reads.load(Ordering::Relaxed)
    }

    /// Sizes of all tables.
    pub fn stats(&self) -> Result<Stats, StoreError> {
        let transaction = self.inner()?.begin_read()?;
        let mut rows = Vec::new();
        for (number, name) in tables::NAMES.iter().enumerate() {
            let table = transaction.open_table(tables::definition(number))?;
            let stats = table.stats()?;
            rows.push((*name, table.len()?, stats.stored_bytes()));
        }
        Ok(Stats { tables: rows })
    }

    /// Gives unused space back to the file system; needs the store to itself.
    pub fn compact(&mut self) -> Result<bool, StoreError> {
        let inner = self.inner.get_mut().unwrap_or_else(PoisonError::into_inner).as_mut();
        let compacted = inner.map(redb::Database::compact).transpose();
        compacted.map(Option::unwrap_or_default).map_err(|error| StoreError::Io(error.to_string()))
    }
}
