//! The tree as HTML.
//!
//! Walks comrak's tree without recursion and writes every tag itself, so that each link, picture
//! and heading is ours to decide. What the author wrote as HTML is escaped, except a few tags
//! without attributes. Beyond a depth of [`DEPTH`] the text goes on without further tags: deeper
//! nesting is never meant and would make browsers and the allow-list slow.

use super::source::{self, Piece, Source};
use super::{Links, Room, highlight, typography};
use comrak::nodes::{AstNode, ListType, NodeFootnoteReference, NodeList, NodeValue, TableAlignment};
use std::borrow::Cow;
use std::fmt::Write;

/// Elements inside each other.
const DEPTH: usize = 48;
/// Tags of the author that survive, only without attributes.
const BARE_TAGS: [&str; 16] =
    ["b", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "strong", "sub", "sup", "u", "var"];

/// Appends `text` with everything escaped that means something in HTML, attributes included.
pub(in crate::content) fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}

/// The tree as HTML, not yet sanitised.
pub(super) fn write<'a>(source: &Source<'_>, root: &'a AstNode<'a>, links: &dyn Links, room: Room) -> String {
    let mut writer = Writer::new(source, links, room);
    let mut skipped: Option<&AstNode<'_>> = None;
    for edge in root.traverse() {
        match edge {
            comrak::arena_tree::NodeEdge::Start(node) if skipped.is_none() => {
                if writer.enter(node) == Step::Over {
                    skipped = Some(node);
                }
            }
            comrak::arena_tree::NodeEdge::End(node) => {
                if skipped.is_some_and(|top| !top.same_node(node)) {
                    continue;
                }
                skipped = None;
                writer.leave(node);
            }
            comrak::arena_tree::NodeEdge::Start(_) => {}
        }
    }
    if writer.notes > 0 {
        writer.out.push_str("</ol></section>");
    }
    writer.out
}

/// Whether to look at a node's children.
#[derive(PartialEq, Eq)]
enum Step {
    Into,
    Over,
}

pub(super) struct Writer<'w> {
    pub(super) source: &'w Source<'w>,
    pub(super) links: &'w dyn Links,
    pub(super) room: Room,
    pub(super) out: String,
    /// What ends each entered node.
    open: Vec<Cow<'static, str>>,
    /// Bare tags of the author that are open in this block.
    bare: Vec<&'static str>,
    pub(super) in_link: bool,
    /// Whether the open link shows its own address.
    pub(super) verbatim: bool,
    /// The character last shown in this block.
    before: Option<char>,
    notes: usize,
    cell: usize,
}

impl<'w> Writer<'w> {
    fn new(source: &'w Source<'w>, links: &'w dyn Links, room: Room) -> Self {
        let (out, open, bare) = (String::new(), Vec::new(), Vec::new());
        Self { source, links, room, out, open, bare, in_link: false, verbatim: false, before: None, notes: 0, cell: 0 }
    }

