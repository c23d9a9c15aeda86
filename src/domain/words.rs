//! What the pod says to people, in their language.
//!
//! Every sentence has a name and stands in `assets/locales/LANGUAGE/FAMILY.ftl` (Project Fluent's
//! format, one file for a family of pages). English is complete; what another language lacks is
//! said in English, and a test keeps the shipped ones complete. Pages, mails and answers all take
//! their sentences from here; nobody else reads the catalogues. (spec/appliance.md H-162,
//! spec/features.md W-249)

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

/// The catalogues, compiled in.
#[derive(RustEmbed)]
#[folder = "assets/locales"]
struct Folder;

/// A language that the pod speaks.
struct Language {
    /// BCP 47 tag, also the folder's name.
    tag: &'static str,
    /// What the language calls itself.
    name: &'static str,
    is_right_to_left: bool,
}

/// All languages; the first one is complete and stands in for the others.
const LANGUAGES: &[Language] = &[
    Language { tag: "en", name: "English", is_right_to_left: false },
    Language { tag: "de", name: "Deutsch", is_right_to_left: false },
    Language { tag: "fr", name: "Français", is_right_to_left: false },
    Language { tag: "es", name: "Español", is_right_to_left: false },
    Language { tag: "ar", name: "العربية", is_right_to_left: true },
];

static CATALOGUES: LazyLock<BTreeMap<&'static str, FluentBundle<FluentResource>>> =
    LazyLock::new(|| LANGUAGES.iter().map(|language| (language.tag, catalogue(language.tag))).collect());

/// Reads all families of a language. A line that cannot be read is left out; a test finds it.
fn catalogue(tag: &str) -> FluentBundle<FluentResource> {
    let language: LanguageIdentifier = tag.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Names stand in elements of their own, which browsers isolate; marks inside plain text would
    // travel into titles and mails.
    bundle.set_use_isolating(false);
    for (_, text) in families(tag) {
        let resource = FluentResource::try_new(text).unwrap_or_else(|(readable, _)| readable);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// File names and texts of a language, sorted.
fn families(tag: &str) -> BTreeMap<String, String> {
    let start = format!("{tag}/");
    let files = Folder::iter().filter(|path| path.starts_with(&start));
    let read = |path: Cow<'static, str>| {
        let text = String::from_utf8_lossy(&Folder::get(&path)?.data).into_owned();
        Some((path.into_owned(), text))
    };
    files.filter_map(read).collect()
}

/// The sentences in one language. Cheap to copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    language: &'static str,
}

impl Default for Words {
    fn default() -> Self {
        Self::of("en")
    }
}

impl Words {
    /// The language with this tag; English if we do not speak it. `de-AT` is `de`.
    pub fn of(tag: &str) -> Self {
        let base = tag.split(['-', '_']).next().unwrap_or_default();
        let language = LANGUAGES.iter().find(|language| language.tag.eq_ignore_ascii_case(base));
        Self { language: language.map_or("en", |language| language.tag) }
    }

    /// The best language for an `Accept-Language` header (W-037).
    pub fn accepted(header: &str) -> Self {
        let weight = |entry: &str| -> Option<(f32, &'static str)> {
            let (tag, rest) = entry.split_once(';').unwrap_or((entry, ""));
            let base = tag.trim().split('-').next()?;
            let language = LANGUAGES.iter().find(|language| language.tag.eq_ignore_ascii_case(base))?;
            let weight = rest.trim().strip_prefix("q=").map_or(Some(1.0), |text| text.parse().ok())?;
            Some((weight, language.tag))
        };
        // The first of equals wins.
        let best =
            header.split(',').take(32).filter_map(weight).fold(None::<(f32, &'static str)>, |best, next| match best {
                Some(known) if known.0 >= next.0 => Some(known),
                _ if next.0 > 0.0 => Some(next),
                kept => kept,
            });
        Self { language: best.map_or("en", |(_, tag)| tag) }
    }

    /// Tag and own name of every language, for choosing one.
    pub fn languages() -> impl Iterator<Item = (&'static str, &'static str)> {
        LANGUAGES.iter().map(|language| (language.tag, language.name))
    }

