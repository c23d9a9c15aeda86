//! Why a message was refused. Variants follow the stages of receiving; none holds any content.
//!
//! spec: §2.4 order of operations, §2.8 errors

use super::envelope::EnvelopeError;
use super::schema::Invalid;
use super::xml::XmlError;
use std::fmt;

/// Why a message was refused before anything was looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParseError {
    /// The envelope.
    Envelope(EnvelopeError),
    /// The payload is no acceptable document.
    Payload(XmlError),
    /// The payload's root is not named like an entity.
    EntityName,
    /// No message has this name.
    UnknownEntity,
    /// A field breaks a rule.
    Invalid(Invalid),
    /// Signed by somebody other than the author.
    Sender,
    /// May not travel in public.
    NotPublic,
}

/// Why a message was refused after all it needs was there, or because it was not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerifyError {
    /// No key of the sender.
    SenderKey,
    /// The envelope's signature is wrong.
    Signature,
    /// The parent, root or target is not known.
    Target,
    /// The thing referred to is of another kind.
    TargetKind,
    /// The sender may not send this.
    Sender,
    /// No key of the author, or of the other identity of a migration.
    AuthorKey,
    /// The author's signature, or a migration's inner one, is missing or wrong.
    AuthorSignature,
    /// A subscription to something that is not by one of our people.
    ParentNotLocal,
    /// A reshare names another author than its root has.
    RootAuthor,
    /// Belongs to something that is not public.
    NotPublic,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Envelope(error) => error.fmt(f),
            Self::Payload(error) => write!(f, "the payload {error}"),
            Self::EntityName => f.write_str("the payload is not named like an entity"),
            Self::UnknownEntity => f.write_str("the payload is no entity we know"),
            Self::Invalid(invalid) => invalid.fmt(f),
            Self::Sender => f.write_str("the sender is not the author"),
            Self::NotPublic => f.write_str("not public"),
        }
    }
}

impl std::error::Error for ParseError {}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SenderKey => "the sender's key is not known",
            Self::Signature => "the envelope's signature is wrong",
            Self::Target => "the thing referred to is not known",
            Self::TargetKind => "the thing referred to is of another kind",
            Self::Sender => "the sender may not send this",
            Self::AuthorKey => "the author's key is not known",
            Self::AuthorSignature => "the author's signature is missing or wrong",
            Self::ParentNotLocal => "a subscription to something that is not ours",
            Self::RootAuthor => "the root is by somebody else",
            Self::NotPublic => "belongs to something that is not public",
        })
    }
}

impl std::error::Error for VerifyError {}
