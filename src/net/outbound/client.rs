//! The production wire.

use super::guard::{Guard, Reach};
use super::resolve::{Guarded, Resolve, SystemResolver};
use super::slots::Slots;
use super::target::Target;
use super::{Kind, Method, Wire, WireError, WireRequest, WireResponse, body};
use crate::base::Timestamp;
use crate::config::Config;
use futures_util::future::BoxFuture;
use reqwest::header::{ACCEPT_ENCODING, CONTENT_TYPE, DATE, HeaderMap, HeaderName, HeaderValue, LOCATION};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use std::error::Error;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// Redirects followed for a GET. (spec/federation.md §3.6)
const REDIRECTS: usize = 4;

/// Look-up, connection and handshake together. (H-138)
const CONNECT: Duration = Duration::from_secs(5);

/// From the request to the beginning of the answer.
const FIRST_BYTE: Duration = Duration::from_secs(10);

/// An idle connection is kept this long for the next request to the same host.
const KEEP: Duration = Duration::from_secs(15);

/// Sends requests over the network, to addresses the guard permits.
#[derive(Debug)]
pub struct Client {
    anywhere: reqwest::Client,
    exceptions: reqwest::Client,
    guard: Arc<Guard>,
    slots: Slots,
}

/// Why there can be no client.
#[derive(Debug)]
pub enum ClientError {
    /// The file of further certificate authorities cannot be read or holds none.
    CaFile(PathBuf, String),
    /// TLS could not be set up.
    Tls(String),
}

impl Client {
    /// The client as configured, with the system's name servers.
    pub fn new(config: &Config) -> Result<Self, ClientError> {
        let extra = match config.ca_file() {
            Some(path) => authorities(&path).map_err(|why| ClientError::CaFile(path, why))?,
            None => Vec::new(),
        };
        let contact = config.url().map(|url| format!(" (+{})", url.origin())).unwrap_or_default();
        let agent = format!("seedpod/{}{contact}", env!("CARGO_PKG_VERSION"));
        Self::assemble(Guard::of(config), Arc::new(SystemResolver::new()), extra, &agent)
    }

    /// The client from its parts.
    pub fn assemble(
        guard: Guard,
        resolver: Arc<dyn Resolve>,
        authorities: Vec<CertificateDer<'static>>,
        agent: &str,
    ) -> Result<Self, ClientError> {
        let guard = Arc::new(guard);
        let tls = tls(authorities)?;
        let build = |reach| {
            let dns = Guarded { resolver: Arc::clone(&resolver), guard: Arc::clone(&guard), reach };
            http_client(tls.clone(), dns, agent)
        };
        let (anywhere, exceptions) = (build(Reach::Anywhere)?, build(Reach::Exceptions)?);
        Ok(Self { anywhere, exceptions, guard, slots: Slots::new() })
    }

    async fn exchange(&self, request: WireRequest) -> Result<WireResponse, WireError> {
        let mut target = Target::parse(&request.url).map_err(WireError::Url)?;
        let mut left = match request.kind {
            Kind::Document | Kind::Delivery | Kind::Credentials => Duration::from_secs(20),
            Kind::Media => Duration::from_secs(60),
        };
        for _ in 0..=REDIRECTS {
            let _slot = self.slots.enter(&target.authority()).await?;
            let started = tokio::time::Instant::now();
            match timeout(left, self.hop(&request, &target)).await.map_err(|_| WireError::Timeout)?? {
                Hop::Answer(answer) => return Ok(answer),
                Hop::Elsewhere(next) => target = next,
            }
            left = left.saturating_sub(started.elapsed());
        }
        Err(WireError::Redirect)
    }

    /// One request to one address, checked as if it were the first.
    async fn hop(&self, request: &WireRequest, target: &Target) -> Result<Hop, WireError> {
        let client = match self.guard.check(target)? {
            Reach::Anywhere => &self.anywhere,
            Reach::Exceptions => &self.exceptions,
        };
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
        };
        let mut builder = client.request(method, target.url()).headers(headers(request)?);
        if request.method == Method::Post {
            builder = builder.body(request.body.clone());
        }
        let patience = if request.method == Method::Get { FIRST_BYTE } else { Duration::MAX };
        let response = timeout(patience, builder.send()).await.map_err(|_| WireError::Timeout)?;
        let response = response.map_err(|error| classify(&error))?;
        match elsewhere(request, target, &response)? {
            Some(next) => Ok(Hop::Elsewhere(next)),
            None => answer(target, response, request.cap).await.map(Hop::Answer),
        }
    }
}

impl Wire for Client {
    fn send(&self, request: WireRequest) -> BoxFuture<'_, Result<WireResponse, WireError>> {
        Box::pin(self.exchange(request))
    }
}

