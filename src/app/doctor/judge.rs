//! What the doctor makes of the facts: one function a check, no look at the world.

use super::look::{Facts, Inside, Place, WayBack};
use super::network::{dynamic_name, name_and_router, outer_address, ports, router};
use super::{Finding, Level};
use crate::domain::Urgency;
use std::net::IpAddr;

const DAY: i64 = 24 * 3600;
const GIB: u64 = 1 << 30;
const MIB: u64 = 1 << 20;
/// Seconds after which due work counts as stuck.
const STUCK: i64 = 3600;
/// Bytes a day that a memory card bears for years (H-074).
const CARD_PER_DAY: u64 = GIB;
/// Seconds of running before the bytes written say anything about a day.
const LONG_ENOUGH: u64 = 3600;

/// One check. Codes stay what they are for ever; the help lists them.
pub(super) struct Check {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    pub(super) judge: fn(&Facts) -> Finding,
}

macro_rules! checks {
    ($($code:literal $name:literal $judge:ident),* $(,)?) => {
        &[$(Check { code: $code, name: $name, judge: $judge }),*]
    };
}

/// All checks, in the order in which they are told.
pub(super) const CHECKS: &[Check] = checks![
    "D-001" "version" version,
    "D-002" "settings" settings,
    "D-003" "settings file" settings_file,
    "D-004" "state" state,
    "D-005" "secret key" secret_key,
    "D-006" "store" store,
    "D-007" "setup" setup,
    "D-008" "admin" admin,
    "D-009" "user" user,
    "D-010" "clock" clock,
    "D-011" "time server" time_server,
    "D-012" "name" name,
    "D-013" "address" address,
    "D-014" "IPv6" version_six,
    "D-015" "doors" doors,
    "D-016" "way back" way_back,
    "D-017" "certificate" certificate,
    "D-018" "encryption" encryption,
    "D-019" "proxy" proxy,
    "D-020" "federation" federation,
    "D-021" "queue" queue,
    "D-022" "other pods" other_pods,
    "D-023" "disk" disk,
    "D-024" "cache disk" cache_disk,
    "D-025" "memory" memory,
    "D-026" "open files" open_files,
    "D-027" "memory card" memory_card,
    "D-028" "power supply" power_supply,
    "D-029" "backup" backup,
    "D-030" "mail" mail,
    "D-031" "private nets" private_nets,
    "D-032" "sandbox" sandbox,
    "D-033" "reports" reports,
    "D-034" "router" router,
    "D-035" "outer address" outer_address,
    "D-036" "name and router" name_and_router,
    "D-037" "ports" ports,
    "D-038" "dynamic name" dynamic_name,
    "D-039" "other clocks" other_clocks,
];

fn finding(level: Level, says: impl Into<String>, remedy: impl Into<String>) -> Finding {
    Finding { level, says: says.into(), remedy: remedy.into() }
}

pub(super) fn ok(says: impl Into<String>) -> Finding {
    finding(Level::Ok, says, "")
}

pub(super) fn skip(says: impl Into<String>) -> Finding {
    finding(Level::Skip, says, "")
}

pub(super) fn warn(says: impl Into<String>, remedy: impl Into<String>) -> Finding {
    finding(Level::Warn, says, remedy)
}

pub(super) fn fail(says: impl Into<String>, remedy: impl Into<String>) -> Finding {
    finding(Level::Fail, says, remedy)
}

/// A check of what only an open store knows.
fn inside(facts: &Facts, judge: impl FnOnce(&Inside) -> Finding) -> Finding {
    facts.inside.as_ref().map_or_else(|| skip("There is no open store to ask."), judge)
}

fn version(facts: &Facts) -> Finding {
    let running = if facts.is_running { "running" } else { "not running" };
    ok(format!("This is seedpod {}, {running}.", env!("CARGO_PKG_VERSION")))
}

fn settings(facts: &Facts) -> Finding {
    match facts.warnings.first() {
        None => ok("The settings are valid."),
        Some(first) => warn(first.clone(), "See \"seedpod config show\" for where each value comes from."),
    }
}

fn settings_file(facts: &Facts) -> Finding {
    match facts.config {
        None => ok("There is no settings file; defaults, flags and the environment decide."),
        Some(mode) if mode & 0o027 == 0 => ok("The settings file is readable for its owner and group only."),
        Some(mode) => warn(
            format!("The settings file has mode {mode:04o}: others on this machine can read or change it."),
            "Run chmod 0640 on it.",
        ),
    }
}

