//! What other pods tell us, once it is verified.
//!
//! `facts` gathers what decides about a message; `apply` takes only `Verified` entities and hands
//! each to its family. Rules that only we have (who may reach a limited post, who is ignored, who
//! is closed) are applied here, on the stored things, in the transaction that writes.

use super::access::{self, Viewer};
use super::accounts;
use super::comments;
use super::contacts;
use super::conversations;
use super::events;
use super::likes::{self, Likeable};
use super::migration;
use super::moderation;
use super::participations;
use super::people;
use super::photos;
use super::pod::Cx;
use super::polls;
use super::posts;
use super::profiles;
use super::queue;
use super::reshares;
use super::retractions;
use super::wire;
use crate::base::{DiasporaId, Guid};
use crate::model::{Account, AccountId, Person, PersonId, Post, PostId, Recipients};
use crate::protocol::entities::{self as entity, AccountDeletion, Entity, Kind};
use crate::protocol::envelope::Channel;
use crate::protocol::keys::PublicKey;
use crate::protocol::message::{Needs, Target, Verified};
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};
use std::collections::HashMap;

/// What the store knows about a message.
#[derive(Default)]
pub struct Facts {
    /// Public keys of those who are known.
    pub keys: HashMap<DiasporaId, PublicKey>,
    /// Whose keys are asked for and not known.
    pub unknown: Vec<DiasporaId>,
    /// The thing it refers to.
    pub target: Option<Target>,
    /// The thing it refers to was taken back lately.
    pub is_gone: bool,
    /// Its sender is closed or shut out, or their pod is: nothing more is to be done for it.
    pub unwelcome: bool,
}

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Accepted,
    /// Known already, or without effect.
    Unchanged,
    /// Not taken; the words are for the log.
    Rejected(&'static str),
}

/// Gathers what is known about a message.
pub fn facts(tx: &(impl Reads + ?Sized), needs: &Needs) -> Result<Facts, StoreError> {
    let mut facts = Facts::default();
    for (index, id) in needs.keys.iter().enumerate() {
        match people::by_diaspora_id(tx, id)? {
            Some(person) => {
                let blocked = tx.get(&tables::PODS, &person.base_url)?.is_some_and(|pod| pod.blocked);
                let barred = moderation::is_barred(tx, person.id)?;
                facts.unwelcome |= index == 0 && (person.closed || blocked || barred);
                facts.keys.extend(PublicKey::from_der(&person.public_key).ok().map(|key| (id.clone(), key)));
            }
            None => facts.unknown.push(id.clone()),
        }
    }
    if let Some(reference) = &needs.target {
        facts.target = target(tx, needs.keys.first(), reference.kind, &reference.guid)?;
        facts.is_gone = facts.target.is_none() && tx.has(&tables::RETRACTED, &reference.guid)?;
        if let (Some(target), [asked]) = (&mut facts.target, reference.ask.as_slice()) {
            name_as_asked(tx, target, asked)?;
        }
    }
    Ok(facts)
}

/// Whoever moved is still meant by the address that a message made before the move has.
fn name_as_asked(tx: &(impl Reads + ?Sized), target: &mut Target, asked: &DiasporaId) -> Result<(), StoreError> {
    let Some(author) = people::by_diaspora_id(tx, &target.author)? else { return Ok(()) };
    if migration::became(tx, asked, author.id)? {
        target.author = asked.clone();
    }
    Ok(())
}

fn target(
    tx: &(impl Reads + ?Sized),
    sender: Option<&DiasporaId>,
    kind: Kind,
    guid: &Guid,
) -> Result<Option<Target>, StoreError> {
    let on_post = |author: PersonId, post: PostId| -> Result<_, StoreError> {
        Ok(tx.record::<Post>(&post)?.map(|post| (author, Some(post))))
    };
    let found = match kind {
        Kind::Post => posts::by_guid(tx, guid)?.map(|post| (post.author, Some(post))),
        Kind::Poll => match tx.get(&tables::POST_BY_POLL, guid)? {
            Some(post) => tx.record::<Post>(&post)?.map(|post| (post.author, Some(post))),
            None => None,
        },
        Kind::Event => events::post_of(tx, guid)?.map(|post| (post.author, Some(post))),
        Kind::Comment => match comments::by_guid(tx, guid)? {
            Some(comment) => on_post(comment.author, comment.post)?,
            None => None,
        },
        Kind::Like => match likes::by_guid(tx, guid)? {
            Some(like) => on_post(like.author, like.post)?,
            None => None,
        },
        Kind::PollParticipation => match polls::by_guid(tx, guid)? {
            Some(vote) => on_post(vote.author, vote.post)?,
            None => None,
        },
        Kind::EventParticipation => match events::by_guid(tx, guid)? {
            Some(attendance) => on_post(attendance.person, attendance.post)?,
            None => None,
        },
        Kind::Photo => photos::by_guid(tx, guid)?.map(|photo| (photo.author, None)),
        Kind::Person => people::by_guid(tx, guid)?.map(|person| (person.id, None)),
        Kind::Conversation => conversations::by_guid(tx, guid)?.map(|conversation| (conversation.author, None)),
        Kind::Participation => match sender.map(|sender| people::by_diaspora_id(tx, sender)).transpose()?.flatten() {
            Some(sender) => {
                participations::by_guid(tx, sender.id, guid)?.map(|participation| (participation.person, None))
            }
            None => None,
        },
    };
    let Some((author, root)) = found else { return Ok(None) };
    describe(tx, kind, author, root.as_ref()).map(Some)
}

