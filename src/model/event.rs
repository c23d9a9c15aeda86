//! Events in posts, and who comes.

use super::{Location, PersonId, PostId, Signed};
use crate::base::{Guid, Timestamp};
use serde::{Deserialize, Serialize};

/// Something that happens, announced by a post (spec/federation.md §4.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    pub guid: Guid,
    pub summary: String,
    /// Markdown; may be empty.
    pub description: String,
    pub start: Timestamp,
    pub end: Option<Timestamp>,
    /// The times of day do not count.
    pub all_day: bool,
    /// `Area/Location`.
    pub timezone: Option<String>,
    pub location: Option<Location>,
}

/// What an invited person says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Answer {
    Accepted,
    Declined,
    Tentative,
}

/// A person's answer to an event; one for each person and post, the last one counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    pub post: PostId,
    pub person: PersonId,
    pub guid: Guid,
    pub answer: Answer,
    pub signed: Signed,
}
