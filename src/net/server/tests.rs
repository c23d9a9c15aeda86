//! The server over real sockets. Time is paused: it moves only when everybody waits for it.

use super::*;
use crate::net::loopback::{Running, certificates, start, start_behind, start_tls};
use crate::net::tls::tests::Authority;
use crate::net::tls::{CHALLENGE_PROTOCOL, Files};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::Instant;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

const PLAIN: Door = Door::Plain { https: None };

async fn connect(server: &Running) -> TcpStream {
    TcpStream::connect(server.address).await.expect("connected")
}

/// Everything that comes until the other end closes; a reset counts as the end.
async fn rest(stream: &mut (impl AsyncReadExt + Unpin)) -> String {
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes).await;
    String::from_utf8_lossy(&bytes).into_owned()
}

async fn ask(server: &Running, request: &str) -> String {
    let mut stream = connect(server).await;
    stream.write_all(request.as_bytes()).await.expect("sent");
    rest(&mut stream).await
}

async fn handshake(
    server: &Running,
    authority: &Authority,
    protocols: &[&[u8]],
) -> std::io::Result<TlsStream<TcpStream>> {
    let mut roots = rustls::RootCertStore::empty();
    roots.add(authority.certificate.clone()).expect("root");
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
    let name = ServerName::try_from("pod.example").expect("name");
    TlsConnector::from(Arc::new(config)).connect(name, connect(server).await).await
}

fn shown(stream: &TlsStream<TcpStream>) -> CertificateDer<'static> {
    stream.get_ref().1.peer_certificates().expect("shown").first().expect("one").clone()
}

// H-125
#[tokio::test(start_paused = true)]
async fn a_head_that_drips_in_is_cut_after_ten_seconds() {
    let server = start(Limits::default(), PLAIN).await;
    let started = Instant::now();
    assert_eq!(ask(&server, "").await, "");
    assert_eq!(started.elapsed().as_secs(), 10, "silent from the start");

    let (mut stream, started) = (connect(&server).await, Instant::now());
    for byte in b"GET / HTTP/1.1\r\n" {
        if stream.write_all(&[*byte]).await.is_err() {
            break;
        }
        tokio::time::sleep(Duration::from_secs(3)).await;
        if started.elapsed() > Duration::from_secs(12) {
            break;
        }
    }
    assert_eq!(rest(&mut stream).await, "");
    assert!(started.elapsed() < Duration::from_secs(16));
}

// H-125
#[tokio::test(start_paused = true)]
async fn an_idle_connection_may_stay_a_minute_and_then_be_slow_only_for_ten_seconds() {
    let server = start(Limits::default(), PLAIN).await;
    let mut stream = connect(&server).await;
    stream.write_all(b"GET /hello HTTP/1.1\r\nHost: x\r\n\r\n").await.expect("sent");
    let mut reply = [0; 12];
    stream.read_exact(&mut reply).await.expect("answered");
    assert_eq!(&reply, b"HTTP/1.1 200");
    let started = Instant::now();
    rest(&mut stream).await;
    assert_eq!(started.elapsed().as_secs(), 60);

    let mut stream = connect(&server).await;
    stream.write_all(b"GET /hello HTTP/1.1\r\nHost: x\r\n\r\n").await.expect("sent");
    stream.read_exact(&mut reply).await.expect("answered");
    tokio::time::sleep(Duration::from_secs(50)).await;
    stream.write_all(b"GET /he").await.expect("sent");
    let started = Instant::now();
    rest(&mut stream).await;
    assert_eq!(started.elapsed().as_secs(), 10);
}

// H-125
#[tokio::test]
async fn too_much_head_has_a_clear_answer() {
    let server = start(Limits::default(), PLAIN).await;
    for (url, header, status) in [(9_000, 0, 414), (10, 17_000, 431), (10, 60_000, 431), (10, 10, 404)] {
        let request = format!(
            "GET /{} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Long: {}\r\n\r\n",
            "u".repeat(url),
            "h".repeat(header)
        );
        let reply = ask(&server, &request).await;
        assert!(reply.starts_with(&format!("HTTP/1.1 {status}")), "{url} {header}: {reply:.60}");
    }
}

