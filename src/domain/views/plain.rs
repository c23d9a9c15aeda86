//! The same things as on pages, for programs: texts as they were written, no HTML, everything with
//! its guid (spec/api-v1.md §3).
//!
//! Whoever asks has been let through by `access`, exactly as for pages. Addresses may begin with
//! `/` and are then on this pod.

use super::stream::{self, Found, Stream, Stretch};
use super::{
    BirthdayView, EmbedView, LocationView, Look, MembershipView, PersonView, address, person as people_view, text,
};
use crate::base::{Guid, Timestamp};
use crate::content::{links, mentions};
use crate::domain::{Refused, access, aspects, conversations, instance, people, photos, polls, posts, reports};
use crate::model::{
    AspectId, Body, Comment, CommentId, Contact, Conversation, Like, Liked, Message, Notification, NotificationId,
    NotificationKind, Person, PersonId, Photo, PhotoFile, Poll, Post, PostId, Reported, Seat, Subject,
};
use crate::store::{Reads, ReadsExt, StoreError, tables};

/// Rows of one list that are looked at.
const ALL: usize = 100_000;
/// Numbers of answers that one post has room for.
const ANSWERS: u64 = 256;

/// A post.
#[derive(Clone, Debug)]
pub struct PlainPost {
    pub guid: Guid,
    pub created_at: Timestamp,
    pub author: PersonView,
    pub is_reshare: bool,
    pub public: bool,
    /// Markdown; of a reshare, its root's.
    pub body: String,
    /// Empty if there are no words.
    pub title: String,
    /// Unknown only where a reshare has lost its root.
    pub nsfw: Option<bool>,
    pub provider: String,
    pub comments: u32,
    pub likes: u32,
    pub reshares: u32,
    pub liked: bool,
    pub reshared: bool,
    pub subscribed: bool,
    pub reported: bool,
    pub mentioned: Vec<PersonView>,
    pub photos: Vec<PlainPhoto>,
    pub poll: Option<PlainPoll>,
    pub location: Option<LocationView>,
    pub embed: Option<EmbedView>,
    pub root: Option<Box<PlainPost>>,
}

/// A picture in its four sizes.
#[derive(Clone, Debug)]
pub struct PlainPhoto {
    pub guid: Guid,
    pub created_at: Timestamp,
    /// 0 if unknown.
    pub width: u32,
    pub height: u32,
    pub small: String,
    pub medium: String,
    pub large: String,
    pub raw: String,
    /// The post it is in.
    pub post: Option<Guid>,
}

/// A poll.
#[derive(Clone, Debug)]
pub struct PlainPoll {
    pub guid: Guid,
    pub question: String,
    pub votes: u32,
    pub voted: bool,
    pub answers: Vec<PlainAnswer>,
}

/// An answer of a poll.
#[derive(Clone, Debug)]
pub struct PlainAnswer {
    pub id: u64,
    pub answer: String,
    pub votes: u32,
    pub own: bool,
}

/// A comment.
#[derive(Clone, Debug)]
pub struct PlainComment {
    pub guid: Guid,
    pub created_at: Timestamp,
    pub author: PersonView,
    /// Markdown.
    pub body: String,
    pub mentioned: Vec<PersonView>,
    pub reported: bool,
    pub liked: bool,
    pub likes: u32,
}

/// A person's profile.
#[derive(Clone, Debug)]
pub struct PlainProfile {
    pub person: PersonView,
    /// First and last name; may be empty.
    pub full_name: String,
    pub tags: Vec<String>,
    /// Absent where the viewer may not see it.
    pub details: Option<PlainDetails>,
    /// Only for the person itself.
    pub own: Option<OwnProfile>,
    /// Only for others.
    pub relation: Option<PlainRelation>,
}

/// The part of a profile that its owner may limit.
#[derive(Clone, Debug)]
pub struct PlainDetails {
    pub birthday: Option<BirthdayView>,
    pub gender: String,
    pub location: String,
    pub bio: String,
}

/// What only the owner of a profile sees of it.
#[derive(Clone, Copy, Debug)]
pub struct OwnProfile {
    pub searchable: bool,
    pub public: bool,
    pub nsfw: bool,
}

