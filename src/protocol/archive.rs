//! Entities as JSON, the form they have in people's archives.
//!
//! An archive holds the same entities as the wire, each in a box that names its kind; relayables
//! also say in which order they were signed. Reading goes by way of the wire's own reader, so that
//! what comes with an archive obeys the same rules as what comes from another pod. Pure, as all of
//! `protocol`. (spec/features.md §2.8.1)

use super::entities::{Entity, Signer};
use super::schema::Invalid;
use super::signature::SignedForm;
use super::xml::{self, Document, Element, Writer};
use serde_json::{Map, Value, json};

/// Fields that are true or false; everything else but [`NUMBERS`] is text.
const FLAGS: &[&str] = &["public", "searchable", "nsfw", "positive", "all_day", "nothing", "following", "sharing"];
/// Fields that are numbers.
const NUMBERS: &[&str] = &["height", "width"];
/// Nested entities of which there may be several, and the name of their list.
const LISTS: &[(&str, &str)] = &[("photo", "photos"), ("poll_answer", "poll_answers"), ("message", "messages")];
/// How deep boxes may lie in boxes.
const DEPTH: usize = 8;

/// Why a box was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArchiveFault {
    /// It is no box, or names no entity that we know.
    Unknown,
    /// It cannot be read.
    Malformed,
    /// A field breaks a rule.
    Invalid(Invalid),
}

/// A box for an entity.
pub fn write(entity: &Entity) -> Value {
    let text = xml::write(entity);
    let boxed = Document::parse(text.as_bytes()).map(|document| self::boxed(document.root()));
    // What the writer makes can be read; a post with more parts than a document may have cannot be
    // made here in the first place.
    boxed.unwrap_or(Value::Null)
}

fn boxed(element: Element<'_>) -> Value {
    let mut data = Map::new();
    if element.name() == "status_message" {
        data.insert("photos".to_owned(), json!([]));
    }
    for child in element.children() {
        let name = child.name();
        if child.children().next().is_none() {
            data.insert(name.to_owned(), value(name, child.text()));
            continue;
        }
        match LISTS.iter().find(|(one, _)| *one == name) {
            Some((_, list)) => match data.entry(*list).or_insert_with(|| json!([])) {
                Value::Array(items) => items.push(boxed(child)),
                other => *other = json!([boxed(child)]),
            },
            None => {
                data.insert(name.to_owned(), boxed(child));
            }
        }
    }
    json!({ "entity_type": element.name(), "entity_data": data })
}

/// A text as the type of its field.
fn value(name: &str, text: &str) -> Value {
    match text {
        "true" if FLAGS.contains(&name) => Value::Bool(true),
        "false" if FLAGS.contains(&name) => Value::Bool(false),
        _ if NUMBERS.contains(&name) => text.parse::<u64>().map_or_else(|_| text.into(), Value::from),
        _ => text.into(),
    }
}

/// A box for a relayable as it was signed, with the author's signature if `signed`.
pub fn write_signed(name: &str, form: &SignedForm, signed: bool) -> Value {
    let mut data = Map::new();
    let order: Vec<&str> = form.elements.iter().map(|(name, _)| name.as_str()).collect();
    for (name, text) in &form.elements {
        data.insert(name.clone(), value(name, text));
    }
    if signed {
        let signature = form.author_signature.clone().unwrap_or_default();
        data.insert("author_signature".to_owned(), signature.into());
    }
    json!({ "entity_type": name, "entity_data": data, "property_order": order })
}

/// Reads a box: the entity, and of a relayable the form that its author signed.
pub fn read(boxed: &Value) -> Result<(Entity, Option<SignedForm>), ArchiveFault> {
    let name = boxed.get("entity_type").and_then(Value::as_str).ok_or(ArchiveFault::Unknown)?;
    let data = boxed.get("entity_data").and_then(Value::as_object).ok_or(ArchiveFault::Unknown)?;
    let order: Vec<&str> = match boxed.get("property_order").and_then(Value::as_array) {
        Some(order) => order.iter().filter_map(Value::as_str).collect(),
        None => data.keys().map(String::as_str).filter(|name| *name != "author_signature").collect(),
    };
    if !is_name(name) {
        return Err(ArchiveFault::Unknown);
    }
    let mut out = Writer::new(0);
    out.open(name);
    for key in order {
        data.get(key).map_or(Ok(()), |value| unbox(&mut out, key, value, 0))?;
    }
    if let Some(signature) = data.get("author_signature") {
        unbox(&mut out, "author_signature", signature, 0)?;
    }
    out.close(name);
    let text = out.finish();
    let document = Document::parse(text.as_bytes()).map_err(|_| ArchiveFault::Malformed)?;
    let entity = Entity::read(document.root()).ok_or(ArchiveFault::Unknown)?.map_err(ArchiveFault::Invalid)?;
    let form = match entity.signer() {
        Signer::Relayable => Some(SignedForm::received(document.root()).ok_or(ArchiveFault::Malformed)?),
        _ => None,
    };
    Ok((entity, form))
}

