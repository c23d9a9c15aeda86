//! What those who run the pod do.

use super::{AccountId, AdminActId, PersonId};
use crate::base::Timestamp;
use serde::{Deserialize, Serialize};

/// One act of an admin or moderator, for all of them to see (H-129).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdminAct {
    pub id: AdminActId,
    pub at: Timestamp,
    /// Who did it; `None` for the command line of the machine.
    pub by: Option<AccountId>,
    pub kind: ActKind,
    /// Whom or what it was done to: a name, an address, the key of a setting. Never a secret.
    pub subject: String,
}

/// The closed set of what is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ActKind {
    Closed,
    Locked,
    Unlocked,
    MadeAdmin,
    MadeModerator,
    MadeMember,
    SpotlightOn,
    SpotlightOff,
    GaveInvitations,
    MadeResetLink,
    Approved,
    Declined,
    PodBlocked,
    PodUnblocked,
    PersonBlocked,
    PersonUnblocked,
    Changed,
    Reset,
    Wrote,
    Mailed,
    JobRetried,
    JobDropped,
    ReportKept,
    ReportDeleted,
}

/// A person of another pod whom nobody here hears any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Barred {
    pub person: PersonId,
    pub since: Timestamp,
    /// Why, for the other admins.
    pub why: String,
}
