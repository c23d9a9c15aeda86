//! acme-lib as published, and what it leaves to its users.
//!
//! The library does not repeat a request whose nonce was refused (it looks for the bare word where
//! servers send the full name, RFC 8555 §6.5), writes some signatures too short, and panics where
//! a server leaves something out. So every step that can be repeated is, the whole is begun again
//! if that was not enough, and what it would panic on is looked at before. (spec/stack.md §3)

use super::desk::Desk;
use super::{Authority, Challenge, Fault, Issued, Order, Proof};
use acme_lib::order::{Auth, NewOrder};
use acme_lib::persist::{Persist, PersistKey, PersistKind};
use acme_lib::{Directory, DirectoryUrl, create_p256_key};
use std::sync::Arc;
use std::time::Duration;

/// Tries of one step, and of the whole, when the authority refuses a nonce.
const TRIES: usize = 10;
/// Milliseconds between two looks at something under way.
const PAUSE: u64 = 500;
/// Looks at a proof whose examination takes long, after a refused nonce.
const LOOKS: usize = 120;
/// Characters of the authority's own words that are kept.
const WORDS: usize = 300;
/// Where the library would file things; there is one account, so one name does.
const REALM: &str = "seedpod";

/// The certificate authority behind a directory address.
#[derive(Debug, Default)]
pub struct Library;

impl Authority for Library {
    fn obtain(&self, order: &Order, desk: &Desk) -> Result<Issued, Fault> {
        steadily(|| attempt(order, desk))
    }
}

/// Repeats what failed by a refused nonce.
fn steadily<T>(mut act: impl FnMut() -> Result<T, Fault>) -> Result<T, Fault> {
    let mut last = Err(Fault::Nonce);
    for _ in 0..TRIES {
        last = act();
        if !matches!(last, Err(Fault::Nonce)) {
            break;
        }
    }
    last
}

fn attempt(order: &Order, desk: &Desk) -> Result<Issued, Fault> {
    let keys = Keys(order.account.as_bytes().into());
    let directory = steadily(|| {
        let found = Directory::from_url(keys.clone(), DirectoryUrl::Other(&order.directory));
        found.map_err(told)
    })?;
    let contact = order.email.as_ref().map(|email| vec![format!("mailto:{email}")]);
    let account = steadily(|| directory.account_with_realm(REALM, contact.clone()).map_err(told))?;
    let mut ordered = steadily(|| account.new_order(&order.name, &[]).map_err(told))?;
    if ordered.confirm_validations().is_none() {
        for auth in steadily(|| ordered.authorizations().map_err(told))? {
            prove(&ordered, &auth, order, desk)?;
        }
        settle(&mut ordered)?;
    }
    let ready = ordered.confirm_validations().ok_or_else(|| Fault::Refused("the order is not ready".to_owned()))?;
    let finished = ready.finalize_pkey(create_p256_key(), PAUSE).map_err(told)?;
    if finished.api_order().certificate.is_none() {
        return Err(Fault::Refused("the order is done and names no certificate".to_owned()));
    }
    let certificate = finished.download_and_save_cert().map_err(told)?;
    Ok(Issued { chain: certificate.certificate().to_owned(), key: certificate.private_key().to_owned() })
}

/// After the last proof an order becomes ready, which may take a moment.
fn settle(ordered: &mut NewOrder<Keys>) -> Result<(), Fault> {
    for _ in 0..LOOKS {
        steadily(|| ordered.refresh().map_err(told))?;
        if !ordered.api_order().is_status_pending() {
            break;
        }
        std::thread::sleep(Duration::from_millis(PAUSE));
    }
    Ok(())
}

/// Shows the proof and waits until the authority has seen it.
fn prove(ordered: &NewOrder<Keys>, auth: &Auth<Keys>, order: &Order, desk: &Desk) -> Result<(), Fault> {
    if !auth.need_challenge() {
        return Ok(());
    }
    let _shown = desk.show(proof(auth, order)?)?;
    let mut outcome = validate(auth, order.challenge);
    for _ in 0..LOOKS {
        if !matches!(outcome, Err(Fault::Nonce)) {
            break;
        }
        // The refusal may have come before the authority took the proof up, or while it looked.
        let auths = steadily(|| ordered.authorizations().map_err(told))?;
        let Some(same) = auths.iter().find(|other| other.domain_name() == auth.domain_name()) else { break };
        if !same.need_challenge() {
            return Ok(());
        }
        if !same.api_auth().is_status_pending() {
            return Err(unproven(same));
        }
        if is_waiting(same, order.challenge) {
            outcome = validate(same, order.challenge);
        } else {
            std::thread::sleep(Duration::from_millis(PAUSE));
        }
    }
    outcome
}

fn proof(auth: &Auth<Keys>, order: &Order) -> Result<Proof, Fault> {
    let offered = auth.api_auth();
    Ok(match order.challenge {
        Challenge::Http01 => {
            offered.http_challenge().ok_or(Fault::NotOffered)?;
            let challenge = auth.http_challenge();
            Proof::Http { token: challenge.http_token().to_owned(), answer: challenge.http_proof() }
        }
        Challenge::TlsAlpn01 => {
            offered.tls_alpn_challenge().ok_or(Fault::NotOffered)?;
            Proof::TlsAlpn { name: order.name.clone(), digest: auth.tls_alpn_challenge().tls_alpn_proof() }
        }
    })
}

