//! The ordered lists of posts that an account has, written when something happens so that reading
//! a page costs the same however much there is (spec/features.md §6).
//!
//! A row stands for one reason or several. When a reason ends, [`belongs`] is asked whether another
//! one keeps the post there. What must be true at the moment of reading, such as that nobody
//! ignored is shown, is checked by the view.

use super::access::{self, Viewer};
use super::instance;
use super::spotlight;
use super::tags;
use crate::base::Timestamp;
use crate::model::{Account, AccountId, Contact, EVERYBODY, PersonId, Post, PostId, StreamEntry, StreamKind};
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};

/// Older posts that come into the stream with a new contact or tag.
const BACKFILL: usize = 500;
/// Rows that one action walks at the most.
const ALL: usize = 1_000_000;

/// Puts a post into a stream, or moves it there.
pub fn place(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    kind: StreamKind,
    post: PostId,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.put(&StreamEntry { account, kind, post, at })?;
    Ok(())
}

/// Takes a post out of a stream.
pub fn take_out(tx: &mut WriteTx<'_>, account: AccountId, kind: StreamKind, post: PostId) -> Result<(), StoreError> {
    tx.delete::<StreamEntry>(&(post, account, kind))?;
    Ok(())
}

/// Gives a new post to every local stream it belongs in (W-178, W-182, W-184, W-185).
pub fn spread(tx: &mut WriteTx<'_>, post: &Post) -> Result<(), StoreError> {
    if let Some(own) = tx.get(&tables::ACCOUNT_BY_PERSON, &post.author)? {
        place(tx, own, StreamKind::Main, post.id, post.created)?;
        place(tx, own, StreamKind::Activity, post.id, post.created)?;
        if post.public {
            place(tx, EVERYBODY, StreamKind::Local, post.id, post.created)?;
        }
        if let (true, Some(author)) = (post.public, tx.record::<Account>(&own)?) {
            for reader in spotlight::readers(tx, &author)? {
                place(tx, reader, StreamKind::Main, post.id, post.created)?;
            }
        }
    }
    for ((_, account), ()) in tx.list(&tables::CONTACTS_OF_PERSON, &(post.author,), ALL)? {
        spread_to_follower(tx, account, post)?;
    }
    for tag in tags_of(post) {
        for account in tags::followers(tx, &tag)? {
            if let Some(account) = tx.record::<Account>(&account)? {
                spread_by_tag(tx, &account, post)?;
            }
        }
    }
    let mentions = post.status().map(|status| status.mentions.clone()).unwrap_or_default();
    for id in mentions {
        let Some(person) = tx.get(&tables::PERSON_BY_DIASPORA_ID, &id)? else { continue };
        let Some(account) = local(tx, person)? else { continue };
        if access::may_see(tx, post, Viewer::Account(&account))? && !access::ignores(tx, account.id, post.author)? {
            place(tx, account.id, StreamKind::Main, post.id, post.created)?;
            place(tx, account.id, StreamKind::Mentions, post.id, post.created)?;
        }
    }
    Ok(())
}

/// Puts a post into the streams of an account that receives its author, or follows one of its tags,
/// and may see it.
pub fn spread_to_follower(tx: &mut WriteTx<'_>, account: AccountId, post: &Post) -> Result<(), StoreError> {
    let Some(account) = tx.record::<Account>(&account)? else { return Ok(()) };
    if receives(tx, account.id, post.author)? && access::may_see(tx, post, Viewer::Account(&account))? {
        place(tx, account.id, StreamKind::Main, post.id, post.created)?;
    }
    spread_by_tag(tx, &account, post)
}

/// A post with a followed tag: public ones come into the main stream too.
fn spread_by_tag(tx: &mut WriteTx<'_>, account: &Account, post: &Post) -> Result<(), StoreError> {
    if !has_followed_tag(tx, account.id, post)? || !access::may_see(tx, post, Viewer::Account(account))? {
        return Ok(());
    }
    place(tx, account.id, StreamKind::Tags, post.id, post.created)?;
    if post.public && !access::ignores(tx, account.id, post.author)? {
        place(tx, account.id, StreamKind::Main, post.id, post.created)?;
    }
    Ok(())
}

/// A person came into an aspect: what they wrote and the account may see comes into its stream.
pub fn follow(tx: &mut WriteTx<'_>, account: &Account, person: PersonId) -> Result<(), StoreError> {
    let public = tx.list(&tables::PUBLIC_POSTS_OF_PERSON, &(person,), BACKFILL)?;
    let shared = tx.list(&tables::SHARED_WITH, &(account.person, person), BACKFILL)?;
    for ((_, at, post), ()) in public {
        place(tx, account.id, StreamKind::Main, post.0, at.0)?;
    }
    for ((_, _, at, post), ()) in shared {
        place(tx, account.id, StreamKind::Main, post.0, at.0)?;
    }
    Ok(())
}

