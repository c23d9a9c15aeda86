//! The reader.

use super::write::allowed;
use crate::base::limits::{XML_DEPTH, XML_ELEMENTS};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;
use std::fmt;

/// Attributes of one element; more are an attack on somebody's memory.
const ATTRIBUTES: usize = 16;

/// Why a document was refused; what it held is not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum XmlError {
    /// Not UTF-8, or a character that XML forbids, written out or as a reference.
    Characters,
    /// Not well-formed.
    Malformed,
    /// A document type declaration.
    Doctype,
    /// Nested deeper than [`XML_DEPTH`].
    TooDeep,
    /// More elements than [`XML_ELEMENTS`], or too many attributes on one of them.
    TooMany,
}

/// A document as a flat list of elements in document order and one string of all their texts, so
/// that the text below any element, however deep, is one slice.
pub struct Document<'a> {
    nodes: Vec<Node<'a>>,
    text: String,
}

struct Node<'a> {
    tag: BytesStart<'a>,
    text_start: usize,
    text_end: usize,
    /// Index of the first element after this one's descendants.
    next: usize,
}

/// One element of a [`Document`].
#[derive(Clone, Copy)]
pub struct Element<'d> {
    nodes: &'d [Node<'d>],
    text: &'d str,
    index: usize,
}

impl<'a> Document<'a> {
    /// Reads a document from hostile bytes. Blanks before it are forgiven. spec: §2.5 XML safety
    pub fn parse(input: &'a [u8]) -> Result<Self, XmlError> {
        let input = std::str::from_utf8(input).map_err(|_| XmlError::Characters)?;
        if !input.chars().all(allowed) {
            return Err(XmlError::Characters);
        }
        Builder::new(input.trim_start_matches('\u{FEFF}').trim_start()).build()
    }

    /// The outermost element.
    pub fn root(&self) -> Element<'_> {
        Element { nodes: &self.nodes, text: &self.text, index: 0 }
    }
}

struct Builder<'a> {
    reader: Reader<&'a [u8]>,
    document: Document<'a>,
    open: Vec<usize>,
}

impl<'a> Builder<'a> {
    fn new(input: &'a str) -> Self {
        let mut reader = Reader::from_str(input);
        reader.config_mut().enable_all_checks(true);
        Self { reader, document: Document { nodes: Vec::new(), text: String::new() }, open: Vec::new() }
    }

    fn build(mut self) -> Result<Document<'a>, XmlError> {
        loop {
            match self.reader.read_event().map_err(|_| XmlError::Malformed)? {
                Event::Start(tag) => self.enter(tag)?,
                Event::Empty(tag) => {
                    self.enter(tag)?;
                    self.leave();
                }
                Event::End(_) => self.leave(),
                Event::Text(text) => self.characters(&text.xml10_content())?,
                Event::CData(text) if self.open.is_empty() => return Err(malformed(&text)),
                Event::CData(text) => self.characters(&text.xml10_content())?,
                Event::GeneralRef(name) => self.reference(&name)?,
                Event::DocType(_) => return Err(XmlError::Doctype),
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
                Event::Eof => break,
            }
        }
        if self.document.nodes.is_empty() || !self.open.is_empty() {
            return Err(XmlError::Malformed);
        }
        Ok(self.document)
    }

    fn enter(&mut self, tag: BytesStart<'a>) -> Result<(), XmlError> {
        let nodes = &mut self.document.nodes;
        if self.open.is_empty() && !nodes.is_empty() || !valid_name(tag.name().as_ref()) {
            return Err(XmlError::Malformed);
        }
        if self.open.len() >= XML_DEPTH {
            return Err(XmlError::TooDeep);
        }
        if nodes.len() >= XML_ELEMENTS || tag.attributes().take(ATTRIBUTES + 1).count() > ATTRIBUTES {
            return Err(XmlError::TooMany);
        }
        if tag.attributes().any(|attribute| attribute.is_err()) {
            return Err(XmlError::Malformed);
        }
        self.open.push(nodes.len());
        let text_start = self.document.text.len();
        nodes.push(Node { tag, text_start, text_end: text_start, next: 0 });
        Ok(())
    }

    fn leave(&mut self) {
        let count = self.document.nodes.len();
        if let Some(node) = self.open.pop().and_then(|index| self.document.nodes.get_mut(index)) {
            node.text_end = self.document.text.len();
            node.next = count;
        }
    }

    fn characters(&mut self, text: &str) -> Result<(), XmlError> {
        if self.open.is_empty() {
            return if text.trim_ascii().is_empty() { Ok(()) } else { Err(XmlError::Malformed) };
        }
        self.document.text.push_str(text);
        Ok(())
    }

    /// Only the five names that XML defines by itself, and numbers. spec: §2.5
    fn reference(&mut self, name: &BytesRef<'_>) -> Result<(), XmlError> {
        if self.open.is_empty() {
            return Err(XmlError::Malformed);
        }
        let c = match &**name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => name.resolve_char_ref().ok().flatten().ok_or(XmlError::Malformed)?,
        };
        if !allowed(c) {
            return Err(XmlError::Characters);
        }
        self.document.text.push(c);
        Ok(())
    }
}

