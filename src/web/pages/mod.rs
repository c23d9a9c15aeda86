//! One file per page family: its routes, forms, handlers and page functions.
//!
//! A handler is a short straight line: who asks, what was sent, one call into the domain, a reply.
//! Page functions are pure, from a view to markup.

pub(super) mod aspects;
pub(super) mod contacts;
pub(super) mod error;
pub(super) mod landing;
pub(super) mod notifications;
pub(super) mod post;
pub(super) mod profile;
pub(super) mod publish;
pub(super) mod search;
pub(super) mod settings;
pub(super) mod setup;
pub(super) mod sign_in;
pub(super) mod sign_up;
#[cfg(any(test, debug_assertions))]
pub(super) mod specimen;
pub(super) mod stream;
pub(super) mod tag;
