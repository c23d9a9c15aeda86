//! Private conversations.

use super::{AccountId, ConversationId, MessageId, PersonId};
use crate::base::{DiasporaId, Guid, Timestamp};
use serde::{Deserialize, Serialize};

/// A private conversation between fixed people (spec/federation.md §4.13).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversation {
    pub id: ConversationId,
    pub guid: Guid,
    pub author: PersonId,
    /// May be empty when it was begun here.
    pub subject: String,
    /// Everybody, the author too, in the order given; some may not be known to this pod.
    pub participants: Vec<DiasporaId>,
    pub created: Timestamp,
    /// The moment of the last message.
    pub updated: Timestamp,
    pub messages: u32,
}

/// One message of a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub id: MessageId,
    pub guid: Guid,
    pub conversation: ConversationId,
    pub author: PersonId,
    /// Markdown.
    pub text: String,
    pub created: Timestamp,
}

/// An account's place in a conversation; whoever leaves gives it up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    pub account: AccountId,
    pub conversation: ConversationId,
    /// Messages of others that were not opened.
    pub unread: u32,
    /// Repeated from the conversation, so that an inbox is one ordered range.
    pub updated: Timestamp,
}
