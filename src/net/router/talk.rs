//! One conversation with the router, in whichever way it understands.

use super::igd::{self, Igd};
use super::natpmp::{self, Content};
use super::pcp::{self, Nonce};
use super::udp::Line;
use super::{Door, Fault, RouterSettings, Way};
use std::net::{Ipv4Addr, SocketAddrV4};
use std::time::Duration;

/// Seconds for which a mapping is asked (H-053).
const LEASE: u32 = 3_600;

/// A router and the way in which it is asked.
pub(super) enum Talk {
    Pcp(SocketAddrV4, Line),
    NatPmp(SocketAddrV4, Line),
    Upnp(Igd),
}

/// What a router granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Grant {
    /// Zero is for ever.
    pub(super) seconds: u32,
    pub(super) outer: Option<Ipv4Addr>,
    pub(super) epoch: Option<u32>,
    /// Whether it is ours to end.
    pub(super) is_ours: bool,
}

/// What a router says when it is only looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Glance {
    pub(super) outer: Option<Ipv4Addr>,
    pub(super) epoch: Option<u32>,
}

/// What can be known of a router without changing anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Survey {
    pub way: Way,
    /// Our address on the router's side.
    pub own: Ipv4Addr,
    /// The address that it says it has outside; one that speaks PCP alone does not say.
    pub outer: Option<Ipv4Addr>,
}

/// Asks the router for its outer address, in the way that tells most.
pub async fn survey(settings: &RouterSettings) -> Result<Survey, Fault> {
    let patience = &settings.patience.datagrams;
    let router = settings.router();
    let mut fault = if router.is_some() { Fault::Silent } else { Fault::NoRouter };
    if let Some(router) = router {
        match Line::open(router).await {
            Ok(line) => match outer_by_natpmp(&line, patience).await {
                Ok(glance) => return Ok(Survey { way: Way::NatPmp, own: line.own(), outer: glance.outer }),
                Err(error) => fault = telling(fault, error),
            },
            Err(error) => fault = telling(fault, error),
        }
    }
    match upnp(settings).await {
        Ok(igd) => return Ok(Survey { way: Way::Upnp, own: igd.own(), outer: igd.outer }),
        Err(error) => fault = telling(fault, error),
    }
    if let Some(router) = router
        && let Ok(line) = Line::open(router).await
        && let Ok(answer) = line.ask(&pcp::announce(line.own()), patience, pcp::read).await
        && answer.result != pcp::OTHER_VERSION
    {
        return Ok(Survey { way: Way::Pcp, own: line.own(), outer: None });
    }
    Err(fault)
}

/// Of two faults the one that says more, the earlier one if both do.
pub(super) fn telling(one: Fault, other: Fault) -> Fault {
    if !one.is_telling() && other.is_telling() { other } else { one }
}

async fn upnp(settings: &RouterSettings) -> Result<Igd, Fault> {
    let patience = &settings.patience;
    let router = settings.router().map(|router| *router.ip());
    Igd::find(settings.discovery, router, patience.search, patience.document).await
}

impl Talk {
    /// Maps one door in the first way that works.
    pub(super) async fn begin(settings: &RouterSettings, nonce: &Nonce, door: Door) -> Result<(Self, Grant), Fault> {
        let patience = &settings.patience.datagrams;
        let mut fault = Fault::NoRouter;
        if let Some(router) = settings.router() {
            fault = Fault::Silent;
            for way in [Self::Pcp, Self::NatPmp] {
                let Ok(line) = Line::open(router).await else { continue };
                let talk = way(router, line);
                match talk.map(patience, nonce, door).await {
                    Ok(grant) => return Ok((talk, grant)),
                    Err(error) => fault = telling(fault, error),
                }
            }
        }
        let talk = match upnp(settings).await {
            Ok(igd) => Self::Upnp(igd),
            Err(error) => return Err(telling(fault, error)),
        };
        match talk.map(patience, nonce, door).await {
            Ok(grant) => Ok((talk, grant)),
            Err(error) => Err(telling(fault, error)),
        }
    }

