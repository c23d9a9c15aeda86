//! Facts for the doctor. What cannot be found out is `None`; nothing here judges.

use crate::app::home::{self, Home};
use crate::base::{Clock, Timestamp};
use crate::config::{Config, memory, paths};
use crate::domain::admin::pods;
use crate::domain::{Certificate, Pod, accounts, instance, queue, reports, runs};
use crate::net::dyndns::Progress;
use crate::net::inbound::Challenges;
use crate::net::outbound::is_public;
use crate::net::router::{Fault, Standing, Survey, survey, web};
use std::net::{IpAddr, SocketAddr};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// How long an address may take to answer, and a name server.
const PATIENCE: Duration = Duration::from_secs(4);
/// Addresses of the own name that are tried, and how long each may take.
const TRIED: usize = 3;
const TRY: Duration = Duration::from_secs(2);
/// Reports that are counted.
const REPORTS: usize = 1_000;

/// A folder and its disk.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) path: PathBuf,
    /// Permission bits; `None` if it does not exist.
    pub(super) mode: Option<u32>,
    pub(super) is_own: bool,
    /// Bytes free and bytes in all.
    pub(super) disk: Option<(u64, u64)>,
}

/// Who answers under the pod's own name, seen from inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum WayBack {
    Nobody,
    /// Somebody else, or this pod behind something that answers for it.
    Stranger,
    /// Somebody who cannot be told from others.
    Somebody,
    /// This very process.
    Own,
}

/// What the store says of the pod.
#[derive(Clone, Debug, Default)]
pub(in crate::app) struct Inside {
    pub(in crate::app) is_set_up: bool,
    pub(in crate::app) has_admin: bool,
    pub(in crate::app) deliveries: u64,
    pub(in crate::app) received: u64,
    /// Seconds since the oldest work that is due should have been done.
    pub(in crate::app) overdue: Option<i64>,
    pub(in crate::app) pods: usize,
    pub(in crate::app) offline: usize,
    pub(in crate::app) reports: usize,
    pub(in crate::app) certificate: Certificate,
    pub(in crate::app) runs_cut_short: u64,
}

/// Everything the doctor knows.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    pub(super) now: Timestamp,
    pub(super) is_running: bool,
    pub(super) is_root: bool,
    pub(super) warnings: Vec<String>,
    pub(super) state: Place,
    pub(super) cache: Place,
    /// Mode of the file that seals private keys.
    pub(super) secret: Option<u32>,
    /// Mode of the configuration file.
    pub(super) config: Option<u32>,
    /// The last moment the store was written.
    pub(super) written: Option<Timestamp>,
    /// Whether the pod believes the machine's clock.
    pub(super) is_trusted: Option<bool>,
    /// Hosts with a verified certificate that were heard last, with the seconds by which their
    /// clocks are ahead of this one.
    pub(super) other_clocks: Vec<(String, i64)>,
    /// Whether the machine's clock follows a time server.
    pub(super) is_synchronised: Option<bool>,
    /// Host of the pod's own name; `None` for a pod of the home network.
    pub(super) host: Option<String>,
    pub(super) is_https: bool,
    pub(super) addresses: Option<Result<Vec<IpAddr>, String>>,
    pub(super) own_addresses: Vec<IpAddr>,
    /// Where it should listen, and whether something does.
    pub(super) doors: Vec<(String, bool)>,
    /// Whether the own name leads back here.
    pub(super) way_back: Option<WayBack>,
    /// What the router says of itself, if it was asked.
    pub(super) router: Option<Result<Survey, Fault>>,
    /// The name that follows the address, and what its keeper was told.
    pub(super) dynamic_name: Option<(String, Progress)>,
    /// How it stands with the ports that the router is to pass on.
    pub(super) ports: Option<Standing>,
    pub(super) is_behind_proxy: bool,
    /// Whether a machine in front passes connections on.
    pub(super) has_front: bool,
    pub(super) is_open_to_all: bool,
    pub(super) outgoing_allow: Vec<String>,
    pub(super) federates: bool,
    /// Whether the store can be read and written, else why not.
    pub(super) store: Option<Result<(), String>>,
    pub(super) inside: Option<Inside>,
    pub(super) memory_limit: u64,
    pub(super) memory_used: Option<u64>,
    /// Open files and how many there may be.
    pub(super) files: Option<(u64, u64)>,
    pub(super) no_new_privileges: Option<bool>,
    pub(super) is_filtered: Option<bool>,
    /// Whether the state lies on a memory card.
    pub(super) is_card: Option<bool>,
    /// Bytes this process wrote, and the seconds it took for that.
    pub(super) written_bytes: Option<(u64, u64)>,
    /// What the board says of its power supply and heat.
    pub(super) throttled: Option<u32>,
    /// When the newest backup was made.
    pub(super) backup: Option<Timestamp>,
    /// Host and port of the mail server, and whether it can be reached.
    pub(super) mail: Option<(String, bool)>,
}

