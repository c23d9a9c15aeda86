//! Whether the pod lives and works (spec/appliance.md §14). Tells nothing else.

use super::state;
use crate::domain::Pod;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;

type Reply = warp::reply::Response;

/// `GET` and `HEAD` of `/livez` and `/readyz`.
pub(super) fn routes(pod: Pod) -> BoxedFilter<(Reply,)> {
    let live = warp::path!("livez").and(asked()).map(|| plain(StatusCode::OK, "")).boxed();
    let ready = warp::path!("readyz")
        .and(asked())
        .then(move || {
            let pod = pod.clone();
            async move {
                match state::works(&pod).await {
                    Ok(()) => plain(StatusCode::OK, "ready\n"),
                    Err(_) => not_ready(),
                }
            }
        })
        .boxed();
    live.or(ready).unify().boxed()
}

fn asked() -> impl Filter<Extract = (), Error = warp::Rejection> + Copy {
    warp::get().or(warp::head()).unify()
}

fn plain(status: StatusCode, body: &'static str) -> Reply {
    let mut reply = Reply::new(body.into());
    *reply.status_mut() = status;
    reply
}

fn not_ready() -> Reply {
    let mut reply = plain(StatusCode::SERVICE_UNAVAILABLE, "broken\n");
    reply.headers_mut().insert(warp::http::header::RETRY_AFTER, warp::http::HeaderValue::from_static("5"));
    reply
}
