//! NAT-PMP, which PCP came after: what is sent and what is understood, without a socket.
//! spec: RFC 6886 §3

use super::{Door, number, short};
use std::net::Ipv4Addr;

const VERSION: u8 = 0;
const ADDRESS: u8 = 0;
const MAP_TCP: u8 = 2;
const RESPONSE: u8 = 0x80;

/// Result codes that are treated differently.
pub(super) const SUCCESS: u16 = 0;
pub(super) const OTHER_VERSION: u16 = 1;
pub(super) const OFFLINE: u16 = 3;

/// What a router answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Zero is success.
    pub result: u16,
    /// Seconds since the router knows its mappings.
    pub epoch: u32,
    pub content: Content,
}

/// What an answer is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// The outer address.
    Address(Ipv4Addr),
    /// A mapping and the seconds it is good for.
    Mapping(Door, u32),
    /// Nothing: a refusal.
    Refusal,
}

/// Asks for the outer address.
pub fn address() -> Vec<u8> {
    vec![VERSION, ADDRESS]
}

/// Asks for a mapping, or to end it if `seconds` is zero.
pub fn map(door: Door, seconds: u32) -> Vec<u8> {
    let mut bytes = vec![VERSION, MAP_TCP, 0, 0];
    bytes.extend_from_slice(&door.inside.to_be_bytes());
    // Whoever ends a mapping names no outer port.
    let outside = if seconds == 0 { 0 } else { door.outside };
    bytes.extend_from_slice(&outside.to_be_bytes());
    bytes.extend_from_slice(&seconds.to_be_bytes());
    bytes
}

/// Reads an answer.
pub fn read(bytes: &[u8]) -> Option<Answer> {
    let (version, kind) = (*bytes.first()?, *bytes.get(1)?);
    if version != VERSION || kind & RESPONSE == 0 || bytes.len() > 16 {
        return None;
    }
    let result = short(bytes, 2)?;
    let epoch = number(bytes, 4)?;
    let content = match kind & !RESPONSE {
        _ if result != SUCCESS => Content::Refusal,
        ADDRESS => Content::Address(Ipv4Addr::from(number(bytes, 8)?)),
        MAP_TCP => Content::Mapping(Door { outside: short(bytes, 10)?, inside: short(bytes, 8)? }, number(bytes, 12)?),
        _ => return None,
    };
    Some(Answer { result, epoch, content })
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOOR: Door = Door { outside: 443, inside: 8_443 };

    #[test]
    fn requests_are_laid_out_as_the_standard_draws_them() {
        assert_eq!(address(), [0, 0]);
        assert_eq!(map(DOOR, 3_600), [0, 2, 0, 0, 0x20, 0xfb, 0x01, 0xbb, 0, 0, 0x0e, 0x10]);
        assert_eq!(map(DOOR, 0), [0, 2, 0, 0, 0x20, 0xfb, 0, 0, 0, 0, 0, 0]);
    }

    #[test]
    fn an_answer_is_read_and_what_is_none_is_not() {
        let address = [0, 128, 0, 0, 0, 0, 1, 0, 198, 51, 100, 7];
        let answer = Answer { result: 0, epoch: 256, content: Content::Address(Ipv4Addr::new(198, 51, 100, 7)) };
        assert_eq!(read(&address), Some(answer));
        let mapping = [0, 130, 0, 0, 0, 0, 1, 0, 0x20, 0xfb, 0x01, 0xbb, 0, 0, 0x0e, 0x10];
        assert_eq!(read(&mapping), Some(Answer { result: 0, epoch: 256, content: Content::Mapping(DOOR, 3_600) }));
        let refusal = Answer { result: 2, epoch: 9, content: Content::Refusal };
        assert_eq!(read(&[0, 130, 0, 2, 0, 0, 0, 9]), Some(refusal));
        for length in 0..12 {
            assert_eq!(read(&address[..length]), None);
        }
        for bytes in [&[2; 12][..], &[0; 16], &[0, 129, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], &[0; 17]] {
            assert_eq!(read(bytes), None);
        }
    }
}
