//! People as others see them.

use super::post;
use super::stream::{self, Stream};
use super::text;
use super::{
    AvatarView, BirthdayView, CardView, ContactList, ContactView, ContactsPage, ExtendedProfileView, Look,
    MembershipView, PersonView, PhotosView, ProfileFormView, ProfileView, RelationView, address,
};
use crate::base::Guid;
use crate::content::markdown::Room;
use crate::domain::{Refused, access, aspects, people, photos as pictures};
use crate::model::{Account, AspectId, Birthday, Contact, Person, PersonId, Photo, PhotoId, Post};
use crate::store::{Reads, ReadsExt, Rev, StoreError, tables};

/// Contacts on one page (W-110).
const PAGE: usize = 25;
/// Pictures on one page.
const PHOTOS: usize = 30;
/// Pictures counted for a person's page.
const COUNTED: usize = 100;

/// A person, as far as everybody may know.
pub fn person(tx: &dyn Reads, look: Look<'_>, id: PersonId) -> Result<PersonView, StoreError> {
    Ok(view(look, &people::get(tx, id)?))
}

/// A person and how the viewer stands to them.
pub fn contact(tx: &dyn Reads, look: Look<'_>, id: PersonId) -> Result<ContactView, StoreError> {
    let person = people::get(tx, id)?;
    Ok(ContactView { relation: relation(tx, look, &person)?, person: view(look, &person) })
}

pub(super) fn view(look: Look<'_>, person: &Person) -> PersonView {
    let avatar = person.profile.images.as_ref().map(|images| AvatarView {
        small: address::picture(look.seal, person, &images.small),
        medium: address::picture(look.seal, person, &images.medium),
        large: address::picture(look.seal, person, &images.large),
    });
    let name = match person.profile.full_name() {
        name if name.is_empty() || person.closed => person.diaspora_id.user().to_owned(),
        name => name,
    };
    PersonView {
        guid: person.guid.clone(),
        diaspora_id: person.diaspora_id.clone(),
        name,
        avatar,
        is_local: person.is_local(),
        is_closed: person.closed,
    }
}

/// How the viewer stands to a person; nothing for strangers and for oneself.
pub(super) fn relation(tx: &dyn Reads, look: Look<'_>, person: &Person) -> Result<Option<RelationView>, StoreError> {
    let Some(account) = look.viewer.account().filter(|account| account.person != person.id) else { return Ok(None) };
    let contact = access::contact(tx, account.id, person.id)?;
    let ignored = access::ignores(tx, account.id, person.id)?;
    let inside = aspects::of_person(tx, account, person.id)?;
    let aspects = aspects::list(tx, account)?
        .into_iter()
        .map(|aspect| MembershipView { id: aspect.id.0, is_member: inside.contains(&aspect.id), name: aspect.name })
        .collect();
    Ok(Some(RelationView {
        sharing: contact.as_ref().is_some_and(|contact| contact.sharing),
        receiving: contact.is_some_and(|contact| contact.receiving),
        ignored,
        may_share: !ignored && !person.closed,
        aspects,
    }))
}

/// Somebody whose page is opened. Strangers see people of this pod only (W-009).
fn opened(tx: &dyn Reads, look: Look<'_>, guid: &Guid) -> Result<Person, Refused> {
    let person = people::by_guid(tx, guid)?.ok_or(Refused::NotFound)?;
    if look.viewer.account().is_none() && !person.is_local() {
        return Err(Refused::Forbidden("people-sign-in"));
    }
    Ok(person)
}

/// A person as the small card beside their name shows them; works for everybody (W-115).
pub fn card(tx: &dyn Reads, look: Look<'_>, guid: &Guid) -> Result<CardView, Refused> {
    let person = people::by_guid(tx, guid)?.ok_or(Refused::NotFound)?;
    Ok(CardView {
        relation: relation(tx, look, &person)?,
        tags: person.profile.tags.clone(),
        person: view(look, &person),
    })
}

/// One page of a person's pictures, as far as the viewer may see them (W-187).
pub fn photos(tx: &dyn Reads, look: Look<'_>, guid: &Guid, cursor: Option<&str>) -> Result<PhotosView, Refused> {
    let person = opened(tx, look, guid)?;
    let after = cursor.and_then(|cursor| cursor.parse().ok()).map(PhotoId);
    let mut found = visible_photos(tx, look, &person, after, PHOTOS + 1)?;
    let more = found.len() > PHOTOS;
    found.truncate(PHOTOS);
    let older = found.last().filter(|_| more).map(|photo| photo.id.to_string());
    let mut photos = Vec::with_capacity(found.len());
    for photo in &found {
        let post = match photo.post {
            Some(post) => tx.record::<Post>(&post)?.map(|post| post.guid),
            None => None,
        };
        photos.push((post::picture(look, photo), post));
    }
    Ok(PhotosView { is_me: look.viewer.person() == Some(person.id), person: view(look, &person), photos, older })
}

