//! Which records there are, and the index rows each one causes.

use super::check::Check;
use super::error::StoreError;
use super::keys::Rev;
use super::record::{IndexRows, Record};
use super::tables::{self, Table};
use crate::base::{DiasporaId, Guid, PodUrl};
use crate::model::{
    Account, AccountId, AdminAct, AdminActId, ApiToken, Applicant, Application, Aspect, AspectId, AspectMember,
    Attendance, AudienceMember, Authorization, AuthorizationCode, AuthorizationId, Barred, Block, Body, Comment,
    CommentId, ConsentRequest, Contact, Conversation, ConversationId, Export, Hide, Import, Instance, Invitation, Job,
    JobId, Like, LikeId, Link, Lookup, Message, MessageId, Migration, Notification, NotificationId, Outgoing,
    OutgoingId, Participation, Person, PersonId, Photo, PhotoFile, PhotoId, PodText, Post, PostId, Preview,
    RefreshToken, RemotePod, Report, ReportId, Retracted, Seat, Session, SigningKey, StoredSetting, StreamEntry,
    StreamKind, TagFollowing, TextPlace, TokenHash, UsedAssertion, Vote, VoteId, WaitingNews, Wanted,
};

macro_rules! records {
    ($($record:ty[$table:ident; $key:ty] |$this:ident| $value:expr, $($index:ident),* => |$rows:ident| $body:block)*) => {
        $(impl Record for $record {
            type Key = $key;
            const TABLE: Table<$key, Self> = tables::$table;
            const INDEXES: &'static [usize] = &[$(tables::$index.number),*];

            #[allow(unused_variables, reason = "the one row of a table has no key")]
            fn key(&self) -> $key {
                let $this = self;
                $value
            }

            #[allow(unused_variables, reason = "not every record has an index")]
            fn indexes(&self, $rows: &mut IndexRows) {
                let $this = self;
                $body
            }
        })*

        /// Checks every kind of record.
        pub(super) fn check_all(check: &mut Check<'_>) -> Result<(), StoreError> {
            $(check.kind::<$record>()?;)*
            Ok(())
        }
    };
}

