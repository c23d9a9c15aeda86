//! A crowd at the door: `tests/crowd/run.sh`. (H-125, H-150)
//!
//! Ten thousand connections that ask nothing, and people who send or read as slowly as they can,
//! against the real program. The limits decide who is let in; whoever is in already has their pages
//! as fast as ever, memory stays bounded, and when the crowd is gone nothing of it is left.

#![expect(clippy::print_stdout, reason = "a command-line tool")]
#![expect(clippy::disallowed_methods, reason = "measuring is what this does")]

#[expect(dead_code, reason = "shared with the tools that measure, each of which uses a part of it")]
mod program;
mod visitor;

use program::{PASSWORD, Program};
use std::error::Error;
use std::net::Ipv4Addr;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use visitor::{FRONT, Guest, address, connect, is_closed, until_closed};

/// Connections of the idle crowd, and how many of them come from one address.
const CROWD: u32 = 10_000;
const EACH: u32 = 20;
/// What the pod lets in, in all and from one address. (H-125)
const OPEN: usize = 512;
const OPEN_EACH: usize = 32;
/// Connections of each slow kind.
const SLOW: u32 = 60;
/// The longest a page may take for a person meanwhile, for 99 of 100; and for each.
const PAGE: Duration = Duration::from_millis(100);
const ANY_PAGE: Duration = Duration::from_secs(1);
/// Memory that a crowd may cost, in MiB.
const ROOM: u64 = 48;

/// The person whose pages are timed lives here.
const HOME: Ipv4Addr = Ipv4Addr::new(192, 168, 1, 20);

/// What was found.
#[derive(Default)]
struct Report {
    passed: u32,
    failed: u32,
}

impl Report {
    fn check(&mut self, is_good: bool, what: &str) {
        println!("{} {what}", if is_good { "ok    " } else { "FAILED" });
        self.passed += u32::from(is_good);
        self.failed += u32::from(!is_good);
    }

