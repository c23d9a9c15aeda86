//! People who move to another address (spec/federation.md §4.16, spec/features.md §2.9).
//!
//! A move is announced under both keys. Whoever learns of it keeps the old identity as a closed
//! one and gives what it had to the new one: relations at once, since they decide who may do what,
//! everything else by a job, in slices. This pod may be the one that was left, the one that was
//! chosen, or neither; all three end in `apply`.

use super::accounts;
use super::audience;
use super::contacts;
use super::conversations;
use super::error::Refused;
use super::events;
use super::likes;
use super::people;
use super::pod::Cx;
use super::polls;
use super::posts;
use super::queue;
use super::wire;
use crate::base::Guid;
use crate::model::{
    Account, AccountId, AspectId, AspectMember, Attendance, AudienceMember, Block, Body, Comment, Contact,
    Conversation, Like, Message, Migration, Participation, Person, PersonId, Photo, PhotoFile, Post, Recipients, Vote,
    Work,
};
use crate::protocol::entities::AccountMigration;
use crate::protocol::keys::PrivateKey;
use crate::protocol::{envelope, signature, xml};
use crate::store::{Reads, ReadsExt, Rev, StoreError, WriteTx, tables};

/// Moves of moves that are followed.
const CHAIN: usize = 20;
/// Rows of one kind that one action walks.
const ALL: usize = 100_000;

/// A move to an account here.
pub struct Arrival<'a> {
    /// The identity that is given up; discovered before.
    pub old: &'a Person,
    /// Its private key, which travelled in the archive.
    pub key: &'a PrivateKey,
    /// People who had the old identity as a contact and are not contacts of the account.
    pub also: &'a [PersonId],
    /// Whether the pictures of the old posts are here now, under their old names.
    pub with_photos: bool,
}

/// Announces that somebody moved to an account here, and does here what follows: to all contacts,
/// to those named besides, and to the old pod. Once for each old identity.
pub fn announce(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    account: &Account,
    arrival: &Arrival<'_>,
) -> Result<(), Refused> {
    let Arrival { old, key, also, with_photos } = arrival;
    let new = people::get(tx, account.person)?;
    check(tx, old, &new)?;
    if key.public().der() != old.public_key {
        return Err(Refused::invalid("archive", "migration-key"));
    }
    let mut message = AccountMigration {
        author: old.diaspora_id.clone(),
        profile: wire::profile_entity(&new, false, cx.now),
        signature: None,
        old_identity: Some(old.diaspora_id.clone()),
        remote_photo_path: with_photos.then(|| new.base_url.join("uploads/images/")),
    };
    let own_key = accounts::private_key(account, cx.seal)?;
    let broken =
        |_| StoreError::Corrupt { table: "accounts", what: format!("a key of {} does not sign", account.name) };
    message.signature = Some(signature::sign_migration(&message, &own_key).map_err(broken)?);
    let path = message.remote_photo_path.clone();
    let payload = xml::write(&message.into());
    let notice = envelope::seal(&payload, &old.diaspora_id, key).map_err(broken)?;
    let mut told = audience::contacts(tx, account.id)?;
    for person in *also {
        told.extend(tx.record::<Person>(person)?.filter(|person| !person.is_local() && !person.closed));
    }
    if !old.is_local() {
        told.push((*old).clone());
    }
    let recipients = audience::recipients(true, &told, None);
    queue::send_sealed(tx, cx, account, "account_migration", payload, notice.clone(), recipients)?;
    apply(tx, cx, old, &new, path, notice)?;
    Ok(())
}

/// Whether a move is possible; the reason why not is for the person who imports.
pub fn check(tx: &(impl Reads + ?Sized), old: &Person, new: &Person) -> Result<(), Refused> {
    if old.id == new.id {
        return Err(Refused::invalid("archive", "migration-to-itself"));
    }
    if tx.has(&tables::MIGRATIONS, &old.id)? {
        return Err(Refused::invalid("archive", "migration-done"));
    }
    if newest(tx, new.id)? == old.id {
        return Err(Refused::invalid("archive", "migration-circle"));
    }
    Ok(())
}

