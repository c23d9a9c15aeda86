//! The client over real sockets, against a server that misbehaves on demand.

use super::*;
use crate::net::loopback::{Running, start_tls};
use crate::net::tls::tests::Authority;
use std::collections::VecDeque;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// Answers look-ups from a list, in turn; the last answer is repeated.
struct Script(Mutex<VecDeque<Vec<IpAddr>>>);

impl Script {
    fn new(answers: &[&[[u8; 4]]]) -> Arc<Self> {
        let answers = answers.iter().map(|answer| answer.iter().map(|ip| IpAddr::from(*ip)).collect());
        Arc::new(Self(Mutex::new(answers.collect())))
    }
}

impl Resolve for Script {
    fn resolve<'a>(&'a self, name: &'a str) -> Resolving<'a> {
        let mut answers = self.0.lock().expect("lock");
        let next = if answers.len() > 1 { answers.pop_front() } else { answers.front().cloned() };
        let known = name != "unknown.test";
        Box::pin(async move { next.filter(|next| known && !next.is_empty()).ok_or(WireError::Dns) })
    }
}

const HERE: [u8; 4] = [127, 0, 0, 1];
const AGENT: &str = "seedpod/test (+https://own.test)";

struct World {
    authority: Authority,
    server: Running,
}

impl World {
    async fn new() -> Self {
        let authority = Authority::new();
        let server = start_tls(&authority, &["pod.test", "127.0.0.1", "localhost"]).await;
        Self { authority, server }
    }

    fn client(&self, answers: &[&[[u8; 4]]]) -> Client {
        let guard = Guard::new(vec!["127.0.0.1/32".parse().expect("range")], vec![443], None);
        Client::assemble(guard, Script::new(answers), vec![self.authority.certificate.clone()], AGENT).expect("client")
    }

    fn url(&self, path: &str) -> String {
        format!("https://pod.test:{}/{path}", self.server.address.port())
    }

    async fn get(&self, path: &str) -> Result<WireResponse, WireError> {
        self.client(&[&[HERE]]).send(WireRequest::get(self.url(path), 1 << 20)).await
    }
}

// H-134
#[tokio::test]
async fn a_document_is_fetched_over_http2_under_our_name() {
    let world = World::new().await;
    let answer = world.get("hello").await.expect("answer");
    assert_eq!(
        (answer.status, answer.media_type().as_str(), answer.final_url),
        (200, "text/plain", world.url("hello"))
    );
    assert_eq!(answer.body, format!("{AGENT} Https"));
    let missing = world.get("missing").await.expect("answer");
    assert!(missing.status == 404 && !missing.is_success());
    let client = world.client(&[&[HERE]]);
    assert_eq!(client.version(&world.url("hello")).await, reqwest::Version::HTTP_2);
}

// F-074
#[tokio::test]
async fn a_message_is_delivered_with_its_type() {
    let world = World::new().await;
    let message = WireRequest::deliver(world.url("echo"), "application/magic-envelope+xml", "<me/>");
    let answer = world.client(&[&[HERE]]).send(message).await.expect("answer");
    assert!(answer.is_success());
    assert_eq!((answer.media_type().as_str(), &answer.body[..]), ("application/x-echo", &b"<me/>"[..]));
}

// H-135, F-028, F-235
#[tokio::test]
async fn a_private_address_is_refused_as_literal_as_name_and_as_redirect() {
    let world = World::new().await;
    let denied = IpAddr::from([127, 0, 0, 2]);
    let client = world.client(&[&[[127, 0, 0, 2]]]);
    let get = |url: String| client.send(WireRequest::get(url, 1000));
    for host in ["127.0.0.2", "127.2", "0x7f000002", "[::ffff:127.0.0.2]"] {
        let refused = get(format!("https://{host}/")).await.expect_err("refused");
        assert!(
            matches!(refused, WireError::Refused(Some(address)) if address.to_canonical() == denied),
            "{refused:?}"
        );
    }
    assert_eq!(get(world.url("hello")).await.err(), Some(WireError::Refused(Some(denied))));
    assert_eq!(get("https://pod.test/".into()).await.err(), Some(WireError::Refused(Some(denied))));
    assert_eq!(world.get("to?https://127.0.0.2/").await.err(), Some(WireError::Refused(Some(denied))));
    assert_eq!(world.get("to?https://127.0.0.2:22/").await.err(), Some(WireError::Refused(Some(denied))));
    assert_eq!(world.get("to?https://[::1]/").await.err(), Some(WireError::Refused(Some("::1".parse().expect("ip")))));
}

