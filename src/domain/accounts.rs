//! Sign-ins on this pod.

use super::aspects;
use super::audience;
use super::error::Refused;
use super::instance;
use super::password;
use super::pod::Cx;
use super::queue;
use super::sessions;
use super::words::{Sentence, Words};
use crate::base::limits;
use crate::base::{DiasporaId, Guid, Secret};
use crate::model::{
    Account, AccountId, Aspect, AspectId, AspectMember, Block, Contact, Person, PersonId, PostDefault, Profile, Role,
    Settings, Theme, Work,
};
use crate::protocol::entities::AccountDeletion;
use crate::protocol::keys::PrivateKey;
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};

/// Names that could be taken for the pod itself (spec/features.md §2.1).
const RESERVED: &[&str] = &[
    "admin",
    "administrator",
    "hostmaster",
    "info",
    "postmaster",
    "root",
    "ssladmin",
    "ssladministrator",
    "sslwebmaster",
    "sysadmin",
    "webmaster",
    "support",
    "contact",
];

/// The aspects everybody starts with, named in their language (W-032).
const FIRST_ASPECTS: &[&str] =
    &["account-aspect-family", "account-aspect-friends", "account-aspect-work", "account-aspect-acquaintances"];

/// What a new account needs. Password hash and key pair are made outside the transaction: both
/// take long.
pub struct NewAccount {
    pub name: String,
    pub email: Option<String>,
    /// Argon2id text.
    pub password: String,
    pub key: PrivateKey,
    pub role: Role,
    pub language: String,
    pub invited_by: Option<AccountId>,
}

/// Checks a name before anything expensive is done for it (W-022, W-023).
pub fn check_name(tx: &(impl Reads + ?Sized), name: &str, role: Role) -> Result<String, Refused> {
    let name = name.trim().to_lowercase();
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c);
    if name.is_empty() {
        return Err(Refused::invalid("name", "account-name-empty"));
    }
    if name.chars().count() > limits::USER_NAME || !name.chars().all(allowed) {
        return Err(Refused::invalid("name", "account-name-form"));
    }
    // The first account belongs to whoever runs the pod; later ones must not pass for it.
    let reserved = instance::policy(tx)?.reserved_names;
    if role != Role::Admin && (RESERVED.contains(&name.as_str()) || reserved.contains(&name)) {
        return Err(Refused::invalid("name", "account-name-reserved"));
    }
    if tx.has(&tables::ACCOUNT_BY_NAME, &name)? || tx.has(&tables::APPLICANTS, &name)? {
        return Err(Refused::invalid("name", "account-name-taken"));
    }
    Ok(name)
}

/// Checks a new password (W-025, H-127).
pub fn check_password(password: &str, again: &str) -> Result<(), Refused> {
    let length = password.chars().count();
    if length < *limits::PASSWORD.start() {
        return Err(Refused::invalid(
            "password",
            Sentence::new("account-password-short").with("least", *limits::PASSWORD.start()).with("count", length),
        ));
    }
    if length > *limits::PASSWORD.end() {
        return Err(Refused::invalid(
            "password",
            Sentence::new("account-password-long").with("most", *limits::PASSWORD.end()).with("count", length),
        ));
    }
    if password::is_common(password) {
        return Err(Refused::invalid("password", "account-password-common"));
    }
    if password != again {
        return Err(Refused::invalid("password_again", "account-password-differs"));
    }
    Ok(())
}

/// Whether a text is formed like an e-mail address.
pub(super) fn is_email(text: &str) -> bool {
    let formed = |(user, host): (&str, &str)| !user.is_empty() && host.contains('.') && !host.contains('@');
    let odd = |c: char| c.is_whitespace() || c.is_control() || "<>()[],;:\\\"".contains(c);
    text.split_once('@').is_some_and(formed) && text.len() <= limits::SHORT && !text.chars().any(odd)
}

/// Checks an e-mail address; empty is none (W-024).
pub fn check_email(tx: &(impl Reads + ?Sized), email: &str, own: Option<AccountId>) -> Result<Option<String>, Refused> {
    let email = email.trim().to_lowercase();
    if email.is_empty() {
        return Ok(None);
    }
    if !is_email(&email) {
        return Err(Refused::invalid("email", "account-email-form"));
    }
    match tx.get(&tables::ACCOUNT_BY_EMAIL, &email)? {
        Some(other) if Some(other) != own => Err(Refused::invalid("email", "account-email-taken")),
        _ => Ok(Some(email)),
    }
}

