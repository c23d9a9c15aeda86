//! What the author of a relayable signs, and how it is checked, kept and passed on.
//!
//! The signature covers the texts of all elements in the order in which they stand, unknown ones
//! included, so whoever relays must keep exactly those. [`SignedForm`] is that: it is stored with
//! every relayable and written out again unchanged. spec: §5 relayables

use super::base64url;
use super::entities::{AccountMigration, Entity};
use super::keys::{KeyError, PrivateKey, PublicKey};
use super::xml::Element;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// A relayable as its author signed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedForm {
    /// Names and texts of all elements in their order, without signatures.
    pub elements: Vec<(String, String)>,
    /// Standard base64, as received; absent when the author is the root author and did not sign.
    pub author_signature: Option<String>,
}

impl SignedForm {
    /// Keeps the elements of a received relayable. `None` for one with prefixed elements, which
    /// could not be passed on unchanged.
    pub(super) fn received(root: Element<'_>) -> Option<Self> {
        let mut names = HashSet::new();
        let mut form = Self { elements: Vec::new(), author_signature: None };
        for child in root.children() {
            let name = child.name();
            if name.contains(':') {
                return None;
            }
            if !names.insert(name) {
                continue;
            }
            if name == "author_signature" {
                form.author_signature = Some(child.text().to_owned()).filter(|text| !text.trim().is_empty());
            } else if !name.contains("signature") {
                form.elements.push((name.to_owned(), child.text().to_owned()));
            }
        }
        Some(form)
    }

    /// The elements of a relayable of ours in the order of the table: text without blanks around
    /// it and with plain line feeds, so that what others store is what was signed. spec: §5.2
    fn of(entity: &Entity) -> Self {
        let mut elements: Vec<(String, String)> = Vec::new();
        entity.write_fields(&mut elements);
        for (name, text) in &mut elements {
            if name == "text" {
                *text = text.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned();
            }
        }
        Self { elements, author_signature: None }
    }

    /// What is signed: all texts as they stand, joined by `;`. spec: §5.1
    pub fn signed_string(&self) -> String {
        self.joined(|_, text| text.to_owned())
    }

    /// What the reference signs: booleans and times rewritten first. spec: §5.3
    pub fn normalised_string(&self, entity: &Entity) -> String {
        self.joined(|name, text| entity.normalise(name, text).unwrap_or_else(|| text.to_owned()))
    }

    fn joined(&self, value: impl Fn(&str, &str) -> String) -> String {
        let mut out = String::new();
        for (index, (name, text)) in self.elements.iter().enumerate() {
            if index > 0 {
                out.push(';');
            }
            out.push_str(&value(name, text));
        }
        out
    }

    /// Whether the author's key made the signature, over the texts as written or as the
    /// reference rewrites them.
    pub fn verify(&self, entity: &Entity, key: &PublicKey) -> bool {
        let Some(signature) = self.author_signature.as_deref().and_then(base64url::decode) else {
            return false;
        };
        let written = self.signed_string();
        if key.verify(written.as_bytes(), &signature) {
            return true;
        }
        let normalised = self.normalised_string(entity);
        normalised != written && key.verify(normalised.as_bytes(), &signature)
    }
}

/// Signs a relayable of one of our people with the author's key.
pub fn sign(entity: &Entity, key: &PrivateKey) -> Result<SignedForm, KeyError> {
    sign_with(entity, &[], key)
}

