//! Likes on posts and comments (spec/federation.md §4.7; spec/features.md §5.12).

use super::access::{self, Viewer};
use super::accounts;
use super::audience;
use super::comments;
use super::error::Refused;
use super::notifications;
use super::participations;
use super::people;
use super::pod::Cx;
use super::posts;
use super::queue;
use super::streams;
use super::wire;
use crate::base::Guid;
use crate::model::{
    Account, Comment, Like, LikeId, Liked, NotificationKind, Person, PersonId, Post, Signed, StreamKind, Subject,
};
use crate::protocol::entities::{self as entity, Kind};
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};

/// What can be liked, with the post at the top.
#[derive(Clone)]
pub enum Likeable {
    Post(Post),
    Comment(Comment, Post),
}

impl Likeable {
    /// The key under which likes of it are found.
    pub fn target(&self) -> Liked {
        match self {
            Self::Post(post) => Liked::Post(post.id),
            Self::Comment(comment, _) => Liked::Comment(comment.id),
        }
    }

    /// The post at the top.
    pub fn post(&self) -> &Post {
        match self {
            Self::Post(post) | Self::Comment(_, post) => post,
        }
    }

    fn guid(&self) -> (&Guid, Kind) {
        match self {
            Self::Post(post) => (&post.guid, Kind::Post),
            Self::Comment(comment, _) => (&comment.guid, Kind::Comment),
        }
    }

    fn owner(&self) -> PersonId {
        match self {
            Self::Post(post) => post.author,
            Self::Comment(comment, _) => comment.author,
        }
    }

    fn news(&self) -> (NotificationKind, Subject) {
        match self {
            Self::Post(post) => (NotificationKind::Liked, Subject::Post(post.id)),
            Self::Comment(comment, post) => (NotificationKind::LikedComment, Subject::Comment(post.id, comment.id)),
        }
    }

    fn count(&self, tx: &mut WriteTx<'_>, change: i32) -> Result<(), StoreError> {
        // Read anew: the copy in hand may be older than what this transaction already wrote.
        match self.target() {
            Liked::Post(id) => {
                if let Some(mut post) = tx.record::<Post>(&id)? {
                    post.likes = post.likes.saturating_add_signed(change);
                    tx.put(&post)?;
                }
            }
            Liked::Comment(id) => {
                if let Some(mut comment) = tx.record::<Comment>(&id)? {
                    comment.likes = comment.likes.saturating_add_signed(change);
                    tx.put(&comment)?;
                }
            }
        }
        Ok(())
    }
}

/// A like by guid.
pub fn by_guid(tx: &(impl Reads + ?Sized), guid: &Guid) -> Result<Option<Like>, StoreError> {
    match tx.get(&tables::LIKE_BY_GUID, guid)? {
        Some(id) => tx.record::<Like>(&id),
        None => Ok(None),
    }
}

/// The thing a like is on.
pub(super) fn likeable(tx: &(impl Reads + ?Sized), target: Liked) -> Result<Option<Likeable>, StoreError> {
    match target {
        Liked::Post(id) => Ok(tx.record::<Post>(&id)?.map(Likeable::Post)),
        Liked::Comment(id) => match tx.record::<Comment>(&id)? {
            Some(comment) => Ok(tx.record::<Post>(&comment.post)?.map(|post| Likeable::Comment(comment, post))),
            None => Ok(None),
        },
    }
}

/// The like of a person on a target.
pub fn of_person(tx: &(impl Reads + ?Sized), target: Liked, person: PersonId) -> Result<Option<Like>, StoreError> {
    match tx.get(&tables::LIKES_OF_TARGET, &(target, person))? {
        Some(id) => tx.record::<Like>(&id),
        None => Ok(None),
    }
}

/// Likes a post. Doing it again changes nothing (W-159).
pub fn create_on_post(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, account: &Account, post: &Guid) -> Result<(), Refused> {
    let post = posts::find(tx, post, Viewer::Account(account))?;
    create(tx, cx, account, &Likeable::Post(post))
}

/// Likes a comment (W-160).
pub fn create_on_comment(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    account: &Account,
    comment: &Guid,
) -> Result<(), Refused> {
    let (comment, post) = comments::find(tx, comment, Viewer::Account(account))?;
    create(tx, cx, account, &Likeable::Comment(comment, post))
}

fn create(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, account: &Account, on: &Likeable) -> Result<(), Refused> {
    if of_person(tx, on.target(), account.person)?.is_some() {
        return Ok(());
    }
    if !access::may_interact(tx, on.post(), Viewer::Account(account))? {
        return Err(Refused::Forbidden("post-like-forbidden"));
    }
    let author = people::get(tx, account.person)?;
    let (parent, kind) = on.guid();
    let entity = entity::Like {
        author: author.diaspora_id.clone(),
        guid: Guid::generate(cx.entropy),
        parent_guid: parent.clone(),
        parent_type: kind,
        positive: true,
    };
    let signed = wire::sign(cx, account, &entity.clone().into())?;
    insert(tx, cx, &author, on, entity.guid, true, signed)?;
    Ok(())
}

/// Takes in a like whose signatures hold (F-149 to F-151). False if nothing changed.
pub(super) fn receive(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    author: &Person,
    on: &Likeable,
    message: &entity::Like,
    signed: Signed,
) -> Result<bool, StoreError> {
    if by_guid(tx, &message.guid)?.is_some() || of_person(tx, on.target(), author.id)?.is_some() {
        return Ok(false);
    }
    insert(tx, cx, author, on, message.guid.clone(), message.positive, signed)?;
    Ok(true)
}

fn insert(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    author: &Person,
    on: &Likeable,
    guid: Guid,
    positive: bool,
    signed: Signed,
) -> Result<(), StoreError> {
    let id = LikeId(tx.next("like")?);
    let like = Like { id, guid, target: on.target(), post: on.post().id, author: author.id, positive, signed };
    tx.put(&like)?;
    if positive {
        on.count(tx, 1)?;
        if let Some(owner) = accounts::of_person(tx, on.owner())? {
            let (kind, subject) = on.news();
            notifications::notify(tx, cx, owner.id, kind, subject, author.id)?;
        }
    }
    if let (Some(account), true) = (accounts::of_person(tx, author.id)?, positive) {
        participations::join(tx, cx, on.post(), &account)?;
        if let Likeable::Post(post) = on {
            streams::place(tx, account.id, StreamKind::Liked, post.id, post.created)?;
        }
    }
    if let Some((signer, recipients)) = audience::of_relayable(tx, on.post(), author)? {
        queue::send_payload(tx, cx, &signer, "like", wire::signed_payload("like", &like.signed), recipients)?;
    }
    Ok(())
}

/// Removes a like and what it caused.
pub(super) fn remove(tx: &mut WriteTx<'_>, like: &Like) -> Result<(), StoreError> {
    tx.delete::<Like>(&like.id)?;
    let Some(on) = likeable(tx, like.target)? else { return Ok(()) };
    if !like.positive {
        return Ok(());
    }
    on.count(tx, -1)?;
    if let Some(owner) = accounts::of_person(tx, on.owner())? {
        let (kind, subject) = on.news();
        notifications::withdraw(tx, owner.id, kind, subject, like.author)?;
    }
    if let Some(account) = accounts::of_person(tx, like.author)? {
        participations::leave(tx, on.post(), &account)?;
        if let Likeable::Post(post) = &on {
            streams::take_out(tx, account.id, StreamKind::Liked, post.id)?;
        }
    }
    Ok(())
}
