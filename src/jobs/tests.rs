//! One pod against a network that is written down: people elsewhere are their documents and what
//! they sign. Everything goes through the routes and the runner.

use super::{Hands, run_due};
use crate::base::{Clock, DiasporaId, Entropy, Guid, PodUrl, Timestamp};
use crate::domain::accounts::{self, NewAccount};
use crate::domain::aspects;
use crate::domain::contacts;
use crate::domain::instance::NewInstance;
use crate::domain::people;
use crate::domain::posts::{self, Audience, NewPost};
use crate::domain::queue::{self, GONE_AFTER, QueueStats};
use crate::domain::setup;
use crate::domain::views::address;
use crate::domain::{Count, KeyMaker, Parts, Pod, Refused, Seal};
use crate::federation::{self, Federation};
use crate::model::{Account, Person, Role};
use crate::net::outbound::{Method, Wire, WireError, WireRequest, WireResponse};
use crate::protocol::encrypted;
use crate::protocol::entities as entity;
use crate::protocol::entities::{Entity, Kind};
use crate::protocol::envelope::{self, Channel};
use crate::protocol::hcard;
use crate::protocol::keys::PrivateKey;
use crate::protocol::message::Message;
use crate::protocol::signature;
use crate::protocol::webfinger;
use crate::protocol::xml;
use crate::store::{Database, Media, ReadTx};
use bytes::Bytes;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use http_body_util::{BodyExt, Full};
use hyper::service::Service;
use hyper_util::service::TowerToHyperService;
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use warp::filters::BoxedFilter;
use warp::reply::Response;

mod entities;
mod moves;

const HOME: &str = "beta.example";

struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_seconds(self.0.load(Ordering::Relaxed))
    }
}

struct Seeded(u64);

impl Entropy for Seeded {
    fn fill(&mut self, buffer: &mut [u8]) {
        self.0 += 1;
        blake3::Hasher::new().update(&self.0.to_le_bytes()).finalize_xof().fill(buffer);
    }
}

/// Somebody of the shared test keys.
struct Actor {
    id: DiasporaId,
    guid: Guid,
    pod: PodUrl,
    key: PrivateKey,
}

impl Actor {
    /// By role: `a` alice@alpha.example, `b` bob@beta.example, `c` carol with a small key, `m` eve.
    fn new(role: &str) -> Self {
        let keys: Vec<serde_json::Value> = serde_json::from_str(include_str!("../../tests/vectors/keys.json")).unwrap();
        let found = keys.iter().find(|key| key["role"] == role).unwrap();
        let text = |name: &str| found[name].as_str().unwrap();
        Self {
            id: DiasporaId::parse(text("handle")).unwrap(),
            guid: Guid::parse(text("guid")).unwrap(),
            pod: PodUrl::parse(text("pod_url")).unwrap(),
            key: PrivateKey::from_pem(text("private_pem_pkcs8")).unwrap(),
        }
    }

    fn seal(&self, entity: impl Into<Entity>) -> String {
        envelope::seal(&xml::write(&entity.into()), &self.id, &self.key).unwrap()
    }

    /// A relayable with this actor's signature in an envelope of `sender`.
    fn relayed(&self, entity: impl Into<Entity>, sender: &Self) -> String {
        let entity = entity.into();
        let form = signature::sign(&entity, &self.key).unwrap();
        envelope::seal(&xml::write_signed(entity.name(), &form), &sender.id, &sender.key).unwrap()
    }

    fn post(&self, guid: &str, text: &str) -> entity::StatusMessage {
        entity::StatusMessage {
            author: self.id.clone(),
            guid: Guid::parse(guid).unwrap(),
            created_at: None,
            public: true,
            provider_display_name: None,
            text: text.to_owned(),
            edited_at: None,
            photos: Vec::new(),
            location: None,
            poll: None,
            event: None,
            embed: None,
        }
    }

    fn comment(&self, guid: &str, parent: &str) -> entity::Comment {
        entity::Comment {
            author: self.id.clone(),
            guid: Guid::parse(guid).unwrap(),
            parent_guid: Guid::parse(parent).unwrap(),
            text: "a comment".to_owned(),
            created_at: None,
            edited_at: None,
        }
    }

    fn reshare(&self, guid: &str, root_author: &Self, root: &str) -> entity::Reshare {
        entity::Reshare {
            author: self.id.clone(),
            guid: Guid::parse(guid).unwrap(),
            created_at: None,
            root_author: Some(root_author.id.clone()),
            root_guid: Some(Guid::parse(root).unwrap()),
        }
    }
}

#[derive(Default)]
struct State {
    /// What time the others say it is.
    date: Option<Timestamp>,
    answers: HashMap<String, (u16, Bytes)>,
    /// Hosts that cannot be reached.
    away: HashSet<String>,
    /// Status that a host gives deliveries; 202 if not said.
    status: HashMap<String, u16>,
    asked: Vec<String>,
    delivered: Vec<(String, Bytes)>,
}

/// The network.
#[derive(Clone, Default)]
struct Net(Arc<Mutex<State>>);

impl Net {
    fn answer(&self, url: &str, status: u16, body: impl Into<Bytes>) {
        self.0.lock().unwrap().answers.insert(url.to_owned(), (status, body.into()));
    }