/// How the viewer stands to a person.
#[derive(Clone, Debug)]
pub struct PlainRelation {
    pub sharing: bool,
    pub receiving: bool,
    pub blocked: bool,
    /// The viewer's aspects that the person is in.
    pub aspects: Vec<MembershipView>,
}

/// A person with the name that programs show: the address where there is none.
pub fn person(tx: &dyn Reads, look: Look<'_>, id: PersonId) -> Result<PersonView, StoreError> {
    Ok(view(look, &people::get(tx, id)?))
}

fn view(look: Look<'_>, person: &Person) -> PersonView {
    PersonView { name: person.name(), ..people_view::view(look, person) }
}

/// A stretch of a stream.
pub fn stream(tx: &dyn Reads, look: Look<'_>, which: &Stream, stretch: Stretch) -> Result<Found<PlainPost>, Refused> {
    let found = stream::select(tx, look, which, stretch)?;
    let mut items = Vec::with_capacity(found.items.len());
    for (place, found) in found.items {
        items.push((place, post(tx, look, &found)?));
    }
    Ok(Found { items, more: found.more })
}

/// A post that the viewer may see; the caller has asked `access`.
pub fn post(tx: &dyn Reads, look: Look<'_>, post: &Post) -> Result<PlainPost, StoreError> {
    let me = look.viewer.person();
    let author = people::get(tx, post.author)?;
    let root = match &post.body {
        Body::Reshare { root: Some(root), .. } => tx.record::<Post>(root)?,
        _ => None,
    };
    let root = root.map(|root| self::post(tx, look, &root)).transpose()?.map(Box::new);
    let has = |found: Result<bool, StoreError>| found;
    let mut plain = PlainPost {
        guid: post.guid.clone(),
        created_at: post.created,
        author: view(look, &author),
        is_reshare: post.status().is_none(),
        public: post.public,
        body: String::new(),
        title: String::new(),
        nsfw: None,
        provider: String::new(),
        comments: post.comments,
        likes: post.likes,
        reshares: post.reshares,
        liked: has(me.map_or(Ok(false), |me| tx.has(&tables::LIKES_OF_TARGET, &(Liked::Post(post.id), me))))?,
        reshared: has(me.map_or(Ok(false), |me| tx.has(&tables::RESHARES_OF_POST, &(post.id, me))))?,
        subscribed: has(me.map_or(Ok(false), |me| tx.has(&tables::PARTICIPATIONS, &(post.id, me))))?,
        reported: reported(tx, look, Reported::Post(post.id))?,
        mentioned: Vec::new(),
        photos: Vec::new(),
        poll: None,
        location: None,
        embed: None,
        root: None,
    };
    match (post.status(), root) {
        (Some(status), _) => {
            plain.body = body(tx, look, &status.text)?;
            plain.title = text::title(tx, look, &status.text);
            plain.nsfw = Some(status.nsfw || author.profile.nsfw);
            plain.provider.clone_from(&status.provider);
            plain.mentioned = mentioned(tx, look, &status.text)?;
            for photo in photos::of_post(tx, post.id)? {
                plain.photos.push(self::photo(look, &photo, Some(post.guid.clone())));
            }
            plain.poll = status.poll.as_ref().map(|asked| poll(tx, look, post, asked)).transpose()?;
            plain.location = status.location.as_ref().map(|place| LocationView {
                address: place.address.clone(),
                lat: place.lat.clone(),
                lng: place.lng.clone(),
            });
            plain.embed = match &status.link {
                Some(link) => super::post::preview_of(tx, look, link)?,
                None => status.embed.as_ref().and_then(|embed| super::post::this_embed(look, embed)),
            };
        }
        // A reshare repeats what its root says.
        (None, Some(root)) => {
            plain.body.clone_from(&root.body);
            plain.title.clone_from(&root.title);
            plain.nsfw = Some(root.nsfw.unwrap_or(false) || author.profile.nsfw);
            plain.mentioned.clone_from(&root.mentioned);
            plain.photos.clone_from(&root.photos);
            plain.poll.clone_from(&root.poll);
            plain.location.clone_from(&root.location);
            plain.embed.clone_from(&root.embed);
            plain.root = Some(root);
        }
        (None, None) => {}
    }
    Ok(plain)
}

