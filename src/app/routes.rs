//! All routes of the program in one place.

use super::health;
use crate::config::Config;
use crate::domain::Pod;
use crate::federation;
use crate::net::inbound::Rates;
use crate::net::outbound::Wire;
use crate::web;
use std::sync::Arc;
use warp::Filter;
use warp::filters::BoxedFilter;

type Reply = warp::reply::Response;

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
        .or(web::routes(site.pod.clone(), site.config.clone(), site.rates.clone()))
        .unify()
        .boxed()
}
