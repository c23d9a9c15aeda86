//! Both ends of HTTP.
//!
//! [`outbound`] is how the pod asks others: the [`outbound::Wire`] trait everything above is
//! written against, and the one production client behind it, which decides at connect time whether
//! an address may be asked at all. [`inbound`] is what happens to a request before and after a
//! route sees it: client address, limits, security headers, reply builders. [`server`] accepts
//! connections and speaks HTTP/1.1 and HTTP/2; [`tls`] holds the certificates it shows,
//! [`acme`] gets and renews them. [`router`] asks the router at home to let visitors in, [`dyndns`]
//! keeps the pod's name at an address that changes.
//!
//! Nothing here knows what a page or a message means, and nothing here touches the store. Callers:
//! `federation` and `jobs` (outbound), `federation`, `web`, `api` (inbound), `app` (all). The rules
//! come from spec/appliance.md §7, §8, §14, §16, §17.2, §17.3 and spec/federation.md §3.6.

pub mod acme;
pub mod dyndns;
pub mod inbound;
#[cfg(test)]
mod loopback;
pub mod mail;
pub mod outbound;
pub mod router;
pub mod server;
pub mod shelf;
pub mod tls;
