//! Addresses on this pod.

use crate::domain::seal::Seal;
use crate::model::Person;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

const PURPOSE: &str = "remote media";

/// The address under which this pod shows a picture of another pod. The tag in it keeps strangers
/// from using the pod as their proxy.
pub fn remote(seal: &Seal, url: &str) -> String {
    format!("/remote/{}/{}", hex(&seal.tag(PURPOSE, url.as_bytes())), URL_SAFE_NO_PAD.encode(url))
}

/// The foreign address behind a proxied one, if we made it.
pub fn open_remote(seal: &Seal, tag: &str, encoded: &str) -> Option<String> {
    let url = String::from_utf8(URL_SAFE_NO_PAD.decode(encoded).ok()?).ok()?;
    let expected = hex(&seal.tag(PURPOSE, url.as_bytes()));
    aws_lc_rs::constant_time::verify_slices_are_equal(expected.as_bytes(), tag.as_bytes()).ok()?;
    Some(url)
}

/// An address that may be ours or foreign, as it may stand in a page.
pub(super) fn picture(seal: &Seal, person: &Person, url: &str) -> String {
    match url.strip_prefix(person.base_url.as_str()) {
        Some(path) if person.is_local() => format!("/{path}"),
        _ => remote(seal, url),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    // H-126
    #[test]
    fn only_addresses_we_made_are_opened() {
        let seal = Seal::new([3; 32]);
        let made = remote(&seal, "https://pod.example/a.png");
        let mut parts = made.trim_start_matches("/remote/").split('/');
        let (tag, encoded) = (parts.next().unwrap(), parts.next().unwrap());
        assert_eq!(open_remote(&seal, tag, encoded).as_deref(), Some("https://pod.example/a.png"));
        assert_eq!(open_remote(&Seal::new([4; 32]), tag, encoded), None);
        assert_eq!(open_remote(&seal, tag, &URL_SAFE_NO_PAD.encode("https://evil.example/")), None);
        assert_eq!(open_remote(&seal, tag, "%%%"), None);
    }
}