/// Gathers everything. `home` is what a running pod knows of its network; `asks_router` has the
/// router asked also where that is no use for the pod.
pub(super) async fn around(config: &Config, pod: Option<&Pod>, home: Option<&Home>, asks_router: bool) -> Facts {
    let is_running = home.is_some();
    let places = config.paths();
    let (mut store, mut inside) = (None, None);
    if let Some(pod) = pod {
        store = Some(crate::app::state::works(pod).await.map_err(|error| error.to_string()));
        inside = self::inside(pod).await;
    }
    let url = match pod {
        Some(pod) => Some(pod.planned().0),
        None => config.url(),
    }
    .filter(|_| config.url().is_some());
    let host = url.as_ref().map(crate::base::PodUrl::host);
    let addresses = match &host {
        Some(host) => Some(resolve(host).await),
        None => None,
    };
    let way_back = match (&url, &addresses, home) {
        (Some(url), Some(Ok(found)), Some(home)) => Some(way_back(url, found, home.challenges(), pod).await),
        _ => None,
    };
    let own_addresses = home::own_addresses();
    let ports = home.map(Home::standing);
    let is_public_name =
        addresses.as_ref().is_some_and(|found| found.as_ref().is_ok_and(|it| it.iter().any(|it| is_public(*it))));
    let router = match (own_addresses.iter().any(|it| it.is_ipv4() && is_public(*it)), asks_router || is_public_name) {
        (false, true) => Some(ask_router(config, ports.as_ref()).await),
        _ => None,
    };
    let database = places.state.join("seedpod.redb");
    Facts {
        now: crate::app::state::now(),
        is_running,
        is_root: rustix::process::geteuid().is_root(),
        warnings: config.warnings().to_vec(),
        state: place(&places.state),
        cache: place(&places.cache),
        secret: mode(&places.state.join("secret.key")),
        config: mode(&places.config),
        written: changed(&database),
        is_trusted: pod.map(|pod| pod.clock().is_trusted()),
        other_clocks: pod.map(|pod| pod.clock().witnesses()).unwrap_or_default(),
        is_synchronised: is_synchronised(),
        is_https: url.as_ref().is_some_and(|url| url.as_str().starts_with("https")),
        host,
        addresses,
        own_addresses,
        doors: if is_running { doors(config).await } else { Vec::new() },
        way_back,
        router,
        dynamic_name: home::told(config),
        ports,
        is_behind_proxy: config.is_behind_proxy(),
        has_front: !config.fronts().is_empty(),
        is_open_to_all: config.http_candidates().iter().any(|address| !address.ip().is_loopback()),
        outgoing_allow: config.outgoing_allow().iter().map(ToString::to_string).collect(),
        federates: config.federates(),
        store,
        inside,
        memory_limit: memory::limit(),
        memory_used: memory_used(),
        files: files(),
        no_new_privileges: status("NoNewPrivs:").map(|text| text == "1"),
        is_filtered: status("Seccomp:").map(|text| text == "2"),
        is_card: is_card(&places.state),
        written_bytes: if is_running { written_bytes() } else { None },
        throttled: throttled(),
        backup: newest(&config.backup_folder()),
        mail: match config.mail_server() {
            Some(server) => {
                let address = format!("{}:{}", server.host, server.port);
                let is_there = is_open(&address).await;
                Some((address, is_there))
            }
            None => None,
        },
    }
}

