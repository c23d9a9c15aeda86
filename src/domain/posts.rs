//! Status messages: writing, taking in, deleting (spec/features.md §5, spec/federation.md §4.2).

use super::access::{self, Viewer};
use super::accounts;
use super::audience;
use super::error::Refused;
use super::events::{self, NewEvent};
use super::hides;
use super::notifications;
use super::participations;
use super::people;
use super::photos::{self, Picture};
use super::pod::Cx;
use super::previews;
use super::queue;
use super::reports;
use super::streams;
use super::wire;
use super::words::Sentence;
use crate::base::limits;
use crate::base::{DiasporaId, Guid, Timestamp};
use crate::content::links;
use crate::content::mentions::{self, Fate};
use crate::content::tags;
use crate::content::text::{self, TooLong};
use crate::model::{
    Account, AccountId, Aspect, AspectId, Attendance, AudienceMember, Body, Comment, Event, Like, Liked, Location,
    Notification, NotificationKind, Participation, Person, PersonId, Poll, PollAnswer, Post, PostId, Reported, Status,
    Subject, Vote,
};
use crate::protocol::entities as entity;
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};

/// Seconds that another pod's clock may be ahead before we use our own (F-091).
pub(super) const CLOCK_SLACK: i64 = 600;
/// Rows of one kind under a post that one deletion walks.
const ALL: usize = 1_000_000;
/// Answers of one poll.
pub const ANSWERS: usize = 20;
/// Unknown people or posts that one text may have looked for (F-218).
const LOOK_FOR: usize = 5;

/// What the publisher sends.
pub struct NewPost {
    /// Markdown.
    pub text: String,
    pub audience: Audience,
    pub photos: Vec<Picture>,
    pub poll: Option<NewPoll>,
    pub event: Option<NewEvent>,
    pub location: Option<Location>,
    /// The program it was written with; empty for the pod's own pages.
    pub provider: String,
}

/// Who is to see a new post.
pub enum Audience {
    Public,
    Aspects(Vec<AspectId>),
}

/// A question for a new post.
pub struct NewPoll {
    pub question: String,
    pub answers: Vec<String>,
}

/// A post by guid that the viewer may see.
pub fn find(tx: &(impl Reads + ?Sized), guid: &Guid, viewer: Viewer<'_>) -> Result<Post, Refused> {
    let post = by_guid(tx, guid)?.ok_or(Refused::NotFound)?;
    if access::may_see(tx, &post, viewer)? { Ok(post) } else { Err(Refused::NotFound) }
}

/// A post by guid, whoever may see it.
pub fn by_guid(tx: &(impl Reads + ?Sized), guid: &Guid) -> Result<Option<Post>, StoreError> {
    match tx.get(&tables::POST_BY_GUID, guid)? {
        Some(id) => tx.record::<Post>(&id),
        None => Ok(None),
    }
}

/// Publishes a post: stored, in everybody's streams here, on its way to other pods (W-107, W-130,
/// W-131, W-135, W-138).
pub fn create(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, account: &Account, new: NewPost) -> Result<Post, Refused> {
    let author = people::get(tx, account.person)?;
    let words = text::clean(&new.text, limits::TEXT).map_err(|long| too_long("text", long))?;
    if words.is_empty() && new.photos.is_empty() {
        return Err(Refused::invalid("text", "publisher-empty"));
    }
    if new.photos.len() > limits::POST_PHOTOS {
        return Err(Refused::invalid(
            "photos",
            Sentence::new("publisher-photos-many").with("most", limits::POST_PHOTOS),
        ));
    }
    let (public, aspects) = match new.audience {
        Audience::Public => (true, Vec::new()),
        Audience::Aspects(aspects) => (false, aspects),
    };
    let members = members(tx, account, &aspects)?;
    if !public && aspects.is_empty() {
        return Err(Refused::invalid("audience", "publisher-audience-none"));
    }
    let poll = new.poll.map(|poll| check_poll(cx, poll)).transpose()?;
    let location = new.location.map(check_location).transpose()?;
    let words = if public { words } else { hide_outsiders(tx, &author, &members, &words)? };
    if account.settings.getting_started {
        accounts::end_getting_started(tx, account)?;
    }
    let event = new.event.map(|event| check_event(cx, event)).transpose()?;
    let status = Status { location, poll, event, provider: new.provider, ..status(words, author.profile.nsfw) };
    let id = PostId(tx.next("post")?);
    let post = Post {
        id,
        guid: Guid::generate(cx.entropy),
        author: author.id,
        created: cx.now,
        public,
        body: Body::Status(status),
        aspects,
        comments: 0,
        likes: 0,
        reshares: 0,
    };
    for person in members {
        tx.put(&AudienceMember { post: id, person, author: author.id, created: post.created })?;
    }
    for picture in new.photos {
        photos::attach(tx, cx, &author, &post, picture)?;
    }
    insert(tx, cx, &post)?;
    if account.settings.getting_started {
        accounts::end_getting_started(tx, account)?;
    }
    let people = audience::subscribers(tx, &post)?;
    let message = wire::status_message(tx, &author, &post)?;
    queue::send(tx, cx, account, &message, audience::recipients(public, &people, None))?;
    if let Some(status) = post.status() {
        look_for_people(tx, cx, &status.text)?;
    }
    Ok(post)
}

