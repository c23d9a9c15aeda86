//! Hosts that gave no answer a short while ago: they are not asked again at once, so that a pod
//! that is away costs one time-out and not one for each message that names somebody there.

use crate::base::Timestamp;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Seconds a host is left alone after its first silence; each further one doubles them.
const FIRST: i64 = 60;
/// The longest time a host is left alone.
const LONGEST: i64 = 3600;
/// Hosts remembered.
const KEPT: usize = 5_000;

/// Until when, and how long that was.
#[derive(Default)]
pub(super) struct Silence(Mutex<HashMap<String, (Timestamp, i64)>>);

impl Silence {
    /// Whether a host is to be left alone now.
    pub(super) fn holds(&self, host: &str, now: Timestamp) -> bool {
        self.lock().get(host).is_some_and(|(until, _)| *until > now)
    }

    /// A host gave no answer.
    pub(super) fn begin(&self, host: &str, now: Timestamp) {
        let mut hosts = self.lock();
        if hosts.len() >= KEPT {
            hosts.retain(|_, (until, _)| *until > now);
        }
        let pause = hosts.get(host).map_or(FIRST, |(_, pause)| (pause * 2).min(LONGEST));
        if hosts.len() < KEPT {
            hosts.insert(host.to_owned(), (now.plus(pause), pause));
        }
    }

    /// A host answered.
    pub(super) fn end(&self, host: &str) {
        self.lock().remove(host);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, (Timestamp, i64)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // spec/federation.md §3.6: a host that is away is asked less and less often
    #[test]
    fn each_silence_is_longer_until_an_answer_comes() {
        let (silence, at) = (Silence::default(), Timestamp::from_seconds);
        assert!(!silence.holds("pod.example", at(0)));
        silence.begin("pod.example", at(0));
        assert!(silence.holds("pod.example", at(59)) && !silence.holds("pod.example", at(60)));
        silence.begin("pod.example", at(60));
        assert!(silence.holds("pod.example", at(179)) && !silence.holds("other.example", at(100)));
        silence.end("pod.example");
        silence.begin("pod.example", at(200));
        assert!(!silence.holds("pod.example", at(260)));
    }
}
