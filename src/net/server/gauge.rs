//! How many connections are open, in all and from where.

use crate::net::inbound::ClientAddress;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// How many times as many connections this machine and the proxies may have as everybody else.
const EXEMPT: usize = 4;

/// Counts open connections. (H-125)
#[derive(Debug)]
pub(super) struct Gauge {
    most: usize,
    most_per_address: usize,
    open: Mutex<Open>,
}

#[derive(Debug, Default)]
struct Open {
    counted: usize,
    exempt: usize,
    addresses: HashMap<IpAddr, usize>,
}

/// One open connection; closed when dropped.
#[derive(Debug)]
pub(super) struct Ticket {
    gauge: Arc<Gauge>,
    /// Nothing for exempt connections.
    household: Option<IpAddr>,
}

impl Gauge {
    pub(super) fn new(most: usize, most_per_address: usize) -> Self {
        Self { most, most_per_address, open: Mutex::default() }
    }

    /// One more connection from `peer`, unless there are too many. Exempt ones (this machine,
    /// trusted proxies) have a bound of their own, so that a crowd cannot shut them out.
    pub(super) fn enter(self: &Arc<Self>, peer: IpAddr, is_exempt: bool) -> Option<Ticket> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if is_exempt {
            if open.exempt >= self.most.saturating_mul(EXEMPT) {
                return None;
            }
            open.exempt += 1;
            return Some(Ticket { gauge: Arc::clone(self), household: None });
        }
        let household = ClientAddress::new(peer).household();
        let from_there = open.addresses.get(&household).copied().unwrap_or(0);
        if open.counted >= self.most || from_there >= self.most_per_address {
            return None;
        }
        open.counted += 1;
        open.addresses.insert(household, from_there + 1);
        Some(Ticket { gauge: Arc::clone(self), household: Some(household) })
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let mut open = self.gauge.open.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(household) = self.household else {
            open.exempt -= 1;
            return;
        };
        open.counted -= 1;
        if let Some(count) = open.addresses.get_mut(&household) {
            *count -= 1;
            if *count == 0 {
                open.addresses.remove(&household);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect(text)
    }

    // H-125
    #[test]
    fn an_address_has_thirty_two_connections_and_all_together_five_hundred_and_twelve() {
        let gauge = Arc::new(Gauge::new(512, 32));
        let mut held: Vec<_> = (0..32).map(|_| gauge.enter(ip("1.2.3.4"), false).expect("room")).collect();
        assert!(gauge.enter(ip("1.2.3.4"), false).is_none());
        assert!(gauge.enter(ip("::ffff:1.2.3.4"), false).is_none());
        held.extend((0..480_u16).map(|index| gauge.enter(ip(&format!("2001:470:{index:x}::1")), false).expect("room")));
        assert!(gauge.enter(ip("9.9.9.9"), false).is_none());
        assert!(gauge.enter(ip("127.0.0.1"), true).is_some(), "this machine still gets in");
        held.remove(0);
        assert!(gauge.enter(ip("1.2.3.4"), false).is_some());
        held.clear();
        assert!(gauge.open.lock().expect("lock").addresses.is_empty());
    }

    // H-125
    #[test]
    fn an_ipv6_network_counts_as_one_address() {
        let gauge = Arc::new(Gauge::new(512, 2));
        let held: Vec<_> =
            (1..=3).filter_map(|index| gauge.enter(ip(&format!("2001:470:0:1::{index}")), false)).collect();
        assert_eq!(held.len(), 2);
        assert!(gauge.enter(ip("2001:470:0:2::1"), false).is_some());
    }
}
