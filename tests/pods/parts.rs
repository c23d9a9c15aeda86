//! Clock, randomness and keys of tests.

use seedpod::base::{Clock, Entropy, PodUrl, Timestamp};
use seedpod::domain::{KeyMaker, Parts, Seal};
use seedpod::protocol::keys::PrivateKey;
use seedpod::store::{Database, Media};
use std::path::Path;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

/// A clock that stands still until it is moved. Begins at noon of 1 March 2026.
pub struct TestClock(AtomicI64);

impl Default for TestClock {
    fn default() -> Self {
        Self(AtomicI64::new(1_772_366_400))
    }
}

impl TestClock {
    pub fn advance(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::Relaxed);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_seconds(self.0.load(Ordering::Relaxed))
    }
}

/// Randomness that is the same in every run.
struct Seeded {
    seed: u64,
    count: u64,
}

impl Entropy for Seeded {
    fn fill(&mut self, buffer: &mut [u8]) {
        self.count += 1;
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.seed.to_le_bytes()).update(&self.count.to_le_bytes());
        hasher.finalize_xof().fill(buffer);
    }
}

/// The `index`th of a row of 2048-bit keys, made once for the whole run: making keys is slow.
pub fn key(index: usize) -> PrivateKey {
    static KEYS: OnceLock<Mutex<Vec<Vec<u8>>>> = OnceLock::new();
    let mut keys = KEYS.get_or_init(Mutex::default).lock().unwrap();
    while keys.len() <= index {
        let key = openssl::pkey::PKey::from_rsa(openssl::rsa::Rsa::generate(2048).unwrap()).unwrap();
        keys.push(key.private_key_to_pkcs8().unwrap());
    }
    PrivateKey::from_pkcs8_der(&keys[index]).unwrap()
}

/// Hands out keys that no other pod of the same test has.
struct RowOfKeys(AtomicUsize);

impl KeyMaker for RowOfKeys {
    fn make(&self) -> Option<PrivateKey> {
        Some(key(self.0.fetch_add(1, Ordering::Relaxed)))
    }
}

/// The parts of a pod on a store in memory.
pub fn pod_parts(url: &PodUrl, index: usize, clock: Arc<TestClock>, folder: &Path) -> Parts {
    Parts {
        url: url.clone(),
        federates: true,
        database: Database::in_memory().unwrap(),
        media: Media::new(folder.join("media")),
        clock,
        entropy: Box::new(Seeded { seed: index as u64 + 1, count: 0 }),
        keys: Arc::new(RowOfKeys(AtomicUsize::new(index * 8))),
        seal: Seal::new([u8::try_from(index).unwrap() + 1; 32]),
        gather: Duration::ZERO,
        patience: Duration::ZERO,
        hashes: 2,
        hash_memory: 64,
        renderings: 1 << 20,
    }
}

/// The same parts on another store and with other randomness.
pub fn upon(parts: Parts, database: Database, seed: usize) -> Parts {
    Parts { database, entropy: Box::new(Seeded { seed: seed as u64 + 1, count: 0 }), ..parts }
}

/// A store in a file.
pub fn file(path: &Path) -> Database {
    Database::open(path, 4 << 20, |_| {}).unwrap()
}
