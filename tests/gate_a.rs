//! Lines of gate A (spec/appliance.md §22) that only the whole program can show: first run, command
//! line, service manager, files, log.

use crate::loopback::{Certificates, free_port, program};
use crate::pods::{Browser, Field, Folder, PASSWORD};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};

const PICTURE: &[u8] = include_bytes!("fuzz/corpus/image/small.png");

/// A pod in a folder of its own, at `https://localhost:port`.
struct Place {
    folder: Folder,
    certificates: Certificates,
    port: u16,
}

/// The running program; killed when dropped.
struct Running {
    child: Child,
    out: BufReader<ChildStdout>,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Running {
    /// What it prints until a line has these words; that line.
    fn says(&mut self, words: &str) -> String {
        let mut line = String::new();
        while !line.contains(words) {
            line.clear();
            assert!(self.out.read_line(&mut line).unwrap() > 0, "it never says {words:?}");
        }
        line
    }

    fn signal(&self, signal: rustix::process::Signal) {
        let pid = rustix::process::Pid::from_raw(i32::try_from(self.child.id()).unwrap()).unwrap();
        rustix::process::kill_process(pid, signal).unwrap();
    }
}

impl Place {
    fn new() -> Self {
        let folder = Folder::new();
        let certificates = Certificates::make(folder.path());
        fs::create_dir(folder.path().join("run")).unwrap();
        Self { folder, certificates, port: free_port() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn host(&self) -> String {
        format!("localhost:{}", self.port)
    }

    /// The program with a state folder and an address.
    fn command(&self, words: &[&str]) -> Command {
        let mut command = program();
        command.env("XDG_RUNTIME_DIR", self.path("run")).args(words);
        command.arg("--state-dir").arg(self.path("state")).arg("--cache-dir").arg(self.path("cache"));
        command.args(["--url", &format!("https://{}", self.host())]);
        command
    }

    fn serve(&self) -> Command {
        let mut command = self.command(&["serve", "--http", "off", "--https", &format!("127.0.0.1:{}", self.port)]);
        command.arg("--tls-cert").arg(&self.certificates.chain).arg("--tls-key").arg(&self.certificates.key);
        command
    }

    fn start(&self, mut command: Command) -> Running {
        let log = fs::File::options().create(true).append(true).open(self.path("log")).unwrap();
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        Running { child, out }
    }

    fn browser(&self) -> Browser {
        Browser::over_tls(&self.host(), self.certificates.client())
    }

    /// A pod that is set up and runs.
    fn settled(&self) -> Running {
        let made = with_input(self.command(&["init", "--admin", "alice", "--password-stdin"]), PASSWORD);
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let mut running = self.start(self.serve());
        running.says("is ready");
        running
    }

    fn log(&self) -> String {
        fs::read_to_string(self.path("log")).unwrap()
    }
}

fn with_input(mut command: Command, input: &str) -> Output {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A program that does not want it may be gone already.
    let _ = child.stdin.take().unwrap().write_all(format!("{input}\n").as_bytes());
    child.wait_with_output().unwrap()
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

// H-017, H-018: an empty pod shows nothing but its setup, and that only to whoever has the link
#[tokio::test(flavor = "multi_thread")]
async fn an_empty_pod_waits_for_its_owner() {
    let place = Place::new();
    let mut running = place.start(place.serve());
    let link = running.says("/setup?token=").trim().to_owned();
    let token = link.rsplit_once('=').unwrap().1.to_owned();
    assert!(token.len() >= 22, "128 bits of token: {token}");
    let shown = place.command(&["setup-link"]).output().unwrap();
    assert!(String::from_utf8_lossy(&shown.stdout).contains(&link));
    let file = files(place.folder.path()).into_iter().find(|file| file.ends_with("setup-url")).unwrap();
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);

    let mut owner = place.browser();
    for path in ["/", "/stream", "/public", "/users/sign_in", "/people"] {
        owner.open(path).await.is(503);
    }
    for path in ["/.well-known/webfinger?resource=acct:alice@localhost", "/.well-known/nodeinfo", "/nodeinfo/2.0"] {
        assert_ne!(owner.send("GET", path, &[], bytes::Bytes::new()).await.status, 200, "{path}");
    }
    assert_eq!(owner.send("GET", "/livez", &[], bytes::Bytes::new()).await.status, 200);

    let page = owner.open(&format!("/setup?token={token}")).await;
    let wanted = [("pod_name", "Home"), ("name", "alice"), ("password", PASSWORD), ("password_again", PASSWORD)];
    owner.submit(&page, "/setup", &wanted).await.is(200);
    owner.open("/stream").await.is(200);
    // The link is dead, and its file gone with the next start.
    place.browser().open(&format!("/setup?token={token}")).await.sees_not("Start the pod");
    assert!(!place.log().contains(&token), "the token is in the log");
}

// H-018
#[tokio::test(flavor = "multi_thread")]
async fn wrong_setup_links_are_counted() {
    let place = Place::new();
    let mut running = place.start({
        // This machine itself is never limited, so somebody else is told of by the proxy.
        let mut command = place.serve();
        command.arg("--behind-proxy");
        command
    });
    running.says("/setup?token=");
    let mut stranger = place.browser();
    let mut statuses = Vec::new();
    for number in 0..12 {
        let headers = [("x-forwarded-for", "198.51.100.7"), ("x-forwarded-proto", "https")];
        let path = format!("/setup?token=wrong{number}");
        statuses.push(stranger.send("GET", &path, &headers, bytes::Bytes::new()).await.status);
    }
    // Ten an hour at the most; spec §17.2 lets three come at once.
    let refused = statuses.iter().take_while(|status| **status == 403).count();
    assert!((1..=10).contains(&refused), "{statuses:?}");
    assert!(statuses[refused..].iter().all(|status| *status == 429), "{statuses:?}");
}

// H-021, H-025, H-026
#[test]
fn the_command_line_takes_no_secrets_and_says_how_it_ended() {
    let place = Place::new();
    let code = |output: &Output| output.status.code();
    let secret = place.command(&["init", "--admin", "alice", "--password", PASSWORD]).output().unwrap();
    assert_eq!(code(&secret), Some(2));
    assert!(!place.path("state/seedpod.redb").exists(), "nothing was done");
    let made = with_input(place.command(&["init", "--admin", "alice", "--password-stdin"]), PASSWORD);
    assert_eq!(code(&made), Some(0), "{}", String::from_utf8_lossy(&made.stderr));
    let again = with_input(place.command(&["init", "--admin", "bob", "--password-stdin"]), PASSWORD);
    assert_eq!(code(&again), Some(1));
    let listed = place.command(&["user", "list"]).output().unwrap();
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    assert!(listed.contains("alice") && !listed.contains("bob"), "{listed}");
    let short = with_input(place.command(&["user", "add", "carol", "--password-stdin"]), "short");
    assert_eq!(code(&short), Some(1));
    assert_eq!(code(&place.command(&["user", "frobnicate"]).output().unwrap()), Some(2));
    let file = place.path("wrong.toml");
    fs::write(&file, "[server]\nurll = \"https://pod.example\"\n").unwrap();
    let mut wrong = place.command(&["config", "check"]);
    let wrong = wrong.arg("--config").arg(&file).output().unwrap();
    // H-031: file, line, key and the nearest one that exists.
    let said = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert_eq!(code(&wrong), Some(3));
    assert!(
        said.contains("wrong.toml") && said.contains('2') && said.contains("urll") && said.contains("url"),
        "{said}"
    );
}

// H-030: where a value comes from is shown, and the earlier source wins
#[test]
fn the_source_of_each_setting_is_shown() {
    let place = Place::new();
    let file = place.path("seedpod.toml");
    fs::write(
        &file,
        "[server]\nurl = \"https://file.example\"\n[log]\nlevel = \"warn\"\n[pod]\nname = \"From the file\"\n",
    )
    .unwrap();
    let mut command = place.command(&["config", "show"]);
    command.arg("--config").arg(&file).env("SEEDPOD_LOG_LEVEL", "debug");
    let shown = String::from_utf8(command.output().unwrap().stdout).unwrap();
    let line = |key: &str| shown.lines().find(|line| line.starts_with(key)).unwrap_or_default().to_owned();
    assert!(line("server.url").contains(&place.host()) && !line("server.url").contains("file.example"), "{shown}");
    assert!(line("log.level").contains("debug") && line("log.level").contains("SEEDPOD_LOG_LEVEL"), "{shown}");
    assert!(line("pod.name").contains("From the file") && line("pod.name").contains("seedpod.toml"), "{shown}");
}

// H-036
#[tokio::test(flavor = "multi_thread")]
async fn a_state_folder_has_one_pod_and_no_spectators() {
    let place = Place::new();
    let _running = place.settled();
    let second =
        place.command(&["serve", "--http", &format!("127.0.0.1:{}", free_port()), "--https", "off"]).output().unwrap();
    assert!(!second.status.success());
    for file in files(&place.path("state")).into_iter().filter(|file| !file.ends_with("admin.sock")) {
        let mode = fs::metadata(&file).unwrap().permissions().mode() & 0o077;
        assert_eq!(mode, 0, "{} can be read by others", file.display());
    }
    // The first one goes on.
    place.browser().sign_in("alice", PASSWORD).await.is(200);
}

// H-041, H-042: what the service manager hears, and when
#[tokio::test(flavor = "multi_thread")]
async fn the_service_manager_is_told_the_truth() {
    let place = Place::new();
    let made = with_input(place.command(&["init", "--admin", "alice", "--password-stdin"]), PASSWORD);
    assert!(made.status.success());
    let socket = UnixDatagram::bind(place.path("notify")).unwrap();
    let mut command = place.serve();
    command.env("NOTIFY_SOCKET", place.path("notify")).env("WATCHDOG_USEC", "300000");
    let mut running = place.start(command);
    let hears = || {
        let mut buffer = [0; 1000];
        let length = socket.recv(&mut buffer).unwrap();
        String::from_utf8(buffer[..length].to_vec()).unwrap()
    };
    // The watchdog may speak before everything is ready; nothing else does.
    let ready = loop {
        let heard = hears();
        if heard.contains("READY=1") {
            break heard;
        }
        assert!(heard.contains("WATCHDOG=1"), "{heard}");
    };
    assert!(ready.contains("STATUS="), "{ready}");
    let answer = place.certificates.client().get(format!("https://{}/readyz", place.host())).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    while !hears().contains("WATCHDOG=1") {}
    running.signal(rustix::process::Signal::TERM);
    while !hears().contains("STOPPING=1") {}
    assert_eq!(running.child.wait().unwrap().code(), Some(0));
}

// H-037, H-071: pictures lie beside the store under the hash of what they hold, and the cache may go
#[tokio::test(flavor = "multi_thread")]
async fn pictures_are_files_and_the_cache_is_nothing() {
    let place = Place::new();
    let running = place.settled();
    let mut alice = place.browser();
    alice.sign_in("alice", PASSWORD).await;
    let page = alice.open("/stream").await;
    let fields = [
        Field::Text("text", "with a picture"),
        Field::Text("audience", "public"),
        Field::File("photo", "a.png", PICTURE),
        Field::Text("alt", "a picture"),
    ];
    alice.submit_all(&page, "/status_messages", &fields).await.is(200);
    let _ = fs::remove_dir_all(place.path("cache"));
    let page = alice.open("/stream").await;
    let address = page.attribute("img[alt='a picture']", "src").unwrap();
    let picture = alice.open(&address).await;
    assert_eq!(picture.status, 200);
    drop(running);
    let stored = files(&place.path("state"));
    let holder = stored.iter().find(|file| fs::read(file).unwrap() == picture.bytes).expect("a file holds the picture");
    let hash = blake3::hash(&picture.bytes).to_hex();
    assert!(holder.to_string_lossy().contains(&hash[..16]), "{} is not named by {hash}", holder.display());
    let mut store = Vec::new();
    fs::File::open(place.path("state/seedpod.redb")).unwrap().read_to_end(&mut store).unwrap();
    assert!(
        !store.windows(picture.bytes.len()).any(|window| window == &picture.bytes[..]),
        "the picture is in the store"
    );
}

// H-116, H-117, F-238: what was said, typed and given out is not in the log
#[tokio::test(flavor = "multi_thread")]
async fn the_log_tells_nothing_that_is_somebodys() {
    let place = Place::new();
    let made = with_input(place.command(&["init", "--admin", "alice", "--password-stdin"]), PASSWORD);
    assert!(made.status.success());
    let mut command = place.serve();
    command.env("SEEDPOD_LOG_LEVEL", "debug").env("SEEDPOD_LOG_FORMAT", "json");
    let mut running = place.start(command);
    running.says("is ready");
    let mut alice = place.browser();
    alice.sign_in("alice", PASSWORD).await;
    let page = alice.open("/stream").await;
    alice.submit(&page, "/status_messages", &[("text", "planted words"), ("audience", "public")]).await.is(200);
    place.browser().open("/users/sign_in").await;
    let mut wrong = place.browser();
    let page = wrong.open("/users/sign_in").await;
    wrong.submit(&page, "/users/sign_in", &[("username", "alice"), ("password", "planted password")]).await;
    let envelope = "<me:env>planted envelope</me:env>";
    wrong.post("/receive/public", "application/magic-envelope+xml", envelope).await.is(202);
    let token = place.command(&["user", "token", "alice", "--scopes", "public:read"]).output().unwrap();
    let token = String::from_utf8(token.stdout).unwrap().trim().to_owned();
    running.signal(rustix::process::Signal::TERM);
    assert_eq!(running.child.wait().unwrap().code(), Some(0));
    let log = place.log();
    assert!(!log.is_empty() && !token.is_empty());
    for line in log.lines() {
        let parsed: serde_json::Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"));
        assert!(parsed["level"].is_string(), "{line}");
    }
    let cookies: Vec<&str> = alice.cookie_values();
    for secret in [PASSWORD, "planted", token.as_str(), "BEGIN"].into_iter().chain(cookies) {
        assert!(!log.contains(secret), "the log holds {secret:?}");
    }
}
