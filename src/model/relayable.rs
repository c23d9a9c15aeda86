//! What people do with posts.

use super::{CommentId, LikeId, PersonId, PostId, VoteId};
use crate::base::{Guid, Timestamp};
use serde::{Deserialize, Serialize};

/// The elements of a relayable as they were signed, in their order, and the author's signature:
/// what must be sent on byte for byte (spec/federation.md §5.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    pub elements: Vec<(String, String)>,
    /// Base64; absent where the author of the root sent it without.
    pub signature: Option<String>,
}

/// A comment on a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    pub id: CommentId,
    pub guid: Guid,
    pub post: PostId,
    pub author: PersonId,
    /// Markdown.
    pub text: String,
    pub created: Timestamp,
    /// The comment this one answers.
    pub thread_parent: Option<Guid>,
    pub likes: u32,
    pub signed: Signed,
}

/// What a like is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Liked {
    Post(PostId),
    Comment(CommentId),
}

/// A like on a post or comment; one for each person and target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Like {
    pub id: LikeId,
    pub guid: Guid,
    pub target: Liked,
    /// The post at the top.
    pub post: PostId,
    pub author: PersonId,
    /// False is a dislike: kept, never counted, never shown.
    pub positive: bool,
    pub signed: Signed,
}

/// A person who wants to hear what happens to a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participation {
    pub post: PostId,
    pub person: PersonId,
    pub guid: Guid,
    /// Likes, comments and reshares of that person that hold it up; ends at zero.
    pub reasons: u32,
}

/// A vote in the poll of a post; one for each person, for good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vote {
    pub id: VoteId,
    pub guid: Guid,
    pub post: PostId,
    pub author: PersonId,
    /// The guid of the answer chosen.
    pub answer: Guid,
    pub signed: Signed,
}
