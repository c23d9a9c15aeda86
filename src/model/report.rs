//! What people here ask the moderators to look at.

use super::{AccountId, CommentId, PersonId, PostId, ReportId};
use crate::base::Timestamp;
use serde::{Deserialize, Serialize};

/// What a report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Reported {
    Post(PostId),
    Comment(CommentId),
}

/// One account's report of one post or comment. It stays on this pod (spec/features.md §8.8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub id: ReportId,
    pub item: Reported,
    /// The post, or the one that the comment is on.
    pub post: PostId,
    /// Who wrote what is reported.
    pub author: PersonId,
    /// Who reports it.
    pub reporter: AccountId,
    /// Why, in the reporter's words.
    pub reason: String,
    pub created: Timestamp,
    /// Whether a moderator has decided.
    pub reviewed: bool,
}
