//! To whom a message goes (spec/federation.md §6.3): remote people only, each pod once.

use crate::base::PodUrl;
use crate::content::mentions;
use crate::model::{
    Account, AccountId, AudienceMember, Body, Contact, Participation, Person, PersonId, Post, Recipients,
};
use crate::store::{Reads, ReadsExt, StoreError, tables};
use std::collections::BTreeSet;

/// No list of people here is longer; beyond it a pod for a family has become something else.
const ALL: usize = 100_000;

/// The remote people who are to hear about a post and what happens to it.
pub fn subscribers(tx: &(impl Reads + ?Sized), post: &Post) -> Result<Vec<Person>, StoreError> {
    let mut people = BTreeSet::new();
    if post.public {
        if let Some(account) = tx.get(&tables::ACCOUNT_BY_PERSON, &post.author)? {
            people.extend(tx.list(&tables::CONTACTS, &(account,), ALL)?.into_iter().map(|((_, person), _)| person));
        }
        people.extend(tx.list(&tables::RESHARES_OF_POST, &(post.id,), ALL)?.into_iter().map(|((_, person), _)| person));
        let rows: Vec<(_, Participation)> = tx.list(&tables::PARTICIPATIONS, &(post.id,), ALL)?;
        people.extend(rows.into_iter().map(|((_, person), _)| person));
        people.extend(mentioned(tx, post)?);
        if let Body::Reshare { root: Some(root), .. } = &post.body
            && let Some(root) = tx.record::<Post>(root)?
        {
            people.insert(root.author);
        }
    } else {
        let rows: Vec<(_, AudienceMember)> = tx.list(&tables::AUDIENCE, &(post.id,), ALL)?;
        people.extend(rows.into_iter().map(|((_, person), _)| person));
    }
    remote(tx, people)
}

fn mentioned(tx: &(impl Reads + ?Sized), post: &Post) -> Result<Vec<PersonId>, StoreError> {
    let mentions = post.status().map(|status| status.mentions.as_slice()).unwrap_or_default();
    let mut people = Vec::new();
    for id in mentions {
        people.extend(tx.get(&tables::PERSON_BY_DIASPORA_ID, id)?);
    }
    Ok(people)
}

/// All people an account has any relation with.
pub fn contacts(tx: &(impl Reads + ?Sized), account: AccountId) -> Result<Vec<Person>, StoreError> {
    let rows: Vec<(_, Contact)> = tx.list(&tables::CONTACTS, &(account,), ALL)?;
    remote(tx, rows.into_iter().map(|((_, person), _)| person))
}

fn remote(tx: &(impl Reads + ?Sized), people: impl IntoIterator<Item = PersonId>) -> Result<Vec<Person>, StoreError> {
    let mut found = Vec::new();
    for id in people {
        let Some(person) = tx.record::<Person>(&id)?.filter(|person| !person.is_local() && !person.closed) else {
            continue;
        };
        if !tx.has(&tables::BARRED, &id)? {
            found.push(person);
        }
    }
    Ok(found)
}

/// Public messages go once to each pod, limited ones to each person. `except` is a pod that has
/// the message already.
pub fn recipients(public: bool, people: &[Person], except: Option<&PodUrl>) -> Recipients {
    let people = people.iter().filter(|person| Some(&person.base_url) != except);
    if public {
        let pods: BTreeSet<PodUrl> = people.map(|person| person.base_url.clone()).collect();
        Recipients::Pods(pods.into_iter().collect())
    } else {
        Recipients::People(people.map(|person| person.id).collect())
    }
}

/// Who sends on what `author` did to `post`, and to whom (spec/federation.md §5.4). With the post's
/// author here we are the parent's pod and tell everybody but the author's pod; otherwise the
/// post's author alone hears of it. `None` where nobody here may or need send anything.
pub fn of_relayable(
    tx: &(impl Reads + ?Sized),
    post: &Post,
    author: &Person,
) -> Result<Option<(Account, Recipients)>, StoreError> {
    let Some(root_author) = tx.record::<Person>(&post.author)? else { return Ok(None) };
    if let Some(account) = root_author.account {
        let Some(account) = tx.record::<Account>(&account)? else { return Ok(None) };
        let except = (!author.is_local()).then_some(&author.base_url);
        return Ok(Some((account, recipients(post.public, &subscribers(tx, post)?, except))));
    }
    let Some(account) = author.account else { return Ok(None) };
    let Some(account) = tx.record::<Account>(&account)? else { return Ok(None) };
    Ok(Some((account, recipients(post.public, &[root_author], None))))
}

/// A comment on a public post of ours, and its end, also go to the people whom it mentions
/// (spec/federation.md §5.4).
pub fn with_mentioned(
    tx: &(impl Reads + ?Sized),
    post: &Post,
    words: &str,
    author: &Person,
    recipients: Recipients,
) -> Result<Recipients, StoreError> {
    let Recipients::Pods(mut pods) = recipients else { return Ok(recipients) };
    if tx.has(&tables::ACCOUNT_BY_PERSON, &post.author)? {
        for id in mentions::people(words) {
            let Some(person) = tx.get(&tables::PERSON_BY_DIASPORA_ID, &id)? else { continue };
            for person in remote(tx, [person])? {
                if person.base_url != author.base_url && !pods.contains(&person.base_url) {
                    pods.push(person.base_url);
                }
            }
        }
    }
    Ok(Recipients::Pods(pods))
}
