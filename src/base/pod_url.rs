//! The base address of a pod.

use serde::{Deserialize, Serialize};
use std::fmt;
use url::{Host, Url};

/// Scheme, host and port of a pod, always ending in `/`, without path, query or credentials:
/// `https://pod.example/`. All other addresses of the pod are built from it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PodUrl(String);

/// The text is not the base address of a pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidPodUrl;

impl PodUrl {
    /// Reads an address and normalises it; a missing final slash is forgiven, a path is not.
    pub fn parse(text: &str) -> Result<Self, InvalidPodUrl> {
        if is_plain(text) {
            return Ok(Self(text.to_owned()));
        }
        let url = Url::parse(text.trim()).map_err(|_| InvalidPodUrl)?;
        let plain = matches!(url.scheme(), "http" | "https")
            && url.username().is_empty()
            && url.password().is_none()
            && url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none();
        if !plain || url.host_str().is_none_or(str::is_empty) || url.as_str().len() > 255 {
            return Err(InvalidPodUrl);
        }
        Ok(Self(url.into()))
    }

    /// The whole address, with its final slash.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address of a path on this pod; `path` has no leading slash.
    pub fn join(&self, path: &str) -> String {
        format!("{}{}", self.0, path.trim_start_matches('/'))
    }

    /// Host and, unless it is the scheme's own, port: what stands in diaspora IDs.
    pub fn authority(&self) -> &str {
        self.0.split_once("://").map_or("", |(_, rest)| rest.trim_end_matches('/'))
    }

    /// The host without the port.
    pub fn host(&self) -> String {
        match Url::parse(&self.0).ok().and_then(|url| url.host().map(|host| host.to_owned())) {
            Some(Host::Domain(name)) => name,
            Some(Host::Ipv4(address)) => address.to_string(),
            Some(Host::Ipv6(address)) => format!("[{address}]"),
            None => String::new(),
        }
    }

    /// The origin as browsers write it: the address without the final slash.
    pub fn origin(&self) -> &str {
        self.0.trim_end_matches('/')
    }

    /// Whether browsers reach this pod over TLS.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https:")
    }
}

/// Whether this is certainly an address as we write it, of a host with an ordinary name. Every row
/// of the store that is read holds one; only what is doubtful is worth the long way.
fn is_plain(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let Some(host) = rest.and_then(|rest| rest.strip_suffix('/')) else { return false };
    let is_label = |label: &str| {
        // Labels in Punycode are checked in full, and a last one of digits makes an IPv4 address.
        label.bytes().next().is_some_and(|first| first.is_ascii_lowercase())
            && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
            && !label.starts_with("xn--")
    };
    text.len() <= 255 && host.split('.').all(is_label)
}

impl fmt::Display for PodUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for InvalidPodUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the address of a pod: it looks like https://pod.example")
    }
}

impl std::error::Error for InvalidPodUrl {}

impl TryFrom<String> for PodUrl {
    type Error = InvalidPodUrl;
    fn try_from(text: String) -> Result<Self, InvalidPodUrl> {
        if is_plain(&text) { Ok(Self(text)) } else { Self::parse(&text) }
    }
}

impl std::str::FromStr for PodUrl {
    type Err = InvalidPodUrl;
    fn from_str(text: &str) -> Result<Self, InvalidPodUrl> {
        Self::parse(text)
    }
}

impl From<PodUrl> for String {
    fn from(url: PodUrl) -> Self {
        url.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_way_and_the_long_way_agree() {
        let hosts = [
            "pod.example",
            "a.b-c.d1",
            "localhost",
            "pod-.example",
            "long-label-of-a-name.pods.example.org",
            "x--y.test",
        ];
        for (scheme, host) in ["http", "https"].into_iter().flat_map(|scheme| hosts.map(|host| (scheme, host))) {
            let text = format!("{scheme}://{host}/");
            assert!(is_plain(&text), "{text}");
            assert_eq!(Url::parse(&text).unwrap().as_str(), text);
        }
        for doubtful in [
            "https://pod.example",
            "https://pod.example//",
            "https://pod.example:8443/",
            "https://Pod.example/",
            "https://1.2.3.4/",
            "https://pod.0x7f/",
            "https://pod..example/",
            "https://pod.example./",
            "https://xn--bcher-kva.example/",
            "https://u@pod.example/",
            "ftp://pod.example/",
            "https:///",
            " https://pod.example/",
        ] {
            assert!(!is_plain(doubtful), "{doubtful}");
        }
    }

    #[test]
    fn only_a_bare_origin_is_a_pod() {
        for (text, authority) in [
            ("https://Pod.Example", "pod.example"),
            ("https://pod.example:443/", "pod.example"),
            ("https://pod.test:8443", "pod.test:8443"),
            ("http://[::1]:80", "[::1]"),
        ] {
            assert_eq!(PodUrl::parse(text).expect(text).authority(), authority);
        }
        for bad in [
            "pod.example",
            "ftp://pod.example",
            "https://pod.example/path",
            "https://u:p@pod.example",
            "https://pod.example/?q",
            "https://",
        ] {
            assert_eq!(PodUrl::parse(bad), Err(InvalidPodUrl), "{bad}");
        }
    }
}