    /// Puts up the documents by which a person is found.
    fn publish(&self, actor: &Actor) {
        let document = webfinger::document(&webfinger::Person {
            id: &actor.id,
            guid: &actor.guid,
            pod: &actor.pod,
            issues_tokens: false,
        });
        let picture = actor.pod.join("picture.png");
        let card = hcard::document(&hcard::Person {
            guid: &actor.guid,
            nickname: actor.id.user(),
            full_name: "Some Body",
            first_name: "Some",
            last_name: "Body",
            searchable: true,
            key: actor.key.public(),
            photos: [&picture, &picture, &picture],
            pod: &actor.pod,
        });
        self.answer(&crate::protocol::url::webfinger(&actor.id), 200, document);
        self.answer(&actor.pod.join(&format!("hcard/users/{}", actor.guid)), 200, card);
        self.answer(&actor.pod.join(&format!("people/{}/stream", actor.guid)), 200, "[]");
    }

    fn asked(&self, part: &str) -> usize {
        self.0.lock().unwrap().asked.iter().filter(|url| url.contains(part)).count()
    }

    fn delivered(&self) -> Vec<(String, Bytes)> {
        self.0.lock().unwrap().delivered.clone()
    }
}

impl Wire for Net {
    fn send(&self, request: WireRequest) -> BoxFuture<'_, Result<WireResponse, WireError>> {
        let mut state = self.0.lock().unwrap();
        let host = request.url.split('/').nth(2).unwrap().to_owned();
        let is_post = request.method == Method::Post;
        if is_post {
            state.delivered.push((request.url.clone(), request.body.clone()));
        } else {
            state.asked.push(request.url.clone());
        }
        let (status, body) = match state.answers.get(&request.url) {
            _ if state.away.contains(&host) => return async { Err(WireError::Timeout) }.boxed(),
            _ if is_post => (state.status.get(&host).copied().unwrap_or(202), Bytes::new()),
            Some((status, body)) => (*status, body.clone()),
            None => (404, Bytes::new()),
        };
        let (final_url, date) = (request.url, state.date);
        async move { Ok(WireResponse { status, body, final_url, date, ..WireResponse::default() }) }.boxed()
    }
}

struct TestKeys;

impl KeyMaker for TestKeys {
    fn make(&self) -> Option<PrivateKey> {
        Some(Actor::new("b").key)
    }
}

/// The pod beta.example with the account bob.
struct World {
    pod: Pod,
    federation: Federation,
    routes: BoxedFilter<(Response,)>,
    net: Net,
    clock: Arc<TestClock>,
    bob: Account,
    folder: std::path::PathBuf,
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl World {
    async fn new() -> Self {
        Self::with(true).await
    }

    async fn with(federates: bool) -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let name = format!("seedpod-jobs-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        let clock = Arc::new(TestClock(AtomicI64::new(1_772_366_400)));
        let url = PodUrl::parse(&format!("https://{HOME}")).unwrap();
        let pod = Pod::open(Parts {
            url: url.clone(),
            federates,
            database: Database::in_memory().unwrap(),
            media: Media::new(folder.join("pictures")),
            clock: clock.clone(),
            entropy: Box::new(Seeded(0)),
            keys: Arc::new(TestKeys),
            seal: Seal::new([7; 32]),
            gather: Duration::ZERO,
            patience: Duration::ZERO,
            hashes: 1,
            hash_memory: 64,
            renderings: 1 << 20,
        });
        let bob = NewAccount {
            name: "bob".to_owned(),
            email: None,
            password: String::new(),
            key: Actor::new("b").key,
            role: Role::Admin,
            language: "en".to_owned(),
            invited_by: None,
        };
        let new = NewInstance { url, name: "Beta".to_owned(), federates };
        let bob = pod.write(move |tx, cx| setup::complete(tx, cx, new, bob)).await.unwrap();
        let net = Net::default();
        let wire: Arc<dyn Wire> = Arc::new(net.clone());
        let federation = Federation::new(pod.clone(), wire, Some((folder.join("cache"), 1 << 20)));
        let routes = federation::routes(&federation);
        Self { federation, pod, routes, net, clock, bob, folder }
    }

    fn hands(&self) -> Hands {
        Hands { federation: self.federation.clone(), post: None }
    }

    async fn request(&self, method: &str, path: &str, body: impl Into<Bytes>) -> (u16, warp::http::HeaderMap, Bytes) {
        let request = hyper::Request::builder().method(method).uri(path).header("accept", "application/json");
        let request = request.body(Full::new(body.into())).unwrap();
        let response = TowerToHyperService::new(warp::service(self.routes.clone())).call(request).await.unwrap();
        let (parts, body) = response.into_parts();
        (parts.status.as_u16(), parts.headers, body.collect().await.unwrap().to_bytes())
    }

    async fn status(&self, method: &str, path: &str, body: impl Into<Bytes>) -> u16 {
        self.request(method, path, body).await.0
    }

    async fn push(&self, envelope: String) -> u16 {
        self.status("POST", "/receive/public", envelope).await
    }

    /// Posts an envelope encrypted for bob.
    async fn push_private(&self, envelope: &str) -> u16 {
        let bob = self.person(&format!("bob@{HOME}")).await.unwrap();
        let body = encrypted::encrypt(envelope, Actor::new("b").key.public(), &mut Seeded(99)).unwrap();
        self.status("POST", &format!("/receive/users/{}", bob.guid), body).await
    }

    async fn settle(&self) {
        for _ in 0..100 {
            if run_due(&self.hands(), self.pod.now()).await == 0 {
                return;
            }
        }
        panic!("the queue does not become empty");
    }

    async fn advance(&self, seconds: i64) {
        self.clock.0.fetch_add(seconds, Ordering::Relaxed);
        self.settle().await;
    }

    async fn read<T: Send + 'static>(&self, act: impl FnOnce(&ReadTx) -> Result<T, Refused> + Send + 'static) -> T {
        self.pod.read(act).await.unwrap()
    }

