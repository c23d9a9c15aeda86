//! The magic envelope: a payload, who sent it, and that person's signature.
//!
//! Writing has one form. Reading forgives what other programs do: any prefix, any order of parts,
//! blanks inside base64, missing padding. It checks nothing about the payload, and the signature
//! only when asked with a key. spec: §2.1, §2.2

use super::base64url;
use super::keys::{KeyError, PrivateKey, PublicKey};
use super::xml::{Document, Element, XmlError};
use crate::base::DiasporaId;
use std::borrow::Cow;
use std::fmt;

const NAMESPACE: &str = "http://salmon-protocol.org/ns/magic-env";
const XML_TYPE: &str = "application/xml";
/// What one program declares, and signs, in answers to fetches. spec: §7.3
const ATOM_TYPE: &str = "application/atom+xml";
const ENCODING: &str = "base64url";
const ALGORITHM: &str = "RSA-SHA256";

/// How a message came here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// Posted for everybody.
    Public,
    /// Encrypted for one of our accounts.
    Private,
    /// The answer to a question of ours.
    Fetched,
}

/// The part of an envelope that is missing or not as it must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnvelopeError {
    /// The body is no document at all.
    Xml(XmlError),
    /// The root is not an envelope, or data, signature or signer are missing.
    Structure,
    /// The payload is not declared as XML.
    DataType,
    /// The encoding is not base64url.
    Encoding,
    /// The algorithm is not RSA-SHA256.
    Algorithm,
    /// Data, signature or signer are not base64.
    Base64,
    /// The signer is not a diaspora ID.
    Signer,
}

/// An opened envelope whose signature has not been checked.
#[derive(Clone)]
pub struct Envelope {
    sender: DiasporaId,
    payload: Vec<u8>,
    /// The payload as it was encoded, without blanks.
    data: String,
    media_type: &'static str,
    signature: Vec<u8>,
}

/// Puts a payload into an envelope signed by `signer`, whose key must be `key`.
pub fn seal(payload: &str, signer: &DiasporaId, key: &PrivateKey) -> Result<String, KeyError> {
    let data = base64url::encode_url(payload.trim());
    let signature = key.sign(signed_string(&data, XML_TYPE).as_bytes())?;
    Ok(write(&data, XML_TYPE, signer, &signature))
}

fn write(data: &str, media_type: &str, signer: &DiasporaId, signature: &[u8]) -> String {
    let (key_id, signature) = (base64url::encode_url(signer.as_str()), base64url::encode_url(signature));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <me:env xmlns:me=\"{NAMESPACE}\">\n  \
         <me:data type=\"{media_type}\">{data}</me:data>\n  \
         <me:encoding>{ENCODING}</me:encoding>\n  \
         <me:alg>{ALGORITHM}</me:alg>\n  \
         <me:sig key_id=\"{key_id}\">{signature}</me:sig>\n\
         </me:env>\n"
    )
}

/// Opens an envelope. spec: §2.4 steps 2 and 3
pub fn open(body: &[u8], channel: Channel) -> Result<Envelope, EnvelopeError> {
    let document = Document::parse(body).map_err(EnvelopeError::Xml)?;
    let parts = Parts::of(document.root()).ok_or(EnvelopeError::Structure)?;
    let media_type = match parts.data.attribute("type").as_deref() {
        Some(XML_TYPE) => XML_TYPE,
        Some(ATOM_TYPE) if channel == Channel::Fetched => ATOM_TYPE,
        _ => return Err(EnvelopeError::DataType),
    };
    if parts.encoding.is_none_or(|encoding| encoding.text().trim() != ENCODING) {
        return Err(EnvelopeError::Encoding);
    }
    if parts.algorithm.is_none_or(|algorithm| algorithm.text().trim() != ALGORITHM) {
        return Err(EnvelopeError::Algorithm);
    }
    let data = base64url::without_blanks(parts.data.text());
    Ok(Envelope {
        sender: signer(&parts.key_id)?,
        payload: base64url::decode(&data).ok_or(EnvelopeError::Base64)?,
        data: data.into_owned(),
        media_type,
        signature: base64url::decode(parts.signature.text()).ok_or(EnvelopeError::Base64)?,
    })
}

