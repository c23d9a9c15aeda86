//! Words as people might write them: short and long, with headings, lists, links and tags.

use super::chance::Chance;
use std::sync::LazyLock;

static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    "the and a to of in we it is was for on with that this my you at but from so there all when just today \
     garden bread rain morning bike train old new small green house river kitchen book paper window song \
     coffee tea walk light night friend friends children school winter summer spring autumn photo picture road \
     village city market apples tomatoes seeds soil compost bees birds cat dog radio letter code kernel server \
     cable battery solar repair workshop wood glue needle wool museum library concert film story question \
     answer idea plan weekend holiday mountain lake forest snow storm harvest recipe soup salt pepper oven \
     dough yeast flour butter honey Wörter Straße été garçon niño łąka čaj море книга 散歩 図書館 שלום كتاب \
     unbelievably neighbourhood approximately"
        .split(' ')
        .collect()
});

static TAGS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    "photography garden music art linux nature books cycling food newhere history science travel sewing birds \
     recipes diy trains weather poetry astronomy chess hiking architecture repair cats climate radio languages \
     film maps soup"
        .split(' ')
        .collect()
});

/// A post: one to four paragraphs, sometimes with a heading, a list, a link, a mention, tags.
pub(crate) fn post(chance: &mut Chance, mention: Option<&str>) -> String {
    let mut text = String::new();
    if chance.percent(15) {
        text.push_str("## ");
        words(&mut text, chance, 4);
        text.push_str("\n\n");
    }
    for paragraph in 0..=chance.below(4) {
        if paragraph > 0 {
            text.push_str("\n\n");
        }
        let length = 6 + chance.below(50);
        words(&mut text, chance, length);
    }
    if chance.percent(10) {
        for _ in 0..3 {
            text.push_str("\n- ");
            words(&mut text, chance, 4);
        }
        text.push('\n');
    }
    if chance.percent(20) {
        text.push_str("\n\n[more](https://example.org/");
        text.push_str(chance.pick(&TAGS));
        text.push(')');
    }
    if let Some(mention) = mention {
        text.push_str(" @{");
        text.push_str(mention);
        text.push('}');
    }
    if chance.percent(45) {
        text.push_str("\n\n");
        for _ in 0..=chance.below(4) {
            text.push('#');
            text.push_str(chance.pick(&TAGS));
            text.push(' ');
        }
    }
    text.trim_end().to_owned()
}

/// A comment: one or two sentences.
pub(crate) fn comment(chance: &mut Chance) -> String {
    let mut text = String::new();
    let length = 2 + chance.below(25);
    words(&mut text, chance, length);
    text
}

/// A first or last name.
pub(crate) fn name(chance: &mut Chance) -> String {
    static SYLLABLES: LazyLock<Vec<&str>> =
        LazyLock::new(|| "an be ca do el fa ge ha is jo ka lo mi no ri".split(' ').collect());
    let mut name = String::new();
    for _ in 0..2 + chance.below(2) {
        name.push_str(chance.pick(&SYLLABLES));
    }
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn words(text: &mut String, chance: &mut Chance, count: u64) {
    for number in 0..count {
        if number > 0 {
            text.push_str(if chance.percent(8) { ", " } else { " " });
        }
        let word = chance.pick(&WORDS);
        match chance.below(60) {
            0 => text.extend(["**", word, "**"]),
            1 => text.extend(["_", word, "_"]),
            _ => text.push_str(word),
        }
    }
    text.push('.');
}
