//! The parts of the OpenID Connect provider that programs talk to themselves: discovery,
//! registration, tokens, keys and claims (spec/api-v1.md §1). What people see of it are pages.

mod register;
mod token;

use super::answer::{Fault, ok};
use super::endpoint;
use super::{Api, Body, Head, ask, params};
use crate::base::PodUrl;
use crate::domain::Refused;
use crate::domain::openid;
use crate::domain::tokens::SCOPES;
use crate::net::inbound::Bucket;
use crate::net::inbound::reply::{self, Cache};
use serde_json::{Value, json};
use warp::http::Method;
use warp::reply::Response;

/// Answers what is below `/api` and no endpoint of the API itself.
pub(super) async fn dispatch(api: Api, head: &Head, body: Body) -> Result<Response, Fault> {
    let is_get = matches!(head.method, Method::GET | Method::HEAD);
    let is_post = head.method == Method::POST;
    match head.path.strip_prefix("/api/openid_connect/") {
        Some("clients") if is_post => register::register(&api, head, body).await,
        Some("clients/find") if is_get => register::find(&api, head).await,
        Some("access_tokens") if is_post => token::redeem(&api, head, body).await,
        Some("user_info") if is_get || is_post => user_info(&api, head, body).await,
        Some("jwks.json") if is_get => keys(&api).await,
        None if head.path == "/.well-known/openid-configuration" && is_get => {
            Ok(reply::cache(ok(&discovery(&api.pod.planned().0)), Cache::Public(3600)))
        }
        Some("clients" | "clients/find" | "access_tokens" | "user_info" | "jwks.json") => {
            Err(Fault::of(405, "Method Not Allowed"))
        }
        None if head.path == "/.well-known/openid-configuration" => Err(Fault::of(405, "Method Not Allowed")),
        _ => Err(endpoint::find(&head.method, &head.path).err().unwrap_or(Fault::of(404, "Not Found"))),
    }
}

fn discovery(base: &PodUrl) -> Value {
    let at = |path: &str| base.join(&format!("api/openid_connect/{path}"));
    json!({
        "issuer": base.as_str(),
        "authorization_endpoint": at("authorizations/new"),
        "token_endpoint": at("access_tokens"),
        "registration_endpoint": at("clients"),
        "userinfo_endpoint": at("user_info"),
        "jwks_uri": at("jwks.json"),
        "scopes_supported": SCOPES,
        "response_types_supported": ["id_token", "id_token token", "code"],
        "grant_types_supported": ["authorization_code", "implicit", "refresh_token"],
        "subject_types_supported": ["public", "pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "userinfo_signing_alg_values_supported": ["none"],
        "request_object_signing_alg_values_supported": ["none"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": ["RS256", "RS384", "RS512", "ES256", "ES384"],
        "code_challenge_methods_supported": ["S256", "plain"],
        "claims_supported": ["sub", "name", "nickname", "profile", "picture", "email"],
        "claims_parameter_supported": true,
        "request_parameter_supported": true,
        "request_uri_parameter_supported": false,
    })
}

async fn keys(api: &Api) -> Result<Response, Fault> {
    api.pod.ready_to_sign().await?;
    let seal = api.pod.seal();
    let set = api.pod.read::<_, Refused>(move |tx| Ok(openid::key_set(tx, &seal)?)).await?;
    Ok(reply::cache(ok(&set), Cache::Public(3600)))
}

async fn user_info(api: &Api, head: &Head, body: Body) -> Result<Response, Fault> {
    let sent = params::read(head, body)?;
    let bearer = match ask::bearer_in(api, head, Some(&sent)).await {
        Err(fault) => {
            api.rates.count(Bucket::Pages, head.client)?;
            return Err(fault);
        }
        Ok(bearer) => bearer,
    };
    api.rates.count_for(Bucket::Api, &bearer.account.id.0)?;
    if !bearer.may("openid") {
        return Err(Fault::protocol(403, "insufficient_scope", "The token does not carry openid"));
    }
    let seal = api.pod.seal();
    Ok(ok(&api.pod.read::<_, Refused>(move |tx| openid::claims(tx, &seal, &bearer)).await?))
}
