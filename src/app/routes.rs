//! All routes of the program in one place.

use super::health;
use crate::config::Config;
use crate::domain::Pod;
use crate::federation;
use crate::net::inbound::{Bucket, Rates};
use crate::net::outbound::Wire;
use crate::web;
use std::sync::Arc;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::Method;

type Reply = warp::reply::Response;

/// Where the source code of this program is to be had, as its licence asks.
const SOURCE: &str = env!("CARGO_PKG_REPOSITORY");

/// What the routes need.
#[derive(Clone)]
pub struct Site {
    pub pod: Pod,
    pub config: Arc<Config>,
    pub wire: Arc<dyn Wire>,
    pub rates: Arc<Rates>,
}

/// Health, federation and pages; what none of them takes is left to the gate.
pub fn routes(site: &Site) -> BoxedFilter<(Reply,)> {
    health::routes(site.pod.clone())
        .or(federation::routes(site.pod.clone(), site.wire.clone(), &site.config))
        .unify()
        .boxed()
        .or(web::routes(site.pod.clone(), SOURCE))
        .unify()
        .boxed()
        .or(web::nothing_here(site.pod.clone()))
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