records! {
    Account[ACCOUNTS; AccountId] |this| this.id, ACCOUNT_BY_NAME, ACCOUNT_BY_EMAIL, ACCOUNT_BY_PERSON => |rows| {
        rows.add(&tables::ACCOUNT_BY_NAME, &this.name, &this.id);
        rows.add(&tables::ACCOUNT_BY_PERSON, &this.person, &this.id);
        if let Some(email) = &this.email {
            rows.add(&tables::ACCOUNT_BY_EMAIL, &email.to_lowercase(), &this.id);
        }
    }
    AdminAct[ADMIN_ACTS; AdminActId] |this| this.id, => |_rows| {}
    ApiToken[API_TOKENS; TokenHash] |this| this.token, API_TOKENS_OF_ACCOUNT, API_TOKENS_OF_AUTHORIZATION => |rows| {
        rows.add(&tables::API_TOKENS_OF_ACCOUNT, &(this.account, this.token), &());
        if let Some(authorization) = this.authorization {
            rows.add(&tables::API_TOKENS_OF_AUTHORIZATION, &(authorization, this.token), &());
        }
    }
    Application[APPLICATIONS; String] |this| this.client_id.clone(), APPLICATIONS_UNUSED => |rows| {
        if !this.is_used {
            rows.add(&tables::APPLICATIONS_UNUSED, &(this.created, this.client_id.clone()), &());
        }
    }
    Applicant[APPLICANTS; String] |this| this.name.clone(), APPLICANT_BY_EMAIL => |rows| {
        if let Some(email) = &this.email {
            rows.add(&tables::APPLICANT_BY_EMAIL, &email.to_lowercase(), &this.name);
        }
    }
    Aspect[ASPECTS; (AccountId, AspectId)] |this| (this.account, this.id), => |_rows| {}
    AspectMember[ASPECT_MEMBERS; (AspectId, PersonId)] |this| (this.aspect, this.person), ASPECTS_OF_PERSON => |rows| {
        rows.add(&tables::ASPECTS_OF_PERSON, &(this.account, this.person, this.aspect), &());
    }
    Attendance[ATTENDANCES; (PostId, PersonId)] |this| (this.post, this.person), ATTENDANCE_BY_GUID, ATTENDANCES_OF_PERSON => |rows| {
        rows.add(&tables::ATTENDANCE_BY_GUID, &this.guid, &(this.post, this.person));
        rows.add(&tables::ATTENDANCES_OF_PERSON, &(this.person, this.post), &());
    }
    AudienceMember[AUDIENCE; (PostId, PersonId)] |this| (this.post, this.person), SHARED_WITH => |rows| {
        rows.add(&tables::SHARED_WITH, &(this.person, this.author, Rev(this.created), Rev(this.post)), &());
    }
    Authorization[AUTHORIZATIONS; AuthorizationId] |this| this.id, AUTHORIZATIONS_OF_ACCOUNT => |rows| {
        rows.add(&tables::AUTHORIZATIONS_OF_ACCOUNT, &(this.account, this.id), &());
    }
    AuthorizationCode[AUTHORIZATION_CODES; TokenHash] |this| this.code, CODES_OF_AUTHORIZATION => |rows| {
        rows.add(&tables::CODES_OF_AUTHORIZATION, &(this.authorization, this.code), &());
    }
    Barred[BARRED; PersonId] |this| this.person, => |_rows| {}
    Block[BLOCKS; (AccountId, PersonId)] |this| (this.account, this.person), BLOCKS_OF_PERSON => |rows| {
        rows.add(&tables::BLOCKS_OF_PERSON, &(this.person, this.account), &());
    }
    Comment[COMMENTS; CommentId] |this| this.id, COMMENT_BY_GUID, COMMENTS_OF_POST, COMMENTS_BY_AUTHOR => |rows| {
        rows.add(&tables::COMMENT_BY_GUID, &this.guid, &this.id);
        rows.add(&tables::COMMENTS_OF_POST, &(this.post, this.created, this.id), &());
        rows.add(&tables::COMMENTS_BY_AUTHOR, &(this.author, this.post, this.id), &());
    }
    ConsentRequest[CONSENT_REQUESTS; TokenHash] |this| this.session, => |_rows| {}
    Contact[CONTACTS; (AccountId, PersonId)] |this| (this.account, this.person), CONTACTS_OF_PERSON => |rows| {
        rows.add(&tables::CONTACTS_OF_PERSON, &(this.person, this.account), &());
    }
    Export[EXPORTS; (AccountId, bool)] |this| (this.account, this.photos), => |_rows| {}
    Import[IMPORTS; AccountId] |this| this.account, => |_rows| {}
    Conversation[CONVERSATIONS; ConversationId] |this| this.id, CONVERSATION_BY_GUID => |rows| {
        rows.add(&tables::CONVERSATION_BY_GUID, &this.guid, &this.id);
    }
    Hide[HIDES; (AccountId, PostId)] |this| (this.account, this.post), HIDES_OF_POST => |rows| {
        rows.add(&tables::HIDES_OF_POST, &(this.post, this.account), &());
    }
    Instance[INSTANCE; ()] |_this| (), => |_rows| {}
    Invitation[INVITATIONS; String] |this| this.code.clone(), INVITATIONS_OF_ACCOUNT => |rows| {
        rows.add(&tables::INVITATIONS_OF_ACCOUNT, &(this.account, this.code.clone()), &());
    }
    Job[JOBS; JobId] |this| this.id, JOBS_DUE => |rows| {
        rows.add(&tables::JOBS_DUE, &(this.due, this.id), &());
    }
    Like[LIKES; LikeId] |this| this.id, LIKE_BY_GUID, LIKES_BY_AUTHOR, LIKES_OF_TARGET => |rows| {
        rows.add(&tables::LIKES_BY_AUTHOR, &(this.author, this.id), &());
        rows.add(&tables::LIKE_BY_GUID, &this.guid, &this.id);
        rows.add(&tables::LIKES_OF_TARGET, &(this.target, this.author), &this.id);
    }
    Link[LINKS; String] |this| this.number.clone(), LINKS_OF_ACCOUNT => |rows| {
        rows.add(&tables::LINKS_OF_ACCOUNT, &(this.account, this.number.clone()), &());
    }
    Lookup[LOOKUPS; DiasporaId] |this| this.id.clone(), => |_rows| {}
    Message[MESSAGES; MessageId] |this| this.id, MESSAGE_BY_GUID, MESSAGES_BY_AUTHOR, MESSAGES_OF_CONVERSATION => |rows| {
        rows.add(&tables::MESSAGE_BY_GUID, &this.guid, &this.id);
        rows.add(&tables::MESSAGES_BY_AUTHOR, &(this.author, this.id), &());
        rows.add(&tables::MESSAGES_OF_CONVERSATION, &(this.conversation, this.created, this.id), &());
    }
    Migration[MIGRATIONS; PersonId] |this| this.old, => |_rows| {}
    Notification[NOTIFICATIONS; (AccountId, NotificationId)] |this| (this.account, this.id),
        NOTIFICATIONS_BY_KIND, NOTIFICATIONS_BY_TIME, NOTIFICATIONS_OF_SUBJECT, NOTIFICATIONS_UNREAD => |rows| {
        rows.add(&tables::NOTIFICATIONS_BY_KIND, &(this.account, this.kind, Rev(this.updated), Rev(this.id)), &());
        rows.add(&tables::NOTIFICATIONS_BY_TIME, &(this.account, Rev(this.updated), Rev(this.id)), &());
        rows.add(&tables::NOTIFICATIONS_OF_SUBJECT, &(this.subject, this.account, this.id), &());
        if this.unread {
            rows.add(&tables::NOTIFICATIONS_UNREAD, &(this.account, this.kind, this.subject, this.id), &());
        }
    }
    Outgoing[OUTGOING; OutgoingId] |this| this.id, => |_rows| {}
    Participation[PARTICIPATIONS; (PostId, PersonId)] |this| (this.post, this.person), PARTICIPATIONS_OF_PERSON => |rows| {
        rows.add(&tables::PARTICIPATIONS_OF_PERSON, &(this.person, this.post), &());
    }
    Person[PERSONS; PersonId] |this| this.id, PERSON_BY_DIASPORA_ID, PERSON_BY_GUID, PERSONS_BY_TAG, PERSONS_BY_WORD, BIRTHDAYS => |rows| {
        rows.add(&tables::PERSON_BY_DIASPORA_ID, &this.diaspora_id, &this.id);
        rows.add(&tables::PERSON_BY_GUID, &this.guid, &this.id);
        if !this.closed {
            for word in search_words(&this.profile.full_name()) {
                rows.add(&tables::PERSONS_BY_WORD, &(word, this.id), &());
            }
            for tag in &this.profile.tags {
                rows.add(&tables::PERSONS_BY_TAG, &(tag.clone(), this.id), &());
            }
            if let Some((month, day)) = this.profile.birthday.and_then(|day| day.month_and_day()) {
                rows.add(&tables::BIRTHDAYS, &(month, day, this.id), &());
            }
        }
    }
    Photo[PHOTOS; PhotoId] |this| this.id, PHOTO_BY_GUID, PHOTO_BY_NAME, PHOTOS_OF_POST, PHOTOS_OF_PERSON => |rows| {
        rows.add(&tables::PHOTO_BY_GUID, &this.guid, &this.id);
        rows.add(&tables::PHOTOS_OF_PERSON, &(this.author, Rev(this.id)), &());
        if let Some(post) = this.post {
            rows.add(&tables::PHOTOS_OF_POST, &(post, this.id), &());
        }
        if let PhotoFile::Local { name, .. } = &this.file {
            rows.add(&tables::PHOTO_BY_NAME, name, &this.id);
        }
    }
    PodText[TEXTS; TextPlace] |this| this.place, => |_rows| {}
    Post[POSTS; PostId] |this| this.id, POST_BY_GUID, POST_BY_EVENT, POST_BY_POLL, POSTS_BY_TAG, POSTS_OF_PERSON, PUBLIC_POSTS,
        PUBLIC_POSTS_OF_PERSON, RESHARES_OF_POST => |rows| {
        post_indexes(this, rows);
    }
    Preview[PREVIEWS; String] |this| this.url.clone(), => |_rows| {}
    RefreshToken[REFRESH_TOKENS; TokenHash] |this| this.token, REFRESH_TOKENS_OF_AUTHORIZATION => |rows| {
        rows.add(&tables::REFRESH_TOKENS_OF_AUTHORIZATION, &(this.authorization, this.token), &());
    }
    RemotePod[PODS; PodUrl] |this| this.url.clone(), => |_rows| {}
    Report[REPORTS; ReportId] |this| this.id, REPORTS_OF_ITEM, REPORTS_OPEN => |rows| {
        rows.add(&tables::REPORTS_OF_ITEM, &(this.item, this.reporter), &this.id);
        if !this.reviewed {
            rows.add(&tables::REPORTS_OPEN, &this.id, &());
        }
    }
    Retracted[RETRACTED; Guid] |this| this.guid.clone(), RETRACTED_SINCE => |rows| {
        rows.add(&tables::RETRACTED_SINCE, &(this.at, this.guid.clone()), &());
    }
    Seat[SEATS; (AccountId, ConversationId)] |this| (this.account, this.conversation), INBOX, INBOX_UNREAD, SEATS_OF_CONVERSATION => |rows| {
        rows.add(&tables::INBOX, &(this.account, Rev(this.updated), Rev(this.conversation)), &());
        rows.add(&tables::SEATS_OF_CONVERSATION, &(this.conversation, this.account), &());
        if this.unread > 0 {
            rows.add(&tables::INBOX_UNREAD, &(this.account, this.conversation), &this.unread);
        }
    }
    Session[SESSIONS; TokenHash] |this| this.token, SESSIONS_OF_ACCOUNT => |rows| {
        rows.add(&tables::SESSIONS_OF_ACCOUNT, &(this.account, this.token), &());
    }
    SigningKey[SIGNING_KEY; ()] |_this| (), => |_rows| {}
    StoredSetting[SETTINGS; String] |this| this.key.clone(), => |_rows| {}
    StreamEntry[STREAM_ENTRIES; (PostId, AccountId, StreamKind)] |this| (this.post, this.account, this.kind), STREAM => |rows| {
        rows.add(&tables::STREAM, &(this.account, this.kind, Rev(this.at), Rev(this.post)), &());
    }
    TagFollowing[TAG_FOLLOWINGS; (AccountId, String)] |this| (this.account, this.tag.clone()), TAG_FOLLOWERS => |rows| {
        rows.add(&tables::TAG_FOLLOWERS, &(this.tag.clone(), this.account), &());
    }
    UsedAssertion[ASSERTIONS; TokenHash] |this| this.hash, ASSERTIONS_ENDING => |rows| {
        rows.add(&tables::ASSERTIONS_ENDING, &(this.until, this.hash), &());
    }
    WaitingNews[NEWS_WAITING; (AccountId, u64)] |this| (this.account, this.number), => |_rows| {}
    Vote[VOTES; VoteId] |this| this.id, VOTE_BY_GUID, VOTES_BY_AUTHOR, VOTES_OF_POST => |rows| {
        rows.add(&tables::VOTE_BY_GUID, &this.guid, &this.id);
        rows.add(&tables::VOTES_BY_AUTHOR, &(this.author, this.id), &());
        rows.add(&tables::VOTES_OF_POST, &(this.post, this.author), &this.id);
    }
    Wanted[WANTED; Guid] |this| this.guid.clone(), => |_rows| {}
}

