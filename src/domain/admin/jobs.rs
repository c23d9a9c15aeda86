//! The queue, as those who run the pod see it.

use super::{By, log};
use crate::base::Timestamp;
use crate::domain::error::Refused;
use crate::domain::pod::Cx;
use crate::domain::{people, queue};
use crate::model::{ActKind, Job, JobId, Role, Target, Work};
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};

/// A piece of work that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub id: JobId,
    pub due: Timestamp,
    pub failures: u32,
    /// What it is, in the words of the log.
    pub kind: &'static str,
    /// Whom or what it concerns: a pod, an address, a guid; may be empty.
    pub about: String,
}

/// Work in the order in which it is due: at most `limit` after the first `skip`.
pub fn list(tx: &(impl Reads + ?Sized), skip: usize, limit: usize) -> Result<Vec<Waiting>, StoreError> {
    let rows = tx.list(&tables::JOBS_DUE, &(), skip.saturating_add(limit))?;
    let mut found = Vec::new();
    for ((_, id), ()) in rows.into_iter().skip(skip) {
        if let Some(job) = tx.record::<Job>(&id)? {
            found.push(describe(tx, job)?);
        }
    }
    Ok(found)
}

fn describe(tx: &(impl Reads + ?Sized), job: Job) -> Result<Waiting, StoreError> {
    let kind = job.work.name();
    let about = match &job.work {
        Work::Deliver { target: Target::Pod(pod), .. } | Work::CheckPod { pod } => pod.to_string(),
        Work::Deliver { target: Target::Person(person), .. }
        | Work::FetchStream { person }
        | Work::Clear { person } => people::get(tx, *person)?.diaspora_id.to_string(),
        Work::Dispatch { outgoing } => {
            queue::outgoing(tx, *outgoing)?.map(|message| message.entity).unwrap_or_default()
        }
        Work::Discover { id } => id.to_string(),
        Work::FetchPost { guid, .. } => guid.to_string(),
        _ => String::new(),
    };
    Ok(Waiting { id: job.id, due: job.due, failures: job.failures, kind, about })
}

/// Has a piece of work tried at once, and lets its pod be asked again.
pub fn retry(tx: &mut WriteTx<'_>, cx: &Cx<'_>, by: By<'_>, id: JobId) -> Result<(), Refused> {
    by.needs(Role::Admin)?;
    let job = tx.record::<Job>(&id)?.ok_or(Refused::NotFound)?;
    try_now(tx, cx, &job)?;
    Ok(log::note(tx, cx, by, ActKind::JobRetried, describe(tx, job)?.label())?)
}

/// Has everything tried at once; says how many.
pub fn retry_all(tx: &mut WriteTx<'_>, cx: &Cx<'_>, by: By<'_>) -> Result<usize, Refused> {
    by.needs(Role::Admin)?;
    let mut count = 0;
    for ((due, id), ()) in tx.list(&tables::JOBS_DUE, &(), 100_000)? {
        if due > cx.now
            && let Some(job) = tx.record::<Job>(&id)?
        {
            try_now(tx, cx, &job)?;
            count += 1;
        }
    }
    log::note(tx, cx, by, ActKind::JobRetried, count.to_string())?;
    Ok(count)
}

/// Gives a piece of work up.
pub fn drop(tx: &mut WriteTx<'_>, cx: &Cx<'_>, by: By<'_>, id: JobId) -> Result<(), Refused> {
    by.needs(Role::Admin)?;
    let job = tx.record::<Job>(&id)?.ok_or(Refused::NotFound)?;
    let label = describe(tx, job)?.label();
    queue::give_up(tx, cx, id)?;
    Ok(log::note(tx, cx, by, ActKind::JobDropped, label)?)
}

/// A delivery goes out with everything that waits for the same pod, in order; anything else alone.
fn try_now(tx: &mut WriteTx<'_>, cx: &Cx<'_>, job: &Job) -> Result<(), StoreError> {
    let url = match &job.work {
        Work::Deliver { target: Target::Pod(pod), .. } => Some(pod.clone()),
        Work::Deliver { target: Target::Person(person), .. } => Some(people::get(tx, *person)?.base_url),
        _ => None,
    };
    if let Some(url) = url {
        queue::release(tx, cx.now, &url)?;
    }
    match tx.record::<Job>(&job.id)? {
        Some(job) if job.due > cx.now => queue::retry(tx, job.id, cx.now, false),
        _ => Ok(()),
    }
}

impl Waiting {
    fn label(&self) -> String {
        format!("{} {}", self.kind, self.about).trim().to_owned()
    }
}
