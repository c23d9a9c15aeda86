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
    /// Argon2id in PHC text form.
    pub password: String,
    /// PKCS#8, sealed under the pod's secret key.
    pub private_key: Vec<u8>,
    pub role: Role,
    pub settings: Settings,
    pub created: Timestamp,
    /// Closed by its owner; keys and name stay for ever (spec/federation.md §6.9).
    pub closed: Option<Timestamp>,
    pub invited_by: Option<AccountId>,
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
    /// The browser's own words, shortened.
    pub browser: String,
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
