//! The way of a message from bytes to something that may be believed.
//!
//! [`Message::open`] does everything that needs nothing else: envelope, payload, entity, and the
//! rules that cost no look-up. [`Message::needs`] says which keys and which stored thing decide
//! about it. [`Message::authenticate`] checks the envelope's signature, so that nobody can make us
//! fetch things with a forged one. [`Message::verify`] does the rest and gives out the only
//! [`Verified`] there is. spec: §2.4 order of operations

use super::entities::{AccountMigration, Audience, Entity, Kind, Retraction, Signer};
use super::envelope::{self, Channel, Envelope};
use super::keys::PublicKey;
use super::signature::{self, SignedForm};
use super::url::FetchType;
use super::xml::{Document, Element, XmlError};
use crate::base::{DiasporaId, Guid};
use std::fmt;

pub use super::refusal::{ParseError, VerifyError};

/// A message that is still only a claim.
#[derive(Clone)]
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
/// subscription, the root of a reshare, the conversation of a private message, the target of a
/// retraction.
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
#[derive(Clone)]
pub struct Verified {
    envelope: Envelope,
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
            Entity::Message(it) => (Kind::Conversation, &it.conversation_guid, Vec::new()),
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
        Ok(Verified { envelope: self.envelope, channel: self.channel, entity: self.entity, form: self.form })
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
        self.envelope.sender()
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

    /// The envelope it came in, for passing it on under the signature it has.
    pub fn envelope(&self) -> String {
        self.envelope.text()
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "claimed {} from {}", self.entity.name(), self.sender())
    }
}

impl fmt::Debug for Verified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} from {}", self.entity.name(), self.sender())
    }
}

#[cfg(test)]
mod tests {
    use super::super::entities::{Comment, Contact, Profile, Reshare, StatusMessage};
    use super::super::testing::{ALICE, BOB, CAROL, EVE, OMEGA, guid, id, key};
    use super::super::xml;
    use super::*;

    fn keys(id: &DiasporaId) -> Option<PublicKey> {
        Some(key(id.as_str()).public().clone())
    }

    fn open(payload: &str, sender: &str, channel: Channel) -> Result<Message, ParseError> {
        let body = envelope::seal(payload, &id(sender), key(sender)).expect("seals");
        Message::open(body.as_bytes(), channel)
    }

    fn post(author: &str, public: bool) -> String {
        xml::write(
            &StatusMessage {
                author: id(author),
                guid: guid(1),
                created_at: None,
                public,
                provider_display_name: None,
                text: "hello".to_owned(),
                edited_at: None,
                photos: Vec::new(),
                location: None,
                poll: None,
                event: None,
                embed: None,
            }
            .into(),
        )
    }

    fn comment(author: &str) -> Entity {
        let text = "hello".to_owned();
        Comment { author: id(author), guid: guid(1), parent_guid: guid(2), text, created_at: None, edited_at: None }
            .into()
    }

    fn signed(author: &str) -> String {
        xml::write_signed("comment", &signature::sign(&comment(author), key(author)).expect("signs"))
    }

    fn target(kind: Kind, author: &str, root_author: &str, local: bool) -> Target {
        Target {
            kind,
            author: id(author),
            root_author: id(root_author),
            root_author_is_local: local,
            root_is_public: Some(true),
        }
    }

    /// What becomes of a comment payload, sent by somebody, on a post by somebody.
    fn relayed(payload: &str, sender: &str, root_author: &str, local: bool) -> Result<(), VerifyError> {
        let message = open(payload, sender, Channel::Public).expect("opens");
        message.verify(&keys, Some(&target(Kind::Post, root_author, root_author, local))).map(|_| ())
    }

    // F-068, F-101, F-167, F-173, F-200
    #[test]
    fn what_is_not_relayed_is_signed_by_its_author() {
        assert!(open(&post(ALICE, true), ALICE, Channel::Public).is_ok());
        assert_eq!(open(&post(ALICE, true), EVE, Channel::Public).err(), Some(ParseError::Sender));
        let deletion = format!("<account_deletion><author>{ALICE}</author></account_deletion>");
        assert_eq!(open(&deletion, EVE, Channel::Public).err(), Some(ParseError::Sender));
        let profile = format!("<profile><author>{ALICE}</author></profile>");
        assert_eq!(open(&profile, EVE, Channel::Private).err(), Some(ParseError::Sender));
        let contact =
            Contact { author: id(ALICE), recipient: id(BOB), following: true, sharing: true, blocking: false };
        let contact = xml::write(&contact.into());
        assert!(open(&contact, ALICE, Channel::Private).is_ok());
        assert_eq!(open(&contact, EVE, Channel::Private).err(), Some(ParseError::Sender));
    }