    /// The tag of this language.
    pub fn tag(self) -> &'static str {
        self.language
    }

    /// `ltr` or `rtl`.
    pub fn direction(self) -> &'static str {
        let found = LANGUAGES.iter().find(|language| language.tag == self.language);
        if found.is_some_and(|language| language.is_right_to_left) { "rtl" } else { "ltr" }
    }

    /// The sentence of this name.
    pub fn say(self, name: &str) -> String {
        self.find(name, None)
    }

    /// The sentence of this name with values in it: `words.say_with("stream-older", &[("count", 3.into())])`.
    /// Numbers choose the right plural.
    pub fn say_with(self, name: &str, values: &[(&'static str, Value<'_>)]) -> String {
        let mut args = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            match value {
                Value::Text(text) => args.set(*name, FluentValue::from(text.as_ref())),
                Value::Number(number) => args.set(*name, FluentValue::from(*number)),
            }
        }
        self.find(name, Some(&args))
    }

    /// A sentence that somebody else chose.
    pub fn tell(self, sentence: &Sentence) -> String {
        self.say_with(&sentence.name, &sentence.values)
    }

    fn find(self, name: &str, args: Option<&FluentArgs<'_>>) -> String {
        let said = [self.language, "en"].into_iter().find_map(|tag| say(tag, name, args));
        said.unwrap_or_else(|| name.to_owned())
    }
}

fn say(tag: &str, name: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
    let bundle = CATALOGUES.get(tag)?;
    let pattern = bundle.get_message(name)?.value()?;
    Some(bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned())
}

/// A sentence by its name, with the values in it, said in whatever language the reader has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    name: Cow<'static, str>,
    values: Vec<(&'static str, Value<'static>)>,
}

impl Sentence {
    /// The sentence of this name; `with` puts values in.
    pub fn new(name: impl Into<Cow<'static, str>>) -> Self {
        Self { name: name.into(), values: Vec::new() }
    }

    /// With one more value.
    pub fn with(mut self, name: &'static str, value: impl Into<Value<'static>>) -> Self {
        self.values.push((name, value.into()));
        self
    }
}

impl From<&'static str> for Sentence {
    fn from(name: &'static str) -> Self {
        Self::new(name)
    }
}

impl From<String> for Sentence {
    fn from(name: String) -> Self {
        Self::new(name)
    }
}

/// In English, for commands, the log and the API.
impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Words::default().tell(self))
    }
}

/// A value inside a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    Text(Cow<'a, str>),
    Number(u64),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

macro_rules! numbers {
    ($($kind:ty),*) => {
        $(impl From<$kind> for Value<'_> {
            fn from(number: $kind) -> Self {
                Self::Number(u64::from(number))
            }
        })*
    };
}
numbers!(u8, u16, u32, u64);

