//! The one way in: every request of every listener passes here, and every reply passes out.

use super::address::{ClientAddress, Proxies, Scheme};
use super::crowd::Crowd;
use super::rates::{Bucket, Rates};
use super::reply::{self, Sentence};
use super::tally::Tally;
use super::turn::Turn;
use super::{Request, Response, compress, headers};
use crate::base::PodUrl;
use crate::config::Live;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use hyper::service::Service;
use std::collections::HashMap;
use std::net::IpAddr;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::time::Instant;
use warp::filters::BoxedFilter;
use warp::http::header::{ACCEPT, CONTENT_LENGTH, RETRY_AFTER};
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
    pub way: Way,
}

/// What a visitor of a door is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Stay: this is the right door.
    Stay,
    /// Come back over HTTPS.
    ToHttps,
    /// Wait: HTTPS is the right door, and there is no certificate for it yet. (H-046)
    NoCertificate,
}

/// Makes the page that says why there is no certificate, from the request's headers and its path.
pub type Unready = Arc<dyn Fn(&HeaderMap, &str) -> String + Send + Sync>;

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

    /// The answer to `token`, if it is asked for at present.
    pub fn answer(&self, token: &str) -> Option<String> {
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
    /// Counts what happens here.
    pub tally: Arc<Tally>,
    /// The settings in force: who may ask `/livez` and `/readyz` (H-111), and whether addresses are
    /// logged whole.
    pub config: Arc<Live>,
    /// Which bucket a request counts in by its method and path alone, if any; the rest is counted
    /// by the routes.
    pub classify: fn(&Method, &str) -> Option<Bucket>,
    /// Makes a page of status, sentence and request name; without it errors are plain text.
    pub error_page: Option<fn(StatusCode, &str, &str) -> String>,
    /// The page for visitors of the plain door while there is no certificate; without it they are
    /// told in one plain sentence.
    pub unready: Option<Unready>,
    /// Where request names begin, so that they differ after a restart.
    pub seed: u64,
}

impl GateSettings {
    /// As configured, with everything else at its plainest.
    pub fn of(live: Arc<Live>, seed: u64) -> Self {
        let config = &*live.now();
        Self {
            proxies: Proxies::of(config),
            url: config.url(),
            crowd: Arc::new(Crowd::of(config)),
            rates: Arc::new(Rates::of(config)),
            challenges: Arc::default(),
            tally: Arc::default(),
            config: live,
            classify: |_, _| None,
            error_page: None,
            unready: None,
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
        }
    }

