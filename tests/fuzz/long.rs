//! Mutated examples for as long as one likes: `cargo run --example fuzz -- --minutes 60`.
//!
//! Each target gets its turn, a second at a time. An input that is taken in a way not seen before
//! joins the examples of its target, and with `--keep` is written beside them. An input that breaks
//! something is written to the folder of findings; the exit code then is 1.

#![expect(clippy::print_stdout, reason = "a command-line tool")]
#![expect(clippy::disallowed_methods, reason = "a tool that runs for a time has to look at the clock")]
#![expect(clippy::unwrap_used, reason = "a tool for developers: what it cannot do ends it")]
#![expect(unreachable_pub, dead_code, unused_imports, reason = "shares the harness of the tests and uses a part of it")]

#[path = "mutate.rs"]
mod mutate;
#[path = "../pods/mod.rs"]
mod pods;
#[path = "targets.rs"]
mod targets;

use clap::Parser;
use mutate::{Chance, mutate};
use std::collections::HashSet;
use std::io::{Seek, SeekFrom, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};
use targets::{TARGETS, Target};

/// Examples that a target may have in memory.
const EXAMPLES: usize = 2_000;
/// Bytes that a kept example may have: they are read in every short run.
const KEPT: usize = 1_000;
const TURN: Duration = Duration::from_secs(1);

#[derive(Parser)]
#[command(name = "fuzz", about = "Gives mutated examples to everything that reads bytes of strangers")]
struct Arguments {
    #[arg(long, default_value_t = 0.5)]
    minutes: f64,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Only these targets.
    #[arg(long)]
    only: Vec<String>,
    /// Write new examples into the kept ones.
    #[arg(long)]
    keep: bool,
    /// Give this file to the targets of `--only`, once.
    #[arg(long)]
    replay: Option<PathBuf>,
    /// Where inputs that break something go.
    #[arg(long, default_value = "target/fuzz-findings")]
    findings: PathBuf,
}

/// One target on its way.
struct Course {
    target: &'static Target,
    examples: Vec<Vec<u8>>,
    seen: HashSet<String>,
    number: u64,
    found: usize,
    slowest: Duration,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let chosen =
        TARGETS.iter().filter(|target| arguments.only.is_empty() || arguments.only.iter().any(|it| it == target.name));
    let mut courses: Vec<Course> = chosen.map(Course::new).collect();
    if let Some(file) = &arguments.replay {
        return replay(&courses, file);
    }
    std::fs::create_dir_all(&arguments.findings).unwrap();
    std::panic::set_hook(Box::new(|_| {}));
    let end = Instant::now() + Duration::from_secs_f64(arguments.minutes * 60.0);
    while Instant::now() < end {
        for course in &mut courses {
            course.turn(&arguments, end.min(Instant::now() + TURN));
        }
    }
    let found: usize = courses.iter().map(|course| course.found).sum();
    for course in &courses {
        println!(
            "{:<10} {:>10} inputs, {:>3} ways, {} findings, slowest {} ms",
            course.target.name,
            course.number,
            course.seen.len(),
            course.found,
            course.slowest.as_millis()
        );
    }
    println!("fuzz: {} passed, {found} failed", courses.iter().filter(|course| course.found == 0).count());
    if found == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn replay(courses: &[Course], file: &Path) -> ExitCode {
    let input = std::fs::read(file).unwrap();
    for course in courses {
        let begun = Instant::now();
        let way = (course.target.run)(&input);
        println!("{} {way}: {} ms", course.target.name, begun.elapsed().as_millis());
    }
    ExitCode::SUCCESS
}

impl Course {
    fn new(target: &'static Target) -> Self {
        let mut files: Vec<_> = std::fs::read_dir(folder(target)).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        let examples: Vec<Vec<u8>> = files.iter().map(|file| std::fs::read(file).unwrap()).collect();
        let seen = examples.iter().map(|example| (target.run)(example)).collect();
        Self { target, examples, seen, number: 0, found: 0, slowest: Duration::ZERO }
    }

    fn turn(&mut self, arguments: &Arguments, end: Instant) {
        let path = arguments.findings.join(format!("{}.current", self.target.name));
        let mut current = std::fs::File::create(&path).unwrap();
        while Instant::now() < end {
            let mut chance = Chance::of(arguments.seed, self.target.name, self.number);
            let input = mutate(&self.examples, self.target.words, &mut chance);
            self.number += 1;
            // What ends the whole process is found here afterwards. Written over in place: a file
            // made anew each time costs more than most targets.
            current.seek(SeekFrom::Start(0)).unwrap();
            current.write_all(&input).unwrap();
            current.set_len(input.len() as u64).unwrap();
            let begun = Instant::now();
            let way = catch_unwind(AssertUnwindSafe(|| (self.target.run)(&input)));
            let taken = begun.elapsed();
            if taken > self.slowest {
                self.slowest = taken;
                std::fs::write(arguments.findings.join(format!("{}.slowest", self.target.name)), &input).unwrap();
            }
            match way {
                Ok(way) if !self.seen.contains(&way) => self.learn(way, input, arguments.keep),
                Ok(_) => {}
                Err(_) => {
                    self.found += 1;
                    let name = format!("{}.{:03}", self.target.name, self.found);
                    std::fs::write(arguments.findings.join(&name), &input).unwrap();
                    println!("{name}: number {} of seed {}", self.number - 1, arguments.seed);
                }
            }
        }
        let _ = std::fs::remove_file(path);
    }

    fn learn(&mut self, way: String, input: Vec<u8>, keep: bool) {
        if keep && input.len() <= KEPT {
            let name = format!("{:.12}", blake3::hash(&input).to_hex());
            std::fs::write(folder(self.target).join(name), &input).unwrap();
        }
        self.seen.insert(way);
        if self.examples.len() < EXAMPLES {
            self.examples.push(input);
        }
    }
}

fn folder(target: &Target) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(target.name)
}
