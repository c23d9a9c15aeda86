//! HTML pages for people.
//!
//! Owns sessions in cookies, tokens in forms, layout, parts and pages. Everything works without
//! script; the script only spares reloads. It never decides who may see or do something, that is
//! in the views and in the answer of the domain, and it never talks to the network: looking up a
//! stranger is a job, and the page says that it is looking. Called by `app`, which joins
//! [`routes`] with those of its siblings and puts [`nothing_here`] last. (style.md §4,
//! spec/features.md, spec/appliance.md §19)

mod assets;
mod form;
mod layout;
mod pages;
mod parts;
mod reply;
#[cfg(any(test, debug_assertions))]
mod sample;
mod session;

use crate::domain::Pod;
use bytes::{Buf, Bytes};
use form::Form;
use futures_util::stream::BoxStream;
use futures_util::{Stream, StreamExt, TryStreamExt};
use reply::{Failure, answer};
use session::{Visit, visit};
use std::future::Future;
use warp::filters::BoxedFilter;
use warp::multipart::FormData;
use warp::Filter;
use warp::reply::Response;

/// What the pages are made of.
#[derive(Clone)]
struct Web {
    pod: Pod,
    /// Whether browsers reach us over TLS, which decides the cookies' names.
    is_https: bool,
    /// Where the source code of this pod is to be had; empty if that is not said.
    source: String,
}

/// All pages. `source` is where the source code of this pod is to be had.
pub fn routes(pod: Pod, source: &str) -> BoxedFilter<(Response,)> {
    let is_https = pod.planned().0.is_https();
    pages::routes(&Web { pod, is_https, source: source.to_owned() })
}

/// Answers whatever no route wanted: there is nothing here. Before its setup the pod says that.
pub fn nothing_here(pod: Pod) -> BoxedFilter<(Response,)> {
    let is_https = pod.planned().0.is_https();
    let web = Web { pod, is_https, source: String::new() };
    visit(&web).then(|begun| answer(begun, |_| async { Err(Failure::Status(404)) })).boxed()
}

/// Reading requests: GET, and HEAD, whose body the server leaves out.
fn get() -> impl Filter<Extract = (), Error = warp::Rejection> + Copy {
    warp::get().or(warp::head()).unify()
}

/// The body of a request, as it arrives.
type Body = BoxStream<'static, Result<Bytes, warp::Error>>;

/// Requests with a form: who asks, and the body, for [`posted`].
fn sending(web: &Web) -> impl Filter<Extract = (Result<Visit, Failure>, Body), Error = warp::Rejection> + Clone + use<> {
    let body = warp::body::stream().map(|body| chunks(body));
    warp::post().and(visit(web)).and(body)
}

fn chunks<B: Buf>(body: impl Stream<Item = Result<B, warp::Error>> + Send + 'static) -> Body {
    body.map_ok(|mut chunk| chunk.copy_to_bytes(chunk.remaining())).boxed()
}

/// Requests with a form that may hold files.
fn uploading(
    web: &Web,
) -> impl Filter<Extract = (Result<Visit, Failure>, FormData), Error = warp::Rejection> + Clone + use<> {
    warp::post().and(visit(web)).and(warp::multipart::form().max_length(None))
}

/// Reads a form, checks where it comes from, and hands it on.
async fn posted<F>(
    begun: Result<Visit, Failure>,
    body: Body,
    act: impl FnOnce(Visit, Form) -> F,
) -> Response
where
    F: Future<Output = Result<Response, Failure>>,
{
    answer(begun, |visit| async move {
        let form = Form::read(&visit, body).await?;
        act(visit, form).await
    })
    .await
}