/// The words of a post that is still being written, as they will be stored.
pub(super) fn words(
    tx: &(impl Reads + ?Sized),
    author: &Person,
    account: &Account,
    new: &NewPost,
) -> Result<String, Refused> {
    let words = text::clean(&new.text, limits::TEXT).map_err(|long| too_long("text", long))?;
    match &new.audience {
        Audience::Public => Ok(words),
        Audience::Aspects(aspects) => hide_outsiders(tx, author, &members(tx, account, aspects)?, &words),
    }
}

/// The refusal of a text that is too long, with its count (W-135).
pub(super) fn too_long(field: &'static str, long: TooLong) -> Refused {
    let why = Sentence::new("publisher-text-long").with("count", long.count).with("most", long.limit);
    Refused::invalid(field, why)
}

fn members(tx: &(impl Reads + ?Sized), account: &Account, aspects: &[AspectId]) -> Result<Vec<PersonId>, Refused> {
    let mut members = std::collections::BTreeSet::new();
    for aspect in aspects {
        tx.record::<Aspect>(&(account.id, *aspect))?
            .ok_or_else(|| Refused::invalid("audience", "publisher-audience-foreign"))?;
        members.extend(super::aspects::members(tx, *aspect)?);
    }
    Ok(members.into_iter().collect())
}

fn check_poll(cx: &mut Cx<'_>, poll: NewPoll) -> Result<Poll, Refused> {
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let question = line(&poll.question);
    let answers: Vec<String> =
        poll.answers.iter().map(|answer| line(answer)).filter(|answer| !answer.is_empty()).collect();
    if question.is_empty() {
        return Err(Refused::invalid("poll_question", "publisher-poll-question-missing"));
    }
    if answers.len() < 2 || answers.len() > ANSWERS {
        return Err(Refused::invalid(
            "poll_answers",
            Sentence::new("publisher-poll-answers-few").with("most", ANSWERS),
        ));
    }
    if std::iter::once(&question).chain(&answers).any(|text| text.chars().count() > limits::SHORT) {
        return Err(Refused::invalid(
            "poll_question",
            Sentence::new("publisher-poll-long").with("most", limits::SHORT),
        ));
    }
    let answers =
        answers.into_iter().map(|answer| PollAnswer { guid: Guid::generate(cx.entropy), answer, votes: 0 }).collect();
    Ok(Poll { guid: Guid::generate(cx.entropy), question, answers })
}

/// A place without coordinates is shown on this pod only: others would refuse the whole post
/// (F-108).
fn check_location(location: Location) -> Result<Location, Refused> {
    let degrees = |text: &str, most: f64| text.trim().parse::<f64>().is_ok_and(|value| value.abs() <= most);
    let is_name_only = location.lat.trim().is_empty() && location.lng.trim().is_empty();
    if is_name_only && !location.address.trim().is_empty() && location.address.chars().count() <= limits::SHORT {
        return Ok(Location { address: location.address.trim().to_owned(), lat: String::new(), lng: String::new() });
    }
    if !degrees(&location.lat, 90.0)
        || !degrees(&location.lng, 180.0)
        || location.address.chars().count() > limits::SHORT
    {
        return Err(Refused::invalid("location", Sentence::new("publisher-place-wrong").with("most", limits::SHORT)));
    }
    Ok(Location {
        address: location.address.trim().to_owned(),
        lat: location.lat.trim().to_owned(),
        lng: location.lng.trim().to_owned(),
    })
}

/// In a limited post, people who do not get it become plain links (W-152, F-242).
fn hide_outsiders(
    tx: &(impl Reads + ?Sized),
    author: &Person,
    members: &[PersonId],
    words: &str,
) -> Result<String, Refused> {
    let mut known = std::collections::HashMap::new();
    for id in mentions::people(words) {
        if let Some(person) = people::by_diaspora_id(tx, &id)? {
            known.insert(id, person);
        }
    }
    Ok(mentions::rewrite(words, |mention| match known.get(&mention.id) {
        Some(person) if person.id == author.id || members.contains(&person.id) => Fate::Keep,
        Some(person) => {
            Fate::Link { name: person.name(), href: person.base_url.join(&format!("people/{}", person.guid)) }
        }
        None => Fate::Plain(mention.name.clone().unwrap_or_else(|| mention.id.to_string())),
    }))
}

