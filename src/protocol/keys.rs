//! The RSA keys of people: what they sign, verify, encrypt and decrypt with.
//!
//! aws-lc-rs does the work. It does not load private keys below 2048 bits nor encrypt to such
//! keys, which old accounts still have; those few operations go through OpenSSL in one function.
//! Randomness inside RSA operations is the library's own. spec: §1.2 keys

use super::pem;
use crate::base::Secret;
use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{
    KeyPair, KeySize, Pkcs1PrivateDecryptingKey, Pkcs1PublicEncryptingKey, PrivateDecryptingKey, PublicEncryptingKey,
};
use aws_lc_rs::signature::{
    KeyPair as _, RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY, RSA_PKCS1_SHA256, UnparsedPublicKey,
};
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::rsa::{Padding, Rsa};
use openssl::sign::Signer;
use std::fmt;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// Sizes in bits of keys that may take part at all.
const BITS: RangeInclusive<usize> = 1024..=8192;
/// Below this size, private operations and encryption are OpenSSL's.
const SMALL: usize = 2048;

/// What is wrong with a key, or with what it was asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// Not a key in any of the accepted forms.
    Format,
    /// Too small or too large.
    Size,
    /// The operation failed.
    Operation,
}

/// Somebody's public key. Cheap to clone.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PublicKey {
    spki: Arc<[u8]>,
    bits: usize,
}

/// A private key of one of our accounts. Cheap to clone; wiped with the last clone.
#[derive(Clone)]
pub struct PrivateKey(Arc<Private>);

struct Private {
    pkcs8: Secret<Vec<u8>>,
    public: PublicKey,
    /// `None` for small keys.
    pair: Option<KeyPair>,
}

impl PublicKey {
    /// Reads PEM, `PUBLIC KEY` (SPKI) or `RSA PUBLIC KEY` (PKCS#1), blanks around it forgiven.
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        match pem::decode(text) {
            Some(("PUBLIC KEY" | "RSA PUBLIC KEY", der)) => Self::from_der(&der),
            _ => Err(KeyError::Format),
        }
    }

    /// Reads DER, SPKI or PKCS#1.
    pub fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        let key = aws_lc_rs::rsa::PublicKey::from_der(der).map_err(|_| KeyError::Format)?;
        let modulus = key.modulus().big_endian_without_leading_zero();
        let unused = modulus.first().map_or(0, |byte| byte.leading_zeros() as usize);
        let bits = (modulus.len() * 8).saturating_sub(unused);
        if !BITS.contains(&bits) {
            return Err(KeyError::Size);
        }
        Ok(Self { spki: pem::spki(key.as_ref()).into(), bits })
    }

    /// The PEM form that the network publishes: SPKI.
    pub fn to_pem(&self) -> String {
        pem::encode("PUBLIC KEY", &self.spki)
    }

    /// SPKI in DER.
    pub fn der(&self) -> &[u8] {
        &self.spki
    }

    /// Size of the modulus.
    pub fn bits(&self) -> usize {
        self.bits
    }

    /// Whether this key made that signature (PKCS#1 v1.5, SHA-256) over the message.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        let key = UnparsedPublicKey::new(&RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY, &self.spki);
        key.verify(message, signature).is_ok()
    }

    /// Encrypts a short text (PKCS#1 v1.5) for the owner of the key.
    pub fn encrypt(&self, plaintext: &[u8]) -> Result<Vec<u8>, KeyError> {
        if self.bits < SMALL {
            return with_small_key(Task::Encrypt { spki: &self.spki, plaintext }).map_err(|_| KeyError::Operation);
        }
        let key = PublicEncryptingKey::from_der(&self.spki).map_err(|_| KeyError::Operation)?;
        let key = Pkcs1PublicEncryptingKey::new(key).map_err(|_| KeyError::Operation)?;
        let mut out = vec![0; key.ciphertext_size()];
        let length = key.encrypt(plaintext, &mut out).map_err(|_| KeyError::Operation)?.len();
        out.truncate(length);
        Ok(out)
    }
}