/// What an open store knows; `None` if it cannot be read.
pub(in crate::app) async fn inside(pod: &Pod) -> Option<Inside> {
    let now = pod.now();
    let certificate = pod.certificate();
    let read = pod.read(move |tx| {
        let stats = queue::stats(tx)?;
        let (summary, _) = pods::list(tx, now, "-")?;
        Ok::<_, crate::store::StoreError>(Inside {
            is_set_up: instance::get(tx)?.is_some(),
            has_admin: accounts::has_admin(tx)?,
            deliveries: stats.deliveries,
            received: stats.received,
            overdue: stats.oldest.map(|at| now.since(at)),
            pods: summary.total,
            offline: summary.offline,
            reports: reports::open(tx, REPORTS)?.len(),
            runs_cut_short: runs::cut_short(tx)?,
            certificate,
        })
    });
    read.await.ok()
}

fn place(path: &Path) -> Place {
    let data = std::fs::metadata(path).ok();
    let disk = paths::free_space(path).ok().zip(paths::disk_size(path).ok());
    Place {
        path: path.to_owned(),
        mode: data.as_ref().map(|data| data.mode() & 0o7777),
        is_own: data.is_none_or(|data| data.uid() == rustix::process::geteuid().as_raw()),
        disk,
    }
}

fn mode(path: &Path) -> Option<u32> {
    Some(std::fs::metadata(path).ok()?.mode() & 0o7777)
}

fn changed(path: &Path) -> Option<Timestamp> {
    Some(Timestamp::from_seconds(std::fs::metadata(path).ok()?.mtime()))
}

/// When the newest file of a folder was written.
pub(in crate::app) fn newest(folder: &Path) -> Option<Timestamp> {
    let entries = std::fs::read_dir(folder).ok()?;
    entries.flatten().filter(|entry| entry.path().is_file()).filter_map(|entry| changed(&entry.path())).max()
}

/// A line of what the kernel says of this process.
fn status(name: &str) -> Option<String> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    text.lines().find_map(|line| line.strip_prefix(name)).map(|rest| rest.trim().to_owned())
}

/// Bytes of memory that this process has.
pub(in crate::app) fn memory_used() -> Option<u64> {
    let text = status("VmRSS:")?;
    Some(text.trim_end_matches("kB").trim().parse::<u64>().ok()? << 10)
}

/// Open files of this process and how many it may have.
pub(in crate::app) fn files() -> Option<(u64, u64)> {
    let open = u64::try_from(std::fs::read_dir("/proc/self/fd").ok()?.count()).ok()?;
    let most = rustix::process::getrlimit(rustix::process::Resource::Nofile).current.unwrap_or(u64::MAX);
    Some((open, most))
}

/// systemd's time service leaves a mark; others leave none that can be read without their tools.
pub(in crate::app) fn is_synchronised() -> Option<bool> {
    Path::new("/run/systemd/timesync").is_dir().then(|| Path::new("/run/systemd/timesync/synchronized").exists())
}

/// Whether a path is on a memory card, if the kernel tells.
pub(in crate::app) fn is_card(path: &Path) -> Option<bool> {
    let device = std::fs::metadata(path).ok()?.dev();
    let (major, minor) = (rustix::fs::major(device), rustix::fs::minor(device));
    let target = std::fs::read_link(format!("/sys/dev/block/{major}:{minor}")).ok()?;
    Some(target.to_string_lossy().contains("/mmcblk"))
}

/// Bytes that this process wrote, and since how many seconds it runs.
pub(in crate::app) fn written_bytes() -> Option<(u64, u64)> {
    let text = std::fs::read_to_string("/proc/self/io").ok()?;
    let bytes = text.lines().find_map(|line| line.strip_prefix("write_bytes:"))?.trim().parse().ok()?;
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // Behind the name in brackets, which may hold anything; the twentieth of them is the start in
    // hundredths of a second since the machine started.
    let begun: u64 = stat.rsplit_once(')')?.1.split_whitespace().nth(19)?.parse().ok()?;
    let uptime = std::fs::read_to_string("/proc/uptime").ok()?;
    let uptime: u64 = uptime.split('.').next()?.parse().ok()?;
    Some((bytes, uptime.saturating_sub(begun / 100)))
}

