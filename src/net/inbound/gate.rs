//! The one way in: every request of every listener passes here, and every reply passes out.

use super::address::{ClientAddress, Proxies, Scheme};
use super::crowd::Crowd;
use super::rates::{Bucket, Rates};
use super::reply::{self, Sentence};
use super::{Request, Response, compress, headers};
use crate::base::PodUrl;
use crate::config::Config;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use hyper::service::Service;
use std::collections::HashMap;
use std::net::IpAddr;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use warp::filters::BoxedFilter;
use warp::http::header::{ACCEPT, CONTENT_LENGTH};
use warp::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use warp::{Filter, Rejection};

/// Bytes of an address line and of all headers together. (H-125)
const LONGEST_URL: usize = 8 * 1024;
const LONGEST_HEADERS: usize = 16 * 1024;

const CHALLENGE: &str = "/.well-known/acme-challenge/";

/// How a request came in, as the server knows it.
#[derive(Clone, Copy, Debug)]
pub struct Arrival {
    /// The other end of the connection.
    pub peer: IpAddr,
    /// Whether the connection is encrypted.
    pub scheme: Scheme,
    /// Whether the visitor should come back over HTTPS.
    pub redirects: bool,
}

/// Answers to http-01 challenges: token and key authorization. (H-046)
#[derive(Debug, Default)]
pub struct Challenges(Mutex<HashMap<String, String>>);

impl Challenges {
    /// From now on `token` is answered.
    pub fn begin(&self, token: &str, answer: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(token.to_owned(), answer.to_owned());
    }

    /// No longer.
    pub fn end(&self, token: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(token);
    }

    fn answer(&self, token: &str) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(token).cloned()
    }
}

/// A short name of one request, on its error page and in the log. (H-119)
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestId(String);

impl RequestId {
    /// Eight characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The name of the request at hand.
pub fn request_id() -> impl Filter<Extract = (RequestId,), Error = std::convert::Infallible> + Copy {
    warp::ext::optional().map(|found: Option<_>| found.unwrap_or(RequestId("00000000".to_owned())))
}

/// What a gate needs to know.
#[derive(Clone)]
pub struct GateSettings {
    /// Whose word about visitors is believed.
    pub proxies: Proxies,
    /// The pod's address, to which visitors of the plain listener are sent.
    pub url: Option<PodUrl>,
    /// How many requests are worked on at a time.
    pub crowd: Arc<Crowd>,
    /// The token buckets; the same as the routes use.
    pub rates: Arc<Rates>,
    /// http-01 challenges under way.
    pub challenges: Arc<Challenges>,
    /// Whether everybody may ask `/livez` and `/readyz`. (H-111)
    pub public_health: bool,
    /// Whether addresses are logged whole.
    pub full_addresses: bool,
    /// Which bucket a request counts in by its method and path alone, if any; the rest is counted
    /// by the routes.
    pub classify: fn(&Method, &str) -> Option<Bucket>,
    /// Makes a page of status, sentence and request name; without it errors are plain text.
    pub error_page: Option<fn(StatusCode, &str, &str) -> String>,
    /// Where request names begin, so that they differ after a restart.
    pub seed: u64,
}

impl GateSettings {
    /// As configured, with everything else at its plainest.
    pub fn of(config: &Config, seed: u64) -> Self {
        Self {
            proxies: Proxies::of(config),
            url: config.url(),
            crowd: Arc::new(Crowd::of(config)),
            rates: Arc::new(Rates::of(config)),
            challenges: Arc::default(),
            public_health: config.is_health_public(),
            full_addresses: config.logs_full_addresses(),
            classify: |_, _| None,
            error_page: None,
            seed,
        }
    }
}

type Handler = dyn Fn(Request) -> BoxFuture<'static, Response> + Send + Sync;

/// Stands before the routes. One for the whole program; listeners share it.
pub struct Gate {
    handler: Box<Handler>,
    settings: GateSettings,
    strict_transport: AtomicBool,
    count: AtomicU64,
    panics: AtomicU64,
}

impl Gate {
    /// A gate before these routes. What no route takes is answered with 404, a wrong method with
    /// 405, and so on.
    pub fn new(routes: BoxedFilter<(Response,)>, settings: GateSettings) -> Self {
        let routes = routes.recover(refusal).unify().boxed();
        let service = hyper_util::service::TowerToHyperService::new(warp::service(routes));
        let handler = move |request| {
            let answer = service.call(request);
            async move { answer.await.unwrap_or_else(|never: std::convert::Infallible| match never {}) }.boxed()
        };
        Self {
            handler: Box::new(handler),
            settings,
            strict_transport: AtomicBool::new(false),
            count: AtomicU64::new(0),
            panics: AtomicU64::new(0),
        }
    }

