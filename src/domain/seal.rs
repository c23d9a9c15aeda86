//! Private keys inside the store are sealed under a key that is not in it (H-130).

use crate::base::{Entropy, EntropyExt, Secret};
use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};

const NONCE: usize = 12;

/// Opens and closes what only this pod may read.
pub struct Seal {
    key: LessSafeKey,
    secret: Secret<[u8; 32]>,
}

impl Seal {
    /// From the content of `secret.key`.
    pub fn new(secret: [u8; 32]) -> Self {
        let key = UnboundKey::new(&AES_256_GCM, &secret).expect("the key has the length of the cipher's");
        Self { key: LessSafeKey::new(key), secret: Secret::new(secret) }
    }

    /// Seals bytes; the nonce goes in front.
    pub fn close(&self, plain: &[u8], entropy: &mut dyn Entropy) -> Vec<u8> {
        let nonce = entropy.bytes::<NONCE>();
        let mut sealed = plain.to_vec();
        self.key
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut sealed)
            .expect("a few kilobytes are far below the cipher's limit");
        [nonce.as_slice(), &sealed].concat()
    }

    /// Opens what `close` made; `None` if it is not that, or another key's.
    pub fn open(&self, sealed: &[u8]) -> Option<Secret<Vec<u8>>> {
        let (nonce, rest) = sealed.split_at_checked(NONCE)?;
        let mut buffer = rest.to_vec();
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let length = self.key.open_in_place(nonce, Aad::empty(), &mut buffer).ok()?.len();
        buffer.truncate(length);
        Some(Secret::new(buffer))
    }

    /// A keyed hash for values that we hand out and must know again, such as addresses of proxied
    /// pictures. `purpose` keeps the uses apart.
    pub fn tag(&self, purpose: &str, value: &[u8]) -> [u8; 16] {
        let mut hasher = blake3::Hasher::new_keyed(self.secret.expose());
        hasher.update(purpose.as_bytes()).update(&[0]).update(value);
        let mut tag = [0; 16];
        hasher.finalize_xof().fill(&mut tag);
        tag
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Counting(u8);
    impl Entropy for Counting {
        fn fill(&mut self, buffer: &mut [u8]) {
            for byte in buffer {
                self.0 = self.0.wrapping_add(1);
                *byte = self.0;
            }
        }
    }

    // H-130
    #[test]
    fn only_the_same_key_opens() {
        let sealed = Seal::new([7; 32]).close(b"private", &mut Counting(0));
        assert!(!sealed.windows(7).any(|part| part == b"private"));
        assert_eq!(Seal::new([7; 32]).open(&sealed).map(|plain| plain.expose().clone()), Some(b"private".to_vec()));
        assert!(Seal::new([8; 32]).open(&sealed).is_none());
        assert!(Seal::new([7; 32]).open(&sealed[..20]).is_none());
    }
}