fn reported(tx: &dyn Reads, look: Look<'_>, item: Reported) -> Result<bool, StoreError> {
    look.viewer.account().map_or(Ok(false), |account| reports::exists(tx, item, account))
}

/// A text with addresses of posts known here.
fn body(tx: &dyn Reads, look: Look<'_>, text: &str) -> Result<String, StoreError> {
    let Some(pod) = instance::get(tx)? else { return Ok(text.to_owned()) };
    Ok(links::for_programs(text, |author, kind, guid| {
        // A store that cannot be read leaves the address as it is; the answer around it fails anyway.
        let post = posts::find(tx, guid, look.viewer).ok().filter(|_| kind == "post")?;
        let by = people::get(tx, post.author).ok()?;
        (by.diaspora_id == *author).then(|| pod.url.join(&format!("posts/{guid}")))
    }))
}

fn mentioned(tx: &dyn Reads, look: Look<'_>, text: &str) -> Result<Vec<PersonView>, StoreError> {
    let mut found = Vec::new();
    for id in mentions::people(text) {
        found.extend(people::by_diaspora_id(tx, &id)?.map(|person| view(look, &person)));
    }
    Ok(found)
}

fn poll(tx: &dyn Reads, look: Look<'_>, post: &Post, poll: &Poll) -> Result<PlainPoll, StoreError> {
    let own = match look.viewer.person() {
        Some(me) => polls::of_person(tx, post.id, me)?.map(|vote| vote.answer),
        None => None,
    };
    let answers = poll.answers.iter().zip(0..).map(|(answer, index)| PlainAnswer {
        id: answer_id(post.id, index),
        answer: answer.answer.clone(),
        votes: answer.votes,
        own: own.as_ref() == Some(&answer.guid),
    });
    let answers: Vec<PlainAnswer> = answers.collect();
    Ok(PlainPoll {
        guid: poll.guid.clone(),
        question: poll.question.clone(),
        votes: answers.iter().map(|answer| answer.votes).sum(),
        voted: own.is_some(),
        answers,
    })
}

/// The number of an answer: no two answers of the pod have the same.
fn answer_id(post: PostId, index: u64) -> u64 {
    post.0 * ANSWERS + index.min(ANSWERS - 1)
}

/// The answer of a post's poll that has this number.
pub fn answer(post: &Post, id: u64) -> Option<Guid> {
    let poll = post.status()?.poll.as_ref()?;
    let found = poll.answers.iter().zip(0..ANSWERS).find(|(_, index)| answer_id(post.id, *index) == id);
    found.map(|(answer, _)| answer.guid.clone())
}

fn photo(look: Look<'_>, photo: &Photo, post: Option<Guid>) -> PlainPhoto {
    let at = |prefix: &str| match &photo.file {
        PhotoFile::Local { name, .. } => format!("/uploads/images/{prefix}{name}"),
        PhotoFile::Remote { path, name } => address::remote(look.seal, &format!("{path}{prefix}{name}")),
    };
    PlainPhoto {
        guid: photo.guid.clone(),
        created_at: photo.created,
        width: photo.width,
        height: photo.height,
        small: at("thumb_small_"),
        medium: at("thumb_medium_"),
        large: at("scaled_full_"),
        raw: at(""),
        post,
    }
}

/// A picture by itself.
pub fn one_photo(tx: &dyn Reads, look: Look<'_>, found: &Photo) -> Result<PlainPhoto, StoreError> {
    let post = match found.post {
        Some(post) => tx.record::<Post>(&post)?.map(|post| post.guid),
        None => None,
    };
    Ok(photo(look, found, post))
}

