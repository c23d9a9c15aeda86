//! Posts, who may see them, and where they stand in streams.

use super::{AccountId, AspectId, Event, PersonId, PostId};
use crate::base::{DiasporaId, Guid, Timestamp};
use serde::{Deserialize, Serialize};

/// A status message or a reshare.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    pub id: PostId,
    pub guid: Guid,
    pub author: PersonId,
    pub created: Timestamp,
    pub public: bool,
    pub body: Body,
    /// The aspects it went to; only for limited posts made here.
    pub aspects: Vec<AspectId>,
    pub comments: u32,
    pub likes: u32,
    pub reshares: u32,
}

/// The two kinds of posts.
#[expect(clippy::large_enum_variant, reason = "nearly every post is a status message")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Body {
    Status(Status),
    /// Points at another post; `root` is `None` once that is gone.
    Reshare {
        root: Option<PostId>,
        root_author: Option<DiasporaId>,
        root_guid: Option<Guid>,
    },
}

/// What a status message says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// Markdown.
    pub text: String,
    pub nsfw: bool,
    /// Lower case, without `#`, each once.
    pub tags: Vec<String>,
    pub mentions: Vec<DiasporaId>,
    pub location: Option<Location>,
    pub poll: Option<Poll>,
    pub event: Option<Event>,
    pub embed: Option<Embed>,
    /// The linked page that a preview is shown of, if any.
    pub link: Option<String>,
    /// The author wants no preview of links.
    pub no_preview: bool,
    /// The program it was written with.
    pub provider: String,
}

/// A place; coordinates stay the text they came as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Location {
    pub address: String,
    pub lat: String,
    pub lng: String,
}

/// A question with answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poll {
    pub guid: Guid,
    pub question: String,
    pub answers: Vec<PollAnswer>,
}

/// One answer of a poll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PollAnswer {
    pub guid: Guid,
    pub answer: String,
    pub votes: u32,
}

/// A preview of a linked page that the author gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Embed {
    pub url: String,
    pub title: String,
    pub description: String,
    pub image: String,
}

impl Post {
    /// The status message, if it is one.
    pub fn status(&self) -> Option<&Status> {
        match &self.body {
            Body::Status(status) => Some(status),
            Body::Reshare { .. } => None,
        }
    }
}

/// A person to whom a limited post was given. The rest is repeated from the post so that what was
/// shared with somebody is one ordered range.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AudienceMember {
    pub post: PostId,
    pub person: PersonId,
    pub author: PersonId,
    pub created: Timestamp,
}

/// A post, comment, like, vote, answer or picture that was taken back. Remembered for a while, so
/// that a copy that comes late does not bring it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retracted {
    pub guid: Guid,
    pub author: PersonId,
    pub at: Timestamp,
}

/// A post that an account does not want to see in its streams.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hide {
    pub account: AccountId,
    pub post: PostId,
}

/// The ordered lists of posts that an account has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum StreamKind {
    Main,
    /// Wrote or takes part; ordered by the last interaction.
    Activity,
    Mentions,
    Liked,
    Commented,
    /// Posts with a tag that the account follows.
    Tags,
    /// Public posts by people of this pod; one list for all, under [`EVERYBODY`](super::EVERYBODY).
    Local,
}

/// A post's place in one of an account's streams.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StreamEntry {
    pub account: AccountId,
    pub kind: StreamKind,
    pub post: PostId,
    pub at: Timestamp,
}