    fn between(&mut self, what: &str, times: &[Duration], low: u64, high: u64) {
        let seconds = |time: Option<&Duration>| time.map_or(0.0, Duration::as_secs_f64);
        let (first, last) = (times.iter().min(), times.iter().max());
        let range = Duration::from_secs(low)..Duration::from_secs(high);
        let is_good = !times.is_empty() && times.iter().all(|time| range.contains(time));
        let what = format!("{what}: {} cut after {:.1} to {:.1} s", times.len(), seconds(first), seconds(last));
        self.check(is_good, &what);
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let mut report = Report::default();
    if let Err(error) = run(&mut report).await {
        report.check(false, &error.to_string());
    }
    println!("crowd: {} passed, {} failed", report.passed, report.failed);
    if report.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

async fn run(report: &mut Report) -> Result<(), Box<dyn Error>> {
    let mut pod = Program::init("crowd")?;
    pod.start(&[&FRONT[..], &[("SEEDPOD_LIMITS_MEDIA", "1000000 / 1ms")]].concat())?;
    let guest = Guest::sign_in(pod.port, HOME, PASSWORD).await?;
    let before = (pod.peak(), pod.descriptors());
    let watch = Watch::begin(guest);
    one_address(report, &pod).await?;
    idle(report, &pod).await?;
    let guest = watch.end(report, "with an idle crowd").await?;
    let watch = Watch::begin(guest);
    let large = stranger_finds_a_file(pod.port).await?;
    slow(report, &pod, &large).await?;
    watch.end(report, "with slow senders and readers").await?;
    let after = (pod.peak(), settled(&pod, before.1).await);
    report.check(after.0 <= before.0 + ROOM, &format!("memory: {} MiB before, {} MiB at the most", before.0, after.0));
    report.check(after.1 <= before.1 + 1, &format!("descriptors: {} before, {} after", before.1, after.1));
    Ok(())
}

/// Somebody who opens pages all the while.
struct Watch {
    is_over: Arc<AtomicBool>,
    pages: tokio::task::JoinHandle<Result<(Guest, Vec<Duration>), String>>,
}

impl Watch {
    fn begin(mut guest: Guest) -> Self {
        let is_over = Arc::new(AtomicBool::new(false));
        let over = Arc::clone(&is_over);
        let pages = tokio::spawn(async move {
            let mut times = Vec::new();
            while !over.load(Ordering::Relaxed) {
                times.push(guest.time("/stream").await.map_err(|error| error.to_string())?);
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            Ok((guest, times))
        });
        Self { is_over, pages }
    }

    async fn end(self, report: &mut Report, when: &str) -> Result<Guest, Box<dyn Error>> {
        self.is_over.store(true, Ordering::Relaxed);
        let (guest, mut times) = self.pages.await??;
        times.sort_unstable();
        let at = |part: usize| times.get(times.len() * part / 100).copied().unwrap_or_default();
        let longest = times.last().copied().unwrap_or(Duration::MAX);
        let what = format!(
            "{} pages {when}: median {:.1} ms, 99th percentile {:.1} ms, longest {:.1} ms",
            times.len(),
            at(50).as_secs_f64() * 1e3,
            at(99).as_secs_f64() * 1e3,
            longest.as_secs_f64() * 1e3
        );
        report.check(at(99) < PAGE && longest < ANY_PAGE, &what);
        Ok(guest)
    }
}

/// The connections of a crowd that are still open once the pod has decided about all of them.
async fn open(mut crowd: Vec<TcpStream>, expected: usize) -> Vec<TcpStream> {
    let patience = Instant::now() + Duration::from_secs(8);
    loop {
        crowd.retain(|stream| !is_closed(stream));
        if crowd.len() <= expected || Instant::now() > patience {
            return crowd;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

async fn one_address(report: &mut Report, pod: &Program) -> Result<(), Box<dyn Error>> {
    let mut crowd = Vec::new();
    for _ in 0..100 {
        crowd.extend(connect(pod.port, address(0)).await.ok());
    }
    let left = open(crowd, OPEN_EACH).await.len();
    report.check(left == OPEN_EACH, &format!("100 connections from one address: {left} are let in"));
    Ok(())
}

async fn idle(report: &mut Report, pod: &Program) -> Result<(), Box<dyn Error>> {
    let (begun, mut crowd, mut most) = (Instant::now(), Vec::new(), 0);
    for number in 0..CROWD {
        // Whom the pod has no room for may find the door closed while still speaking.
        crowd.extend(connect(pod.port, address(1 + number / EACH)).await.ok());
        if number % 500 == 499 {
            crowd.retain(|stream| !is_closed(stream));
            most = most.max(pod.descriptors());
        }
    }
    let took = begun.elapsed();
    let left = open(crowd, OPEN).await;
    let what = format!("{CROWD} idle connections in {:.1} s: {} are let in", took.as_secs_f64(), left.len());
    // The person is one of them; who came first may have been cut by the time the last one comes.
    report.check(!left.is_empty() && left.len() <= OPEN, &what);
    report.check(most <= 3 * OPEN, &format!("descriptors of the pod meanwhile: {most}"));
    let mut cut = Vec::new();
    for mut stream in left {
        let waited = tokio::time::timeout(Duration::from_secs(20), until_closed(&mut stream)).await;
        cut.push(if waited.is_ok() { begun.elapsed() } else { Duration::from_secs(99) });
    }
    report.between("idle connections", &cut, 0, 10 + 6 + took.as_secs());
    let stranger = Guest::sign_in(pod.port, address(CROWD), PASSWORD).await;
    report.check(stranger.is_ok(), "somebody new comes in once they are gone");
    Ok(())
}

/// What a slow one sends at first, and then byte by byte.
#[derive(Clone, Copy)]
struct Slow {
    name: &'static str,
    first: &'static str,
    drip: Option<u8>,
    low: u64,
    high: u64,
}

const KINDS: [Slow; 4] = [
    Slow {
        name: "heads that drip",
        first: "GET /stream HTTP/1.1\r\nhost: x\r\nx-a: ",
        drip: Some(b'a'),
        low: 9,
        high: 15,
    },
    Slow {
        name: "bodies that stop",
        first: "POST /receive/public HTTP/1.1\r\nhost: HOST\r\ncontent-length: 100000\r\n\r\nxml=",
        drip: None,
        low: 0,
        high: 35,
    },
    Slow {
        name: "forms that stop",
        first: "POST /users/sign_in HTTP/1.1\r\nhost: HOST\r\ncontent-type: application/x-www-form-urlencoded\r\n\
                content-length: 100000\r\n\r\ncsrf=",
        drip: None,
        low: 0,
        high: 35,
    },
    Slow { name: "readers that stop", first: "", drip: None, low: 29, high: 60 },
];

/// All kinds at the same time, each from addresses of its own. Bodies that find no place among those
/// who are waited for are cut sooner.
async fn slow(report: &mut Report, pod: &Program, file: &str) -> Result<(), Box<dyn Error>> {
    let mut all = Vec::new();
    for (kind, slow) in (0_u32..).zip(KINDS) {
        let visitors = (0..SLOW).map(|number| {
            let (port, from, file) = (pod.port, address(20_000 + 100 * kind + number / 30), file.to_owned());
            tokio::spawn(async move { one_slow(port, from, slow, &file).await })
        });
        all.push((slow, visitors.collect::<Vec<_>>()));
    }
    for (slow, visitors) in all {
        let mut times = Vec::new();
        for visitor in visitors {
            times.push(visitor.await?.unwrap_or(Duration::from_secs(999)));
        }
        report.between(slow.name, &times, slow.low, slow.high);
    }
    Ok(())
}

/// The address of the pod's styles, which are the largest file that everybody may have.
async fn stranger_finds_a_file(port: u16) -> Result<String, Box<dyn Error>> {
    let page = Guest::come(port, address(30_000)).await?.get("/").await?;
    let start = page.text.find("/assets/").ok_or("the page has no styles")?;
    Ok(page.text[start..].split('"').next().unwrap_or_default().to_owned())
}

async fn one_slow(port: u16, from: Ipv4Addr, slow: Slow, file: &str) -> std::io::Result<Duration> {
    let mut stream = connect(port, from).await?;
    let begun = Instant::now();
    if slow.first.is_empty() {
        return stuff(stream, port, file, begun).await;
    }
    stream.write_all(slow.first.replace("HOST", &format!("127.0.0.1:{port}")).as_bytes()).await?;
    let Some(byte) = slow.drip else {
        until_closed(&mut stream).await;
        return Ok(begun.elapsed());
    };
    loop {
        tokio::time::sleep(Duration::from_millis(500)).await;
        if is_closed(&stream) || stream.write_all(&[byte]).await.is_err() {
            return Ok(begun.elapsed());
        }
    }
}

/// Asks for a file again and again and never reads: what cannot be sent stays with the pod. Over
/// once the pod takes no more and has hung up.
async fn stuff(mut stream: TcpStream, port: u16, file: &str, begun: Instant) -> std::io::Result<Duration> {
    let request = format!("GET {file} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\n\r\n").repeat(50);
    loop {
        let sent = tokio::time::timeout(Duration::from_secs(90), stream.write_all(request.as_bytes())).await;
        match sent {
            Ok(Ok(())) => {}
            Ok(Err(_)) => return Ok(begun.elapsed()),
            Err(_) => return Ok(Duration::from_secs(99)),
        }
    }
}

/// The descriptors once what was closed is gone.
async fn settled(pod: &Program, wanted: usize) -> usize {
    let patience = Instant::now() + Duration::from_secs(15);
    while pod.descriptors() > wanted && Instant::now() < patience {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    pod.descriptors()
}
