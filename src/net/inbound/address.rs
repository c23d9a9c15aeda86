//! Who asks, and how.

use crate::config::{Config, ProxyHeader};
use ipnet::IpNet;
use std::convert::Infallible;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use warp::Filter;
use warp::http::HeaderMap;

/// The address of the visitor: of the connection, or what a trusted proxy says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ClientAddress(IpAddr);

/// How the visitor reaches the pod, as far as the nearest trusted proxy knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Readable on the way.
    Http,
    /// Over TLS.
    Https,
}

impl ClientAddress {
    /// An IPv4 address written as IPv6 becomes IPv4.
    pub fn new(address: IpAddr) -> Self {
        Self(address.to_canonical())
    }

    /// The whole address.
    pub fn ip(self) -> IpAddr {
        self.0
    }

    /// Whether the visitor is this machine itself: never limited. (H-132)
    pub fn is_loopback(self) -> bool {
        self.0.is_loopback()
    }

    /// Whether the visitor is in a private network: at home.
    pub fn is_private(self) -> bool {
        match self.0 {
            IpAddr::V4(address) => address.is_private() || address.is_loopback() || address.is_link_local(),
            IpAddr::V6(address) => {
                address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local()
            }
        }
    }

    /// What counts as one visitor: the IPv4 address or the IPv6 /64 network.
    pub fn household(self) -> IpAddr {
        self.prefix(32, 64)
    }

    /// The address for the log: the IPv4 /24 or IPv6 /48 network, unless the admin wants it whole.
    /// (H-117)
    pub fn for_log(self, whole: bool) -> IpAddr {
        if whole { self.0 } else { self.prefix(24, 48) }
    }

    fn prefix(self, v4: u32, v6: u32) -> IpAddr {
        match self.0 {
            IpAddr::V4(address) => Ipv4Addr::from_bits(address.to_bits() & (u32::MAX << (32 - v4))).into(),
            IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << (128 - v6))).into(),
        }
    }
}

impl fmt::Display for ClientAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// The visitor's address. A request that came past no gate counts as from nowhere in particular.
pub fn client() -> impl Filter<Extract = (ClientAddress,), Error = Infallible> + Copy {
    warp::ext::optional().map(|found: Option<_>| found.unwrap_or(ClientAddress(Ipv4Addr::UNSPECIFIED.into())))
}

/// How the visitor reaches the pod.
pub fn scheme() -> impl Filter<Extract = (Scheme,), Error = Infallible> + Copy {
    warp::ext::optional().map(|found: Option<_>| found.unwrap_or(Scheme::Http))
}

/// Whose word about visitors is believed, and in which header.
#[derive(Clone, Debug)]
pub struct Proxies {
    trusted: Vec<IpNet>,
    header: ProxyHeader,
}

/// Addresses of one header that are looked at, from its end.
const HOPS: usize = 16;

impl Proxies {
    /// Believes these proxies' word in this header and nobody's in the other one.
    pub fn new(trusted: Vec<IpNet>, header: ProxyHeader) -> Self {
        Self { trusted, header }
    }

    /// As configured.
    pub fn of(config: &Config) -> Self {
        Self::new(config.trusted_proxies(), config.proxy_header())
    }

    /// Whether connections from here are a proxy's.
    pub fn trusts(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.trusted.iter().any(|net| net.contains(&address))
    }

    /// Who asks and how, from the connection and its headers: the last address that is not a
    /// trusted proxy's, read from the end, since everything before it can be invented.
    pub fn visitor(&self, peer: IpAddr, scheme: Scheme, headers: &HeaderMap) -> (ClientAddress, Scheme) {
        if !self.trusts(peer) {
            return (ClientAddress::new(peer), scheme);
        }
        let (addresses, told) = match self.header {
            ProxyHeader::XForwardedFor => (values(headers, "x-forwarded-for"), last(headers, "x-forwarded-proto")),
            ProxyHeader::Forwarded => {
                let elements = values(headers, "forwarded");
                let told = elements.first().and_then(|element| parameter(element, "proto"));
                let named = elements.iter().map(|element| parameter(element, "for").unwrap_or_default());
                (named.collect(), told)
            }
        };
        let mut nearest = peer;
        for text in &addresses {
            // An unreadable entry ends what can be known.
            let Some(address) = read_address(text) else { break };
            nearest = address;
            if !self.trusts(address) {
                break;
            }
        }
        let scheme = match told.as_deref() {
            Some("https") => Scheme::Https,
            Some("http") => Scheme::Http,
            _ => scheme,
        };
        (ClientAddress::new(nearest), scheme)
    }
}

/// The list in a header that may come several times, last entry first.
fn values(headers: &HeaderMap, name: &str) -> Vec<String> {
    let lines: Vec<_> = headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect();
    let entries = lines.iter().rev().flat_map(|line| line.rsplit(','));
    entries.take(HOPS).map(|entry| entry.trim().to_owned()).collect()
}

fn last(headers: &HeaderMap, name: &str) -> Option<String> {
    values(headers, name).into_iter().next().map(|value| value.to_ascii_lowercase())
}

