//! The program on a disk that fills up and becomes free again (spec/appliance.md §10.2). The disk
//! is a small one in memory, in a namespace of its own, whose size the test changes.

use crate::loopback::free_port;
use crate::pods::{Folder, PASSWORD};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const PROGRAM: &str = env!("CARGO_BIN_EXE_seedpod");
const TOKEN: &str = "the-token-of-this-test-0001";

/// A pod whose state lies on a disk of its own, with a copy of 20 MiB of somebody's picture and a
/// token of its admin.
struct Small {
    child: Child,
    state: PathBuf,
    port: u16,
    token: String,
    client: reqwest::Client,
    _folder: Folder,
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A status, and the body if it is JSON.
type Answer = (u16, Value);

impl Small {
    fn start(size: &str) -> Self {
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let folder = Folder::new();
        let state = folder.path().join("state");
        std::fs::create_dir(&state).unwrap();
        let port = free_port();
        let script = "mount -t tmpfs -o \"size=$1,mode=0700\" none \"$2\" \
            && \"$0\" init --state-dir \"$2\" --url https://pod.test --admin ada --password-stdin >&2 \
            && mkdir -p \"$2/cache/media\" && head -c 20971520 /dev/zero >\"$2/cache/media/copy\" \
            && exec \"$0\" serve --state-dir \"$2\" --url https://pod.test --behind-proxy --http \"127.0.0.1:$3\"";
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount", "sh", "-c", script, PROGRAM, size]);
        command.arg(&state).arg(port.to_string()).env_clear();
        command.envs([("PATH", "/usr/bin:/bin"), ("HOME", "/nonexistent"), ("SEEDPOD_METRICS_TOKEN", TOKEN)]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        writeln!(child.stdin.take().unwrap(), "{PASSWORD}").unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(line.contains("is ready"), "{line}");
        let mut small = Self { child, state, port, token: String::new(), client, _folder: folder };
        let state = small.state.to_str().unwrap().to_owned();
        small.token = small
            .inside(&[PROGRAM, "user", "token", "ada", "--scopes", "public:read public:modify", "--state-dir", &state])
            .trim()
            .to_owned();
        small
    }

    /// Runs a command where the pod lives.
    fn inside(&self, command: &[&str]) -> String {
        let mut enter = Command::new("nsenter");
        enter.args(["--user", "--mount", "--preserve-credentials", "--target", &self.child.id().to_string()]);
        let output = enter.args(command).output().unwrap();
        assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn resize(&self, kib: u64) {
        let size = format!("remount,size={kib}k");
        self.inside(&["mount", "-o", &size, self.state.to_str().unwrap()]);
    }

    /// KiB of the disk in use.
    fn used(&self) -> u64 {
        let told = self.inside(&["df", "--output=used", "-k", self.state.to_str().unwrap()]);
        told.lines().nth(1).unwrap().trim().parse().unwrap()
    }

    fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        let url = format!("http://127.0.0.1:{}{path}", self.port);
        let request = self.client.request(method.parse().unwrap(), url).header("host", "pod.test");
        request.header("x-forwarded-proto", "https").header("x-forwarded-for", "93.184.216.34")
    }

    async fn api(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        let request = self.request(method, &format!("/api/v1/{path}")).bearer_auth(&self.token);
        let request = request.header("content-type", "application/json");
        answer(request.body(body.map(|body| body.to_string()).unwrap_or_default())).await
    }

    async fn post(&self, text: &str) -> Answer {
        self.api("POST", "posts", Some(json!({ "body": text, "public": true }))).await
    }

    async fn upload(&self) -> u16 {
        let mut picture = std::io::Cursor::new(Vec::new());
        image::RgbImage::new(8, 8).write_to(&mut picture, image::ImageFormat::Png).unwrap();
        let head = "--x\r\ncontent-disposition: form-data; name=image; filename=a.png\r\n\r\n";
        let body = [head.as_bytes(), picture.get_ref(), b"\r\n--x--\r\n"].concat();
        let request = self.request("POST", "/api/v1/photos?pending=true").bearer_auth(&self.token);
        answer(request.header("content-type", "multipart/form-data; boundary=x").body(body)).await.0
    }

    async fn page(&self, path: &str) -> (u16, String) {
        let response = self.request("GET", path).send().await.unwrap();
        (response.status().as_u16(), response.text().await.unwrap())
    }

    /// One of the pod's numbers.
    async fn number(&self, name: &str) -> f64 {
        let told = self.request("GET", "/metrics").bearer_auth(TOKEN).send().await.unwrap().text().await.unwrap();
        let line = told.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_else(|| panic!("{name}: {told}"));
        line.trim().parse().unwrap()
    }

    /// Waits until the pod says that its disk is so full.
    async fn until_level(&self, level: f64) {
        for _ in 0..3_000 {
            if self.number("seedpod_disk_level ").await == level {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("the disk never was at level {level}");
    }

    async fn texts(&self) -> Vec<String> {
        let (status, posts) = self.api("GET", "streams/main?per_page=100", None).await;
        assert_eq!(status, 200, "{posts}");
        posts.as_array().unwrap().iter().map(|post| post["body"].as_str().unwrap().to_owned()).collect()
    }
}

async fn answer(request: reqwest::RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    (status, serde_json::from_slice(&response.bytes().await.unwrap()).unwrap_or_default())
}

const PLENTY: u64 = 1_200 << 10;

// H-079, H-080, H-081, H-082: each level takes away as little as it can, and everything comes back.
#[tokio::test]
async fn a_disk_that_fills_up_costs_comfort_first_and_writing_last() {
    let pod = Small::start("1200m");
    pod.until_level(0.0).await;
    let reserve = pod.state.join("reserve").to_str().unwrap().to_owned();
    assert_eq!(pod.inside(&["stat", "--format=%b", &reserve]).trim(), "65536", "really there, not only promised");
    assert_eq!(pod.post("plenty").await.0, 200);
    assert_eq!(pod.upload().await, 200);

    let copies = pod.state.join("cache/media").to_str().unwrap().to_owned();
    assert_eq!(pod.inside(&["ls", &copies]), "copy\n");
    pod.resize(1_000 << 10);
    pod.until_level(1.0).await;
    assert_eq!(pod.inside(&["ls", &copies]), "", "what can be had again went first");
    assert_eq!((pod.post("low").await.0, pod.upload().await), (200, 200));

    pod.resize(250 << 10);
    pod.until_level(2.0).await;
    assert_eq!((pod.post("critical").await.0, pod.upload().await), (200, 507));
    let message = pod.request("POST", "/receive/public").body("{}").send().await.unwrap();
    assert_eq!((message.status().as_u16(), message.headers()["retry-after"].to_str().unwrap()), (503, "3600"));

    pod.resize(90 << 10);
    pod.until_level(3.0).await;
    let (status, told) = pod.post("out").await;
    assert!(status == 503 && told["message"].as_str().unwrap().contains("disk"), "{told}");
    assert_eq!(pod.texts().await, ["critical", "low", "plenty"]);
    let (status, page) = pod.page("/public").await;
    assert!(status == 200 && page.contains("critical") && page.contains("disk of this pod is full"), "{page}");
    assert_eq!((pod.page("/livez").await.0, pod.page("/readyz").await.0), (200, 503));
    assert!(!pod.inside(&["ls", "-A", pod.state.to_str().unwrap()]).contains("reserve"), "the last room was given up");

    pod.resize(PLENTY);
    pod.until_level(0.0).await;
    assert_eq!((pod.post("again").await.0, pod.upload().await, pod.page("/readyz").await.0), (200, 200, 200));
    assert_eq!(pod.texts().await, ["again", "critical", "low", "plenty"]);
}

// H-081: a disk that is full from one moment to the next fails a commit; the store is opened anew by
// itself, and what was acknowledged is there.
#[tokio::test]
async fn a_commit_that_found_no_room_loses_nothing_that_was_acknowledged() {
    let pod = Small::start("1200m");
    pod.until_level(0.0).await;
    let mut acknowledged = Vec::new();
    for round in 0.. {
        pod.resize(pod.used());
        for number in 0..8 {
            let text = format!("{round} {number} {}", "long ".repeat(2_000));
            match pod.post(&text).await.0 {
                200 => acknowledged.insert(0, text.trim_end().to_owned()),
                status => assert_eq!(status, 503),
            }
        }
        assert_eq!(pod.page("/public").await.0, 200);
        pod.resize(PLENTY);
        pod.until_level(0.0).await;
        // A look at the disk may come between; then there was no commit to fail.
        if pod.number("seedpod_commits_total{result=\"failed\"} ").await > 0.0 {
            break;
        }
    }
    assert_eq!(pod.post("after").await.0, 200);
    acknowledged.insert(0, "after".to_owned());
    let there = pod.texts().await;
    assert_eq!(there.iter().filter(|text| acknowledged.contains(text)).count(), acknowledged.len());
    let checked = pod.inside(&[PROGRAM, "db", "check", "--state-dir", pod.state.to_str().unwrap()]);
    assert!(checked.contains("Everything agrees."), "{checked}");
}
