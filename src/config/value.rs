//! Kinds of values, and how each is read from text.

use crate::base::PodUrl;
use ipnet::IpNet;
use std::fmt;
use std::net::{IpAddr, SocketAddr, SocketAddrV4};
use std::path::PathBuf;
use std::time::Duration;

/// A value as it stood in a file, an environment variable or on the command line.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Raw {
    /// A string; from the environment everything is one.
    Text(String),
    /// A TOML boolean.
    Flag(bool),
    /// A TOML integer.
    Number(i64),
    /// A TOML array.
    List(Vec<Raw>),
    /// Anything else TOML has.
    Other(&'static str),
}

/// What a setting accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    Text,
    /// `true` or `false`.
    Flag,
    /// A whole number.
    Count,
    /// Bytes, as a number or with a unit: `20MiB`.
    Size,
    /// A time span with a unit: `30s`, `7d`.
    Span,
    /// `address:port` to listen at, or `off`.
    Listen,
    /// The base address of a pod.
    Pod,
    /// An `https` or `http` address.
    Link,
    /// A list of address ranges.
    Nets,
    /// A list of port numbers.
    Ports,
    /// A list of words.
    Words,
    /// A file.
    Path,
    /// A token bucket: `10 / 60s` is ten at once and one more each minute.
    Rate,
    /// One of a few words.
    Choice(&'static [&'static str]),
}

/// Where to listen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listen {
    /// Not at all.
    Off,
    /// At this address.
    At(SocketAddr),
}

/// A token bucket: `burst` at once, then one more after each `refill`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// How many may come at once.
    pub burst: u32,
    /// After how long one more may come.
    pub refill: Duration,
}

/// A setting's value, read and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Left to the program (`auto`), or absent.
    Unset,
    /// See [`Kind::Text`]; also [`Kind::Link`].
    Text(String),
    /// See [`Kind::Flag`].
    Flag(bool),
    /// See [`Kind::Count`]; also [`Kind::Size`], in bytes.
    Count(u64),
    /// See [`Kind::Span`].
    Span(Duration),
    /// See [`Kind::Listen`].
    Listen(Listen),
    /// See [`Kind::Pod`].
    Pod(PodUrl),
    /// See [`Kind::Nets`].
    Nets(Vec<IpNet>),
    /// See [`Kind::Ports`].
    Ports(Vec<u16>),
    /// See [`Kind::Words`].
    Words(Vec<String>),
    /// See [`Kind::Path`].
    Path(PathBuf),
    /// See [`Kind::Rate`].
    Rate(Rate),
    /// See [`Kind::Choice`].
    Choice(&'static str),
}

impl Value {
    /// Reads `192.168.1.1` or `192.168.1.1:5351`.
    pub(super) fn ip_and_port(text: &str, usual: u16) -> Option<SocketAddrV4> {
        let whole = || text.parse().ok();
        whole().or_else(|| Some(SocketAddrV4::new(text.parse().ok()?, usual))).filter(|address| address.port() != 0)
    }

    /// The value as the browser and the environment write it: [`Kind`] reads it back.
    pub fn plain(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Choice(word) => (*word).to_owned(),
            Self::Words(words) => words.join(", "),
            Self::Nets(nets) => nets.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
            Self::Ports(ports) => ports.iter().map(u16::to_string).collect::<Vec<_>>().join(", "),
            Self::Path(path) => path.display().to_string(),
            other => other.to_string().trim_matches('"').to_owned(),
        }
    }
}

impl Kind {
    /// Reads a value; the error says what was expected and never repeats the value.
    pub(super) fn read(self, raw: &Raw) -> Result<Value, String> {
        let found = match (self, raw) {
            (Self::Flag, Raw::Flag(flag)) => Some(Value::Flag(*flag)),
            (Self::Count | Self::Size, Raw::Number(number)) => u64::try_from(*number).ok().map(Value::Count),
            (Self::Nets | Self::Ports | Self::Words, Raw::List(items)) => self.read_items(items),
            (_, Raw::Text(text)) => self.read_text(text.trim()),
            _ => None,
        };
        found.ok_or_else(|| format!("expected {self}{}", raw.article()))
    }

    fn read_items(self, items: &[Raw]) -> Option<Value> {
        let texts: Option<Vec<String>> = items
            .iter()
            .map(|item| match (self, item) {
                (_, Raw::Text(text)) => Some(text.clone()),
                (Self::Ports, Raw::Number(number)) => Some(number.to_string()),
                _ => None,
            })
            .collect();
        self.read_text(&texts?.join(","))
    }

