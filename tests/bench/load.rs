//! The load tool: makes stores of any size through the domain layer, and drives a running pod.
//!
//! `fill` writes people, posts, comments and likes as they would have come in over years: what
//! people of other pods wrote goes the way of a received message (envelope, signature, entity,
//! verified, applied), what people here wrote goes through the same actions as the pages. The same
//! seed makes the same world, whatever the size of its steps. `drive` sends requests to a pod over
//! plain HTTP and tells how many it answered and how long they took.

#![expect(clippy::print_stdout, reason = "a command-line tool")]

mod chance;
mod drive;
mod fill;
mod picture;
mod state;
mod text;
mod world;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "load", about = "Makes stores of any size, and drives a running pod")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write a store through the domain layer.
    Fill(Fill),
    /// Send requests to a running pod.
    Drive(drive::Drive),
    /// Write a photograph, as large as a camera's.
    Picture(picture::Picture),
}

/// How large the store is to be.
#[derive(clap::Args)]
struct Fill {
    /// Where; must be empty, or hold a pod that is not running.
    #[arg(long)]
    state_dir: PathBuf,
    /// People with a sign-in here.
    #[arg(long, default_value_t = 5)]
    accounts: u64,
    /// People on other pods.
    #[arg(long, default_value_t = 2_000)]
    people: u64,
    #[arg(long, default_value_t = 10_000)]
    posts: u64,
    #[arg(long, default_value_t = 10_000)]
    comments: u64,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The pod's address, if there is no pod in the folder yet.
    #[arg(long, default_value = "https://pod.test")]
    url: String,
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Fill(wanted) => fill::run(&wanted),
        Command::Drive(drive) => drive::run(&drive),
        Command::Picture(picture) => picture::run(&picture),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
