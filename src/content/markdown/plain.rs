//! The tree as plain text: what remains of a text when all Markdown is taken out.

use super::Links;
use super::source::{Piece, Source};
use crate::content::marks::Kind;
use crate::content::name;
use comrak::nodes::{AstNode, NodeValue};

/// The whole text; blocks stand on lines of their own.
pub(super) fn write<'a>(source: &Source<'_>, root: &'a AstNode<'a>, links: &dyn Links) -> String {
    let mut out = String::new();
    for node in root.descendants() {
        let data = node.data();
        match &data.value {
            NodeValue::Text(text) => piece_by_piece(&mut out, source, text, links),
            NodeValue::Code(code) => out.push_str(&source.restored(&code.literal)),
            NodeValue::CodeBlock(block) => own_lines(&mut out, &source.restored(&block.literal)),
            NodeValue::HtmlBlock(block) => own_lines(&mut out, &source.restored(&block.literal)),
            NodeValue::HtmlInline(html) if html.starts_with("<br") => out.push('\n'),
            NodeValue::SoftBreak | NodeValue::LineBreak => out.push('\n'),
            NodeValue::TableCell if node.previous_sibling().is_some() => out.push(' '),
            NodeValue::Paragraph | NodeValue::Heading(_) | NodeValue::TableRow(_) | NodeValue::ThematicBreak => {
                line(&mut out)
            }
            NodeValue::Image(link) if node.first_child().is_none() => out.push_str(&source.restored(&link.url)),
            _ => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The heading a text begins with, if it begins with one that says something.
pub(super) fn heading<'a>(source: &Source<'_>, root: &'a AstNode<'a>, links: &dyn Links) -> Option<String> {
    let first = root.first_child().filter(|node| matches!(node.data().value, NodeValue::Heading(_)))?;
    let words = write(source, first, links);
    (!words.trim().is_empty()).then_some(words)
}

fn piece_by_piece(out: &mut String, source: &Source<'_>, text: &str, links: &dyn Links) {
    for piece in source.pieces(text) {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Mark(Kind::Mention { id, name }, _) => {
                let given =
                    name.as_deref().and_then(|name| name::clean(name, usize::MAX).ok()).filter(|name| !name.is_empty());
                match given.or_else(|| links.mention(id).map(|person| person.name)) {
                    Some(name) => {
                        out.push('@');
                        out.push_str(&name);
                    }
                    None => out.push_str(id.as_str()),
                }
            }
            Piece::Mark(_, words) => out.push_str(words),
        }
    }
}

fn line(out: &mut String) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

fn own_lines(out: &mut String, text: &str) {
    line(out);
    out.push_str(text.trim_end());
    out.push('\n');
}
