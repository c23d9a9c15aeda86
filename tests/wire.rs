//! Between whole pods: what people see of entities that travel.

use crate::pods::{Browser, Pods};
use seedpod::base::Guid;
use seedpod::domain::aspects;
use seedpod::domain::contacts;
use seedpod::domain::conversations::{self, NewConversation};
use seedpod::domain::events::{self, NewEvent};
use seedpod::domain::people;
use seedpod::domain::photos::{Picture, Use};
use seedpod::domain::polls;
use seedpod::domain::posts::{self, Audience, NewPoll, NewPost};
use seedpod::domain::queue;
use seedpod::domain::{Refused, accounts};

const ALPHA: &str = "alpha.test";
const BETA: &str = "beta.test";

fn text(words: &str, audience: Audience) -> NewPost {
    NewPost {
        text: words.to_owned(),
        audience,
        photos: Vec::new(),
        poll: None,
        event: None,
        location: None,
        provider: String::new(),
    }
}

/// An account finds a person and puts them into its first aspect.
async fn share(pods: &Pods, host: &str, name: &str, with: &str) {
    let id = seedpod::base::DiasporaId::parse(with).unwrap();
    let wanted = id.clone();
    pods.at(host).act(name, move |tx, cx, _| Ok(queue::discover(tx, cx, &wanted)?)).await.unwrap();
    pods.settle().await;
    let act = pods.at(host).act(name, move |tx, cx, account| {
        let person = people::by_diaspora_id(tx, &id)?.ok_or(Refused::NotFound)?;
        let aspect = aspects::list(tx, account)?.swap_remove(0);
        contacts::add(tx, cx, account, aspect.id, person.id)
    });
    act.await.unwrap();
    pods.settle().await;
}

/// alice on one pod and bob on another, sharing with each other.
async fn friends() -> (Pods, Browser, Browser) {
    let pods = Pods::new(&[ALPHA, BETA]).await;
    let alice = pods.person("alice@alpha.test").await;
    let bob = pods.person("bob@beta.test").await;
    share(&pods, ALPHA, "alice", "bob@beta.test").await;
    share(&pods, BETA, "bob", "alice@alpha.test").await;
    (pods, alice, bob)
}

// W-205, W-208, W-209: a private conversation, there and back
#[tokio::test]
async fn friends_write_to_each_other() {
    let (pods, _, _) = friends().await;
    let bob = pods.at(ALPHA).guid_of("bob@beta.test").await;
    let new = NewConversation { subject: "Tea".to_owned(), text: "at five?".to_owned(), recipients: vec![bob] };
    let begun = pods.at(ALPHA).act("alice", move |tx, cx, alice| conversations::create(tx, cx, alice, new)).await;
    let guid = begun.unwrap().guid;
    pods.settle().await;
    let of = guid.clone();
    let answer = pods.at(BETA).act("bob", move |tx, cx, bob| conversations::reply(tx, cx, bob, &of, "with pleasure"));
    answer.await.unwrap();
    pods.settle().await;
    for (host, name, unread) in [(ALPHA, "alice", 1), (BETA, "bob", 1)] {
        let account = pods.at(host).find(name).await.id;
        let of = guid.clone();
        let read = move |tx: &seedpod::store::ReadTx| {
            let (conversation, seat) = conversations::find(tx, account, &of).unwrap();
            Ok((conversation.subject.clone(), conversation.messages, seat.unread))
        };
        assert_eq!(pods.at(host).read(read).await, ("Tea".to_owned(), 2, unread), "{name}");
    }
    pods.check().await;
}

// W-168, W-173: votes from another pod count everywhere
#[tokio::test]
async fn a_vote_travels() {
    let (pods, mut alice, _) = friends().await;
    let poll = NewPoll { question: "Tea or coffee?".to_owned(), answers: vec!["Tea".to_owned(), "Coffee".to_owned()] };
    let new = NewPost { poll: Some(poll), ..text("a question", Audience::Public) };
    let post = pods.at(ALPHA).act("alice", move |tx, cx, alice| posts::create(tx, cx, alice, new)).await.unwrap();
    pods.settle().await;
    let answer = post.status().unwrap().poll.as_ref().unwrap().answers[1].guid.clone();
    let (of, choice) = (post.guid.clone(), answer.clone());
    pods.at(BETA).act("bob", move |tx, cx, bob| polls::vote(tx, cx, bob, &of, &choice)).await.unwrap();
    pods.settle().await;
    for host in [ALPHA, BETA] {
        let guid = post.guid.clone();
        let stored = pods.at(host).read(move |tx| posts::by_guid(tx, &guid)).await.unwrap();
        let votes: Vec<u32> =
            stored.status().unwrap().poll.as_ref().unwrap().answers.iter().map(|it| it.votes).collect();
        assert_eq!(votes, [0, 1], "{host}");
    }
    alice.open(&format!("/posts/{}", post.guid)).await.is(200).sees("Coffee");
    pods.check().await;
}

