//! Other pods: their state, tests of it, and shutting one out (spec/features.md §8.7, W-227,
//! W-242).

use super::{By, log};
use crate::base::{PodUrl, Timestamp};
use crate::domain::error::Refused;
use crate::domain::pod::Cx;
use crate::domain::queue;
use crate::model::{ActKind, PodState, RemotePod, Role, Work};
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};

/// Pods that one walk looks at.
const ALL: usize = 100_000;

/// How many pods there are in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub total: usize,
    /// Not offline, or for less than two weeks.
    pub active: usize,
    pub unchecked: usize,
    pub without_version: usize,
    pub offline: usize,
    pub blocked: usize,
}

/// All pods whose address contains `part`, and the numbers of all.
pub fn list(tx: &(impl Reads + ?Sized), now: Timestamp, part: &str) -> Result<(Summary, Vec<RemotePod>), StoreError> {
    let part = part.trim().to_lowercase();
    let mut summary = Summary::default();
    let mut pods = Vec::new();
    for (_, pod) in tx.list(&tables::PODS, &(), ALL)? {
        summary.total += 1;
        summary.active += usize::from(is_active(&pod, now));
        summary.unchecked += usize::from(pod.state == PodState::Unchecked);
        summary.without_version += usize::from(pod.state == PodState::NoVersion);
        summary.offline += usize::from(pod.offline_since.is_some());
        summary.blocked += usize::from(pod.blocked);
        if pod.url.as_str().contains(&part) {
            pods.push(pod);
        }
    }
    pods.sort_by_key(|pod| (!pod.blocked, pod.offline_since.is_none(), pod.url.clone()));
    Ok((summary, pods))
}

fn is_active(pod: &RemotePod, now: Timestamp) -> bool {
    !pod.blocked && pod.offline_since.is_none_or(|since| now.since(since) <= queue::GONE_AFTER)
}

/// A pod by address or host.
pub fn find(tx: &(impl Reads + ?Sized), text: &str) -> Result<Option<RemotePod>, Refused> {
    Ok(tx.record::<RemotePod>(&address(text)?)?)
}

/// The address of a pod, as admins write it: with or without `https://`, or somebody's diaspora ID.
pub fn address(text: &str) -> Result<PodUrl, Refused> {
    let text = text.trim().to_lowercase();
    let host = text.rsplit('@').next().unwrap_or_default();
    let whole = if host.contains("://") { host.to_owned() } else { format!("https://{host}") };
    PodUrl::parse(&whole).map_err(|_| Refused::invalid("pod", "admin-no-pod-address"))
}

/// Has a pod tested now.
pub fn recheck(tx: &mut WriteTx<'_>, cx: &Cx<'_>, by: By<'_>, text: &str) -> Result<PodUrl, Refused> {
    by.needs(Role::Admin)?;
    let pod = find(tx, text)?.ok_or(Refused::NotFound)?;
    queue::push(tx, cx, Work::CheckPod { pod: pod.url.clone() })?;
    Ok(pod.url)
}

/// Shuts a pod out: nothing is taken from it, nothing is sent to it, nobody there is looked for.
/// What came from it before stays.
pub fn block(tx: &mut WriteTx<'_>, cx: &Cx<'_>, by: By<'_>, text: &str) -> Result<PodUrl, Refused> {
    set_blocked(tx, cx, by, text, true)
}

/// Lets a pod in again.
pub fn unblock(tx: &mut WriteTx<'_>, cx: &Cx<'_>, by: By<'_>, text: &str) -> Result<PodUrl, Refused> {
    set_blocked(tx, cx, by, text, false)
}

fn set_blocked(tx: &mut WriteTx<'_>, cx: &Cx<'_>, by: By<'_>, text: &str, blocked: bool) -> Result<PodUrl, Refused> {
    by.needs(Role::Admin)?;
    let url = address(text)?;
    if crate::domain::instance::expect(tx)?.url == url {
        return Err(Refused::invalid("pod", "admin-own-pod"));
    }
    let mut pod = queue::pod(tx, &url, cx.now)?;
    pod.blocked = blocked;
    tx.put(&pod)?;
    let kind = if blocked { ActKind::PodBlocked } else { ActKind::PodUnblocked };
    log::note(tx, cx, by, kind, url.authority())?;
    Ok(url)
}

/// What a test found out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tested {
    pub state: PodState,
    /// Why it failed, in one sentence; empty if it did not.
    pub failure: String,
    pub response_ms: Option<u32>,
    pub software: String,
    pub version: String,
}

/// Notes the result of a test.
pub fn tested(tx: &mut WriteTx<'_>, now: Timestamp, url: &PodUrl, result: Tested) -> Result<(), StoreError> {
    if !result.state.is_offline() {
        queue::release(tx, now, url)?;
    }
    let mut pod = queue::pod(tx, url, now)?;
    pod.state = result.state;
    pod.checked = Some(now);
    pod.wants_check = false;
    pod.response_ms = result.response_ms;
    if !result.software.is_empty() {
        pod.software = result.software.chars().take(255).collect();
        pod.version = result.version.chars().take(255).collect();
    }
    if result.state.is_offline() {
        pod.offline_since.get_or_insert(now);
        pod.last_failure = result.failure.chars().take(200).collect();
    } else {
        pod.offline_since = None;
        pod.last_failure.clear();
    }
    tx.put(&pod)?;
    Ok(())
}

/// Has pods tested: all of them, or those from which a message came while they were offline.
pub fn check_due(tx: &mut WriteTx<'_>, cx: &Cx<'_>, all: bool) -> Result<usize, StoreError> {
    let pods = tx.list(&tables::PODS, &(), ALL)?;
    let chosen = pods.into_iter().filter(|(_, pod)| !pod.blocked && (all || pod.wants_check));
    let mut count = 0;
    for (url, _) in chosen {
        queue::push(tx, cx, Work::CheckPod { pod: url })?;
        count += 1;
    }
    Ok(count)
}
