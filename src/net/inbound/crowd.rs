//! How many requests are worked on at a time.

use super::ClientAddress;
use crate::config::Config;
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How long a request waits for its turn before it is sent away. (spec/appliance.md §17.2)
const WAIT: Duration = Duration::from_secs(30);

/// Requests waiting for each one worked on.
const QUEUE: usize = 4;

/// Senders who are waited for, for each request worked on; and from one address.
const SLOW: usize = 2;
pub(super) const SLOW_EACH: usize = 16;

/// The requests under way, in all and for each group that has its own limit.
#[derive(Debug)]
pub struct Crowd {
    turns: Arc<Semaphore>,
    slow: Arc<Semaphore>,
    waiting: AtomicUsize,
    longest_queue: usize,
    groups: Mutex<HashMap<String, usize>>,
}

/// A request's turn within its group, over when dropped.
#[derive(Debug)]
pub struct Place {
    crowd: Arc<Crowd>,
    group: String,
}

/// A place among those who are waited for, free again when dropped.
#[derive(Debug)]
pub(super) struct SlowPlace {
    _place: OwnedSemaphorePermit,
    _from_there: Option<Place>,
}

impl Crowd {
    /// At most `most` at a time, four times as many waiting.
    pub fn new(most: usize) -> Self {
        let (turns, slow) = (Arc::new(Semaphore::new(most)), Arc::new(Semaphore::new(most * SLOW)));
        Self { turns, slow, waiting: AtomicUsize::new(0), longest_queue: most * QUEUE, groups: Mutex::default() }
    }

    /// As configured.
    pub fn of(config: &Config) -> Self {
        Self::new(config.requests())
    }

    /// Waits for a turn; nothing if the queue is too long or too slow.
    pub(super) async fn enter(&self) -> Option<OwnedSemaphorePermit> {
        if let Ok(turn) = Arc::clone(&self.turns).try_acquire_owned() {
            return Some(turn);
        }
        let _waiting = Waiting::join(self)?;
        tokio::time::timeout(WAIT, Arc::clone(&self.turns).acquire_owned()).await.ok()?.ok()
    }

    /// A place for a sender who has to be waited for, if there is one. This machine, behind which
    /// may be everybody, is counted in all only.
    pub(super) fn sit(self: &Arc<Self>, client: ClientAddress) -> Option<SlowPlace> {
        let place = Arc::clone(&self.slow).try_acquire_owned().ok()?;
        let from_there = match client.is_loopback() {
            true => None,
            false => Some(self.enter_group(&format!("slow {}", client.household()), SLOW_EACH)?),
        };
        Some(SlowPlace { _place: place, _from_there: from_there })
    }

    /// A turn for one more request of a group (such as a sending pod), if fewer than `most` are
    /// under way. Only groups with a request under way take room.
    pub fn enter_group(self: &Arc<Self>, group: &str, most: usize) -> Option<Place> {
        let mut groups = self.groups.lock().unwrap_or_else(PoisonError::into_inner);
        let under_way = groups.entry(group.to_owned()).or_insert(0);
        if *under_way >= most {
            return None;
        }
        *under_way += 1;
        Some(Place { crowd: Arc::clone(self), group: group.to_owned() })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut groups = self.crowd.groups.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(under_way) = groups.get_mut(&self.group) {
            *under_way -= 1;
            if *under_way == 0 {
                groups.remove(&self.group);
            }
        }
    }
}

struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn join(crowd: &'a Crowd) -> Option<Self> {
        let before = crowd.waiting.fetch_add(1, Ordering::Relaxed);
        let joined = Self(&crowd.waiting);
        (before < crowd.longest_queue).then_some(joined)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;

    // spec/appliance.md §17.2
    #[tokio::test(start_paused = true)]
    async fn who_waits_too_long_or_finds_a_long_queue_is_sent_away() {
        let crowd = Arc::new(Crowd::new(1));
        let turn = crowd.enter().await.expect("free");
        assert!(crowd.enter().await.is_none(), "nobody left within 30 s");
        let mut queue: Vec<_> = (0..QUEUE).map(|_| Box::pin(crowd.enter())).collect();
        assert!(queue.iter_mut().all(|place| place.now_or_never().is_none()));
        assert!(crowd.enter().now_or_never().expect("at once").is_none(), "the queue is full");
        drop(turn);
        assert!(queue.remove(0).await.is_some());
    }

    #[test]
    fn a_group_has_its_own_limit_and_is_forgotten_when_empty() {
        let crowd = Arc::new(Crowd::new(8));
        let held: Vec<_> = (0..8).map(|_| crowd.enter_group("pod.example", 8).expect("a turn")).collect();
        assert!(crowd.enter_group("pod.example", 8).is_none());
        assert!(crowd.enter_group("other.example", 8).is_some());
        drop(held);
        assert!(crowd.enter_group("pod.example", 8).is_some());
        assert!(crowd.groups.lock().expect("lock").is_empty());
    }
}