fn describe(
    tx: &(impl Reads + ?Sized),
    kind: Kind,
    author: PersonId,
    root: Option<&Post>,
) -> Result<Target, StoreError> {
    let author = people::get(tx, author)?;
    let root_author = match root {
        Some(root) if root.author != author.id => people::get(tx, root.author)?,
        _ => author.clone(),
    };
    Ok(Target {
        kind,
        author: author.diaspora_id,
        root_author: root_author.diaspora_id.clone(),
        root_author_is_local: root_author.is_local(),
        root_is_public: root.map(|root| root.public),
    })
}

/// Does what a verified message says. `recipient` is the account a private one was encrypted for.
pub fn apply(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    message: &Verified,
    recipient: Option<AccountId>,
) -> Result<Outcome, StoreError> {
    let Some(mut sender) = people::by_diaspora_id(tx, message.sender())? else {
        return Ok(Outcome::Rejected("sender gone"));
    };
    if sender.closed {
        return Ok(Outcome::Rejected("sender closed"));
    }
    let recipient = match recipient {
        Some(id) => match accounts::get(tx, id)?.filter(|account| account.closed.is_none()) {
            Some(account) => Some(account),
            None => return Ok(Outcome::Rejected("recipient closed")),
        },
        None => None,
    };
    if tx.get(&tables::PODS, &sender.base_url)?.is_some_and(|pod| pod.offline_since.is_some()) {
        queue::pod_alive(tx, cx.now, &sender.base_url)?;
    }
    if came_too_late(tx, message.entity())? {
        return Ok(Outcome::Rejected("taken back before"));
    }
    let changed = match message.entity() {
        Entity::StatusMessage(status) => {
            if let Some(account) = &recipient
                && !status.public
                && access::ignores(tx, account.id, sender.id)?
            {
                return Ok(Outcome::Rejected("ignored by recipient"));
            }
            posts::receive(tx, cx, &sender, status, recipient.as_ref())?
        }
        Entity::Reshare(reshare) => {
            let root = match &reshare.root_guid {
                Some(guid) => posts::by_guid(tx, guid)?,
                None => None,
            };
            if root.is_none() && reshare.root_guid.is_some() {
                return Ok(Outcome::Rejected("root gone"));
            }
            reshares::receive(tx, cx, &sender, reshare, root)?
        }
        Entity::Photo(photo) => photos::receive(tx, cx, &sender, photo)?,
        Entity::Profile(profile) => {
            let in_public = message.channel() != Channel::Private;
            profiles::receive(tx, &mut sender, profile, in_public)?;
            true
        }
        Entity::Contact(contact) => return receive_contact(tx, cx, &sender, recipient, contact),
        Entity::Comment(_) | Entity::Like(_) | Entity::PollParticipation(_) | Entity::EventParticipation(_) => {
            return receive_relayable(tx, cx, message, recipient.as_ref());
        }
        Entity::Participation(participation) => match posts::by_guid(tx, &participation.parent_guid)? {
            Some(post) if access::may_see(tx, &post, Viewer::Remote(sender.id))? => {
                participations::receive(tx, cx, &sender, &post, &participation.guid)?;
                true
            }
            _ => return Ok(Outcome::Rejected("no such local post")),
        },
        Entity::Retraction(retraction) => retractions::receive(tx, cx, &sender, retraction)?,
        Entity::AccountDeletion(_) => {
            close(tx, cx, sender)?;
            true
        }
        Entity::Conversation(conversation) => return begin(tx, cx, &sender, recipient, conversation),
        Entity::Message(message) => return reply(tx, cx, &sender, recipient, message),
        Entity::AccountMigration(migration) => migration::receive(tx, cx, migration, message.envelope())?,
    };
    if changed {
        look_around(tx, cx, message.entity())?;
    }
    Ok(self::changed(changed))
}

