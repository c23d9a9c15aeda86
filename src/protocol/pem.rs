//! PEM armour, and the DER wrapping between the two forms in which RSA keys travel.
//!
//! PKCS#1 is the bare key; SPKI (public) and PKCS#8 (private) wrap it together with the name of
//! the algorithm. spec: §1.2 keys

use super::base64url;

/// SEQUENCE { OBJECT IDENTIFIER rsaEncryption, NULL }
const RSA_ENCRYPTION: &[u8] =
    &[0x30, 0x0D, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00];
const SEQUENCE: u8 = 0x30;
const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;
const VERSION_0: &[u8] = &[0x02, 0x01, 0x00];

/// Finds the first armoured block and returns its label and content.
pub(super) fn decode(text: &str) -> Option<(&str, Vec<u8>)> {
    let (_, rest) = text.split_once("-----BEGIN ")?;
    let (label, rest) = rest.split_once("-----")?;
    let (body, rest) = rest.split_once("-----END ")?;
    rest.strip_prefix(label)?.strip_prefix("-----")?;
    Some((label, base64url::decode(body)?))
}

/// Armours, with lines of 64 characters and a final line break.
pub(super) fn encode(label: &str, der: &[u8]) -> String {
    let mut text = format!("-----BEGIN {label}-----\n");
    let body = base64url::encode(der);
    let mut rest = body.as_str();
    while !rest.is_empty() {
        let (line, tail) = rest.split_at_checked(64).unwrap_or((rest, ""));
        text.push_str(line);
        text.push('\n');
        rest = tail;
    }
    text.push_str(&format!("-----END {label}-----\n"));
    text
}

/// SPKI around a PKCS#1 public key.
pub(super) fn spki(pkcs1: &[u8]) -> Vec<u8> {
    tlv(SEQUENCE, &[RSA_ENCRYPTION, &tlv(BIT_STRING, &[&[0], pkcs1])])
}

/// PKCS#8 around a PKCS#1 private key.
pub(super) fn pkcs8(pkcs1: &[u8]) -> Vec<u8> {
    tlv(SEQUENCE, &[VERSION_0, RSA_ENCRYPTION, &tlv(OCTET_STRING, &[pkcs1])])
}

/// The PKCS#1 private key inside PKCS#8; `None` if it is not that.
pub(super) fn pkcs1(pkcs8: &[u8]) -> Option<&[u8]> {
    let (SEQUENCE, inside, _) = untlv(pkcs8)? else { return None };
    let (_, _, after_version) = untlv(inside)?;
    let (_, _, after_algorithm) = untlv(after_version)?;
    let (OCTET_STRING, key, _) = untlv(after_algorithm)? else { return None };
    Some(key)
}

/// Takes one DER value off the front: tag, content, and what follows it.
fn untlv(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, rest) = bytes.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        short if short < 0x80 => (usize::from(short), rest),
        long => {
            let (count, rest) = rest.split_at_checked(usize::from(long & 0x7F))?;
            let add = |sum: usize, byte: &u8| sum.checked_mul(256)?.checked_add(usize::from(*byte));
            (count.iter().try_fold(0_usize, add)?, rest)
        }
    };
    let (content, after) = rest.split_at_checked(length)?;
    Some((tag, content, after))
}

/// One DER value: tag, length, content.
fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length = parts.iter().map(|part| part.len()).sum::<usize>();
    let bytes = length.to_be_bytes();
    let significant = bytes.iter().position(|byte| *byte != 0).and_then(|first| bytes.get(first..)).unwrap_or(&[0]);
    let mut out = vec![tag];
    match significant {
        [short] if *short < 0x80 => {}
        long => out.push(0x80 | u8::try_from(long.len()).expect("a length has at most eight bytes")),
    }
    out.extend_from_slice(significant);
    parts.iter().for_each(|part| out.extend_from_slice(part));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bare_key_comes_out_of_its_wrapping() {
        for length in [3, 200, 70_000] {
            let key = vec![9; length];
            assert_eq!(pkcs1(&pkcs8(&key)), Some(key.as_slice()));
        }
        for bad in [&[][..], &[0x30], &[0x30, 0x84, 0xFF], &[0x30, 0x02, 0x02, 0x01], &pkcs8(&[1; 9])[..20]] {
            assert_eq!(pkcs1(bad), None);
        }
    }

    #[test]
    fn armour_goes_both_ways() {
        let text = encode("PUBLIC KEY", &[7; 100]);
        assert!(text.lines().all(|line| line.len() <= 64));
        assert_eq!(decode(&format!("\n  {text} \n")), Some(("PUBLIC KEY", vec![7; 100])));
        for bad in
            ["", "-----BEGIN X-----", "-----BEGIN X-----AAAA-----END Y-----", "-----BEGIN X-----%-----END X-----"]
        {
            assert_eq!(decode(bad), None, "{bad}");
        }
    }

    #[test]
    fn lengths_are_written_in_their_shortest_form() {
        assert_eq!(tlv(4, &[]), [4, 0]);
        assert_eq!(tlv(4, &[&[1; 127]])[..2], [4, 127]);
        assert_eq!(tlv(4, &[&[1; 128]])[..3], [4, 0x81, 128]);
        assert_eq!(tlv(4, &[&[1; 256]])[..4], [4, 0x82, 1, 0]);
    }
}