    fn read_text(self, text: &str) -> Option<Value> {
        match self {
            Self::Text => Some(Value::Text(text.to_owned())),
            Self::Flag => read_flag(text).map(Value::Flag),
            Self::Count => text.parse().ok().map(Value::Count),
            Self::Size => read_size(text).map(Value::Count),
            Self::Span => read_span(text).map(Value::Span),
            Self::Listen if text == "off" => Some(Value::Listen(Listen::Off)),
            Self::Listen => text.parse().ok().map(|address| Value::Listen(Listen::At(address))),
            Self::Pod => PodUrl::parse(text).ok().map(Value::Pod),
            Self::Link => read_link(text).map(Value::Text),
            Self::Nets => parts(text).map(read_net).collect::<Option<_>>().map(Value::Nets),
            Self::Ports => parts(text).map(read_port).collect::<Option<_>>().map(Value::Ports),
            Self::Words => Some(Value::Words(parts(text).map(str::to_lowercase).collect())),
            Self::Path => (!text.is_empty()).then(|| Value::Path(PathBuf::from(text))),
            Self::Rate => read_rate(text).map(Value::Rate),
            Self::Choice(words) => words.iter().find(|word| **word == text).map(|word| Value::Choice(word)),
        }
    }
}

impl Raw {
    /// What the value is, for the end of an error message; nothing for text.
    fn article(&self) -> &'static str {
        match self {
            Self::Text(_) => "",
            Self::Flag(_) => ", not a boolean",
            Self::Number(_) => ", not a number",
            Self::List(_) => ", not a list",
            Self::Other(what) => what,
        }
    }
}

/// The non-empty parts of a list written with commas or blanks between.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ' ']).map(str::trim).filter(|part| !part.is_empty())
}

fn read_flag(text: &str) -> Option<bool> {
    match text {
        "true" | "yes" | "on" | "1" => Some(true),
        "false" | "no" | "off" | "0" => Some(false),
        _ => None,
    }
}

/// Splits `20 MiB` into number and unit.
fn number_and_unit(text: &str) -> Option<(u64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end)?;
    Some((number.parse().ok()?, unit.trim_start()))
}

fn read_size(text: &str) -> Option<u64> {
    let (number, unit) = number_and_unit(text)?;
    let scale: u64 = match unit {
        "" | "B" => 1,
        "kB" | "KB" => 1_000,
        "MB" => 1_000_000,
        "GB" => 1_000_000_000,
        "TB" => 1_000_000_000_000,
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        "TiB" => 1 << 40,
        _ => return None,
    };
    number.checked_mul(scale)
}

fn read_span(text: &str) -> Option<Duration> {
    let (number, unit) = number_and_unit(text)?;
    let milliseconds: u64 = match unit {
        "ms" => 1,
        "s" => 1_000,
        "m" | "min" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        "w" => 604_800_000,
        _ => return None,
    };
    number.checked_mul(milliseconds).map(Duration::from_millis)
}

fn read_link(text: &str) -> Option<String> {
    let url = url::Url::parse(text).ok()?;
    (matches!(url.scheme(), "https" | "http") && url.username().is_empty() && url.password().is_none())
        .then(|| url.into())
}

fn read_net(text: &str) -> Option<IpNet> {
    text.parse().ok().or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from))
}

fn read_port(text: &str) -> Option<u16> {
    text.parse().ok().filter(|port| *port > 0)
}

fn read_rate(text: &str) -> Option<Rate> {
    let (burst, refill) = text.split_once('/')?;
    let (burst, refill) = (burst.trim().parse().ok()?, read_span(refill.trim())?);
    (burst > 0 && !refill.is_zero()).then_some(Rate { burst, refill })
}

impl fmt::Display for Kind {
    /// What is accepted, as the object of "expected".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "text",
            Self::Flag => "true or false",
            Self::Count => "a whole number",
            Self::Size => "a size such as 512KiB, 20MiB or 5GiB",
            Self::Span => "a time span such as 30s, 15m, 12h or 7d",
            Self::Listen => "an address and port such as \"127.0.0.1:8080\" or \"[::]:80\", or \"off\"",
            Self::Pod => "the address of a pod such as \"https://pod.example\", without a path",
            Self::Link => "an address beginning with https:// or http://",
            Self::Nets => "a list of address ranges such as [\"192.168.1.0/24\"]",
            Self::Ports => "a list of port numbers such as [443, 8443]",
            Self::Words => "a list of words such as [\"admin\", \"root\"]",
            Self::Path => "the path of a file",
            Self::Rate => "a rate such as \"10 / 60s\": ten at once, one more each minute",
            Self::Choice(words) => return write!(f, "one of {}", words.join(", ")),
        })
    }
}

