//! One at a time for each of many things.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{Mutex as Slot, OwnedMutexGuard};

/// Who is at it. As many entries as there are turns taken or waited for.
pub(super) struct Turns<K>(Mutex<HashMap<K, Arc<Slot<()>>>>);

/// Ends when dropped.
pub(super) struct Turn(#[expect(dead_code, reason = "held for its drop")] OwnedMutexGuard<()>);

impl<K> Default for Turns<K> {
    fn default() -> Self {
        Self(Mutex::new(HashMap::new()))
    }
}

impl<K: Eq + Hash> Turns<K> {
    /// Waits for the turn.
    pub(super) async fn wait(&self, key: K) -> Turn {
        Turn(self.slot(key).lock_owned().await)
    }

    /// Takes the turn if nobody has it.
    pub(super) fn take(&self, key: K) -> Option<Turn> {
        self.slot(key).try_lock_owned().ok().map(Turn)
    }

    fn slot(&self, key: K) -> Arc<Slot<()>> {
        let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        slots.retain(|_, slot| Arc::strong_count(slot) > 1);
        slots.entry(key).or_default().clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_is_free_again_when_it_ends() {
        let turns = Turns::default();
        let first = turns.take("a");
        assert!(first.is_some() && turns.take("a").is_none() && turns.take("b").is_some());
        drop(first);
        assert!(turns.take("a").is_some());
    }
}