// H-125
#[tokio::test(start_paused = true)]
async fn a_body_that_stalls_is_given_up_after_thirty_seconds() {
    let server = start(Limits::default(), PLAIN).await;
    let started = Instant::now();
    let reply =
        ask(&server, "POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 10\r\n\r\nabc").await;
    assert!(reply.starts_with("HTTP/1.1 400"), "{reply:.60}");
    assert_eq!(started.elapsed().as_secs(), 30);
    let reply = ask(&server, "POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n").await;
    assert!(reply.starts_with("HTTP/1.1 200") && reply.ends_with("abc"), "{reply:.60}");
}

// H-150: a request has one end, whoever reads it; what follows a doubtful one is never answered
#[tokio::test(start_paused = true)]
async fn no_request_hides_in_another_ones_body() {
    let server = start(Limits::default(), PLAIN).await;
    let hidden = "GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    let chunked = format!("0\r\n\r\n{hidden}");
    for (lines, body, statuses) in [
        ("Content-Length: 3\r\nTransfer-Encoding: chunked", chunked.as_str(), &["200"][..]),
        ("Transfer-Encoding: chunked\r\nContent-Length: 3", &chunked, &["200"]),
        ("Content-Length: 3\r\nContent-Length: 4", hidden, &["400"]),
        ("Content-Length: 3, 4", hidden, &["400"]),
        ("Content-Length: +3", hidden, &["400"]),
        ("Content-Length: -1", hidden, &["400"]),
        ("Content-Length: 0x3", hidden, &["400"]),
        ("Content-Length: 99999999999999999999999", hidden, &["400"]),
        ("Transfer-Encoding: xchunked", &chunked, &["400"]),
        ("Transfer-Encoding: chunked, identity", &chunked, &["400"]),
        ("Transfer-Encoding: identity", hidden, &["400"]),
        ("Transfer-Encoding : chunked", &chunked, &["400"]),
        ("X: y\r\n Transfer-Encoding: chunked", &chunked, &["400"]),
        ("Transfer-Encoding:\u{b}chunked", &chunked, &["400"]),
    ] {
        let said = ask(&server, &format!("POST /echo HTTP/1.1\r\nHost: x\r\n{lines}\r\n\r\n{body}")).await;
        let answers: Vec<&str> = said.matches("HTTP/1.1 ").collect();
        let status = said.get(9..12).unwrap_or_default();
        assert_eq!(answers.len(), 1, "{lines}: {said}");
        assert!(statuses.contains(&status), "{lines}: {said}");
    }
}

// H-125
#[tokio::test(start_paused = true)]
async fn a_download_nobody_takes_is_given_up() {
    let server = start(Limits::default(), PLAIN).await;
    let mut stream = connect(&server).await;
    stream.write_all(b"GET /large/67108864 HTTP/1.1\r\nHost: x\r\n\r\n").await.expect("sent");
    stream.readable().await.expect("something came");
    tokio::time::sleep(Duration::from_secs(40)).await;
    assert!(rest(&mut stream).await.len() < 67_108_864);
}

// H-125
#[tokio::test]
async fn beyond_the_cap_connections_are_closed_at_once() {
    // This machine has four times as many as others.
    let limits = Limits { connections: 1, ..Limits::default() };
    let server = start(limits, PLAIN).await;
    let mut held = Vec::new();
    for _ in 0..4 {
        let mut stream = connect(&server).await;
        stream.write_all(b"GET /hello HTTP/1.1\r\nHost: x\r\n\r\n").await.expect("sent");
        stream.read_u8().await.expect("answered");
        held.push(stream);
    }
    assert_eq!(rest(&mut connect(&server).await).await, "");
}

