//! Every entity of the wire, in one table.
//!
//! A row is a field: its name on the wire, the type it has for us, how much it is needed
//! (`required`, `optional`, `default`, `fallback`, `nested`, `list`) and its kind of value. The
//! order of rows is the order on the wire and, for relayables, the order that gets signed. Adding
//! a field is one row here and one test vector. The second table, at the end, says which entities
//! are messages of their own, who may sign them and whether they may travel in public.
//! spec: §4 entities

use super::schema::{Fields, Invalid, Normaliser, Output, Record, Rule, Sink, record};
use super::values::{
    Date, FileName, Flag, GuidText, Id, Ids, Link, Name, Number, OneOf, Status, Tags, Text, Time, Zone,
};
use super::xml::{Element, Writer};
use crate::base::limits::{FULL_NAME, NAME, SHORT, TEXT};
use crate::base::{DiasporaId, Guid, Timestamp};

pub use super::values::{Answer, Kind};

/// Characters of a signature: the longest accepted key makes 1,368, line breaks come on top.
const SIGNATURE: usize = 4096;

record! {
    /// A post. spec: §4.2
    StatusMessage "status_message" {
        author: DiasporaId = required(Id);
        guid: Guid = required(GuidText);
        /// Absent or unreadable means the time of receipt.
        created_at: Option<Timestamp> = optional(Time);
        public: bool = default(Flag, false);
        provider_display_name: Option<String> = optional(Text(0, SHORT));
        /// Markdown; may be empty.
        text: String = required(Text(0, TEXT));
        edited_at: Option<Timestamp> = optional(Time);
        photos: Vec<Photo> = list();
        location: Option<Location> = nested();
        poll: Option<Poll> = nested();
        event: Option<Event> = nested();
        embed: Option<Embed> = nested();
    }
    check same_photo_author;
}

record! {
    /// A picture, nested in a post or alone. spec: §4.3
    Photo "photo" {
        guid: Guid = required(GuidText);
        author: DiasporaId = required(Id);
        public: bool = default(Flag, false);
        created_at: Option<Timestamp> = optional(Time);
        edited_at: Option<Timestamp> = optional(Time);
        /// Directory of the file, http(s) or relative to the author's pod.
        remote_photo_path: String = required(Link(TEXT));
        remote_photo_name: String = required(FileName);
        /// Description for those who do not see it.
        text: Option<String> = optional(Text(0, TEXT));
        status_message_guid: Option<Guid> = optional(GuidText);
        height: Option<u32> = optional(Number);
        width: Option<u32> = optional(Number);
    }
}

record! {
    /// A question with answers to choose from. spec: §4.4
    Poll "poll" {
        guid: Guid = required(GuidText);
        question: String = required(Text(1, SHORT));
        poll_answers: Vec<PollAnswer> = list();
    }
    check two_answers;
}

record! {
    /// One of the answers of a poll. spec: §4.4
    PollAnswer "poll_answer" {
        guid: Guid = required(GuidText);
        answer: String = required(Text(1, SHORT));
    }
}

record! {
    /// Where something is. Coordinates are decimal degrees and kept as text. spec: §4.4
    Location "location" {
        address: String = required(Text(0, SHORT));
        lat: String = required(Text(1, SHORT));
        lng: String = required(Text(1, SHORT));
    }
}

record! {
    /// Something that happens, nested in a post. spec: §4.4
    Event "event" {
        author: DiasporaId = required(Id);
        guid: Guid = required(GuidText);
        edited_at: Option<Timestamp> = optional(Time);
        summary: String = required(Text(1, SHORT));
        description: Option<String> = optional(Text(0, TEXT));
        start: Timestamp = required(Time);
        end: Option<Timestamp> = optional(Time);
        all_day: bool = fallback(Flag, false);
        timezone: Option<String> = optional(Zone);
        location: Option<Location> = nested();
    }
}

record! {
    /// A link preview given by the author, or the wish to have none. spec: §4.4
    Embed "embed" {
        url: Option<String> = optional(Link(TEXT));
        title: Option<String> = optional(Text(0, SHORT));
        description: Option<String> = optional(Text(0, TEXT));
        image: Option<String> = optional(Link(TEXT));
        nothing: Option<bool> = optional(Flag);
    }
    check url_or_nothing;
}

