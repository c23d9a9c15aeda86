//! One request of a program: who asks through it, and what for.

use super::answer::Fault;
use super::params::{self, Sent};
use super::{Api, Head};
use crate::base::{Guid, Timestamp};
use crate::domain::Pod;
use crate::domain::access::Viewer;
use crate::domain::tokens::{self, Bearer};
use crate::domain::views::Look;
use crate::domain::{Renderings, Seal};
use crate::model::Account;
use crate::net::inbound::body::{Part, pairs};
use serde_json::{Map, Value};
use std::sync::Arc;
use warp::http::header::AUTHORIZATION;

/// A request whose token is good and carries the endpoint's scopes.
pub(super) struct Ask {
    api: Api,
    pub(super) bearer: Bearer,
    path: Vec<(&'static str, String)>,
    values: Map<String, Value>,
    pub(super) files: Vec<Part>,
    /// As it was asked for, for links to the next page.
    pub(super) address: String,
    pub(super) query: Vec<(String, String)>,
}

impl Ask {
    pub(super) fn new(api: Api, head: &Head, bearer: Bearer, path: Vec<(&'static str, String)>, sent: Sent) -> Self {
        let query = pairs(head.query.as_bytes());
        Self { api, bearer, path, values: sent.values, files: sent.files, address: head.path.clone(), query }
    }

    pub(super) fn pod(&self) -> &Pod {
        &self.api.pod
    }

    /// The account that asks.
    pub(super) fn account(&self) -> Account {
        self.bearer.account.clone()
    }

    /// From whose eyes views are built, to be carried into a reading.
    pub(super) fn eyes(&self) -> Eyes {
        Eyes {
            account: self.account(),
            is_private: self.bearer.may("private:read"),
            seal: self.pod().seal(),
            texts: self.pod().texts(),
            now: self.pod().now(),
        }
    }

    /// The part of the path with this name.
    pub(super) fn part(&self, name: &str) -> &str {
        self.path.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value)
    }

    /// A part of the path as a guid; what is none names nothing.
    pub(super) fn guid(&self, name: &str, missing: &'static str) -> Result<Guid, Fault> {
        Guid::parse(self.part(name)).map_err(|_| Fault::of(404, missing))
    }

    /// All parameters.
    pub(super) fn values(&self) -> &Map<String, Value> {
        &self.values
    }

    /// A parameter as it came.
    pub(super) fn value(&self, name: &str) -> Option<&Value> {
        self.values.get(name).filter(|value| !value.is_null())
    }

    /// A parameter as text; empty counts as missing.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        params::text(self.value(name))
    }

    /// A parameter that must be there.
    pub(super) fn required(&self, name: &str) -> Result<String, Fault> {
        self.text(name).ok_or_else(|| Fault::missing(name))
    }

    /// A parameter as yes or no.
    pub(super) fn flag(&self, name: &str) -> Option<bool> {
        params::flag(self.value(name))
    }

    /// A parameter as a list.
    pub(super) fn list(&self, name: &str) -> Vec<Value> {
        params::list(self.value(name))
    }
}

/// From whose eyes and when, owned, so that it can go into a reading.
pub(super) struct Eyes {
    account: Account,
    is_private: bool,
    seal: Arc<Seal>,
    texts: Arc<Renderings>,
    now: Timestamp,
}

impl Eyes {
    /// The same, borrowed, as views want it.
    pub(super) fn look(&self) -> Look<'_> {
        Look { viewer: self.viewer(), seal: &self.seal, texts: &self.texts, now: self.now }
    }

    /// Who looks: without `private:read` only what is public is there.
    pub(super) fn viewer(&self) -> Viewer<'_> {
        if self.is_private { Viewer::Account(&self.account) } else { Viewer::PublicOnly(&self.account) }
    }
}

/// Whom the header or the query of a request names.
pub(super) async fn bearer(api: &Api, head: &Head) -> Result<Bearer, Fault> {
    bearer_in(api, head, None).await
}

/// Whom a request names: by header, query or form, in exactly one of them (spec/api-v1.md §1.10).
pub(super) async fn bearer_in(api: &Api, head: &Head, sent: Option<&Sent>) -> Result<Bearer, Fault> {
    let header = head.headers.get(AUTHORIZATION).map(|value| String::from_utf8_lossy(value.as_bytes()));
    let header = header.as_deref().and_then(|text| {
        let (scheme, token) = text.trim().split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
    });
    let query = pairs(head.query.as_bytes());
    let query = query.into_iter().find(|(name, _)| name == "access_token").map(|(_, value)| value);
    let form = sent.and_then(|sent| params::text(sent.form.get("access_token")));
    let mut named = [header, query, form].into_iter().flatten();
    let token = named.next().ok_or_else(Fault::no_token)?;
    if named.next().is_some() {
        return Err(Fault::protocol(400, "invalid_request", "The token stands in two places"));
    }
    let now = api.pod.now();
    let found = api.pod.read::<_, Fault>(move |tx| Ok(tokens::find(tx, now, &token)?)).await?;
    found.ok_or_else(Fault::bad_token)
}