    async fn stats(&self) -> QueueStats {
        self.read(|tx| Ok(queue::stats(tx)?)).await
    }

    async fn person(&self, id: &str) -> Option<Person> {
        let id = DiasporaId::parse(id).unwrap();
        self.read(move |tx| Ok(people::by_diaspora_id(tx, &id)?)).await
    }

    async fn has_post(&self, guid: &str) -> bool {
        let guid = Guid::parse(guid).unwrap();
        self.read(move |tx| Ok(posts::by_guid(tx, &guid)?)).await.is_some()
    }

    async fn comments_on(&self, guid: &str) -> u32 {
        let guid = Guid::parse(guid).unwrap();
        self.read(move |tx| Ok(posts::by_guid(tx, &guid)?)).await.unwrap().comments
    }

    async fn discover(&self, id: &DiasporaId) {
        let id = id.clone();
        self.pod.write(move |tx, cx| -> Result<(), Refused> { Ok(queue::discover(tx, cx, &id)?) }).await.unwrap();
        self.settle().await;
    }

    /// Bob starts to share with somebody, who is found first.
    async fn befriend(&self, actor: &Actor) {
        self.net.publish(actor);
        self.discover(&actor.id).await;
        let (id, bob) = (actor.id.clone(), self.bob.clone());
        let act = self.pod.write(move |tx, cx| -> Result<(), Refused> {
            let person = people::by_diaspora_id(tx, &id)?.ok_or(Refused::NotFound)?;
            let aspect = aspects::list(tx, &bob)?.swap_remove(0);
            contacts::add(tx, cx, &bob, aspect.id, person.id)
        });
        act.await.unwrap();
    }

    async fn write_post(&self, text: &str, public: bool) -> Guid {
        let (text, bob) = (text.to_owned(), self.bob.clone());
        let act = self.pod.write(move |tx, cx| {
            let aspect = aspects::list(tx, &bob)?.swap_remove(0).id;
            let audience = if public { Audience::Public } else { Audience::Aspects(vec![aspect]) };
            let new = NewPost {
                text,
                audience,
                photos: Vec::new(),
                poll: None,
                event: None,
                location: None,
                provider: String::new(),
            };
            posts::create(tx, cx, &bob, new)
        });
        act.await.unwrap().guid
    }
}

/// What an envelope posted to a pod's public address says.
fn opened(body: &[u8]) -> Entity {
    Message::open(body, Channel::Public).unwrap().claimed().clone()
}

/// What a private message for somebody says.
fn decrypted(body: &[u8], actor: &Actor) -> Entity {
    let envelope = encrypted::decrypt(body, &actor.key).unwrap();
    Message::open(&envelope, Channel::Private).unwrap().claimed().clone()
}

// F-001 to F-015
#[tokio::test]
async fn the_documents_say_who_lives_here() {
    let world = World::new().await;
    let bob = world.person("bob@beta.example").await.unwrap();
    let (status, headers, first) =
        world.request("GET", "/.well-known/webfinger?resource=acct:bob@beta.example", "").await;
    assert_eq!((status, headers["content-type"].to_str().unwrap()), (200, webfinger::CONTENT_TYPE));
    assert_eq!(headers["access-control-allow-origin"], "*");
    assert!(webfinger::parse(&first, &bob.diaspora_id).is_ok());
    for other in ["bob@beta.example", "ACCT%3ABOB%40beta.example", "%20bob%40beta.example"] {
        let again = world.request("GET", &format!("/.well-known/webfinger?resource={other}"), "").await;
        assert_eq!((again.0, again.2), (200, first.clone()), "{other}");
    }
    assert_eq!(world.status("GET", "/.well-known/webfinger", "").await, 400);
    assert_eq!(world.status("GET", "/.well-known/webfinger?resource=nobody@beta.example", "").await, 404);
    let (status, _, card) = world.request("GET", &format!("/hcard/users/{}", bob.guid), "").await;
    let card = hcard::parse(&card, &bob.base_url).unwrap();
    assert_eq!((status, card.key.der(), &card.guid), (200, &bob.public_key[..], &bob.guid));
    for picture in card.photos {
        let picture = picture.unwrap();
        assert!(picture.contains("user/default"));
        let (status, headers, bytes) =
            world.request("GET", picture.strip_prefix("https://beta.example").unwrap(), "").await;
        assert_eq!((status, headers["content-type"].to_str().unwrap()), (200, "image/png"));
        assert!(bytes.starts_with(b"\x89PNG"));
    }
    assert_eq!(world.status("GET", "/hcard/users/0123456789abcdef", "").await, 404);
    assert_eq!(world.status("GET", "/nodeinfo/2.1", "").await, 200);
    assert_eq!(world.status("GET", "/nodeinfo/9.9", "").await, 404);
    assert_eq!(world.status("GET", "/.well-known/nodeinfo", "").await, 200);
    assert_eq!(world.status("GET", "/.well-known/host-meta", "").await, 200);
    let public = world.write_post("for all", true).await;
    world.write_post("for some", false).await;
    let (_, _, list) = world.request("GET", &format!("/people/{}/stream", bob.guid), "").await;
    let list: serde_json::Value = serde_json::from_slice(&list).unwrap();
    assert_eq!(list.as_array().unwrap().len(), 1);
    assert_eq!((list[0]["guid"].as_str(), &list[0]["public"]), (Some(public.as_str()), &serde_json::Value::Bool(true)));
    assert_eq!(list[0]["author"]["guid"].as_str(), Some(bob.guid.as_str()));
}