fn check_event(cx: &mut Cx<'_>, mut event: NewEvent) -> Result<Event, Refused> {
    event.location = event.location.map(check_location).transpose()?;
    events::check(cx, event)
}

/// The status of a text, with what can be read off it.
pub(super) fn status(words: String, author_is_nsfw: bool) -> Status {
    Status {
        nsfw: author_is_nsfw || tags::is_nsfw(&words),
        tags: tags::find(&words),
        mentions: mentions::people(&words),
        link: previews::link(&words),
        text: words,
        ..Status::default()
    }
}

/// Stores a post, ours or not, with all that follows from it here.
pub(super) fn insert(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, post: &Post) -> Result<(), StoreError> {
    tx.put(post)?;
    streams::spread(tx, post)?;
    if let Some(link) = post.status().and_then(|status| status.link.as_deref()) {
        previews::want(tx, cx, link)?;
    }
    let mentioned = post.status().map(|status| status.mentions.clone()).unwrap_or_default();
    for id in mentioned {
        notify_mention(tx, cx, post, &id)?;
    }
    Ok(())
}

fn notify_mention(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, post: &Post, id: &DiasporaId) -> Result<(), StoreError> {
    let Some(person) = tx.get(&tables::PERSON_BY_DIASPORA_ID, id)? else { return Ok(()) };
    let Some(account) = accounts::of_person(tx, person)? else { return Ok(()) };
    if access::may_see(tx, post, Viewer::Account(&account))? {
        notifications::notify(tx, cx, account.id, NotificationKind::Mentioned, Subject::Post(post.id), post.author)?;
    }
    Ok(())
}

/// People that a text mentions and that are not known here are looked for.
pub(super) fn look_for_people(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, words: &str) -> Result<(), StoreError> {
    let own = super::instance::get(tx)?.map(|instance| instance.url.authority().to_owned());
    let mut asked = 0;
    for id in mentions::people(words) {
        let ours = own.as_deref() == Some(id.host());
        if asked < LOOK_FOR && !ours && !tx.has(&tables::PERSON_BY_DIASPORA_ID, &id)? {
            queue::discover(tx, cx, &id)?;
            asked += 1;
        }
    }
    Ok(())
}

/// Posts that a text links to and that are not known here are asked for.
pub(super) fn look_for_posts(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, words: &str) -> Result<(), StoreError> {
    for (author, kind, guid) in links::diaspora(words).into_iter().take(LOOK_FOR) {
        if kind == "post" && by_guid(tx, &guid)?.is_none() {
            queue::fetch_post(tx, cx, &guid, &author)?;
        }
    }
    Ok(())
}

/// The moment a remote author says, unless it lies in our future.
pub(super) fn moment(said: Option<Timestamp>, now: Timestamp) -> Timestamp {
    match said {
        Some(said) if said.since(now) <= CLOCK_SLACK => said,
        _ => now,
    }
}

/// Takes in a status message from its author (F-100 to F-111). A limited one is given to `recipient`
/// alone; the same again for another recipient is given to them as well. False if nothing changed.
pub(super) fn receive(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    author: &Person,
    message: &entity::StatusMessage,
    recipient: Option<&Account>,
) -> Result<bool, StoreError> {
    let give = |post: &Post| {
        recipient.map(|account| AudienceMember {
            post: post.id,
            person: account.person,
            author: post.author,
            created: post.created,
        })
    };
    if let Some(known) = by_guid(tx, &message.guid)? {
        let Some(member) = give(&known).filter(|_| known.author == author.id && !known.public) else {
            return Ok(false);
        };
        if tx.put(&member)?.is_some() {
            return Ok(false);
        }
        if let Some(account) = recipient {
            streams::spread_to_follower(tx, account.id, &known)?;
            notify_if_mentioned(tx, cx, &known, account)?;
        }
        return Ok(true);
    }
    let is_empty = message.text.trim().is_empty() && message.photos.is_empty() && message.event.is_none();
    if is_empty || claims_parts_of_others(tx, message)? {
        return Ok(false);
    }
    let post = Post {
        id: PostId(tx.next("post")?),
        guid: message.guid.clone(),
        author: author.id,
        created: moment(message.created_at, cx.now),
        public: message.public,
        body: Body::Status(wire::status(message, author.profile.nsfw)),
        aspects: Vec::new(),
        comments: 0,
        likes: 0,
        reshares: 0,
    };
    if let Some(member) = give(&post).filter(|_| !post.public) {
        tx.put(&member)?;
    }
    for photo in &message.photos {
        photos::receive_nested(tx, cx, author, &post, photo)?;
    }
    insert(tx, cx, &post)?;
    participations::subscribe(tx, cx, &post)?;
    Ok(true)
}

