//! Accounts, as those who run the pod see and steer them (spec/features.md §8.5, §8.6).

use super::{By, log};
use crate::base::{DiasporaId, Guid, Timestamp};
use crate::domain::error::Refused;
use crate::domain::pod::Cx;
use crate::domain::{accounts, invitations, people, resets, sessions, tokens};
use crate::model::{Account, ActKind, Birthday, Invitation, Person, Role};
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};

/// Invitations that one click adds (W-223).
pub const MORE_INVITATIONS: u32 = 100;
/// Age below which the law of many countries wants more of a pod.
const YOUNG: i16 = 13;

/// What accounts are searched by. Every part that is given must fit (W-222).
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// A part of name, e-mail address or guid.
    pub text: String,
    /// Only people who are younger than 13 by their profile.
    pub young: bool,
    pub state: Option<State>,
}

/// What an account is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Open,
    Locked,
    Closed,
    Admins,
    Moderators,
    Spotlight,
}

/// An account with its person.
pub type Found = (Account, Person);

/// The accounts that fit, newest first: at most `limit` that came before `before`.
pub fn search(
    tx: &(impl Reads + ?Sized),
    wanted: &Wanted,
    now: Timestamp,
    before: Option<u64>,
    limit: usize,
) -> Result<Vec<Found>, StoreError> {
    let mut found = Vec::new();
    let mut all = accounts::all(tx)?;
    all.reverse();
    for account in all.into_iter().filter(|account| before.is_none_or(|before| account.id.0 < before)) {
        if !is_in(&account, wanted.state) {
            continue;
        }
        let person = people::get(tx, account.person)?;
        if fits(&account, &person, &wanted.text) && (!wanted.young || is_young(person.profile.birthday, now)) {
            found.push((account, person));
        }
        if found.len() == limit {
            break;
        }
    }
    Ok(found)
}

fn is_in(account: &Account, state: Option<State>) -> bool {
    match state {
        None => true,
        Some(State::Open) => account.is_open(),
        Some(State::Locked) => account.locked.is_some() && account.closed.is_none(),
        Some(State::Closed) => account.closed.is_some(),
        Some(State::Admins) => account.role == Role::Admin,
        Some(State::Moderators) => account.role == Role::Moderator,
        Some(State::Spotlight) => account.spotlight,
    }
}

fn fits(account: &Account, person: &Person, text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let has = |field: &str| field.to_lowercase().contains(&text);
    has(&account.name)
        || account.email.as_deref().is_some_and(has)
        || has(person.guid.as_str())
        || has(&person.profile.full_name())
        || has(person.diaspora_id.as_str())
}

fn is_young(birthday: Option<Birthday>, now: Timestamp) -> bool {
    let Some(Birthday { year: Some(year), month, day }) = birthday else { return false };
    let (this_year, this_month, this_day) = now.year_month_day();
    let had_it = (this_month, this_day) >= (month, day);
    let age = i64::from(this_year) - i64::from(year) - i64::from(!had_it);
    age < i64::from(YOUNG)
}

/// An account by name, closed ones too.
pub fn find(tx: &(impl Reads + ?Sized), name: &str) -> Result<Account, Refused> {
    let id = tx.get(&tables::ACCOUNT_BY_NAME, &name.trim().to_lowercase())?.ok_or(Refused::NotFound)?;
    tx.record::<Account>(&id)?.ok_or(Refused::NotFound)
}

/// Everything about one account that a card shows.
pub struct Card {
    pub account: Account,
    pub person: Person,
    pub inviter: Option<String>,
    pub invitation: Option<Invitation>,
    pub sessions: usize,
}

/// The card of an account.
pub fn card(tx: &(impl Reads + ?Sized), name: &str) -> Result<Card, Refused> {
    let account = find(tx, name)?;
    let inviter = match account.invited_by {
        Some(id) => accounts::get(tx, id)?.map(|account| account.name),
        None => None,
    };
    Ok(Card {
        person: people::get(tx, account.person)?,
        inviter,
        invitation: invitations::of_account(tx, &account)?,
        sessions: sessions::list(tx, account.id)?.len(),
        account,
    })
}

/// Locks an account: nobody signs in any more, open sessions and tokens end (W-042).
pub fn lock(tx: &mut WriteTx<'_>, cx: &Cx<'_>, by: By<'_>, name: &str) -> Result<(), Refused> {
    by.needs(Role::Admin)?;
    let mut account = other(tx, by, name)?;
    account.locked.get_or_insert(cx.now);
    tx.put(&account)?;
    sessions::end_all(tx, account.id)?;
    tokens::end_all(tx, account.id)?;
    Ok(log::note(tx, cx, by, ActKind::Locked, name)?)
}

