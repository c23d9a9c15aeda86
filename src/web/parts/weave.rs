//! Sentences with links in them: a translator orders the words, the page brings the pieces.

use crate::domain::words::{Value, Words};
use maud::{Markup, html};

/// The first of the marks that stand for pieces while the sentence is chosen: characters that no
/// catalogue and no name contains.
const FIRST: u32 = 0xE000;

/// The sentence of this name, with markup where it names one of `pieces` and text where it names
/// one of `values`.
pub(in crate::web) fn weave(
    words: Words,
    name: &str,
    pieces: &[(&'static str, Markup)],
    values: &[(&'static str, Value<'_>)],
) -> Markup {
    let mut all: Vec<(&'static str, Value<'_>)> = Vec::with_capacity(pieces.len() + values.len());
    for (place, (piece, _)) in pieces.iter().enumerate() {
        all.push((piece, Value::from(mark(place).to_string())));
    }
    // A mark in a value from outside would be taken for a piece.
    for (value, text) in values {
        let clean = match text {
            Value::Text(text) => Value::from(text.chars().filter(|c| !is_mark(*c)).collect::<String>()),
            Value::Number(number) => Value::Number(*number),
        };
        all.push((value, clean));
    }
    let sentence = words.say_with(name, &all);
    html! {
        @for (text, mark) in parts(&sentence) {
            (text)
            @if let Some((_, piece)) = mark.and_then(|mark| pieces.get(mark)) { (piece) }
        }
    }
}

fn mark(place: usize) -> char {
    u32::try_from(place).ok().and_then(|place| char::from_u32(FIRST + place)).unwrap_or('?')
}

fn is_mark(c: char) -> bool {
    (FIRST..FIRST + 16).contains(&u32::from(c))
}

/// The sentence cut behind each mark, with the number of the mark.
fn parts(sentence: &str) -> Vec<(String, Option<usize>)> {
    let mut parts = Vec::new();
    let mut text = String::new();
    for c in sentence.chars() {
        if is_mark(c) {
            parts.push((std::mem::take(&mut text), usize::try_from(u32::from(c) - FIRST).ok()));
        } else {
            text.push(c);
        }
    }
    parts.push((text, None));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_stand_where_the_sentence_wants_them_and_text_stays_text() {
        let made = weave(
            Words::default(),
            "notification-two-people",
            &[("one", html! { b { "A" } }), ("two", html! { i { "B" } })],
            &[],
        );
        assert_eq!(made.into_string(), "<b>A</b> and <i>B</i>");
        let made = weave(Words::default(), "notification-title-of", &[], &[("title", "<b>\u{E000}x".into())]);
        assert_eq!(made.into_string(), "“&lt;b&gt;x”");
    }
}
