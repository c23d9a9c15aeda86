//! The embedded store: one redb file that holds everything but pictures.
//!
//! Owns tables, keys, codecs, transactions, migrations, and the check that every index agrees
//! with its rows. Knows nothing of rules: whoever calls decides what may be written. Only
//! `domain` calls it (and `app`, which opens it).
//!
//! All tables map bytes to bytes. Keys (`keys`) are encoded so that their byte order is the order
//! wanted, newest first where lists are newest first. Values (`codec`) carry a version byte.
//! Each kind of record declares its primary table and the index rows that follow from it
//! (`Record`); `put` and `delete` keep both in step, and `check` compares them, so an index
//! cannot be forgotten in either place.
//!
//! Layout on disk, in the state folder: `seedpod.redb` (this store), `media/` (pictures, named by
//! the hash of their content), `secret.key` (seals private keys inside the store).

mod check;
mod codec;
mod database;
pub mod dump;
mod error;
mod keys;
mod media;
mod migrate;
mod record;
pub mod records;
pub mod tables;
mod transaction;

pub use check::CheckReport;
pub use codec::Value;
pub use database::{Database, Stats};
pub use error::StoreError;
pub use keys::{Key, Prefix, Rev};
pub use media::{Media, write_whole};
pub use record::Record;
pub use tables::Table;
pub use transaction::{ReadTx, Reads, ReadsExt, WriteTx};
