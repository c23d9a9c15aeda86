//! Accepting connections and speaking HTTP on them.
//!
//! A [`Server`] has any number of doors, plain or TLS, and one [`Gate`] behind all of them. It
//! bounds what a connection may cost before a request is even complete: how many there are, how
//! long a handshake, a header, a pause may take. Ending is orderly: doors close first, requests
//! under way are finished, and after ten seconds the rest is cut. (spec/appliance.md §16 H-125,
//! H-042)

mod connection;
mod gauge;
mod preface;
mod pulse;

use crate::config::Config;
use crate::net::inbound::Gate;
use crate::net::tls::Certificates;
use connection::Connection;
use gauge::Gauge;
use ipnet::IpNet;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// What a connection may cost.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Connections at a time, in all.
    pub connections: usize,
    /// Connections at a time from one address.
    pub connections_per_address: usize,
    /// For a TLS handshake.
    pub handshake: Duration,
    /// For the head of a request, from its first byte (of the first request: from the connection).
    pub header: Duration,
    /// Between requests.
    pub idle: Duration,
    /// Without a byte of a body, coming or going.
    pub stall: Duration,
    /// For requests under way when the server ends.
    pub drain: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self {
            connections: 512,
            connections_per_address: 32,
            handshake: seconds(10),
            header: seconds(10),
            idle: seconds(60),
            stall: seconds(30),
            drain: seconds(10),
        }
    }
}

impl Limits {
    /// As configured.
    pub fn of(config: &Config) -> Self {
        let (connections, connections_per_address) = (config.connections(), config.connections_per_address());
        Self { connections, connections_per_address, ..Self::default() }
    }
}

/// What is spoken at a door.
#[derive(Clone, Debug)]
pub enum Door {
    /// HTTP/1.1 in the clear.
    Plain {
        /// Visitors are sent to HTTPS as soon as these hold a certificate; nobody if there are none.
        https: Option<Arc<Certificates>>,
    },
    /// HTTP/1.1 and HTTP/2 over TLS.
    Tls(Arc<Certificates>),
}

/// Listeners, and what is behind them.
pub struct Server {
    gate: Arc<Gate>,
    limits: Arc<Limits>,
    fronts: Arc<[IpNet]>,
    doors: Vec<(TcpListener, Door)>,
}

/// Listens at the first of these addresses that can be had. Port 0 means any free port; the
/// listener knows which. Where the machine has no IPv6, "everywhere" means IPv4.
pub async fn bind(candidates: &[SocketAddr]) -> io::Result<TcpListener> {
    let mut last = io::Error::new(io::ErrorKind::AddrNotAvailable, "no address to listen at");
    for address in candidates {
        match TcpListener::bind(address).await {
            Ok(listener) => return Ok(listener),
            Err(error) => last = error,
        }
        if address.ip() == std::net::Ipv6Addr::UNSPECIFIED
            && let Ok(listener) = TcpListener::bind((std::net::Ipv4Addr::UNSPECIFIED, address.port())).await
        {
            return Ok(listener);
        }
    }
    Err(last)
}

impl Server {
    /// A server without doors.
    pub fn new(gate: Arc<Gate>, limits: Limits) -> Self {
        Self { gate, limits: Arc::new(limits), fronts: Arc::default(), doors: Vec::new() }
    }

    /// The same, where connections from these addresses begin with the PROXY protocol. (H-056)
    #[must_use]
    pub fn behind(mut self, fronts: Vec<IpNet>) -> Self {
        self.fronts = fronts.into();
        self
    }

    /// The same with one more door.
    #[must_use]
    pub fn open(mut self, listener: TcpListener, door: Door) -> Self {
        self.doors.push((listener, door));
        self
    }

    /// Serves until `stop` comes, then closes the doors, lets requests under way finish, and cuts
    /// what is left after [`Limits::drain`].
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let (closing, closed) = watch::channel(false);
        let gauge = Arc::new(Gauge::new(self.limits.connections, self.limits.connections_per_address));
        let mut doors = JoinSet::new();
        for (listener, door) in self.doors {
            let (gate, limits, gauge) = (Arc::clone(&self.gate), Arc::clone(&self.limits), Arc::clone(&gauge));
            let fronts = Arc::clone(&self.fronts);
            doors.spawn(Entrance { listener, door, gate, limits, fronts, gauge, closed: closed.clone() }.run());
        }
        stop.await;
        // The entrances hold the other ends; if all are gone there is nobody to tell.
        let _ = closing.send(true);
        let left = async { while doors.join_next().await.is_some() {} };
        if tokio::time::timeout(self.limits.drain, left).await.is_err() {
            tracing::warn!("some requests did not end in time and were cut");
        }
    }
}

/// One listener at work.
struct Entrance {
    listener: TcpListener,
    door: Door,
    gate: Arc<Gate>,
    limits: Arc<Limits>,
    fronts: Arc<[IpNet]>,
    gauge: Arc<Gauge>,
    closed: watch::Receiver<bool>,
}

impl Entrance {
    async fn run(mut self) {
        let tls = match &self.door {
            Door::Tls(certificates) => Some(tokio_rustls::TlsAcceptor::from(certificates.server_config())),
            Door::Plain { .. } => None,
        };
        let mut connections = JoinSet::new();
        loop {
            tokio::select! {
                biased;
                () = until(&mut self.closed) => break,
                Some(_) = connections.join_next() => {}
                accepted = self.listener.accept() => match accepted {
                    Ok((stream, peer)) => self.admit(&mut connections, stream, peer, tls.clone()),
                    Err(error) => pause(&error).await,
                },
            }
        }
        drop(self.listener);
        while connections.join_next().await.is_some() {}
    }

    /// Starts on one connection, or drops it if there are too many.
    fn admit(
        &self,
        connections: &mut JoinSet<()>,
        stream: TcpStream,
        peer: SocketAddr,
        tls: Option<tokio_rustls::TlsAcceptor>,
    ) {
        let peer = peer.ip().to_canonical();
        let is_front = self.fronts.iter().any(|net| net.contains(&peer));
        let is_exempt = is_front || peer.is_loopback() || self.gate.settings().proxies.trusts(peer);
        let Some(ticket) = self.gauge.enter(peer, is_exempt) else { return };
        let connection = Connection {
            gate: Arc::clone(&self.gate),
            limits: Arc::clone(&self.limits),
            door: self.door.clone(),
            peer,
            front: is_front.then(|| Arc::clone(&self.gauge)),
            closed: self.closed.clone(),
        };
        connections.spawn(async move {
            let _ticket = ticket;
            connection.run(stream, tls).await;
        });
    }
}

/// Comes back when the server closes, or is gone.
async fn until(closed: &mut watch::Receiver<bool>) {
    // An error means that the server is gone.
    let _ = closed.wait_for(|closed| *closed).await;
}

/// Without free descriptors accepting fails at once, over and over; everything else concerns a
/// single connection that is gone already.
async fn pause(error: &io::Error) {
    let passing = [io::ErrorKind::ConnectionAborted, io::ErrorKind::ConnectionReset, io::ErrorKind::Interrupted];
    if !passing.contains(&error.kind()) {
        tracing::warn!(%error, "no connection can be accepted");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

#[cfg(test)]
mod tests;
