//! How much may wait of what others sent us: in total, and from one pod (H-080, spec/federation.md
//! §3.2). The messages themselves are jobs in the store; this only counts them, and looks into the
//! store again when there seems to be no room.

use crate::base::Timestamp;
use crate::domain::Pod;
use crate::domain::Refused;
use crate::domain::queue;
use crate::model::JobId;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Messages that may wait.
const MESSAGES: usize = 2_000;
/// Bytes that waiting messages may have.
const BYTES: usize = 64 << 20;
/// Messages that may wait which name one pod as their sender's.
const MESSAGES_OF_POD: usize = 500;
/// Seconds between two looks into the store, which costs a walk through the queue.
const PAUSE: i64 = 5;

/// What waits, or waited when the store was looked into last.
#[derive(Default)]
pub(super) struct Backlog(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    counted: Option<Timestamp>,
    jobs: HashMap<JobId, Entry>,
    /// Messages on their way into the store.
    coming: Vec<Entry>,
}

/// One message's share. The pod is what the message claims, empty if that is unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pod: String,
    bytes: usize,
}

impl Backlog {
    /// Room for a message, or `None`. Give it to `enter` with the job, or to `cancel`.
    pub(super) async fn reserve(&self, store: &Pod, pod: &str, bytes: usize) -> Result<Option<Entry>, Refused> {
        let entry = Entry { pod: pod.to_owned(), bytes };
        let now = store.now();
        let counted = self.lock().counted;
        if counted.is_some() && self.add(&entry) {
            return Ok(Some(entry));
        }
        if counted.is_some_and(|at| now.since(at).abs() < PAUSE) {
            return Ok(None);
        }
        let waiting = store.read(|tx| -> Result<_, Refused> { Ok(queue::stored_messages(tx)?) }).await?;
        self.compare(waiting, now);
        Ok(self.add(&entry).then_some(entry))
    }

    /// The message is in the store.
    pub(super) fn enter(&self, job: JobId, entry: Entry) {
        self.cancel(&entry);
        self.lock().jobs.insert(job, entry);
    }

    /// The message did not get into the store.
    pub(super) fn cancel(&self, entry: &Entry) {
        let mut waiting = self.lock();
        if let Some(place) = waiting.coming.iter().position(|coming| coming == entry) {
            waiting.coming.swap_remove(place);
        }
    }

    fn add(&self, entry: &Entry) -> bool {
        let mut waiting = self.lock();
        let all = || waiting.jobs.values().chain(&waiting.coming);
        let full = all().count() >= MESSAGES
            || all().map(|entry| entry.bytes).sum::<usize>().saturating_add(entry.bytes) > BYTES
            || (!entry.pod.is_empty() && all().filter(|other| other.pod == entry.pod).count() >= MESSAGES_OF_POD);
        if !full {
            waiting.coming.push(entry.clone());
        }
        !full
    }

    /// Takes over what the store says.
    fn compare(&self, stored: Vec<(JobId, usize)>, now: Timestamp) {
        let mut waiting = self.lock();
        waiting.counted = Some(now);
        let mut known = std::mem::take(&mut waiting.jobs);
        let mut entry = |job, bytes| known.remove(&job).unwrap_or(Entry { pod: String::new(), bytes });
        waiting.jobs = stored.into_iter().map(|(job, bytes)| (job, entry(job, bytes))).collect();
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // H-080
    #[test]
    fn one_pod_cannot_take_all_the_room_and_room_comes_back() {
        let backlog = Backlog::default();
        let entry = |pod: &str, bytes| Entry { pod: pod.to_owned(), bytes };
        let mut stored = Vec::new();
        for job in 0..500 {
            assert!(backlog.add(&entry("loud.example", 1_000)));
            backlog.enter(JobId(job), entry("loud.example", 1_000));
            stored.push((JobId(job), 1_000));
        }
        assert!(!backlog.add(&entry("loud.example", 1_000)));
        assert!(!backlog.add(&entry("other.example", BYTES)));
        assert!(backlog.add(&entry("other.example", 1_000)));
        backlog.cancel(&entry("other.example", 1_000));
        stored.pop();
        backlog.compare(stored, Timestamp::from_seconds(0));
        assert!(backlog.add(&entry("loud.example", 1_000)));
        assert!(!backlog.add(&entry("loud.example", 1_000)));
    }
}
