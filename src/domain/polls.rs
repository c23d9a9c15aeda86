//! Votes in polls (spec/features.md §5.8, spec/federation.md §4.8).

use super::access::{self, Viewer};
use super::accounts;
use super::audience;
use super::error::Refused;
use super::participations;
use super::people;
use super::pod::Cx;
use super::posts;
use super::queue;
use super::wire;
use crate::base::Guid;
use crate::model::{Account, Body, Person, PersonId, Poll, Post, PostId, Signed, Vote, VoteId};
use crate::protocol::entities as entity;
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};

/// A vote by guid.
pub fn by_guid(tx: &(impl Reads + ?Sized), guid: &Guid) -> Result<Option<Vote>, StoreError> {
    match tx.get(&tables::VOTE_BY_GUID, guid)? {
        Some(id) => tx.record::<Vote>(&id),
        None => Ok(None),
    }
}

/// The vote of a person in the poll of a post.
pub fn of_person(tx: &(impl Reads + ?Sized), post: PostId, person: PersonId) -> Result<Option<Vote>, StoreError> {
    match tx.get(&tables::VOTES_OF_POST, &(post, person))? {
        Some(id) => tx.record::<Vote>(&id),
        None => Ok(None),
    }
}

/// Votes in the poll of a post, once and for good (W-168). A reshare has no poll of its own: the
/// vote belongs to the original.
pub fn vote(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    account: &Account,
    post: &Guid,
    answer: &Guid,
) -> Result<Vote, Refused> {
    let post = posts::find(tx, post, Viewer::Account(account))?;
    let poll = poll(&post).ok_or(Refused::NotFound)?;
    if poll.answers.iter().all(|known| known.guid != *answer) {
        return Err(Refused::invalid("answer", "poll-answer-missing"));
    }
    if of_person(tx, post.id, account.person)?.is_some() {
        return Err(Refused::Forbidden("poll-voted-already"));
    }
    if !access::may_interact(tx, &post, Viewer::Account(account))? {
        return Err(Refused::Forbidden("poll-not-for-you"));
    }
    let author = people::get(tx, account.person)?;
    let entity = entity::PollParticipation {
        author: author.diaspora_id.clone(),
        guid: Guid::generate(cx.entropy),
        parent_guid: poll.guid.clone(),
        poll_answer_guid: answer.clone(),
    };
    let signed = wire::sign(cx, account, &entity.clone().into())?;
    let vote = Vote {
        id: VoteId(tx.next("vote")?),
        guid: entity.guid,
        post: post.id,
        author: author.id,
        answer: answer.clone(),
        signed,
    };
    insert(tx, cx, &post, &author, &vote)?;
    Ok(vote)
}

fn poll(post: &Post) -> Option<&Poll> {
    post.status()?.poll.as_ref()
}

/// Takes in a vote whose signatures hold (F-152). False if nothing changed.
pub(super) fn receive(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    author: &Person,
    post: &Post,
    message: &entity::PollParticipation,
    signed: Signed,
) -> Result<bool, StoreError> {
    let offered = poll(post).is_some_and(|poll| poll.answers.iter().any(|it| it.guid == message.poll_answer_guid));
    if !offered || by_guid(tx, &message.guid)?.is_some() || of_person(tx, post.id, author.id)?.is_some() {
        return Ok(false);
    }
    let vote = Vote {
        id: VoteId(tx.next("vote")?),
        guid: message.guid.clone(),
        post: post.id,
        author: author.id,
        answer: message.poll_answer_guid.clone(),
        signed,
    };
    insert(tx, cx, post, author, &vote)?;
    Ok(true)
}

fn insert(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, post: &Post, author: &Person, vote: &Vote) -> Result<(), StoreError> {
    tx.put(vote)?;
    count(tx, vote, 1)?;
    if let Some(account) = accounts::of_person(tx, author.id)? {
        participations::join(tx, cx, post, &account)?;
    }
    if let Some((signer, recipients)) = audience::of_relayable(tx, post, author)? {
        let payload = wire::signed_payload("poll_participation", &vote.signed);
        queue::send_payload(tx, cx, &signer, "poll_participation", payload, recipients)?;
    }
    Ok(())
}

fn count(tx: &mut WriteTx<'_>, vote: &Vote, change: i32) -> Result<(), StoreError> {
    // Read anew: the copy in hand may be older than what this transaction already wrote.
    let Some(mut post) = tx.record::<Post>(&vote.post)? else { return Ok(()) };
    if let Body::Status(status) = &mut post.body
        && let Some(poll) = &mut status.poll
    {
        for answer in poll.answers.iter_mut().filter(|answer| answer.guid == vote.answer) {
            answer.votes = answer.votes.saturating_add_signed(change);
        }
    }
    tx.put(&post).map(|_| ())
}

/// Removes a vote and what it caused.
pub(super) fn remove(tx: &mut WriteTx<'_>, vote: &Vote) -> Result<(), StoreError> {
    tx.delete::<Vote>(&vote.id)?;
    count(tx, vote, -1)?;
    let Some(post) = tx.record::<Post>(&vote.post)? else { return Ok(()) };
    match accounts::of_person(tx, vote.author)? {
        Some(account) => participations::leave(tx, &post, &account),
        None => Ok(()),
    }
}
