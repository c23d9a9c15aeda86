//! The pod itself.

use crate::base::{PodUrl, Timestamp};
use serde::{Deserialize, Serialize};

/// What this pod is; one row, written by setup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instance {
    /// Permanent: every identifier of our people contains it.
    pub url: PodUrl,
    /// The family's name for their place.
    pub name: String,
    pub registration: Registration,
    pub created: Timestamp,
    /// Whether the network may see us; false on a home-network pod.
    pub federates: bool,
}

/// Who may make an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Registration {
    Invitation,
    Open,
    /// Everybody, once an admin agreed.
    Approval,
    Closed,
}
