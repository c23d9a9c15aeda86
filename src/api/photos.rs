//! Photos (spec/api-v1.md §4.8).

use super::answer::{Fault, Outcome, done, ok};
use super::ask::Ask;
use super::endpoint::{Answer, Endpoint, Kind, Paging, Verb, needed, optional, run};
use super::page::{stretch, timed};
use super::params;
use super::shape::Shaper;
use crate::domain::photos::{self as rules, Use};
use crate::domain::views::plain;
use crate::domain::{Refused, aspects, profiles, retractions};
use crate::model::AspectId;
use serde_json::Value;

pub(super) const GONE: &str = "Photo with provided guid could not be found";
const NOT_CREATED: &str = "Failed to create the photo";
const BAD_TIME: &str = "Could not process the photos request";
/// Endings that a file's name may have.
const ENDINGS: &[&str] = &["jpg", "jpeg", "png", "gif", "webp"];

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        verb: Verb::Get,
        path: "photos",
        scopes: &["public:read"],
        summary: "Lists one's own photos, newest first",
        fields: &[],
        paging: Paging::Time,
        answer: Answer::Many("Photo"),
        errors: &[422],
        run: run!(list),
    },
    Endpoint {
        verb: Verb::Post,
        path: "photos",
        scopes: &["public:modify"],
        summary: "Uploads a photo: pending for a post, as profile photo, or for aspects (with private:modify)",
        fields: &[
            needed("image", Kind::File, "JPEG, PNG, GIF or WebP"),
            optional("pending", Kind::Flag, "It waits for a post"),
            optional("set_profile_photo", Kind::Flag, "It becomes one's picture"),
            optional("set_profile_picture", Kind::Flag, "Another name for set_profile_photo"),
            optional("aspect_ids", Kind::Numbers, "Aspects that see it, or \"all\""),
        ],
        paging: Paging::None,
        answer: Answer::One(200, "Photo"),
        errors: &[413, 422],
        run: run!(create),
    },
    Endpoint {
        verb: Verb::Get,
        path: "photos/{guid}",
        scopes: &["public:read"],
        summary: "Shows a photo",
        fields: &[],
        paging: Paging::None,
        answer: Answer::One(200, "Photo"),
        errors: &[404],
        run: run!(show),
    },
    Endpoint {
        verb: Verb::Delete,
        path: "photos/{guid}",
        scopes: &["public:modify"],
        summary: "Deletes one's own photo, and the post that would be left empty",
        fields: &[],
        paging: Paging::None,
        answer: Answer::Nothing(204),
        errors: &[404],
        run: run!(delete),
    },
];

async fn list(ask: Ask) -> Outcome {
    let (eyes, account) = (ask.eyes(), ask.account());
    let wanted = stretch(&ask, false, BAD_TIME)?;
    let found = ask.pod().read::<_, Fault>(move |tx| Ok(plain::photos(tx, eyes.look(), account.person, true, wanted)?));
    let shaper = Shaper(ask.pod().planned().0);
    Ok(timed(&ask, wanted, &found.await?, false, |photo| shaper.photo(photo)))
}

fn wrong() -> Fault {
    Fault::of(422, NOT_CREATED)
}

async fn create(mut ask: Ask) -> Outcome {
    let is_profile = [ask.flag("set_profile_photo"), ask.flag("set_profile_picture")].contains(&Some(true));
    let is_pending = ask.flag("pending") == Some(true);
    if !is_pending && !is_profile && !ask.bearer.may("private:modify") {
        return Err(wrong());
    }
    let place = ask.files.iter().position(|part| part.name == "image").ok_or_else(wrong)?;
    let file = ask.files.swap_remove(place);
    let name = file.file_name.unwrap_or_default().to_lowercase();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    if !ENDINGS.contains(&ending) {
        return Err(wrong());
    }
    let purpose = if is_profile { Use::Profile } else { Use::Post };
    let new = ask
        .pod()
        .picture(file.bytes.to_vec(), purpose)
        .await
        .map_err(|why| Fault::told(why, NOT_CREATED, NOT_CREATED))?;
    let (eyes, account, chosen) = (ask.eyes(), ask.account(), chosen(&ask));
    let made = ask.pod().write::<_, Refused>(move |tx, cx| {
        let photo = if is_profile {
            profiles::set_photo(tx, cx, &account, new)?
        } else if is_pending {
            rules::wait(tx, cx, &account, new)?
        } else {
            let own: Vec<AspectId> = aspects::list(tx, &account)?.into_iter().map(|aspect| aspect.id).collect();
            let aspects = match chosen {
                Chosen::All => own,
                Chosen::Some(some) => some.into_iter().filter(|aspect| own.contains(aspect)).collect(),
            };
            rules::publish(tx, cx, &account, new, aspects)?
        };
        Ok(plain::one_photo(tx, eyes.look(), &photo)?)
    });
    let made = made.await.map_err(|why| Fault::told(why, NOT_CREATED, NOT_CREATED))?;
    Ok(ok(&Shaper(ask.pod().planned().0).photo(&made)))
}

/// The aspects that are to see a photo at once.
enum Chosen {
    All,
    Some(Vec<AspectId>),
}

/// A list, a list as JSON text, or the word for all.
fn chosen(ask: &Ask) -> Chosen {
    let value = ask.value("aspect_ids");
    if value.and_then(Value::as_str) == Some("all") {
        return Chosen::All;
    }
    let text = value.and_then(Value::as_str).and_then(|text| serde_json::from_str::<Value>(text).ok());
    let list = params::list(text.as_ref().or(value));
    Chosen::Some(list.iter().filter_map(|value| params::number(Some(value))).map(AspectId).collect())
}

async fn show(ask: Ask) -> Outcome {
    let (eyes, guid) = (ask.eyes(), ask.guid("guid", GONE)?);
    let found = ask.pod().read::<_, Fault>(move |tx| {
        let photo = rules::by_guid(tx, &guid)?.ok_or(Fault::of(404, GONE))?;
        if !rules::may_see(tx, &photo, eyes.viewer())? {
            return Err(Fault::of(404, GONE));
        }
        Ok(plain::one_photo(tx, eyes.look(), &photo)?)
    });
    Ok(ok(&Shaper(ask.pod().planned().0).photo(&found.await?)))
}

async fn delete(ask: Ask) -> Outcome {
    let (account, guid) = (ask.account(), ask.guid("guid", GONE)?);
    let may_private = ask.bearer.may("private:modify");
    let deleted = ask.pod().write::<_, Fault>(move |tx, cx| {
        let photo = rules::by_guid(tx, &guid)?.filter(|photo| photo.author == account.person);
        let photo = photo.filter(|photo| photo.public || may_private).ok_or(Fault::of(404, GONE))?;
        retractions::delete_photo(tx, cx, &account, &photo).map_err(|why| Fault::told(why, GONE, GONE))
    });
    deleted.await.map(|()| done())
}
