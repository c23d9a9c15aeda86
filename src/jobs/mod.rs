//! The runner: takes due jobs from the store, runs each one, and writes down how it ended.
//!
//! What a job does is `federation`'s and `domain`'s; here is only when and in what company. Jobs of
//! one lane (all deliveries to one pod, say) run one after the other in the order of the queue; at
//! most eight lanes run at the same time. A job that panics counts as failed, whatever it was. Jobs
//! may run twice: what they did is written before they are ticked off.
//!
//! Tests call [`run_due`] until it returns 0; the pod itself runs [`run_forever`].

mod archives;
mod daily;
mod forever;
mod mail;

pub use forever::run_forever;

use crate::base::{DiasporaId, Timestamp};
use crate::domain::Count;
use crate::domain::Pod;
use crate::domain::Refused;
use crate::domain::Room;
use crate::domain::admin;
use crate::domain::mails;
use crate::domain::migration;
use crate::domain::photos;
use crate::domain::queue::{self, Lane};
use crate::domain::retractions;
use crate::domain::welcome;
use crate::federation::Federation;
use crate::federation::Outcome;

use crate::model::{AccountId, Job, JobId, PersonId, PhotoId, Work};
use crate::net::mail::Post;
use futures_util::{FutureExt, StreamExt, stream};
use std::collections::HashSet;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

/// Lanes that run at the same time (spec/federation.md §3.6).
const LANES: usize = 8;
/// Jobs of one lane that are taken up at once.
const EACH: usize = 16;
/// Lanes that one pass of [`run_due`] walks.
const PASS: usize = 64;
/// Posts of a closed person removed in one commit.
const SLICE: usize = 50;
/// Seconds until large work looks for room on the disk again.
const ROOM_AFTER: i64 = 3600;
/// How long a lane rests when the store does not take what it did.
const REST: Duration = Duration::from_secs(1);

/// What the runner works with. Cheap to clone.
#[derive(Clone)]
pub struct Hands {
    pub federation: Federation,
    /// How mail goes out, if it does.
    pub post: Option<Arc<dyn Post>>,
}

impl Hands {
    fn pod(&self) -> &Pod {
        self.federation.pod()
    }
}

/// Runs what is due at `now`, once, and returns how many jobs it took up.
pub async fn run_due(hands: &Hands, now: Timestamp) -> usize {
    daily::run(hands.pod()).await;
    let due = due(hands.pod(), now, HashSet::new(), PASS).await;
    let lanes = stream::iter(due).map(|(_, jobs)| run_lane(hands, jobs, now)).buffer_unordered(LANES);
    lanes.fold(0, |sum, count| async move { sum + count }).await
}

async fn due(pod: &Pod, now: Timestamp, busy: HashSet<Lane>, lanes: usize) -> Vec<(Lane, Vec<Job>)> {
    let read = pod.read(move |tx| -> Result<_, Refused> { Ok(queue::due_lanes(tx, now, &busy, lanes, EACH)?) });
    read.await.unwrap_or_else(|error| {
        tracing::error!(%error, "the queue could not be read");
        Vec::new()
    })
}

/// Runs jobs one after the other. When one has to wait, those behind it wait as long, in one write.
async fn run_lane(hands: &Hands, jobs: Vec<Job>, now: Timestamp) -> usize {
    for (place, job) in jobs.iter().enumerate() {
        let now = hands.pod().now().max(now);
        let outcome = run(hands, job, now).await;
        let behind = jobs.iter().skip(place).map(|job| job.id).collect();
        let waits = matches!(outcome, Outcome::Wait(_));
        if let Err(error) = settle(hands.pod(), job, behind, outcome).await {
            tracing::error!(job = %job.id, %error, "the end of a job could not be written");
            tokio::time::sleep(REST).await;
        }
        if waits {
            break;
        }
    }
    jobs.len()
}

