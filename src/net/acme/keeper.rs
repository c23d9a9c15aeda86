//! Looking after the certificate: when to ask, what to do with what comes, what to say about it.

use super::papers::{self, Validity};
use super::progress::Progress;
use super::{Authority, Challenge, Desk, Fault, Issued, Order};
use crate::base::{Clock, Entropy, EntropyExt, Timestamp};
use crate::net::shelf::Shelf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::{oneshot, watch};

const SITE: &str = "site.pem";
const ACCOUNT: &str = "account.pem";
const SELF_SIGNED: &str = "self-signed.pem";
const PROGRESS: &str = "progress.json";

/// How long one try may take. (spec/stack.md §3)
const DEADLINE: Duration = Duration::from_secs(300);
/// The wall clock may be set at any time, so it is looked at this often.
const LOOK: i64 = 600;

/// What the keeper has to know.
#[derive(Clone, Debug)]
pub struct KeeperSettings {
    /// The name that certificates are for.
    pub name: String,
    /// Further names and addresses for the certificate of our own.
    pub home: Vec<String>,
    /// The authority's directory; without one nobody is asked.
    pub directory: Option<String>,
    /// Its directory for rehearsals.
    pub rehearsal: Option<String>,
    /// Where the authority may write to.
    pub email: Option<String>,
    /// The proofs that the open doors allow, the better one first.
    pub challenges: Vec<Challenge>,
}

/// How things stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Dates of the certificate in force; of one that somebody vouches for.
    pub validity: Option<Validity>,
    /// The certificate of our own, for first contact.
    pub fingerprint: Option<String>,
    /// Whether the authority is being asked now.
    pub is_asking: bool,
    /// The last failure, if nothing came after it.
    pub fault: Option<Fault>,
    /// When failing began.
    pub since: Option<Timestamp>,
    /// When the authority is asked next; nothing if never.
    pub next: Option<Timestamp>,
    /// Tries that were given up since the start.
    pub abandoned: u32,
}

/// Looks after the certificate of one name.
pub struct Keeper {
    settings: KeeperSettings,
    authority: Arc<dyn Authority>,
    desk: Arc<Desk>,
    shelf: Arc<dyn Shelf>,
    clock: Arc<dyn Clock>,
    entropy: Box<dyn Entropy>,
    progress: Progress,
    fingerprint: Option<String>,
    /// A try is under way, perhaps one that nobody waits for any more.
    is_busy: Arc<AtomicBool>,
    abandoned: u32,
    standing: watch::Sender<Standing>,
}

impl Keeper {
    /// Takes what lies on the shelf into force, whatever its dates (H-049), and makes a certificate
    /// of our own if there is none yet (H-050). Asks nobody.
    pub fn open(
        settings: KeeperSettings,
        authority: Arc<dyn Authority>,
        desk: Arc<Desk>,
        shelf: Arc<dyn Shelf>,
        clock: Arc<dyn Clock>,
        entropy: Box<dyn Entropy>,
    ) -> Self {
        let mut keeper = Self {
            settings,
            authority,
            desk,
            shelf,
            clock,
            entropy,
            progress: Progress::default(),
            fingerprint: None,
            is_busy: Arc::default(),
            abandoned: 0,
            standing: watch::Sender::default(),
        };
        if let Some(pem) = keeper.kept(SITE)
            && let Err(error) = keeper.desk.certificates().replace(&pem, &pem)
        {
            tracing::warn!(%error, "the certificate kept in acme/site.pem is not used");
        }
        // A progress that cannot be read is no progress.
        keeper.progress =
            keeper.kept(PROGRESS).and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
        keeper.fingerprint = keeper.own_certificate();
        keeper.publish(false);
        keeper
    }

    /// How things stand, now and from now on.
    pub fn standing(&self) -> watch::Receiver<Standing> {
        self.standing.subscribe()
    }