enum Hop {
    Answer(WireResponse),
    Elsewhere(Target),
}

/// Where a redirect leads, if the answer is one that is followed.
fn elsewhere(request: &WireRequest, from: &Target, response: &reqwest::Response) -> Result<Option<Target>, WireError> {
    let redirects = matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308);
    let follows = request.method == Method::Get && request.kind != Kind::Credentials;
    let location = response.headers().get(LOCATION).filter(|_| redirects && follows);
    let Some(location) = location else { return Ok(None) };
    let next = location.to_str().ok().and_then(|location| from.join(location).ok()).ok_or(WireError::Redirect)?;
    // spec: a redirect never leads from https to http
    if from.is_https() && !next.is_https() { Err(WireError::Redirect) } else { Ok(Some(next)) }
}

async fn answer(target: &Target, response: reqwest::Response, cap: usize) -> Result<WireResponse, WireError> {
    let text = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
    let (content_type, date) = (text(CONTENT_TYPE), text(DATE).and_then(moment));
    Ok(WireResponse {
        date,
        status: response.status().as_u16(),
        content_type: content_type.unwrap_or_default().to_owned(),
        final_url: target.as_str().to_owned(),
        body: body::read(response, cap).await?,
    })
}

/// What a `Date` header says.
fn moment(text: &str) -> Option<Timestamp> {
    let since = httpdate::parse_http_date(text).ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_secs()).ok().map(Timestamp::from_seconds)
}

fn headers(request: &WireRequest) -> Result<HeaderMap, WireError> {
    let mut headers = HeaderMap::new();
    let packing = if request.kind == Kind::Media { "identity" } else { "gzip" };
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(packing));
    for (name, value) in &request.headers {
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| WireError::Protocol)?;
        headers.insert(name, HeaderValue::from_str(value).map_err(|_| WireError::Protocol)?);
    }
    Ok(headers)
}

/// What an error of the HTTP library means. Its own words are not kept: they hold addresses.
pub(super) fn classify(error: &reqwest::Error) -> WireError {
    if let Some(own) = causes(error).find_map(|cause| cause.downcast_ref::<WireError>()) {
        return own.clone();
    }
    let is_no_http = |cause: &(dyn Error + 'static)| cause.downcast_ref().is_some_and(hyper::Error::is_parse);
    if causes(error).any(|cause| cause.is::<rustls::Error>()) {
        WireError::Tls
    } else if error.is_timeout() {
        WireError::Timeout
    } else if error.is_builder() || error.is_decode() || causes(error).any(is_no_http) {
        WireError::Protocol
    } else {
        WireError::Connect
    }
}

/// An error and everything it came from.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error| cause(*error))
}

fn cause<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    // An I/O error hides the error it carries from `source`.
    match error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
        Some(carried) => Some(carried),
        None => error.source(),
    }
}

fn tls(authorities: Vec<CertificateDer<'static>>) -> Result<rustls::ClientConfig, ClientError> {
    let mut roots = rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    for authority in authorities {
        roots.add(authority).map_err(|error| ClientError::Tls(error.to_string()))?;
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let builder = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let builder = builder.map_err(|error| ClientError::Tls(error.to_string()))?;
    let mut tls = builder.with_root_certificates(roots).with_no_client_auth();
    tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(tls)
}

fn http_client(tls: rustls::ClientConfig, dns: Guarded, agent: &str) -> Result<reqwest::Client, ClientError> {
    reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .dns_resolver(dns)
        .user_agent(agent)
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .no_gzip()
        .referer(false)
        .connect_timeout(CONNECT)
        .pool_max_idle_per_host(2)
        .pool_idle_timeout(KEEP)
        .http2_max_header_list_size(32 * 1024)
        .build()
        .map_err(|error| ClientError::Tls(error.to_string()))
}

fn authorities(path: &std::path::Path) -> Result<Vec<CertificateDer<'static>>, String> {
    let pem = std::fs::read(path).map_err(|error| error.to_string())?;
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&pem).collect();
    match found {
        Ok(found) if found.is_empty() => Err("it holds no certificate in PEM".to_owned()),
        Ok(found) => Ok(found),
        Err(error) => Err(error.to_string()),
    }
}

impl fmt::Display for ClientError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CaFile(path, why) => {
                write!(f, "the certificate authorities in {} cannot be used: {why}", path.display())
            }
            Self::Tls(why) => write!(f, "TLS for outgoing requests could not be set up: {why}"),
        }
    }
}

impl Error for ClientError {}

#[cfg(test)]
impl Client {
    /// The HTTP version that is spoken with an excepted address.
    pub(super) async fn version(&self, url: &str) -> reqwest::Version {
        self.exceptions.get(url).send().await.expect("answer").version()
    }
}