/// A poll or event that another post has already.
fn claims_parts_of_others(tx: &WriteTx<'_>, message: &entity::StatusMessage) -> Result<bool, StoreError> {
    let poll = message.poll.as_ref().map(|poll| tx.has(&tables::POST_BY_POLL, &poll.guid)).transpose()?;
    let event = message.event.as_ref().map(|event| tx.has(&tables::POST_BY_EVENT, &event.guid)).transpose()?;
    Ok(poll.unwrap_or(false) || event.unwrap_or(false))
}

fn notify_if_mentioned(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    post: &Post,
    account: &Account,
) -> Result<(), StoreError> {
    let person = people::get(tx, account.person)?;
    let mentioned = post.status().is_some_and(|status| status.mentions.contains(&person.diaspora_id));
    if mentioned {
        streams::place(tx, account.id, crate::model::StreamKind::Mentions, post.id, post.created)?;
        streams::place(tx, account.id, crate::model::StreamKind::Main, post.id, post.created)?;
        notify_mention(tx, cx, post, &person.diaspora_id)?;
    }
    Ok(())
}

/// Removes a post and everything under it. Reshares of it stay, without root (F-127, F-190,
/// W-167).
pub(super) fn remove(tx: &mut WriteTx<'_>, post: &Post) -> Result<(), StoreError> {
    for ((_, _, id), ()) in tx.list(&tables::COMMENTS_OF_POST, &(post.id,), ALL)? {
        remove_likes(tx, Liked::Comment(id))?;
        forget_subject(tx, Subject::Comment(post.id, id))?;
        reports::forget(tx, Reported::Comment(id))?;
        tx.delete::<Comment>(&id)?;
    }
    reports::forget(tx, Reported::Post(post.id))?;
    hides::forget(tx, post.id)?;
    remove_likes(tx, Liked::Post(post.id))?;
    forget_subject(tx, Subject::Post(post.id))?;
    for ((_, person), _) in tx.list(&tables::PARTICIPATIONS, &(post.id,), ALL)? {
        tx.delete::<Participation>(&(post.id, person))?;
    }
    for (_, vote) in tx.list(&tables::VOTES_OF_POST, &(post.id,), ALL)? {
        tx.delete::<Vote>(&vote)?;
    }
    for (key, _) in tx.list(&tables::ATTENDANCES, &(post.id,), ALL)? {
        tx.delete::<Attendance>(&key)?;
    }
    for ((_, person), _) in tx.list(&tables::AUDIENCE, &(post.id,), ALL)? {
        tx.delete::<AudienceMember>(&(post.id, person))?;
    }
    for ((_, photo), ()) in tx.list(&tables::PHOTOS_OF_POST, &(post.id,), ALL)? {
        tx.delete::<crate::model::Photo>(&photo)?;
    }
    for (_, reshare) in tx.list(&tables::RESHARES_OF_POST, &(post.id,), ALL)? {
        if let Some(mut reshare) = tx.record::<Post>(&reshare)? {
            if let Body::Reshare { root, .. } = &mut reshare.body {
                *root = None;
            }
            tx.put(&reshare)?;
        }
    }
    if let Body::Reshare { root: Some(root), .. } = &post.body
        && let Some(mut root) = tx.record::<Post>(root)?
    {
        root.reshares = root.reshares.saturating_sub(1);
        tx.put(&root)?;
    }
    streams::forget(tx, post.id)?;
    tx.delete::<Post>(&post.id)?;
    Ok(())
}

pub(super) fn remove_likes(tx: &mut WriteTx<'_>, target: Liked) -> Result<(), StoreError> {
    for (_, like) in tx.list(&tables::LIKES_OF_TARGET, &(target,), ALL)? {
        tx.delete::<Like>(&like)?;
    }
    Ok(())
}

/// What is gone is no longer new; its entries stay and say so (W-200).
pub(super) fn forget_subject(tx: &mut WriteTx<'_>, subject: Subject) -> Result<(), StoreError> {
    let rows: Vec<((Subject, AccountId, crate::model::NotificationId), ())> =
        tx.list(&tables::NOTIFICATIONS_OF_SUBJECT, &(subject,), ALL)?;
    for ((_, account, id), ()) in rows {
        if let Some(mut notification) = tx.record::<Notification>(&(account, id))? {
            notification.unread = false;
            tx.put(&notification)?;
        }
    }
    Ok(())
}
