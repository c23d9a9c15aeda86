//! What is left of a pod's store when the power goes at any moment, and what a pod does whose disk
//! refuses at any moment (spec/appliance.md §9, §18).
//!
//! A day of a small pod is recorded on a disk in memory. `SEEDPOD_CUTS` says at how many points of
//! it the power goes (500 by default), `SEEDPOD_FAULTS=all` that every request fails in every way.

mod disk;
mod workload;

use disk::{Disk, Fault, Told, advance, weather};
use seedpod::store::Database;
use std::io;
use workload::{HOME, Notes, STEPS, Step, Town, contents};

const CACHE: usize = 1 << 20;

/// How things stand before a step of the day, or after the last.
struct Moment {
    /// What the disk had been told.
    told: usize,
    /// What a reader of the store saw: everything that was acknowledged.
    contents: blake3::Hash,
    image: Vec<u8>,
    notes: Notes,
}

/// The day on a disk that does what it is told.
async fn recorded() -> (Vec<Told>, Vec<Moment>) {
    let disk = Disk::default();
    let mut town = Town::found(Database::on(disk.clone(), CACHE).unwrap()).await;
    let mut moments = Vec::new();
    let look = |town: &Town| Moment {
        told: disk.count(),
        contents: contents(town.pods.at(HOME).pod.database()),
        image: disk.image(),
        notes: town.notes.clone(),
    };
    for step in STEPS {
        moments.push(look(&town));
        town.act(*step).await.unwrap();
    }
    moments.push(look(&town));
    (disk.told(), moments)
}

/// Opens what is left, as the next start would, and tells what is in it.
fn left_in(image: Vec<u8>) -> Result<blake3::Hash, String> {
    let database = Database::on(Disk::holding(image), CACHE).map_err(|error| format!("does not open: {error}"))?;
    let report = database.check().map_err(|error| format!("cannot be checked: {error}"))?;
    if !report.is_clean() {
        return Err(format!("disagrees with itself: {:?}", report.faults));
    }
    Ok(contents(&database))
}

fn asked_for(name: &str, default: usize) -> usize {
    std::env::var(name).map_or(default, |value| value.parse().unwrap())
}

/// H-072, H-076, H-141: wherever the power goes, whatever of the unsynced it takes: the store opens
/// by itself, its indexes agree, and it holds exactly what the last sync or the one under way made
/// safe. Since nothing is acknowledged before its sync, nothing acknowledged is lost, jobs included.
#[tokio::test]
async fn the_power_may_go_at_any_write() {
    let (told, moments) = recorded().await;
    let begun = moments[0].told;
    let mut syncs: Vec<usize> = Vec::new();
    let mut image = Vec::new();
    advance(&mut image, &told, 0..begun);
    let (mut at, mut states) = (begun, vec![left_in(image.clone()).unwrap()]);
    for (number, _) in told.iter().enumerate().skip(begun).filter(|(_, one)| matches!(one, Told::Sync)) {
        advance(&mut image, &told, at..number + 1);
        at = number + 1;
        syncs.push(at);
        states.push(left_in(image.clone()).unwrap_or_else(|fault| panic!("after the sync {number}: {fault}")));
    }
    // `states[n]` is what the first `n` syncs made safe.
    let synced_by = |request: usize| syncs.partition_point(|sync| *sync <= request);
    for (number, moment) in moments.iter().enumerate() {
        assert_eq!(states[synced_by(moment.told)], moment.contents, "before step {number} something only seemed safe");
    }

    let points = asked_for("SEEDPOD_CUTS", 500);
    let length = told.len() - begun;
    let mut safe = Vec::new();
    advance(&mut safe, &told, 0..begun);
    let mut made_safe = begun;
    for point in 0..points {
        let cut = begun + point * length / points;
        let passed = synced_by(cut);
        let last = passed.checked_sub(1).map_or(begun, |last| syncs[last]);
        if last > made_safe {
            advance(&mut safe, &told, made_safe..last);
            made_safe = last;
        }
        let mut image = safe.clone();
        weather(&mut image, &told[last..cut], point as u64);
        let expected = [states[passed], states[(passed + 1).min(states.len() - 1)]];
        match left_in(image.clone()) {
            Ok(found) if expected.contains(&found) => {}
            Ok(_) => panic!("point {point}, before request {cut}: neither what was before nor what was to come"),
            Err(fault) => panic!("point {point}, before request {cut}: the store {fault}"),
        }
        if point % 100 == 7 {
            goes_on(image, moments[0].notes.clone()).await;
        }
    }
}