/// The pictures of a person that the viewer may see. Those that wait for a post are shown to their
/// owner alone, and only where `waiting` are wanted.
pub fn photos(
    tx: &dyn Reads,
    look: Look<'_>,
    person: PersonId,
    waiting: bool,
    stretch: Stretch,
) -> Result<Found<PlainPhoto>, StoreError> {
    let mut all = Vec::new();
    for ((_, id), ()) in tx.list(&tables::PHOTOS_OF_PERSON, &(person,), ALL)? {
        let found = tx.record::<Photo>(&id.0)?;
        all.extend(found.filter(|photo| waiting || !photo.waiting).map(|photo| ((photo.created, photo.id.0), photo)));
    }
    within(all, stretch, |photo| {
        Ok(photos::may_see(tx, &photo, look.viewer)?.then_some(()).map(|()| one_photo(tx, look, &photo)).transpose()?)
    })
}

/// Cuts a stretch out of what is in memory; `show` leaves out what is not for the viewer.
pub(super) fn within<T, V>(
    mut all: Vec<((Timestamp, u64), T)>,
    stretch: Stretch,
    show: impl Fn(T) -> Result<Option<V>, StoreError>,
) -> Result<Found<V>, StoreError> {
    all.sort_by_key(|(place, _)| *place);
    if !stretch.rising {
        all.reverse();
    }
    let beyond = |place: &(Timestamp, u64)| match stretch.from {
        Some(from) if stretch.rising => *place > from,
        Some(from) => *place < from,
        None => true,
    };
    let mut items = Vec::new();
    for (place, thing) in all.into_iter().filter(|(place, _)| beyond(place)) {
        if let Some(shown) = show(thing)? {
            if items.len() == stretch.limit {
                return Ok(Found { items, more: true });
            }
            items.push((place, shown));
        }
    }
    Ok(Found { items, more: false })
}

/// The comments of a post that the viewer may see; the caller has asked `access`.
pub fn comments(
    tx: &dyn Reads,
    look: Look<'_>,
    post: PostId,
    stretch: Stretch,
) -> Result<Found<PlainComment>, StoreError> {
    let limit = stretch.limit + 1;
    let from = stretch.from.map(|(at, id)| (post, at, CommentId(id)));
    let rows = match (from, stretch.rising) {
        (Some(from), true) => tx.list_after(&tables::COMMENTS_OF_POST, &(post,), &from, limit)?,
        (None, true) => tx.list(&tables::COMMENTS_OF_POST, &(post,), limit)?,
        (Some(from), false) => tx.list_before(&tables::COMMENTS_OF_POST, &(post,), &from, limit)?,
        (None, false) => tx.list_last(&tables::COMMENTS_OF_POST, &(post,), limit)?,
    };
    let more = rows.len() == limit;
    let mut items = Vec::new();
    for ((_, at, id), ()) in rows.into_iter().take(stretch.limit) {
        if let Some(found) = tx.record::<Comment>(&id)? {
            items.push(((at, id.0), comment(tx, look, &found)?));
        }
    }
    Ok(Found { items, more })
}

/// A comment.
pub fn comment(tx: &dyn Reads, look: Look<'_>, comment: &Comment) -> Result<PlainComment, StoreError> {
    let liked = match look.viewer.person() {
        Some(me) => tx.has(&tables::LIKES_OF_TARGET, &(Liked::Comment(comment.id), me))?,
        None => false,
    };
    Ok(PlainComment {
        guid: comment.guid.clone(),
        created_at: comment.created,
        author: person(tx, look, comment.author)?,
        body: body(tx, look, &comment.text)?,
        mentioned: mentioned(tx, look, &comment.text)?,
        reported: reported(tx, look, Reported::Comment(comment.id))?,
        liked,
        likes: comment.likes,
    })
}

/// Likes with who gave them, the viewer's own first.
pub fn likes(tx: &dyn Reads, look: Look<'_>, target: Liked) -> Result<Vec<(Guid, PersonView)>, StoreError> {
    let mut found = Vec::new();
    for (_, id) in tx.list(&tables::LIKES_OF_TARGET, &(target,), ALL)? {
        found.extend(tx.record::<Like>(&id)?.filter(|like| like.positive));
    }
    found.sort_by_key(|like| (Some(like.author) != look.viewer.person(), like.id));
    found.into_iter().map(|like| Ok((like.guid, person(tx, look, like.author)?))).collect()
}