fn state(facts: &Facts) -> Finding {
    let Place { path, mode, is_own, .. } = &facts.state;
    match mode {
        None => warn(
            format!("The state directory {} does not exist yet.", path.display()),
            "Start the pod, or name the right directory with --state-dir.",
        ),
        Some(_) if !is_own => fail(
            format!("The state directory {} belongs to another user.", path.display()),
            "Run this as the user the pod runs as, or give the directory to that user.",
        ),
        Some(mode) if mode & 0o077 != 0 => fail(
            format!("The state directory {} has mode {mode:04o}: it holds private keys.", path.display()),
            "Run chmod 0700 on it.",
        ),
        Some(_) => ok(format!("The state lies in {}, closed to others.", path.display())),
    }
}

fn secret_key(facts: &Facts) -> Finding {
    match facts.secret {
        None if facts.store.is_none() => skip("There is no pod here yet."),
        None => fail(
            "The file secret.key is missing.",
            "Put it back from a backup: private keys cannot be read without it.",
        ),
        Some(mode) if mode & 0o077 == 0 => ok("The key that seals private keys is readable for its owner only."),
        Some(mode) => fail(format!("The file secret.key has mode {mode:04o}."), "Run chmod 0600 on it."),
    }
}

fn store(facts: &Facts) -> Finding {
    match &facts.store {
        None => skip("There is no store yet."),
        Some(Ok(())) => ok("The store can be read and written."),
        Some(Err(error)) => fail(
            format!("The store does not work: {error}."),
            "Free space if the disk is full, then run \"seedpod db check\"; else restore the newest backup.",
        ),
    }
}

fn setup(facts: &Facts) -> Finding {
    inside(facts, |inside| match inside.is_set_up {
        true => ok("The pod is set up."),
        false => warn("The pod is not set up.", "Open the link that \"seedpod setup-link\" prints."),
    })
}

fn admin(facts: &Facts) -> Finding {
    inside(facts, |inside| match (inside.is_set_up, inside.has_admin) {
        (false, _) => skip("The pod is not set up."),
        (true, true) => ok("Somebody looks after the pod."),
        (true, false) => {
            warn("No account is admin.", "Run \"seedpod user role NAME admin\" for somebody who looks after the pod.")
        }
    })
}

fn user(facts: &Facts) -> Finding {
    match facts.is_root && facts.is_running {
        false => ok("The program has no more rights than it needs."),
        true => {
            warn("The pod runs as root.", "Use the unit that install.sh puts in place, which has a user of its own.")
        }
    }
}

fn clock(facts: &Facts) -> Finding {
    if facts.is_trusted == Some(false) {
        return fail(
            "The clock cannot be right: nothing is sent, removed or renewed until it is.",
            "Set the clock; without a battery it needs a time server after each start.",
        );
    }
    match facts.written {
        Some(written) if written.since(facts.now) > 300 => fail(
            format!("The clock is {} seconds behind the last thing that was stored.", written.since(facts.now)),
            "Set the clock; without a battery it needs a time server after each start.",
        ),
        Some(_) => ok("The clock agrees with what was stored last."),
        None => skip("Nothing was stored yet that the clock could be compared with."),
    }
}

fn time_server(facts: &Facts) -> Finding {
    match facts.is_synchronised {
        None => skip("Whether the clock follows a time server cannot be seen here."),
        Some(true) => ok("The clock follows a time server."),
        Some(false) => warn("The clock does not follow a time server.", "Run \"timedatectl set-ntp true\"."),
    }
}

/// A minute is the most that others put up with in a message, five are too much for certificates.
fn other_clocks(facts: &Facts) -> Finding {
    let Some((host, ahead)) = facts.other_clocks.iter().max_by_key(|(_, ahead)| ahead.saturating_abs()) else {
        return skip("No other machine was heard since the start whose clock could be compared.");
    };
    let side = if *ahead < 0 { "behind" } else { "ahead of" };
    let says = format!("The clock of {host} is {} seconds {side} this one.", ahead.saturating_abs());
    // One of them may be wrong; two that agree are not.
    let same = facts.other_clocks.iter().filter(|(_, other)| (other - ahead).abs() < 60).count();
    match ahead.saturating_abs() {
        0..60 => ok(format!("The clocks of {} other machines agree with this one.", facts.other_clocks.len())),
        300.. if same * 2 > facts.other_clocks.len() => fail(says, "Set the clock, and let it follow a time server."),
        _ => warn(says, "Compare this machine's clock with another one."),
    }
}

