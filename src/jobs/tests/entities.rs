//! Every entity, sent and received with its full meaning, between bob's pod and people elsewhere.

use super::*;
use crate::content::tags;
use crate::domain::access::{self, Viewer};
use crate::domain::comments;
use crate::domain::conversations::{self, NewConversation};
use crate::domain::events::{self, NewEvent};
use crate::domain::likes;
use crate::domain::notifications;
use crate::domain::people::Found;
use crate::domain::photos;
use crate::domain::polls;
use crate::domain::posts::NewPoll;
use crate::domain::profiles::{self, NewProfile};
use crate::domain::reshares;
use crate::domain::retractions;
use crate::domain::views::{self, Look};
use crate::domain::{Cx, Renderings, blocks};
use crate::model::{Answer, Comment, Contact, NotificationKind, PhotoFile, Post, Profile, Subject};
use crate::store::{ReadsExt, WriteTx, tables};

/// Guids that are easy to tell apart.
fn guid(number: u32) -> Guid {
    Guid::parse(&format!("abcdef0123456{number:03}")).unwrap()
}

impl World {
    pub(super) async fn act<T: Send + 'static>(
        &self,
        account: &Account,
        act: impl FnOnce(&mut WriteTx<'_>, &mut Cx<'_>, &Account) -> Result<T, Refused> + Send + 'static,
    ) -> Result<T, Refused> {
        let account = account.clone();
        self.pod.write(move |tx, cx| act(tx, cx, &account)).await
    }

    /// Another account here, with the key of dave.
    pub(super) async fn dora(&self) -> Account {
        let new = NewAccount {
            name: "dora".to_owned(),
            email: None,
            password: String::new(),
            key: Actor::new("d").key,
            role: Role::Member,
            language: "en".to_owned(),
            invited_by: None,
        };
        self.pod.write(move |tx, cx| accounts::create(tx, cx, new)).await.unwrap()
    }

    /// Posts an envelope encrypted for an account with that key.
    pub(super) async fn push_to(&self, account: &Account, key: &str, envelope: &str) -> u16 {
        let person = account.person;
        let guid = self.read(move |tx| Ok(people::get(tx, person)?)).await.guid;
        let body = encrypted::encrypt(envelope, Actor::new(key).key.public(), &mut Seeded(98)).unwrap();
        self.status("POST", &format!("/receive/users/{guid}"), body).await
    }

    pub(super) async fn post(&self, guid: &Guid) -> Option<Post> {
        let guid = guid.clone();
        self.read(move |tx| Ok(posts::by_guid(tx, &guid)?)).await
    }

    pub(super) async fn comment(&self, guid: &Guid) -> Option<Comment> {
        let guid = guid.clone();
        self.read(move |tx| Ok(comments::by_guid(tx, &guid)?)).await
    }

    pub(super) async fn contact(&self, actor: &Actor) -> Option<Contact> {
        let (id, bob) = (actor.id.clone(), self.bob.id);
        let read = move |tx: &ReadTx| {
            let person = people::by_diaspora_id(tx, &id)?.ok_or(Refused::NotFound)?;
            Ok(access::contact(tx, bob, person.id)?)
        };
        self.read(read).await
    }

    async fn may_see(&self, account: &Account, post: &Guid) -> bool {
        let (account, post) = (account.clone(), post.clone());
        self.read(move |tx| Ok(posts::find(tx, &post, Viewer::Account(&account)).is_ok())).await
    }

    /// Settles and says what was delivered meanwhile: address and entity, those for people opened
    /// with their keys.
    pub(super) async fn sent(&self) -> Vec<(String, Entity)> {
        self.settle().await;
        let delivered = std::mem::take(&mut self.net.0.lock().unwrap().delivered);
        let read = |(url, body): (String, Bytes)| {
            let entity = match url.rsplit_once("/receive/users/") {
                Some((_, guid)) => decrypted(&body, &actor_of(guid)),
                None => opened(&body),
            };
            (url, entity)
        };
        delivered.into_iter().map(read).collect()
    }

    async fn notified(&self, kind: NotificationKind) -> usize {
        let bob = self.bob.id;
        let read = move |tx: &ReadTx| {
            let rows = tx.list(&tables::NOTIFICATIONS, &(bob,), 1_000)?;
            Ok(rows.into_iter().filter(|(_, it)| it.kind == kind).count())
        };
        self.read(read).await
    }

    /// Bob and somebody share with each other, and what that sent is forgotten.
    async fn mutual(&self, actor: &Actor) {
        self.befriend(actor).await;
        self.push_private(&actor.seal(contact(actor, true))).await;
        self.sent().await;
    }
}

fn actor_of(guid: &str) -> Actor {
    let all = ["a", "c", "d", "m", "n"].map(Actor::new);
    all.into_iter().find(|actor| actor.guid.as_str() == guid).expect("an actor")
}

pub(super) fn bob_id() -> DiasporaId {
    DiasporaId::parse("bob@beta.example").unwrap()
}

pub(super) fn contact(actor: &Actor, sharing: bool) -> entity::Contact {
    let author = actor.id.clone();
    entity::Contact { author, recipient: bob_id(), following: sharing, sharing, blocking: false }
}

fn like(actor: &Actor, number: u32, parent: &Guid, kind: Kind) -> entity::Like {
    entity::Like {
        author: actor.id.clone(),
        guid: guid(number),
        parent_guid: parent.clone(),
        parent_type: kind,
        positive: true,
    }
}

fn retraction(actor: &Actor, target: &Guid, kind: Kind) -> entity::Retraction {
    entity::Retraction { author: actor.id.clone(), target_guid: target.clone(), target_type: kind }
}

fn urls(sent: &[(String, Entity)], name: &str) -> Vec<String> {
    let mut urls: Vec<String> =
        sent.iter().filter(|(_, entity)| entity.name() == name).map(|(url, _)| url.clone()).collect();
    urls.sort();
    urls
}

fn inbox(actor: &Actor) -> String {
    actor.pod.join(&format!("receive/users/{}", actor.guid))
}

fn public(actor: &Actor) -> String {
    actor.pod.join("receive/public")
}

// F-100, F-104, F-105, F-110, F-054
#[tokio::test]
async fn a_public_post_is_stored_once_and_subscribed_to() {
    let world = World::new().await;
    let (alice, eve) = (Actor::new("a"), Actor::new("m"));
    world.net.publish(&eve);
    world.mutual(&alice).await;
    let mention = format!("hello @{{{}}}", bob_id());
    for text in [&mention, &mention, "other words"] {
        assert_eq!(world.push(alice.seal(alice.post(guid(1).as_str(), text))).await, 202);
    }
    world.push(eve.seal(eve.post(guid(1).as_str(), "mine"))).await;
    world.push(alice.seal(alice.post(guid(2).as_str(), "  "))).await;
    let sent = world.sent().await;
    let post = world.post(&guid(1)).await.unwrap();
    assert_eq!(post.status().unwrap().text, mention);
    assert!(world.post(&guid(2)).await.is_none());
    assert_eq!(urls(&sent, "participation"), [inbox(&alice)]);
    assert_eq!(world.notified(NotificationKind::Mentioned).await, 1);
}

