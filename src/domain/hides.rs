//! Posts that somebody does not want to see any more (spec/features.md §5.12).
//!
//! A hidden post keeps its places in streams, so that showing it again restores them; whoever reads
//! a stream leaves it out.

use super::access::Viewer;
use super::error::Refused;
use super::posts;
use crate::base::Guid;
use crate::model::{Account, Hide, PostId};
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};

/// Accounts that may have hidden one post.
const ALL: usize = 100_000;

/// Hides a post of somebody else from all streams of the account, and is silent about its further
/// comments (W-170).
pub fn create(tx: &mut WriteTx<'_>, account: &Account, guid: &Guid) -> Result<(), Refused> {
    let post = posts::find(tx, guid, Viewer::Account(account))?;
    if post.author == account.person {
        return Err(Refused::Forbidden("post-hide-own"));
    }
    tx.put(&Hide { account: account.id, post: post.id })?;
    Ok(())
}

/// Shows a post again.
pub fn delete(tx: &mut WriteTx<'_>, account: &Account, guid: &Guid) -> Result<(), Refused> {
    let post = posts::find(tx, guid, Viewer::Account(account))?;
    tx.delete::<Hide>(&(account.id, post.id))?;
    Ok(())
}

/// Whether the account has hidden a post.
pub fn has(tx: &(impl Reads + ?Sized), account: &Account, post: PostId) -> Result<bool, StoreError> {
    tx.has(&tables::HIDES, &(account.id, post))
}

/// A post is gone.
pub(super) fn forget(tx: &mut WriteTx<'_>, post: PostId) -> Result<(), StoreError> {
    for ((_, account), ()) in tx.list(&tables::HIDES_OF_POST, &(post,), ALL)? {
        tx.delete::<Hide>(&(account, post))?;
    }
    Ok(())
}
