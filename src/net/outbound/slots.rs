//! How many requests are under way at a time.

use super::WireError;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Requests at a time to one host, and in all. (H-138)
const PER_HOST: usize = 4;
const TOTAL: usize = 32;

/// How long a request waits for its turn.
const WAIT: Duration = Duration::from_secs(60);

/// Remembered hosts from which those without a request are dropped.
const HOSTS: usize = 128;

/// Turns at asking.
#[derive(Debug)]
pub(super) struct Slots {
    total: Arc<Semaphore>,
    hosts: Mutex<HashMap<String, Weak<Semaphore>>>,
}

/// One request's turn, over when dropped.
#[derive(Debug)]
pub(super) struct Slot {
    _host: OwnedSemaphorePermit,
    _total: OwnedSemaphorePermit,
}

impl Slots {
    pub(super) fn new() -> Self {
        Self { total: Arc::new(Semaphore::new(TOTAL)), hosts: Mutex::default() }
    }

    /// Waits for a turn at `host`. One slow host holds up nobody else: its queue is stood in
    /// before a place in the total is taken.
    pub(super) async fn enter(&self, host: &str) -> Result<Slot, WireError> {
        let (host, total) = (self.host(host), Arc::clone(&self.total));
        let turn = async {
            // Neither semaphore is ever closed.
            let host = host.acquire_owned().await.ok()?;
            Some(Slot { _host: host, _total: total.acquire_owned().await.ok()? })
        };
        tokio::time::timeout(WAIT, turn).await.ok().flatten().ok_or(WireError::Timeout)
    }

    fn host(&self, host: &str) -> Arc<Semaphore> {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = hosts.get(host).and_then(Weak::upgrade) {
            return known;
        }
        if hosts.len() >= HOSTS {
            hosts.retain(|_, semaphore| semaphore.strong_count() > 0);
        }
        let fresh = Arc::new(Semaphore::new(PER_HOST));
        hosts.insert(host.to_owned(), Arc::downgrade(&fresh));
        fresh
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // H-138
    #[tokio::test(start_paused = true)]
    async fn a_host_has_four_turns_and_all_together_have_thirty_two() {
        let slots = Slots::new();
        let mut held = Vec::new();
        for _ in 0..PER_HOST {
            held.push(slots.enter("slow.example").await.expect("a turn"));
        }
        assert_eq!(slots.enter("slow.example").await.err(), Some(WireError::Timeout));
        for index in 0..TOTAL - PER_HOST {
            held.push(slots.enter(&format!("{index}.example")).await.expect("a turn"));
        }
        assert_eq!(slots.enter("other.example").await.err(), Some(WireError::Timeout));
        held.pop();
        assert!(slots.enter("other.example").await.is_ok());
    }

    #[tokio::test]
    async fn hosts_without_a_request_are_forgotten() {
        let slots = Slots::new();
        for index in 0..10 * HOSTS {
            slots.enter(&format!("{index}.example")).await.expect("a turn");
        }
        assert!(slots.hosts.lock().expect("lock").len() <= HOSTS);
    }
}