// issue 3: an event is shown on another pod and answered there
#[tokio::test]
async fn an_event_is_answered_from_another_pod() {
    let (pods, mut alice, mut bob) = friends().await;
    let start = seedpod::base::Timestamp::parse_exact("2026-06-01T18:00:00Z").unwrap();
    let (summary, description) = ("Summer party".to_owned(), String::new());
    let event = NewEvent { summary, description, start, end: None, all_day: false, location: None };
    let new = NewPost { event: Some(event), ..text("come all", Audience::Public) };
    let post = pods.at(ALPHA).act("alice", move |tx, cx, alice| posts::create(tx, cx, alice, new)).await.unwrap();
    pods.settle().await;
    let address = format!("/posts/{}", post.guid);
    let page = bob.open(&address).await;
    page.is(200).sees("Summer party").sees("1 June 2026");
    bob.press(&page, &format!("{address}/attend/accepted")).await.is(200).sees("Will come: bob");
    pods.settle().await;
    alice.open(&address).await.is(200).sees("Will come: bob");
    let id = post.id;
    assert_eq!(pods.at(ALPHA).read(move |tx| events::of_post(tx, id)).await.len(), 1);
    pods.check().await;
}

// W-154: links between pods are opened, after asking the other pod if need be
#[tokio::test]
async fn a_link_between_pods_leads_to_the_post() {
    let (pods, _, mut bob) = friends().await;
    let away = pods.at(ALPHA).account("zoe").await;
    let post = pods
        .at(ALPHA)
        .act("zoe", |tx, cx, zoe| posts::create(tx, cx, zoe, text("far away", Audience::Public)))
        .await
        .unwrap();
    assert_eq!(away.name, "zoe");
    let link = format!("/link?q=web%2Bdiaspora%3A%2F%2Fzoe%40alpha.test%2Fpost%2F{}", post.guid);
    bob.open(&link).await.is(200).sees("Look again");
    pods.settle().await;
    bob.open(&link).await.is(200).sees("far away");
    bob.open("/link?q=diaspora%3A%2F%2Falice%40alpha.test").await.is(200).sees("alice@alpha.test");
    let wrong = format!("/link?q=diaspora%3A%2F%2Falice%40alpha.test%2Fpost%2F{}", post.guid);
    bob.open(&wrong).await.sees_not("far away");
    bob.open("/link?q=nonsense").await.is(404).sees("nothing behind this link");
    let nobody = "/link?q=diaspora%3A%2F%2Fzoe%40alpha.test%2Fpost%2F0123456789abcdef";
    bob.open(nobody).await.sees("Look again");
    for _ in 0..3 {
        pods.advance(120).await;
    }
    bob.open(nobody).await.sees("nothing behind this link");
    pods.stranger(BETA).open(&link).await.sees_not("far away");
    pods.check().await;
}

/// A small picture with a comment in it that must not get out.
fn picture() -> Vec<u8> {
    let image = image::DynamicImage::new_rgb8(60, 40);
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    let mut png = bytes.into_inner();
    // A text chunk before the end: length, type, data, checksum that nobody needs to like.
    let secret = b"Comment\0taken at 1 Orchard Lane";
    let mut chunk = u32::try_from(secret.len()).unwrap().to_be_bytes().to_vec();
    chunk.extend_from_slice(b"tEXt");
    chunk.extend_from_slice(secret);
    let mut sum = 0xFFFF_FFFF_u32;
    for byte in &chunk[4..] {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 };
        }
    }
    chunk.extend_from_slice(&(!sum).to_be_bytes());
    let end = png.len() - 12;
    png.splice(end..end, chunk);
    png
}

