//! Stored records as entities of the wire, and back: the only place where both are known.

use super::accounts;
use super::photos;
use super::pod::Cx;
use super::posts;
use super::words::Words;
use crate::base::{PodUrl, Timestamp};
use crate::model::{
    Account, Answer, Birthday, Body, Conversation, Embed, Event, Images, Location, Message, Person, Poll, PollAnswer,
    Post, Profile, Signed, Status,
};
use crate::protocol::SignedForm;
use crate::protocol::entities::{self as entity, Entity};
use crate::protocol::{signature, xml};
use crate::store::{Reads, StoreError};

/// Years up to this one mean "not told" (spec/federation.md §1.1).
const NO_YEAR: i16 = 1004;

/// A status message of ours.
pub fn status_message(tx: &(impl Reads + ?Sized), author: &Person, post: &Post) -> Result<Entity, StoreError> {
    let empty = Status::default();
    let status = post.status().unwrap_or(&empty);
    let photos = photos::of_post(tx, post.id)?;
    let id = &author.diaspora_id;
    Ok(entity::StatusMessage {
        author: id.clone(),
        guid: post.guid.clone(),
        created_at: Some(post.created),
        public: post.public,
        provider_display_name: filled(&status.provider),
        text: status.text.clone(),
        edited_at: None,
        photos: photos.iter().map(|photo| photos::entity(photo, id, &author.base_url, Some(&post.guid))).collect(),
        location: status.location.as_ref().filter(|place| !place.lat.is_empty()).map(location),
        poll: status.poll.as_ref().map(poll),
        event: status.event.as_ref().map(|it| event(it, author)),
        embed: embed(status),
    }
    .into())
}

fn location(place: &Location) -> entity::Location {
    entity::Location { address: place.address.clone(), lat: place.lat.clone(), lng: place.lng.clone() }
}

fn stored_location(place: &entity::Location) -> Location {
    Location { address: place.address.clone(), lat: place.lat.clone(), lng: place.lng.clone() }
}

fn event(event: &Event, author: &Person) -> entity::Event {
    entity::Event {
        author: author.diaspora_id.clone(),
        guid: event.guid.clone(),
        edited_at: None,
        summary: event.summary.clone(),
        description: filled(&event.description),
        start: event.start,
        end: event.end,
        all_day: event.all_day,
        timezone: event.timezone.clone(),
        location: event.location.as_ref().map(location),
    }
}

fn stored_event(event: &entity::Event) -> Event {
    Event {
        guid: event.guid.clone(),
        summary: event.summary.clone(),
        description: event.description.clone().unwrap_or_default(),
        start: event.start,
        end: event.end,
        all_day: event.all_day,
        timezone: event.timezone.clone(),
        location: event.location.as_ref().map(stored_location),
    }
}

/// The preview that the author gives, or the wish to have none.
fn embed(status: &Status) -> Option<entity::Embed> {
    match &status.embed {
        Some(embed) => Some(entity::Embed {
            url: Some(embed.url.clone()),
            title: filled(&embed.title),
            description: filled(&embed.description),
            image: filled(&embed.image),
            nothing: None,
        }),
        None if status.no_preview => {
            Some(entity::Embed { url: None, title: None, description: None, image: None, nothing: Some(true) })
        }
        None => None,
    }
}

/// An answer to an event, on the wire.
pub(super) fn answer(answer: Answer) -> entity::Answer {
    match answer {
        Answer::Accepted => entity::Answer::Accepted,
        Answer::Declined => entity::Answer::Declined,
        Answer::Tentative => entity::Answer::Tentative,
    }
}

/// An answer to an event, as we keep it.
pub(super) fn stored_answer(answer: entity::Answer) -> Answer {
    match answer {
        entity::Answer::Accepted => Answer::Accepted,
        entity::Answer::Declined => Answer::Declined,
        entity::Answer::Tentative => Answer::Tentative,
    }
}

