//! The HTTP API for programs, and the OpenID Connect provider that lets people allow them in.
//!
//! `endpoint` is the table: every endpoint with its scopes, fields and answers, from which requests
//! are dispatched and the description for machines (`describe`) is written. An endpoint reads what
//! was sent from its [`Ask`], makes one call into the domain, and serialises what comes back
//! (`shape`). Who may see or do something is decided below, exactly as for pages; here only scopes
//! are looked at. Consent and the list of allowed programs are pages and live in `web`. Rules and
//! shapes come from spec/api-v1.md; where diaspora*'s documents and servers differ, from its §5.

mod answer;
mod ask;
mod aspects;
mod comments;
mod conversations;
mod describe;
mod endpoint;
mod interactions;
mod likes;
mod notifications;
mod openid;
mod page;
mod params;
mod photos;
mod posts;
mod reshares;
mod schemas;
mod search;
mod shape;
mod streams;
mod tags;
mod user;
mod users;

use crate::base::limits;
use crate::config::Live;
use crate::domain::Pod;
use crate::net::inbound::body::{self, BodyFault, Part};
use crate::net::inbound::{self, Bucket, ClientAddress, Rates};
use answer::{Fault, with_cross_origin};
use ask::Ask;
use bytes::Bytes;
use std::sync::Arc;
use warp::filters::BoxedFilter;
use warp::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use warp::http::{HeaderMap, Method, StatusCode};
use warp::path::FullPath;
use warp::reply::Response;
use warp::{Filter, Rejection};

/// Bytes that a form around an uploaded picture may add.
const AROUND: u64 = 64 * 1024;

/// What every request needs.
#[derive(Clone)]
struct Api {
    pod: Pod,
    rates: Arc<Rates>,
}

/// A request without its body.
#[derive(Clone)]
struct Head {
    method: Method,
    /// Without repeated slashes, a slash at the end, or `.json`.
    path: String,
    query: String,
    headers: HeaderMap,
    client: ClientAddress,
}

/// What came with a request.
enum Body {
    Whole(Result<Bytes, BodyFault>),
    Parts(Result<Vec<Part>, BodyFault>),
}

/// Everything below `/api` that is no page, and the discovery document.
pub fn routes(pod: Pod, config: Arc<Live>, rates: Arc<Rates>) -> BoxedFilter<(Response,)> {
    let upload = move || usize::try_from(config.now().upload_limit() + AROUND).unwrap_or(limits::UPLOAD_BYTES);
    let api = Api { pod, rates };
    let with_files = head(&api)
        .and_then(|api: Api, head: Head| async move {
            // Only whoever shows a good token first may send a large file.
            if !is_small(&head) && ask::bearer(&api, &head).await.is_err() {
                return Err(warp::reject::not_found());
            }
            Ok((api, head))
        })
        .untuple_one()
        .and(body::parts(upload))
        .then(|api, head, parts| answer(api, head, Body::Parts(parts)));
    let plain = head(&api).and(body::whole(limits::FORM_BYTES));
    let plain = plain.then(|api, head, whole| answer(api, head, Body::Whole(whole)));
    with_files.boxed().or(plain).unify().boxed()
}

fn head(api: &Api) -> impl Filter<Extract = (Api, Head), Error = Rejection> + Clone + use<> {
    let api = api.clone();
    let query = warp::query::raw().or(warp::any().map(String::new)).unify();
    warp::path::full()
        .and_then(|path: FullPath| async move {
            let path = tidy(path.as_str());
            if is_ours(&path) { Ok(path) } else { Err(warp::reject::not_found()) }
        })
        .and(warp::method())
        .and(query)
        .and(warp::header::headers_cloned())
        .and(inbound::client())
        .map(move |path, method, query, headers, client| (api.clone(), Head { method, path, query, headers, client }))
        .untuple_one()
}

/// One known client sends `/api/v1//posts`; paths may end in `.json` (spec/api-v1.md §2.1).
fn tidy(path: &str) -> String {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let path = format!("/{}", parts.join("/"));
    let is_versioned = path.starts_with("/api/v1/");
    path.strip_suffix(".json").filter(|_| is_versioned).map_or(path.clone(), str::to_owned)
}

fn is_ours(path: &str) -> bool {
    let is_page = ["/api/openid_connect/authorizations", "/api/openid_connect/user_applications"]
        .iter()
        .any(|page| path.starts_with(page));
    path == "/.well-known/openid-configuration" || path == "/api" || (path.starts_with("/api/") && !is_page)
}

fn is_small(head: &Head) -> bool {
    let length = head.headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    length.is_some_and(|length| length <= limits::FORM_BYTES)
}

async fn answer(api: Api, head: Head, body: Body) -> Response {
    let preflight = head.method == Method::OPTIONS;
    let response = if preflight {
        answer::empty(StatusCode::NO_CONTENT)
    } else {
        dispatch(api, &head, body).await.unwrap_or_else(Fault::reply)
    };
    with_cross_origin(response, preflight.then_some(&head.headers))
}

async fn dispatch(api: Api, head: &Head, body: Body) -> Result<Response, Fault> {
    if head.path == "/api/openapi" || head.path == "/api/openapi.json" {
        return describe::document(&api, head);
    }
    if !head.path.starts_with("/api/v1/") {
        return openid::dispatch(api, head, body).await;
    }
    if api.pod.read(crate::domain::instance::get).await.map_err(Fault::from)?.is_none() {
        return Err(Fault::of(503, "This pod is not set up yet"));
    }
    // Who asks, and whether the program may: before anything is said about what is there.
    let found = endpoint::find(&head.method, &head.path);
    let sent = params::read(head, body);
    let bearer = match ask::bearer_in(&api, head, sent.as_ref().ok()).await {
        Err(fault) => {
            api.rates.count(Bucket::Pages, head.client)?;
            return Err(fault);
        }
        Ok(bearer) => bearer,
    };
    let (endpoint, path) = found?;
    api.rates.count_for(Bucket::Api, &bearer.account.id.0)?;
    if head.method != Method::GET && head.method != Method::HEAD {
        api.rates.count_for(Bucket::Actions, &bearer.account.id.0)?;
    }
    if endpoint.scopes.iter().any(|scope| !bearer.may(scope)) {
        return Err(Fault::scope());
    }
    let ask = Ask::new(api, head, bearer, path, sent?);
    (endpoint.run)(ask).await
}

fn content_type(head: &Head) -> String {
    let text = head.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    //
    #[test]
    fn paths_are_tidied_and_pages_left_to_the_pages() {
        for (sent, tidied) in [
            ("/api/v1//posts", "/api/v1/posts"),
            ("//api//v1/posts/", "/api/v1/posts"),
            ("/api/v1/streams/main.json", "/api/v1/streams/main"),
            ("/api/openid_connect/jwks.json", "/api/openid_connect/jwks.json"),
        ] {
            assert_eq!(tidy(sent), tidied);
            assert!(is_ours(tidied));
        }
        for page in
            ["/api/openid_connect/authorizations/new", "/api/openid_connect/user_applications", "/stream", "/apis"]
        {
            assert!(!is_ours(page), "{page}");
        }
    }
}
