//! What people elsewhere say, and what happens to their pods.

use crate::chance::Chance;
use crate::home::Home;
use crate::post::{Address, Office};
use crate::process::Fault;
use crate::town::{FOLK, Said, Town};
use seedpod::base::Guid;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The newest posts of others that people comment on.
const FRESH: usize = 40;
/// Posts that are older than so many others may be taken back.
const OLD: usize = 200;
/// A pod's clock jumps, or it goes away, so often.
const UNREST: Duration = Duration::from_secs(20);
/// How long a pod may be away.
const AWAY: u64 = 120;
/// All pods move to another address so often, at least once in a run.
const MOVE: Duration = Duration::from_secs(3600);

/// A public post that the pod has taken.
#[derive(Clone)]
struct Taken {
    town: usize,
    who: usize,
    guid: Guid,
    is_closed: bool,
}

/// Everything that is said.
pub(crate) struct Talk {
    pub(crate) towns: Vec<Arc<Town>>,
    pub(crate) office: Arc<Office>,
    pub(crate) home: Arc<Home>,
    posts: Mutex<Vec<Taken>>,
    number: AtomicU64,
    seed: u64,
}

impl Talk {
    pub(crate) fn new(towns: Vec<Arc<Town>>, office: Arc<Office>, home: Arc<Home>, seed: u64) -> Self {
        Self { towns, office, home, posts: Mutex::default(), number: AtomicU64::new(0), seed }
    }

    /// Bad weather comes or goes, in both directions.
    pub(crate) fn storm(&self, is_stormy: bool) {
        self.office.is_stormy.store(is_stormy, Ordering::Relaxed);
        self.towns.iter().for_each(|town| town.storm(is_stormy));
    }

    /// One thing after the other, each on its way by itself.
    pub(crate) async fn speak(self: Arc<Self>, pause: Duration) {
        let mut clock = tokio::time::interval(pause);
        loop {
            clock.tick().await;
            let number = self.number.fetch_add(1, Ordering::Relaxed);
            let talk = Arc::clone(&self);
            tokio::spawn(async move {
                let chance = Chance::of(talk.seed, "talk", number);
                if let Err(error) = talk.say(chance).await {
                    talk.home.complain(format!("cannot be said: {error}"));
                }
            });
        }
    }

    async fn say(&self, mut chance: Chance) -> Result<(), Fault> {
        let at = usize::try_from(chance.below(self.towns.len() as u64))?;
        let who = usize::try_from(chance.below(FOLK as u64))?;
        let town = &self.towns[at];
        let theirs = self.fresh(&mut chance);
        match (chance.below(100), theirs) {
            (45..55, _) => {
                let said = town.post(who, &mut chance, false);
                let body = town.whisper(who, &said.payload, &self.home.alice_key, &mut chance)?;
                self.office.send(&Address::One(self.home.alice_guid.clone()), body, chance).await;
            }
            (55..75, _) => {
                let Some(parent) = self.home.newest(&mut chance) else { return Ok(()) };
                let said = if chance.percent(60) {
                    town.comment(who, &mut chance, &parent)?
                } else {
                    town.like(who, &mut chance, &parent)?
                };
                self.office.send(&Address::Everybody, town.seal(who, &said.payload)?, chance).await;
            }
            // The pod of the post's author passes on what was said below it.
            (75..95, Some(post)) => {
                let guid = post.guid.as_str();
                let said = if chance.percent(60) {
                    town.comment(who, &mut chance, guid)?
                } else {
                    town.like(who, &mut chance, guid)?
                };
                let body = self.towns[post.town].seal(post.who, &said.payload)?;
                self.office.send(&Address::Everybody, body, chance).await;
            }
            (95..98, _) => {
                if let Some(post) = self.close() {
                    let town = &self.towns[post.town];
                    let payload = town.retraction(post.who, post.guid.as_str());
                    self.office.send(&Address::Everybody, town.seal(post.who, &payload)?, chance).await;
                }
            }
            _ => {
                let Said { guid, payload } = town.post(who, &mut chance, true);
                if self.office.send(&Address::Everybody, town.seal(who, &payload)?, chance).await {
                    self.posts().push(Taken { town: at, who, guid, is_closed: false });
                }
            }
        }
        Ok(())
    }

    fn posts(&self) -> std::sync::MutexGuard<'_, Vec<Taken>> {
        self.posts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn fresh(&self, chance: &mut Chance) -> Option<Taken> {
        let posts = self.posts();
        let back = usize::try_from(chance.below(FRESH as u64)).unwrap_or(0);
        posts.iter().rev().nth(back).cloned()
    }

    /// The newest post that is old enough to be taken back.
    fn close(&self) -> Option<Taken> {
        let mut posts = self.posts();
        let post = posts.iter_mut().rev().skip(OLD).find(|post| !post.is_closed)?;
        post.is_closed = true;
        Some(post.clone())
    }

    /// Public posts that were taken and not taken back, oldest first.
    pub(crate) fn standing(&self) -> Vec<Guid> {
        self.posts().iter().filter(|post| !post.is_closed).map(|post| post.guid.clone()).collect()
    }

    /// Clocks jump, pods go away for a while, and now and then all of them are somewhere else.
    pub(crate) async fn unsettle(self: Arc<Self>, whole: Duration) {
        let mut clock = tokio::time::interval(UNREST);
        let (mut chance, every) = (Chance::of(self.seed, "unrest", 0), MOVE.min(whole / 2));
        let (mut moved, mut is_sixth) = (Instant::now(), false);
        loop {
            clock.tick().await;
            let at = usize::try_from(chance.below(self.towns.len() as u64)).unwrap_or(0);
            let town = Arc::clone(&self.towns[at]);
            if moved.elapsed() > every {
                (moved, is_sixth) = (Instant::now(), !is_sixth);
                for town in &self.towns {
                    self.note(town.open(is_sixth).await);
                }
            } else if chance.percent(50) {
                town.jump(&mut chance);
            } else {
                town.close();
                let (talk, time) = (Arc::clone(&self), Duration::from_secs(5 + chance.below(AWAY)));
                tokio::spawn(async move {
                    tokio::time::sleep(time).await;
                    talk.note(town.open(is_sixth).await);
                });
            }
        }
    }

    fn note(&self, opened: Result<(), Fault>) {
        if let Err(error) = opened {
            self.home.complain(format!("a pod does not come back: {error}"));
        }
    }
}