    // F-102, F-174
    #[test]
    fn what_says_that_it_is_not_public_does_not_come_in_public() {
        assert!(open(&post(ALICE, false), ALICE, Channel::Private).is_ok());
        for channel in [Channel::Public, Channel::Fetched] {
            assert_eq!(open(&post(ALICE, false), ALICE, channel).err(), Some(ParseError::NotPublic));
        }
        let profile = |elements: &str| {
            open(&format!("<profile><author>{ALICE}</author>{elements}</profile>"), ALICE, Channel::Public)
        };
        assert!(profile("<first_name>A</first_name><tag_string>#a</tag_string>").is_ok());
        assert!(profile("<bio>x</bio><public>true</public>").is_ok());
        for elements in
            ["<bio>x</bio>", "<birthday>2000-01-01</birthday>", "<gender>x</gender>", "<location>x</location>"]
        {
            assert_eq!(profile(elements).err(), Some(ParseError::NotPublic), "{elements}");
        }
    }

    // F-163
    #[test]
    fn private_entities_do_not_come_in_public() {
        let (own, other) = (guid(1), guid(2));
        for payload in [
            format!("<contact><author>{ALICE}</author><recipient>{BOB}</recipient></contact>"),
            format!(
                "<participation><author>{ALICE}</author><guid>{own}</guid><parent_guid>{other}</parent_guid><parent_type>Post</parent_type></participation>"
            ),
            format!(
                "<message><author>{ALICE}</author><guid>{own}</guid><text>x</text><conversation_guid>{other}</conversation_guid></message>"
            ),
            format!(
                "<conversation><author>{ALICE}</author><guid>{own}</guid><subject>x</subject><participants>{ALICE};{BOB}</participants></conversation>"
            ),
        ] {
            assert!(open(&payload, ALICE, Channel::Private).is_ok(), "{payload}");
            assert_eq!(open(&payload, ALICE, Channel::Public).err(), Some(ParseError::NotPublic), "{payload}");
        }
    }

    // F-067
    #[test]
    fn a_forged_envelope_is_refused_before_anything_else_counts() {
        let body = envelope::seal(&post(ALICE, true), &id(ALICE), key(EVE)).expect("seals");
        let mut message = Message::open(body.as_bytes(), Channel::Public).expect("opens");
        assert_eq!(message.authenticate(key(ALICE).public()), Err(VerifyError::Signature));
        assert_eq!(message.clone().verify(&keys, None).err(), Some(VerifyError::Signature));
        assert_eq!(message.verify(&|_| None, None).err(), Some(VerifyError::SenderKey));
        let mut honest = open(&post(ALICE, true), ALICE, Channel::Public).expect("opens");
        assert_eq!(honest.authenticate(key(ALICE).public()), Ok(()));
        assert!(honest.verify(&|_| None, None).is_ok());
    }

    // F-083, F-217
    #[test]
    fn the_old_wrapper_is_taken_off_fetched_answers_only() {
        let wrapped = format!("<XML><post>{}</post></XML>", post(ALICE, true));
        assert!(open(&wrapped, ALICE, Channel::Fetched).is_ok());
        assert_eq!(open(&wrapped, ALICE, Channel::Public).err(), Some(ParseError::EntityName));
        assert_eq!(open("<XML><post/></XML>", ALICE, Channel::Fetched).err(), Some(ParseError::EntityName));
        for name in ["StatusMessage", "status__message", "_status", "status_", "post1"] {
            assert_eq!(
                open(&format!("<{name}/>"), ALICE, Channel::Public).err(),
                Some(ParseError::EntityName),
                "{name}"
            );
        }
        assert_eq!(open("<carrier_pigeon/>", ALICE, Channel::Public).err(), Some(ParseError::UnknownEntity));
        let spaced = post(ALICE, true).replace("<status_message>", "<status_message xmlns='x'>");
        assert!(matches!(open(&spaced, ALICE, Channel::Public).err(), Some(ParseError::Payload(_))));
        assert!(matches!(
            open("<!DOCTYPE x><like/>", ALICE, Channel::Public).err(),
            Some(ParseError::Payload(XmlError::Doctype))
        ));
    }

    // F-130, F-132, F-134, F-135
    #[test]
    fn a_relayable_comes_from_the_root_author_or_from_its_author_to_the_root() {
        assert_eq!(relayed(&signed(CAROL), CAROL, BOB, true), Ok(()));
        assert_eq!(relayed(&signed(CAROL), ALICE, ALICE, false), Ok(()));
        assert_eq!(relayed(&signed(CAROL), CAROL, ALICE, false), Err(VerifyError::Sender));
        assert_eq!(relayed(&signed(CAROL), EVE, BOB, true), Err(VerifyError::Sender));
    }

