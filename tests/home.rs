//! The program as it stands in a home: behind a proxy, behind a machine that passes connections on,
//! started by a service manager that holds its listeners.

use crate::loopback::{free_port, program};
use crate::pods::{Folder, PASSWORD};
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A running program, ended with the test.
pub struct Running {
    child: Child,
    pub folder: Folder,
}

impl Running {
    /// Asks the program to stop, and waits for it.
    pub fn stop(&mut self) {
        let id = self.child.id().to_string();
        assert!(Command::new("/bin/kill").arg(id).status().unwrap().success());
        assert!(self.child.wait().unwrap().success());
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn initialised(url: &str) -> Folder {
    let folder = Folder::new();
    let mut init = program();
    init.args(["init", "--url", url, "--admin", "ada", "--password-stdin", "--state-dir"])
        .arg(folder.path().join("state"));
    let mut child = init.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(format!("{PASSWORD}\n").as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
    folder
}

/// Starts a program that says on this output when it is ready.
fn ready(mut command: Command, folder: Folder) -> Running {
    let mut child = command.spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.contains("is ready"), "{line}");
    Running { child, folder }
}

pub fn serve(url: &str, flags: &[&str], variables: &[(&str, &str)]) -> Running {
    let folder = initialised(url);
    let mut command = program();
    command.args(["serve", "--url", url, "--state-dir"]).arg(folder.path().join("state")).args(flags);
    command.envs(variables.iter().copied()).stdout(Stdio::piped());
    ready(command, folder)
}

pub fn ask(port: u16, request: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    // A connection that is cut has said all it had to say.
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

const PAGE: &str = "GET / HTTP/1.1\r\nHost: pod.test\r\nConnection: close\r\n";

// H-060: a proxy in front does TLS; nobody is asked for a certificate, and nobody is sent away.
#[test]
fn behind_a_proxy_the_pod_leaves_certificates_alone_and_believes_the_proxy() {
    let port = free_port();
    let running = serve("https://pod.test", &["--behind-proxy", "--http", &format!("127.0.0.1:{port}")], &[]);
    let answer = ask(port, &format!("{PAGE}X-Forwarded-For: 93.184.216.34\r\nX-Forwarded-Proto: https\r\n\r\n"));
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(!running.folder.path().join("state/acme").exists());
    let mut status = program();
    status.args(["cert", "status", "--state-dir"]).arg(running.folder.path().join("state"));
    let output = status.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("a proxy has it"), "{said}");
}

// H-056: a rented machine in front passes connections on and says whose they are.
#[test]
fn connections_that_are_passed_on_begin_with_the_proxy_protocol() {
    let port = free_port();
    let flags = ["--http", &format!("127.0.0.1:{port}"), "--https", "off"];
    let _running = serve("http://pod.test", &flags, &[("SEEDPOD_PROXY_PROTOCOL", "true")]);
    let page = format!("{PAGE}\r\n");
    let told = ask(port, &format!("PROXY TCP4 93.184.216.34 10.0.0.1 5000 80\r\n{page}"));
    assert!(told.starts_with("HTTP/1.1 200"), "{told}");
    assert_eq!(ask(port, &page), "", "who asks would be a guess");
}

// H-040: the listeners come from outside, under their names.
#[test]
fn a_service_manager_hands_the_listeners_over() {
    let (http, https) = (TcpListener::bind("127.0.0.1:0").unwrap(), TcpListener::bind("127.0.0.1:0").unwrap());
    let ports = (http.local_addr().unwrap().port(), https.local_addr().unwrap().port());
    let folder = initialised("https://localhost");
    let mut command = Command::new("/bin/sh");
    // The shell moves the two sockets to where the convention has them and becomes the program.
    let script = "exec 3<&0 4<&1 1>&2; export LISTEN_PID=$$; exec \"$0\" \"$@\"";
    command.args(["-c", script, env!("CARGO_BIN_EXE_seedpod"), "serve", "--url", "https://localhost", "--state-dir"]);
    command.arg(folder.path().join("state")).env_clear();
    command.envs([("LISTEN_FDS", "2"), ("LISTEN_FDNAMES", "http:https"), ("HOME", "/nonexistent")]);
    command.stdin(OwnedFd::from(http)).stdout(OwnedFd::from(https)).stderr(Stdio::piped());
    let mut running = Running { child: command.spawn().unwrap(), folder };
    // Only the program holds the listeners now, and its output stays open for as long as it talks.
    drop(command);
    let mut said = BufReader::new(running.child.stderr.take().unwrap()).lines();
    assert!(said.by_ref().map_while(Result::ok).any(|line| line.contains("is ready")));
    // Nobody vouches for localhost: the plain door says so, the other one shows its own certificate.
    let plain = ask(ports.0, &format!("{PAGE}Accept: text/html\r\n\r\n"));
    assert!(plain.starts_with("HTTP/1.1 503") && plain.contains("SHA-256"), "{plain}");
    assert!(plain.contains(&format!("https://pod.test:{}/", ports.1)), "{plain}");
    assert!(TcpStream::connect(("127.0.0.1", ports.1)).is_ok());
}

/// What the program answers to a command about a pod: its exit code and what it says.
pub fn ask_pod(folder: &Folder, arguments: &[&str]) -> (Option<i32>, String) {
    ask_pod_with(folder, arguments, &[])
}

/// The same, in an environment.
pub fn ask_pod_with(folder: &Folder, arguments: &[&str], variables: &[(&str, &str)]) -> (Option<i32>, String) {
    let mut command = program();
    command.envs(variables.iter().copied());
    command.args(arguments).arg("--state-dir").arg(folder.path().join("state"));
    let output = command.output().unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
}

// H-014, H-113: the real program, running, stopped, with a broken store, and where no pod is.
#[test]
fn the_doctor_says_how_the_pod_is_whether_it_runs_or_not() {
    let port = free_port();
    let running = serve("http://localhost", &["--http", &format!("127.0.0.1:{port}"), "--https", "off"], &[]);
    let (code, told) = ask_pod(&running.folder, &["doctor", "--json"]);
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    let level = |told: &serde_json::Value, code: &str| {
        let checks = told["checks"].as_array().unwrap();
        let check = checks.iter().find(|check| check["code"] == code).unwrap();
        check["level"].as_str().unwrap().to_owned()
    };
    assert!(told["checks"].as_array().unwrap().len() >= 25);
    for (check, expected) in [("D-006", "OK"), ("D-007", "OK"), ("D-008", "OK"), ("D-015", "OK"), ("D-029", "WARN")] {
        assert_eq!(level(&told, check), expected, "{check}: {told}");
    }
    // What is wrong with the machine of the test decides between these two.
    assert_eq!(code, Some(if told["failures"] == 0 { 6 } else { 1 }));
    assert_eq!(ask_pod(&running.folder, &["healthcheck"]).0, Some(0));

    let folder = initialised("http://localhost");
    assert_eq!(ask_pod(&folder, &["healthcheck"]).0, Some(1));
    let (_, told) = ask_pod(&folder, &["doctor", "--json"]);
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!((level(&told, "D-006").as_str(), level(&told, "D-015").as_str()), ("OK", "SKIP"));

    let store = folder.path().join("state/seedpod.redb");
    std::fs::write(&store, [7; 4_096]).unwrap();
    let (code, told) = ask_pod(&folder, &["doctor"]);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("D-006 FAIL") && told.contains("→"), "{told}");
    assert_eq!(std::fs::read(&store).unwrap(), [7; 4_096], "looking changes nothing");

    let empty = Folder::new();
    let (_, told) = ask_pod(&empty, &["doctor"]);
    assert!(told.contains("D-006 SKIP") && told.contains("D-004 WARN"), "{told}");
    assert!(!empty.path().join("state").exists(), "looking makes no pod");
}

// H-112: this machine and the bearer of the token see the numbers, nobody else.
#[test]
fn numbers_are_for_this_machine_and_the_bearer_of_the_token() {
    const ASK: &str = "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    let port = free_port();
    let flags = ["--http", &format!("127.0.0.1:{port}"), "--https", "off"];
    let running = serve("http://localhost", &flags, &[]);
    assert!(ask(port, "GET /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").contains(" 404 "));
    let told = ask(port, &format!("{ASK}\r\n"));
    assert!(told.contains("application/openmetrics-text") && told.trim_end().ends_with("# EOF"), "{told}");
    for line in [
        "seedpod_up 1",
        "seedpod_answers_total{kind=\"page\",class=\"4xx\"} 1",
        "seedpod_answer_seconds_bucket{le=\"+Inf\"} 1",
        "seedpod_commits_total{result=\"failed\"} 0",
        "seedpod_disk_level 0",
        "seedpod_panics_total 0",
        "seedpod_queue{kind=\"delivery\"} 0",
        "seedpod_pods 0",
        "# TYPE seedpod_memory_bytes gauge",
    ] {
        assert!(told.lines().any(|found| found == line), "{line}:\n{told}");
    }
    drop(running);

    let port = free_port();
    let flags = ["--behind-proxy", "--http", &format!("127.0.0.1:{port}")];
    let _running = serve("https://pod.test", &flags, &[("SEEDPOD_METRICS_TOKEN", "a-token-of-the-test-01")]);
    let visitor = format!("{ASK}X-Forwarded-For: 93.184.216.34\r\n");
    assert!(ask(port, &format!("{ASK}\r\n")).starts_with("HTTP/1.1 404"));
    assert!(
        ask(port, &format!("{visitor}Authorization: Bearer a-token-of-the-test-02\r\n\r\n"))
            .starts_with("HTTP/1.1 404")
    );
    assert!(
        ask(port, &format!("{visitor}Authorization: Bearer a-token-of-the-test-01\r\n\r\n"))
            .starts_with("HTTP/1.1 200")
    );
}

/// H-077: a run that was cut short is told of once, at the next start, and counted; one that ended as
/// it should is not, and neither is the copy that a backup of a running pod makes.
#[test]
fn a_run_that_was_cut_short_is_noticed_at_the_next_start() {
    let folder = initialised("http://localhost");
    let (state, copy) = (folder.path().join("state"), folder.path().join("copy"));
    let log = folder.path().join("log");
    let run = |state: &Path| {
        let port = free_port();
        let mut command = program();
        command.args(["serve", "--https", "off", "--http", &format!("127.0.0.1:{port}"), "--state-dir"]).arg(state);
        let mut child = command.stdout(Stdio::piped()).stderr(File::create(&log).unwrap()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(line.contains("is ready"), "{line}");
        let told = ask(port, "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        let count = told.lines().find_map(|line| line.strip_prefix("seedpod_runs_cut_short ")).unwrap().to_owned();
        let warned = std::fs::read_to_string(&log).unwrap().matches("not stopped properly").count();
        (child, warned, count)
    };
    let end = |mut child: Child, signal| {
        let pid = rustix::process::Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
        rustix::process::kill_process(pid, signal).unwrap();
        child.wait().unwrap();
    };
    let (child, warned, count) = run(&state);
    assert_eq!((warned, count.as_str()), (0, "0"));
    end(child, rustix::process::Signal::KILL);
    let (child, warned, count) = run(&state);
    assert_eq!((warned, count.as_str()), (1, "1"));
    let backup = folder.path().join("backup");
    let act = |words: &[&str], state: &Path| {
        let done = program().args(words).arg(&backup).arg("--state-dir").arg(state).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    act(&["backup", "create"], &state);
    end(child, rustix::process::Signal::TERM);
    let (child, warned, count) = run(&state);
    assert_eq!((warned, count.as_str()), (0, "1"));
    end(child, rustix::process::Signal::TERM);
    act(&["backup", "restore"], &copy);
    let (child, warned, count) = run(&copy);
    assert_eq!((warned, count.as_str()), (0, "1"));
    end(child, rustix::process::Signal::TERM);
}

// H-031, H-033: what can change while the pod runs changes at SIGHUP, the rest is named, and a file
// that is not valid changes nothing.
#[test]
fn a_changed_file_is_followed_without_a_restart() {
    let (port, folder) = (free_port(), initialised("http://localhost"));
    let file = folder.path().join("state/seedpod.toml");
    std::fs::write(&file, "[pod]\nname = \"Before\"\n[log]\nlevel = \"error\"\n").unwrap();
    let mut command = program();
    command.args(["serve", "--url", "http://localhost", "--https", "off", "--state-dir"]);
    command.arg(folder.path().join("state")).args(["--http", &format!("127.0.0.1:{port}")]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut running = ready(command, folder);
    let mut said = BufReader::new(running.child.stderr.take().unwrap()).lines().map_while(Result::ok);
    let hang_up = |running: &Running| {
        let kill = Command::new("kill").args(["-HUP", &running.child.id().to_string()]).status().unwrap();
        assert!(kill.success());
    };
    let front = || ask(port, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert!(front().contains("Before"));

    std::fs::write(&file, "[pod]\nname = \"After\"\n[log]\nlevel = \"info\"\n[limits]\nconnections = 99\n").unwrap();
    hang_up(&running);
    assert!(said.by_ref().any(|line| line.contains("limits.connections")), "what needs a restart is named");
    assert!(said.by_ref().any(|line| line.contains("read again")));
    assert!(front().contains("After") && !front().contains("Before"));
    let node = ask(port, "GET /nodeinfo/2.0 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert!(!node.contains("Before"), "{node}");

    std::fs::write(&file, "[pod]\nname = \"Never\"\nnonsense = 1\n").unwrap();
    hang_up(&running);
    assert!(said.by_ref().any(|line| line.contains("not valid") && line.contains("nonsense")));
    assert!(front().contains("After") && !front().contains("Never"));
}

// H-118: whoever fails to sign in leaves one line with their whole address, as the help promises.
#[test]
fn a_failed_sign_in_is_told_to_programs_that_shut_people_out() {
    let (port, folder) = (free_port(), initialised("https://pod.test"));
    let mut command = program();
    command.args(["serve", "--url", "https://pod.test", "--behind-proxy", "--state-dir"]);
    command.arg(folder.path().join("state")).args(["--http", &format!("127.0.0.1:{port}")]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut running = ready(command, folder);
    let said = BufReader::new(running.child.stderr.take().unwrap()).lines().map_while(Result::ok);
    let visitor =
        "Host: pod.test\r\nConnection: close\r\nX-Forwarded-Proto: https\r\nX-Forwarded-For: 93.184.216.34\r\n";
    let page = ask(port, &format!("GET /users/sign_in HTTP/1.1\r\n{visitor}\r\n"));
    let between = |start: &str, end: &str| page.split(start).nth(1).unwrap().split(end).next().unwrap().to_owned();
    let (cookie, csrf) = (between("__Host-seedpod-visitor=", ";"), between("name=\"csrf\" value=\"", "\""));
    let body = format!("csrf={csrf}&username=ada&password=wrong-on-purpose");
    let answer = ask(
        port,
        &format!(
            "POST /users/sign_in HTTP/1.1\r\n{visitor}Cookie: __Host-seedpod-visitor={cookie}\r\nOrigin: https://pod.test\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        ),
    );
    assert!(answer.starts_with("HTTP/1.1 422"), "{answer}");
    let promised = include_str!("../assets/help/hardening.md");
    assert!(promised.contains("failregex = a sign-in failed client=<HOST>$"));
    // A terminal's colours are not part of the line.
    let plain = |line: String| {
        let mut parts = line.split('\u{1b}');
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |text, part| text + part.split_once('m').map_or("", |(_, rest)| rest))
    };
    let _ = running.child.kill();
    let lines: Vec<String> = said.map(plain).collect();
    assert!(lines.iter().any(|line| line.ends_with("a sign-in failed client=93.184.216.34")), "{lines:?}");
    assert!(lines.iter().all(|line| !line.contains("wrong-on-purpose")));
}
