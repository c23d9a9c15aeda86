//! The handle through which everything above reads and acts.
//!
//! Owns the writer thread with its group commit, and the borrowed clock, randomness and key maker.
//! The only asynchronous functions of this layer are here: they carry a closure to a thread that
//! may block and bring back its result. A success is told only after the commit that holds it
//! (spec/appliance.md §9, H-068); an action that fails leaves nothing behind, also when others
//! shared its commit.

use super::certificate::Certificate;
use super::counts::{Count, Counts};
use super::error::Refused;
use super::openid;
use super::password;
use super::photos::{self, NewPhoto, Use};
use super::renderings::Renderings;
use super::room::Room;
use super::seal::Seal;
use super::setup::SetupToken;
use super::timekeeper::{self, Timekeeper};
use crate::base::{Clock, Entropy, EntropyExt, PodUrl, Timestamp};
use crate::protocol::keys::PrivateKey;
use crate::store::{Database, Media, ReadTx, StoreError, WriteTx};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, Semaphore, oneshot, watch};
use tokio::time::Instant;

/// Actions that share one commit at the most.
const GROUP: usize = 256;

/// Who may wait for a password to be hashed; each takes memory and a while (H-085).
const HASHES_WAITING: usize = 16;

/// What an action is given besides the transaction.
pub struct Cx<'a> {
    /// The moment of the action.
    pub now: Timestamp,
    /// Randomness.
    pub entropy: &'a mut dyn Entropy,
    /// Opens and closes private keys.
    pub seal: &'a Seal,
    /// Whether the pod can send mail; without, nobody is promised any.
    pub mails: bool,
}

/// Makes key pairs for new accounts; tests hand out ready ones.
pub trait KeyMaker: Send + Sync {
    /// A new key pair of 4096 bits. Takes about a second.
    fn make(&self) -> Option<PrivateKey>;
}

/// What a pod is opened with.
pub struct Parts {
    /// The address that setup will make permanent.
    pub url: PodUrl,
    /// Whether setup will let other pods see us.
    pub federates: bool,
    pub database: Database,
    pub media: Media,
    pub clock: Arc<dyn Clock>,
    pub entropy: Box<dyn Entropy>,
    pub keys: Arc<dyn KeyMaker>,
    pub seal: Seal,
    /// How long the writer waits for company before it commits; zero commits at once.
    pub gather: Duration,
    /// The least time between two commits that no person waits for; spares memory cards (H-075).
    pub patience: Duration,
    /// Password hashes computed at the same time (H-085).
    pub hashes: usize,
    /// Memory cost of a password hash in KiB (H-127).
    pub hash_memory: u32,
    /// Bytes of rendered texts kept in memory (H-083).
    pub renderings: usize,
}

/// A running pod. Cheap to clone.
#[derive(Clone)]
pub struct Pod {
    inner: Arc<Inner>,
}

struct Inner {
    url: PodUrl,
    federates: bool,
    setup: Mutex<SetupToken>,
    database: Arc<Database>,
    media: Media,
    writer: Mutex<Option<Sender<Box<dyn Action>>>>,
    thread: Mutex<Option<std::thread::JoinHandle<()>>>,
    clock: Arc<Timekeeper>,
    entropy: Arc<Mutex<Box<dyn Entropy>>>,
    keys: Arc<dyn KeyMaker>,
    seal: Arc<Seal>,
    texts: Arc<Renderings>,
    counts: Arc<Counts>,
    room: AtomicU8,
    trouble: Arc<Trouble>,
    backup_late: AtomicBool,
    mails: Arc<AtomicBool>,
    certificate: Mutex<Certificate>,
    renewal: Notify,
    doorbell: Arc<Notify>,
    changes: watch::Sender<u64>,
    closing: watch::Sender<bool>,
    hashes: Semaphore,
    /// Those who compute a hash and those who wait for it.
    hash_places: Semaphore,
    hash_memory: u32,
    /// One picture is decoded at a time: each may take a quarter of a gigabyte (H-084).
    decoder: Semaphore,
}

/// One action on its way through the writer.
trait Action: Send {
    /// Whether no person waits for it.
    fn is_patient(&self) -> bool;
    /// Runs it; true if what it wrote is to be kept.
    fn run(&mut self, tx: &mut WriteTx<'_>, cx: &mut Cx<'_>) -> bool;
    /// Tells the caller, after the commit.
    fn finish(self: Box<Self>, committed: &Result<bool, StoreError>);
}