fn unbox(out: &mut Writer, name: &str, value: &Value, depth: usize) -> Result<(), ArchiveFault> {
    if !is_name(name) || depth > DEPTH {
        return Err(ArchiveFault::Malformed);
    }
    match value {
        Value::Null => {}
        Value::String(text) => out.text(name, text),
        Value::Bool(flag) => out.text(name, if *flag { "true" } else { "false" }),
        Value::Number(number) => out.text(name, &number.to_string()),
        Value::Array(items) => {
            for item in items {
                unbox(out, name, item, depth + 1)?;
            }
        }
        Value::Object(inner) => {
            let kind = inner.get("entity_type").and_then(Value::as_str).filter(|kind| is_name(kind));
            let data = inner.get("entity_data").and_then(Value::as_object);
            let (Some(kind), Some(data)) = (kind, data) else { return Err(ArchiveFault::Malformed) };
            out.open(kind);
            for (key, value) in data {
                unbox(out, key, value, depth + 1)?;
            }
            out.close(kind);
        }
    }
    Ok(())
}

/// What comes with an archive must not become markup.
fn is_name(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes.next().is_some_and(|byte| byte.is_ascii_lowercase())
        && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        && name.len() <= 64
}

#[cfg(test)]
mod tests {
    use super::super::testing::{ALICE, BOB, guid, id, key};
    use super::super::{entities, signature};
    use super::*;
    use crate::base::Timestamp;

    fn post() -> Entity {
        let photo = entities::Photo {
            guid: guid(2),
            author: id(ALICE),
            public: false,
            created_at: Timestamp::parse_exact("2026-04-01T08:00:00Z"),
            edited_at: None,
            remote_photo_path: "https://alpha.example/uploads/images/".to_owned(),
            remote_photo_name: "a.jpg".to_owned(),
            text: None,
            status_message_guid: Some(guid(1)),
            height: Some(30),
            width: Some(40),
        };
        entities::StatusMessage {
            author: id(ALICE),
            guid: guid(1),
            created_at: Timestamp::parse_exact("2026-04-01T08:00:00Z"),
            public: false,
            provider_display_name: None,
            text: "Dinner <&> \"Sunday\"?\n\nYes".to_owned(),
            edited_at: None,
            photos: vec![photo.clone(), entities::Photo { guid: guid(3), ..photo }],
            location: None,
            poll: Some(entities::Poll {
                guid: guid(4),
                question: "When?".to_owned(),
                poll_answers: [5, 6].map(|n| entities::PollAnswer { guid: guid(n), answer: n.to_string() }).to_vec(),
            }),
            event: None,
            embed: None,
        }
        .into()
    }

    // W-066, W-067
    #[test]
    fn a_post_goes_both_ways() {
        let boxed = write(&post());
        let data = &boxed["entity_data"];
        assert_eq!((&boxed["entity_type"], &data["public"]), (&json!("status_message"), &json!(false)));
        assert_eq!(data["photos"][1]["entity_data"]["height"], json!(30));
        assert_eq!(data["poll"]["entity_data"]["poll_answers"][0]["entity_data"]["answer"], json!("5"));
        assert_eq!(read(&boxed).map(|(entity, _)| entity), Ok(post()));
    }

    // W-067, W-074: a signature survives the way through an archive.
    #[test]
    fn a_relayable_keeps_what_was_signed() {
        let like = entities::Like {
            author: id(BOB),
            guid: guid(1),
            parent_guid: guid(2),
            parent_type: entities::Kind::Post,
            positive: true,
        };
        let entity: Entity = like.into();
        let form = signature::sign(&entity, key(BOB)).expect("signs");
        let boxed = write_signed("like", &form, true);
        assert_eq!(boxed["entity_data"]["positive"], json!(true));
        assert_eq!(boxed["property_order"], json!(["author", "guid", "parent_guid", "parent_type", "positive"]));
        let (again, back) = read(&boxed).expect("readable");
        assert_eq!((&again, back.as_ref()), (&entity, Some(&form)));
        assert!(back.expect("a form").verify(&again, key(BOB).public()));
        assert!(write_signed("like", &form, false)["entity_data"].get("author_signature").is_none());
    }

    // W-073
    #[test]
    fn nonsense_is_refused() {
        let good = write(&post());
        let with = |key: &str, value: Value| {
            let mut boxed = good.clone();
            boxed["entity_data"][key] = value;
            read(&boxed).err()
        };
        assert!(matches!(with("guid", json!("short")), Some(ArchiveFault::Invalid(_))));
        assert_eq!(with("a><b", json!("x")), Some(ArchiveFault::Malformed));
        assert_eq!(with("photos", json!([{ "no": "box" }])), Some(ArchiveFault::Malformed));
        assert_eq!(with("unknown", json!(3)), None);
        let mut deep = json!("x");
        for _ in 0..40 {
            deep = json!([deep]);
        }
        assert_eq!(with("text", deep), Some(ArchiveFault::Malformed));
        assert_eq!(read(&json!({ "entity_type": "person", "entity_data": {} })).err(), Some(ArchiveFault::Unknown));
        assert_eq!(read(&json!(3)).err(), Some(ArchiveFault::Unknown));
    }
}