    pub(super) fn way(&self) -> Way {
        match self {
            Self::Pcp(..) => Way::Pcp,
            Self::NatPmp(..) => Way::NatPmp,
            Self::Upnp(_) => Way::Upnp,
        }
    }

    /// Our address on the router's side.
    pub(super) fn own(&self) -> Ipv4Addr {
        match self {
            Self::Pcp(_, line) | Self::NatPmp(_, line) => line.own(),
            Self::Upnp(igd) => igd.own(),
        }
    }

    /// Maps a door, or maps it anew.
    pub(super) async fn map(&self, patience: &[Duration], nonce: &Nonce, door: Door) -> Result<Grant, Fault> {
        match self {
            Self::Pcp(_, line) => map_by_pcp(line, patience, nonce, door).await,
            Self::NatPmp(_, line) => map_by_natpmp(line, patience, door).await,
            Self::Upnp(igd) => map_by_upnp(igd, door).await,
        }
    }

    /// Ends a mapping of ours.
    pub(super) async fn unmap(&self, patience: &[Duration], nonce: &Nonce, door: Door) -> Result<(), Fault> {
        match self {
            Self::Pcp(_, line) => {
                let request = pcp::map(line.own(), nonce, door, 0, false);
                line.ask(&request, patience, |bytes| pcp_of(bytes, nonce, door)).await.map(drop)
            }
            Self::NatPmp(_, line) => {
                line.ask(&natpmp::map(door, 0), patience, |bytes| natpmp_of(bytes, door)).await.map(drop)
            }
            Self::Upnp(igd) => igd.unmap(door.outside).await,
        }
    }

    /// Asks how things stand; also learns whether our own address is another one.
    pub(super) async fn look(&mut self, patience: &[Duration]) -> Result<Glance, Fault> {
        match self {
            Self::Pcp(router, line) => {
                *line = Line::open(*router).await?;
                let answer = line.ask(&pcp::announce(line.own()), patience, pcp::read).await?;
                let epoch = (answer.result != pcp::OTHER_VERSION).then_some(answer.epoch);
                Ok(Glance { outer: None, epoch })
            }
            Self::NatPmp(router, line) => {
                *line = Line::open(*router).await?;
                outer_by_natpmp(line, patience).await
            }
            Self::Upnp(igd) => {
                igd.refresh().await?;
                Ok(Glance { outer: igd.outer, epoch: None })
            }
        }
    }

    /// Whether the router still has a mapping; those that say so by their epoch are believed.
    pub(super) async fn has(&self, door: Door) -> bool {
        match self {
            Self::Pcp(..) | Self::NatPmp(..) => true,
            Self::Upnp(igd) => match igd.entry(door.outside).await {
                Ok(entry) => entry.is_some_and(|entry| entry.leads_to(igd.own(), door)),
                // One that cannot say so is told anew at half time.
                Err(_) => true,
            },
        }
    }
}

/// An answer about this very mapping, or a refusal that cannot say which one it means.
fn pcp_of(bytes: &[u8], nonce: &Nonce, door: Door) -> Option<pcp::Answer> {
    let answer = pcp::read(bytes)?;
    match answer.mapping {
        Some(mapping) => (mapping.nonce == *nonce && mapping.door.inside == door.inside).then_some(answer),
        None => (answer.result != pcp::SUCCESS).then_some(answer),
    }
}