// F-113, F-114
#[tokio::test]
async fn pictures_answer_to_all_their_names() {
    let (pods, _, _) = friends().await;
    let pod = &pods.at(ALPHA).pod;
    let secret = b"Orchard Lane";
    assert!(picture().windows(secret.len()).any(|window| window == secret));
    let mut names = Vec::new();
    for public in [true, false] {
        let photo = pod.picture(picture(), Use::Post).await.unwrap();
        names.push(photo.name.clone());
        let act = pods.at(ALPHA).act("alice", move |tx, cx, alice| {
            let aspect = aspects::list(tx, alice)?.swap_remove(0).id;
            let audience = if public { Audience::Public } else { Audience::Aspects(vec![aspect]) };
            posts::create(tx, cx, alice, NewPost { photos: vec![Picture::New(photo)], ..text("see", audience) })
        });
        act.await.unwrap();
    }
    pods.settle().await;
    let mut stranger = pods.stranger(ALPHA);
    for name in &names {
        assert!(name.split('.').next().unwrap().len() >= 32, "unguessable: {name}");
        for prefix in ["", "thumb_small_", "thumb_medium_", "thumb_large_", "scaled_full_"] {
            let page = stranger.open(&format!("/uploads/images/{prefix}{name}")).await;
            assert_eq!(page.status, 200, "{prefix}{name}");
            assert!(page.headers["content-type"].to_str().unwrap().starts_with("image/"));
            assert!(!page.bytes.windows(secret.len()).any(|window| window == secret));
        }
    }
    for folder in ["/uploads/images/", "/uploads/images", "/uploads/"] {
        assert_eq!(stranger.open(folder).await.status, 404, "{folder}");
    }
    let bob = pods.at(BETA).find("bob").await;
    let stored = pods.at(BETA).read(move |tx| {
        let mut paths = Vec::new();
        for (guid, _) in seedpod::domain::published::newest(tx, people_of(tx, "alice@alpha.test"))? {
            let post = posts::by_guid(tx, &guid)?.unwrap();
            paths.extend(seedpod::domain::photos::of_post(tx, post.id)?.into_iter().map(|photo| photo.file));
        }
        Ok(paths)
    });
    let stored = stored.await;
    assert!(
        matches!(&stored[..], [seedpod::model::PhotoFile::Remote { path, name }]
            if path.ends_with('/') && path.starts_with("https://alpha.test/") && name == &names[0]),
        "{stored:?} {}",
        bob.name
    );
}

fn people_of(tx: &seedpod::store::ReadTx, id: &str) -> seedpod::model::PersonId {
    people::by_diaspora_id(tx, &seedpod::base::DiasporaId::parse(id).unwrap()).unwrap().unwrap().id
}

// F-004, F-012: a question without a subject is a bad one; the front page answers strangers itself.
#[tokio::test]
async fn strangers_get_plain_answers_at_the_door() {
    let pods = Pods::new(&[ALPHA]).await;
    let mut stranger = pods.stranger(ALPHA);
    for question in ["/.well-known/webfinger", "/.well-known/webfinger?", "/.well-known/webfinger?rel=self"] {
        assert_eq!(stranger.json(question).await.status, 400, "{question}");
    }
    let front = stranger.open("/").await;
    assert_eq!((front.status, front.path.as_str()), (200, "/"));
}

// F-014, F-201, F-008, F-003
#[tokio::test]
async fn a_closed_account_is_gone_for_all() {
    let (pods, _, mut bob) = friends().await;
    let alice: Guid = pods.at(BETA).guid_of("alice@alpha.test").await;
    pods.at(ALPHA).act("alice", accounts::close).await.unwrap();
    pods.settle().await;
    let mut stranger = pods.stranger(ALPHA);
    assert_eq!(stranger.json(&format!("/people/{alice}")).await.status, 410);
    assert_eq!(stranger.json(&format!("/hcard/users/{alice}")).await.status, 404);
    let webfinger = "/.well-known/webfinger?resource=acct:alice@alpha.test";
    assert_eq!(stranger.json(webfinger).await.status, 404);
    let remote = "/.well-known/webfinger?resource=acct:bob@beta.test";
    assert_eq!(stranger.json(remote).await.status, 404);
    bob.open("/contacts").await.is(200).sees_not("alice@alpha.test");
    pods.check().await;
}
