//! The pod's own page of people worth meeting, and their public posts in the streams of those who
//! want them (spec/features.md §8.9, W-231).

use super::accounts;
use super::instance;
use crate::model::{Account, AccountId, Person};
use crate::store::{Reads, ReadsExt, StoreError, tables};

/// People in the spotlight, in the order in which they came to the pod.
pub fn people(tx: &(impl Reads + ?Sized)) -> Result<Vec<Person>, StoreError> {
    let mut people = Vec::new();
    for account in accounts::all(tx)?.into_iter().filter(|account| account.spotlight && account.is_open()) {
        people.push(super::people::get(tx, account.person)?);
    }
    Ok(people)
}

/// The accounts into whose streams a public post of this account comes because of the spotlight.
pub(super) fn readers(tx: &(impl Reads + ?Sized), author: &Account) -> Result<Vec<AccountId>, StoreError> {
    if !author.spotlight || !instance::policy(tx)?.spotlight {
        return Ok(Vec::new());
    }
    let all = accounts::all(tx)?.into_iter();
    let wants = all.filter(|account| account.is_open() && account.settings.shows_spotlight && account.id != author.id);
    let mut readers = Vec::new();
    for account in wants {
        if !tx.has(&tables::BLOCKS, &(account.id, author.person))? {
            readers.push(account.id);
        }
    }
    Ok(readers)
}