/// A pod on what is left does what waits and takes new posts.
async fn goes_on(image: Vec<u8>, notes: Notes) {
    let database = Database::on(Disk::holding(image), CACHE).unwrap();
    let mut town = Town::open(database, 1, notes).await;
    town.pods.settle().await;
    town.act(Step::Post(9)).await.unwrap();
    town.pods.settle().await;
    assert_eq!(town.waiting().await, 0, "a job does not end");
    town.pods.check().await;
}

/// H-072, H-142: whichever write or sync a disk refuses, and from then on all: what was asked for is
/// refused and says why, nothing acknowledged before is lost, pages can still be read, and the pod
/// goes on when the disk takes writes again.
#[tokio::test(start_paused = true)]
async fn a_disk_may_refuse_any_write() {
    let kinds = [io::ErrorKind::StorageFull, io::ErrorKind::Other, io::ErrorKind::ReadOnlyFilesystem];
    let (_, moments) = recorded().await;
    let all = std::env::var("SEEDPOD_FAULTS").is_ok_and(|value| value == "all");
    let mut failed = 0;
    for (number, step) in STEPS.iter().enumerate() {
        for (nth, kind) in kinds.into_iter().enumerate() {
            // In the short run each way of failing has its third of the requests.
            let (first, stride) = if all { (0, 1) } else { ((nth + number) % 3, 3) };
            for after in (first..).step_by(stride) {
                if !refuses(&moments[number], *step, Fault { after, kind }).await {
                    break;
                }
                failed += 1;
            }
        }
    }
    assert!(failed > 100, "only {failed} requests were refused");
}

/// Does a step while the disk fails; false if the step did not come so far.
async fn refuses(moment: &Moment, step: Step, fault: Fault) -> bool {
    let disk = Disk::holding(moment.image.clone());
    let mut town = Town::open(Database::on(disk.clone(), CACHE).unwrap(), 1, moment.notes.clone()).await;
    disk.fail(fault);
    let outcome = town.act(step).await;
    if !disk.has_failed() {
        assert!(outcome.is_ok(), "{step:?} without a fault: {outcome:?}");
        return false;
    }
    let told = format!("{step:?} with {fault:?}");
    if let Err(said) = &outcome {
        assert!(said.contains("store") || said.contains("disk") || said.contains("answered with 5"), "{told}: {said}");
    }
    // Pages are read on; writes are refused as long as the disk refuses.
    let seen = contents(town.pods.at(HOME).pod.database());
    let again = town.act(Step::Post(8)).await;
    assert!(again.is_err(), "{told}: a post was acknowledged that the disk did not take");
    if outcome.is_err() {
        assert_eq!(seen, moment.contents, "{told}: refused, but there");
    }
    drop(town);
    for (place, image) in [("disk", disk.image()), ("synced part of the disk", disk.synced())] {
        let found = left_in(image).unwrap_or_else(|why| panic!("{told}: the {place} {why}"));
        // A sync that fails may have made safe what it was for; then all of it is there.
        let is_job = matches!(step, Step::Jobs);
        assert!(is_job || outcome.is_err() || found != moment.contents, "{told}: acknowledged, but not on the {place}");
    }
    if fault.after % 10 == 3 {
        goes_on(disk.image(), moment.notes.clone()).await;
    }
    true
}
