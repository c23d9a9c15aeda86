//! The private form of an envelope: AES for the text, RSA for the AES key, JSON around both.
//!
//! Encryption says nothing about who wrote: the envelope inside is signed. RSA with PKCS#1 v1.5
//! padding tells secrets to whoever can see how a decryption fails, so every failure looks the
//! same and costs about the same. spec: §2.3

use super::base64url;
use super::keys::{KeyError, PrivateKey, PublicKey};
use crate::base::{Entropy, EntropyExt, Secret};
use aws_lc_rs::cipher::{
    AES_256, DecryptionContext, EncryptionContext, PaddedBlockDecryptingKey, PaddedBlockEncryptingKey, UnboundCipherKey,
};
use aws_lc_rs::error::Unspecified;
use aws_lc_rs::iv::FixedLength;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The private message cannot be read. There is deliberately nothing more to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecryptError;

#[derive(Serialize, Deserialize)]
struct Body<'a> {
    #[serde(borrow)]
    aes_key: std::borrow::Cow<'a, str>,
    #[serde(borrow)]
    encrypted_magic_envelope: std::borrow::Cow<'a, str>,
}

#[derive(Serialize, Deserialize)]
struct AesKey {
    key: String,
    iv: String,
}

struct Cipher {
    key: Secret<[u8; 32]>,
    iv: [u8; 16],
}

/// Encrypts an envelope for one person: the JSON to post to that person's address. Key and
/// initialisation vector are drawn anew each time.
pub fn encrypt(envelope: &str, recipient: &PublicKey, entropy: &mut dyn Entropy) -> Result<String, KeyError> {
    let cipher = Cipher { key: Secret::new(entropy.bytes()), iv: entropy.bytes() };
    let bundle = AesKey { key: base64url::encode(cipher.key.expose()), iv: base64url::encode(cipher.iv) };
    let bundle = Secret::new(serde_json::to_string(&bundle).map_err(|_| KeyError::Operation)?);
    let aes_key = base64url::encode(recipient.encrypt(bundle.expose().as_bytes())?);
    let ciphertext = cipher.encrypt(envelope.as_bytes()).map_err(|_| KeyError::Operation)?;
    let body = Body { aes_key: aes_key.into(), encrypted_magic_envelope: base64url::encode(ciphertext).into() };
    serde_json::to_string(&body).map_err(|_| KeyError::Operation)
}

/// Decrypts a private message: the bytes of the envelope inside, still unverified.
pub fn decrypt(body: &[u8], key: &PrivateKey) -> Result<Vec<u8>, DecryptError> {
    let body: Body<'_> = serde_json::from_slice(body).map_err(|_| DecryptError)?;
    let aes_key = base64url::decode(&body.aes_key).ok_or(DecryptError)?;
    let ciphertext = base64url::decode(&body.encrypted_magic_envelope).ok_or(DecryptError)?;
    // With a wrong RSA padding the work goes on with a key that fits nothing.
    let unwrapped = key.decrypt(&aes_key).ok().and_then(|bundle| Cipher::read(bundle.expose()));
    let known = unwrapped.is_some();
    let cipher = unwrapped.unwrap_or(Cipher { key: Secret::new([0; 32]), iv: [0; 16] });
    let plaintext = cipher.decrypt(ciphertext);
    plaintext.ok().filter(|_| known).ok_or(DecryptError)
}

impl Cipher {
    fn read(bundle: &[u8]) -> Option<Self> {
        let bundle: AesKey = serde_json::from_slice(bundle).ok()?;
        let key = Secret::new(base64url::decode(&bundle.key)?);
        let iv = base64url::decode(&bundle.iv)?;
        Some(Self { key: Secret::new(key.expose().as_slice().try_into().ok()?), iv: iv.try_into().ok()? })
    }

    fn unbound(&self) -> Result<UnboundCipherKey, Unspecified> {
        UnboundCipherKey::new(&AES_256, self.key.expose())
    }

    fn encrypt(&self, plaintext: &[u8]) -> Result<Vec<u8>, Unspecified> {
        let mut buffer = plaintext.to_vec();
        let iv = EncryptionContext::Iv128(FixedLength::from(self.iv));
        PaddedBlockEncryptingKey::cbc_pkcs7(self.unbound()?)?.less_safe_encrypt(&mut buffer, iv)?;
        Ok(buffer)
    }