async fn map_by_pcp(line: &Line, patience: &[Duration], nonce: &Nonce, door: Door) -> Result<Grant, Fault> {
    let read = |bytes: &[u8]| pcp_of(bytes, nonce, door);
    let mut answer = line.ask(&pcp::map(line.own(), nonce, door, LEASE, true), patience, read).await?;
    if answer.result == pcp::UNKNOWN_OPTION {
        answer = line.ask(&pcp::map(line.own(), nonce, door, LEASE, false), patience, read).await?;
    }
    match answer.result {
        pcp::SUCCESS => {}
        // It speaks, but not this.
        pcp::OTHER_VERSION | pcp::UNKNOWN_OPERATION => return Err(Fault::Silent),
        pcp::PORT_TAKEN => return Err(Fault::Taken(door.outside, None)),
        pcp::ADDRESS_MISMATCH => return Err(Fault::NotNext),
        code => return Err(Fault::Refused(format!("PCP {code}"))),
    }
    let mapping = answer.mapping.filter(|_| answer.lifetime > 0).ok_or(Fault::Nonsense)?;
    if mapping.door != door {
        // Another port is of no use; what cannot be ended ends by itself.
        let _ = line.ask(&pcp::map(line.own(), nonce, mapping.door, 0, false), patience, read).await;
        return Err(Fault::Taken(door.outside, None));
    }
    let outer = mapping.outer.filter(|outer| !outer.is_unspecified());
    Ok(Grant { seconds: answer.lifetime.min(LEASE), outer, epoch: Some(answer.epoch), is_ours: true })
}

/// An answer about this very mapping, or a refusal.
fn natpmp_of(bytes: &[u8], door: Door) -> Option<natpmp::Answer> {
    natpmp::read(bytes).filter(|answer| match answer.content {
        Content::Mapping(granted, _) => granted.inside == door.inside,
        Content::Refusal => true,
        Content::Address(_) => false,
    })
}

async fn map_by_natpmp(line: &Line, patience: &[Duration], door: Door) -> Result<Grant, Fault> {
    let read = |bytes: &[u8]| natpmp_of(bytes, door);
    let answer = line.ask(&natpmp::map(door, LEASE), patience, read).await?;
    let Content::Mapping(granted, seconds) = answer.content else { return Err(refusal(answer.result)) };
    if seconds == 0 {
        return Err(Fault::Nonsense);
    }
    if granted != door {
        // Another port is of no use; what cannot be ended ends by itself.
        let _ = line.ask(&natpmp::map(granted, 0), patience, read).await;
        return Err(Fault::Taken(door.outside, None));
    }
    let outer = outer_by_natpmp(line, patience).await.ok().and_then(|glance| glance.outer);
    Ok(Grant { seconds: seconds.min(LEASE), outer, epoch: Some(answer.epoch), is_ours: true })
}

fn refusal(result: u16) -> Fault {
    match result {
        natpmp::OTHER_VERSION => Fault::Silent,
        natpmp::OFFLINE => Fault::Offline,
        code => Fault::Refused(format!("NAT-PMP {code}")),
    }
}

async fn outer_by_natpmp(line: &Line, patience: &[Duration]) -> Result<Glance, Fault> {
    let about_address =
        |bytes: &[u8]| natpmp::read(bytes).filter(|answer| !matches!(answer.content, Content::Mapping(..)));
    let answer = line.ask(&natpmp::address(), patience, about_address).await?;
    match answer.content {
        Content::Address(outer) if !outer.is_unspecified() => {
            Ok(Glance { outer: Some(outer), epoch: Some(answer.epoch) })
        }
        Content::Refusal => Err(refusal(answer.result)),
        _ => Err(Fault::Offline),
    }
}

async fn map_by_upnp(igd: &Igd, door: Door) -> Result<Grant, Fault> {
    let outer = igd.outer;
    let entry = match igd.entry(door.outside).await {
        Err(Fault::Refused(code)) if igd::UNKNOWN_ACTION.contains(&code.as_str()) => None,
        other => other?,
    };
    match entry {
        // Somebody entered it by hand: it does what is wanted, and stays theirs.
        Some(entry) if entry.leads_to(igd.own(), door) && !entry.is_named_ours => {
            return Ok(Grant { seconds: LEASE, outer, epoch: None, is_ours: false });
        }
        Some(entry) if entry.client != Some(igd.own()) || !entry.is_named_ours => {
            return Err(Fault::Taken(door.outside, entry.client));
        }
        _ => {}
    }
    let seconds = igd.map(door, LEASE).await?;
    Ok(Grant { seconds, outer, epoch: None, is_ours: true })
}
