//! Words without behaviour: the value types every other layer speaks in.
//!
//! Owns identifiers, addresses, time, secrets and size limits, each with the rule that makes it
//! valid. A value that exists is valid: construction is the only check. Nothing here reads a
//! clock, draws randomness or touches a file; the traits [`Clock`] and [`Entropy`] say how the
//! outside hands those in. The rules come from spec/federation.md §1.1.

mod clock;
mod diaspora_id;
mod entropy;
mod guid;
pub mod limits;
mod pod_url;
mod secret;
mod timestamp;

pub use clock::Clock;
pub use diaspora_id::{DiasporaId, InvalidDiasporaId};
pub use entropy::{Entropy, EntropyExt};
pub use guid::{Guid, InvalidGuid};
pub use pod_url::{InvalidPodUrl, PodUrl};
pub use secret::Secret;
pub use timestamp::Timestamp;
