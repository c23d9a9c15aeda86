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
    let mut form = SignedForm::of(entity);
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