/// Makes an account with its person, key pair and first aspects (W-021, W-032).
pub fn create(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, new: NewAccount) -> Result<Account, Refused> {
    let pod = instance::expect(tx)?;
    let name = check_name(tx, &new.name, new.role)?;
    let email = check_email(tx, new.email.as_deref().unwrap_or_default(), None)?;
    let diaspora_id = DiasporaId::parse(&format!("{name}@{}", pod.url.authority()))
        .map_err(|_| Refused::invalid("name", "account-name-no-address"))?;
    let (id, person) = (AccountId(tx.next("account")?), PersonId(tx.next("person")?));
    let account = Account {
        id,
        person,
        name,
        email,
        pending_email: None,
        password: new.password,
        private_key: cx.seal.close(new.key.pkcs8_der().expose(), cx.entropy),
        role: new.role,
        two_factor: None,
        settings: Settings { language: new.language, ..Settings::default() },
        created: cx.now,
        closed: None,
        locked: None,
        spotlight: false,
        seen: None,
        closes: None,
        seen_from: String::new(),
        invited_by: new.invited_by,
    };
    tx.put(&Person {
        id: person,
        diaspora_id,
        guid: Guid::generate(cx.entropy),
        base_url: pod.url,
        public_key: new.key.public().der().to_vec(),
        profile: Profile { searchable: true, ..Profile::default() },
        account: Some(id),
        closed: false,
        added: cx.now,
    })?;
    tx.put(&account)?;
    let words = Words::of(&account.settings.language);
    for name in FIRST_ASPECTS {
        aspects::create(tx, &account, &words.say(name))?;
    }
    Ok(account)
}

/// An account by key.
pub fn get(tx: &(impl Reads + ?Sized), id: AccountId) -> Result<Option<Account>, StoreError> {
    tx.record::<Account>(&id)
}

/// An account by name or, if it looks like one, e-mail address, in any letter case (W-038).
pub fn by_login(tx: &(impl Reads + ?Sized), login: &str) -> Result<Option<Account>, StoreError> {
    let login = login.trim().to_lowercase();
    let id = if login.contains('@') {
        tx.get(&tables::ACCOUNT_BY_EMAIL, &login)?
    } else {
        tx.get(&tables::ACCOUNT_BY_NAME, &login)?
    };
    match id {
        Some(id) => Ok(tx.record::<Account>(&id)?.filter(|account| account.closed.is_none())),
        None => Ok(None),
    }
}

/// The open account that a person is.
pub fn of_person(tx: &(impl Reads + ?Sized), person: PersonId) -> Result<Option<Account>, StoreError> {
    match tx.get(&tables::ACCOUNT_BY_PERSON, &person)? {
        Some(id) => Ok(tx.record::<Account>(&id)?.filter(|account| account.closed.is_none())),
        None => Ok(None),
    }
}

/// The private key of an account.
pub fn private_key(account: &Account, seal: &super::Seal) -> Result<PrivateKey, StoreError> {
    let broken =
        |what: &str| StoreError::Corrupt { table: "accounts", what: format!("the key of {} {what}", account.name) };
    let der: Secret<Vec<u8>> =
        seal.open(&account.private_key).ok_or_else(|| broken("does not open with secret.key"))?;
    PrivateKey::from_pkcs8_der(der.expose()).map_err(|_| broken("cannot be read"))
}

/// How many open accounts there are.
pub fn count(tx: &(impl Reads + ?Sized)) -> Result<usize, StoreError> {
    Ok(tx.list(&tables::ACCOUNTS, &(), 100_000)?.iter().filter(|(_, account)| account.closed.is_none()).count())
}

/// Whether somebody runs the pod (W-002).
pub fn has_admin(tx: &(impl Reads + ?Sized)) -> Result<bool, StoreError> {
    let is_admin = |account: &Account| account.role == Role::Admin && account.is_open();
    // The first account is nearly always the one.
    let first = tx.list(&tables::ACCOUNTS, &(), 10)?;
    Ok(first.iter().any(|(_, account)| is_admin(account)) || all(tx)?.iter().any(is_admin))
}

/// Every account, closed ones too.
pub fn all(tx: &(impl Reads + ?Sized)) -> Result<Vec<Account>, StoreError> {
    Ok(tx.list(&tables::ACCOUNTS, &(), 100_000)?.into_iter().map(|(_, account)| account).collect())
}

/// Sets a new password, made outside, and ends every session (W-047).
pub fn set_password(tx: &mut WriteTx<'_>, account: &Account, password: String) -> Result<(), Refused> {
    let mut account = current(tx, account)?;
    account.password = password;
    tx.put(&account)?;
    sessions::end_all(tx, account.id)?;
    Ok(())
}

/// Keeps the same password under a stronger text, made outside, unless it was changed meanwhile.
pub fn strengthen_password(tx: &mut WriteTx<'_>, account: &Account, password: String) -> Result<(), Refused> {
    let known = &account.password;
    match current(tx, account)? {
        current if current.password == *known => Ok(tx.put(&Account { password, ..current }).map(|_| ())?),
        _ => Ok(()),
    }
}

/// Choices that concern only the look of pages.
pub fn set_look(tx: &mut WriteTx<'_>, account: &Account, theme: Theme, language: &str) -> Result<(), Refused> {
    let mut account = current(tx, account)?;
    account.settings.theme = theme;
    account.settings.language = language.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(16).collect();
    tx.put(&account)?;
    Ok(())
}

/// What the publisher starts with (W-125).
pub fn set_post_default(tx: &mut WriteTx<'_>, account: &Account, choice: PostDefault) -> Result<(), Refused> {
    if let PostDefault::Aspects(chosen) = &choice {
        for aspect in chosen {
            tx.record::<Aspect>(&(account.id, *aspect))?.ok_or(Refused::NotFound)?;
        }
    }
    let mut account = current(tx, account)?;
    account.settings.post_default = choice;
    tx.put(&account)?;
    Ok(())
}

