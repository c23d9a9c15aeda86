//! Work to be done later and messages on their way, written in the same commit as what caused
//! them. The `jobs` layer runs what stands here.

use super::pod::Cx;
use crate::base::{DiasporaId, Guid, PodUrl, Timestamp};
use crate::model::{
    Account, Instance, Job, JobId, Lookup, LookupState, Outgoing, OutgoingId, Person, PersonId, PodState, Recipients,
    RemotePod, Target, Wanted, Work,
};
use crate::protocol::entities::Entity;
use crate::protocol::xml;
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};
use std::collections::{BTreeMap, HashSet};

/// Seconds before an address that could not be found is asked for again.
const FAILURE_MEMORY: i64 = 15 * 60;
/// Seconds of silence after which a pod gets no new messages (spec/federation.md §3.7).
pub const GONE_AFTER: i64 = 14 * 24 * 3600;
/// Look-ups, and things asked for, that are remembered at the same time: what others write cannot
/// make us remember more.
const REMEMBERED: usize = 2_000;
/// Jobs that there may be.
const ALL: usize = 100_000;
/// Due jobs that one look at the queue walks.
const LOOK_AT: usize = 5_000;
/// Seconds that the oldest due delivery has waited when the pod must have been down.
const DOWN: i64 = 3600;
/// Seconds over which deliveries that waited for us are spread.
const SPREAD: i64 = 600;

/// Jobs of one lane run one after the other, in the order of the queue.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Lane {
    /// Deliveries to a pod, so that they arrive in order (F-131).
    Pod(PodUrl),
    /// Archives are made and taken in one at a time: each keeps the machine busy.
    Archives,
    /// Dispatches, so that deliveries are made in the order of what caused them.
    Dispatch,
    /// Questions to linked pages, so that a text full of dead links holds up nothing else.
    Preview,
    /// Everything else goes alone.
    Alone(JobId),
}

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
    enqueue(tx, cx, signer, entity, payload, None, recipients)
}

fn enqueue(
    tx: &mut WriteTx<'_>,
    cx: &Cx<'_>,
    signer: &Account,
    entity: &str,
    payload: String,
    envelope: Option<String>,
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
    tx.put(&Outgoing { id, entity: entity.to_owned(), payload, signer: signer.id, recipients, envelope, left: 0 })?;
    push(tx, cx, Work::Dispatch { outgoing: id })?;
    Ok(())
}