fn signer(key_id: &str) -> Result<DiasporaId, EnvelopeError> {
    let decoded = base64url::decode(key_id).and_then(|bytes| String::from_utf8(bytes).ok());
    let decoded = decoded.ok_or(EnvelopeError::Base64)?;
    DiasporaId::parse(decoded.strip_prefix("acct:").unwrap_or(&decoded)).map_err(|_| EnvelopeError::Signer)
}

/// The elements of an envelope.
struct Parts<'d> {
    data: Element<'d>,
    encoding: Option<Element<'d>>,
    algorithm: Option<Element<'d>>,
    signature: Element<'d>,
    key_id: String,
}

impl<'d> Parts<'d> {
    fn of(root: Element<'d>) -> Option<Self> {
        let (prefix, declaration) = match root.name().strip_suffix("env")? {
            "" => ("", Cow::Borrowed("xmlns")),
            prefix => (prefix, Cow::Owned(format!("xmlns:{}", prefix.strip_suffix(':')?))),
        };
        if root.attribute(&declaration).as_deref() != Some(NAMESPACE) {
            return None;
        }
        let child = |name| root.children().find(|child| child.name().strip_prefix(prefix) == Some(name));
        let full = |element: &Element<'d>| !element.text().trim().is_empty();
        let signature = child("sig").filter(full)?;
        Some(Self {
            data: child("data").filter(full)?,
            encoding: child("encoding"),
            algorithm: child("alg"),
            key_id: signature.attribute("key_id").filter(|id| !id.trim().is_empty())?,
            signature,
        })
    }
}

/// What an envelope's signature covers. spec: §2.2
fn signed_string(data: &str, media_type: &str) -> String {
    let mut text = String::with_capacity(data.len() + 80);
    text.push_str(data);
    for part in [media_type, ENCODING, ALGORITHM] {
        text.push('.');
        text.push_str(&base64url::encode_url(part));
    }
    text
}

impl Envelope {
    /// Who claims to have sent it.
    pub fn sender(&self) -> &DiasporaId {
        &self.sender
    }

    /// The decoded payload.
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// The envelope in our own writing, with the signature it came with: for passing it on.
    pub fn text(&self) -> String {
        write(&self.data, self.media_type, &self.sender, &self.signature)
    }

    /// Whether this key signed the data, as it was encoded or as it should have been.
    pub fn verify(&self, key: &PublicKey) -> bool {
        if key.verify(signed_string(&self.data, self.media_type).as_bytes(), &self.signature) {
            return true;
        }
        let canonical = base64url::encode_url(&self.payload);
        canonical != self.data && key.verify(signed_string(&canonical, self.media_type).as_bytes(), &self.signature)
    }
}

impl fmt::Debug for Envelope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Envelope from {} ({} bytes)", self.sender, self.payload.len())
    }
}

impl fmt::Display for EnvelopeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Xml(error) => return write!(f, "the envelope {error}"),
            Self::Structure => "not an envelope, or data, signature or signer are missing",
            Self::DataType => "the payload is not declared as XML",
            Self::Encoding => "the payload is not declared as base64url",
            Self::Algorithm => "the signature is not declared as RSA-SHA256",
            Self::Base64 => "data, signature or signer are not base64",
            Self::Signer => "the signer is not a diaspora ID",
        })
    }
}

impl std::error::Error for EnvelopeError {}

#[cfg(test)]
mod tests {
    use super::super::testing::{ALICE, BOB, CAROL, EVE, id, key};
    use super::*;

    const PAYLOAD: &str = "<account_deletion>\n  <author>bob@beta.example</author>\n</account_deletion>";

    fn sealed() -> String {
        seal(PAYLOAD, &id(BOB), key(BOB)).expect("seals")
    }

    fn checked(body: &str, channel: Channel) -> Result<bool, EnvelopeError> {
        open(body.as_bytes(), channel).map(|envelope| {
            assert_eq!(envelope.sender(), &id(BOB));
            envelope.verify(key(BOB).public())
        })
    }

    fn pushed(body: &str) -> Result<bool, EnvelopeError> {
        checked(body, Channel::Public)
    }

    /// An envelope of the given parts, in this order, signed over `signed`.
    fn made(data: &str, media_type: &str, signed: &str) -> String {
        let signature = base64url::encode_url(key(BOB).sign(signed.as_bytes()).expect("signs"));
        let key_id = base64url::encode_url(BOB);
        format!(
            "<me:env xmlns:me='{NAMESPACE}'><me:encoding>base64url</me:encoding><me:alg>RSA-SHA256</me:alg>\
             <me:data type='{media_type}'>{data}</me:data><me:sig key_id='{key_id}'>{signature}</me:sig></me:env>"
        )
    }

