//! Reads just enough Rust to tell code from comments, strings and test code.

use std::ops::Range;

/// Where a path starts with `root::`, and what follows: names joined by `::`, perhaps ending in
/// `*`. What follows is empty before a group or a glob.
pub(super) fn paths(code: &str, root: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for at in words(code, root) {
        let after = code.get(at + root.len()..).unwrap_or("");
        let Some(after) = after.strip_prefix("::") else { continue };
        if root != "super" && code.get(..at).is_some_and(|before| before.ends_with("::")) {
            continue;
        }
        let end = after.find(|c: char| !is_name(c) && c != ':').unwrap_or(after.len());
        let names = after.get(..end).unwrap_or("");
        let glob = names.ends_with("::") && after.get(end..).is_some_and(|rest| rest.starts_with('*'));
        let names = names.trim_end_matches(':');
        found.push((at, if glob { format!("{names}::*") } else { names.to_owned() }));
    }
    found
}

/// Where a word stands by itself.
pub(super) fn words(text: &str, word: &str) -> Vec<usize> {
    let alone = |at: usize| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(is_name) && !after.is_some_and(is_name)
    };
    text.match_indices(word).map(|(at, _)| at).filter(|at| alone(*at)).collect()
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

pub(super) fn erase(text: &mut String, span: Range<usize>) {
    let blanks: String = text.get(span.clone()).unwrap_or("").chars().map(blank_of).collect();
    text.replace_range(span, &blanks);
}

/// Spaces of the same length in bytes; lines stay.
fn blank_of(c: char) -> String {
    if c == '\n' { "\n".to_owned() } else { " ".repeat(c.len_utf8()) }
}

/// The text with comments, strings and characters blanked out.
pub(super) fn blank(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after_name = out.chars().next_back().is_some_and(is_name);
        let taken = match c {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => block_comment(rest),
            '"' => quoted(rest),
            'r' | 'b' | 'c' if !after_name => raw_or_prefixed(rest),
            '\'' => character(rest),
            _ => 0,
        };
        let (gone, kept) = rest.split_at(taken.min(rest.len()));
        out.extend(gone.chars().map(blank_of));
        rest = kept;
        if taken == 0 {
            out.push(c);
            rest = rest.get(c.len_utf8()..).unwrap_or("");
        }
    }
    out
}

fn block_comment(text: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

fn quoted(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// `r"…"`, `r#"…"#`, `b"…"`, `br"…"`, `c"…"`; 0 for anything else.
fn raw_or_prefixed(text: &str) -> usize {
    let letters = text.find(|c| !matches!(c, 'r' | 'b' | 'c')).unwrap_or(text.len());
    let rest = text.get(letters..).unwrap_or("");
    if letters > 2 {
        return 0;
    }
    if !text.get(..letters).unwrap_or("").contains('r') {
        return if rest.starts_with('"') { letters + quoted(rest) } else { 0 };
    }
    let hashes = rest.find(|c| c != '#').unwrap_or(rest.len());
    if !rest.get(hashes..).unwrap_or("").starts_with('"') {
        return 0;
    }
    let close = format!("\"{}", "#".repeat(hashes));
    let body = rest.get(hashes + 1..).unwrap_or("");
    body.find(&close).map_or(text.len(), |end| letters + hashes + 1 + end + close.len())
}

/// A character such as `'a'` or `'\''`; 0 for a lifetime.
fn character(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match chars.next() {
        Some((_, '\\')) => text.get(3..).and_then(|rest| rest.find('\'')).map_or(0, |end| 3 + end + 1),
        Some(_) => match chars.next() {
            Some((at, '\'')) => at + 1,
            _ => 0,
        },
        None => 0,
    }
}

/// Items marked `#[cfg(test)]`, from the mark to their end. Takes blanked text.
pub(super) fn test_spans(code: &str) -> Vec<Range<usize>> {
    let marks = code.match_indices("#[cfg(test)]").map(|(at, _)| at);
    marks.map(|at| at..item_end(code, at)).collect()
}

fn item_end(code: &str, start: usize) -> usize {
    let mut depth = 0_usize;
    for (at, c) in code.char_indices().skip_while(|(at, _)| *at < start) {
        match c {
            '{' => depth += 1,
            '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            ';' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    code.len()
}
