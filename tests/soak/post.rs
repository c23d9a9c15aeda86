//! Carrying messages of other pods to the one that is tried, through the weather, until it takes them.

use crate::chance::Chance;
use crate::weather::{self, Fate};
use futures_util::stream;
use reqwest::header::CONTENT_TYPE;
use reqwest::{Body, Client};
use seedpod::base::Guid;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Times that a message is offered before that counts as an error.
const TRIES: u32 = 60;

/// Whom a message is for.
#[derive(Clone)]
pub(crate) enum Address {
    Everybody,
    One(Guid),
}

/// What became of everything that was sent.
pub(crate) struct Office {
    client: Client,
    url: String,
    pub(crate) is_stormy: AtomicBool,
    pub(crate) taken: AtomicU64,
    pub(crate) repeated: AtomicU64,
    /// Not yet taken.
    pub(crate) waiting: AtomicU64,
    /// Answers that no message here should get.
    pub(crate) refused: Mutex<Vec<String>>,
}

impl Office {
    pub(crate) fn new(client: Client, url: String) -> Self {
        Self {
            client,
            url,
            is_stormy: AtomicBool::new(false),
            taken: AtomicU64::new(0),
            repeated: AtomicU64::new(0),
            waiting: AtomicU64::new(0),
            refused: Mutex::default(),
        }
    }

    /// Sends until it is taken; false if that never happens.
    pub(crate) async fn send(&self, to: &Address, body: String, mut chance: Chance) -> bool {
        self.waiting.fetch_add(1, Ordering::Relaxed);
        let is_taken = self.insist(to, &body, &mut chance).await;
        self.waiting.fetch_sub(1, Ordering::Relaxed);
        self.taken.fetch_add(u64::from(is_taken), Ordering::Relaxed);
        is_taken
    }

    async fn insist(&self, to: &Address, body: &str, chance: &mut Chance) -> bool {
        for _ in 0..TRIES {
            match self.once(to, body, chance).await {
                Some(200..300) => {
                    // Some pods never learn that it was taken, and send it again.
                    if chance.percent(5) {
                        self.repeated.fetch_add(1, Ordering::Relaxed);
                        continue;
                    }
                    return true;
                }
                None | Some(429 | 503) => {}
                Some(status) => {
                    self.complain(format!("{status} for {body}"));
                    return false;
                }
            }
            tokio::time::sleep(Duration::from_secs(2 + chance.below(20))).await;
        }
        self.complain(format!("never taken: {body}"));
        false
    }

    fn complain(&self, what: String) {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner).push(what);
    }

    async fn once(&self, to: &Address, body: &str, chance: &mut Chance) -> Option<u16> {
        let (path, kind) = match to {
            Address::Everybody => ("receive/public".to_owned(), "application/magic-envelope+xml"),
            Address::One(guid) => (format!("receive/users/{guid}"), "application/json"),
        };
        let request = self.client.post(format!("{}/{path}", self.url)).header(CONTENT_TYPE, kind);
        let fate =
            if self.is_stormy.load(Ordering::Relaxed) { weather::fate(chance) } else { Fate::Late(Duration::ZERO) };
        match fate {
            Fate::Late(time) => {
                tokio::time::sleep(time).await;
                let answer = request.timeout(weather::PATIENCE).body(body.to_owned()).send().await.ok()?;
                Some(answer.status().as_u16())
            }
            Fate::Broken => {
                let half = body.get(..body.len() / 2).unwrap_or_default().to_owned();
                let broken = stream::iter([Ok(half), Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset))]);
                let _ = request.body(Body::wrap_stream(broken)).send().await;
                None
            }
            // It may well arrive; nobody hears of it.
            Fate::Lost => {
                let time = Duration::from_micros(chance.below(20_000));
                let _ = tokio::time::timeout(time, request.body(body.to_owned()).send()).await;
                None
            }
        }
    }
}