/// The identity that a person has now: themselves, or the end of the chain of their moves.
pub fn newest(tx: &(impl Reads + ?Sized), person: PersonId) -> Result<PersonId, StoreError> {
    let mut found = person;
    for _ in 0..CHAIN {
        match tx.record::<Migration>(&found)? {
            Some(migration) => found = migration.new,
            None => break,
        }
    }
    Ok(found)
}

/// The guid of the identity that somebody who moved has now; `None` for whoever did not move.
pub fn address_of(tx: &(impl Reads + ?Sized), guid: &Guid) -> Result<Option<Guid>, StoreError> {
    let Some(person) = people::by_guid(tx, guid)? else { return Ok(None) };
    let now = newest(tx, person.id)?;
    if now == person.id { Ok(None) } else { Ok(Some(people::get(tx, now)?.guid)) }
}

/// The announcement to answer with when somebody writes to an identity that was given up (F-207).
pub(super) fn notice(tx: &(impl Reads + ?Sized), old: PersonId) -> Result<Option<String>, StoreError> {
    Ok(tx.record::<Migration>(&old)?.map(|migration| migration.notice))
}

/// Somebody moved; both identities signed (F-203, F-204). A second move of the same old identity
/// changes nothing (F-206).
pub(super) fn receive(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    message: &AccountMigration,
    notice: String,
) -> Result<bool, StoreError> {
    let (Some(old), Some(mut new)) =
        (people::by_diaspora_id(tx, message.moved_from())?, people::by_diaspora_id(tx, message.moved_to())?)
    else {
        return Ok(false);
    };
    match check(tx, &old, &new) {
        Ok(()) => {}
        Err(Refused::Store(error)) => return Err(error),
        Err(_) => return Ok(false),
    }
    if !new.is_local() && !new.closed {
        super::profiles::receive(tx, &mut new, &message.profile, true)?;
    }
    apply(tx, cx, &old, &new, message.remote_photo_path.clone(), notice)?;
    Ok(true)
}

fn apply(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    old: &Person,
    new: &Person,
    photo_path: Option<String>,
    notice: String,
) -> Result<(), StoreError> {
    tx.put(&Migration { old: old.id, new: new.id, at: cx.now, photo_path, notice })?;
    let new = people::get(tx, newest(tx, new.id)?)?;
    if let Some(account) = accounts::of_person(tx, old.id)? {
        accounts::lock(tx, cx, account)?;
    }
    move_relations(tx, cx, old, &new)?;
    move_conversations(tx, old, &new)?;
    let mut old = people::get(tx, old.id)?;
    old.closed = true;
    old.profile = crate::model::Profile::default();
    tx.put(&old)?;
    queue::push(tx, cx, Work::Move { old: old.id }).map(|_| ())
}

/// Whoever here had the old identity as a contact has the new one, which is told how they stand.
fn move_relations(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, old: &Person, new: &Person) -> Result<(), StoreError> {
    for ((_, account), ()) in tx.list(&tables::BLOCKS_OF_PERSON, &(old.id,), ALL)? {
        if let Some(block) = tx.delete::<Block>(&(account, old.id))? {
            tx.put(&Block { person: new.id, ..block })?;
        }
    }
    for ((_, account), ()) in tx.list(&tables::CONTACTS_OF_PERSON, &(old.id,), ALL)? {
        let Some(before) = tx.delete::<Contact>(&(account, old.id))? else { continue };
        let rows: Vec<((AccountId, PersonId, AspectId), ())> =
            tx.list(&tables::ASPECTS_OF_PERSON, &(account, old.id), ALL)?;
        for ((_, _, aspect), ()) in rows {
            tx.delete::<AspectMember>(&(aspect, old.id))?;
            tx.put(&AspectMember { account, aspect, person: new.id })?;
        }
        let Some(owner) = accounts::get(tx, account)?.filter(|owner| owner.person != new.id) else { continue };
        let known = tx.record::<Contact>(&(account, new.id))?;
        let was_receiving = known.as_ref().is_some_and(|known| known.receiving);
        let merged = Contact {
            person: new.id,
            sharing: before.sharing || known.as_ref().is_some_and(|known| known.sharing),
            receiving: before.receiving || was_receiving,
            ..before
        };
        tx.put(&merged)?;
        if merged.receiving && !was_receiving {
            super::streams::follow(tx, &owner, new.id)?;
        }
        if let Err(Refused::Store(error)) = contacts::tell(tx, cx, &owner, new, merged.receiving, false) {
            return Err(error);
        }
    }
    Ok(())
}

