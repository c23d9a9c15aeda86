//! Local keys: numbers that this pod gives out in rising order and never to anyone else.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub u64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

ids! {
    /// A person, local or remote.
    PersonId,
    /// A person with sign-in on this pod.
    AccountId,
    /// An act of an admin.
    AdminActId,
    /// An aspect of an account.
    AspectId,
    /// A status message or reshare.
    PostId,
    /// A comment on a post.
    CommentId,
    /// A like on a post or comment.
    LikeId,
    /// A picture.
    PhotoId,
    /// A vote in a poll.
    VoteId,
    /// A private conversation.
    ConversationId,
    /// A message in a conversation.
    MessageId,
    /// A notification of an account.
    NotificationId,
    /// A piece of work to be done later.
    JobId,
    /// A message on its way to other pods.
    OutgoingId,
    /// A report to the moderators.
    ReportId,
    /// What a person allowed a program to do.
    AuthorizationId,
}

/// Stands for no account in lists that belong to the pod as a whole; never given out.
pub const EVERYBODY: AccountId = AccountId(0);

/// BLAKE3 of a session or API token; the token itself is never stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TokenHash(pub [u8; 32]);
