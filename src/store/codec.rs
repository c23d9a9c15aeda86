//! Values as bytes: a version byte, then postcard.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The layout version of all values; a migration rewrites older ones before anybody reads them.
const VERSION: u8 = 1;

/// Anything that can be a value.
pub trait Value: Serialize + DeserializeOwned {}
impl<T: Serialize + DeserializeOwned> Value for T {}

/// Writes a value.
pub(super) fn encode<V: Value>(value: &V) -> Vec<u8> {
    postcard::to_extend(value, vec![VERSION])
        .expect("records have no part of unknown length, the only thing postcard refuses")
}

/// Reads a value; the error says in words what is wrong.
pub(super) fn decode<V: Value>(bytes: &[u8]) -> Result<V, String> {
    match bytes.split_first() {
        Some((&VERSION, rest)) => postcard::from_bytes(rest).map_err(|error| error.to_string()),
        Some((version, _)) => Err(format!("value of layout {version}")),
        None => Err("empty value".to_owned()),
    }
}
