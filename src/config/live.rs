//! The configuration in force while the pod runs: the one it started with, and on top of it what
//! admins choose in the browser (spec/appliance.md §5.1, H-030).

use super::Config;
use std::sync::{Arc, PoisonError, RwLock};

/// Hands out the configuration in force. Each one is immutable; a change makes another.
#[derive(Debug)]
pub struct Live(RwLock<Arc<Config>>);

impl Live {
    /// Starts with a configuration.
    pub fn new(config: Arc<Config>) -> Self {
        Self(RwLock::new(config))
    }

    /// Starts with a configuration, to be shared.
    pub fn of(config: Config) -> Arc<Self> {
        Arc::new(Self::new(Arc::new(config)))
    }

    /// The one in force now.
    pub fn now(&self) -> Arc<Config> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes over what a reload read, as far as that needs no restart (H-033), and the values chosen
    /// in the browser, all of them; returns what is in force then.
    pub fn reload(&self, newer: &Config, values: &[(String, String)]) -> Arc<Config> {
        let mut current = self.0.write().unwrap_or_else(PoisonError::into_inner);
        *current = Arc::new(current.reloaded(newer).with_stored(values));
        current.clone()
    }

    /// Takes over the values chosen in the browser, all of them; returns what is in force then.
    pub fn choose(&self, values: &[(String, String)]) -> Arc<Config> {
        let mut current = self.0.write().unwrap_or_else(PoisonError::into_inner);
        *current = Arc::new(current.with_stored(values));
        current.clone()
    }
}
