//! One address to be asked, in the only spelling it has.

use std::fmt;
use std::net::IpAddr;
use url::{Host, Url};

/// Characters an address may have.
const LONGEST: usize = 4096;

/// An `https` or `http` address without credentials or fragment, its host normalised: numbers in
/// any notation are an address, names are ASCII, lower case and without a final dot. (H-136)
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target(Url);

/// Why an address cannot be used at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlFault {
    /// It is no absolute URL, or has characters that URLs do not have.
    Syntax,
    /// It is too long.
    TooLong,
    /// Its scheme is not one the pod may use for it.
    Scheme,
    /// It carries a user name or password.
    Credentials,
    /// Its host is neither a name nor an address.
    Host,
    /// Its port is not open.
    Port,
}

impl Target {
    /// Reads an address as somebody else wrote it.
    pub fn parse(text: &str) -> Result<Self, UrlFault> {
        if text.len() > LONGEST {
            return Err(UrlFault::TooLong);
        }
        // The URL rules of browsers drop or replace these silently; nobody honest sends them.
        if text.contains(|c: char| c.is_control() || c.is_whitespace() || c == '\\') {
            return Err(UrlFault::Syntax);
        }
        let mut url = Url::parse(text).map_err(|error| match error {
            url::ParseError::RelativeUrlWithoutBase => UrlFault::Syntax,
            url::ParseError::InvalidPort => UrlFault::Port,
            _ => UrlFault::Host,
        })?;
        if !matches!(url.scheme(), "https" | "http") {
            return Err(UrlFault::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(UrlFault::Credentials);
        }
        if url.port_or_known_default().is_none_or(|port| port == 0) {
            return Err(UrlFault::Port);
        }
        url.set_fragment(None);
        normalise_host(&mut url)?;
        // Characters that had to be written as numbers make it longer.
        if url.as_str().len() > LONGEST {
            return Err(UrlFault::TooLong);
        }
        Ok(Self(url))
    }

    /// The address a redirect leads to; `location` may be relative.
    pub(super) fn join(&self, location: &str) -> Result<Self, UrlFault> {
        if location.len() > LONGEST || location.contains(|c: char| c.is_control() || c == '\\') {
            return Err(UrlFault::Syntax);
        }
        let url = self.0.join(location).map_err(|_| UrlFault::Syntax)?;
        Self::parse(url.as_str())
    }

    /// The whole address.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    pub(super) fn url(&self) -> Url {
        self.0.clone()
    }

    /// Whether it is asked over TLS.
    pub fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// The port, also where it is not written.
    pub fn port(&self) -> u16 {
        self.0.port_or_known_default().unwrap_or(443)
    }

    /// The host's name, or its address in brackets where that is usual.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// Host and, unless it is the scheme's own, port: as in diaspora IDs.
    pub fn authority(&self) -> String {
        let port = self.0.port().map(|port| format!(":{port}")).unwrap_or_default();
        format!("{}{port}", self.host())
    }

    /// The host, where it is an address and no name.
    pub(super) fn address(&self) -> Option<IpAddr> {
        match self.0.host()? {
            Host::Ipv4(address) => Some(address.into()),
            Host::Ipv6(address) => Some(address.into()),
            Host::Domain(_) => None,
        }
    }
}

fn normalise_host(url: &mut Url) -> Result<(), UrlFault> {
    let Some(Host::Domain(name)) = url.host() else {
        return if url.has_host() { Ok(()) } else { Err(UrlFault::Host) };
    };
    let bare = name.strip_suffix('.').unwrap_or(name).to_owned();
    let well_formed = |label: &str| {
        !label.is_empty() && label.len() <= 63 && label.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
    };
    if bare.len() > 253 || !bare.split('.').all(well_formed) {
        return Err(UrlFault::Host);
    }
    if bare.len() != name.len() {
        url.set_host(Some(&bare)).map_err(|_| UrlFault::Host)?;
    }
    Ok(())
}

