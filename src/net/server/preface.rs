//! The PROXY protocol: what a machine in front that passes connections on says about each of them
//! before its first byte, so that keys stay at home and the visitor is known all the same.
//! (spec/appliance.md H-056; versions 1 and 2)

use ppp::HeaderResult;
use std::io;
use std::net::IpAddr;
use tokio::io::{AsyncRead, AsyncReadExt};

/// The beginning of version 2.
const SIGNATURE: &[u8; 12] = b"\r\n\r\n\0\r\nQUIT\n";
/// Bytes of the longest line of version 1, with its end.
const LONGEST_LINE: usize = 107;
/// Bytes of addresses and further facts in version 2.
const LONGEST_BLOCK: u16 = 2048;

/// Reads what the front machine says, not one byte more: the visitor's address, or nothing if it
/// speaks for itself. An error ends the connection, since who asks would be a guess.
pub(super) async fn read(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Option<IpAddr>> {
    let mut bytes = vec![0; SIGNATURE.len()];
    stream.read_exact(&mut bytes).await?;
    if bytes == SIGNATURE {
        let mut head = [0; 4];
        stream.read_exact(&mut head).await?;
        let [.., high, low] = head;
        let length = u16::from_be_bytes([high, low]);
        if length > LONGEST_BLOCK {
            return Err(nonsense());
        }
        bytes.extend(head);
        let mut block = vec![0; usize::from(length)];
        stream.read_exact(&mut block).await?;
        bytes.extend(block);
    } else if bytes.starts_with(b"PROXY ") {
        // Byte by byte: what follows the line belongs to the visitor.
        while !bytes.ends_with(b"\r\n") && bytes.len() < LONGEST_LINE {
            bytes.push(stream.read_u8().await?);
        }
    } else {
        return Err(nonsense());
    }
    visitor(&bytes)
}

fn visitor(bytes: &[u8]) -> io::Result<Option<IpAddr>> {
    match HeaderResult::parse(bytes) {
        HeaderResult::V1(Ok(header)) => Ok(match header.addresses {
            ppp::v1::Addresses::Tcp4(found) => Some(found.source_address.into()),
            ppp::v1::Addresses::Tcp6(found) => Some(found.source_address.into()),
            ppp::v1::Addresses::Unknown => None,
        }),
        // The front machine looks whether we are there.
        HeaderResult::V2(Ok(header)) if header.command == ppp::v2::Command::Local => Ok(None),
        HeaderResult::V2(Ok(header)) => Ok(match header.addresses {
            ppp::v2::Addresses::IPv4(found) => Some(found.source_address.into()),
            ppp::v2::Addresses::IPv6(found) => Some(found.source_address.into()),
            _ => None,
        }),
        _ => Err(nonsense()),
    }
}

fn nonsense() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "not the PROXY protocol")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What is read, and how many bytes are left.
    async fn taken(bytes: &[u8]) -> (io::Result<Option<IpAddr>>, usize) {
        let mut rest = bytes;
        let outcome = read(&mut rest).await;
        (outcome, rest.len())
    }

    fn version_2(command: u8, family: u8, block: &[u8]) -> Vec<u8> {
        let length = u16::try_from(block.len()).expect("short").to_be_bytes();
        [&SIGNATURE[..], &[0x20 | command, family], &length, block].concat()
    }

    // H-056
    #[tokio::test]
    async fn both_versions_name_the_visitor_and_leave_the_rest() {
        let ip = |text: &str| Some(text.parse::<IpAddr>().expect("address"));
        let four = [93, 184, 216, 34, 10, 0, 0, 1, 0x12, 0x34, 1, 0xbb];
        let mut six = [0_u8; 36];
        six[..16].copy_from_slice(&"2001:470::7".parse::<std::net::Ipv6Addr>().expect("address").octets());
        let more = [&four[..], &[0x20, 0, 2, 1, 2]].concat();
        for (bytes, expected) in [
            (b"PROXY TCP4 93.184.216.34 10.0.0.1 5000 443\r\n".to_vec(), ip("93.184.216.34")),
            (b"PROXY TCP6 2001:470::7 ::1 5000 443\r\n".to_vec(), ip("2001:470::7")),
            (b"PROXY UNKNOWN\r\n".to_vec(), None),
            (version_2(1, 0x11, &four), ip("93.184.216.34")),
            (version_2(1, 0x21, &six), ip("2001:470::7")),
            (version_2(1, 0x11, &more), ip("93.184.216.34")),
            (version_2(0, 0, &[]), None),
        ] {
            let (outcome, left) = taken(&[&bytes[..], b"GET /"].concat()).await;
            assert_eq!((outcome.expect("read"), left), (expected, 5));
        }
    }

    // H-056
    #[tokio::test]
    async fn garbage_ends_the_connection() {
        let endless = [&b"PROXY "[..], &[b'x'; 500]].concat();
        let huge = [&SIGNATURE[..], &[0x21, 0x11, 0xff, 0xff], &[0; 100]].concat();
        for bytes in [
            &b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"[..],
            b"PROXY TCP4 1.2.3.4\r\n",
            b"PROXY TCP4 1.2.3.4 5.6.7.8 99999 1\r\n",
            b"PROXY",
            b"",
            &endless,
            &huge,
            &version_2(1, 0x11, &[1, 2, 3]),
        ] {
            assert!(taken(bytes).await.0.is_err(), "{}", String::from_utf8_lossy(bytes));
        }
    }

    proptest! {
        #[test]
        fn nothing_breaks_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..200), start in 0..3) {
            let start = [&b""[..], b"PROXY ", SIGNATURE][usize::try_from(start).expect("small")];
            let _ = visitor(&[start, &bytes].concat());
        }
    }
}
