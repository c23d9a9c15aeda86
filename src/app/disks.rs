//! Keeps an eye on the disks, and brings the store back after a write that failed
//! (spec/appliance.md §10.2).

use super::notify;
use crate::config::{Config, paths};
use crate::domain::{Pod, Room};
use crate::federation::Federation;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Time between two looks; they cost two system calls.
const EVERY: Duration = Duration::from_secs(5);
/// Bytes kept back on the disk of the state, given up when it is full, so that the store can be
/// closed in good order (H-081).
const RESERVE: u64 = 32 << 20;
/// Bytes of pictures of other pods that stay when the disk fills up (H-079).
const FLOOR: u64 = 16 << 20;

/// Looks at the disks again and again, at once after a write that failed.
pub(super) async fn watch(config: Arc<Config>, federation: Federation) {
    let pod = federation.pod().clone();
    loop {
        let (config, looker) = (Arc::clone(&config), federation.clone());
        if tokio::task::spawn_blocking(move || look(&config, &looker)).await.is_err() {
            tracing::error!("looking at the disks broke off");
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            () = pod.broken() => {}
        }
    }
}

fn look(config: &Config, federation: &Federation) {
    let (pod, places) = (federation.pod(), config.paths());
    let of_state = level(&places.state);
    if of_state.max(level(&places.cache)) > Room::Plenty {
        federation.shrink_cache(FLOOR);
    }
    let before = pod.room();
    // Whoever cannot be asked is not known to be full.
    keep_reserve(&places.state.join("reserve"), of_state);
    if pod.is_broken() && of_state < Room::Out {
        mend(pod);
    }
    let now = if pod.is_broken() { Room::Out } else { of_state };
    if now == before {
        return;
    }
    pod.set_room(now);
    match now {
        Room::Plenty => {
            tracing::info!("there is room on the disk again");
            notify::status("serving");
            pod.ring();
        }
        level => {
            tracing::warn!(level = level.name(), "the disk is getting full");
            notify::status(&format!("disk: {}", level.name()));
            pod.ring();
        }
    }
}

fn level(folder: &Path) -> Room {
    // The folder of the cache may vanish at any time; its disk does not.
    let folder = if folder.exists() { folder } else { folder.parent().unwrap_or(folder) };
    match (paths::free_space(folder), paths::disk_size(folder)) {
        (Ok(free), Ok(size)) => Room::of(free, size),
        _ => Room::Plenty,
    }
}

fn mend(pod: &Pod) {
    match pod.mend() {
        Ok(()) => tracing::warn!("the store was opened anew after a failed write; nothing acknowledged is lost"),
        Err(error) => tracing::error!(%error, "the store cannot be opened anew; the next try is in a moment"),
    }
}

/// Makes the reserve when there is room for it and gives it up when there is none.
fn keep_reserve(file: &PathBuf, level: Room) {
    let kept = match (level, file.exists()) {
        (Room::Out, true) => std::fs::remove_file(file),
        (Room::Plenty | Room::Low, false) => reserve(file),
        _ => Ok(()),
    };
    if let Err(error) = kept {
        tracing::warn!(%error, "the reserve on the disk cannot be kept");
    }
}

fn reserve(file: &PathBuf) -> std::io::Result<()> {
    let opened = std::fs::File::create_new(file)?;
    let kept = rustix::fs::fallocate(&opened, rustix::fs::FallocateFlags::empty(), 0, RESERVE);
    kept.map_err(|error| {
        // Half a reserve would be taken for a whole one.
        let _ = std::fs::remove_file(file);
        error.into()
    })
}
