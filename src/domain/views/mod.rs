//! What a page or an API answer shows: built here, after the access check, rendered elsewhere.
//!
//! `shape` holds the plain values. The other files fill them from one snapshot. Every address in
//! them is on this pod, pictures of other pods included (H-126); every decision about what the
//! viewer may do is taken here, by asking `access`.

mod account;
pub mod address;
pub mod admin;
mod conversation;
mod event;
mod feed;
mod live;
mod mention;
mod notification;
mod person;
pub mod plain;
mod post;
mod search;
mod shape;
mod shell;
mod stream;
mod text;

pub use account::{account, exports};
pub use conversation::{conversation, inbox, recipients};
pub use feed::feed;
pub use live::live;
pub use mention::mentionable;
pub use notification::{notifications, stored as stored_kind};
pub use person::{card, contact, contacts, person, photos, profile, profile_form};
pub use post::{Depth, comment_draft, draft, post, post_title};
pub use search::{search, suggestions, tag};
pub use shape::*;
pub use shell::shell;
pub use stream::{Found, Stream, Stretch, may_open_local, stream};
pub use text::plain_text;
pub use text::pod_text;

use super::access::Viewer;
use super::renderings::Renderings;
use super::seal::Seal;
use super::words::Words;
use crate::base::Timestamp;

/// From whose eyes and when a view is built.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// Who looks.
    pub viewer: Viewer<'a>,
    /// Makes addresses of proxied pictures.
    pub seal: &'a Seal,
    /// Texts that were rendered already.
    pub texts: &'a Renderings,
    /// The present moment.
    pub now: Timestamp,
}

impl Look<'_> {
    /// The sentences in the viewer's language.
    pub fn words(&self) -> Words {
        self.viewer.account().map_or_else(Words::default, |account| Words::of(&account.settings.language))
    }
}
