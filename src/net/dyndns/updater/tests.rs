use super::*;
use crate::base::Secret;
use crate::net::outbound::{Kind, Wire, WireError, WireRequest, WireResponse};
use futures_util::future::BoxFuture;
use std::collections::BTreeMap;
use std::io;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};

struct Hands(AtomicI64);

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        Timestamp::from_seconds(self.0.load(Ordering::Relaxed))
    }
}

#[derive(Default)]
struct Drawer(Mutex<BTreeMap<String, Vec<u8>>>);

impl Shelf for Drawer {
    fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        Ok(self.0.lock().expect("drawer").get(name).cloned())
    }

    fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.0.lock().expect("drawer").insert(name.to_owned(), bytes.to_vec());
        Ok(())
    }
}

/// A service that says what it is told to say.
struct Fake {
    says: Mutex<Result<&'static str, WireError>>,
    heard: Mutex<Vec<WireRequest>>,
}

impl Wire for Fake {
    fn send(&self, request: WireRequest) -> BoxFuture<'_, Result<WireResponse, WireError>> {
        let final_url = request.url.clone();
        self.heard.lock().expect("heard").push(request);
        let said = self.says.lock().expect("says").clone();
        let answer =
            said.map(|body| WireResponse { status: 200, body: body.into(), final_url, ..WireResponse::default() });
        Box::pin(async { answer })
    }
}

struct Bench {
    clock: Arc<Hands>,
    shelf: Arc<Drawer>,
    wire: Arc<Fake>,
}

impl Bench {
    fn new() -> Self {
        Self {
            clock: Arc::new(Hands(AtomicI64::new(1_800_000_000))),
            shelf: Arc::default(),
            wire: Arc::new(Fake { says: Mutex::new(Ok("good")), heard: Mutex::default() }),
        }
    }

    fn updater(&self, password: &str) -> Updater {
        let means = Means::Http {
            url: "https://dyn.test/nic/update".to_owned(),
            user: "ada".to_owned(),
            password: Secret::new(password.to_owned()),
        };
        let settings = DynamicName { name: "pod.test".to_owned(), means };
        let service = Service::of(&settings, self.wire.clone());
        Updater::open(&settings, service, self.shelf.clone(), self.clock.clone())
    }

    fn says(&self, answer: Result<&'static str, WireError>) {
        *self.wire.says.lock().expect("says") = answer;
    }

    fn heard(&self) -> usize {
        self.wire.heard.lock().expect("heard").len()
    }

    fn pass(&self, seconds: i64) {
        self.clock.0.fetch_add(seconds, Ordering::Relaxed);
    }
}

fn at(last: u8) -> Vec<IpAddr> {
    vec![[198, 51, 100, last].into(), "2001:db8::7".parse().expect("address")]
}

// H-057: told once for each address, by the convention, without following anybody elsewhere.
#[tokio::test]
async fn the_service_is_told_when_the_address_is_another_one() {
    let bench = Bench::new();
    let mut updater = bench.updater("secret");
    updater.turn(&[]).await;
    assert_eq!(bench.heard(), 0, "without an address there is nothing to tell");
    updater.turn(&at(7)).await;
    updater.turn(&at(7)).await;
    assert_eq!(bench.heard(), 1);
    let request = bench.wire.heard.lock().expect("heard")[0].clone();
    assert_eq!(request.url, "https://dyn.test/nic/update?hostname=pod.test&myip=198.51.100.7");
    assert_eq!(request.kind, Kind::Credentials);
    assert_eq!(request.headers, [("authorization", "Basic YWRhOnNlY3JldA==".to_owned())]);
    updater.turn(&at(8)).await;
    assert_eq!(bench.heard(), 2);
    // A restart tells nobody anything; what is kept does not hold the password.
    bench.updater("secret").turn(&at(8)).await;
    assert_eq!(bench.heard(), 2);
    let kept = bench.shelf.read(MEMORY).expect("read").expect("kept");
    assert!(!String::from_utf8_lossy(&kept).contains("secret"));
    bench.pass(REFRESH);
    updater.turn(&at(8)).await;
    assert_eq!(bench.heard(), 3, "services forget");
}

// H-057: a refusal is final until somebody changes something.
#[tokio::test]
async fn after_a_refusal_nobody_is_told_any_more() {
    for word in ["badauth", "abuse", "nohost"] {
        let bench = Bench::new();
        bench.says(Ok(word));
        let mut updater = bench.updater("wrong");
        updater.turn(&at(7)).await;
        bench.pass(MENDED - 1);
        updater.turn(&at(8)).await;
        bench.updater("wrong").turn(&at(8)).await;
        assert_eq!(bench.heard(), 1, "{word}");
        let last = remembered(&*bench.shelf).last.expect("a try").0;
        assert_eq!(last, Outcome::Refused(word.to_owned()));
        assert!(last.to_string().contains(": "), "{last}");
        bench.says(Ok("good"));
        bench.updater("right").turn(&at(8)).await;
        assert_eq!(bench.heard(), 2);
        assert_eq!(remembered(&*bench.shelf).last.map(|(outcome, _)| outcome), Some(Outcome::Taken));
    }
    // What was mended at the service itself counts from the next start on, if that is not at once.
    let bench = Bench::new();
    bench.says(Ok("nohost"));
    bench.updater("x").turn(&at(7)).await;
    bench.pass(MENDED);
    bench.updater("x").turn(&at(7)).await;
    assert_eq!(bench.heard(), 2);
}

// H-057
#[tokio::test]
async fn a_service_that_asks_for_time_gets_it() {
    let bench = Bench::new();
    let mut updater = bench.updater("secret");
    for (says, wait) in [(Ok("911"), LATER), (Ok("dnserr"), LATER), (Ok("?"), LATER), (Err(WireError::Dns), AGAIN)] {
        bench.says(says.clone());
        updater.turn(&at(7)).await;
        let heard = bench.heard();
        bench.pass(wait - 1);
        updater.turn(&at(8)).await;
        assert_eq!(bench.heard(), heard, "{says:?}");
        bench.pass(1);
    }
    bench.says(Ok("good"));
    updater.turn(&at(8)).await;
    assert_eq!(remembered(&*bench.shelf).told.map(|told| told.addresses.len()), Some(1));
}

// H-057: a program of the admin in the service's place.
#[tokio::test]
async fn a_program_is_told_name_and_addresses() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new();
    let folder = std::env::temp_dir().join(format!("seedpod-dyndns-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("folder");
    let (path, out) = (folder.join("tell"), folder.join("out"));
    std::fs::write(&path, format!("#!/bin/sh\necho \"$@\" > {}\n", out.display())).expect("script");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).expect("mode");
    let settings = DynamicName { name: "pod.test".to_owned(), means: Means::Program(path.clone()) };
    let open = || {
        let service = Service::of(&settings, bench.wire.clone());
        Updater::open(&settings, service, bench.shelf.clone(), bench.clock.clone())
    };
    open().turn(&at(7)).await;
    assert_eq!(std::fs::read_to_string(&out).expect("output"), "pod.test 198.51.100.7 2001:db8::7\n");
    std::fs::write(&path, "#!/bin/sh\nexit 3\n").expect("script");
    open().turn(&at(8)).await;
    let last = remembered(&*bench.shelf).last.expect("a try").0;
    assert!(matches!(&last, Outcome::Later(why) if why.contains('3')), "{last:?}");
    std::fs::remove_dir_all(&folder).expect("removed");
    bench.pass(LATER);
    open().turn(&at(8)).await;
    assert!(matches!(remembered(&*bench.shelf).last, Some((Outcome::Later(_), _))));
}
