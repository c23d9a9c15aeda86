//! Reading a text into comrak's tree, with the marks set aside.
//!
//! Each mark is replaced by its number, written in Unicode non-characters, before comrak sees the
//! text: they count as letters there, so Markdown neither splits `@{a_b@pod}` at its underscores
//! nor takes its address for an e-mail. Where the tree holds code or a title, the mark's own words
//! are put back. Everything is bounded: the tree is walked without recursion and tables that would
//! multiply a small text are not read as tables.

use crate::content::links;
use crate::content::marks::{self, Kind, Mark};
use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::sync::LazyLock;

/// Non-characters: sixteen digits, then begin and end of a number.
const DIGIT: u32 = 0xFDD0;
const BEGIN: char = '\u{FDE0}';
const END: char = '\u{FDE1}';
/// Cells a table of one text may come to; beyond that, tables stay text.
const CELLS: usize = 20_000;

static OPTIONS: LazyLock<Options<'static>> = LazyLock::new(|| options(true));
static OPTIONS_WITHOUT_TABLES: LazyLock<Options<'static>> = LazyLock::new(|| options(false));

fn options(table: bool) -> Options<'static> {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = table;
    options.extension.autolink = true;
    options.extension.footnotes = true;
    options.extension.superscript = true;
    options.extension.subscript = true;
    options.parse.relaxed_autolinks = true;
    options
}

/// The marks that were set aside, by number.
pub(super) struct Source<'t> {
    text: &'t str,
    marks: Vec<Mark>,
    key: OnceCell<String>,
}

/// A piece of a tree's text.
pub(super) enum Piece<'a> {
    Text(&'a str),
    Mark(&'a Kind, &'a str),
}

/// Reads `text` and hands the tree to `step`.
pub(super) fn read<R>(text: &str, step: impl for<'a> FnOnce(&Source<'_>, &'a AstNode<'a>) -> R) -> R {
    let text = without_noncharacters(text);
    let source = Source { text: &text, marks: marks::scan(&text), key: OnceCell::new() };
    let marked = source.marked();
    let options = if many_cells(&marked) { &OPTIONS_WITHOUT_TABLES } else { &OPTIONS };
    let arena = Arena::new();
    step(&source, parse_document(&arena, &marked, options))
}

fn without_noncharacters(text: &str) -> Cow<'_, str> {
    let foreign = |c: char| matches!(c, '\u{FDD0}'..='\u{FDEF}');
    if text.contains(foreign) { text.replace(foreign, "\u{FFFD}").into() } else { text.into() }
}

fn many_cells(text: &str) -> bool {
    let (mut lines, mut widest) = (0_usize, 0_usize);
    for line in text.lines() {
        lines += 1;
        widest = widest.max(line.bytes().filter(|byte| *byte == b'|').count());
    }
    lines.saturating_mul(widest) > CELLS
}

impl Source<'_> {
    fn marked(&self) -> String {
        let mut out = String::with_capacity(self.text.len());
        let mut done = 0;
        for (number, mark) in self.marks.iter().enumerate() {
            out.push_str(self.text.get(done..mark.span.start).unwrap_or_default());
            push_number(&mut out, number);
            done = mark.span.end;
        }
        out.push_str(self.text.get(done..).unwrap_or_default());
        out
    }

    /// The pieces of a text from the tree.
    pub(super) fn pieces<'a>(&'a self, text: &'a str) -> Vec<Piece<'a>> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, number, after)) = split_number(rest) {
            if !before.is_empty() {
                pieces.push(Piece::Text(before));
            }
            // The author can write a number by hand; then there may be no such mark.
            if let Some(mark) = self.marks.get(number) {
                pieces.push(Piece::Mark(&mark.kind, self.words(mark)));
            }
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest));
        }
        pieces
    }

    /// A text from the tree with the words of its marks put back.
    pub(super) fn restored<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if !text.contains(BEGIN) {
            return text.into();
        }
        let words = |piece: &Piece<'_>| match piece {
            Piece::Text(text) | Piece::Mark(_, text) => (*text).to_owned(),
        };
        self.pieces(text).iter().map(words).collect::<String>().into()
    }

    /// Tells this text's footnotes from those of other texts on the same page: an FNV-1a hash.
    pub(super) fn key(&self) -> &str {
        let step = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        self.key.get_or_init(|| format!("{:08x}", self.text.bytes().fold(0x811C_9DC5, step)))
    }

    fn words(&self, mark: &Mark) -> &str {
        self.text.get(mark.span.clone()).unwrap_or_default()
    }
}

