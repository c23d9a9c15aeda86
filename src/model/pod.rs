//! Other pods.

use crate::base::{PodUrl, Timestamp};
use serde::{Deserialize, Serialize};

/// What we know of another pod's health (spec/federation.md §3.7).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemotePod {
    pub url: PodUrl,
    /// Since when every delivery failed; `None` while it answers.
    pub offline_since: Option<Timestamp>,
    /// Nothing is sent before this moment, so that messages keep their order.
    pub hold_until: Option<Timestamp>,
    /// Why the last delivery failed, in one sentence.
    pub last_failure: String,
    pub blocked: bool,
    pub first_seen: Timestamp,
}
