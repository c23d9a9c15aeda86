//! XML as the network speaks it: a reader that nothing can make grow or hang, and a writer with
//! one layout.
//!
//! The reader keeps names, attributes and texts and forgets everything else; it refuses document
//! type declarations, so there are no entities to expand. The writer indents by two blanks as the
//! reference does. Any layout would be valid, but signatures cover bytes, so there is only one
//! writer. Envelope, entities and tests use both; nobody outside `protocol` needs the reader.
//! spec: §2.5 XML safety, §4.1 serialisation

mod read;
mod write;

pub use read::{Document, Element, XmlError};
pub use write::{Writer, clean};

use super::entities::Entity;
use super::signature::SignedForm;

/// The payload of a message, without declaration and without final line break.
pub fn write(entity: &Entity) -> String {
    let mut out = Writer::new(0);
    entity.write(&mut out);
    out.finish()
}

/// The payload of a relayable exactly as its author signed it: elements in received order, then
/// the author's signature. spec: §5.4 storing and relaying
pub fn write_signed(name: &str, form: &SignedForm) -> String {
    let mut out = Writer::new(0);
    out.open(name);
    for (element, text) in &form.elements {
        out.text(element, text);
    }
    if let Some(signature) = &form.author_signature {
        out.text("author_signature", signature);
    }
    out.close(name);
    out.finish()
}
