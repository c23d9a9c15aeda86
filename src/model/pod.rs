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
    /// Why the last delivery or test failed, in one sentence.
    pub last_failure: String,
    pub blocked: bool,
    pub first_seen: Timestamp,
    /// How the last test or delivery ended.
    pub state: PodState,
    /// The last test.
    pub checked: Option<Timestamp>,
    /// A message came from it while it counted as offline: test it soon.
    pub wants_check: bool,
    /// How long its front page took at the last test, in milliseconds.
    pub response_ms: Option<u32>,
    /// What runs there, as it says itself; empty if unknown.
    pub software: String,
    pub version: String,
}

/// How a pod was found at the last look (spec/features.md §8.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PodState {
    Unchecked,
    Fine,
    /// Its name has no address.
    NoName,
    /// It cannot be reached.
    NoConnection,
    /// Its certificate is not acceptable.
    NoTrust,
    /// It answers with a failure.
    BadAnswer,
    /// It is there, but does not say what it is.
    NoVersion,
    Unknown,
}

impl PodState {
    /// Whether a pod in this state counts as offline.
    pub fn is_offline(self) -> bool {
        !matches!(self, Self::Unchecked | Self::Fine | Self::NoVersion)
    }
}

impl RemotePod {
    /// A pod that we never met.
    pub fn new(url: PodUrl, now: Timestamp) -> Self {
        Self {
            url,
            offline_since: None,
            hold_until: None,
            last_failure: String::new(),
            blocked: false,
            first_seen: now,
            state: PodState::Unchecked,
            checked: None,
            wants_check: false,
            response_ms: None,
            software: String::new(),
            version: String::new(),
        }
    }
}