struct Pending<F, T, E> {
    is_patient: bool,
    act: Option<F>,
    outcome: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Action for Pending<F, T, E>
where
    F: FnOnce(&mut WriteTx<'_>, &mut Cx<'_>) -> Result<T, E> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn is_patient(&self) -> bool {
        self.is_patient
    }

    fn run(&mut self, tx: &mut WriteTx<'_>, cx: &mut Cx<'_>) -> bool {
        let Some(act) = self.act.take() else { return false };
        match catch_unwind(AssertUnwindSafe(|| act(tx, cx))) {
            Ok(outcome) => {
                let keep = outcome.is_ok();
                self.outcome = Some(outcome);
                keep
            }
            Err(_) => false,
        }
    }

    fn finish(self: Box<Self>, committed: &Result<bool, StoreError>) {
        let outcome = match (self.outcome, committed) {
            (Some(Ok(_)) | None, Err(error)) => Err(E::from(error.clone())),
            (Some(outcome), _) => outcome,
            (None, Ok(_)) => Err(E::from(StoreError::Io("the action broke off".to_owned()))),
        };
        // A caller who went away does not need the answer.
        let _ = self.reply.send(outcome);
    }
}

impl Pod {
    /// Starts the writer of an open store.
    pub fn open(parts: Parts) -> Self {
        let (sender, receiver) = channel::<Box<dyn Action>>();
        let database = Arc::new(parts.database);
        let entropy = Arc::new(Mutex::new(parts.entropy));
        let seal = Arc::new(parts.seal);
        let changes = watch::Sender::new(0);
        let mails = Arc::new(AtomicBool::new(false));
        let clock = Arc::new(Timekeeper::new(parts.clock, timekeeper::floor(&database)));
        let (counts, trouble) = (Arc::<Counts>::default(), Arc::<Trouble>::default());
        let doorbell = Arc::<Notify>::default();
        let writer = Writer {
            doorbell: doorbell.clone(),
            changes: changes.clone(),
            counts: counts.clone(),
            trouble: trouble.clone(),
            mails: mails.clone(),
            database: database.clone(),
            entropy: entropy.clone(),
            seal: seal.clone(),
            clock: clock.clone(),
            gather: parts.gather,
            patience: parts.patience,
        };
        let thread = std::thread::Builder::new().name("writer".to_owned()).spawn(move || writer.run(&receiver)).ok();
        Self {
            inner: Arc::new(Inner {
                url: parts.url,
                federates: parts.federates,
                setup: Mutex::default(),
                database,
                media: parts.media,
                writer: Mutex::new(Some(sender)),
                thread: Mutex::new(thread),
                clock,
                entropy,
                keys: parts.keys,
                seal,
                texts: Arc::new(Renderings::new(parts.renderings)),
                counts,
                room: AtomicU8::new(Room::Plenty as u8),
                trouble,
                backup_late: AtomicBool::new(false),
                mails,
                certificate: Mutex::default(),
                renewal: Notify::new(),
                doorbell,
                changes: changes.clone(),
                closing: watch::Sender::new(false),
                hashes: Semaphore::new(parts.hashes.max(1)),
                hash_places: Semaphore::new(parts.hashes.max(1) + HASHES_WAITING),
                hash_memory: parts.hash_memory,
                decoder: Semaphore::new(1),
            }),
        }
    }

    /// Reads from one snapshot, off the asynchronous threads.
    pub async fn read<T, E>(&self, act: impl FnOnce(&ReadTx) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let database = self.inner.database.clone();
        let outcome = tokio::task::spawn_blocking(move || act(&database.read()?)).await;
        outcome.unwrap_or_else(|_| Err(E::from(StoreError::Io("reading broke off".to_owned()))))
    }

