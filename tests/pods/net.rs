//! The network between pods of a test: a host is the other pod's routes.

use bytes::Bytes;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use http_body_util::{BodyExt, Full};
use hyper::service::Service;
use hyper_util::service::TowerToHyperService;
use seedpod::net::outbound::{Method, Wire, WireError, WireRequest, WireResponse};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};
use warp::filters::BoxedFilter;
use warp::reply::Response;

type Routes = BoxedFilter<(Response,)>;

#[derive(Default)]
struct State {
    routes: HashMap<String, Routes>,
    /// Hosts that answer everything with this status.
    refusing: HashMap<String, u16>,
    /// Hosts that cannot be reached.
    away: HashSet<String>,
    /// How many of the next deliveries between two hosts get lost, answered with success.
    lost: HashMap<(String, String), usize>,
    /// Every delivery is made twice.
    is_repeating: bool,
    /// Deliveries are kept back and made in reverse order.
    is_swapping: bool,
    /// What becomes of each delivery is decided by this, if there is bad weather.
    weather: Option<u64>,
    held: Vec<(String, WireRequest)>,
    /// Sender, target and address of every delivery.
    log: Vec<(String, String, String)>,
    /// Every delivery's body.
    bodies: Vec<Bytes>,
    /// Answers for hosts that are no pods of the test.
    canned: HashMap<String, (u16, String, String)>,
    asked: Vec<String>,
}

/// What becomes of one delivery.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Arrives,
    Twice,
    /// It arrives, but the sender does not hear of it.
    Unanswered,
    Late,
    Fails,
}

/// The network. Cheap to clone.
#[derive(Clone, Default)]
pub struct Net(Arc<Mutex<State>>);

impl Net {
    pub fn add(&self, host: &str, routes: Routes) {
        self.0.lock().unwrap().routes.insert(host.to_owned(), routes);
    }

    pub fn routes(&self, host: &str) -> Routes {
        self.0.lock().unwrap().routes[host].clone()
    }

    /// What the pod at `host` sends with.
    pub fn wire(&self, host: &str) -> TestWire {
        TestWire { net: self.clone(), from: host.to_owned() }
    }

    pub fn refuse(&self, host: &str, status: u16) {
        self.0.lock().unwrap().refusing.insert(host.to_owned(), status);
    }

    pub fn take_away(&self, host: &str) {
        self.0.lock().unwrap().away.insert(host.to_owned());
    }

    pub fn bring_back(&self, host: &str) {
        self.0.lock().unwrap().away.remove(host);
    }

    /// The next delivery from one host to another is lost although it seems to succeed.
    pub fn drop_next(&self, from: &str, to: &str) {
        *self.0.lock().unwrap().lost.entry((from.to_owned(), to.to_owned())).or_default() += 1;
    }

    /// Every delivery is made twice from now on.
    pub fn repeat(&self) {
        self.0.lock().unwrap().is_repeating = true;
    }

    /// Deliveries of one round arrive in reverse order from now on.
    pub fn swap(&self) {
        self.0.lock().unwrap().is_swapping = true;
    }

    /// From now on each delivery arrives, arrives twice, arrives with a lost answer, arrives late, or
    /// fails, as the seed has it.
    pub fn storm(&self, seed: u64) {
        self.0.lock().unwrap().weather = Some(seed);
    }

    /// Deliveries arrive again, once and in order.
    pub fn calm(&self) {
        let mut state = self.0.lock().unwrap();
        (state.weather, state.is_repeating, state.is_swapping) = (None, false, false);
    }

    /// A host that is no pod answers one address.
    pub fn can(&self, url: &str, status: u16, media_type: &str, body: &str) {
        self.0.lock().unwrap().canned.insert(url.to_owned(), (status, media_type.to_owned(), body.to_owned()));
    }

    /// Addresses asked for with GET so far.
    pub fn asked(&self) -> Vec<String> {
        self.0.lock().unwrap().asked.clone()
    }

    /// Deliveries so far: sender, target, address.
    pub fn log(&self) -> Vec<(String, String, String)> {
        self.0.lock().unwrap().log.clone()
    }

    /// Bodies of all deliveries so far.
    pub fn bodies(&self) -> Vec<Bytes> {
        self.0.lock().unwrap().bodies.clone()
    }

    pub fn forget_log(&self) {
        let mut state = self.0.lock().unwrap();
        state.log.clear();
        state.bodies.clear();
        state.asked.clear();
    }

    pub fn is_holding(&self) -> bool {
        !self.0.lock().unwrap().held.is_empty()
    }

    /// Keeps a delivery back that seems to have arrived.
    fn hold(&self, host: &str, request: WireRequest) -> WireResponse {
        let final_url = request.url.clone();
        self.0.lock().unwrap().held.push((host.to_owned(), request));
        WireResponse { status: 202, final_url, ..WireResponse::default() }
    }

    /// Makes the deliveries that were kept back, last first.
    pub async fn deliver_held(&self) {
        let held: Vec<_> = self.0.lock().unwrap().held.drain(..).rev().collect();
        for (host, request) in held {
            self.pass(&host, request).await.unwrap();
        }
    }

