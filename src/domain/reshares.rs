//! Reshares (spec/federation.md §4.5).

use super::access::{self, Viewer};
use super::accounts;
use super::audience;
use super::error::Refused;
use super::notifications;
use super::participations;
use super::people;
use super::pod::Cx;
use super::posts;
use super::queue;
use super::wire;
use crate::base::Guid;
use crate::model::{Account, Body, NotificationKind, Person, Post, PostId, Subject};
use crate::protocol::entities as entity;
use crate::store::{ReadsExt, StoreError, WriteTx, tables};

/// Reshares a public post of somebody else, once; of a reshare, the original (W-165, W-166).
pub fn create(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, account: &Account, post: &Guid) -> Result<Post, Refused> {
    let mut root = posts::find(tx, post, Viewer::Account(account))?;
    if let Body::Reshare { root: original, .. } = &root.body {
        let original = original.ok_or(Refused::Forbidden("post-reshare-gone"))?;
        root = tx.record::<Post>(&original)?.ok_or(Refused::NotFound)?;
    }
    if tx.has(&tables::RESHARES_OF_POST, &(root.id, account.person))? {
        return Err(Refused::Forbidden("post-reshare-again"));
    }
    if !access::may_reshare(tx, &root, Viewer::Account(account))? {
        return Err(Refused::Forbidden("post-reshare-forbidden"));
    }
    let root_author = people::get(tx, root.author)?;
    let author = people::get(tx, account.person)?;
    let reshare = Post {
        id: PostId(tx.next("post")?),
        guid: Guid::generate(cx.entropy),
        author: author.id,
        created: cx.now,
        public: true,
        body: Body::Reshare {
            root: Some(root.id),
            root_author: Some(root_author.diaspora_id),
            root_guid: Some(root.guid.clone()),
        },
        aspects: Vec::new(),
        comments: 0,
        likes: 0,
        reshares: 0,
    };
    insert(tx, cx, &reshare, root)?;
    let people = audience::subscribers(tx, &reshare)?;
    queue::send(tx, cx, account, &wire::reshare(&author, &reshare), audience::recipients(true, &people, None))?;
    Ok(reshare)
}

/// Takes in a reshare; `root` is what it points at, `None` for one whose original is gone (F-120
/// to F-126). False if nothing changed.
pub(super) fn receive(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    author: &Person,
    message: &entity::Reshare,
    root: Option<Post>,
) -> Result<bool, StoreError> {
    if posts::by_guid(tx, &message.guid)?.is_some() {
        return Ok(false);
    }
    if let Some(root) = &root
        && (tx.has(&tables::RESHARES_OF_POST, &(root.id, author.id))? || root.status().is_none())
    {
        return Ok(false);
    }
    let reshare = Post {
        id: PostId(tx.next("post")?),
        guid: message.guid.clone(),
        author: author.id,
        created: posts::moment(message.created_at, cx.now),
        public: true,
        body: Body::Reshare {
            root: root.as_ref().map(|root| root.id),
            root_author: message.root_author.clone(),
            root_guid: message.root_guid.clone(),
        },
        aspects: Vec::new(),
        comments: 0,
        likes: 0,
        reshares: 0,
    };
    match root {
        Some(root) => insert(tx, cx, &reshare, root)?,
        None => posts::insert(tx, cx, &reshare)?,
    }
    participations::subscribe(tx, cx, &reshare)?;
    Ok(true)
}

fn insert(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, reshare: &Post, mut root: Post) -> Result<(), StoreError> {
    posts::insert(tx, cx, reshare)?;
    root.reshares += 1;
    tx.put(&root)?;
    if let Some(owner) = accounts::of_person(tx, root.author)? {
        notifications::notify(tx, cx, owner.id, NotificationKind::Reshared, Subject::Post(root.id), reshare.author)?;
    }
    if let Some(account) = accounts::of_person(tx, reshare.author)? {
        participations::join(tx, cx, &root, &account)?;
    }
    Ok(())
}