impl fmt::Display for Value {
    /// The value in TOML; nothing for [`Value::Unset`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unset => Ok(()),
            Self::Text(text) => write!(f, "{text:?}"),
            Self::Flag(flag) => write!(f, "{flag}"),
            Self::Count(number) => write!(f, "{number}"),
            Self::Span(span) => write!(f, "\"{}\"", span_text(*span)),
            Self::Listen(Listen::Off) => f.write_str("\"off\""),
            Self::Listen(Listen::At(address)) => write!(f, "\"{address}\""),
            Self::Pod(url) => write!(f, "\"{url}\""),
            Self::Nets(nets) => list(f, nets.iter().map(|net| format!("\"{net}\""))),
            Self::Ports(ports) => list(f, ports.iter().map(u16::to_string)),
            Self::Words(words) => list(f, words.iter().map(|word| format!("{word:?}"))),
            Self::Path(path) => write!(f, "{:?}", path.display().to_string()),
            Self::Rate(rate) => write!(f, "\"{} / {}\"", rate.burst, span_text(rate.refill)),
            Self::Choice(word) => write!(f, "\"{word}\""),
        }
    }
}

fn list(f: &mut fmt::Formatter<'_>, items: impl Iterator<Item = String>) -> fmt::Result {
    write!(f, "[{}]", items.collect::<Vec<_>>().join(", "))
}

/// A span in its largest whole unit.
fn span_text(span: Duration) -> String {
    let milliseconds = span.as_millis();
    let units = [(86_400_000, "d"), (3_600_000, "h"), (60_000, "m"), (1_000, "s")];
    let fitting = units.into_iter().find(|(unit, _)| milliseconds > 0 && milliseconds.is_multiple_of(*unit));
    fitting.map_or(format!("{milliseconds}ms"), |(unit, name)| format!("{}{name}", milliseconds / unit))
}

#[cfg(test)]
mod tests {
    use super::super::toml_file;
    use super::*;

    // H-032
    #[test]
    fn sizes_and_spans_take_units() {
        for (text, bytes) in [("0", 0), ("512", 512), ("20MiB", 20 << 20), ("5 GiB", 5 << 30), ("10MB", 10_000_000)] {
            assert_eq!(read_size(text), Some(bytes), "{text}");
        }
        for bad in ["", "MiB", "-1", "1.5GiB", "1mib", "99999999999999999999", "18446744073709551615TiB", "é"] {
            assert_eq!(read_size(bad), None, "{bad}");
        }
        for (text, seconds) in [("30s", 30), ("5m", 300), ("12h", 43_200), ("7d", 604_800), ("2w", 1_209_600)] {
            assert_eq!(read_span(text), Some(Duration::from_secs(seconds)), "{text}");
        }
        for bad in ["", "30", "s", "-1s", "1y", "1h30m"] {
            assert_eq!(read_span(bad), None, "{bad}");
        }
    }

    #[test]
    fn each_kind_reads_its_own_and_writes_it_back() {
        for (kind, text) in [
            (Kind::Text, "a \"quoted\" name"),
            (Kind::Flag, "true"),
            (Kind::Count, "12"),
            (Kind::Size, "20MiB"),
            (Kind::Span, "90s"),
            (Kind::Listen, "[::]:80"),
            (Kind::Listen, "off"),
            (Kind::Pod, "https://pod.example"),
            (Kind::Link, "https://ca.example/dir"),
            (Kind::Nets, "10.0.0.0/8, 192.168.1.4"),
            (Kind::Ports, "443, 8443"),
            (Kind::Words, "admin, root"),
            (Kind::Path, "/etc/x.pem"),
            (Kind::Rate, "120 / 500ms"),
            (Kind::Choice(&["a", "b"]), "b"),
        ] {
            let value = kind.read(&Raw::Text(text.to_owned())).expect(text);
            let written = value.to_string();
            let again = toml::de::DeValue::parse(&written).expect("valid TOML");
            let raw = toml_file::raw(again.get_ref());
            assert_eq!(kind.read(&raw), Ok(value), "{text}");
        }
    }

    // H-031
    #[test]
    fn a_wrong_type_says_what_was_expected_and_hides_the_value() {
        for (kind, raw) in [
            (Kind::Flag, Raw::Text("hunter2".into())),
            (Kind::Count, Raw::Number(-1)),
            (Kind::Count, Raw::Flag(true)),
            (Kind::Listen, Raw::Text("localhost:80".into())),
            (Kind::Ports, Raw::List(vec![Raw::Number(0)])),
            (Kind::Ports, Raw::List(vec![Raw::Number(70_000)])),
            (Kind::Nets, Raw::List(vec![Raw::Text("10.0.0.0/33".into())])),
            (Kind::Rate, Raw::Text("0 / 1s".into())),
            (Kind::Link, Raw::Text("https://hunter2:x@ca.example".into())),
            (Kind::Text, Raw::Number(3)),
            (Kind::Span, Raw::Number(30)),
            (Kind::Path, Raw::Text(String::new())),
        ] {
            let message = kind.read(&raw).expect_err("refused");
            assert!(message.starts_with("expected ") && !message.contains("hunter2"), "{message}");
        }
    }
}
