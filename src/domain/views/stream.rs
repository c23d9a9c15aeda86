//! Pages of posts, newest first (spec/features.md §6).

use super::post::{self, Depth};
use super::{Look, StreamPage};
use crate::base::Timestamp;
use crate::base::limits;
use crate::domain::{Refused, access, aspects, hides, instance, streams};
use crate::model::{AccountId, AspectId, EVERYBODY, PersonId, Post, PostId, StreamKind};
use crate::store::{Key, Prefix, Reads, ReadsExt, Rev, StoreError, Table, tables};

/// A place in a stream: what comes after it is strictly older. Posts of the same second are told
/// apart by their number, so paging neither repeats nor skips (W-188).
type Place = (Timestamp, PostId);

/// A stretch of a list that is ordered by time: so many from an edge on, newest first or `rising`.
/// Things of the same second are told apart by their number.
#[derive(Clone, Copy, Debug)]
pub struct Stretch {
    /// What is wanted lies strictly beyond this place; at the edge of the list if absent.
    pub from: Option<(Timestamp, u64)>,
    /// Oldest first, away from `from` towards the present.
    pub rising: bool,
    pub limit: usize,
}

/// What a stretch holds, each thing with its place.
#[derive(Clone, Debug)]
pub struct Found<T> {
    pub items: Vec<((Timestamp, u64), T)>,
    /// Whether anything lies beyond the last of them.
    pub more: bool,
}

/// Which posts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stream {
    /// One of the viewer's own lists.
    Own(StreamKind),
    /// Posts by members of these aspects of the viewer, and the viewer's own to them.
    Aspects(Vec<AspectId>),
    /// Every public post.
    Public,
    /// Public posts by people of this pod.
    Local,
    /// Posts with a tag.
    Tag(String),
    /// A person's posts, on their own page.
    Person(PersonId),
    /// All of a person's posts, also those that the viewer has hidden: for programs, which are told
    /// what somebody wrote and not what a page shows (spec/api-v1.md §4.6).
    Everything(PersonId),
}

/// A page of a stream, as far as the viewer may see it; posts of ignored people only on their own
/// page (W-189). An unreadable cursor begins at the top.
pub fn stream(tx: &dyn Reads, look: Look<'_>, which: &Stream, cursor: Option<&str>) -> Result<StreamPage, Refused> {
    let from = cursor.and_then(parse).map(|(at, id)| (at, id.0));
    let found = select(tx, look, which, Stretch { from, rising: false, limit: limits::PAGE })?;
    let last = found.items.last().map(|(place, _)| *place);
    let older = last.filter(|_| found.more).map(|(at, id)| format!("{}.{id}", at.seconds()));
    let posts = found.items.iter().map(|(_, found)| post::post(tx, look, found, Depth::Stream));
    Ok(StreamPage { posts: posts.collect::<Result<_, _>>()?, older })
}

/// A stretch of a stream, as far as the viewer may see it.
pub(super) fn select(tx: &dyn Reads, look: Look<'_>, which: &Stream, stretch: Stretch) -> Result<Found<Post>, Refused> {
    let mut after = stretch.from.map(|(at, id)| (at, PostId(id)));
    let mut items = Vec::new();
    // Posts that the viewer may not see leave gaps, which the next slice fills.
    loop {
        let places = slice(tx, look, which, after, stretch.rising, stretch.limit + 1)?;
        let more = places.len() > stretch.limit;
        for place in places.into_iter().take(stretch.limit) {
            after = Some(place);
            let Some(found) = tx.record::<Post>(&place.1)? else { continue };
            if wanted(tx, look, which, &found)? {
                items.push(((place.0, place.1.0), found));
            }
            if items.len() == stretch.limit {
                break;
            }
        }
        if items.len() == stretch.limit || !more {
            let more = !slice(tx, look, which, after, stretch.rising, 1)?.is_empty() && !items.is_empty();
            return Ok(Found { items, more });
        }
    }
}

fn parse(cursor: &str) -> Option<Place> {
    let (at, id) = cursor.split_once('.')?;
    Some((Timestamp::from_seconds(at.parse().ok()?), PostId(id.parse().ok()?)))
}

fn wanted(tx: &dyn Reads, look: Look<'_>, which: &Stream, found: &Post) -> Result<bool, StoreError> {
    let ignored = match look.viewer.account() {
        Some(account) if !matches!(which, Stream::Person(_) | Stream::Everything(_)) => {
            access::ignores(tx, account.id, found.author)?
        }
        _ => false,
    };
    let hidden = match look.viewer.account() {
        Some(account) if !matches!(which, Stream::Everything(_)) => hides::has(tx, account, found.id)?,
        _ => false,
    };
    if ignored || hidden || !access::may_see(tx, found, look.viewer)? {
        return Ok(false);
    }
    match (which, look.viewer.account()) {
        (Stream::Aspects(chosen), Some(account)) if found.author == account.person => {
            let all = aspects::list(tx, account)?.iter().all(|aspect| chosen.contains(&aspect.id));
            Ok(all || found.public || found.aspects.iter().any(|aspect| chosen.contains(aspect)))
        }
        // A reason may have ended since the row was written, such as a setting of the pod.
        (Stream::Own(StreamKind::Main), Some(account)) => Ok(streams::belongs(tx, account, found)?),
        _ => Ok(true),
    }
}

