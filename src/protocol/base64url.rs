//! Base64 in the two alphabets of the network: URL-safe inside envelopes, standard elsewhere.
//! Encoding pads, on one line; decoding takes either alphabet, with or without padding, and skips
//! ASCII white space. spec: §2.1 tolerance, §2.3

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use std::borrow::Cow;

const LENIENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const URL: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);

/// URL-safe, padded.
pub(super) fn encode_url(bytes: impl AsRef<[u8]>) -> String {
    URL.encode(bytes)
}

/// Standard alphabet, padded.
pub(super) fn encode(bytes: impl AsRef<[u8]>) -> String {
    STANDARD.encode(bytes)
}

/// Either alphabet; `None` for anything that is not base64.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let text = without_blanks(text);
    if text.contains(['-', '_']) { URL.decode(&*text).ok() } else { STANDARD.decode(&*text).ok() }
}

/// The text without ASCII white space.
pub(super) fn without_blanks(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|byte| byte.is_ascii_whitespace()) {
        Cow::Owned(text.chars().filter(|c| !c.is_ascii_whitespace()).collect())
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // F-052, F-061
    #[test]
    fn decoding_is_generous_and_encoding_is_not() {
        for text in ["-_8=", "-_8", "+/8=", "+/8", " +/\r\n8=\t"] {
            assert_eq!(decode(text).as_deref(), Some(&[0xFB, 0xFF][..]), "{text}");
        }
        for text in ["%", "A", "AAAAA", "A=A=", "+_8=", "é"] {
            assert_eq!(decode(text), None, "{text}");
        }
        assert_eq!(encode_url([0xFB, 0xFF]), "-_8=");
        assert_eq!(encode([0xFB, 0xFF]), "+/8=");
    }
}