/// A parameter of one `Forwarded` element, without its quotes.
fn parameter(element: &str, name: &str) -> Option<String> {
    let pairs = element.split(';').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.into_iter().find(|(key, _)| key.trim().eq_ignore_ascii_case(name))?;
    Some(value.trim().trim_matches('"').to_ascii_lowercase())
}

/// An address with or without brackets and port.
fn read_address(text: &str) -> Option<IpAddr> {
    let bare = match text.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?.0,
        None if text.matches(':').count() == 1 => text.split_once(':')?.0,
        None => text,
    };
    bare.parse::<IpAddr>().ok().map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use warp::http::HeaderValue;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect(text)
    }

    fn visitor(header: ProxyHeader, peer: &str, headers: &[(&'static str, &str)]) -> (String, Scheme) {
        let trusted = ["127.0.0.1/32", "::1/128", "10.0.0.0/8"].map(|net| net.parse().expect("range"));
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, HeaderValue::from_str(value).expect("value"));
        }
        let (client, scheme) = Proxies::new(trusted.to_vec(), header).visitor(ip(peer), Scheme::Http, &map);
        (client.to_string(), scheme)
    }

    // H-125, H-132
    #[test]
    fn only_a_trusted_proxy_is_believed() {
        let lie = [("x-forwarded-for", "1.2.3.4"), ("x-forwarded-proto", "https")];
        let of = |peer, headers: &[(&'static str, &str)]| visitor(ProxyHeader::XForwardedFor, peer, headers);
        assert_eq!(of("93.184.216.34", &lie), ("93.184.216.34".into(), Scheme::Http));
        assert_eq!(of("127.0.0.1", &lie), ("1.2.3.4".into(), Scheme::Https));
        assert_eq!(of("::ffff:127.0.0.1", &lie), ("1.2.3.4".into(), Scheme::Https));
        assert_eq!(of("127.0.0.1", &[("forwarded", "for=1.2.3.4;proto=https")]), ("127.0.0.1".into(), Scheme::Http));
    }

    #[test]
    fn the_last_address_that_is_no_proxy_counts() {
        let of = |value| visitor(ProxyHeader::XForwardedFor, "::1", &[("x-forwarded-for", value)]).0;
        assert_eq!(of("6.6.6.6, 1.2.3.4"), "1.2.3.4");
        assert_eq!(of("6.6.6.6, 1.2.3.4, 10.0.0.7"), "1.2.3.4");
        assert_eq!(of("10.0.0.8, 10.0.0.7"), "10.0.0.8");
        assert_eq!(of("6.6.6.6, horse, 10.0.0.7"), "10.0.0.7");
        assert_eq!(of(""), "::1");
        assert_eq!(of("1.2.3.4:5678"), "1.2.3.4");
        assert_eq!(of("[2001:470::1]:443"), "2001:470::1");
        assert_eq!(of("::ffff:1.2.3.4"), "1.2.3.4");
        let two = [("x-forwarded-for", "6.6.6.6"), ("x-forwarded-for", "1.2.3.4")];
        assert_eq!(visitor(ProxyHeader::XForwardedFor, "::1", &two).0, "1.2.3.4");
        assert_eq!(of(&"10.0.0.1,".repeat(10_000)), "::1");
    }

    #[test]
    fn the_standard_header_is_read_when_chosen() {
        let of =
            |value| visitor(ProxyHeader::Forwarded, "::1", &[("x-forwarded-for", "6.6.6.6"), ("forwarded", value)]);
        assert_eq!(
            of("for=6.6.6.6, For=\"[2001:470::1]:80\";Proto=HTTPS;by=10.0.0.1"),
            ("2001:470::1".into(), Scheme::Https)
        );
        assert_eq!(of("for=1.2.3.4"), ("1.2.3.4".into(), Scheme::Http));
        assert_eq!(of("for=_hidden"), ("::1".into(), Scheme::Http));
    }

    proptest! {
        // H-143
        #[test]
        fn any_header_is_read_without_panic(value in "[ -~]{0,80}", list in "[0-9a-f.:\\[\\],;=\" for]{0,80}") {
            for text in [&value, &list] {
                for (header, name) in [(ProxyHeader::Forwarded, "forwarded"), (ProxyHeader::XForwardedFor, "x-forwarded-for")] {
                    visitor(header, "::1", &[(name, text), ("x-forwarded-proto", text)]);
                }
            }
        }
    }

    // H-117
    #[test]
    fn the_log_sees_a_network_and_limits_see_a_household() {
        let of = |text| ClientAddress::new(ip(text));
        assert_eq!(of("1.2.3.4").for_log(false), ip("1.2.3.0"));
        assert_eq!(of("1.2.3.4").for_log(true), ip("1.2.3.4"));
        assert_eq!(of("2001:470:1:2:3::4").for_log(false), ip("2001:470:1::"));
        assert_eq!(of("2001:470:1:2:3::4").household(), ip("2001:470:1:2::"));
        assert_eq!(of("::ffff:1.2.3.4").household(), ip("1.2.3.4"));
    }
}