    // F-133, F-136
    #[test]
    fn the_authors_signature_is_needed_unless_the_root_is_theirs() {
        let unsigned = xml::write(&comment(CAROL));
        let forged = xml::write_signed("comment", &signature::sign(&comment(CAROL), key(EVE)).expect("signs"));
        for payload in [unsigned, forged, signed(CAROL).replace("hello", "hallo")] {
            assert_eq!(relayed(&payload, ALICE, ALICE, false), Err(VerifyError::AuthorSignature));
            assert_eq!(relayed(&payload, CAROL, BOB, true), Err(VerifyError::AuthorSignature));
            assert_eq!(relayed(&payload, CAROL, CAROL, false), Ok(()));
        }
        let message = open(&signed(CAROL), ALICE, Channel::Public).expect("opens");
        let sender_only = |id: &DiasporaId| (*id == message.needs().keys[0]).then(|| keys(id)).flatten();
        let target = target(Kind::Post, ALICE, ALICE, false);
        assert_eq!(message.clone().verify(&sender_only, Some(&target)).err(), Some(VerifyError::AuthorKey));
    }

    // F-157, F-145
    #[test]
    fn a_relayable_needs_its_parent_and_in_public_a_public_one() {
        let message = || open(&signed(CAROL), CAROL, Channel::Public).expect("opens");
        assert_eq!(message().verify(&keys, None).err(), Some(VerifyError::Target));
        let public = target(Kind::Post, BOB, BOB, true);
        for root_is_public in [Some(false), None] {
            let limited = Target { root_is_public, ..public.clone() };
            assert_eq!(message().verify(&keys, Some(&limited)).err(), Some(VerifyError::NotPublic));
            let private = open(&signed(CAROL), CAROL, Channel::Private).expect("opens");
            assert!(private.verify(&keys, Some(&limited)).is_ok());
        }
        let photo = Target { kind: Kind::Photo, ..public };
        assert_eq!(message().verify(&keys, Some(&photo)).err(), Some(VerifyError::TargetKind));
    }

    // F-144
    #[test]
    fn needs_name_keys_and_where_to_ask() {
        let needs = open(&signed(CAROL), ALICE, Channel::Public).expect("opens").needs();
        assert_eq!(needs.keys, [id(ALICE), id(CAROL)]);
        let parent = Reference {
            kind: Kind::Post,
            guid: guid(2),
            fetch: Some(FetchType::Post),
            ask: vec![id(CAROL), id(ALICE)],
        };
        assert_eq!(needs.target, Some(parent));
        let needs = open(&post(ALICE, true), ALICE, Channel::Public).expect("opens").needs();
        assert_eq!(needs, Needs { keys: vec![id(ALICE)], target: None });
    }

    // F-123, F-125
    #[test]
    fn a_reshare_names_the_author_of_a_public_post() {
        let reshare = Reshare {
            author: id(ALICE),
            guid: guid(1),
            created_at: None,
            root_author: Some(id(BOB)),
            root_guid: Some(guid(2)),
        };
        let message = open(&xml::write(&reshare.into()), ALICE, Channel::Public).expect("opens");
        let root = Reference { kind: Kind::Post, guid: guid(2), fetch: Some(FetchType::Post), ask: vec![id(BOB)] };
        assert_eq!(message.needs().target, Some(root));
        let verify = |target: Option<&Target>| message.clone().verify(&keys, target).map(|_| ());
        let good = target(Kind::Post, BOB, BOB, true);
        assert_eq!(verify(Some(&good)), Ok(()));
        assert_eq!(verify(None), Err(VerifyError::Target));
        assert_eq!(verify(Some(&target(Kind::Post, CAROL, CAROL, false))), Err(VerifyError::RootAuthor));
        assert_eq!(verify(Some(&Target { root_is_public: Some(false), ..good })), Err(VerifyError::NotPublic));
    }

    // F-161
    #[test]
    fn a_subscription_is_to_a_post_of_ours() {
        let (own, parent) = (guid(1), guid(2));
        let payload = format!(
            "<participation><author>{ALICE}</author><guid>{own}</guid><parent_guid>{parent}</parent_guid><parent_type>Post</parent_type></participation>"
        );
        let message = open(&payload, ALICE, Channel::Private).expect("opens");
        assert_eq!(message.needs().target.and_then(|target| target.fetch), None);
        let verify = |target: Option<&Target>| message.clone().verify(&keys, target).map(|_| ());
        assert_eq!(verify(Some(&target(Kind::Post, BOB, BOB, true))), Ok(()));
        assert_eq!(verify(Some(&target(Kind::Post, CAROL, CAROL, false))), Err(VerifyError::ParentNotLocal));
        assert_eq!(verify(None), Err(VerifyError::ParentNotLocal));
    }

