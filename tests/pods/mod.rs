//! Whole pods in one process, with simulated time and network.
//!
//! Each pod is built by the parts that the program uses, on an in-memory redb, with a shared
//! clock, seeded randomness and ready-made keys. Pods reach each other through `Net`, which maps a
//! host to the other pod's routes and can lose, refuse, repeat and reorder messages. People act
//! through `Browser`: they open pages, fill forms and see text. Nothing sleeps; `settle` runs due
//! jobs on every pod until nothing is left.

mod browser;
mod letters;
mod net;
mod parts;

pub use browser::{Browser, Field, Page};
pub use letters::{Letters, link};
pub use net::Net;
pub use parts::{TestClock, key, pod_parts};

use seedpod::app::routes;
use seedpod::base::{Clock, Guid, PodUrl};
use seedpod::config::{Config, Live};
use seedpod::domain::accounts::{self, NewAccount};
use seedpod::domain::instance::{self, NewInstance};
use seedpod::domain::queue;
use seedpod::domain::{Pod, Refused, setup};
use seedpod::federation::Federation;
use seedpod::jobs::{self, Hands};
use seedpod::model::{Account, Role};
use seedpod::net::inbound::Rates;
use seedpod::net::outbound::Wire;
use seedpod::store::{Database, StoreError};
use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

/// The password of everybody in tests.
pub const PASSWORD: &str = "correct horse battery";

/// Passes over all queues before `settle` gives up.
const PASSES: usize = 400;

/// Several pods that can reach each other.
pub struct Pods {
    pub net: Net,
    pub clock: Arc<TestClock>,
    pods: Vec<TestPod>,
    asleep: HashSet<String>,
    is_checked: bool,
}

/// One pod of a test.
pub struct TestPod {
    pub host: String,
    pub pod: Pod,
    pub federation: Federation,
    /// Mail that went out.
    pub letters: Letters,
    index: usize,
    /// How often it was opened again.
    opened: usize,
    is_on_disk: bool,
    folder: tempfolder::Folder,
}

/// A folder that goes when the test ends.
mod tempfolder {
    use std::path::{Path, PathBuf};
    use std::sync::atomic::{AtomicU64, Ordering};

    static COUNT: AtomicU64 = AtomicU64::new(0);

    pub struct Folder(PathBuf);

    impl Folder {
        pub fn new() -> Self {
            let name = format!("seedpod-test-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
            let path = std::env::temp_dir().join(name);
            std::fs::create_dir_all(&path).unwrap();
            Self(path)
        }

        pub fn path(&self) -> &Path {
            &self.0
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }
}
pub use tempfolder::Folder;

impl Pods {
    /// Pods at these hosts, each set up with the admin `podmin`.
    pub async fn new(hosts: &[&str]) -> Self {
        Self::with(hosts, false).await
    }

    /// As `new`, with the stores in files, so that a pod can be killed and opened again.
    pub async fn on_disk(hosts: &[&str]) -> Self {
        Self::with(hosts, true).await
    }

    /// One pod on this store, which is set up unless it has been. `opened` says how often the store
    /// was opened before: what is drawn by chance then differs from what is in it.
    pub async fn on(host: &str, database: Database, opened: usize) -> Self {
        let (clock, net) = (Arc::new(TestClock::default()), Net::default());
        let pod = TestPod::on(host, database, opened, &clock, &net).await;
        Self { net, clock, pods: vec![pod], asleep: HashSet::new(), is_checked: true }
    }

    async fn with(hosts: &[&str], is_on_disk: bool) -> Self {
        let clock = Arc::new(TestClock::default());
        let net = Net::default();
        let mut pods = Vec::new();
        for (index, host) in hosts.iter().enumerate() {
            pods.push(TestPod::new(host, index, is_on_disk, &clock, &net).await);
        }
        Self { net, clock, pods, asleep: HashSet::new(), is_checked: true }
    }

    /// A pod by host.
    pub fn at(&self, host: &str) -> &TestPod {
        self.pods.iter().find(|pod| pod.host == host).unwrap_or_else(|| panic!("there is no pod {host}"))
    }

    /// Makes an account and signs its owner in. `id` is `name@host`.
    pub async fn person(&self, id: &str) -> Browser {
        let (name, host) = id.split_once('@').unwrap();
        self.at(host).account(name).await;
        self.browser(id).await
    }

