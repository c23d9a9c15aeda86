//! What happened at the gate since the start, for whoever watches the pod (H-112).

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use warp::http::StatusCode;

/// Kinds of requests that are counted apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What people look at, and the forms they send.
    Page,
    /// The API of programs and its sign-in.
    Api,
    /// Messages and questions of other pods.
    Federation,
    /// Styles, scripts, pictures and other files.
    File,
}

impl Kind {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 4] = [Self::Page, Self::Api, Self::Federation, Self::File];

    /// The word under which it is told.
    pub fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Api => "api",
            Self::Federation => "federation",
            Self::File => "file",
        }
    }

    fn of(path: &str) -> Self {
        let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
        match first {
            "api" => Self::Api,
            "receive" | "fetch" | ".well-known" | "nodeinfo" | "hcard" => Self::Federation,
            "assets" | "media" | "remote" | "uploads" => Self::File,
            _ => Self::Page,
        }
    }
}

/// Upper ends of the steps in which the time of answers is told, in milliseconds.
pub const STEPS: [u64; 8] = [1, 5, 10, 25, 100, 250, 1_000, 10_000];

/// The counters.
#[derive(Debug, Default)]
pub struct Tally {
    answers: [[AtomicU64; 5]; Kind::ALL.len()],
    steps: [AtomicU64; STEPS.len() + 1],
    micros: AtomicU64,
    panics: AtomicU64,
}

/// How long answers took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// Answers that took no longer than each of [`STEPS`]; the last entry counts all.
    pub within: [u64; STEPS.len() + 1],
    /// All of them together.
    pub total: Duration,
}

impl Tally {
    /// Notes an answer and the time from its request to its first byte.
    pub(super) fn note(&self, path: &str, status: StatusCode, took: Duration) {
        let class = usize::from(status.as_u16() / 100).saturating_sub(1);
        if let Some(count) = self.answers[Kind::of(path) as usize].get(class) {
            count.fetch_add(1, Ordering::Relaxed);
        }
        let step = STEPS.iter().position(|most| took <= Duration::from_millis(*most)).unwrap_or(STEPS.len());
        self.steps[step].fetch_add(1, Ordering::Relaxed);
        self.micros.fetch_add(u64::try_from(took.as_micros()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    /// Notes a panic.
    pub(super) fn note_panic(&self) {
        self.panics.fetch_add(1, Ordering::Relaxed);
    }

    /// Answers to requests of a kind by the first digit of their status, 1 to 5.
    pub fn answers(&self, kind: Kind) -> [u64; 5] {
        let counts = &self.answers[kind as usize];
        std::array::from_fn(|class| counts[class].load(Ordering::Relaxed))
    }

    /// How long answers took so far.
    pub fn times(&self) -> Times {
        let mut sum = 0;
        let within = std::array::from_fn(|step| {
            sum += self.steps[step].load(Ordering::Relaxed);
            sum
        });
        Times { within, total: Duration::from_micros(self.micros.load(Ordering::Relaxed)) }
    }

    /// Panics caught in requests. (H-120)
    pub fn panics(&self) -> u64 {
        self.panics.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // H-112
    #[test]
    fn answers_are_counted_by_kind_status_and_time() {
        let tally = Tally::default();
        for (path, status, millis) in [
            ("/stream", 200, 3),
            ("/", 303, 1),
            ("/api/v1/posts/x", 404, 7),
            ("/receive/public", 202, 20_000),
            ("/assets/a.css", 200, 0),
        ] {
            tally.note(path, StatusCode::from_u16(status).expect("status"), Duration::from_millis(millis));
        }
        tally.note_panic();
        assert_eq!(tally.answers(Kind::Page), [0, 1, 1, 0, 0]);
        assert_eq!(tally.answers(Kind::Api), [0, 0, 0, 1, 0]);
        assert_eq!(tally.answers(Kind::Federation), [0, 1, 0, 0, 0]);
        assert_eq!(tally.answers(Kind::File), [0, 1, 0, 0, 0]);
        assert_eq!(tally.times(), Times { within: [2, 3, 4, 4, 4, 4, 4, 4, 5], total: Duration::from_millis(20_011) });
        assert_eq!(tally.panics(), 1);
    }
}
