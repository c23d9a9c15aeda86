//! The description for machines, OpenAPI 3.1, written from the table of endpoints.

use super::answer::{Fault, ok};
use super::endpoint::{Answer, Endpoint, Field, Kind, Paging, Verb, all};
use super::schemas;
use super::{Api, Head};
use crate::base::PodUrl;
use crate::domain::tokens::SCOPES;
use crate::net::inbound::reply::{self, Cache};
use serde_json::{Map, Value, json};
use warp::http::Method;
use warp::reply::Response;

/// Statuses that every endpoint may answer with.
const ALWAYS: &[u16] = &[400, 401, 403, 429];

/// The document, for everybody.
pub(super) fn document(api: &Api, head: &Head) -> Result<Response, Fault> {
    if !matches!(head.method, Method::GET | Method::HEAD) {
        return Err(Fault::of(405, "Method Not Allowed"));
    }
    Ok(reply::cache(ok(&describe(&api.pod.planned().0)), Cache::Public(3600)))
}

fn describe(base: &PodUrl) -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for endpoint in all() {
        let path = paths.entry(format!("/api/v1/{}", endpoint.path)).or_insert_with(|| json!({}));
        path[verb(endpoint.verb)] = operation(endpoint);
    }
    let scopes: Map<String, Value> = SCOPES.iter().map(|scope| ((*scope).to_owned(), json!(""))).collect();
    let at = |path: &str| base.join(&format!("api/openid_connect/{path}"));
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "diaspora* API",
            "version": "1.0.0",
            "description": "How programs read and write for people of this pod. Every request carries a token.",
        },
        "servers": [{ "url": base.origin() }],
        "security": [{ "token": [] }],
        "paths": paths,
        "components": {
            "schemas": schemas::all(),
            "securitySchemes": {
                "token": { "type": "http", "scheme": "bearer" },
                "openid": {
                    "type": "openIdConnect",
                    "openIdConnectUrl": base.join(".well-known/openid-configuration"),
                },
                "oauth": { "type": "oauth2", "flows": { "authorizationCode": {
                    "authorizationUrl": at("authorizations/new"),
                    "tokenUrl": at("access_tokens"),
                    "refreshUrl": at("access_tokens"),
                    "scopes": scopes,
                } } },
            },
        },
    })
}

fn verb(verb: Verb) -> &'static str {
    match verb {
        Verb::Get => "get",
        Verb::Post => "post",
        Verb::Patch => "patch",
        Verb::Delete => "delete",
    }
}

fn operation(endpoint: &Endpoint) -> Value {
    let mut operation = json!({
        "summary": endpoint.summary,
        "operationId": operation_id(endpoint),
        "tags": [endpoint.path.split('/').next().unwrap_or_default()],
        "security": [{ "token": [] }, { "oauth": endpoint.scopes }],
        "parameters": parameters(endpoint),
        "responses": responses(endpoint),
    });
    if matches!(endpoint.verb, Verb::Post | Verb::Patch) && !endpoint.fields.is_empty() {
        operation["requestBody"] = body(endpoint.fields);
    }
    operation
}

fn operation_id(endpoint: &Endpoint) -> String {
    let words = endpoint.path.split(['/', '{', '}', '_']).filter(|word| !word.is_empty());
    words.fold(verb(endpoint.verb).to_owned(), |mut id, word| {
        id.push('_');
        id.push_str(word);
        id
    })
}

fn parameters(endpoint: &Endpoint) -> Vec<Value> {
    let mut parameters = Vec::new();
    for part in endpoint.path.split('/') {
        if let Some(name) = part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
            let kind = if name == "id" { "integer" } else { "string" };
            parameters.push(json!({ "name": name, "in": "path", "required": true, "schema": { "type": kind } }));
        }
    }
    let mut query = |name: &str, schema: Value, note: &str, required: bool| {
        parameters.push(json!({
            "name": name, "in": "query", "required": required, "schema": schema, "description": note,
        }));
    };
    if endpoint.verb == Verb::Get {
        for field in endpoint.fields {
            query(field.name, schema(field.kind), field.note, field.is_required);
        }
    }
    if endpoint.paging != Paging::None {
        let most = json!({ "type": "integer", "minimum": 1, "maximum": 100, "default": 15 });
        query("per_page", most, "Things on a page", false);
    }
    match endpoint.paging {
        Paging::None => {}
        Paging::Index => {
            query("page", json!({ "type": "integer", "minimum": 1, "default": 1 }), "Number of the page", false)
        }
        Paging::Time => {
            query("before", schema(Kind::Time), "Only what is older, newest first", false);
            query("after", schema(Kind::Time), "Only what is newer, oldest first", false);
        }
    }
    parameters
}

fn schema(kind: Kind) -> Value {
    match kind {
        Kind::Text => json!({ "type": "string" }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Number => json!({ "type": "integer", "minimum": 0 }),
        Kind::Time => json!({ "type": "string", "format": "date-time" }),
        Kind::Texts => json!({ "type": "array", "items": { "type": "string" } }),
        Kind::Numbers => json!({ "type": "array", "items": { "type": "integer", "minimum": 0 } }),
        Kind::Object(name) => json!({ "$ref": format!("#/components/schemas/{name}") }),
        Kind::File => json!({ "type": "string", "contentMediaType": "application/octet-stream" }),
    }
}

fn body(fields: &[Field]) -> Value {
    let properties: Map<String, Value> = fields
        .iter()
        .map(|field| {
            let mut schema = schema(field.kind);
            schema["description"] = json!(field.note);
            (field.name.to_owned(), schema)
        })
        .collect();
    let required: Vec<&str> = fields.iter().filter(|field| field.is_required).map(|field| field.name).collect();
    let has_file = fields.iter().any(|field| field.kind == Kind::File);
    let media_type = if has_file { "multipart/form-data" } else { "application/json" };
    json!({
        "required": !required.is_empty(),
        "content": { media_type: { "schema": { "type": "object", "properties": properties, "required": required } } },
    })
}

fn responses(endpoint: &Endpoint) -> Value {
    let named = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let with = |schema: Value, words: &str| json!({ "description": words, "content": { "application/json": { "schema": schema } } });
    let mut responses = json!({});
    match endpoint.answer {
        Answer::Nothing(status) => responses[status.to_string()] = json!({ "description": "Done" }),
        Answer::One(status, name) => responses[status.to_string()] = with(named(name), "Done"),
        Answer::Many(name) => {
            let mut response = with(json!({ "type": "array", "items": named(name) }), "A page of the list");
            if endpoint.paging != Paging::None {
                response["headers"] = json!({ "Link": {
                    "description": "Addresses of the next and the previous page",
                    "schema": { "type": "string" },
                } });
            }
            responses["200"] = response;
        }
    }
    for status in ALWAYS.iter().chain(endpoint.errors) {
        let error = json!({ "anyOf": [named("Error"), named("OAuthError")] });
        let words = warp::http::StatusCode::from_u16(*status).ok().and_then(|status| status.canonical_reason());
        responses[status.to_string()] = with(error, words.unwrap_or("Error"));
    }
    responses
}
