//! The token endpoint (spec/api-v1.md §1.6).

use super::super::answer::{Fault, ok};
use super::super::{Api, Body, Head, content_type, params};
use crate::domain::Refused;
use crate::domain::openid::{self, Proof, Redeeming, Unredeemed};
use crate::domain::tokens::LIFETIME;
use crate::net::inbound::Bucket;
use crate::net::inbound::reply;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use warp::http::header::{AUTHORIZATION, CACHE_CONTROL, PRAGMA};
use warp::reply::Response;

const ASSERTION: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

pub(super) async fn redeem(api: &Api, head: &Head, body: Body) -> Result<Response, Fault> {
    // Secrets and codes cannot be guessed; this bounds the work that guessing makes.
    api.rates.count(Bucket::Pages, head.client)?;
    let answer = match brought(head, body) {
        Ok(brought) => issue(api, brought).await,
        Err(fault) => Err(fault),
    };
    let response = answer.unwrap_or_else(Fault::reply);
    Ok(reply::header(reply::header(response, CACHE_CONTROL, "no-store"), PRAGMA, "no-cache"))
}

async fn issue(api: &Api, brought: Redeeming) -> Result<Response, Fault> {
    api.pod.ready_to_sign().await?;
    let issued = api.pod.write::<_, Refused>(move |tx, cx| openid::redeem(tx, cx, &brought)).await?;
    let tokens = issued.map_err(|why| match why {
        Unredeemed::Request(why) => Fault::protocol(400, "invalid_request", why),
        Unredeemed::Client => Fault::protocol(401, "invalid_client", "The client is not known, or its secret is wrong"),
        Unredeemed::Grant(why) => Fault::protocol(400, "invalid_grant", why),
        Unredeemed::Type => Fault::protocol(400, "unsupported_grant_type", "Use authorization_code or refresh_token"),
    })?;
    let mut body = json!({
        "access_token": tokens.access_token,
        "token_type": "bearer",
        "expires_in": LIFETIME,
    });
    for (name, value) in [("refresh_token", tokens.refresh_token), ("id_token", tokens.id_token)] {
        if let Some(value) = value {
            body[name] = Value::String(value);
        }
    }
    Ok(ok(&body))
}

fn brought(head: &Head, body: Body) -> Result<Redeeming, Fault> {
    let unreadable = || Fault::protocol(400, "invalid_request", "A form is expected");
    if content_type(head) == "application/json" {
        return Err(unreadable());
    }
    let sent = params::read(head, body).map_err(|_| unreadable())?;
    let text = |name: &str| params::text(sent.form.get(name));
    Ok(Redeeming {
        proof: proof(head, &sent.form)?,
        grant_type: text("grant_type"),
        code: text("code"),
        redirect_uri: text("redirect_uri"),
        code_verifier: text("code_verifier"),
        refresh_token: text("refresh_token"),
    })
}

/// Secret in the header or in the form, or a signed statement.
fn proof(head: &Head, form: &Map<String, Value>) -> Result<Proof, Fault> {
    let text = |name: &str| params::text(form.get(name));
    let header = head.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).and_then(basic);
    if let Some((client_id, secret)) = header {
        if text("client_id").is_some_and(|other| other != client_id) {
            return Err(Fault::protocol(400, "invalid_request", "Two clients are named"));
        }
        return Ok(Proof::Secret { client_id, secret });
    }
    if text("client_assertion_type").as_deref() == Some(ASSERTION) {
        return Ok(Proof::Assertion(text("client_assertion").unwrap_or_default()));
    }
    Ok(match (text("client_id"), text("client_secret")) {
        (Some(client_id), Some(secret)) => Proof::Secret { client_id, secret },
        _ => Proof::Missing,
    })
}

/// Both parts are encoded like parts of a form before they are joined (RFC 6749 §2.3.1).
fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, encoded) = header.trim().split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (client_id, secret) = text.split_once(':')?;
    let decoded = |part: &str| {
        let pair = format!("p={part}");
        url::form_urlencoded::parse(pair.as_bytes()).next().map(|(_, value)| value.into_owned())
    };
    Some((decoded(client_id)?, decoded(secret)?))
}
