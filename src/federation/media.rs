//! Pictures, sounds and films of other pods, shown under our own address (H-092, H-122, H-126).
//!
//! Only addresses that this pod made are answered: each carries a tag that nobody else can make, so
//! strangers cannot use the pod as their proxy. What comes is judged by its bytes alone. The cache
//! folder belongs to this module; every file in it may vanish at any time.
//!
//! ```text
//! <cache folder>/<tag>     32 bytes BLAKE3 of what follows, then the file as it came
//! ```

use super::turns::Turns;
use super::{Federation, inbound};
use crate::base::Timestamp;
use crate::domain::Room;
use crate::domain::photos;
use crate::domain::views::address;
use crate::net::inbound::reply;
use crate::net::outbound::WireRequest;
use bytes::Bytes;
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::Semaphore;
use warp::reply::Response;

/// Bytes of one file (H-138).
const MOST: usize = 10 << 20;
/// Files fetched at the same time.
const FETCHES: usize = 6;
/// Seconds before a file that could not be had is asked for again.
const FAILURE_MEMORY: i64 = 600;
/// Failures remembered.
const FAILURES: usize = 1_000;
/// Seconds that a browser may keep a file.
const KEEP: u32 = 30 * 24 * 3600;
const HASH: usize = blake3::OUT_LEN;

/// Answers `/remote/{tag}/{address}`.
pub(super) async fn answer(federation: &Federation, tag: String, encoded: String) -> Response {
    let Some(url) = address::open_remote(&federation.pod().seal(), &tag, &encoded) else {
        return inbound::not_found();
    };
    match file(federation, tag, url).await {
        Some((bytes, media_type)) => reply::media(media_type, bytes, reply::Cache::Private(KEEP)),
        None => inbound::not_found(),
    }
}

async fn file(federation: &Federation, tag: String, url: String) -> Option<(Bytes, &'static str)> {
    if let Some(known) = kept(federation, &tag).await {
        return Some(known);
    }
    let media = &federation.inner.media;
    let _turn = media.turns.wait(tag.clone()).await;
    if let Some(known) = kept(federation, &tag).await {
        return Some(known);
    }
    if media.failed_lately(&tag, federation.pod().now()) {
        return None;
    }
    let found = fetch(federation, url).await;
    match &found {
        Some((bytes, _)) => keep(federation, tag, bytes.clone()).await,
        None => media.note_failure(tag, federation.pod().now()),
    }
    found
}

async fn fetch(federation: &Federation, url: String) -> Option<(Bytes, &'static str)> {
    let _place = federation.inner.media.fetches.acquire().await.ok()?;
    let request = WireRequest::media(url, MOST).header("accept", "image/*,video/*,audio/*");
    let response = federation.wire().send(request).await.ok().filter(|response| response.is_success())?;
    let media_type = photos::media_type(&response.body)?;
    Some((response.body, media_type))
}

async fn kept(federation: &Federation, tag: &str) -> Option<(Bytes, &'static str)> {
    let (keeper, tag) = (federation.clone(), tag.to_owned());
    tokio::task::spawn_blocking(move || {
        let bytes = keeper.inner.media.get(&tag)?;
        let media_type = photos::media_type(&bytes)?;
        Some((bytes, media_type))
    })
    .await
    .ok()
    .flatten()
}

async fn keep(federation: &Federation, tag: String, bytes: Bytes) {
    if federation.pod().room() > Room::Plenty {
        return;
    }
    let keeper = federation.clone();
    // A file that could not be kept is fetched again.
    let _ = tokio::task::spawn_blocking(move || keeper.inner.media.put(&tag, &bytes)).await;
}

/// Files in a folder, forgotten in the order of their last use.
pub(super) struct Cache {
    folder: Option<PathBuf>,
    most: AtomicU64,
    index: Mutex<Index>,
    turns: Turns<String>,
    fetches: Semaphore,
}

#[derive(Default)]
struct Index {
    is_read: bool,
    /// Size and last use of each file.
    files: HashMap<String, (u64, u64)>,
    by_use: BTreeMap<u64, String>,
    bytes: u64,
    uses: u64,
    failures: HashMap<String, Timestamp>,
}

impl Cache {
    /// Uses a folder and as many bytes of it, or keeps nothing (H-094).
    pub(super) fn new(cache: Option<(PathBuf, u64)>) -> Self {
        let (folder, most) = cache.filter(|(_, most)| *most > 0).unzip();
        Self {
            folder,
            most: AtomicU64::new(most.unwrap_or(0)),
            index: Mutex::new(Index::default()),
            turns: Turns::default(),
            fetches: Semaphore::new(FETCHES),
        }
    }

    fn get(&self, tag: &str) -> Option<Bytes> {
        let path = self.folder.as_ref()?.join(tag);
        let mut file = Bytes::from(std::fs::read(&path).ok()?);
        if file.len() < HASH || blake3::hash(file.get(HASH..)?).as_bytes() != file.split_to(HASH).as_ref() {
            let _ = std::fs::remove_file(&path);
            self.index().forget(tag);
            return None;
        }
        let size = u64::try_from(file.len() + HASH).unwrap_or(u64::MAX);
        self.index().used(tag, size);
        Some(file)
    }

