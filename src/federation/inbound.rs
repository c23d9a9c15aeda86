//! What other pods ask of this one (spec/federation.md §3.1). A pod that does not federate answers
//! every question of the protocol with 404.

use super::receive::{self, Answer};
use super::{Federation, media};
use crate::base::Guid;
use crate::base::limits;
use crate::domain::Refused;
use crate::domain::instance;
use crate::domain::people;
use crate::domain::photos;
use crate::domain::published::{self, Published};
use crate::domain::statistics;
use crate::model::{Channel, Instance, Person, Registration};
use crate::net::inbound::body::{self, BodyFault};
use crate::net::inbound::reply::{self, Cache};
use crate::protocol::envelope;
use crate::protocol::hcard;
use crate::protocol::host_meta;
use crate::protocol::keys::PublicKey;
use crate::protocol::nodeinfo::{self, Version};
use crate::protocol::url::{self, FetchType};
use crate::protocol::webfinger;
use bytes::Bytes;
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, ALLOW, CONNECTION};
use warp::http::{Method, StatusCode};
use warp::reply::Response;

/// Where pictures of people without one are. The middle part tells diaspora* that it is none.
const DEFAULT_PICTURES: &str = "assets/user/default";
/// How long a question that needs a signature waits for its turn.
const PATIENCE: Duration = Duration::from_secs(4);
/// Seconds after which a sender whom we could not answer may try again.
const RETRY_AFTER: u32 = 60;
/// The same, when room on the disk has to be made first (H-080).
const ROOM_AFTER: u32 = 3600;
/// Placeholder pictures kept in memory, three files of a few kilobytes each.
const PLACEHOLDERS: usize = 64;

/// Everything under which other pods, and pages of ours, reach this layer.
pub fn routes(federation: &Federation) -> BoxedFilter<(Response,)> {
    let protocol = documents(federation).or(messages(federation)).unify().or(things(federation)).unify();
    protocol.or(pictures(federation)).unify().boxed()
}

fn with(
    federation: &Federation,
) -> impl Filter<Extract = (Federation,), Error = std::convert::Infallible> + Clone + use<> {
    let federation = federation.clone();
    warp::any().map(move || federation.clone())
}

fn asked() -> impl Filter<Extract = (), Error = warp::Rejection> + Copy {
    warp::get().or(warp::head()).unify()
}

fn documents(federation: &Federation) -> BoxedFilter<(Response,)> {
    let query = warp::query::raw().or(warp::any().map(String::new)).unify();
    let webfinger = warp::path!(".well-known" / "webfinger").and(asked()).and(with(federation)).and(query);
    let host_meta = warp::path!(".well-known" / "host-meta").and(asked()).and(with(federation));
    let index = warp::path!(".well-known" / "nodeinfo").and(asked()).and(with(federation));
    let relay = warp::path!(".well-known" / "x-social-relay").and(asked()).and(with(federation));
    let node = warp::path!("nodeinfo" / String).and(asked()).and(with(federation));
    let card = warp::path!("hcard" / "users" / String).and(asked()).and(with(federation));
    let webfinger = webfinger.then(answer_webfinger).boxed();
    let host_meta = host_meta.then(answer_host_meta).boxed();
    let index = index.then(answer_nodeinfo_index).boxed();
    let relay = relay.then(answer_relay).boxed();
    let node = node.then(answer_nodeinfo).boxed();
    let card = card.then(answer_card).boxed();
    webfinger.or(host_meta).unify().or(index).unify().or(relay).unify().or(node).unify().or(card).unify().boxed()
}

fn messages(federation: &Federation) -> BoxedFilter<(Response,)> {
    let body = body::whole(limits::MESSAGE_BYTES);
    let public = warp::path!("receive" / "public").and(warp::method()).and(with(federation)).and(body.clone());
    let private = warp::path!("receive" / "users" / String).and(warp::method()).and(with(federation)).and(body);
    let public = public.then(|method, federation, body| answer_receive(method, federation, None, body)).boxed();
    let private =
        private.then(|guid, method, federation, body| answer_receive(method, federation, Some(guid), body)).boxed();
    public.or(private).unify().boxed()
}