impl PrivateKey {
    /// A new key of 4096 bits. Takes half a second or more: not for async threads.
    pub fn generate() -> Result<Self, KeyError> {
        let pair = KeyPair::generate(KeySize::Rsa4096).map_err(|_| KeyError::Operation)?;
        let der = AsDer::<Pkcs8V1Der<'_>>::as_der(&pair).map_err(|_| KeyError::Operation)?;
        Self::from_pkcs8_der(der.as_ref())
    }

    /// Reads PEM, `PRIVATE KEY` (PKCS#8) or `RSA PRIVATE KEY` (PKCS#1).
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        match pem::decode(text) {
            Some(("PRIVATE KEY", der)) => Self::from_secret(Secret::new(der)),
            Some(("RSA PRIVATE KEY", der)) => Self::from_secret(Secret::new(pem::pkcs8(Secret::new(der).expose()))),
            _ => Err(KeyError::Format),
        }
    }

    /// Reads PKCS#8 in DER.
    pub fn from_pkcs8_der(der: &[u8]) -> Result<Self, KeyError> {
        Self::from_secret(Secret::new(der.to_vec()))
    }

    fn from_secret(pkcs8: Secret<Vec<u8>>) -> Result<Self, KeyError> {
        let (pair, public) = match KeyPair::from_pkcs8(pkcs8.expose()) {
            Ok(pair) => {
                let public = PublicKey::from_der(pair.public_key().as_ref())?;
                (Some(pair), public)
            }
            Err(_) => (None, small_public_key(pkcs8.expose())?),
        };
        Ok(Self(Arc::new(Private { pkcs8, public, pair })))
    }

    /// PKCS#8 in DER.
    pub fn pkcs8_der(&self) -> Secret<Vec<u8>> {
        self.0.pkcs8.clone()
    }

    /// PKCS#1 in PEM, the form in which keys travel in archives.
    pub fn to_pem(&self) -> Option<Secret<String>> {
        let pkcs1 = pem::pkcs1(self.0.pkcs8.expose())?;
        Some(Secret::new(pem::encode("RSA PRIVATE KEY", pkcs1)))
    }

    /// The public half.
    pub fn public(&self) -> &PublicKey {
        &self.0.public
    }

    /// Signs a message (PKCS#1 v1.5, SHA-256).
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let Some(pair) = &self.0.pair else {
            let pkcs8 = self.0.pkcs8.expose();
            return with_small_key(Task::Sign { pkcs8, message }).map_err(|_| KeyError::Operation);
        };
        let mut signature = vec![0; pair.public_modulus_len()];
        pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature).map_err(|_| KeyError::Operation)?;
        Ok(signature)
    }

    /// Decrypts what [`PublicKey::encrypt`] made. The caller must not let anybody see whether
    /// this failed. spec: §2.3
    pub fn decrypt(&self, ciphertext: &[u8]) -> Result<Secret<Vec<u8>>, KeyError> {
        let pkcs8 = self.0.pkcs8.expose();
        if self.0.pair.is_none() {
            let plaintext = with_small_key(Task::Decrypt { pkcs8, ciphertext });
            return plaintext.map(Secret::new).map_err(|_| KeyError::Operation);
        }
        let key = PrivateDecryptingKey::from_pkcs8(pkcs8).map_err(|_| KeyError::Operation)?;
        let key = Pkcs1PrivateDecryptingKey::new(key).map_err(|_| KeyError::Operation)?;
        let mut out = vec![0; key.min_output_size()];
        let length = key.decrypt(ciphertext, &mut out).map_err(|_| KeyError::Operation)?.len();
        out.truncate(length);
        Ok(Secret::new(out))
    }
}

fn small_public_key(pkcs8: &[u8]) -> Result<PublicKey, KeyError> {
    let public = with_small_key(Task::Public { pkcs8 }).map_err(|_| KeyError::Format)?;
    let public = PublicKey::from_der(&public)?;
    if public.bits < SMALL { Ok(public) } else { Err(KeyError::Format) }
}

enum Task<'a> {
    Public { pkcs8: &'a [u8] },
    Sign { pkcs8: &'a [u8], message: &'a [u8] },
    Decrypt { pkcs8: &'a [u8], ciphertext: &'a [u8] },
    Encrypt { spki: &'a [u8], plaintext: &'a [u8] },
}

