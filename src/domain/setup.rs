//! The first visit: from an empty store to a pod with its first account (H-017 to H-019, H-021).
//!
//! Setup is open only to whoever has the one-time link. Its token lives in memory: a restart makes
//! a new one, and it ends when setup is complete.

use super::accounts::{self, NewAccount};
use super::error::Refused;
use super::instance::{self, NewInstance};
use super::pod::Cx;
use crate::base::{Entropy, EntropyExt, Timestamp};
use crate::model::{Account, Role};
use crate::store::WriteTx;

/// Seconds that a link stays good.
const LIFETIME: i64 = 24 * 3600;

/// The link's secret.
#[derive(Default)]
pub(super) struct SetupToken {
    current: Option<(String, Timestamp)>,
}

impl SetupToken {
    /// The token that is good now; a new one if the last has expired. 160 bits.
    pub(super) fn current(&mut self, now: Timestamp, entropy: &mut dyn Entropy) -> String {
        match &self.current {
            Some((token, made)) if now.since(*made) < LIFETIME => token.clone(),
            _ => {
                let token = entropy.hex::<20>();
                self.current = Some((token.clone(), now));
                token
            }
        }
    }

    /// Whether a token is the one that is good now.
    pub(super) fn fits(&self, now: Timestamp, token: &str) -> bool {
        self.current.as_ref().is_some_and(|(current, made)| {
            now.since(*made) < LIFETIME
                && aws_lc_rs::constant_time::verify_slices_are_equal(current.as_bytes(), token.as_bytes()).is_ok()
        })
    }
}

/// Makes the pod and its first account, an admin, in one step.
pub fn complete(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    pod: NewInstance,
    mut admin: NewAccount,
) -> Result<Account, Refused> {
    instance::create(tx, cx, pod)?;
    admin.role = Role::Admin;
    accounts::create(tx, cx, admin)
}