async fn run(hands: &Hands, job: &Job, now: Timestamp) -> Outcome {
    let (pod, federation) = (hands.pod(), &hands.federation);
    let work = async {
        match &job.work {
            Work::Clear { person } => clear(pod, *person).await,
            Work::Tidy => tidy(pod).await,
            Work::ForgetPhoto { photo } => forget_photo(pod, *photo).await,
            Work::Move { old } => hand_over(pod, *old).await,
            Work::Mail { letter } => mail::run(pod, hands.post.as_deref(), job, letter, now).await,
            Work::GatherNews { account } => {
                let account = *account;
                pod.write(move |tx, cx| -> Result<_, Refused> { Ok(mails::gather(tx, cx, account)?) }).await?;
                Ok(Outcome::Done)
            }
            Work::Greet { account, with } => greet(federation, *account, with).await,
            // Archives are large; they wait for room (H-080).
            Work::Export { .. } | Work::Import { .. } if pod.room() >= Room::Critical => {
                Ok(Outcome::Wait(now.plus(ROOM_AFTER)))
            }
            Work::Export { account, photos } => archives::export(pod, *account, *photos).await,
            Work::Import { account } => archives::import(federation, *account).await,
            _ => Ok(federation.run(job, now).await),
        }
    };
    match AssertUnwindSafe(work).catch_unwind().await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(error)) => {
            tracing::error!(job = %job.id, %error, "the store kept a job from being done");
            federation.broken(job, now)
        }
        Err(_) => {
            tracing::error!(job = %job.id, "a job panicked");
            federation.broken(job, now)
        }
    }
}

/// Finds the person that new accounts share with; one that cannot be found is let be.
async fn greet(federation: &Federation, account: AccountId, with: &DiasporaId) -> Result<Outcome, Refused> {
    if let Some(person) = federation.person(with).await {
        federation.pod().write(move |tx, cx| welcome::found(tx, cx, account, &person)).await?;
    }
    Ok(Outcome::Done)
}

/// Removes what a closed person left, in slices, so that others can write in between.
async fn clear(pod: &Pod, person: PersonId) -> Result<Outcome, Refused> {
    while !pod.write(move |tx, _| -> Result<_, Refused> { Ok(retractions::clear_person(tx, person, SLICE)?) }).await? {}
    Ok(Outcome::Done)
}

/// Removes what nobody needs any more.
async fn tidy(pod: &Pod) -> Result<Outcome, Refused> {
    pod.write(|tx, cx| -> Result<_, Refused> { Ok(admin::tidy::tidy(tx, cx)?) }).await?;
    Ok(Outcome::Done)
}

/// Pushes what has come due by the clock (spec/features.md §8.11): the pod calls it about every
/// minute.
pub async fn wake(pod: &Pod) {
    let now = pod.now();
    let woken = match pod.read(move |tx| -> Result<_, Refused> { Ok(admin::tidy::wakes(tx, now)?) }).await {
        Ok(true) => pod.write(|tx, cx| -> Result<(), Refused> { Ok(admin::tidy::wake(tx, cx)?) }).await,
        Ok(false) => Ok(()),
        Err(error) => Err(error),
    };
    if let Err(error) = woken {
        tracing::error!(%error, "what is to be done today could not be written");
    }
}

async fn forget_photo(pod: &Pod, photo: PhotoId) -> Result<Outcome, Refused> {
    pod.write(move |tx, _| -> Result<_, Refused> { Ok(photos::forget_waiting(tx, photo)?) }).await?;
    Ok(Outcome::Done)
}

/// Gives what somebody who moved left to their new identity, in slices.
async fn hand_over(pod: &Pod, old: PersonId) -> Result<Outcome, Refused> {
    while !pod.write(move |tx, _| -> Result<_, Refused> { Ok(migration::move_things(tx, old, SLICE)?) }).await? {}
    Ok(Outcome::Done)
}

/// Writes down how a job ended. `behind` are the job and those that wait behind it.
async fn settle(pod: &Pod, job: &Job, behind: Vec<JobId>, outcome: Outcome) -> Result<(), Refused> {
    let id = job.id;
    pod.counts().note(match outcome {
        Outcome::Done => Count::JobsDone,
        Outcome::Retry(_) | Outcome::Wait(_) => Count::JobsRetried,
        Outcome::GiveUp(_) => Count::JobsGivenUp,
    });
    if let Outcome::GiveUp(reason) = &outcome {
        tracing::info!(job = %id, work = job.work.name(), reason, "a job was given up");
    }
    let act = pod.write_patiently(move |tx, cx| -> Result<(), Refused> {
        match outcome {
            Outcome::Done => queue::finish(tx, id)?,
            Outcome::Retry(at) => queue::retry(tx, id, at, true)?,
            Outcome::Wait(at) => queue::postpone(tx, &behind, at)?,
            Outcome::GiveUp(_) => queue::give_up(tx, cx, id)?,
        }
        Ok(())
    });
    act.await
}

#[cfg(test)]
mod tests;
