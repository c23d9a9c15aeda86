//! Programs register themselves (spec/api-v1.md §1.2).

use super::super::answer::{Fault, ok};
use super::super::page::moment;
use super::super::{Api, Body, Head, params};
use crate::domain::Refused;
use crate::domain::apps::{self, Unregistered};
use crate::model::Application;
use crate::net::inbound::Bucket;
use serde_json::{Value, json};
use warp::reply::Response;

pub(super) async fn register(api: &Api, head: &Head, body: Body) -> Result<Response, Fault> {
    api.rates.count(Bucket::Programs, head.client)?;
    let wrong = |why: String| Fault::protocol(400, "invalid_client_metadata", why);
    let sent = params::read(head, body).map_err(|_| wrong("The body is no JSON object".to_owned()))?;
    let checked = apps::check(&sent.values).map_err(|why| match why {
        Unregistered::Metadata(why) => wrong(why),
        Unregistered::RedirectUri(why) => Fault::protocol(400, "invalid_redirect_uri", why),
    })?;
    let made = api.pod.write::<_, Refused>(move |tx, cx| Ok(apps::register(tx, cx, checked)?)).await?;
    Ok(ok(&described(&made.0, &made.1)))
}

fn described(application: &Application, secret: &str) -> Value {
    let jwks = application.jwks.as_deref().and_then(|set| serde_json::from_str::<Value>(set).ok());
    json!({
        "client_id": application.client_id,
        "client_secret": secret,
        // Libraries refuse a secret of which they are not told how long it is good.
        "client_secret_expires_at": 0,
        "client_name": application.name,
        "redirect_uris": application.redirect_uris,
        "response_types": application.response_types,
        "grant_types": application.grant_types,
        "application_type": application.application_type,
        "contacts": application.contacts,
        "logo_uri": application.logo_uri,
        "client_uri": application.client_uri,
        "policy_uri": application.policy_uri,
        "tos_uri": application.tos_uri,
        "sector_identifier_uri": application.sector_identifier_uri,
        "token_endpoint_auth_method": application.auth_method,
        "jwks": jwks,
        "jwks_uri": application.jwks_uri,
        "ppid": application.pairwise,
        "created_at": moment(application.created),
        "updated_at": moment(application.created),
    })
}

/// The public name of a program by what it calls itself.
pub(super) async fn find(api: &Api, head: &Head) -> Result<Response, Fault> {
    api.rates.count(Bucket::Programs, head.client)?;
    let sent = params::read(head, Body::Whole(Ok(Vec::new().into())))?;
    let name = params::text(sent.values.get("client_name")).unwrap_or_default();
    let wanted = name.clone();
    let found = api.pod.read::<_, Refused>(move |tx| Ok(apps::named(tx, &wanted)?)).await?;
    Ok(ok(&match found {
        Some(client_id) => json!({ "client_id": client_id }),
        None => json!({ "error": format!("Client with name {name} does not exist") }),
    }))
}