fn things(federation: &Federation) -> BoxedFilter<(Response,)> {
    let accept = warp::header::optional::<String>("accept");
    let fetch = warp::path!("fetch" / String / String).and(asked()).and(with(federation));
    let stream = warp::path!("people" / String / "stream").and(asked()).and(with(federation)).and(accept);
    fetch.then(answer_fetch).boxed().or(stream.then(answer_stream).boxed()).unify().boxed()
}

fn pictures(federation: &Federation) -> BoxedFilter<(Response,)> {
    let placeholder = warp::path!("assets" / "user" / "default" / String).and(asked()).and(with(federation));
    let remote = warp::path!("remote" / String / String).and(asked()).and(with(federation));
    let remote =
        remote.then(async |tag, address, federation: Federation| media::answer(&federation, tag, address).await);
    placeholder.then(answer_placeholder).boxed().or(remote.boxed()).unify().boxed()
}

/// There is nothing, or nothing for you: always the same answer (F-215).
pub(super) fn not_found() -> Response {
    reply::text(StatusCode::NOT_FOUND, "There is nothing here.")
}

/// A document that scripts of other sites may read.
fn shared(content_type: &str, body: impl Into<Bytes>) -> Response {
    reply::header(reply::document(content_type, body), ACCESS_CONTROL_ALLOW_ORIGIN, "*")
}

async fn answer_webfinger(federation: Federation, query: String) -> Response {
    let Some(instance) = federation.instance().await else { return not_found() };
    let resource = ::url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "resource");
    let Some((_, resource)) = resource else {
        return reply::text(StatusCode::BAD_REQUEST, "The question names no resource.");
    };
    let Some(resource) = webfinger::resource(&resource, &instance.url) else { return not_found() };
    let read = federation.pod().read(move |tx| -> Result<_, Refused> { Ok(published::person(tx, &resource)?) });
    let Ok(Some(person)) = read.await else { return not_found() };
    let document = webfinger::document(&webfinger::Person {
        id: &person.diaspora_id,
        guid: &person.guid,
        pod: &instance.url,
        issues_tokens: true,
    });
    shared(webfinger::CONTENT_TYPE, document)
}

async fn answer_host_meta(federation: Federation) -> Response {
    match federation.instance().await {
        Some(_) => reply::document(host_meta::CONTENT_TYPE, host_meta::document()),
        None => not_found(),
    }
}

async fn answer_nodeinfo_index(federation: Federation) -> Response {
    match federation.instance().await {
        Some(instance) => shared("application/json; charset=utf-8", nodeinfo::well_known(&instance.url)),
        None => not_found(),
    }
}

