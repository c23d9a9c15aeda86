//! People.

use super::{AccountId, PersonId};
use crate::base::{DiasporaId, Guid, PodUrl, Timestamp};
use serde::{Deserialize, Serialize};

/// Any identity, local or remote. `diaspora_id`, `guid`, `base_url` and `public_key` never change
/// once stored (spec/federation.md §1.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub id: PersonId,
    pub diaspora_id: DiasporaId,
    pub guid: Guid,
    /// The pod that receives this person's messages.
    pub base_url: PodUrl,
    /// SubjectPublicKeyInfo, DER.
    #[serde(with = "serde_bytes")]
    pub public_key: Vec<u8>,
    pub profile: Profile,
    /// The sign-in on this pod; `None` for people of other pods.
    pub account: Option<AccountId>,
    /// Closed for good: shown by address only, nothing is accepted from it.
    pub closed: bool,
    pub added: Timestamp,
}

/// What a person says about themselves (spec/federation.md §4.11).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    pub first_name: String,
    pub last_name: String,
    pub images: Option<Images>,
    pub bio: String,
    pub birthday: Option<Birthday>,
    pub gender: String,
    pub location: String,
    /// May be found by name by people who are not contacts.
    pub searchable: bool,
    /// `bio`, `birthday`, `gender` and `location` are for everyone.
    pub public: bool,
    /// All posts go behind a warning.
    pub nsfw: bool,
    /// Lower case, without `#`.
    pub tags: Vec<String>,
}

/// Addresses of a profile picture in its three sizes, absolute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Images {
    /// 300 px.
    pub large: String,
    /// 100 px.
    pub medium: String,
    /// 50 px.
    pub small: String,
}

/// A day of birth; people may keep the year to themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Birthday {
    pub year: Option<i16>,
    pub month: i8,
    pub day: i8,
}

impl Birthday {
    /// Month and day as the calendar counts them; `None` if they are none.
    pub fn month_and_day(self) -> Option<(u8, u8)> {
        Some((u8::try_from(self.month).ok()?, u8::try_from(self.day).ok()?))
    }
}

impl Person {
    /// The name to show: first and last name, or the diaspora ID where there is none.
    pub fn name(&self) -> String {
        let name = self.profile.full_name();
        if self.closed || name.is_empty() { self.diaspora_id.to_string() } else { name }
    }

    /// Whether this person lives on this pod.
    pub fn is_local(&self) -> bool {
        self.account.is_some()
    }
}

impl Profile {
    /// First and last name, joined; empty if there is neither.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.first_name.trim(), self.last_name.trim()).trim().to_owned()
    }
}
