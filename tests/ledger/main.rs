//! Nothing that was acknowledged is ever lost: `tests/ledger/run.sh [KILLS] [SEED]`. (H-087, H-140)
//!
//! Four people on two pods act through pages, through the API and, since each has a friend on the
//! other pod, through federation. Everything is written down before it is asked for, and again when
//! it is acknowledged. At a moment drawn by chance a pod, or both, are killed; some are killed again
//! while they come back. After each kill everything that the pods have is read and held against what
//! was written down; now and then, and at the end, all queues are emptied and both pods have to have
//! the same. The same seed draws the same acts, though not the same moments. A kill for want of memory
//! is the same kill.

#![expect(clippy::print_stdout, reason = "a command-line tool")]
#![expect(clippy::disallowed_methods, reason = "a tool that acts for a time has to look at the clock")]
#![expect(clippy::unwrap_used, reason = "a tool for developers: what it cannot do ends it")]
#![expect(unreachable_pub, reason = "shares certificates with the tests")]

mod acts;
mod book;
#[path = "../loopback/certificates.rs"]
mod certificates;
#[path = "../bench/chance.rs"]
#[expect(dead_code, reason = "shares chance with the load tool and uses a part of it")]
mod chance;
mod look;
mod person;
#[expect(dead_code, reason = "shared with the soak, which looks at the process")]
mod process;

use acts::Stage;
use certificates::Certificates;
use chance::Chance;
use clap::Parser;
use look::Moment;
use person::Person;
use process::{Fault, Process};
use reqwest::Client;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// Rounds between two times at which everything has to have arrived.
const QUIET: u64 = 10;
/// How long things may take to arrive.
const PATIENCE: Duration = Duration::from_secs(120);
/// Time between two looks at work that would wait for longer.
const HURRY: Duration = Duration::from_secs(2);
/// How long somebody waits for an answer.
const ANSWER: Duration = Duration::from_secs(30);

const NAMES: [&str; 4] = ["alice", "carol", "bob", "dave"];

#[derive(Parser)]
#[command(name = "ledger", about = "Kills pods at work and looks whether they keep what they acknowledged")]
struct Arguments {
    #[arg(default_value_t = 50)]
    kills: u64,
    #[arg(default_value_t = 1)]
    seed: u64,
}