record! {
    /// A post that shows another one. Without root: the other one was deleted. spec: §4.5
    Reshare "reshare" {
        author: DiasporaId = required(Id);
        guid: Guid = required(GuidText);
        created_at: Option<Timestamp> = optional(Time);
        root_author: Option<DiasporaId> = optional(Id);
        root_guid: Option<Guid> = optional(GuidText);
    }
    check whole_root;
}

record! {
    /// A comment on a post. spec: §4.6
    Comment "comment" {
        author: DiasporaId = required(Id);
        guid: Guid = required(GuidText);
        parent_guid: Guid = required(GuidText);
        /// Markdown.
        text: String = required(Text(1, TEXT));
        created_at: Option<Timestamp> = optional(Time);
        edited_at: Option<Timestamp> = optional(Time);
    }
}

record! {
    /// A like or, when not `positive`, a dislike. spec: §4.7
    Like "like" {
        author: DiasporaId = required(Id);
        guid: Guid = required(GuidText);
        parent_guid: Guid = required(GuidText);
        parent_type: Kind = required(OneOf(&[Kind::Post, Kind::Comment]));
        positive: bool = required(Flag);
    }
}

record! {
    /// A vote in a poll. spec: §4.8
    PollParticipation "poll_participation" {
        author: DiasporaId = required(Id);
        guid: Guid = required(GuidText);
        parent_guid: Guid = required(GuidText);
        poll_answer_guid: Guid = required(GuidText);
    }
}

record! {
    /// An answer to an event. spec: §4.9
    EventParticipation "event_participation" {
        author: DiasporaId = required(Id);
        guid: Guid = required(GuidText);
        parent_guid: Guid = required(GuidText);
        status: Answer = required(Status);
        edited_at: Option<Timestamp> = optional(Time);
    }
}

record! {
    /// A subscription to a post; not a relayable. spec: §4.10
    Participation "participation" {
        author: DiasporaId = required(Id);
        guid: Guid = required(GuidText);
        parent_guid: Guid = required(GuidText);
        parent_type: Kind = required(OneOf(&[Kind::Post]));
    }
}

record! {
    /// What people see of a person; replaces what was there before. spec: §4.11
    Profile "profile" {
        author: DiasporaId = required(Id);
        edited_at: Option<Timestamp> = optional(Time);
        full_name: Option<String> = optional(Name(FULL_NAME));
        first_name: Option<String> = optional(Name(NAME));
        last_name: Option<String> = optional(Name(NAME));
        image_url: Option<String> = optional(Link(SHORT));
        image_url_medium: Option<String> = optional(Link(SHORT));
        image_url_small: Option<String> = optional(Link(SHORT));
        bio: Option<String> = optional(Text(0, TEXT));
        /// `YYYY-MM-DD`; a year up to 1004 means no year.
        birthday: Option<String> = optional(Date);
        gender: Option<String> = optional(Text(0, SHORT));
        location: Option<String> = optional(Text(0, SHORT));
        searchable: bool = fallback(Flag, true);
        /// Whether everybody may see `bio`, `birthday`, `gender` and `location`.
        public: bool = fallback(Flag, false);
        nsfw: bool = fallback(Flag, false);
        tag_string: Option<String> = optional(Tags);
    }
}

record! {
    /// That the author shares, or no longer shares, with the recipient. spec: §4.12
    Contact "contact" {
        author: DiasporaId = required(Id);
        recipient: DiasporaId = required(Id);
        following: bool = default(Flag, true);
        sharing: bool = default(Flag, true);
        blocking: bool = fallback(Flag, false);
    }
    check no_sharing_when_blocking;
}

record! {
    /// A new private conversation. spec: §4.13
    Conversation "conversation" {
        author: DiasporaId = required(Id);
        guid: Guid = required(GuidText);
        subject: String = required(Text(1, SHORT));
        created_at: Option<Timestamp> = optional(Time);
        participants: Vec<DiasporaId> = required(Ids);
        messages: Vec<Message> = list();
    }
    check same_message_author;
}