/// Raspberry Pi: bits for low voltage and heat, as its firmware counts them.
fn throttled() -> Option<u32> {
    let text = std::fs::read_to_string("/sys/devices/platform/soc/soc:firmware/get_throttled").ok()?;
    u32::from_str_radix(text.trim().trim_start_matches("0x"), 16).ok()
}

async fn resolve(host: &str) -> Result<Vec<IpAddr>, String> {
    match timeout(PATIENCE, tokio::net::lookup_host((host, 443))).await {
        Ok(Ok(found)) => Ok(found.map(|address| address.ip()).collect()),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("no name server answered".to_owned()),
    }
}

/// What is known already, else the router is asked.
async fn ask_router(config: &Config, known: Option<&Standing>) -> Result<Survey, Fault> {
    let known = known.and_then(|known| Some(Survey { way: known.way?, own: known.own?, outer: Some(known.outer?) }));
    match known {
        Some(known) => Ok(known),
        None => survey(&home::router(config)).await,
    }
}

/// Asks under the own name for something that only this process knows. Who can show it at the plain
/// door is this pod; one without a plain door at the usual port can only be seen to answer.
async fn way_back(url: &crate::base::PodUrl, found: &[IpAddr], challenges: &Challenges, pod: Option<&Pod>) -> WayBack {
    let mut bytes = [0; 16];
    if let Some(pod) = pod {
        pod.fill_random(&mut bytes);
    }
    let token = bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let (path, answer) = (format!("/.well-known/acme-challenge/{token}"), format!("{token}.way-back"));
    let port = if url.is_https() { 80 } else { port(url) };
    challenges.begin(&token, &answer);
    let mut best = WayBack::Nobody;
    for address in found.iter().take(TRIED) {
        let said = web::fetch(SocketAddr::new(*address, port), url.authority(), &path, TRY).await;
        best = best.max(match said {
            Ok(said) if said.body.trim_ascii() == answer.as_bytes() => WayBack::Own,
            Ok(_) | Err(Fault::Nonsense) => WayBack::Stranger,
            Err(_) => WayBack::Nobody,
        });
        if best == WayBack::Own {
            break;
        }
    }
    challenges.end(&token);
    if best == WayBack::Nobody && is_open(&with_port(url)).await { WayBack::Somebody } else { best }
}

fn with_port(url: &crate::base::PodUrl) -> String {
    format!("{}:{}", url.host(), port(url))
}

fn port(url: &crate::base::PodUrl) -> u16 {
    let said = url.authority().rsplit_once(':').and_then(|(_, port)| port.parse().ok());
    said.unwrap_or(if url.is_https() { 443 } else { 80 })
}

async fn is_open(address: &str) -> bool {
    matches!(timeout(PATIENCE, TcpStream::connect(address)).await, Ok(Ok(_)))
}

/// Where the configuration wants the pod to listen. Several places for one purpose stand for the
/// first that was free.
async fn doors(config: &Config) -> Vec<(String, bool)> {
    let mut doors = Vec::new();
    let encrypted = config.https_candidates();
    for (scheme, candidates) in [("http", config.http_candidates()), ("https", encrypted)] {
        let Some(first) = candidates.first() else { continue };
        let mut found = None;
        for address in &candidates {
            let mut near = *address;
            if near.ip().is_unspecified() {
                near.set_ip(if near.is_ipv6() {
                    IpAddr::V6(std::net::Ipv6Addr::LOCALHOST)
                } else {
                    IpAddr::V4(std::net::Ipv4Addr::LOCALHOST)
                });
            }
            if is_open(&near.to_string()).await {
                found = Some(address);
                break;
            }
        }
        doors.push((format!("{scheme}://{}", found.unwrap_or(first)), found.is_some()));
    }
    doors
}
