//! Keys and people for the tests of this layer. The keys are those of the test vectors: published,
//! and made for nothing else.

use super::keys::PrivateKey;
use crate::base::{DiasporaId, Entropy, Guid};
use std::collections::HashMap;
use std::sync::LazyLock;

static KEYS: LazyLock<HashMap<String, PrivateKey>> = LazyLock::new(|| {
    let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/keys.json"));
    let people: Vec<serde_json::Value> = serde_json::from_str(text).expect("a list of keys");
    let key = |person: &serde_json::Value| PrivateKey::from_pem(person["private_pem_pkcs8"].as_str()?).ok();
    people.iter().filter_map(|person| Some((person["handle"].as_str()?.to_owned(), key(person)?))).collect()
});

pub(super) const ALICE: &str = "alice@alpha.example";
pub(super) const BOB: &str = "bob@beta.example";
/// Has a key of 1024 bits.
pub(super) const CAROL: &str = "carol@gamma.example:8443";
pub(super) const EVE: &str = "eve@epsilon.example";
/// Alice's new identity.
pub(super) const OMEGA: &str = "alice@omega.example";

pub(super) fn key(handle: &str) -> &'static PrivateKey {
    &KEYS[handle]
}

pub(super) fn id(handle: &str) -> DiasporaId {
    DiasporaId::parse(handle).expect("an ID")
}

/// A guid that is the same for the same number.
pub(super) fn guid(number: u32) -> Guid {
    Guid::parse(&format!("{number:032}")).expect("a guid")
}

/// Bytes that only look random.
pub(super) struct Counter(pub(super) u8);

impl Entropy for Counter {
    fn fill(&mut self, buffer: &mut [u8]) {
        for byte in buffer {
            self.0 = self.0.wrapping_mul(13).wrapping_add(7);
            *byte = self.0;
        }
    }
}
