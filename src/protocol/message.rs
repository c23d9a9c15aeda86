//! The way of a message from bytes to something that may be believed.
//!
//! [`Message::open`] does everything that needs nothing else: envelope, payload, entity, and the
//! rules that cost no look-up. [`Message::needs`] says which keys and which stored thing decide
//! about it. [`Message::authenticate`] checks the envelope's signature, so that nobody can make us
//! fetch things with a forged one. [`Message::verify`] does the rest and gives out the only
//! [`Verified`] there is. spec: §2.4 order of operations

use super::entities::{AccountMigration, Audience, Entity, Kind, Retraction, Signer};
use super::envelope::{self, Channel, Envelope, EnvelopeError};
use super::keys::PublicKey;
use super::schema::Invalid;
use super::signature::{self, SignedForm};
use super::url::FetchType;
use super::xml::{Document, Element, XmlError};
use crate::base::{DiasporaId, Guid};
use std::fmt;

/// Why a message was refused before anything was looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParseError {
    /// The envelope.
    Envelope(EnvelopeError),
    /// The payload is no acceptable document.
    Payload(XmlError),
    /// The payload's root is not named like an entity.
    EntityName,
    /// No message has this name.
    UnknownEntity,
    /// A field breaks a rule.
    Invalid(Invalid),
    /// Signed by somebody other than the author.
    Sender,
    /// May not travel in public.
    NotPublic,
}

/// Why a message was refused after all it needs was there, or because it was not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerifyError {
    /// No key of the sender.
    SenderKey,
    /// The envelope's signature is wrong.
    Signature,
    /// The parent, root or target is not known.
    Target,
    /// The thing referred to is of another kind.
    TargetKind,
    /// The sender may not send this.
    Sender,
    /// No key of the author, or of the other identity of a migration.
    AuthorKey,
    /// The author's signature, or a migration's inner one, is missing or wrong.
    AuthorSignature,
    /// A subscription to something that is not by one of our people.
    ParentNotLocal,
    /// A reshare names another author than its root has.
    RootAuthor,
    /// Belongs to something that is not public.
    NotPublic,
}

/// A message that is still only a claim.
#[derive(Clone, Debug)]
pub struct Message {
    envelope: Envelope,
    channel: Channel,
    entity: Entity,
    form: Option<SignedForm>,
    authentic: bool,
}

/// What decides about a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needs {
    /// Whose public keys: the sender first, then perhaps the author or the other identity.
    pub keys: Vec<DiasporaId>,
    /// The stored thing it refers to.
    pub target: Option<Reference>,
}

/// A thing named by kind and guid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// What it is.
    pub kind: Kind,
    /// Its guid.
    pub guid: Guid,
    /// How to fetch it when it is unknown; `None` if it is not to be fetched.
    pub fetch: Option<FetchType>,
    /// Whose pods to ask, in this order. spec: §5.5
    pub ask: Vec<DiasporaId>,
}

/// What is stored about the thing a message refers to: the parent of a relayable or of a
/// subscription, the root of a reshare, the target of a retraction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// What it is.
    pub kind: Kind,
    /// Who made it.
    pub author: DiasporaId,
    /// Author of the post at the top; the same as `author` for a post.
    pub root_author: DiasporaId,
    /// Whether that author is one of our accounts.
    pub root_author_is_local: bool,
    /// Whether the post at the top is public; `None` where there is no post.
    pub root_is_public: Option<bool>,
}

/// Something from outside that may be believed: signed by somebody who may send it.
#[derive(Clone, Debug)]
pub struct Verified {
    sender: DiasporaId,
    channel: Channel,
    entity: Entity,
    form: Option<SignedForm>,
}

impl Message {
    /// Opens an envelope and reads the entity in it. Checks everything that can be checked
    /// without looking anything up. spec: §2.4 steps 2 to 5 and 8
    pub fn open(body: &[u8], channel: Channel) -> Result<Self, ParseError> {
        let envelope = envelope::open(body, channel).map_err(ParseError::Envelope)?;
        let document = Document::parse(envelope.payload()).map_err(ParseError::Payload)?;
        let root = payload_root(document.root(), channel)?;
        let entity = Entity::read(root).ok_or(ParseError::UnknownEntity)?.map_err(ParseError::Invalid)?;
        if entity.signer() == Signer::Author && entity.author() != envelope.sender() {
            return Err(ParseError::Sender);
        }
        if channel != Channel::Private && matches!(entity.audience(), Audience::Flagged(false) | Audience::Private) {
            return Err(ParseError::NotPublic);
        }
        let form = match entity.signer() {
            Signer::Relayable => Some(SignedForm::received(root).ok_or(ParseError::Payload(XmlError::Malformed))?),
            _ => None,
        };
        Ok(Self { envelope, channel, entity, form, authentic: false })
    }

