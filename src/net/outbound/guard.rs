//! Which addresses the pod may ask.
//!
//! Whoever writes to us names addresses that we then ask. Without this guard anybody could make the
//! pod talk to the router, to a database beside it, or to itself. The decision is made on the
//! address that is about to be connected to, never on the name. (spec/appliance.md §17.3)

use super::WireError;
use super::target::{Target, UrlFault};
use crate::base::PodUrl;
use crate::config::Config;
use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// IPv4 ranges that are nobody's pod: private, local, documentation, multicast, reserved. (H-135)
const DENIED_V4: [([u8; 4], u32); 18] = [
    ([0, 0, 0, 0], 8),
    ([10, 0, 0, 0], 8),
    ([100, 64, 0, 0], 10),
    ([127, 0, 0, 0], 8),
    ([169, 254, 0, 0], 16),
    ([172, 16, 0, 0], 12),
    ([192, 0, 0, 0], 24),
    ([192, 0, 2, 0], 24),
    ([192, 31, 196, 0], 24),
    ([192, 52, 193, 0], 24),
    ([192, 88, 99, 0], 24),
    ([192, 168, 0, 0], 16),
    ([192, 175, 48, 0], 24),
    ([198, 18, 0, 0], 15),
    ([198, 51, 100, 0], 24),
    ([203, 0, 113, 0], 24),
    ([224, 0, 0, 0], 4),
    ([240, 0, 0, 0], 4),
];

/// The only IPv6 range in which pods can be.
const ALLOWED_V6: ([u16; 8], u32) = ([0x2000, 0, 0, 0, 0, 0, 0, 0], 3);

/// Parts of it that are special all the same: protocol assignments, documentation, 6to4, AS112.
const DENIED_V6: [([u16; 8], u32); 5] = [
    ([0x2001, 0, 0, 0, 0, 0, 0, 0], 23),
    ([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], 32),
    ([0x2002, 0, 0, 0, 0, 0, 0, 0], 16),
    ([0x2620, 0x4f, 0x8000, 0, 0, 0, 0, 0], 48),
    ([0x3fff, 0, 0, 0, 0, 0, 0, 0], 20),
];

/// How far a request may reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Public addresses and the excepted ranges.
    Anywhere,
    /// The excepted ranges alone: what is asked for is not proper on the open network.
    Exceptions,
}

/// The rules of one pod.
#[derive(Clone, Debug, Default)]
pub struct Guard {
    allow: Vec<IpNet>,
    ports: Vec<u16>,
    own: Option<String>,
}

impl Guard {
    /// The rules: ranges open although private, ports other than those of the ranges, and the
    /// pod's own address, which it never asks.
    pub fn new(allow: Vec<IpNet>, ports: Vec<u16>, own: Option<&PodUrl>) -> Self {
        Self { allow, ports, own: own.map(|url| url.authority().to_owned()) }
    }

    /// The rules as configured.
    pub fn of(config: &Config) -> Self {
        Self::new(config.outgoing_allow(), config.outgoing_ports(), config.url().as_ref())
    }

    /// What can be said before a name is resolved: scheme, port, own address, and everything about
    /// a host that is an address already.
    pub(super) fn check(&self, target: &Target) -> Result<Reach, WireError> {
        if self.own.as_deref() == Some(&target.authority()) {
            return Err(WireError::Refused(None));
        }
        let open = target.is_https() && self.ports.contains(&target.port());
        let reach = if open { Reach::Anywhere } else { Reach::Exceptions };
        if reach == Reach::Exceptions && self.allow.is_empty() {
            let fault = if target.is_https() { UrlFault::Port } else { UrlFault::Scheme };
            return Err(WireError::Url(fault));
        }
        match target.address() {
            Some(address) if !self.permits(address, reach) => Err(WireError::Refused(Some(address))),
            _ => Ok(reach),
        }
    }

    /// Whether this very address may be connected to.
    pub(super) fn permits(&self, address: IpAddr, reach: Reach) -> bool {
        let excepted = self.allow.iter().any(|net| net.contains(&address) || net.contains(&unmapped(address)));
        excepted || (reach == Reach::Anywhere && is_public(address))
    }
}

/// Whether the address is on the open network.
pub fn is_public(address: IpAddr) -> bool {
    match unmapped(address) {
        IpAddr::V4(address) => !DENIED_V4.iter().any(|(net, bits)| v4_within(address, *net, *bits)),
        IpAddr::V6(address) => {
            v6_within(address, ALLOWED_V6.0, ALLOWED_V6.1)
                && !DENIED_V6.iter().any(|(net, bits)| v6_within(address, *net, *bits))
        }
    }
}

/// The IPv4 address inside an IPv6 one that leads to it: mapped (`::ffff:0:0/96`) or translated
/// (`64:ff9b::/96`); any other address as it is.
fn unmapped(address: IpAddr) -> IpAddr {
    let IpAddr::V6(v6) = address else { return address };
    match v6.segments() {
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            IpAddr::V4(Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)))
        }
        _ => address,
    }
}

fn v4_within(address: Ipv4Addr, net: [u8; 4], bits: u32) -> bool {
    (address.to_bits() ^ Ipv4Addr::from(net).to_bits()) >> (32 - bits) == 0
}