    fn put(&self, tag: &str, bytes: &[u8]) {
        let Some(folder) = &self.folder else { return };
        let size = u64::try_from(bytes.len() + HASH).unwrap_or(u64::MAX);
        if size > self.most.load(Ordering::Relaxed) || std::fs::create_dir_all(folder).is_err() {
            return;
        }
        let path = folder.join(tag);
        let unfinished = folder.join(format!("{tag}.new"));
        let whole = [blake3::hash(bytes).as_bytes().as_slice(), bytes].concat();
        if std::fs::write(&unfinished, whole).and_then(|()| std::fs::rename(&unfinished, &path)).is_err() {
            let _ = std::fs::remove_file(&unfinished);
            return;
        }
        self.index().used(tag, size);
        self.shrink(self.most.load(Ordering::Relaxed));
    }

    /// Removes files, those longest unused first, until the rest is no larger than so many bytes.
    pub(super) fn shrink(&self, most: u64) {
        let Some(folder) = &self.folder else { return };
        let mut index = self.index();
        while index.bytes > most {
            let Some(oldest) = index.by_use.values().next().cloned() else { break };
            index.forget(&oldest);
            let _ = std::fs::remove_file(folder.join(oldest));
        }
    }

    /// From now on no more than so many bytes are kept.
    pub(super) fn limit(&self, most: u64) {
        self.most.store(most, Ordering::Relaxed);
        self.shrink(most);
    }

    /// Bytes and files kept at present.
    pub(super) fn size(&self) -> (u64, usize) {
        let index = self.index();
        (index.bytes, index.files.len())
    }

    fn failed_lately(&self, tag: &str, now: Timestamp) -> bool {
        self.lock().failures.get(tag).is_some_and(|at| now.since(*at) < FAILURE_MEMORY)
    }

    fn note_failure(&self, tag: String, now: Timestamp) {
        let mut index = self.lock();
        if index.failures.len() >= FAILURES {
            index.failures.clear();
        }
        index.failures.insert(tag, now);
    }

    /// The index, after a first look at what the last process left.
    fn index(&self) -> MutexGuard<'_, Index> {
        let mut index = self.lock();
        if !index.is_read {
            index.is_read = true;
            for (name, size) in self.left_behind() {
                index.used(&name, size);
            }
        }
        index
    }

    /// Files in the folder, the longest untouched first; unfinished ones go.
    fn left_behind(&self) -> Vec<(String, u64)> {
        let Some(entries) = self.folder.as_ref().and_then(|folder| std::fs::read_dir(folder).ok()) else {
            return Vec::new();
        };
        let mut files = Vec::new();
        for entry in entries.flatten() {
            let (Ok(name), Ok(metadata)) = (entry.file_name().into_string(), entry.metadata()) else { continue };
            if name.ends_with(".new") {
                let _ = std::fs::remove_file(entry.path());
            } else if metadata.is_file() {
                files.push((metadata.modified().ok(), name, metadata.len()));
            }
        }
        files.sort();
        files.into_iter().map(|(_, name, size)| (name, size)).collect()
    }

    fn lock(&self) -> MutexGuard<'_, Index> {
        self.index.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Index {
    fn used(&mut self, tag: &str, size: u64) {
        self.forget(tag);
        self.uses += 1;
        self.files.insert(tag.to_owned(), (size, self.uses));
        self.by_use.insert(self.uses, tag.to_owned());
        self.bytes += size;
    }

    fn forget(&mut self, tag: &str) {
        if let Some((size, used)) = self.files.remove(tag) {
            self.by_use.remove(&used);
            self.bytes = self.bytes.saturating_sub(size);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("seedpod-media-{name}-{}", std::process::id()));
            let _ = std::fs::remove_dir_all(&path);
            Self(path)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    // H-092
    #[test]
    fn the_cache_stays_below_its_size_and_keeps_what_is_used() {
        let folder = Folder::new("size");
        let cache = Cache::new(Some((folder.0.clone(), 3 * 132)));
        for tag in ["a", "b", "c"] {
            cache.put(tag, &[7; 100]);
        }
        assert!(cache.get("a").is_some());
        cache.put("d", &[8; 100]);
        assert!(cache.get("b").is_none() && cache.get("a").is_some() && cache.get("d").is_some());
        cache.put("large", &[0; 1000]);
        assert!(cache.get("large").is_none() && cache.get("c").is_some());
        // Another process counts what is there.
        let again = Cache::new(Some((folder.0.clone(), 3 * 132)));
        again.put("e", &[9; 100]);
        assert_eq!(std::fs::read_dir(&folder.0).unwrap().count(), 3);
    }

    #[test]
    fn a_damaged_or_vanished_file_is_as_if_it_had_never_been() {
        let folder = Folder::new("damage");
        let cache = Cache::new(Some((folder.0.clone(), 10_000)));
        cache.put("a", b"GIF89a and more");
        assert_eq!(cache.get("a").as_deref(), Some(&b"GIF89a and more"[..]));
        std::fs::write(folder.0.join("a"), b"cut").unwrap();
        assert!(cache.get("a").is_none());
        assert!(!folder.0.join("a").exists());
        assert!(Cache::new(None).get("a").is_none());
    }
}