// F-103, F-106
#[tokio::test]
async fn a_limited_post_is_for_whom_it_was_encrypted() {
    let world = World::new().await;
    let (alice, eve) = (Actor::new("a"), Actor::new("m"));
    let dora = world.dora().await;
    world.mutual(&alice).await;
    world.mutual(&eve).await;
    let limited = |actor: &Actor, number| entity::StatusMessage {
        public: false,
        ..actor.post(guid(number).as_str(), "for some")
    };
    world.push_private(&alice.seal(limited(&alice, 1))).await;
    assert!(world.may_see(&world.bob, &guid(1)).await && !world.may_see(&dora, &guid(1)).await);
    world.push_to(&dora, "d", &alice.seal(limited(&alice, 1))).await;
    assert!(world.may_see(&dora, &guid(1)).await);
    assert_eq!(world.post(&guid(1)).await.unwrap().status().unwrap().text, "for some");
    // Eve got to know a guid: naming it gives her friend nothing.
    world.push_private(&alice.seal(limited(&alice, 2))).await;
    world.push_to(&dora, "d", &eve.seal(limited(&eve, 2))).await;
    assert!(!world.may_see(&dora, &guid(2)).await);
    assert!(world.sent().await.is_empty(), "limited posts are not subscribed to");
}

// F-112, F-109: a picture that comes alone, and one that comes again
#[tokio::test]
async fn pictures_change_by_their_author_only() {
    let world = World::new().await;
    let (alice, eve) = (Actor::new("a"), Actor::new("m"));
    world.mutual(&alice).await;
    world.mutual(&eve).await;
    let photo = |actor: &Actor, name: &str| entity::Photo {
        guid: guid(9),
        author: actor.id.clone(),
        public: true,
        created_at: None,
        edited_at: None,
        remote_photo_path: "https://alpha.example/uploads/".to_owned(),
        remote_photo_name: name.to_owned(),
        text: Some(format!("called {name}")),
        status_message_guid: Some(guid(1)),
        height: Some(3),
        width: Some(4),
    };
    world.push(alice.seal(photo(&alice, "a.png"))).await;
    // The post that it belongs to comes later.
    let post = entity::StatusMessage { photos: vec![photo(&alice, "a.png")], ..alice.post(guid(1).as_str(), "") };
    world.push(alice.seal(post)).await;
    world.push(alice.seal(photo(&alice, "b.png"))).await;
    world.push(eve.seal(photo(&eve, "c.png"))).await;
    let stored = world.read(|tx| Ok(photos::by_guid(tx, &guid(9))?)).await.unwrap();
    assert_eq!(stored.post, world.post(&guid(1)).await.map(|post| post.id));
    assert!(matches!(&stored.file, PhotoFile::Remote { name, .. } if name == "b.png"));
    assert_eq!(stored.text, "called b.png");
    // The last picture takes a post without words along.
    world.push(alice.seal(retraction(&alice, &guid(9), Kind::Photo))).await;
    assert!(world.post(&guid(1)).await.is_none());
}

// F-111: preview, event, place, poll and the program come through; and go out the same way
#[tokio::test]
async fn everything_a_post_can_hold() {
    let world = World::new().await;
    let alice = Actor::new("a");
    world.mutual(&alice).await;
    let start = Timestamp::parse_exact("2026-06-01T18:00:00Z").unwrap();
    let place = entity::Location { address: "Mill".to_owned(), lat: "1.5".to_owned(), lng: "-2".to_owned() };
    let event = entity::Event {
        author: alice.id.clone(),
        guid: guid(3),
        edited_at: None,
        summary: "Party".to_owned(),
        description: Some("Bring *cake*".to_owned()),
        start,
        end: None,
        all_day: false,
        timezone: Some("Europe/Lisbon".to_owned()),
        location: Some(place.clone()),
    };
    let embed = entity::Embed {
        url: Some("https://pages.example/a".to_owned()),
        title: Some("Page".to_owned()),
        description: None,
        image: None,
        nothing: None,
    };
    let nothing = entity::Embed { url: None, title: None, description: None, image: None, nothing: Some(true) };
    let full = entity::StatusMessage {
        event: Some(event),
        embed: Some(embed),
        location: Some(place),
        provider_display_name: Some("mobile".to_owned()),
        ..alice.post(guid(1).as_str(), "come")
    };
    world.push(alice.seal(full)).await;
    let quiet = entity::StatusMessage { embed: Some(nothing), ..alice.post(guid(2).as_str(), "https://x.example/") };
    world.push(alice.seal(quiet)).await;
    let (bob, seal, now) = (world.bob.clone(), world.pod.seal(), world.pod.now());
    let view = world
        .read(move |tx| {
            let look = Look { viewer: Viewer::Account(&bob), seal: &seal, texts: &Renderings::default(), now };
            let post = posts::by_guid(tx, &guid(1))?.unwrap();
            Ok(views::post(tx, look, &post, views::Depth::Whole)?)
        })
        .await;
    let event = view.event.unwrap();
    assert_eq!((event.summary.as_str(), event.start, event.my_answer), ("Party", start, None));
    assert!(event.description_html.contains("<em>cake</em>") && event.may_answer);
    assert_eq!(view.embed.unwrap().title, "Page");
    assert_eq!(view.location.unwrap().lat, "1.5");
    assert_eq!(view.provider.as_deref(), Some("mobile"));
    assert!(world.post(&guid(2)).await.unwrap().status().unwrap().no_preview);
}

// issue 3: an event of ours is announced, answered from elsewhere, relayed, and answers change
#[tokio::test]
async fn events_are_answered_both_ways() {
    let world = World::new().await;
    let (alice, eve) = (Actor::new("a"), Actor::new("m"));
    world.mutual(&alice).await;
    world.mutual(&eve).await;
    let start = world.pod.now();
    let post = world
        .act(&world.bob, move |tx, cx, bob| {
            let event = NewEvent {
                summary: "Party".to_owned(),
                description: String::new(),
                start,
                end: None,
                all_day: true,
                location: None,
            };
            let new = NewPost {
                text: "come".to_owned(),
                audience: Audience::Public,
                photos: Vec::new(),
                poll: None,
                event: Some(event),
                location: None,
                provider: String::new(),
            };
            posts::create(tx, cx, bob, new)
        })
        .await
        .unwrap();
    let sent = world.sent().await;
    let Some((_, Entity::StatusMessage(message))) = sent.first() else { panic!("{sent:?}") };
    let event = message.event.clone().unwrap();
    assert_eq!((event.summary.as_str(), event.all_day, &event.author), ("Party", true, &bob_id()));
    let answer = |status, edited_at| entity::EventParticipation {
        author: alice.id.clone(),
        guid: guid(5),
        // One program names the post, another the event.
        parent_guid: if edited_at == Some(start) { post.guid.clone() } else { event.guid.clone() },
        status,
        edited_at,
    };
    world.push(alice.relayed(answer(entity::Answer::Tentative, None), &alice)).await;
    world.push(alice.relayed(answer(entity::Answer::Accepted, Some(start)), &alice)).await;
    let sent = world.sent().await;
    assert_eq!(urls(&sent, "event_participation"), [public(&eve), public(&eve)]);
    let (id, by_guid) = (post.id, post.guid.clone());
    let known = world.read(move |tx| Ok(events::of_post(tx, id)?)).await;
    assert_eq!(known.iter().map(|it| it.answer).collect::<Vec<_>>(), [Answer::Accepted]);
    world.act(&world.bob, move |tx, cx, bob| events::answer(tx, cx, bob, &by_guid, Answer::Declined)).await.unwrap();
    assert_eq!(urls(&world.sent().await, "event_participation"), [public(&alice), public(&eve)]);
    world.push(alice.seal(retraction(&alice, &guid(5), Kind::EventParticipation))).await;
    assert_eq!(world.read(move |tx| Ok(events::of_post(tx, id)?)).await.len(), 1);
}

