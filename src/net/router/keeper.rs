//! Looking after the ports: when to ask, what to do when the router has forgotten, what to say.

use super::epoch::Epoch;
use super::pcp::Nonce;
use super::talk::{Grant, Talk, survey, telling};
use super::{Door, Fault, RouterSettings, Way};
use crate::base::{Clock, Entropy, EntropyExt, Timestamp};
use crate::net::outbound::is_public;
use crate::net::shelf::Shelf;
use serde::{Deserialize, Serialize};
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};

const MEMORY: &str = "router.json";
/// Seconds between two looks at the router (H-057).
const LOOK: i64 = 300;
/// Seconds after which one that was silent or refused is asked again.
const AGAIN: i64 = 60;
/// Seconds after which a mapping is renewed at the earliest, however short it is.
const SHORTEST: i64 = 30;
/// Seconds after which one without an end is said again.
const FOR_EVER: i64 = 1_800;

/// What the keeper has to know.
#[derive(Clone)]
pub struct KeeperSettings {
    pub router: RouterSettings,
    /// What visitors come in by; none if only this machine reaches the pod.
    pub doors: Vec<Door>,
    /// Whether the configuration wants the ports mapped.
    pub is_wanted: bool,
    /// Whether somebody needs the outer address even if nothing is mapped.
    pub wants_address: bool,
    /// The machine's own addresses, as they are when it is called.
    pub own_addresses: fn() -> Vec<IpAddr>,
}

/// What is remembered from one start to the next.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Memory {
    /// Somebody asked for the ports by a command.
    is_asked: bool,
    /// By which a router knows mappings of before a crash as ours.
    nonce: Nonce,
}

/// A port that the router passes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    pub door: Door,
    /// When it ends unless it is renewed; nothing if never.
    pub until: Option<Timestamp>,
    /// Whether it is ours to end.
    pub is_ours: bool,
    renewal: Timestamp,
}

impl Lease {
    /// One of ours that is renewed when it ends.
    pub fn new(door: Door, until: Option<Timestamp>) -> Self {
        Self { door, until, is_ours: true, renewal: until.unwrap_or_default() }
    }

    fn of(door: Door, grant: Grant, now: Timestamp) -> Self {
        let seconds = i64::from(grant.seconds);
        let until = (seconds > 0).then(|| now.plus(seconds));
        let half = if seconds > 0 { (seconds / 2).max(SHORTEST) } else { FOR_EVER };
        Self { door, until, is_ours: grant.is_ours, renewal: now.plus(half) }
    }

    fn has_ended(&self, now: Timestamp) -> bool {
        self.until.is_some_and(|until| until <= now)
    }
}

/// How things stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Whether the ports are to be mapped.
    pub is_wanted: bool,
    /// How the router was asked, if it answered.
    pub way: Option<Way>,
    /// Our address on its side.
    pub own: Option<Ipv4Addr>,
    /// Its address on the outer side.
    pub outer: Option<Ipv4Addr>,
    pub leases: Vec<Lease>,
    /// What it does not do, if something.
    pub fault: Option<Fault>,
    /// When it was looked at last, be it to find that nobody has to be asked.
    pub asked: Option<Timestamp>,
}

enum Wish {
    Map,
    Unmap,
    Leave,
}

/// Tells the keeper what is wanted, and how things stand. Cheap to clone.
#[derive(Clone)]
pub struct Handle {
    wishes: mpsc::Sender<(Wish, oneshot::Sender<()>)>,
    standing: watch::Receiver<Standing>,
}

impl Handle {
    /// How things stand.
    pub fn standing(&self) -> Standing {
        self.standing.borrow().clone()
    }

    /// The same, from now on.
    pub fn changes(&self) -> watch::Receiver<Standing> {
        self.standing.clone()
    }

    /// Has the ports mapped, now and after every start.
    pub async fn map(&self) -> Standing {
        self.wish(Wish::Map).await
    }

    /// Ends what was mapped, until somebody wants it again.
    pub async fn unmap(&self) -> Standing {
        self.wish(Wish::Unmap).await
    }

    /// Ends what was mapped, for the stop of the program.
    pub async fn leave(&self) {
        self.wish(Wish::Leave).await;
    }

    async fn wish(&self, wish: Wish) -> Standing {
        let (done, waiting) = oneshot::channel();
        // A keeper that is gone has nothing to do any more.
        if self.wishes.send((wish, done)).await.is_ok() {
            let _ = waiting.await;
        }
        self.standing()
    }
}

