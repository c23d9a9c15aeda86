//! Every table, sorted, with what it is for. An index says which records cause its rows.

use super::codec::Value;
use super::keys::{Key, Rev};
use crate::base::{DiasporaId, Guid, PodUrl, Timestamp};
use crate::model::{
    Account, AccountId, AdminAct, AdminActId, ApiToken, Applicant, Application, Aspect, AspectId, AspectMember,
    Attendance, AudienceMember, Authorization, AuthorizationCode, AuthorizationId, Barred, Block, Comment, CommentId,
    ConsentRequest, Contact, Conversation, ConversationId, Export, Hide, Import, Instance, Invitation, Job, JobId,
    Like, LikeId, Liked, Link, Lookup, Message, MessageId, Migration, Notification, NotificationId, NotificationKind,
    Outgoing, OutgoingId, Participation, Person, PersonId, Photo, PhotoId, PodText, Post, PostId, Preview,
    RefreshToken, RemotePod, Report, ReportId, Reported, Retracted, Seat, Session, SigningKey, StoredSetting,
    StreamEntry, StreamKind, Subject, TagFollowing, TextPlace, TokenHash, UsedAssertion, Vote, VoteId, WaitingNews,
    Wanted,
};
use std::marker::PhantomData;

/// A typed table; the bytes below are the same for all.
pub struct Table<K, V> {
    pub(super) number: usize,
    kind: PhantomData<fn() -> (K, V)>,
}

impl<K: Key, V: Value> Table<K, V> {
    const fn new(number: usize) -> Self {
        Self { number, kind: PhantomData }
    }
}

type Definition = redb::TableDefinition<'static, &'static [u8], &'static [u8]>;

