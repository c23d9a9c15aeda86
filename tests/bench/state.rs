//! Opens a state folder without serving it.

use seedpod::base::{Clock, Entropy, PodUrl, Timestamp};
use seedpod::domain::{KeyMaker, Parts, Pod, Seal};
use seedpod::protocol::keys::PrivateKey;
use seedpod::store::{Database, Media, write_whole};
use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// Bytes of the store's cache while the tool runs.
const CACHE: usize = 256 << 20;

/// The machine's clock.
pub(crate) struct Wall;

impl Clock for Wall {
    fn now(&self) -> Timestamp {
        #[expect(clippy::disallowed_methods, reason = "the tool is the outside that hands in the time")]
        let passed = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        Timestamp::from_seconds(passed.map_or(0, |passed| i64::try_from(passed.as_secs()).unwrap_or(i64::MAX)))
    }
}

/// The machine's randomness.
pub(crate) struct System;

impl Entropy for System {
    fn fill(&mut self, buffer: &mut [u8]) {
        aws_lc_rs::rand::fill(buffer).expect("the machine has randomness");
    }
}

/// Full-size keys.
pub(crate) struct Keys;

impl KeyMaker for Keys {
    fn make(&self) -> Option<PrivateKey> {
        PrivateKey::generate().ok()
    }
}

/// Opens or makes the store in a folder. Writes commit at once: there is one writer.
pub(crate) fn open(folder: &Path, url: &PodUrl) -> Result<Pod, Box<dyn Error>> {
    std::fs::create_dir_all(folder)?;
    let opened = Database::open(&folder.join("seedpod.redb"), CACHE, |_| {})?;
    Ok(Pod::open(Parts {
        url: url.clone(),
        federates: true,
        database: opened.database,
        media: Media::new(folder.join("media")),
        clock: Arc::new(Wall),
        entropy: Box::new(System),
        keys: Arc::new(Keys),
        seal: Seal::new(secret(&folder.join("secret.key"))?),
        gather: Duration::ZERO,
        hashes: 1,
        hash_memory: 19_456,
    }))
}

/// What `secret.key` holds; a new one if there is none.
fn secret(path: &Path) -> Result<[u8; 32], Box<dyn Error>> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(bytes.as_slice().try_into().map_err(|_| "secret.key has another length than expected")?),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let mut secret = [0; 32];
            System.fill(&mut secret);
            write_whole(path, &secret)?;
            Ok(secret)
        }
        Err(error) => Err(error.into()),
    }
}