/// Sends a message that is in its envelope already, signed by somebody who has no account here.
/// `account` is on whose behalf.
pub fn send_sealed(
    tx: &mut WriteTx<'_>,
    cx: &Cx<'_>,
    account: &Account,
    entity: &str,
    payload: String,
    envelope: String,
    recipients: Recipients,
) -> Result<(), StoreError> {
    enqueue(tx, cx, account, entity, payload, Some(envelope), recipients)
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

/// The first due jobs of every lane that is not `busy`, oldest first: at most `lanes` lanes, and
/// `each` jobs of one.
pub fn due_lanes(
    tx: &(impl Reads + ?Sized),
    now: Timestamp,
    busy: &HashSet<Lane>,
    lanes: usize,
    each: usize,
) -> Result<Vec<(Lane, Vec<Job>)>, StoreError> {
    let mut found: Vec<(Lane, Vec<Job>)> = Vec::new();
    let until = (now.plus(1), JobId(0));
    let rows = tx.range(&tables::JOBS_DUE, &(Timestamp::from_seconds(i64::MIN), JobId(0)), Some(&until), LOOK_AT)?;
    for ((_, id), ()) in rows {
        let Some(job) = tx.record::<Job>(&id)? else { continue };
        let lane = lane(tx, &job)?;
        if busy.contains(&lane) {
            continue;
        }
        let full = found.len() >= lanes;
        match found.iter_mut().find(|(known, _)| *known == lane) {
            Some((_, jobs)) if jobs.len() < each => jobs.push(job),
            Some(_) => {}
            None if full => break,
            None => found.push((lane, vec![job])),
        }
    }
    Ok(found)
}

fn lane(tx: &(impl Reads + ?Sized), job: &Job) -> Result<Lane, StoreError> {
    Ok(match &job.work {
        Work::Deliver { target: Target::Pod(pod), .. } => Lane::Pod(pod.clone()),
        Work::Deliver { target: Target::Person(person), .. } => match tx.record::<Person>(person)? {
            Some(person) => Lane::Pod(person.base_url),
            None => Lane::Alone(job.id),
        },
        Work::Dispatch { .. } => Lane::Dispatch,
        Work::Preview { .. } => Lane::Preview,
        Work::Export { .. } | Work::Import { .. } => Lane::Archives,
        _ => Lane::Alone(job.id),
    })
}

/// Messages from outside that wait for what they need: job and size of each.
pub fn stored_messages(tx: &(impl Reads + ?Sized)) -> Result<Vec<(JobId, usize)>, StoreError> {
    let mut found = Vec::new();
    for ((_, id), ()) in tx.list(&tables::JOBS_DUE, &(), ALL)? {
        if let Some(Job { work: Work::Receive { body, .. }, .. }) = tx.record::<Job>(&id)? {
            found.push((id, body.len()));
        }
    }
    Ok(found)
}

/// Several jobs wait for the same moment, through no fault of theirs.
pub fn postpone(tx: &mut WriteTx<'_>, jobs: &[JobId], due: Timestamp) -> Result<(), StoreError> {
    jobs.iter().try_for_each(|job| retry(tx, *job, due, false))
}

/// After the pod was down for an hour or more, what waited is not sent all at once: each other pod
/// gets its own moment within ten minutes, and nothing for it goes out before (spec/federation.md
/// §3.7).
pub fn spread(tx: &mut WriteTx<'_>, now: Timestamp) -> Result<(), StoreError> {
    let mut pods: BTreeMap<PodUrl, Vec<Job>> = BTreeMap::new();
    let mut was_down = false;
    for job in due(tx, now, LOOK_AT)? {
        if let Lane::Pod(pod) = lane(tx, &job)? {
            was_down |= now.since(job.due) > DOWN;
            pods.entry(pod).or_default().push(job);
        }
    }
    if !was_down {
        return Ok(());
    }
    let count = i64::try_from(pods.len()).unwrap_or(1).max(1);
    for (place, (url, jobs)) in (0_i64..).zip(pods) {
        let at = now.plus(place * SPREAD / count);
        let mut pod = pod(tx, &url, now)?;
        pod.hold_until = pod.hold_until.max(Some(at));
        tx.put(&pod)?;
        postpone(tx, &jobs.iter().map(|job| job.id).collect::<Vec<_>>(), at)?;
    }
    Ok(())
}

/// A message on its way.
pub fn outgoing(tx: &(impl Reads + ?Sized), id: OutgoingId) -> Result<Option<Outgoing>, StoreError> {
    tx.record::<Outgoing>(&id)
}

/// Whether an admin has shut out the pod that a diaspora ID names (F-072).
pub fn is_blocked(tx: &(impl Reads + ?Sized), id: &DiasporaId) -> Result<bool, StoreError> {
    let Ok(url) = PodUrl::parse(&format!("https://{}", id.host())) else { return Ok(false) };
    Ok(tx.record::<RemotePod>(&url)?.is_some_and(|pod| pod.blocked))
}

/// Has the newest public posts of a person fetched.
pub fn fetch_stream(tx: &mut WriteTx<'_>, cx: &Cx<'_>, person: PersonId) -> Result<(), StoreError> {
    push(tx, cx, Work::FetchStream { person }).map(|_| ())
}

/// The moment the next job is due.
pub fn next_due(tx: &(impl Reads + ?Sized)) -> Result<Option<Timestamp>, StoreError> {
    Ok(tx.list(&tables::JOBS_DUE, &(), 1)?.first().map(|((due, _), ())| *due))
}

/// The moment of the first job that is not due at `now`.
pub fn next_due_after(tx: &(impl Reads + ?Sized), now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
    let rows = tx.range(&tables::JOBS_DUE, &(now.plus(1), JobId(0)), None, 1)?;
    Ok(rows.first().map(|((due, _), ())| *due))
}

/// A job is done or given up; an outgoing message without deliveries left is forgotten.
pub fn finish(tx: &mut WriteTx<'_>, job: JobId) -> Result<(), StoreError> {
    let Some(job) = tx.delete::<Job>(&job)? else { return Ok(()) };
    if let Work::FetchPost { guid, .. } = &job.work
        && tx.record::<Wanted>(guid)?.is_some_and(|wanted| wanted.state == LookupState::Looking)
    {
        fetched(tx, job.due, guid, None)?;
    }
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

/// A job will never succeed: it goes, and with it what only it would have brought to an end.
pub fn give_up(tx: &mut WriteTx<'_>, cx: &Cx<'_>, job: JobId) -> Result<(), StoreError> {
    match tx.record::<Job>(&job)?.map(|job| job.work) {
        Some(Work::Dispatch { outgoing }) => {
            tx.delete::<Outgoing>(&outgoing)?;
        }
        Some(Work::FetchPost { guid, .. }) => fetched(tx, cx.now, &guid, Some("It could not be had."))?,
        Some(Work::Discover { id }) => {
            let open = tx.record::<Lookup>(&id)?.filter(|lookup| lookup.state == LookupState::Looking);
            open.map_or(Ok(()), |_| looked_up(tx, cx.now, &id, Some("The search broke off.")))?;
        }
        _ => {}
    }
    finish(tx, job)
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
    Ok(known.unwrap_or_else(|| RemotePod::new(url.clone(), now)))
}

/// Pods that answered when they were looked at last, the latest first.
pub fn reachable(tx: &(impl Reads + ?Sized), most: usize) -> Result<Vec<PodUrl>, StoreError> {
    let all = tx.list(&tables::PODS, &(), usize::MAX)?.into_iter().map(|(_, pod)| pod);
    let mut known: Vec<_> = all.filter(|pod| !pod.blocked && pod.offline_since.is_none()).collect();
    known.sort_by_key(|pod| std::cmp::Reverse(pod.checked));
    Ok(known.into_iter().take(most).map(|pod| pod.url).collect())
}

/// A pod answered, or a message from it came: it is alive, and gets what waited for it.
pub fn pod_alive(tx: &mut WriteTx<'_>, now: Timestamp, url: &PodUrl) -> Result<(), StoreError> {
    release(tx, now, url)?;
    let mut pod = pod(tx, url, now)?;
    pod.offline_since = None;
    pod.last_failure.clear();
    if pod.state.is_offline() {
        pod.state = PodState::Fine;
        pod.wants_check = true;
    }
    tx.put(&pod)?;
    Ok(())
}

/// A pod is not held back any more. What waited for it is due at once and before everything younger,
/// so that nothing overtakes it (F-131).
pub fn release(tx: &mut WriteTx<'_>, now: Timestamp, url: &PodUrl) -> Result<(), StoreError> {
    let mut pod = pod(tx, url, now)?;
    if pod.hold_until.take().is_none() {
        return Ok(());
    }
    tx.put(&pod)?;
    let own = Lane::Pod(url.clone());
    let mut waiting = Vec::new();
    for ((due, id), ()) in tx.list(&tables::JOBS_DUE, &(), ALL)? {
        if let Some(job) = tx.record::<Job>(&id)?
            && lane(tx, &job)? == own
        {
            waiting.push((due, id));
        }
    }
    // The queue is ordered by time and then by age: at one time, age alone decides.
    let at = waiting.first().map_or(now, |(due, _)| now.min(*due));
    postpone(tx, &waiting.into_iter().map(|(_, id)| id).collect::<Vec<_>>(), at)
}

/// A pod could not be reached. With `hold`, everything else for it waits as well, so that messages
/// keep their order (F-131).
pub fn pod_failed(
    tx: &mut WriteTx<'_>,
    now: Timestamp,
    url: &PodUrl,
    state: PodState,
    why: &str,
    hold: Option<Timestamp>,
) -> Result<(), StoreError> {
    let mut pod = pod(tx, url, now)?;
    pod.offline_since.get_or_insert(now);
    pod.state = state;
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
    if !make_room_for_lookup(tx)? {
        return Ok(());
    }
    tx.put(&Lookup { id: id.clone(), state: LookupState::Looking, at: cx.now })?;
    push(tx, cx, Work::Discover { id: id.clone() })?;
    Ok(())
}

/// Forgets failures when there are too many; false if nothing but searches under way is left.
fn make_room_for_lookup(tx: &mut WriteTx<'_>) -> Result<bool, StoreError> {
    let known: Vec<(DiasporaId, Lookup)> = tx.list(&tables::LOOKUPS, &(), REMEMBERED)?;
    let mut room = known.len() < REMEMBERED;
    if !room {
        for (id, _) in known.into_iter().filter(|(_, lookup)| lookup.state != LookupState::Looking) {
            tx.delete::<Lookup>(&id)?;
            room = true;
        }
    }
    Ok(room)
}

/// The same for things asked for by guid.
fn make_room_for_wanted(tx: &mut WriteTx<'_>) -> Result<bool, StoreError> {
    let known: Vec<(Guid, Wanted)> = tx.list(&tables::WANTED, &(), REMEMBERED)?;
    let mut room = known.len() < REMEMBERED;
    if !room {
        for (guid, _) in known.into_iter().filter(|(_, wanted)| wanted.state != LookupState::Looking) {
            tx.delete::<Wanted>(&guid)?;
            room = true;
        }
    }
    Ok(room)
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

/// Has a public post fetched, unless it is being fetched or could not be had a short while ago.
pub fn fetch_post(tx: &mut WriteTx<'_>, cx: &Cx<'_>, guid: &Guid, from: &DiasporaId) -> Result<(), StoreError> {
    let known = tx.record::<Wanted>(guid)?;
    if known.is_some_and(|wanted| wanted.state == LookupState::Looking || cx.now.since(wanted.at) < FAILURE_MEMORY) {
        return Ok(());
    }
    if !make_room_for_wanted(tx)? {
        return Ok(());
    }
    tx.put(&Wanted { guid: guid.clone(), state: LookupState::Looking, at: cx.now })?;
    push(tx, cx, Work::FetchPost { guid: guid.clone(), from: from.clone() }).map(|_| ())
}

/// Remembers how fetching a post ended: with `None` well, the row is removed.
fn fetched(tx: &mut WriteTx<'_>, now: Timestamp, guid: &Guid, failure: Option<&str>) -> Result<(), StoreError> {
    match failure {
        None => tx.delete::<Wanted>(guid).map(|_| ()),
        Some(why) => {
            tx.put(&Wanted { guid: guid.clone(), state: LookupState::Failed(why.to_owned()), at: now }).map(|_| ())
        }
    }
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
