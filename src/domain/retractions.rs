//! Deleting, and hearing that others deleted (spec/federation.md §4.14, §5.4).

use super::access::Viewer;
use super::accounts;
use super::audience;
use super::comments;
use super::conversations;
use super::error::Refused;
use super::events;
use super::likes;
use super::participations;
use super::people;
use super::photos;
use super::pod::Cx;
use super::polls;
use super::posts;
use super::queue;
use crate::base::Guid;
use crate::base::{PodUrl, Timestamp};
use crate::model::{
    Account, Block, Body, Liked, Participation, Person, PersonId, Photo, Post, Recipients, Retracted, Vote,
};
use crate::protocol::entities::{Kind, Retraction};
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};

/// Seconds in which a copy of something that was taken back may come late: longer than any pod goes
/// on trying to deliver (spec/federation.md §3).
const REMEMBERED: i64 = 30 * 24 * 3600;
/// What is forgotten in one go.
const SLICE: usize = 10_000;

/// Remembers that something is not to come back.
pub(super) fn remember(tx: &mut WriteTx<'_>, cx: &Cx<'_>, guid: &Guid, author: PersonId) -> Result<(), StoreError> {
    tx.put(&Retracted { guid: guid.clone(), author, at: cx.now }).map(|_| ())
}

/// Whether something of an author was taken back lately. The author counts: nobody can keep the
/// things of others away by taking back something with the same guid.
pub(super) fn was_retracted(tx: &(impl Reads + ?Sized), guid: &Guid, author: PersonId) -> Result<bool, StoreError> {
    Ok(tx.record::<Retracted>(guid)?.is_some_and(|known| known.author == author))
}

/// Forgets what was taken back long ago.
pub(super) fn tidy(tx: &mut WriteTx<'_>, now: Timestamp) -> Result<(), StoreError> {
    for ((at, guid), ()) in tx.list(&tables::RETRACTED_SINCE, &(), SLICE)? {
        if now.since(at) <= REMEMBERED {
            break;
        }
        tx.delete::<Retracted>(&guid)?;
    }
    Ok(())
}

/// Deletes a post of one's own, here and everywhere (W-172, F-199).
pub fn delete_post(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, account: &Account, guid: &Guid) -> Result<(), Refused> {
    let post = posts::find(tx, guid, Viewer::Account(account))?;
    if post.author != account.person {
        return Err(Refused::Forbidden("post-delete-forbidden"));
    }
    let people = audience::subscribers(tx, &post)?;
    let recipients = audience::recipients(post.public, &people, None);
    announce(tx, cx, account, post.author, guid, Kind::Post, recipients)?;
    posts::remove(tx, &post)?;
    Ok(())
}

/// Deletes a comment: one's own, or one on one's own post (W-163, F-192, F-198).
pub fn delete_comment(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, account: &Account, guid: &Guid) -> Result<(), Refused> {
    let (comment, post) = comments::find(tx, guid, Viewer::Account(account))?;
    if comment.author != account.person && post.author != account.person {
        return Err(Refused::Forbidden("post-comment-delete-forbidden"));
    }
    announce_relayable(tx, cx, &post, comment.author, guid, Kind::Comment, &comment.text)?;
    remember(tx, cx, guid, comment.author)?;
    comments::remove(tx, &comment)?;
    Ok(())
}

/// Takes back a like.
pub fn unlike(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, account: &Account, target: Liked) -> Result<(), Refused> {
    let Some(like) = likes::of_person(tx, target, account.person)? else { return Ok(()) };
    if let Some(post) = tx.record::<Post>(&like.post)? {
        announce_relayable(tx, cx, &post, like.author, &like.guid, Kind::Like, "")?;
    }
    likes::remove(tx, &like)?;
    Ok(())
}

/// Takes back a like on a post, by guid.
pub fn unlike_post(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, account: &Account, guid: &Guid) -> Result<(), Refused> {
    let post = posts::find(tx, guid, Viewer::Account(account))?;
    unlike(tx, cx, account, Liked::Post(post.id))
}

/// Takes back a like on a comment, by guid.
pub fn unlike_comment(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, account: &Account, guid: &Guid) -> Result<(), Refused> {
    let (comment, _) = comments::find(tx, guid, Viewer::Account(account))?;
    unlike(tx, cx, account, Liked::Comment(comment.id))
}

