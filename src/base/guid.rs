//! The wire's identifier of a thing.

use super::{Entropy, EntropyExt};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The identifier of a person, post, comment, … on the whole network: 16 to 255 characters of
/// `0-9 A-Z a-z - _ @ . :`, the last one alphanumeric. Case matters. (spec/federation.md §1.1)
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Guid(String);

/// The text is not a guid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidGuid;

impl Guid {
    /// Reads a guid as it stands on the wire.
    pub fn parse(text: &str) -> Result<Self, InvalidGuid> {
        Self::try_from(text.to_owned())
    }

    fn is_valid(text: &str) -> bool {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_@.:".contains(&byte);
        let ends_well = text.bytes().next_back().is_some_and(|byte| byte.is_ascii_alphanumeric());
        (16..=255).contains(&text.len()) && text.bytes().all(allowed) && ends_well
    }

    /// A new guid: 32 hex characters, 128 random bits, as diaspora* makes them.
    pub fn generate(entropy: &mut dyn Entropy) -> Self {
        Self(entropy.hex::<16>())
    }

    /// The text on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for InvalidGuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a guid: 16 to 255 characters of 0-9 A-Z a-z - _ @ . : ending alphanumeric")
    }
}

impl std::error::Error for InvalidGuid {}

impl TryFrom<String> for Guid {
    type Error = InvalidGuid;
    fn try_from(text: String) -> Result<Self, InvalidGuid> {
        if Self::is_valid(&text) { Ok(Self(text)) } else { Err(InvalidGuid) }
    }
}

impl std::str::FromStr for Guid {
    type Err = InvalidGuid;
    fn from_str(text: &str) -> Result<Self, InvalidGuid> {
        Self::parse(text)
    }
}

impl From<Guid> for String {
    fn from(guid: Guid) -> Self {
        guid.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // F-092
    #[test]
    fn length_alphabet_and_last_character_decide() {
        for good in ["a".repeat(16), "a".repeat(255), "ab-_@.:ab-_@.:01".to_owned()] {
            assert!(Guid::parse(&good).is_ok(), "{good}");
        }
        for bad in [
            "a".repeat(15),
            "a".repeat(256),
            format!("{}-", "a".repeat(20)),
            format!("{}/a", "a".repeat(20)),
            format!("{}é", "a".repeat(20)),
        ] {
            assert_eq!(Guid::parse(&bad), Err(InvalidGuid), "{bad}");
        }
    }
}
