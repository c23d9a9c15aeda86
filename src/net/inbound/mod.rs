//! What happens to a request before and after a route sees it.
//!
//! A [`Gate`] stands before all routes of the program. It finds out who asks (also behind a
//! proxy), keeps requests within their limits, catches panics, and puts the security headers on
//! every reply, in this one place. Routes use the rest of the module: [`client`] for the visitor's
//! address, [`Rates`] for "how often", [`body`] for reading what was sent, [`reply`] for answering.
//!
//! Nothing here knows pages or sessions. Callers: `federation`, `web`, `api` (filters, rates and
//! replies) and `app` (the gate). The rules come from spec/appliance.md §16 and §17.2.

mod address;
pub mod body;
mod compress;
mod crowd;
mod gate;
mod headers;
mod rates;
pub mod reply;
mod tally;
mod turn;

pub use address::{ClientAddress, Proxies, Scheme, client, scheme};
pub use crowd::{Crowd, Place};
pub use gate::{Arrival, Challenges, Gate, GateSettings, RequestId, Unready, Way, request_id};
pub use headers::Class;
pub use rates::{Bucket, Rates, Wait};
pub use tally::{Kind, STEPS, Tally, Times};
pub use warp::reply::Response;

use bytes::Bytes;

/// The body of a request on its way in.
pub type RequestBody = http_body_util::combinators::BoxBody<Bytes, body::Interrupted>;

/// A request on its way in.
pub type Request = warp::http::Request<RequestBody>;