/// Deletes a picture of one's own, and the post that would be left without anything.
pub fn delete_photo(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, account: &Account, photo: &Photo) -> Result<(), Refused> {
    let people = match photo.post.map(|post| tx.record::<Post>(&post)).transpose()?.flatten() {
        Some(post) => audience::subscribers(tx, &post)?,
        None => audience::contacts(tx, account.id)?,
    };
    if !photo.waiting {
        let recipients = audience::recipients(photo.public, &people, None);
        announce(tx, cx, account, photo.author, &photo.guid, Kind::Photo, recipients)?;
    }
    remove_photo(tx, photo)?;
    Ok(())
}

fn announce(
    tx: &mut WriteTx<'_>,
    cx: &Cx<'_>,
    signer: &Account,
    author: PersonId,
    guid: &Guid,
    kind: Kind,
    recipients: Recipients,
) -> Result<(), StoreError> {
    // The author element names the author of the target, also when the root author retracts.
    let author = people::get(tx, author)?.diaspora_id;
    let retraction = Retraction { author, target_guid: guid.clone(), target_type: kind };
    queue::send(tx, cx, signer, &retraction.into(), recipients)
}

/// A relayable here goes the way it came: with a local root to all subscribers and its author's
/// pod, otherwise to the root's author alone.
fn announce_relayable(
    tx: &mut WriteTx<'_>,
    cx: &Cx<'_>,
    post: &Post,
    author: PersonId,
    guid: &Guid,
    kind: Kind,
    words: &str,
) -> Result<(), StoreError> {
    let author = people::get(tx, author)?;
    let Some((signer, recipients)) = audience::of_relayable(tx, post, &author)? else { return Ok(()) };
    let mut recipients = audience::with_mentioned(tx, post, words, &author, recipients)?;
    if !author.is_local() {
        include(&mut recipients, &author);
    }
    announce(tx, cx, &signer, author.id, guid, kind, recipients)
}

fn include(recipients: &mut Recipients, person: &Person) {
    match recipients {
        Recipients::Pods(pods) if !pods.contains(&person.base_url) => pods.push(person.base_url.clone()),
        Recipients::People(people) if !people.contains(&person.id) => people.push(person.id),
        _ => {}
    }
}

/// Somebody entitled retracts; `sender` signed the envelope (F-190 to F-199). False if the target
/// is gone already.
pub(super) fn receive(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    sender: &Person,
    message: &Retraction,
) -> Result<bool, StoreError> {
    let guid = &message.target_guid;
    match message.target_type {
        Kind::Post => {
            let Some(post) = posts::by_guid(tx, guid)? else { return Ok(false) };
            remember(tx, cx, guid, post.author)?;
            posts::remove(tx, &post)?;
        }
        Kind::Comment => {
            let Some(comment) = comments::by_guid(tx, guid)? else { return Ok(false) };
            pass_on(tx, cx, &comment.post, comment.author, sender, guid, Kind::Comment, &comment.text)?;
            remember(tx, cx, guid, comment.author)?;
            comments::remove(tx, &comment)?;
        }
        Kind::Like => {
            let Some(like) = likes::by_guid(tx, guid)? else { return Ok(false) };
            pass_on(tx, cx, &like.post, like.author, sender, guid, Kind::Like, "")?;
            remember(tx, cx, guid, like.author)?;
            likes::remove(tx, &like)?;
        }
        Kind::PollParticipation => {
            let Some(vote) = polls::by_guid(tx, guid)? else { return Ok(false) };
            pass_on(tx, cx, &vote.post, vote.author, sender, guid, Kind::PollParticipation, "")?;
            remember(tx, cx, guid, vote.author)?;
            polls::remove(tx, &vote)?;
        }
        Kind::EventParticipation => {
            let Some(attendance) = events::by_guid(tx, guid)? else { return Ok(false) };
            pass_on(tx, cx, &attendance.post, attendance.person, sender, guid, Kind::EventParticipation, "")?;
            remember(tx, cx, guid, attendance.person)?;
            events::remove(tx, &attendance)?;
        }
        Kind::Poll => {
            let Some(id) = tx.get(&tables::POST_BY_POLL, guid)? else { return Ok(false) };
            let Some(post) = tx.record::<Post>(&id)? else { return Ok(false) };
            remove_poll(tx, post)?;
        }
        Kind::Event => {
            let Some(post) = events::post_of(tx, guid)? else { return Ok(false) };
            remove_event(tx, post)?;
        }
        Kind::Participation => {
            let Some(known) = participations::by_guid(tx, sender.id, guid)? else { return Ok(false) };
            tx.delete::<Participation>(&(known.post, known.person))?;
        }
        Kind::Conversation => {
            let Some(conversation) = conversations::by_guid(tx, guid)? else { return Ok(false) };
            conversations::retract(tx, &conversation)?;
        }
        Kind::Photo => {
            let Some(photo) = photos::by_guid(tx, guid)? else { return Ok(false) };
            remember(tx, cx, guid, photo.author)?;
            remove_photo(tx, &photo)?;
        }
        Kind::Person => {
            for ((_, account), ()) in tx.list(&tables::CONTACTS_OF_PERSON, &(sender.id,), 100_000)? {
                if let Some(account) = accounts::get(tx, account)? {
                    super::contacts::cut_sharing(tx, &account, sender.id)?;
                }
            }
        }
    }
    Ok(true)
}

