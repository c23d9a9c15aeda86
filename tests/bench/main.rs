//! What taking messages in and sending them out costs. Each line is `name value unit`.
//!
//! `cargo bench` measures; `cargo bench -- --quick` only shows that it runs. The pods that messages
//! go to are one process with real TLS on loopback (`sink`), so that the peak of memory is that of
//! the pod alone. The clock is read here because measuring is what this program is for.

#![expect(clippy::print_stdout, reason = "a command-line tool")]
#![expect(clippy::disallowed_methods, reason = "a benchmark has to look at the clock")]
#![expect(clippy::unwrap_used, reason = "a tool for developers: what it cannot do ends it")]

mod receive;
mod send;
mod sink;
mod stand;
mod wear;

use std::time::Duration;

/// How much is done.
#[derive(Clone, Copy)]
pub(crate) struct Size {
    messages: usize,
    pods: usize,
    people: usize,
}

const WHOLE: Size = Size { messages: 4_000, pods: 1_000, people: 200 };
const QUICK: Size = Size { messages: 200, pods: 20, people: 10 };

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(place) = arguments.iter().position(|argument| argument == sink::ARGUMENT) {
        return sink::run(&arguments[place + 1]);
    }
    let size = if arguments.iter().any(|argument| argument == "--quick") { QUICK } else { WHOLE };
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        receive::run(size).await;
        send::run(size).await;
    });
}

/// Prints one line of result.
pub(crate) fn tell(name: &str, value: f64, unit: &str) {
    println!("{name} {value:.2} {unit}");
}

pub(crate) fn per_second(count: usize, time: Duration) -> f64 {
    count as f64 / time.as_secs_f64()
}
