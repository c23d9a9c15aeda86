//! What the pod did since its start, for whoever watches it (H-112).

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Things that are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Commits of the store.
    Commits,
    /// Commits that failed.
    CommitsFailed,
    /// Actions that shared these commits.
    Actions,
    /// Jobs that did what they were for.
    JobsDone,
    /// Jobs that failed and are tried again.
    JobsRetried,
    /// Jobs that were given up.
    JobsGivenUp,
    /// Messages of other pods whose content was taken in.
    ReceivedTaken,
    /// Messages of other pods that were stored to be looked at later.
    ReceivedStored,
    /// Messages of other pods that were not acceptable.
    ReceivedDropped,
    /// Messages of other pods for which there was no room.
    ReceivedBusy,
}

/// The counters; they begin at zero with every start.
#[derive(Debug, Default)]
pub struct Counts {
    numbers: [AtomicU64; 10],
    commit_micros: AtomicU64,
    longest_commit_micros: AtomicU64,
}

impl Counts {
    /// One more.
    pub fn note(&self, what: Count) {
        self.add(what, 1);
    }

    /// So many more.
    pub fn add(&self, what: Count, many: usize) {
        self.numbers[what as usize].fetch_add(many as u64, Ordering::Relaxed);
    }

    /// How many so far.
    pub fn get(&self, what: Count) -> u64 {
        self.numbers[what as usize].load(Ordering::Relaxed)
    }

    pub(super) fn committed(&self, took: Duration) {
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.commit_micros.fetch_add(micros, Ordering::Relaxed);
        self.longest_commit_micros.fetch_max(micros, Ordering::Relaxed);
    }

    /// Time that all commits took, and the longest of them.
    pub fn commit_times(&self) -> (Duration, Duration) {
        let of = |micros: &AtomicU64| Duration::from_micros(micros.load(Ordering::Relaxed));
        (of(&self.commit_micros), of(&self.longest_commit_micros))
    }
}
