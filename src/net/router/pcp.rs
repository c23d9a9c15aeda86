//! PCP, the Port Control Protocol: what is sent and what is understood, without a socket.
//! spec: RFC 6887 §7, §8, §11, §14

use super::{Door, TCP, number, short};
use std::net::{Ipv4Addr, Ipv6Addr};

const VERSION: u8 = 2;
const ANNOUNCE: u8 = 0;
const MAP: u8 = 1;
const RESPONSE: u8 = 0x80;
/// The option by which another outer port counts as a refusal; two bytes of length zero follow.
const PREFER_FAILURE: [u8; 4] = [2, 0, 0, 0];
/// Bytes of a message at the most.
const MOST: usize = 1_100;
const HEADER: usize = 24;
/// Bytes of a mapping behind the header.
const MAPPING: usize = 36;

/// What a mapping is known by; whoever knows it can end the mapping.
pub type Nonce = [u8; 12];

/// Result codes that are treated differently.
pub(super) const SUCCESS: u8 = 0;
pub(super) const OTHER_VERSION: u8 = 1;
pub(super) const UNKNOWN_OPERATION: u8 = 4;
pub(super) const UNKNOWN_OPTION: u8 = 5;
pub(super) const PORT_TAKEN: u8 = 11;
pub(super) const ADDRESS_MISMATCH: u8 = 12;

/// What a router answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Zero is success.
    pub result: u8,
    /// Seconds that the mapping, or the refusal, is good for.
    pub lifetime: u32,
    /// Seconds since the router knows its mappings.
    pub epoch: u32,
    /// The mapping, in the answer to a request for one.
    pub mapping: Option<Mapping>,
}

/// A mapping as the router has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mapping {
    pub nonce: Nonce,
    pub door: Door,
    /// The outer address; nothing if it is no IPv4 address.
    pub outer: Option<Ipv4Addr>,
}

/// Asks for a mapping, or to end it if `seconds` is zero. `exact` refuses any other outer port.
pub fn map(own: Ipv4Addr, nonce: &Nonce, door: Door, seconds: u32, exact: bool) -> Vec<u8> {
    let mut bytes = header(MAP, seconds, own);
    bytes.extend_from_slice(nonce);
    bytes.extend_from_slice(&[TCP, 0, 0, 0]);
    bytes.extend_from_slice(&door.inside.to_be_bytes());
    bytes.extend_from_slice(&door.outside.to_be_bytes());
    bytes.extend_from_slice(&Ipv4Addr::UNSPECIFIED.to_ipv6_mapped().octets());
    if exact {
        bytes.extend_from_slice(&PREFER_FAILURE);
    }
    bytes
}

/// Asks for nothing but the epoch.
pub fn announce(own: Ipv4Addr) -> Vec<u8> {
    header(ANNOUNCE, 0, own)
}

fn header(operation: u8, seconds: u32, own: Ipv4Addr) -> Vec<u8> {
    let mut bytes = vec![VERSION, operation, 0, 0];
    bytes.extend_from_slice(&seconds.to_be_bytes());
    bytes.extend_from_slice(&own.to_ipv6_mapped().octets());
    bytes
}

/// Reads an answer. One in another version of the protocol is one that does not know ours.
pub fn read(bytes: &[u8]) -> Option<Answer> {
    let (version, kind) = (*bytes.first()?, *bytes.get(1)?);
    if kind & RESPONSE == 0 || bytes.len() > MOST {
        return None;
    }
    if version != VERSION {
        return Some(Answer { result: OTHER_VERSION, lifetime: 0, epoch: 0, mapping: None });
    }
    if bytes.len() < HEADER || !bytes.len().is_multiple_of(4) {
        return None;
    }
    let mapping = match kind & !RESPONSE {
        ANNOUNCE => None,
        MAP => Some(mapping(bytes.get(HEADER..HEADER + MAPPING)?)?),
        _ => return None,
    };
    Some(Answer { result: *bytes.get(3)?, lifetime: number(bytes, 4)?, epoch: number(bytes, 8)?, mapping })
}

fn mapping(bytes: &[u8]) -> Option<Mapping> {
    let nonce = bytes.first_chunk::<12>()?;
    if *bytes.get(12)? != TCP {
        return None;
    }
    let outer = Ipv6Addr::from(*bytes.get(20..36)?.first_chunk::<16>()?);
    let door = Door { outside: short(bytes, 18)?, inside: short(bytes, 16)? };
    Some(Mapping { nonce: *nonce, door, outer: outer.to_ipv4_mapped() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOOR: Door = Door { outside: 443, inside: 8_443 };
    const NONCE: Nonce = *b"twelve bytes";

    // spec: RFC 6887 figures 2, 9 and 16
    #[test]
    fn a_request_is_laid_out_as_the_standard_draws_it() {
        let own = Ipv4Addr::new(192, 168, 1, 7);
        let bytes = map(own, &NONCE, DOOR, 3_600, true);
        assert_eq!(bytes.len(), 64);
        assert_eq!(bytes[..8], [2, 1, 0, 0, 0, 0, 0x0e, 0x10]);
        assert_eq!(bytes[8..24], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 168, 1, 7]);
        assert_eq!(bytes[24..36], NONCE);
        assert_eq!(bytes[36..44], [6, 0, 0, 0, 0x20, 0xfb, 0x01, 0xbb]);
        assert_eq!(bytes[44..60], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0]);
        assert_eq!(bytes[60..], [2, 0, 0, 0]);
        assert_eq!(map(own, &NONCE, DOOR, 0, false).len(), 60);
        assert_eq!(announce(own).len(), 24);
    }

    fn granted() -> Vec<u8> {
        let mut bytes = vec![2, 0x81, 0, 0, 0, 0, 0x0e, 0x10, 0, 0, 1, 0];
        bytes.extend_from_slice(&[0; 12]);
        bytes.extend_from_slice(&NONCE);
        bytes.extend_from_slice(&[6, 0, 0, 0, 0x20, 0xfb, 0x01, 0xbb]);
        bytes.extend_from_slice(&Ipv4Addr::new(198, 51, 100, 7).to_ipv6_mapped().octets());
        bytes
    }

    #[test]
    fn an_answer_is_read_and_what_is_none_is_not() {
        let answer = read(&granted()).expect("an answer");
        assert_eq!((answer.result, answer.lifetime, answer.epoch), (SUCCESS, 3_600, 256));
        let mapping = answer.mapping.expect("a mapping");
        assert_eq!((mapping.nonce, mapping.door), (NONCE, DOOR));
        assert_eq!(mapping.outer, Some(Ipv4Addr::new(198, 51, 100, 7)));
        let older = read(&[0, 0x81, 0, 1, 0, 0, 0, 9]).expect("an answer");
        assert_eq!(older.result, OTHER_VERSION);
        for (at, byte) in [(1, 1), (1, 0x82), (36, 17)] {
            let mut bytes = granted();
            bytes[at] = byte;
            assert_eq!(read(&bytes), None, "{at}");
        }
        for length in 2..60 {
            assert_eq!(read(&granted()[..length]), None, "{length}");
        }
        assert_eq!(read(&[2; 1_104]), None);
        assert_eq!(read(&[]), None);
    }
}