/// The one place where OpenSSL touches the protocol: keys below 2048 bits.
fn with_small_key(task: Task<'_>) -> Result<Vec<u8>, ErrorStack> {
    let mut out = vec![0; SMALL / 8];
    let length = match task {
        Task::Public { pkcs8 } => return PKey::private_key_from_pkcs8(pkcs8)?.rsa()?.public_key_to_der(),
        Task::Sign { pkcs8, message } => {
            let key = PKey::private_key_from_pkcs8(pkcs8)?;
            return Signer::new(MessageDigest::sha256(), &key)?.sign_oneshot_to_vec(message);
        }
        Task::Decrypt { pkcs8, ciphertext } => {
            PKey::private_key_from_pkcs8(pkcs8)?.rsa()?.private_decrypt(ciphertext, &mut out, Padding::PKCS1)?
        }
        Task::Encrypt { spki, plaintext } => {
            Rsa::public_key_from_der(spki)?.public_encrypt(plaintext, &mut out, Padding::PKCS1)?
        }
    };
    out.truncate(length);
    Ok(out)
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({} bits)", self.bits)
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrivateKey({} bits)", self.0.public.bits)
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Format => "not an RSA key in PEM or DER",
            Self::Size => "an RSA key must have 1024 to 8192 bits",
            Self::Operation => "the key could not do this",
        })
    }
}

impl std::error::Error for KeyError {}

#[cfg(test)]
mod tests {
    use super::super::testing::{ALICE, BOB, CAROL, key};
    use super::*;

    #[test]
    fn each_size_signs_verifies_encrypts_and_decrypts() {
        for (owner, bits) in [(CAROL, 1024), (BOB, 2048), (ALICE, 4096)] {
            let private = key(owner);
            let public = private.public();
            assert_eq!(public.bits(), bits);
            let signature = private.sign(b"text").expect("signs");
            assert!(public.verify(b"text", &signature));
            assert!(!public.verify(b"test", &signature));
            assert!(!public.verify(b"text", &signature[1..]));
            assert!(!public.verify(b"text", &[]));
            let secret = public.encrypt(b"secret").expect("encrypts");
            assert_eq!(private.decrypt(&secret).expect("decrypts").expose(), b"secret");
            assert!(public.encrypt(&[0; 1024]).is_err());
        }
    }

    // F-023, F-024
    #[test]
    fn public_keys_are_read_in_both_forms_and_only_of_sensible_sizes() {
        let key = key(BOB).public();
        let pem = key.to_pem();
        assert_eq!(PublicKey::from_pem(&format!("\n \t{}\n\n", pem.replace('\n', "\r\n"))).as_ref(), Ok(key));
        assert_eq!(PublicKey::from_der(key.der()).as_ref(), Ok(key));
        for bad in ["", "x", &pem.replace("PUBLIC", "PRIVATE"), &pem[..200], &pem.replace("MII", "AII")] {
            assert!(PublicKey::from_pem(bad).is_err(), "{bad}");
        }
        let small = Rsa::generate(512).and_then(|key| key.public_key_to_der()).expect("a small key");
        assert_eq!(PublicKey::from_der(&small), Err(KeyError::Size));
    }

    #[test]
    fn private_keys_survive_their_stored_form() {
        for owner in [CAROL, BOB] {
            let again = PrivateKey::from_pkcs8_der(key(owner).pkcs8_der().expose()).expect("its own form");
            assert_eq!(again.public(), key(owner).public());
            assert_eq!(again.sign(b"x"), key(owner).sign(b"x"));
        }
        for bad in ["", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", &key(BOB).public().to_pem()] {
            assert!(PrivateKey::from_pem(bad).is_err());
        }
        assert_eq!(format!("{:?}", key(BOB)), "PrivateKey(2048 bits)");
    }

    #[test]
    fn new_keys_have_4096_bits() {
        let key = PrivateKey::generate().expect("a key");
        assert_eq!(key.public().bits(), 4096);
        assert!(key.public().verify(b"x", &key.sign(b"x").expect("signs")));
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_survived(bytes: Vec<u8>, text: String) {
            let _ = PublicKey::from_der(&bytes);
            let _ = PublicKey::from_pem(&format!("-----BEGIN PUBLIC KEY-----{text}-----END PUBLIC KEY-----"));
            let _ = PrivateKey::from_pkcs8_der(&bytes);
        }
    }
}