    /// Looks after the certificate for ever. `renewal` comes back whenever somebody wants a new
    /// one at once.
    pub async fn run<F: Future<Output = ()>>(mut self, renewal: impl Fn() -> F) {
        loop {
            let wait = self.turn().await.clamp(1, LOOK);
            let pause = Duration::from_secs(u64::try_from(wait).unwrap_or(1));
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = renewal() => {
                    self.ask().await;
                }
            }
        }
    }

    /// Asks the authority if it is time; says after how many seconds to come back.
    pub async fn turn(&mut self) -> i64 {
        let now = self.clock.now();
        // What lies here is shown whatever its dates while they cannot be judged (H-089).
        if self.settings.directory.is_none() || !self.clock.is_trusted() {
            return LOOK;
        }
        let due = self.due();
        if due > now {
            return due.since(now);
        }
        self.ask().await;
        self.due().since(self.clock.now())
    }

    /// When the authority is to be asked next.
    fn due(&self) -> Timestamp {
        let renewal = self.validity().map_or(Timestamp::from_seconds(i64::MIN), Validity::renewal);
        self.progress.next.map_or(renewal, |next| next.max(renewal))
    }

    fn validity(&self) -> Option<Validity> {
        papers::validity(&self.desk.certificates().current()?)
    }

    /// One try, whatever comes of it.
    async fn ask(&mut self) {
        self.publish(true);
        let outcome = self.attempt().await;
        let now = self.clock.now();
        match outcome {
            Ok(challenge) => {
                tracing::info!(name = self.settings.name, "a new certificate is in force");
                self.progress.succeed(challenge);
            }
            Err(fault) => {
                tracing::warn!(name = self.settings.name, %fault, "no new certificate");
                let draw = self.entropy.below(1000);
                self.progress.fail(fault, now, draw);
            }
        }
        let text = serde_json::to_vec(&self.progress).unwrap_or_default();
        if let Err(error) = self.shelf.write(PROGRESS, &text) {
            tracing::warn!(%error, "acme/progress.json cannot be written");
        }
        self.publish(false);
    }

    async fn attempt(&mut self) -> Result<Challenge, Fault> {
        let directory = self.settings.directory.clone().ok_or(Fault::NotOffered)?;
        let challenge = self.progress.challenge(&self.settings.challenges).ok_or(Fault::NotOffered)?;
        let account = self.account()?;
        let (email, name) = (self.settings.email.clone(), self.settings.name.clone());
        let order = Order { directory, email, account, name, challenge };
        if self.progress.is_rehearsed()
            && let Some(rehearsal) = self.settings.rehearsal.clone()
        {
            // What fails here would have failed there, and counts less here.
            self.wait_for(Order { directory: rehearsal, ..order.clone() }).await?;
        }
        let issued = self.wait_for(order).await?;
        self.install(&issued)?;
        Ok(challenge)
    }

    /// Has the authority asked on a thread of its own and waits, but not for ever.
    async fn wait_for(&mut self, order: Order) -> Result<Issued, Fault> {
        if self.is_busy.swap(true, Ordering::AcqRel) {
            return Err(Fault::Deadline);
        }
        let busy = Busy(Arc::clone(&self.is_busy));
        let (authority, desk) = (Arc::clone(&self.authority), Arc::clone(&self.desk));
        let (tell, told) = oneshot::channel();
        let thread = std::thread::Builder::new().name("certificate".to_owned()).spawn(move || {
            let outcome = authority.obtain(&order, &desk);
            drop(busy);
            // Nobody waits for a try that was given up.
            let _ = tell.send(outcome);
        });
        if thread.is_err() {
            return Err(Fault::BrokeOff);
        }
        match tokio::time::timeout(DEADLINE, told).await {
            Ok(outcome) => outcome.unwrap_or(Err(Fault::BrokeOff)),
            Err(_) => {
                self.abandoned += 1;
                Err(Fault::Deadline)
            }
        }
    }

    /// Puts a certificate into force and on the shelf.
    fn install(&self, issued: &Issued) -> Result<(), Fault> {
        let certificates = self.desk.certificates();
        let replaced = certificates.replace(issued.chain.as_bytes(), issued.key.as_bytes());
        replaced.map_err(|error| Fault::Unusable(error.to_string()))?;
        // It is good also if it cannot be kept: after the next start another one is fetched.
        if let Err(error) = self.shelf.write(SITE, format!("{}{}", issued.key, issued.chain).as_bytes()) {
            tracing::error!(%error, "the new certificate cannot be kept in acme/site.pem");
        }
        Ok(())
    }

    fn account(&self) -> Result<String, Fault> {
        if let Some(pem) = self.kept(ACCOUNT).and_then(|bytes| String::from_utf8(bytes).ok()) {
            return Ok(pem);
        }
        let unusable = |error: &dyn std::fmt::Display| Fault::Unusable(format!("acme/account.pem: {error}"));
        let pem = papers::account_key().map_err(|error| unusable(&error))?;
        // An account whose key is lost would be one more each time.
        self.shelf.write(ACCOUNT, pem.as_bytes()).map_err(|error| unusable(&error))?;
        Ok(pem)
    }

    /// Shows the certificate of our own until there is a better one; its fingerprint.
    fn own_certificate(&self) -> Option<String> {
        let shows = |pem: &[u8]| self.desk.certificates().provide(pem, pem).is_ok();
        let pem = match self.kept(SELF_SIGNED).filter(|pem| shows(pem)) {
            Some(pem) => pem,
            None => {
                let mut names = vec![self.settings.name.clone()];
                names.extend(self.settings.home.iter().cloned());
                let pem = papers::self_signed(&names).ok()?.into_bytes();
                if let Err(error) = self.shelf.write(SELF_SIGNED, &pem) {
                    tracing::warn!(%error, "acme/self-signed.pem cannot be written");
                }
                shows(&pem).then_some(pem)?
            }
        };
        papers::first(&pem).map(|certificate| papers::fingerprint(&certificate))
    }

    fn kept(&self, name: &str) -> Option<Vec<u8>> {
        self.shelf.read(name).unwrap_or_else(|error| {
            tracing::warn!(%error, "acme/{name} cannot be read");
            None
        })
    }

    fn publish(&self, is_asking: bool) {
        let validity = self.validity();
        self.standing.send_replace(Standing {
            validity,
            fingerprint: self.fingerprint.clone(),
            is_asking,
            fault: self.progress.fault.clone(),
            since: self.progress.since,
            next: self.settings.directory.as_ref().map(|_| self.due()),
            abandoned: self.abandoned,
        });
    }
}

/// Says that the thread has come to its end, however it does.
struct Busy(Arc<AtomicBool>);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

#[cfg(test)]
mod tests;