/// Reshares with who made them, the viewer's own first.
pub fn reshares(
    tx: &dyn Reads,
    look: Look<'_>,
    post: PostId,
) -> Result<Vec<(Guid, Timestamp, PersonView)>, StoreError> {
    let mut found = Vec::new();
    for (_, id) in tx.list(&tables::RESHARES_OF_POST, &(post,), ALL)? {
        found.extend(tx.record::<Post>(&id)?);
    }
    found.sort_by_key(|reshare| (Some(reshare.author) != look.viewer.person(), reshare.id));
    found.into_iter().map(|one| Ok((one.guid, one.created, person(tx, look, one.author)?))).collect()
}

/// A person's profile, as far as the viewer may see it.
pub fn profile(tx: &dyn Reads, look: Look<'_>, person: &Person) -> Result<PlainProfile, StoreError> {
    let profile = &person.profile;
    let is_own = look.viewer.person() == Some(person.id);
    let details = access::may_see_extended(tx, person, look.viewer)?.then(|| PlainDetails {
        birthday: profile.birthday.map(people_view::birthday),
        gender: profile.gender.clone(),
        location: profile.location.clone(),
        bio: profile.bio.clone(),
    });
    let relation = people_view::relation(tx, look, person)?.map(|relation| PlainRelation {
        sharing: relation.sharing,
        receiving: relation.receiving,
        blocked: relation.ignored,
        aspects: relation.aspects.into_iter().filter(|aspect| aspect.is_member).collect(),
    });
    Ok(PlainProfile {
        person: view(look, person),
        full_name: profile.full_name(),
        tags: profile.tags.clone(),
        details,
        own: is_own.then_some(OwnProfile {
            searchable: profile.searchable,
            public: profile.public,
            nsfw: profile.nsfw,
        }),
        relation,
    })
}

/// People in the order of their first names, last names and addresses.
fn by_name(look: Look<'_>, mut people: Vec<Person>) -> Vec<PersonView> {
    people.sort_by_cached_key(|person| {
        let profile = &person.profile;
        (profile.first_name.to_lowercase(), profile.last_name.to_lowercase(), person.diaspora_id.clone())
    });
    people.iter().map(|person| view(look, person)).collect()
}

/// The people in one of the viewer's aspects.
pub fn members(tx: &dyn Reads, look: Look<'_>, aspect: AspectId) -> Result<Vec<PersonView>, Refused> {
    let account = look.viewer.account().ok_or(Refused::NotFound)?;
    aspects::get(tx, account, aspect)?;
    let members = aspects::members(tx, aspect)?.into_iter().map(|id| people::get(tx, id));
    Ok(by_name(look, members.collect::<Result<_, _>>()?))
}

/// The people that the viewer shares with.
pub fn contacts(tx: &dyn Reads, look: Look<'_>) -> Result<Vec<PersonView>, Refused> {
    let account = look.viewer.account().ok_or(Refused::NotFound)?;
    let rows: Vec<(_, Contact)> = tx.list(&tables::CONTACTS, &(account.id,), ALL)?;
    let receiving = rows.into_iter().filter(|(_, contact)| contact.receiving);
    let people = receiving.map(|((_, person), _)| people::get(tx, person));
    Ok(by_name(look, people.collect::<Result<_, _>>()?))
}

/// What is asked for in a search for people, besides the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Among {
    Contacts,
    Receiving,
    Sharing,
    /// Members of any of these.
    Aspects(Vec<AspectId>),
}