/// The pods, what happens on them, and what was found.
struct Trial {
    folder: PathBuf,
    pods: [Process; 2],
    stage: Arc<Stage>,
    chance: Chance,
    seed: u64,
    kills: u64,
    rounds: u64,
    passed: u64,
    failed: u64,
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

async fn run(arguments: &Arguments) -> Result<u64, Fault> {
    let begun = Instant::now();
    let mut trial = Trial::begin(arguments.seed).await?;
    while trial.kills < arguments.kills {
        trial.round().await?;
        if trial.rounds.is_multiple_of(QUIET) {
            trial.quiet().await?;
        }
        if trial.failed > 0 {
            break;
        }
    }
    trial.quiet().await?;
    let (book, seconds) = (trial.stage.book(), begun.elapsed().as_secs());
    println!(
        "{} kills, {} acts acknowledged, {} without an answer, {} things there, {seconds} s, seed {}",
        trial.kills,
        book.acknowledged,
        book.unanswered,
        book.entries.len(),
        trial.seed
    );
    println!("ledger: {} passed, {} failed", trial.passed, trial.failed);
    if trial.failed == 0 {
        std::fs::remove_dir_all(&trial.folder)?;
    } else {
        println!("both pods as they are: {}", trial.folder.display());
    }
    Ok(trial.failed)
}

impl Trial {
    /// Two pods, two people on each, everybody with a friend on the other.
    async fn begin(seed: u64) -> Result<Self, Fault> {
        let folder = std::env::temp_dir().join(format!("seedpod-ledger-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let certificates = Certificates::make(&folder);
        let mut pods = [
            Process::init(&certificates, &folder.join("one"), NAMES[0])?,
            Process::init(&certificates, &folder.join("two"), NAMES[2])?,
        ];
        pods[0].add_account(NAMES[1])?;
        pods[1].add_account(NAMES[3])?;
        for pod in &mut pods {
            pod.start()?;
        }
        let mut people = Vec::new();
        for (who, name) in NAMES.iter().enumerate() {
            people.push(Person::enter(&pods[book::pod_of(who)], book::pod_of(who), name).await?);
        }
        let client = pods[0].client();
        for (who, person) in people.iter().enumerate() {
            let friend = book::friend_of(who);
            let id = format!("{}@{}", NAMES[friend], pods[book::pod_of(friend)].host());
            person.befriend(&client, &id).await?;
        }
        for (who, person) in people.iter().enumerate() {
            wait_for_sharing(person, &people[book::friend_of(who)], &client).await?;
        }
        let chance = Chance::of(seed, "trial", 0);
        let stage = Arc::new(Stage::new(people));
        Ok(Self { folder, pods, stage, chance, seed, kills: 0, rounds: 0, passed: 0, failed: 0 })
    }

    /// Everybody acts, somebody is killed, and everything is looked at.
    async fn round(&mut self) -> Result<(), Fault> {
        self.rounds += 1;
        let victims: &[usize] = match self.chance.below(10) {
            0..5 => &[0],
            5..8 => &[1],
            _ => &[0, 1],
        };
        self.stage.is_over.store(false, Ordering::Relaxed);
        let mut acting = Vec::new();
        for (who, person) in self.stage.people.iter().enumerate() {
            self.stage.is_away[person.pod].store(false, Ordering::Relaxed);
            let chance = Chance::of(self.seed, person.name.as_str(), self.rounds);
            let client = self.pods[person.pod].client();
            acting.push(tokio::spawn(Arc::clone(&self.stage).act(who, client, chance)));
        }
        // So many acts, and then any moment of the next ones.
        let enough = self.stage.book().acknowledged + self.chance.below(40);
        let moment = Duration::from_micros(self.chance.below(20_000));
        let patience = Instant::now() + ANSWER;
        while self.stage.book().acknowledged < enough && Instant::now() < patience {
            tokio::task::yield_now().await;
        }
        tokio::time::sleep(moment).await;
        for victim in victims {
            self.pods[*victim].kill()?;
            self.stage.is_away[*victim].store(true, Ordering::Relaxed);
            self.kills += 1;
        }
        self.stage.is_over.store(true, Ordering::Relaxed);
        for person in acting {
            person.await?;
        }
        for victim in victims {
            // Who is killed while coming back has to come back all the same.
            if self.chance.percent(15) {
                let moment = Duration::from_micros(self.chance.below(60_000));
                self.pods[*victim].begin()?;
                tokio::time::sleep(moment).await;
                self.pods[*victim].kill()?;
                self.kills += 1;
            }
            self.pods[*victim].start()?;
        }
        self.look(Moment::Between).await
    }

    /// Reads both pods and notes what is wrong.
    async fn look(&mut self, moment: Moment) -> Result<(), Fault> {
        let clients = [self.pods[0].client(), self.pods[1].client()];
        let reading = clients.iter().enumerate().map(|(pod, client)| look::read(&self.stage, pod, client));
        let seen = futures_util::future::try_join_all(reading).await?;
        for (pod, seen) in seen.iter().enumerate() {
            self.note(look::compare(&self.stage, pod, seen, moment));
        }
        let surprises = std::mem::take(&mut *self.stage.surprises.lock().unwrap());
        self.note(surprises);
        Ok(())
    }

    fn note(&mut self, wrong: Vec<String>) {
        for what in &wrong {
            println!("round {} of seed {}: {what}", self.rounds, self.seed);
        }
        self.passed += u64::from(wrong.is_empty());
        self.failed += wrong.len() as u64;
    }

    /// Waits until nothing is on its way; then both pods have the same, and their stores agree.
    async fn quiet(&mut self) -> Result<(), Fault> {
        let patience = Instant::now() + PATIENCE;
        let (mut idle, mut hurried) = (0, None);
        // A message that leaves one pod's queue is in the other's before it is gone from the first.
        while idle < 4 {
            if Instant::now() > patience {
                let waiting = [self.pods[0].run(&["queue", "list"])?, self.pods[1].run(&["queue", "list"])?];
                self.note(vec![format!("the queues do not become empty: {waiting:?}")]);
                return Ok(());
            }
            // Each time counts as one more failure of what is still not possible.
            if hurried.is_none_or(|at: Instant| at.elapsed() > HURRY) {
                self.pods.iter().try_for_each(Process::hurry)?;
                hurried = Some(Instant::now());
            }
            idle = if self.pods[idle % 2].is_idle()? { idle + 1 } else { 0 };
        }
        self.look(Moment::Quiet).await?;
        for pod in [0, 1] {
            let found = self.pods[pod].check();
            self.note(found.into_iter().collect());
        }
        if self.failed == 0 {
            self.stage.book().settle();
        }
        Ok(())
    }
}

async fn wait_for_sharing(person: &Person, friend: &Person, client: &Client) -> Result<(), Fault> {
    let patience = Instant::now() + PATIENCE;
    while Instant::now() < patience {
        let profile = person.read(client, &format!("users/{}", friend.guid)).await?;
        if profile["relationship"]["sharing"] == true {
            return Ok(());
        }
    }
    Err(format!("{} does not share with {}", friend.name, person.name).into())
}
