//! From names to addresses that may be asked.

use super::WireError;
use super::guard::{Guard, Reach};
use futures_util::future::BoxFuture;
use hickory_resolver::TokioResolver;
use hickory_resolver::config::ResolverConfig;
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// The answer to come of a look-up.
pub type Resolving<'a> = BoxFuture<'a, Result<Vec<IpAddr>, WireError>>;

/// Looks names up; tests bring their own.
pub trait Resolve: Send + Sync {
    /// All addresses of a name, which is normalised and has no final dot. No address is
    /// [`WireError::Dns`].
    fn resolve<'a>(&'a self, name: &'a str) -> Resolving<'a>;
}

/// How long the system's resolver settings are trusted before they are read again: a laptop or a
/// router may change them while the pod runs.
const SETTINGS_LAST: Duration = Duration::from_secs(300);

/// The system's name servers and hosts file.
#[derive(Default)]
pub struct SystemResolver {
    current: Mutex<Option<(Arc<TokioResolver>, Instant)>>,
}

impl SystemResolver {
    /// Nothing is read until the first look-up.
    pub fn new() -> Self {
        Self::default()
    }

    fn resolver(&self) -> Result<Arc<TokioResolver>, WireError> {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        match &*current {
            Some((resolver, read)) if read.elapsed() < SETTINGS_LAST => Ok(Arc::clone(resolver)),
            _ => {
                let resolver = Arc::new(read_settings()?);
                *current = Some((Arc::clone(&resolver), Instant::now()));
                Ok(resolver)
            }
        }
    }
}

/// Without `/etc/resolv.conf` the hosts file still counts; no public server is asked unbidden.
fn read_settings() -> Result<TokioResolver, WireError> {
    let mut builder = TokioResolver::builder_tokio().unwrap_or_else(|_| {
        TokioResolver::builder_with_config(ResolverConfig::default(), TokioRuntimeProvider::default())
    });
    let options = builder.options_mut();
    options.timeout = Duration::from_secs(2);
    options.attempts = 2;
    options.cache_size = 512;
    options.positive_max_ttl = Some(Duration::from_secs(3600));
    options.negative_max_ttl = Some(Duration::from_secs(60));
    builder.build().map_err(|_| WireError::Dns)
}

impl Resolve for SystemResolver {
    fn resolve<'a>(&'a self, name: &'a str) -> Resolving<'a> {
        Box::pin(async move {
            // With a final dot the name is complete: search domains would lead elsewhere.
            let found = self.resolver()?.lookup_ip(format!("{name}.")).await.map_err(|_| WireError::Dns)?;
            Ok(found.iter().collect())
        })
    }
}

/// The resolver as the HTTP client sees it: only addresses that pass the guard come out, and the
/// client connects to nothing else. A name that answers differently the next time gains nothing.
pub(super) struct Guarded {
    pub(super) resolver: Arc<dyn Resolve>,
    pub(super) guard: Arc<Guard>,
    pub(super) reach: Reach,
}

impl Guarded {
    async fn addresses(&self, name: &str) -> Result<Vec<IpAddr>, WireError> {
        let found = self.resolver.resolve(name).await?;
        let (good, bad): (Vec<_>, Vec<_>) = found.into_iter().partition(|ip| self.guard.permits(*ip, self.reach));
        match (good.is_empty(), bad.first()) {
            (false, _) => Ok(good),
            (true, Some(address)) => Err(WireError::Refused(Some(*address))),
            (true, None) => Err(WireError::Dns),
        }
    }
}

impl reqwest::dns::Resolve for Guarded {
    fn resolve(&self, name: reqwest::dns::Name) -> reqwest::dns::Resolving {
        let this = Self { resolver: Arc::clone(&self.resolver), guard: Arc::clone(&self.guard), reach: self.reach };
        Box::pin(async move {
            let addresses = this.addresses(name.as_str()).await?;
            // Port 0 stands for the port of the URL.
            let sockets = addresses.into_iter().map(|address| SocketAddr::new(address, 0));
            Ok(Box::new(sockets) as reqwest::dns::Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn this_machine_is_found_without_asking_anybody() {
        let found = SystemResolver::new().resolve("localhost").await.expect("known to every system");
        assert!(!found.is_empty() && found.iter().all(IpAddr::is_loopback));
    }
}
