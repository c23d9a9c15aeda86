//! What an account should hear about.

use super::{AccountId, CommentId, ConversationId, NotificationId, PersonId, PostId};
use crate::base::Timestamp;
use serde::{Deserialize, Serialize};

/// The kinds of notifications (spec/features.md §7.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum NotificationKind {
    StartedSharing,
    CommentOnPost,
    AlsoCommented,
    Mentioned,
    MentionedInComment,
    Liked,
    LikedComment,
    Reshared,
    /// A mutual contact's birthday is today.
    ContactsBirthday,
    /// A message in a conversation: never listed, the counters of the inbox tell it.
    PrivateMessage,
}

impl NotificationKind {
    /// Whether an entry of the list is made of it.
    pub fn is_listed(self) -> bool {
        self != Self::PrivateMessage
    }
}

/// What a notification is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Subject {
    Person(PersonId),
    Post(PostId),
    Comment(PostId, CommentId),
    Conversation(ConversationId),
}

/// One entry; several people doing the same to the same thing share it while it is unread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notification {
    pub account: AccountId,
    pub id: NotificationId,
    pub kind: NotificationKind,
    pub subject: Subject,
    /// Newest first, each once, at most 50.
    pub actors: Vec<PersonId>,
    pub unread: bool,
    /// When the first of them did it.
    pub created: Timestamp,
    pub updated: Timestamp,
}