    // F-073
    #[test]
    fn ours_is_one_line_of_padded_base64url_over_the_exact_base_string() {
        let body = sealed();
        let data = body.split_once("application/xml\">").and_then(|(_, rest)| rest.split_once('<')).expect("data").0;
        assert_eq!(base64url::decode(data).as_deref(), Some(PAYLOAD.as_bytes()));
        assert_eq!(data, base64url::encode_url(PAYLOAD));
        let tail = ".YXBwbGljYXRpb24veG1s.YmFzZTY0dXJs.UlNBLVNIQTI1Ng==";
        assert_eq!(signed_string(data, XML_TYPE), format!("{data}{tail}"));
        let signature = body.split_once("key_id=").and_then(|(_, rest)| rest.split('>').nth(1)).expect("a signature");
        let signature = signature.split_once('<').expect("an end").0;
        assert!(signature.len().is_multiple_of(4) && !signature.contains(['+', '/', '\n', ' ']));
        let signature = base64url::decode(signature).expect("base64");
        assert!(key(BOB).public().verify(format!("{data}{tail}").as_bytes(), &signature));
        assert_eq!(pushed(&body), Ok(true));
        assert_eq!(pushed(&seal(&format!("\n{PAYLOAD} \n"), &id(BOB), key(BOB)).expect("seals")), Ok(true));
    }

    // F-060
    #[test]
    fn layout_and_order_do_not_matter() {
        let data = base64url::encode_url(PAYLOAD);
        let body = made(&data, XML_TYPE, &signed_string(&data, XML_TYPE));
        assert_eq!(pushed(&body), Ok(true));
        let spaced = format!(" \n\t<?xml version='1.0' encoding='utf-8'?>\n{}", body.replace("><", ">\r\n\t<"));
        assert_eq!(pushed(&spaced), Ok(true));
        assert_eq!(pushed(&body.replace(">base64url<", "> base64url\n<")), Ok(true));
    }

    // F-061
    #[test]
    fn blanks_inside_base64_are_skipped() {
        let data = base64url::encode_url(PAYLOAD);
        let body = made(&data, XML_TYPE, &signed_string(&data, XML_TYPE));
        let broken = body.replace(&data, &format!("\n{}\n {}\t", &data[..20], &data[20..]));
        assert_eq!(pushed(&broken), Ok(true));
        assert_eq!(pushed(&broken.replace("</me:sig>", "\n</me:sig>")), Ok(true));
    }

    // F-062
    #[test]
    fn padding_may_be_missing_and_signed_either_way() {
        let padded = base64url::encode_url(PAYLOAD);
        assert!(padded.ends_with('='), "the payload's length must need padding");
        let bare = padded.trim_end_matches('=');
        assert_eq!(pushed(&made(bare, XML_TYPE, &signed_string(&padded, XML_TYPE))), Ok(true));
        assert_eq!(pushed(&made(bare, XML_TYPE, &signed_string(bare, XML_TYPE))), Ok(true));
        assert_eq!(pushed(&made(&padded, XML_TYPE, &signed_string(bare, XML_TYPE))), Ok(false));
    }

    // F-063
    #[test]
    fn the_namespace_counts_and_the_prefix_does_not() {
        let body = sealed();
        let other = body.replace("me:", "m:").replace("xmlns:me", "xmlns:m");
        assert_eq!(pushed(&other), Ok(true));
        assert_eq!(pushed(&body.replace("xmlns:me", "xmlns").replace("me:", "")), Ok(true));
        assert_eq!(pushed(&body.replace(NAMESPACE, "http://x.example/")), Err(EnvelopeError::Structure));
        assert_eq!(pushed(&body.replace("xmlns:me", "xmlns:x")), Err(EnvelopeError::Structure));
    }

    // F-064, F-043
    #[test]
    fn an_envelope_needs_all_its_parts() {
        let body = sealed();
        for (from, to) in
            [("me:data", "me:date"), ("me:sig", "me:sign"), ("key_id", "keyid"), ("me:env", "me:envelope")]
        {
            assert_eq!(pushed(&body.replace(from, to)), Err(EnvelopeError::Structure), "{from}");
        }
        assert_eq!(pushed(&made("", XML_TYPE, "")), Err(EnvelopeError::Structure));
        assert_eq!(pushed(&made(" ", XML_TYPE, "")), Err(EnvelopeError::Structure));
        assert_eq!(pushed("<html></html>"), Err(EnvelopeError::Structure));
        for body in ["", "{}", "hello", "\u{0}"] {
            assert!(matches!(pushed(body), Err(EnvelopeError::Xml(_))), "{body}");
        }
    }