/// Unlocks an account: its owner signs in again (W-042).
pub fn unlock(tx: &mut WriteTx<'_>, cx: &Cx<'_>, by: By<'_>, name: &str) -> Result<(), Refused> {
    by.needs(Role::Admin)?;
    let mut account = find(tx, name)?;
    account.locked = None;
    tx.put(&account)?;
    Ok(log::note(tx, cx, by, ActKind::Unlocked, name)?)
}

/// Closes an account for good, as its owner could.
pub fn close(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, by: By<'_>, name: &str) -> Result<(), Refused> {
    by.needs(Role::Admin)?;
    let mut account = other(tx, by, name)?;
    // The last admin cannot be closed: `other` keeps everybody from closing themselves.
    account.locked = None;
    tx.put(&account)?;
    accounts::close(tx, cx, &account)?;
    Ok(log::note(tx, cx, by, ActKind::Closed, name)?)
}

/// Gives an account a role (W-220). The last admin keeps theirs.
pub fn set_role(tx: &mut WriteTx<'_>, cx: &Cx<'_>, by: By<'_>, name: &str, role: Role) -> Result<(), Refused> {
    by.needs(Role::Admin)?;
    let account = find(tx, name)?;
    if account.closed.is_some() {
        return Err(Refused::NotFound);
    }
    if account.role == role {
        return Ok(());
    }
    let admins = accounts::all(tx)?.into_iter().filter(|other| other.role == Role::Admin && other.is_open());
    if account.role == Role::Admin && admins.count() == 1 {
        return Err(Refused::Forbidden("admin-last"));
    }
    accounts::set_role(tx, &account, role)?;
    let kind = match role {
        Role::Admin => ActKind::MadeAdmin,
        Role::Moderator => ActKind::MadeModerator,
        Role::Member => ActKind::MadeMember,
    };
    Ok(log::note(tx, cx, by, kind, name)?)
}

/// Puts an account into the spotlight, or takes it out (W-231).
pub fn set_spotlight(tx: &mut WriteTx<'_>, cx: &Cx<'_>, by: By<'_>, name: &str, on: bool) -> Result<(), Refused> {
    by.needs(Role::Admin)?;
    let mut account = find(tx, name)?;
    account.spotlight = on;
    tx.put(&account)?;
    let kind = if on { ActKind::SpotlightOn } else { ActKind::SpotlightOff };
    Ok(log::note(tx, cx, by, kind, name)?)
}

/// Adds uses to an account's invitation (W-223).
pub fn give_invitations(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, by: By<'_>, name: &str) -> Result<(), Refused> {
    by.needs(Role::Admin)?;
    let account = find(tx, name)?;
    let mut invitation = invitations::create(tx, cx, &account)?;
    invitation.left = invitation.left.saturating_add(MORE_INVITATIONS);
    tx.put(&invitation)?;
    Ok(log::note(tx, cx, by, ActKind::GaveInvitations, name)?)
}

/// Makes a link with which the owner sets a new password, to be handed over by hand (W-046 works
/// without mail).
pub fn reset_link(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, by: By<'_>, name: &str) -> Result<String, Refused> {
    by.needs(Role::Admin)?;
    let account = find(tx, name)?;
    let link = resets::by_admin(tx, cx, &account)?;
    log::note(tx, cx, by, ActKind::MadeResetLink, name)?;
    Ok(link)
}

/// Somebody else's account that is not closed.
fn other(tx: &WriteTx<'_>, by: By<'_>, name: &str) -> Result<Account, Refused> {
    let account = find(tx, name)?;
    match by {
        By::Account(own) if own.id == account.id => Err(Refused::Forbidden("admin-not-oneself")),
        _ if account.closed.is_some() => Err(Refused::NotFound),
        _ => Ok(account),
    }
}

/// The person of an address, a guid or a profile's address, as admins paste them.
pub fn person(tx: &(impl Reads + ?Sized), text: &str) -> Result<Person, Refused> {
    let text = text.trim().trim_end_matches('/');
    let last = text.rsplit('/').next().unwrap_or_default();
    let by_id = DiasporaId::parse(text).ok();
    let found = match (by_id, Guid::parse(last)) {
        (Some(id), _) => people::by_diaspora_id(tx, &id)?,
        (None, Ok(guid)) => people::by_guid(tx, &guid)?,
        _ => None,
    };
    found.ok_or_else(|| Refused::invalid("person", "admin-person-unknown"))
}
