//! The addresses the pod listens at, and what is spoken there.

use super::error::AppError;
use super::inherited::Inherited;
use crate::base::PodUrl;
use crate::config::Config;
use crate::net::inbound::Gate;
use crate::net::server::{self, Door, Limits, Server};
use crate::net::tls::{Certificates, Files};
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// Listeners that are bound and not yet served.
pub(super) struct Bound {
    http: Option<TcpListener>,
    https: Option<(TcpListener, Arc<Certificates>)>,
    certificate: Option<Files>,
}

/// Takes the addresses of the configuration and reads its certificate.
pub(super) async fn bind(config: &Config) -> Result<Bound, AppError> {
    let certificate = match config.tls_files() {
        Some((chain, key)) => Some(Files::load(&chain, &key).map_err(|error| AppError::Config(error.to_string()))?),
        None => None,
    };
    let mut inherited = Inherited::take();
    let http = match config.http_candidates() {
        _ if inherited.http.is_some() => inherited.http.take(),
        none if none.is_empty() => None,
        candidates => Some(listen(&candidates, "HTTP").await?),
    };
    let https = match config.https_candidates() {
        none if none.is_empty() && inherited.https.is_none() => None,
        candidates => {
            let certificates = certificate.as_ref().map_or_else(Arc::default, Files::certificates);
            let listener = match inherited.https.take() {
                Some(listener) => listener,
                None => listen(&candidates, "HTTPS").await?,
            };
            Some((listener, certificates))
        }
    };
    if http.is_none() && https.is_none() {
        return Err(AppError::Config(
            "there is nothing to listen with: HTTPS needs an https address or a certificate, and plain HTTP is switched off"
                .to_owned(),
        ));
    }
    Ok(Bound { http, https, certificate })
}

async fn listen(candidates: &[SocketAddr], what: &str) -> Result<TcpListener, AppError> {
    server::bind(candidates).await.map_err(|error| {
        let places: Vec<String> = candidates.iter().map(SocketAddr::to_string).collect();
        AppError::because(format!("the pod cannot listen for {what} at {}", places.join(" or ")), error)
    })
}

impl Bound {
    /// The certificates of the encrypted door and its port, if there is one.
    pub(super) fn encrypted(&self) -> Option<(Arc<Certificates>, u16)> {
        let (listener, certificates) = self.https.as_ref()?;
        Some((Arc::clone(certificates), listener.local_addr().ok()?.port()))
    }

    /// Whether the certificate is one that the admin keeps in files.
    pub(super) fn has_files(&self) -> bool {
        self.certificate.is_some()
    }

    /// Whether there is a plain door.
    pub(super) fn has_http(&self) -> bool {
        self.http.is_some()
    }

    /// The ports of the plain and the encrypted door, for those that other machines can reach.
    pub(super) fn ports(&self) -> (Option<u16>, Option<u16>) {
        let port = |listener: &TcpListener| {
            let address = listener.local_addr().ok()?;
            (!address.ip().is_loopback()).then_some(address.port())
        };
        (self.http.as_ref().and_then(port), self.https.as_ref().and_then(|(listener, _)| port(listener)))
    }

    /// Where a pod without an address of its own is found at home.
    pub(super) fn home_address(&self) -> Option<PodUrl> {
        let (scheme, listener) = match (&self.http, &self.https) {
            (Some(http), _) => ("http", http),
            (None, Some((https, _))) => ("https", https),
            (None, None) => return None,
        };
        let address = listener.local_addr().ok()?;
        let host = if address.ip().is_unspecified() { "localhost".to_owned() } else { host(address) };
        PodUrl::parse(&format!("{scheme}://{host}:{}", address.port())).ok()
    }

    /// The listening addresses in words.
    pub(super) fn describe(&self) -> String {
        let http = self.http.as_ref().map(|listener| ("http", listener));
        let https = self.https.as_ref().map(|(listener, _)| ("https", listener));
        let places = http.into_iter().chain(https).filter_map(|(scheme, listener)| {
            let address = listener.local_addr().ok()?;
            Some(format!("{scheme}://{}:{}", host(address), address.port()))
        });
        places.collect::<Vec<_>>().join(" and ")
    }

    /// Serves at all of them until told to stop.
    pub(super) async fn serve(self, config: &Config, gate: Arc<Gate>, mut stopped: watch::Receiver<bool>) {
        let certificates = self.https.as_ref().map(|(_, certificates)| certificates.clone());
        let mut server = Server::new(gate, Limits::of(config)).behind(config.fronts());
        if let Some(listener) = self.http {
            server = server.open(listener, Door::Plain { https: certificates });
        }
        if let Some((listener, certificates)) = self.https {
            server = server.open(listener, Door::Tls(certificates));
        }
        let following = self.certificate.map(|files| tokio::spawn(files.follow()));
        // The sender lives as long as the process; if it is gone, stopping is right.
        server.run(async move { drop(stopped.wait_for(|stop| *stop).await) }).await;
        if let Some(following) = following {
            following.abort();
        }
    }
}

fn host(address: SocketAddr) -> String {
    match address.ip() {
        std::net::IpAddr::V4(ip) => ip.to_string(),
        std::net::IpAddr::V6(ip) => format!("[{ip}]"),
    }
}