macro_rules! tables {
    ($($(#[$doc:meta])* $name:ident = $text:literal : $key:ty => $value:ty;)*) => {
        #[derive(Clone, Copy)]
        #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "numbers the constants below by their own names")]
        enum Number { $($name),* }

        $($(#[$doc])* pub const $name: Table<$key, $value> = Table::new(Number::$name as usize);)*

        /// Names in the file, by table number.
        pub(super) const NAMES: &[&str] = &[$($text),*];
    };
}

tables! {
    /// Sign-ins on this pod.
    ACCOUNTS = "accounts": AccountId => Account;
    /// Index of accounts by e-mail address, lower case.
    ACCOUNT_BY_EMAIL = "account_by_email": String => AccountId;
    /// Index of accounts by name; closed ones stay, names are never given out again.
    ACCOUNT_BY_NAME = "account_by_name": String => AccountId;
    /// Index of accounts by the person they are.
    ACCOUNT_BY_PERSON = "account_by_person": PersonId => AccountId;
    /// What admins and moderators did.
    ADMIN_ACTS = "admin_acts": AdminActId => AdminAct;
    /// Bearer tokens of the HTTP API.
    API_TOKENS = "api_tokens": TokenHash => ApiToken;
    /// Index of API tokens by account.
    API_TOKENS_OF_ACCOUNT = "api_tokens_of_account": (AccountId, TokenHash) => ();
    /// Index of API tokens by what allowed them.
    API_TOKENS_OF_AUTHORIZATION = "api_tokens_of_authorization": (AuthorizationId, TokenHash) => ();
    /// Programs that registered.
    APPLICATIONS = "applications": String => Application;
    /// Index of programs that nobody ever allowed anything, oldest first.
    APPLICATIONS_UNUSED = "applications_unused": (Timestamp, String) => ();
    /// People who wait for an account.
    APPLICANTS = "applicants": String => Applicant;
    /// Index of applicants by e-mail address, lower case.
    APPLICANT_BY_EMAIL = "applicant_by_email": String => String;
    /// Aspects.
    ASPECTS = "aspects": (AccountId, AspectId) => Aspect;
    /// Index of aspect members: the aspects a person is in.
    ASPECTS_OF_PERSON = "aspects_of_person": (AccountId, PersonId, AspectId) => ();
    /// Who is in which aspect.
    ASPECT_MEMBERS = "aspect_members": (AspectId, PersonId) => AspectMember;
    /// Signed proofs of programs that may not be shown again.
    ASSERTIONS = "assertions": TokenHash => UsedAssertion;
    /// Index of proofs by their end.
    ASSERTIONS_ENDING = "assertions_ending": (Timestamp, TokenHash) => ();
    /// Who comes to an event.
    ATTENDANCES = "attendances": (PostId, PersonId) => Attendance;
    /// Index of answers to events by person.
    ATTENDANCES_OF_PERSON = "attendances_of_person": (PersonId, PostId) => ();
    /// Index of answers to events by guid.
    ATTENDANCE_BY_GUID = "attendance_by_guid": Guid => (PostId, PersonId);
    /// To whom a limited post was given.
    AUDIENCE = "audience": (PostId, PersonId) => AudienceMember;
    /// What accounts allow programs.
    AUTHORIZATIONS = "authorizations": AuthorizationId => Authorization;
    /// Index of authorizations by account.
    AUTHORIZATIONS_OF_ACCOUNT = "authorizations_of_account": (AccountId, AuthorizationId) => ();
    /// Codes under way.
    AUTHORIZATION_CODES = "authorization_codes": TokenHash => AuthorizationCode;
    /// People of other pods whom nobody here hears.
    BARRED = "barred": PersonId => Barred;
    /// Index of people by month and day of birth.
    BIRTHDAYS = "birthdays": (u8, u8, PersonId) => ();
    /// Whom an account ignores.
    BLOCKS = "blocks": (AccountId, PersonId) => Block;
    /// Index of blocks: who ignores a person.
    BLOCKS_OF_PERSON = "blocks_of_person": (PersonId, AccountId) => ();
    /// Index of codes by authorization.
    CODES_OF_AUTHORIZATION = "codes_of_authorization": (AuthorizationId, TokenHash) => ();
    /// Comments.
    COMMENTS = "comments": CommentId => Comment;
    /// Index of comments by author.
    COMMENTS_BY_AUTHOR = "comments_by_author": (PersonId, PostId, CommentId) => ();
    /// Index of comments by post, oldest first.
    COMMENTS_OF_POST = "comments_of_post": (PostId, Timestamp, CommentId) => ();
    /// Index of comments by guid.
    COMMENT_BY_GUID = "comment_by_guid": Guid => CommentId;
    /// What the consent page of a session is about.
    CONSENT_REQUESTS = "consent_requests": TokenHash => ConsentRequest;
    /// Contacts.
    CONTACTS = "contacts": (AccountId, PersonId) => Contact;
    /// Index of contacts: the accounts related to a person.
    CONTACTS_OF_PERSON = "contacts_of_person": (PersonId, AccountId) => ();
    /// Archives that accounts asked for: of pictures, and of everything else.
    EXPORTS = "exports": (AccountId, bool) => Export;
    /// Archives that accounts bring along.
    IMPORTS = "imports": AccountId => Import;
    /// Private conversations.
    CONVERSATIONS = "conversations": ConversationId => Conversation;
    /// Index of conversations by guid.
    CONVERSATION_BY_GUID = "conversation_by_guid": Guid => ConversationId;
    /// Posts that an account does not want to see.
    HIDES = "hides": (AccountId, PostId) => Hide;
    /// Index of hides by post.
    HIDES_OF_POST = "hides_of_post": (PostId, AccountId) => ();
    /// Index of seats: an account's conversations, last message first.
    INBOX = "inbox": (AccountId, Rev<Timestamp>, Rev<ConversationId>) => ();
    /// Index of seats with unread messages.
    INBOX_UNREAD = "inbox_unread": (AccountId, ConversationId) => u32;
    /// The pod itself, one row.
    INSTANCE = "instance": () => Instance;
    /// Links that let people join.
    INVITATIONS = "invitations": String => Invitation;
    /// Index of invitations by account.
    INVITATIONS_OF_ACCOUNT = "invitations_of_account": (AccountId, String) => ();
    /// Work to be done.
    JOBS = "jobs": JobId => Job;
    /// Index of jobs by the moment they are due.
    JOBS_DUE = "jobs_due": (Timestamp, JobId) => ();
    /// Likes.
    LIKES = "likes": LikeId => Like;
    /// Index of likes by author.
    LIKES_BY_AUTHOR = "likes_by_author": (PersonId, LikeId) => ();
    /// Index of likes by target.
    LIKES_OF_TARGET = "likes_of_target": (Liked, PersonId) => LikeId;
    /// Index of likes by guid.
    LIKE_BY_GUID = "like_by_guid": Guid => LikeId;
    /// Links that were mailed or handed over.
    LINKS = "links": String => Link;
    /// Index of links by account.
    LINKS_OF_ACCOUNT = "links_of_account": (AccountId, String) => ();
    /// Addresses being looked for, and failures remembered.
    LOOKUPS = "lookups": DiasporaId => Lookup;
    /// Messages of conversations.
    MESSAGES = "messages": MessageId => Message;
    /// Index of messages by author.
    MESSAGES_BY_AUTHOR = "messages_by_author": (PersonId, MessageId) => ();
    /// Index of messages by conversation, oldest first.
    MESSAGES_OF_CONVERSATION = "messages_of_conversation": (ConversationId, Timestamp, MessageId) => ();
    /// Index of messages by guid.
    MESSAGE_BY_GUID = "message_by_guid": Guid => MessageId;
    /// Last numbers given out, the layout version, and other small facts by name.
    META = "meta": String => u64;
    /// People who moved, by the identity they gave up.
    MIGRATIONS = "migrations": PersonId => Migration;
    /// News that wait for company before they become a mail.
    NEWS_WAITING = "news_waiting": (AccountId, u64) => WaitingNews;
    /// Notifications.
    NOTIFICATIONS = "notifications": (AccountId, NotificationId) => Notification;
    /// Index of notifications by kind, newest first.
    NOTIFICATIONS_BY_KIND = "notifications_by_kind": (AccountId, NotificationKind, Rev<Timestamp>, Rev<NotificationId>) => ();
    /// Index of notifications, newest first.
    NOTIFICATIONS_BY_TIME = "notifications_by_time": (AccountId, Rev<Timestamp>, Rev<NotificationId>) => ();
    /// Index of notifications by what they are about.
    NOTIFICATIONS_OF_SUBJECT = "notifications_of_subject": (Subject, AccountId, NotificationId) => ();
    /// Index of unread notifications by kind and subject, for grouping and counting.
    NOTIFICATIONS_UNREAD = "notifications_unread": (AccountId, NotificationKind, Subject, NotificationId) => ();
    /// Messages for other pods.
    OUTGOING = "outgoing": OutgoingId => Outgoing;
    /// Who wants to hear about which post.
    PARTICIPATIONS = "participations": (PostId, PersonId) => Participation;
    /// Index of participations by person.
    PARTICIPATIONS_OF_PERSON = "participations_of_person": (PersonId, PostId) => ();
    /// People, local and remote.
    PERSONS = "persons": PersonId => Person;
    /// Index of people by the tags of their profiles.
    PERSONS_BY_TAG = "persons_by_tag": (String, PersonId) => ();
    /// Index of people by the words of their names, lower case, for search.
    PERSONS_BY_WORD = "persons_by_word": (String, PersonId) => ();
    /// Index of people by diaspora ID.
    PERSON_BY_DIASPORA_ID = "person_by_diaspora_id": DiasporaId => PersonId;
    /// Index of people by guid.
    PERSON_BY_GUID = "person_by_guid": Guid => PersonId;
    /// Pictures.
    PHOTOS = "photos": PhotoId => Photo;
    /// Index of pictures by author, newest first.
    PHOTOS_OF_PERSON = "photos_of_person": (PersonId, Rev<PhotoId>) => ();
    /// Index of pictures by post.
    PHOTOS_OF_POST = "photos_of_post": (PostId, PhotoId) => ();
    /// Index of pictures by guid.
    PHOTO_BY_GUID = "photo_by_guid": Guid => PhotoId;
    /// Index of local pictures by public file name.
    PHOTO_BY_NAME = "photo_by_name": String => PhotoId;
    /// Other pods.
    PODS = "pods": PodUrl => RemotePod;
    /// Status messages and reshares.
    POSTS = "posts": PostId => Post;
    /// Index of posts by tag, newest first.
    POSTS_BY_TAG = "posts_by_tag": (String, Rev<Timestamp>, Rev<PostId>) => ();
    /// Index of posts by author, newest first.
    POSTS_OF_PERSON = "posts_of_person": (PersonId, Rev<Timestamp>, Rev<PostId>) => ();
    /// Index of posts by the guid of their event.
    POST_BY_EVENT = "post_by_event": Guid => PostId;
    /// Index of posts by guid.
    POST_BY_GUID = "post_by_guid": Guid => PostId;
    /// Index of posts by the guid of their poll.
    POST_BY_POLL = "post_by_poll": Guid => PostId;
    /// What linked pages say about themselves.
    PREVIEWS = "previews": String => Preview;
    /// Index of public posts, newest first.
    PUBLIC_POSTS = "public_posts": (Rev<Timestamp>, Rev<PostId>) => ();
    /// Index of public posts by author, newest first.
    PUBLIC_POSTS_OF_PERSON = "public_posts_of_person": (PersonId, Rev<Timestamp>, Rev<PostId>) => ();
    /// Tokens that get access tokens.
    REFRESH_TOKENS = "refresh_tokens": TokenHash => RefreshToken;
    /// Index of refresh tokens by authorization.
    REFRESH_TOKENS_OF_AUTHORIZATION = "refresh_tokens_of_authorization": (AuthorizationId, TokenHash) => ();
    /// What people here told the moderators.
    REPORTS = "reports": ReportId => Report;
    /// Index of reports by what they are about.
    REPORTS_OF_ITEM = "reports_of_item": (Reported, AccountId) => ReportId;
    /// Index of reports that wait for a decision, oldest first.
    REPORTS_OPEN = "reports_open": ReportId => ();
    /// Index of reshares by what they point at.
    RESHARES_OF_POST = "reshares_of_post": (PostId, PersonId) => PostId;
    /// What was taken back lately.
    RETRACTED = "retracted": Guid => Retracted;
    /// Index of what was taken back by its time.
    RETRACTED_SINCE = "retracted_since": (Timestamp, Guid) => ();
    /// Who sits in which conversation.
    SEATS = "seats": (AccountId, ConversationId) => Seat;
    /// Index of seats by conversation.
    SEATS_OF_CONVERSATION = "seats_of_conversation": (ConversationId, AccountId) => ();
    /// Signed-in browsers.
    SESSIONS = "sessions": TokenHash => Session;
    /// Index of sessions by account.
    SESSIONS_OF_ACCOUNT = "sessions_of_account": (AccountId, TokenHash) => ();
    /// Settings chosen in the browser.
    SETTINGS = "settings": String => StoredSetting;
    /// Index of limited posts given to a person, by author, newest first.
    SHARED_WITH = "shared_with": (PersonId, PersonId, Rev<Timestamp>, Rev<PostId>) => ();
    /// The key of ID tokens, one row.
    SIGNING_KEY = "signing_key": () => SigningKey;
    /// Index of stream entries: an account's stream, newest first.
    STREAM = "stream": (AccountId, StreamKind, Rev<Timestamp>, Rev<PostId>) => ();
    /// Where a post stands in streams.
    STREAM_ENTRIES = "stream_entries": (PostId, AccountId, StreamKind) => StreamEntry;
    /// Index of followed tags: who follows a tag.
    TAG_FOLLOWERS = "tag_followers": (String, AccountId) => ();
    /// Tags that accounts follow.
    TAG_FOLLOWINGS = "tag_followings": (AccountId, String) => TagFollowing;
    /// Texts of the pod itself.
    TEXTS = "texts": TextPlace => PodText;
    /// Votes in polls.
    VOTES = "votes": VoteId => Vote;
    /// Index of votes by author.
    VOTES_BY_AUTHOR = "votes_by_author": (PersonId, VoteId) => ();
    /// Index of votes by the post that asks.
    VOTES_OF_POST = "votes_of_post": (PostId, PersonId) => VoteId;
    /// Index of votes by guid.
    VOTE_BY_GUID = "vote_by_guid": Guid => VoteId;
    /// Posts being asked for, and failures remembered.
    WANTED = "wanted": Guid => Wanted;
}

/// How redb knows a table.
pub(super) fn definition(number: usize) -> Definition {
    redb::TableDefinition::new(NAMES.get(number).copied().unwrap_or("unknown"))
}
