//! The road to a pod: takes connections with TLS in its place and passes requests on, messages
//! perhaps twice, or later and in reverse order.

use super::Certificates;
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// What happens to messages on the road.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Traffic {
    Twice,
    /// They seem to have arrived, and arrive last first when the road is cleared.
    Swapped,
}

/// A road. Cheap to clone.
#[derive(Clone)]
pub struct Road(Arc<Inner>);

struct Inner {
    client: reqwest::Client,
    /// Where the pod itself listens.
    pod: String,
    traffic: Traffic,
    held: Mutex<Vec<Message>>,
}

/// A request to be passed on.
struct Message {
    parts: hyper::http::request::Parts,
    body: Bytes,
}

impl Road {
    /// Listens at `port` and passes on to `pod_port`, both on this machine.
    pub async fn open(port: u16, pod_port: u16, traffic: Traffic, certificates: &Certificates) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
        let chain = CertificateDer::pem_file_iter(&certificates.chain).unwrap().map(Result::unwrap).collect();
        let key = PrivateKeyDer::from_pem_file(&certificates.key).unwrap();
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let tls = rustls::ServerConfig::builder().with_no_client_auth().with_single_cert(chain, key).unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(tls));
        let client = certificates.client();
        let road = Self(Arc::new(Inner {
            client,
            pod: format!("https://localhost:{pod_port}"),
            traffic,
            held: Mutex::default(),
        }));
        let open = road.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, road) = (acceptor.clone(), open.clone());
                tokio::spawn(async move {
                    let Ok(stream) = acceptor.accept(stream).await else { return };
                    let service = service_fn(|request| road.clone().take(request));
                    let _ = hyper::server::conn::http1::Builder::new()
                        .serve_connection(TokioIo::new(stream), service)
                        .await;
                });
            }
        });
        road
    }

    /// Passes on what was kept back, last first; false if there was nothing.
    pub async fn clear(&self) -> bool {
        let held: Vec<Message> = self.0.held.lock().unwrap().drain(..).rev().collect();
        for message in &held {
            self.pass(message).await;
        }
        !held.is_empty()
    }

    async fn take(self, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
        let (parts, body) = request.into_parts();
        let message = Message { parts, body: body.collect().await.map(|body| body.to_bytes()).unwrap_or_default() };
        let is_message = message.parts.uri.path().starts_with("/receive/");
        if is_message && self.0.traffic == Traffic::Swapped {
            self.0.held.lock().unwrap().push(message);
            return Ok(answer(202));
        }
        if is_message {
            self.pass(&message).await;
        }
        Ok(self.pass(&message).await)
    }

    /// The pod's answer, or what a proxy says that has none behind it.
    async fn pass(&self, message: &Message) -> Response<Full<Bytes>> {
        let path = message.parts.uri.path_and_query().map_or("/", |path| path.as_str());
        let request = self.0.client.request(message.parts.method.clone(), format!("{}{path}", self.0.pod));
        let request = request.version(reqwest::Version::HTTP_11).headers(message.parts.headers.clone());
        let Ok(found) = request.body(message.body.clone()).send().await else { return answer(502) };
        let (status, headers) = (found.status(), found.headers().clone());
        let mut response = Response::new(Full::new(found.bytes().await.unwrap_or_default()));
        *response.status_mut() = status;
        for (name, value) in &headers {
            // The length and the way of the body are the road's own.
            if !["content-length", "transfer-encoding", "content-encoding", "connection"].contains(&name.as_str()) {
                response.headers_mut().append(name, value.clone());
            }
        }
        response
    }
}

fn answer(status: u16) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::default());
    *response.status_mut() = hyper::StatusCode::from_u16(status).unwrap();
    response
}
