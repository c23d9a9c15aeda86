//! The keeper against an authority of the test, with a clock of the test.

use super::*;
use crate::net::tls::Certificates;
use rcgen::{CertificateParams, KeyPair};
use std::collections::BTreeMap;
use std::io;
use std::sync::{Condvar, Mutex};

/// What it shows, and whether that is doubtful.
struct Watch(Mutex<Timestamp>, AtomicBool);

impl Clock for Watch {
    fn now(&self) -> Timestamp {
        *self.0.lock().expect("clock")
    }

    fn is_trusted(&self) -> bool {
        !self.1.load(Ordering::Relaxed)
    }
}

/// Always draws zero: waits are at their longest.
struct Zero;

impl Entropy for Zero {
    fn fill(&mut self, buffer: &mut [u8]) {
        buffer.fill(0);
    }
}

#[derive(Default)]
struct Drawer {
    papers: Mutex<BTreeMap<String, Vec<u8>>>,
    is_full: AtomicBool,
}

impl Shelf for Drawer {
    fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        Ok(self.papers.lock().expect("papers").get(name).cloned())
    }

    fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        if self.is_full.load(Ordering::Relaxed) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.papers.lock().expect("papers").insert(name.to_owned(), bytes.to_owned());
        Ok(())
    }
}

/// An authority that does as it is told.
#[derive(Default)]
struct Office {
    asked: Mutex<Vec<Order>>,
    /// The next answers; after them certificates of ninety days from then.
    answers: Mutex<Vec<Result<Issued, Fault>>>,
    now: Mutex<Timestamp>,
    panics: AtomicBool,
    /// Answers only when let go.
    held: Option<Arc<(Mutex<bool>, Condvar)>>,
}

fn issue(from: Timestamp, days: i64) -> Issued {
    let date = |at: Timestamp| {
        let (year, month, day) = at.year_month_day();
        rcgen::date_time_ymd(i32::from(year), month.unsigned_abs(), day.unsigned_abs())
    };
    let mut params = CertificateParams::new(vec!["pod.example".to_owned()]).expect("parameters");
    params.not_before = date(from);
    params.not_after = date(from.plus(days * 86_400));
    let key = KeyPair::generate().expect("key");
    Issued { chain: params.self_signed(&key).expect("signed").pem(), key: key.serialize_pem() }
}

impl Authority for Office {
    fn obtain(&self, order: &Order, _: &Desk) -> Result<Issued, Fault> {
        self.asked.lock().expect("asked").push(order.clone());
        if let Some(held) = &self.held {
            let mut free = held.0.lock().expect("held");
            while !*free {
                free = held.1.wait(free).expect("held");
            }
        }
        assert!(!self.panics.load(Ordering::Relaxed), "a fault in the library");
        let mut answers = self.answers.lock().expect("answers");
        if answers.is_empty() { Ok(issue(*self.now.lock().expect("now"), 90)) } else { answers.remove(0) }
    }
}

struct Scene {
    clock: Arc<Watch>,
    drawer: Arc<Drawer>,
    office: Arc<Office>,
    certificates: Arc<Certificates>,
}

impl Scene {
    fn new() -> Self {
        let start = Timestamp::parse_exact("2026-01-01T00:00:00Z").expect("moment");
        let office = Office { now: Mutex::new(start), ..Office::default() };
        Self {
            clock: Arc::new(Watch(Mutex::new(start), AtomicBool::new(false))),
            drawer: Arc::default(),
            office: Arc::new(office),
            certificates: Arc::default(),
        }
    }

    /// A keeper as a newly started pod has it.
    fn keeper(&self) -> Keeper {
        let settings = KeeperSettings {
            name: "pod.example".to_owned(),
            home: vec!["192.168.1.5".to_owned()],
            directory: Some("https://ca.example/directory".to_owned()),
            rehearsal: Some("https://ca.example/rehearsal".to_owned()),
            email: None,
            challenges: vec![Challenge::Http01, Challenge::TlsAlpn01],
        };
        let desk = Arc::new(Desk::new(Arc::default(), Arc::clone(&self.certificates)));
        let (office, drawer, clock) = (Arc::clone(&self.office), Arc::clone(&self.drawer), Arc::clone(&self.clock));
        Keeper::open(settings, office, desk, drawer, clock, Box::new(Zero))
    }

