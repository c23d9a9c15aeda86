//! What those who run the pod do with it.
//!
//! Every act asks first whether the account may (`may`), and leaves a line in the log that all
//! admins see. The command line of the machine acts with `By::Machine`. (spec/features.md §8.4 to
//! §8.11, spec/appliance.md H-129)

pub mod applicants;
pub mod jobs;
pub mod log;
pub mod pods;
pub mod settings;
pub mod tidy;
pub mod users;

use super::error::Refused;
use crate::model::{Account, AccountId, Role};

/// Who acts.
#[derive(Clone, Copy)]
pub enum By<'a> {
    /// Somebody in a browser.
    Account(&'a Account),
    /// Whoever may use the command line of the machine.
    Machine,
}

impl By<'_> {
    /// The account, for the log.
    fn id(self) -> Option<AccountId> {
        match self {
            Self::Account(account) => Some(account.id),
            Self::Machine => None,
        }
    }

    /// Refuses whoever has less than this role. What they asked for does not exist for them
    /// (W-221).
    pub fn needs(self, role: Role) -> Result<(), Refused> {
        match self {
            Self::Account(account) if account.role < role || !account.is_open() => Err(Refused::NotFound),
            _ => Ok(()),
        }
    }
}