// H-042
#[tokio::test(start_paused = true)]
async fn ending_finishes_what_is_under_way_and_cuts_what_is_not_done_in_ten_seconds() {
    let mut server = start(Limits::default(), PLAIN).await;
    let mut good = connect(&server).await;
    good.write_all(b"GET /later/5 HTTP/1.1\r\nHost: x\r\n\r\n").await.expect("sent");
    let mut stuck = connect(&server).await;
    stuck.write_all(b"GET /never HTTP/1.1\r\nHost: x\r\n\r\n").await.expect("sent");
    let mut idle = connect(&server).await;
    idle.write_all(b"GET /hello HTTP/1.1\r\nHost: x\r\n\r\n").await.expect("sent");
    idle.read_u8().await.expect("answered");
    let started = Instant::now();
    server.stop();
    rest(&mut idle).await;
    assert_eq!(started.elapsed().as_secs(), 0, "an idle connection ends at once");
    assert!(TcpStream::connect(server.address).await.is_err(), "the door is closed");
    let reply = rest(&mut good).await;
    assert!(reply.starts_with("HTTP/1.1 200") && reply.ends_with("done"), "{reply:.60}");
    assert_eq!(rest(&mut stuck).await, "");
    server.task.await.expect("ended");
    assert_eq!(started.elapsed().as_secs(), 10);
}

// H-046
#[tokio::test]
async fn the_plain_door_redirects_once_there_is_a_certificate() {
    let authority = Authority::new();
    let certificates = Arc::new(Certificates::new());
    let server = start(Limits::default(), Door::Plain { https: Some(Arc::clone(&certificates)) }).await;
    let request = "GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    assert!(ask(&server, request).await.starts_with("HTTP/1.1 503"), "and says so until then");
    let (chain, key) = authority.issue(&["pod.example"]);
    certificates.replace(chain.as_bytes(), key.as_bytes()).expect("good");
    let reply = ask(&server, request).await;
    assert!(reply.starts_with("HTTP/1.1 308") && reply.contains("location: https://pod.example/hello\r\n"), "{reply}");
}

