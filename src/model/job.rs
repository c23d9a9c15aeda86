//! Work to be done later, and messages on their way.

use super::{AccountId, JobId, Letter, OutgoingId, PersonId, PhotoId};
use crate::base::{DiasporaId, Guid, PodUrl, Timestamp};
use serde::{Deserialize, Serialize};

/// A piece of work that survives a restart. Every one may run twice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    pub id: JobId,
    /// Not before this moment.
    pub due: Timestamp,
    /// How often it failed so far.
    pub failures: u32,
    pub work: Work,
}

/// The closed set of what the runner can do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Work {
    /// Take in a message whose sender or parent is not known yet.
    Receive {
        channel: Channel,
        #[serde(with = "serde_bytes")]
        body: Vec<u8>,
    },
    /// Sign a message and make one delivery for each target.
    Dispatch { outgoing: OutgoingId },
    /// POST a message once.
    Deliver { outgoing: OutgoingId, target: Target },
    /// Find a person by address.
    Discover { id: DiasporaId },
    /// Ask a pod for a public post.
    FetchPost { guid: Guid, from: DiasporaId },
    /// Ask a pod for the newest public posts of a person.
    FetchStream { person: PersonId },
    /// See whether a pod is there and what runs on it.
    CheckPod { pod: PodUrl },
    /// Remove what nobody needs any more (spec/features.md §8.11).
    Tidy,
    /// Ask a linked page what it is about.
    Preview { url: String },
    /// Forget a picture that no post took up.
    ForgetPhoto { photo: PhotoId },
    /// Remove the posts and pictures that a closed person leaves behind.
    Clear { person: PersonId },
    /// Give to the new identity of a person who moved what the old one left.
    Move { old: PersonId },
    /// Send one mail.
    Mail { letter: Letter },
    /// Let a new account share with somebody who has to be found first.
    Greet { account: AccountId, with: DiasporaId },
    /// Make the archive that an account asked for.
    Export { account: AccountId, photos: bool },
    /// Take in the archive that an account brought.
    Import { account: AccountId },
    /// Make mails of the news that wait for an account.
    GatherNews { account: AccountId },
}

impl Work {
    /// What it is, in two words: for the log and for those who run the pod.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Receive { .. } => "receive",
            Self::Dispatch { .. } => "dispatch",
            Self::Deliver { .. } => "deliver",
            Self::Discover { .. } => "discover",
            Self::FetchPost { .. } => "fetch post",
            Self::FetchStream { .. } => "fetch stream",
            Self::CheckPod { .. } => "check pod",
            Self::Tidy => "tidy",
            Self::Preview { .. } => "preview",
            Self::ForgetPhoto { .. } => "forget photo",
            Self::Clear { .. } => "clear",
            Self::Move { .. } => "move",
            Self::Mail { .. } => "mail",
            Self::Greet { .. } => "greet",
            Self::Export { .. } => "export",
            Self::Import { .. } => "import",
            Self::GatherNews { .. } => "gather news",
        }
    }
}

/// How a message came in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Channel {
    Public,
    /// Encrypted for this account.
    Private(AccountId),
}

/// A message for other pods, kept until the last delivery has ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outgoing {
    pub id: OutgoingId,
    /// Entity name, which decides how long delivery is tried.
    pub entity: String,
    /// Payload XML.
    pub payload: String,
    pub signer: AccountId,
    pub recipients: Recipients,
    /// The signed magic envelope, once made; the same bytes for every target.
    pub envelope: Option<String>,
    /// Deliveries not ended yet.
    pub left: u32,
}

/// Whom a message is for, decided when the act happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Recipients {
    /// In the open, once for each pod.
    Pods(Vec<PodUrl>),
    /// Encrypted, once for each person.
    People(Vec<PersonId>),
}

/// One delivery's address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    Pod(PodUrl),
    Person(PersonId),
}

/// The outcome of looking for a diaspora ID.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lookup {
    pub id: DiasporaId,
    pub state: LookupState,
    pub at: Timestamp,
}

/// A public thing that was asked for by guid and is not here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    pub guid: Guid,
    pub state: LookupState,
    pub at: Timestamp,
}

/// How far a look-up is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LookupState {
    Looking,
    /// Why it failed, in one sentence for people.
    Failed(String),
}
