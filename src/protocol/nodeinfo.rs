//! NodeInfo: what software a pod runs and how busy it is.
//!
//! Served in versions 2.0 and 2.1; 1.0 knows only a fixed list of programs, so it is not served.
//! Read from others in any version, for the list of known pods. spec: §1.7

use crate::base::PodUrl;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::fmt;

const SCHEMA: &str = "http://nodeinfo.diaspora.software/ns/schema/";

/// A version of the document that we serve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// 2.0.
    V2_0,
    /// 2.1: also says where the source is.
    V2_1,
}

/// What our document says. Everything optional is left out when the admin does not want it told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pod {
    /// Version of this program.
    pub software_version: String,
    /// Address of the source (2.1 only).
    pub repository: Option<String>,
    /// Address of the program's home (2.1 only).
    pub homepage: Option<String>,
    /// Whether anybody may create an account.
    pub open_registrations: bool,
    /// Accounts in total.
    pub users_total: Option<u64>,
    /// Accounts used within half a year.
    pub users_half_year: Option<u64>,
    /// Accounts used within a month.
    pub users_month: Option<u64>,
    /// Posts by our people.
    pub local_posts: Option<u64>,
    /// Comments by our people.
    pub local_comments: Option<u64>,
    /// Name of the pod.
    pub name: Option<String>,
    /// User name of the admin to turn to.
    pub admin_account: Option<String>,
}

/// What another pod told about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Software {
    /// Name of the program.
    pub name: String,
    /// Version of the program.
    pub version: String,
    /// Whether anybody may create an account there.
    pub open_registrations: bool,
}

/// The document is not NodeInfo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeinfoError;

impl Version {
    /// Reads the last part of the address.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "2.0" => Some(Self::V2_0),
            "2.1" => Some(Self::V2_1),
            _ => None,
        }
    }

    /// The last part of the address.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V2_0 => "2.0",
            Self::V2_1 => "2.1",
        }
    }

    /// Media type of the document.
    pub fn content_type(self) -> String {
        format!("application/json; profile=\"{SCHEMA}{}#\"; charset=utf-8", self.as_str())
    }
}

/// Served at `/.well-known/nodeinfo`.
pub fn well_known(pod: &PodUrl) -> String {
    let link = |version: Version| {
        let version = version.as_str();
        json!({"rel": format!("{SCHEMA}{version}"), "href": pod.join(&format!("nodeinfo/{version}"))})
    };
    json!({"links": [link(Version::V2_0), link(Version::V2_1)]}).to_string()
}

/// Served at `/nodeinfo/<version>`.
pub fn document(version: Version, pod: &Pod) -> String {
    let mut software = object([("name", Some(json!("seedpod"))), ("version", Some(json!(pod.software_version)))]);
    if version == Version::V2_1 {
        software.extend(object([("repository", value(&pod.repository)), ("homepage", value(&pod.homepage))]));
    }
    let users = object([
        ("total", value(&pod.users_total)),
        ("activeHalfyear", value(&pod.users_half_year)),
        ("activeMonth", value(&pod.users_month)),
    ]);
    let usage = object([
        ("users", Some(Value::Object(users))),
        ("localPosts", value(&pod.local_posts)),
        ("localComments", value(&pod.local_comments)),
    ]);
    json!({
        "version": version.as_str(),
        "software": software,
        "protocols": ["diaspora"],
        "services": {"inbound": [], "outbound": []},
        "openRegistrations": pod.open_registrations,
        "usage": usage,
        "metadata": object([("nodeName", value(&pod.name)), ("adminAccount", value(&pod.admin_account))]),
    })
    .to_string()
}

fn value<T: Serialize>(it: &Option<T>) -> Option<Value> {
    it.as_ref().and_then(|it| serde_json::to_value(it).ok())
}

fn object<const N: usize>(members: [(&str, Option<Value>); N]) -> Map<String, Value> {
    members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

/// The address of another pod's document, of the highest version that we can read.
pub fn parse_well_known(json: &[u8]) -> Result<String, NodeinfoError> {
    #[derive(Deserialize)]
    struct Links {
        links: Vec<Link>,
    }
    #[derive(Deserialize)]
    struct Link {
        rel: String,
        href: String,
    }
    let found: Links = serde_json::from_slice(json).map_err(|_| NodeinfoError)?;
    let of = |version: &str| found.links.iter().find(|link| link.rel.strip_prefix(SCHEMA) == Some(version));
    let link = ["2.1", "2.0", "1.0"].into_iter().find_map(of).ok_or(NodeinfoError)?;
    let address = ::url::Url::parse(&link.href).map_err(|_| NodeinfoError)?;
    if matches!(address.scheme(), "http" | "https") { Ok(address.into()) } else { Err(NodeinfoError) }
}

/// Reads another pod's document of any version.
pub fn parse(json: &[u8]) -> Result<Software, NodeinfoError> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Document {
        software: Program,
        open_registrations: bool,
    }
    #[derive(Deserialize)]
    struct Program {
        name: String,
        version: String,
    }
    let document: Document = serde_json::from_slice(json).map_err(|_| NodeinfoError)?;
    let short = |text: String| text.chars().filter(|c| !c.is_control()).take(64).collect();
    Ok(Software {
        name: short(document.software.name),
        version: short(document.software.version),
        open_registrations: document.open_registrations,
    })
}

impl fmt::Display for NodeinfoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the answer is not NodeInfo")
    }
}

impl std::error::Error for NodeinfoError {}

#[cfg(test)]
mod tests {
    use super::*;

    // F-010
    #[test]
    fn the_index_names_both_versions_and_no_other() {
        let pod = PodUrl::parse("https://pod.example").expect("a pod");
        let index: Value = serde_json::from_str(&well_known(&pod)).expect("JSON");
        let hrefs: Vec<_> = index["links"].as_array().expect("links").iter().map(|link| link["href"].clone()).collect();
        assert_eq!(hrefs, ["https://pod.example/nodeinfo/2.0", "https://pod.example/nodeinfo/2.1"]);
        assert_eq!(parse_well_known(well_known(&pod).as_bytes()).as_deref(), Ok("https://pod.example/nodeinfo/2.1"));
    }

    // F-010: required members are there, nothing is null, nothing is added that a schema forbids
    #[test]
    fn documents_hold_what_the_schemas_ask_for() {
        let pod = Pod {
            software_version: "0.10.0".to_owned(),
            repository: Some("https://x.example".to_owned()),
            local_posts: Some(3),
            ..Pod::default()
        };
        for version in [Version::V2_0, Version::V2_1] {
            let text = document(version, &pod);
            assert!(!text.contains("null"));
            let value: Value = serde_json::from_str(&text).expect("JSON");
            let mut keys: Vec<_> = value.as_object().expect("an object").keys().map(String::as_str).collect();
            keys.sort_unstable();
            assert_eq!(
                keys,
                ["metadata", "openRegistrations", "protocols", "services", "software", "usage", "version"]
            );
            assert_eq!(value["version"], version.as_str());
            assert_eq!(value["usage"], json!({"users": {}, "localPosts": 3}));
            assert_eq!(value["software"].get("repository").is_some(), version == Version::V2_1);
            assert_eq!(parse(text.as_bytes()).map(|software| software.name), Ok("seedpod".to_owned()));
        }
    }

    // F-011
    #[test]
    fn other_versions_do_not_exist() {
        for text in ["1.0", "9.9", "", "2"] {
            assert_eq!(Version::parse(text), None);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_survived(bytes: Vec<u8>) {
            let _ = parse(&bytes);
            let _ = parse_well_known(&bytes);
        }
    }
}
