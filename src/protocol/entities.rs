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

#[cfg(test)]
mod tests {
    use super::super::testing::{ALICE, BOB, guid, id};
    use super::super::xml::{self, Document};
    use super::*;

    fn read(payload: &str) -> Result<Entity, Invalid> {
        let document = Document::parse(payload.as_bytes()).expect("well-formed");
        Entity::read(document.root()).expect("the name of an entity")
    }

    /// A post with these elements besides its author and guid.
    fn post(elements: &str) -> Result<StatusMessage, Invalid> {
        let guid = guid(1);
        match read(&format!("<status_message><author>{ALICE}</author><guid>{guid}</guid>{elements}</status_message>"))?
        {
            Entity::StatusMessage(it) => Ok(it),
            other => panic!("{other:?}"),
        }
    }

    fn profile(elements: &str) -> Result<Profile, Invalid> {
        match read(&format!("<profile><author>{ALICE}</author>{elements}</profile>"))? {
            Entity::Profile(it) => Ok(it),
            other => panic!("{other:?}"),
        }
    }

    fn rule<T>(result: Result<T, Invalid>) -> Option<(&'static str, Rule)> {
        result.err().map(|invalid| (invalid.field, invalid.rule))
    }

    fn photo(author: &str, elements: &str) -> String {
        format!(
            "<text/><photo>{elements}<author>{author}</author><remote_photo_path>https://a.example/</remote_photo_path><remote_photo_name>x.jpg</remote_photo_name></photo>"
        )
    }

    // F-083
    #[test]
    fn only_messages_of_the_table_are_read() {
        for name in
            ["carrier_pigeon", "StatusMessage", "poll", "location", "event", "embed", "person", "poll_answer", "XML"]
        {
            let payload = format!("<{name}><author>{ALICE}</author></{name}>");
            let document = Document::parse(payload.as_bytes()).expect("well-formed");
            assert!(Entity::read(document.root()).is_none(), "{name}");
        }
    }

    // F-085, F-086
    #[test]
    fn unknown_elements_and_attributes_are_ignored_and_the_first_of_a_name_counts() {
        let it =
            post("<new><text>no</text></new><x:text>no</x:text><text a='b'>yes</text><text>no</text>").expect("valid");
        assert_eq!(it.text, "yes");
    }

    // F-089
    #[test]
    fn odd_booleans() {
        assert_eq!(post("<text/><public>Yes</public>").map(|it| it.public), Ok(true));
        assert_eq!(post("<text/>").map(|it| it.public), Ok(false));
        assert_eq!(rule(post("<text/><public>maybe</public>")), Some(("public", Rule::Empty)));
        assert_eq!(
            profile("<searchable>maybe</searchable><nsfw>1</nsfw>").map(|it| (it.searchable, it.nsfw)),
            Ok((true, true))
        );
    }

    // F-091
    #[test]
    fn a_time_that_cannot_be_read_is_none() {
        assert_eq!(post("<text/><created_at>garbage</created_at>").map(|it| it.created_at), Ok(None));
        assert_eq!(post("<text/>").map(|it| it.created_at), Ok(None));
    }

    // F-092, F-093
    #[test]
    fn identifiers_are_strict() {
        let with = |author: &str, guid: &str| {
            read(&format!("<status_message><author>{author}</author><guid>{guid}</guid><text/></status_message>"))
        };
        assert!(with(ALICE, &"a".repeat(16)).is_ok());
        for bad in ["a".repeat(15), "a".repeat(256), "a".repeat(20) + "-", "a".repeat(20) + "/a"] {
            assert_eq!(rule(with(ALICE, &bad)), Some(("guid", Rule::Syntax)));
        }
        assert_eq!(rule(with("Alice@alpha.example", &"a".repeat(16))), Some(("author", Rule::Syntax)));
        assert_eq!(rule(with("", &"a".repeat(16))), Some(("author", Rule::Empty)));
        assert_eq!(rule(read("<account_deletion/>")), Some(("author", Rule::Missing)));
    }

    // F-094, F-095
    #[test]
    fn lengths_are_limits() {
        assert!(post(&format!("<text>{}</text>", "€".repeat(TEXT))).is_ok());
        assert_eq!(rule(post(&format!("<text>{}</text>", "€".repeat(TEXT + 1)))), Some(("text", Rule::TooLong(TEXT))));
        let long = |name: &str, length: usize| format!("<{name}>{}</{name}>", "x".repeat(length));
        for (name, most) in [
            ("full_name", FULL_NAME),
            ("first_name", NAME),
            ("last_name", NAME),
            ("image_url", SHORT),
            ("image_url_medium", SHORT),
            ("image_url_small", SHORT),
            ("bio", TEXT),
            ("gender", SHORT),
            ("location", SHORT),
            ("tag_string", TEXT),
        ] {
            assert!(profile(&long(name, most)).is_ok(), "{name}");
            assert_eq!(rule(profile(&long(name, most + 1))), Some((name, Rule::TooLong(most))));
        }
        let name = long("provider_display_name", SHORT + 1);
        assert_eq!(rule(post(&format!("<text/>{name}"))), Some(("provider_display_name", Rule::TooLong(SHORT))));
        let place = format!("<text/><location>{}<lat>1</lat><lng>2</lng></location>", long("address", SHORT + 1));
        assert_eq!(rule(post(&place)), Some(("address", Rule::TooLong(SHORT))));
    }