/// People by name or address, or by a tag of their profile; all of `among` must hold. Whoever does
/// not want to be found is only found by contacts, if `hidden` are wanted.
pub fn search(
    tx: &dyn Reads,
    look: Look<'_>,
    words: Option<&str>,
    tag: Option<&str>,
    among: &[Among],
    hidden: bool,
) -> Result<Vec<PersonView>, Refused> {
    let account = look.viewer.account().ok_or(Refused::NotFound)?;
    let found = match (words, tag) {
        (Some(words), _) => super::search::named(tx, look, words)?,
        (None, Some(tag)) => super::search::tagged(tx, look, tag)?,
        (None, None) => Vec::new(),
    };
    let mut wanted = Vec::new();
    for person in found {
        let contact = access::contact(tx, account.id, person.id)?;
        if !person.profile.searchable && person.id != account.person && !(hidden && words.is_some()) {
            continue;
        }
        let inside = aspects::of_person(tx, account, person.id)?;
        let fits = among.iter().all(|among| match among {
            Among::Contacts => contact.is_some(),
            Among::Receiving => contact.as_ref().is_some_and(|contact| contact.receiving),
            Among::Sharing => contact.as_ref().is_some_and(|contact| contact.sharing),
            Among::Aspects(chosen) => chosen.iter().any(|aspect| inside.contains(aspect)),
        });
        if fits {
            wanted.push(person);
        }
    }
    Ok(by_name(look, wanted))
}

/// A private conversation.
#[derive(Clone, Debug)]
pub struct PlainConversation {
    pub guid: Guid,
    pub subject: String,
    pub created_at: Timestamp,
    pub read: bool,
    /// Everybody known here, the viewer too.
    pub participants: Vec<PersonView>,
}

/// A message of a conversation.
#[derive(Clone, Debug)]
pub struct PlainMessage {
    pub guid: Guid,
    pub created_at: Timestamp,
    /// Markdown.
    pub body: String,
    pub author: PersonView,
}

/// The viewer's conversations that began at `since` or later.
pub fn conversations(
    tx: &dyn Reads,
    look: Look<'_>,
    unread: bool,
    since: Option<Timestamp>,
    stretch: Stretch,
) -> Result<Found<PlainConversation>, StoreError> {
    let Some(account) = look.viewer.account() else { return Ok(Found { items: Vec::new(), more: false }) };
    let mut all = Vec::new();
    for (conversation, seat) in conversations::all(tx, account.id)? {
        if (!unread || seat.unread > 0) && since.is_none_or(|since| conversation.created >= since) {
            all.push(((conversation.created, conversation.id.0), (conversation, seat)));
        }
    }
    within(all, stretch, |(conversation, seat)| one_conversation(tx, look, &conversation, &seat).map(Some))
}

/// One of the viewer's conversations.
pub fn conversation(tx: &dyn Reads, look: Look<'_>, guid: &Guid) -> Result<PlainConversation, Refused> {
    let account = look.viewer.account().ok_or(Refused::NotFound)?;
    let (conversation, seat) = conversations::find(tx, account.id, guid)?;
    Ok(one_conversation(tx, look, &conversation, &seat)?)
}

fn one_conversation(
    tx: &dyn Reads,
    look: Look<'_>,
    conversation: &Conversation,
    seat: &Seat,
) -> Result<PlainConversation, StoreError> {
    let mut participants = Vec::new();
    for id in &conversation.participants {
        participants.extend(people::by_diaspora_id(tx, id)?.map(|person| view(look, &person)));
    }
    Ok(PlainConversation {
        guid: conversation.guid.clone(),
        subject: conversation.subject.clone(),
        created_at: conversation.created,
        read: seat.unread == 0,
        participants,
    })
}

/// The messages of one of the viewer's conversations, oldest first.
pub fn messages(tx: &dyn Reads, look: Look<'_>, guid: &Guid) -> Result<Vec<PlainMessage>, Refused> {
    let account = look.viewer.account().ok_or(Refused::NotFound)?;
    let (conversation, _) = conversations::find(tx, account.id, guid)?;
    let all = conversations::messages(tx, &conversation, 0, ALL)?;
    Ok(all.iter().map(|found| message(tx, look, found)).collect::<Result<_, _>>()?)
}

/// A message.
pub fn message(tx: &dyn Reads, look: Look<'_>, found: &Message) -> Result<PlainMessage, StoreError> {
    Ok(PlainMessage {
        guid: found.guid.clone(),
        created_at: found.created,
        body: found.text.clone(),
        author: person(tx, look, found.author)?,
    })
}

