//! Programs that act for people: registering, being allowed something, losing it again
//! (spec/api-v1.md §1.2, §1.5, §1.8).
//!
//! Whoever knows a program's secret is that program. What a person allows it is one
//! `Authorization`; everything that hangs on it (code, refresh token, access tokens) ends with it.

use super::error::Refused;
use super::pod::Cx;
use super::sessions::token_hash;
use super::tokens;
use crate::base::EntropyExt;
use crate::model::{
    Account, AccountId, Application, Authorization, AuthorizationCode, AuthorizationId, ConsentRequest, RefreshToken,
    TokenHash,
};
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};
use serde_json::{Map, Value};

/// Seconds after which a program that nobody allowed anything is forgotten.
const UNUSED: i64 = 14 * 24 * 3600;
/// Characters of an address of a program.
const ADDRESS: usize = 2_000;
/// Addresses and other values in one list.
const MANY: usize = 50;

/// Why a registration was not taken; words for programmers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unregistered {
    Metadata(String),
    RedirectUri(String),
}

/// A program as it describes itself, checked.
pub fn check(given: &Map<String, Value>) -> Result<Application, Unregistered> {
    let wrong = |what: &str| Unregistered::Metadata(what.to_owned());
    let mut redirect_uris = list(given, "redirect_uris")?;
    if redirect_uris.is_empty() {
        return Err(wrong("redirect_uris is missing or empty"));
    }
    for uri in &redirect_uris {
        check_redirect(uri)?;
    }
    redirect_uris.sort();
    let contacts = list(given, "contacts")?;
    if contacts.iter().any(|contact| !is_mail(contact)) {
        return Err(wrong("contacts must be mail addresses"));
    }
    if given.get("initiate_login_uri").is_some_and(|value| !value.is_null()) {
        address(given, "initiate_login_uri")?;
    }
    for fetched in ["jwks_uri", "sector_identifier_uri"] {
        if address(given, fetched)?.is_some() {
            return Err(wrong(&format!("{fetched} is not supported by this pod; send jwks, or one host only")));
        }
    }
    let pairwise = match text(given, "subject_type")?.as_deref() {
        None | Some("public") => false,
        Some("pairwise") => true,
        Some(_) => return Err(wrong("subject_type is public or pairwise")),
    };
    if pairwise && sector_of(&redirect_uris).is_none() {
        return Err(wrong("pairwise subjects need redirect URIs of one host"));
    }
    let jwks = match given.get("jwks") {
        None | Some(Value::Null) => None,
        Some(set) if set.get("keys").is_some_and(Value::is_array) => Some(set.to_string()),
        Some(_) => return Err(wrong("jwks is a key set")),
    };
    Ok(Application {
        name: text(given, "client_name")?,
        application_type: text(given, "application_type")?.unwrap_or_else(|| "web".to_owned()),
        auth_method: text(given, "token_endpoint_auth_method")?.unwrap_or_else(|| "client_secret_post".to_owned()),
        response_types: list(given, "response_types")?,
        grant_types: list(given, "grant_types")?,
        logo_uri: address(given, "logo_uri")?,
        client_uri: address(given, "client_uri")?,
        policy_uri: address(given, "policy_uri")?,
        tos_uri: address(given, "tos_uri")?,
        redirect_uris,
        contacts,
        jwks,
        pairwise,
        ..Application::default()
    })
}

fn text(given: &Map<String, Value>, name: &str) -> Result<Option<String>, Unregistered> {
    match given.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if text.chars().count() <= ADDRESS => {
            let text: String = text.chars().filter(|c| !c.is_control()).collect();
            Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty()))
        }
        Some(_) => Err(Unregistered::Metadata(format!("{name} is a text of at most {ADDRESS} characters"))),
    }
}

fn list(given: &Map<String, Value>, name: &str) -> Result<Vec<String>, Unregistered> {
    let wrong = || Unregistered::Metadata(format!("{name} is a list of at most {MANY} texts"));
    match given.get(name) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(values)) if values.len() <= MANY => {
            let texts = values.iter().map(|value| value.as_str().filter(|text| text.len() <= ADDRESS));
            texts.map(|text| text.map(str::to_owned).ok_or_else(wrong)).collect()
        }
        Some(_) => Err(wrong()),
    }
}

