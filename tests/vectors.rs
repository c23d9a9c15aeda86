//! The shared test vectors: what real pods put on the wire, and what they do with what they get.
//!
//! `cargo test vectors` reads `tests/vectors/`, or the folder named in `SEEDPOD_VECTORS`. Every
//! file listed in the index is run, by kind; a file that is not listed, or of a kind without a
//! runner, is a failure.

mod build;
mod receive;

use build::entity;
use receive::{Outcome, Receiver, receive};
use seedpod::base::{DiasporaId, Entropy, Guid};
use seedpod::protocol::entities::Entity;
use seedpod::protocol::envelope::{Channel, seal};
use seedpod::protocol::keys::{PrivateKey, PublicKey};
use seedpod::protocol::message::Verified;
use seedpod::protocol::{SignedForm, encrypted, hcard, nodeinfo, signature, url, webfinger, xml};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Write;
use std::path::{Path, PathBuf};

type Check = Result<(), String>;

/// The persons of `keys.json`, by diaspora ID.
struct People(HashMap<String, PrivateKey>);

impl People {
    fn read(folder: &Path) -> Self {
        let keys = json(&folder.join("keys.json"));
        let person = |key: &Value| (text(key, "handle").to_owned(), check_key(key));
        Self(keys.as_array().expect("a list of keys").iter().map(person).collect())
    }

    fn key(&self, handle: &str) -> &PrivateKey {
        self.0.get(handle).unwrap_or_else(|| panic!("no key of {handle}"))
    }

    fn public(&self, id: &DiasporaId) -> Option<PublicKey> {
        self.0.get(id.as_str()).map(|key| key.public().clone())
    }
}

/// Both forms of both halves hold the same key, and it can do everything at its size.
fn check_key(key: &Value) -> PrivateKey {
    let private = PrivateKey::from_pem(text(key, "private_pem_pkcs8")).expect("PKCS#8");
    let same = PrivateKey::from_pem(text(key, "private_pem_pkcs1")).expect("PKCS#1");
    let public = private.public();
    assert_eq!(public, same.public());
    assert_eq!(Ok(public), PublicKey::from_pem(text(key, "public_pem_spki")).as_ref());
    assert_eq!(Ok(public), PublicKey::from_pem(text(key, "public_pem_pkcs1")).as_ref());
    assert_eq!(public.to_pem(), text(key, "public_pem_spki"));
    assert_eq!(Some(public.bits() as u64), key["bits"].as_u64());
    let ciphertext = public.encrypt(b"short").expect("encrypts");
    assert_eq!(private.decrypt(&ciphertext).expect("decrypts").expose(), b"short");
    assert_eq!(private.sign(b"text"), same.sign(b"text"));
    private
}

#[test]
fn all() {
    let folder = std::env::var_os("SEEDPOD_VECTORS").map_or_else(default_folder, PathBuf::from);
    let index = json(&folder.join("index.json"));
    let people = People::read(&folder);
    let mut ran: BTreeMap<&str, u64> = BTreeMap::new();
    let mut failures = Vec::new();
    let mut files = BTreeSet::new();
    for entry in index["vectors"].as_array().expect("a list of vectors") {
        let file = folder.join(text(entry, "file"));
        let vector = json(&file);
        let result = run(&people, &vector);
        *ran.entry(text(entry, "kind")).or_default() += 1;
        if let Err(why) = result {
            failures.push(format!("{}: {why}", text(entry, "file")));
        }
        files.insert(file);
    }
    failures.extend(unlisted(&folder, &files).iter().map(|file| format!("{}: not in the index", file.display())));
    // Written past the test harness, which would swallow it.
    writeln!(std::io::stdout(), "vectors run: {ran:?}, total {}", files.len()).expect("standard output");
    for (kind, count) in &ran {
        assert_eq!(index["counts"][kind].as_u64(), Some(*count), "{kind}");
    }
    assert_eq!(index["total"].as_u64(), Some(files.len() as u64));
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}

fn default_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors")
}