    /// Acts: everything the closure writes is durable when this answers `Ok`, and gone when it
    /// answers `Err`. Rings the job doorbell if it wrote anything.
    pub async fn write<T, E>(
        &self,
        act: impl FnOnce(&mut WriteTx<'_>, &mut Cx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.queue(act, false).await
    }

    /// [`Pod::write`] for what no person waits for: where writing wears the disk it may take a
    /// little longer, to share its commit with others (H-068).
    pub async fn write_patiently<T, E>(
        &self,
        act: impl FnOnce(&mut WriteTx<'_>, &mut Cx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.queue(act, true).await
    }

    async fn queue<T, E>(
        &self,
        act: impl FnOnce(&mut WriteTx<'_>, &mut Cx<'_>) -> Result<T, E> + Send + 'static,
        is_patient: bool,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        if self.room() == Room::Out || self.is_broken() {
            return Err(E::from(StoreError::Full));
        }
        let (reply, answer) = oneshot::channel();
        let pending = Box::new(Pending { is_patient, act: Some(act), outcome: None, reply });
        let sent = match &*self.inner.writer.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(writer) => writer.send(pending).is_ok(),
            None => false,
        };
        if !sent {
            return Err(E::from(StoreError::Io("the pod is shutting down".to_owned())));
        }
        answer.await.unwrap_or_else(|_| Err(E::from(StoreError::Io("the writer stopped".to_owned()))))
    }

    /// The present moment, never before what was stored last.
    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// The pod's time, and whether it can be believed (H-088).
    pub fn clock(&self) -> &Arc<Timekeeper> {
        &self.inner.clock
    }

    /// Fills a buffer with randomness.
    pub fn fill_random(&self, buffer: &mut [u8]) {
        self.inner.entropy.lock().unwrap_or_else(PoisonError::into_inner).fill(buffer);
    }

    /// Says that there may be work.
    pub fn ring(&self) {
        self.inner.doorbell.notify_one();
    }

    /// Waits until there may be work.
    pub async fn rung(&self) {
        self.inner.doorbell.notified().await;
    }

    /// Changes after every commit that wrote something; whoever shows live numbers reads them anew then.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.inner.changes.subscribe()
    }

    /// How many wait for changes.
    pub fn listeners(&self) -> usize {
        self.inner.changes.receiver_count()
    }

    /// Turns true when the pod is about to stop: whatever stays open for long ends then.
    pub fn closing(&self) -> watch::Receiver<bool> {
        self.inner.closing.subscribe()
    }

    /// Tells everything that stays open for long to end.
    pub fn begin_closing(&self) {
        self.inner.closing.send_replace(true);
    }

    /// Pictures on disk.
    pub fn media(&self) -> &Media {
        &self.inner.media
    }

    /// Whether the pod can send mail.
    pub fn has_mail(&self) -> bool {
        self.inner.mails.load(Ordering::Relaxed)
    }

    /// Says whether the pod can send mail; at first it cannot.
    pub fn set_mail(&self, can: bool) {
        self.inner.mails.store(can, Ordering::Relaxed);
    }

    /// How the pod's certificate stands.
    pub fn certificate(&self) -> Certificate {
        self.inner.certificate.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Says how the pod's certificate stands.
    pub fn set_certificate(&self, certificate: Certificate) {
        *self.inner.certificate.lock().unwrap_or_else(PoisonError::into_inner) = certificate;
    }

    /// Wants a new certificate at once.
    pub fn ask_renewal(&self) {
        self.inner.renewal.notify_one();
    }

    /// Comes back when somebody wants a new certificate.
    pub async fn renewal_asked(&self) {
        self.inner.renewal.notified().await;
    }

    /// Opens and closes private keys.
    pub fn seal(&self) -> Arc<Seal> {
        self.inner.seal.clone()
    }

    /// Texts that were rendered already.
    pub fn texts(&self) -> Arc<Renderings> {
        self.inner.texts.clone()
    }

    /// What happened since the start.
    pub fn counts(&self) -> &Counts {
        &self.inner.counts
    }

    /// How much room the disk has left.
    pub fn room(&self) -> Room {
        Room::from_number(self.inner.room.load(Ordering::Relaxed))
    }

    /// Says how much room the disk has left; at first there is plenty. While it is out of room
    /// every write is refused before it begins.
    pub fn set_room(&self, room: Room) {
        self.inner.room.store(room as u8, Ordering::Relaxed);
    }

    /// Whether there has been no backup for days (H-100).
    pub fn is_backup_late(&self) -> bool {
        self.inner.backup_late.load(Ordering::Relaxed)
    }

    /// Says whether there has been no backup for days.
    pub fn set_backup_late(&self, late: bool) {
        self.inner.backup_late.store(late, Ordering::Relaxed);
    }

    /// Comes back when a commit failed: the store takes nothing more until it is opened anew.
    pub async fn broken(&self) {
        self.inner.trouble.told.notified().await;
    }

    /// Whether a commit failed since the store was opened.
    pub fn is_broken(&self) -> bool {
        self.inner.trouble.is_there.load(Ordering::Acquire)
    }

    /// Opens the store anew after a failed commit, at what was committed before it. Blocks.
    pub fn mend(&self) -> Result<(), StoreError> {
        self.inner.database.reopen()?;
        self.inner.trouble.is_there.store(false, Ordering::Release);
        Ok(())
    }

    /// The open store, for admin commands and tests.
    pub fn database(&self) -> &Database {
        &self.inner.database
    }

    /// A key pair for a new account, made off the asynchronous threads.
    pub async fn new_key(&self) -> Option<PrivateKey> {
        let keys = self.inner.keys.clone();
        tokio::task::spawn_blocking(move || keys.make()).await.ok().flatten()
    }

    /// Makes the key that signs ID tokens, the first time anybody needs it.
    pub async fn ready_to_sign(&self) -> Result<(), Refused> {
        if self.read(openid::has_key).await? {
            return Ok(());
        }
        let broke_off = || Refused::Store(StoreError::Io("making a key broke off".to_owned()));
        let key = self.new_key().await.ok_or_else(broke_off)?;
        self.write(move |tx, cx| Ok(openid::keep_key(tx, cx, &key)?)).await
    }

    /// Runs one computation on a password in its turn; [`Refused::Busy`] if too many wait already.
    async fn hashing<T: Send + 'static>(&self, act: impl FnOnce() -> T + Send + 'static) -> Result<T, Refused> {
        let _place = self.inner.hash_places.try_acquire().map_err(|_| Refused::Busy)?;
        let _turn = self.inner.hashes.acquire().await.map_err(|_| Refused::Busy)?;
        let broke_off = |_| Refused::Store(StoreError::Io("hashing a password broke off".to_owned()));
        tokio::task::spawn_blocking(act).await.map_err(broke_off)
    }

