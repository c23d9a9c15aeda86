//! Public posts of a known person, through the routes: verified, applied and durable before each
//! answer. Beside it the same number of bare signature checks, which is the most that can be done.

use super::stand::{Stand, forget_peak, peak};
use super::wear::{self, Wear};
use super::{Size, per_second, tell};
use bytes::Bytes;
use futures_util::future::BoxFuture;
use futures_util::{FutureExt, StreamExt, stream};
use http_body_util::Full;
use hyper::service::Service;
use hyper_util::service::TowerToHyperService;
use seedpod::base::{DiasporaId, Guid, PodUrl};
use seedpod::domain::Refused;
use seedpod::domain::people::{self, Found};
use seedpod::model::Profile;
use seedpod::net::outbound::{Wire, WireError, WireRequest, WireResponse};
use seedpod::protocol::envelope;
use seedpod::protocol::keys::PrivateKey;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Senders that wait for an answer at the same time.
const TOGETHER: usize = 64;
/// Messages that wait for their senders to be found while others are taken in (F-055).
const WAITING: usize = 500;

/// Nobody can be asked.
struct Nowhere;

impl Wire for Nowhere {
    fn send(&self, _: WireRequest) -> BoxFuture<'_, Result<WireResponse, WireError>> {
        async { Err(WireError::Connect) }.boxed()
    }
}

struct Sender {
    id: DiasporaId,
    key: PrivateKey,
}

impl Sender {
    fn post(&self, number: usize) -> String {
        let payload = format!(
            "<status_message><author>{}</author><guid>{:032x}</guid><created_at>2026-01-01T00:00:00Z</created_at><public>true</public>\
             <text>The *{number}*th message, which says what people say on an ordinary day. #everyday</text></status_message>",
            self.id, number
        );
        envelope::seal(&payload, &self.id, &self.key).unwrap()
    }
}

pub(crate) async fn run(size: Size) {
    let stand = Stand::new("receive", Arc::new(Nowhere)).await;
    let sender = Sender { id: DiasporaId::parse("bob@elsewhere.test").unwrap(), key: PrivateKey::generate().unwrap() };
    introduce(&stand, &sender).await;
    let messages: Vec<String> = (0..size.messages).map(|number| sender.post(number)).collect();
    let alone = (0..size.messages / 8).map(|number| sender.post(2_000_000 + number)).collect::<Vec<_>>();

    let bare = bare(&sender, size.messages);
    tell("rsa_verify_4096", bare, "per_second_on_one_core");
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    tell("rsa_verify_4096_all_cores", all_cores(&sender, size.messages, cores), "per_second");

    forget_peak();
    let half = messages.len() / 2;
    let wear = Wear::begin(&stand);
    let (rate, _) = push(&stand, &messages[..half], TOGETHER).await;
    wear.tell(&stand, "post_received_with_others", half);
    tell("receive_public_posts", rate, "per_second_durable");
    tell("receive_to_bare_verify", rate / bare, "ratio");
    // With the queue full of strangers, those who are known are still served at once.
    let stranger = Sender { id: DiasporaId::parse("eve@nowhere.test").unwrap(), ..sender };
    let strange: Vec<String> = (0..WAITING).map(|number| stranger.post(1_000_000 + number)).collect();
    let (stored, _) = push(&stand, &strange, TOGETHER).await;
    tell("store_unknown_senders", stored, "per_second_durable");
    let (rate, mut answers) = push(&stand, &messages[half..], TOGETHER).await;
    answers.sort();
    tell("receive_with_500_waiting", rate, "per_second_durable");
    let last = answers.len().saturating_sub(1);
    let at = |part: usize| answers[last * part / 100].as_secs_f64() * 1000.0;
    tell("receive_with_500_waiting_median", at(50), "ms");
    tell("receive_with_500_waiting_99", at(99), "ms");
    tell("receive_memory_peak", peak(), "MiB");
    let wear = Wear::begin(&stand);
    push(&stand, &alone, 1).await;
    wear.tell(&stand, "post_received_alone", alone.len());
    wear::publish(&stand, alone.len()).await;
}

async fn introduce(stand: &Stand, sender: &Sender) {
    let found = Found {
        diaspora_id: sender.id.clone(),
        guid: Guid::parse("0123456789abcdef").unwrap(),
        base_url: PodUrl::parse("https://elsewhere.test").unwrap(),
        public_key: sender.key.public().der().to_vec(),
        profile: Profile::default(),
    };
    let act = stand.pod.write(move |tx, cx| -> Result<_, Refused> { Ok(people::found(tx, cx, found)?) });
    assert!(act.await.unwrap().is_ok());
}

fn bare(sender: &Sender, count: usize) -> f64 {
    let signature = sender.key.sign(b"a message").unwrap();
    let started = Instant::now();
    for _ in 0..count {
        assert!(sender.key.public().verify(b"a message", &signature));
    }
    per_second(count, started.elapsed())
}

fn all_cores(sender: &Sender, count: usize, cores: usize) -> f64 {
    let started = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| bare(sender, count));
        }
    });
    // The signatures themselves, one for each thread, are a small part.
    per_second(count * cores, started.elapsed())
}

/// Messages per second, and how long each sender waited, with so many of them at the same time.
async fn push(stand: &Stand, messages: &[String], together: usize) -> (f64, Vec<Duration>) {
    let started = Instant::now();
    let answers = stream::iter(messages.iter().cloned()).map(|message| {
        let routes = stand.routes.clone();
        let answer = tokio::spawn(async move {
            let started = Instant::now();
            let request = hyper::Request::builder().method("POST").uri("/receive/public").header("host", "home.test");
            let request = request.body(Full::new(Bytes::from(message))).unwrap();
            let answer = TowerToHyperService::new(warp::service(routes)).call(request).await.unwrap();
            assert_eq!(answer.status(), 202);
            started.elapsed()
        });
        async move { answer.await.unwrap() }
    });
    let answers: Vec<Duration> = answers.buffer_unordered(together).collect().await;
    (per_second(messages.len(), started.elapsed()), answers)
}