/// Looks after the ports of one pod.
pub struct Keeper {
    settings: KeeperSettings,
    shelf: Arc<dyn Shelf>,
    clock: Arc<dyn Clock>,
    memory: Memory,
    /// Whether the memory lies on the shelf.
    is_kept: bool,
    /// Somebody took back what the configuration wants, until the next start.
    is_held_back: bool,
    talk: Option<Talk>,
    leases: Vec<Lease>,
    epoch: Option<Epoch>,
    outer: Option<Ipv4Addr>,
    fault: Option<Fault>,
    /// Turns in a row with a fault.
    failures: u32,
    standing: watch::Sender<Standing>,
    wishes: mpsc::Receiver<(Wish, oneshot::Sender<()>)>,
}

impl Keeper {
    /// Reads what is remembered; asks nobody.
    pub fn open(
        settings: KeeperSettings,
        shelf: Arc<dyn Shelf>,
        clock: Arc<dyn Clock>,
        entropy: &mut dyn Entropy,
    ) -> (Self, Handle) {
        let kept = shelf.read(MEMORY).ok().flatten();
        // A memory that cannot be read is no memory.
        let memory = kept.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let is_kept = memory.is_some();
        let memory = memory.unwrap_or_else(|| Memory { is_asked: false, nonce: entropy.bytes() });
        let (sender, wishes) = mpsc::channel(4);
        let standing = watch::Sender::default();
        let handle = Handle { wishes: sender, standing: standing.subscribe() };
        let keeper = Self {
            settings,
            shelf,
            clock,
            memory,
            is_kept,
            is_held_back: false,
            talk: None,
            leases: Vec::new(),
            epoch: None,
            outer: None,
            fault: None,
            failures: 0,
            standing,
            wishes,
        };
        keeper.publish(None);
        (keeper, handle)
    }

    /// Looks after the ports until it is told to leave.
    pub async fn run(mut self) {
        loop {
            let pause = Duration::from_secs(u64::try_from(self.turn().await).unwrap_or(1));
            let Ok(wish) = tokio::time::timeout(pause, self.wishes.recv()).await else { continue };
            // Without a handle nobody could say that it is over.
            let Some((wish, done)) = wish else { return };
            if matches!(wish, Wish::Leave) {
                self.release().await;
                // Whoever asked may have given up waiting.
                let _ = done.send(());
                return;
            }
            self.obey(&wish);
            self.turn().await;
            let _ = done.send(());
        }
    }

    fn obey(&mut self, wish: &Wish) {
        let is_asked = matches!(wish, Wish::Map) && !self.settings.is_wanted;
        self.is_held_back = !matches!(wish, Wish::Map);
        if self.memory.is_asked != is_asked {
            self.memory.is_asked = is_asked;
            self.remember();
        }
    }

    fn remember(&mut self) {
        let bytes = serde_json::to_vec(&self.memory).unwrap_or_default();
        match self.shelf.write(MEMORY, &bytes) {
            Ok(()) => self.is_kept = true,
            Err(error) => tracing::warn!(%error, "{MEMORY} cannot be written"),
        }
    }

    fn is_wanted(&self) -> bool {
        self.memory.is_asked || self.settings.is_wanted && !self.is_held_back
    }

    /// Does what is due; says after how many seconds to come back.
    pub async fn turn(&mut self) -> i64 {
        let now = self.clock.now();
        let before = self.fault.take();
        let is_public = (self.settings.own_addresses)().into_iter().any(|it| it.is_ipv4() && is_public(it));
        if !self.is_wanted() || is_public {
            self.release().await;
            self.fault = (self.is_wanted() && is_public).then_some(Fault::Public);
            if self.settings.wants_address && !is_public {
                self.ask_address(now).await;
                return LOOK;
            }
            self.outer = None;
            self.publish(Some(now));
            return LOOK;
        }
        let is_due = self.leases.len() < self.settings.doors.len()
            || self.leases.is_empty()
            || self.leases.iter().any(|lease| lease.renewal <= now);
        if is_due || !self.is_sound(now).await {
            self.renew(now).await;
        }
        if let Some(fault) = self.fault.as_ref().filter(|fault| before.as_ref() != Some(fault)) {
            tracing::warn!(%fault, "the router does not pass everything on");
        }
        self.publish(Some(now));
        self.failures = if self.fault.is_some() { self.failures + 1 } else { 0 };
        let longest = if self.fault.is_some() { (AGAIN << self.failures.min(4)).min(LOOK) } else { LOOK };
        let renewal = self.leases.iter().map(|lease| lease.renewal.since(now)).filter(|seconds| *seconds > 0).min();
        renewal.unwrap_or(longest).clamp(SHORTEST, longest)
    }

