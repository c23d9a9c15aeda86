//! People of pods that run other programs: a key, the documents by which they are found, and
//! messages made by hand, in the shape of whatever program is told of.

use crate::pods::{Net, Page, Pods, key};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD};
use bytes::Bytes;
use seedpod::base::{DiasporaId, Entropy, Guid, PodUrl};
use seedpod::protocol::entities::Entity;
use seedpod::protocol::envelope::Channel;
use seedpod::protocol::keys::{PrivateKey, PublicKey};
use seedpod::protocol::message::Message;
use seedpod::protocol::{encrypted, hcard, url, webfinger};

/// Keys of strangers come after those of the pods.
const FIRST_KEY: usize = 100;

/// Somebody on a pod that the test writes down.
pub struct Stranger {
    pub id: DiasporaId,
    pub guid: Guid,
    pub pod: PodUrl,
    pub key: PrivateKey,
}

/// How a program writes an envelope.
#[derive(Clone, Copy)]
pub struct Style {
    pub declaration: &'static str,
    /// Between elements.
    pub gap: &'static str,
    /// `data`, `encoding`, `alg`, `sig` in this order.
    pub order: [&'static str; 4],
    pub media_type: &'static str,
    pub is_padded: bool,
}

/// The reference's.
pub const PLAIN: Style = Style {
    declaration: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
    gap: "\n  ",
    order: ["data", "encoding", "alg", "sig"],
    media_type: "application/xml",
    is_padded: true,
};

/// Randomness that is no secret to anybody.
pub struct Counting(pub u8);

impl Entropy for Counting {
    fn fill(&mut self, buffer: &mut [u8]) {
        for byte in buffer {
            self.0 = self.0.wrapping_mul(13).wrapping_add(7);
            *byte = self.0;
        }
    }
}

impl Stranger {
    /// `name@host`, with the `index`th key of strangers. The guid follows from the name.
    pub fn new(id: &str, index: usize) -> Self {
        let id = DiasporaId::parse(id).unwrap();
        let guid = blake3::hash(id.as_str().as_bytes()).to_hex();
        Self {
            guid: Guid::parse(&guid[..32]).unwrap(),
            pod: PodUrl::parse(&format!("https://{}", id.host())).unwrap(),
            key: key(FIRST_KEY + index),
            id,
        }
    }

    /// Puts up the documents by which they are found; what is sent to them is taken.
    pub fn publish(&self, net: &Net) -> &Self {
        let document = webfinger::document(&webfinger::Person {
            id: &self.id,
            guid: &self.guid,
            pod: &self.pod,
            issues_tokens: false,
        });
        let picture = self.pod.join("picture.png");
        let card = hcard::document(&hcard::Person {
            guid: &self.guid,
            nickname: self.id.user(),
            full_name: &format!("{} Stranger", self.id.user()),
            first_name: self.id.user(),
            last_name: "Stranger",
            searchable: true,
            key: self.key.public(),
            photos: [&picture, &picture, &picture],
            pod: &self.pod,
        });
        net.can(&url::webfinger(&self.id), 200, "application/jrd+json", &document);
        net.can(&self.pod.join(&format!("hcard/users/{}", self.guid)), 200, "text/html", &card);
        net.can(&self.pod.join(&format!("people/{}/stream", self.guid)), 200, "application/json", "[]");
        net.can(&url::receive_public(&self.pod), 202, "", "");
        net.can(&url::receive_user(&self.pod, &self.guid), 202, "", "");
        self
    }

    /// Found by the pod at `host`.
    pub async fn known_to(&self, pods: &Pods, host: &str) -> &Self {
        self.publish(&pods.net);
        let id = self.id.clone();
        let act = pods.at(host).pod.write(move |tx, cx| -> Result<(), seedpod::domain::Refused> {
            Ok(seedpod::domain::queue::discover(tx, cx, &id)?)
        });
        act.await.unwrap();
        pods.settle().await;
        self
    }

    /// Puts up something that may be fetched.
    pub fn serve(&self, net: &Net, kind: &str, guid: &str, body: &str) {
        net.can(&self.pod.join(&format!("fetch/{kind}/{guid}")), 200, "application/magic-envelope+xml", body);
    }

    pub fn seal(&self, payload: &str) -> String {
        self.seal_as(payload, &PLAIN)
    }

    /// An envelope as a program writes it.
    pub fn seal_as(&self, payload: &str, style: &Style) -> String {
        let plain = |bytes: &[u8]| if style.is_padded { URL_SAFE.encode(bytes) } else { URL_SAFE_NO_PAD.encode(bytes) };
        let data = plain(payload.as_bytes());
        let parts = [style.media_type, "base64url", "RSA-SHA256"].map(|part| URL_SAFE.encode(part));
        let signature = self.key.sign(format!("{data}.{}", parts.join(".")).as_bytes()).unwrap();
        let elements = style.order.map(|name| match name {
            "data" => format!("<me:data type=\"{}\">{data}</me:data>", style.media_type),
            "encoding" => "<me:encoding>base64url</me:encoding>".to_owned(),
            "alg" => "<me:alg>RSA-SHA256</me:alg>".to_owned(),
            _ => format!("<me:sig key_id=\"{}\">{}</me:sig>", plain(self.id.as_str().as_bytes()), plain(&signature)),
        });
        let gap = style.gap;
        format!(
            "{}<me:env xmlns:me=\"http://salmon-protocol.org/ns/magic-env\">{gap}{}{gap}</me:env>",
            style.declaration,
            elements.join(gap)
        )
    }

