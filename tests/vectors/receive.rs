//! A receiver that knows what a vector says it knows.

use super::{People, list, text};
use seedpod::base::DiasporaId;
use seedpod::protocol::encrypted;
use seedpod::protocol::entities::Kind;
use seedpod::protocol::envelope::{Channel, EnvelopeError};
use seedpod::protocol::keys::PublicKey;
use seedpod::protocol::message::{Message, ParseError, Reference, Target, Verified, VerifyError};
use serde_json::Value;

/// What became of a message.
pub(super) enum Outcome {
    Accepted(Box<Verified>),
    Refused { stage: String, why: String },
}

/// The receiving pod of a vector.
pub(super) struct Receiver<'v> {
    people: &'v People,
    knows: &'v [Value],
    not_obtainable: Vec<&'v str>,
}

impl<'v> Receiver<'v> {
    pub(super) fn new(people: &'v People, receiver: &'v Value) -> Self {
        let knows = receiver["knows"].as_array().map(Vec::as_slice).unwrap_or_default();
        Self { people, knows, not_obtainable: list(&receiver["keys_not_obtainable"]) }
    }

    fn key(&self, id: &DiasporaId) -> Option<PublicKey> {
        let obtainable = !self.not_obtainable.contains(&id.as_str());
        obtainable.then(|| self.people.public(id)).flatten()
    }

    fn thing(&self, kind: &str, guid: &str) -> Option<&'v Value> {
        self.knows.iter().find(|it| text(it, "type") == kind && text(it, "guid") == guid)
    }

    fn target(&self, reference: &Reference) -> Option<Target> {
        let thing = self.thing(reference.kind.as_str(), reference.guid.as_str())?;
        let mut root = thing;
        while let Some(parent) = root.get("parent") {
            root = self.thing(text(parent, "type"), text(parent, "guid"))?;
        }
        let id = |thing: &Value| DiasporaId::parse(text(thing, "author")).expect("an ID");
        Some(Target {
            kind: Kind::parse(text(thing, "type")).expect("a kind"),
            author: id(thing),
            root_author: id(root),
            root_author_is_local: root["local"] == true,
            root_is_public: root["public"].as_bool(),
        })
    }
}

/// Takes a message the whole way.
pub(super) fn receive(receiver: &Receiver<'_>, message: &Value, channel: Channel) -> Outcome {
    match attempt(receiver, message, channel) {
        Ok(verified) => Outcome::Accepted(Box::new(verified)),
        Err((stage, why)) => Outcome::Refused { stage, why },
    }
}

fn attempt(receiver: &Receiver<'_>, message: &Value, channel: Channel) -> Result<Verified, (String, String)> {
    let mut body = text(message, "body").as_bytes().to_vec();
    if channel == Channel::Private {
        let key = receiver.people.key(text(message, "recipient"));
        body = encrypted::decrypt(&body, key).map_err(|error| ("decryption".to_owned(), error.to_string()))?;
    }
    let message = Message::open(&body, channel).map_err(|error| (parse_stage(error), error.to_string()))?;
    let needs = message.needs();
    assert_eq!(Some(message.sender()), needs.keys.first());
    let target = needs.target.as_ref().and_then(|reference| receiver.target(reference));
    // Nothing but what was asked for is needed.
    let keys = |id: &DiasporaId| if needs.keys.contains(id) { receiver.key(id) } else { None };
    message.verify(&keys, target.as_ref()).map_err(|error| (verify_stage(error).to_owned(), error.to_string()))
}

fn parse_stage(error: ParseError) -> String {
    match error {
        ParseError::Envelope(EnvelopeError::Xml(_) | EnvelopeError::Base64) => "body",
        ParseError::Envelope(EnvelopeError::Structure | EnvelopeError::Signer) => "envelope",
        ParseError::Envelope(EnvelopeError::DataType) => "data type",
        ParseError::Envelope(EnvelopeError::Encoding) => "encoding",
        ParseError::Envelope(EnvelopeError::Algorithm) => "algorithm",
        ParseError::Payload(_) => "payload",
        ParseError::EntityName => "entity name",
        ParseError::UnknownEntity => "unknown entity",
        ParseError::Invalid(_) => "validation",
        ParseError::Sender => "sender",
        ParseError::NotPublic => "publicness",
    }
    .to_owned()
}

fn verify_stage(error: VerifyError) -> &'static str {
    match error {
        VerifyError::SenderKey => "sender key",
        VerifyError::Signature => "signature",
        VerifyError::Target => "target",
        VerifyError::TargetKind | VerifyError::RootAuthor => "validation",
        VerifyError::Sender => "sender",
        VerifyError::AuthorKey | VerifyError::AuthorSignature => "author signature",
        VerifyError::ParentNotLocal => "parent not local",
        VerifyError::NotPublic => "publicness",
    }
}

/// Whether the reference fails there too, or at a stage that comes later there than here: we read
/// the whole document and apply the rules that cost nothing before we check signatures, and private
/// entities do not get past the public channel.
pub(super) fn is_stage_of(stage: &str, exception: &str) -> bool {
    let stages: &[&str] = match exception.rsplit("::").next().unwrap_or_default() {
        "ArgumentError" | "SyntaxError" | "NoMethodError" | "ParserError" => &["body", "payload", "decryption"],
        "RSAError" | "CipherError" => &["decryption"],
        "InvalidEnvelope" => &["envelope"],
        "InvalidDataType" => &["data type"],
        "InvalidEncoding" => &["encoding"],
        "InvalidAlgorithm" => &["algorithm"],
        "SenderKeyNotFound" => &["sender key"],
        "InvalidSignature" => &["signature", "body", "payload", "sender"],
        "InvalidEntityName" => &["entity name"],
        "UnknownEntity" => &["unknown entity"],
        "ValidationError" => &["validation"],
        "SignatureVerificationFailed" | "PublicKeyNotFound" => &["author signature"],
        "TargetNotFound" => &["target"],
        "NotFetchable" => &["target", "validation"],
        "ParentNotLocal" => &["parent not local", "publicness"],
        "InvalidSender" => &["sender"],
        "NotPublic" => &["publicness"],
        _ => &[],
    };
    stages.contains(&stage)
}