/// A new conversation with its first message. The wire knows none without a subject, so one without
/// gets the words that its author's pages show instead.
pub(super) fn conversation(author: &Person, of: &Conversation, first: &Message, language: &str) -> Entity {
    let subject = filled(&of.subject).unwrap_or_else(|| Words::of(language).say("conversation-no-subject"));
    entity::Conversation {
        author: author.diaspora_id.clone(),
        guid: of.guid.clone(),
        subject,
        created_at: Some(of.created),
        participants: of.participants.clone(),
        messages: vec![message(author, of, first)],
    }
    .into()
}

/// A message of a conversation.
pub(super) fn message(author: &Person, conversation: &Conversation, message: &Message) -> entity::Message {
    entity::Message {
        author: author.diaspora_id.clone(),
        guid: message.guid.clone(),
        text: message.text.clone(),
        created_at: Some(message.created),
        edited_at: None,
        conversation_guid: conversation.guid.clone(),
    }
}

fn poll(poll: &Poll) -> entity::Poll {
    let answer = |answer: &PollAnswer| entity::PollAnswer { guid: answer.guid.clone(), answer: answer.answer.clone() };
    entity::Poll {
        guid: poll.guid.clone(),
        question: poll.question.clone(),
        poll_answers: poll.answers.iter().map(answer).collect(),
    }
}

/// What a received status message says.
pub(super) fn status(message: &entity::StatusMessage, author_is_nsfw: bool) -> Status {
    let poll = message.poll.as_ref().map(|poll| Poll {
        guid: poll.guid.clone(),
        question: poll.question.clone(),
        answers: poll
            .poll_answers
            .iter()
            .map(|answer| PollAnswer { guid: answer.guid.clone(), answer: answer.answer.clone(), votes: 0 })
            .collect(),
    });
    let embed = message.embed.as_ref().and_then(|embed| {
        Some(Embed {
            url: embed.url.clone()?,
            title: embed.title.clone().unwrap_or_default(),
            description: embed.description.clone().unwrap_or_default(),
            image: embed.image.clone().unwrap_or_default(),
        })
    });
    let words = posts::status(message.text.clone(), author_is_nsfw);
    Status {
        // With a preview of the author's, or the wish for none, no page is asked.
        link: words.link.filter(|_| message.embed.is_none()),
        location: message.location.as_ref().map(stored_location),
        poll,
        event: message.event.as_ref().map(stored_event),
        no_preview: message.embed.as_ref().is_some_and(|embed| embed.nothing == Some(true)),
        embed,
        provider: message.provider_display_name.clone().unwrap_or_default(),
        ..words
    }
}

/// A reshare of ours.
pub fn reshare(author: &Person, post: &Post) -> Entity {
    let (root_author, root_guid) = match &post.body {
        Body::Reshare { root: Some(_), root_author, root_guid } => (root_author.clone(), root_guid.clone()),
        _ => (None, None),
    };
    entity::Reshare {
        author: author.diaspora_id.clone(),
        guid: post.guid.clone(),
        created_at: Some(post.created),
        root_author,
        root_guid,
    }
    .into()
}

/// A post of ours, whichever kind it is.
pub fn post(tx: &(impl Reads + ?Sized), author: &Person, of: &Post) -> Result<Entity, StoreError> {
    match of.body {
        Body::Status(_) => status_message(tx, author, of),
        Body::Reshare { .. } => Ok(reshare(author, of)),
    }
}

/// A person's profile; without its extended part for people it is not for.
pub fn profile(person: &Person, whole: bool, now: Timestamp) -> Entity {
    profile_entity(person, whole, now).into()
}

