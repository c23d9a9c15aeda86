//! WebFinger: from a diaspora ID to the addresses of a person.
//!
//! Serving: one JSON document with every link that some program on the network needs. Reading:
//! the two links that we need, and that the answer is about the person asked for.
//! spec: §1.3, §1.5

use super::url;
use crate::base::{DiasporaId, Guid, PodUrl};
use ::url::Url;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// Media type of the document.
pub const CONTENT_TYPE: &str = "application/jrd+json; charset=utf-8";

const HCARD: &str = "http://microformats.org/profile/hcard";
const SEED: &str = "http://joindiaspora.com/seed_location";
const PROFILE: &str = "http://webfinger.net/rel/profile-page";
const FEED: &str = "http://schemas.google.com/g/2010#updates-from";
const SUBSCRIBE: &str = "http://ostatus.org/schema/1.0/subscribe";
const ISSUER: &str = "http://openid.net/specs/connect/1.0/issuer";
const SALMON: &str = "salmon";
const HTML: &str = "text/html";

/// What the document of one of our people says.
#[derive(Clone, Copy, Debug)]
pub struct Person<'a> {
    /// Address of the person.
    pub id: &'a DiasporaId,
    /// Guid of the person.
    pub guid: &'a Guid,
    /// Address of our pod.
    pub pod: &'a PodUrl,
    /// Whether the pod signs in for other programs by OpenID Connect.
    pub issues_tokens: bool,
}

/// What a query names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resource {
    /// A diaspora ID, in whatever spelling.
    Id(DiasporaId),
    /// The profile page of one of our people, by user name.
    User(String),
    /// The profile page of one of our people, by guid.
    Guid(Guid),
}

/// What a document told about the person asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Links {
    /// Absolute address of the hCard; may be on another host.
    pub hcard_url: String,
    /// Base address of the person's pod.
    pub seed: PodUrl,
}

/// Why a document does not help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WebfingerError {
    /// Not the expected JSON.
    Document,
    /// About somebody else.
    Subject,
    /// No usable link to an hCard.
    Hcard,
    /// No usable link to the pod.
    Seed,
}

#[derive(Serialize, Deserialize)]
struct Jrd<'a> {
    #[serde(borrow)]
    subject: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<String>,
    links: Vec<Link<'a>>,
}

#[derive(Serialize, Deserialize)]
struct Link<'a> {
    #[serde(borrow)]
    rel: Cow<'a, str>,
    #[serde(borrow, rename = "type", default, skip_serializing_if = "Option::is_none")]
    media_type: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    href: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    template: Option<String>,
}

/// The document about one of our people. spec: §1.3
pub fn document(person: &Person<'_>) -> String {
    let Person { id, guid, pod, .. } = person;
    let user = id.user();
    let mut links = vec![
        link(HCARD, Some(HTML), pod.join(&format!("hcard/users/{guid}"))),
        link(SEED, Some(HTML), pod.as_str().to_owned()),
        link(PROFILE, Some(HTML), pod.join(&format!("u/{user}"))),
        link(FEED, Some("application/atom+xml"), pod.join(&format!("public/{user}.atom"))),
        link(SALMON, None, url::receive_user(pod, guid)),
    ];
    if person.issues_tokens {
        links.push(link(ISSUER, None, pod.as_str().to_owned()));
    }
    let template = Some(pod.join("people?q={uri}"));
    links.push(Link { rel: SUBSCRIBE.into(), media_type: None, href: None, template });
    let aliases = vec![pod.join(&format!("people/{guid}"))];
    let document = Jrd { subject: format!("acct:{id}").into(), aliases, links };
    serde_json::to_string(&document).expect("text always becomes JSON")
}

fn link(rel: &'static str, media_type: Option<&'static str>, href: String) -> Link<'static> {
    Link { rel: rel.into(), media_type: media_type.map(Into::into), href: Some(href), template: None }
}

/// Reads the `resource` of a query: an ID in any spelling, or one of our profile addresses.
pub fn resource(query: &str, pod: &PodUrl) -> Option<Resource> {
    let query = query.trim();
    if let Some(path) = query.strip_prefix(pod.as_str()) {
        return match path.trim_end_matches('/').split_once('/')? {
            ("u", user) => Some(Resource::User(user.to_lowercase())),
            ("people", guid) => Guid::parse(guid).ok().map(Resource::Guid),
            _ => None,
        };
    }
    DiasporaId::from_input(query).ok().map(Resource::Id)
}

/// Reads what another pod tells about `asked`. spec: §1.5 step 3
pub fn parse(json: &[u8], asked: &DiasporaId) -> Result<Links, WebfingerError> {
    let document: Jrd<'_> = serde_json::from_slice(json).map_err(|_| WebfingerError::Document)?;
    if DiasporaId::from_input(&document.subject).as_ref() != Ok(asked) {
        return Err(WebfingerError::Subject);
    }
    let first = |rel: &str| document.links.iter().find(|link| link.rel == rel)?.href.as_deref();
    let hcard_url = first(HCARD).and_then(absolute).ok_or(WebfingerError::Hcard)?;
    let seed = first(SEED).and_then(|href| PodUrl::parse(href).ok()).ok_or(WebfingerError::Seed)?;
    Ok(Links { hcard_url, seed })
}