    fn enter<'a>(&mut self, node: &'a AstNode<'a>) -> Step {
        let data = node.data();
        let deep = self.open.len() >= DEPTH;
        if data.value.block() {
            self.before = None;
        }
        let end: Cow<'static, str> = match &data.value {
            NodeValue::Text(text) => return self.leaf(|writer| writer.text(text)),
            NodeValue::SoftBreak | NodeValue::LineBreak => return self.leaf(Self::line_break),
            NodeValue::Code(code) => return self.leaf(|writer| writer.code(&code.literal)),
            NodeValue::CodeBlock(block) => return self.leaf(|writer| writer.code_block(&block.info, &block.literal)),
            NodeValue::HtmlInline(html) => return self.leaf(|writer| writer.html_inline(html)),
            NodeValue::HtmlBlock(block) => return self.leaf(|writer| writer.html_block(&block.literal)),
            NodeValue::ThematicBreak => return self.leaf(|writer| writer.block("<hr>\n")),
            NodeValue::FootnoteReference(reference) => return self.leaf(|writer| writer.reference(reference)),
            NodeValue::Image(link) => {
                let words = source::words(self.source, node);
                self.image(link, &words);
                self.open.push("".into());
                return Step::Over;
            }
            NodeValue::FootnoteDefinition(_) if self.room == Room::Line => {
                self.open.push("".into());
                return Step::Over;
            }
            _ if deep => "".into(),
            NodeValue::Link(link) => {
                let words = source::words(self.source, node);
                if self.player_for_bare_link(link, &words) {
                    self.open.push("".into());
                    return Step::Over;
                }
                self.link(link, &words)
            }
            NodeValue::Emph => self.tag("<em>", "</em>"),
            NodeValue::Strong => self.tag("<strong>", "</strong>"),
            NodeValue::Strikethrough => self.tag("<del>", "</del>"),
            NodeValue::Superscript => self.raised(node, ["<sup>", "</sup>"], "^"),
            NodeValue::Subscript => self.raised(node, ["<sub>", "</sub>"], "~"),
            _ if self.room == Room::Line => {
                self.gap();
                "".into()
            }
            NodeValue::Paragraph if in_tight_list(node) => "".into(),
            NodeValue::Paragraph => self.tag("<p>", "</p>\n"),
            NodeValue::Heading(heading) => self.heading(heading.level),
            NodeValue::BlockQuote => self.tag("<blockquote>\n", "</blockquote>\n"),
            NodeValue::List(list) => self.list(list),
            NodeValue::Item(_) => self.tag("<li>", "</li>\n"),
            NodeValue::Table(_) => self.tag("<table>\n", "</table>\n"),
            NodeValue::TableRow(header) => self.row(node, *header),
            NodeValue::TableCell => self.table_cell(node),
            NodeValue::FootnoteDefinition(_) => self.note(),
            _ => "".into(),
        };
        self.open.push(end);
        Step::Into
    }

    fn leave<'a>(&mut self, node: &'a AstNode<'a>) {
        let data = node.data();
        if data.value.block() {
            self.close_bare(0);
        }
        if let Some(end) = self.open.pop() {
            self.out.push_str(&end);
        }
        if matches!(data.value, NodeValue::Link(_)) {
            (self.in_link, self.verbatim) = (false, false);
        }
    }

    fn leaf(&mut self, write: impl FnOnce(&mut Self)) -> Step {
        write(self);
        self.open.push("".into());
        Step::Into
    }

    fn tag(&mut self, start: &str, end: &'static str) -> Cow<'static, str> {
        self.out.push_str(start);
        end.into()
    }

    /// A block's markup, or a gap where there is room for one line only.
    fn block(&mut self, markup: &str) {
        if self.room == Room::Line {
            self.gap();
        } else {
            self.out.push_str(markup);
        }
    }

    fn gap(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with(' ') {
            self.out.push(' ');
        }
    }

    fn text(&mut self, text: &str) {
        let source = self.source;
        for piece in source.pieces(text) {
            match piece {
                Piece::Text(text) if self.verbatim => escape(&mut self.out, text),
                Piece::Text(text) => {
                    escape(&mut self.out, &typography::repair(text, self.before));
                    self.before = text.chars().next_back();
                }
                Piece::Mark(kind, words) => {
                    self.mark(kind, words);
                    self.before = Some('x');
                }
            }
        }
    }

    fn line_break(&mut self) {
        self.block("<br>\n");
        self.before = Some('\n');
    }

    fn code(&mut self, literal: &str) {
        self.out.push_str("<code>");
        escape(&mut self.out, &self.source.restored(literal));
        self.out.push_str("</code>");
        self.before = Some('x');
    }

    fn code_block(&mut self, info: &str, literal: &str) {
        if self.room == Room::Line {
            self.gap();
            return self.code(literal.trim_end());
        }
        let language: String = info
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '_'))
            .take(20)
            .flat_map(char::to_lowercase)
            .collect();
        let literal = self.source.restored(literal);
        if language.is_empty() {
            self.out.push_str("<pre><code>");
            escape(&mut self.out, &literal);
        } else {
            let _ = write!(self.out, "<pre><code class=\"language-{language}\">");
            highlight::write(&mut self.out, &language, &literal);
        }
        self.out.push_str("</code></pre>\n");
    }

    fn html_inline(&mut self, html: &str) {
        let inner = html.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or_default();
        let word = inner.strip_prefix('/').unwrap_or(inner).trim_end_matches('/').trim_end().to_ascii_lowercase();
        let closes = inner.starts_with('/');
        let open = self.bare.iter().rposition(|open| *open == word);
        match (BARE_TAGS.iter().find(|tag| **tag == word), open) {
            _ if word == "br" => self.line_break(),
            (Some(_), Some(open)) if closes => self.close_bare(open),
            (Some(tag), _) if !closes && self.open.len() + self.bare.len() < DEPTH => {
                let _ = write!(self.out, "<{tag}>");
                self.bare.push(tag);
            }
            _ => escape(&mut self.out, &self.source.restored(html)),
        }
    }

    /// Ends what the author left open, so that it does not run on into the next block.
    fn close_bare(&mut self, from: usize) {
        for tag in self.bare.drain(from..).rev() {
            let _ = write!(self.out, "</{tag}>");
        }
    }

    fn html_block(&mut self, html: &str) {
        self.block("<p>");
        let restored = self.source.restored(html.trim_end());
        for (number, line) in restored.lines().enumerate() {
            if number > 0 {
                self.block("<br>\n");
            }
            escape(&mut self.out, line);
        }
        self.block("</p>\n");
    }

    fn raised<'a>(&mut self, node: &'a AstNode<'a>, tags: [&'static str; 2], sign: &'static str) -> Cow<'static, str> {
        // `2^10 and 2^20` raises nothing.
        let sentence = source::words(self.source, node).contains(char::is_whitespace);
        let [start, end] = if sentence { [sign, sign] } else { tags };
        self.tag(start, end)
    }

    fn heading(&mut self, level: u8) -> Cow<'static, str> {
        // The page's own headings stand above those of a text.
        let level = level.saturating_add(if self.room == Room::Comment { 3 } else { 2 }).min(6);
        let _ = write!(self.out, "<h{level}>");
        format!("</h{level}>\n").into()
    }

    fn list(&mut self, list: &NodeList) -> Cow<'static, str> {
        match list.list_type {
            ListType::Bullet => self.tag("<ul>\n", "</ul>\n"),
            ListType::Ordered if list.start == 1 => self.tag("<ol>\n", "</ol>\n"),
            ListType::Ordered => {
                let _ = writeln!(self.out, "<ol start=\"{}\">", list.start);
                "</ol>\n".into()
            }
        }
    }

    fn row<'a>(&mut self, node: &'a AstNode<'a>, header: bool) -> Cow<'static, str> {
        self.cell = 0;
        if header {
            return self.tag("<thead><tr>", "</tr></thead>\n");
        }
        let first = node.previous_sibling().is_none_or(|row| matches!(row.data().value, NodeValue::TableRow(true)));
        let end = if node.next_sibling().is_none() { "</tr></tbody>\n" } else { "</tr>\n" };
        self.tag(if first { "<tbody><tr>" } else { "<tr>" }, end)
    }

    fn table_cell<'a>(&mut self, node: &'a AstNode<'a>) -> Cow<'static, str> {
        let row = node.parent();
        let header = row.is_some_and(|row| matches!(row.data().value, NodeValue::TableRow(true)));
        let align = row.and_then(|row| row.parent()).and_then(|table| match &table.data().value {
            NodeValue::Table(table) => table.alignments.get(self.cell).copied(),
            _ => None,
        });
        self.cell += 1;
        self.out.push_str(if header { "<th" } else { "<td" });
        self.out.push_str(match align {
            Some(TableAlignment::Left) => " align=\"left\">",
            Some(TableAlignment::Center) => " align=\"center\">",
            Some(TableAlignment::Right) => " align=\"right\">",
            Some(TableAlignment::None) | None => ">",
        });
        if header { "</th>" } else { "</td>" }.into()
    }

    fn reference(&mut self, reference: &NodeFootnoteReference) {
        let number = reference.ix;
        self.before = Some('x');
        if self.in_link || self.room == Room::Line {
            let _ = write!(self.out, "[{number}]");
            return;
        }
        let note = format!("{}-{number}", self.source.key());
        self.out.push_str("<sup class=\"footnote-ref\"><a");
        if reference.ref_num == 1 {
            self.attribute(" id", &format!("fnref-{note}"));
        }
        self.attribute(" href", &format!("#fn-{note}"));
        let _ = write!(self.out, ">{number}</a></sup>");
    }

    fn note(&mut self) -> Cow<'static, str> {
        if self.notes == 0 {
            self.out.push_str("<section class=\"footnotes\"><ol>\n");
        }
        self.notes += 1;
        let note = format!("{}-{}", self.source.key(), self.notes);
        self.attribute("<li id", &format!("fn-{note}"));
        self.out.push('>');
        format!("<a href=\"#fnref-{note}\">↩</a></li>\n").into()
    }
}

fn in_tight_list<'a>(paragraph: &'a AstNode<'a>) -> bool {
    let list = paragraph.parent().and_then(|item| item.parent());
    list.is_some_and(|list| matches!(&list.data().value, NodeValue::List(list) if list.tight))
}
