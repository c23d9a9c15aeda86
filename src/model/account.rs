//! Sign-ins on this pod and what belongs to them.

use super::{AccountId, AspectId, AuthorizationId, PersonId, TokenHash};
use crate::base::{Guid, Timestamp};
use serde::{Deserialize, Serialize};

/// A local person with sign-in, private key and settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    pub id: AccountId,
    pub person: PersonId,
    /// The part of the diaspora ID before the `@`; never changes.
    pub name: String,
    pub email: Option<String>,
    /// A new address whose owner has not answered yet; the one above stays in force (W-048).
    pub pending_email: Option<String>,
    /// Argon2id in PHC text form.
    pub password: String,
    /// PKCS#8, sealed under the pod's secret key.
    #[serde(with = "serde_bytes")]
    pub private_key: Vec<u8>,
    pub role: Role,
    pub settings: Settings,
    /// The second factor at sign-in, if there is one.
    pub two_factor: Option<TwoFactor>,
    pub created: Timestamp,
    /// Closed by its owner; keys and name stay for ever (spec/federation.md §6.9).
    pub closed: Option<Timestamp>,
    /// Locked by an admin: nobody signs in until it is unlocked, everything else stays (W-042).
    pub locked: Option<Timestamp>,
    /// Shown on the pod's own page of people worth meeting (spec/features.md §8.9).
    pub spotlight: bool,
    /// Last use, to the hour.
    pub seen: Option<Timestamp>,
    /// When it ends unless somebody uses it; it was warned.
    pub closes: Option<Timestamp>,
    /// From which address the last sign-in came; for admins only.
    pub seen_from: String,
    pub invited_by: Option<AccountId>,
}

impl Account {
    /// Whether its owner may use it: neither closed nor locked.
    pub fn is_open(&self) -> bool {
        self.closed.is_none() && self.locked.is_none()
    }
}

/// Somebody who asked for an account and waits until an admin agrees. There is no person and no
/// key before that, so nobody outside hears of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applicant {
    /// The wanted name, kept for them.
    pub name: String,
    pub email: Option<String>,
    /// Argon2id in PHC text form.
    pub password: String,
    /// BCP 47 tag.
    pub language: String,
    /// Who they are, in their own words.
    pub words: String,
    pub since: Timestamp,
}

/// What an account may do on the pod as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    Member,
    Moderator,
    Admin,
}

/// Choices of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    pub theme: Theme,
    /// BCP 47 tag.
    pub language: String,
    /// New sharers are put into this aspect.
    pub share_back: Option<AspectId>,
    pub post_default: PostDefault,
    /// Still being shown around.
    pub getting_started: bool,
    /// Single keys act on posts.
    pub shortcuts: bool,
    /// What the pod's featured people write comes into the stream.
    pub shows_spotlight: bool,
    /// Mails that were switched off.
    pub unwanted_mails: Vec<MailKind>,
}

/// A second factor: codes that change with time, and codes for the day the device is lost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TwoFactor {
    /// 20 bytes, sealed under the pod's secret key.
    #[serde(with = "serde_bytes")]
    pub secret: Vec<u8>,
    /// Shown by a valid code that the secret has reached a device; before, nothing is asked.
    pub is_active: bool,
    /// The last time step whose code was used; none up to it counts again.
    pub last_step: u64,
    /// Keyed hashes of the recovery codes that are left.
    pub recovery: Vec<[u8; 16]>,
}

/// What people may be written to about, each for itself (spec/features.md §7.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MailKind {
    StartedSharing,
    CommentOnPost,
    AlsoCommented,
    Mentioned,
    MentionedInComment,
    Liked,
    LikedComment,
    Reshared,
    ContactsBirthday,
    PrivateMessage,
    SomeoneReported,
}

impl MailKind {
    /// All of them, in the order of the settings.
    pub const ALL: [Self; 11] = [
        Self::StartedSharing,
        Self::PrivateMessage,
        Self::Mentioned,
        Self::MentionedInComment,
        Self::CommentOnPost,
        Self::AlsoCommented,
        Self::Liked,
        Self::LikedComment,
        Self::Reshared,
        Self::ContactsBirthday,
        Self::SomeoneReported,
    ];

    /// Its name in forms, addresses and catalogues.
    pub fn name(self) -> &'static str {
        match self {
            Self::StartedSharing => "started-sharing",
            Self::CommentOnPost => "comment-on-post",
            Self::AlsoCommented => "also-commented",
            Self::Mentioned => "mentioned",
            Self::MentionedInComment => "mentioned-in-comment",
            Self::Liked => "liked",
            Self::LikedComment => "liked-comment",
            Self::Reshared => "reshared",
            Self::ContactsBirthday => "contacts-birthday",
            Self::PrivateMessage => "private-message",
            Self::SomeoneReported => "someone-reported",
        }
    }

    /// The kind of a name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Light, dark, or what the device says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Theme {
    Auto,
    Light,
    Dark,
}

/// What the publisher starts with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PostDefault {
    Public,
    AllAspects,
    Aspects(Vec<AspectId>),
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::Auto,
            language: "en".to_owned(),
            share_back: None,
            post_default: PostDefault::AllAspects,
            getting_started: true,
            shortcuts: true,
            shows_spotlight: true,
            unwanted_mails: Vec::new(),
        }
    }
}

/// One signed-in browser (H-123).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    pub token: TokenHash,
    pub account: AccountId,
    /// Names the session in forms that end it; tells nothing about the token.
    pub guid: Guid,
    /// Secret that forms of this session carry.
    pub csrf: [u8; 32],
    pub created: Timestamp,
    pub seen: Timestamp,
    /// When the password was last given in it (H-129).
    pub confirmed: Timestamp,
    /// The browser's own words, shortened.
    pub browser: String,
    /// The aspects chosen for the stream of aspects; `None` is all of them.
    pub aspects: Option<Vec<AspectId>>,
}

/// A bearer token for the HTTP API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiToken {
    pub token: TokenHash,
    pub account: AccountId,
    pub scopes: Vec<String>,
    /// The program it was given to; its scopes count then, not those above.
    pub authorization: Option<AuthorizationId>,
    pub created: Timestamp,
    pub expires: Option<Timestamp>,
}

/// A link that lets people join.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    pub code: String,
    pub account: AccountId,
    /// Accounts that may still be made with it.
    pub left: u32,
}
