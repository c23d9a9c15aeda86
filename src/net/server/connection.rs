//! One connection, from its handshake to its end.

use super::gauge::Gauge;
use super::pulse::{Counted, End, Paced, Pulse, Watched};
use super::{Door, Limits, preface, until};
use crate::net::inbound::{Arrival, Gate, Scheme, Way};
use crate::net::tls::CHALLENGE_PROTOCOL;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::header::{CONNECTION, HeaderValue, TRANSFER_ENCODING};
use hyper::server::conn::{http1, http2};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulConnection;
use std::convert::Infallible;
use std::net::IpAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;

/// Bytes the HTTP/1.1 parser looks at before it gives up on a head. The gate's own, smaller limits
/// answer in the pod's words.
const HEAD: usize = 32 * 1024;

/// The same for HTTP/2, where each header counts 32 bytes more.
const HEADER_LIST: u32 = 32 * 1024;

/// Requests at a time on one HTTP/2 connection.
const STREAMS: u32 = 64;

/// Bytes on their way in that one HTTP/2 request, and a whole connection, may have unread.
const STREAM_WINDOW: u32 = 128 * 1024;
const CONNECTION_WINDOW: u32 = 512 * 1024;

/// What a connection needs to know.
pub(super) struct Connection {
    pub(super) gate: Arc<Gate>,
    pub(super) limits: Arc<Limits>,
    pub(super) door: Door,
    pub(super) peer: IpAddr,
    /// Where to count the visitor, if a machine in front first says who that is.
    pub(super) front: Option<Arc<Gauge>>,
    pub(super) closed: watch::Receiver<bool>,
}

impl Connection {
    /// Serves the connection to its end. What goes wrong on it concerns nobody else.
    pub(super) async fn run(mut self, mut stream: TcpStream, tls: Option<TlsAcceptor>) {
        // Small replies are not to wait for more; without the option they only come later.
        let _ = stream.set_nodelay(true);
        let mut _visitor = None;
        if let Some(gauge) = self.front.take() {
            let said = tokio::time::timeout(self.limits.header, preface::read(&mut stream));
            let Ok(Ok(said)) = said.await else { return };
            if let Some(visitor) = said {
                self.peer = visitor.to_canonical();
                let Some(ticket) = gauge.enter(self.peer, self.peer.is_loopback()) else { return };
                _visitor = Some(ticket);
            }
        }
        let Some(acceptor) = tls else { return self.http1(stream).await };
        let handshake = tokio::time::timeout(self.limits.handshake, acceptor.accept(stream));
        let Ok(Ok(mut stream)) = handshake.await else { return };
        match stream.get_ref().1.alpn_protocol() {
            Some(b"h2") => self.http2(stream).await,
            // The handshake was all that was asked for.
            Some(CHALLENGE_PROTOCOL) => drop(stream.shutdown().await),
            _ => self.http1(stream).await,
        }
    }

    async fn http1(self, stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) {
        let pulse = Arc::new(Pulse::new(true));
        let stream = Watched::new(stream, Arc::clone(&pulse), self.limits.stall);
        let mut builder = http1::Builder::new();
        builder.timer(TokioTimer::new()).header_read_timeout(None).max_buf_size(HEAD).max_headers(100);
        let service = self.service(&pulse);
        self.serve(builder.serve_connection(TokioIo::new(stream), service), &pulse).await;
    }

    async fn http2(self, stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) {
        let pulse = Arc::new(Pulse::new(false));
        let stream = Watched::new(stream, Arc::clone(&pulse), self.limits.stall);
        let mut builder = http2::Builder::new(TokioExecutor::new());
        builder
            .timer(TokioTimer::new())
            .max_concurrent_streams(STREAMS)
            .max_header_list_size(HEADER_LIST)
            .initial_stream_window_size(STREAM_WINDOW)
            .initial_connection_window_size(CONNECTION_WINDOW)
            .max_send_buf_size(64 * 1024)
            .keep_alive_interval(Duration::from_secs(30))
            .keep_alive_timeout(Duration::from_secs(20));
        let service = self.service(&pulse);
        self.serve(builder.serve_connection(TokioIo::new(stream), service), &pulse).await;
    }

    /// Hands each request to the gate.
    fn service(
        &self,
        pulse: &Arc<Pulse>,
    ) -> impl hyper::service::Service<
        hyper::Request<Incoming>,
        Response = hyper::Response<Counted>,
        Error = Infallible,
        Future: Send,
    > + use<> {
        let (gate, pulse, patience) = (Arc::clone(&self.gate), Arc::clone(pulse), self.limits.stall);
        let (door, peer) = (self.door.clone(), self.peer);
        hyper::service::service_fn(move |request: hyper::Request<Incoming>| {
            let (gate, beat, arrival) = (Arc::clone(&gate), pulse.request(), arrival(&door, peer));
            async move {
                // A chunked body may have come with a length beside it, by which a machine in front
                // could cut the stream elsewhere: what follows it is nobody's request.
                let is_last = request.headers().contains_key(TRANSFER_ENCODING);
                let request = request.map(|body| Paced::new(body, &beat, patience).boxed());
                let mut response = gate.answer(arrival, request).await;
                if is_last {
                    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
                }
                Ok(Counted::wrap(response, beat))
            }
        })
    }

    /// Drives the connection until it ends by itself, has to, or the server closes.
    async fn serve(mut self, connection: impl GracefulConnection, pulse: &Pulse) {
        let mut connection = pin!(connection);
        let mut leaving = false;
        loop {
            tokio::select! {
                // Broken connections are everyday life.
                _ = connection.as_mut() => return,
                () = until(&mut self.closed), if !leaving => {}
                end = pulse.ended(&self.limits) => if leaving || end == End::Cut { return },
            }
            leaving = true;
            connection.as_mut().graceful_shutdown();
        }
    }
}

fn arrival(door: &Door, peer: IpAddr) -> Arrival {
    match door {
        Door::Tls(_) => Arrival { peer, scheme: Scheme::Https, way: Way::Stay },
        Door::Plain { https } => {
            let way = match https {
                None => Way::Stay,
                Some(certificates) if certificates.is_ready() => Way::ToHttps,
                Some(_) => Way::NoCertificate,
            };
            Arrival { peer, scheme: Scheme::Http, way }
        }
    }
}
