//! Questions to the router by datagrams.

use super::Fault;
use super::ssdp::{self, Place};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, SocketAddrV4};
use std::time::Duration;
use tokio::net::UdpSocket;
use tokio::time::{Instant, timeout_at};

/// Datagrams that are looked at for one question; the rest is noise.
const LOOKED_AT: usize = 64;
/// Routers that may answer a search.
const FOUND: usize = 8;

/// A socket that hears the router and nobody else.
pub(super) struct Line {
    socket: UdpSocket,
    own: Ipv4Addr,
}

impl Line {
    pub(super) async fn open(router: SocketAddrV4) -> Result<Self, Fault> {
        let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).await.map_err(|_| Fault::Silent)?;
        // Connected, it takes datagrams of this sender only.
        socket.connect(router).await.map_err(|_| Fault::Silent)?;
        match socket.local_addr() {
            Ok(SocketAddr::V4(own)) => Ok(Self { socket, own: *own.ip() }),
            _ => Err(Fault::Silent),
        }
    }

    /// Our address as the router sees it.
    pub(super) fn own(&self) -> Ipv4Addr {
        self.own
    }

    /// Asks once for each patience and waits that long for something that can be read.
    pub(super) async fn ask<T>(
        &self,
        request: &[u8],
        patience: &[Duration],
        read: impl Fn(&[u8]) -> Option<T>,
    ) -> Result<T, Fault> {
        let mut buffer = [0; ssdp::MOST];
        for wait in patience {
            let end = Instant::now() + *wait;
            self.socket.send(request).await.map_err(|_| Fault::Silent)?;
            for _ in 0..LOOKED_AT {
                match timeout_at(end, self.socket.recv(&mut buffer)).await {
                    Ok(Ok(count)) => {
                        if let Some(answer) = buffer.get(..count).and_then(&read) {
                            return Ok(answer);
                        }
                    }
                    // The machine is there and nobody listens.
                    Ok(Err(_)) => return Err(Fault::Silent),
                    Err(_) => break,
                }
            }
        }
        Err(Fault::Silent)
    }
}

/// Looks for routers that speak UPnP. Only the machine that was asked is believed: with an address
/// for everybody that is `router`, where it is known, and it may only speak of itself.
pub(super) async fn search(
    at: SocketAddrV4,
    router: Option<Ipv4Addr>,
    patience: Duration,
) -> Result<Vec<Place>, Fault> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).await.map_err(|_| Fault::Silent)?;
    let expected = if at.ip().is_multicast() { router } else { Some(*at.ip()) };
    let end = Instant::now() + patience;
    let mut found: Vec<Place> = Vec::new();
    let mut buffer = [0; ssdp::MOST];
    socket.send_to(ssdp::search(at).as_bytes(), at).await.map_err(|_| Fault::Silent)?;
    for _ in 0..LOOKED_AT {
        let Ok(Ok((count, sender))) = timeout_at(end, socket.recv_from(&mut buffer)).await else { break };
        let place = buffer.get(..count).and_then(ssdp::read);
        let Some(place) = place.filter(|place| is_believed(place, sender.ip(), expected)) else { continue };
        let is_expected = expected.is_some();
        if !found.contains(&place) {
            found.push(place);
        }
        // The one that was meant has spoken.
        if is_expected || found.len() >= FOUND {
            break;
        }
    }
    if found.is_empty() { Err(Fault::Silent) } else { Ok(found) }
}

fn is_believed(place: &Place, sender: IpAddr, expected: Option<Ipv4Addr>) -> bool {
    let address = *place.address.ip();
    let is_at_home = address.is_private() || address.is_loopback() || address.is_link_local();
    is_at_home && IpAddr::V4(address) == sender && expected.is_none_or(|expected| expected == address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_router_speaks_of_itself_only() {
        let believed = |location: &str, sender: &str, expected: Option<&str>| {
            let place = Place::parse(&format!("http://{location}:5000/")).expect("a place");
            is_believed(&place, sender.parse().expect(sender), expected.map(|it| it.parse().expect(it)))
        };
        assert!(believed("192.168.1.1", "192.168.1.1", Some("192.168.1.1")));
        assert!(believed("192.168.1.1", "192.168.1.1", None));
        assert!(!believed("192.168.1.1", "192.168.1.9", None));
        assert!(!believed("192.168.1.9", "192.168.1.9", Some("192.168.1.1")));
        assert!(!believed("93.184.216.34", "93.184.216.34", None));
    }
}