    /// Signs the owner of an account in, in a new browser.
    pub async fn browser(&self, id: &str) -> Browser {
        let (name, host) = id.split_once('@').unwrap();
        let mut browser = self.stranger(host);
        browser.sign_in(name, PASSWORD).await;
        browser
    }

    /// Somebody who is not signed in.
    pub fn stranger(&self, host: &str) -> Browser {
        Browser::new(host, self.net.clone())
    }

    /// What is in the file of a pod at this moment is all that is left of it: everything in memory
    /// goes, as when the process is killed, and the pod is opened again from the file.
    pub async fn kill(&mut self, host: &str) {
        let (clock, net) = (self.clock.clone(), self.net.clone());
        let pod = self.pods.iter_mut().find(|pod| pod.host == host).expect("the pod is there");
        pod.open_again(&clock, &net).await;
    }

    /// The pod is switched off: nobody reaches it, and it does nothing.
    pub fn switch_off(&mut self, host: &str) {
        self.net.take_away(host);
        self.asleep.insert(host.to_owned());
    }

    /// The pod starts again, as the program does: what waited is spread.
    pub async fn switch_on(&mut self, host: &str) {
        self.net.bring_back(host);
        self.asleep.remove(host);
        let spread = self.at(host).pod.write(|tx, cx| -> Result<(), Refused> { Ok(queue::spread(tx, cx.now)?) });
        spread.await.unwrap();
    }

    /// Lets time pass in steps until no pod has anything left to do; fails if that takes more than
    /// `hours`.
    pub async fn live(&self, hours: i64) {
        for _ in 0..hours * 6 {
            self.settle().await;
            if self.waiting().await == 0 {
                return;
            }
            self.clock.advance(600);
        }
        panic!("{} jobs are left after {hours} hours", self.waiting().await);
    }

    async fn waiting(&self) -> u64 {
        let mut waiting = 0;
        for pod in &self.pods {
            let stats = pod.read(queue::stats).await;
            waiting += stats.deliveries + stats.received + stats.other;
        }
        waiting
    }

    /// Runs due jobs on all pods until nothing is due; fails if that does not end.
    pub async fn settle(&self) {
        for _ in 0..PASSES {
            if self.pass().await == 0 && !self.net.is_holding() {
                return;
            }
        }
        for pod in &self.pods {
            eprintln!("{}: {:?}", pod.host, pod.pod.read(queue::stats).await.unwrap());
        }
        panic!("the queues do not become empty");
    }

    /// Runs what is due now on all pods, once; returns how many jobs that were.
    pub async fn pass(&self) -> usize {
        let mut ran = 0;
        for pod in self.pods.iter().filter(|pod| !self.asleep.contains(&pod.host)) {
            ran += jobs::run_due(&pod.hands(), self.clock.now()).await;
        }
        self.net.deliver_held().await;
        ran
    }

    /// Lets time pass and settles.
    pub async fn advance(&self, seconds: i64) {
        self.clock.advance(seconds);
        self.settle().await;
    }

    /// For tests that leave jobs behind on purpose.
    pub fn leave_jobs(&mut self) {
        self.is_checked = false;
    }

    /// Every index agrees with its rows, and nothing waits.
    pub async fn check(&self) {
        for pod in &self.pods {
            let report = pod.pod.database().check().unwrap();
            assert!(report.is_clean(), "{}: {:?}", pod.host, report.faults);
            if self.is_checked {
                let stats = pod.pod.read(queue::stats).await.unwrap();
                assert_eq!(stats.deliveries + stats.received + stats.other, 0, "{}: {stats:?}", pod.host);
            }
        }
    }
}

/// A pod with its routes in the net. `opened` makes its randomness differ from that before.
fn open(
    host: &str,
    index: usize,
    opened: usize,
    store: Option<Database>,
    folder: &Path,
    clock: &Arc<TestClock>,
    net: &Net,
) -> (Pod, Federation) {
    let url = PodUrl::parse(&format!("https://{host}")).unwrap();
    let parts = pod_parts(&url, index, clock.clone(), folder);
    let parts = match store {
        Some(store) => parts::upon(parts, store, index + 1_000 * opened),
        None => parts,
    };
    let pod = Pod::open(parts);
    let wire: Arc<dyn Wire> = Arc::new(net.wire(host));
    let federation = Federation::new(pod.clone(), wire, Some((folder.join("cache"), 10 << 20)));
    let config = Live::of(Config::with_defaults(folder));
    net.add(host, routes(&federation, &config, &Arc::new(Rates::of(&config.now()))));
    (pod, federation)
}

impl TestPod {
    async fn new(host: &str, index: usize, is_on_disk: bool, clock: &Arc<TestClock>, net: &Net) -> Self {
        let folder = Folder::new();
        let store = is_on_disk.then(|| parts::file(&folder.path().join("0.redb")));
        let (pod, federation) = open(host, index, 0, store, folder.path(), clock, net);
        let letters = Letters::default();
        let made = Self { host: host.to_owned(), pod, federation, letters, index, opened: 0, is_on_disk, folder };
        made.set_up(PodUrl::parse(&format!("https://{host}")).unwrap()).await;
        made
    }

