//! People who moved.

use super::PersonId;
use crate::base::Timestamp;
use serde::{Deserialize, Serialize};

/// A person has a new address (spec/federation.md §4.16). One for each old identity, for good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Migration {
    pub old: PersonId,
    pub new: PersonId,
    pub at: Timestamp,
    /// Directory in which the old person's pictures are from now on.
    pub photo_path: Option<String>,
    /// The announcement in its envelope, as it was signed: whoever writes to the old address gets
    /// it.
    pub notice: String,
}