fn push_number(out: &mut String, number: usize) {
    out.push(BEGIN);
    for digit in format!("{number:x}").chars().filter_map(|digit| digit.to_digit(16)) {
        out.extend(char::from_u32(DIGIT + digit));
    }
    out.push(END);
}

/// What stands before the next number, the number, and what follows. A beginning that the author
/// wrote by hand and that leads nowhere counts as a number without a mark.
fn split_number(text: &str) -> Option<(&str, usize, &str)> {
    let (before, rest) = text.split_once(BEGIN)?;
    let mut number = Some(0_usize);
    for (at, c) in rest.char_indices() {
        match u32::from(c).checked_sub(DIGIT).filter(|digit| *digit < 16) {
            Some(digit) => {
                number = number.and_then(|number| number.checked_mul(16)?.checked_add(usize::try_from(digit).ok()?));
            }
            None if c == END => return Some((before, number.unwrap_or(usize::MAX), rest.get(at + c.len_utf8()..)?)),
            None => break,
        }
    }
    Some((before, usize::MAX, rest))
}

/// All text below a node, marks as their words.
pub(super) fn words<'a>(source: &Source<'_>, node: &'a AstNode<'a>) -> String {
    let mut out = String::new();
    for below in node.descendants() {
        match &below.data().value {
            NodeValue::Text(text) => out.push_str(text),
            NodeValue::Code(code) => out.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => out.push(' '),
            _ => {}
        }
    }
    source.restored(&out).into_owned()
}

/// The distinct web addresses linked in a tree, at most `most`.
pub(super) fn addresses<'a>(source: &Source<'_>, root: &'a AstNode<'a>, most: usize) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for node in root.descendants() {
        let NodeValue::Link(link) = &node.data().value else { continue };
        let Some(url) = links::outside(&source.restored(&link.url)) else { continue };
        if matches!(url.scheme(), "http" | "https") && !found.iter().any(|known| known == url.as_str()) {
            found.push(url.into());
        }
        if found.len() == most {
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree_words(text: &str) -> String {
        read(text, words)
    }

    #[test]
    fn marks_come_back_as_they_were() {
        for text in [
            "a @{x_y_@b.c} b",
            "#a_b_c",
            "many #a #b #c #d #e #f #g #h #i #j #k #l #m #n #o #p #q #r",
            "diaspora://a@b.c/post/0123456789abcdef",
        ] {
            assert_eq!(tree_words(text), text);
        }
        assert_eq!(tree_words("`@{x_y_@b.c}`"), "@{x_y_@b.c}");
    }

    #[test]
    fn forged_numbers_lead_nowhere() {
        assert_eq!(tree_words("\u{FDE0}\u{FDD0}\u{FDE1} #a"), "\u{FFFD}\u{FFFD}\u{FFFD} #a");
        assert_eq!(tree_words("x&#xFDE0;&#xFDD9;&#xFDE1;y &#xFDE0;z&#xFDE1; &#xFDE0; #a"), "xy z\u{FDE1}  #a");
    }

    #[test]
    fn huge_tables_are_text() {
        let wide = format!("|{}\n|{}\n", "a|".repeat(5_000), "-|".repeat(5_000)) + &"|\n".repeat(5_000);
        let tables = |text: &str| {
            read(text, |_, root| {
                root.descendants().filter(|node| matches!(node.data().value, NodeValue::Table(_))).count()
            })
        };
        assert_eq!((tables("|a|b|\n|-|-|\n|c|d|"), tables(&wide)), (1, 0));
    }
}
