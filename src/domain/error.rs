//! Why an action did not happen.

use super::words::Sentence;
use crate::store::StoreError;
use std::fmt;

/// What a person can do wrong, or the store's own failure. The same few cases serve every family:
/// `web` and `api` each map them once.
#[derive(Clone, Debug)]
pub enum Refused {
    /// It is not there, or this person may not see it: both look the same.
    NotFound,
    /// They see it and may not do that; the sentence of this name says why.
    Forbidden(&'static str),
    /// A field of the form, and what is wrong with it.
    Invalid(&'static str, Sentence),
    /// The disk has no room for pictures any more (H-080).
    NoRoom,
    /// Too many wait for the same already; the same again works in a moment (H-085).
    Busy,
    /// The store failed; nobody's fault.
    Store(StoreError),
}

impl Refused {
    /// A field that is not acceptable.
    pub fn invalid(field: &'static str, why: impl Into<Sentence>) -> Self {
        Self::Invalid(field, why.into())
    }

    /// Whether nothing can be written because the disk is full (H-081).
    pub fn is_full(&self) -> bool {
        matches!(self, Self::Store(StoreError::Full))
    }
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("There is nothing here, or it is not for you."),
            Self::Forbidden(why) => Sentence::from(*why).fmt(f),
            Self::Invalid(_, why) => why.fmt(f),
            Self::NoRoom => f.write_str("The disk of this pod has no room for pictures and films at present."),
            Self::Busy => f.write_str("Too many people want this at the same moment. Please try again in a minute."),
            Self::Store(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Refused {}