/// Conversations go on with the new identity.
fn move_conversations(tx: &mut WriteTx<'_>, old: &Person, new: &Person) -> Result<(), StoreError> {
    for (_, mut conversation) in tx.list(&tables::CONVERSATIONS, &(), ALL)? {
        if !conversation.participants.contains(&old.diaspora_id) {
            continue;
        }
        let is_there = conversation.participants.contains(&new.diaspora_id);
        conversation.participants.retain(|id| *id != old.diaspora_id || !is_there);
        for id in conversation.participants.iter_mut().filter(|id| **id == old.diaspora_id) {
            *id = new.diaspora_id.clone();
        }
        if conversation.author == old.id {
            conversation.author = new.id;
        }
        tx.put::<Conversation>(&conversation)?;
        if let Some(account) = accounts::of_person(tx, new.id)? {
            conversations::seat(tx, &account, &conversation)?;
        }
    }
    Ok(())
}

/// Gives to the newest identity what the old one left, at most `limit` things of a kind. True when
/// nothing is left.
pub fn move_things(tx: &mut WriteTx<'_>, old: PersonId, limit: usize) -> Result<bool, StoreError> {
    let Some(migration) = tx.record::<Migration>(&old)? else { return Ok(true) };
    let new = people::get(tx, newest(tx, migration.new)?)?;
    let mut moved = move_posts(tx, old, &new, limit)?;
    moved += move_photos(tx, old, &new, migration.photo_path.as_deref(), limit)?;
    moved += move_relayables(tx, old, new.id, limit)?;
    moved += move_readings(tx, old, new.id, limit)?;
    Ok(moved == 0)
}

fn move_posts(tx: &mut WriteTx<'_>, old: PersonId, new: &Person, limit: usize) -> Result<usize, StoreError> {
    let rows = tx.list(&tables::POSTS_OF_PERSON, &(old,), limit)?;
    let count = rows.len();
    for ((_, _, Rev(id)), ()) in rows {
        let Some(mut post) = tx.record::<Post>(&id)? else { continue };
        let twice = match &post.body {
            Body::Reshare { root: Some(root), .. } => tx.has(&tables::RESHARES_OF_POST, &(*root, new.id))?,
            _ => false,
        };
        if twice {
            posts::remove(tx, &post)?;
            continue;
        }
        post.author = new.id;
        tx.put(&post)?;
        for (_, member) in tx.list(&tables::AUDIENCE, &(id,), ALL)? {
            tx.put(&AudienceMember { author: new.id, ..member })?;
        }
        for (_, reshare) in tx.list(&tables::RESHARES_OF_POST, &(id,), ALL)? {
            let Some(mut reshare) = tx.record::<Post>(&reshare)? else { continue };
            if let Body::Reshare { root_author, .. } = &mut reshare.body {
                *root_author = Some(new.diaspora_id.clone());
            }
            tx.put(&reshare)?;
        }
    }
    Ok(count)
}

/// Pictures keep their names; files of ours stay unless the new pod has them.
fn move_photos(
    tx: &mut WriteTx<'_>,
    old: PersonId,
    new: &Person,
    path: Option<&str>,
    limit: usize,
) -> Result<usize, StoreError> {
    let rows = tx.list(&tables::PHOTOS_OF_PERSON, &(old,), limit)?;
    let count = rows.len();
    for ((_, Rev(id)), ()) in rows {
        let Some(mut photo) = tx.record::<Photo>(&id)? else { continue };
        photo.author = new.id;
        if let Some(path) = path.filter(|_| !new.is_local()) {
            let path = if path.starts_with("http") { path.to_owned() } else { new.base_url.join(path) };
            let name = match &photo.file {
                PhotoFile::Local { name, .. } | PhotoFile::Remote { name, .. } => name.clone(),
            };
            photo.file = PhotoFile::Remote { path, name };
        }
        tx.put(&photo)?;
    }
    Ok(count)
}

