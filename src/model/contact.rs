//! Who shares with whom.

use super::{AccountId, AspectId, PersonId};
use crate::base::Timestamp;
use serde::{Deserialize, Serialize};

/// The relation of an account to a person. A row exists only while a flag is set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub account: AccountId,
    pub person: PersonId,
    /// They share with us.
    pub sharing: bool,
    /// We share with them: they are in at least one aspect.
    pub receiving: bool,
    pub since: Timestamp,
}

impl Contact {
    /// Sharing in both directions.
    pub fn is_mutual(&self) -> bool {
        self.sharing && self.receiving
    }
}

/// An account's named group of contacts; nobody else ever learns of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aspect {
    pub account: AccountId,
    pub id: AspectId,
    pub name: String,
    /// Place in every list, rising.
    pub position: u32,
}

/// A person in an aspect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AspectMember {
    pub account: AccountId,
    pub aspect: AspectId,
    pub person: PersonId,
}

/// An account ignores a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    pub account: AccountId,
    pub person: PersonId,
    pub since: Timestamp,
}