fn absolute(href: &str) -> Option<String> {
    let url = Url::parse(href.trim()).ok()?;
    (matches!(url.scheme(), "http" | "https") && url.has_host() && url.path() != "/").then(|| url.into())
}

impl fmt::Display for WebfingerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Document => "the answer is not a WebFinger document",
            Self::Subject => "the answer is about somebody else",
            Self::Hcard => "the answer has no usable hCard link",
            Self::Seed => "the answer has no usable link to the pod",
        })
    }
}

impl std::error::Error for WebfingerError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn ada() -> (DiasporaId, Guid, PodUrl) {
        let id = DiasporaId::parse("ada@pod.example").expect("an ID");
        let guid = Guid::parse("0123456789abcdef").expect("a guid");
        (id, guid, PodUrl::parse("https://pod.example").expect("a pod"))
    }

    fn answer(subject: &str, links: &str) -> Vec<u8> {
        format!(r#"{{"subject":"{subject}","links":[{links}]}}"#).into_bytes()
    }

    const HCARD_LINK: &str = r#"{"rel":"http://microformats.org/profile/hcard","href":"https://pod.example/hcard/1"}"#;
    const SEED_LINK: &str = r#"{"rel":"http://joindiaspora.com/seed_location","href":"https://pod.example"}"#;

    // F-001, F-005
    #[test]
    fn our_document_is_read_by_ourselves() {
        let (id, guid, pod) = ada();
        let json = document(&Person { id: &id, guid: &guid, pod: &pod, issues_tokens: true });
        let links = parse(json.as_bytes(), &id).expect("our own document");
        assert_eq!(links.hcard_url, "https://pod.example/hcard/users/0123456789abcdef");
        assert_eq!(links.seed, pod);
        let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        let links = value["links"].as_array().expect("links");
        for rel in [HCARD, SEED, PROFILE] {
            let link = links.iter().find(|link| link["rel"] == rel).expect(rel);
            assert_eq!(link["type"], "text/html");
            assert!(link["href"].as_str().is_some_and(|href| href.starts_with("https://pod.example/")));
        }
        assert_eq!(value["subject"], "acct:ada@pod.example");
        assert_eq!(value["aliases"][0], "https://pod.example/people/0123456789abcdef");
        assert!(links.iter().any(|link| link["template"] == "https://pod.example/people?q={uri}"));
        assert!(links.iter().any(|link| link["rel"] == ISSUER));
    }

    // F-020, F-021
    #[test]
    fn answers_that_do_not_help_are_refused() {
        let (id, ..) = ada();
        let both = format!("{HCARD_LINK},{SEED_LINK}");
        assert!(parse(&answer("acct:Ada@Pod.example", &both), &id).is_ok());
        assert_eq!(parse(&answer("acct:eve@pod.example", &both), &id), Err(WebfingerError::Subject));
        assert_eq!(parse(&answer("acct:ada@pod.example", SEED_LINK), &id), Err(WebfingerError::Hcard));
        assert_eq!(parse(&answer("acct:ada@pod.example", HCARD_LINK), &id), Err(WebfingerError::Seed));
        for href in ["/hcard/1", "https://", "ftp://pod.example/x", "https://pod.example"] {
            let links = format!(r#"{{"rel":"{HCARD}","href":"{href}"}},{SEED_LINK}"#);
            assert_eq!(parse(&answer("acct:ada@pod.example", &links), &id), Err(WebfingerError::Hcard), "{href}");
        }
        for body in ["", "<XRD/>", "[]", "{}", r#"{"subject":"acct:ada@pod.example"}"#] {
            assert_eq!(parse(body.as_bytes(), &id), Err(WebfingerError::Document), "{body}");
        }
    }

    // F-032
    #[test]
    fn the_first_link_of_a_kind_counts_and_may_lead_elsewhere() {
        let (id, ..) = ada();
        let other = r#"{"rel":"http://joindiaspora.com/seed_location","href":"https://other.example/"}"#;
        let links = format!("{HCARD_LINK},{other},{SEED_LINK}");
        let links = parse(&answer("acct:ada@pod.example", &links), &id).expect("usable");
        assert_eq!(links.seed.as_str(), "https://other.example/");
    }

    // F-002
    #[test]
    fn queries_come_in_many_spellings() {
        let (id, guid, pod) = ada();
        for query in ["acct:ada@pod.example", "ada@pod.example", " ACCT:ADA@POD.EXAMPLE "] {
            assert_eq!(resource(query, &pod), Some(Resource::Id(id.clone())), "{query}");
        }
        assert_eq!(resource("https://pod.example/u/ada", &pod), Some(Resource::User("ada".to_owned())));
        assert_eq!(resource(&format!("https://pod.example/people/{guid}/"), &pod), Some(Resource::Guid(guid)));
        for query in ["", "ada", "https://other.example/u/ada", "https://pod.example/posts/1"] {
            assert_eq!(resource(query, &pod), None, "{query}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_survived(bytes: Vec<u8>, text: String) {
            let (id, _, pod) = ada();
            let _ = parse(&bytes, &id);
            let _ = parse(&answer("acct:ada@pod.example", &text), &id);
            let _ = resource(&text, &pod);
        }
    }
}