    // F-107
    #[test]
    fn nested_photos_are_whole_and_by_the_author_of_the_post() {
        let id = format!("<guid>{}</guid>", guid(2));
        assert_eq!(post(&photo(ALICE, &id)).map(|it| it.photos.len()), Ok(1));
        assert_eq!(rule(post(&photo(BOB, &id))), Some(("photo", Rule::Disagrees)));
        assert_eq!(rule(post(&photo(ALICE, ""))), Some(("guid", Rule::Missing)));
        let traversal = photo(ALICE, &id).replace("x.jpg", "../x.jpg");
        assert_eq!(rule(post(&traversal)), Some(("remote_photo_name", Rule::Syntax)));
        let script = photo(ALICE, &id).replace("https://a.example/", "javascript:x");
        assert_eq!(rule(post(&script)), Some(("remote_photo_path", Rule::Syntax)));
    }

    // F-108
    #[test]
    fn incomplete_parts_drop_the_post() {
        let answer = format!("<poll_answer><guid>{}</guid><answer>x</answer></poll_answer>", guid(3));
        let poll =
            |answers: &str| format!("<text/><poll><guid>{}</guid><question>?</question>{answers}</poll>", guid(2));
        assert!(post(&poll(&answer.repeat(2))).is_ok());
        let event = |zone: &str| {
            let (guid, start) = (guid(2), "2024-01-02T03:04:05Z");
            format!(
                "<text/><event><author>{ALICE}</author><guid>{guid}</guid><summary>x</summary><start>{start}</start><timezone>{zone}</timezone></event>"
            )
        };
        assert!(post(&event("Europe/Lisbon")).is_ok());
        for (elements, field) in [
            (poll(&answer), "poll_answer"),
            (poll(&(answer.clone() + "<poll_answer/>")), "poll_answer"),
            ("<text/><location><address>x</address></location>".to_owned(), "lat"),
            ("<text/><location><address>x</address><lat/><lng>1</lng></location>".to_owned(), "lat"),
            ("<text/><embed><url>https://x.example/</url><nothing>true</nothing></embed>".to_owned(), "url"),
            ("<text/><embed><title>x</title></embed>".to_owned(), "url"),
            (event("UTC"), "timezone"),
            (String::new(), "text"),
        ] {
            assert_eq!(rule(post(&elements)).map(|(field, _)| field), Some(field), "{elements}");
        }
    }

    // F-109
    #[test]
    fn empty_parts_are_absent() {
        let it = post("<text/><location/><poll></poll><event> </event><embed/><photo/>").expect("valid");
        assert!(it.location.is_none() && it.poll.is_none() && it.event.is_none() && it.embed.is_none());
        assert!(it.photos.is_empty() && it.text.is_empty());
    }

    // F-124
    #[test]
    fn a_reshare_has_a_whole_root_or_none() {
        let reshare =
            |root: &str| read(&format!("<reshare><author>{ALICE}</author><guid>{}</guid>{root}</reshare>", guid(1)));
        assert!(reshare("").is_ok());
        assert!(reshare(&format!("<root_author>{BOB}</root_author><root_guid>{}</root_guid>", guid(2))).is_ok());
        assert!(reshare(&format!("<root_author>{BOB}</root_author>")).is_err());
        assert!(reshare(&format!("<root_guid>{}</root_guid>", guid(2))).is_err());
    }

    // F-149, F-153, F-161
    #[test]
    fn parents_and_answers_are_of_known_kinds() {
        let read = |name: &str, elements: &str| {
            let (own, parent) = (guid(1), guid(2));
            read(&format!(
                "<{name}><author>{ALICE}</author><guid>{own}</guid><parent_guid>{parent}</parent_guid>{elements}</{name}>"
            ))
        };
        let positive = "<positive>true</positive>";
        assert!(read("like", &format!("<parent_type>Comment</parent_type>{positive}")).is_ok());
        assert_eq!(rule(read("like", positive)), Some(("parent_type", Rule::Missing)));
        assert_eq!(
            rule(read("like", &format!("<parent_type>Event</parent_type>{positive}"))),
            Some(("parent_type", Rule::Syntax))
        );
        assert_eq!(
            rule(read("participation", "<parent_type>Comment</parent_type>")),
            Some(("parent_type", Rule::Syntax))
        );
        assert_eq!(rule(read("event_participation", "<status>maybe</status>")), Some(("status", Rule::Syntax)));
        assert_eq!(rule(read("comment", "<text/>")), Some(("text", Rule::Empty)));
    }

