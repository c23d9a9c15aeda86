//! A pod among twenty others in bad weather: `tests/soak/run.sh [MINUTES] [--plot FILE]`. (H-145)
//!
//! The real program, and around it pods of other people that say five things a second. What they say
//! comes late, breaks off, comes twice or is lost; their clocks jump, they go away and come back at
//! another address. People at home write, comment and read meanwhile. The program is looked at from
//! outside the whole time. At the end the weather is calm: then every message that was taken has to be
//! there, nothing waits, the store agrees, and memory, descriptors and the slope of both are told.

#![expect(clippy::print_stdout, reason = "a command-line tool")]
#![expect(clippy::disallowed_methods, reason = "a tool that acts for a time has to look at the clock")]
#![expect(clippy::unwrap_used, reason = "shares parts with the tests; what it cannot do ends it")]
#![expect(unreachable_pub, reason = "shares certificates with the tests")]

#[path = "../loopback/certificates.rs"]
mod certificates;
#[path = "../bench/chance.rs"]
mod chance;
mod gauge;
mod home;
#[path = "../ledger/person.rs"]
#[expect(dead_code, reason = "shared with the ledger, which uses more of it")]
mod person;
mod plot;
mod post;
#[path = "../ledger/process.rs"]
mod process;
mod talk;
#[path = "../bench/text.rs"]
mod text;
mod town;
mod weather;

use certificates::Certificates;
use clap::Parser;
use gauge::Sample;
use home::Home;
use post::Office;
use process::{Fault, Process};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use talk::Talk;
use town::Town;

/// Looks at the program in a whole run.
const LOOKS: u64 = 240;
/// How long everything that waits may take once the weather is calm.
const CALM: Duration = Duration::from_secs(300);
/// The most memory, in MiB: what the smallest machine has for a pod (spec/appliance.md §1).
const MOST: f64 = 160.0;
/// Descriptors that may be open at the end beyond those at the beginning.
const DESCRIPTORS: f64 = 16.0;
/// Messages that are looked for at the end, from the first and from the last.
const SOUGHT: usize = 300;

