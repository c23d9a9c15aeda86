//! The writer.

use std::borrow::Cow;

/// Builds an indented document. Names are trusted (they come from the entity table or from a
/// document this crate has read), texts are not.
pub struct Writer {
    out: String,
    depth: usize,
}

impl Writer {
    /// Starts at an indentation of `depth` steps.
    pub fn new(depth: usize) -> Self {
        Self { out: String::with_capacity(1024), depth }
    }

    /// Opens an element that holds other elements.
    pub fn open(&mut self, name: &str) {
        self.tag("<", name, ">");
        self.out.push('\n');
        self.depth += 1;
    }

    /// Closes what [`Writer::open`] opened.
    pub fn close(&mut self, name: &str) {
        self.depth = self.depth.saturating_sub(1);
        self.tag("</", name, ">");
        self.out.push('\n');
    }

    /// Writes an element that holds a text; an empty text becomes an empty element.
    pub fn text(&mut self, name: &str, text: &str) {
        if text.is_empty() {
            self.tag("<", name, "/>");
        } else {
            self.tag("<", name, ">");
            escape(text, &mut self.out);
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
        self.out.push('\n');
    }

    /// The document, without a line break at its end.
    pub fn finish(mut self) -> String {
        self.out.truncate(self.out.trim_end_matches('\n').len());
        self.out
    }

    fn tag(&mut self, before: &str, name: &str, after: &str) {
        for _ in 0..self.depth {
            self.out.push_str("  ");
        }
        self.out.push_str(before);
        self.out.push_str(name);
        self.out.push_str(after);
    }
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // A bare carriage return would come back as a line feed and break signatures.
            '\r' => out.push_str("&#13;"),
            c => out.push(if allowed(c) { c } else { char::REPLACEMENT_CHARACTER }),
        }
    }
}

/// Whether XML 1.0 can carry this character.
pub(super) fn allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

/// The text with every character that XML cannot carry replaced by U+FFFD, as it will arrive. What
/// gets signed must go through this first. spec: §1.1 string
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().all(allowed) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if allowed(c) { c } else { char::REPLACEMENT_CHARACTER }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layout_is_the_one_of_the_network() {
        let mut out = Writer::new(0);
        out.open("a");
        out.text("b", "1 < 2 & \"3\" > 0\r\n");
        out.text("c", "");
        out.open("d");
        out.text("e", "x");
        out.close("d");
        out.close("a");
        assert_eq!(
            out.finish(),
            "<a>\n  <b>1 &lt; 2 &amp; \"3\" &gt; 0&#13;\n</b>\n  <c/>\n  <d>\n    <e>x</e>\n  </d>\n</a>"
        );
    }

    // F-088
    #[test]
    fn forbidden_characters_become_replacement_characters() {
        let mut out = Writer::new(0);
        out.text("a", "x\u{1}\u{FFFE}\u{1F600}");
        assert_eq!(out.finish(), "<a>x\u{FFFD}\u{FFFD}\u{1F600}</a>");
        assert_eq!(clean("x\u{1}y"), "x\u{FFFD}y");
        assert!(matches!(clean("plain\r\n\t"), Cow::Borrowed(_)));
    }
}