    // F-168, F-169
    #[test]
    fn contacts_share_by_default_and_never_while_blocking() {
        let contact = |flags: &str| {
            read(&format!("<contact><author>{ALICE}</author><recipient>{BOB}</recipient>{flags}</contact>"))
        };
        let expected =
            Contact { author: id(ALICE), recipient: id(BOB), following: true, sharing: true, blocking: false };
        assert_eq!(contact(""), Ok(expected.into()));
        for flags in ["", "<sharing>false</sharing>", "<following>false</following>"] {
            let contact = contact(&format!("{flags}<blocking>true</blocking>"));
            assert_eq!(rule(contact), Some(("blocking", Rule::Disagrees)));
        }
        assert!(contact("<sharing>false</sharing><following>false</following><blocking>true</blocking>").is_ok());
    }

    // F-175
    #[test]
    fn profiles_obey_their_rules() {
        for (elements, field) in [
            ("<first_name>a;b</first_name>", "first_name"),
            ("<tag_string>#1 #2 #3 #4 #5 #6</tag_string>", "tag_string"),
            ("<birthday>2001-02-30</birthday>", "birthday"),
            ("<image_url>not an address</image_url>", "image_url"),
            ("<image_url>javascript:x</image_url>", "image_url"),
        ] {
            assert_eq!(rule(profile(elements)).map(|(field, _)| field), Some(field), "{elements}");
        }
        let cleared = profile("<first_name/><bio></bio><birthday/>").expect("valid");
        assert!(cleared.first_name.is_none() && cleared.is_basic());
    }

    // F-182
    #[test]
    fn conversations_have_two_people_and_messages_by_their_author() {
        let conversation = |people: &str, author: &str| {
            let message = format!(
                "<message><author>{author}</author><guid>{}</guid><text>x</text><conversation_guid>{}</conversation_guid></message>",
                guid(2),
                guid(1)
            );
            read(&format!(
                "<conversation><author>{ALICE}</author><guid>{}</guid><subject>x</subject><participants>{people}</participants>{message}</conversation>",
                guid(1)
            ))
        };
        let both = format!("{ALICE};{BOB}");
        assert!(conversation(&both, ALICE).is_ok());
        assert_eq!(rule(conversation(&both, BOB)), Some(("message", Rule::Disagrees)));
        assert_eq!(rule(conversation(ALICE, ALICE)), Some(("participants", Rule::TooFew(2))));
        assert_eq!(rule(conversation("x;y", ALICE)), Some(("participants", Rule::Syntax)));
    }

    #[test]
    fn retractions_name_posts_in_three_ways() {
        for (name, kind) in
            [("Post", Kind::Post), ("StatusMessage", Kind::Post), ("Reshare", Kind::Post), ("Person", Kind::Person)]
        {
            let payload = format!(
                "<retraction><author>{ALICE}</author><target_guid>{}</target_guid><target_type>{name}</target_type></retraction>",
                guid(1)
            );
            let expected = Retraction { author: id(ALICE), target_guid: guid(1), target_type: kind };
            assert_eq!(read(&payload), Ok(expected.into()));
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_is_read(text in "\\PC{0,40}|.{0,40}", name in proptest::option::of("[^;\\p{C}]{1,32}"), public: bool, seconds in 0_i64..4_000_000_000) {
            let post = StatusMessage {
                author: id(ALICE), guid: guid(1), created_at: Some(Timestamp::from_seconds(seconds)), public,
                provider_display_name: name.clone(), text: xml::clean(&text).into_owned(), edited_at: None, photos: Vec::new(),
                location: Some(Location { address: name.unwrap_or_default(), lat: "1.5".to_owned(), lng: "-2".to_owned() }),
                poll: None, event: None, embed: None,
            };
            let entity = Entity::from(post);
            proptest::prop_assert_eq!(read(&xml::write(&entity)), Ok(entity));
        }

        #[test]
        fn any_values_are_survived(name in "[a-z_]{4,20}", fields in proptest::collection::vec(("[a-z_]{2,20}", ".{0,20}"), 0..12)) {
            let mut out = Writer::new(0);
            out.open(&name);
            fields.iter().for_each(|(field, text)| out.text(field, text));
            out.close(&name);
            let payload = out.finish();
            let document = Document::parse(payload.as_bytes());
            if let Ok(document) = document {
                let _ = Entity::read(document.root());
            }
        }
    }
}
