//! What is wrong with a configuration, and where.

use super::table::{SETTINGS, Setting};
use std::fmt;
use std::path::PathBuf;

/// Where a value stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A line of a file, counted from 1.
    Line(PathBuf, usize),
    /// A whole file that holds one value, or cannot be read.
    File(PathBuf),
    /// An environment variable.
    Environment(String),
    /// The command line.
    Flag,
    /// The web admin.
    Stored,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where it stands.
    pub place: Place,
    /// The key as written; empty when the fault is not about one key.
    pub key: String,
    /// What is wrong, without the value: it may be a secret.
    pub what: String,
    /// For an unknown key, the valid one most like it.
    pub nearest: Option<&'static str>,
}

/// All that is wrong with a configuration; the pod does not start with it. (H-031)
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// Never empty.
    pub faults: Vec<Fault>,
}

impl Fault {
    /// A fault of a known key.
    pub(super) fn of(place: Place, key: &str, what: impl Into<String>) -> Self {
        Self { place, key: key.to_owned(), what: what.into(), nearest: None }
    }

    /// A key that does not exist.
    pub(super) fn unknown(place: Place, key: &str) -> Self {
        Self { place, key: key.to_owned(), what: "there is no such setting".to_owned(), nearest: nearest(key) }
    }
}

/// The valid key most like `key`, if any is near enough to be meant.
fn nearest(key: &str) -> Option<&'static str> {
    // Only the beginning is compared: a key may be as long as the file.
    let key: String = key.chars().take(64).collect::<String>().to_lowercase();
    let rank = |setting: &&Setting| {
        let whole = distance(&key, setting.key);
        (whole.min(1 + distance_of_names(&key, setting.key)), whole)
    };
    // Of several that are as near, the whole key counts, then the order of the table.
    let best = SETTINGS.iter().min_by_key(rank)?;
    (rank(&best).0 <= 1 + key.len() / 3).then_some(best.key)
}

/// Like [`distance`], for the part after the last dot alone: the right name in a wrong section.
fn distance_of_names(a: &str, b: &str) -> usize {
    let name = |key: &str| key.rsplit('.').next().unwrap_or_default().to_owned();
    distance(&name(a), &name(b))
}

/// How many insertions, deletions and replacements turn `a` into `b`.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut next = vec![i + 1];
        for ((to, above), diagonal) in b.chars().zip(row.iter().skip(1)).zip(&row) {
            let left = next.last().copied().unwrap_or(i + 1);
            next.push((diagonal + usize::from(from != to)).min(above + 1).min(left + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(path, line) => write!(f, "{}:{line}", path.display()),
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Environment(name) => write!(f, "environment variable {name}"),
            Self::Flag => f.write_str("command line"),
            Self::Stored => f.write_str("web admin"),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.place)?;
        if !self.key.is_empty() {
            write!(f, "{}: ", self.key)?;
        }
        f.write_str(&self.what)?;
        self.nearest.map_or(Ok(()), |key| write!(f, "; did you mean {key}?"))
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.faults.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{fault}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ConfigError {}

#[cfg(test)]
mod tests {
    use super::*;

    // H-031
    #[test]
    fn a_misspelt_key_finds_the_one_that_was_meant() {
        for (wrong, right) in [
            ("server.urll", Some("server.url")),
            ("sever.url", Some("server.url")),
            ("Server.URL", Some("server.url")),
            ("url", Some("server.url")),
            ("log.colour_of_the_horse", None),
            ("tls.registration", Some("pod.registration")),
            ("", None),
        ] {
            assert_eq!(nearest(wrong), right, "{wrong}");
        }
        assert_eq!(nearest(&"x".repeat(1_000_000)), None);
    }

    #[test]
    fn distance_counts_single_changes() {
        assert_eq!((distance("", "abc"), distance("abc", ""), distance("kitten", "sitting")), (3, 3, 3));
    }
}
