//! Following tags, and which tags there are (spec/features.md §8.2, §5.5).

use super::error::Refused;
use super::pod::Cx;
use super::streams;
use crate::base::Timestamp;
use crate::content::tags;
use crate::model::{Account, AccountId, PostId, TagFollowing};
use crate::store::{Reads, ReadsExt, Rev, StoreError, WriteTx, tables};

/// Tags that one account may follow.
const MOST: usize = 1_000;
/// Characters from which tags are offered while somebody types (W-214).
const SHORTEST: usize = 2;

/// Follows a tag, as typed; what was posted with it comes into the streams. Doing it again changes
/// nothing (W-219).
pub fn follow(tx: &mut WriteTx<'_>, cx: &Cx<'_>, account: &Account, typed: &str) -> Result<String, Refused> {
    let tag = tags::normalise(typed).ok_or(Refused::invalid("tag", "tags-empty"))?;
    if follows(tx, account.id, &tag)? {
        return Ok(tag);
    }
    if followed(tx, account.id)?.len() >= MOST {
        return Err(Refused::invalid("tag", "tags-many"));
    }
    tx.put(&TagFollowing { account: account.id, tag: tag.clone(), since: cx.now })?;
    streams::follow_tag(tx, account, &tag)?;
    Ok(tag)
}

/// Stops following a tag; posts that are in a stream for another reason stay there.
pub fn unfollow(tx: &mut WriteTx<'_>, account: &Account, tag: &str) -> Result<(), Refused> {
    if tx.delete::<TagFollowing>(&(account.id, tag.to_owned()))?.is_some() {
        streams::unfollow_tag(tx, account, tag)?;
    }
    Ok(())
}

/// A tag as it is stored: lower case, without `#`; nothing if no letter of it can stay.
pub fn normal(typed: &str) -> Option<String> {
    tags::normalise(typed)
}

/// Whether an account follows a tag.
pub fn follows(tx: &(impl Reads + ?Sized), account: AccountId, tag: &str) -> Result<bool, StoreError> {
    tx.has(&tables::TAG_FOLLOWINGS, &(account, tag.to_owned()))
}

/// The tags an account follows, in alphabetical order.
pub fn followed(tx: &(impl Reads + ?Sized), account: AccountId) -> Result<Vec<String>, StoreError> {
    let rows: Vec<(_, TagFollowing)> = tx.list(&tables::TAG_FOLLOWINGS, &(account,), MOST)?;
    Ok(rows.into_iter().map(|(_, following)| following.tag).collect())
}

/// Who follows a tag.
pub(super) fn followers(tx: &(impl Reads + ?Sized), tag: &str) -> Result<Vec<AccountId>, StoreError> {
    let rows = tx.list(&tables::TAG_FOLLOWERS, &(tag.to_owned(),), 1_000_000)?;
    Ok(rows.into_iter().map(|((_, account), ())| account).collect())
}

/// A closed account follows nothing.
pub(super) fn end_all(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), StoreError> {
    for tag in followed(tx, account)? {
        tx.delete::<TagFollowing>(&(account, tag))?;
    }
    Ok(())
}

/// Tags of posts and profiles that begin with what was typed, in alphabetical order. Jumps from
/// tag to tag, so that a tag with a million posts costs as much as one with a single one.
pub fn beginning(tx: &(impl Reads + ?Sized), typed: &str, limit: usize) -> Result<Vec<String>, StoreError> {
    let Some(start) = tags::normalise(typed).filter(|start| start.chars().count() >= SHORTEST) else {
        return Ok(Vec::new());
    };
    let mut found = std::collections::BTreeSet::new();
    let mut from = start.clone();
    while found.len() < limit {
        let key = (from, Rev(Timestamp::from_seconds(i64::MAX)), Rev(PostId(u64::MAX)));
        let Some(((tag, _, _), ())) = tx.range(&tables::POSTS_BY_TAG, &key, None, 1)?.pop() else { break };
        if !tag.starts_with(&start) {
            break;
        }
        from = format!("{tag}\u{1}");
        found.insert(tag);
    }
    let mut of_people = std::collections::BTreeSet::new();
    let mut from = start.clone();
    while of_people.len() < limit {
        let key = (from, crate::model::PersonId(0));
        let Some(((tag, _), ())) = tx.range(&tables::PERSONS_BY_TAG, &key, None, 1)?.pop() else { break };
        if !tag.starts_with(&start) {
            break;
        }
        from = format!("{tag}\u{1}");
        of_people.insert(tag);
    }
    found.extend(of_people);
    Ok(found.into_iter().take(limit).collect())
}
