//! Pages of posts, newest first (spec/features.md §6).

use super::post::{self, Depth};
use super::{Look, StreamPage};
use crate::base::Timestamp;
use crate::base::limits;
use crate::domain::{Refused, access, aspects, instance, streams};
use crate::model::{AccountId, AspectId, EVERYBODY, PersonId, Post, PostId, StreamKind};
use crate::store::{Key, Prefix, Reads, ReadsExt, Rev, StoreError, Table, tables};

/// A place in a stream: what comes after it is strictly older. Posts of the same second are told
/// apart by their number, so paging neither repeats nor skips (W-188).
type Place = (Timestamp, PostId);

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
    /// A person's posts.
    Person(PersonId),
}

/// A page of a stream, as far as the viewer may see it; posts of ignored people only on their own
/// page (W-189). An unreadable cursor begins at the top.
pub fn stream(tx: &dyn Reads, look: Look<'_>, which: &Stream, cursor: Option<&str>) -> Result<StreamPage, Refused> {
    let mut after = cursor.and_then(parse);
    let mut page = StreamPage::default();
    // Posts that the viewer may not see leave gaps, which the next slice fills.
    loop {
        let places = slice(tx, look, which, after, limits::PAGE + 1)?;
        let more = places.len() > limits::PAGE;
        for place in places.into_iter().take(limits::PAGE) {
            after = Some(place);
            let Some(found) = tx.record::<Post>(&place.1)? else { continue };
            if wanted(tx, look, which, &found)? {
                page.posts.push(post::post(tx, look, &found, Depth::Stream)?);
            }
            if page.posts.len() == limits::PAGE {
                break;
            }
        }
        if page.posts.len() == limits::PAGE || !more {
            let rest = !slice(tx, look, which, after, 1)?.is_empty();
            page.older =
                after.filter(|_| rest && !page.posts.is_empty()).map(|(at, id)| format!("{}.{}", at.seconds(), id));
            return Ok(page);
        }
    }
}

fn parse(cursor: &str) -> Option<Place> {
    let (at, id) = cursor.split_once('.')?;
    Some((Timestamp::from_seconds(at.parse().ok()?), PostId(id.parse().ok()?)))
}

fn wanted(tx: &dyn Reads, look: Look<'_>, which: &Stream, found: &Post) -> Result<bool, StoreError> {
    let ignored = match look.viewer.account() {
        Some(account) if !matches!(which, Stream::Person(_)) => access::ignores(tx, account.id, found.author)?,
        _ => false,
    };
    if ignored || !access::may_see(tx, found, look.viewer)? {
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
    limit: usize,
) -> Result<Vec<Place>, Refused> {
    let account = look.viewer.account();
    Ok(match which {
        Stream::Own(kind) => own(tx, account.ok_or(Refused::NotFound)?.id, *kind, after, limit)?,
        Stream::Public => {
            let rows = rows(tx, &tables::PUBLIC_POSTS, &(), after.map(|(at, id)| (Rev(at), Rev(id))), limit)?;
            rows.into_iter().map(|(at, id)| (at.0, id.0)).collect()
        }
        Stream::Local => own(tx, EVERYBODY, StreamKind::Local, after, limit)?,
        Stream::Tag(tag) => {
            let after = after.map(|(at, id)| (tag.clone(), Rev(at), Rev(id)));
            let rows = rows(tx, &tables::POSTS_BY_TAG, &(tag.clone(),), after, limit)?;
            rows.into_iter().map(|(_, at, id)| (at.0, id.0)).collect()
        }
        Stream::Person(person) => of_person(tx, look, *person, after, limit)?,
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
                places.extend(of_person(tx, look, person, after, limit)?);
            }
            newest(places, limit)
        }
    })
}

fn own(
    tx: &dyn Reads,
    account: AccountId,
    kind: StreamKind,
    after: Option<Place>,
    limit: usize,
) -> Result<Vec<Place>, StoreError> {
    let after = after.map(|(at, id)| (account, kind, Rev(at), Rev(id)));
    let rows = rows(tx, &tables::STREAM, &(account, kind), after, limit)?;
    Ok(rows.into_iter().map(|(_, _, at, id)| (at.0, id.0)).collect())
}

/// What a person wrote, for this viewer: all of one's own, else the public and what was given.
fn of_person(
    tx: &dyn Reads,
    look: Look<'_>,
    person: PersonId,
    after: Option<Place>,
    limit: usize,
) -> Result<Vec<Place>, StoreError> {
    let key = after.map(|(at, id)| (person, Rev(at), Rev(id)));
    let table =
        if look.viewer.person() == Some(person) { &tables::POSTS_OF_PERSON } else { &tables::PUBLIC_POSTS_OF_PERSON };
    let mut places: Vec<Place> =
        rows(tx, table, &(person,), key, limit)?.into_iter().map(|(_, at, id)| (at.0, id.0)).collect();
    if let Some(viewer) = look.viewer.person().filter(|viewer| *viewer != person) {
        let key = after.map(|(at, id)| (viewer, person, Rev(at), Rev(id)));
        let shared = rows(tx, &tables::SHARED_WITH, &(viewer, person), key, limit)?;
        places.extend(shared.into_iter().map(|(_, _, at, id)| (at.0, id.0)));
    }
    Ok(newest(places, limit))
}

fn newest(mut places: Vec<Place>, limit: usize) -> Vec<Place> {
    places.sort_by(|a, b| b.cmp(a));
    places.dedup();
    places.truncate(limit);
    places
}

fn rows<K: Key, P: Prefix<K>>(
    tx: &dyn Reads,
    table: &Table<K, ()>,
    prefix: &P,
    after: Option<K>,
    limit: usize,
) -> Result<Vec<K>, StoreError> {
    let rows = match after {
        Some(after) => tx.list_after(table, prefix, &after, limit)?,
        None => tx.list(table, prefix, limit)?,
    };
    Ok(rows.into_iter().map(|(key, ())| key).collect())
}