fn remove_poll(tx: &mut WriteTx<'_>, mut post: Post) -> Result<(), StoreError> {
    for (_, vote) in tx.list(&tables::VOTES_OF_POST, &(post.id,), 1_000_000)? {
        tx.delete::<Vote>(&vote)?;
    }
    if let Body::Status(status) = &mut post.body {
        status.poll = None;
    }
    tx.put(&post).map(|_| ())
}

fn remove_event(tx: &mut WriteTx<'_>, mut post: Post) -> Result<(), StoreError> {
    for attendance in events::of_post(tx, post.id)? {
        events::remove(tx, &attendance)?;
    }
    if let Body::Status(status) = &mut post.body {
        status.event = None;
    }
    tx.put(&post).map(|_| ())
}

/// The last picture of a post without words takes the post with it.
fn remove_photo(tx: &mut WriteTx<'_>, photo: &Photo) -> Result<(), StoreError> {
    tx.delete::<Photo>(&photo.id)?;
    let Some(post) = photo.post else { return Ok(()) };
    let left = tx.count(&tables::PHOTOS_OF_POST, &(post,), 1)?;
    match tx.record::<Post>(&post)? {
        Some(post) if left == 0 && post.status().is_some_and(|status| status.text.trim().is_empty()) => {
            posts::remove(tx, &post)
        }
        _ => Ok(()),
    }
}

/// With a local root, everybody who got the relayable hears of its end under the root author's
/// signature (F-197).
#[expect(clippy::too_many_arguments, reason = "one step of taking back, called for each kind of target")]
fn pass_on(
    tx: &mut WriteTx<'_>,
    cx: &Cx<'_>,
    post: &crate::model::PostId,
    author: PersonId,
    sender: &Person,
    guid: &Guid,
    kind: Kind,
    words: &str,
) -> Result<(), StoreError> {
    let Some(post) = tx.record::<Post>(post)? else { return Ok(()) };
    let Some(owner) = accounts::of_person(tx, post.author)? else { return Ok(()) };
    let except: Option<&PodUrl> = (!sender.is_local()).then_some(&sender.base_url);
    let recipients = audience::recipients(post.public, &audience::subscribers(tx, &post)?, except);
    let recipients = audience::with_mentioned(tx, &post, words, sender, recipients)?;
    announce(tx, cx, &owner, author, guid, kind, recipients)
}

/// Tells a person alone that what they did to a local post was not taken (F-148).
pub(super) fn refuse(
    tx: &mut WriteTx<'_>,
    cx: &Cx<'_>,
    post: &Post,
    author: &Person,
    guid: &Guid,
    kind: Kind,
) -> Result<(), StoreError> {
    let Some(owner) = accounts::of_person(tx, post.author)? else { return Ok(()) };
    let recipients = audience::recipients(post.public, std::slice::from_ref(author), None);
    announce(tx, cx, &owner, author.id, guid, kind, recipients)
}

/// Removes what a closed person leaves: posts, pictures, subscriptions, and that somebody ignored
/// them. Comments and likes stay, shown under the address (W-062). At most `limit` posts; true when nothing is left.
pub fn clear_person(tx: &mut WriteTx<'_>, person: PersonId, limit: usize) -> Result<bool, StoreError> {
    let rows = tx.list(&tables::POSTS_OF_PERSON, &(person,), limit)?;
    let more = rows.len() == limit;
    for ((_, _, post), ()) in rows {
        if let Some(post) = tx.record::<Post>(&post.0)? {
            posts::remove(tx, &post)?;
        }
    }
    for ((_, photo), ()) in tx.list(&tables::PHOTOS_OF_PERSON, &(person,), 10_000)? {
        tx.delete::<Photo>(&photo.0)?;
    }
    for ((_, post), ()) in tx.list(&tables::PARTICIPATIONS_OF_PERSON, &(person,), 10_000)? {
        tx.delete::<Participation>(&(post, person))?;
    }
    for ((_, account), ()) in tx.list(&tables::BLOCKS_OF_PERSON, &(person,), 10_000)? {
        tx.delete::<Block>(&(account, person))?;
    }
    Ok(!more)
}