    /// Who claims to have sent it.
    pub fn sender(&self) -> &DiasporaId {
        self.envelope.sender()
    }

    /// How it came.
    pub fn channel(&self) -> Channel {
        self.channel
    }

    /// What it claims to be. For deciding what to look up, not for believing.
    pub fn claimed(&self) -> &Entity {
        &self.entity
    }

    /// What must be found before [`Message::verify`] can succeed.
    pub fn needs(&self) -> Needs {
        let mut keys = vec![self.sender().clone()];
        let second = match &self.entity {
            Entity::AccountMigration(it) => Some(it.countersigner()),
            entity if entity.signer() == Signer::Relayable => Some(entity.author()),
            _ => None,
        };
        keys.extend(second.filter(|id| *id != self.sender()).cloned());
        Needs { keys, target: self.reference() }
    }

    fn reference(&self) -> Option<Reference> {
        let author = self.entity.author();
        if let Some((kind, guid)) = self.entity.parent() {
            let mut ask = vec![author.clone()];
            ask.extend(Some(self.sender()).filter(|sender| *sender != author).cloned());
            return Some(Reference { kind, guid: guid.clone(), fetch: FetchType::of(kind), ask });
        }
        let (kind, guid, ask) = match &self.entity {
            Entity::Reshare(it) => (Kind::Post, it.root_guid.as_ref()?, vec![it.root_author.clone()?]),
            Entity::Participation(it) => (it.parent_type, &it.parent_guid, Vec::new()),
            Entity::Retraction(it) => (it.target_type, &it.target_guid, Vec::new()),
            _ => return None,
        };
        let fetch = FetchType::of(kind).filter(|_| !ask.is_empty());
        Some(Reference { kind, guid: guid.clone(), fetch, ask })
    }

    /// Checks the envelope's signature with the sender's key. Do this before fetching what the
    /// message refers to. spec: §2.4 step 7
    pub fn authenticate(&mut self, sender_key: &PublicKey) -> Result<(), VerifyError> {
        self.authentic = self.authentic || self.envelope.verify(sender_key);
        if self.authentic { Ok(()) } else { Err(VerifyError::Signature) }
    }

    /// Checks everything else. `keys` finds public keys, `target` is what [`Needs::target`] asked
    /// for, if it is stored. spec: §2.4 steps 7 and 9 to 11
    pub fn verify(
        mut self,
        keys: &dyn Fn(&DiasporaId) -> Option<PublicKey>,
        target: Option<&Target>,
    ) -> Result<Verified, VerifyError> {
        if !self.authentic {
            let key = keys(self.sender()).ok_or(VerifyError::SenderKey)?;
            self.authenticate(&key)?;
        }
        match &self.entity {
            Entity::Reshare(it) => check_root(it.root_author.as_ref(), target)?,
            Entity::Participation(_) => check_subscription(target)?,
            Entity::Retraction(it) => self.check_retraction(it, target)?,
            Entity::AccountMigration(it) => check_migration(it, keys)?,
            _ => {}
        }
        if let Some(form) = &self.form {
            self.check_relayable(form, keys, target)?;
        }
        let sender = self.envelope.sender().clone();
        Ok(Verified { sender, channel: self.channel, entity: self.entity, form: self.form })
    }

    /// spec: §2.6 relayables, §2.7 public roots, §5.3 author signature
    fn check_relayable(
        &self,
        form: &SignedForm,
        keys: &dyn Fn(&DiasporaId) -> Option<PublicKey>,
        target: Option<&Target>,
    ) -> Result<(), VerifyError> {
        let target = target.ok_or(VerifyError::Target)?;
        let author = self.entity.author();
        if self.entity.parent().is_none_or(|(kind, _)| kind != target.kind) {
            return Err(VerifyError::TargetKind);
        }
        let from_author = self.sender() == author && target.root_author_is_local;
        if *self.sender() != target.root_author && !from_author {
            return Err(VerifyError::Sender);
        }
        if self.channel != Channel::Private && target.root_is_public != Some(true) {
            return Err(VerifyError::NotPublic);
        }
        if *author == target.root_author {
            return Ok(());
        }
        let key = keys(author).ok_or(VerifyError::AuthorKey)?;
        if form.verify(&self.entity, &key) { Ok(()) } else { Err(VerifyError::AuthorSignature) }
    }