    /// The Argon2id text of a password.
    pub async fn hash_password(&self, password: String) -> Result<String, Refused> {
        let mut salt = [0; 16];
        self.fill_random(&mut salt);
        let memory = self.inner.hash_memory;
        let text = self.hashing(move || password::hash(&password, &salt, memory)).await?;
        text.ok_or_else(|| Refused::Store(StoreError::Io("a password could not be hashed".to_owned())))
    }

    /// Whether a password fits its Argon2id text. Without a text it takes as long and says no, so
    /// that nobody learns from the clock which names exist (H-127).
    pub async fn password_fits(&self, password: String, text: Option<String>) -> Result<bool, Refused> {
        let memory = self.inner.hash_memory;
        let check = move || match text {
            Some(text) => password::fits(&password, &text),
            None => {
                let _ = password::hash(&password, &[0; 16], memory);
                false
            }
        };
        self.hashing(check).await
    }

    /// A stronger text for a password that fitted one made with less than is asked for today.
    pub async fn stronger_hash(&self, password: String, text: &str) -> Result<Option<String>, Refused> {
        match password::is_weak(text, self.inner.hash_memory) {
            true => self.hash_password(password).await.map(Some),
            false => Ok(None),
        }
    }

    /// Makes the sizes of an uploaded picture and keeps their files durably; the row comes later.
    pub async fn picture(&self, bytes: Vec<u8>, purpose: Use) -> Result<NewPhoto, Refused> {
        if self.room() >= Room::Critical {
            return Err(Refused::NoRoom);
        }
        let media = self.inner.media.clone();
        let name = self.inner.entropy.lock().unwrap_or_else(PoisonError::into_inner).hex::<16>();
        let broke_off = || Refused::Store(StoreError::Io("making the picture broke off".to_owned()));
        let _turn = self.inner.decoder.acquire().await.map_err(|_| broke_off())?;
        let made = tokio::task::spawn_blocking(move || photos::prepare(&media, &bytes, purpose, &name)).await;
        made.unwrap_or_else(|_| Err(broke_off()))
    }

    /// The address that setup makes permanent, and whether other pods will see us there.
    pub fn planned(&self) -> (PodUrl, bool) {
        (self.inner.url.clone(), self.inner.federates)
    }

    /// The one-time token of the setup link.
    pub fn setup_token(&self) -> String {
        let mut entropy = self.inner.entropy.lock().unwrap_or_else(PoisonError::into_inner);
        self.inner.setup.lock().unwrap_or_else(PoisonError::into_inner).current(self.now(), &mut **entropy)
    }