// F-120, F-122, F-126, F-127
#[tokio::test]
async fn a_reshare_points_at_a_post_that_can_be_had() {
    let world = World::new().await;
    let (alice, eve) = (Actor::new("a"), Actor::new("m"));
    world.mutual(&alice).await;
    world.mutual(&eve).await;
    world.push(alice.seal(alice.post(guid(1).as_str(), "root"))).await;
    world.push(eve.seal(eve.reshare(guid(2).as_str(), &alice, guid(1).as_str()))).await;
    world.push(eve.seal(eve.reshare(guid(3).as_str(), &alice, guid(1).as_str()))).await;
    assert!(world.post(&guid(2)).await.is_some() && world.post(&guid(3)).await.is_none());
    assert_eq!(world.post(&guid(1)).await.unwrap().reshares, 1);
    world.push(eve.seal(eve.reshare(guid(4).as_str(), &alice, guid(8).as_str()))).await;
    for _ in 0..40 {
        world.advance(1800).await;
    }
    assert_eq!(world.net.asked(guid(8).as_str()), 11);
    assert!(world.post(&guid(4)).await.is_none());
    world.push(alice.seal(retraction(&alice, &guid(1), Kind::Post))).await;
    let left = world.post(&guid(2)).await.unwrap();
    assert!(matches!(left.body, crate::model::Body::Reshare { root: None, .. }));
    // Ours: root author and subscribers hear of it.
    world.push(alice.seal(alice.post(guid(5).as_str(), "another"))).await;
    world.sent().await;
    world.act(&world.bob, |tx, cx, bob| reshares::create(tx, cx, bob, &guid(5))).await.unwrap();
    assert_eq!(urls(&world.sent().await, "reshare"), [public(&alice), public(&eve)]);
}

// F-146, F-147, F-115, F-151, F-150
#[tokio::test]
async fn what_happens_to_a_limited_post_stays_among_its_readers() {
    let world = World::new().await;
    let (alice, eve, carol) = (Actor::new("a"), Actor::new("m"), Actor::new("c"));
    world.mutual(&alice).await;
    world.mutual(&eve).await;
    let post = world.write_post("for alice and eve", false).await;
    // Carol shares with bob, after the post.
    world.mutual(&carol).await;
    let comment = |actor: &Actor, number| actor.comment(guid(number).as_str(), post.as_str());
    world.push_private(&carol.relayed(comment(&carol, 1), &carol)).await;
    assert!(world.comment(&guid(1)).await.is_none());
    world.push_private(&alice.relayed(comment(&alice, 2), &alice)).await;
    assert_eq!(urls(&world.sent().await, "comment"), [inbox(&eve)]);
    // Publicly, although the post is not.
    world.push(eve.relayed(comment(&eve, 3), &eve)).await;
    assert!(world.comment(&guid(3)).await.is_none());
    world.push_private(&eve.relayed(like(&eve, 4, &guid(2), Kind::Comment), &eve)).await;
    let dislike = entity::Like { positive: false, ..like(&eve, 5, &post, Kind::Post) };
    world.push_private(&eve.relayed(dislike, &eve)).await;
    assert_eq!(world.comment(&guid(2)).await.unwrap().likes, 1);
    assert_eq!(world.post(&post).await.unwrap().likes, 0);
    let sent = world.sent().await;
    assert_eq!(urls(&sent, "like"), [inbox(&alice), inbox(&alice)]);
    assert!(sent.iter().all(|(url, _)| !url.ends_with("/receive/public")));
}

// F-148
#[tokio::test]
async fn whoever_is_ignored_is_told_alone() {
    let world = World::new().await;
    let (alice, eve) = (Actor::new("a"), Actor::new("m"));
    world.mutual(&alice).await;
    world.mutual(&eve).await;
    let post = world.write_post("for all", true).await;
    let id = eve.id.clone();
    let ignore = move |tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, bob: &Account| {
        let person = people::by_diaspora_id(tx, &id)?.ok_or(Refused::NotFound)?;
        blocks::create(tx, cx, bob, person.id)
    };
    world.act(&world.bob, ignore).await.unwrap();
    world.sent().await;
    world.push(eve.relayed(eve.comment(guid(1).as_str(), post.as_str()), &eve)).await;
    world.push(eve.relayed(like(&eve, 2, &post, Kind::Post), &eve)).await;
    assert!(world.comment(&guid(1)).await.is_none());
    let sent = world.sent().await;
    assert_eq!(urls(&sent, "retraction"), [public(&eve), public(&eve)]);
    assert_eq!(sent.len(), 2);
    assert_eq!(world.notified(NotificationKind::CommentOnPost).await, 0);
}

// F-152, W-168: votes come, go out, and count once
#[tokio::test]
async fn a_poll_is_voted_in_once() {
    let world = World::new().await;
    let (alice, eve) = (Actor::new("a"), Actor::new("m"));
    world.mutual(&alice).await;
    world.mutual(&eve).await;
    let post = world
        .act(&world.bob, |tx, cx, bob| {
            let poll = NewPoll { question: "Which?".to_owned(), answers: vec!["one".to_owned(), "two".to_owned()] };
            let new = NewPost {
                text: "vote".to_owned(),
                audience: Audience::Public,
                photos: Vec::new(),
                poll: Some(poll),
                event: None,
                location: None,
                provider: String::new(),
            };
            posts::create(tx, cx, bob, new)
        })
        .await
        .unwrap();
    world.sent().await;
    let poll = post.status().unwrap().poll.clone().unwrap();
    let vote = |actor: &Actor, number, answer: &Guid| entity::PollParticipation {
        author: actor.id.clone(),
        guid: guid(number),
        parent_guid: poll.guid.clone(),
        poll_answer_guid: answer.clone(),
    };
    let (one, two) = (poll.answers[0].guid.clone(), poll.answers[1].guid.clone());
    world.push(alice.relayed(vote(&alice, 1, &guid(77)), &alice)).await;
    world.push(alice.relayed(vote(&alice, 2, &one), &alice)).await;
    world.push(alice.relayed(vote(&alice, 3, &two), &alice)).await;
    assert_eq!(urls(&world.sent().await, "poll_participation"), [public(&eve)]);
    let (of, answer) = (post.guid.clone(), two.clone());
    let cast = move |tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, bob: &Account| polls::vote(tx, cx, bob, &of, &answer);
    world.act(&world.bob, cast.clone()).await.unwrap();
    assert!(matches!(world.act(&world.bob, cast).await, Err(Refused::Forbidden(_))));
    assert_eq!(urls(&world.sent().await, "poll_participation"), [public(&alice), public(&eve)]);
    let (bob, seal, now, of) = (world.bob.clone(), world.pod.seal(), world.pod.now(), post.guid.clone());
    let view = world
        .read(move |tx| {
            let look = Look { viewer: Viewer::Account(&bob), seal: &seal, texts: &Renderings::default(), now };
            let post = posts::by_guid(tx, &of)?.unwrap();
            Ok(views::post(tx, look, &post, views::Depth::Whole)?)
        })
        .await;
    let shown = view.poll.unwrap();
    let answers: Vec<(u32, bool)> = shown.answers.iter().map(|answer| (answer.votes, answer.is_mine)).collect();
    assert_eq!(
        (answers, shown.votes, shown.may_vote, shown.voted_by_me),
        (vec![(1, false), (1, true)], 2, false, true)
    );
    // F-213
    let (status, _, body) = world.request("GET", &format!("/fetch/poll/{}", poll.guid), "").await;
    let message = Message::open(&body, Channel::Fetched).unwrap();
    assert_eq!((status, message.claimed().guid()), (200, Some(&post.guid)));
    // A vote that is taken back, by its author or by the author of the poll.
    world.push(alice.seal(retraction(&alice, &guid(2), Kind::PollParticipation))).await;
    assert_eq!(urls(&world.sent().await, "retraction"), [public(&eve)]);
    assert_eq!(world.post(&post.guid).await.unwrap().status().unwrap().poll.as_ref().unwrap().answers[0].votes, 0);
}

