//! All routes of the program in one place.

use super::health;
use crate::api;
use crate::config::Live;
use crate::federation::{self, Federation};
use crate::net::inbound::{Bucket, Rates};
use crate::web;
use std::sync::Arc;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::Method;

type Reply = warp::reply::Response;

/// Where the source code of this program is to be had, as its licence asks.
const SOURCE: &str = env!("CARGO_PKG_REPOSITORY");

/// Health, federation and pages; whatever none of them takes is answered by a page that says so.
pub fn routes(federation: &Federation, config: &Arc<Live>, rates: &Arc<Rates>) -> BoxedFilter<(Reply,)> {
    let pod = federation.pod().clone();
    health::routes(pod.clone())
        .or(federation::routes(federation))
        .unify()
        .boxed()
        .or(api::routes(pod.clone(), config.clone(), rates.clone()))
        .unify()
        .boxed()
        .or(web::routes(pod.clone(), config.clone(), rates.clone(), SOURCE))
        .unify()
        .boxed()
        .or(web::nothing_here(pod, config.clone(), rates.clone()))
        .unify()
        .boxed()
}

/// Which bucket a request counts in by its method and path alone; pages count theirs themselves,
/// since they know who is signed in (spec/appliance.md §17.2).
pub(super) fn bucket(method: &Method, path: &str) -> Option<Bucket> {
    let discovery = ["/.well-known/", "/nodeinfo/", "/hcard/", "/fetch/"];
    if discovery.iter().any(|start| path.starts_with(start)) {
        return Some(Bucket::Discovery);
    }
    let media = ["/uploads/", "/assets/", "/remote/"];
    if *method == Method::GET && media.iter().any(|start| path.starts_with(start)) {
        return Some(Bucket::Media);
    }
    path.starts_with("/receive/").then_some(Bucket::Federation)
}