fn post_indexes(post: &Post, rows: &mut IndexRows) {
    let place = (Rev(post.created), Rev(post.id));
    rows.add(&tables::POST_BY_GUID, &post.guid, &post.id);
    rows.add(&tables::POSTS_OF_PERSON, &(post.author, place.0, place.1), &());
    if post.public {
        rows.add(&tables::PUBLIC_POSTS, &place, &());
        rows.add(&tables::PUBLIC_POSTS_OF_PERSON, &(post.author, place.0, place.1), &());
    }
    match &post.body {
        Body::Status(status) => {
            for tag in &status.tags {
                rows.add(&tables::POSTS_BY_TAG, &(tag.clone(), place.0, place.1), &());
            }
            if let Some(event) = &status.event {
                rows.add(&tables::POST_BY_EVENT, &event.guid, &post.id);
            }
            if let Some(poll) = &status.poll {
                rows.add(&tables::POST_BY_POLL, &poll.guid, &post.id);
            }
        }
        Body::Reshare { root: Some(root), .. } => {
            rows.add(&tables::RESHARES_OF_POST, &(*root, post.author), &post.id);
        }
        Body::Reshare { root: None, .. } => {}
    }
}

/// The words of a name by which it is found: lower case, each once, at most eight.
pub fn search_words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in name.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if words.len() < 8 && !words.iter().any(|known| known == word) {
            words.push(word.to_owned());
        }
    }
    words
}