    fn decrypt(&self, mut buffer: Vec<u8>) -> Result<Vec<u8>, Unspecified> {
        let iv = DecryptionContext::Iv128(FixedLength::from(self.iv));
        let key = PaddedBlockDecryptingKey::cbc_pkcs7(self.unbound()?)?;
        let length = key.decrypt(&mut buffer, iv)?.len();
        buffer.truncate(length);
        Ok(buffer)
    }
}

impl fmt::Display for DecryptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the private message cannot be decrypted")
    }
}

impl std::error::Error for DecryptError {}

#[cfg(test)]
mod tests {
    use super::super::testing::{ALICE, BOB, CAROL, Counter, key};
    use super::*;
    use openssl::pkey::PKey;
    use openssl::rsa::Padding;
    use serde_json::{Value, json};

    fn message(recipient: &str) -> Value {
        let body = encrypt("<env/>", key(recipient).public(), &mut Counter(1)).expect("encrypts");
        serde_json::from_str(&body).expect("JSON")
    }

    fn read(message: &Value, recipient: &str) -> Result<Vec<u8>, DecryptError> {
        decrypt(message.to_string().as_bytes(), key(recipient))
    }

    #[test]
    fn each_size_of_key_reads_what_was_written_for_it() {
        for recipient in [ALICE, BOB, CAROL] {
            assert_eq!(read(&message(recipient), recipient).as_deref(), Ok(&b"<env/>"[..]));
        }
    }

    // F-052
    #[test]
    fn line_breaks_in_base64_are_forgiven() {
        let mut message = message(BOB);
        for name in ["aes_key", "encrypted_magic_envelope"] {
            let text = message[name].as_str().expect("text");
            message[name] = json!(format!("{}\n{}\r\n", &text[..10], &text[10..]));
        }
        assert!(read(&message, BOB).is_ok());
    }

    // F-050
    #[test]
    fn others_cannot_read_it() {
        assert_eq!(read(&message(BOB), ALICE), Err(DecryptError));
        assert_eq!(read(&message(BOB), CAROL), Err(DecryptError));
    }

    // F-051
    #[test]
    fn everything_else_fails_alike() {
        let good = message(BOB);
        let with = |name: &str, value: Value| {
            let mut message = good.clone();
            message[name] = value;
            message
        };
        let rsa = PKey::public_key_from_der(key(BOB).public().der()).and_then(|key| key.rsa()).expect("a key");
        let wrap = |text: &str, padding| {
            let mut out = vec![0; 256];
            rsa.public_encrypt(text.as_bytes(), &mut out, padding).expect("encrypts");
            json!(base64url::encode(out))
        };
        let bundle = json!({"key": base64url::encode([1; 32]), "iv": base64url::encode([2; 16])}).to_string();
        let short_iv = json!({"key": base64url::encode([1; 32]), "iv": base64url::encode([2; 15])}).to_string();
        let ciphertext = good["encrypted_magic_envelope"].as_str().expect("text");
        for bad in [
            json!({}),
            json!([]),
            with("aes_key", json!("")),
            with("aes_key", json!("%")),
            with("aes_key", json!(3)),
            with("aes_key", wrap(&bundle, Padding::PKCS1_OAEP)),
            with("aes_key", wrap("no JSON", Padding::PKCS1)),
            with("aes_key", wrap(&short_iv, Padding::PKCS1)),
            with("aes_key", wrap(&bundle, Padding::PKCS1)),
            with("encrypted_magic_envelope", json!("")),
            with("encrypted_magic_envelope", json!(ciphertext[..8])),
            with("encrypted_magic_envelope", json!(base64url::encode([0; 15]))),
            with("encrypted_magic_envelope", json!(base64url::encode([0; 32]))),
        ] {
            assert_eq!(read(&bad, BOB), Err(DecryptError), "{bad}");
        }
        assert_eq!(decrypt(b"", key(BOB)), Err(DecryptError));
        assert_eq!(decrypt(b"hello", key(BOB)), Err(DecryptError));
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_survived(bytes: Vec<u8>, aes_key: Vec<u8>) {
            proptest::prop_assert_eq!(decrypt(&bytes, key(CAROL)), Err(DecryptError));
            let body = json!({"aes_key": base64url::encode(aes_key), "encrypted_magic_envelope": base64url::encode(bytes)});
            proptest::prop_assert_eq!(read(&body, CAROL), Err(DecryptError));
        }
    }
}