fn malformed<T>(_: T) -> XmlError {
    XmlError::Malformed
}

/// Narrower than XML where nobody goes, wide enough for every name in use.
fn valid_name(name: &str) -> bool {
    let mut characters = name.chars();
    let starts = characters.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_' || !c.is_ascii());
    starts && characters.all(|c| c.is_ascii_alphanumeric() || "-_.:".contains(c) || !c.is_ascii())
}

impl<'d> Element<'d> {
    fn node(&self) -> Option<&'d Node<'d>> {
        self.nodes.get(self.index)
    }

    /// The name as written, with its prefix if there is one.
    pub fn name(&self) -> &'d str {
        self.node().map_or("", |node| node.tag.name().into_inner())
    }

    /// All text inside, that of descendants included.
    pub fn text(&self) -> &'d str {
        self.node().and_then(|node| self.text.get(node.text_start..node.text_end)).unwrap_or("")
    }

    /// The value of an attribute with exactly this name.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let attributes = self.node()?.tag.attributes();
        let found = attributes.flatten().find(|attribute| attribute.key.as_ref() == name)?;
        Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
    }

    /// The elements directly inside, in document order.
    pub fn children(&self) -> Children<'d> {
        let end = self.node().map_or(0, |node| node.next);
        Children { nodes: self.nodes, text: self.text, index: self.index + 1, end }
    }

    /// The first child of this name; later ones do not count. spec: §2.5 duplicates
    pub fn child(&self, name: &str) -> Option<Self> {
        self.children().find(|child| child.name() == name)
    }
}

/// Iterates over the children of an [`Element`].
pub struct Children<'d> {
    nodes: &'d [Node<'d>],
    text: &'d str,
    index: usize,
    end: usize,
}

impl<'d> Iterator for Children<'d> {
    type Item = Element<'d>;

    fn next(&mut self) -> Option<Element<'d>> {
        if self.index >= self.end {
            return None;
        }
        let element = Element { nodes: self.nodes, text: self.text, index: self.index };
        self.index = element.node().map_or(self.end, |node| node.next);
        Some(element)
    }
}

impl fmt::Display for XmlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Characters => "holds bytes or characters that XML forbids",
            Self::Malformed => "is not well-formed XML",
            Self::Doctype => "declares a document type",
            Self::TooDeep => "is nested too deeply",
            Self::TooMany => "has too many elements or attributes",
        })
    }
}

impl std::error::Error for XmlError {}

#[cfg(test)]
mod tests {
    use super::super::Writer;
    use super::*;

    fn text(xml: &str) -> Result<String, XmlError> {
        Document::parse(xml.as_bytes()).map(|document| document.root().text().to_owned())
    }

    // F-084
    #[test]
    fn texts_are_decoded_and_joined() {
        for (xml, expected) in [
            ("<a>&amp;&lt;&gt;&quot;&apos;&#xE9;&#233;</a>", "&<>\"'éé"),
            ("<a>x<![CDATA[<y>&amp;]]>z</a>", "x<y>&amp;z"),
            ("<a>x<!-- no -->y<?pi no?>z</a>", "xyz"),
            ("<a>x<b>y<c>z</c></b>!</a>", "xyz!"),
            ("<a> \r\n\ty\rz&#13;\n </a>", " \n\ty\nz\r\n "),
            ("  \n<?xml version='1.0'?>\n<!-- hi --><a>x</a>\n", "x"),
            ("\u{FEFF}<a/>", ""),
        ] {
            assert_eq!(text(xml).as_deref(), Ok(expected), "{xml}");
        }
    }