/// Relays are a thing of the past; some programs still ask. spec: §3.8
async fn answer_relay(federation: Federation) -> Response {
    match federation.instance().await {
        Some(_) => shared("application/json", r#"{"subscribe":false,"scope":"tags","tags":[]}"#),
        None => not_found(),
    }
}

/// What the pod is and, as far as its settings let everybody know, how busy (W-015). Asked anew,
/// since name and settings may change.
async fn answer_nodeinfo(version: String, federation: Federation) -> Response {
    if federation.instance().await.is_none() {
        return not_found();
    }
    let Some(version) = Version::parse(&version) else { return not_found() };
    let now = federation.pod().now();
    let read = federation
        .pod()
        .read(move |tx| -> Result<_, Refused> { Ok((instance::expect(tx)?, statistics::public(tx, now)?)) });
    let Ok((instance, counts)) = read.await else { return not_found() };
    let policy = instance.policy;
    let source = if policy.source_url.is_empty() { instance.url.join("source") } else { policy.source_url };
    let pod = nodeinfo::Pod {
        software_version: env!("CARGO_PKG_VERSION").to_owned(),
        repository: Some(source),
        homepage: None,
        open_registrations: matches!(instance.registration, Registration::Open | Registration::Approval),
        users_total: counts.users.map(|users| users.total),
        users_half_year: counts.users.map(|users| users.half_year),
        users_month: counts.users.map(|users| users.month),
        local_posts: counts.posts,
        local_comments: counts.comments,
        name: Some(instance.name),
        admin_account: Some(policy.contact).filter(|name| !name.is_empty()),
    };
    shared(&version.content_type(), nodeinfo::document(version, &pod))
}

async fn answer_card(guid: String, federation: Federation) -> Response {
    let Some(instance) = federation.instance().await else { return not_found() };
    match open_person(&federation, &guid).await {
        Some(person) => card(&instance, &person).unwrap_or_else(not_found),
        None => not_found(),
    }
}

fn card(instance: &Instance, person: &Person) -> Option<Response> {
    let key = PublicKey::from_der(&person.public_key).ok()?;
    let default = |size: u32| instance.url.join(&format!("{DEFAULT_PICTURES}/{}-{size}.png", person.guid));
    let photos = match &person.profile.images {
        Some(images) => [images.large.clone(), images.medium.clone(), images.small.clone()],
        None => [default(300), default(100), default(50)],
    };
    let full_name = person.profile.full_name();
    let document = hcard::document(&hcard::Person {
        guid: &person.guid,
        nickname: person.diaspora_id.user(),
        full_name: if full_name.is_empty() { person.diaspora_id.user() } else { &full_name },
        first_name: &person.profile.first_name,
        last_name: &person.profile.last_name,
        searchable: person.profile.searchable,
        key: &key,
        photos: [&photos[0], &photos[1], &photos[2]],
        pod: &instance.url,
    });
    Some(reply::document(hcard::CONTENT_TYPE, document))
}

/// Somebody of this pod who has not closed their account.
async fn open_person(federation: &Federation, guid: &str) -> Option<Person> {
    let resource = webfinger::Resource::Guid(Guid::parse(guid).ok()?);
    let read = federation.pod().read(move |tx| -> Result<_, Refused> { Ok(published::person(tx, &resource)?) });
    read.await.ok().flatten()
}

async fn answer_receive(
    method: Method,
    federation: Federation,
    guid: Option<String>,
    body: Result<Bytes, BodyFault>,
) -> Response {
    if federation.instance().await.is_none() {
        return not_found();
    }
    if method != Method::POST {
        return reply::header(reply::empty(StatusCode::METHOD_NOT_ALLOWED), ALLOW, "POST");
    }
    let channel = match guid {
        None => Channel::Public,
        Some(guid) => match recipient(&federation, &guid).await {
            Some(channel) => channel,
            None => return not_found(),
        },
    };
    match body {
        Ok(body) => match receive::accept(&federation, channel, body).await {
            Answer::Arrived => reply::empty(StatusCode::ACCEPTED),
            Answer::Busy => reply::unavailable(RETRY_AFTER, "This pod cannot take more messages now."),
            Answer::Full => reply::unavailable(ROOM_AFTER, "The disk of this pod is nearly full."),
        },
        Err(fault) => reply::header(fault.reply(), CONNECTION, "close"),
    }
}

/// Closed accounts receive too: whoever writes to them is told. spec: §6.9
async fn recipient(federation: &Federation, guid: &str) -> Option<Channel> {
    let guid = Guid::parse(guid).ok()?;
    let read = federation.pod().read(move |tx| -> Result<_, Refused> { Ok(people::by_guid(tx, &guid)?) });
    read.await.ok().flatten()?.account.map(Channel::Private)
}

/// What became of a question for a thing.
enum Fetched {
    Envelope(String),
    Elsewhere(String),
    Nothing,
}

async fn answer_fetch(what: String, guid: String, federation: Federation) -> Response {
    if federation.instance().await.is_none() {
        return not_found();
    }
    let (Some(kind), Ok(guid)) = (FetchType::parse(&what), Guid::parse(&guid)) else { return not_found() };
    let Ok(Ok(_turn)) = tokio::time::timeout(PATIENCE, federation.inner.signatures.acquire()).await else {
        return reply::unavailable(RETRY_AFTER, "This pod is busy.");
    };
    let keeper = federation.clone();
    let read = federation.pod().read(move |tx| -> Result<Fetched, Refused> {
        Ok(match published::find(tx, kind, &guid)? {
            None => Fetched::Nothing,
            Some(Published::There(pod)) => Fetched::Elsewhere(url::fetch(&pod, kind, &guid)),
            Some(Published::Here { payload, signer, author }) => {
                let key = keeper.inner.keyring.open(&signer, &keeper.pod().seal())?;
                envelope::seal(&payload, &author, &key).map_or(Fetched::Nothing, Fetched::Envelope)
            }
        })
    });
    match read.await {
        Ok(Fetched::Envelope(envelope)) => reply::document("application/magic-envelope+xml; charset=utf-8", envelope),
        Ok(Fetched::Elsewhere(location)) => reply::moved(StatusCode::FOUND, &location),
        _ => not_found(),
    }
}

async fn answer_stream(guid: String, federation: Federation, accept: Option<String>) -> Response {
    if federation.instance().await.is_none() {
        return not_found();
    }
    let Some(person) = open_person(&federation, &guid).await else { return not_found() };
    if !accept.is_some_and(|accept| accept.contains("json")) {
        return reply::moved(StatusCode::FOUND, &format!("/people/{}", person.guid));
    }
    let id = person.id;
    let read = federation.pod().read(move |tx| -> Result<_, Refused> { Ok(published::newest(tx, id)?) });
    let posts: Vec<serde_json::Value> = read
        .await
        .unwrap_or_default()
        .into_iter()
        .map(|(guid, at)| {
            serde_json::json!({
                "guid": guid.as_str(),
                "created_at": at.to_string(),
                "public": true,
                "author": {
                    "guid": person.guid.as_str(),
                    "diaspora_id": person.diaspora_id.as_str(),
                    "name": person.name(),
                },
            })
        })
        .collect();
    reply::document("application/json; charset=utf-8", serde_json::Value::Array(posts).to_string())
}

/// Pictures of people without one, made when they are first asked for.
#[derive(Default)]
pub(super) struct Placeholders(Mutex<VecDeque<(Guid, Sizes)>>);

/// Side in pixels and file.
type Sizes = [(u32, Bytes); 3];

impl Placeholders {
    fn of(&self, guid: &Guid) -> Sizes {
        let known =
            |made: &VecDeque<(Guid, Sizes)>| made.iter().find(|(of, _)| of == guid).map(|(_, sizes)| sizes.clone());
        if let Some(sizes) = known(&self.0.lock().unwrap_or_else(PoisonError::into_inner)) {
            return sizes;
        }
        let sizes = photos::placeholder(guid);
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        made.push_front((guid.clone(), sizes.clone()));
        made.truncate(PLACEHOLDERS);
        sizes
    }
}

/// `{guid}-{size}.png`, for people of this pod.
async fn answer_placeholder(name: String, federation: Federation) -> Response {
    let parts = name.strip_suffix(".png").and_then(|name| name.rsplit_once('-'));
    let Some((guid, Ok(size))) = parts.map(|(guid, size)| (guid, size.parse::<u32>())) else {
        return not_found();
    };
    let Some(person) = open_person(&federation, guid).await else { return not_found() };
    let made = tokio::task::spawn_blocking(move || federation.inner.placeholders.of(&person.guid)).await;
    let file = made.ok().and_then(|sizes| sizes.into_iter().find(|(side, _)| *side == size));
    match file {
        Some((_, bytes)) => reply::media("image/png", bytes, Cache::Public(86_400)),
        None => not_found(),
    }
}