fn json(file: &Path) -> Value {
    let bytes = std::fs::read(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn unlisted(folder: &Path, listed: &BTreeSet<PathBuf>) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let own = |file: &PathBuf| !["index.json", "keys.json"].iter().any(|name| file.ends_with(name));
    let json = files.into_iter().filter(|file| file.extension().is_some_and(|it| it == "json")).filter(own);
    json.filter(|file| !listed.contains(file)).chain(folders.iter().flat_map(|it| unlisted(it, listed))).collect()
}

fn run(people: &People, vector: &Value) -> Check {
    match text(vector, "kind") {
        "entity" => run_entity(people, vector),
        "negative" | "lenient" => run_odd(people, vector),
        "discovery" => run_discovery(vector),
        "xrd" => run_xrd(vector),
        "nodeinfo-sample" => run_nodeinfo(vector),
        kind => Err(format!("no runner for {kind}")),
    }
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_else(|| panic!("no text {name}"))
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, ours: T, theirs: T) -> Check {
    if ours == theirs { Ok(()) } else { Err(format!("{what}: ours {ours:?}, theirs {theirs:?}")) }
}

// F-073, F-007: what we would send is, byte for byte, what the reference sends; and back.
fn run_entity(people: &People, vector: &Value) -> Check {
    let payload = produce(people, vector)?;
    same("payload", payload.as_str(), text(vector, "xml"))?;
    let sender = DiasporaId::parse(text(vector, "sender")).map_err(|error| error.to_string())?;
    let envelope = seal(&payload, &sender, people.key(sender.as_str())).map_err(|error| error.to_string())?;
    if let Some(public) = vector.get("public") {
        same("envelope", envelope.as_str(), text(public, "body"))?;
        accept(people, vector, public, Channel::Public)?;
        accept(people, vector, public, Channel::Fetched)?;
    }
    if let Some(private) = vector.get("private") {
        same("inner envelope", envelope.as_str(), text(private, "inner_envelope"))?;
        check_encryption(people, private, &envelope)?;
        accept(people, vector, private, Channel::Private)?;
    }
    Ok(())
}

/// The payload made from the vector's values, signed where the vector has a signature.
fn produce(people: &People, vector: &Value) -> Result<String, String> {
    let mut entity = entity(text(vector, "entity_type"), &vector["fields"]);
    if let Entity::AccountMigration(migration) = &mut entity {
        let signable = &vector["signable"];
        same("countersigner", migration.countersigner().as_str(), text(signable, "signer"))?;
        let signature = signature::sign_migration(migration, people.key(text(signable, "signer")));
        migration.signature = Some(signature.map_err(|error| error.to_string())?);
        same("migration signature", migration.signature.as_deref(), signable["signature"].as_str())?;
    }
    let relayable = &vector["relayable"];
    let Some(expected) = relayable["author_signature"].as_str() else {
        return Ok(xml::write(&entity));
    };
    let key = people.key(entity.author().as_str());
    let mut form = signature::sign(&entity, key).map_err(|error| error.to_string())?;
    let order: Vec<_> = list(&relayable["property_order"]);
    let plain = elements(&xml::write(&entity))?;
    if form.elements != plain || plain.iter().map(|(name, _)| name.as_str()).ne(order.iter().copied()) {
        form = arranged(&plain, &order, &relayable["additional_data"], key);
    }
    same("signed string", form.signed_string().as_str(), text(relayable, "signed_string"))?;
    same("author signature", form.author_signature.as_deref(), Some(expected))?;
    Ok(xml::write_signed(entity.name(), &form))
}

/// The elements inside a payload.
fn elements(payload: &str) -> Result<Vec<(String, String)>, String> {
    let document = xml::Document::parse(payload.as_bytes()).map_err(|error| error.to_string())?;
    Ok(document.root().children().map(|child| (child.name().to_owned(), child.text().to_owned())).collect())
}

/// What we would not write ourselves but must be able to pass on: elements in another order, with
/// unknown ones among them or blanks around a text.
fn arranged(plain: &[(String, String)], order: &[&str], additional: &Value, key: &PrivateKey) -> SignedForm {
    let known: HashMap<&str, &str> = plain.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let value = |name: &str| known.get(name).copied().unwrap_or_else(|| text(additional, name)).to_owned();
    let elements = order.iter().map(|name| ((*name).to_owned(), value(name))).collect();
    let mut form = SignedForm { elements, author_signature: None };
    let signature = key.sign(form.signed_string().as_bytes()).expect("signs");
    form.author_signature = Some(base64::Engine::encode(&base64::engine::general_purpose::STANDARD, signature));
    form
}

fn list(value: &Value) -> Vec<&str> {
    value.as_array().map(|them| them.iter().filter_map(Value::as_str).collect()).unwrap_or_default()
}

/// A fixed stream of bytes, so that encryption can be repeated.
struct Counter(u8);

impl Entropy for Counter {
    fn fill(&mut self, buffer: &mut [u8]) {
        for byte in buffer {
            self.0 = self.0.wrapping_mul(13).wrapping_add(7);
            *byte = self.0;
        }
    }
}

fn check_encryption(people: &People, private: &Value, envelope: &str) -> Check {
    let recipient = people.key(text(private, "recipient"));
    let theirs = encrypted::decrypt(text(private, "body").as_bytes(), recipient).map_err(|error| error.to_string())?;
    same("decrypted", theirs.as_slice(), envelope.as_bytes())?;
    let ours = encrypted::encrypt(envelope, recipient.public(), &mut Counter(1)).map_err(|error| error.to_string())?;
    let back = encrypted::decrypt(ours.as_bytes(), recipient).map_err(|error| error.to_string())?;
    same("round trip", back.as_slice(), envelope.as_bytes())
}

fn accept(people: &People, vector: &Value, message: &Value, channel: Channel) -> Check {
    let receiver = Receiver::new(people, &vector["receiver"]);
    match receive(&receiver, message, channel) {
        Outcome::Accepted(verified) => compare(&verified, &message["expected"]["parsed"]),
        Outcome::Refused { stage, why } => Err(format!("refused on {channel:?} at {stage}: {why}")),
    }
}

fn compare(verified: &Verified, parsed: &Value) -> Check {
    same("sender", verified.sender().as_str(), text(parsed, "sender"))?;
    let mut fields = parsed["fields"].clone();
    let author_signature = fields.as_object_mut().and_then(|fields| fields.remove("author_signature"));
    same("entity", verified.entity(), &entity(text(parsed, "entity_type"), &fields))?;
    let Some(form) = verified.signed_form() else {
        return same("author signature", None, author_signature);
    };
    same("author signature", form.author_signature.as_deref(), author_signature.as_ref().and_then(Value::as_str))?;
    let order: Vec<_> = form.elements.iter().map(|(name, _)| name.as_str()).collect();
    same("order", order, list(&parsed["property_order"]))?;
    same("signed string", form.normalised_string(verified.entity()).as_str(), text(parsed, "signed_string"))?;
    check_relay(verified.entity().name(), form)
}

// F-143: what we pass on is, element for element, what we got.
fn check_relay(name: &str, form: &SignedForm) -> Check {
    let signature = form.author_signature.iter().map(|it| ("author_signature".to_owned(), it.clone()));
    let expected = form.elements.iter().cloned().chain(signature).collect();
    same("relayed", elements(&xml::write_signed(name, form))?, expected)
}

fn run_odd(people: &People, vector: &Value) -> Check {
    let channel = if text(vector, "channel") == "private" { Channel::Private } else { Channel::Public };
    let receiver = Receiver::new(people, &vector["receiver"]);
    let expected = &vector["expected"];
    match (receive(&receiver, vector, channel), text(vector, "requirement")) {
        (Outcome::Accepted(_), "reject") => Err("accepted".to_owned()),
        (Outcome::Accepted(verified), _) if !expected["parsed"].is_null() => compare(&verified, &expected["parsed"]),
        (Outcome::Accepted(_), _) => Ok(()),
        (Outcome::Refused { stage, why }, "accept") => Err(format!("refused at {stage}: {why}")),
        (Outcome::Refused { stage, why }, _) => match expected["exception"].as_str() {
            Some(exception) if !receive::is_stage_of(&stage, exception) => {
                Err(format!("refused at {stage} ({why}), the reference raises {exception}"))
            }
            _ => Ok(()),
        },
    }
}

fn run_discovery(vector: &Value) -> Check {
    let mut requests = Vec::new();
    let found = discover(vector, &mut requests);
    match (found, text(vector, "requirement")) {
        (Ok(_), "reject") => Err("accepted".to_owned()),
        (Err(why), "accept") => Err(why),
        (Err(_), _) => Ok(()),
        (Ok((id, seed, card)), _) => {
            same("requests", requests.iter().map(String::as_str).collect(), list(&vector["requests_made"]))?;
            match vector["expected"].get("person") {
                Some(person) => compare_person(&id, &seed, &card, person),
                None => Ok(()),
            }
        }
    }
}

type Found = (DiasporaId, seedpod::base::PodUrl, hcard::Card);

fn discover(vector: &Value, requests: &mut Vec<String>) -> Result<Found, String> {
    let id = DiasporaId::from_input(text(vector, "asked_for")).map_err(|error| error.to_string())?;
    let mut get = |address: String| {
        let answers = vector["http"].as_array().expect("a list of answers");
        let answer = answers.iter().find(|answer| text(answer, "url") == address && answer["status"] == 200);
        requests.push(address);
        answer.map(|answer| text(answer, "body").as_bytes()).ok_or("no answer")
    };
    let links = webfinger::parse(get(url::webfinger(&id))?, &id).map_err(|error| error.to_string())?;
    let card = hcard::parse(get(links.hcard_url.clone())?, &links.seed).map_err(|error| error.to_string())?;
    Ok((id, links.seed, card))
}

fn compare_person(id: &DiasporaId, seed: &seedpod::base::PodUrl, card: &hcard::Card, person: &Value) -> Check {
    same("author", id.as_str(), text(person, "author"))?;
    same("guid", &card.guid, &Guid::parse(text(person, "guid")).expect("a guid"))?;
    same("url", seed.as_str(), text(person, "url"))?;
    same("key", Ok(&card.key), PublicKey::from_pem(text(person, "exported_key")).as_ref())?;
    let profile = &person["profile"];
    same("first name", card.first_name.as_str(), profile["first_name"].as_str().unwrap_or(""))?;
    same("last name", card.last_name.as_str(), profile["last_name"].as_str().unwrap_or(""))?;
    same("searchable", Some(card.searchable), profile["searchable"].as_bool())?;
    for (ours, name) in card.photos.iter().zip(["image_url", "image_url_medium", "image_url_small"]) {
        // F-025: ours are absolute.
        let theirs = profile[name].as_str().map(|it| if it.starts_with('/') { seed.join(it) } else { it.to_owned() });
        same(name, ours, &theirs)?;
    }
    Ok(())
}

fn run_xrd(vector: &Value) -> Check {
    let document = xml::Document::parse(text(vector, "body").as_bytes()).map_err(|error| error.to_string())?;
    let data = &vector["expected"]["data"];
    same("subject", document.root().child("Subject").map(|it| it.text()), data["subject"].as_str())?;
    let links = document.root().children().filter(|child| child.name() == "Link");
    let read = |link: xml::Element<'_>, name: &str| link.attribute(name);
    let ours: Vec<_> = links.map(|link| ["rel", "type", "template"].map(|name| read(link, name))).collect();
    let theirs = data["links"].as_array().expect("links").iter();
    let own = |link: &Value, name: &str| link[name].as_str().map(str::to_owned);
    same("links", ours, theirs.map(|link| ["rel", "type", "template"].map(|name| own(link, name))).collect())
}

fn run_nodeinfo(vector: &Value) -> Check {
    let body = text(vector, "body");
    let value: Value = serde_json::from_str(body).map_err(|error| error.to_string())?;
    if let Some(links) = value.get("links") {
        let highest = links[0]["href"].as_str().map(str::to_owned);
        return same("address", nodeinfo::parse_well_known(body.as_bytes()).ok(), highest);
    }
    let software = nodeinfo::parse(body.as_bytes()).map_err(|error| error.to_string())?;
    same("name", software.name.as_str(), text(&value["software"], "name"))?;
    same("version", software.version.as_str(), text(&value["software"], "version"))?;
    same("open", Some(software.open_registrations), value["openRegistrations"].as_bool())
}
