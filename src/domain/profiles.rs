//! What people say about themselves (spec/features.md §3.2, spec/federation.md §4.11, §6.2).

use super::access;
use super::audience;
use super::error::Refused;
use super::people;
use super::photos::{self, NewPhoto};
use super::pod::Cx;
use super::queue;
use super::wire;
use super::words::Sentence;
use crate::base::limits;
use crate::content::name;
use crate::content::tags;
use crate::content::text::{self, TooLong};
use crate::model::{Account, Birthday, Images, Person, PersonId, Photo, Recipients};
use crate::protocol::entities as entity;
use crate::store::{StoreError, WriteTx};

/// What the profile form sends.
#[derive(Default)]
pub struct NewProfile {
    pub first_name: String,
    pub last_name: String,
    pub bio: String,
    pub birthday: Option<Birthday>,
    pub gender: String,
    pub location: String,
    pub searchable: bool,
    pub public: bool,
    pub nsfw: bool,
    /// As typed: words with or without `#`.
    pub tags: String,
}

/// Changes a profile and tells every contact (W-090 to W-094, W-097).
pub fn edit(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, account: &Account, new: NewProfile) -> Result<(), Refused> {
    let mut person = people::get(tx, account.person)?;
    let short = |field, value: &str, limit| {
        name::clean(value, limit).map_err(|error| Refused::invalid(field, too_long(&error)))
    };
    let profile = &mut person.profile;
    profile.first_name = short("first_name", &new.first_name, limits::NAME)?;
    profile.last_name = short("last_name", &new.last_name, limits::NAME)?;
    profile.gender = short("gender", &new.gender, limits::SHORT)?;
    profile.location = short("location", &new.location, limits::SHORT)?;
    profile.bio = text::clean(&new.bio, limits::TEXT).map_err(|error| Refused::invalid("bio", too_long(&error)))?;
    profile.birthday = new.birthday.map(check_birthday).transpose()?;
    profile.tags = check_tags(&new.tags)?;
    (profile.searchable, profile.public, profile.nsfw) = (new.searchable, new.public, new.nsfw);
    tx.put(&person)?;
    announce(tx, cx, account, &person)
}

fn too_long(error: &TooLong) -> Sentence {
    Sentence::new("profiles-too-long").with("count", error.count).with("most", error.limit)
}

/// Changes only the names, as the first page of a new account does (W-085).
pub fn set_name(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    account: &Account,
    first: &str,
    last: &str,
) -> Result<(), Refused> {
    let mut person = people::get(tx, account.person)?;
    let clean = |field, value: &str| {
        name::clean(value, limits::NAME).map_err(|error| Refused::invalid(field, too_long(&error)))
    };
    let names = (clean("first_name", first)?, clean("last_name", last)?);
    if names == (person.profile.first_name.clone(), person.profile.last_name.clone()) {
        return Ok(());
    }
    (person.profile.first_name, person.profile.last_name) = names;
    tx.put(&person)?;
    announce(tx, cx, account, &person)
}

fn check_birthday(birthday: Birthday) -> Result<Birthday, Refused> {
    // 2000 is a leap year, so that 29 February without a year is a day.
    let exists = jiff::civil::Date::new(birthday.year.unwrap_or(2000), birthday.month, birthday.day).is_ok();
    let plausible = birthday.year.is_none_or(|year| (1005..=9999).contains(&year));
    if exists && plausible { Ok(birthday) } else { Err(Refused::invalid("birthday", "profiles-no-such-day")) }
}

fn check_tags(typed: &str) -> Result<Vec<String>, Refused> {
    let mut found: Vec<String> = Vec::new();
    for word in typed.split([' ', ',', '\n', '\t']).filter(|word| !word.trim_matches('#').is_empty()) {
        if let Some(tag) = tags::normalise(word).filter(|tag| !found.contains(tag)) {
            found.push(tag);
        }
    }
    if found.len() > limits::PROFILE_TAGS {
        return Err(Refused::invalid(
            "tags",
            Sentence::new("profiles-many-tags").with("most", limits::PROFILE_TAGS).with("count", found.len()),
        ));
    }
    Ok(found)
}

/// Gives a profile a new picture, or takes it away (W-095).
pub fn set_picture(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    account: &Account,
    picture: Option<NewPhoto>,
) -> Result<(), Refused> {
    match picture {
        Some(picture) => set_photo(tx, cx, account, picture).map(|_| ()),
        None => {
            let mut person = people::get(tx, account.person)?;
            person.profile.images = None;
            tx.put(&person)?;
            announce(tx, cx, account, &person)
        }
    }
}

/// Gives a profile a new picture and says which one it became.
pub fn set_photo(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    account: &Account,
    picture: NewPhoto,
) -> Result<Photo, Refused> {
    let mut person = people::get(tx, account.person)?;
    let name = picture.name.clone();
    let photo = photos::create(tx, cx, &person, None, picture)?;
    let url = |size: &str| person.base_url.join(&format!("uploads/images/thumb_{size}_{name}"));
    person.profile.images = Some(Images { large: url("large"), medium: url("medium"), small: url("small") });
    tx.put(&person)?;
    announce(tx, cx, account, &person)?;
    Ok(photo)
}

/// Every remote contact in either direction gets the profile, encrypted.
pub(super) fn announce(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    account: &Account,
    person: &Person,
) -> Result<(), Refused> {
    let contacts = audience::contacts(tx, account.id)?.into_iter().map(|contact| contact.id).collect();
    send_to(tx, cx, account, person, contacts)
}

/// Sends a profile: whole to people we share with or if it is public, without its extended part to
/// the rest.
pub(super) fn send_to(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    account: &Account,
    own: &Person,
    people: Vec<PersonId>,
) -> Result<(), Refused> {
    let (mut whole, mut basic) = (Vec::new(), Vec::new());
    for person in people {
        let receiving = access::contact(tx, account.id, person)?.is_some_and(|contact| contact.receiving);
        if own.profile.public || receiving { whole.push(person) } else { basic.push(person) }
    }
    queue::send(tx, cx, account, &wire::profile(own, true, cx.now), Recipients::People(whole))?;
    queue::send(tx, cx, account, &wire::profile(own, false, cx.now), Recipients::People(basic))?;
    Ok(())
}

/// A person of another pod changed their profile: everything is replaced, except that a basic one
/// leaves the extended part alone (F-172 to F-174).
pub(super) fn receive(
    tx: &mut WriteTx<'_>,
    author: &mut Person,
    message: &entity::Profile,
    in_public: bool,
) -> Result<(), StoreError> {
    let before = author.profile.clone();
    author.profile = wire::stored_profile(message, &author.base_url);
    if in_public && !message.public {
        (author.profile.bio, author.profile.birthday) = (before.bio, before.birthday);
        (author.profile.gender, author.profile.location) = (before.gender, before.location);
    }
    tx.put(author)?;
    Ok(())
}