    fn answer(&self, answers: impl IntoIterator<Item = Result<Issued, Fault>>) {
        self.office.answers.lock().expect("answers").extend(answers);
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    fn pass(&self, seconds: i64) {
        let now = self.now().plus(seconds);
        *self.clock.0.lock().expect("clock") = now;
        *self.office.now.lock().expect("now") = now;
    }

    fn asked(&self) -> Vec<(String, Challenge)> {
        let asked = self.office.asked.lock().expect("asked");
        let short =
            |order: &Order| (order.directory.rsplit('/').next().unwrap_or_default().to_owned(), order.challenge);
        asked.iter().map(short).collect()
    }
}

const DAY: i64 = 86_400;

fn fault() -> Result<Issued, Fault> {
    Err(Fault::NotProven("connection refused".to_owned()))
}

// H-046, H-048, H-051
#[tokio::test]
async fn a_certificate_is_fetched_kept_and_renewed_in_its_last_third() {
    let scene = Scene::new();
    let mut keeper = scene.keeper();
    assert!(!scene.certificates.is_ready(), "first contact is no certificate that somebody vouches for");
    assert_eq!(keeper.turn().await, 60 * DAY);
    let first = scene.certificates.current().expect("in force");
    let kept = |name: &str| scene.drawer.papers.lock().expect("papers").get(name).cloned().expect(name);
    let (site, account) = (kept(SITE), kept(ACCOUNT));
    scene.pass(59 * DAY);
    assert_eq!(keeper.turn().await, DAY);
    assert_eq!(scene.asked().len(), 1, "two thirds have not passed");
    scene.pass(DAY);
    keeper.turn().await;
    assert_eq!(scene.asked().len(), 2);
    assert_ne!(scene.certificates.current().expect("in force"), first, "swapped while listeners stay open");
    let key = |pem: &[u8]| String::from_utf8_lossy(pem).split("-----END").next().map(str::to_owned);
    assert_ne!(key(&site), key(&kept(SITE)), "a new key each time");
    assert_eq!(account, kept(ACCOUNT), "and the same account");
    // A pod that is started again has it at once and asks nobody.
    let again = Scene { certificates: Arc::default(), ..scene };
    let mut keeper = again.keeper();
    assert!(again.certificates.is_ready());
    keeper.turn().await;
    assert_eq!(again.asked().len(), 2);
}

// H-047
#[tokio::test]
async fn failures_are_retried_once_then_otherwise_then_rehearsed() {
    let scene = Scene::new();
    let mut keeper = scene.keeper();
    scene.answer((0..4).map(|_| fault()));
    for wait in [30, 30, 600, 1200] {
        assert_eq!(keeper.turn().await, wait);
        let standing = keeper.standing().borrow().clone();
        assert_eq!(
            (standing.fault.map(|fault| fault.name()), standing.next),
            (Some("not-proven"), Some(scene.now().plus(wait)))
        );
        assert_eq!(keeper.turn().await, wait, "not before its time");
        scene.pass(wait);
    }
    keeper.turn().await;
    let (http, tls) = (Challenge::Http01, Challenge::TlsAlpn01);
    let expected = [
        ("directory", http),
        ("directory", http),
        ("directory", tls),
        ("rehearsal", http),
        ("rehearsal", tls),
        ("directory", tls),
    ];
    assert_eq!(scene.asked(), expected.map(|(to, challenge)| (to.to_owned(), challenge)));
    assert_eq!((keeper.standing().borrow().fault.clone(), scene.certificates.is_ready()), (None, true));
    scene.pass(60 * DAY);
    keeper.turn().await;
    assert_eq!(scene.asked().last(), Some(&("directory".to_owned(), tls)), "what worked comes first");
}

// H-047
#[tokio::test]
async fn a_pod_that_restarts_over_and_over_does_not_ask_over_and_over() {
    let scene = Scene::new();
    scene.answer((0..3).map(|_| fault()));
    for _ in 0..3 {
        let mut keeper = scene.keeper();
        let wait = keeper.turn().await;
        scene.pass(wait);
    }
    scene.pass(-1);
    assert_eq!(scene.keeper().turn().await, 1);
    assert_eq!(scene.asked().len(), 3);
}

// H-049
#[tokio::test]
async fn a_certificate_is_served_whatever_the_clock_says() {
    let scene = Scene::new();
    scene.keeper().turn().await;
    let kept = scene.drawer.papers.lock().expect("papers").clone();
    for moved in [-20_000 * DAY, 40_000 * DAY] {
        let later = Scene::new();
        *later.drawer.papers.lock().expect("papers") = kept.clone();
        later.pass(moved);
        later.answer([Err(Fault::Unreachable)]);
        let mut keeper = later.keeper();
        assert!(later.certificates.is_ready());
        keeper.turn().await;
        assert!(later.certificates.is_ready());
        assert_eq!(later.drawer.papers.lock().expect("papers").get(SITE), kept.get(SITE), "and never deleted");
    }
}

// H-089: by a clock that may be wrong nobody is asked for a certificate, and none is judged
#[tokio::test]
async fn nobody_is_asked_while_the_clock_may_be_wrong() {
    let scene = Scene::new();
    scene.clock.1.store(true, Ordering::Relaxed);
    let mut keeper = scene.keeper();
    assert!(keeper.turn().await > 0);
    assert!(scene.office.asked.lock().expect("asked").is_empty());
    scene.clock.1.store(false, Ordering::Relaxed);
    keeper.turn().await;
    assert_eq!(scene.office.asked.lock().expect("asked").len(), 1);
}

// H-050
#[tokio::test]
async fn first_contact_has_a_certificate_of_our_own_that_stays_the_same() {
    let scene = Scene::new();
    let print = scene.keeper().standing().borrow().fingerprint.clone().expect("made");
    assert_eq!(scene.keeper().standing().borrow().fingerprint.as_ref(), Some(&print));
    assert!(scene.asked().is_empty() && !scene.certificates.is_ready() && scene.certificates.shows_something());
}

#[tokio::test]
async fn what_cannot_be_used_is_not_put_into_force() {
    let scene = Scene::new();
    let mut keeper = scene.keeper();
    let wrong = Issued { key: issue(scene.now(), 90).key, ..issue(scene.now(), 90) };
    scene.answer([Ok(wrong), Ok(Issued { chain: "nonsense".to_owned(), key: String::new() })]);
    for _ in 0..2 {
        let wait = keeper.turn().await;
        assert_eq!(keeper.standing().borrow().fault.as_ref().map(Fault::name), Some("unusable"));
        scene.pass(wait);
    }
    assert!(!scene.certificates.is_ready() && !scene.drawer.papers.lock().expect("papers").contains_key(SITE));
    scene.office.panics.store(true, Ordering::Relaxed);
    keeper.turn().await;
    assert_eq!(keeper.standing().borrow().fault, Some(Fault::BrokeOff));
}

#[tokio::test]
async fn a_full_disk_does_not_keep_a_certificate_from_its_place() {
    let scene = Scene::new();
    let mut keeper = scene.keeper();
    keeper.account().expect("an account from before");
    scene.drawer.is_full.store(true, Ordering::Relaxed);
    keeper.turn().await;
    assert!(scene.certificates.is_ready());
}

// spec/stack.md §3: no deadline in the library
#[tokio::test(start_paused = true)]
async fn a_try_without_end_is_given_up_and_no_second_one_begun_beside_it() {
    let held = Arc::new((Mutex::new(false), Condvar::new()));
    let mut scene = Scene::new();
    scene.office = Arc::new(Office { held: Some(Arc::clone(&held)), ..Office::default() });
    scene.pass(0);
    let mut keeper = scene.keeper();
    let wait = keeper.turn().await;
    while scene.asked().is_empty() {
        std::thread::yield_now();
    }
    let standing = keeper.standing().borrow().clone();
    assert_eq!((standing.fault, standing.abandoned), (Some(Fault::Deadline), 1));
    scene.pass(wait);
    keeper.turn().await;
    assert_eq!((scene.asked().len(), keeper.standing().borrow().abandoned), (1, 1), "one thread at the most");
    let done = Arc::clone(&keeper.is_busy);
    *held.0.lock().expect("held") = true;
    held.1.notify_all();
    while done.load(Ordering::Acquire) {
        std::thread::yield_now();
    }
    scene.pass(DAY);
    // Real threads and a stopped clock do not go together any further.
    tokio::time::resume();
    keeper.turn().await;
    assert!(scene.certificates.is_ready());
}