// F-152, F-144: a vote whose poll is not here fetches the post by the poll
#[tokio::test]
async fn a_vote_brings_its_post() {
    let world = World::new().await;
    let (alice, eve) = (Actor::new("a"), Actor::new("m"));
    world.mutual(&alice).await;
    world.net.publish(&eve);
    let answer = |number| entity::PollAnswer { guid: guid(number), answer: "x".to_owned() };
    let poll = entity::Poll { guid: guid(2), question: "?".to_owned(), poll_answers: vec![answer(3), answer(4)] };
    let post = entity::StatusMessage { poll: Some(poll), ..alice.post(guid(1).as_str(), "vote") };
    world.net.answer(&eve.pod.join(&format!("fetch/poll/{}", guid(2))), 200, alice.seal(post));
    let vote = entity::PollParticipation {
        author: eve.id.clone(),
        guid: guid(5),
        parent_guid: guid(2),
        poll_answer_guid: guid(4),
    };
    world.push(eve.relayed(vote, &alice)).await;
    world.settle().await;
    let stored = world.post(&guid(1)).await.unwrap();
    assert_eq!(stored.status().unwrap().poll.as_ref().unwrap().answers[1].votes, 1);
}

// F-154, F-155, F-156, F-234: our people's words go to the root's author, or to all from ours
#[tokio::test]
async fn a_comment_goes_where_the_post_is_from() {
    let world = World::new().await;
    let (alice, eve) = (Actor::new("a"), Actor::new("m"));
    let dora = world.dora().await;
    world.mutual(&alice).await;
    world.mutual(&eve).await;
    world.push(alice.seal(alice.post(guid(1).as_str(), "open"))).await;
    let limited = entity::StatusMessage { public: false, ..alice.post(guid(2).as_str(), "closed") };
    world.push_private(&alice.seal(limited)).await;
    world.sent().await;
    world.act(&dora, |tx, cx, dora| comments::create(tx, cx, dora, &guid(1), "dora says")).await.unwrap();
    let sent = world.sent().await;
    assert_eq!((urls(&sent, "comment"), urls(&sent, "participation")), (vec![public(&alice)], vec![inbox(&alice)]));
    // Bob, here, sees it without any relay.
    assert_eq!(world.post(&guid(1)).await.unwrap().comments, 1);
    world.act(&world.bob, |tx, cx, bob| comments::create(tx, cx, bob, &guid(2), "bob says")).await.unwrap();
    assert_eq!(urls(&world.sent().await, "comment"), [inbox(&alice)]);
    let own = world.write_post("mine", true).await;
    world.sent().await;
    world.act(&dora, move |tx, cx, dora| comments::create(tx, cx, dora, &own, "dora again")).await.unwrap();
    world.settle().await;
    let delivered = world.net.delivered();
    let mut hosts: Vec<&str> = delivered.iter().map(|(url, _)| url.as_str()).collect();
    hosts.sort_unstable();
    assert_eq!(hosts, [public(&alice).as_str(), public(&eve).as_str()]);
    let message = Message::open(&delivered[0].1, Channel::Public).unwrap();
    assert_eq!((message.sender(), message.claimed().author().user()), (&bob_id(), "dora"));
    let target = crate::protocol::message::Target {
        kind: Kind::Post,
        author: bob_id(),
        root_author: bob_id(),
        root_author_is_local: false,
        root_is_public: Some(true),
    };
    let keys = |id: &DiasporaId| Some(Actor::new(if id.user() == "dora" { "d" } else { "b" }).key.public().clone());
    assert!(message.verify(&keys, Some(&target)).is_ok(), "both signatures hold");
}

// F-130, F-137, F-138, F-143, F-212: order and unknown elements are passed on as they came
#[tokio::test]
async fn what_is_relayed_is_what_was_signed() {
    let world = World::new().await;
    let (alice, eve) = (Actor::new("a"), Actor::new("m"));
    world.mutual(&alice).await;
    world.mutual(&eve).await;
    let post = world.write_post("for all", true).await;
    world.sent().await;
    let signed = format!("1 & 2;{};words;{post};{}", guid(1), alice.id);
    let signature =
        base64::Engine::encode(&base64::engine::general_purpose::STANDARD, alice.key.sign(signed.as_bytes()).unwrap());
    let payload = format!(
        "<comment><new_thing>1 &amp; 2</new_thing><guid>{}</guid><text>words</text><parent_guid>{post}</parent_guid>\
         <author>{}</author><author_signature>{signature}</author_signature></comment>",
        guid(1),
        alice.id
    );
    assert_eq!(world.push(envelope::seal(&payload, &alice.id, &alice.key).unwrap()).await, 202);
    world.settle().await;
    let delivered = world.net.delivered();
    assert_eq!(delivered.iter().map(|(url, _)| url.clone()).collect::<Vec<_>>(), [public(&eve)]);
    let envelope = envelope::open(&delivered[0].1, Channel::Public).unwrap();
    let relayed = String::from_utf8(envelope.payload().to_vec()).unwrap();
    let squeeze = |text: &str| text.split_whitespace().collect::<String>();
    assert_eq!(squeeze(&relayed), squeeze(&payload));
    assert_eq!(envelope.sender(), &bob_id());
    assert!(world.notified(NotificationKind::CommentOnPost).await == 1);
    // Ours can be fetched as well, under the commenter's own signature.
    let own = world.act(&world.bob, move |tx, cx, bob| comments::create(tx, cx, bob, &post, "mine")).await.unwrap();
    let (status, _, body) = world.request("GET", &format!("/fetch/comment/{}", own.guid), "").await;
    let mut message = Message::open(&body, Channel::Fetched).unwrap();
    assert_eq!((status, message.claimed().guid()), (200, Some(&own.guid)));
    assert!(message.authenticate(Actor::new("b").key.public()).is_ok());
}

// W-237: a comment names the one it answers, kept and signed as an extra element
#[tokio::test]
async fn comments_answer_comments() {
    let world = World::new().await;
    let alice = Actor::new("a");
    world.mutual(&alice).await;
    let post = world.write_post("for all", true).await;
    world.push(alice.relayed(alice.comment(guid(1).as_str(), post.as_str()), &alice)).await;
    world.sent().await;
    let answer = world.act(&world.bob, |tx, cx, bob| comments::reply(tx, cx, bob, &guid(1), "yes")).await.unwrap();
    assert_eq!((answer.thread_parent.as_ref(), answer.post), (Some(&guid(1)), world.post(&post).await.unwrap().id));
    let last = answer.signed.elements.last().unwrap();
    assert_eq!((last.0.as_str(), last.1.as_str()), ("thread_parent_guid", guid(1).as_str()));
    world.settle().await;
    let delivered = world.net.delivered();
    let payload = envelope::open(&delivered[0].1, Channel::Public).unwrap().payload().to_vec();
    assert!(String::from_utf8(payload).unwrap().contains("thread_parent_guid"));
    // One from elsewhere is kept too.
    let thread = format!(
        "<comment><author>{}</author><guid>{}</guid><parent_guid>{post}</parent_guid><text>no</text>\
         <thread_parent_guid>{}</thread_parent_guid>",
        alice.id,
        guid(2),
        answer.guid
    );
    let signed = format!("{};{};{post};no;{}", alice.id, guid(2), answer.guid);
    let signature =
        base64::Engine::encode(&base64::engine::general_purpose::STANDARD, alice.key.sign(signed.as_bytes()).unwrap());
    let payload = format!("{thread}<author_signature>{signature}</author_signature></comment>");
    world.push(envelope::seal(&payload, &alice.id, &alice.key).unwrap()).await;
    assert_eq!(world.comment(&guid(2)).await.unwrap().thread_parent, Some(answer.guid));
}

