//! Reading a configuration file.

use super::fault::{Fault, Place};
use super::table::{self, SETTINGS, Setting};
use super::value::{Raw, Value};
use std::ops::Range;
use std::path::Path;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Files beyond this many bytes are refused unread.
pub(super) const LARGEST: u64 = 1 << 20;

/// One setting found in a file.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) setting: &'static Setting,
    pub(super) value: Value,
    pub(super) line: usize,
}

/// Everything the text sets, and everything that is wrong with it.
pub(super) fn read(path: &Path, text: &str) -> (Vec<Entry>, Vec<Fault>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { path, text, entries: Vec::new(), faults: Vec::new() };
    for error in errors {
        reader.broken(error.span().unwrap_or_default(), error.message());
    }
    // What a broken file seems to say is not worth complaining about.
    if reader.faults.is_empty() {
        reader.table("", table.get_ref());
    }
    (reader.entries, reader.faults)
}

struct Reader<'a> {
    path: &'a Path,
    text: &'a str,
    entries: Vec<Entry>,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn line(&self, at: usize) -> usize {
        1 + self.text.bytes().take(at).filter(|byte| *byte == b'\n').count()
    }

    fn place(&self, span: &Range<usize>) -> Place {
        Place::Line(self.path.to_owned(), self.line(span.start))
    }

    fn broken(&mut self, span: Range<usize>, message: &str) {
        // The parser's message may go over several lines; its first says what is wrong.
        let what = message.lines().next().unwrap_or("not valid TOML").to_owned();
        let key = if what.contains("duplicate") { self.text.get(span.clone()).unwrap_or_default().trim() } else { "" };
        let key = key.to_owned();
        self.faults.push(Fault::of(self.place(&span), &key, what));
    }

    fn table(&mut self, prefix: &str, table: &DeTable<'_>) {
        for (name, value) in table {
            let key =
                if prefix.is_empty() { name.get_ref().to_string() } else { format!("{prefix}.{}", name.get_ref()) };
            match value.get_ref() {
                DeValue::Table(inner) if is_section(&key) => self.table(&key, inner),
                _ => self.entry(&key, &name.span(), value),
            }
        }
    }

    fn entry(&mut self, key: &str, span: &Range<usize>, value: &Spanned<DeValue<'_>>) {
        let place = self.place(span);
        let Some(setting) = table::find(key) else {
            self.faults.push(Fault::unknown(place, key));
            return;
        };
        match setting.read(&raw(value.get_ref())) {
            Ok(value) => self.entries.push(Entry { setting, value, line: self.line(span.start) }),
            Err(what) => self.faults.push(Fault::of(place, key, what)),
        }
    }
}

fn is_section(key: &str) -> bool {
    SETTINGS.iter().any(|setting| setting.key.strip_prefix(key).is_some_and(|rest| rest.starts_with('.')))
}

/// A value without its spans.
pub(super) fn raw(value: &DeValue<'_>) -> Raw {
    match value {
        DeValue::String(text) => Raw::Text(text.to_string()),
        DeValue::Boolean(flag) => Raw::Flag(*flag),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or(Raw::Other(", not a number that large"), Raw::Number),
        DeValue::Array(items) => Raw::List(items.iter().map(|item| raw(item.get_ref())).collect()),
        DeValue::Float(_) => Raw::Other(", not a number with a fraction"),
        DeValue::Datetime(_) => Raw::Other(", not a date"),
        DeValue::Table(_) => Raw::Other(", not a table"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn faults(text: &str) -> Vec<String> {
        read(Path::new("x.toml"), text).1.iter().map(Fault::to_string).collect()
    }

    #[test]
    fn sections_and_dotted_keys_say_the_same() {
        for text in [
            "[server]\nurl = \"https://pod.example\"",
            "\nserver.url = \"https://pod.example\"",
            "server = {\nurl = \"https://pod.example\" }",
        ] {
            let (entries, faults) = read(Path::new("x.toml"), text);
            assert!(faults.is_empty(), "{faults:?}");
            assert_eq!(
                entries.iter().map(|entry| (entry.setting.key, entry.line)).collect::<Vec<_>>(),
                [("server.url", 2)]
            );
        }
    }

    // H-031
    #[test]
    fn faults_name_file_line_key_and_the_nearest_key() {
        assert_eq!(
            faults("# hello\n[server]\nurll = \"https://pod.example\"\n[log]\nfull_ip = \"perhaps\"\n"),
            [
                "x.toml:5: log.full_ip: expected true or false",
                "x.toml:3: server.urll: there is no such setting; did you mean server.url?"
            ]
        );
        assert_eq!(faults("\n\nhorse = 1"), ["x.toml:3: horse: there is no such setting"]);
        assert_eq!(
            faults("log.level = 3"),
            ["x.toml:1: log.level: expected one of error, warn, info, debug, trace, not a number"]
        );
        assert_eq!(
            faults("[server.url]\nx = 1"),
            [
                "x.toml:1: server.url: expected the address of a pod such as \"https://pod.example\", without a path, not a table"
            ]
        );
    }

    // H-031
    #[test]
    fn a_key_given_twice_is_refused() {
        let faults = faults("[pod]\nname = \"a\"\nname = \"b\"\n");
        assert_eq!(faults.len(), 1, "{faults:?}");
        let fault = faults.first().expect("one");
        assert!(fault.starts_with("x.toml:3: name: duplicate"), "{fault}");
    }

    #[test]
    fn broken_toml_is_one_plain_fault_with_its_line() {
        let faults = faults("[pod]\nname = \n");
        assert!(faults.first().is_some_and(|fault| fault.starts_with("x.toml:2: ")), "{faults:?}");
    }

    proptest! {
        // H-143
        #[test]
        fn any_text_is_read_without_panic(text in "\\PC{0,200}", toml in "([a-z\\[\\]=\".\n0-9{}, ]){0,120}") {
            read(Path::new("x.toml"), &text);
            read(Path::new("x.toml"), &toml);
        }
    }
}
