//! Mail on its way, and links that prove who holds them.

use super::{AccountId, CommentId, ConversationId, MailKind, PersonId, PostId};
use crate::base::{DiasporaId, Timestamp};
use serde::{Deserialize, Serialize};

/// What a mail says; words are chosen when it is sent, in the language the reader has then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Letter {
    /// A link to set a new password.
    Reset { account: AccountId, link: String },
    /// A link that puts a new address in force; goes to that address.
    ConfirmEmail { account: AccountId, link: String },
    /// Come and join: from an account to somebody's address, in the language the sender chose.
    Invitation { from: AccountId, to: String, language: String },
    /// The archive of posts or of pictures is ready, or could not be made.
    Export { account: AccountId, photos: bool, succeeded: bool },
    /// An imported archive is in.
    Imported { account: AccountId, succeeded: bool },
    /// Nobody has been seen for long; the account will be closed at this moment.
    Inactive { account: AccountId, closes: Timestamp },
    /// A form came from somewhere else in the name of this account, which was signed out.
    Forged { account: AccountId },
    /// An admin let somebody in who had asked.
    Approved { account: AccountId },
    /// Somebody of this name asks to be let in; goes to an admin.
    Asked { account: AccountId, name: String },
    /// What happened to one thing since the last mail about it.
    News { account: AccountId, thread: Thread, news: Vec<News> },
    /// From the podmin to everybody.
    Circular { account: AccountId, subject: String, text: String },
}

/// What mails about the same thing are kept together by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Thread {
    Person(PersonId),
    Post(PostId),
    Conversation(ConversationId),
    /// The report queue.
    Reports,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    pub kind: MailKind,
    pub actor: PersonId,
    pub comment: Option<CommentId>,
}

/// News that wait for company before they become a mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingNews {
    pub account: AccountId,
    /// Rising with time.
    pub number: u64,
    pub thread: Thread,
    pub news: News,
}

/// A link that was mailed or handed over: whoever has it may do this one thing, once. Only its
/// number is stored; the rest of the address is a keyed hash of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// 32 random hex characters.
    pub number: String,
    pub account: AccountId,
    pub purpose: Purpose,
    pub expires: Timestamp,
}

/// What a link is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Purpose {
    /// Set a new password.
    Reset,
    /// Put this address in force.
    ConfirmEmail(String),
    /// Bring the second factor after the password fitted; where to go then.
    SecondFactor(String),
}

/// An archive that an account asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Export {
    pub account: AccountId,
    /// Of the pictures; otherwise of everything else.
    pub photos: bool,
    pub state: ExportState,
    pub asked: Timestamp,
}

/// How far an archive is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExportState {
    Working,
    /// Done at this moment: unguessable file name, and bytes.
    Ready {
        name: String,
        bytes: u64,
        at: Timestamp,
    },
    Failed,
}

/// An archive that an account brings along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    pub account: AccountId,
    pub state: ImportState,
    /// The file with everything but pictures, and the one with pictures, by their names here.
    pub archive: Option<String>,
    pub photos: Option<String>,
    /// Take over the archive's settings, and its profile.
    pub settings: bool,
    pub profile: bool,
    pub asked: Timestamp,
    pub report: ImportReport,
}

/// How far taking in an archive is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ImportState {
    Working,
    Done,
    /// Not taken; the sentence of this name says why.
    Refused(String),
}

/// What came over and what did not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportReport {
    /// The identity that moved here, when its contacts are told.
    pub moved_from: Option<DiasporaId>,
    pub counts: Vec<ImportCount>,
    /// What was left out: name of the sentence, and which thing.
    pub skipped: Vec<(String, String)>,
}

/// How many of one kind were in the archive, and how many came in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportCount {
    pub kind: ImportKind,
    pub found: u32,
    pub taken: u32,
}

/// The kinds of things in an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ImportKind {
    Tags,
    Aspects,
    Contacts,
    Posts,
    Photos,
    Relayables,
    Subscriptions,
    OthersRelayables,
    Blocks,
}
