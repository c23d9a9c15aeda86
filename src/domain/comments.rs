//! Comments (spec/federation.md §4.6, §5; spec/features.md §5.12).

use super::access::{self, Viewer};
use super::accounts;
use super::audience;
use super::error::Refused;
use super::hides;
use super::notifications;
use super::participations;
use super::people;
use super::pod::Cx;
use super::posts;
use super::queue;
use super::reports;
use super::streams;
use super::wire;
use crate::base::limits;
use crate::base::{DiasporaId, Guid};
use crate::content::mentions::{self, Fate};
use crate::content::text;
use crate::model::{
    Account, Comment, CommentId, Liked, NotificationKind, Participation, Person, PersonId, Post, Recipients, Reported,
    Signed, StreamKind, Subject,
};
use crate::protocol::entities as entity;
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};

/// People that one comment can tell.
const ALL: usize = 100_000;
/// The element that names the comment answered; the network knows it as an extra (spec/federation.md
/// §4.6).
const THREAD: &str = "thread_parent_guid";

/// A comment by guid.
pub fn by_guid(tx: &(impl Reads + ?Sized), guid: &Guid) -> Result<Option<Comment>, StoreError> {
    match tx.get(&tables::COMMENT_BY_GUID, guid)? {
        Some(id) => tx.record::<Comment>(&id),
        None => Ok(None),
    }
}

/// A comment by guid with its post, if the viewer may see that.
pub fn find(tx: &(impl Reads + ?Sized), guid: &Guid, viewer: Viewer<'_>) -> Result<(Comment, Post), Refused> {
    let comment = by_guid(tx, guid)?.ok_or(Refused::NotFound)?;
    let post = tx.record::<Post>(&comment.post)?.ok_or(Refused::NotFound)?;
    if access::may_see(tx, &post, viewer)? { Ok((comment, post)) } else { Err(Refused::NotFound) }
}

/// Writes a comment, signed by its author, and sends it to whoever sees the post (F-154 to F-156,
/// W-161, W-162).
pub fn create(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    account: &Account,
    post: &Guid,
    words: &str,
) -> Result<Comment, Refused> {
    let post = posts::find(tx, post, Viewer::Account(account))?;
    write(tx, cx, account, post, words, None)
}

/// Answers a comment: a comment on the same post that names the one it answers (W-237).
pub fn reply(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    account: &Account,
    comment: &Guid,
    words: &str,
) -> Result<Comment, Refused> {
    let (comment, post) = find(tx, comment, Viewer::Account(account))?;
    write(tx, cx, account, post, words, Some(comment.guid))
}

fn write(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    account: &Account,
    post: Post,
    words: &str,
    answers: Option<Guid>,
) -> Result<Comment, Refused> {
    if !access::may_interact(tx, &post, Viewer::Account(account))? {
        return Err(Refused::Forbidden("post-comment-forbidden"));
    }
    let words = text::clean(words, limits::TEXT).map_err(|long| posts::too_long("text", long))?;
    if words.is_empty() {
        return Err(Refused::invalid("text", "post-comment-empty"));
    }
    let words = if post.public { words } else { hide_outsiders(tx, &post, &words)? };
    let author = people::get(tx, account.person)?;
    let entity = entity::Comment {
        author: author.diaspora_id.clone(),
        guid: Guid::generate(cx.entropy),
        parent_guid: post.guid.clone(),
        text: words.clone(),
        created_at: Some(cx.now),
        edited_at: None,
    };
    let thread = answers.as_ref().map(|guid| (THREAD, guid.as_str()));
    let signed = wire::sign_with(cx, account, &entity.clone().into(), thread.as_slice())?;
    let comment = Comment {
        id: CommentId(tx.next("comment")?),
        guid: entity.guid,
        post: post.id,
        author: author.id,
        text: words,
        created: cx.now,
        thread_parent: answers,
        likes: 0,
        signed,
    };
    insert(tx, cx, post, &author, &comment)?;
    Ok(comment)
}

/// In a comment on a limited post, people who do not take part in it become plain links (W-153).
fn hide_outsiders(tx: &WriteTx<'_>, post: &Post, words: &str) -> Result<String, Refused> {
    let mut fates = std::collections::HashMap::new();
    for id in mentions::people(words) {
        let Some(person) = people::by_diaspora_id(tx, &id)? else { continue };
        let fate = if takes_part(tx, post, person.id)? {
            Fate::Keep
        } else {
            Fate::Link { name: person.name(), href: person.base_url.join(&format!("people/{}", person.guid)) }
        };
        fates.insert(id, fate);
    }
    let plain = |mention: &mentions::Mention| mention.name.clone().unwrap_or_else(|| mention.id.to_string());
    Ok(mentions::rewrite(words, |mention| match fates.get(&mention.id) {
        Some(fate) => fate.clone(),
        None => Fate::Plain(plain(mention)),
    }))
}