    /// Asks browsers from now on to come back over HTTPS only: once a public certificate has been
    /// good for a day.
    pub fn set_strict_transport(&self, wanted: bool) {
        self.strict_transport.store(wanted, Ordering::Relaxed);
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
        let (path, began) = (request.uri().path().to_owned(), Instant::now());
        // Routes know GET alone; what was asked with HEAD loses its body on the way out.
        if asked.head {
            *request.method_mut() = Method::GET;
        }
        let response = match self.stop(&arrival, client, &request) {
            Some(response) => response,
            None => self.admit(request, client, &id).await,
        };
        let mut response = self.explain(response, &asked, &id);
        self.settings.tally.note(&path, response.status(), began.elapsed());
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
            let allowed = self.settings.config.now().is_health_public()
                || client.is_loopback()
                || self.settings.proxies.trusts(arrival.peer);
            return (!allowed).then(|| reply::sentence(StatusCode::NOT_FOUND, "There is nothing here."));
        }
        if let Some(url) = self.settings.url.as_ref().filter(|url| url.is_https()) {
            match arrival.way {
                Way::Stay => {}
                // The page that says why needs its styles, which are the same for everybody.
                Way::NoCertificate if path.starts_with("/assets/") => {}
                Way::ToHttps => return Some(to_https(url, request)),
                Way::NoCertificate => return Some(self.wait_for_certificate(request)),
            }
        }
        let bucket = (self.settings.classify)(request.method(), path)?;
        self.settings.rates.count(bucket, client).err().map(reply::too_many)
    }

    /// Others keep what they wanted to send until there is a certificate; people are told why.
    fn wait_for_certificate(&self, request: &Request) -> Response {
        match self.settings.unready.as_ref().filter(|_| Asked::of(request).page) {
            None => reply::unavailable(60, "This pod has no certificate for https yet."),
            Some(page) => {
                let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
                let page = reply::html(StatusCode::SERVICE_UNAVAILABLE, page(request.headers(), path));
                reply::header(page, RETRY_AFTER, "60")
            }
        }
    }

    /// Waits for a turn and runs the routes; a panic in them becomes an error page.
    async fn admit(&self, mut request: Request, client: ClientAddress, id: &RequestId) -> Response {
        let mut _turn = None;
        if !is_health(request.uri().path()) {
            let Some(turn) = Turn::wait(&self.settings.crowd, client).await else {
                return reply::unavailable(30, "This pod has too much to do right now.");
            };
            request = turn.pass(request);
            _turn = Some(turn);
        }
        let work = AssertUnwindSafe(async { (self.handler)(request).await });
        work.catch_unwind().await.unwrap_or_else(|_| {
            self.settings.tally.note_panic();
            let client = client.for_log(self.settings.config.now().logs_full_addresses());
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
    let (status, sentence) = if rejection.is_not_found() {
        (StatusCode::NOT_FOUND, "There is nothing here.")
    } else if rejection.find::<warp::reject::PayloadTooLarge>().is_some() {
        (StatusCode::PAYLOAD_TOO_LARGE, "That is larger than this pod accepts.")
    } else if rejection.find::<warp::reject::LengthRequired>().is_some() {
        (StatusCode::LENGTH_REQUIRED, "The length of what is sent must be said beforehand.")
    } else if rejection.find::<warp::reject::MethodNotAllowed>().is_some() {
        (StatusCode::METHOD_NOT_ALLOWED, "That cannot be done here.")
    } else {
        (StatusCode::BAD_REQUEST, "That request was not understood.")
    };
    Ok(reply::sentence(status, sentence))
}

#[cfg(test)]
mod tests {
    use super::super::body::{self, BodyFault};
    use super::super::{client, request_id};
    use super::*;
    use crate::config::Config;
    use bytes::Bytes;
    use http_body_util::{BodyExt, Full};
    use std::path::Path;

    fn settings() -> GateSettings {
        let mut settings = GateSettings::of(Live::of(Config::with_defaults(Path::new("/nonexistent"))), 7);
        settings.proxies =
            Proxies::new(vec!["10.0.0.0/8".parse().expect("range")], crate::config::ProxyHeader::XForwardedFor);
        settings.url = Some(PodUrl::parse("https://pod.example").expect("address"));
        settings.classify = |_, path| path.starts_with("/limited").then_some(Bucket::SignUp);
        settings.error_page = Some(|status, sentence, id| format!("<h1>{status}</h1>{sentence}<p>{id}"));
        settings
    }

    fn routes() -> BoxedFilter<(Response,)> {
        let page = warp::path!("page").and(warp::get()).map(|| reply::html(StatusCode::OK, "seedpod ".repeat(1000)));
        let panics = warp::path!("panic").map(|| -> Response { panic!("a fault") });
        let who = warp::path!("who").and(client()).and(request_id());
        let who = who.map(|client: ClientAddress, id: RequestId| {
            reply::text(StatusCode::OK, format!("{client} {}", id.as_str()))
        });
        let form = warp::path!("form").and(warp::post()).and(body::form(20));
        let form = form.map(|form: Result<Vec<(String, String)>, BodyFault>| match form {
            Ok(pairs) => reply::json(StatusCode::OK, &pairs),
            Err(fault) => fault.reply(),
        });
        let upload = warp::path!("upload").and(warp::post()).and(body::parts(|| 4_000));
        let upload = upload.map(|parts: Result<Vec<body::Part>, BodyFault>| match parts {
            Ok(parts) => reply::text(StatusCode::OK, format!("{parts:?}")),
            Err(fault) => fault.reply(),
        });
        let limited = warp::path!("limited").map(|| reply::text(StatusCode::OK, "fine"));
        let health = warp::path!("livez").map(|| reply::empty(StatusCode::OK));
        let waiting = warp::path!("waiting").then(std::future::pending::<Response>);
        page.or(panics)
            .unify()
            .or(who)
            .unify()
            .or(form)
            .unify()
            .or(upload)
            .unify()
            .or(limited)
            .unify()
            .or(health)
            .unify()
            .or(waiting)
            .unify()
            .boxed()
    }

    fn gate() -> Gate {
        Gate::new(routes(), settings())
    }

    fn request(method: &str, path: &str) -> warp::http::request::Builder {
        warp::http::Request::builder().method(method).uri(path)
    }

    fn with_body(builder: warp::http::request::Builder, body: &'static str) -> Request {
        builder.body(Full::new(Bytes::from(body)).map_err(|never| match never {}).boxed()).expect("request")
    }

    fn arrival(peer: &str) -> Arrival {
        Arrival { peer: peer.parse().expect(peer), scheme: Scheme::Https, way: Way::Stay }
    }

    async fn ask(gate: &Gate, builder: warp::http::request::Builder) -> (StatusCode, HeaderMap, String) {
        open(gate.answer(arrival("1.2.3.4"), with_body(builder, "")).await).await
    }

    async fn open(response: Response) -> (StatusCode, HeaderMap, String) {
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("body").to_bytes();
        (parts.status, parts.headers, String::from_utf8_lossy(&body).into_owned())
    }

    // H-121
    #[tokio::test]
    async fn every_reply_has_the_security_headers_also_errors() {
        let gate = gate();
        let long = format!("/{}", "x".repeat(LONGEST_URL));
        for (path, status) in [("/page", 200), ("/nowhere", 404), ("/form", 405), ("/panic", 500), (&*long, 414)] {
            let (found, headers, _) = ask(&gate, request("GET", path)).await;
            assert_eq!(found.as_u16(), status, "{path}");
            for name in [
                "content-security-policy",
                "x-content-type-options",
                "x-frame-options",
                "referrer-policy",
                "cache-control",
                "x-request-id",
            ] {
                assert!(headers.contains_key(name), "{name} of {status}");
            }
        }
    }

    // H-120, H-119
    #[tokio::test]
    async fn a_panic_becomes_a_page_with_the_name_of_the_request() {
        let gate = gate();
        let (status, headers, page) = ask(&gate, request("GET", "/panic").header(ACCEPT, "text/html")).await;
        let id = headers.get("x-request-id").expect("name").to_str().expect("text");
        assert!(status.as_u16() == 500 && page.starts_with("<h1>500") && page.contains(id), "{page}");
        assert_eq!(gate.settings().tally.panics(), 1);
        let (status, _, text) = ask(&gate, request("GET", "/panic")).await;
        assert!(status.as_u16() == 500 && !text.contains('<'));
        assert_eq!(ask(&gate, request("GET", "/page")).await.0, StatusCode::OK, "the next one is served");
    }

    // H-125
    #[tokio::test]
    async fn long_addresses_and_headers_are_refused_and_shorter_ones_are_not() {
        let gate = gate();
        let of = |path: usize, header: usize| {
            request("GET", &format!("/page?{}", "x".repeat(path))).header("x-long", "y".repeat(header))
        };
        for (path, header, status) in [
            (LONGEST_URL - 6, 0, 200),
            (LONGEST_URL - 5, 0, 414),
            (0, LONGEST_HEADERS - 10, 200),
            (0, LONGEST_HEADERS - 9, 431),
        ] {
            assert_eq!(ask(&gate, of(path, header)).await.0.as_u16(), status);
        }
    }

    // H-125
    #[tokio::test]
    async fn a_body_beyond_its_cap_is_refused_in_words() {
        let gate = gate();
        let post = |body| gate.answer(arrival("1.2.3.4"), with_body(request("POST", "/form"), body));
        assert_eq!(open(post("a=1&b=2").await).await.2, r#"[["a","1"],["b","2"]]"#);
        let (status, _, text) = open(post("a=111111111111111111111").await).await;
        assert!(status == StatusCode::PAYLOAD_TOO_LARGE && text.starts_with("That is larger"), "{text}");
    }

    // H-125
    #[tokio::test]
    async fn a_form_with_files_is_read_within_its_limits() {
        let gate = gate();
        let part = |name: &str, text: &str| {
            format!(
                "--x\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n{text}\r\n"
            )
        };
        let post = async |body: String| {
            let builder = request("POST", "/upload").header("content-type", "multipart/form-data; boundary=x");
            let builder = builder.header(CONTENT_LENGTH, body.len());
            let body = Full::new(Bytes::from(body)).map_err(|never| match never {}).boxed();
            open(gate.answer(arrival("1.2.3.4"), builder.body(body).expect("request")).await).await
        };
        let (status, _, text) = post(part("one", "1") + &part("two", "22") + "--x--\r\n").await;
        assert!(status == StatusCode::OK && text.contains("Part { name: \"two\", file_name: Some(\"a.png\"), content_type: Some(\"image/png\"), bytes: b\"22\" }"), "{text}");
        assert_eq!(post(part("n", "").repeat(33) + "--x--\r\n").await.0, StatusCode::PAYLOAD_TOO_LARGE, "too many");
        assert_eq!(
            post(part("n", &"x".repeat(4_001)) + "--x--\r\n").await.0,
            StatusCode::PAYLOAD_TOO_LARGE,
            "too long"
        );
        assert_eq!(post(part("n", "cut off")).await.0, StatusCode::BAD_REQUEST);
    }

    #[tokio::test]
    async fn head_is_get_without_its_body() {
        let gate = gate();
        let (status, headers, body) = ask(&gate, request("HEAD", "/page")).await;
        assert_eq!((status, body.as_str()), (StatusCode::OK, ""));
        assert_eq!(headers.get(CONTENT_LENGTH).expect("length"), "8000");
    }

    #[tokio::test]
    async fn text_is_packed_for_those_who_ask() {
        let (_, headers, body) = ask(&gate(), request("GET", "/page").header("accept-encoding", "gzip")).await;
        assert!(headers.get("content-encoding").expect("packed") == "gzip" && body.len() < 1000);
    }

    // H-046
    #[tokio::test]
    async fn without_a_certificate_the_plain_listener_says_so_and_answers_challenges() {
        let mut settings = settings();
        settings.unready = Some(Arc::new(|_, path| format!("<p>no certificate for {path}")));
        let gate = Gate::new(routes(), settings);
        gate.settings().challenges.begin("token", "token.key");
        let plain = Arrival { peer: [1, 2, 3, 4].into(), scheme: Scheme::Http, way: Way::NoCertificate };
        let ask = async |path, accept| {
            let builder = request("GET", path).header("accept", accept);
            open(gate.answer(plain, with_body(builder, "")).await).await
        };
        let (status, headers, page) = ask("/page?a=b", "text/html").await;
        assert_eq!((status.as_u16(), headers.get("retry-after").expect("header").as_bytes()), (503, &b"60"[..]));
        assert_eq!(page, "<p>no certificate for /page?a=b");
        let (status, headers, text) = ask("/page", "application/json").await;
        assert!(status == StatusCode::SERVICE_UNAVAILABLE && headers.contains_key("retry-after"));
        assert!(text.contains("no certificate for https yet"), "{text}");
        assert_eq!(ask("/.well-known/acme-challenge/token", "*/*").await.2, "token.key");
        assert_eq!(ask("/livez", "*/*").await.0, StatusCode::OK);
        assert_ne!(ask("/assets/style.css", "text/css").await.0, StatusCode::SERVICE_UNAVAILABLE);
    }

    // H-046, W-254
    #[tokio::test]
    async fn the_plain_listener_sends_people_to_https_and_answers_challenges() {
        let gate = gate();
        gate.settings().challenges.begin("token", "token.key");
        let plain = Arrival { peer: [1, 2, 3, 4].into(), scheme: Scheme::Http, way: Way::ToHttps };
        let ask = async |method, path| open(gate.answer(plain, with_body(request(method, path), "")).await).await;
        let (status, headers, _) = ask("GET", "/page?a=b").await;
        assert_eq!(
            (status.as_u16(), headers.get("location").expect("location").as_bytes()),
            (308, &b"https://pod.example/page?a=b"[..])
        );
        assert!(!headers.contains_key("strict-transport-security"));
        assert_eq!(
            ask("GET", "//evil.example/").await.1.get("location").expect("location"),
            "https://pod.example/evil.example/"
        );
        assert_eq!(ask("POST", "/form").await.0, StatusCode::FORBIDDEN);
        assert_eq!(ask("GET", "/livez").await.0, StatusCode::OK);
        assert_eq!(ask("GET", "/.well-known/acme-challenge/token").await.2, "token.key");
        gate.settings().challenges.end("token");
        assert_eq!(ask("GET", "/.well-known/acme-challenge/token").await.0, StatusCode::NOT_FOUND);
    }

    // spec/appliance.md §17.2, H-132
    #[tokio::test(start_paused = true)]
    async fn a_classified_path_is_counted_per_visitor_behind_the_proxy() {
        let gate = gate();
        let ask = async |peer: &str, forwarded: &str| {
            let request = request("GET", "/limited").header("x-forwarded-for", forwarded);
            open(gate.answer(arrival(peer), with_body(request, "")).await).await
        };
        for _ in 0..3 {
            assert_eq!(ask("10.0.0.1", "1.2.3.4").await.0, StatusCode::OK);
        }
        let (status, headers, _) = ask("10.0.0.1", "1.2.3.4").await;
        assert_eq!((status.as_u16(), headers.get("retry-after").expect("wait").as_bytes()), (429, &b"86400"[..]));
        assert_eq!(ask("10.0.0.1", "1.2.3.5").await.0, StatusCode::OK);
        assert_eq!(
            ask("1.2.3.4", "1.2.3.6").await.0,
            StatusCode::TOO_MANY_REQUESTS,
            "a visitor's own word counts nothing"
        );
        for _ in 0..10 {
            assert_eq!(ask("127.0.0.1", "").await.0, StatusCode::OK);
        }
    }

    // H-111
    #[tokio::test]
    async fn health_is_for_this_machine_and_the_proxies_when_not_public() {
        let config = Config::with_defaults(Path::new("/nonexistent"));
        let config = Live::of(config.with_stored(&[("health.public".to_owned(), "false".to_owned())]));
        let gate = Gate::new(routes(), GateSettings { config, ..settings() });
        for (peer, status) in [("127.0.0.1", 200), ("10.0.0.1", 200), ("1.2.3.4", 404)] {
            let response = gate.answer(arrival(peer), with_body(request("GET", "/livez"), "")).await;
            assert_eq!(response.status().as_u16(), status, "{peer}");
        }
    }

    // spec/appliance.md §17.2
    #[tokio::test(start_paused = true)]
    async fn a_full_pod_says_so_but_still_shows_that_it_lives() {
        let gate = Gate::new(routes(), GateSettings { crowd: Arc::new(Crowd::new(1)), ..settings() });
        let mut busy = Box::pin(gate.answer(arrival("1.2.3.4"), with_body(request("GET", "/waiting"), "")));
        assert!(futures_util::poll!(&mut busy).is_pending());
        let (status, headers, _) = ask(&gate, request("GET", "/page")).await;
        assert_eq!((status.as_u16(), headers.get("retry-after").expect("wait").as_bytes()), (503, &b"30"[..]));
        assert_eq!(ask(&gate, request("GET", "/livez")).await.0, StatusCode::OK);
        drop(busy);
        assert_eq!(ask(&gate, request("GET", "/page")).await.0, StatusCode::OK);
    }

    #[tokio::test]
    async fn routes_learn_who_asks_and_requests_have_different_names() {
        let gate = gate();
        let (_, headers, one) = ask(&gate, request("GET", "/who")).await;
        let (_, _, two) = ask(&gate, request("GET", "/who")).await;
        assert!(one.starts_with("1.2.3.4 ") && one != two);
        assert!(one.ends_with(headers.get("x-request-id").expect("name").to_str().expect("text")));
    }
}