fn address(given: &Map<String, Value>, name: &str) -> Result<Option<String>, Unregistered> {
    let Some(text) = text(given, name)? else { return Ok(None) };
    let is_web = url::Url::parse(&text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    if is_web { Ok(Some(text)) } else { Err(Unregistered::Metadata(format!("{name} is not a web address"))) }
}

fn check_redirect(uri: &str) -> Result<(), Unregistered> {
    let parsed = url::Url::parse(uri).map_err(|_| Unregistered::Metadata(format!("{uri:?} is not a URI")))?;
    // Schemes that a browser would run or read itself are no way back to a program.
    let is_active = matches!(parsed.scheme(), "javascript" | "data" | "vbscript" | "blob" | "file" | "about");
    let is_plain = uri.bytes().all(|byte| (0x21..0x7f).contains(&byte));
    if is_active || !is_plain {
        return Err(Unregistered::Metadata(format!("{uri:?} cannot be redirected to")));
    }
    if parsed.fragment().is_some() {
        return Err(Unregistered::RedirectUri(format!("{uri:?} has a fragment")));
    }
    Ok(())
}

fn is_mail(text: &str) -> bool {
    let Some((user, host)) = text.split_once('@') else { return false };
    let labels = host.split('.').all(|label| !label.is_empty());
    !user.is_empty() && host.contains('.') && labels && !text.contains(char::is_whitespace) && !host.contains('@')
}

/// The one host that all addresses have.
fn sector_of(redirect_uris: &[String]) -> Option<String> {
    let mut hosts = redirect_uris.iter().map(|uri| url::Url::parse(uri).ok()?.host_str().map(str::to_owned));
    let first = hosts.next()??;
    hosts.all(|host| host.as_ref() == Some(&first)).then_some(first)
}

/// The sector in which a program's names for people hold.
pub(super) fn sector(application: &Application) -> String {
    let host = sector_of(&application.redirect_uris);
    application.sector_identifier_uri.clone().or(host).unwrap_or_else(|| application.client_id.clone())
}

/// Registers a program; returns it with its secret, which is told once. Those that nobody ever
/// allowed anything are forgotten after two weeks.
pub fn register(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    checked: Application,
) -> Result<(Application, String), StoreError> {
    for ((created, client_id), ()) in tx.list(&tables::APPLICATIONS_UNUSED, &(), 20)? {
        if cx.now.since(created) > UNUSED {
            tx.delete::<Application>(&client_id)?;
        }
    }
    let secret = cx.entropy.hex::<32>();
    let application = Application {
        client_id: cx.entropy.hex::<16>(),
        secret: token_hash(&secret),
        created: cx.now,
        is_used: false,
        ..checked
    };
    tx.put(&application)?;
    Ok((application, secret))
}

/// A program by its public name.
pub fn find(tx: &(impl Reads + ?Sized), client_id: &str) -> Result<Option<Application>, StoreError> {
    tx.record::<Application>(&client_id.to_owned())
}

/// The public name of the first program that calls itself so.
pub fn named(tx: &(impl Reads + ?Sized), name: &str) -> Result<Option<String>, StoreError> {
    let all: Vec<(String, Application)> = tx.list(&tables::APPLICATIONS, &(), 10_000)?;
    let found = all.into_iter().find(|(_, application)| application.name.as_deref() == Some(name));
    Ok(found.map(|(client_id, _)| client_id))
}

/// What an account allows, with the programs, newest first.
pub fn of_account(
    tx: &(impl Reads + ?Sized),
    account: AccountId,
) -> Result<Vec<(Authorization, Application)>, StoreError> {
    let mut found = Vec::new();
    for ((_, id), ()) in tx.list(&tables::AUTHORIZATIONS_OF_ACCOUNT, &(account,), 10_000)? {
        let Some(authorization) = tx.record::<Authorization>(&id)? else { continue };
        if let Some(application) = find(tx, &authorization.client_id)? {
            found.push((authorization, application));
        }
    }
    found.sort_by_key(|(authorization, _)| std::cmp::Reverse(authorization.created));
    Ok(found)
}

/// What an account allows one program.
pub fn authorization(
    tx: &(impl Reads + ?Sized),
    account: AccountId,
    client_id: &str,
) -> Result<Option<Authorization>, StoreError> {
    let all = of_account(tx, account)?;
    Ok(all.into_iter().map(|(authorization, _)| authorization).find(|one| one.client_id == client_id))
}

/// Allows a program what the request says; what it was allowed before is replaced.
pub(super) fn allow(
    tx: &mut WriteTx<'_>,
    cx: &Cx<'_>,
    account: AccountId,
    request: &ConsentRequest,
) -> Result<Authorization, Refused> {
    let mut application = find(tx, &request.client_id)?.ok_or(Refused::NotFound)?;
    if !application.is_used {
        application.is_used = true;
        tx.put(&application)?;
    }
    let known = authorization(tx, account, &request.client_id)?;
    let authorization = match known {
        Some(known) => Authorization { scopes: request.scopes.clone(), ..known },
        None => Authorization {
            id: AuthorizationId(tx.next("authorization")?),
            account,
            client_id: request.client_id.clone(),
            scopes: request.scopes.clone(),
            created: cx.now,
        },
    };
    tx.put(&authorization)?;
    Ok(authorization)
}

/// Takes back what the account allowed; only its own.
pub fn revoke(tx: &mut WriteTx<'_>, account: AccountId, id: AuthorizationId) -> Result<(), Refused> {
    let found = tx.record::<Authorization>(&id)?.filter(|found| found.account == account);
    end(tx, found.ok_or(Refused::NotFound)?.id)?;
    Ok(())
}

/// Ends an authorization with everything that hangs on it.
pub(super) fn end(tx: &mut WriteTx<'_>, id: AuthorizationId) -> Result<(), StoreError> {
    tokens::end_of(tx, id)?;
    for ((_, code), ()) in tx.list(&tables::CODES_OF_AUTHORIZATION, &(id,), 10_000)? {
        tx.delete::<AuthorizationCode>(&code)?;
    }
    for ((_, token), ()) in tx.list(&tables::REFRESH_TOKENS_OF_AUTHORIZATION, &(id,), 10_000)? {
        tx.delete::<RefreshToken>(&token)?;
    }
    tx.delete::<Authorization>(&id).map(|_| ())
}

/// Ends everything an account allowed.
pub(super) fn end_all(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), StoreError> {
    for ((_, id), ()) in tx.list(&tables::AUTHORIZATIONS_OF_ACCOUNT, &(account,), 10_000)? {
        end(tx, id)?;
    }
    Ok(())
}

/// The request that the consent page of a session is about.
pub fn asked(tx: &(impl Reads + ?Sized), session: TokenHash) -> Result<Option<ConsentRequest>, StoreError> {
    tx.record::<ConsentRequest>(&session)
}

/// Remembers what the consent page is about.
pub fn ask(tx: &mut WriteTx<'_>, request: &ConsentRequest) -> Result<(), StoreError> {
    tx.put(request).map(|_| ())
}

/// The page has been answered.
pub fn answered(tx: &mut WriteTx<'_>, session: TokenHash) -> Result<(), StoreError> {
    tx.delete::<ConsentRequest>(&session).map(|_| ())
}

/// Whether two lists hold the same scopes, in whatever order.
pub(super) fn same_scopes(one: &[String], other: &[String]) -> bool {
    one.iter().all(|scope| other.contains(scope)) && other.iter().all(|scope| one.contains(scope))
}

/// The account of an authorization, unless closed.
pub(super) fn owner(tx: &(impl Reads + ?Sized), authorization: &Authorization) -> Result<Option<Account>, StoreError> {
    Ok(tx.record::<Account>(&authorization.account)?.filter(Account::is_open))
}