    /// Asks browsers from now on to come back over HTTPS only: once a public certificate has been
    /// good for a day.
    pub fn set_strict_transport(&self, wanted: bool) {
        self.strict_transport.store(wanted, Ordering::Relaxed);
    }

    /// Panics caught in requests since the start. (H-120)
    pub fn panics(&self) -> u64 {
        self.panics.load(Ordering::Relaxed)
    }

    /// What the gate was made with.
    pub fn settings(&self) -> &GateSettings {
        &self.settings
    }

    /// Takes one request all the way.
    pub async fn answer(&self, arrival: Arrival, mut request: Request) -> Response {
        let id = self.next_id();
        let (client, scheme) = self.settings.proxies.visitor(arrival.peer, arrival.scheme, request.headers());
        let extensions = request.extensions_mut();
        extensions.insert(client);
        extensions.insert(scheme);
        extensions.insert(id.clone());
        let asked = Asked::of(&request);
        // Routes know GET alone; what was asked with HEAD loses its body on the way out.
        if asked.head {
            *request.method_mut() = Method::GET;
        }
        let response = match self.stop(&arrival, client, &request) {
            Some(response) => response,
            None => self.admit(request, client, &id).await,
        };
        let mut response = self.explain(response, &asked, &id);
        headers::secure(&mut response, scheme, self.strict_transport.load(Ordering::Relaxed));
        let name = HeaderValue::from_str(&id.0).expect("hex digits are a header value");
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), name);
        let response = compress::pack(response, asked.gzip).await;
        if asked.head { without_body(response) } else { response }
    }

    /// What needs no route: limits, challenges, the way to HTTPS.
    fn stop(&self, arrival: &Arrival, client: ClientAddress, request: &Request) -> Option<Response> {
        if url_size(request) > LONGEST_URL {
            return Some(reply::sentence(StatusCode::URI_TOO_LONG, "That address is too long."));
        }
        if header_size(request.headers()) > LONGEST_HEADERS {
            let status = StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE;
            return Some(reply::sentence(status, "The browser sent more headers than this pod accepts."));
        }
        let path = request.uri().path();
        if let Some(token) = path.strip_prefix(CHALLENGE)
            && request.method() == Method::GET
        {
            let answer = self.settings.challenges.answer(token);
            let missing = || reply::sentence(StatusCode::NOT_FOUND, "There is no such challenge.");
            return Some(answer.map_or_else(missing, |answer| reply::document("application/octet-stream", answer)));
        }
        if is_health(path) {
            let allowed = self.settings.public_health || client.is_loopback() || self.settings.proxies.trusts(arrival.peer);
            return (!allowed).then(|| reply::sentence(StatusCode::NOT_FOUND, "There is nothing here."));
        }
        if arrival.redirects
            && let Some(url) = self.settings.url.as_ref().filter(|url| url.is_https())
        {
            return Some(to_https(url, request));
        }
        let bucket = (self.settings.classify)(request.method(), path)?;
        self.settings.rates.count(bucket, client).err().map(reply::too_many)
    }

    /// Waits for a turn and runs the routes; a panic in them becomes an error page.
    async fn admit(&self, request: Request, client: ClientAddress, id: &RequestId) -> Response {
        let _turn = if is_health(request.uri().path()) {
            None
        } else {
            match self.settings.crowd.enter().await {
                Some(turn) => Some(turn),
                None => return reply::unavailable(30, "This pod has too much to do right now."),
            }
        };
        let work = AssertUnwindSafe(async { (self.handler)(request).await });
        work.catch_unwind().await.unwrap_or_else(|_| {
            self.panics.fetch_add(1, Ordering::Relaxed);
            let client = client.for_log(self.settings.full_addresses);
            tracing::error!(request = id.as_str(), %client, "a request failed by a fault in the program");
            reply::sentence(StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong in this pod. The fault was noted.")
        })
    }

    /// Gives a bare sentence the form its reader wants, with the name of the request.
    fn explain(&self, response: Response, asked: &Asked, id: &RequestId) -> Response {
        let Some(Sentence(sentence)) = response.extensions().get::<Sentence>().copied() else { return response };
        let status = response.status();
        let told = match self.settings.error_page.filter(|_| asked.page) {
            Some(page) => reply::html(status, page(status, sentence, id.as_str())),
            None => reply::text(status, format!("{sentence} ({})\n", id.as_str())),
        };
        let mut kept = response.headers().clone();
        kept.extend(told.headers().clone());
        let (mut parts, body) = told.into_parts();
        parts.headers = kept;
        Response::from_parts(parts, body)
    }

    fn next_id(&self) -> RequestId {
        let count = self.count.fetch_add(1, Ordering::Relaxed);
        // An odd factor spreads the numbers without repeating one.
        let spread = self.settings.seed.wrapping_add(count).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        RequestId(format!("{:08x}", spread >> 32))
    }
}