    // F-065
    #[test]
    fn the_feed_type_is_forgiven_on_fetched_answers_only() {
        let data = base64url::encode_url(PAYLOAD);
        let body = made(&data, ATOM_TYPE, &signed_string(&data, ATOM_TYPE));
        assert_eq!(checked(&body, Channel::Fetched), Ok(true));
        for channel in [Channel::Public, Channel::Private] {
            assert_eq!(checked(&body, channel), Err(EnvelopeError::DataType));
        }
        let lying = made(&data, ATOM_TYPE, &signed_string(&data, XML_TYPE));
        assert_eq!(checked(&lying, Channel::Fetched), Ok(false));
        assert_eq!(checked(&made(&data, "text/xml", ""), Channel::Fetched), Err(EnvelopeError::DataType));
    }

    // F-066
    #[test]
    fn encoding_and_algorithm_are_fixed() {
        let body = sealed();
        assert_eq!(pushed(&body.replace(">base64url<", ">base64<")), Err(EnvelopeError::Encoding));
        assert_eq!(pushed(&body.replace("me:encoding", "me:x")), Err(EnvelopeError::Encoding));
        assert_eq!(pushed(&body.replace("RSA-SHA256", "rsa-sha256")), Err(EnvelopeError::Algorithm));
        assert_eq!(pushed(&body.replace("me:alg", "me:x")), Err(EnvelopeError::Algorithm));
    }

    // F-067
    #[test]
    fn only_the_signer_and_only_this_text() {
        let envelope = open(sealed().as_bytes(), Channel::Public).expect("opens");
        for other in [ALICE, CAROL, EVE] {
            assert!(!envelope.verify(key(other).public()), "{other}");
        }
        let data = base64url::encode_url(PAYLOAD);
        let signed = signed_string(&data, XML_TYPE);
        let mut flipped = PAYLOAD.as_bytes().to_vec();
        flipped[30] ^= 1;
        assert_eq!(pushed(&made(&base64url::encode_url(flipped), XML_TYPE, &signed)), Ok(false));
        assert_eq!(pushed(&made(&data, XML_TYPE, "something else")), Ok(false));
    }

    // F-069
    #[test]
    fn the_signer_must_be_a_diaspora_id() {
        let with = |key_id: &str| sealed().replace(&base64url::encode_url(BOB), key_id);
        let encoded = |text: &str| with(&base64url::encode_url(text));
        assert_eq!(pushed(&encoded("acct:bob@beta.example")), Ok(true));
        assert_eq!(pushed(&with(base64url::encode_url(BOB).trim_end_matches('='))), Ok(true));
        for text in ["bob", "Bob@beta.example", "bob@", "bob@beta.example/x", "acct:acct:bob@beta.example"] {
            assert_eq!(pushed(&encoded(text)), Err(EnvelopeError::Signer), "{text}");
        }
        for text in ["", " "] {
            assert_eq!(pushed(&with(text)), Err(EnvelopeError::Structure));
        }
        assert_eq!(pushed(&with(BOB)), Err(EnvelopeError::Base64));
        assert_eq!(pushed(&with(&base64url::encode_url([0xFF]))), Err(EnvelopeError::Base64));
        assert_eq!(pushed(&encoded(&"a".repeat(1_000_000))), Err(EnvelopeError::Signer));
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_survived(bytes: Vec<u8>) {
            let _ = open(&bytes, Channel::Public);
        }

        #[test]
        fn any_parts_are_survived(data: String, media_type: String, signature: String, key_id: String) {
            let body = format!("<me:env xmlns:me='{NAMESPACE}'><me:encoding>base64url</me:encoding><me:alg>RSA-SHA256</me:alg>\
                <me:data type='{media_type}'>{data}</me:data><me:sig key_id='{key_id}'>{signature}</me:sig></me:env>");
            if let Ok(envelope) = open(body.as_bytes(), Channel::Fetched) {
                proptest::prop_assert!(!envelope.verify(key(CAROL).public()));
            }
        }
    }
}
