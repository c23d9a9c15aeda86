//! The home network from the assembly's side: who asks the router, for which ports, and what the
//! admin is told.

use super::certificates::Folder;
use super::command::{Answer, Exit};
use super::error::AppError;
use super::system::{SystemClock, SystemEntropy};
use crate::config::Config;
use crate::net::dyndns::{Progress, Service, Updater, remembered};
use crate::net::inbound::Challenges;
use crate::net::outbound::{Wire, is_public};
use crate::net::router::{
    DISCOVERY, Door, Handle, Keeper, KeeperSettings, Patience, RouterSettings, Standing, lasting_address,
};
use serde_json::{Value, json};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinHandle;

/// How long the router may take to end our mappings when the program stops.
const FAREWELL: Duration = Duration::from_secs(8);
/// How often the address is looked at (H-057).
const POLL: Duration = Duration::from_secs(300);
/// Where visitors come in.
const PLAIN: u16 = 80;
const ENCRYPTED: u16 = 443;

/// What a running pod knows of its network, and by what it is told what to do. Cheap to clone.
#[derive(Clone)]
pub(super) struct Home {
    router: Handle,
    challenges: Arc<Challenges>,
}

/// Which router is asked.
pub(super) fn router(config: &Config) -> RouterSettings {
    RouterSettings {
        gateway: config.gateway(),
        discovery: config.upnp().unwrap_or(DISCOVERY),
        patience: Patience::default(),
    }
}

/// The machine's own addresses.
pub(super) fn own_addresses() -> Vec<IpAddr> {
    if_addrs::get_if_addrs().unwrap_or_default().iter().map(if_addrs::Interface::ip).collect()
}

/// Which ports of the router lead to which of ours. A proxy in front has the usual ones itself.
fn doors(config: &Config, (plain, encrypted): (Option<u16>, Option<u16>)) -> Vec<Door> {
    let (plain, encrypted) = if config.is_behind_proxy() { (Some(PLAIN), Some(ENCRYPTED)) } else { (plain, encrypted) };
    let door = |outside, inside: Option<u16>| inside.map(|inside| Door { outside, inside });
    door(ENCRYPTED, encrypted).into_iter().chain(door(PLAIN, plain)).collect()
}

impl Home {
    /// Begins to look after the network; `ports` are those of the plain and the encrypted door,
    /// whoever comes in by the plain one can ask for `challenges`, and who keeps the name is told
    /// through `wire`.
    pub(super) fn open(
        config: &Config,
        ports: (Option<u16>, Option<u16>),
        challenges: Arc<Challenges>,
        wire: Arc<dyn Wire>,
    ) -> (Self, Vec<JoinHandle<()>>) {
        let settings = KeeperSettings {
            router: router(config),
            doors: doors(config, ports),
            is_wanted: config.maps_ports(),
            wants_address: config.dynamic_name().is_some(),
            own_addresses,
        };
        let shelf = Arc::new(Folder(config.paths().state.clone()));
        let (keeper, router) = Keeper::open(settings, shelf.clone(), Arc::new(SystemClock), &mut SystemEntropy);
        let mut tasks = vec![tokio::spawn(keeper.run())];
        if let Some(name) = config.dynamic_name() {
            let updater = Updater::open(&name, Service::of(&name, wire), shelf, Arc::new(SystemClock));
            tasks.push(tokio::spawn(keep_name(updater, router.clone())));
        }
        (Self { router, challenges }, tasks)
    }

    /// How it stands with the router.
    pub(super) fn standing(&self) -> Standing {
        self.router.standing()
    }

    /// What the plain door answers to those who know what to ask for.
    pub(super) fn challenges(&self) -> &Challenges {
        &self.challenges
    }

    /// Ends what has to be ended at the router.
    pub(super) async fn leave(&self) {
        if tokio::time::timeout(FAREWELL, self.router.leave()).await.is_err() {
            tracing::warn!("the router does not answer; what it passes on ends by itself within the hour");
        }
    }

    /// The command `net map`.
    pub(super) async fn map(&self, config: &Config) -> Result<Answer, AppError> {
        let standing = self.router.map().await;
        let mut lines = described(&standing);
        if standing.leases.is_empty() {
            lines.push(format!("Forward the ports in the router by hand: {}/help/home-network says how.", at(config)));
        } else {
            lines.push("It is renewed by itself, and asked for again after every start.".to_owned());
        }
        let is_whole = standing.fault.is_none() && !standing.leases.is_empty();
        let exit = match (is_whole, standing.leases.is_empty()) {
            (true, _) => Exit::Success,
            (false, false) => Exit::Warnings,
            (false, true) => Exit::Failure,
        };
        Ok(Answer { text: lines.join("\n"), json: as_json(&standing), exit })
    }

