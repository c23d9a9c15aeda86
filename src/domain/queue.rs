//! Work to be done later and messages on their way, written in the same commit as what caused
//! them. The `jobs` layer runs what stands here.

use super::pod::Cx;
use crate::base::{DiasporaId, Guid, PodUrl, Timestamp};
use crate::model::{
    Account, Instance, Job, JobId, Lookup, LookupState, Outgoing, OutgoingId, Recipients, RemotePod, Target, Work,
};
use crate::protocol::entities::Entity;
use crate::protocol::xml;
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};

/// Seconds before an address that could not be found is asked for again.
const FAILURE_MEMORY: i64 = 15 * 60;
/// Seconds of silence after which a pod gets no new messages (spec/federation.md §3.7).
pub const GONE_AFTER: i64 = 14 * 24 * 3600;

/// Puts a piece of work in the queue, due at once.
pub fn push(tx: &mut WriteTx<'_>, cx: &Cx<'_>, work: Work) -> Result<JobId, StoreError> {
    push_at(tx, cx.now, work)
}

/// Puts a piece of work in the queue for a later moment.
pub fn push_at(tx: &mut WriteTx<'_>, due: Timestamp, work: Work) -> Result<JobId, StoreError> {
    let id = JobId(tx.next("job")?);
    tx.put(&Job { id, due, failures: 0, work })?;
    Ok(id)
}

/// Sends an entity: the account signs, the recipients get it. Nothing happens on a pod that does
/// not federate, or without recipients.
pub fn send(
    tx: &mut WriteTx<'_>,
    cx: &Cx<'_>,
    signer: &Account,
    entity: &Entity,
    recipients: Recipients,
) -> Result<(), StoreError> {
    send_payload(tx, cx, signer, entity.name(), xml::write(entity), recipients)
}

/// Sends a payload that is written already, such as a relayable that must not change by a byte.
pub fn send_payload(
    tx: &mut WriteTx<'_>,
    cx: &Cx<'_>,
    signer: &Account,
    entity: &str,
    payload: String,
    recipients: Recipients,
) -> Result<(), StoreError> {
    let nobody = match &recipients {
        Recipients::Pods(pods) => pods.is_empty(),
        Recipients::People(people) => people.is_empty(),
    };
    if nobody || !tx.record::<Instance>(&())?.is_some_and(|instance| instance.federates) {
        return Ok(());
    }
    let id = OutgoingId(tx.next("outgoing")?);
    tx.put(&Outgoing {
        id,
        entity: entity.to_owned(),
        payload,
        signer: signer.id,
        recipients,
        envelope: None,
        left: 0,
    })?;
    push(tx, cx, Work::Dispatch { outgoing: id })?;
    Ok(())
}

/// The first `limit` jobs due at `now`, oldest first.
pub fn due(tx: &(impl Reads + ?Sized), now: Timestamp, limit: usize) -> Result<Vec<Job>, StoreError> {
    let until = (now.plus(1), JobId(0));
    let rows = tx.range(&tables::JOBS_DUE, &(Timestamp::from_seconds(i64::MIN), JobId(0)), Some(&until), limit)?;
    let mut jobs = Vec::with_capacity(rows.len());
    for ((_, id), ()) in rows {
        jobs.extend(tx.record::<Job>(&id)?);
    }
    Ok(jobs)
}

/// The moment the next job is due.
pub fn next_due(tx: &(impl Reads + ?Sized)) -> Result<Option<Timestamp>, StoreError> {
    Ok(tx.list(&tables::JOBS_DUE, &(), 1)?.first().map(|((due, _), ())| *due))
}

/// A job is done or given up; an outgoing message without deliveries left is forgotten.
pub fn finish(tx: &mut WriteTx<'_>, job: JobId) -> Result<(), StoreError> {
    let Some(job) = tx.delete::<Job>(&job)? else { return Ok(()) };
    if let Work::Deliver { outgoing, .. } = job.work
        && let Some(mut message) = tx.record::<Outgoing>(&outgoing)?
    {
        message.left = message.left.saturating_sub(1);
        if message.left == 0 {
            tx.delete::<Outgoing>(&outgoing)?;
        } else {
            tx.put(&message)?;
        }
    }
    Ok(())
}

/// A job is to be tried again; `failed` counts it as a failure.
pub fn retry(tx: &mut WriteTx<'_>, job: JobId, due: Timestamp, failed: bool) -> Result<(), StoreError> {
    if let Some(mut job) = tx.record::<Job>(&job)? {
        job.due = due;
        job.failures += u32::from(failed);
        tx.put(&job)?;
    }
    Ok(())
}