/// What an account does by itself.
pub struct Habits {
    /// New sharers are put into this aspect.
    pub share_back: Option<AspectId>,
    pub shows_spotlight: bool,
    pub getting_started: bool,
}

/// Sets what an account does by itself (W-089, W-113).
pub fn set_habits(tx: &mut WriteTx<'_>, account: &Account, habits: Habits) -> Result<(), Refused> {
    if let Some(aspect) = habits.share_back {
        tx.record::<Aspect>(&(account.id, aspect))?.ok_or(Refused::NotFound)?;
    }
    let mut account = current(tx, account)?;
    account.settings.share_back = habits.share_back;
    account.settings.shows_spotlight = habits.shows_spotlight;
    account.settings.getting_started = habits.getting_started;
    tx.put(&account)?;
    Ok(())
}

/// Whether an account is still being shown around and has neither picture nor followed tag.
pub fn wants_first_steps(tx: &(impl Reads + ?Sized), account: &Account) -> Result<bool, StoreError> {
    let has_picture = super::people::get(tx, account.person)?.profile.images.is_some();
    Ok(account.settings.getting_started && !has_picture && super::tags::followed(tx, account.id)?.is_empty())
}

/// The tour is over.
pub fn end_getting_started(tx: &mut WriteTx<'_>, account: &Account) -> Result<(), Refused> {
    let mut account = current(tx, account)?;
    account.settings.getting_started = false;
    tx.put(&account)?;
    Ok(())
}

/// Whether single keys act on posts (W-247).
pub fn set_shortcuts(tx: &mut WriteTx<'_>, account: &Account, on: bool) -> Result<(), Refused> {
    let mut account = current(tx, account)?;
    account.settings.shortcuts = on;
    tx.put(&account)?;
    Ok(())
}

/// Gives an account a role.
pub fn set_role(tx: &mut WriteTx<'_>, account: &Account, role: Role) -> Result<(), Refused> {
    let mut account = current(tx, account)?;
    account.role = role;
    tx.put(&account)?;
    Ok(())
}

/// Closes an account for good (spec/federation.md §6.9): no more sign-in, the profile is emptied,
/// contacts are told, relations end. Posts are removed by a job, in slices. Name, guid and keys
/// stay for ever.
pub fn close(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, account: &Account) -> Result<(), Refused> {
    let account = current(tx, account)?;
    let mut person = super::people::get(tx, account.person)?;
    let mut told = audience::contacts(tx, account.id)?;
    for ((_, _, post), ()) in tx.list(&tables::POSTS_OF_PERSON, &(person.id,), 10_000)? {
        for ((_, resharer), _) in tx.list(&tables::RESHARES_OF_POST, &(post.0,), 10_000)? {
            told.extend(tx.record::<Person>(&resharer)?.filter(|person| !person.is_local()));
        }
    }
    let deletion = AccountDeletion { author: person.diaspora_id.clone() };
    queue::send(tx, cx, &account, &deletion.into(), audience::recipients(true, &told, None))?;
    lock(tx, cx, account)?;
    super::contacts::person_is_gone(tx, person.id)?;
    person.closed = true;
    person.profile = Profile::default();
    tx.put(&person)?;
    queue::push(tx, cx, Work::Clear { person: person.id })?;
    Ok(())
}

/// No more sign-in, and none of what belongs to an account alone; name and keys stay for ever.
pub(super) fn lock(tx: &mut WriteTx<'_>, cx: &Cx<'_>, mut account: Account) -> Result<(), StoreError> {
    for (key, _) in tx.list(&tables::CONTACTS, &(account.id,), 100_000)? {
        tx.delete::<Contact>(&key)?;
    }
    for ((_, aspect), _) in tx.list(&tables::ASPECTS, &(account.id,), 10_000)? {
        for (key, _) in tx.list(&tables::ASPECT_MEMBERS, &(aspect,), 100_000)? {
            tx.delete::<AspectMember>(&key)?;
        }
        tx.delete::<Aspect>(&(account.id, aspect))?;
    }
    for (key, _) in tx.list(&tables::BLOCKS, &(account.id,), 100_000)? {
        tx.delete::<Block>(&key)?;
    }
    super::tags::end_all(tx, account.id)?;
    super::apps::end_all(tx, account.id)?;
    super::conversations::leave_all(tx, account.id)?;
    super::export::end_all(tx, account.id)?;
    super::links::end(tx, account.id, |_| true)?;
    super::tokens::end_all(tx, account.id)?;
    sessions::end_all(tx, account.id)?;
    account.closed = Some(cx.now);
    (account.email, account.pending_email, account.two_factor) = (None, None, None);
    tx.put(&account)?;
    Ok(())
}

/// The account as it stands now; what a page read may be a moment old.
pub(super) fn current(tx: &WriteTx<'_>, account: &Account) -> Result<Account, Refused> {
    get(tx, account.id)?.filter(|account| account.closed.is_none()).ok_or(Refused::NotFound)
}
