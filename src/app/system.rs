//! The real clock, the real randomness, and real keys.

use crate::base::{Clock, Entropy, Timestamp};
use crate::domain::KeyMaker;
use crate::protocol::keys::PrivateKey;

/// The system's wall clock.
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is where time comes from")]
    fn now(&self) -> Timestamp {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        Timestamp::from_seconds(since.ok().and_then(|since| i64::try_from(since.as_secs()).ok()).unwrap_or(0))
    }
}

/// The system's randomness.
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&mut self, buffer: &mut [u8]) {
        aws_lc_rs::rand::fill(buffer).expect("the system gives randomness once it has started");
    }
}

/// Makes new key pairs.
pub(super) struct NewKeys;

impl KeyMaker for NewKeys {
    fn make(&self) -> Option<PrivateKey> {
        PrivateKey::generate().ok()
    }
}