fn v6_within(address: Ipv6Addr, net: [u16; 8], bits: u32) -> bool {
    (address.to_bits() ^ Ipv6Addr::from(net).to_bits()) >> (128 - bits) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(allow: &[&str]) -> Guard {
        let allow = allow.iter().map(|net| net.parse().expect("range")).collect();
        let own = PodUrl::parse("https://own.example").expect("address");
        Guard::new(allow, vec![443, 8443], Some(&own))
    }

    fn check(guard: &Guard, url: &str) -> Result<Reach, WireError> {
        guard.check(&Target::parse(url).expect(url))
    }

    // H-135
    #[test]
    fn the_first_and_last_address_of_every_denied_range_is_refused_and_its_neighbours_are_not() {
        let neighbours = [
            ("1.0.0.0", true),
            ("9.255.255.255", true),
            ("10.0.0.0", false),
            ("10.255.255.255", false),
            ("11.0.0.0", true),
            ("100.63.255.255", true),
            ("100.64.0.0", false),
            ("100.127.255.255", false),
            ("100.128.0.0", true),
            ("126.255.255.255", true),
            ("127.0.0.0", false),
            ("127.255.255.255", false),
            ("128.0.0.0", true),
            ("169.253.255.255", true),
            ("169.254.169.254", false),
            ("169.255.0.0", true),
            ("172.15.255.255", true),
            ("172.16.0.0", false),
            ("172.31.255.255", false),
            ("172.32.0.0", true),
            ("192.0.0.255", false),
            ("192.0.1.0", true),
            ("192.0.2.1", false),
            ("192.31.196.1", false),
            ("192.52.193.1", false),
            ("192.88.99.1", false),
            ("192.167.255.255", true),
            ("192.168.0.0", false),
            ("192.169.0.0", true),
            ("192.175.48.1", false),
            ("198.17.255.255", true),
            ("198.18.0.0", false),
            ("198.19.255.255", false),
            ("198.20.0.0", true),
            ("198.51.100.1", false),
            ("203.0.113.1", false),
            ("223.255.255.255", true),
            ("224.0.0.1", false),
            ("240.0.0.1", false),
            ("255.255.255.255", false),
            ("0.0.0.0", false),
            ("0.255.255.255", false),
        ];
        for (address, public) in neighbours {
            assert_eq!(is_public(address.parse().expect(address)), public, "{address}");
            let mapped = format!("::ffff:{address}").parse().expect(address);
            let translated = format!("64:ff9b::{address}").parse().expect(address);
            assert_eq!((is_public(mapped), is_public(translated)), (public, public), "{address}");
        }
    }

    // H-135
    #[test]
    fn of_ipv6_only_the_global_range_without_its_special_parts_is_public() {
        for (address, public) in [
            ("::", false),
            ("::1", false),
            ("::7f00:1", false),
            ("fe80::1", false),
            ("fc00::1", false),
            ("fd12::1", false),
            ("ff02::1", false),
            ("1fff:ffff::1", false),
            ("2000::1", true),
            ("2001::1", false),
            ("2001:1ff:ffff::1", false),
            ("2001:200::1", true),
            ("2001:db8::1", false),
            ("2001:db9::1", true),
            ("2002:7f00:1::1", false),
            ("2003::1", true),
            ("2606:4700::1111", true),
            ("2620:4f:8000::1", false),
            ("2620:4f:8001::1", true),
            ("3fff::1", false),
            ("3fff:1000::1", true),
            ("4000::1", false),
            ("64:ff9b:1::7f00:1", false),
        ] {
            assert_eq!(is_public(address.parse().expect(address)), public, "{address}");
        }
    }

    // H-134
    #[test]
    fn scheme_and_port_must_be_open_ones() {
        let strict = guard(&[]);
        assert_eq!(check(&strict, "https://pod.example/x"), Ok(Reach::Anywhere));
        assert_eq!(check(&strict, "https://pod.example:8443/x"), Ok(Reach::Anywhere));
        assert_eq!(check(&strict, "https://pod.example:22/"), Err(WireError::Url(UrlFault::Port)));
        assert_eq!(check(&strict, "http://pod.example/"), Err(WireError::Url(UrlFault::Scheme)));
        assert_eq!(check(&strict, "https://OWN.example./x"), Err(WireError::Refused(None)));
        assert_eq!(check(&strict, "https://own.example:8443/x"), Ok(Reach::Anywhere));
    }

    // H-137
    #[test]
    fn an_exception_opens_its_range_for_any_port_and_scheme_and_nothing_else() {
        let lenient = guard(&["127.0.0.0/8"]);
        let loopback: IpAddr = [127, 0, 0, 1].into();
        assert_eq!(check(&lenient, "http://127.0.0.1:9999/"), Ok(Reach::Exceptions));
        assert_eq!(check(&lenient, "https://pod.example:22/"), Ok(Reach::Exceptions));
        assert!(!lenient.permits("93.184.216.34".parse().expect("address"), Reach::Exceptions));
        assert!(lenient.permits(loopback, Reach::Anywhere) && lenient.permits(loopback, Reach::Exceptions));
        assert!(lenient.permits("::ffff:127.0.0.1".parse().expect("address"), Reach::Anywhere));
        let inside: IpAddr = [10, 0, 0, 1].into();
        assert_eq!(check(&lenient, "https://10.0.0.1/"), Err(WireError::Refused(Some(inside))));
    }
}
