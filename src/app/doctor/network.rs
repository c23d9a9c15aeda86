//! What the doctor makes of the router: whether the pod can be reached through it, as far as that
//! can be seen from inside (H-054, H-055).

use super::Finding;
use super::judge::{fail, found, is_private, ok, skip, warn};
use super::look::Facts;
use crate::net::dyndns::Outcome;
use crate::net::outbound::is_public;
use crate::net::router::Fault;
use std::net::{IpAddr, Ipv4Addr};

const BY_HAND: &str = "Switch PCP, NAT-PMP or UPnP on in the router, or forward the ports by hand";

/// The router's outer address, if it says one.
fn outer(facts: &Facts) -> Option<Ipv4Addr> {
    facts.router.as_ref()?.as_ref().ok()?.outer
}

fn has_public_address(facts: &Facts) -> bool {
    facts.own_addresses.iter().any(|address| address.is_ipv4() && is_public(*address))
}

/// What to enter in a router by hand (H-065).
fn values(facts: &Facts) -> String {
    let told = facts.router.as_ref().and_then(|told| told.as_ref().ok()).map(|survey| IpAddr::V4(survey.own));
    let is_at_home = |address: &&IpAddr| matches!(address, IpAddr::V4(address) if address.is_private());
    let own = told.filter(|own| !own.is_loopback()).or_else(|| facts.own_addresses.iter().find(is_at_home).copied());
    let own = own.map_or_else(|| "the machine".to_owned(), |own| own.to_string());
    format!("{BY_HAND}: to {own}, ports 80 and 443 (/help/home-network).")
}

pub(super) fn router(facts: &Facts) -> Finding {
    match &facts.router {
        _ if has_public_address(facts) => ok("This machine has a public address and needs no router."),
        None => skip("The router was not asked."),
        Some(Ok(survey)) => ok(format!("The router answers by {}.", survey.way.name())),
        Some(Err(Fault::Silent | Fault::NoRouter)) => {
            skip("No router tells what it does; whether it passes visitors on cannot be seen from here.")
        }
        Some(Err(fault)) => warn(format!("Something is wrong with the router: {fault}."), values(facts)),
    }
}

pub(super) fn outer_address(facts: &Facts) -> Finding {
    let Some(outer) = outer(facts) else { return skip("The router's outer address is not known.") };
    if !is_private(&outer.into()) {
        return ok(format!("The router's outer address is {outer}, a public one."));
    }
    let is_shared = !outer.is_private() && !outer.is_loopback() && !outer.is_link_local();
    let (says, remedy) = if is_shared {
        (
            format!("The router's outer address {outer} is shared with other homes: nobody reaches the pod by IPv4."),
            "Ask your provider for an address of your own; else use IPv6 alone, a tunnel, or a rented machine in front.",
        )
    } else {
        (
            format!("The router's outer address {outer} is a private one: another router lies before it."),
            "Forward the ports there as well, or have one of the two do nothing but pass on; else use IPv6 alone, a tunnel, or a rented machine in front.",
        )
    };
    // By another way it may work: IPv6, or whoever the name leads to.
    if found(facts).iter().any(|address| !is_private(address)) { warn(says, remedy) } else { fail(says, remedy) }
}

pub(super) fn name_and_router(facts: &Facts) -> Finding {
    let Some(outer) = outer(facts).filter(|outer| !is_private(&(*outer).into())) else {
        return skip("There is no outer address to compare the name with.");
    };
    let fourth: Vec<String> = found(facts).iter().filter(|it| it.is_ipv4()).map(ToString::to_string).collect();
    if facts.host.is_none() {
        skip("The pod has no public name.")
    } else if found(facts).contains(&outer.into()) {
        ok(format!("The name leads to the router's outer address {outer}."))
    } else if facts.is_behind_proxy || facts.has_front {
        skip("The name leads to whatever is in front of the pod.")
    } else if found(facts).iter().all(is_private) {
        skip("The name leads nowhere that could be compared.")
    } else if fourth.is_empty() {
        warn(
            "The name has no IPv4 address: people and pods without IPv6 do not find it.",
            format!("Enter {outer} as A record, if the ports are passed on."),
        )
    } else {
        fail(
            format!("The name leads to {}, and the router's outer address is {outer}.", fourth.join(", ")),
            format!("Enter {outer} as A record; if it changes, let the settings dyndns.* do it."),
        )
    }
}

pub(super) fn ports(facts: &Facts) -> Finding {
    let Some(standing) = &facts.ports else { return skip("The pod does not run.") };
    let passed: Vec<String> = standing.leases.iter().map(|lease| lease.door.outside.to_string()).collect();
    match (&standing.fault, passed.as_slice()) {
        _ if !standing.is_wanted => skip("The router is not asked to pass anything on."),
        (Some(Fault::Public), _) => skip("This machine has a public address: no router is asked."),
        (Some(fault), []) => fail(format!("The router passes nothing on: {fault}."), values(facts)),
        (Some(fault), some) => {
            warn(format!("The router passes port {} on only: {fault}.", some.join(" and ")), values(facts))
        }
        (None, []) => skip("The router has not been asked yet."),
        (None, some) => ok(format!("The router passes port {} on.", some.join(" and "))),
    }
}

pub(super) fn dynamic_name(facts: &Facts) -> Finding {
    let Some((name, progress)) = &facts.dynamic_name else { return skip("No name follows the address.") };
    let known = progress.told.as_ref().map(|told| {
        let list: Vec<String> = told.addresses.iter().map(ToString::to_string).collect();
        format!("{name} was told to lead to {} on {}", list.join(" and "), told.at.date())
    });
    match (&progress.last, known) {
        (Some((outcome @ Outcome::Refused(_), at)), _) => fail(
            format!("The service that keeps {name} was told last on {}: {outcome}.", at.date()),
            "Correct the settings dyndns.* or what the service has, then start the pod anew.",
        ),
        (Some((outcome @ (Outcome::Later(_) | Outcome::Unreachable(_)), at)), _) => warn(
            format!("The service that keeps {name} was told last on {}: {outcome}.", at.date()),
            "It is tried again by itself; if that does not help, check the settings dyndns.*.",
        ),
        (_, Some(known)) => ok(format!("{known}.")),
        (_, None) => skip("Nothing was told yet: no public address is known, or the pod has not run."),
    }
}
