//! What a new account finds: somebody to follow and a word from whoever runs the pod, where the
//! pod's policy says so (spec/features.md §2.1). Neither may keep anybody from joining.

use super::accounts;
use super::aspects;
use super::contacts;
use super::conversations;
use super::error::Refused;
use super::instance;
use super::people;
use super::pod::Cx;
use super::queue;
use crate::base::DiasporaId;
use crate::model::{Account, AccountId, Person, Policy, Work};
use crate::store::WriteTx;

/// Greets a new account.
pub(super) fn greet(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, account: &Account) -> Result<(), Refused> {
    let policy = instance::expect(tx)?.policy;
    if let Some(id) = whom(&policy) {
        match people::by_diaspora_id(tx, &id)? {
            Some(person) => share(tx, cx, account, &person)?,
            None => queue::push(tx, cx, Work::Greet { account: account.id, with: id }).map(drop)?,
        }
    }
    forgiven(write(tx, cx, account, &policy))
}

fn whom(policy: &Policy) -> Option<DiasporaId> {
    DiasporaId::parse(policy.autofollow.trim()).ok()
}

/// The person to follow was found, for an account that has joined meanwhile (W-033).
pub fn found(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, account: AccountId, person: &Person) -> Result<(), Refused> {
    match accounts::get(tx, account)?.filter(|account| account.closed.is_none()) {
        Some(account) => share(tx, cx, &account, person),
        None => Ok(()),
    }
}

/// Into the last of the first aspects, the one for acquaintances.
fn share(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, account: &Account, person: &Person) -> Result<(), Refused> {
    match aspects::list(tx, account)?.pop() {
        Some(aspect) => forgiven(contacts::add(tx, cx, account, aspect.id, person.id)),
        None => Ok(()),
    }
}

/// The first message comes from the account that people can turn to (W-034).
fn write(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, account: &Account, policy: &Policy) -> Result<(), Refused> {
    let Some(welcome) = &policy.welcome else { return Ok(()) };
    let Some(sender) = accounts::by_login(tx, &policy.contact)?.filter(|sender| sender.id != account.id) else {
        return Ok(());
    };
    let recipient = people::get(tx, account.person)?;
    let text = welcome.text.replace("{name}", &account.name);
    conversations::open(tx, cx, &sender, vec![recipient], &welcome.subject, &text).map(drop)
}

/// Rules that speak against a greeting are no reason not to join; the store's own failure is.
fn forgiven(outcome: Result<(), Refused>) -> Result<(), Refused> {
    match outcome {
        Err(Refused::Store(error)) => Err(Refused::Store(error)),
        _ => Ok(()),
    }
}
