//! The store as a file: crashes, reopening, old and newer layouts, indexes against rows.

use crate::pods::{TestClock, pod_parts};
use futures_util::FutureExt;
use seedpod::base::{Clock, PodUrl};
use seedpod::domain::{Count, Cx, Parts, Pod, Refused};
use seedpod::model::{AccountId, Aspect, AspectId};
use seedpod::store::{Database, ReadsExt, StoreError, WriteTx, tables};
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A disk that loses everything that was not synced when the power goes.
#[derive(Clone, Debug, Default)]
struct Disk(Arc<Mutex<Platters>>);

#[derive(Debug, Default)]
struct Platters {
    now: Vec<u8>,
    synced: Vec<u8>,
}

impl Disk {
    /// What is left after the power went: what was synced.
    fn after_power_cut(&self) -> Self {
        let synced = self.0.lock().unwrap().synced.clone();
        Self(Arc::new(Mutex::new(Platters { now: synced.clone(), synced })))
    }
}

impl redb::StorageBackend for Disk {
    fn len(&self) -> io::Result<u64> {
        Ok(self.0.lock().unwrap().now.len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let platters = self.0.lock().unwrap();
        let start = usize::try_from(offset).unwrap();
        let bytes = platters.now.get(start..start + out.len()).ok_or(io::ErrorKind::UnexpectedEof)?;
        out.copy_from_slice(bytes);
        Ok(())
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        self.0.lock().unwrap().now.resize(usize::try_from(length).unwrap(), 0);
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        let mut platters = self.0.lock().unwrap();
        platters.synced = platters.now.clone();
        Ok(())
    }

    fn write(&self, offset: u64, bytes: &[u8]) -> io::Result<()> {
        let mut platters = self.0.lock().unwrap();
        let start = usize::try_from(offset).unwrap();
        platters.now[start..start + bytes.len()].copy_from_slice(bytes);
        Ok(())
    }
}

fn aspect(number: u64) -> Aspect {
    Aspect { account: AccountId(1), id: AspectId(number), name: format!("aspect {number}"), position: 0 }
}

fn pod_on(disk: &Disk) -> Pod {
    let url = PodUrl::parse("https://pod.test").unwrap();
    let parts = pod_parts(&url, 0, Arc::new(TestClock::default()), &std::env::temp_dir());
    Pod::open(Parts { database: Database::on(disk.clone(), 1 << 20).unwrap(), ..parts })
}

/// H-069, H-076: whatever was acknowledged is there after a power cut at that moment.
#[tokio::test]
async fn what_was_acknowledged_survives_a_power_cut() {
    let disk = Disk::default();
    let pod = pod_on(&disk);
    for number in 1..=30 {
        pod.write(move |tx, _| tx.put(&aspect(number)).map_err(Refused::from)).await.unwrap();
        let left = Database::on(disk.after_power_cut(), 1 << 20).unwrap();
        assert!(left.check().unwrap().is_clean());
        let rows = left.read().unwrap().list(&tables::ASPECTS, &(AccountId(1),), 100).unwrap();
        assert_eq!(rows.len() as u64, number);
    }
}

/// H-088: what was stored is remembered as the least that the clock must show, also after a start.
#[tokio::test]
async fn a_pod_knows_after_a_start_that_its_clock_went_back() {
    let disk = Disk::default();
    let at = |clock: &Arc<TestClock>, disk: &Disk| {
        let url = PodUrl::parse("https://pod.test").unwrap();
        let parts = pod_parts(&url, 0, clock.clone(), &std::env::temp_dir());
        Pod::open(Parts { database: Database::on(disk.clone(), 1 << 20).unwrap(), ..parts })
    };
    let clock = Arc::new(TestClock::default());
    let pod = at(&clock, &disk);
    pod.write(|tx, _| tx.put(&aspect(1)).map_err(Refused::from)).await.unwrap();
    let stored = pod.now();
    pod.close();
    clock.advance(-7 * 86_400);
    let disk = disk.after_power_cut();
    let pod = at(&clock, &disk);
    assert!(!pod.clock().is_trusted());
    assert_eq!(pod.now(), stored);
    // What is stored meanwhile does not make the wrong clock right.
    pod.write(|tx, _| tx.put(&aspect(2)).map_err(Refused::from)).await.unwrap();
    pod.close();
    let pod = at(&clock, &disk.after_power_cut());
    assert!(!pod.clock().is_trusted());
    clock.advance(7 * 86_400);
    assert!(pod.clock().is_trusted());
}

/// H-068: actions that share a commit succeed and fail alone; a failed one leaves nothing behind.
#[tokio::test]
async fn an_action_that_fails_leaves_nothing_although_others_share_its_commit() {
    let pod = pod_on(&Disk::default());
    let mut actions = Vec::new();
    for number in 1..=200u64 {
        let pod = pod.clone();
        actions.push(tokio::spawn(async move {
            let act = pod.write(move |tx, _| {
                tx.put(&aspect(number))?;
                match number % 3 {
                    0 => Err(Refused::NotFound),
                    1 if number % 2 == 0 => panic!("an action that breaks off"),
                    _ => Ok(()),
                }
            });
            (number, act.await.is_ok())
        }));
    }
    let mut kept = Vec::new();
    for action in actions {
        let (number, is_ok) = action.await.unwrap();
        if is_ok {
            kept.push(number);
        }
    }
    kept.sort_unstable();
    let rows = pod.read(|tx| tx.list(&tables::ASPECTS, &(AccountId(1),), 1000)).await.unwrap();
    let stored: Vec<u64> = rows.into_iter().map(|((_, id), _)| id.0).collect();
    assert_eq!(stored, kept);
    assert_eq!(kept.len(), 200 - 66 - 33);
    assert!(pod.database().check().unwrap().is_clean());
}

/// H-068, H-075: what no person waits for shares a commit with what comes within its patience, and
/// goes along as soon as somebody does wait.
#[tokio::test]
async fn what_nobody_waits_for_goes_along_with_what_somebody_waits_for() {
    let url = PodUrl::parse("https://pod.test").unwrap();
    let parts = pod_parts(&url, 0, Arc::new(TestClock::default()), &std::env::temp_dir());
    let database = Database::on(Disk::default(), 1 << 20).unwrap();
    let pod = Pod::open(Parts { database, patience: Duration::from_secs(3600), ..parts });
    let put = |number| move |tx: &mut WriteTx<'_>, _: &mut Cx<'_>| tx.put(&aspect(number)).map_err(Refused::from);
    pod.write_patiently(put(1)).await.unwrap();
    let mut patient: Vec<_> = (2..=20).map(|number| Box::pin(pod.write_patiently(put(number)))).collect();
    for write in &mut patient {
        assert!(write.now_or_never().is_none());
    }
    pod.write(put(21)).await.unwrap();
    for write in patient {
        write.await.unwrap();
    }
    assert_eq!(pod.counts().get(Count::Commits), 2);
    // A pod that closes does not sit its patience out, and loses nothing.
    let last = pod.write_patiently(put(22));
    let mut last = Box::pin(last);
    assert!((&mut last).now_or_never().is_none());
    pod.close();
    last.await.unwrap();
}

/// H-078: a file that is no store is refused and stays as it is.
#[test]
fn a_damaged_file_is_not_overwritten() {
    let folder = crate::pods::Folder::new();
    let path = folder.path().join("seedpod.redb");
    let garbage = b"this is not a store".repeat(1000);
    std::fs::write(&path, &garbage).unwrap();
    assert!(matches!(Database::open(&path, 1 << 20, |_| {}), Err(StoreError::Io(_))));
    assert_eq!(std::fs::read(&path).unwrap(), garbage);
}

/// A second process is told so.
#[test]
fn a_store_in_use_is_refused() {
    let folder = crate::pods::Folder::new();
    let path = folder.path().join("seedpod.redb");
    let first = Database::open(&path, 1 << 20, |_| {}).unwrap();
    assert!(matches!(Database::open(&path, 1 << 20, |_| {}), Err(StoreError::InUse)));
    drop(first);
    assert!(Database::open(&path, 1 << 20, |_| {}).is_ok());
}