    // F-080
    #[test]
    fn what_is_not_well_formed_is_refused() {
        for xml in [
            "",
            " ",
            "x",
            "<a>",
            "</a>",
            "<a></b>",
            "<a><b></a></b>",
            "<a/><b/>",
            "<a/>x",
            "x<a/>",
            "&amp;<a/>",
            "<a/>&amp;",
            "<a>&nbsp;</a>",
            "<a>&amp</a>",
            "<a>& </a>",
            "<a>&;</a>",
            "<a>&#;</a>",
            "<a>&#x110000;</a>",
            "<a b></a>",
            "<a b=c/>",
            "<a b='1' b='2'/>",
            "<1/>",
            "<a\"/>",
            "<!-- -- --><a/>",
            "<![CDATA[x]]><a/>",
            "<a",
            "<a><![CDATA[x</a>",
            "<a><!-- x</a>",
        ] {
            assert!(text(xml).is_err(), "{xml}");
        }
    }

    // F-081, F-082
    #[test]
    fn document_types_are_refused_whatever_they_say() {
        for xml in [
            "<!DOCTYPE a><a/>",
            "<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;</a>",
            "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
            "<!DOCTYPE a [<!ENTITY % p SYSTEM \"http://x.example/\"> %p;]><a/>",
            "<?xml version=\"1.0\"?><!doctype a><a/>",
        ] {
            assert!(text(xml).is_err(), "{xml}");
        }
        assert_eq!(text("<!DOCTYPE a><a/>"), Err(XmlError::Doctype));
    }

    // F-082
    #[test]
    fn size_is_bounded() {
        let deep = |depth: usize| "<a>".repeat(depth) + &"</a>".repeat(depth);
        assert!(text(&deep(XML_DEPTH)).is_ok());
        assert_eq!(text(&deep(XML_DEPTH + 1)), Err(XmlError::TooDeep));
        assert_eq!(text(&"<a>".repeat(10_000)), Err(XmlError::TooDeep));
        let wide = |count: usize| format!("<a>{}</a>", "<b/>".repeat(count));
        assert!(text(&wide(XML_ELEMENTS - 1)).is_ok());
        assert_eq!(text(&wide(100_000)), Err(XmlError::TooMany));
        let soup: String = (0..1000).map(|number| format!(" a{number}=''")).collect();
        assert_eq!(text(&format!("<a{soup}/>")), Err(XmlError::TooMany));
    }

    // F-087
    #[test]
    fn forbidden_characters_are_refused() {
        assert_eq!(Document::parse(b"<a>\xFF</a>").err(), Some(XmlError::Characters));
        assert_eq!(Document::parse(b"<a>\xED\xA0\x80</a>").err(), Some(XmlError::Characters));
        for xml in
            ["<a>\u{1}</a>", "<a>&#1;</a>", "<a>&#x8;</a>", "<a>\u{FFFE}</a>", "<a>&#xFFFF;</a>", "<a b='\u{0}'/>"]
        {
            assert_eq!(text(xml), Err(XmlError::Characters), "{xml}");
        }
        assert!(text("<a>&#0;</a>").is_err());
        assert!(text("<a>&#xD800;</a>").is_err());
    }

    // F-086
    #[test]
    fn children_are_found_by_their_first_occurrence_and_exact_name() {
        let document =
            Document::parse(b"<a><x:b>0</x:b><c><b>1</b></c><b k='v&amp;w'>2</b><b>3</b></a>").expect("well-formed");
        let root = document.root();
        assert_eq!(root.child("b").map(|child| child.text()), Some("2"));
        assert_eq!(root.child("b").and_then(|child| child.attribute("k")).as_deref(), Some("v&w"));
        assert_eq!(root.child("d").map(|child| child.text()), None);
        assert_eq!(root.children().map(|child| child.name()).collect::<Vec<_>>(), ["x:b", "c", "b", "b"]);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_survived(bytes: Vec<u8>) {
            let _ = Document::parse(&bytes);
        }

        #[test]
        fn any_markup_is_survived(parts in proptest::collection::vec("<[a-c/!?]{0,2}[ a-z='\\[-]{0,6}[/?]?>|&#?x?[0-9a-z]{0,6};?|\\PC{0,4}|\\]\\]>|<!--|-->|<!\\[CDATA\\[", 0..40)) {
            if let Ok(document) = Document::parse(parts.concat().as_bytes()) {
                let root = document.root();
                proptest::prop_assert!(root.children().count() < 40);
                root.children().for_each(|child| assert!(child.text().len() <= root.text().len()));
            }
        }

        #[test]
        fn what_is_written_is_read(text: String) {
            let mut out = Writer::new(0);
            out.open("a");
            out.text("b", &text);
            out.close("a");
            let xml = out.finish();
            let document = Document::parse(xml.as_bytes()).expect("our own document");
            let child = document.root().child("b").expect("the element");
            proptest::prop_assert_eq!(child.text(), super::super::clean(&text));
        }
    }
}