/// Whether a message is a late copy of something that its author, or whoever was entitled, took
/// back meanwhile.
fn came_too_late(tx: &WriteTx<'_>, entity: &Entity) -> Result<bool, StoreError> {
    let guid = match entity {
        Entity::StatusMessage(_) | Entity::Reshare(_) | Entity::Photo(_) => entity.guid(),
        Entity::Comment(_) | Entity::Like(_) | Entity::PollParticipation(_) | Entity::EventParticipation(_) => {
            entity.guid()
        }
        _ => None,
    };
    let (Some(guid), Some(author)) = (guid, people::by_diaspora_id(tx, entity.author())?) else { return Ok(false) };
    retractions::was_retracted(tx, guid, author.id)
}

/// Posts and people that the words of a message name and that are not known here are looked for
/// (spec/federation.md §6.6).
fn look_around(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, entity: &Entity) -> Result<(), StoreError> {
    let words = match entity {
        Entity::StatusMessage(it) => {
            let event = it.event.as_ref().and_then(|event| event.description.clone()).unwrap_or_default();
            let photos = it.photos.iter().filter_map(|photo| photo.text.clone());
            photos.fold(format!("{}\n{event}", it.text), |words, text| format!("{words}\n{text}"))
        }
        Entity::Photo(it) => it.text.clone().unwrap_or_default(),
        Entity::Comment(it) => it.text.clone(),
        Entity::Message(it) => it.text.clone(),
        Entity::Conversation(it) => it.messages.iter().map(|message| message.text.as_str()).collect(),
        Entity::Profile(it) => it.bio.clone().unwrap_or_default(),
        _ => return Ok(()),
    };
    posts::look_for_people(tx, cx, &words)?;
    posts::look_for_posts(tx, cx, &words)
}

/// Somebody wrote to an account that is closed or moved: they alone are told (F-049, F-207).
/// `sender` must have signed what they wrote.
pub fn answer_for_closed(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    account: AccountId,
    sender: &DiasporaId,
) -> Result<(), StoreError> {
    let Some(account) = accounts::get(tx, account)?.filter(|account| account.closed.is_some()) else { return Ok(()) };
    let Some(sender) = people::by_diaspora_id(tx, sender)?.filter(|sender| !sender.closed && !sender.is_local()) else {
        return Ok(());
    };
    if migration::answer_for_moved(tx, cx, &account, &sender)? {
        return Ok(());
    }
    let author = people::get(tx, account.person)?.diaspora_id;
    let deletion = AccountDeletion { author };
    queue::send(tx, cx, &account, &deletion.into(), Recipients::People(vec![sender.id]))
}

fn receive_contact(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    sender: &Person,
    recipient: Option<Account>,
    contact: &crate::protocol::entities::Contact,
) -> Result<Outcome, StoreError> {
    let Some(account) = recipient else { return Ok(Outcome::Rejected("contact without recipient")) };
    let own = people::get(tx, account.person)?;
    if contact.recipient != own.diaspora_id {
        return Ok(Outcome::Rejected("contact for somebody else"));
    }
    match contacts::receive(tx, cx, &account, sender.id, contact) {
        Ok(()) => Ok(Outcome::Accepted),
        Err(super::Refused::Store(error)) => Err(error),
        Err(_) => Ok(Outcome::Rejected("contact refused")),
    }
}

/// Only people with some relation to the addressed account begin conversations with it (F-181), and
/// only conversations that both take part in (F-182).
fn begin(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    sender: &Person,
    recipient: Option<Account>,
    message: &entity::Conversation,
) -> Result<Outcome, StoreError> {
    let Some(account) = recipient else { return Ok(Outcome::Rejected("conversation without recipient")) };
    let own = people::get(tx, account.person)?;
    if !message.participants.contains(&own.diaspora_id) || !message.participants.contains(&sender.diaspora_id) {
        return Ok(Outcome::Rejected("conversation of others"));
    }
    if !access::may_be_written_to(tx, &account, sender.id)? {
        return Ok(Outcome::Rejected("conversation from a stranger"));
    }
    let changed = conversations::receive(tx, cx, sender, message, &account)?;
    if changed {
        look_around(tx, cx, &message.clone().into())?;
    }
    Ok(self::changed(changed))
}

