//! Who may see and do what. Every page, answer, feed, message and export asks here and nowhere
//! else (spec/features.md §5.3).

use crate::model::{Account, AccountId, Body, Contact, ConversationId, Person, PersonId, Post, Role, Seat};
use crate::store::{Reads, ReadsExt, StoreError, tables};

/// Who asks.
#[derive(Clone, Copy)]
pub enum Viewer<'a> {
    /// Nobody we know.
    Stranger,
    /// Someone signed in here.
    Account(&'a Account),
    /// The same through a program that may read what is public only (spec/api-v1.md §1.9).
    PublicOnly(&'a Account),
    /// A person of another pod, as far as the network lets us know.
    Remote(PersonId),
}

impl Viewer<'_> {
    /// The person who asks.
    pub fn person(&self) -> Option<PersonId> {
        match self {
            Self::Stranger => None,
            Self::Account(account) | Self::PublicOnly(account) => Some(account.person),
            Self::Remote(person) => Some(*person),
        }
    }

    /// The account that asks.
    pub fn account(&self) -> Option<&Account> {
        match self {
            Self::Account(account) | Self::PublicOnly(account) => Some(account),
            _ => None,
        }
    }
}

/// Whether the post is for the viewer: public, their own, or given to them.
pub fn may_see(tx: &(impl Reads + ?Sized), post: &Post, viewer: Viewer<'_>) -> Result<bool, StoreError> {
    if post.public {
        return Ok(true);
    }
    if matches!(viewer, Viewer::PublicOnly(_)) {
        return Ok(false);
    }
    match viewer.person() {
        None => Ok(false),
        Some(person) if person == post.author => Ok(true),
        Some(person) => tx.has(&tables::AUDIENCE, &(post.id, person)),
    }
}

/// Whether the viewer may like or comment: they see it, and its author, if local, does not ignore
/// them (W-119, W-174).
pub fn may_interact(tx: &(impl Reads + ?Sized), post: &Post, viewer: Viewer<'_>) -> Result<bool, StoreError> {
    let Some(person) = viewer.person() else { return Ok(false) };
    Ok(may_see(tx, post, viewer)? && !ignored_by_person(tx, post.author, person)?)
}

/// Whether the viewer may reshare: public posts of others, once, and never a reshare itself
/// (W-165).
pub fn may_reshare(tx: &(impl Reads + ?Sized), post: &Post, viewer: Viewer<'_>) -> Result<bool, StoreError> {
    let Some(account) = viewer.account() else { return Ok(false) };
    Ok(post.public
        && post.status().is_some()
        && post.author != account.person
        && !tx.has(&tables::RESHARES_OF_POST, &(post.id, account.person))?)
}

/// Whether the account may begin a conversation with the person: they share with each other, or an
/// admin writes to somebody of the pod (W-205, W-212).
pub fn may_write_to(tx: &(impl Reads + ?Sized), account: &Account, person: &Person) -> Result<bool, StoreError> {
    if person.id == account.person || person.closed || ignores(tx, account.id, person.id)? {
        return Ok(false);
    }
    let is_mutual = contact(tx, account.id, person.id)?.is_some_and(|contact| contact.is_mutual());
    Ok(is_mutual || (account.role == Role::Admin && person.is_local()))
}

/// Whether a conversation that the person begins reaches the account: there is a relation in either
/// direction, and the account does not ignore them (F-181, W-212).
pub fn may_be_written_to(tx: &(impl Reads + ?Sized), account: &Account, person: PersonId) -> Result<bool, StoreError> {
    Ok(contact(tx, account.id, person)?.is_some() && !ignores(tx, account.id, person)?)
}

/// The seat of an account in a conversation: who has none sees nothing of it.
pub fn seat(
    tx: &(impl Reads + ?Sized),
    account: AccountId,
    conversation: ConversationId,
) -> Result<Option<Seat>, StoreError> {
    tx.record::<Seat>(&(account, conversation))
}

/// Whether the person has reshared the post, or what it reshares.
pub fn has_reshared(tx: &(impl Reads + ?Sized), post: &Post, person: PersonId) -> Result<bool, StoreError> {
    match &post.body {
        Body::Reshare { root: Some(root), .. } => tx.has(&tables::RESHARES_OF_POST, &(*root, person)),
        _ => tx.has(&tables::RESHARES_OF_POST, &(post.id, person)),
    }
}

/// Whether the account ignores the person.
pub fn ignores(tx: &(impl Reads + ?Sized), account: AccountId, person: PersonId) -> Result<bool, StoreError> {
    tx.has(&tables::BLOCKS, &(account, person))
}

/// Whether `owner`, if they live here, ignores `person`.
pub fn ignored_by_person(tx: &(impl Reads + ?Sized), owner: PersonId, person: PersonId) -> Result<bool, StoreError> {
    match tx.get(&tables::ACCOUNT_BY_PERSON, &owner)? {
        Some(account) => ignores(tx, account, person),
        None => Ok(false),
    }
}

/// The contact row of an account with a person.
pub fn contact(
    tx: &(impl Reads + ?Sized),
    account: AccountId,
    person: PersonId,
) -> Result<Option<Contact>, StoreError> {
    tx.record::<Contact>(&(account, person))
}

/// Whether the viewer sees biography, birthday, gender and location (W-092): everyone if public,
/// else the person and the people they share with. What a remote person's pod sent us was meant
/// for the contact that has it.
pub fn may_see_extended(tx: &(impl Reads + ?Sized), person: &Person, viewer: Viewer<'_>) -> Result<bool, StoreError> {
    if person.closed {
        return Ok(false);
    }
    if person.profile.public || viewer.person() == Some(person.id) {
        return Ok(true);
    }
    match (viewer, person.account) {
        (Viewer::Account(viewer) | Viewer::PublicOnly(viewer), None) => {
            Ok(contact(tx, viewer.id, person.id)?.is_some_and(|contact| contact.sharing))
        }
        (_, Some(owner)) => match viewer.person() {
            Some(viewer) => Ok(contact(tx, owner, viewer)?.is_some_and(|contact| contact.receiving)),
            None => Ok(false),
        },
        _ => Ok(false),
    }
}

/// Whether the viewer finds the person by name (W-093, F-177).
pub fn may_find(tx: &(impl Reads + ?Sized), person: &Person, viewer: Viewer<'_>) -> Result<bool, StoreError> {
    if person.closed || tx.has(&tables::BARRED, &person.id)? {
        return Ok(false);
    }
    match viewer.account() {
        Some(account) if !person.profile.searchable && account.person != person.id => {
            Ok(contact(tx, account.id, person.id)?.is_some())
        }
        Some(_) => Ok(true),
        None => Ok(person.profile.searchable),
    }
}
