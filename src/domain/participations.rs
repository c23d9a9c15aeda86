//! Who wants to hear what happens to a post (spec/federation.md §4.10, §6.5).

use super::access::Viewer;
use super::audience;
use super::error::Refused;
use super::people;
use super::pod::Cx;
use super::posts;
use super::queue;
use super::wire;
use crate::base::Guid;
use crate::model::{
    Account, Comment, Contact, Like, Liked, Participation, Person, PersonId, Post, PostId, Recipients, Role, Signed,
    StreamKind, Vote,
};
use crate::protocol::entities::{self as entity, Kind};
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};

/// Seconds after which an old public post is no longer worth a subscription.
const OLD: i64 = 30 * 24 * 3600;
/// Comments, and likes on one thing, that a new subscriber is sent.
const EARLIER: usize = 200;

/// A person here does something with a post and from now on follows it; a remote author is told
/// once.
pub(super) fn join(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, post: &Post, account: &Account) -> Result<(), StoreError> {
    if post.author == account.person {
        return Ok(());
    }
    match tx.record::<Participation>(&(post.id, account.person))? {
        Some(mut known) => {
            known.reasons += 1;
            tx.put(&known)?;
        }
        None => {
            let guid = Guid::generate(cx.entropy);
            tx.put(&Participation { post: post.id, person: account.person, guid: guid.clone(), reasons: 1 })?;
            tell_author(tx, cx, post, account, guid)?;
        }
    }
    super::streams::place(tx, account.id, StreamKind::Activity, post.id, cx.now)
}

/// Whether an account follows a post.
pub fn has(tx: &(impl Reads + ?Sized), account: &Account, post: PostId) -> Result<bool, StoreError> {
    tx.has(&tables::PARTICIPATIONS, &(post, account.person))
}

/// Follows a post on its own account: the bell (W-169). Again changes nothing.
pub fn subscribe_to(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, account: &Account, post: &Guid) -> Result<(), Refused> {
    let post = posts::find(tx, post, Viewer::Account(account))?;
    if !tx.has(&tables::PARTICIPATIONS, &(post.id, account.person))? {
        join(tx, cx, &post, account)?;
    }
    Ok(())
}

/// Follows a post no longer, whatever the reasons were.
pub fn unsubscribe_from(tx: &mut WriteTx<'_>, account: &Account, post: &Guid) -> Result<(), Refused> {
    let post = posts::find(tx, post, Viewer::Account(account))?;
    tx.delete::<Participation>(&(post.id, account.person))?;
    if post.author != account.person {
        super::streams::take_out(tx, account.id, StreamKind::Activity, post.id)?;
    }
    Ok(())
}

/// One reason less to follow a post; without any it ends.
pub(super) fn leave(tx: &mut WriteTx<'_>, post: &Post, account: &Account) -> Result<(), StoreError> {
    let Some(mut known) = tx.record::<Participation>(&(post.id, account.person))? else { return Ok(()) };
    known.reasons = known.reasons.saturating_sub(1);
    if known.reasons == 0 {
        tx.delete::<Participation>(&(post.id, account.person))?;
        if post.author != account.person {
            super::streams::take_out(tx, account.id, StreamKind::Activity, post.id)?;
        }
    } else {
        tx.put(&known)?;
    }
    Ok(())
}

/// A public post of another pod was stored for the first time: somebody here subscribes, best
/// someone who has its author as a contact, so that comments and likes come too.
pub(super) fn subscribe(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, post: &Post) -> Result<(), StoreError> {
    if !post.public || cx.now.since(post.created) > OLD {
        return Ok(());
    }
    if let Some(account) = subscriber(tx, post)? {
        let guid = Guid::generate(cx.entropy);
        tell_author(tx, cx, post, &account, guid)?;
    }
    Ok(())
}