record! {
    /// A message in a conversation. spec: §4.13
    Message "message" {
        author: DiasporaId = required(Id);
        guid: Guid = required(GuidText);
        text: String = required(Text(1, TEXT));
        created_at: Option<Timestamp> = optional(Time);
        edited_at: Option<Timestamp> = optional(Time);
        conversation_guid: Guid = required(GuidText);
    }
}

record! {
    /// That something is to be removed. The author is that of the target. spec: §4.14
    Retraction "retraction" {
        author: DiasporaId = required(Id);
        target_guid: Guid = required(GuidText);
        target_type: Kind = required(OneOf(Kind::ALL));
    }
}

record! {
    /// That an account is closed for good. spec: §4.15
    AccountDeletion "account_deletion" {
        author: DiasporaId = required(Id);
    }
}

record! {
    /// That a person has a new address. spec: §4.16
    AccountMigration "account_migration" {
        author: DiasporaId = required(Id);
        /// Profile of the new identity.
        profile: Profile = required_nested();
        /// By the identity that is not the author.
        signature: Option<String> = optional(Text(0, SIGNATURE));
        old_identity: Option<DiasporaId> = optional(Id);
        /// New directory of all photos of the old identity.
        remote_photo_path: Option<String> = optional(Link(TEXT));
    }
    check two_identities;
}

type Check = Result<(), (&'static str, Rule)>;

fn ensure(holds: bool, field: &'static str, rule: Rule) -> Check {
    if holds { Ok(()) } else { Err((field, rule)) }
}

fn same_photo_author(post: &StatusMessage) -> Check {
    ensure(post.photos.iter().all(|photo| photo.author == post.author), "photo", Rule::Disagrees)
}

fn two_answers(poll: &Poll) -> Check {
    ensure(poll.poll_answers.len() >= 2, "poll_answer", Rule::TooFew(2))
}

fn url_or_nothing(embed: &Embed) -> Check {
    ensure(embed.url.is_some() != (embed.nothing == Some(true)), "url", Rule::Disagrees)
}

fn whole_root(reshare: &Reshare) -> Check {
    ensure(reshare.root_author.is_some() == reshare.root_guid.is_some(), "root_guid", Rule::Disagrees)
}

fn no_sharing_when_blocking(contact: &Contact) -> Check {
    ensure(!(contact.blocking && (contact.sharing || contact.following)), "blocking", Rule::Disagrees)
}

fn same_message_author(conversation: &Conversation) -> Check {
    let same = conversation.messages.iter().all(|message| message.author == conversation.author);
    ensure(same, "message", Rule::Disagrees)
}

fn two_identities(migration: &AccountMigration) -> Check {
    let by_new = migration.author == migration.profile.author;
    let agrees = match &migration.old_identity {
        Some(old) if by_new => *old != migration.author,
        Some(old) => *old == migration.author,
        None => !by_new,
    };
    ensure(agrees, "old_identity", Rule::Disagrees)
}

impl AccountMigration {
    /// The identity that is given up.
    pub fn moved_from(&self) -> &DiasporaId {
        self.old_identity.as_ref().unwrap_or(&self.author)
    }

    /// The identity that takes its place.
    pub fn moved_to(&self) -> &DiasporaId {
        &self.profile.author
    }

    /// The identity whose key makes the inner signature: the one that is not the author.
    pub fn countersigner(&self) -> &DiasporaId {
        if self.author == self.profile.author { self.moved_from() } else { self.moved_to() }
    }
}

impl Profile {
    /// Whether it holds nothing that only contacts may see. spec: §2.7
    pub fn is_basic(&self) -> bool {
        self.bio.is_none() && self.birthday.is_none() && self.gender.is_none() && self.location.is_none()
    }
}

/// Who may sign the envelope of an entity. spec: §2.6
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signer {
    /// Its author, and nobody else.
    Author,
    /// The author of the root, or its own author towards the root author's pod.
    Relayable,
    /// Whoever may remove the target.
    Target,
}

/// How an entity may travel. spec: §2.7
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// In public only if it says that it is public.
    Flagged(bool),
    /// In public or not, as the thing it belongs to.
    Any,
    /// Encrypted only.
    Private,
}