/// Takes in a comment whose signatures hold (F-130 to F-148). False if nothing changed.
pub(super) fn receive(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    author: &Person,
    post: Post,
    message: &entity::Comment,
    signed: Signed,
) -> Result<bool, StoreError> {
    if by_guid(tx, &message.guid)?.is_some() {
        return Ok(false);
    }
    let thread_parent = signed.elements.iter().find(|(name, _)| name == THREAD);
    let comment = Comment {
        id: CommentId(tx.next("comment")?),
        guid: message.guid.clone(),
        post: post.id,
        author: author.id,
        text: message.text.clone(),
        created: posts::moment(message.created_at, cx.now),
        thread_parent: thread_parent.and_then(|(_, guid)| Guid::parse(guid).ok()),
        likes: 0,
        signed,
    };
    insert(tx, cx, post, author, &comment)?;
    Ok(true)
}

/// Stores a comment, tells everybody here, and sends it on if that is our part.
fn insert(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    mut post: Post,
    author: &Person,
    comment: &Comment,
) -> Result<(), StoreError> {
    tx.put(comment)?;
    post.comments += 1;
    tx.put(&post)?;
    tell_people_here(tx, cx, &post, comment)?;
    if let Some(account) = accounts::of_person(tx, author.id)? {
        participations::join(tx, cx, &post, &account)?;
        streams::place(tx, account.id, StreamKind::Commented, post.id, post.created)?;
    }
    if let Some((signer, recipients)) = audience::of_relayable(tx, &post, author)? {
        let recipients = audience::with_mentioned(tx, &post, &comment.text, author, recipients)?;
        queue::send_payload(tx, cx, &signer, "comment", wire::signed_payload("comment", &comment.signed), recipients)?;
    }
    Ok(())
}

/// Notifications and the order of "My activity" (W-180, W-191, W-194).
fn tell_people_here(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, post: &Post, comment: &Comment) -> Result<(), StoreError> {
    let subject = Subject::Comment(post.id, comment.id);
    let mut mentioned = Vec::new();
    for id in mentions::people(&comment.text) {
        if let Some(account) = may_be_mentioned(tx, post, &id)? {
            notifications::notify(tx, cx, account.id, NotificationKind::MentionedInComment, subject, comment.author)?;
            mentioned.push(account.person);
        }
    }
    let rows: Vec<(_, Participation)> = tx.list(&tables::PARTICIPATIONS, &(post.id,), ALL)?;
    let others = rows.into_iter().map(|((_, person), _)| (person, NotificationKind::AlsoCommented));
    let told =
        others.filter(|(person, _)| *person != post.author).chain([(post.author, NotificationKind::CommentOnPost)]);
    for (person, kind) in told.collect::<Vec<(PersonId, NotificationKind)>>() {
        let Some(account) = accounts::of_person(tx, person)? else { continue };
        streams::place(tx, account.id, StreamKind::Activity, post.id, cx.now)?;
        let hidden = hides::has(tx, &account, post.id)?;
        if person != comment.author && !mentioned.contains(&person) && !hidden {
            notifications::notify(tx, cx, account.id, kind, Subject::Post(post.id), comment.author)?;
        }
    }
    Ok(())
}

/// In comments on limited posts only whoever takes part in them can be mentioned (W-153).
fn may_be_mentioned(tx: &WriteTx<'_>, post: &Post, id: &DiasporaId) -> Result<Option<Account>, StoreError> {
    let Some(person) = tx.get(&tables::PERSON_BY_DIASPORA_ID, id)? else { return Ok(None) };
    let Some(account) = accounts::of_person(tx, person)? else { return Ok(None) };
    let takes_part = post.public || takes_part(tx, post, person)?;
    Ok((takes_part && access::may_see(tx, post, Viewer::Account(&account))?).then_some(account))
}

/// Whether a person wrote the post, commented on it or likes it.
fn takes_part(tx: &WriteTx<'_>, post: &Post, person: PersonId) -> Result<bool, StoreError> {
    Ok(post.author == person
        || tx.count(&tables::COMMENTS_BY_AUTHOR, &(person, post.id), 1)? > 0
        || tx.has(&tables::LIKES_OF_TARGET, &(Liked::Post(post.id), person))?)
}

/// Removes a comment and what hangs on it.
pub(super) fn remove(tx: &mut WriteTx<'_>, comment: &Comment) -> Result<(), StoreError> {
    posts::remove_likes(tx, Liked::Comment(comment.id))?;
    posts::forget_subject(tx, Subject::Comment(comment.post, comment.id))?;
    reports::forget(tx, Reported::Comment(comment.id))?;
    tx.delete::<Comment>(&comment.id)?;
    let Some(mut post) = tx.record::<Post>(&comment.post)? else { return Ok(()) };
    post.comments = post.comments.saturating_sub(1);
    tx.put(&post)?;
    if let Some(account) = accounts::of_person(tx, comment.author)? {
        participations::leave(tx, &post, &account)?;
        if tx.count(&tables::COMMENTS_BY_AUTHOR, &(comment.author, post.id), 1)? == 0 {
            streams::take_out(tx, account.id, StreamKind::Commented, post.id)?;
        }
    }
    if let Some(owner) = accounts::of_person(tx, post.author)? {
        let more = tx.count(&tables::COMMENTS_OF_POST, &(post.id,), 1)? > 0;
        if !more {
            notifications::withdraw(
                tx,
                owner.id,
                NotificationKind::CommentOnPost,
                Subject::Post(post.id),
                comment.author,
            )?;
        }
    }
    Ok(())
}