    // F-191, F-192, F-193, F-194, F-195, F-196
    #[test]
    fn a_retraction_comes_from_whoever_may_remove_the_target() {
        let verify = |kind: &str, sender: &str, target: Option<Target>| {
            let payload = format!(
                "<retraction><author>{CAROL}</author><target_guid>{}</target_guid><target_type>{kind}</target_type></retraction>",
                guid(2)
            );
            open(&payload, sender, Channel::Public).expect("opens").verify(&keys, target.as_ref()).map(|_| ())
        };
        for (name, kind) in
            [("Comment", Kind::Comment), ("Like", Kind::Like), ("PollParticipation", Kind::PollParticipation)]
        {
            let target = || Some(target(kind, CAROL, ALICE, false));
            assert_eq!(verify(name, CAROL, target()), Ok(()));
            assert_eq!(verify(name, ALICE, target()), Ok(()));
            assert_eq!(verify(name, EVE, target()), Err(VerifyError::Sender));
        }
        assert_eq!(verify("Post", ALICE, Some(target(Kind::Post, ALICE, ALICE, false))), Ok(()));
        assert_eq!(verify("Post", CAROL, Some(target(Kind::Post, ALICE, ALICE, false))), Err(VerifyError::Sender));
        assert_eq!(verify("Photo", ALICE, Some(target(Kind::Photo, CAROL, ALICE, false))), Err(VerifyError::Sender));
        assert_eq!(verify("Post", ALICE, None), Err(VerifyError::Target));
        assert_eq!(
            verify("Post", ALICE, Some(target(Kind::Comment, ALICE, ALICE, false))),
            Err(VerifyError::TargetKind)
        );
    }

    fn migration(author: &str, old: Option<&str>, countersigner: &str) -> String {
        let profile = Profile {
            author: id(OMEGA),
            edited_at: None,
            full_name: None,
            first_name: None,
            last_name: None,
            image_url: None,
            image_url_medium: None,
            image_url_small: None,
            bio: None,
            birthday: None,
            gender: None,
            location: None,
            searchable: true,
            public: false,
            nsfw: false,
            tag_string: None,
        };
        let old_identity = old.map(id);
        let mut it =
            AccountMigration { author: id(author), profile, signature: None, old_identity, remote_photo_path: None };
        it.signature = signature::sign_migration(&it, key(countersigner)).ok();
        xml::write(&it.into())
    }

    // F-203, F-204, F-205
    #[test]
    fn a_migration_is_signed_by_both_identities() {
        let verify = |payload: &str, sender: &str| {
            let message = open(payload, sender, Channel::Public).expect("opens");
            assert_eq!(message.needs().keys.len(), 2);
            message.verify(&keys, None).map(|_| ())
        };
        assert_eq!(verify(&migration(ALICE, None, OMEGA), ALICE), Ok(()));
        assert_eq!(verify(&migration(ALICE, Some(ALICE), OMEGA), ALICE), Ok(()));
        assert_eq!(verify(&migration(OMEGA, Some(ALICE), ALICE), OMEGA), Ok(()));
        assert_eq!(verify(&migration(ALICE, None, ALICE), ALICE), Err(VerifyError::AuthorSignature));
        assert_eq!(verify(&migration(ALICE, None, EVE), ALICE), Err(VerifyError::AuthorSignature));
        let unsigned = migration(ALICE, None, OMEGA).replace("signature>", "sig>");
        assert_eq!(verify(&unsigned, ALICE), Err(VerifyError::AuthorSignature));
        let invalid =
            |payload: &str, sender: &str| matches!(open(payload, sender, Channel::Public), Err(ParseError::Invalid(_)));
        assert!(invalid(&migration(OMEGA, None, ALICE), OMEGA));
        assert!(invalid(&migration(ALICE, Some(BOB), OMEGA), ALICE));
        assert!(invalid(&migration(OMEGA, Some(OMEGA), OMEGA), OMEGA));
        let empty = format!(
            "<account_migration><author>{ALICE}</author><signature>x</signature><profile/></account_migration>"
        );
        assert!(invalid(&empty, ALICE));
        assert_eq!(open(&migration(ALICE, None, OMEGA), OMEGA, Channel::Public).err(), Some(ParseError::Sender));
    }

    #[test]
    fn errors_and_debug_output_hold_no_content() {
        let message = open(&post(ALICE, true), ALICE, Channel::Public).expect("opens");
        let error = open(&post(ALICE, true).replace("hello", &"hello".repeat(20_000)), ALICE, Channel::Public)
            .expect_err("too long");
        assert_eq!(error.to_string(), "text of status_message: longer than 65535");
        assert_eq!(format!("{message:?}"), "claimed status_message from alice@alpha.example");
        assert!(!format!("{:?}", message.envelope).contains("hello"));
    }

    proptest::proptest! {
        #[test]
        fn any_payload_is_survived(payload: String) {
            let _ = open(&payload, CAROL, Channel::Fetched);
            let _ = Message::open(payload.as_bytes(), Channel::Public);
        }
    }
}
