//! The sample file and the reference, written from the table.

use super::table::{SETTINGS, Setting};
use super::value::{Kind, Value};
use std::fmt::Write;

const HEADER: &str = "\
# Configuration of seedpod. Every line is commented out and shows the default: an empty file is
# valid. Flags and environment variables (SEEDPOD_SECTION_KEY) go before this file.
";

/// The commented sample file: valid as it stands, and valid with every setting uncommented.
pub fn sample() -> String {
    let mut text = HEADER.to_owned();
    let mut section = "";
    for setting in SETTINGS {
        let (of, name) = setting.key.split_once('.').unwrap_or(("", setting.key));
        if of != section {
            section = of;
            let _ = write!(text, "\n[{section}]\n");
        }
        text.push('\n');
        for line in wrap(setting.doc, 96) {
            let _ = writeln!(text, "# {line}");
        }
        let _ = writeln!(text, "#{name} = {}", example(setting));
    }
    text
}

/// All keys with type, default, whether a reload suffices, release and meaning, as Markdown.
/// (H-032)
pub fn reference() -> String {
    let mut text = "| key | accepts | default | reload | since | meaning |\n|--|--|--|--|--|--|\n".to_owned();
    for setting in SETTINGS {
        let default = match setting.default_value() {
            Value::Unset if setting.default.is_empty() => "none".to_owned(),
            Value::Unset => "automatic".to_owned(),
            _ => format!("`{}`", example(setting)),
        };
        let Setting { key, kind, doc, since, .. } = setting;
        let reload = if setting.reload { "yes" } else { "restart" };
        let secret = if setting.secret { " Secret." } else { "" };
        let _ = writeln!(text, "| `{key}` | {kind} | {default} | {reload} | {since} | {doc}{secret} |");
    }
    text
}

/// All keys with what [`reference`] says of them, for programs.
pub fn settings_json() -> serde_json::Value {
    let entry = |setting: &Setting| {
        serde_json::json!({
            "key": setting.key,
            "variable": setting.variable(),
            "accepts": setting.kind.to_string(),
            "default": setting.default,
            "reload": setting.reload,
            "secret": setting.secret,
            "since": setting.since,
            "meaning": setting.doc,
        })
    };
    SETTINGS.iter().map(entry).collect()
}

/// The manual page of the configuration file, `man 5 seedpod.toml` (H-028).
pub fn manual() -> String {
    let version = env!("CARGO_PKG_VERSION");
    let mut text = format!(
        ".TH seedpod.toml 5 \"\" \"seedpod {version}\"\n.SH NAME\nseedpod.toml \\- configuration of seedpod\n\
         .SH DESCRIPTION\nAn empty file is valid: every setting has a default. A flag of the command line goes before\n\
         an environment variable, that before a file of secrets, that before this file, and this file before\n\
         what is chosen in the browser. A setting marked with * is followed at SIGHUP; others need a restart.\n"
    );
    let mut section = "";
    for setting in SETTINGS {
        let (of, name) = setting.key.split_once('.').unwrap_or(("", setting.key));
        if of != section {
            section = of;
            let _ = writeln!(text, ".SH [{section}]");
        }
        let star = if setting.reload { "*" } else { "" };
        let default = example(setting).replace('\\', "\\e").replace('-', "\\-");
        let doc = setting.doc.replace('\\', "\\e").replace('-', "\\-");
        let _ = writeln!(text, ".TP\n\\fB{name}\\fR = {default} {star}\n\\&{doc} Accepts {}.", setting.kind);
    }
    text.push_str(".SH SEE ALSO\n\\fBseedpod\\fR(1)\n");
    text
}

/// The default as it would stand in the file.
fn example(setting: &Setting) -> String {
    match (setting.default_value(), setting.kind) {
        (Value::Unset, Kind::Nets | Kind::Ports | Kind::Words) => "[]".to_owned(),
        (Value::Unset, _) => format!("\"{}\"", setting.default),
        // A size is easier to read with its unit.
        (Value::Count(_), Kind::Size) => format!("\"{}\"", setting.default),
        (value, _) => value.to_string(),
    }
}

/// Breaks text into lines of at most `width` characters, where its words allow.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::toml_file;
    use super::super::value::Raw;
    use super::*;
    use std::path::Path;

    // H-032
    #[test]
    fn the_sample_sets_nothing_and_every_line_of_it_is_valid() {
        let read = |text: &str| toml_file::read(Path::new("sample"), text);
        let (entries, faults) = read(&sample());
        assert!(entries.is_empty() && faults.is_empty(), "{faults:?}");
        let strip =
            |line: &str| line.strip_prefix('#').filter(|rest| !rest.starts_with(' ')).unwrap_or(line).to_owned();
        let uncommented: Vec<_> = sample().lines().map(strip).collect();
        let (entries, faults) = read(&uncommented.join("\n"));
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(entries.len(), SETTINGS.len());
        for entry in entries {
            assert_eq!(entry.value, normal(entry.setting), "{}", entry.setting.key);
        }
    }

    fn normal(setting: &Setting) -> Value {
        match (setting.default_value(), setting.kind) {
            (Value::Unset, Kind::Nets | Kind::Words) => setting.kind.read(&Raw::List(Vec::new())).expect("empty list"),
            (value, _) => value,
        }
    }

    // H-032
    #[test]
    fn the_reference_has_one_line_per_setting() {
        assert_eq!(reference().lines().count(), SETTINGS.len() + 2);
        assert!(SETTINGS.iter().all(|setting| reference().contains(setting.key)));
    }
}