impl From<usize> for Value<'_> {
    fn from(number: usize) -> Self {
        Self::Number(u64::try_from(number).unwrap_or(u64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey};
    use std::collections::BTreeSet;

    #[test]
    fn a_language_is_found_by_its_first_part() {
        assert_eq!(Words::of("de-AT").tag(), "de");
        assert_eq!(Words::of("xx").tag(), "en");
        assert_eq!((Words::of("ar").direction(), Words::of("fr").direction()), ("rtl", "ltr"));
    }

    // W-037
    #[test]
    fn the_browser_chooses_the_language() {
        for (header, tag) in [
            ("fr-CH, fr;q=0.9, en;q=0.8", "fr"),
            ("xx, es;q=0.5, de;q=0.7", "de"),
            ("", "en"),
            ("de;q=0", "en"),
            (";;;q=,,", "en"),
        ] {
            assert_eq!(Words::accepted(header).tag(), tag, "{header}");
        }
    }

    #[test]
    fn plurals_follow_the_number_and_a_missing_name_is_shown() {
        let words = Words::of("en");
        assert_eq!(words.say_with("count-comments", &[("count", 1_u32.into())]), "1 comment");
        assert_eq!(words.say_with("count-comments", &[("count", 5_u32.into())]), "5 comments");
        assert_eq!(words.say("no-such-sentence"), "no-such-sentence");
    }

    // Every line of every catalogue can be read, and no sentence is named twice in a language.
    #[test]
    fn catalogues_are_well_formed() {
        for (tag, _) in Words::languages() {
            let mut seen = BTreeSet::new();
            for (path, text) in families(tag) {
                let resource = FluentResource::try_new(text).unwrap_or_else(|(_, errors)| panic!("{path}: {errors:?}"));
                for entry in resource.entries() {
                    if let Entry::Message(message) = entry {
                        assert!(seen.insert(message.id.name.to_owned()), "{path}: {} stands twice", message.id.name);
                    }
                }
            }
        }
    }

    /// Each sentence of a language with the values in it and the forms that its numbers choose from.
    fn sentences(tag: &str) -> BTreeMap<String, Shape> {
        let mut found = BTreeMap::new();
        for (_, text) in families(tag) {
            let resource = FluentResource::try_new(text).unwrap_or_else(|(readable, _)| readable);
            for entry in resource.entries() {
                if let Entry::Message(message) = entry
                    && let Some(pattern) = &message.value
                {
                    let mut shape = Shape::default();
                    shape.read(pattern);
                    found.insert(message.id.name.to_owned(), shape);
                }
            }
        }
        found
    }

    #[derive(Default)]
    struct Shape {
        values: BTreeSet<String>,
        forms: Vec<BTreeSet<String>>,
    }

    impl Shape {
        fn read(&mut self, pattern: &Pattern<&str>) {
            for element in &pattern.elements {
                if let PatternElement::Placeable { expression } = element {
                    self.take(expression);
                }
            }
        }

        fn take(&mut self, expression: &Expression<&str>) {
            match expression {
                Expression::Inline(InlineExpression::VariableReference { id }) => {
                    self.values.insert(id.name.to_owned());
                }
                Expression::Inline(InlineExpression::Placeable { expression }) => self.take(expression),
                Expression::Inline(_) => {}
                Expression::Select { selector, variants } => {
                    self.take(&Expression::Inline(selector.clone()));
                    let key = |variant: &Variant<&str>| match variant.key {
                        VariantKey::Identifier { name } => name.to_owned(),
                        VariantKey::NumberLiteral { value } => value.to_owned(),
                    };
                    self.forms.push(variants.iter().map(key).collect());
                    variants.iter().for_each(|variant| self.read(&variant.value));
                }
            }
        }
    }

    // W-249, H-162: every language says everything that English says, with the same values in it.
    #[test]
    fn every_language_says_everything() {
        let english = sentences("en");
        let mut wrong = Vec::new();
        for (tag, _) in Words::languages() {
            let said = sentences(tag);
            wrong.extend(
                english.keys().filter(|name| !said.contains_key(*name)).map(|name| format!("{tag}: {name} is missing")),
            );
            for (name, shape) in &said {
                match english.get(name) {
                    None => wrong.push(format!("{tag}: {name} is not said in English")),
                    Some(first) if first.values != shape.values => {
                        wrong.push(format!("{tag}: {name} has {:?} instead of {:?}", shape.values, first.values));
                    }
                    Some(_) => {}
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    // H-162: numbers choose among all the forms that the language has.
    #[test]
    fn numbers_take_the_forms_of_the_language() {
        for (tag, _) in Words::languages() {
            let wanted: &[&str] =
                if tag == "ar" { &["zero", "one", "two", "few", "many", "other"] } else { &["one", "other"] };
            for (name, shape) in sentences(tag) {
                for forms in &shape.forms {
                    assert!(wanted.iter().all(|form| forms.contains(*form)), "{tag}: {name} has only {forms:?}");
                }
            }
        }
        let comments = |count: u32| Words::of("ar").say_with("count-comments", &[("count", count.into())]);
        assert_eq!([1, 2, 3, 11, 100].map(comments), ["تعليق واحد", "تعليقان", "3 تعليقات", "11 تعليقًا", "100 تعليق"]);
    }
}
