//! Accounts that wait until an admin agrees (W-242).

use super::{By, log};
use crate::domain::accounts::{self, NewAccount};
use crate::domain::error::Refused;
use crate::domain::pod::Cx;
use crate::domain::{instance, mails, welcome};
use crate::model::{Account, ActKind, Applicant, Letter, Registration, Role};
use crate::protocol::keys::PrivateKey;
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};

/// Requests that may wait.
const MOST: usize = 1_000;
/// Characters that somebody may say about themselves.
const WORDS: usize = 2_000;

/// Asks for an account. The name is kept for them from now on.
pub fn apply(tx: &mut WriteTx<'_>, cx: &Cx<'_>, mut applicant: Applicant) -> Result<(), Refused> {
    applicant.name = accounts::check_name(tx, &applicant.name, Role::Member)?;
    applicant.email = accounts::check_email(tx, applicant.email.as_deref().unwrap_or_default(), None)?;
    applicant.words = applicant.words.trim().chars().take(WORDS).collect();
    applicant.since = cx.now;
    if instance::expect(tx)?.registration != Registration::Approval {
        return Err(Refused::Forbidden("account-invitation-needed"));
    }
    if count(tx)? >= MOST {
        return Err(Refused::Forbidden("admin-applicants-full"));
    }
    tx.put(&applicant)?;
    mails::asked(tx, cx, &applicant.name)?;
    Ok(())
}

/// How many wait.
pub fn count(tx: &(impl Reads + ?Sized)) -> Result<usize, StoreError> {
    tx.count(&tables::APPLICANTS, &(), MOST)
}

/// Who waits, longest first.
pub fn list(tx: &(impl Reads + ?Sized)) -> Result<Vec<Applicant>, StoreError> {
    let mut all: Vec<Applicant> =
        tx.list(&tables::APPLICANTS, &(), MOST)?.into_iter().map(|(_, applicant)| applicant).collect();
    all.sort_by_key(|applicant| applicant.since);
    Ok(all)
}

/// Who waits under a name or, if it looks like one, e-mail address, in any letter case.
pub fn by_login(tx: &(impl Reads + ?Sized), login: &str) -> Result<Option<Applicant>, StoreError> {
    let login = login.trim().to_lowercase();
    match login.contains('@') {
        false => tx.record::<Applicant>(&login),
        true => match tx.get(&tables::APPLICANT_BY_EMAIL, &login)? {
            Some(name) => tx.record::<Applicant>(&name),
            None => Ok(None),
        },
    }
}

/// Agrees: the account is made, with a key pair made outside.
pub fn approve(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    by: By<'_>,
    name: &str,
    key: PrivateKey,
) -> Result<Account, Refused> {
    by.needs(Role::Admin)?;
    let applicant = tx.delete::<Applicant>(&name.to_owned())?.ok_or(Refused::NotFound)?;
    let Applicant { name, email, password, language, .. } = applicant;
    let new = NewAccount { name, email, password, key, role: Role::Member, language, invited_by: None };
    let account = accounts::create(tx, cx, new)?;
    welcome::greet(tx, cx, &account)?;
    mails::post(tx, cx, Letter::Approved { account: account.id })?;
    log::note(tx, cx, by, ActKind::Approved, &account.name)?;
    Ok(account)
}

/// Declines: the request is forgotten, the name is free again.
pub fn decline(tx: &mut WriteTx<'_>, cx: &Cx<'_>, by: By<'_>, name: &str) -> Result<(), Refused> {
    by.needs(Role::Admin)?;
    tx.delete::<Applicant>(&name.to_owned())?.ok_or(Refused::NotFound)?;
    log::note(tx, cx, by, ActKind::Declined, name)?;
    Ok(())
}