#[tokio::test]
async fn a_pod_at_home_does_not_exist_for_the_network() {
    let world = World::with(false).await;
    for path in ["/.well-known/webfinger?resource=bob@beta.example", "/nodeinfo/2.0", "/.well-known/host-meta"] {
        assert_eq!(world.status("GET", path, "").await, 404, "{path}");
    }
    assert_eq!(world.push(Actor::new("a").seal(Actor::new("a").post("0123456789abcdef", "hi"))).await, 404);
}

// F-020, F-021, F-022, F-030, F-033: what cannot be found is said and remembered
#[tokio::test]
async fn a_search_that_fails_is_remembered_for_a_while() {
    let world = World::new().await;
    let (alice, eve) = (Actor::new("a"), Actor::new("m"));
    world.net.publish(&eve);
    let wrong =
        webfinger::document(&webfinger::Person { id: &eve.id, guid: &eve.guid, pod: &eve.pod, issues_tokens: false });
    world.net.answer(&crate::protocol::url::webfinger(&alice.id), 200, wrong);
    world.discover(&alice.id).await;
    world.discover(&alice.id).await;
    assert_eq!(world.net.asked("webfinger"), 1);
    let (id, now) = (alice.id.clone(), world.pod.now());
    assert!(world.read(move |tx| Ok(queue::lookup_failed(tx, now, &id)?)).await.is_some());
    world.net.publish(&alice);
    world.clock.0.fetch_add(3600, Ordering::Relaxed);
    world.discover(&alice.id).await;
    let found = world.person(alice.id.as_str()).await.unwrap();
    assert_eq!((found.name(), found.guid, found.base_url), ("Some Body".to_owned(), alice.guid, alice.pod));
}

// F-027
#[tokio::test]
async fn nobody_takes_the_guid_of_somebody_else() {
    let world = World::new().await;
    let alice = Actor::new("a");
    let thief = Actor { guid: alice.guid.clone(), ..Actor::new("m") };
    world.net.publish(&alice);
    world.net.publish(&thief);
    world.discover(&alice.id).await;
    world.discover(&thief.id).await;
    assert!(world.person(thief.id.as_str()).await.is_none());
}

// H-075: whoever looks for work and finds none writes nothing, and wakes nobody, least of all itself
#[tokio::test]
async fn a_pod_with_nothing_to_do_is_quiet() {
    let world = World::new().await;
    super::wake(&world.pod).await;
    super::daily::run(&world.pod).await;
    while world.pod.rung().now_or_never().is_some() {}
    let (commits, mut changes) = (world.pod.counts().get(Count::Commits), world.pod.changes());
    super::wake(&world.pod).await;
    super::daily::run(&world.pod).await;
    assert_eq!(world.pod.counts().get(Count::Commits), commits);
    assert!(world.pod.rung().now_or_never().is_none());
    assert!(changes.changed().now_or_never().is_none());
    // A day later there is something to do, and whoever waits for work is told.
    world.clock.0.fetch_add(86_400, Ordering::Relaxed);
    super::wake(&world.pod).await;
    assert_eq!(world.pod.counts().get(Count::Commits), commits + 1);
    assert!(world.pod.rung().now_or_never().is_some());
    assert!(changes.changed().now_or_never().is_some());
}

