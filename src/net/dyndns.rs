//! Keeping the pod's name at an address that changes (spec/appliance.md §8, H-057).
//!
//! [`Service`] tells whoever keeps the name: over HTTP by the dyndns2 convention, or by a program of
//! the admin. [`read`] is what the convention's answers mean. [`Updater`] decides when: only when the
//! address is another one, never again after a refusal until somebody has changed something, and not
//! for half an hour when the service asks for time. Services shut out those who do not keep to that.
//!
//! The service's address comes from the admin and goes through the same guard as everything else:
//! plain HTTP and private addresses only where `outgoing.allow` says so. What was told last is kept
//! in `dyndns.json` of the state folder, so that a restart tells nobody anything.

mod service;
mod updater;

pub use service::{Service, read};
pub use updater::{Progress, Told, Updater, remembered};

use serde::{Deserialize, Serialize};
use std::fmt;

/// What came of telling the service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// It knows the address now.
    Taken,
    /// It will not until somebody changes something; in its own word.
    Refused(String),
    /// It asks for time, or could not be understood.
    Later(String),
    /// It was not reached.
    Unreachable(String),
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Taken => f.write_str("it knows the address"),
            Self::Refused(word) => write!(f, "it refuses ({word}){}", meaning(word)),
            Self::Later(word) => write!(f, "it asks for time ({word}){}", meaning(word)),
            Self::Unreachable(why) => write!(f, "it was not reached: {why}"),
        }
    }
}

/// The words of the convention in words of ours.
fn meaning(word: &str) -> &'static str {
    match word {
        "badauth" => ": name or password are wrong",
        "!donator" => ": this has to be paid for",
        "notfqdn" => ": this is no whole name",
        "nohost" | "!yours" => ": the name does not belong to this account",
        "numhost" => ": these are too many names",
        "badagent" => ": it does not like this program",
        "abuse" => ": it was told too often",
        "dnserr" | "911" => ": it has trouble of its own",
        _ => "",
    }
}
