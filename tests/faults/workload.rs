//! What a pod does while the power goes or the disk refuses: a household's day in small.

use crate::pods::Pods;
use crate::strangers::{Stranger, push, push_private};
use seedpod::base::Guid;
use seedpod::domain::posts::{Audience, NewPost};
use seedpod::domain::{aspects, comments, contacts, likes, people, posts, queue, retractions};
use seedpod::store::{Database, dump};

pub const HOME: &str = "home.example";

/// What later steps refer to.
#[derive(Clone, Default)]
pub struct Notes {
    post: Option<Guid>,
    comment: Option<Guid>,
    limited: Option<Guid>,
}

/// One act that is answered; the jobs it leaves are acts of their own.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    Post(u32),
    LimitedPost,
    Comment,
    Like,
    Unlike,
    DeleteComment,
    DeletePost,
    /// Messages of somebody elsewhere, answered with 202.
    ReceivePost(u32),
    ReceiveComment,
    ReceiveLike,
    ReceivePrivatePost,
    ReceiveUnknown,
    /// Everything that is due: deliveries, relays, look-ups.
    Jobs,
}

/// The day.
pub const STEPS: &[Step] = &[
    Step::Post(1),
    Step::Jobs,
    Step::ReceivePost(1),
    Step::Comment,
    Step::ReceiveComment,
    Step::Like,
    Step::ReceiveLike,
    Step::Jobs,
    Step::LimitedPost,
    Step::ReceivePrivatePost,
    Step::Unlike,
    Step::ReceiveUnknown,
    Step::DeleteComment,
    Step::Jobs,
    Step::Post(2),
    Step::ReceivePost(2),
    Step::DeletePost,
    Step::Jobs,
];

/// A pod and whoever acts there and elsewhere.
pub struct Town {
    pub pods: Pods,
    pub notes: Notes,
    eve: Stranger,
    nobody: Stranger,
}

impl Town {
    /// The pod on a store that holds nothing yet: alice and bob live there, and both hear of eve.
    pub async fn found(database: Database) -> Self {
        let town = Self::open(database, 0, Notes::default()).await;
        for name in ["alice", "bob"] {
            town.pods.at(HOME).account(name).await;
        }
        town.eve.known_to(&town.pods, HOME).await;
        let eve = town.eve.id.clone();
        let share = town.pods.at(HOME).act("alice", move |tx, cx, account| {
            let aspect = aspects::list(tx, account)?.remove(0);
            let eve = people::by_diaspora_id(tx, &eve)?.expect("alice has heard of eve");
            contacts::add(tx, cx, account, aspect.id, eve.id)
        });
        share.await.unwrap();
        let sharing = town.eve.seal(&town.eve.contact(&format!("alice@{HOME}"), true));
        assert_eq!(push_private(&town.pods, &format!("alice@{HOME}"), &sharing).await.status, 202);
        town.pods.settle().await;
        town
    }

    /// The same pod on what is left of its store.
    pub async fn open(database: Database, opened: usize, notes: Notes) -> Self {
        let mut pods = Pods::on(HOME, database, opened).await;
        pods.leave_jobs();
        let (eve, nobody) = (Stranger::new("eve@epsilon.example", 0), Stranger::new("nobody@nu.example", 1));
        eve.publish(&pods.net);
        nobody.publish(&pods.net);
        Self { pods, notes, eve, nobody }
    }

