//! Tags.

use super::AccountId;
use crate::base::Timestamp;
use serde::{Deserialize, Serialize};

/// An account wants to read what is posted with a tag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagFollowing {
    pub account: AccountId,
    /// Lower case, without `#`.
    pub tag: String,
    pub since: Timestamp,
}