macro_rules! messages {
    ($( $name:ident: $signer:ident, $audience:expr, $guid:expr; )*) => {
        /// An entity that travels as a message of its own.
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[expect(clippy::large_enum_variant, reason = "lives for one message at a time")]
        pub enum Entity {
            $( #[doc = concat!("See [`", stringify!($name), "`].")] $name($name), )*
        }

        impl Entity {
            /// Reads the entity whose root element this is; `None` if no message has that name.
            pub fn read(root: Element<'_>) -> Option<Result<Self, Invalid>> {
                match root.name() {
                    $( $name::NAME => Some($name::read(&Fields::new($name::NAME, root)).map(Entity::$name)), )*
                    _ => None,
                }
            }

            /// The name of its root element.
            pub fn name(&self) -> &'static str {
                match self { $( Entity::$name(_) => $name::NAME, )* }
            }

            /// Its `author` element.
            pub fn author(&self) -> &DiasporaId {
                match self { $( Entity::$name(it) => &it.author, )* }
            }

            /// Its own guid; profiles, contacts, retractions and account messages have none.
            pub fn guid(&self) -> Option<&Guid> {
                match self { $( Entity::$name(it) => { let guid: fn(&$name) -> Option<&Guid> = $guid; guid(it) } )* }
            }

            /// Who may sign its envelope.
            pub fn signer(&self) -> Signer {
                match self { $( Entity::$name(_) => Signer::$signer, )* }
            }

            /// How it may travel.
            pub fn audience(&self) -> Audience {
                match self {
                    $( Entity::$name(it) => { let audience: fn(&$name) -> Audience = $audience; audience(it) } )*
                }
            }

            pub(super) fn write_fields(&self, out: &mut dyn Sink) {
                match self { $( Entity::$name(it) => it.write(out), )* }
            }

            /// Rewrites the text of one of its fields as the reference does before it builds the
            /// signed string; `None` if it leaves it alone.
            pub(super) fn normalise(&self, element: &str, text: &str) -> Option<String> {
                match self { $( Entity::$name(_) => $name::normalise(element, text), )* }
            }
        }

        $(
            impl From<$name> for Entity {
                fn from(it: $name) -> Self {
                    Entity::$name(it)
                }
            }
        )*
    };
}

messages! {
    StatusMessage:      Author,    |it| Audience::Flagged(it.public),                   |it| Some(&it.guid);
    Reshare:            Author,    |_| Audience::Any,                                   |it| Some(&it.guid);
    Photo:              Author,    |it| Audience::Flagged(it.public),                   |it| Some(&it.guid);
    Comment:            Relayable, |_| Audience::Any,                                   |it| Some(&it.guid);
    Like:               Relayable, |_| Audience::Any,                                   |it| Some(&it.guid);
    PollParticipation:  Relayable, |_| Audience::Any,                                   |it| Some(&it.guid);
    EventParticipation: Relayable, |_| Audience::Any,                                   |it| Some(&it.guid);
    Participation:      Author,    |_| Audience::Private,                               |it| Some(&it.guid);
    Profile:            Author,    |it| Audience::Flagged(it.public || it.is_basic()),  |_| None;
    Contact:            Author,    |_| Audience::Private,                               |_| None;
    Conversation:       Author,    |_| Audience::Private,                               |it| Some(&it.guid);
    Message:            Author,    |_| Audience::Private,                               |it| Some(&it.guid);
    Retraction:         Target,    |_| Audience::Any,                                   |_| None;
    AccountDeletion:    Author,    |_| Audience::Any,                                   |_| None;
    AccountMigration:   Author,    |_| Audience::Any,                                   |_| None;
}

impl Entity {
    /// Writes the whole element.
    pub(super) fn write(&self, out: &mut Writer) {
        out.open(self.name());
        self.write_fields(out);
        out.close(self.name());
    }

    /// The parent of a relayable: its kind and guid.
    pub fn parent(&self) -> Option<(Kind, &Guid)> {
        match self {
            Entity::Comment(it) => Some((Kind::Post, &it.parent_guid)),
            Entity::Like(it) => Some((it.parent_type, &it.parent_guid)),
            Entity::PollParticipation(it) => Some((Kind::Poll, &it.parent_guid)),
            Entity::EventParticipation(it) => Some((Kind::Event, &it.parent_guid)),
            _ => None,
        }
    }
}
