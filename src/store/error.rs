//! What can go wrong below every rule: things no user caused.

use std::fmt;

/// A failure of the store itself.
#[derive(Clone, Debug)]
pub enum StoreError {
    /// The file system or redb refused; the text is redb's own.
    Io(String),
    /// No space is left where the store lives.
    Full,
    /// A value does not decode: table and what is wrong.
    Corrupt { table: &'static str, what: String },
    /// The file was written by a newer seedpod.
    NewerSchema { found: u32, known: u32 },
    /// Another process has the store open.
    InUse,
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(text) => write!(f, "the store cannot be read or written: {text}"),
            Self::Full => f.write_str("the disk that holds the store is full"),
            Self::Corrupt { table, what } => write!(f, "the store is damaged in table {table}: {what}"),
            Self::NewerSchema { found, known } => write!(
                f,
                "the store was written by a newer seedpod (layout {found}, this program knows {known}); install that version again"
            ),
            Self::InUse => f.write_str("another process has the store open"),
        }
    }
}

impl std::error::Error for StoreError {}

impl From<redb::StorageError> for StoreError {
    fn from(error: redb::StorageError) -> Self {
        match &error {
            redb::StorageError::Io(io) if io.kind() == std::io::ErrorKind::StorageFull => Self::Full,
            _ => Self::Io(error.to_string()),
        }
    }
}

impl From<redb::TableError> for StoreError {
    fn from(error: redb::TableError) -> Self {
        match error {
            redb::TableError::Storage(storage) => storage.into(),
            other => Self::Io(other.to_string()),
        }
    }
}

impl From<redb::TransactionError> for StoreError {
    fn from(error: redb::TransactionError) -> Self {
        match error {
            redb::TransactionError::Storage(storage) => storage.into(),
            other => Self::Io(other.to_string()),
        }
    }
}

impl From<redb::CommitError> for StoreError {
    fn from(error: redb::CommitError) -> Self {
        match error {
            redb::CommitError::Storage(storage) => storage.into(),
            other => Self::Io(other.to_string()),
        }
    }
}

impl From<redb::DatabaseError> for StoreError {
    fn from(error: redb::DatabaseError) -> Self {
        match error {
            redb::DatabaseError::DatabaseAlreadyOpen => Self::InUse,
            redb::DatabaseError::Storage(storage) => storage.into(),
            other => Self::Io(other.to_string()),
        }
    }
}