fn name(facts: &Facts) -> Finding {
    match (&facts.host, &facts.addresses) {
        (Some(host), Some(Ok(found))) if !found.is_empty() => {
            let list: Vec<String> = found.iter().map(ToString::to_string).collect();
            ok(format!("{host} leads to {}.", list.join(", ")))
        }
        (Some(host), Some(Err(error))) => fail(
            format!("{host} leads nowhere: {error}."),
            "Enter the address of your line at whoever keeps your domain, as A and AAAA record.",
        ),
        (Some(host), _) => fail(format!("{host} has no address."), "Enter an A or AAAA record for it."),
        (None, _) => skip("The pod has no public name."),
    }
}

pub(super) fn found(facts: &Facts) -> &[IpAddr] {
    facts.addresses.as_ref().and_then(|found| found.as_deref().ok()).unwrap_or_default()
}

fn address(facts: &Facts) -> Finding {
    let found = found(facts);
    if found.is_empty() {
        return skip("There is no address to compare.");
    }
    if found.iter().any(|address| facts.own_addresses.contains(address)) {
        return ok("The name leads to this machine.");
    }
    if found.iter().all(is_private) {
        return fail(
            "The name leads to a private address: nobody outside finds it.",
            "Enter the public address of your line.",
        );
    }
    ok("The name leads to another address than this machine has, as behind a router or proxy.")
}

pub(super) fn is_private(address: &IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => {
            let shared = address.octets()[0] == 100 && address.octets()[1] & 0xc0 == 64;
            address.is_private() || address.is_loopback() || address.is_link_local() || shared
        }
        IpAddr::V6(address) => address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local(),
    }
}

fn version_six(facts: &Facts) -> Finding {
    let (named, own) = (
        found(facts).iter().any(IpAddr::is_ipv6),
        facts.own_addresses.iter().any(|address| address.is_ipv6() && !is_private(address)),
    );
    match (facts.host.is_some(), named, own) {
        (false, _, _) => skip("The pod has no public name."),
        (_, true, _) => ok("The name has an IPv6 address."),
        (_, false, true) => {
            warn("The machine has a public IPv6 address and the name has none.", "Enter it as AAAA record.")
        }
        (_, false, false) => ok("The machine has no public IPv6 address, and the name neither."),
    }
}

fn doors(facts: &Facts) -> Finding {
    let shut: Vec<&str> = facts.doors.iter().filter(|(_, is_open)| !is_open).map(|(door, _)| door.as_str()).collect();
    let open: Vec<&str> = facts.doors.iter().filter(|(_, is_open)| *is_open).map(|(door, _)| door.as_str()).collect();
    if facts.doors.is_empty() {
        skip("The pod does not run.")
    } else if shut.is_empty() {
        ok(format!("The pod answers at {}.", open.join(" and ")))
    } else {
        fail(
            format!("Nobody answers at {}.", shut.join(" and ")),
            "See the log for why the pod could not listen; another program may hold the port.",
        )
    }
}

fn way_back(facts: &Facts) -> Finding {
    match facts.way_back {
        None => skip("Only a running pod with a public name can be looked for from inside."),
        Some(WayBack::Own) => ok("The pod's own name leads back to this pod from inside."),
        Some(WayBack::Somebody) => ok("Somebody answers under the pod's own name from inside."),
        Some(WayBack::Stranger) => warn(
            "Under the pod's own name something else answers from inside, perhaps the router itself.",
            "Forward ports 80 and 443 in the router; if they are, add a line for the name to your hosts file at home.",
        ),
        Some(WayBack::Nobody) => warn(
            "The pod's own name does not lead back from inside; it may still work from outside.",
            "Forward ports 80 and 443 in the router; if they are, add a line for the name to your hosts file at home.",
        ),
    }
}

