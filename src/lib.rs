//! seedpod: a pod of the diaspora* network in one program.
//!
//! # The map
//! Calls go down this list only; `tests/layers.rs` holds it.
//!
//! | module | owns |
//! |---|---|
//! | [`base`] | words without behaviour: identifiers, addresses, time, secrets, size limits |
//! | [`config`] | file, environment and flags become one immutable value |
//! | [`protocol`] | the wire, pure: entities, XML, envelopes, signatures, discovery documents |
//! | [`content`] | untrusted becomes safe, pure: Markdown, mentions, tags, HTML, pictures |
//! | [`model`] | what is stored, as plain records |
//! | [`store`] | redb: tables, keys, transactions, migrations, integrity check |
//! | [`domain`] | every rule and every action, who may see what, read models, the `Pod` handle |
//! | [`net`] | both ends of HTTP: the guarded client, listeners, TLS, limits, headers |
//! | [`federation`] | the network side of the protocol: receive, dispatch, deliver, discover, fetch |
//! | [`web`] | pages for people |
//! | [`api`] | the HTTP API for programs, and the OpenID Connect provider |
//! | [`jobs`] | runs what is due, again and again |
//! | [`app`] | puts everything together; commands of the admin |
//! | [`cli`] | arguments in, text and exit codes out |
//!
//! # A comment, from the form to another pod
//! `web` reads the form and calls `Pod::write` with `domain::comments::create`. Inside one
//! transaction the rule is checked (`domain::access`), the comment is signed and stored, people
//! here are notified, and a dispatch job is queued. The writer commits it together with whatever
//! else waits, and only then the page answers. `jobs` lets `federation` sign the envelope once,
//! makes one delivery for each target and POSTs them, with a retry table for those who are away.
//! The other pod verifies (`protocol`), applies (`domain::receive`), and if the post is its own,
//! sends the comment on to everybody who has the post.
//!
//! # What is not here on purpose
//! No layer calls upwards: what must travel up is a return value or a row. No rule lives in a page
//! or a receiver. Nothing below `net` is asynchronous except `domain::pod`. No code reads a clock
//! or draws randomness except `app`; everything else is given them. Nothing that another pod can
//! choose reaches the network without `net::outbound`, which decides on the resolved address.

pub mod api;
pub mod app;
pub mod base;
pub mod cli;
pub mod config;
pub mod content;
pub mod domain;
pub mod federation;
pub mod jobs;
pub mod model;
pub mod net;
pub mod protocol;
pub mod store;
pub mod web;