/// Turns a signed message into its deliveries, in one step with the end of the dispatch job.
/// Running twice makes no second delivery: the job is gone with the first.
pub fn dispatch(
    tx: &mut WriteTx<'_>,
    cx: &Cx<'_>,
    job: JobId,
    id: OutgoingId,
    envelope: String,
) -> Result<(), StoreError> {
    if tx.record::<Job>(&job)?.is_none() {
        return Ok(());
    }
    let Some(mut message) = tx.record::<Outgoing>(&id)? else { return finish(tx, job) };
    let targets: Vec<Target> = match &message.recipients {
        Recipients::Pods(pods) => pods.iter().cloned().map(Target::Pod).collect(),
        Recipients::People(people) => people.iter().copied().map(Target::Person).collect(),
    };
    message.left = u32::try_from(targets.len()).unwrap_or(u32::MAX);
    message.envelope = Some(envelope);
    tx.put(&message)?;
    for target in targets {
        push(tx, cx, Work::Deliver { outgoing: id, target })?;
    }
    finish(tx, job)
}

/// What we know of a pod; a new row for one we never met.
pub fn pod(tx: &(impl Reads + ?Sized), url: &PodUrl, now: Timestamp) -> Result<RemotePod, StoreError> {
    let known = tx.record::<RemotePod>(url)?;
    Ok(known.unwrap_or_else(|| RemotePod {
        url: url.clone(),
        offline_since: None,
        hold_until: None,
        last_failure: String::new(),
        blocked: false,
        first_seen: now,
    }))
}

/// A pod answered, or a message from it came: it is alive.
pub fn pod_alive(tx: &mut WriteTx<'_>, now: Timestamp, url: &PodUrl) -> Result<(), StoreError> {
    let mut pod = pod(tx, url, now)?;
    pod.offline_since = None;
    pod.hold_until = None;
    pod.last_failure.clear();
    tx.put(&pod)?;
    Ok(())
}

/// A pod could not be reached. With `hold`, everything else for it waits as well, so that messages
/// keep their order (F-131).
pub fn pod_failed(
    tx: &mut WriteTx<'_>,
    now: Timestamp,
    url: &PodUrl,
    why: &str,
    hold: Option<Timestamp>,
) -> Result<(), StoreError> {
    let mut pod = pod(tx, url, now)?;
    pod.offline_since.get_or_insert(now);
    pod.hold_until = hold;
    pod.last_failure = why.chars().take(200).collect();
    tx.put(&pod)?;
    Ok(())
}

/// Has an address looked for, unless it is being looked for or was not found a short while ago.
pub fn discover(tx: &mut WriteTx<'_>, cx: &Cx<'_>, id: &DiasporaId) -> Result<(), StoreError> {
    let known = tx.record::<Lookup>(id)?;
    if known.is_some_and(|lookup| lookup.state == LookupState::Looking || cx.now.since(lookup.at) < FAILURE_MEMORY) {
        return Ok(());
    }
    tx.put(&Lookup { id: id.clone(), state: LookupState::Looking, at: cx.now })?;
    push(tx, cx, Work::Discover { id: id.clone() })?;
    Ok(())
}

/// Remembers how a look-up ended: with `None` well, the row is removed.
pub fn looked_up(
    tx: &mut WriteTx<'_>,
    now: Timestamp,
    id: &DiasporaId,
    failure: Option<&str>,
) -> Result<(), StoreError> {
    match failure {
        None => tx.delete::<Lookup>(id).map(|_| ()),
        Some(why) => {
            tx.put(&Lookup { id: id.clone(), state: LookupState::Failed(why.to_owned()), at: now }).map(|_| ())
        }
    }
}

/// Whether an address was not found a short while ago, and why.
pub fn lookup_failed(
    tx: &(impl Reads + ?Sized),
    now: Timestamp,
    id: &DiasporaId,
) -> Result<Option<String>, StoreError> {
    Ok(tx.record::<Lookup>(id)?.and_then(|lookup| match lookup.state {
        LookupState::Failed(why) if now.since(lookup.at) < FAILURE_MEMORY => Some(why),
        _ => None,
    }))
}

/// Has a public post fetched.
pub fn fetch_post(tx: &mut WriteTx<'_>, cx: &Cx<'_>, guid: &Guid, from: &DiasporaId) -> Result<(), StoreError> {
    push(tx, cx, Work::FetchPost { guid: guid.clone(), from: from.clone() }).map(|_| ())
}

/// How much is waiting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QueueStats {
    /// Messages for other pods, signed or not.
    pub deliveries: u64,
    /// Messages taken in and not yet applied.
    pub received: u64,
    pub other: u64,
    /// When the oldest of them was or will be due.
    pub oldest: Option<Timestamp>,
}

/// Counts what is waiting.
pub fn stats(tx: &(impl Reads + ?Sized)) -> Result<QueueStats, StoreError> {
    let mut stats = QueueStats { oldest: next_due(tx)?, ..QueueStats::default() };
    let mut after = JobId(0);
    loop {
        let jobs = tx.list_after(&tables::JOBS, &(), &after, 1_000)?;
        let Some((last, _)) = jobs.last() else { return Ok(stats) };
        after = *last;
        for (_, job) in &jobs {
            match job.work {
                Work::Dispatch { .. } | Work::Deliver { .. } => stats.deliveries += 1,
                Work::Receive { .. } => stats.received += 1,
                _ => stats.other += 1,
            }
        }
    }
}
