//! The router at home, asked to let visitors in (spec/appliance.md §8, H-053, H-067).
//!
//! A router is asked in three ways, the better one first: PCP ([`pcp`]), NAT-PMP ([`natpmp`]) and
//! UPnP ([`ssdp`], [`web`], [`soap`]). Reading what it says is kept apart from sockets in these
//! modules, since whoever answers may be anybody on the home network: sizes, counts and times are
//! limited, addresses it names must be its own, and garbage is no answer. [`Keeper`] is the rest:
//! which ports, when to renew, what to do when the router has forgotten, ending on a clean stop
//! what we began. [`survey`] only asks for the outer address.
//!
//! Nothing is asked here unless `app` was told to, and nobody outside the home network is asked.

mod epoch;
mod igd;
mod keeper;
pub mod natpmp;
pub mod pcp;
mod route;
pub mod soap;
pub mod ssdp;
mod talk;
mod udp;
pub mod web;

pub use keeper::{Handle, Keeper, KeeperSettings, Lease, Standing};
pub use route::lasting_address;
pub use talk::{Survey, survey};

use std::fmt;
use std::net::{Ipv4Addr, SocketAddrV4};
use std::time::Duration;

/// The number of TCP among the protocols of the Internet.
const TCP: u8 = 6;
/// Where routers hear PCP and NAT-PMP.
const PORT: u16 = 5_351;
/// Where those that speak UPnP hear searches.
pub const DISCOVERY: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::new(239, 255, 255, 250), 1_900);

/// A port of the router and the port of this machine that it leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Door {
    pub outside: u16,
    pub inside: u16,
}

/// How a router is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Pcp,
    NatPmp,
    Upnp,
}

impl Way {
    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pcp => "PCP",
            Self::NatPmp => "NAT-PMP",
            Self::Upnp => "UPnP",
        }
    }
}

/// Which router is asked, and how long it may think.
#[derive(Clone, Debug)]
pub struct RouterSettings {
    /// Where it hears PCP and NAT-PMP; nothing for the machine's default route.
    pub gateway: Option<SocketAddrV4>,
    /// Where searches for UPnP go.
    pub discovery: SocketAddrV4,
    pub patience: Patience,
}

impl RouterSettings {
    /// The router that is asked, if one is known.
    fn router(&self) -> Option<SocketAddrV4> {
        self.gateway.or_else(|| route::gateway().map(|address| SocketAddrV4::new(address, PORT)))
    }
}

/// How long a router may think.
#[derive(Clone, Debug)]
pub struct Patience {
    /// One datagram each, and how long its answer is waited for.
    pub datagrams: Vec<Duration>,
    /// For a router to be found.
    pub search: Duration,
    /// For one document of it.
    pub document: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            datagrams: [250, 500, 1_000].map(Duration::from_millis).to_vec(),
            search: Duration::from_millis(2_500),
            document: Duration::from_secs(4),
        }
    }
}

/// Why the router does not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is nobody to ask.
    NoRouter,
    /// Nobody answers in any of the three ways.
    Silent,
    /// It refuses, with a code of the way it was asked.
    Refused(String),
    /// It has no outer address at the moment.
    Offline,
    /// Another router lies between.
    NotNext,
    /// The port leads elsewhere already; where to, if the router says so.
    Taken(u16, Option<Ipv4Addr>),
    /// What it answered cannot be used.
    Nonsense,
    /// The machine needs no router: it has a public address.
    Public,
    /// The pod can be reached from this machine only.
    NoDoor,
}

impl Fault {
    /// Whether it says more than that nobody spoke.
    fn is_telling(&self) -> bool {
        !matches!(self, Self::NoRouter | Self::Silent)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRouter => f.write_str("no router is known"),
            Self::Silent => f.write_str("no router answers"),
            Self::Refused(code) => write!(f, "the router refuses ({code})"),
            Self::Offline => f.write_str("the router is not connected"),
            Self::NotNext => f.write_str("another router lies between"),
            Self::Taken(port, Some(client)) => write!(f, "the router passes port {port} on to {client} already"),
            Self::Taken(port, None) => write!(f, "the router does not give port {port}"),
            Self::Nonsense => f.write_str("the router's answer cannot be used"),
            Self::Public => f.write_str("this machine has a public address and needs no router"),
            Self::NoDoor => f.write_str("the pod listens for this machine only"),
        }
    }
}

/// A number of four bytes at a place.
fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// A number of two bytes at a place.
fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}
