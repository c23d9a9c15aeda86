//! The machine's own view of its network, as the kernel tells it.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Lines of the kernel's lists that are looked at.
const LINES: usize = 512;
/// A route that is in use and leads through a router.
const GATEWAY: u32 = 0x0001 | 0x0002;
/// An address that is temporary, tentative, deprecated or in use twice.
const UNSTABLE: u32 = 0x01 | 0x08 | 0x20 | 0x40;

/// The router that everything goes through for which there is no nearer way.
pub(super) fn gateway() -> Option<Ipv4Addr> {
    gateway_in(&std::fs::read_to_string("/proc/self/net/route").ok()?)
}

/// Interface, destination, gateway, flags, two counters and the metric; addresses as the processor
/// has them in memory.
fn gateway_in(table: &str) -> Option<Ipv4Addr> {
    let route = |line: &str| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let number = |at: usize| u32::from_str_radix(fields.get(at)?, 16).ok();
        let is_default = number(1)? == 0 && number(7)? == 0 && number(3)? & GATEWAY == GATEWAY;
        let metric: u32 = fields.get(6)?.parse().ok()?;
        is_default.then_some((metric, Ipv4Addr::from(number(2)?.to_ne_bytes())))
    };
    table.lines().skip(1).take(LINES).filter_map(route).min_by_key(|(metric, _)| *metric).map(|(_, address)| address)
}

/// An address of the machine by which others can find it for long: global and not made for privacy.
/// (H-058)
pub fn lasting_address() -> Option<Ipv6Addr> {
    lasting_in(&std::fs::read_to_string("/proc/self/net/if_inet6").ok()?)
}

/// Address, interface, prefix, scope, flags, name; all but the name in sixteens.
fn lasting_in(table: &str) -> Option<Ipv6Addr> {
    let address = |line: &str| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let flags = u32::from_str_radix(fields.get(4)?, 16).ok()?;
        let address = Ipv6Addr::from(u128::from_str_radix(fields.first()?, 16).ok()?);
        (flags & UNSTABLE == 0 && crate::net::outbound::is_public(address.into())).then_some(address)
    };
    table.lines().take(LINES).find_map(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_route_with_the_lowest_metric_counts() {
        let table = format!(
            "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n\
             wlan0\t00000000\t{}\t0003\t0\t0\t600\t00000000\t0\t0\t0\n\
             eth0\t00000000\t{}\t0003\t0\t0\t100\t00000000\t0\t0\t0\n\
             eth0\t0001A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n",
            hex([10, 0, 0, 1]),
            hex([192, 168, 1, 1]),
        );
        assert_eq!(gateway_in(&table), Some(Ipv4Addr::new(192, 168, 1, 1)));
        for text in ["", "Iface\n", "Iface\neth0 0 1", "Iface\neth0\tzz\t0\t3\t0\t0\t0\t0"] {
            assert_eq!(gateway_in(text), None, "{text}");
        }
    }

    fn hex(octets: [u8; 4]) -> String {
        format!("{:08X}", u32::from_ne_bytes(octets))
    }

    // H-058
    #[test]
    fn addresses_made_for_privacy_are_not_published() {
        let table = "00000000000000000000000000000001 01 80 10 80       lo\n\
            fe800000000000000000000000000001 02 40 20 80     eth0\n\
            20030000000000000000000000000007 02 40 00 01     eth0\n\
            20030000000000000000000000000008 02 40 00 00     eth0\n";
        assert_eq!(lasting_in(table), "2003::8".parse().ok());
        assert_eq!(lasting_in("garbage\n\n20"), None);
    }
}
