//! Where the time comes from.

use super::Timestamp;

/// The wall clock, handed in from outside so that tests can move it.
pub trait Clock: Send + Sync {
    /// The present moment, in whole seconds.
    fn now(&self) -> Timestamp;
}
