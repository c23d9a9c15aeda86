//! The table of endpoints, and finding one by method and path.

use super::answer::{Fault, Outcome};
use super::ask::Ask;
use super::{
    aspects, comments, conversations, interactions, likes, notifications, photos, posts, reshares, search, streams,
    tags, user, users,
};
use futures_util::future::BoxFuture;
use warp::http::Method;

/// One thing that programs can do.
pub(super) struct Endpoint {
    pub(super) verb: Verb,
    /// Below `/api/v1/`; `{name}` stands for a part that varies.
    pub(super) path: &'static str,
    /// All of these are needed.
    pub(super) scopes: &'static [&'static str],
    /// What it does, in a few words.
    pub(super) summary: &'static str,
    pub(super) fields: &'static [Field],
    pub(super) paging: Paging,
    pub(super) answer: Answer,
    /// Statuses of errors besides those that every endpoint has.
    pub(super) errors: &'static [u16],
    pub(super) run: fn(Ask) -> BoxFuture<'static, Outcome>,
}

/// The methods used; `PUT` counts as `PATCH`, `HEAD` as `GET`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    Get,
    Post,
    Patch,
    Delete,
}

impl Verb {
    fn of(method: &Method) -> Option<Self> {
        match method.as_str() {
            "GET" | "HEAD" => Some(Self::Get),
            "POST" => Some(Self::Post),
            "PATCH" | "PUT" => Some(Self::Patch),
            "DELETE" => Some(Self::Delete),
            _ => None,
        }
    }
}

/// A parameter.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) is_required: bool,
    pub(super) note: &'static str,
}

/// What a parameter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Flag,
    Number,
    Time,
    Texts,
    Numbers,
    /// A value of its own shape, by name.
    Object(&'static str),
    /// An uploaded file.
    File,
}

/// A parameter that may be left out.
pub(super) const fn optional(name: &'static str, kind: Kind, note: &'static str) -> Field {
    Field { name, kind, is_required: false, note }
}

/// A parameter that must be there.
pub(super) const fn needed(name: &'static str, kind: Kind, note: &'static str) -> Field {
    Field { name, kind, is_required: true, note }
}

/// How a list is cut into pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paging {
    None,
    /// By number.
    Index,
    /// By the time of what is listed.
    Time,
}

/// What comes back when all is well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// Nothing, with this status.
    Nothing(u16),
    /// One thing of this shape, with this status.
    One(u16, &'static str),
    /// A list of things of this shape.
    Many(&'static str),
}

/// Makes an asynchronous function a row's `run`.
macro_rules! run {
    ($function:path) => {
        |ask| Box::pin($function(ask))
    };
}
pub(super) use run;

/// Every endpoint, family by family.
pub(super) fn all() -> impl Iterator<Item = &'static Endpoint> {
    let families: [&'static [Endpoint]; 14] = [
        aspects::ENDPOINTS,
        posts::ENDPOINTS,
        comments::ENDPOINTS,
        likes::ENDPOINTS,
        interactions::ENDPOINTS,
        reshares::ENDPOINTS,
        photos::ENDPOINTS,
        conversations::ENDPOINTS,
        notifications::ENDPOINTS,
        user::ENDPOINTS,
        users::ENDPOINTS,
        tags::ENDPOINTS,
        search::ENDPOINTS,
        streams::ENDPOINTS,
    ];
    families.into_iter().flatten()
}

type Found = (&'static Endpoint, Vec<(&'static str, String)>);

/// The endpoint of a request, with the parts of its path that vary.
pub(super) fn find(method: &Method, path: &str) -> Result<Found, Fault> {
    let path = path.strip_prefix("/api/v1/").unwrap_or_default();
    let mut is_known = false;
    for endpoint in all() {
        let Some(parts) = fits(endpoint.path, path) else { continue };
        if Verb::of(method) == Some(endpoint.verb) {
            return Ok((endpoint, parts));
        }
        is_known = true;
    }
    Err(if is_known { Fault::of(405, "Method Not Allowed") } else { Fault::of(404, "Not Found") })
}

fn fits(pattern: &'static str, path: &str) -> Option<Vec<(&'static str, String)>> {
    let (mut wanted, mut given) = (pattern.split('/'), path.split('/'));
    let mut parts = Vec::new();
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some(parts),
            (Some(wanted), Some(given)) => match wanted.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
                Some(name) => parts.push((name, decoded(given))),
                None if wanted == given => {}
                None => return None,
            },
            _ => return None,
        }
    }
}

/// Percent signs undone; what is no text becomes something that names nothing.
fn decoded(part: &str) -> String {
    let plus = part.replace('+', "%2B");
    url::form_urlencoded::parse(format!("p={plus}").as_bytes())
        .next()
        .map_or_else(String::new, |(_, value)| value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_reached_and_sixty_three_they_are() {
        assert_eq!(all().count(), 63);
        for endpoint in all() {
            let method = match endpoint.verb {
                Verb::Get => Method::GET,
                Verb::Post => Method::POST,
                Verb::Patch => Method::PUT,
                Verb::Delete => Method::DELETE,
            };
            let path = format!("/api/v1/{}", endpoint.path.replace(['{', '}'], ""));
            let (found, _) = find(&method, &path).expect(endpoint.path);
            assert!(std::ptr::eq(found, endpoint), "{}", endpoint.path);
        }
    }

    //
    #[test]
    fn parts_are_decoded_and_wrong_methods_told_apart() {
        let (_, parts) = find(&Method::DELETE, "/api/v1/tag_followings/a%C3%BC%2F+b").expect("found");
        assert_eq!(parts, [("name", "aü/+b".to_owned())]);
        assert!(format!("{:?}", find(&Method::DELETE, "/api/v1/user").err()).contains("405"));
        assert!(format!("{:?}", find(&Method::GET, "/api/v1/nothing").err()).contains("404"));
    }
}
