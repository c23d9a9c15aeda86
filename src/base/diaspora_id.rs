//! The address of a person.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A person's address in the network, `name@host` or `name@host:port`, lower case, at most 255
/// characters. (spec/federation.md §1.1)
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DiasporaId(String);

/// The text is not a diaspora ID.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidDiasporaId;

impl DiasporaId {
    /// Reads an ID exactly as it must stand on the wire; upper case is refused.
    pub fn parse(text: &str) -> Result<Self, InvalidDiasporaId> {
        Self::try_from(text.to_owned())
    }

    /// Reads what a person typed or a query carried: blanks around it, a leading `acct:` or `@`
    /// and upper case are forgiven.
    pub fn from_input(text: &str) -> Result<Self, InvalidDiasporaId> {
        let text = text.trim();
        let text = text.strip_prefix("acct:").or_else(|| text.strip_prefix("ACCT:")).unwrap_or(text);
        Self::parse(&text.trim_start_matches('@').to_lowercase())
    }

    /// The whole address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the `@`.
    pub fn user(&self) -> &str {
        self.0.split_once('@').map_or("", |(user, _)| user)
    }

    /// The part after the `@`, with the port if there is one.
    pub fn host(&self) -> &str {
        self.0.split_once('@').map_or("", |(_, host)| host)
    }
}

fn valid_user(user: &str) -> bool {
    // The network lets Unicode lower-case letters pass; so do we when others use them.
    let allowed = |c: char| c.is_ascii_digit() || "-_.".contains(c) || (c.is_alphabetic() && c.is_lowercase());
    !user.is_empty() && user.chars().all(allowed)
}

fn valid_host(host: &str) -> bool {
    let (name, port) = match host.strip_prefix('[') {
        Some(rest) => match rest.split_once(']') {
            Some((address, "")) => (address, None),
            Some((address, tail)) => match tail.strip_prefix(':') {
                Some(port) => (address, Some(port)),
                None => return false,
            },
            None => return false,
        },
        None => match host.split_once(':') {
            Some((name, port)) => (name, Some(port)),
            None => (host, None),
        },
    };
    if port.is_some_and(|port| {
        port.is_empty() || !port.bytes().all(|byte| byte.is_ascii_digit()) || port.parse::<u16>().is_err()
    }) {
        return false;
    }
    if host.starts_with('[') {
        return name.parse::<std::net::Ipv6Addr>().is_ok();
    }
    let label = |label: &str| {
        !label.is_empty()
            && label.chars().all(|c| c.is_ascii_digit() || c == '-' || (c.is_alphabetic() && c.is_lowercase()))
    };
    name.split('.').all(label)
}

impl fmt::Display for DiasporaId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for InvalidDiasporaId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a diaspora ID: it looks like name@pod.example, in lower case")
    }
}

impl std::error::Error for InvalidDiasporaId {}

impl TryFrom<String> for DiasporaId {
    type Error = InvalidDiasporaId;
    fn try_from(text: String) -> Result<Self, InvalidDiasporaId> {
        let is_valid = text.split_once('@').is_some_and(|(user, host)| valid_user(user) && valid_host(host));
        if is_valid && text.chars().count() <= 255 { Ok(Self(text)) } else { Err(InvalidDiasporaId) }
    }
}

impl std::str::FromStr for DiasporaId {
    type Err = InvalidDiasporaId;
    fn from_str(text: &str) -> Result<Self, InvalidDiasporaId> {
        Self::parse(text)
    }
}

impl From<DiasporaId> for String {
    fn from(id: DiasporaId) -> Self {
        id.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // F-093
    #[test]
    fn the_wire_form_is_strict() {
        for good in ["bob@example.com", "a.b-c_1@localhost:3000", "a@[::1]:80", "a@127.0.0.1", "ä@pod.example"] {
            assert!(DiasporaId::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "bob",
            "@x",
            "Bob@example.com",
            "bob@Example.com",
            "b+c@example.com",
            "bob@example..com",
            "bob@example.com:",
            "bob@example.com:x",
            "bob@example.com/x",
            "bob@a@b",
            "b b@x",
        ] {
            assert_eq!(DiasporaId::parse(bad), Err(InvalidDiasporaId), "{bad}");
        }
        assert!(DiasporaId::parse(&format!("{}@example.com", "a".repeat(250))).is_err());
    }

    // F-002, F-033
    #[test]
    fn what_people_type_is_forgiven() {
        for text in ["bob@example.com", " acct:Bob@Example.com ", "@bob@example.com", "BOB@EXAMPLE.COM"] {
            assert_eq!(DiasporaId::from_input(text).map(String::from), Ok("bob@example.com".to_owned()));
        }
    }
}
