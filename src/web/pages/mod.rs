//! One file per page family: its routes, forms, handlers and page functions.
//!
//! A handler is a short straight line: who asks, what was sent, one call into the domain, a reply.
//! Page functions are pure, from a view to markup.

mod admin;
mod applications;
mod aspects;
mod authorize;
mod card;
pub(super) mod certificate;
mod contacts;
mod conversations;
pub(super) mod error;
mod event;
mod export;
mod feeds;
mod files;
mod help;
mod import;
mod interact;
mod landing;
mod link;
mod live;
mod notifications;
mod password;
mod people;
mod post;
mod profile;
mod publish;
mod search;
mod settings;
mod settings_forms;
pub(super) mod setup;
mod shortcuts;
mod sign_in;
mod sign_up;
#[cfg(any(test, debug_assertions))]
mod specimen;
mod start;
mod statistics;
mod stream;
mod tag;
mod terms;
mod two_factor;

use super::Web;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::reply::Response;

/// The routes of all pages.
pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let families = [
        stream::routes(web),
        interact::routes(web),
        event::routes(web),
        post::routes(web),
        publish::routes(web),
        notifications::routes(web),
        profile::routes(web),
        card::routes(web),
        people::routes(web),
        contacts::routes(web),
        aspects::routes(web),
        search::routes(web),
        link::routes(web),
        tag::routes(web),
        export::routes(web),
        import::routes(web),
        feeds::routes(web),
        live::routes(web),
        shortcuts::routes(web),
        start::routes(web),
        conversations::routes(web),
        settings_forms::routes(web),
        authorize::routes(web),
        applications::routes(web),
        landing::routes(web),
        sign_in::routes(web),
        sign_up::routes(web),
        password::routes(web),
        two_factor::routes(web),
        setup::routes(web),
        files::routes(web),
        admin::routes(web),
        help::routes(web),
        statistics::routes(web),
        terms::routes(web),
    ];
    let joined = families.into_iter().reduce(|one, next| one.or(next).unify().boxed());
    let joined = joined.expect("there is at least one page");
    #[cfg(debug_assertions)]
    let joined = joined.or(specimen::routes()).unify().boxed();
    joined
}