/// The same with elements that the entity does not have, such as the comment that one answers:
/// they come last. spec: §4.6 thread_parent_guid
pub fn sign_with(entity: &Entity, more: &[(&str, &str)], key: &PrivateKey) -> Result<SignedForm, KeyError> {
    let mut form = SignedForm::of(entity);
    form.elements.extend(more.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
    let signature = key.sign(form.signed_string().as_bytes())?;
    form.author_signature = Some(base64url::encode(signature));
    Ok(form)
}

/// The string that both identities of a migration stand for. spec: §4.16
fn migration_string(migration: &AccountMigration) -> String {
    format!("AccountMigration:{}:{}", migration.moved_from(), migration.moved_to())
}

/// The inner signature of a migration, made with the key of its countersigner.
pub fn sign_migration(migration: &AccountMigration, key: &PrivateKey) -> Result<String, KeyError> {
    Ok(base64url::encode(key.sign(migration_string(migration).as_bytes())?))
}

/// Whether the countersigner's key made the inner signature.
pub fn verify_migration(migration: &AccountMigration, key: &PublicKey) -> bool {
    let signature = migration.signature.as_deref().and_then(base64url::decode);
    signature.is_some_and(|signature| key.verify(migration_string(migration).as_bytes(), &signature))
}

#[cfg(test)]
mod tests {
    use super::super::entities::{Comment, Kind, Like};
    use super::super::testing::{BOB, CAROL, guid, id, key};
    use super::super::xml::{self, Document};
    use super::*;
    use crate::base::Timestamp;

    fn comment(text: &str) -> Entity {
        let created_at = Timestamp::parse_exact("2024-01-02T03:04:05Z");
        Comment {
            author: id(CAROL),
            guid: guid(1),
            parent_guid: guid(2),
            text: text.to_owned(),
            created_at,
            edited_at: None,
        }
        .into()
    }

    /// Reads a relayable whose `@` stands for a signature over `signed`.
    fn received(payload: &str, signed: &str) -> (Entity, SignedForm) {
        let signature = base64url::encode(key(CAROL).sign(signed.as_bytes()).expect("signs"));
        let payload = payload.replace('$', &format!("<author_signature>{signature}</author_signature>"));
        let document = Document::parse(payload.as_bytes()).expect("well-formed");
        let entity = Entity::read(document.root()).expect("an entity").expect("valid");
        (entity, SignedForm::received(document.root()).expect("a form"))
    }

    fn verifies(payload: &str, signed: &str) -> bool {
        let (entity, form) = received(payload, signed);
        form.verify(&entity, key(CAROL).public())
    }

    fn like(positive: &str) -> String {
        let (guid, parent) = (guid(1), guid(2));
        format!(
            "<like><author>{CAROL}</author><guid>{guid}</guid><parent_guid>{parent}</parent_guid><parent_type>Post</parent_type><positive>{positive}</positive>$</like>"
        )
    }

    fn timed(created_at: &str) -> String {
        let (guid, parent) = (guid(1), guid(2));
        format!(
            "<comment><author>{CAROL}</author><guid>{guid}</guid><parent_guid>{parent}</parent_guid><text>hi</text><created_at>{created_at}</created_at>$</comment>"
        )
    }

    // F-142, F-088
    #[test]
    fn our_own_text_is_stripped_and_cleaned_before_it_is_signed() {
        let form = sign(&comment(" \n a\r\nb\u{1}c \t"), key(CAROL)).expect("signs");
        let expected = format!("{CAROL};{};{};a\nb\u{FFFD}c;2024-01-02T03:04:05Z", guid(1), guid(2));
        assert_eq!(form.signed_string(), expected);
        assert!(form.verify(&comment("x"), key(CAROL).public()));
        assert!(!form.verify(&comment("x"), key(BOB).public()));
    }

    // F-143
    #[test]
    fn what_is_passed_on_verifies_again() {
        let form = sign(&comment("a & b < c\u{1}; \"d\" ]]>\u{1F600}"), key(CAROL)).expect("signs");
        let payload = xml::write_signed("comment", &form);
        let document = Document::parse(payload.as_bytes()).expect("well-formed");
        let again = SignedForm::received(document.root()).expect("a form");
        assert_eq!(again, form);
        let entity = Entity::read(document.root()).expect("an entity").expect("valid");
        assert!(again.verify(&entity, key(CAROL).public()));
        assert_eq!(xml::write_signed("comment", &again), payload);
    }

    // F-137, F-138, F-139
    #[test]
    fn order_and_unknown_elements_belong_to_the_signature_and_other_signatures_do_not() {
        let (guid, parent) = (guid(1), guid(2));
        let payload = format!(
            "<comment>$<x>1;2</x><guid>{guid}</guid><text>hi <b>you</b></text><parent_author_signature/>\
             <parent_guid>{parent}</parent_guid><text>no</text><author>{CAROL}</author><y><z>3</z>4</y><empty/></comment>"
        );
        let signed = format!("1;2;{guid};hi you;{parent};{CAROL};34;");
        let (entity, form) = received(&payload, &signed);
        assert!(form.verify(&entity, key(CAROL).public()));
        let names: Vec<_> = form.elements.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["x", "guid", "text", "parent_guid", "author", "y", "empty"]);
        assert!(!xml::write_signed("comment", &form).contains("parent_author_signature"));
        let (_, relayed) = received(&xml::write_signed("comment", &form), "");
        assert_eq!(relayed, form);
    }

    // F-140
    #[test]
    fn booleans_verify_as_written_and_as_rewritten() {
        let signed = |positive: &str| format!("{CAROL};{};{};Post;{positive}", guid(1), guid(2));
        assert!(verifies(&like("1"), &signed("1")));
        assert!(verifies(&like("1"), &signed("true")));
        assert!(verifies(&like("true"), &signed("true")));
        assert!(!verifies(&like("true"), &signed("1")));
        assert!(!verifies(&like("true"), &signed("false")));
    }

    // F-141
    #[test]
    fn times_verify_as_written_and_as_rewritten() {
        let signed = |time: &str| format!("{CAROL};{};{};hi;{time}", guid(1), guid(2));
        for time in ["2024-05-06 10:00:00 UTC", "2024-05-06T12:00:00+02:00", "2024-05-06T10:00:00.5Z"] {
            assert!(verifies(&timed(time), &signed(time)), "{time}");
            assert!(verifies(&timed(time), &signed("2024-05-06T10:00:00Z")), "{time}");
            assert!(!verifies(&timed(time), &signed("2024-05-06T10:00:01Z")), "{time}");
        }
        assert!(verifies(&timed("garbage"), &signed("")));
    }

    #[test]
    fn prefixed_elements_cannot_be_passed_on() {
        let document = Document::parse(b"<like><x:author/></like>").expect("well-formed");
        assert_eq!(SignedForm::received(document.root()), None);
    }

    #[test]
    fn the_form_survives_storage() {
        let like =
            Like { author: id(CAROL), guid: guid(1), parent_guid: guid(2), parent_type: Kind::Comment, positive: true };
        let form = sign(&like.into(), key(CAROL)).expect("signs");
        let bytes = postcard::to_stdvec(&form).expect("encodes");
        assert_eq!(postcard::from_bytes(&bytes), Ok(form));
    }
}
