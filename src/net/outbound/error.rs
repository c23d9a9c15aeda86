//! What keeps an answer from coming.

use super::target::UrlFault;
use std::fmt;
use std::net::IpAddr;

/// Why a request got no answer. (spec/federation.md §3.7 sorts pods by these)
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WireError {
    /// The address is one the pod must not ask: private, special, or its own. (H-135)
    Refused(Option<IpAddr>),
    /// The name has no address, or no server could tell.
    Dns,
    /// No connection came about, or it broke.
    Connect,
    /// The certificate or the handshake was not acceptable.
    Tls,
    /// It took too long.
    Timeout,
    /// The answer is larger than asked for, or unpacks to something much larger. (H-138)
    TooLarge,
    /// Too many redirects, or one that may not be followed.
    Redirect,
    /// What came was not HTTP as we know it.
    Protocol,
    /// The address cannot be used at all. (H-134, H-136)
    Url(UrlFault),
}

impl fmt::Display for WireError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(Some(address)) => write!(f, "the address {address} is not one a pod may ask"),
            Self::Refused(None) => f.write_str("the address is not one a pod may ask"),
            Self::Dns => f.write_str("the name could not be resolved"),
            Self::Connect => f.write_str("no connection"),
            Self::Tls => f.write_str("no acceptable certificate or TLS handshake"),
            Self::Timeout => f.write_str("no answer in time"),
            Self::TooLarge => f.write_str("the answer is too large"),
            Self::Redirect => f.write_str("a redirect that may not be followed"),
            Self::Protocol => f.write_str("the answer is not proper HTTP"),
            Self::Url(fault) => write!(f, "the URL cannot be used: {fault}"),
        }
    }
}

impl std::error::Error for WireError {}