// F-160, F-162: who subscribes gets what comes, and what came before
#[tokio::test]
async fn a_subscription_brings_what_happens() {
    let world = World::new().await;
    let (alice, eve) = (Actor::new("a"), Actor::new("m"));
    world.mutual(&alice).await;
    world.net.publish(&eve);
    let post = world.write_post("for all", true).await;
    let limited = world.write_post("for some", false).await;
    world.push(alice.relayed(alice.comment(guid(1).as_str(), post.as_str()), &alice)).await;
    world.push(alice.relayed(like(&alice, 2, &guid(1), Kind::Comment), &alice)).await;
    world.sent().await;
    let participation = |number, parent: &Guid| entity::Participation {
        author: eve.id.clone(),
        guid: guid(number),
        parent_guid: parent.clone(),
        parent_type: Kind::Post,
    };
    let news = || world.read(|tx| Ok(tx.count(&tables::NOTIFICATIONS, &(), 100)?));
    let before = news().await;
    world.push_private(&eve.seal(participation(3, &limited))).await;
    world.push_private(&eve.seal(participation(4, &post))).await;
    world.push_private(&eve.seal(participation(4, &post))).await;
    let sent = world.sent().await;
    assert_eq!(news().await, before, "nobody is told");
    let names: Vec<&str> = sent.iter().map(|(_, entity)| entity.name()).collect();
    assert_eq!(names, ["comment", "like"]);
    assert!(sent.iter().all(|(url, _)| *url == public(&eve)));
    world.push(alice.relayed(alice.comment(guid(5).as_str(), post.as_str()), &alice)).await;
    assert_eq!(urls(&world.sent().await, "comment"), [public(&eve)]);
    world.push_private(&alice.relayed(alice.comment(guid(6).as_str(), limited.as_str()), &alice)).await;
    assert!(world.sent().await.is_empty());
    // It can be taken back.
    world.push_private(&eve.seal(retraction(&eve, &guid(4), Kind::Participation))).await;
    world.push(alice.relayed(alice.comment(guid(7).as_str(), post.as_str()), &alice)).await;
    assert!(world.sent().await.is_empty());
}

// F-164, F-165, F-166
#[tokio::test]
async fn people_say_whether_they_share() {
    let world = World::new().await;
    let (alice, eve) = (Actor::new("a"), Actor::new("m"));
    world.net.publish(&eve);
    world.net.publish(&alice);
    for _ in 0..2 {
        world.push_private(&alice.seal(contact(&alice, true))).await;
        world.settle().await;
    }
    assert!(world.contact(&alice).await.is_some_and(|contact| contact.sharing && !contact.receiving));
    assert_eq!(world.notified(NotificationKind::StartedSharing).await, 1);
    let other = entity::Contact { recipient: alice.id.clone(), ..contact(&eve, true) };
    world.push_private(&eve.seal(other)).await;
    world.settle().await;
    assert!(world.contact(&eve).await.is_none());
    world.push_private(&alice.seal(contact(&alice, false))).await;
    assert!(world.contact(&alice).await.is_none());
    assert_eq!(world.notified(NotificationKind::StartedSharing).await, 0);
    world.mutual(&alice).await;
    world.push_private(&alice.seal(contact(&alice, false))).await;
    assert!(world.contact(&alice).await.is_some_and(|contact| !contact.sharing && contact.receiving));
    // The old way of saying the same.
    world.push_private(&alice.seal(contact(&alice, true))).await;
    world.push_private(&alice.seal(retraction(&alice, &alice.guid, Kind::Person))).await;
    assert!(world.contact(&alice).await.is_some_and(|contact| !contact.sharing));
}

fn add_to(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    bob: &Account,
    place: usize,
    person: crate::model::PersonId,
) -> Result<(), Refused> {
    let aspect = aspects::list(tx, bob)?[place].id;
    contacts::add(tx, cx, bob, aspect, person)
}

fn take_from(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    bob: &Account,
    place: usize,
    person: crate::model::PersonId,
) -> Result<(), Refused> {
    let aspect = aspects::list(tx, bob)?[place].id;
    contacts::remove(tx, cx, bob, aspect, person)
}

// F-170
#[tokio::test]
async fn a_person_is_told_how_bob_stands() {
    let world = World::new().await;
    let alice = Actor::new("a");
    world.befriend(&alice).await;
    let said = |sent: Vec<(String, Entity)>| -> Vec<(bool, bool, bool)> {
        assert!(sent.iter().all(|(url, _)| *url == inbox(&Actor::new("a"))));
        let contacts = sent.into_iter().filter_map(|(_, entity)| match entity {
            Entity::Contact(it) => Some((it.following, it.sharing, it.blocking)),
            _ => None,
        });
        contacts.collect()
    };
    let sent = world.sent().await;
    assert_eq!(sent.iter().map(|(_, entity)| entity.name()).collect::<Vec<_>>(), ["contact", "profile"]);
    assert_eq!(said(sent), [(true, true, false)]);
    type Step = fn(&mut WriteTx<'_>, &mut Cx<'_>, &Account, crate::model::PersonId) -> Result<(), Refused>;
    type Told = Option<(bool, bool, bool)>;
    let steps: [(Step, Told); 5] = [
        (|tx, cx, bob, person| add_to(tx, cx, bob, 1, person), None),
        (|tx, cx, bob, person| take_from(tx, cx, bob, 1, person), None),
        (|tx, cx, bob, person| take_from(tx, cx, bob, 0, person), Some((false, false, false))),
        (blocks::create, Some((false, false, true))),
        (blocks::delete, Some((false, false, false))),
    ];
    for (step, expected) in steps {
        let id = alice.id.clone();
        let act = move |tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, bob: &Account| {
            let person = people::by_diaspora_id(tx, &id)?.ok_or(Refused::NotFound)?;
            step(tx, cx, bob, person.id)
        };
        world.act(&world.bob, act).await.unwrap();
        assert_eq!(said(world.sent().await), expected.into_iter().collect::<Vec<_>>());
    }
}

// F-172, F-173, F-174, F-177
#[tokio::test]
async fn a_profile_replaces_what_was_there() {
    let world = World::new().await;
    let (alice, eve) = (Actor::new("a"), Actor::new("m"));
    world.mutual(&alice).await;
    let profile = |first: &str, bio: Option<&str>, public| entity::Profile {
        author: alice.id.clone(),
        edited_at: None,
        full_name: None,
        first_name: Some(first.to_owned()),
        last_name: None,
        image_url: Some("/mine.png".to_owned()),
        image_url_medium: None,
        image_url_small: None,
        bio: bio.map(str::to_owned),
        birthday: None,
        gender: None,
        location: None,
        searchable: false,
        public,
        nsfw: false,
        tag_string: Some("#cats".to_owned()),
    };
    world.push_private(&alice.seal(profile("Alice", Some("words"), false))).await;
    let stored = || async { world.person(alice.id.as_str()).await.unwrap().profile };
    let now = stored().await;
    assert_eq!((now.first_name.as_str(), now.last_name.as_str(), now.bio.as_str()), ("Alice", "", "words"));
    assert_eq!(now.images.unwrap().large, "https://alpha.example/mine.png");
    assert_eq!(now.tags, tags::find("#cats"));
    // Somebody else's words about alice, and a basic one in public.
    world.push_private(&eve.seal(profile("Eve", None, false))).await;
    world.push(alice.seal(profile("Alicia", None, false))).await;
    let now = stored().await;
    assert_eq!((now.first_name.as_str(), now.bio.as_str()), ("Alicia", "words"));
    world.push(alice.seal(profile("Al", None, true))).await;
    assert_eq!(stored().await.bio, "");
    // She is not to be found by strangers.
    let dora = world.dora().await;
    let (bob, seal, now) = (world.bob.clone(), world.pod.seal(), world.pod.now());
    let found = world
        .read(move |tx| {
            let search = |who: &Account| {
                let look = Look { viewer: Viewer::Account(who), seal: &seal, texts: &Renderings::default(), now };
                views::search(tx, look, "Al", None).map(|view| view.people.len())
            };
            Ok((search(&bob)?, search(&dora)?))
        })
        .await;
    assert_eq!(found, (1, 0));
}

