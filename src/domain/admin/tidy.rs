//! What happens by itself, day by day (spec/features.md §8.11). The moment comes from the clock of
//! whoever asks; that something was done is written down, so that a restart does not repeat it.

use super::pods;
use crate::base::Timestamp;
use crate::domain::pod::Cx;
use crate::domain::{export, inactive, instance, links, queue, retractions, sessions};
use crate::model::{Lookup, Person, Photo, PhotoFile, Session, Work};
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};

/// Seconds of a day.
const DAY: i64 = 24 * 3600;
/// Seconds between two looks for pods that came back.
const PODS_EVERY: i64 = 1800;
/// Seconds after which a picture that no post took is removed.
const PENDING_PHOTO: i64 = DAY;
/// Seconds after which it is forgotten that somebody could not be found.
const OLD_LOOKUP: i64 = DAY;

/// Pushes what has come due since the last look.
pub fn wake(tx: &mut WriteTx<'_>, cx: &Cx<'_>) -> Result<(), StoreError> {
    let Some(instance) = instance::get(tx)? else { return Ok(()) };
    // Pods that were set up at different moments do not all ask at the same minute.
    let minute = instance.created.seconds().rem_euclid(DAY);
    if passed(tx, "tidy/day", cx.now, DAY, minute)? {
        queue::push(tx, cx, Work::Tidy)?;
        if instance.federates {
            pods::check_due(tx, cx, true)?;
        }
    }
    if passed(tx, "tidy/pods", cx.now, PODS_EVERY, minute)? && instance.federates {
        pods::check_due(tx, cx, false)?;
    }
    Ok(())
}

/// Whether [`wake`] has anything to do, so that nobody has to write to find out.
pub fn wakes(tx: &impl Reads, now: Timestamp) -> Result<bool, StoreError> {
    let Some(instance) = instance::get(tx)? else { return Ok(false) };
    let minute = instance.created.seconds().rem_euclid(DAY);
    Ok(begun(tx, "tidy/day", now, DAY, minute)?.is_some() || begun(tx, "tidy/pods", now, PODS_EVERY, minute)?.is_some())
}

/// Whether a new period has begun since this was asked last; the first time only notes it.
fn passed(tx: &mut WriteTx<'_>, name: &str, now: Timestamp, every: i64, offset: i64) -> Result<bool, StoreError> {
    let Some((period, is_first)) = begun(tx, name, now, every, offset)? else { return Ok(false) };
    tx.set_meta(name, period)?;
    Ok(!is_first)
}

/// The period that has begun since it was noted last, if one has, and whether it is the first of all.
fn begun(
    tx: &impl Reads,
    name: &str,
    now: Timestamp,
    every: i64,
    offset: i64,
) -> Result<Option<(u64, bool)>, StoreError> {
    let period = u64::try_from((now.seconds() - offset).div_euclid(every)).unwrap_or(0);
    let known = tx.get(&tables::META, &name.to_owned())?;
    Ok(known.is_none_or(|known| known < period).then_some((period, known.is_none())))
}

/// Removes what nobody needs any more (W-234).
pub fn tidy(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>) -> Result<(), StoreError> {
    old_photos(tx, cx.now)?;
    old_sessions(tx, cx.now)?;
    old_lookups(tx, cx.now)?;
    links::tidy(tx, cx.now)?;
    retractions::tidy(tx, cx.now)?;
    export::tidy(tx, cx.now)?;
    inactive::tidy(tx, cx)
}

fn old_photos(tx: &mut WriteTx<'_>, now: Timestamp) -> Result<(), StoreError> {
    for (id, photo) in tx.list(&tables::PHOTOS, &(), 10_000_000)? {
        if is_unused(tx, &photo)? && now.since(photo.created) > PENDING_PHOTO {
            tx.delete::<Photo>(&id)?;
        }
    }
    Ok(())
}

/// Whether a picture of ours is in no post and is not what its author shows as theirs.
fn is_unused(tx: &WriteTx<'_>, photo: &Photo) -> Result<bool, StoreError> {
    let PhotoFile::Local { name, .. } = &photo.file else { return Ok(false) };
    let author = tx.record::<Person>(&photo.author)?;
    let images = author.and_then(|author| author.profile.images);
    Ok(photo.post.is_none() && !images.is_some_and(|images| images.large.ends_with(name.as_str())))
}

fn old_sessions(tx: &mut WriteTx<'_>, now: Timestamp) -> Result<(), StoreError> {
    for (token, session) in tx.list(&tables::SESSIONS, &(), 1_000_000)? {
        if sessions::has_ended(&session, now) {
            tx.delete::<Session>(&token)?;
        }
    }
    Ok(())
}

fn old_lookups(tx: &mut WriteTx<'_>, now: Timestamp) -> Result<(), StoreError> {
    for (id, lookup) in tx.list(&tables::LOOKUPS, &(), 1_000_000)? {
        if now.since(lookup.at) > OLD_LOOKUP {
            tx.delete::<Lookup>(&id)?;
        }
    }
    Ok(())
}
