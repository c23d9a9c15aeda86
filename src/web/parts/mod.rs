//! Pieces of pages that are used more than once.
//!
//! Pure functions from a view to markup. None of them asks who is signed in or what is allowed:
//! that is already in the view. The page of parts, `/dev/parts` in debug builds, shows them all.

mod audience;
mod comments;
mod crop;
mod event;
mod field;
mod note;
pub(super) mod notification;
mod pager;
mod person;
mod photos;
mod post;
mod publisher;
mod sharing;
mod square_code;
mod weave;
mod when;

pub(super) use audience::{badge as audience_badge, preferred as preferred_audience};
pub(super) use comments::reply_form;
pub(super) use crop::crop;
pub(super) use field::{Errors, Kind, field, summary, text_area, tick};
pub(super) use note::{empty, flash};
pub(super) use pager::pager;
pub(super) use person::{face, line as person_line, link as person_link, sharing_state};
pub(super) use photos::lightbox;
pub(super) use post::{Setting, draft as post_draft, one as post, stream};
pub(super) use publisher::{Draft, Kept, form as publisher, opener as publisher_opener};
pub(super) use sharing::aspects as sharing_aspects;
pub(super) use square_code::square_code;
pub(super) use weave::weave;
pub(super) use when::{date, day, month_name, when};

use super::assets;
use maud::{Markup, html};

/// One of our icons, beside a word: hidden from screen readers.
pub(super) fn icon(name: &str) -> Markup {
    html! {
        svg class={ "i i-" (name) } aria-hidden="true" { use href={ (assets::all().icons.path) "#" (name) } {} }
    }
}
