//! Conversations with a router that speaks UPnP.

use super::ssdp::Place;
use super::{Door, Fault, soap, udp, web};
use std::net::{Ipv4Addr, SocketAddrV4};
use std::time::Duration;

/// There is no such mapping.
const NO_SUCH_ENTRY: &str = "714";
/// The port leads elsewhere.
const CONFLICT: &str = "718";
/// Mappings last for ever or not at all.
const ONLY_FOR_EVER: &str = "725";
/// The router does not know the action, or leaves it out.
pub(super) const UNKNOWN_ACTION: [&str; 2] = ["401", "602"];

/// A service of a router, found and working.
#[derive(Clone, Debug)]
pub(super) struct Igd {
    service: soap::Service,
    /// Our address as the router sees it.
    own: Ipv4Addr,
    /// What it says of the outer address.
    pub(super) outer: Option<Ipv4Addr>,
    patience: Duration,
}

/// Where a port of the router leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) client: Option<Ipv4Addr>,
    pub(super) inside: Option<u16>,
    pub(super) is_named_ours: bool,
}

impl Entry {
    /// Whether it leads to this very door of ours.
    pub(super) fn leads_to(&self, own: Ipv4Addr, door: Door) -> bool {
        self.client == Some(own) && self.inside == Some(door.inside)
    }
}

impl Igd {
    /// The first service that knows an outer address, else the first that answers at all.
    pub(super) async fn find(
        at: SocketAddrV4,
        router: Option<Ipv4Addr>,
        search: Duration,
        patience: Duration,
    ) -> Result<Self, Fault> {
        let mut fault = Fault::Silent;
        let mut second = None;
        for place in udp::search(at, router, search).await? {
            for service in described(&place, patience).await.unwrap_or_default() {
                match Self::open(service, patience).await {
                    Ok(igd) if igd.outer.is_some() => return Ok(igd),
                    Ok(igd) => second = second.or(Some(igd)),
                    Err(error) => fault = error,
                }
            }
        }
        second.ok_or(fault)
    }

    async fn open(service: soap::Service, patience: Duration) -> Result<Self, Fault> {
        let mut igd = Self { service, own: Ipv4Addr::UNSPECIFIED, outer: None, patience };
        let (body, own) = igd.call("GetExternalIPAddress", &[]).await?;
        igd.own = own;
        igd.outer = address(&body, "NewExternalIPAddress");
        Ok(igd)
    }

    pub(super) fn own(&self) -> Ipv4Addr {
        self.own
    }

    /// Asks anew for the outer address; also learns whether ours is another one.
    pub(super) async fn refresh(&mut self) -> Result<(), Fault> {
        *self = Self::open(self.service.clone(), self.patience).await?;
        Ok(())
    }

    /// Where a port leads, if anywhere.
    pub(super) async fn entry(&self, outside: u16) -> Result<Option<Entry>, Fault> {
        match self.call("GetSpecificPortMappingEntry", &soap::key(outside)).await {
            Ok((body, _)) => Ok(Some(Entry {
                client: address(&body, "NewInternalClient"),
                inside: soap::value(&body, "NewInternalPort").and_then(|text| text.parse().ok()),
                is_named_ours: soap::value(&body, "NewPortMappingDescription").is_some_and(|text| text == soap::NAME),
            })),
            Err(Fault::Refused(code)) if code == NO_SUCH_ENTRY => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Maps a port; says for how many seconds, zero for ever.
    pub(super) async fn map(&self, door: Door, seconds: u32) -> Result<u32, Fault> {
        match self.add(door, seconds).await {
            Err(Fault::Refused(code)) if code == ONLY_FOR_EVER => self.add(door, 0).await,
            other => other,
        }
    }

    async fn add(&self, door: Door, seconds: u32) -> Result<u32, Fault> {
        match self.call("AddPortMapping", &soap::mapping(door, self.own, seconds)).await {
            Ok(_) => Ok(seconds),
            Err(Fault::Refused(code)) if code == CONFLICT => Err(Fault::Taken(door.outside, None)),
            Err(error) => Err(error),
        }
    }

    pub(super) async fn unmap(&self, outside: u16) -> Result<(), Fault> {
        match self.call("DeletePortMapping", &soap::key(outside)).await {
            Err(Fault::Refused(code)) if code == NO_SUCH_ENTRY => Ok(()),
            other => other.map(drop),
        }
    }

    /// The body of a success, and our address; a refusal with its code.
    async fn call(&self, action: &str, values: &[(&str, String)]) -> Result<(Vec<u8>, Ipv4Addr), Fault> {
        let (header, body) = (soap::header(&self.service, action), soap::request(&self.service, action, values));
        let (answer, own) = web::post(&self.service.place, &header, &body, self.patience).await?;
        if answer.status == 200 {
            return Ok((answer.body, own));
        }
        let code = soap::value(&answer.body, "errorCode").filter(|code| code.bytes().all(|byte| byte.is_ascii_digit()));
        Err(Fault::Refused(code.filter(|code| code.len() <= 4).unwrap_or_else(|| format!("HTTP {}", answer.status))))
    }
}

fn address(body: &[u8], name: &str) -> Option<Ipv4Addr> {
    soap::value(body, name)?.parse().ok().filter(|address: &Ipv4Addr| !address.is_unspecified())
}

async fn described(place: &Place, patience: Duration) -> Result<Vec<soap::Service>, Fault> {
    let answer = web::get(place, patience).await?;
    if answer.status == 200 { Ok(soap::services(place, &answer.body)) } else { Err(Fault::Nonsense) }
}
