//! How the pod's certificate stands, for pages, commands and whoever asks how the pod is.
//!
//! Whoever looks after the certificate says it here, through [`super::Pod::set_certificate`];
//! nothing of it is stored. (spec/appliance.md H-046, H-048)

use crate::base::Timestamp;

/// The certificate by which people reach the pod over HTTPS.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Certificate {
    /// Whether the pod looks after it by itself.
    pub is_automatic: bool,
    /// The end of the one in force; nothing while there is none that somebody vouches for.
    pub until: Option<Timestamp>,
    /// SHA-256 of the one for first contact.
    pub fingerprint: Option<String>,
    /// Whether an authority is asked at this moment.
    pub is_asking: bool,
    /// What keeps the pod from getting a new one.
    pub trouble: Option<CertificateTrouble>,
    /// When the authority is asked next.
    pub next: Option<Timestamp>,
}

/// Why there is no new certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateTrouble {
    /// Ends the name of the sentence that says it: `certificate-fault-…`.
    pub name: &'static str,
    /// What the authority itself said; may be empty.
    pub detail: String,
    /// Since when.
    pub since: Option<Timestamp>,
    /// How much of the lifetime of the one in force is left.
    pub urgency: Urgency,
}

/// How soon somebody has to do something (H-048).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// There is time.
    Low,
    /// Less than a quarter of the lifetime is left.
    Raised,
    /// Less than an eighth is left, or there is none.
    High,
}

impl Certificate {
    /// Seconds until the one in force ends; negative if it has.
    pub fn seconds_left(&self, now: Timestamp) -> Option<i64> {
        self.until.map(|until| until.since(now))
    }
}
