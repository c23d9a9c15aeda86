//! The state folder: what is in it, and opening it.

use super::doctor::look::is_card;
use super::error::AppError;
use super::notify;
use super::system::{NewKeys, SystemClock, SystemEntropy};
use crate::base::{EntropyExt, PodUrl, Timestamp};
use crate::config::{self, Config};
use crate::domain::{Parts, Pod, Seal, instance};
use crate::store::{Database, Media, StoreError, write_whole};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Memory of one password hash in KiB (H-127).
const HASH_MEMORY: u32 = 19_456;
/// How long the writer waits for company (H-068).
const GATHER: Duration = Duration::from_millis(5);
/// The least time between commits that no person waits for, if the store is on a memory card.
const PATIENCE_OF_CARDS: Duration = Duration::from_millis(500);

/// Opens or makes the state folder of a configuration. `planned` is the address that setup would
/// make permanent; a pod that is set up keeps its own, and a configuration that says another one
/// is refused.
pub fn open(config: &Config, planned: PodUrl) -> Result<Pod, AppError> {
    let folder = &config.paths().state;
    config::paths::prepare_state(folder).map_err(|error| AppError::Config(error.to_string()))?;
    let path = folder.join("seedpod.redb");
    let cache = usize::try_from(config.store_cache()).unwrap_or(32 << 20);
    let database = Database::open(&path, cache, |progress| {
        let percent = progress * 100.0;
        notify::status(&format!("repairing the store: {percent:.0} %"));
        tracing::warn!(percent, "repairing the store after an unclean stop");
    })?;
    let url = permanent(&database, config, planned)?;
    let seal = Seal::new(secret(&folder.join("secret.key"), &database)?);
    let parts = Parts {
        federates: config.federates() && config.url().is_some(),
        url,
        database,
        media: Media::new(folder.join("media")),
        clock: Arc::new(SystemClock),
        entropy: Box::new(SystemEntropy),
        keys: Arc::new(NewKeys),
        seal,
        gather: GATHER,
        patience: if is_card(folder) == Some(true) { PATIENCE_OF_CARDS } else { Duration::ZERO },
        hashes: usize::try_from(config::memory::limit() / (256 << 20)).unwrap_or(1).clamp(1, 8),
        hash_memory: HASH_MEMORY,
        renderings: usize::try_from(config::memory::renderings(config::memory::limit())).unwrap_or(1 << 20),
    };
    Ok(Pod::open(parts))
}

/// Gives unused space of a stopped pod's store back; true if there was any.
pub fn compact(config: &Config) -> Result<bool, AppError> {
    let path = config.paths().state.join("seedpod.redb");
    if !path.exists() {
        return Err(AppError::plain(format!("there is no store at {}", path.display())));
    }
    let mut database = Database::open(&path, 32 << 20, |_| {})?;
    Ok(database.compact()?)
}

fn permanent(database: &Database, config: &Config, planned: PodUrl) -> Result<PodUrl, AppError> {
    let Some(known) = instance::get(&database.read()?)? else { return Ok(planned) };
    match config.url() {
        Some(said) if said != known.url => Err(AppError::Config(format!(
            "this pod is {} and stays it; the configuration says {said}. Identifiers of its people contain the address, so it cannot change",
            known.url
        ))),
        _ => Ok(known.url),
    }
}

/// The key that seals private keys. A store that has accounts and lost its key must not get
/// another one.
fn secret(path: &Path, database: &Database) -> Result<[u8; 32], AppError> {
    match std::fs::read(path) {
        Ok(bytes) => {
            bytes.try_into().map_err(|_| AppError::Integrity(format!("{} is damaged: it has 32 bytes", path.display())))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            if instance::get(&database.read()?)?.is_some() {
                let text =
                    "is missing; without it the private keys of this pod cannot be read. Put it back from a backup";
                return Err(AppError::Integrity(format!("{} {text}", path.display())));
            }
            let key = SystemEntropy.bytes::<32>();
            write_whole(path, &key).map_err(|error| AppError::because("secret.key cannot be written", error))?;
            Ok(key)
        }
        Err(error) => Err(AppError::because(format!("{} cannot be read", path.display()), error)),
    }
}

/// A read and a write both work: what `readyz` and `READY=1` stand for (H-041, H-111).
pub(super) async fn works(pod: &Pod) -> Result<(), StoreError> {
    pod.read(|tx| instance::get(tx).map(|_| ())).await?;
    pod.write(|_, _| Ok::<(), StoreError>(())).await
}

/// The present moment, for messages.
pub(super) fn now() -> Timestamp {
    use crate::base::Clock;
    SystemClock.now()
}