    async fn ask_address(&mut self, now: Timestamp) {
        let mut standing = Standing { asked: Some(now), ..Standing::default() };
        match survey(&self.settings.router).await {
            Ok(found) => {
                (standing.way, standing.own, standing.outer) = (Some(found.way), Some(found.own), found.outer);
            }
            Err(fault) => standing.fault = Some(fault),
        }
        self.standing.send_replace(standing);
    }

    /// Whether the router still does what it granted.
    async fn is_sound(&mut self, now: Timestamp) -> bool {
        let Some(talk) = &mut self.talk else { return false };
        let own = talk.own();
        let patience = &self.settings.router.patience.datagrams;
        // One that cannot be looked at may still map, or be another one.
        let Ok(glance) = talk.look(patience).await else { return false };
        if talk.own() != own {
            tracing::info!("this machine has another address at home; the ports are mapped anew");
            for lease in self.leases.iter().filter(|lease| lease.is_ours) {
                // They lead to nobody; one that cannot be ended ends by itself.
                let _ = talk.unmap(patience, &self.memory.nonce, lease.door).await;
            }
            return false;
        }
        if let Some(count) = glance.epoch {
            let epoch = Epoch { count, heard: now };
            if self.epoch.replace(epoch).is_some_and(|earlier| !epoch.follows(earlier)) {
                tracing::info!("the router has started anew; the ports are mapped anew");
                return false;
            }
        }
        if glance.outer.is_some() && glance.outer != self.outer {
            tracing::info!("the router has another outer address; the ports are mapped anew");
            return false;
        }
        for lease in &self.leases {
            if !talk.has(lease.door).await {
                tracing::info!(port = lease.door.outside, "the router has lost a port; it is mapped anew");
                return false;
            }
        }
        true
    }

    /// Maps every door, in the way that worked last if it still does.
    async fn renew(&mut self, now: Timestamp) {
        // A router must not know what we would have forgotten after a crash.
        if !self.is_kept {
            self.remember();
        }
        let before = std::mem::take(&mut self.leases);
        let mut talk = self.talk.take();
        let mut is_first = true;
        for door in self.settings.doors.clone() {
            match self.grant(&mut talk, door, is_first).await {
                Ok(grant) => {
                    self.outer = grant.outer.or(self.outer);
                    self.epoch = grant.epoch.map(|count| Epoch { count, heard: now });
                    self.leases.push(Lease::of(door, grant, now));
                }
                Err(fault) => {
                    let earlier = before.iter().find(|lease| lease.door == door && !lease.has_ended(now));
                    // What a silent router granted is good until its end.
                    self.leases.extend(earlier.filter(|_| fault == Fault::Silent).cloned());
                    self.fault = Some(match self.fault.take() {
                        Some(earlier) => telling(earlier, fault),
                        None => fault,
                    });
                }
            }
            is_first = false;
        }
        if self.settings.doors.is_empty() {
            self.fault = Some(Fault::NoDoor);
        }
        self.talk = talk;
        if before.is_empty() && !self.leases.is_empty() {
            let way = self.talk.as_ref().map(|talk| talk.way().name());
            tracing::info!(way, outer = ?self.outer, ports = self.leases.len(), "the router passes visitors on");
        }
    }

    /// One door, by the way that is known; the first one may find another way.
    async fn grant(&self, talk: &mut Option<Talk>, door: Door, is_first: bool) -> Result<Grant, Fault> {
        let (settings, nonce) = (&self.settings.router, &self.memory.nonce);
        let known = match talk {
            Some(talk) => talk.map(&settings.patience.datagrams, nonce, door).await,
            None => Err(Fault::Silent),
        };
        match known {
            Err(Fault::Silent) if is_first => {
                let (begun, grant) = Talk::begin(settings, nonce, door).await?;
                *talk = Some(begun);
                Ok(grant)
            }
            other => other,
        }
    }

    /// Ends what is ours and forgets the rest.
    async fn release(&mut self) {
        let leases = std::mem::take(&mut self.leases);
        let Some(talk) = self.talk.take() else { return };
        for lease in leases.iter().filter(|lease| lease.is_ours) {
            let patience = &self.settings.router.patience.datagrams;
            if let Err(fault) = talk.unmap(patience, &self.memory.nonce, lease.door).await {
                tracing::warn!(%fault, port = lease.door.outside, "the router does not take a port back");
            }
        }
        (self.epoch, self.outer) = (None, None);
        tracing::info!("the router passes nothing on any more");
    }

    fn publish(&self, asked: Option<Timestamp>) {
        self.standing.send_replace(Standing {
            is_wanted: self.is_wanted(),
            way: self.talk.as_ref().map(Talk::way),
            own: self.talk.as_ref().map(Talk::own),
            outer: self.outer,
            leases: self.leases.clone(),
            fault: self.fault.clone(),
            asked,
        });
    }
}