/// Only people of the conversation answer in it, and only to accounts of it (F-183).
fn reply(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    sender: &Person,
    recipient: Option<Account>,
    message: &entity::Message,
) -> Result<Outcome, StoreError> {
    let Some(account) = recipient else { return Ok(Outcome::Rejected("message without recipient")) };
    let Some(conversation) = conversations::by_guid(tx, &message.conversation_guid)? else {
        return Ok(Outcome::Rejected("no such conversation"));
    };
    let own = people::get(tx, account.person)?;
    if ![&own, sender].iter().all(|person| conversation.participants.contains(&person.diaspora_id)) {
        return Ok(Outcome::Rejected("conversation of others"));
    }
    let changed = conversations::receive_message(tx, cx, sender, message, &conversation)?;
    if changed {
        look_around(tx, cx, &message.clone().into())?;
    }
    Ok(self::changed(changed))
}

fn changed(changed: bool) -> Outcome {
    if changed { Outcome::Accepted } else { Outcome::Unchanged }
}

fn receive_relayable(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    message: &Verified,
    recipient: Option<&Account>,
) -> Result<Outcome, StoreError> {
    let entity = message.entity();
    let Some(form) = message.signed_form() else { return Ok(Outcome::Rejected("no signed form")) };
    let Some(author) = people::by_diaspora_id(tx, entity.author())? else {
        return Ok(Outcome::Rejected("author gone"));
    };
    let on = match entity {
        Entity::Comment(comment) => posts::by_guid(tx, &comment.parent_guid)?.map(Likeable::Post),
        Entity::Like(like) if like.parent_type == Kind::Comment => match comments::by_guid(tx, &like.parent_guid)? {
            Some(comment) => likes::likeable(tx, crate::model::Liked::Comment(comment.id))?,
            None => None,
        },
        Entity::Like(like) => posts::by_guid(tx, &like.parent_guid)?.map(Likeable::Post),
        Entity::PollParticipation(vote) => match tx.get(&tables::POST_BY_POLL, &vote.parent_guid)? {
            Some(post) => tx.record::<Post>(&post)?.map(Likeable::Post),
            None => None,
        },
        Entity::EventParticipation(answer) => events::post_of(tx, &answer.parent_guid)?.map(Likeable::Post),
        _ => None,
    };
    let Some(on) = on else { return Ok(Outcome::Rejected("parent gone")) };
    let post = on.post().clone();
    if let Some(refusal) = unwelcome(tx, cx, message, &post, &author, recipient)? {
        return Ok(refusal);
    }
    let signed = wire::signed(form);
    let changed = match entity {
        Entity::Comment(comment) => comments::receive(tx, cx, &author, post, comment, signed)?,
        Entity::Like(like) => likes::receive(tx, cx, &author, &on, like, signed)?,
        Entity::PollParticipation(vote) => polls::receive(tx, cx, &author, &post, vote, signed)?,
        Entity::EventParticipation(answer) => events::receive(tx, cx, &author, &post, answer, signed)?,
        _ => false,
    };
    if changed {
        look_around(tx, cx, entity)?;
    }
    Ok(self::changed(changed))
}

/// Who may not add to a post here: closed people, people ignored by its local author (who are told
/// by a retraction, F-148), people who never got a limited local post (F-147); and a private
/// message reaches only a recipient who has the post.
fn unwelcome(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    message: &Verified,
    post: &Post,
    author: &Person,
    recipient: Option<&Account>,
) -> Result<Option<Outcome>, StoreError> {
    if author.closed {
        return Ok(Some(Outcome::Rejected("author closed")));
    }
    let ours = accounts::of_person(tx, post.author)?.is_some();
    if ours && access::ignored_by_person(tx, post.author, author.id)? {
        if let Some(guid) = message.entity().guid() {
            let kind = match message.entity() {
                Entity::Comment(_) => Kind::Comment,
                Entity::PollParticipation(_) => Kind::PollParticipation,
                Entity::EventParticipation(_) => Kind::EventParticipation,
                _ => Kind::Like,
            };
            retractions::refuse(tx, cx, post, author, guid, kind)?;
        }
        return Ok(Some(Outcome::Rejected("ignored by the author of the post")));
    }
    if ours && !access::may_see(tx, post, Viewer::Remote(author.id))? {
        return Ok(Some(Outcome::Rejected("author never got the post")));
    }
    match recipient {
        Some(account) if !access::may_see(tx, post, Viewer::Account(account))? => {
            Ok(Some(Outcome::Rejected("recipient never got the post")))
        }
        _ => Ok(None),
    }
}

/// A person of another pod is gone for good (F-200): posts and pictures go, the profile is emptied,
/// nobody has them as a contact. Comments and likes stay.
fn close(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, mut person: Person) -> Result<(), StoreError> {
    contacts::person_is_gone(tx, person.id)?;
    person.closed = true;
    person.profile = crate::model::Profile::default();
    tx.put(&person)?;
    queue::push(tx, cx, crate::model::Work::Clear { person: person.id })?;
    Ok(())
}
