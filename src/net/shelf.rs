//! Where things of this layer lie between two starts of the program.

use std::io;

/// A folder of small named files that `app` hands in.
pub trait Shelf: Send + Sync {
    /// What lies there under this name.
    fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>>;
    /// Puts it there, whole or not at all (H-038).
    fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()>;
}