#[derive(Parser)]
#[command(name = "soak", about = "A pod among twenty others in bad weather")]
struct Arguments {
    #[arg(default_value_t = 2)]
    minutes: u64,
    #[arg(long, default_value_t = 20)]
    pods: usize,
    /// Things that other pods say in a second.
    #[arg(long, default_value_t = 5)]
    rate: u64,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Draws the run here.
    #[arg(long)]
    plot: Option<PathBuf>,
}

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
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments).await {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            println!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: &Arguments) -> Result<u32, Fault> {
    let folder = std::env::temp_dir().join(format!("seedpod-soak-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let certificates = Certificates::make(&folder);
    let mut pod = Process::init(&certificates, &folder.join("pod"), "alice")?;
    pod.add_account("bob")?;
    pod.start()?;
    let mut towns = Vec::new();
    for _ in 0..arguments.pods {
        let port = certificates::free_port();
        let town = Town::new(arguments.seed, port, &certificates.chain, &certificates.key)?;
        towns.push(Arc::new(town));
    }
    for town in &towns {
        town.open(false).await?;
    }
    let office = Arc::new(Office::new(pod.client(), pod.url()));
    let home = Arc::new(Home::enter(&pod).await?);
    home.meet(&towns, &office).await?;
    println!("{} people on {} pods are known to both at home", arguments.pods * town::FOLK, arguments.pods);

    let talk = Arc::new(Talk::new(towns.clone(), Arc::clone(&office), Arc::clone(&home), arguments.seed));
    let samples = weather(arguments, &pod, &talk).await?;
    let mut report = Report::default();
    calm(&mut report, &pod, &talk).await?;
    judge(&mut report, &samples, gauge::look(pod.id(), &folder.join("pod/state")).descriptors);
    lost(&mut report, &talk).await;
    let found = pod.check();
    report.check(found.is_none(), &format!("the store agrees with itself {}", found.unwrap_or_default()));
    if let Some(file) = &arguments.plot {
        let about = format!("A pod among {} others in bad weather for {} minutes", arguments.pods, arguments.minutes);
        std::fs::write(file, plot::draw(&samples, &about))?;
    }
    println!("soak: {} passed, {} failed", report.passed, report.failed);
    if report.failed == 0 {
        drop(pod);
        std::fs::remove_dir_all(&folder)?;
    } else {
        println!("the pod as it is: {}", folder.display());
    }
    Ok(report.failed)
}

/// Everybody talks in bad weather, for as long as was asked.
async fn weather(arguments: &Arguments, pod: &Process, talk: &Arc<Talk>) -> Result<Vec<Sample>, Fault> {
    let begun = Instant::now();
    let whole = Duration::from_secs(arguments.minutes * 60);
    let state = pod.state();
    talk.storm(true);
    let pause = Duration::from_secs(1) / u32::try_from(arguments.rate)?;
    let mut tasks = vec![
        tokio::spawn(Arc::clone(talk).speak(pause)),
        tokio::spawn(Arc::clone(talk).unsettle(whole)),
        tokio::spawn(Arc::clone(&talk.home).live(Arc::clone(talk), arguments.seed)),
    ];
    tasks.push(tokio::spawn(Arc::clone(&talk.home).read()));
    let mut samples = Vec::new();
    let first = gauge::look(pod.id(), &state);
    let mut clock = tokio::time::interval(whole / u32::try_from(LOOKS)?);
    while begun.elapsed() < whole {
        clock.tick().await;
        let mut sample = gauge::look(pod.id(), &state);
        sample.minutes = begun.elapsed().as_secs_f64() / 60.0;
        sample.written -= first.written;
        sample.busy -= first.busy;
        #[expect(clippy::cast_precision_loss, reason = "a count to draw")]
        let taken = talk.office.taken.load(Ordering::Relaxed) as f64;
        sample.taken = taken;
        sample.page = talk.home.slowest().as_secs_f64() * 1000.0;
        if samples.len() % 20 == 0 {
            println!(
                "{:6.1} min  {:5.1} MiB  {:3.0} descriptors  {:6.0} taken  {:6.1} MiB on disk  {:5.0} s busy  page {:4.0} ms",
                sample.minutes,
                sample.memory,
                sample.descriptors,
                sample.taken,
                sample.folder,
                sample.busy,
                sample.page
            );
        }
        samples.push(sample);
    }
    tasks.iter().for_each(tokio::task::JoinHandle::abort);
    Ok(samples)
}

/// The weather becomes calm, everybody is there, and everything on its way arrives.
async fn calm(report: &mut Report, pod: &Process, talk: &Talk) -> Result<(), Fault> {
    talk.storm(false);
    for town in &talk.towns {
        town.open(false).await?;
    }
    let begun = Instant::now();
    loop {
        let waiting = talk.office.waiting.load(Ordering::Relaxed);
        let is_idle = waiting == 0 && pod.is_idle()?;
        if is_idle || begun.elapsed() > CALM {
            let seconds = begun.elapsed().as_secs();
            report.check(
                is_idle,
                &format!("nothing waits {seconds} s after the storm ({waiting} on their way to the pod)"),
            );
            return Ok(());
        }
        pod.hurry()?;
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

/// What the looks show.
fn judge(report: &mut Report, samples: &[Sample], descriptors: f64) {
    let second = &samples[samples.len() / 2..];
    let points: Vec<(f64, f64)> = second.iter().map(|sample| (sample.minutes / 60.0, sample.memory)).collect();
    let peak = samples.iter().map(|sample| sample.memory).fold(0.0, f64::max);
    report.check(peak <= MOST, &format!("memory at most {peak:.1} MiB"));
    println!("       memory in the second half: {:+.2} MiB an hour", gauge::slope(&points));
    let open: Vec<f64> = second.iter().map(|sample| sample.descriptors).collect();
    let (least, most) = (open.iter().copied().fold(f64::MAX, f64::min), open.iter().copied().fold(0.0, f64::max));
    let first = samples.first().map_or(0.0, |sample| sample.descriptors);
    let is_good = descriptors <= first + DESCRIPTORS;
    report.check(is_good, &format!("descriptors: {first} at first, {least} to {most}, {descriptors} at the end"));
    if let (Some(first), Some(last)) = (samples.first(), samples.last()) {
        let (taken, grown) = (last.taken - first.taken, last.folder - first.folder);
        println!("       {taken:.0} messages taken, {:.1} MiB written, {:.1} s busy", last.written, last.busy);
        println!("       the folder grew by {grown:.1} MiB, {:.1} KiB a message", grown * 1024.0 / taken.max(1.0));
    }
}

/// What was taken is there, and what was refused should have been.
async fn lost(report: &mut Report, talk: &Talk) {
    let refused = std::mem::take(&mut *talk.office.refused.lock().unwrap());
    let example = refused.first().map_or_else(String::new, |first| format!(": {first}"));
    report.check(refused.is_empty(), &format!("{} good messages refused{example}", refused.len()));
    let all = talk.standing();
    let (from_first, from_last) = all.split_at(all.len() / 2);
    let (from_first, from_last) = (from_first.iter().take(SOUGHT), from_last.iter().rev().take(SOUGHT));
    let (mut sought, mut missing) = (0, Vec::new());
    for guid in from_first.chain(from_last) {
        sought += 1;
        if !talk.home.has(guid).await {
            missing.push(guid.to_string());
        }
    }
    let is_good = missing.is_empty() && sought > 0;
    report.check(is_good, &format!("{sought} posts that were taken are there, of {}; missing {missing:?}", all.len()));
    let strange = talk.home.strange();
    report.check(strange.is_empty(), &format!("everybody at home got good answers {strange:?}"));
    let repeated = talk.office.repeated.load(Ordering::Relaxed);
    let arrived: u64 = talk.towns.iter().map(|town| town.arrived.load(Ordering::Relaxed)).sum();
    println!("       {repeated} messages came twice; {arrived} messages arrived at other pods");
}