    async fn on(host: &str, store: Database, opened: usize, clock: &Arc<TestClock>, net: &Net) -> Self {
        let folder = Folder::new();
        let (pod, federation) = open(host, 0, opened, Some(store), folder.path(), clock, net);
        let letters = Letters::default();
        let made =
            Self { host: host.to_owned(), pod, federation, letters, index: 0, opened, is_on_disk: false, folder };
        if made.read(instance::get).await.is_none() {
            made.set_up(PodUrl::parse(&format!("https://{host}")).unwrap()).await;
        }
        made
    }

    /// What the pod's jobs work with.
    fn hands(&self) -> Hands {
        Hands { federation: self.federation.clone(), post: Some(Arc::new(self.letters.clone())) }
    }

    async fn open_again(&mut self, clock: &Arc<TestClock>, net: &Net) {
        assert!(self.is_on_disk, "a store in memory cannot be opened again");
        let file = |number: usize| self.folder.path().join(format!("{number}.redb"));
        let (old, new) = (file(self.opened), file(self.opened + 1));
        std::fs::copy(&old, &new).unwrap();
        self.opened += 1;
        let (pod, federation) =
            open(&self.host, self.index, self.opened, Some(parts::file(&new)), self.folder.path(), clock, net);
        (self.pod, self.federation) = (pod, federation);
        let report = self.pod.database().check().unwrap();
        assert!(report.is_clean(), "{}: {:?}", self.host, report.faults);
    }

    async fn set_up(&self, url: PodUrl) {
        let account = self.new_account("podmin", Role::Admin).await;
        let new = NewInstance { url, name: format!("The pod at {}", self.host), federates: true };
        self.pod.write(move |tx, cx| setup::complete(tx, cx, new, account)).await.unwrap();
    }

    async fn new_account(&self, name: &str, role: Role) -> NewAccount {
        NewAccount {
            name: name.to_owned(),
            email: None,
            password: self.pod.hash_password(PASSWORD.to_owned()).await.unwrap(),
            key: self.pod.new_key().await.unwrap(),
            role,
            language: "en".to_owned(),
            invited_by: None,
        }
    }

    /// Makes an account.
    pub async fn account(&self, name: &str) -> Account {
        let new = self.new_account(name, Role::Member).await;
        self.pod.write(move |tx, cx| accounts::create(tx, cx, new)).await.unwrap()
    }

    /// An account by name.
    pub async fn find(&self, name: &str) -> Account {
        let name = name.to_owned();
        self.pod.read(move |tx| accounts::by_login(tx, &name)).await.unwrap().expect("the account is there")
    }

    /// Acts as an account.
    pub async fn act<T: Send + 'static>(
        &self,
        name: &str,
        act: impl FnOnce(&mut seedpod::store::WriteTx<'_>, &mut seedpod::domain::Cx<'_>, &Account) -> Result<T, Refused>
        + Send
        + 'static,
    ) -> Result<T, Refused> {
        let account = self.find(name).await;
        self.pod.write(move |tx, cx| act(tx, cx, &account)).await
    }

    /// Reads from a snapshot.
    pub async fn read<T: Send + 'static>(
        &self,
        act: impl FnOnce(&seedpod::store::ReadTx) -> Result<T, StoreError> + Send + 'static,
    ) -> T {
        self.pod.read(act).await.unwrap()
    }

    /// The guid of a person known here.
    pub async fn guid_of(&self, id: &str) -> Guid {
        let id = seedpod::base::DiasporaId::parse(id).unwrap();
        self.read(move |tx| seedpod::domain::people::by_diaspora_id(tx, &id)).await.expect("the person is known").guid
    }
}
