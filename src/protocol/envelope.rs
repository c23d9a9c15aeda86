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
    let signature = base64url::encode_url(key.sign(signed_string(&data, XML_TYPE).as_bytes())?);
    let key_id = base64url::encode_url(signer.as_str());
    Ok(format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <me:env xmlns:me=\"{NAMESPACE}\">\n  \
         <me:data type=\"{XML_TYPE}\">{data}</me:data>\n  \
         <me:encoding>{ENCODING}</me:encoding>\n  \
         <me:alg>{ALGORITHM}</me:alg>\n  \
         <me:sig key_id=\"{key_id}\">{signature}</me:sig>\n\
         </me:env>\n"
    ))
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
