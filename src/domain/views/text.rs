//! Words of people, made safe for a page.

use super::{Look, address};
use crate::base::{DiasporaId, Guid};
use crate::content::markdown::{self, Links, Mentioned, Room};
use crate::content::text::{Direction, direction};
use crate::domain::renderings::Form;
use crate::domain::{instance, people, posts};
use crate::model::TextPlace;
use crate::store::{Reads, StoreError};

/// Characters of a summary.
const SUMMARY: usize = 1_000;

/// Looks up what a text refers to.
struct Known<'a> {
    tx: &'a dyn Reads,
    look: Look<'a>,
}

impl Links for Known<'_> {
    fn mention(&self, id: &DiasporaId) -> Option<Mentioned> {
        // A store that cannot be read shows the plain text; the page around it reports the failure.
        let person = people::by_diaspora_id(self.tx, id).ok()??;
        Some(Mentioned { name: person.name(), href: format!("/people/{}", person.guid) })
    }

    fn tag(&self, tag: &str) -> String {
        let encoded: String = url::form_urlencoded::byte_serialize(tag.as_bytes()).collect();
        format!("/tags/{}", encoded.replace('+', "%20"))
    }

    fn diaspora(&self, author: &DiasporaId, kind: &str, guid: &Guid) -> Option<String> {
        let post = posts::find(self.tx, guid, self.look.viewer).ok().filter(|_| kind == "post")?;
        let by = people::get(self.tx, post.author).ok()?;
        (by.diaspora_id == *author).then(|| format!("/posts/{guid}"))
    }

    fn image(&self, url: &str) -> Option<String> {
        Some(address::remote(self.look.seal, url))
    }

    fn media(&self, url: &str) -> Option<String> {
        Some(address::remote(self.look.seal, url))
    }
}

/// Sanitised HTML of a text.
pub(super) fn html(tx: &dyn Reads, look: Look<'_>, text: &str, room: Room) -> String {
    if text.is_empty() {
        return String::new();
    }
    look.texts.of(Form::Html(room), text, &Known { tx, look })
}

/// A text of the pod itself as sanitised HTML, if an admin wrote one.
pub fn pod_text(tx: &dyn Reads, look: Look<'_>, place: TextPlace) -> Result<Option<String>, StoreError> {
    Ok(instance::text(tx, place)?.map(|text| html(tx, look, &text, Room::Post)))
}

/// The title of a text (W-158).
pub(super) fn title(tx: &dyn Reads, look: Look<'_>, text: &str) -> String {
    look.texts.of(Form::Title, text, &Known { tx, look })
}

/// The beginning of a text, plain, for descriptions of its page (W-020).
pub(super) fn summary(tx: &dyn Reads, look: Look<'_>, text: &str) -> String {
    markdown::shorten(&plain_text(tx, look, text), SUMMARY)
}

/// Whether a text runs from right to left (W-145).
pub(super) fn is_rtl(text: &str) -> bool {
    matches!(direction(text), Direction::Rtl)
}

/// A text without marks, as mails quote it.
pub fn plain_text(tx: &dyn Reads, look: Look<'_>, text: &str) -> String {
    look.texts.of(Form::Plain, text, &Known { tx, look })
}