fn validate(auth: &Auth<Keys>, challenge: Challenge) -> Result<(), Fault> {
    let seen = match challenge {
        Challenge::Http01 => auth.http_challenge().validate(PAUSE),
        Challenge::TlsAlpn01 => auth.tls_alpn_challenge().validate(PAUSE),
    };
    seen.map_err(|error| match error {
        acme_lib::Error::Other(text) => Fault::NotProven(short(text.strip_prefix("Failed: ").unwrap_or(&text))),
        other => told(other),
    })
}

fn is_waiting(auth: &Auth<Keys>, challenge: Challenge) -> bool {
    match challenge {
        Challenge::Http01 => auth.http_challenge().need_validate(),
        Challenge::TlsAlpn01 => auth.tls_alpn_challenge().need_validate(),
    }
}

fn unproven(auth: &Auth<Keys>) -> Fault {
    let said = auth.api_auth().challenges.iter().find_map(|challenge| challenge.error.as_ref());
    Fault::NotProven(
        said.map_or_else(String::new, |problem| short(problem.detail.as_deref().unwrap_or(&problem._type))),
    )
}

/// What an error of the library means.
fn told(error: acme_lib::Error) -> Fault {
    let problem = match error {
        acme_lib::Error::ApiProblem(problem) => problem,
        acme_lib::Error::Io(_) => return Fault::Unreachable,
        other => return Fault::Refused(short(&other.to_string())),
    };
    let detail = problem.detail.unwrap_or_default();
    match problem._type.rsplit(':').next().unwrap_or_default() {
        "badNonce" => Fault::Nonce,
        // A signature that the library wrote too short; the next one is different.
        "malformed" if detail.contains("JWS") => Fault::Nonce,
        "rateLimited" => Fault::Limited(short(&detail)),
        "httpReqError" if detail == "Transport error" => Fault::Unreachable,
        kind if detail.is_empty() => Fault::Refused(short(kind)),
        _ => Fault::Refused(short(&detail)),
    }
}

/// The authority's words on one line.
fn short(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(WORDS).collect()
}

/// The account's key, which the library asks for; what it wants to keep we get in another way.
#[derive(Clone)]
struct Keys(Arc<[u8]>);

impl Persist for Keys {
    fn put(&self, _: &PersistKey<'_>, _: &[u8]) -> acme_lib::Result<()> {
        Ok(())
    }

    fn get(&self, key: &PersistKey<'_>) -> acme_lib::Result<Option<Vec<u8>>> {
        Ok(matches!(key.kind, PersistKind::AccountPrivateKey).then(|| self.0.to_vec()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use acme_lib::api::ApiProblem;

    fn problem(kind: &str, detail: &str) -> Fault {
        let detail = (!detail.is_empty()).then(|| detail.to_owned());
        told(acme_lib::Error::ApiProblem(ApiProblem { _type: kind.to_owned(), detail, subproblems: None }))
    }

    // H-047
    #[test]
    fn problems_are_told_apart_by_the_end_of_their_names() {
        let kind = |name: &str| format!("urn:ietf:params:acme:error:{name}");
        assert_eq!(problem(&kind("badNonce"), "JWS has an invalid anti-replay nonce"), Fault::Nonce);
        assert_eq!(problem("badNonce", ""), Fault::Nonce);
        assert_eq!(problem(&kind("malformed"), "JWS verification error"), Fault::Nonce);
        assert_eq!(problem(&kind("malformed"), "no such order"), Fault::Refused("no such order".into()));
        assert_eq!(problem(&kind("rateLimited"), "slow\ndown"), Fault::Limited("slow down".into()));
        assert_eq!(problem("httpReqError", "Transport error"), Fault::Unreachable);
        assert_eq!(problem(&kind("rejectedIdentifier"), ""), Fault::Refused("rejectedIdentifier".into()));
        assert_eq!(problem("x", &"y".repeat(5000)).detail().len(), WORDS);
    }

    // H-047
    #[test]
    fn a_refused_nonce_is_no_failure_unless_it_never_ends() {
        let mut left = 3;
        let outcome = steadily(|| {
            left -= 1;
            if left > 0 { Err(Fault::Nonce) } else { Ok(left) }
        });
        assert_eq!(outcome, Ok(0));
        let mut tries = 0;
        let outcome = steadily(|| {
            tries += 1;
            Err::<(), _>(Fault::Nonce)
        });
        assert_eq!((outcome, tries), (Err(Fault::Nonce), TRIES));
        let mut tries = 0;
        let outcome = steadily(|| {
            tries += 1;
            Err::<(), _>(Fault::Unreachable)
        });
        assert_eq!((outcome, tries), (Err(Fault::Unreachable), 1));
    }

    #[test]
    fn an_authority_that_is_not_there_is_unreachable() {
        let desk = Desk::new(Arc::default(), Arc::default());
        let order = Order {
            directory: "http://127.0.0.1:9/dir".to_owned(),
            email: None,
            account: super::super::papers::account_key().expect("key"),
            name: "pod.example".to_owned(),
            challenge: Challenge::Http01,
        };
        assert_eq!(Library.obtain(&order, &desk), Err(Fault::Unreachable));
    }
}