fn certificate(facts: &Facts) -> Finding {
    inside(facts, |inside| {
        let certificate = &inside.certificate;
        let days = certificate.seconds_left(facts.now).map(|seconds| seconds / DAY);
        match (&certificate.trouble, days) {
            _ if !facts.is_https || facts.is_behind_proxy => skip("The pod does not do encryption itself."),
            _ if !facts.is_running => skip("The pod does not run."),
            (Some(trouble), _) if trouble.urgency == Urgency::High => fail(
                format!("There is no new certificate ({}). {}", trouble.name, trouble.detail).trim().to_owned(),
                "Run \"seedpod cert status\" and see /help/certificates.",
            ),
            (Some(trouble), _) => warn(
                format!("The last try for a new certificate failed ({}). {}", trouble.name, trouble.detail)
                    .trim()
                    .to_owned(),
                "Run \"seedpod cert status\"; it is tried again by itself.",
            ),
            (None, Some(days)) if days < 0 => fail("The certificate has ended.", "Run \"seedpod cert renew\"."),
            (None, Some(days)) if days < 7 => {
                warn(format!("The certificate ends in {days} days."), "Renew the files, or run \"seedpod cert renew\".")
            }
            (None, Some(days)) => ok(format!("The certificate is good for {days} more days.")),
            (None, None) => warn("Nobody vouches for the certificate yet.", "Run \"seedpod cert status\"."),
        }
    })
}

fn encryption(facts: &Facts) -> Finding {
    match (&facts.host, facts.is_https, facts.is_behind_proxy) {
        (None, _, _) => skip("A pod of the home network does without."),
        (Some(_), true, _) => ok("Visitors come over HTTPS."),
        (Some(_), false, _) => warn(
            "The pod's address begins with http: what people write and sign in with can be read on the way.",
            "New pods should be given an address with https from the start; it cannot change later.",
        ),
    }
}

fn proxy(facts: &Facts) -> Finding {
    match (facts.is_behind_proxy, facts.is_open_to_all) {
        (false, _) => skip("There is no proxy in front of the pod."),
        (true, false) => ok("Only this machine reaches the pod behind its proxy."),
        (true, true) => warn(
            "The pod is behind a proxy and listens to everybody, so that it can be reached around it.",
            "Set network.http to 127.0.0.1:PORT.",
        ),
    }
}

fn federation(facts: &Facts) -> Finding {
    match (&facts.host, facts.federates) {
        (None, _) => skip("A pod of the home network keeps to itself."),
        (Some(_), true) => ok("The pod is part of the network."),
        (Some(_), false) => {
            warn("Federation is off: no other pod sees this one.", "Set federation.enabled if that is not meant.")
        }
    }
}

fn queue(facts: &Facts) -> Finding {
    inside(facts, |inside| {
        let waiting = format!("{} messages go out, {} wait to be read.", inside.deliveries, inside.received);
        match inside.overdue {
            Some(seconds) if seconds > STUCK => warn(
                format!("Work is {} minutes late; {waiting}", seconds / 60),
                if facts.is_running { "See \"seedpod queue list\" and the log." } else { "Start the pod." },
            ),
            _ => ok(waiting),
        }
    })
}

fn other_pods(facts: &Facts) -> Finding {
    inside(facts, |inside| match (inside.pods, inside.offline) {
        (0, _) => skip("No other pod is known yet."),
        (pods, offline) if pods > 4 && offline * 2 > pods => warn(
            format!("{offline} of {pods} known pods cannot be reached: the fault may be here."),
            "Look at the way out: name server, firewall, clock.",
        ),
        (pods, offline) => ok(format!("{pods} other pods are known, {offline} of them away.")),
    })
}

fn room(place: &Place, what: &str) -> Finding {
    let Some((free, all)) = place.disk else { return skip(format!("The disk of the {what} cannot be looked at.")) };
    let says = format!("{} MiB of {} are free for the {what}.", free / MIB, all / MIB);
    let remedy = "Delete what is not needed, or move the pod to a bigger disk with a backup.";
    if free < (300 * MIB).max(all / 50) {
        fail(says, remedy)
    } else if free < GIB.max(all / 20) {
        warn(says, remedy)
    } else {
        ok(says)
    }
}

fn disk(facts: &Facts) -> Finding {
    room(&facts.state, "state")
}