// H-136
#[tokio::test]
async fn a_name_that_changes_its_answer_gains_nothing() {
    let world = World::new().await;
    let second = start_tls(&world.authority, &["pod.test"]).await;
    // The first answer is let pass, the second one leads inside.
    let client = world.client(&[&[HERE], &[[10, 0, 0, 1]]]);
    let redirect = world.url(&format!("to?https://pod.test:{}/hello", second.address.port()));
    let refused = client.send(WireRequest::get(redirect, 1000)).await.err();
    assert_eq!(refused, Some(WireError::Refused(Some([10, 0, 0, 1].into()))));
    // Of several addresses only the open ones are connected to.
    let client = world.client(&[&[[10, 0, 0, 1], [127, 0, 0, 2], HERE]]);
    assert!(client.send(WireRequest::get(world.url("hello"), 1000)).await.is_ok());
}

// H-138, F-029
#[tokio::test]
async fn redirects_are_followed_four_times_never_to_http_and_never_for_a_message() {
    let world = World::new().await;
    let chain = |hops: usize| "to?/".to_owned().repeat(hops) + "hello";
    let landed = world.get(&chain(4)).await.expect("four");
    assert_eq!((landed.status, landed.final_url), (200, world.url("hello")));
    assert_eq!(world.get(&chain(5)).await.err(), Some(WireError::Redirect));
    let plain = format!("to?http://pod.test:{}/hello", world.server.address.port());
    assert_eq!(world.get(&plain).await.err(), Some(WireError::Redirect));
    assert_eq!(world.get("to?file:///etc/passwd").await.err(), Some(WireError::Redirect));
    let message = WireRequest::deliver(world.url("to?/hello"), "text/plain", "x");
    assert_eq!(world.client(&[&[HERE]]).send(message).await.expect("answer").status, 302);
}

// H-138
#[tokio::test]
async fn an_answer_larger_than_asked_for_is_dropped() {
    let world = World::new().await;
    assert_eq!(world.get("large/1048576").await.map(|answer| answer.body.len()), Ok(1 << 20));
    assert_eq!(world.get("large/1048577").await.err(), Some(WireError::TooLarge));
    assert_eq!(world.get("bomb").await.err(), Some(WireError::TooLarge));
    assert_eq!(world.get("brotli").await.err(), Some(WireError::Protocol));
}

// H-138
#[tokio::test]
async fn who_does_not_answer_is_waited_for_ten_seconds() {
    let world = World::new().await;
    tokio::time::pause();
    let started = tokio::time::Instant::now();
    assert_eq!(world.get("never").await.err(), Some(WireError::Timeout));
    assert_eq!(started.elapsed().as_secs(), 10);
    let message = WireRequest::deliver(world.url("never"), "text/plain", "x");
    let started = tokio::time::Instant::now();
    assert_eq!(world.client(&[&[HERE]]).send(message).await.err(), Some(WireError::Timeout));
    assert_eq!(started.elapsed().as_secs(), 20);
}

#[tokio::test]
async fn what_goes_wrong_has_its_own_name() {
    let world = World::new().await;
    let port = world.server.address.port();
    let client = world.client(&[&[HERE]]);
    let get = |url: String| client.send(WireRequest::get(url, 1000));
    assert_eq!(get(format!("https://unknown.test:{port}/")).await.err(), Some(WireError::Dns));
    assert_eq!(get(format!("https://other.test:{port}/")).await.err(), Some(WireError::Tls), "not its certificate");
    assert_eq!(get(format!("https://eva@pod.test:{port}/")).await.err(), Some(WireError::Url(UrlFault::Credentials)));

    let closed = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("port");
    let gone = closed.local_addr().expect("bound").port();
    drop(closed);
    assert_eq!(get(format!("https://pod.test:{gone}/")).await.err(), Some(WireError::Connect));

    let strange = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("port");
    let there = strange.local_addr().expect("bound").port();
    let answering = tokio::spawn(async move {
        for _ in 0..2 {
            let (mut stream, _) = strange.accept().await.expect("asked");
            let mut asked = [0; 16];
            stream.read_exact(&mut asked).await.expect("read");
            stream.write_all(b"220 this is no web server\r\n").await.expect("sent");
        }
    });
    assert_eq!(get(format!("http://pod.test:{there}/")).await.err(), Some(WireError::Protocol));
    assert_eq!(get(format!("https://pod.test:{there}/")).await.err(), Some(WireError::Tls));
    answering.await.expect("ended");

    let stranger = Authority::new();
    let foreign = start_tls(&stranger, &["pod.test"]).await;
    assert_eq!(get(format!("https://pod.test:{}/", foreign.address.port())).await.err(), Some(WireError::Tls));
}

// H-138
#[tokio::test]
async fn a_connection_that_does_not_come_about_is_given_up_after_five_seconds() {
    let silent = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("port");
    let world = World::new().await;
    let client = world.client(&[&[HERE]]);
    tokio::time::pause();
    let started = tokio::time::Instant::now();
    let url = format!("https://pod.test:{}/", silent.local_addr().expect("bound").port());
    assert_eq!(client.send(WireRequest::get(url, 1000)).await.err(), Some(WireError::Timeout));
    assert_eq!(started.elapsed().as_secs(), 5);
}
