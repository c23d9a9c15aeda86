//! Whom a person may mean while they type an `@` (spec/features.md §5.6).

use super::{Look, PersonView, person, search};
use crate::base::Guid;
use crate::domain::access::Viewer;
use crate::domain::{Refused, people, posts};
use crate::model::{Account, Contact, Like, Liked, Person, PersonId, Post};
use crate::store::{Reads, ReadsExt, StoreError, records, tables};

/// People offered at once (W-149).
const OFFERED: usize = 15;
/// Rows of one kind that are looked at.
const LOOK_AT: usize = 2_000;

/// People whose name or address begins with what was typed, at most 15, never the account itself.
/// In a post: its contacts. In a comment: the post's author, who commented, who likes it, and for
/// public posts everybody known here, contacts first.
pub fn mentionable(
    tx: &dyn Reads,
    look: Look<'_>,
    account: &Account,
    typed: &str,
    post: Option<&Guid>,
) -> Result<Vec<PersonView>, Refused> {
    let typed = typed.trim().to_lowercase();
    let mut found = Vec::new();
    match post {
        None => offer(tx, &mut found, contacts(tx, account)?, account, &typed)?,
        Some(guid) => {
            let post = posts::find(tx, guid, Viewer::Account(account))?;
            offer(tx, &mut found, taking_part(tx, &post)?, account, &typed)?;
            if post.public {
                offer(tx, &mut found, contacts(tx, account)?, account, &typed)?;
                let others = search::by_name(tx, look, &typed)?.into_iter().map(|person| person.id).collect();
                offer(tx, &mut found, others, account, &typed)?;
            }
        }
    }
    Ok(found.iter().map(|found| person::view(look, found)).collect())
}

fn offer(
    tx: &dyn Reads,
    found: &mut Vec<Person>,
    candidates: Vec<PersonId>,
    account: &Account,
    typed: &str,
) -> Result<(), StoreError> {
    for id in candidates {
        if found.len() == OFFERED {
            break;
        }
        if id == account.person || found.iter().any(|known| known.id == id) {
            continue;
        }
        let person = people::get(tx, id)?;
        if !person.closed && fits(&person, typed) {
            found.push(person);
        }
    }
    Ok(())
}

fn fits(person: &Person, typed: &str) -> bool {
    let name = person.profile.full_name().to_lowercase();
    person.diaspora_id.as_str().starts_with(typed)
        || name.starts_with(typed)
        || records::search_words(&name).iter().any(|word| word.starts_with(typed))
}

/// All contacts, by name.
fn contacts(tx: &dyn Reads, account: &Account) -> Result<Vec<PersonId>, StoreError> {
    let rows: Vec<(_, Contact)> = tx.list(&tables::CONTACTS, &(account.id,), LOOK_AT)?;
    let mut named = Vec::with_capacity(rows.len());
    for ((_, id), _) in rows {
        named.push((people::get(tx, id)?.name().to_lowercase(), id));
    }
    named.sort();
    Ok(named.into_iter().map(|(_, id)| id).collect())
}

/// The author of a post, who commented on it, and who likes it.
fn taking_part(tx: &dyn Reads, post: &Post) -> Result<Vec<PersonId>, StoreError> {
    let mut people = vec![post.author];
    for ((_, _, id), ()) in tx.list(&tables::COMMENTS_OF_POST, &(post.id,), LOOK_AT)? {
        people.extend(tx.get(&tables::COMMENTS, &id)?.map(|comment| comment.author));
    }
    for ((_, person), like) in tx.list(&tables::LIKES_OF_TARGET, &(Liked::Post(post.id),), LOOK_AT)? {
        if tx.record::<Like>(&like)?.is_some_and(|like| like.positive) {
            people.push(person);
        }
    }
    Ok(people)
}