    /// The `author` element does not count. spec: §2.6 retractions
    fn check_retraction(&self, retraction: &Retraction, target: Option<&Target>) -> Result<(), VerifyError> {
        let target = target.ok_or(VerifyError::Target)?;
        if target.kind != retraction.target_type {
            return Err(VerifyError::TargetKind);
        }
        let by_root = target.kind.is_relayable() && *self.sender() == target.root_author;
        if *self.sender() == target.author || by_root { Ok(()) } else { Err(VerifyError::Sender) }
    }
}

/// The element of the payload that is the entity: its root or, in the answer of one program to a
/// fetch, what is inside its wrapper. spec: §2.5 legacy wrapper, §7.4
fn payload_root<'d>(root: Element<'d>, channel: Channel) -> Result<Element<'d>, ParseError> {
    let wrapped = (channel == Channel::Fetched && root.name() == "XML").then(|| root.child("post")).flatten();
    let root = wrapped.and_then(|post| post.children().next()).unwrap_or(root);
    let part = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase());
    if !root.name().split('_').all(part) {
        return Err(ParseError::EntityName);
    }
    // Children of an element with a default namespace are not the elements of the protocol.
    if root.attribute("xmlns").is_some() { Err(ParseError::Payload(XmlError::Malformed)) } else { Ok(root) }
}

/// spec: §4.5
fn check_root(author: Option<&DiasporaId>, target: Option<&Target>) -> Result<(), VerifyError> {
    let Some(author) = author else {
        return Ok(());
    };
    let target = target.ok_or(VerifyError::Target)?;
    if target.kind != Kind::Post {
        return Err(VerifyError::TargetKind);
    }
    if target.author != *author {
        return Err(VerifyError::RootAuthor);
    }
    if target.root_is_public == Some(true) { Ok(()) } else { Err(VerifyError::NotPublic) }
}

/// spec: §4.10
fn check_subscription(target: Option<&Target>) -> Result<(), VerifyError> {
    match target {
        Some(target) if target.kind != Kind::Post => Err(VerifyError::TargetKind),
        Some(target) if target.root_author_is_local => Ok(()),
        _ => Err(VerifyError::ParentNotLocal),
    }
}

/// spec: §4.16
fn check_migration(
    migration: &AccountMigration,
    keys: &dyn Fn(&DiasporaId) -> Option<PublicKey>,
) -> Result<(), VerifyError> {
    if migration.signature.is_none() {
        return Err(VerifyError::AuthorSignature);
    }
    let key = keys(migration.countersigner()).ok_or(VerifyError::AuthorKey)?;
    if signature::verify_migration(migration, &key) { Ok(()) } else { Err(VerifyError::AuthorSignature) }
}

impl Verified {
    /// Whose key signed the envelope.
    pub fn sender(&self) -> &DiasporaId {
        &self.sender
    }

    /// How it came.
    pub fn channel(&self) -> Channel {
        self.channel
    }

    /// The entity.
    pub fn entity(&self) -> &Entity {
        &self.entity
    }

    /// For relayables: what the author signed, to be stored and passed on unchanged.
    pub fn signed_form(&self) -> Option<&SignedForm> {
        self.form.as_ref()
    }

    /// Takes it apart.
    pub fn into_parts(self) -> (DiasporaId, Channel, Entity, Option<SignedForm>) {
        (self.sender, self.channel, self.entity, self.form)
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Envelope(error) => error.fmt(f),
            Self::Payload(error) => write!(f, "the payload {error}"),
            Self::EntityName => f.write_str("the payload is not named like an entity"),
            Self::UnknownEntity => f.write_str("the payload is no entity we know"),
            Self::Invalid(invalid) => invalid.fmt(f),
            Self::Sender => f.write_str("the sender is not the author"),
            Self::NotPublic => f.write_str("not public"),
        }
    }
}

impl std::error::Error for ParseError {}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SenderKey => "the sender's key is not known",
            Self::Signature => "the envelope's signature is wrong",
            Self::Target => "the thing referred to is not known",
            Self::TargetKind => "the thing referred to is of another kind",
            Self::Sender => "the sender may not send this",
            Self::AuthorKey => "the author's key is not known",
            Self::AuthorSignature => "the author's signature is missing or wrong",
            Self::ParentNotLocal => "a subscription to something that is not ours",
            Self::RootAuthor => "the root is by somebody else",
            Self::NotPublic => "belongs to something that is not public",
        })
    }
}

impl std::error::Error for VerifyError {}
