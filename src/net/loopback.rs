//! For the tests of this layer: a real server on loopback with routes that misbehave on demand.

use super::inbound::{Gate, GateSettings, Response, body, reply, scheme};
use super::server::{Door, Limits, Server, bind};
use super::tls::Certificates;
use super::tls::tests::Authority;
use crate::base::PodUrl;
use crate::config::{Config, Live};
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::http::header::{CONTENT_ENCODING, USER_AGENT};

/// A running server.
pub(in crate::net) struct Running {
    pub(in crate::net) address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    pub(in crate::net) task: JoinHandle<()>,
}

impl Running {
    /// Begins the orderly end; wait for `task` to see it.
    pub(in crate::net) fn stop(&mut self) {
        self.stop.take().expect("stopped once").send(()).expect("running");
    }
}

/// Starts a server with one door on a free port.
pub(in crate::net) async fn start(limits: Limits, door: Door) -> Running {
    start_behind(&[], limits, door).await
}

/// The same behind machines that pass connections on.
pub(in crate::net) async fn start_behind(fronts: &[&str], limits: Limits, door: Door) -> Running {
    let fronts = fronts.iter().map(|net| net.parse().expect("range")).collect();
    let listener = bind(&[SocketAddr::from(([127, 0, 0, 1], 0))]).await.expect("a free port");
    let address = listener.local_addr().expect("bound");
    let mut settings = GateSettings::of(Live::of(Config::with_defaults(Path::new("/nonexistent"))), 1);
    settings.url = Some(PodUrl::parse("https://pod.example").expect("address"));
    let server = Server::new(Arc::new(Gate::new(routes(), settings)), limits).behind(fronts).open(listener, door);
    let (stop, stopped) = oneshot::channel::<()>();
    let task = tokio::spawn(server.run(async move { drop(stopped.await) }));
    Running { address, stop: Some(stop), task }
}

/// Starts a TLS server whose certificate holds for these names.
pub(in crate::net) async fn start_tls(authority: &Authority, names: &[&str]) -> Running {
    start(Limits::default(), Door::Tls(certificates(authority, names))).await
}

pub(in crate::net) fn certificates(authority: &Authority, names: &[&str]) -> Arc<Certificates> {
    let (chain, key) = authority.issue(names);
    let certificates = Certificates::new();
    certificates.replace(chain.as_bytes(), key.as_bytes()).expect("a good certificate");
    Arc::new(certificates)
}

/// Megabytes of nothing, packed.
fn bomb() -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&vec![0; 16 << 20]).expect("packed");
    encoder.finish().expect("packed")
}

fn routes() -> BoxedFilter<(Response,)> {
    let hello = warp::path!("hello").and(warp::header::optional::<String>(USER_AGENT.as_str())).and(scheme());
    let hello = hello.map(|agent: Option<String>, scheme| {
        reply::text(StatusCode::OK, format!("{} {scheme:?}", agent.unwrap_or_default()))
    });
    let echo = warp::path!("echo").and(warp::post()).and(body::whole(1 << 20));
    let echo = echo.map(|sent: Result<Bytes, body::BodyFault>| match sent {
        Ok(sent) => reply::document("application/x-echo; a=b", sent),
        Err(fault) => fault.reply(),
    });
    let to = warp::path!("to").and(warp::query::raw()).map(|to: String| reply::moved(StatusCode::FOUND, &to));
    let large = warp::path!("large" / usize).map(|size| reply::document("application/octet-stream", vec![0; size]));
    let bomb = warp::path!("bomb").map(|| reply::header(reply::document("text/xml", bomb()), CONTENT_ENCODING, "gzip"));
    let other = warp::path!("brotli").map(|| reply::header(reply::document("text/xml", "x"), CONTENT_ENCODING, "br"));
    let never = warp::path!("never").then(std::future::pending::<Response>);
    let later = warp::path!("later" / u64).then(|seconds| async move {
        tokio::time::sleep(std::time::Duration::from_secs(seconds)).await;
        reply::text(StatusCode::OK, "done")
    });
    hello
        .or(echo)
        .unify()
        .or(to)
        .unify()
        .or(large)
        .unify()
        .or(bomb)
        .unify()
        .or(other)
        .unify()
        .or(never)
        .unify()
        .or(later)
        .unify()
        .boxed()
}