fn move_relayables(tx: &mut WriteTx<'_>, old: PersonId, new: PersonId, limit: usize) -> Result<usize, StoreError> {
    let mut count = 0;
    for ((_, _, id), ()) in tx.list(&tables::COMMENTS_BY_AUTHOR, &(old,), limit)? {
        if let Some(comment) = tx.record::<Comment>(&id)? {
            tx.put(&Comment { author: new, ..comment })?;
        }
        count += 1;
    }
    for ((_, id), ()) in tx.list(&tables::LIKES_BY_AUTHOR, &(old,), limit)? {
        if let Some(like) = tx.record::<Like>(&id)? {
            if likes::of_person(tx, like.target, new)?.is_some() {
                likes::remove(tx, &like)?;
            } else {
                tx.put(&Like { author: new, ..like })?;
            }
        }
        count += 1;
    }
    for ((_, id), ()) in tx.list(&tables::VOTES_BY_AUTHOR, &(old,), limit)? {
        if let Some(vote) = tx.record::<Vote>(&id)? {
            if polls::of_person(tx, vote.post, new)?.is_some() {
                polls::remove(tx, &vote)?;
            } else {
                tx.put(&Vote { author: new, ..vote })?;
            }
        }
        count += 1;
    }
    for ((_, post), ()) in tx.list(&tables::ATTENDANCES_OF_PERSON, &(old,), limit)? {
        let before = tx.delete::<Attendance>(&(post, old))?;
        if let Some(before) = before.filter(|_| events::of_person(tx, post, new).is_ok_and(|known| known.is_none())) {
            tx.put(&Attendance { person: new, ..before })?;
        }
        count += 1;
    }
    for ((_, id), ()) in tx.list(&tables::MESSAGES_BY_AUTHOR, &(old,), limit)? {
        if let Some(message) = tx.record::<Message>(&id)? {
            tx.put(&Message { author: new, ..message })?;
        }
        count += 1;
    }
    Ok(count)
}

/// Subscriptions, and limited posts that were given to the old identity.
fn move_readings(tx: &mut WriteTx<'_>, old: PersonId, new: PersonId, limit: usize) -> Result<usize, StoreError> {
    let mut count = 0;
    for ((_, post), ()) in tx.list(&tables::PARTICIPATIONS_OF_PERSON, &(old,), limit)? {
        if let Some(before) = tx.delete::<Participation>(&(post, old))? {
            let reasons = tx.record::<Participation>(&(post, new))?.map_or(0, |known| known.reasons);
            tx.put(&Participation { person: new, reasons: before.reasons + reasons, ..before })?;
        }
        count += 1;
    }
    for ((_, _, _, Rev(post)), ()) in tx.list(&tables::SHARED_WITH, &(old,), limit)? {
        if let Some(before) = tx.delete::<AudienceMember>(&(post, old))? {
            tx.put(&AudienceMember { person: new, ..before })?;
        }
        count += 1;
    }
    Ok(count)
}

/// Somebody wrote to an identity that was given up, or to a closed one: they alone are told
/// (F-049, F-207).
pub(super) fn answer_for_moved(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    account: &Account,
    sender: &Person,
) -> Result<bool, StoreError> {
    let Some(notice) = notice(tx, account.person)? else { return Ok(false) };
    let recipients = Recipients::People(vec![sender.id]);
    queue::send_sealed(tx, cx, account, "account_migration", String::new(), notice, recipients)?;
    Ok(true)
}

/// Whether a diaspora ID names somebody whose newest identity is this person (spec/federation.md
/// §4.16, last rule).
pub(super) fn became(
    tx: &(impl Reads + ?Sized),
    id: &crate::base::DiasporaId,
    person: PersonId,
) -> Result<bool, StoreError> {
    match people::by_diaspora_id(tx, id)? {
        Some(named) => Ok(named.id != person && newest(tx, named.id)? == person),
        None => Ok(false),
    }
}