// H-051
#[tokio::test]
async fn http2_is_offered_and_http1_still_spoken() {
    let authority = Authority::new();
    let server = start_tls(&authority, &["pod.example"]).await;
    let stream = handshake(&server, &authority, &[b"h2", b"http/1.1"]).await.expect("handshake");
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
    for protocols in [&[&b"http/1.1"[..]][..], &[]] {
        let mut stream = handshake(&server, &authority, protocols).await.expect("handshake");
        stream.write_all(b"GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await.expect("sent");
        let reply = rest(&mut stream).await;
        assert!(reply.starts_with("HTTP/1.1 200") && reply.ends_with("Https"), "{reply}");
    }
}

// H-125
#[tokio::test(start_paused = true)]
async fn an_http2_connection_without_requests_ends_after_a_minute_although_it_answers_pings() {
    let authority = Authority::new();
    let server = start_tls(&authority, &["pod.example"]).await;
    let stream = handshake(&server, &authority, &[b"h2"]).await.expect("handshake");
    let executor = hyper_util::rt::TokioExecutor::new();
    let connection = hyper::client::conn::http2::handshake(executor, hyper_util::rt::TokioIo::new(stream));
    let (mut sender, connection) = connection.await.expect("settings");
    let driven = tokio::spawn(connection);
    let request = hyper::Request::get("https://pod.example/hello").body(String::new()).expect("request");
    assert_eq!(sender.send_request(request).await.expect("answered").status(), 200);
    let started = Instant::now();
    // How it ends is the client's matter.
    let _ = driven.await.expect("driven");
    assert_eq!(started.elapsed().as_secs(), 60);
}

// H-125
#[tokio::test(start_paused = true)]
async fn a_silent_handshake_is_cut() {
    let server = start_tls(&Authority::new(), &["pod.example"]).await;
    let started = Instant::now();
    assert_eq!(ask(&server, "").await, "");
    assert_eq!(started.elapsed().as_secs(), 10);
}

// H-052
#[tokio::test(start_paused = true)]
async fn a_certificate_replaced_on_disk_is_shown_within_a_minute() {
    let authority = Authority::new();
    let folder = std::env::temp_dir().join(format!("seedpod-server-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("folder");
    let (chain, key) = (folder.join("chain.pem"), folder.join("key.pem"));
    let write = |names: &[&str]| {
        let (chain_pem, key_pem) = authority.issue(names);
        std::fs::write(&chain, chain_pem).expect("written");
        std::fs::write(&key, key_pem).expect("written");
    };
    write(&["pod.example"]);
    let files = Files::load(&chain, &key).expect("loaded");
    let server = start(Limits::default(), Door::Tls(files.certificates())).await;
    tokio::spawn(files.follow());
    let before = shown(&handshake(&server, &authority, &[]).await.expect("handshake"));
    write(&["pod.example", "www.pod.example"]);
    tokio::time::sleep(Duration::from_secs(60)).await;
    let after = shown(&handshake(&server, &authority, &[]).await.expect("handshake"));
    assert_ne!(before, after);
    let _ = std::fs::remove_dir_all(folder);
}

// H-047
#[tokio::test]
async fn a_challenge_is_shown_to_those_who_ask_for_it_alone() {
    let authority = Authority::new();
    let site = certificates(&authority, &["pod.example"]);
    let server = start(Limits::default(), Door::Tls(Arc::clone(&site))).await;
    assert!(handshake(&server, &authority, &[CHALLENGE_PROTOCOL]).await.is_err(), "no challenge is under way");
    let key = rcgen::KeyPair::generate().expect("key");
    let mut params = rcgen::CertificateParams::new(vec!["pod.example".to_owned()]).expect("parameters");
    params.custom_extensions = vec![rcgen::CustomExtension::new_acme_identifier(&[7; 32])];
    let challenge = params.self_signed(&key).expect("signed").der().clone();
    let der = PrivateKeyDer::try_from(key.serialize_der()).expect("key");
    site.begin_challenge("pod.example", challenge, &der).expect("usable");
    let error = handshake(&server, &authority, &[CHALLENGE_PROTOCOL]).await.expect_err("not signed by the authority");
    assert!(error.to_string().contains("certificate"), "{error}");
    assert!(handshake(&server, &authority, &[b"h2", CHALLENGE_PROTOCOL]).await.is_ok(), "the site's own");
    site.end_challenge("pod.example");
    assert!(handshake(&server, &authority, &[b"http/1.1"]).await.is_ok());
}

// H-056: TLS behind a machine that passes connections on, with the visitor's own limits.
#[tokio::test]
async fn who_comes_through_a_front_machine_is_counted_by_their_own_address() {
    let limits = Limits { connections_per_address: 1, ..Limits::default() };
    let server = start_behind(&["127.0.0.0/8"], limits, PLAIN).await;
    let through = async |line: &str| {
        ask(&server, &format!("{line}GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).await
    };
    let mut first = connect(&server).await;
    first
        .write_all(b"PROXY TCP4 93.184.216.34 10.0.0.1 1 2\r\nGET /hello HTTP/1.1\r\nHost: x\r\n\r\n")
        .await
        .expect("sent");
    let mut byte = [0];
    first.read_exact(&mut byte).await.expect("answered");
    assert_eq!(through("PROXY TCP4 93.184.216.34 10.0.0.1 1 2\r\n").await, "", "one of that address is open");
    assert!(through("PROXY TCP4 93.184.216.35 10.0.0.1 1 2\r\n").await.starts_with("HTTP/1.1 200"));
    assert!(through("PROXY UNKNOWN\r\n").await.starts_with("HTTP/1.1 200"), "the front machine itself");
    assert_eq!(through("").await, "");
}