fn visible_photos(
    tx: &dyn Reads,
    look: Look<'_>,
    person: &Person,
    mut after: Option<PhotoId>,
    limit: usize,
) -> Result<Vec<Photo>, StoreError> {
    let mut found = Vec::new();
    while found.len() < limit && !person.closed {
        let table = &tables::PHOTOS_OF_PERSON;
        let rows = match after {
            Some(after) => tx.list_after(table, &(person.id,), &(person.id, Rev(after)), limit)?,
            None => tx.list(table, &(person.id,), limit)?,
        };
        let is_last = rows.len() < limit;
        for ((_, id), ()) in rows {
            after = Some(id.0);
            let Some(photo) = tx.record::<Photo>(&id.0)? else { continue };
            if found.len() < limit && pictures::may_see(tx, &photo, look.viewer)? {
                found.push(photo);
            }
        }
        if is_last {
            break;
        }
    }
    Ok(found)
}

/// A person's page.
pub fn profile(tx: &dyn Reads, look: Look<'_>, guid: &Guid, cursor: Option<&str>) -> Result<ProfileView, Refused> {
    let person = opened(tx, look, guid)?;
    let extended = if access::may_see_extended(tx, &person, look.viewer)? {
        let profile = &person.profile;
        Some(ExtendedProfileView {
            bio_html: text::html(tx, look, &profile.bio, Room::Post),
            location: profile.location.clone(),
            gender: profile.gender.clone(),
            birthday: profile.birthday.map(birthday),
        })
    } else {
        None
    };
    let posts = if person.closed {
        super::StreamPage::default()
    } else {
        stream::stream(tx, look, &Stream::Person(person.id), cursor)?
    };
    Ok(ProfileView {
        tags: person.profile.tags.clone(),
        extended,
        is_me: look.viewer.person() == Some(person.id),
        relation: relation(tx, look, &person)?,
        posts,
        photos: u32::try_from(visible_photos(tx, look, &person, None, COUNTED)?.len()).unwrap_or(u32::MAX),
        person: view(look, &person),
    })
}

pub(super) fn birthday(day: Birthday) -> BirthdayView {
    BirthdayView { year: day.year, month: day.month, day: day.day }
}

/// The own profile as its form shows it.
pub fn profile_form(tx: &dyn Reads, look: Look<'_>, account: &Account) -> Result<ProfileFormView, StoreError> {
    let person = people::get(tx, account.person)?;
    let profile = person.profile.clone();
    Ok(ProfileFormView {
        person: view(look, &person),
        first_name: profile.first_name,
        last_name: profile.last_name,
        tags: profile.tags,
        bio: profile.bio,
        location: profile.location,
        gender: profile.gender,
        birthday: profile.birthday.map(birthday),
        is_public: profile.public,
        is_searchable: profile.searchable,
        is_nsfw: profile.nsfw,
    })
}

/// One page of contacts, by name (W-110, W-111).
pub fn contacts(
    tx: &dyn Reads,
    look: Look<'_>,
    account: &Account,
    list: ContactList,
    filter: &str,
    cursor: Option<&str>,
) -> Result<ContactsPage, Refused> {
    let all: Vec<Contact> =
        tx.list(&tables::CONTACTS, &(account.id,), 100_000)?.into_iter().map(|(_, contact)| contact).collect();
    let members = match list {
        ContactList::Aspect(id) => {
            aspects::get(tx, account, AspectId(id))?;
            aspects::members(tx, AspectId(id))?
        }
        _ => Vec::new(),
    };
    let wanted = |contact: &&Contact| match list {
        ContactList::Mine | ContactList::Aspect(_) => contact.receiving,
        ContactList::All => true,
        ContactList::OnlySharing => contact.sharing && !contact.receiving,
    };
    let typed = filter.trim();
    let filter = typed.to_lowercase();
    let mut found = Vec::new();
    for contact in all.iter().filter(wanted) {
        let person = people::get(tx, contact.person)?;
        let name = person.name().to_lowercase();
        if filter.is_empty() || name.contains(&filter) || person.diaspora_id.as_str().contains(&filter) {
            let first = match list {
                ContactList::Aspect(_) => members.contains(&person.id),
                _ => contact.receiving,
            };
            found.push((!first, name, person));
        }
    }
    found.sort_by(|a, b| (a.0, &a.1, &a.2.diaspora_id).cmp(&(b.0, &b.1, &b.2.diaspora_id)));
    let start = cursor.and_then(|cursor| cursor.parse::<usize>().ok()).unwrap_or(0);
    let next = (found.len() > start.saturating_add(PAGE)).then(|| (start + PAGE).to_string());
    let mut contacts = Vec::new();
    for (_, _, person) in found.iter().skip(start).take(PAGE) {
        contacts.push(ContactView { relation: relation(tx, look, person)?, person: view(look, person) });
    }
    let count = |keep: fn(&Contact) -> bool| {
        u32::try_from(all.iter().filter(|contact| keep(contact)).count()).unwrap_or(u32::MAX)
    };
    Ok(ContactsPage {
        list,
        contacts,
        next,
        mine: count(|contact| contact.receiving),
        all: count(|_| true),
        only_sharing: count(|contact| contact.sharing && !contact.receiving),
        filter: typed.to_owned(),
        mutual_members: u32::try_from(
            all.iter().filter(|contact| contact.is_mutual() && members.contains(&contact.person)).count(),
        )
        .unwrap_or(u32::MAX),
    })
}