    /// What the weather does to the next delivery.
    fn fate(&self, request: &WireRequest) -> Fate {
        let mut state = self.0.lock().unwrap();
        let Some(weather) = state.weather.as_mut().filter(|_| request.method == Method::Post) else {
            return Fate::Arrives;
        };
        *weather = weather.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        match (*weather >> 33) % 10 {
            0 => Fate::Fails,
            1 => Fate::Unanswered,
            2 | 3 => Fate::Late,
            4 | 5 => Fate::Twice,
            _ => Fate::Arrives,
        }
    }

    async fn pass(&self, host: &str, request: WireRequest) -> Result<WireResponse, WireError> {
        let (times, routes) = {
            let state = self.0.lock().unwrap();
            let repeats = state.is_repeating && request.method == Method::Post;
            (if repeats { 2 } else { 1 }, state.routes.get(host).cloned())
        };
        let Some(routes) = routes else { return Err(WireError::Dns) };
        let mut answer = None;
        for _ in 0..times {
            answer = Some(call(routes.clone(), host, &request).await);
        }
        Ok(answer.unwrap())
    }
}

/// Sends a request through a pod's routes, as its own task: warp keeps the route in a thread-local
/// and does not like nesting.
async fn call(routes: Routes, host: &str, request: &WireRequest) -> WireResponse {
    let url = url::Url::parse(&request.url).unwrap();
    let mut path = url.path().to_owned();
    if let Some(query) = url.query() {
        path = format!("{path}?{query}");
    }
    let method = if request.method == Method::Post { "POST" } else { "GET" };
    let mut builder = hyper::Request::builder().method(method).uri(path).header("host", host);
    for (name, value) in &request.headers {
        builder = builder.header(*name, value.as_str());
    }
    let http = builder.body(Full::new(request.body.clone())).unwrap();
    let answer = tokio::spawn(async move {
        let response = TowerToHyperService::new(warp::service(routes)).call(http).await.unwrap();
        let (parts, body) = response.into_parts();
        (parts, body.collect().await.unwrap().to_bytes())
    });
    let (parts, body) = answer.await.unwrap();
    let content_type = parts.headers.get("content-type").map(|value| value.to_str().unwrap().to_owned());
    let location = parts.headers.get("location").map(|value| value.to_str().unwrap().to_owned());
    let mut response = WireResponse {
        status: parts.status.as_u16(),
        content_type: content_type.unwrap_or_default(),
        body,
        final_url: request.url.clone(),
        date: None,
    };
    if let Some(location) = location {
        response.final_url = location;
    }
    response
}

/// One pod's end of the network.
pub struct TestWire {
    net: Net,
    from: String,
}

impl Wire for TestWire {
    fn send(&self, request: WireRequest) -> BoxFuture<'_, Result<WireResponse, WireError>> {
        self.exchange(request, 0).boxed()
    }
}

impl TestWire {
    fn exchange(&self, request: WireRequest, hops: usize) -> BoxFuture<'_, Result<WireResponse, WireError>> {
        async move {
            let url = url::Url::parse(&request.url).map_err(|_| WireError::Dns)?;
            let host = url.host_str().unwrap_or_default().to_owned();
            if let Some(answer) = self.without_the_pod(&host, &request)? {
                return Ok(answer);
            }
            let is_get = request.method == Method::Get;
            let fate = self.net.fate(&request);
            match fate {
                Fate::Fails => return Err(WireError::Timeout),
                Fate::Late => return Ok(self.net.hold(&host, request)),
                Fate::Twice => drop(self.net.pass(&host, request.clone()).await?),
                Fate::Arrives | Fate::Unanswered => {}
            }
            let answer = self.net.pass(&host, request.clone()).await?;
            if fate == Fate::Unanswered {
                return Err(WireError::Timeout);
            }
            if is_get && (300..400).contains(&answer.status) && hops < 4 {
                return self.exchange(WireRequest { url: answer.final_url.clone(), ..request }, hops + 1).await;
            }
            Ok(answer)
        }
        .boxed()
    }

    fn without_the_pod(&self, host: &str, request: &WireRequest) -> Result<Option<WireResponse>, WireError> {
        let mut state = self.net.0.lock().unwrap();
        let answer = |status: u16| WireResponse { status, final_url: request.url.clone(), ..WireResponse::default() };
        if request.method == Method::Get {
            state.asked.push(request.url.clone());
        } else {
            // F-234
            assert_ne!(self.from, host, "a pod delivers to itself");
            state.log.push((self.from.clone(), host.to_owned(), request.url.clone()));
            state.bodies.push(request.body.clone());
        }
        if state.away.contains(host) {
            return Err(WireError::Connect);
        }
        if let Some(status) = state.refusing.get(host) {
            return Ok(Some(answer(*status)));
        }
        if let Some((status, media_type, body)) = state.canned.get(&request.url) {
            let (content_type, body) = (media_type.clone(), Bytes::from(body.clone()));
            return Ok(Some(WireResponse { content_type, body, ..answer(*status) }));
        }
        if request.method == Method::Get {
            return Ok(None);
        }
        if let Some(count) = state.lost.get_mut(&(self.from.clone(), host.to_owned())).filter(|count| **count > 0) {
            *count -= 1;
            return Ok(Some(answer(202)));
        }
        let swaps = state.is_swapping && state.routes.contains_key(host);
        drop(state);
        Ok(swaps.then(|| self.net.hold(host, request.clone())))
    }
}