fn subscriber(tx: &WriteTx<'_>, post: &Post) -> Result<Option<Account>, StoreError> {
    for ((_, id), ()) in tx.list(&tables::CONTACTS_OF_PERSON, &(post.author,), 100)? {
        let receiving = tx.record::<Contact>(&(id, post.author))?.is_some_and(|contact| contact.receiving);
        if let Some(account) = tx.record::<Account>(&id)?.filter(|account| receiving && account.closed.is_none()) {
            return Ok(Some(account));
        }
    }
    let accounts = tx.list(&tables::ACCOUNTS, &(), 100)?;
    let mut open: Vec<Account> =
        accounts.into_iter().map(|(_, account)| account).filter(|account| account.closed.is_none()).collect();
    let admin = open.iter().position(|account| account.role == Role::Admin).unwrap_or(0);
    Ok((admin < open.len()).then(|| open.swap_remove(admin)))
}

fn tell_author(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    post: &Post,
    account: &Account,
    guid: Guid,
) -> Result<(), StoreError> {
    let author = people::get(tx, post.author)?;
    if author.is_local() {
        return Ok(());
    }
    let own = people::get(tx, account.person)?;
    let participation = entity::Participation {
        author: own.diaspora_id,
        guid,
        parent_guid: post.guid.clone(),
        parent_type: Kind::Post,
    };
    queue::send(tx, cx, account, &participation.into(), Recipients::People(vec![author.id]))
}

/// A person of another pod subscribes to a local post: their pod gets what happens to it if it is
/// public. Nobody is told (F-160 to F-162).
pub(super) fn receive(
    tx: &mut WriteTx<'_>,
    cx: &Cx<'_>,
    author: &Person,
    post: &Post,
    guid: &Guid,
) -> Result<(), StoreError> {
    if tx.has(&tables::PARTICIPATIONS, &(post.id, author.id))? {
        return Ok(());
    }
    let is_new = audience::subscribers(tx, post)?.iter().all(|person| person.base_url != author.base_url);
    tx.put(&Participation { post: post.id, person: author.id, guid: guid.clone(), reasons: 1 })?;
    if post.public && is_new { send_earlier(tx, cx, post, author) } else { Ok(()) }
}

/// A pod that fetched a post does not have what happened to it before: it gets the earliest of it,
/// comments before the likes on them.
fn send_earlier(tx: &mut WriteTx<'_>, cx: &Cx<'_>, post: &Post, reader: &Person) -> Result<(), StoreError> {
    let Some(signer) = super::accounts::of_person(tx, post.author)? else { return Ok(()) };
    let mut earlier: Vec<(PersonId, &str, Signed)> = Vec::new();
    let mut liked = vec![Liked::Post(post.id)];
    for ((_, _, id), ()) in tx.list(&tables::COMMENTS_OF_POST, &(post.id,), EARLIER)? {
        if let Some(comment) = tx.record::<Comment>(&id)? {
            liked.push(Liked::Comment(id));
            earlier.push((comment.author, "comment", comment.signed));
        }
    }
    for target in liked {
        for (_, id) in tx.list(&tables::LIKES_OF_TARGET, &(target,), EARLIER)? {
            earlier.extend(tx.record::<Like>(&id)?.map(|like| (like.author, "like", like.signed)));
        }
    }
    for (_, id) in tx.list(&tables::VOTES_OF_POST, &(post.id,), EARLIER)? {
        earlier.extend(tx.record::<Vote>(&id)?.map(|vote| (vote.author, "poll_participation", vote.signed)));
    }
    for (author, entity, signed) in earlier.into_iter().take(2 * EARLIER) {
        if people::get(tx, author)?.base_url != reader.base_url {
            let payload = wire::signed_payload(entity, &signed);
            queue::send_payload(
                tx,
                cx,
                &signer,
                entity,
                payload,
                audience::recipients(true, std::slice::from_ref(reader), None),
            )?;
        }
    }
    Ok(())
}

/// A subscription of a person by its guid.
pub(super) fn by_guid(
    tx: &(impl Reads + ?Sized),
    person: PersonId,
    guid: &Guid,
) -> Result<Option<Participation>, StoreError> {
    for ((_, post), ()) in tx.list(&tables::PARTICIPATIONS_OF_PERSON, &(person,), 10_000)? {
        let found = tx.record::<Participation>(&(post, person))?.filter(|found| found.guid == *guid);
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}