/// The kinds of notifications as programs know them; there are no others.
pub const NOTIFICATION_KINDS: &[&str] = &[
    "also_commented",
    "comment_on_post",
    "liked",
    "liked_comment",
    "mentioned",
    "mentioned_in_comment",
    "reshared",
    "started_sharing",
    "contacts_birthday",
];

/// A notification.
#[derive(Clone, Debug)]
pub struct PlainNotification {
    pub id: NotificationId,
    pub guid: Guid,
    pub kind: &'static str,
    pub read: bool,
    pub created_at: Timestamp,
    /// The post it is about, and its author.
    pub target: Option<(Guid, PersonView)>,
    pub actors: Vec<PersonView>,
}

fn kind_name(kind: NotificationKind) -> Option<&'static str> {
    Some(match kind {
        NotificationKind::AlsoCommented => "also_commented",
        NotificationKind::CommentOnPost => "comment_on_post",
        NotificationKind::Liked => "liked",
        NotificationKind::LikedComment => "liked_comment",
        NotificationKind::Mentioned => "mentioned",
        NotificationKind::MentionedInComment => "mentioned_in_comment",
        NotificationKind::Reshared => "reshared",
        NotificationKind::StartedSharing => "started_sharing",
        NotificationKind::ContactsBirthday => "contacts_birthday",
        _ => return None,
    })
}

/// The name of a kind that programs know.
pub fn notification_kind(name: &str) -> Option<&'static str> {
    NOTIFICATION_KINDS.iter().find(|known| **known == name).copied()
}

/// The viewer's notifications that were made at `since` or later, newest first.
pub fn notifications(
    tx: &dyn Reads,
    look: Look<'_>,
    unread: bool,
    since: Option<Timestamp>,
    kind: Option<&str>,
    stretch: Stretch,
) -> Result<Found<PlainNotification>, StoreError> {
    let Some(account) = look.viewer.account() else { return Ok(Found { items: Vec::new(), more: false }) };
    let rows: Vec<(_, Notification)> = tx.list(&tables::NOTIFICATIONS, &(account.id,), ALL)?;
    let wanted = |found: &Notification| {
        let name = kind_name(found.kind);
        name.is_some()
            && (kind.is_none() || kind == name)
            && (!unread || found.unread)
            && since.is_none_or(|since| found.created >= since)
    };
    let all = rows.into_iter().map(|(_, found)| found).filter(wanted);
    let all = all.map(|found| ((found.created, found.id.0), found)).collect();
    within(all, stretch, |found| one_notification(tx, look, &found))
}

/// One of the viewer's notifications. Its guid is its number, which never leaves the pod otherwise.
pub fn notification(tx: &dyn Reads, look: Look<'_>, guid: &Guid) -> Result<PlainNotification, Refused> {
    let account = look.viewer.account().ok_or(Refused::NotFound)?;
    let id = Some(guid.as_str()).filter(|text| text.len() == 32).and_then(|text| u64::from_str_radix(text, 16).ok());
    let found = tx.record::<Notification>(&(account.id, NotificationId(id.ok_or(Refused::NotFound)?)))?;
    one_notification(tx, look, &found.ok_or(Refused::NotFound)?)?.ok_or(Refused::NotFound)
}

fn one_notification(
    tx: &dyn Reads,
    look: Look<'_>,
    found: &Notification,
) -> Result<Option<PlainNotification>, StoreError> {
    let Some(kind) = kind_name(found.kind) else { return Ok(None) };
    let Ok(guid) = Guid::parse(&format!("{:032x}", found.id.0)) else { return Ok(None) };
    let post = match found.subject {
        Subject::Post(post) | Subject::Comment(post, _) => tx.record::<Post>(&post)?,
        _ => None,
    };
    let target = match post {
        Some(post) if access::may_see(tx, &post, look.viewer)? => Some((post.guid, person(tx, look, post.author)?)),
        _ => None,
    };
    let actors = found.actors.iter().map(|actor| person(tx, look, *actor)).collect::<Result<_, _>>()?;
    Ok(Some(PlainNotification {
        id: found.id,
        guid,
        kind,
        read: !found.unread,
        created_at: found.created,
        target,
        actors,
    }))
}