impl fmt::Display for UrlFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Syntax => "it is not a complete address",
            Self::TooLong => "it is too long",
            Self::Scheme => "its scheme is not https",
            Self::Credentials => "it carries a user name or password",
            Self::Host => "its host is not a proper name",
            Self::Port => "its port is not open",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::guard::is_public;
    use super::*;
    use proptest::prelude::*;

    // H-136
    #[test]
    fn every_spelling_of_a_private_address_is_seen_through() {
        let spellings = [
            "127.0.0.1",
            "127.1",
            "127.0.1",
            "127.0.0.1.",
            "127.1.",
            "2130706433",
            "2130706433.",
            "0x7f000001",
            "0X7F000001",
            "0x7f.1",
            "0x7f.0x0.0x0.0x1",
            "0x7F.0.0.0x01",
            "017700000001",
            "0177.1",
            "0177.0.0.01",
            "0177.0x0.0.1",
            "00000177.0.0.1",
            "%31%32%37.0.0.1",
            "127%2e0%2e0%2e1",
            "1%32%37.0.0.1",
            "１２７.０.０.１",
            "127。0。0。1",
            "127．0．0．1",
            "127｡1",
            "①②⑦.0.0.1",
            "0",
            "0.0.0.0",
            "0x0",
            "00",
            "[::]",
            "[::1]",
            "[0:0:0:0:0:0:0:1]",
            "[0000:0000:0000:0000:0000:0000:0000:0001]",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
            "[::FFFF:7F00:0001]",
            "[0:0:0:0:0:ffff:127.0.0.1]",
            "[64:ff9b::127.0.0.1]",
            "[64:ff9b::7f00:1]",
            "[2002:7f00:1::]",
            "[fe80::1]",
            "[fd00::1]",
            "169.254.169.254",
            "0xa9fea9fe",
            "2852039166",
            "0251.0376.0251.0376",
            "10.1",
            "0xa.1",
            "012.1",
            "192.168.257",
            "3232235777",
        ];
        assert!(spellings.len() >= 40);
        for host in spellings {
            let target = Target::parse(&format!("https://{host}/x")).expect(host);
            let address = target.address().unwrap_or_else(|| panic!("{host} became the name {}", target.host()));
            assert!(!is_public(address), "{host} became {address}");
        }
    }

    // H-136
    #[test]
    fn every_spelling_of_a_name_becomes_one() {
        for (spelling, host) in [
            ("POD.Example", "pod.example"),
            ("pod.example.", "pod.example"),
            ("p%6Fd.example", "pod.example"),
            ("ｐｏｄ.example", "pod.example"),
            ("pod。example", "pod.example"),
            ("bücher.example", "xn--bcher-kva.example"),
            ("BÜCHER.example.", "xn--bcher-kva.example"),
            ("xn--bcher-kva.example", "xn--bcher-kva.example"),
            ("LocalHost", "localhost"),
            ("localhost.", "localhost"),
        ] {
            assert_eq!(Target::parse(&format!("https://{spelling}/")).expect(spelling).host(), host);
        }
    }

    // H-134, H-136
    #[test]
    fn what_is_no_address_is_refused() {
        for (text, fault) in [
            ("", UrlFault::Syntax),
            ("pod.example/x", UrlFault::Syntax),
            ("//pod.example/x", UrlFault::Syntax),
            ("https://pod.example/\nx", UrlFault::Syntax),
            ("https://pod.ex\tample/", UrlFault::Syntax),
            (" https://pod.example/", UrlFault::Syntax),
            ("https:\\\\pod.example\\x", UrlFault::Syntax),
            ("https://pod.example\\@127.0.0.1/", UrlFault::Syntax),
            ("ftp://pod.example/", UrlFault::Scheme),
            ("file:///etc/passwd", UrlFault::Scheme),
            ("gopher://pod.example/", UrlFault::Scheme),
            ("data:text/plain,x", UrlFault::Scheme),
            ("https://eva:x@pod.example/", UrlFault::Credentials),
            ("https://eva@pod.example/", UrlFault::Credentials),
            ("https://", UrlFault::Host),
            ("https://./", UrlFault::Host),
            ("https://pod..example/", UrlFault::Host),
            ("https://pod.example../", UrlFault::Host),
            ("https://127.0.0.256/", UrlFault::Host),
            ("https://1.2.3.4.5/", UrlFault::Host),
            ("https://[::1/", UrlFault::Host),
            ("https://[fe80::1%25eth0]/", UrlFault::Host),
            ("https://po d.example/", UrlFault::Syntax),
            ("https://pod.example:0/", UrlFault::Port),
            ("https://pod.example:70000/", UrlFault::Port),
            ("https://pod!.example/", UrlFault::Host),
        ] {
            assert_eq!(Target::parse(text), Err(fault), "{text:?}");
        }
        assert_eq!(Target::parse(&format!("https://pod.example/{}", "x".repeat(LONGEST))), Err(UrlFault::TooLong));
        assert_eq!(Target::parse(&format!("https://{}.example/", "x".repeat(64))), Err(UrlFault::Host));
    }

    #[test]
    fn a_redirect_may_be_relative_and_loses_its_fragment() {
        let start = Target::parse("https://pod.example:8443/a/b?c#d").expect("address");
        assert_eq!(
            (start.as_str(), start.port(), start.authority().as_str()),
            ("https://pod.example:8443/a/b?c", 8443, "pod.example:8443")
        );
        for (location, end) in [
            ("/x", "https://pod.example:8443/x"),
            ("x#y", "https://pod.example:8443/a/x"),
            ("//other.example./", "https://other.example/"),
        ] {
            assert_eq!(start.join(location).expect(location).as_str(), end);
        }
        assert_eq!(start.join("https://eva@x.example/"), Err(UrlFault::Credentials));
    }

    proptest! {
        // H-143
        #[test]
        fn any_text_is_read_without_panic_and_normal_forms_stay(text in "\\PC{0,60}", host in "[0-9a-fx.%\\[\\]:]{0,20}") {
            for text in [text.clone(), format!("https://{text}/"), format!("https://{host}/")] {
                if let Ok(target) = Target::parse(&text) {
                    prop_assert_eq!(Target::parse(target.as_str()), Ok(target));
                }
            }
        }
    }
}