/// What must be known of a request after it is gone.
struct Asked {
    head: bool,
    gzip: bool,
    page: bool,
}

impl Asked {
    fn of(request: &Request) -> Self {
        let accept = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        Self {
            head: request.method() == Method::HEAD,
            gzip: compress::wants_gzip(request.headers()),
            page: accept.contains("text/html"),
        }
    }
}

fn is_health(path: &str) -> bool {
    matches!(path, "/livez" | "/readyz")
}

fn url_size(request: &Request) -> usize {
    let uri = request.uri();
    uri.path_and_query().map_or(0, |path| path.as_str().len()) + uri.authority().map_or(0, |name| name.as_str().len())
}

fn header_size(headers: &HeaderMap) -> usize {
    // Each line also has a colon, a blank and its end.
    headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum()
}

/// Only what can be repeated is sent on; a form sent in the clear is refused.
fn to_https(url: &PodUrl, request: &Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return reply::sentence(StatusCode::FORBIDDEN, "This pod is to be reached over https only.");
    }
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    reply::moved(StatusCode::PERMANENT_REDIRECT, &url.join(path))
}

fn without_body(response: Response) -> Response {
    use hyper::body::Body;
    let (mut parts, body) = response.into_parts();
    if let Some(size) = body.size_hint().exact() {
        parts.headers.insert(CONTENT_LENGTH, HeaderValue::from(size));
    }
    Response::from_parts(parts, bytes::Bytes::new().into())
}

/// What no route took.
async fn refusal(rejection: Rejection) -> Result<Response, std::convert::Infallible> {
    let is = |found: bool, status, sentence| found.then_some((status, sentence));
    let (status, sentence) = is(rejection.is_not_found(), StatusCode::NOT_FOUND, "There is nothing here.")
        .or_else(|| {
            let found = rejection.find::<warp::reject::PayloadTooLarge>().is_some();
            is(found, StatusCode::PAYLOAD_TOO_LARGE, "That is larger than this pod accepts.")
        })
        .or_else(|| {
            let found = rejection.find::<warp::reject::LengthRequired>().is_some();
            is(found, StatusCode::LENGTH_REQUIRED, "The length of what is sent must be said beforehand.")
        })
        .or_else(|| {
            let found = rejection.find::<warp::reject::MethodNotAllowed>().is_some();
            is(found, StatusCode::METHOD_NOT_ALLOWED, "That cannot be done here.")
        })
        .unwrap_or((StatusCode::BAD_REQUEST, "That request was not understood."));
    Ok(reply::sentence(status, sentence))
}
