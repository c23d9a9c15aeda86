//! How much may wait of what others sent us: in total, and from one pod (H-080, spec/federation.md
//! §3.2). The messages themselves are jobs in the store; this only counts them.

use crate::domain::Pod;
use crate::domain::Refused;
use crate::domain::queue;
use crate::model::JobId;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use tokio::sync::OnceCell;

/// Messages that may wait.
const MESSAGES: usize = 2_000;
/// Bytes that waiting messages may have.
const BYTES: usize = 64 << 20;
/// Messages that may wait which name one pod as their sender's.
const MESSAGES_OF_POD: usize = 500;

/// What waits.
#[derive(Default)]
pub(super) struct Backlog {
    /// What the last process left is counted once.
    counted: OnceCell<()>,
    waiting: Mutex<Waiting>,
}

#[derive(Default)]
struct Waiting {
    jobs: HashMap<JobId, Entry>,
    messages: usize,
    bytes: usize,
    of_pod: HashMap<String, usize>,
}

/// One message's share. The pod is what the message claims, empty if that is unknown.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pod: String,
    bytes: usize,
}

impl Backlog {
    /// Counts what waits already.
    pub(super) async fn count(&self, pod: &Pod) -> Result<(), Refused> {
        let count = || async {
            for (job, bytes) in pod.read(|tx| -> Result<_, Refused> { Ok(queue::stored_messages(tx)?) }).await? {
                let entry = Entry { pod: String::new(), bytes };
                self.lock().add(&entry);
                self.enter(job, entry);
            }
            Ok(())
        };
        self.counted.get_or_try_init(count).await.copied()
    }

    /// Room for a message, or `None`. Give it to `enter` with the job, or to `cancel`.
    pub(super) fn reserve(&self, pod: &str, bytes: usize) -> Option<Entry> {
        let mut waiting = self.lock();
        let of_pod = waiting.of_pod.get(pod).copied().unwrap_or(0);
        let full = waiting.messages >= MESSAGES
            || waiting.bytes.saturating_add(bytes) > BYTES
            || (!pod.is_empty() && of_pod >= MESSAGES_OF_POD);
        if full {
            return None;
        }
        let entry = Entry { pod: pod.to_owned(), bytes };
        waiting.add(&entry);
        Some(entry)
    }

    /// The message is in the store.
    pub(super) fn enter(&self, job: JobId, entry: Entry) {
        self.lock().jobs.insert(job, entry);
    }

    /// The message did not get into the store.
    pub(super) fn cancel(&self, entry: &Entry) {
        self.lock().take(entry);
    }

    /// The job ended.
    pub(super) fn leave(&self, job: JobId) {
        let mut waiting = self.lock();
        if let Some(entry) = waiting.jobs.remove(&job) {
            waiting.take(&entry);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    fn add(&mut self, entry: &Entry) {
        self.messages += 1;
        self.bytes += entry.bytes;
        *self.of_pod.entry(entry.pod.clone()).or_default() += 1;
    }

    fn take(&mut self, entry: &Entry) {
        self.messages = self.messages.saturating_sub(1);
        self.bytes = self.bytes.saturating_sub(entry.bytes);
        if let Some(of_pod) = self.of_pod.get_mut(&entry.pod) {
            *of_pod -= 1;
            if *of_pod == 0 {
                self.of_pod.remove(&entry.pod);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // H-080
    #[test]
    fn one_pod_cannot_take_all_the_room_and_room_comes_back() {
        let backlog = Backlog::default();
        for job in 0..500 {
            let entry = backlog.reserve("loud.example", 1_000).unwrap();
            backlog.enter(JobId(job), entry);
        }
        assert!(backlog.reserve("loud.example", 1_000).is_none());
        assert!(backlog.reserve("other.example", BYTES).is_none());
        let entry = backlog.reserve("other.example", 1_000).unwrap();
        backlog.cancel(&entry);
        backlog.leave(JobId(7));
        assert!(backlog.reserve("loud.example", 1_000).is_some());
        assert_eq!(backlog.lock().messages, 500);
    }
}
