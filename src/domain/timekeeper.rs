//! The pod's time, and whether it can be believed: home machines start without knowing what time it
//! is (spec/appliance.md §10.4, H-088 to H-090).
//!
//! What was stored is the floor: it cannot have happened in the future. A clock below it, or one
//! that the machine itself does not trust yet, is not believed until another machine, whose
//! certificate was verified, says the same. Meanwhile the pod's time stays at the floor at least, so
//! that nothing ends too early and no list goes backwards.

use crate::base::{Clock, Timestamp};
use crate::store::{Database, ReadsExt, StoreError, WriteTx, tables};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Seconds by which the clock may be corrected without anybody noticing, and by which others may
/// differ from it.
const SLACK: i64 = 60;
/// Other machines whose time is remembered.
const WITNESSES: usize = 3;

/// Seconds after which the floor is written down anew, with whatever is stored then.
const NOTED: i64 = 60;
/// Where it is written down.
const STORED: &str = "stored";

/// The later of when the program was made, as far as its maker says, and when something was stored
/// last.
pub(super) fn floor(database: &Database) -> Timestamp {
    let built = option_env!("SOURCE_DATE_EPOCH").and_then(|text| text.parse().ok()).unwrap_or(0);
    let stored = database.read().and_then(|tx| tx.get(&tables::META, &STORED.to_owned())).ok().flatten();
    let stored = stored.and_then(|seconds| i64::try_from(seconds).ok()).unwrap_or(0);
    Timestamp::from_seconds(stored.max(built))
}

/// Writes the floor down with what is stored.
pub(super) fn note(tx: &mut WriteTx<'_>, at: Timestamp) -> Result<(), StoreError> {
    tx.set_meta(STORED, u64::try_from(at.seconds()).unwrap_or(0))
}

/// A clock that may be wrong, and what is known about it.
pub struct Timekeeper {
    clock: Arc<dyn Clock>,
    /// Seconds; nothing was stored later than this.
    floor: AtomicI64,
    /// The floor as it was written down last.
    noted: AtomicI64,
    /// The machine says that its clock was not set yet.
    is_doubted: AtomicBool,
    /// Another machine agreed, whatever this one says of itself.
    is_confirmed: AtomicBool,
    /// Host and the seconds by which its time is ahead of ours, oldest first.
    witnesses: Mutex<VecDeque<(String, i64)>>,
}

impl Timekeeper {
    /// Around a wall clock.
    pub fn new(clock: Arc<dyn Clock>, floor: Timestamp) -> Self {
        Self {
            clock,
            floor: AtomicI64::new(floor.seconds()),
            noted: AtomicI64::new(floor.seconds()),
            is_doubted: AtomicBool::new(false),
            is_confirmed: AtomicBool::new(false),
            witnesses: Mutex::default(),
        }
    }

    /// What the machine's clock shows, right or wrong.
    pub fn wall(&self) -> Timestamp {
        self.clock.now()
    }

    /// Whether the machine says that its clock was not set yet. Does not count once another machine
    /// agreed with it.
    pub fn doubt(&self, is_doubted: bool) {
        self.is_doubted.store(is_doubted, Ordering::Relaxed);
    }

    /// A machine whose certificate was verified says what time it is. When it agrees, the clock is
    /// believed from now on, even if what was stored says otherwise.
    pub fn hear(&self, host: &str, date: Timestamp) {
        let wall = self.wall();
        let ahead = date.since(wall);
        let mut witnesses = self.witnesses.lock().unwrap_or_else(PoisonError::into_inner);
        witnesses.retain(|(known, _)| known != host);
        if witnesses.len() == WITNESSES {
            witnesses.pop_front();
        }
        witnesses.push_back((host.to_owned(), ahead));
        if ahead.abs() <= SLACK {
            self.is_confirmed.store(true, Ordering::Relaxed);
            self.floor.fetch_min(wall.seconds(), Ordering::Relaxed);
        }
    }

