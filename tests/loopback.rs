//! The real program over real sockets with real TLS: few tests, each through everything.

mod certificates;
mod road;

pub use certificates::{Certificates, free_port};

use crate::journey::{Friends, Stage};
use crate::pods::{Browser, Folder, PASSWORD};
use road::{Road, Traffic};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

/// A running program with its state folder.
struct Process {
    child: Child,
    folder: Folder,
    /// Where people and other pods find it.
    port: u16,
    /// Where it listens, which is another place if there is a road to it.
    own_port: u16,
}

pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_seedpod"));
    command.env_clear().env("PATH", "/usr/bin:/bin").env("HOME", "/nonexistent");
    command
}

fn with_password(mut command: Command) -> (bool, String, String) {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(format!("{PASSWORD}\n").as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.success(), text(&output.stdout), text(&output.stderr))
}

impl Process {
    fn init(certificates: &Certificates, admin: &str) -> Self {
        let port = free_port();
        Self::init_behind(certificates, admin, port, port)
    }

    fn init_behind(certificates: &Certificates, admin: &str, port: u16, own_port: u16) -> Self {
        let folder = Folder::new();
        let url = format!("https://localhost:{port}");
        let mut init = program();
        init.args(["init", "--state-dir"]).arg(folder.path().join("state"));
        init.args(["--url", &url, "--admin", admin, "--password-stdin"]);
        let (is_ok, _, errors) = with_password(init);
        assert!(is_ok, "init: {errors}");
        let child = Self::start(&folder, port, own_port, certificates);
        Self { child, folder, port, own_port }
    }

    fn start(folder: &Folder, port: u16, own_port: u16, certificates: &Certificates) -> Child {
        let mut serve = program();
        serve.args(["serve", "--state-dir"]).arg(folder.path().join("state"));
        serve.args([
            "--url",
            &format!("https://localhost:{port}"),
            "--https",
            &format!("127.0.0.1:{own_port}"),
            "--http",
            "off",
        ]);
        serve.arg("--tls-cert").arg(&certificates.chain).arg("--tls-key").arg(&certificates.key);
        serve.arg("--ca-file").arg(&certificates.authority_file).args(["--outgoing-allow", "127.0.0.0/8"]);
        let mut child = serve.stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap();
        // The line appears once the listeners are bound and the store works.
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(line.contains("is ready"), "{line}");
        child
    }

    fn host(&self) -> String {
        format!("localhost:{}", self.port)
    }

