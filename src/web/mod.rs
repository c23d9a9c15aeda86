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
mod policy;
mod reply;
#[cfg(any(test, debug_assertions))]
mod sample;
mod session;

use crate::base::limits;
use crate::config::Live;
use crate::domain::Pod;
use crate::domain::words::Words;
use crate::net::inbound::Rates;
use crate::net::inbound::body;
use bytes::Bytes;
use form::Form;
pub use policy::policy;
use reply::{Failure, answer};
use session::{Visit, visit};
use std::future::Future;
use std::sync::Arc;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::multipart::FormData;
use warp::reply::Response;

/// What the pages are made of.
#[derive(Clone)]
struct Web {
    pod: Pod,
    config: Arc<Live>,
    rates: Arc<Rates>,
    /// Whether browsers reach us over TLS, which decides the cookies' names.
    is_https: bool,
    /// Where the source code of the program is to be had.
    source: &'static str,
}

impl Web {
    fn new(pod: Pod, config: Arc<Live>, rates: Arc<Rates>, source: &'static str) -> Self {
        let is_https = pod.planned().0.is_https();
        Self { pod, config, rates, is_https, source }
    }
}

/// All pages. `source` is where the source code of the program is to be had; may be empty.
pub fn routes(pod: Pod, config: Arc<Live>, rates: Arc<Rates>, source: &'static str) -> BoxedFilter<(Response,)> {
    pages::routes(&Web::new(pod, config, rates, source))
}

/// Answers what no route wanted, to be joined last: a page that says so, in the colours and with
/// the menu of whoever asks.
pub fn nothing_here(pod: Pod, config: Arc<Live>, rates: Arc<Rates>) -> BoxedFilter<(Response,)> {
    let web = Web::new(pod, config, rates, "");
    visit(&web).then(|begun| answer(begun, |_| async { Err(Failure::Status(404)) })).boxed()
}

/// The page for what went wrong before or beside every route, for whoever stands before them.
/// `request` names the request in the log.
pub fn error_page(status: StatusCode, sentence: &str, request: &str) -> String {
    let shell = layout::Shell::without_pod();
    pages::error::show(&shell, status.as_u16(), Some(sentence), Some(request)).into_string()
}

/// The page for visitors while there is no certificate, in a language of an `Accept-Language`
/// header. `elsewhere` is the same page over HTTPS. (H-046)
pub fn no_certificate(pod: &Pod, accept_language: &str, elsewhere: &str) -> String {
    let mut shell = layout::Shell::without_pod();
    shell.words = Words::accepted(accept_language);
    shell.view.lang = shell.words.tag().to_owned();
    shell.view.now = pod.now();
    pages::certificate::show(&shell, &pod.certificate(), elsewhere).into_string()
}

/// Reading requests: GET, and HEAD, whose body the server leaves out.
fn get() -> impl Filter<Extract = (), Error = warp::Rejection> + Copy {
    warp::get().or(warp::head()).unify()
}

/// The body of a form without files.
type Sent = Result<Bytes, body::BodyFault>;

/// Requests with a form: who asks, and the body, for [`posted`].
fn sending(
    web: &Web,
) -> impl Filter<Extract = (Result<Visit, Failure>, Sent), Error = warp::Rejection> + Clone + use<> {
    warp::post().and(visit(web)).and(body::whole(limits::FORM_BYTES))
}

/// Requests with a form that may hold files.
fn uploading(
    web: &Web,
) -> impl Filter<Extract = (Result<Visit, Failure>, FormData), Error = warp::Rejection> + Clone + use<> {
    warp::post().and(visit(web)).and(warp::multipart::form().max_length(None))
}

/// Reads a form, checks where it comes from, and hands it on.
async fn posted<F>(begun: Result<Visit, Failure>, sent: Sent, act: impl FnOnce(Visit, Form) -> F) -> Response
where
    F: Future<Output = Result<Response, Failure>>,
{
    answer(begun, |visit| async move {
        let form = Form::read(&visit, sent)?;
        act(visit, form).await
    })
    .await
}