    /// The last machines that were heard, with the seconds by which they are ahead of this one.
    pub fn witnesses(&self) -> Vec<(String, i64)> {
        self.witnesses.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// Something is stored as of now: nothing after it may be earlier.
    pub(super) fn stored(&self) {
        if self.is_trusted() {
            self.floor.fetch_max(self.wall().seconds(), Ordering::Relaxed);
        } else if self.floor.load(Ordering::Relaxed) > self.wall().seconds() {
            // Time stands still, and what is written one after another is still told apart.
            self.floor.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// The floor, if it is time to write it down. One that was believed wrongly is taken back.
    pub(super) fn to_note(&self) -> Option<Timestamp> {
        let floor = self.floor.load(Ordering::Relaxed);
        let noted = self.noted.load(Ordering::Relaxed);
        let is_time = floor - noted >= NOTED || floor < noted;
        (self.is_trusted() && is_time).then(|| {
            self.noted.store(floor, Ordering::Relaxed);
            Timestamp::from_seconds(floor)
        })
    }
}

impl Clock for Timekeeper {
    /// Never before the floor.
    fn now(&self) -> Timestamp {
        self.wall().max(Timestamp::from_seconds(self.floor.load(Ordering::Relaxed)))
    }

    fn is_trusted(&self) -> bool {
        let floor = Timestamp::from_seconds(self.floor.load(Ordering::Relaxed));
        let is_set = !self.is_doubted.load(Ordering::Relaxed) || self.is_confirmed.load(Ordering::Relaxed);
        is_set && floor.since(self.wall()) <= SLACK
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Watch(AtomicI64);

    impl Clock for Watch {
        fn now(&self) -> Timestamp {
            Timestamp::from_seconds(self.0.load(Ordering::Relaxed))
        }
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_seconds(seconds)
    }

    fn keeper(floor: i64, shows: i64) -> (Arc<Watch>, Timekeeper) {
        let watch = Arc::new(Watch(AtomicI64::new(shows)));
        (watch.clone(), Timekeeper::new(watch, at(floor)))
    }

    // H-088
    #[test]
    fn a_clock_before_what_was_stored_is_not_believed() {
        let (watch, keeper) = keeper(10_000, 5_000);
        assert!(!keeper.is_trusted());
        assert_eq!(keeper.now(), at(10_000));
        watch.0.store(9_940, Ordering::Relaxed);
        assert!(keeper.is_trusted(), "a minute is nothing");
        assert_eq!(keeper.now(), at(10_000));
        watch.0.store(10_001, Ordering::Relaxed);
        assert!(keeper.is_trusted());
        assert_eq!(keeper.now(), at(10_001));
    }

    // H-088, H-090: what the machine doubts is doubted until somebody else agrees.
    #[test]
    fn a_machine_that_doubts_itself_is_believed_once_another_agrees() {
        let (_, keeper) = keeper(0, 5_000);
        keeper.doubt(true);
        assert!(!keeper.is_trusted());
        keeper.hear("pod.example", at(5_061));
        assert!(!keeper.is_trusted());
        keeper.hear("pod.example", at(4_940));
        assert!(keeper.is_trusted());
        keeper.doubt(true);
        assert!(keeper.is_trusted(), "it was confirmed");
    }

    // H-090: a clock that had been far ahead comes back only when another machine says so.
    #[test]
    fn what_was_stored_in_the_future_is_forgotten_on_good_word() {
        let (watch, keeper) = keeper(0, 90_000);
        keeper.stored();
        watch.0.store(5_000, Ordering::Relaxed);
        assert!(!keeper.is_trusted());
        assert_eq!(keeper.now(), at(90_000));
        keeper.stored();
        keeper.stored();
        assert_eq!(keeper.now(), at(90_002), "the order of lists stays");
        keeper.hear("far.example", at(90_000));
        assert!(!keeper.is_trusted());
        keeper.hear("near.example", at(5_010));
        assert!(keeper.is_trusted());
        assert_eq!(keeper.now(), at(5_000));
    }

    // H-091
    #[test]
    fn the_last_three_that_were_heard_are_remembered() {
        let (_, keeper) = keeper(0, 1_000);
        for (host, date) in [("a", 1_000), ("b", 1_500), ("c", 900), ("b", 1_001), ("d", 1_002)] {
            keeper.hear(host, at(date));
        }
        let expected = [("c", -100), ("b", 1), ("d", 2)].map(|(host, ahead)| (host.to_owned(), ahead));
        assert_eq!(keeper.witnesses(), expected);
    }
}
