//! The network side of the diaspora* protocol.
//!
//! Owns what other pods ask of us (`inbound`), how their messages are taken in (`receive`), and
//! everything we ask of them: signing and addressing a message (`dispatch`), posting it once
//! (`deliver`), finding people (`discover`), getting public things (`fetch`), asking linked
//! pages what they are about (`preview`) and showing their pictures (`media`). Rules about who may do what are not here: `protocol` says what a message
//! proves, `domain` what follows from it. Nothing here opens a connection itself; all of it goes
//! through the one [`Wire`] that is handed in. The waiting, retrying and order of work are `jobs`';
//! a piece of work ends in an [`Outcome`]. The rules come from spec/federation.md.

mod backlog;
mod check;
mod deliver;
mod discover;
mod dispatch;
mod fetch;
mod inbound;
mod keyring;
mod media;
mod preview;
mod receive;
mod schedule;
mod silence;
mod turns;
mod witness;

pub use inbound::routes;

use crate::base::{DiasporaId, Entropy, Guid, Timestamp};
use crate::config::{self, Config};
use crate::domain::Pod;
use crate::domain::instance;
use crate::model::{Instance, Job, Work};
use crate::net::outbound::{Wire, WireError, WireRequest, WireResponse};
use crate::protocol::url::FetchType;
use backlog::Backlog;
use keyring::Keyring;
use media::Cache;
use silence::Silence;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use tokio::sync::Semaphore;
use turns::Turns;

/// Seconds before work is tried again that the store kept from being done.
const STORE_PAUSE: i64 = 60;

/// The handle that routes and jobs work with. Cheap to clone.
#[derive(Clone)]
pub struct Federation {
    inner: Arc<Inner>,
}

struct Inner {
    pod: Pod,
    wire: Arc<dyn Wire>,
    /// The pod, once it is set up and federates: from then on it stays as it is.
    instance: OnceLock<Instance>,
    signatures: Semaphore,
    keyring: Keyring,
    backlog: Backlog,
    /// One search for each person at a time (F-031).
    discovering: Turns<DiasporaId>,
    /// One fetch of each thing at a time, which also ends circles (F-219).
    fetching: Turns<(FetchType, Guid)>,
    /// Hosts that gave no answer a short while ago.
    silence: Silence,
    media: Cache,
    placeholders: inbound::Placeholders,
}

/// How a piece of work ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done, or nothing left to do.
    Done,
    /// It failed and is tried again at this moment.
    Retry(Timestamp),
    /// It could not be tried; it waits until this moment. With it waits what stands behind it.
    Wait(Timestamp),
    /// It will never succeed; the words are for the log.
    GiveUp(String),
}

/// Why something could not be had from the network.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Trouble {
    /// It may work later. A sentence for people.
    Later(String),
    /// It will not. A sentence for people.
    Never(String),
}

impl From<crate::domain::Refused> for Trouble {
    fn from(refused: crate::domain::Refused) -> Self {
        Self::Later(refused.to_string())
    }
}

/// Bytes that copies of other pods' pictures may take.
fn cache_limit(config: &Config) -> u64 {
    let (folder, state) = (&config.paths().cache, &config.paths().state);
    let disk = config::paths::disk_size(folder).or_else(|_| config::paths::disk_size(state)).unwrap_or(0);
    config.media_cache_size(disk)
}

impl Federation {
    /// As configured: pictures of other pods are kept in the cache folder.
    pub fn of(config: &Config, pod: Pod, wire: Arc<dyn Wire>) -> Self {
        Self::new(pod, wire, Some((config.paths().cache.join("media"), cache_limit(config))))
    }