// F-176, F-009
#[tokio::test]
async fn our_profile_goes_to_every_contact_encrypted() {
    let world = World::new().await;
    let (alice, eve) = (Actor::new("a"), Actor::new("m"));
    world.mutual(&alice).await;
    world.net.publish(&eve);
    world.push_private(&eve.seal(contact(&eve, true))).await;
    world.sent().await;
    let new = |first: &str, tags: &str| NewProfile {
        first_name: first.to_owned(),
        bio: "about me".to_owned(),
        tags: tags.to_owned(),
        searchable: true,
        ..NewProfile::default()
    };
    for wrong in [new(&"x".repeat(40), ""), new("Bob", "a b c d e f")] {
        let tried = world.act(&world.bob, move |tx, cx, bob| profiles::edit(tx, cx, bob, wrong)).await;
        assert!(matches!(tried, Err(Refused::Invalid(..))));
    }
    let good = new("Bob; B", "#one #two");
    world.act(&world.bob, move |tx, cx, bob| profiles::edit(tx, cx, bob, good)).await.unwrap();
    let sent = world.sent().await;
    assert_eq!(urls(&sent, "profile"), [inbox(&alice), inbox(&eve)]);
    for (url, entity) in sent {
        let Entity::Profile(profile) = entity else { panic!("{url}") };
        assert!(profile.edited_at.is_some());
        assert!(!profile.first_name.unwrap().contains(';'));
        assert_eq!(profile.tag_string.as_deref(), Some("#one #two"));
        // Only alice, whom bob shares with, gets the extended part.
        assert_eq!(profile.bio.is_some(), url == inbox(&alice), "{url}");
    }
}

fn message(actor: &Actor, number: u32, text: &str) -> entity::Message {
    entity::Message {
        author: actor.id.clone(),
        guid: guid(number),
        text: text.to_owned(),
        created_at: None,
        edited_at: None,
        conversation_guid: guid(40),
    }
}

fn conversation(actor: &Actor, others: &[DiasporaId]) -> entity::Conversation {
    entity::Conversation {
        author: actor.id.clone(),
        guid: guid(40),
        subject: "Dinner".to_owned(),
        created_at: None,
        participants: std::iter::once(actor.id.clone()).chain(others.iter().cloned()).collect(),
        messages: vec![message(actor, 41, "when?")],
    }
}

impl World {
    async fn unread(&self, account: &Account) -> u32 {
        let id = account.id;
        self.read(move |tx| Ok(conversations::unread(tx, id)?)).await
    }

    async fn conversation(&self, account: &Account) -> Result<views::ConversationView, Refused> {
        let (account, seal, now) = (account.clone(), self.pod.seal(), self.pod.now());
        let read = move |tx: &ReadTx| {
            let look = Look { viewer: Viewer::Account(&account), seal: &seal, texts: &Renderings::default(), now };
            Ok(views::conversation(tx, look, &account, &guid(40)))
        };
        self.read(read).await
    }
}

// F-180, F-181, F-182, F-183, W-209, W-212
#[tokio::test]
async fn conversations_come_from_people_we_know() {
    let world = World::new().await;
    let (alice, eve, carol) = (Actor::new("a"), Actor::new("m"), Actor::new("c"));
    world.net.publish(&eve);
    world.net.publish(&carol);
    world.mutual(&alice).await;
    let dora = world.dora().await;
    // A stranger, and one that bob is not part of.
    world.push_private(&eve.seal(conversation(&eve, &[bob_id()]))).await;
    world.push_private(&alice.seal(conversation(&alice, std::slice::from_ref(&eve.id)))).await;
    world.settle().await;
    assert!(world.conversation(&world.bob).await.is_err());
    // A message overtakes its conversation.
    world.push_private(&carol.seal(message(&carol, 42, "me too"))).await;
    world.settle().await;
    assert_eq!(world.stats().await.received, 1);
    let begun = conversation(&alice, &[bob_id(), carol.id.clone()]);
    for _ in 0..2 {
        world.push_private(&alice.seal(begun.clone())).await;
        world.advance(60).await;
    }
    assert_eq!(world.unread(&world.bob).await, 2);
    assert_eq!(world.notified(NotificationKind::PrivateMessage).await, 0, "only the counters tell");
    let view = world.conversation(&world.bob).await.unwrap();
    assert_eq!((view.subject.as_deref(), view.participants.len(), view.messages.len()), (Some("Dinner"), 3, 2));
    assert_eq!((view.first_unread, view.unread), (Some(guid(41)), 2));
    // Eve takes no part; dora has no seat.
    world.push_private(&eve.seal(message(&eve, 43, "hello"))).await;
    world.settle().await;
    assert!(world.conversation(&dora).await.is_err());
    assert_eq!(world.conversation(&world.bob).await.unwrap().messages.len(), 2);
    world.act(&world.bob, |tx, _, bob| conversations::mark(tx, bob, &guid(40), true)).await.unwrap();
    assert_eq!(world.unread(&world.bob).await, 0);
    // A message to a conversation that never comes is dropped in the end.
    let lost = entity::Message { conversation_guid: guid(50), ..message(&alice, 44, "lost") };
    world.push_private(&alice.seal(lost)).await;
    for _ in 0..20 {
        world.advance(1800).await;
    }
    assert_eq!(world.stats().await.received, 0);
}

// F-184, W-205, W-206, W-207, W-208, W-211
#[tokio::test]
async fn our_conversations_reach_everybody_directly() {
    let world = World::new().await;
    let (alice, carol, eve) = (Actor::new("a"), Actor::new("c"), Actor::new("m"));
    world.mutual(&alice).await;
    world.mutual(&carol).await;
    world.befriend(&eve).await;
    world.sent().await;
    let new = |text: &str, people: &[&Actor]| NewConversation {
        subject: String::new(),
        text: text.to_owned(),
        recipients: people.iter().map(|actor| actor.guid.clone()).collect(),
    };
    for wrong in [new("hi", &[]), new(" ", &[&alice]), new("hi", &[&alice, &eve])] {
        let tried = world.act(&world.bob, move |tx, cx, bob| conversations::create(tx, cx, bob, wrong)).await;
        assert!(matches!(tried, Err(Refused::Invalid(..))));
    }
    let good = new("hi", &[&alice, &carol, &alice]);
    let begun = world.act(&world.bob, move |tx, cx, bob| conversations::create(tx, cx, bob, good)).await.unwrap();
    let sent = world.sent().await;
    assert_eq!(urls(&sent, "conversation"), [inbox(&alice), inbox(&carol)]);
    let Entity::Conversation(said) = &sent[0].1 else { panic!() };
    assert_eq!((said.participants.len(), said.messages.len(), said.subject.as_str()), (3, 1, "No subject"));
    let of = begun.guid.clone();
    world.act(&world.bob, move |tx, cx, bob| conversations::reply(tx, cx, bob, &of, "more")).await.unwrap();
    let sent = world.sent().await;
    assert_eq!(urls(&sent, "message"), [inbox(&alice), inbox(&carol)]);
    assert_eq!(sent.len(), 2);
    let answer = entity::Message { conversation_guid: begun.guid.clone(), ..message(&carol, 45, "fine") };
    world.push_private(&carol.seal(answer.clone())).await;
    assert_eq!(world.unread(&world.bob).await, 1);
    assert!(world.sent().await.is_empty(), "nothing is relayed");
    // Bob leaves; what still comes is neither kept nor waits.
    let of = begun.guid.clone();
    assert!(world.act(&world.bob, move |tx, _, bob| conversations::hide(tx, bob, &of)).await.unwrap());
    world.push_private(&carol.seal(entity::Message { guid: guid(46), ..answer })).await;
    assert_eq!((world.unread(&world.bob).await, world.stats().await.received), (0, 0));
    assert_eq!(world.read(|tx| Ok(tx.count(&tables::MESSAGES, &(), 10)?)).await, 0);
    // The admin writes to people of the pod without being their contact.
    let dora = world.dora().await;
    let person = dora.person;
    let recipient = world.read(move |tx| Ok(people::get(tx, person)?)).await.guid;
    let welcome = NewConversation { subject: "Welcome".to_owned(), text: "hi".to_owned(), recipients: vec![recipient] };
    world.act(&world.bob, move |tx, cx, bob| conversations::create(tx, cx, bob, welcome)).await.unwrap();
    assert_eq!(world.unread(&dora).await, 1);
}

