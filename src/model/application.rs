//! Programs that act for people through the HTTP API, and what they were allowed (spec/api-v1.md §1).

use super::{AccountId, AuthorizationId, TokenHash};
use crate::base::Timestamp;
use serde::{Deserialize, Serialize};

/// A program that registered itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    /// Its public name, 32 hex characters.
    pub client_id: String,
    pub secret: TokenHash,
    /// What it calls itself.
    pub name: Option<String>,
    /// Where people may be sent back to; sorted.
    pub redirect_uris: Vec<String>,
    pub application_type: String,
    pub auth_method: String,
    pub response_types: Vec<String>,
    pub grant_types: Vec<String>,
    pub contacts: Vec<String>,
    pub logo_uri: Option<String>,
    pub client_uri: Option<String>,
    pub policy_uri: Option<String>,
    pub tos_uri: Option<String>,
    pub sector_identifier_uri: Option<String>,
    pub jwks_uri: Option<String>,
    /// Its key set as JSON.
    pub jwks: Option<String>,
    /// Whether it sees people under names of its own.
    pub pairwise: bool,
    pub created: Timestamp,
    /// Whether anybody ever allowed it anything.
    pub is_used: bool,
}

/// What an account allows a program; one for each pair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authorization {
    pub id: AuthorizationId,
    pub account: AccountId,
    pub client_id: String,
    /// Tokens have no scopes of their own: changing these changes what old tokens may do.
    pub scopes: Vec<String>,
    pub created: Timestamp,
}

/// A code on its way from the browser through the program to the token endpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorizationCode {
    pub code: TokenHash,
    pub authorization: AuthorizationId,
    pub redirect_uri: String,
    pub nonce: Option<String>,
    pub challenge: Option<Challenge>,
    /// When the person signed in.
    pub signed_in: Timestamp,
    pub created: Timestamp,
    /// Kept for a while, so that a second use is noticed.
    pub is_used: bool,
}

/// What the program must prove to know when it brings the code (RFC 7636).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Challenge {
    Plain(String),
    S256(String),
}

/// The request that the consent page of a session is about; forms of the page cannot change it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentRequest {
    /// The browser that asked.
    pub session: TokenHash,
    /// Names the page, so that two of them are not mistaken for each other.
    pub page: String,
    pub client_id: String,
    pub redirect_uri: String,
    pub flow: Flow,
    pub scopes: Vec<String>,
    pub state: Option<String>,
    pub nonce: Option<String>,
    pub challenge: Option<Challenge>,
}

/// How the program gets what it was allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Flow {
    Code,
    IdToken,
    IdTokenAndToken,
}

/// Lets a program get access tokens as long as the authorization stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefreshToken {
    pub token: TokenHash,
    pub authorization: AuthorizationId,
    pub created: Timestamp,
}

/// A signed proof that a program used, remembered until it would have ended by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsedAssertion {
    /// Over the program and the proof's own name.
    pub hash: TokenHash,
    pub until: Timestamp,
}

/// The key that signs ID tokens; one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SigningKey {
    /// PKCS#8, sealed under the pod's secret key.
    #[serde(with = "serde_bytes")]
    pub sealed: Vec<u8>,
    pub created: Timestamp,
}