    /// The signature of an author over the texts of a relayable's elements.
    pub fn sign(&self, texts: &[&str]) -> String {
        STANDARD.encode(self.key.sign(texts.join(";").as_bytes()).unwrap())
    }

    /// A relayable with these elements in this order, its author's signature last.
    pub fn relayable(&self, name: &str, elements: &[(&str, &str)]) -> String {
        let texts: Vec<&str> = elements.iter().map(|(_, text)| *text).collect();
        let mut xml = format!("<{name}>");
        for (element, text) in elements {
            xml.push_str(&format!("<{element}>{text}</{element}>"));
        }
        format!("{xml}<author_signature>{}</author_signature></{name}>", self.sign(&texts))
    }

    pub fn post(&self, guid: &str, text: &str, public: bool) -> String {
        format!(
            "<status_message><author>{}</author><guid>{guid}</guid><created_at>2026-03-01T11:00:00Z</created_at>\
             <public>{public}</public><text>{text}</text></status_message>",
            self.id
        )
    }

    pub fn comment(&self, guid: &str, parent: &str, text: &str) -> String {
        let author = self.id.to_string();
        let elements = [
            ("author", author.as_str()),
            ("guid", guid),
            ("parent_guid", parent),
            ("text", text),
            ("created_at", "2026-03-01T11:30:00Z"),
        ];
        self.relayable("comment", &elements)
    }

    pub fn like(&self, guid: &str, parent: &str, kind: &str) -> String {
        let author = self.id.to_string();
        let elements = [
            ("author", author.as_str()),
            ("guid", guid),
            ("parent_guid", parent),
            ("parent_type", kind),
            ("positive", "true"),
        ];
        self.relayable("like", &elements)
    }

    pub fn reshare(&self, guid: &str, root_author: &DiasporaId, root: &str) -> String {
        format!(
            "<reshare><author>{}</author><guid>{guid}</guid><created_at>2026-03-01T11:00:00Z</created_at>\
             <root_author>{root_author}</root_author><root_guid>{root}</root_guid></reshare>",
            self.id
        )
    }

    pub fn contact(&self, recipient: &str, sharing: bool) -> String {
        format!(
            "<contact><author>{}</author><recipient>{recipient}</recipient><following>{sharing}</following>\
             <sharing>{sharing}</sharing></contact>",
            self.id
        )
    }

    /// What came for them at a pod's private address.
    pub fn decrypt(&self, body: &[u8]) -> Entity {
        let envelope = encrypted::decrypt(body, &self.key).unwrap();
        Message::open(&envelope, Channel::Private).unwrap().claimed().clone()
    }

    /// Everything that was sent to them alone so far, oldest first.
    pub fn letters(&self, net: &Net) -> Vec<Entity> {
        let address = url::receive_user(&self.pod, &self.guid);
        let sent = net.log().into_iter().zip(net.bodies());
        sent.filter(|((_, _, to), _)| *to == address).map(|(_, body)| self.decrypt(&body)).collect()
    }

    /// Everything that was sent to their pod in public so far, with its sender, oldest first.
    pub fn public_mail(&self, net: &Net) -> Vec<(DiasporaId, Entity)> {
        let address = url::receive_public(&self.pod);
        let sent = net.log().into_iter().zip(net.bodies()).filter(|((_, _, to), _)| *to == address);
        sent.map(|(_, body)| {
            let message = Message::open(&body, Channel::Public).unwrap();
            (message.sender().clone(), message.claimed().clone())
        })
        .collect()
    }
}

/// Posts an envelope to a pod's public address.
pub async fn push(pods: &Pods, host: &str, envelope: impl Into<Bytes>) -> Page {
    let headers = [("content-type", "application/magic-envelope+xml")];
    pods.stranger(host).send("POST", "/receive/public", &headers, envelope.into()).await
}

/// Encrypts an envelope for somebody of a pod and posts it.
pub async fn push_private(pods: &Pods, id: &str, envelope: &str) -> Page {
    let person = id.to_owned();
    let host = id.split_once('@').unwrap().1;
    let id = DiasporaId::parse(&person).unwrap();
    let person = pods.at(host).read(move |tx| seedpod::domain::people::by_diaspora_id(tx, &id)).await.unwrap();
    let recipient = PublicKey::from_der(&person.public_key).unwrap();
    let body = encrypted::encrypt(envelope, &recipient, &mut Counting(3)).unwrap();
    let headers = [("content-type", "application/json")];
    pods.stranger(host).send("POST", &format!("/receive/users/{}", person.guid), &headers, body.into()).await
}