    /// Does one step; `Err` says how it was refused.
    pub async fn act(&mut self, step: Step) -> Result<(), String> {
        let home = self.pods.at(HOME);
        let (post, comment) = (self.notes.post.clone(), self.notes.comment.clone());
        let known = |guid: Option<Guid>| guid.expect("an earlier step made it");
        match step {
            Step::Post(_) | Step::LimitedPost => {
                let (is_public, number) = match step {
                    Step::Post(number) => (true, number),
                    _ => (false, 0),
                };
                let made = home.act("alice", move |tx, cx, account| {
                    let aspects = aspects::list(tx, account)?.iter().map(|it| it.id).collect();
                    let audience = if is_public { Audience::Public } else { Audience::Aspects(aspects) };
                    let text = format!("Post number {number} is for everybody who may read it. #day");
                    let (photos, poll, event, location) = (Vec::new(), None, None, None);
                    let new = NewPost { text, audience, photos, poll, event, location, provider: String::new() };
                    posts::create(tx, cx, account, new)
                });
                let guid = made.await.map_err(|refused| refused.to_string())?.guid;
                if is_public {
                    self.notes.post = Some(guid);
                } else {
                    self.notes.limited = Some(guid);
                }
                Ok(())
            }
            Step::Comment => {
                let post = known(post);
                let made =
                    home.act("bob", move |tx, cx, account| comments::create(tx, cx, account, &post, "Well said"));
                self.notes.comment = Some(made.await.map_err(|refused| refused.to_string())?.guid);
                Ok(())
            }
            Step::Like => {
                let post = known(post);
                let done = home.act("bob", move |tx, cx, account| likes::create_on_post(tx, cx, account, &post));
                done.await.map_err(|refused| refused.to_string())
            }
            Step::Unlike => {
                let post = known(post);
                let done = home.act("bob", move |tx, cx, account| retractions::unlike_post(tx, cx, account, &post));
                done.await.map_err(|refused| refused.to_string())
            }
            Step::DeleteComment => {
                let guid = known(comment);
                let done = home.act("bob", move |tx, cx, account| retractions::delete_comment(tx, cx, account, &guid));
                done.await.map_err(|refused| refused.to_string())
            }
            Step::DeletePost => {
                let guid = known(self.notes.limited.clone());
                let done = home.act("alice", move |tx, cx, account| retractions::delete_post(tx, cx, account, &guid));
                done.await.map_err(|refused| refused.to_string())
            }
            Step::ReceivePost(number) => {
                self.receive(&self.eve.post(&format!("eeeeeeeeeeeeee{number:02}"), "News from elsewhere #day", true))
                    .await
            }
            Step::ReceiveComment => {
                let post = known(post);
                self.receive(&self.eve.comment("eeeeeeeeeeeecc01", post.as_str(), "Yes")).await
            }
            Step::ReceiveLike => {
                let post = known(post);
                self.receive(&self.eve.like("eeeeeeeeeeeell01", post.as_str(), "Post")).await
            }
            Step::ReceivePrivatePost => {
                let envelope = self.eve.seal(&self.eve.post("eeeeeeeeeeeepp01", "Between us", false));
                answered(push_private(&self.pods, &format!("alice@{HOME}"), &envelope).await.status)
            }
            Step::ReceiveUnknown => {
                let envelope = self.nobody.seal(&self.nobody.post("dddddddddddddd01", "Who am I? #day", true));
                answered(push(&self.pods, HOME, envelope).await.status)
            }
            Step::Jobs => {
                self.pods.pass().await;
                Ok(())
            }
        }
    }

    /// How many jobs wait.
    pub async fn waiting(&self) -> u64 {
        let stats = self.pods.at(HOME).read(queue::stats).await;
        stats.deliveries + stats.received + stats.other
    }

    async fn receive(&self, payload: &str) -> Result<(), String> {
        answered(push(&self.pods, HOME, self.eve.seal(payload)).await.status)
    }
}

fn answered(status: u16) -> Result<(), String> {
    match status {
        202 => Ok(()),
        // The other pod tries again; what is answered with 4xx it would forget.
        500.. => Err(format!("answered with {status}")),
        other => panic!("a store that fails is answered with {other}"),
    }
}

/// Everything that is in a store, as one value.
pub fn contents(database: &Database) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    let take = |name: &str, rows: u64, slice: &[u8]| -> Result<(), seedpod::store::StoreError> {
        hasher.update(name.as_bytes()).update(&rows.to_le_bytes()).update(slice);
        Ok(())
    };
    dump::dump(&database.read().unwrap(), take).unwrap();
    hasher.finalize()
}
