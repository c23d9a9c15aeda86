//! When the service is told, and what is remembered of it.

use super::{Outcome, Service};
use crate::base::{Clock, Timestamp};
use crate::config::{DynamicName, Means};
use crate::net::shelf::Shelf;
use serde::{Deserialize, Serialize};
use std::net::IpAddr;
use std::sync::Arc;

const MEMORY: &str = "dyndns.json";
/// Seconds that a service gets which asks for time.
const LATER: i64 = 1_800;
/// Seconds after which one that was not reached is tried again.
const AGAIN: i64 = 300;
/// Seconds after which an address is told again although it is the same: services forget names that
/// nobody cares for.
const REFRESH: i64 = 25 * 24 * 3_600;
/// Seconds after a refusal from which on a start of the program counts as somebody's change.
const MENDED: i64 = 3_600;

/// What was told and what came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// What the service knows.
    pub told: Option<Told>,
    /// What came of the last try, and when that was.
    pub last: Option<(Outcome, Timestamp)>,
    /// By which a change of the settings is seen.
    pub print: u32,
}

/// Addresses that the service took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    pub addresses: Vec<IpAddr>,
    pub at: Timestamp,
}

/// What is remembered, for those who only want to know.
pub fn remembered(shelf: &dyn Shelf) -> Progress {
    let kept = shelf.read(MEMORY).ok().flatten();
    // What cannot be read was never told.
    kept.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
}

/// Keeps one name at the pod's addresses.
pub struct Updater {
    name: String,
    service: Service,
    shelf: Arc<dyn Shelf>,
    clock: Arc<dyn Clock>,
    progress: Progress,
}

impl Updater {
    /// Reads what is remembered; asks nobody.
    pub fn open(settings: &DynamicName, service: Service, shelf: Arc<dyn Shelf>, clock: Arc<dyn Clock>) -> Self {
        let mut progress = remembered(&*shelf);
        let print = print(settings);
        if progress.print != print {
            progress = Progress { print, ..Progress::default() };
        }
        let is_mended = |at: Timestamp| clock.now().since(at) >= MENDED;
        if matches!(progress.last, Some((Outcome::Refused(_), at)) if is_mended(at)) {
            progress.last = None;
        }
        Self { name: settings.name.clone(), service, shelf, clock, progress }
    }

    /// Tells the service if there is something to tell and it may be told.
    pub async fn turn(&mut self, addresses: &[IpAddr]) {
        let now = self.clock.now();
        let wanted = self.service.wanted(addresses);
        if wanted.is_empty() || !self.is_due(&wanted, now) {
            return;
        }
        let outcome = self.service.tell(&self.name, &wanted).await;
        match &outcome {
            Outcome::Taken => {
                tracing::info!(name = self.name, addresses = ?wanted, "the name leads to the new address");
                self.progress.told = Some(Told { addresses: wanted, at: now });
            }
            other => tracing::warn!(name = self.name, outcome = %other, "the service does not keep the name"),
        }
        self.progress.last = Some((outcome, now));
        let bytes = serde_json::to_vec(&self.progress).unwrap_or_default();
        if let Err(error) = self.shelf.write(MEMORY, &bytes) {
            tracing::warn!(%error, "{MEMORY} cannot be written");
        }
    }

    fn is_due(&self, wanted: &[IpAddr], now: Timestamp) -> bool {
        let may = match &self.progress.last {
            None | Some((Outcome::Taken, _)) => true,
            Some((Outcome::Refused(_), _)) => false,
            Some((Outcome::Later(_), at)) => now.since(*at) >= LATER,
            Some((Outcome::Unreachable(_), at)) => now.since(*at) >= AGAIN,
        };
        let is_new = self.progress.told.as_ref();
        let is_new = is_new.is_none_or(|told| told.addresses != wanted || now.since(told.at) >= REFRESH);
        may && is_new
    }
}

/// A short print of the settings: enough to see a change, too little to guess a password by.
fn print(settings: &DynamicName) -> u32 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(settings.name.as_bytes());
    match &settings.means {
        Means::Http { url, user, password } => {
            for part in [url, user, password.expose()] {
                hasher.update(b"\0").update(part.as_bytes());
            }
        }
        Means::Program(path) => {
            hasher.update(path.as_os_str().as_encoded_bytes());
        }
    }
    let hash = hasher.finalize();
    hash.as_bytes().first_chunk().map_or(0, |bytes| u32::from_be_bytes(*bytes))
}

#[cfg(test)]
mod tests;