/// The same, for being nested.
pub(super) fn profile_entity(person: &Person, whole: bool, now: Timestamp) -> entity::Profile {
    let profile = &person.profile;
    let extended = |text: &str| filled(text).filter(|_| whole || profile.public);
    let image = |pick: fn(&Images) -> &String| profile.images.as_ref().map(|images| pick(images).clone());
    entity::Profile {
        author: person.diaspora_id.clone(),
        edited_at: Some(now),
        full_name: filled(&profile.full_name()),
        first_name: filled(&profile.first_name),
        last_name: filled(&profile.last_name),
        image_url: image(|images| &images.large),
        image_url_medium: image(|images| &images.medium),
        image_url_small: image(|images| &images.small),
        bio: extended(&profile.bio),
        birthday: profile.birthday.map(birthday).filter(|_| whole || profile.public),
        gender: extended(&profile.gender),
        location: extended(&profile.location),
        searchable: profile.searchable,
        public: profile.public,
        nsfw: profile.nsfw,
        tag_string: filled(&profile.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" ")),
    }
}

fn birthday(day: Birthday) -> String {
    format!("{:04}-{:02}-{:02}", day.year.unwrap_or(NO_YEAR), day.month, day.day)
}

/// A received profile as we keep it; relative picture addresses belong to the person's pod.
pub(super) fn stored_profile(message: &entity::Profile, base: &PodUrl) -> Profile {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let (first_name, last_name) = match (&message.first_name, &message.last_name) {
        (None, None) => (text(&message.full_name), String::new()),
        (first, last) => (text(first), text(last)),
    };
    let tags = text(&message.tag_string);
    Profile {
        first_name,
        last_name,
        images: images(base, [&message.image_url, &message.image_url_medium, &message.image_url_small]),
        bio: text(&message.bio),
        birthday: message.birthday.as_deref().and_then(parse_birthday),
        gender: text(&message.gender),
        location: text(&message.location),
        searchable: message.searchable,
        public: message.public,
        nsfw: message.nsfw,
        tags: crate::content::tags::find(&tags),
    }
}

/// Three sizes from what was given; what is missing is filled by its neighbour. Addresses of a
/// program's stand-in pictures count as none.
pub fn images(base: &PodUrl, [large, medium, small]: [&Option<String>; 3]) -> Option<Images> {
    let given = |url: &Option<String>| {
        url.as_ref().filter(|url| !url.is_empty() && !url.contains("user/default")).map(|url| {
            if url.starts_with("http://") || url.starts_with("https://") { url.clone() } else { base.join(url) }
        })
    };
    let large = given(large).or_else(|| given(medium)).or_else(|| given(small))?;
    let medium = given(medium).unwrap_or_else(|| large.clone());
    let small = given(small).unwrap_or_else(|| medium.clone());
    Some(Images { large, medium, small })
}

fn parse_birthday(text: &str) -> Option<Birthday> {
    let date: jiff::civil::Date = text.parse().ok()?;
    let year = Some(date.year()).filter(|year| *year > NO_YEAR);
    Some(Birthday { year, month: date.month(), day: date.day() })
}

fn filled(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.to_owned())
}

/// A relayable, signed by the account that made it.
pub(super) fn sign(cx: &Cx<'_>, account: &Account, entity: &Entity) -> Result<Signed, StoreError> {
    sign_with(cx, account, entity, &[])
}

/// The same with elements that the entity itself does not have.
pub(super) fn sign_with(
    cx: &Cx<'_>,
    account: &Account,
    entity: &Entity,
    more: &[(&str, &str)],
) -> Result<Signed, StoreError> {
    let key = accounts::private_key(account, cx.seal)?;
    let form = signature::sign_with(entity, more, &key).map_err(|_| StoreError::Corrupt {
        table: "accounts",
        what: format!("the key of {} does not sign", account.name),
    })?;
    Ok(signed(&form))
}

/// The stored form of what was signed.
pub(super) fn signed(form: &SignedForm) -> Signed {
    Signed { elements: form.elements.clone(), signature: form.author_signature.clone() }
}

/// The payload of a relayable, byte for byte as its author signed it (F-143).
pub fn signed_payload(name: &str, signed: &Signed) -> String {
    let form = SignedForm { elements: signed.elements.clone(), author_signature: signed.signature.clone() };
    xml::write_signed(name, &form)
}