    fn kill_and_start(&mut self, certificates: &Certificates) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.child = Self::start(&self.folder, self.port, self.own_port, certificates);
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = program();
        command.args(arguments).arg("--state-dir").arg(self.folder.path().join("state"));
        command
    }

    fn run(&self, arguments: &[&str]) -> (bool, String) {
        let output = self.command(arguments).output().unwrap();
        (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Waits until the queues are empty.
    fn is_quiet(&self) {
        for _ in 0..1_000 {
            let (is_ok, out) = self.run(&["queue", "stats", "--json"]);
            assert!(is_ok, "{out}");
            let stats: serde_json::Value = serde_json::from_str(&out).unwrap();
            if ["deliveries", "received", "other"].iter().all(|queue| stats[queue] == 0) {
                return;
            }
        }
        panic!("the queues do not become empty: {}", self.run(&["queue", "stats"]).1);
    }

    fn stop(mut self) {
        let pid = rustix::process::Pid::from_raw(i32::try_from(self.child.id()).unwrap()).unwrap();
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
        assert!(self.child.wait().unwrap().success());
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Opens a page until it shows a text; bounded by tries, each of which waits for the server.
async fn until(browser: &mut Browser, path: &str, text: &str) {
    for _ in 0..5_000 {
        if browser.open(path).await.text().contains(text) {
            return;
        }
    }
    panic!("{path} never shows {text:?}:\n{}", browser.open(path).await.text());
}

/// Nothing is between the pods, and those who wait look again.
struct Patience;

impl Stage for Patience {
    async fn quiet(&mut self) {}
}

/// H-024, H-026, H-042, H-052, H-076, H-111: two pods become friends over TLS, one of them is
/// killed in between, and admin commands work while they run.
#[tokio::test(flavor = "multi_thread")]
async fn two_processes_become_friends_over_tls_and_survive_kill() {
    let folder = Folder::new();
    let certificates = Certificates::make(folder.path());
    let client = certificates.client();
    let mut one = Process::init(&certificates, "alice");
    let two = Process::init(&certificates, "bob");
    assert_eq!(client.get(format!("https://{}/livez", one.host())).send().await.unwrap().status(), 200);
    let ready = client.get(format!("https://{}/readyz", one.host())).send().await.unwrap();
    assert_eq!((ready.status().as_u16(), ready.version()), (200, reqwest::Version::HTTP_2));

    let mut alice = Browser::over_tls(&one.host(), client.clone());
    let mut bob = Browser::over_tls(&two.host(), client.clone());
    alice.sign_in("alice", PASSWORD).await;
    bob.sign_in("bob", PASSWORD).await;
    let journey = Friends { alice_id: format!("alice@{}", one.host()), bob_id: format!("bob@{}", two.host()) };
    journey.meet(&mut alice, &mut bob, &mut Patience).await;
    journey.alice_posts(&mut alice, "Hello from the *first* pod #introduction").await;
    until(&mut bob, "/stream", "Hello from the first pod").await;

    // A delivery that finds the other pod gone is tried again minutes later; nothing is to wait here.
    one.is_quiet();
    two.is_quiet();
    one.kill_and_start(&certificates);
    let mut alice = Browser::over_tls(&one.host(), certificates.client());
    alice.sign_in("alice", PASSWORD).await;
    alice.open("/stream").await.sees("Hello from the first pod");
    journey.bob_comments(&mut bob, "Hello from the first pod", "Good to hear from you").await;
    until(&mut alice, "/stream", "Good to hear from you").await;
    one.is_quiet();

    let (is_ok, out) = one.run(&["db", "check"]);
    assert!(is_ok && out.contains("Everything agrees"), "{out}");
    let mut add = one.command(&["user", "add", "carol", "--password-stdin"]);
    add.stdin(Stdio::piped());
    let (is_ok, _, errors) = with_password(add);
    assert!(is_ok, "{errors}");
    let mut carol = Browser::over_tls(&one.host(), certificates.client());
    carol.sign_in("carol", PASSWORD).await;
    let (is_ok, token) = one.run(&["user", "token", "carol", "--scopes", "public:read"]);
    assert!(is_ok && token.trim().len() == 64, "{token}");
    assert!(!one.run(&["user", "token", "nobody", "--scopes", "public:read"]).0);
    one.stop();
    two.stop();
}

/// Two processes, what is between them, and whether one is killed after every step.
struct Processes {
    one: Process,
    two: Process,
    roads: Vec<Road>,
    killed: Option<Certificates>,
}

impl Stage for Processes {
    async fn quiet(&mut self) {
        loop {
            self.one.is_quiet();
            self.two.is_quiet();
            let mut came = false;
            for road in &self.roads {
                came |= road.clear().await;
            }
            if !came {
                break;
            }
        }
        if let Some(certificates) = &self.killed {
            self.one.kill_and_start(certificates);
            self.two.kill_and_start(certificates);
        }
    }
}

async fn whole_main_job(traffic: Option<Traffic>, is_killed: bool) {
    let folder = Folder::new();
    let certificates = Certificates::make(folder.path());
    // The road speaks HTTP/1.1; a killed pod leaves no connection to be used again.
    let client = certificates.client_with(&[b"http/1.1"]);
    let (mut roads, mut processes) = (Vec::new(), Vec::new());
    for admin in ["alice", "bob"] {
        let own_port = free_port();
        let mut port = own_port;
        if let Some(traffic) = traffic {
            let road = Road::open(own_port, traffic, &certificates).await;
            port = road.port();
            roads.push(road);
        }
        processes.push(Process::init_behind(&certificates, admin, port, own_port));
    }
    let (two, one) = (processes.pop().unwrap(), processes.pop().unwrap());
    let friends = Friends { alice_id: format!("alice@{}", one.host()), bob_id: format!("bob@{}", two.host()) };
    let mut alice = Browser::over_tls(&one.host(), client.clone());
    let mut bob = Browser::over_tls(&two.host(), client);
    alice.sign_in("alice", PASSWORD).await;
    bob.sign_in("bob", PASSWORD).await;
    let mut stage = Processes { one, two, roads, killed: is_killed.then_some(certificates) };
    friends.whole(&mut alice, &mut bob, &mut stage).await;
    for process in [stage.one, stage.two] {
        let (is_ok, out) = process.run(&["db", "check"]);
        assert!(is_ok && out.contains("Everything agrees"), "{out}");
        process.stop();
    }
}

// Issue 2, the main job: over real TLS, with both programs killed after every step (H-076).
#[tokio::test(flavor = "multi_thread")]
async fn the_main_job_over_tls_with_kills() {
    whole_main_job(None, true).await;
}

// F-054
#[tokio::test(flavor = "multi_thread")]
async fn the_main_job_over_tls_with_every_message_twice() {
    whole_main_job(Some(Traffic::Twice), false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_main_job_over_tls_with_messages_in_swapped_order() {
    whole_main_job(Some(Traffic::Swapped), false).await;
}
