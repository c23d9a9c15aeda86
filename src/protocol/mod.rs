//! The diaspora* wire, pure: bytes in, values out, and back.
//!
//! Owns the entity table, XML, magic envelopes (plain and encrypted), signatures and the documents
//! by which people are found. Knows nothing of stored records, sockets, clocks or logs; randomness
//! is handed in. A message goes through [`message::Message`]: opening it yields an unverified
//! entity and what it needs (keys, the thing it refers to); with these, verifying yields a
//! [`message::Verified`], the only form in which `domain` takes anything from outside. Errors name
//! the stage and the field, never the content.
//!
//! Called by `domain` (building and taking entities) and `federation` (opening, sealing, finding
//! people). The rules come from spec/federation.md; comments cite its sections.

pub mod archive;
mod base64url;
pub mod encrypted;
pub mod entities;
pub mod envelope;
pub mod hcard;
pub mod host_meta;
pub mod keys;
pub mod message;
pub mod nodeinfo;
mod pem;
mod refusal;
mod schema;
pub mod signature;
#[cfg(test)]
mod testing;
pub mod url;
mod values;
pub mod webfinger;
pub mod xml;

pub use schema::{Invalid, Rule};
pub use signature::SignedForm;
