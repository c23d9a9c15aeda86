//! What a page or an API answer shows: built here, after the access check, rendered elsewhere.
//!
//! `types` are the plain values. The other files fill them from one snapshot. Every address in
//! them is on this pod, pictures of other pods included (H-126); every decision about what the
//! viewer may do is taken here, by asking `access`.

mod types;

pub use types::*;
