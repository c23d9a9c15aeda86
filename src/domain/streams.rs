//! The ordered lists of posts that an account has, written when something happens so that reading
//! a page costs the same however much there is (spec/features.md §6).

use super::access::{self, Viewer};
use super::spotlight;
use crate::base::Timestamp;
use crate::model::{Account, AccountId, Contact, PersonId, Post, PostId, StreamEntry, StreamKind};
use crate::store::{ReadsExt, StoreError, WriteTx, tables};

/// Older posts that come into the stream with a new contact.
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

/// Gives a new post to every local stream it belongs in (W-178).
pub fn spread(tx: &mut WriteTx<'_>, post: &Post) -> Result<(), StoreError> {
    if let Some(own) = tx.get(&tables::ACCOUNT_BY_PERSON, &post.author)? {
        place(tx, own, StreamKind::Main, post.id, post.created)?;
        place(tx, own, StreamKind::Activity, post.id, post.created)?;
        if let (true, Some(author)) = (post.public, tx.record::<Account>(&own)?) {
            for reader in spotlight::readers(tx, &author)? {
                place(tx, reader, StreamKind::Main, post.id, post.created)?;
            }
        }
    }
    for ((_, account), ()) in tx.list(&tables::CONTACTS_OF_PERSON, &(post.author,), ALL)? {
        spread_to_follower(tx, account, post)?;
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

/// Puts a post into the main stream of an account that receives its author and may see it.
pub fn spread_to_follower(tx: &mut WriteTx<'_>, account: AccountId, post: &Post) -> Result<(), StoreError> {
    let receiving = tx.record::<Contact>(&(account, post.author))?.is_some_and(|contact| contact.receiving);
    if !receiving {
        return Ok(());
    }
    let Some(account) = tx.record::<Account>(&account)? else { return Ok(()) };
    if access::may_see(tx, post, Viewer::Account(&account))? {
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

/// A person left the last aspect or is ignored: their posts leave the account's streams.
/// Posts that mention the account stay unless `entirely`.
pub fn unfollow(tx: &mut WriteTx<'_>, account: AccountId, person: PersonId, entirely: bool) -> Result<(), StoreError> {
    for ((_, _, post), ()) in tx.list(&tables::POSTS_OF_PERSON, &(person,), ALL)? {
        let mentioned = tx.has(&tables::STREAM_ENTRIES, &(post.0, account, StreamKind::Mentions))?;
        if entirely {
            for kind in [StreamKind::Main, StreamKind::Mentions] {
                take_out(tx, account, kind, post.0)?;
            }
        } else if !mentioned {
            take_out(tx, account, StreamKind::Main, post.0)?;
        }
    }
    Ok(())
}

/// A post is gone: out of every stream.
pub fn forget(tx: &mut WriteTx<'_>, post: PostId) -> Result<(), StoreError> {
    for (key, _) in tx.list(&tables::STREAM_ENTRIES, &(post,), ALL)? {
        tx.delete::<StreamEntry>(&key)?;
    }
    Ok(())
}

fn local(tx: &WriteTx<'_>, person: PersonId) -> Result<Option<Account>, StoreError> {
    match tx.get(&tables::ACCOUNT_BY_PERSON, &person)? {
        Some(id) => tx.record::<Account>(&id),
        None => Ok(None),
    }
}
