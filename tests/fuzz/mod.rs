//! Mutated examples for everything that reads bytes of strangers: every kept example as it is, and
//! a fixed number of changed ones with a fixed seed. The long run is `cargo run --example fuzz`.
//! (H-143, F-080 to F-087)

mod mutate;
mod targets;

use mutate::{Chance, mutate};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use targets::{TARGETS, Target};

const SEED: u64 = 1;

fn corpus(target: &Target) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(target.name);
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| std::fs::read(file).unwrap()).collect()
}

fn short_run(name: &str) {
    let target = TARGETS.iter().find(|target| target.name == name).unwrap();
    let corpus = corpus(target);
    assert!(!corpus.is_empty(), "{name} has no examples");
    for example in &corpus {
        (target.run)(example);
    }
    for number in 0..target.short {
        let input = mutate(&corpus, target.words, &mut Chance::of(SEED, name, number));
        if catch_unwind(AssertUnwindSafe(|| (target.run)(&input))).is_err() {
            panic!("{name} number {number} fails with {:?}", String::from_utf8_lossy(&input));
        }
    }
}

macro_rules! short_runs {
    ($($name:ident)*) => {
        $(
            // H-143
            #[test]
            fn $name() {
                short_run(stringify!($name));
            }
        )*

        #[test]
        fn every_target_has_a_short_run() {
            let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
            assert_eq!(names, [$(stringify!($name)),*]);
        }
    };
}

short_runs!(address api archive backup config encrypted entity envelope forwarded hcard image markdown multipart nodeinfo preview router webfinger xml);
