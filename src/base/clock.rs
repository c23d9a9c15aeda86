//! Where the time comes from.

use super::Timestamp;

/// The wall clock, handed in from outside so that tests can move it.
pub trait Clock: Send + Sync {
    /// The present moment, in whole seconds.
    fn now(&self) -> Timestamp;

    /// Whether the present moment can be believed. While it cannot, nothing ends, is sent or is
    /// judged by its date. (spec/appliance.md H-089)
    fn is_trusted(&self) -> bool {
        true
    }
}
