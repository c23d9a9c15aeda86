//! What was sent, as one object: query, form or JSON, with the nested names of Rails
//! (spec/api-v1.md §2.1).

use super::answer::Fault;
use super::{Body, Head, content_type};
use crate::net::inbound::body::{Part, pairs};
use serde_json::{Map, Value};

/// Objects in objects; deeper names are not read.
const DEPTH: usize = 8;

/// What came with a request.
#[derive(Debug, Default)]
pub(super) struct Sent {
    /// Query and body together; the body counts more.
    pub(super) values: Map<String, Value>,
    /// The form alone, for tokens in it.
    pub(super) form: Map<String, Value>,
    pub(super) files: Vec<Part>,
}

/// Reads query and body.
pub(super) fn read(head: &Head, body: Body) -> Result<Sent, Fault> {
    let mut values = Map::new();
    for (name, value) in pairs(head.query.as_bytes()) {
        put(&mut values, &name, value);
    }
    let (mut form, mut files) = (Map::new(), Vec::new());
    match body {
        Body::Parts(parts) => {
            for part in parts? {
                match (&part.file_name, std::str::from_utf8(&part.bytes)) {
                    (None, Ok(text)) => put(&mut form, &part.name, text.to_owned()),
                    (None, Err(_)) => return Err(unreadable()),
                    (Some(_), _) => files.push(part),
                }
            }
            values.extend(form.clone());
        }
        Body::Whole(whole) => {
            let whole = whole?;
            match content_type(head).as_str() {
                "application/x-www-form-urlencoded" => {
                    for (name, value) in pairs(&whole) {
                        put(&mut form, &name, value);
                    }
                    values.extend(form.clone());
                }
                "multipart/form-data" => return Err(unreadable()),
                kind if kind == "application/json" || kind.ends_with("+json") => {
                    if !whole.iter().all(u8::is_ascii_whitespace) {
                        match serde_json::from_slice(&whole) {
                            Ok(Value::Object(object)) => values.extend(object),
                            _ => return Err(unreadable()),
                        }
                    }
                }
                _ => {}
            }
        }
    }
    Ok(Sent { values, form, files })
}

fn unreadable() -> Fault {
    Fault::of(400, "The body could not be read: an object is expected")
}

/// Puts a value where its name says: `a`, `a[]`, `a[b]`, `a[b][]`.
fn put(values: &mut Map<String, Value>, name: &str, value: String) {
    let (first, rest) = name.split_once('[').unwrap_or((name, ""));
    let steps: Vec<&str> = rest.split('[').map(|step| step.trim_end_matches(']')).collect();
    let steps = if rest.is_empty() { &[] } else { steps.as_slice() };
    if steps.len() <= DEPTH {
        let slot = values.entry(first.to_owned()).or_insert(Value::Null);
        put_at(slot, steps, value);
    }
}

fn put_at(slot: &mut Value, steps: &[&str], value: String) {
    match steps.split_first() {
        None => *slot = Value::String(value),
        Some((&"", _)) => {
            if !slot.is_array() {
                *slot = Value::Array(Vec::new());
            }
            if let Value::Array(items) = slot {
                items.push(Value::String(value));
            }
        }
        Some((step, rest)) => {
            if !slot.is_object() {
                *slot = Value::Object(Map::new());
            }
            if let Value::Object(object) = slot {
                put_at(object.entry((*step).to_owned()).or_insert(Value::Null), rest, value);
            }
        }
    }
}

/// A value as text; nothing if it is missing, empty, or no simple value.
pub(super) fn text(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A value as yes or no (spec/api-v1.md §2.3).
pub(super) fn flag(value: Option<&Value>) -> Option<bool> {
    match value? {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) if text.is_empty() => None,
        Value::String(text) => Some(!matches!(text.as_str(), "false" | "0" | "f" | "off" | "F" | "FALSE" | "OFF")),
        Value::Number(number) => Some(number.as_f64() != Some(0.0)),
        _ => None,
    }
}

/// A value as a whole number that is not negative.
pub(super) fn number(value: Option<&Value>) -> Option<u64> {
    match value? {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// A value as a number with a fraction.
pub(super) fn float(value: Option<&Value>) -> Option<f64> {
    match value? {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
        _ => None,
    }
}

/// A list; a single value is a list of one.
pub(super) fn list(value: Option<&Value>) -> Vec<Value> {
    match value {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(items)) => items.clone(),
        Some(Value::String(text)) if text.is_empty() => Vec::new(),
        Some(one) => vec![one.clone()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    //
    #[test]
    fn names_of_rails_become_objects() {
        let mut values = Map::new();
        for (name, value) in [
            ("body", "x"),
            ("poll[question]", "?"),
            ("poll[poll_answers][]", "a"),
            ("poll[poll_answers][]", "b"),
            ("aspects[]", "1"),
            ("odd[", "y"),
            ("[]", "z"),
        ] {
            put(&mut values, name, value.to_owned());
        }
        let expected = json!({
            "body": "x", "poll": { "question": "?", "poll_answers": ["a", "b"] }, "aspects": ["1"], "odd": "y",
            "": ["z"],
        });
        assert_eq!(Value::Object(values), expected);
    }

    //
    #[test]
    fn words_for_no_are_no() {
        for no in ["false", "0", "f", "off", "F", "FALSE", "OFF"] {
            assert_eq!(flag(Some(&json!(no))), Some(false));
        }
        assert_eq!(flag(Some(&json!("yes"))), Some(true));
        assert_eq!((flag(Some(&json!(""))), flag(None), flag(Some(&Value::Null))), (None, None, None));
    }
}
