//! The pod itself.

use super::Theme;
use crate::base::{PodUrl, Timestamp};
use serde::{Deserialize, Serialize};

/// What this pod is; one row, written by setup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instance {
    /// Permanent: every identifier of our people contains it.
    pub url: PodUrl,
    /// The family's name for their place.
    pub name: String,
    pub registration: Registration,
    pub created: Timestamp,
    /// Whether the network may see us; false on a home-network pod.
    pub federates: bool,
    pub policy: Policy,
}

/// Who may make an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Registration {
    Invitation,
    Open,
    /// Everybody, once an admin agreed.
    Approval,
    Closed,
}

/// What the settings in force decide for the rules. Written anew at every start and whenever a
/// setting changes, so it never outlives what said it (H-030).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// One sentence about the pod, for search engines and its front page.
    pub description: String,
    /// Name of the account to turn to; it also sends the welcome message. May be empty.
    pub contact: String,
    /// Where mail to whoever runs the pod goes. May be empty.
    pub email: String,
    /// Where the source of a changed program is. Empty: where it comes from.
    pub source_url: String,
    /// What is new. Empty: nothing is linked.
    pub changelog_url: String,
    /// Where to give money. Empty: nothing is linked.
    pub donate_url: String,
    /// Colours for visitors and new accounts.
    pub theme: Theme,
    /// Who has a stream of everything public from this pod.
    pub local_stream: Circle,
    /// Names that nobody may take.
    pub reserved_names: Vec<String>,
    /// Address of somebody whom new accounts share with at once. May be empty.
    pub autofollow: String,
    /// Subject and text of the message that greets new accounts.
    pub welcome: Option<Welcome>,
    /// Accounts that one invitation is good for; 0 where people may not invite.
    pub invitations: u32,
    /// Whether there is a page of people worth meeting.
    pub spotlight: bool,
    /// Where to suggest somebody for it. May be empty.
    pub spotlight_email: String,
    /// Whether there are terms.
    pub terms: bool,
    /// The law that the terms are under. May be empty.
    pub jurisdiction: String,
    /// The least age by the terms; 0 for none.
    pub minimum_age: u32,
    /// Which numbers everybody may know.
    pub counts: Counts,
    /// When unused accounts end; `None` for never.
    pub inactive: Option<Inactive>,
    /// Where weaknesses are reported. Empty: there is no such document.
    pub security_contact: String,
}

/// A part of the pod's people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Circle {
    Nobody,
    Admins,
    Moderators,
    Everyone,
}

/// The first message of a new account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Welcome {
    pub subject: String,
    /// `{name}` becomes the name of the account.
    pub text: String,
}

/// Numbers about the pod that everybody may know (W-015).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub users: bool,
    pub posts: bool,
    pub comments: bool,
}

/// How unused accounts end (spec/features.md §2.10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inactive {
    pub after_days: u32,
    pub warn_days: u32,
    /// Accounts flagged on one day.
    pub per_day: u32,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            description: String::new(),
            contact: String::new(),
            email: String::new(),
            source_url: String::new(),
            changelog_url: String::new(),
            donate_url: String::new(),
            theme: Theme::Auto,
            local_stream: Circle::Nobody,
            reserved_names: Vec::new(),
            autofollow: String::new(),
            welcome: None,
            invitations: 25,
            spotlight: false,
            spotlight_email: String::new(),
            terms: false,
            jurisdiction: String::new(),
            minimum_age: 0,
            counts: Counts::default(),
            inactive: None,
            security_contact: String::new(),
        }
    }
}

/// A setting that an admin chose in the browser, as text (spec/appliance.md §5.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredSetting {
    /// `section.key`.
    pub key: String,
    pub value: String,
}

/// A text of the pod itself: front page, terms, privacy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PodText {
    pub place: TextPlace,
    /// Markdown.
    pub text: String,
    pub updated: Timestamp,
}

/// Where a text of the pod stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TextPlace {
    Landing,
    Terms,
    Privacy,
}
