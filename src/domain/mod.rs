//! Every rule and every action: what people can do, what other pods can do to us, and who may see
//! what comes of it.
//!
//! An action is `fn verb(tx, cx, who, input) -> Result<_, Refused>`, runs inside one transaction
//! and leaves its row, its notifications, its places in streams and its jobs behind, or nothing.
//! `create` is what people here do, `receive` takes only verified entities, and both end in the
//! same `insert`. Nothing here knows HTML, HTTP or time: `Cx` brings the moment and randomness.
//! Whoever wants to know whether somebody may see something asks `access`.

pub mod access;
pub mod accounts;
pub mod admin;
pub mod apps;
pub mod aspects;
pub mod audience;
pub mod blocks;
mod certificate;
pub mod comments;
pub mod contacts;
pub mod conversations;
mod counts;
pub mod crosslinks;
mod error;
pub mod events;
pub mod export;
pub mod hides;
pub mod import;
mod inactive;
pub mod instance;
pub mod invitations;
pub mod likes;
mod links;
pub mod mails;
pub mod migration;
pub mod moderation;
pub mod notifications;
pub mod openid;
pub mod participations;
mod password;
pub mod people;
pub mod photos;
mod pod;
pub mod polls;
pub mod posts;
pub mod previews;
pub mod profiles;
pub mod published;
pub mod queue;
pub mod receive;
mod renderings;
pub mod reports;
pub mod resets;
pub mod reshares;
pub mod retractions;
mod room;
pub mod runs;
mod seal;
pub mod sessions;
pub mod setup;
pub mod spotlight;
pub mod statistics;
pub mod streams;
pub mod tags;
pub mod timekeeper;
pub mod tokens;
pub mod two_factor;
pub mod views;
pub mod welcome;
pub mod wire;
pub mod words;

pub use certificate::{Certificate, CertificateTrouble, Urgency};
pub use counts::{Count, Counts};
pub use error::Refused;
pub use pod::{Cx, KeyMaker, Parts, Pod};
pub use renderings::Renderings;
pub use room::Room;
pub use seal::Seal;