    /// Whether somebody came with the setup link.
    pub fn setup_token_fits(&self, token: &str) -> bool {
        self.inner.setup.lock().unwrap_or_else(PoisonError::into_inner).fits(self.now(), token)
    }

    /// Stops the writer after what is queued; later writes are refused. Blocks until done.
    pub fn close(&self) {
        drop(self.inner.writer.lock().unwrap_or_else(PoisonError::into_inner).take());
        if let Some(thread) = self.inner.thread.lock().unwrap_or_else(PoisonError::into_inner).take() {
            // A writer that panicked has nothing left to do.
            let _ = thread.join();
        }
    }
}

/// Set by the writer when a commit failed.
#[derive(Default)]
struct Trouble {
    is_there: AtomicBool,
    told: Notify,
}

struct Writer {
    doorbell: Arc<Notify>,
    changes: watch::Sender<u64>,
    counts: Arc<Counts>,
    trouble: Arc<Trouble>,
    database: Arc<Database>,
    entropy: Arc<Mutex<Box<dyn Entropy>>>,
    seal: Arc<Seal>,
    mails: Arc<AtomicBool>,
    clock: Arc<Timekeeper>,
    gather: Duration,
    patience: Duration,
}

impl Writer {
    fn run(&self, queue: &Receiver<Box<dyn Action>>) {
        let mut last: Option<Instant> = None;
        while let Ok(first) = queue.recv() {
            let mut group = self.company(first, queue, last.map(|last| last + self.patience));
            let begun = Instant::now();
            last = Some(begun);
            // Whatever queued up behind a commit that failed would fail as well.
            let is_broken = self.trouble.is_there.load(Ordering::Acquire);
            let committed = if is_broken { Err(StoreError::Full) } else { self.commit(&mut group) };
            self.note(group.len(), begun.elapsed(), &committed);
            // Whoever is woken for nothing and writes nothing must not wake itself again.
            let is_news = committed.as_ref().is_ok_and(|wrote| *wrote);
            for action in group {
                action.finish(&committed);
            }
            if is_news {
                self.doorbell.notify_one();
                self.changes.send_modify(|count| *count = count.wrapping_add(1));
            }
        }
    }

    /// What shares the commit of `first`. As long as no person waits for any of it, more is waited
    /// for until `patient_until`.
    fn company(
        &self,
        first: Box<dyn Action>,
        queue: &Receiver<Box<dyn Action>>,
        patient_until: Option<Instant>,
    ) -> Vec<Box<dyn Action>> {
        let mut is_patient = first.is_patient();
        let mut group = vec![first];
        if !self.gather.is_zero() {
            std::thread::sleep(self.gather);
        }
        while group.len() < GROUP {
            let left = patient_until.map(|end| end.saturating_duration_since(Instant::now()));
            let next = match left.filter(|left| is_patient && !left.is_zero()) {
                Some(left) => queue.recv_timeout(left).ok(),
                None => queue.try_recv().ok(),
            };
            let Some(next) = next else { break };
            is_patient &= next.is_patient();
            group.push(next);
        }
        group
    }

    fn note(&self, actions: usize, took: Duration, committed: &Result<bool, StoreError>) {
        match committed {
            // Nothing was written: there was no commit.
            Ok(false) => return,
            Ok(true) => self.counts.note(Count::Commits),
            Err(_) => {
                self.counts.note(Count::CommitsFailed);
                self.trouble.is_there.store(true, Ordering::Release);
                self.trouble.told.notify_one();
            }
        }
        self.counts.add(Count::Actions, actions);
        self.counts.committed(took);
    }

    /// Whether anything was written.
    fn commit(&self, group: &mut [Box<dyn Action>]) -> Result<bool, StoreError> {
        self.clock.stored();
        let now = self.clock.now();
        let mails = self.mails.load(Ordering::Relaxed);
        self.database.write(|tx| {
            let mut wrote = false;
            for action in group {
                let mut entropy = self.entropy.lock().unwrap_or_else(PoisonError::into_inner);
                let mut cx = Cx { now, entropy: &mut **entropy, seal: &self.seal, mails };
                if action.run(tx, &mut cx) {
                    wrote |= tx.keep();
                } else {
                    tx.take_back()?;
                }
            }
            if wrote && let Some(at) = self.clock.to_note() {
                timekeeper::note(tx, at)?;
            }
            Ok((wrote, wrote))
        })
    }
}
