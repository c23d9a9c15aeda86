//! Private keys that were opened a short while ago: opening one costs more than using it.

use crate::domain::Refused;
use crate::domain::Seal;
use crate::domain::accounts;
use crate::model::{Account, AccountId};
use crate::protocol::keys::PrivateKey;
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

/// Keys kept open.
const KEPT: usize = 32;

/// The last used keys, newest first. A key never changes, so none gets stale.
#[derive(Default)]
pub(super) struct Keyring(Mutex<VecDeque<(AccountId, PrivateKey)>>);

impl Keyring {
    /// The private key of an account. Not for async threads.
    pub(super) fn open(&self, account: &Account, seal: &Seal) -> Result<PrivateKey, Refused> {
        if let Some(known) = self.known(account.id) {
            return Ok(known);
        }
        let key = accounts::private_key(account, seal)?;
        let mut keys = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        keys.push_front((account.id, key.clone()));
        keys.truncate(KEPT);
        Ok(key)
    }

    fn known(&self, account: AccountId) -> Option<PrivateKey> {
        let mut keys = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let place = keys.iter().position(|(of, _)| *of == account)?;
        let found = keys.remove(place)?;
        let key = found.1.clone();
        keys.push_front(found);
        Some(key)
    }
}