// F-190, F-197, F-198, F-199
#[tokio::test]
async fn what_is_taken_back_goes_everywhere() {
    let world = World::new().await;
    let (alice, eve) = (Actor::new("a"), Actor::new("m"));
    world.mutual(&alice).await;
    world.mutual(&eve).await;
    world.push(alice.seal(alice.post(guid(1).as_str(), "hers"))).await;
    world.push(eve.relayed(eve.comment(guid(2).as_str(), guid(1).as_str()), &alice)).await;
    world.push(alice.seal(retraction(&alice, &guid(1), Kind::Post))).await;
    assert!(world.post(&guid(1)).await.is_none() && world.comment(&guid(2)).await.is_none());
    let post = world.write_post("ours", true).await;
    for number in [3, 4] {
        world.push(eve.relayed(eve.comment(guid(number).as_str(), post.as_str()), &eve)).await;
    }
    world.sent().await;
    // By its author: passed on, but not back.
    world.push(eve.seal(retraction(&eve, &guid(3), Kind::Comment))).await;
    assert_eq!(urls(&world.sent().await, "retraction"), [public(&alice)]);
    assert!(world.comment(&guid(3)).await.is_none());
    // By bob: to everybody, its author's pod too, and the author element is the commenter's.
    world.act(&world.bob, |tx, cx, bob| retractions::delete_comment(tx, cx, bob, &guid(4))).await.unwrap();
    let sent = world.sent().await;
    assert_eq!(urls(&sent, "retraction"), [public(&alice), public(&eve)]);
    assert!(sent.iter().all(|(_, entity)| entity.author() == &eve.id));
    let limited = world.write_post("for some", false).await;
    world.sent().await;
    world.act(&world.bob, move |tx, cx, bob| retractions::delete_post(tx, cx, bob, &limited)).await.unwrap();
    assert_eq!(urls(&world.sent().await, "retraction"), [inbox(&alice), inbox(&eve)]);
    // A conversation that its author takes back.
    world.push_private(&alice.seal(conversation(&alice, &[bob_id()]))).await;
    assert_eq!(world.unread(&world.bob).await, 1);
    world.push_private(&eve.seal(retraction(&eve, &guid(40), Kind::Conversation))).await;
    assert_eq!(world.unread(&world.bob).await, 1);
    world.push_private(&alice.seal(retraction(&alice, &guid(40), Kind::Conversation))).await;
    assert_eq!(world.unread(&world.bob).await, 0);
}

// F-200, F-201
#[tokio::test]
async fn who_is_closed_is_heard_no_more() {
    let world = World::new().await;
    let alice = Actor::new("a");
    world.mutual(&alice).await;
    world.push(alice.seal(alice.post(guid(1).as_str(), "hi"))).await;
    let own = world.write_post("ours", true).await;
    world.push(alice.relayed(alice.comment(guid(2).as_str(), own.as_str()), &alice)).await;
    world.push(alice.seal(entity::AccountDeletion { author: alice.id.clone() })).await;
    world.settle().await;
    let gone = world.person(alice.id.as_str()).await.unwrap();
    assert!(gone.closed && gone.profile == Profile::default());
    assert!(world.post(&guid(1)).await.is_none() && world.comment(&guid(2)).await.is_some());
    assert!(world.contact(&alice).await.is_none());
    world.push(alice.seal(alice.post(guid(3).as_str(), "still here"))).await;
    world.settle().await;
    assert!(world.post(&guid(3)).await.is_none());
}

// F-202
#[tokio::test]
async fn closing_an_account_is_told_to_those_who_knew_it() {
    let world = World::new().await;
    let (alice, eve) = (Actor::new("a"), Actor::new("m"));
    world.mutual(&alice).await;
    world.net.publish(&eve);
    let post = world.write_post("for all", true).await;
    world.push(eve.seal(eve_reshares(&eve, &post))).await;
    world.sent().await;
    let before = world.person("bob@beta.example").await.unwrap();
    world.act(&world.bob, accounts::close).await.unwrap();
    let sent = world.sent().await;
    assert_eq!(urls(&sent, "account_deletion"), [public(&alice), public(&eve)]);
    let after = world.person("bob@beta.example").await.unwrap();
    assert_eq!((after.guid, after.public_key), (before.guid.clone(), before.public_key));
    assert_eq!(world.status("GET", "/.well-known/webfinger?resource=acct:bob@beta.example", "").await, 404);
    assert_eq!(world.status("GET", &format!("/hcard/users/{}", before.guid), "").await, 404);
    assert!(world.post(&post).await.is_none());
}

fn eve_reshares(eve: &Actor, root: &Guid) -> entity::Reshare {
    let bob = Actor { id: bob_id(), ..Actor::new("b") };
    eve.reshare(guid(90).as_str(), &bob, root.as_str())
}

// F-026
#[tokio::test]
async fn who_is_known_stays_who_they_were() {
    let world = World::new().await;
    let alice = Actor::new("a");
    world.mutual(&alice).await;
    let other = Actor {
        key: Actor::new("m").key,
        guid: guid(7),
        pod: PodUrl::parse("https://epsilon.example").unwrap(),
        ..Actor::new("a")
    };
    world.net.publish(&other);
    world.discover(&alice.id).await;
    let stored = world.person(alice.id.as_str()).await.unwrap();
    assert_eq!((stored.guid, stored.base_url), (alice.guid.clone(), alice.pod.clone()));
    assert_eq!(stored.public_key, alice.key.public().der());
}

// F-072
#[tokio::test]
async fn a_blocked_pod_is_not_even_looked_up() {
    let world = World::new().await;
    let (alice, eve) = (Actor::new("a"), Actor::new("m"));
    world.mutual(&alice).await;
    world.net.publish(&eve);
    let pods = [alice.pod.clone(), eve.pod.clone()];
    let block = move |tx: &mut WriteTx<'_>, cx: &mut Cx<'_>| -> Result<(), Refused> {
        for url in pods {
            let mut pod = queue::pod(tx, &url, cx.now)?;
            pod.blocked = true;
            tx.put(&pod)?;
        }
        Ok(())
    };
    world.pod.write(block).await.unwrap();
    let asked = world.net.asked("");
    world.push(alice.seal(alice.post(guid(1).as_str(), "hi"))).await;
    world.push(eve.seal(eve.post(guid(2).as_str(), "hi"))).await;
    world.settle().await;
    assert!(world.post(&guid(1)).await.is_none() && world.post(&guid(2)).await.is_none());
    assert_eq!((world.net.asked(""), world.stats().await.received), (asked, 0));
}

