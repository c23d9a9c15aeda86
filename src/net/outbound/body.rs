//! Reading an answer's body without trusting its size.

use super::WireError;
use bytes::{Bytes, BytesMut};
use flate2::read::MultiGzDecoder;
use std::io::Read;

/// Unpacked bytes up to which no ratio is asked for: small repetitive documents pack well.
const RATIO_FROM: usize = 64 * 1024;

/// How many times larger than packed a document may be. (H-138)
const RATIO: usize = 10;

/// Reads at most `cap` bytes; one more is an error, and what was announced counts as read.
pub(super) async fn read(mut response: reqwest::Response, cap: usize) -> Result<Bytes, WireError> {
    let announced = response.content_length().unwrap_or(0);
    if announced > cap as u64 {
        return Err(WireError::TooLarge);
    }
    let packed = encoding(response.headers())?;
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| super::client::classify(&error))? {
        if body.len() + chunk.len() > cap {
            return Err(WireError::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    if packed { unpack(&body, cap) } else { Ok(body.freeze()) }
}

/// Whether the body is packed with gzip; we asked for no other packing.
fn encoding(headers: &reqwest::header::HeaderMap) -> Result<bool, WireError> {
    let named = headers.get(reqwest::header::CONTENT_ENCODING).map(|value| value.as_bytes().trim_ascii());
    match named {
        None | Some(b"" | b"identity") => Ok(false),
        Some(name) if name.eq_ignore_ascii_case(b"gzip") || name.eq_ignore_ascii_case(b"x-gzip") => Ok(true),
        Some(_) => Err(WireError::Protocol),
    }
}

/// Unpacks at most `cap` bytes and at most [`RATIO`] times what came.
fn unpack(packed: &[u8], cap: usize) -> Result<Bytes, WireError> {
    if packed.is_empty() {
        return Ok(Bytes::new());
    }
    let cap = cap.min(RATIO_FROM.max(packed.len().saturating_mul(RATIO)));
    let mut body = Vec::new();
    let read = MultiGzDecoder::new(packed).take(cap as u64 + 1).read_to_end(&mut body);
    match read {
        Ok(size) if size > cap => Err(WireError::TooLarge),
        Ok(_) => Ok(body.into()),
        Err(_) => Err(WireError::Protocol),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    fn pack(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).expect("packed");
        encoder.finish().expect("packed")
    }

    // H-138
    #[test]
    fn a_gzip_bomb_is_given_up_on() {
        let bomb = pack(&vec![0; 32 << 20]);
        assert!(bomb.len() < 64 * 1024);
        assert_eq!(unpack(&bomb, 1 << 20), Err(WireError::TooLarge));
        assert_eq!(unpack(&bomb, 64 << 20), Err(WireError::TooLarge), "by its ratio");
    }

    #[test]
    fn what_fits_is_unpacked_and_what_is_broken_is_not() {
        let text = b"<entity/>".repeat(1000);
        let packed = pack(&text);
        assert_eq!(unpack(&packed, 9000).expect("fits"), text);
        assert_eq!(unpack(&packed, 8999), Err(WireError::TooLarge));
        assert_eq!(unpack(b"", 10).expect("empty"), "");
        assert_eq!(unpack(b"not gzip", 10), Err(WireError::Protocol));
        assert_eq!(unpack(packed.get(..packed.len() - 9).expect("cut"), 9000), Err(WireError::Protocol));
    }
}