    /// Connects a pod with the network. `cache` is the folder for pictures of other pods and the
    /// bytes it may take.
    pub fn new(pod: Pod, wire: Arc<dyn Wire>, cache: Option<(PathBuf, u64)>) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let wire = Arc::new(witness::Listening { wire, clock: Arc::clone(pod.clock()) });
        let inner = Inner {
            pod,
            wire,
            instance: OnceLock::new(),
            signatures: Semaphore::new(cores * 2),
            keyring: Keyring::default(),
            backlog: Backlog::default(),
            discovering: Turns::default(),
            fetching: Turns::default(),
            silence: Silence::default(),
            media: Cache::new(cache),
            placeholders: inbound::Placeholders::default(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// The pod.
    pub fn pod(&self) -> &Pod {
        &self.inner.pod
    }

    fn wire(&self) -> &dyn Wire {
        &*self.inner.wire
    }

    /// Follows a changed limit for the copies of other pods' pictures. Blocks.
    pub fn follow(&self, config: &Config) {
        self.inner.media.limit(cache_limit(config));
    }

    /// Removes copies of other pods' pictures, those longest unused first, until the rest is no
    /// larger than so many bytes. Blocks.
    pub fn shrink_cache(&self, most: u64) {
        self.inner.media.shrink(most);
    }

    /// Bytes and number of the copies kept at present. Blocks.
    pub fn cache_size(&self) -> (u64, usize) {
        self.inner.media.size()
    }

    /// Asks a host for something, unless it gave no answer a short while ago.
    async fn ask(&self, request: WireRequest) -> Result<WireResponse, Trouble> {
        let host = request.url.split('/').nth(2).unwrap_or_default().to_owned();
        let now = self.pod().now();
        if self.inner.silence.holds(&host, now) {
            return Err(Trouble::Later(format!("{host} gave no answer a short while ago.")));
        }
        match self.wire().send(request).await {
            Ok(response) => {
                self.inner.silence.end(&host);
                Ok(response)
            }
            Err(error) => {
                if matches!(error, WireError::Dns | WireError::Connect | WireError::Tls | WireError::Timeout) {
                    self.inner.silence.begin(&host, now);
                }
                Err(Trouble::Later(format!("{host} gave no answer: {error}.")))
            }
        }
    }

    /// The pod's own row, if other pods may see it.
    async fn instance(&self) -> Option<Instance> {
        if let Some(known) = self.inner.instance.get() {
            return Some(known.clone());
        }
        let read = self.pod().read(|tx| -> Result<_, crate::domain::Refused> { Ok(instance::get(tx)?) }).await;
        let found = read.ok().flatten().filter(|instance| instance.federates)?;
        Some(self.inner.instance.get_or_init(|| found).clone())
    }

    /// Does a piece of work once. `now` is the moment the runner took it up.
    pub async fn run(&self, job: &Job, now: Timestamp) -> Outcome {
        match &job.work {
            Work::Receive { channel, body } => receive::run(self, channel, body, job.failures, now).await,
            Work::Dispatch { outgoing } => dispatch::run(self, job.id, *outgoing, now).await,
            Work::Deliver { outgoing, target } => deliver::run(self, *outgoing, target, job.failures, now).await,
            Work::Discover { id } => discover::run(self, id).await,
            Work::FetchPost { guid, from } => fetch::run_post(self, guid, from, job.failures, now).await,
            Work::Preview { url } => preview::run(self, url, job.failures, now).await,
            Work::FetchStream { person } => fetch::run_stream(self, *person, job.failures, now).await,
            Work::CheckPod { pod } => check::run(self, pod, now).await,
            // The runner does these without the network of pods.
            Work::Tidy
            | Work::Clear { .. }
            | Work::ForgetPhoto { .. }
            | Work::Move { .. }
            | Work::Mail { .. }
            | Work::GatherNews { .. }
            | Work::Greet { .. }
            | Work::Export { .. }
            | Work::Import { .. } => Outcome::Done,
        }
    }

    /// A person of another pod who is known, or can be found now.
    pub async fn person(&self, id: &DiasporaId) -> Option<crate::model::Person> {
        discover::find(self, id).await.ok()
    }

    /// Has a public post fetched now, unless it is known. Whether that worked shows in the store.
    pub async fn post(&self, guid: &Guid, from: &DiasporaId) {
        let _ = fetch::run_post(self, guid, from, 0, self.pod().now()).await;
    }

    /// What becomes of work that broke off or that the store kept from being done.
    pub fn broken(&self, job: &Job, now: Timestamp) -> Outcome {
        match schedule::waiting(job.failures + 1, self.chance()) {
            Some(delay) => Outcome::Retry(now.plus(delay)),
            None => Outcome::GiveUp("it broke off too often".to_owned()),
        }
    }

    /// A number from 0 to 29 that keeps retries of many pods apart.
    fn chance(&self) -> u32 {
        use crate::base::EntropyExt;
        PodEntropy(self).below(30)
    }
}

/// The pod's randomness for functions that want a source.
struct PodEntropy<'a>(&'a Federation);

impl Entropy for PodEntropy<'_> {
    fn fill(&mut self, buffer: &mut [u8]) {
        self.0.pod().fill_random(buffer);
    }
}