/// Whether the viewer may open the stream of local posts (W-185).
pub fn may_open_local(tx: &dyn Reads, look: Look<'_>) -> Result<bool, StoreError> {
    Ok(instance::belongs(instance::policy(tx)?.local_stream, look.viewer.account()))
}

/// The next places of a stream after `after`.
fn slice(
    tx: &dyn Reads,
    look: Look<'_>,
    which: &Stream,
    after: Option<Place>,
    rising: bool,
    limit: usize,
) -> Result<Vec<Place>, Refused> {
    let account = look.viewer.account();
    Ok(match which {
        Stream::Own(kind) => own(tx, account.ok_or(Refused::NotFound)?.id, *kind, after, rising, limit)?,
        Stream::Public => {
            let rows = rows(tx, &tables::PUBLIC_POSTS, &(), after.map(|(at, id)| (Rev(at), Rev(id))), rising, limit)?;
            rows.into_iter().map(|(at, id)| (at.0, id.0)).collect()
        }
        Stream::Local => own(tx, EVERYBODY, StreamKind::Local, after, rising, limit)?,
        Stream::Tag(tag) => {
            let after = after.map(|(at, id)| (tag.clone(), Rev(at), Rev(id)));
            let rows = rows(tx, &tables::POSTS_BY_TAG, &(tag.clone(),), after, rising, limit)?;
            rows.into_iter().map(|(_, at, id)| (at.0, id.0)).collect()
        }
        Stream::Person(person) | Stream::Everything(person) => of_person(tx, look, *person, after, rising, limit)?,
        Stream::Aspects(chosen) => {
            let account = account.ok_or(Refused::NotFound)?;
            if chosen.is_empty() {
                return Ok(Vec::new());
            }
            let mut people = std::collections::BTreeSet::from([account.person]);
            for aspect in chosen {
                aspects::get(tx, account, *aspect)?;
                people.extend(aspects::members(tx, *aspect)?);
            }
            let mut places = Vec::new();
            for person in people {
                places.extend(of_person(tx, look, person, after, rising, limit)?);
            }
            nearest(places, rising, limit)
        }
    })
}

fn own(
    tx: &dyn Reads,
    account: AccountId,
    kind: StreamKind,
    after: Option<Place>,
    rising: bool,
    limit: usize,
) -> Result<Vec<Place>, StoreError> {
    let after = after.map(|(at, id)| (account, kind, Rev(at), Rev(id)));
    let rows = rows(tx, &tables::STREAM, &(account, kind), after, rising, limit)?;
    Ok(rows.into_iter().map(|(_, _, at, id)| (at.0, id.0)).collect())
}

/// What a person wrote, for this viewer: all of one's own, else the public and what was given.
fn of_person(
    tx: &dyn Reads,
    look: Look<'_>,
    person: PersonId,
    after: Option<Place>,
    rising: bool,
    limit: usize,
) -> Result<Vec<Place>, StoreError> {
    let key = after.map(|(at, id)| (person, Rev(at), Rev(id)));
    let table =
        if look.viewer.person() == Some(person) { &tables::POSTS_OF_PERSON } else { &tables::PUBLIC_POSTS_OF_PERSON };
    let mut places: Vec<Place> =
        rows(tx, table, &(person,), key, rising, limit)?.into_iter().map(|(_, at, id)| (at.0, id.0)).collect();
    if let Some(viewer) = look.viewer.person().filter(|viewer| *viewer != person) {
        let key = after.map(|(at, id)| (viewer, person, Rev(at), Rev(id)));
        let shared = rows(tx, &tables::SHARED_WITH, &(viewer, person), key, rising, limit)?;
        places.extend(shared.into_iter().map(|(_, _, at, id)| (at.0, id.0)));
    }
    Ok(nearest(places, rising, limit))
}

fn nearest(mut places: Vec<Place>, rising: bool, limit: usize) -> Vec<Place> {
    places.sort_by(|a, b| if rising { a.cmp(b) } else { b.cmp(a) });
    places.dedup();
    places.truncate(limit);
    places
}

fn rows<K: Key, P: Prefix<K>>(
    tx: &dyn Reads,
    table: &Table<K, ()>,
    prefix: &P,
    after: Option<K>,
    rising: bool,
    limit: usize,
) -> Result<Vec<K>, StoreError> {
    // The tables hold the newest first.
    let rows = match (after, rising) {
        (Some(after), false) => tx.list_after(table, prefix, &after, limit)?,
        (None, false) => tx.list(table, prefix, limit)?,
        (Some(after), true) => tx.list_before(table, prefix, &after, limit)?,
        (None, true) => tx.list_last(table, prefix, limit)?,
    };
    Ok(rows.into_iter().map(|(key, ())| key).collect())
}
