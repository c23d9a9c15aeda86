//! What an admin can tell the pod, as plain values: they travel over the admin socket to a running
//! pod, or are carried out on the open store of a stopped one (H-024).

use serde::{Deserialize, Serialize};

/// One command.
#[derive(Debug, Serialize, Deserialize)]
pub enum Command {
    /// Sets the pod up without the browser.
    Init { admin: String, password: String, email: Option<String>, pod_name: Option<String> },
    /// Makes an account.
    UserAdd { name: String, password: String, email: Option<String>, role: String },
    /// Lists accounts.
    UserList,
    /// Issues an API token.
    UserToken { name: String, scopes: String, days: Option<u32> },
    /// One account with what admins see of it.
    UserShow { name: String },
    /// Gives an account a role.
    UserRole { name: String, role: String },
    /// Locks an account, or unlocks it.
    UserLock { name: String, locked: bool },
    /// Sets a password.
    UserPasswd { name: String, password: String },
    /// Makes the invitation of an account.
    InviteCreate { name: String },
    /// All invitations.
    InviteList,
    /// Ends the invitation of an account.
    InviteRevoke { name: String },
    /// All known pods.
    PodList,
    /// One pod.
    PodShow { pod: String },
    /// Shuts a pod out, or lets it in again.
    PodBlock { pod: String, blocked: bool },
    /// The one-time setup link.
    SetupLink,
    /// Compares every index with its rows.
    DbCheck,
    /// Sizes of all tables.
    DbStats,
    /// Deliveries and received messages waiting.
    QueueStats,
    /// Work that waits, the first of it.
    QueueList,
    /// Has a piece of work tried at once, or all of it.
    QueueRetry { job: Option<u64> },
    /// Gives a piece of work up.
    QueueDrop { job: u64 },
    /// Every diagnosis of a running pod.
    Doctor,
    /// Whether the pod lives and works; only a running one can say so.
    Health,
    /// How the certificate stands.
    CertStatus,
    /// Asks for a new certificate at once.
    CertRenew,
    /// Writes a backup to a file, whose path is absolute, or as every night.
    BackupCreate { file: Option<std::path::PathBuf> },
    /// The backups of the nights.
    BackupList,
    /// Removes backups that need not be kept, or only says which.
    BackupPrune { is_trial: bool },
    /// How others reach the pod, and what stands in their way.
    NetCheck,
    /// Has the router pass ports on to the pod, now and after every start.
    NetMap,
    /// Has it stop.
    NetUnmap,
}

/// What came of it: words for people and the same as JSON.
#[derive(Debug, Serialize, Deserialize)]
pub struct Answer {
    pub text: String,
    pub json: serde_json::Value,
    /// What the process that asked ends with.
    pub exit: Exit,
}

/// How a command that could be carried out ends (H-026).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Exit {
    Success,
    /// Something that was asked about does not work.
    Failure,
    /// The store is damaged.
    Unsound,
    /// Something wants attention.
    Warnings,
}

impl Exit {
    /// The code of the process.
    pub fn code(self) -> u8 {
        match self {
            Self::Success => 0,
            Self::Failure => 1,
            Self::Unsound => 5,
            Self::Warnings => 6,
        }
    }
}
