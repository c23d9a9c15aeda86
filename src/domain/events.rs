//! Answers to events that posts announce (spec/federation.md §4.4, §4.9).

use super::access::{self, Viewer};
use super::accounts;
use super::audience;
use super::error::Refused;
use super::participations;
use super::people;
use super::pod::Cx;
use super::posts;
use super::queue;
use super::wire;
use super::words::Sentence;
use crate::base::limits;
use crate::base::{Guid, Timestamp};
use crate::content::text;
use crate::model::{Account, Answer, Attendance, Event, Location, Person, PersonId, Post, PostId, Signed};
use crate::protocol::entities as entity;
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};

/// An event for a new post.
pub struct NewEvent {
    pub summary: String,
    /// Markdown; may be empty.
    pub description: String,
    pub start: Timestamp,
    pub end: Option<Timestamp>,
    pub all_day: bool,
    pub location: Option<Location>,
}

/// Checks an event that somebody here writes.
pub(super) fn check(cx: &mut Cx<'_>, new: NewEvent) -> Result<Event, Refused> {
    let long = |most: usize| Sentence::new("event-text-long").with("most", most);
    let line = new.summary.split_whitespace().collect::<Vec<_>>().join(" ");
    let summary =
        text::clean(&line, limits::SHORT).map_err(|_| Refused::invalid("event_summary", long(limits::SHORT)))?;
    if summary.is_empty() {
        return Err(Refused::invalid("event_summary", "event-without-name"));
    }
    let description = text::clean(&new.description, limits::TEXT)
        .map_err(|_| Refused::invalid("event_description", long(limits::TEXT)))?;
    if new.end.is_some_and(|end| end < new.start) {
        return Err(Refused::invalid("event_end", "event-ends-first"));
    }
    Ok(Event {
        guid: Guid::generate(cx.entropy),
        summary,
        description,
        start: new.start,
        end: new.end,
        all_day: new.all_day,
        timezone: None,
        location: new.location,
    })
}

/// The post that announces an event, by the guid of the event or, as some programs say it, of the
/// post itself (spec/federation.md §4.9).
pub fn post_of(tx: &(impl Reads + ?Sized), guid: &Guid) -> Result<Option<Post>, StoreError> {
    let post = match tx.get(&tables::POST_BY_EVENT, guid)? {
        Some(id) => tx.record::<Post>(&id)?,
        None => posts::by_guid(tx, guid)?,
    };
    Ok(post.filter(|post| event(post).is_some()))
}

fn event(post: &Post) -> Option<&Event> {
    post.status()?.event.as_ref()
}

/// An answer by its guid.
pub fn by_guid(tx: &(impl Reads + ?Sized), guid: &Guid) -> Result<Option<Attendance>, StoreError> {
    match tx.get(&tables::ATTENDANCE_BY_GUID, guid)? {
        Some(key) => tx.record::<Attendance>(&key),
        None => Ok(None),
    }
}

/// What a person answered.
pub fn of_person(tx: &(impl Reads + ?Sized), post: PostId, person: PersonId) -> Result<Option<Attendance>, StoreError> {
    tx.record::<Attendance>(&(post, person))
}

/// Every answer to the event of a post.
pub fn of_post(tx: &(impl Reads + ?Sized), post: PostId) -> Result<Vec<Attendance>, StoreError> {
    Ok(tx.list(&tables::ATTENDANCES, &(post,), 100_000)?.into_iter().map(|(_, attendance)| attendance).collect())
}

/// Answers the event of a post; the last answer counts.
pub fn answer(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    account: &Account,
    post: &Guid,
    answer: Answer,
) -> Result<(), Refused> {
    let post = posts::find(tx, post, Viewer::Account(account))?;
    let event = event(&post).ok_or(Refused::NotFound)?;
    if !access::may_interact(tx, &post, Viewer::Account(account))? {
        return Err(Refused::Forbidden("event-not-for-you"));
    }
    let before = of_person(tx, post.id, account.person)?;
    if before.as_ref().is_some_and(|before| before.answer == answer) {
        return Ok(());
    }
    let author = people::get(tx, account.person)?;
    let entity = entity::EventParticipation {
        author: author.diaspora_id.clone(),
        guid: before.as_ref().map_or_else(|| Guid::generate(cx.entropy), |before| before.guid.clone()),
        parent_guid: event.guid.clone(),
        status: wire::answer(answer),
        edited_at: before.is_some().then_some(cx.now),
    };
    let signed = wire::sign(cx, account, &entity.clone().into())?;
    let attendance = Attendance { post: post.id, person: author.id, guid: entity.guid, answer, signed };
    if before.is_none() {
        participations::join(tx, cx, &post, account)?;
    }
    insert(tx, cx, &post, &author, &attendance)?;
    Ok(())
}

/// Takes in an answer whose signatures hold; a later one of the same person takes its place. False
/// if nothing changed.
pub(super) fn receive(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    author: &Person,
    post: &Post,
    message: &entity::EventParticipation,
    signed: Signed,
) -> Result<bool, StoreError> {
    if by_guid(tx, &message.guid)?.is_some_and(|known| (known.post, known.person) != (post.id, author.id)) {
        return Ok(false);
    }
    let edited = |signed: &Signed| {
        let at = signed.elements.iter().find(|(name, _)| name == "edited_at");
        at.and_then(|(_, text)| Timestamp::parse_exact(text))
    };
    if let Some(known) = of_person(tx, post.id, author.id)? {
        let is_older = edited(&known.signed).is_some_and(|before| message.edited_at.is_none_or(|now| now <= before));
        if known.signed == signed || is_older {
            return Ok(false);
        }
    }
    let answer = wire::stored_answer(message.status);
    let attendance = Attendance { post: post.id, person: author.id, guid: message.guid.clone(), answer, signed };
    insert(tx, cx, post, author, &attendance)?;
    Ok(true)
}

fn insert(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    post: &Post,
    author: &Person,
    attendance: &Attendance,
) -> Result<(), StoreError> {
    tx.put(attendance)?;
    if let Some((signer, recipients)) = audience::of_relayable(tx, post, author)? {
        let payload = wire::signed_payload("event_participation", &attendance.signed);
        queue::send_payload(tx, cx, &signer, "event_participation", payload, recipients)?;
    }
    Ok(())
}

/// Removes an answer and what it caused.
pub(super) fn remove(tx: &mut WriteTx<'_>, attendance: &Attendance) -> Result<(), StoreError> {
    tx.delete::<Attendance>(&(attendance.post, attendance.person))?;
    let Some(post) = tx.record::<Post>(&attendance.post)? else { return Ok(()) };
    match accounts::of_person(tx, attendance.person)? {
        Some(account) => participations::leave(tx, &post, &account),
        None => Ok(()),
    }
}