    /// The command `net unmap`.
    pub(super) async fn unmap(&self, config: &Config) -> Result<Answer, AppError> {
        let standing = self.router.unmap().await;
        let mut text = "The router passes nothing on to the pod any more that the pod had asked for.".to_owned();
        if config.maps_ports() {
            text += "\nThe setting network.map_ports has it do so again at the next start.";
        }
        Ok(Answer { text, json: as_json(&standing), exit: Exit::Success })
    }
}

/// What was told to whoever keeps the name, and what came of it; nothing if nobody does.
pub(super) fn told(config: &Config) -> Option<(String, Progress)> {
    let name = config.dynamic_name()?.name;
    Some((name, remembered(&Folder(config.paths().state.clone()))))
}

/// Has the name follow the address, for ever: at every word of the router, and now and then
/// without.
async fn keep_name(mut updater: Updater, router: Handle) {
    let mut changes = router.changes();
    loop {
        if matches!(tokio::time::timeout(POLL, changes.changed()).await, Ok(Err(_))) {
            // Nobody asks the router any more: the program stops.
            return;
        }
        let standing = router.standing();
        // Before the router was asked, half of the truth might be told.
        if standing.asked.is_some() {
            updater.turn(&public_addresses(standing.outer, &own_addresses(), lasting_address())).await;
        }
    }
}

/// Where others find the pod: this machine's own address or the router's, and a lasting IPv6 one.
fn public_addresses(outer: Option<Ipv4Addr>, own: &[IpAddr], sixth: Option<Ipv6Addr>) -> Vec<IpAddr> {
    let own = own.iter().copied().filter(IpAddr::is_ipv4);
    let fourth = own.chain(outer.map(IpAddr::V4)).find(|address| is_public(*address));
    fourth.into_iter().chain(sixth.map(IpAddr::V6)).collect()
}

/// Only a pod that runs can be visited, and has somebody who renews.
pub(super) fn needs_running() -> AppError {
    AppError::plain("the pod does not run; what the router passed on to it ends by itself within the hour")
}

fn at(config: &Config) -> String {
    config.url().map(|url| url.origin().to_owned()).unwrap_or_default()
}

/// How it stands with the router, a line each.
fn described(standing: &Standing) -> Vec<String> {
    let own = standing.own.map(|own| own.to_string()).unwrap_or_default();
    let mut lines: Vec<String> = standing
        .leases
        .iter()
        .map(|lease| {
            let until = lease.until.map_or_else(|| "for ever".to_owned(), |until| format!("until {until}"));
            let door = lease.door;
            format!("The router passes port {} on to {own}:{}, {until}.", door.outside, door.inside)
        })
        .collect();
    if let (Some(way), Some(outer)) = (standing.way, standing.outer) {
        lines.push(format!("It says by {} that its outer address is {outer}.", way.name()));
    }
    lines.extend(standing.fault.as_ref().map(|fault| format!("Not everything works: {fault}.")));
    lines
}

fn as_json(standing: &Standing) -> Value {
    let port = |lease: &crate::net::router::Lease| {
        json!({
            "outside": lease.door.outside,
            "inside": lease.door.inside,
            "until": lease.until.map(|until| until.to_string()),
            "ours": lease.is_ours,
        })
    };
    json!({
        "wanted": standing.is_wanted,
        "way": standing.way.map(crate::net::router::Way::name),
        "own": standing.own.map(|own| own.to_string()),
        "outer": standing.outer.map(|outer| outer.to_string()),
        "ports": standing.leases.iter().map(port).collect::<Vec<_>>(),
        "fault": standing.fault.as_ref().map(ToString::to_string),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    // H-055, H-057: only what others can reach is told.
    #[test]
    fn a_shared_address_is_not_published() {
        let address = |text: &str| text.parse::<IpAddr>().expect(text);
        let home = [address("127.0.0.1"), address("192.168.1.7"), address("fd00::7")];
        let shared = Some(Ipv4Addr::new(100, 64, 1, 2));
        assert!(public_addresses(shared, &home, None).is_empty());
        let (outer, sixth) = (Some(Ipv4Addr::new(93, 184, 216, 34)), "2003::7".parse().ok());
        assert_eq!(public_addresses(outer, &home, sixth), [address("93.184.216.34"), address("2003::7")]);
        assert_eq!(public_addresses(outer, &[address("93.184.216.99")], None), [address("93.184.216.99")]);
    }

    #[test]
    fn visitors_come_in_by_the_usual_ports_whatever_the_pod_listens_at() {
        let folder = std::env::temp_dir();
        let config = Config::with_defaults(&folder);
        let doors =
            |ports| doors(&config, ports).into_iter().map(|door| (door.outside, door.inside)).collect::<Vec<_>>();
        assert_eq!(doors((Some(8_080), Some(8_443))), [(443, 8_443), (80, 8_080)]);
        assert_eq!(doors((Some(80), None)), [(80, 80)]);
        assert_eq!(doors((None, None)), []);
    }
}
