//! The empty document that connection testers of old pods look for. spec: §1.6

/// Media type of the document.
pub const CONTENT_TYPE: &str = "application/xrd+xml; charset=utf-8";

/// Served at `/.well-known/host-meta`: no links, since WebFinger has an address of its own.
pub fn document() -> &'static str {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<XRD xmlns=\"http://docs.oasis-open.org/ns/xri/xrd-1.0\"/>\n"
}

#[cfg(test)]
mod tests {
    // F-013
    #[test]
    fn it_is_a_document_with_an_empty_root() {
        let document = super::super::xml::Document::parse(super::document().as_bytes()).expect("well-formed");
        assert_eq!(document.root().name(), "XRD");
        assert_eq!(document.root().children().count(), 0);
    }
}
