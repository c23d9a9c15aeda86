//! Small typographic repairs of running text: arrows, hearts, dashes, ellipses, signs and quotes.
//! Applied to text only, never to code, addresses, tags or mentions. (spec/features.md §5.4, W-143)

use std::borrow::Cow;

/// What is written and what is shown; longer beginnings first.
const SIGNS: [(&str, char); 9] = [
    ("<->", '↔'),
    ("<-", '←'),
    ("->", '→'),
    ("<3", '♥'),
    ("(c)", '©'),
    ("(C)", '©'),
    ("(r)", '®'),
    ("(tm)", '™'),
    ("+-", '±'),
];

/// The repaired text. `before` is the character that stands before it on the page.
pub(super) fn repair(text: &str, before: Option<char>) -> Cow<'_, str> {
    if !text.contains(['<', '-', '(', '+', '.', '"', '\'']) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (shown, length) = sign(rest).or_else(|| run(rest)).unwrap_or_else(|| {
            let next = rest.chars().nth(1);
            let shown = match c {
                '"' => quote(out.chars().next_back().or(before), next, '“', '”').unwrap_or(c),
                '\'' => quote(out.chars().next_back().or(before), None, '‘', '’').unwrap_or(c),
                c => c,
            };
            (Shown::One(shown), c.len_utf8())
        });
        let (piece, tail) = rest.split_at(length);
        match shown {
            Shown::One(c) => out.push(c),
            Shown::AsWritten => out.push_str(piece),
        }
        rest = tail;
    }
    out.into()
}

enum Shown {
    One(char),
    AsWritten,
}

fn sign(rest: &str) -> Option<(Shown, usize)> {
    let (written, shown) = SIGNS.iter().find(|(written, _)| rest.starts_with(written))?;
    // `x <30` compares numbers.
    let number = *written == "<3" && rest.as_bytes().get(2).is_some_and(u8::is_ascii_digit);
    (!number).then_some((Shown::One(*shown), written.len()))
}

/// Runs of hyphens and full stops; a run that is no sign stays together.
fn run(rest: &str) -> Option<(Shown, usize)> {
    let first = rest.bytes().next().filter(|byte| matches!(byte, b'-' | b'.'))?;
    let length = rest.bytes().take_while(|byte| *byte == first).count();
    let arrow = rest.as_bytes().get(length) == Some(&b'>');
    let shown = match (first, length) {
        (b'-', 2) if !arrow => Shown::One('–'),
        (b'-', 3) if !arrow => Shown::One('—'),
        (b'.', 3) => Shown::One('…'),
        _ => Shown::AsWritten,
    };
    Some((shown, length))
}

/// Opening after a blank or bracket, closing otherwise; between two letters the sign is part of
/// a word (as in Hebrew abbreviations) if `next` is given.
fn quote(before: Option<char>, next: Option<char>, opening: char, closing: char) -> Option<char> {
    let opens = before.is_none_or(|c| c.is_whitespace() || "([{/-–—“‘".contains(c));
    let inside = before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric);
    if inside { None } else { Some(if opens { opening } else { closing }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    // W-143
    #[test]
    fn signs_are_shown() {
        for (written, shown) in [
            ("I <3 you", "I ♥ you"),
            ("a -> b <- c <-> d", "a → b ← c ↔ d"),
            ("5 <30 and x<3", "5 <30 and x♥"),
            ("a -- b --- c ---- d -->", "a – b — c ---- d -->"),
            ("well... .... (c) (r) (tm) +-1", "well… .... © ® ™ ±1"),
            ("\"Quote\" it's ('x')", "“Quote” it’s (‘x’)"),
            ("צה\"ל", "צה\"ל"),
            ("plain", "plain"),
        ] {
            assert_eq!(repair(written, None), shown);
        }
        assert_eq!(repair("\" x", Some('a')), "” x");
    }
}