// F-158, F-237
#[tokio::test]
async fn who_cannot_be_reached_costs_nothing() {
    let world = World::new().await;
    let (alice, eve) = (Actor::new("a"), Actor::new("m"));
    world.mutual(&alice).await;
    world.mutual(&eve).await;
    let (long_ago, pod) = (world.pod.now().plus(-GONE_AFTER - 1), alice.pod.clone());
    let spoil = move |tx: &mut WriteTx<'_>, cx: &mut Cx<'_>| -> Result<(), Refused> {
        queue::pod_failed(tx, long_ago, &pod, crate::model::PodState::NoConnection, "away", Some(cx.now.plus(3600)))?;
        let mut person = people::by_diaspora_id(tx, &Actor::new("m").id)?.ok_or(Refused::NotFound)?;
        person.public_key = vec![1, 2, 3];
        tx.put(&person)?;
        Ok(())
    };
    world.pod.write(spoil).await.unwrap();
    world.write_post("for some", false).await;
    world.write_post("for all", true).await;
    world.settle().await;
    // Eve's pod gets the public one; nothing is left waiting for either.
    assert_eq!(world.net.delivered().iter().map(|(url, _)| url.clone()).collect::<Vec<_>>(), [public(&eve)]);
    assert_eq!(world.stats().await.deliveries, 0);
}

// F-236: however many pods, one signature, the same bytes
#[tokio::test]
async fn three_hundred_pods_get_one_envelope() {
    let world = World::new().await;
    let key = Actor::new("m").key.public().der().to_vec();
    let crowd = move |tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, bob: &Account| {
        let aspect = aspects::list(tx, bob)?[0].id;
        for number in 0..300 {
            let found = Found {
                diaspora_id: DiasporaId::parse(&format!("p@pod{number}.example")).unwrap(),
                guid: Guid::parse(&format!("0000000000000{number:03}")).unwrap(),
                base_url: PodUrl::parse(&format!("https://pod{number}.example")).unwrap(),
                public_key: key.clone(),
                profile: Profile::default(),
            };
            let person = people::found(tx, cx, found)?.unwrap();
            contacts::add(tx, cx, bob, aspect, person.id)?;
        }
        Ok(())
    };
    world.act(&world.bob, crowd).await.unwrap();
    world.settle().await;
    world.net.0.lock().unwrap().delivered.clear();
    world.write_post("for all", true).await;
    assert_eq!(world.stats().await.deliveries, 1, "one row until it is signed");
    world.settle().await;
    let delivered = world.net.delivered();
    let addresses: HashSet<&String> = delivered.iter().map(|(url, _)| url).collect();
    let bodies: HashSet<&Bytes> = delivered.iter().map(|(_, body)| body).collect();
    assert_eq!((delivered.len(), addresses.len(), bodies.len()), (300, 300, 1));
}

// F-218: many links cost few fetches, and the message does not wait for them
#[tokio::test]
async fn links_are_followed_sparingly() {
    let world = World::new().await;
    let (alice, eve) = (Actor::new("a"), Actor::new("m"));
    world.mutual(&alice).await;
    world.net.publish(&eve);
    world.net.0.lock().unwrap().away.insert("epsilon.example".to_owned());
    let links: Vec<String> = (0..50).map(|number| format!("diaspora://{}/post/{}", eve.id, guid(number))).collect();
    world.push(alice.seal(alice.post(guid(900).as_str(), &links.join(" ")))).await;
    assert!(world.post(&guid(900)).await.is_some());
    let asked = world.net.asked("epsilon");
    world.settle().await;
    assert!(world.net.asked("epsilon") <= asked + 5, "{}", world.net.asked("epsilon"));
}

// F-238: what stands in the log
#[tokio::test]
async fn the_log_holds_no_words_and_no_keys() {
    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);
    impl std::io::Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let lines = Lines::default();
    let writer = lines.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let world = World::new().await;
    let alice = Actor::new("a");
    world.mutual(&alice).await;
    world.push(alice.seal(alice.post(guid(1).as_str(), "pineapple"))).await;
    world.push(alice.seal(entity::StatusMessage { public: false, ..alice.post(guid(2).as_str(), "pineapple") })).await;
    world.net.0.lock().unwrap().away.insert("alpha.example".to_owned());
    world.write_post("pineapple", false).await;
    world.settle().await;
    let text = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    assert!(text.contains("a delivery failed") && text.contains("a message was dropped"), "{text}");
    assert!(!text.contains("pineapple") && !text.contains("PRIVATE") && !text.contains("me:env"), "{text}");
}

// spec/federation.md §3.6: who gave no answer is left alone for a while
#[tokio::test]
async fn a_pod_that_is_away_is_not_asked_for_each_of_its_people() {
    let world = World::new().await;
    world.net.0.lock().unwrap().away.insert("epsilon.example".to_owned());
    for number in 0..20 {
        let id = DiasporaId::parse(&format!("p{number}@epsilon.example")).unwrap();
        let person = Actor { id, ..Actor::new("m") };
        world.push(person.seal(person.post(guid(number).as_str(), "hi"))).await;
    }
    world.settle().await;
    assert!(world.net.asked("epsilon") <= 8, "{}", world.net.asked("epsilon"));
}

// F-218: what others write cannot make us remember without end
#[tokio::test]
async fn things_asked_for_are_remembered_within_bounds() {
    let world = World::new().await;
    let eve = Actor::new("m").id;
    let ask = move |tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, _: &Account| {
        for number in 0..2_100 {
            queue::fetch_post(tx, cx, &Guid::parse(&format!("00000000000{number:05}")).unwrap(), &eve)?;
        }
        Ok(())
    };
    world.act(&world.bob, ask).await.unwrap();
    let remembered = || world.read(|tx| Ok(tx.count(&tables::WANTED, &(), 10_000)?));
    assert_eq!((remembered().await, world.stats().await.other), (2_000, 2_000));
    // All fail in the end, and there is room again.
    let fail = |tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, _: &Account| {
        for (job, _) in tx.list(&tables::JOBS, &(), 10_000)? {
            queue::give_up(tx, cx, job)?;
        }
        Ok(())
    };
    world.act(&world.bob, fail).await.unwrap();
    assert_eq!(remembered().await, 2_000);
    let id = Actor::new("m").id;
    world.act(&world.bob, move |tx, cx, _| Ok(queue::fetch_post(tx, cx, &guid(999), &id)?)).await.unwrap();
    assert_eq!(remembered().await, 1);
}

#[tokio::test]
async fn the_store_stays_whole() {
    let world = World::new().await;
    let alice = Actor::new("a");
    world.mutual(&alice).await;
    world.push_private(&alice.seal(conversation(&alice, &[bob_id()]))).await;
    world.push(alice.seal(alice.post(guid(1).as_str(), "hi"))).await;
    world.act(&world.bob, |tx, cx, bob| likes::create_on_post(tx, cx, bob, &guid(1))).await.unwrap();
    world
        .act(&world.bob, |tx, _, bob| Ok(notifications::mark_seen(tx, bob, &[Subject::Post(crate::model::PostId(1))])?))
        .await
        .unwrap();
    world.settle().await;
    let report = world.pod.database().check().unwrap();
    assert!(report.is_clean(), "{:?}", report.faults);
}