// F-015: whoever is found brings their newest public posts along
#[tokio::test]
async fn a_person_who_was_searched_for_brings_their_posts() {
    let world = World::new().await;
    let alice = Actor::new("a");
    world.net.publish(&alice);
    let list = format!(r#"[{{"guid":"{0}","public":true,"author":{{"guid":"{1}"}}}}]"#, "aaaaaaaaaaaaaaa1", alice.guid);
    world.net.answer(&alice.pod.join(&format!("people/{}/stream", alice.guid)), 200, list);
    world.net.answer(
        &alice.pod.join("fetch/post/aaaaaaaaaaaaaaa1"),
        200,
        alice.seal(alice.post("aaaaaaaaaaaaaaa1", "hi")),
    );
    world.discover(&alice.id).await;
    assert!(world.has_post("aaaaaaaaaaaaaaa1").await);
    assert_eq!(world.stats().await.other, 0);
}

// F-216
#[tokio::test]
async fn what_was_not_asked_for_is_not_taken() {
    let world = World::new().await;
    let (alice, eve) = (Actor::new("a"), Actor::new("m"));
    world.net.publish(&alice);
    world.net.publish(&eve);
    let link = |guid: &str| format!("see diaspora://{}/post/{guid}", alice.id);
    for (number, answer) in [
        alice.seal(alice.post("bbbbbbbbbbbbbbb9", "another guid")),
        eve.seal(alice.post("aaaaaaaaaaaaaaa2", "another signer")),
        alice.seal(entity::StatusMessage { public: false, ..alice.post("aaaaaaaaaaaaaaa3", "not public") }),
    ]
    .into_iter()
    .enumerate()
    {
        let guid = format!("aaaaaaaaaaaaaaa{}", number + 1);
        world.net.answer(&alice.pod.join(&format!("fetch/post/{guid}")), 200, answer);
        assert_eq!(world.push(eve.seal(eve.post(&format!("eeeeeeeeeeeeeee{number}"), &link(&guid)))).await, 202);
        world.settle().await;
        assert_eq!(world.net.asked(&guid), 1);
        assert!(!world.has_post(&guid).await);
    }
    assert!(!world.has_post("bbbbbbbbbbbbbbb9").await);
}

// F-040 to F-048, F-050, F-051
#[tokio::test]
async fn every_message_is_answered_alike() {
    let world = World::new().await;
    let alice = Actor::new("a");
    world.befriend(&alice).await;
    for path in ["/receive/public", "/receive/public/"] {
        let guid = format!("aaaaaaaaaaaaa{:03}", path.len());
        let (status, _, body) = world.request("POST", path, alice.seal(alice.post(&guid, "hi"))).await;
        assert_eq!((status, body.len()), (202, 0));
        assert!(world.has_post(&guid).await);
    }
    for garbage in ["", "<html>", "{}", "\u{0}\u{1}"] {
        assert_eq!(world.push(garbage.to_owned()).await, 202);
        assert_eq!(world.push_private(garbage).await, 202);
        let bob = world.person("bob@beta.example").await.unwrap();
        assert_eq!(world.status("POST", &format!("/receive/users/{}/", bob.guid), garbage).await, 202);
    }
    assert_eq!(world.status("GET", "/receive/public", "").await, 405);
    assert_eq!(world.status("POST", "/receive/public", vec![b'x'; 2 * 1024 * 1024 + 1]).await, 413);
    assert_eq!(world.status("POST", "/receive/users/0123456789abcdef", "x").await, 404);
    assert_eq!(world.status("POST", &format!("/receive/users/{}", alice.guid), "x").await, 404);
    let limited = entity::StatusMessage { public: false, ..alice.post("aaaaaaaaaaaaaalm", "for bob") };
    let sealed = alice.seal(limited);
    // For another key: it cannot be read, and nobody is told.
    let bob = world.person("bob@beta.example").await.unwrap();
    let foreign = encrypted::encrypt(&sealed, alice.key.public(), &mut Seeded(5)).unwrap();
    assert_eq!(world.status("POST", &format!("/receive/users/{}", bob.guid), foreign).await, 202);
    assert!(!world.has_post("aaaaaaaaaaaaaalm").await);
    assert_eq!(world.push_private(&sealed).await, 202);
    assert!(world.has_post("aaaaaaaaaaaaaalm").await);
    assert_eq!(world.stats().await.received, 0);
}

// F-049
#[tokio::test]
async fn whoever_writes_to_a_closed_account_is_told_alone() {
    let world = World::new().await;
    let (alice, carol) = (Actor::new("a"), Actor::new("c"));
    world.befriend(&alice).await;
    world.befriend(&carol).await;
    let bob = world.bob.clone();
    world.pod.write(move |tx, cx| accounts::close(tx, cx, &bob)).await.unwrap();
    world.settle().await;
    let before = world.net.delivered().len();
    let message = entity::Contact {
        author: alice.id.clone(),
        recipient: DiasporaId::parse("bob@beta.example").unwrap(),
        following: true,
        sharing: true,
        blocking: false,
    };
    assert_eq!(world.push_private(&alice.seal(message)).await, 202);
    world.settle().await;
    let delivered = world.net.delivered();
    assert_eq!(delivered.len(), before + 1);
    let (url, body) = delivered.last().unwrap();
    assert_eq!(*url, format!("https://alpha.example/receive/users/{}", alice.guid));
    assert!(matches!(decrypted(body, &alice), Entity::AccountDeletion(it) if it.author.as_str() == "bob@beta.example"));
}

// F-031, F-053, F-055: what a stranger sends costs its sender no wait
#[tokio::test]
async fn a_hundred_messages_of_a_stranger_cost_one_search() {
    let world = World::new().await;
    let alice = Actor::new("a");
    world.net.publish(&alice);
    for number in 0..100 {
        let sealed = alice.seal(alice.post(&format!("aaaaaaaaaaaaa{number:03}"), "hi"));
        assert_eq!(world.push(sealed).await, 202);
    }
    assert_eq!(world.stats().await.received, 100);
    assert_eq!(world.net.asked(""), 0);
    world.settle().await;
    assert_eq!(world.net.asked("webfinger"), 1);
    assert!(world.has_post("aaaaaaaaaaaaa000").await && world.has_post("aaaaaaaaaaaaa099").await);
    assert_eq!(world.stats().await.received, 0);
}

// F-067, F-068, F-070, F-071: nothing is looked up for what cannot be true
#[tokio::test]
async fn forged_messages_are_dropped_at_once() {
    let world = World::new().await;
    let (alice, eve) = (Actor::new("a"), Actor::new("m"));
    world.befriend(&alice).await;
    let asked = world.net.asked("");
    let forger = |id: &DiasporaId| Actor { id: id.clone(), ..Actor::new("m") };
    let as_alice = forger(&alice.id);
    let as_bob = forger(&DiasporaId::parse("bob@beta.example").unwrap());
    assert_eq!(world.push(as_alice.seal(as_alice.post("aaaaaaaaaaaaaaa1", "hi"))).await, 202);
    assert_eq!(world.push(as_bob.seal(as_bob.post("aaaaaaaaaaaaaaa2", "hi"))).await, 202);
    assert_eq!(world.push(eve.seal(alice.post("aaaaaaaaaaaaaaa3", "hi"))).await, 202);
    // A forged comment on something unknown makes us fetch nothing.
    let comment = alice.comment("cccccccccccccc01", "dddddddddddddd01");
    assert_eq!(world.push(as_alice.relayed(comment, &as_alice)).await, 202);
    assert_eq!(world.stats().await.received, 0);
    world.settle().await;
    assert_eq!(world.net.asked(""), asked);
    for guid in ["aaaaaaaaaaaaaaa1", "aaaaaaaaaaaaaaa2", "aaaaaaaaaaaaaaa3"] {
        assert!(!world.has_post(guid).await);
    }
}

// F-144, F-145
#[tokio::test]
async fn an_orphan_waits_for_its_parent_and_not_for_ever() {
    let world = World::new().await;
    let (alice, eve) = (Actor::new("a"), Actor::new("m"));
    world.befriend(&alice).await;
    world.net.publish(&eve);
    // Alice relays a comment of eve on a post of alice that is not here.
    let comment = eve.comment("cccccccccccccc01", "aaaaaaaaaaaaaaa1");
    assert_eq!(world.push(eve.relayed(comment.clone(), &alice)).await, 202);
    world.settle().await;
    assert_eq!((world.net.asked("epsilon.example/fetch"), world.net.asked("alpha.example/fetch")), (1, 1));
    // The commenter's pod knows the owner: the answer is the owner's envelope.
    world.net.answer(
        &eve.pod.join("fetch/post/aaaaaaaaaaaaaaa1"),
        200,
        alice.seal(alice.post("aaaaaaaaaaaaaaa1", "hi")),
    );
    world.advance(60).await;
    assert_eq!(world.comments_on("aaaaaaaaaaaaaaa1").await, 1);
    // Another orphan, whose parent nobody has.
    let lost = eve.comment("cccccccccccccc02", "aaaaaaaaaaaaaaa2");
    assert_eq!(world.push(eve.relayed(lost, &alice)).await, 202);
    for _ in 0..40 {
        world.advance(1800).await;
    }
    assert_eq!(world.net.asked("alpha.example/fetch/post/aaaaaaaaaaaaaaa2"), 11);
    assert_eq!(world.stats().await.received, 0);
}

// F-195: a retraction that overtakes its target finds it later
#[tokio::test]
async fn a_retraction_may_overtake_its_target() {
    let world = World::new().await;
    let alice = Actor::new("a");
    world.befriend(&alice).await;
    let guid = "aaaaaaaaaaaaaaa1";
    let retraction = entity::Retraction {
        author: alice.id.clone(),
        target_guid: Guid::parse(guid).unwrap(),
        target_type: Kind::Post,
    };
    assert_eq!(world.push(alice.seal(retraction)).await, 202);
    world.settle().await;
    assert_eq!(world.push(alice.seal(alice.post(guid, "hi"))).await, 202);
    assert!(world.has_post(guid).await);
    world.advance(60).await;
    assert!(!world.has_post(guid).await);
}

// F-054, F-195: a copy that comes late brings nothing back, and a second retraction has nothing to
// wait for. Others are not kept away by a guid that somebody used up.
#[tokio::test]
async fn what_was_taken_back_stays_away() {
    let world = World::new().await;
    let (alice, eve) = (Actor::new("a"), Actor::new("m"));
    world.befriend(&alice).await;
    world.befriend(&eve).await;
    let guid = "aaaaaaaaaaaaaaa1";
    let retraction = || entity::Retraction {
        author: alice.id.clone(),
        target_guid: Guid::parse(guid).unwrap(),
        target_type: Kind::Post,
    };
    let post = alice.seal(alice.post(guid, "hi"));
    world.push(post.clone()).await;
    world.push(alice.seal(retraction())).await;
    world.push(post.clone()).await;
    assert!(!world.has_post(guid).await);
    world.push(alice.seal(retraction())).await;
    world.settle().await;
    assert_eq!(world.stats().await.received, 0);
    world.push(eve.seal(eve.post(guid, "mine"))).await;
    assert!(world.has_post(guid).await);
}

// F-121, F-219
#[tokio::test]
async fn roots_are_fetched_and_circles_end() {
    let world = World::new().await;
    let (alice, eve) = (Actor::new("a"), Actor::new("m"));
    world.net.publish(&alice);
    world.net.publish(&eve);
    world.net.answer(&eve.pod.join("fetch/post/eeeeeeeeeeeeeee1"), 200, eve.seal(eve.post("eeeeeeeeeeeeeee1", "root")));
    assert_eq!(world.push(alice.seal(alice.reshare("aaaaaaaaaaaaaaa1", &eve, "eeeeeeeeeeeeeee1"))).await, 202);
    world.settle().await;
    assert!(world.has_post("eeeeeeeeeeeeeee1").await && world.has_post("aaaaaaaaaaaaaaa1").await);
    // Two reshares that point at each other.
    let (one, other) = ("aaaaaaaaaaaaaaa7", "eeeeeeeeeeeeeee7");
    world.net.answer(&alice.pod.join(&format!("fetch/post/{one}")), 200, alice.seal(alice.reshare(one, &eve, other)));
    world.net.answer(&eve.pod.join(&format!("fetch/post/{other}")), 200, eve.seal(eve.reshare(other, &alice, one)));
    assert_eq!(world.push(alice.seal(alice.reshare(one, &eve, other))).await, 202);
    for _ in 0..40 {
        world.advance(1800).await;
    }
    assert!(!world.has_post(one).await && !world.has_post(other).await);
    assert_eq!(world.stats().await.received, 0);
}

// F-210, F-211, F-214, F-215
#[tokio::test]
async fn public_things_can_be_fetched_and_nothing_else() {
    let world = World::new().await;
    let alice = Actor::new("a");
    world.befriend(&alice).await;
    let public = world.write_post("for all", true).await;
    let limited = world.write_post("for some", false).await;
    for kind in ["post", "status_message", "reshare"] {
        let (status, headers, body) = world.request("GET", &format!("/fetch/{kind}/{public}"), "").await;
        assert_eq!(status, 200);
        assert_eq!(headers["content-type"], "application/magic-envelope+xml; charset=utf-8");
        let mut message = Message::open(&body, Channel::Fetched).unwrap();
        assert!(message.authenticate(Actor::new("b").key.public()).is_ok());
        assert_eq!(message.claimed().guid(), Some(&public));
    }
    world.push(alice.seal(alice.post("aaaaaaaaaaaaaaa1", "hi"))).await;
    let (status, headers, _) = world.request("GET", "/fetch/post/aaaaaaaaaaaaaaa1", "").await;
    assert_eq!(
        (status, &headers["location"]),
        (302, &warp::http::HeaderValue::from_static("https://alpha.example/fetch/post/aaaaaaaaaaaaaaa1"))
    );
    let mut answers = HashSet::new();
    for path in
        [format!("post/{limited}"), "post/0123456789abcdef".to_owned(), "post/x".to_owned(), format!("like/{public}")]
    {
        let (status, headers, body) = world.request("GET", &format!("/fetch/{path}"), "").await;
        answers.insert((status, format!("{headers:?}"), body));
    }
    assert_eq!(answers.len(), 1);
    assert_eq!(answers.into_iter().next().unwrap().0, 404);
}

// F-115, F-116
#[tokio::test]
async fn public_goes_to_pods_and_limited_to_people() {
    let world = World::new().await;
    let (alice, carol) = (Actor::new("a"), Actor::new("c"));
    let neighbour = Actor { pod: alice.pod.clone(), ..Actor::new("n") };
    let neighbour = Actor { id: DiasporaId::parse("zoe@alpha.example").unwrap(), ..neighbour };
    for actor in [&alice, &carol, &neighbour] {
        world.befriend(actor).await;
    }
    world.settle().await;
    let before = world.net.delivered().len();
    world.write_post("for all", true).await;
    world.settle().await;
    let mut public = world.net.delivered().split_off(before);
    public.sort();
    let urls: Vec<&str> = public.iter().map(|(url, _)| url.as_str()).collect();
    assert_eq!(urls, ["https://alpha.example/receive/public", "https://gamma.example:8443/receive/public"]);
    assert_eq!(public[0].1, public[1].1);
    let before = world.net.delivered().len();
    world.write_post("for some", false).await;
    world.settle().await;
    let limited = world.net.delivered().split_off(before);
    assert_eq!(limited.len(), 3);
    for (url, body) in limited {
        let actor = [&alice, &carol, &neighbour].into_iter().find(|actor| url.ends_with(actor.guid.as_str())).unwrap();
        assert!(matches!(decrypted(&body, actor), Entity::StatusMessage(it) if it.text == "for some"));
    }
}

// F-131, F-231, F-233: nothing overtakes, and every message arrives once
#[tokio::test]
async fn messages_for_a_pod_that_is_away_wait_in_their_order() {
    let world = World::new().await;
    let alice = Actor::new("a");
    world.befriend(&alice).await;
    world.settle().await;
    world.net.0.lock().unwrap().away.insert("alpha.example".to_owned());
    let before = world.net.delivered().len();
    world.write_post("first", true).await;
    world.settle().await;
    assert_eq!(world.net.delivered().len(), before + 1);
    world.write_post("second", true).await;
    world.write_post("third", true).await;
    world.settle().await;
    assert_eq!(world.net.delivered().len(), before + 1, "the pod is held");
    world.advance(400).await;
    assert_eq!(world.net.delivered().len(), before + 2, "one attempt for all");
    world.net.0.lock().unwrap().away.clear();
    world.advance(800).await;
    let texts: Vec<String> = world.net.delivered().split_off(before + 2).iter().map(|(_, body)| text(body)).collect();
    assert_eq!(texts, ["first", "second", "third"]);
    assert_eq!(world.stats().await.deliveries, 0);
}

fn text(body: &[u8]) -> String {
    match opened(body) {
        Entity::StatusMessage(post) => post.text,
        entity => panic!("{}", entity.name()),
    }
}

// F-231: a pod that answers is not held, but its answer counts as a failure
#[tokio::test]
async fn a_message_that_is_not_taken_holds_up_no_other_and_is_given_up() {
    let world = World::new().await;
    let alice = Actor::new("a");
    world.befriend(&alice).await;
    world.settle().await;
    world.net.0.lock().unwrap().status.insert("alpha.example".to_owned(), 400);
    let before = world.net.delivered().len();
    world.write_post("first", true).await;
    world.write_post("second", true).await;
    world.settle().await;
    assert_eq!(world.net.delivered().len(), before + 2);
    for _ in 0..200 {
        world.advance(600).await;
    }
    assert_eq!(world.net.delivered().len(), before + 20);
    assert_eq!(world.stats().await.deliveries, 0);
}

// F-232, H-139
#[tokio::test]
async fn a_pod_silent_for_two_weeks_is_tested_once_a_day() {
    let world = World::new().await;
    let alice = Actor::new("a");
    world.befriend(&alice).await;
    world.settle().await;
    world.net.0.lock().unwrap().away.insert("alpha.example".to_owned());
    world.write_post("lost", true).await;
    world.settle().await;
    for _ in 0..16 {
        world.advance(24 * 3600).await;
    }
    let before = world.net.delivered().len();
    let tests = world.net.asked("alpha.example/.well-known/nodeinfo");
    const { assert!(GONE_AFTER < 16 * 24 * 3600) };
    for number in 0..5 {
        world.write_post(&format!("lost {number}"), true).await;
        world.settle().await;
    }
    assert_eq!(world.net.asked("alpha.example/.well-known/nodeinfo"), tests + 1);
    assert_eq!((world.net.delivered().len(), world.stats().await.deliveries), (before, 0));
    world.net.0.lock().unwrap().away.clear();
    world.net.answer("https://alpha.example/.well-known/nodeinfo", 200, "{}");
    world.advance(25 * 3600).await;
    world.write_post("heard", true).await;
    world.settle().await;
    assert_eq!(world.net.delivered().len(), before + 1);
}

// spec/federation.md §3.7: after a downtime
#[tokio::test]
async fn what_waited_for_us_is_spread() {
    let world = World::new().await;
    for role in ["a", "c", "m"] {
        world.befriend(&Actor::new(role)).await;
    }
    world.settle().await;
    let before = world.net.delivered().len();
    world.write_post("first", true).await;
    // The pod stops after the dispatch and comes back two hours later.
    assert_eq!(run_due(&world.hands(), world.pod.now()).await, 1);
    world.clock.0.fetch_add(7200, Ordering::Relaxed);
    world.pod.write(|tx, cx| -> Result<(), Refused> { Ok(queue::spread(tx, cx.now)?) }).await.unwrap();
    world.write_post("second", true).await;
    world.settle().await;
    assert_eq!(world.net.delivered().len(), before + 2);
    world.advance(600).await;
    let delivered = world.net.delivered().split_off(before);
    assert_eq!(delivered.len(), 6);
    for host in ["alpha", "gamma", "epsilon"] {
        let texts: Vec<String> =
            delivered.iter().filter(|(url, _)| url.contains(host)).map(|(_, body)| text(body)).collect();
        assert_eq!(texts, ["first", "second"], "{host}");
    }
}

// H-092, H-122, H-126
#[tokio::test]
async fn pictures_of_other_pods_are_shown_from_here() {
    let world = World::new().await;
    let (picture, page) = ("https://alpha.example/a.png", "https://alpha.example/a.html");
    world.net.answer(picture, 200, &b"\x89PNG\r\n\x1a\nand so on"[..]);
    world.net.answer(page, 200, "<script>alert(1)</script>");
    let path = address::remote(&world.pod.seal(), picture);
    for _ in 0..2 {
        let (status, headers, body) = world.request("GET", &path, "").await;
        assert_eq!((status, headers["content-type"].to_str().unwrap()), (200, "image/png"));
        assert!(body.starts_with(b"\x89PNG") && headers["cache-control"].to_str().unwrap().starts_with("private"));
    }
    assert_eq!(world.net.asked("a.png"), 1);
    for _ in 0..2 {
        assert_eq!(world.status("GET", &address::remote(&world.pod.seal(), page), "").await, 404);
    }
    assert_eq!(world.net.asked("a.html"), 1);
    let (tag, _) = path.trim_start_matches("/remote/").split_once('/').unwrap();
    let (_, other) =
        address::remote(&Seal::new([1; 32]), page).rsplit_once('/').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    assert_eq!(world.status("GET", &format!("/remote/{tag}/{other}"), "").await, 404);
}

#[tokio::test]
async fn the_runner_stops_when_it_is_told_to() {
    let world = World::new().await;
    let alice = Actor::new("a");
    world.befriend(&alice).await;
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let runner = tokio::spawn(super::run_forever(world.hands(), stopped));
    while world.net.delivered().is_empty() {
        tokio::task::yield_now().await;
    }
    stop.send(true).unwrap();
    runner.await.unwrap();
}

// H-089, H-090: with a clock that cannot be right nothing is sent; other pods are asked what time it
// is, and once one that is verified agrees, everything goes on.
#[tokio::test]
async fn nothing_is_sent_by_a_clock_that_cannot_be_right() {
    let world = World::new().await;
    let alice = Actor::new("a");
    world.befriend(&alice).await;
    // Addressed in one turn, sent in the next.
    async fn run(world: &World) {
        for _ in 0..3 {
            let (_stop, stopped) = tokio::sync::watch::channel(true);
            super::run_forever(world.hands(), stopped).await;
        }
    }
    let wall = world.clock.now();
    let known = crate::model::RemotePod::new(alice.pod.clone(), wall);
    world.pod.write(move |tx, _| -> Result<(), Refused> { Ok(tx.put(&known).map(drop)?) }).await.unwrap();
    world.clock.0.fetch_sub(100 * 86_400, Ordering::Relaxed);
    assert!(!world.pod.clock().is_trusted());
    assert_eq!(world.pod.now(), wall, "nothing that was to last ends, and no list goes backwards");
    run(&world).await;
    assert!(world.net.delivered().is_empty());

    // Others say that it is later: the machine is wrong, and stays so.
    world.net.0.lock().unwrap().date = Some(wall);
    world.federation.ask_the_time().await;
    assert!(world.net.asked("/.well-known/nodeinfo") > 0);
    assert!(!world.pod.clock().is_trusted());
    run(&world).await;
    assert!(world.net.delivered().is_empty());

    // Its clock is set.
    world.clock.0.fetch_add(100 * 86_400, Ordering::Relaxed);
    run(&world).await;
    assert!(!world.net.delivered().is_empty());
}