/// A person left the last aspect or is ignored: what of theirs has no other reason to be in the
/// account's main stream leaves it.
pub fn unfollow(tx: &mut WriteTx<'_>, account: &Account, person: PersonId) -> Result<(), StoreError> {
    for ((_, _, post), ()) in tx.list(&tables::POSTS_OF_PERSON, &(person,), ALL)? {
        reconsider(tx, account, post.0)?;
    }
    Ok(())
}

/// A tag is followed from now on: the newest posts with it that the account may see come in.
pub(super) fn follow_tag(tx: &mut WriteTx<'_>, account: &Account, tag: &str) -> Result<(), StoreError> {
    for ((_, _, post), ()) in tx.list(&tables::POSTS_BY_TAG, &(tag.to_owned(),), BACKFILL)? {
        if let Some(post) = tx.record::<Post>(&post.0)? {
            spread_by_tag(tx, account, &post)?;
        }
    }
    Ok(())
}

/// A tag is not followed any more.
pub(super) fn unfollow_tag(tx: &mut WriteTx<'_>, account: &Account, tag: &str) -> Result<(), StoreError> {
    for ((_, _, id), ()) in tx.list(&tables::POSTS_BY_TAG, &(tag.to_owned(),), ALL)? {
        if !tx.has(&tables::STREAM_ENTRIES, &(id.0, account.id, StreamKind::Tags))? {
            continue;
        }
        let Some(post) = tx.record::<Post>(&id.0)? else { continue };
        if !has_followed_tag(tx, account.id, &post)? {
            take_out(tx, account.id, StreamKind::Tags, post.id)?;
        }
        reconsider(tx, account, post.id)?;
    }
    Ok(())
}

/// Takes a post out of the main stream unless it belongs there.
fn reconsider(tx: &mut WriteTx<'_>, account: &Account, id: PostId) -> Result<(), StoreError> {
    if !tx.has(&tables::STREAM_ENTRIES, &(id, account.id, StreamKind::Main))? {
        return Ok(());
    }
    match tx.record::<Post>(&id)? {
        Some(post) if belongs(tx, account, &post)? => Ok(()),
        _ => take_out(tx, account.id, StreamKind::Main, id),
    }
}

/// Whether there is a reason for a post to be in an account's main stream (W-178, W-179).
pub fn belongs(tx: &(impl Reads + ?Sized), account: &Account, post: &Post) -> Result<bool, StoreError> {
    if post.author == account.person {
        return Ok(true);
    }
    if access::ignores(tx, account.id, post.author)? || !access::may_see(tx, post, Viewer::Account(account))? {
        return Ok(false);
    }
    Ok(receives(tx, account.id, post.author)?
        || tx.has(&tables::STREAM_ENTRIES, &(post.id, account.id, StreamKind::Mentions))?
        || (post.public && (has_followed_tag(tx, account.id, post)? || is_in_spotlight(tx, account, post)?)))
}

/// Whether the account reads the author's public posts because the pod shows them around (W-231).
fn is_in_spotlight(tx: &(impl Reads + ?Sized), account: &Account, post: &Post) -> Result<bool, StoreError> {
    if !account.settings.shows_spotlight {
        return Ok(false);
    }
    let author = match tx.get(&tables::ACCOUNT_BY_PERSON, &post.author)? {
        Some(author) => tx.record::<Account>(&author)?,
        None => None,
    };
    Ok(author.is_some_and(|author| author.spotlight) && instance::policy(tx)?.spotlight)
}

/// A post is gone: out of every stream.
pub fn forget(tx: &mut WriteTx<'_>, post: PostId) -> Result<(), StoreError> {
    for (key, _) in tx.list(&tables::STREAM_ENTRIES, &(post,), ALL)? {
        tx.delete::<StreamEntry>(&key)?;
    }
    Ok(())
}

fn tags_of(post: &Post) -> Vec<String> {
    post.status().map(|status| status.tags.clone()).unwrap_or_default()
}

fn has_followed_tag(tx: &(impl Reads + ?Sized), account: AccountId, post: &Post) -> Result<bool, StoreError> {
    for tag in tags_of(post) {
        if tags::follows(tx, account, &tag)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn receives(tx: &(impl Reads + ?Sized), account: AccountId, person: PersonId) -> Result<bool, StoreError> {
    Ok(tx.record::<Contact>(&(account, person))?.is_some_and(|contact| contact.receiving))
}

fn local(tx: &WriteTx<'_>, person: PersonId) -> Result<Option<Account>, StoreError> {
    match tx.get(&tables::ACCOUNT_BY_PERSON, &person)? {
        Some(id) => tx.record::<Account>(&id),
        None => Ok(None),
    }
}
