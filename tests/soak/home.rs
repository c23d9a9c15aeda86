//! The people at home: they know everybody, write, comment and read.

use crate::chance::Chance;
use crate::person::{Person, send};
use crate::post::{Address, Office};
use crate::process::Fault;
use crate::process::Process;
use crate::talk::Talk;
use crate::text;
use crate::town::{FOLK, Town};
use reqwest::{Client, Method};
use seedpod::base::{Guid, PodUrl};
use seedpod::protocol::hcard;
use seedpod::protocol::keys::PublicKey;
use serde_json::json;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Somebody at home does something so often.
const ACT: Duration = Duration::from_secs(4);
/// Somebody opens a page so often.
const PAGE: Duration = Duration::from_millis(250);
/// Own posts that others comment on.
const FRESH: usize = 20;
const PAGES: [&str; 4] = ["/stream", "/notifications", "/public", "/contacts"];

/// Alice and bob, and what they have written.
pub(crate) struct Home {
    client: Client,
    alice: Person,
    bob: Person,
    pub(crate) alice_guid: Guid,
    pub(crate) alice_key: PublicKey,
    posts: Mutex<Vec<String>>,
    slowest: Mutex<Duration>,
    strange: Mutex<Vec<String>>,
}

impl Home {
    /// Both sign in.
    pub(crate) async fn enter(pod: &Process) -> Result<Self, Fault> {
        let (alice, bob) = (Person::enter(pod, 0, "alice").await?, Person::enter(pod, 0, "bob").await?);
        let client = pod.client();
        let url = PodUrl::parse(&pod.url()).map_err(|_| "no address")?;
        let card = client.get(format!("{}/hcard/users/{}", pod.url(), alice.guid)).send().await?.text().await?;
        let card = hcard::parse(card.as_bytes(), &url).map_err(|_| "no card")?;
        Ok(Self {
            client,
            alice_guid: Guid::parse(&alice.guid).map_err(|_| "no guid")?,
            alice_key: card.key,
            alice,
            bob,
            posts: Mutex::default(),
            slowest: Mutex::default(),
            strange: Mutex::default(),
        })
    }

    /// Both share with everybody elsewhere, and all of them with alice.
    pub(crate) async fn meet(&self, towns: &[Arc<Town>], office: &Office) -> Result<(), Fault> {
        let alice = format!("alice@{}", self.alice.url.trim_start_matches("https://"));
        for (at, town) in towns.iter().enumerate() {
            for who in 0..FOLK {
                let id = town.folk[who].id.as_str();
                self.alice.befriend(&self.client, id).await?;
                self.bob.befriend(&self.client, id).await?;
                let mut chance = Chance::of(at as u64, "contact", who as u64);
                let body = town.whisper(who, &town.contact(who, &alice), &self.alice_key, &mut chance)?;
                office.send(&Address::One(self.alice_guid.clone()), body, chance).await;
            }
        }
        Ok(())
    }

    /// Writes, comments and likes, by turns.
    pub(crate) async fn live(self: Arc<Self>, talk: Arc<Talk>, seed: u64) {
        let mut clock = tokio::time::interval(ACT);
        let mut chance = Chance::of(seed, "home", 0);
        loop {
            clock.tick().await;
            let person = if chance.percent(60) { &self.alice } else { &self.bob };
            let theirs = talk.standing();
            let theirs = theirs.get(theirs.len().saturating_sub(1 + usize::try_from(chance.below(10)).unwrap_or(0)));
            let (path, body) = match (chance.below(100), theirs) {
                (50..80, Some(post)) => {
                    (format!("posts/{post}/comments"), json!({ "body": text::comment(&mut chance) }))
                }
                // Liking something twice is an error, which is not what is tried here.
                _ => {
                    let is_public = chance.percent(70);
                    let body = text::post(&mut chance, None);
                    ("posts".to_owned(), json!({ "public": is_public, "aspects": [person.friends], "body": body }))
                }
            };
            let is_public_post = body["public"] == true;
            match send(person.api(&self.client, Method::POST, &path, &body)).await {
                Some(reply) if reply.is_done() => {
                    if let Some(guid) = reply.field("guid").filter(|_| is_public_post) {
                        self.posts.lock().unwrap_or_else(PoisonError::into_inner).push(guid);
                    }
                }
                other => self.complain(format!("{path} by {}: {other:?}", person.name)),
            }
        }
    }

    /// Opens one page after the other.
    pub(crate) async fn read(self: Arc<Self>) {
        let mut clock = tokio::time::interval(PAGE);
        for number in 0.. {
            clock.tick().await;
            let begun = Instant::now();
            let path = PAGES[number % PAGES.len()];
            match self.bob.open(&self.client, path).await {
                Ok(200) => {}
                other => self.complain(format!("{path}: {other:?}")),
            }
            let mut slowest = self.slowest.lock().unwrap_or_else(PoisonError::into_inner);
            *slowest = slowest.max(begun.elapsed());
        }
    }

    /// The slowest page since this was asked last.
    pub(crate) fn slowest(&self) -> Duration {
        std::mem::take(&mut *self.slowest.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// One of the newest public posts of home.
    pub(crate) fn newest(&self, chance: &mut Chance) -> Option<String> {
        let posts = self.posts.lock().unwrap_or_else(PoisonError::into_inner);
        let back = usize::try_from(chance.below(FRESH as u64)).unwrap_or(0);
        posts.iter().rev().nth(back).or_else(|| posts.last()).cloned()
    }

    /// Whether a post of others is there.
    pub(crate) async fn has(&self, guid: &Guid) -> bool {
        self.alice.read(&self.client, &format!("posts/{guid}")).await.is_ok()
    }

    pub(crate) fn complain(&self, what: String) {
        self.strange.lock().unwrap_or_else(PoisonError::into_inner).push(what);
    }

    /// Answers that people at home should not get.
    pub(crate) fn strange(&self) -> Vec<String> {
        std::mem::take(&mut *self.strange.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