fn cache_disk(facts: &Facts) -> Finding {
    match facts.cache.mode {
        None => skip("There is no cache yet."),
        Some(_) => room(&facts.cache, "cache"),
    }
}

fn memory(facts: &Facts) -> Finding {
    let limit = facts.memory_limit / MIB;
    match facts.memory_used {
        _ if limit < 96 => {
            warn(format!("The pod may use {limit} MiB of memory; pictures need more."), "Give it 160 MiB.")
        }
        Some(used) if used > facts.memory_limit / 10 * 9 => {
            warn(format!("{} of {limit} MiB of memory are in use.", used / MIB), "Give the pod more memory.")
        }
        Some(used) => ok(format!("{} of {limit} MiB of memory are in use.", used / MIB)),
        None => ok(format!("The pod may use {limit} MiB of memory.")),
    }
}

fn open_files(facts: &Facts) -> Finding {
    match facts.files {
        None => skip("Open files cannot be counted here."),
        Some((open, most)) if most < 1_024 || open > most / 10 * 8 => warn(
            format!("{open} of {most} possible files and connections are open."),
            "Raise the limit: LimitNOFILE=8192 in the unit.",
        ),
        Some((open, most)) => ok(format!("{open} of {most} possible files and connections are open.")),
    }
}

fn memory_card(facts: &Facts) -> Finding {
    match (facts.is_card, facts.written_bytes) {
        (Some(false), _) => ok("The state does not lie on a memory card."),
        (_, Some((bytes, seconds))) if seconds >= LONG_ENOUGH => {
            let per_day = bytes / seconds * 86_400;
            let says = format!("The pod writes about {} MiB a day.", per_day / MIB);
            match (facts.is_card, per_day > CARD_PER_DAY) {
                (Some(true), true) => warn(says, "A memory card does not bear that for long: use a disk on USB."),
                _ => ok(says),
            }
        }
        _ => skip("The pod does not run long enough to say what it writes in a day."),
    }
}

fn power_supply(facts: &Facts) -> Finding {
    match facts.throttled {
        None => skip("This machine does not tell about its power supply."),
        Some(0) => ok("Power supply and heat are fine."),
        Some(bits) if bits & 0xf != 0 => {
            warn("The machine slows down: too little voltage, or too hot.", "Use a better power supply; let air in.")
        }
        Some(_) => {
            warn("Since it started the machine had too little voltage or was too hot.", "Use a better power supply.")
        }
    }
}

fn backup(facts: &Facts) -> Finding {
    let advice = "Run \"seedpod backup create\", look at what it says, and keep copies on another machine.";
    match facts.backup.map(|made| facts.now.since(made) / DAY) {
        _ if facts.store.is_none() => skip("There is nothing to back up yet."),
        None => warn("There is no backup yet; the first one is made at night.", advice),
        Some(days) if days > 3 => warn(format!("The newest backup is {days} days old."), advice),
        Some(days) => ok(format!("The newest backup is {days} days old.")),
    }
}

fn mail(facts: &Facts) -> Finding {
    match &facts.mail {
        None => skip("The pod sends no mail; everything works without."),
        Some((server, true)) => ok(format!("The mail server {server} can be reached.")),
        Some((server, false)) => warn(
            format!("The mail server {server} cannot be reached."),
            "Check mail.host and mail.port; many lines at home block port 25: use 465 or 587.",
        ),
    }
}

fn private_nets(facts: &Facts) -> Finding {
    match facts.outgoing_allow.as_slice() {
        [] => ok("The pod contacts public addresses only."),
        some => warn(
            format!("The pod may contact private addresses: {}.", some.join(", ")),
            "Remove outgoing.allow unless this is a test or you know why.",
        ),
    }
}

fn sandbox(facts: &Facts) -> Finding {
    match (facts.is_running, facts.no_new_privileges, facts.is_filtered) {
        (false, _, _) => skip("The pod does not run."),
        (true, Some(true), Some(true)) => ok("The pod runs in a sandbox."),
        _ => warn(
            "The pod runs without the sandbox of its service unit.",
            "Let systemd start it with the unit that install.sh puts in place.",
        ),
    }
}

fn reports(facts: &Facts) -> Finding {
    inside(facts, |inside| match inside.reports {
        0 => ok("No report waits."),
        count => warn(format!("{count} reports wait for a decision."), "See /admin/reports."),
    })
}
