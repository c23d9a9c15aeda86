//! Certificates that the pod gets and renews by itself.
//!
//! [`Authority`] is one certificate authority that is asked for one certificate; [`Library`] is
//! the production one, around acme-lib, and the only file that knows that library. [`Keeper`] is
//! the rest: when to ask, which proof to offer, what to do after a refusal, where things are kept,
//! and putting a new certificate into force without a restart. The plan of tries is a value of its
//! own ([`Progress`]) without clock or network. (spec/appliance.md §7, H-046 to H-051; RFC 8555,
//! RFC 8737; the traps of the library: spec/stack.md §3)
//!
//! Everything is kept below `acme/` of the state folder, through the [`super::shelf::Shelf`] that
//! `app` hands in: `site.pem` (key and chain in one file, so that they cannot come apart),
//! `account.pem`, `self-signed.pem` and `progress.json`.

mod desk;
mod keeper;
mod library;
mod papers;
mod progress;

pub use desk::{Desk, Proof};
pub use keeper::{Keeper, KeeperSettings, Standing};
pub use library::Library;
pub use papers::{Validity, fingerprint, validity};
pub use progress::Progress;

use serde::{Deserialize, Serialize};
use std::fmt;

/// How the pod proves that the name is its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Challenge {
    /// By an answer over plain HTTP at port 80.
    Http01,
    /// By a special certificate at port 443.
    TlsAlpn01,
}

/// What is wanted of an authority.
#[derive(Clone, Debug)]
pub struct Order {
    /// Address of its directory.
    pub directory: String,
    /// Where it may write to.
    pub email: Option<String>,
    /// The private key of the account there, PEM.
    pub account: String,
    /// The name that the certificate is for.
    pub name: String,
    /// The proof to offer.
    pub challenge: Challenge,
}

/// What came of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Issued {
    /// The certificate and those above it, PEM.
    pub chain: String,
    /// Its private key, PEM.
    pub key: String,
}

impl fmt::Debug for Issued {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Issued").finish_non_exhaustive()
    }
}

/// Why there is no certificate. Texts are the authority's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// It does not answer.
    Unreachable,
    /// It asked for another try, again and again.
    Nonce,
    /// It could not see the proof.
    NotProven(String),
    /// It was asked too often.
    Limited(String),
    /// It does not take this proof.
    NotOffered,
    /// It refuses.
    Refused(String),
    /// It did not come to an end in time, or an earlier try still has not.
    Deadline,
    /// What it sent cannot be used.
    Unusable(String),
    /// The try broke off by a fault in the program.
    BrokeOff,
}

impl Fault {
    /// A short name, for sentences in the reader's language.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::Nonce => "nonce",
            Self::NotProven(_) => "not-proven",
            Self::Limited(_) => "limited",
            Self::NotOffered => "not-offered",
            Self::Refused(_) => "refused",
            Self::Deadline => "deadline",
            Self::Unusable(_) => "unusable",
            Self::BrokeOff => "broke-off",
        }
    }

    /// What the authority itself said.
    pub fn detail(&self) -> &str {
        match self {
            Self::NotProven(text) | Self::Limited(text) | Self::Refused(text) | Self::Unusable(text) => text,
            _ => "",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unreachable => "the certificate authority does not answer",
            Self::Nonce => "the certificate authority keeps asking for another try",
            Self::NotProven(_) => "the certificate authority could not see the pod's proof from outside",
            Self::Limited(_) => "the certificate authority was asked too often",
            Self::NotOffered => "the certificate authority does not take this kind of proof",
            Self::Refused(_) => "the certificate authority refuses",
            Self::Deadline => "the certificate authority did not come to an end in time",
            Self::Unusable(_) => "the certificate that came cannot be used",
            Self::BrokeOff => "the try broke off by a fault in the program",
        })?;
        match self.detail() {
            "" => Ok(()),
            detail => write!(f, ": {detail}"),
        }
    }
}

impl std::error::Error for Fault {}

/// A certificate authority.
pub trait Authority: Send + Sync {
    /// Gets one certificate, showing the proof at the desk meanwhile. Blocks, possibly for ever:
    /// it gets a thread of its own and is given up after a while.
    fn obtain(&self, order: &Order, desk: &Desk) -> Result<Issued, Fault>;
}
