//! Dependencies go down only. This holds the layer table and reads `src/` to see that nobody
//! climbs: which module of ours may use which other, which outside crates are kept in which
//! layers, and a few habits that keep so simple a reader right (one module per `use` line, no
//! groups below `crate`, no globs across modules).

mod outgoing;
mod reader;
mod sentences;

use reader::{blank, erase, paths, test_spans, words};
use std::collections::BTreeSet;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Lowest first: a module, and what of ours it may use. A path such as `net::inbound` permits
/// that part of the module only.
const LAYERS: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("config", &["base"]),
    ("protocol", &["base"]),
    ("content", &["base"]),
    ("model", &["base"]),
    ("store", &["base", "model"]),
    ("domain", &["base", "protocol", "content", "model", "store"]),
    ("net", &["base", "config"]),
    ("federation", &["base", "config", "protocol", "model", "domain", "net"]),
    ("web", &["base", "config", "model", "domain", "net::inbound"]),
    ("api", &["base", "config", "model", "domain", "net::inbound"]),
    ("jobs", &["base", "config", "model", "domain", "federation", "net"]),
    (
        "app",
        &[
            "base",
            "config",
            "protocol",
            "content",
            "model",
            "store",
            "domain",
            "net",
            "federation",
            "web",
            "api",
            "jobs",
        ],
    ),
    ("cli", &["base", "config", "app"]),
];

/// Permitted and not needed at present. A permission that nothing uses must stand here, and one
/// that is used must not.
const UNUSED: &[(&str, &str)] = &[("app", "content"), ("cli", "base"), ("jobs", "config")];

/// Outside crates, and the places that may use them.
const OUTSIDE: &[(&str, &[&str])] = &[
    ("redb", &["store"]),
    ("maud", &["web"]),
    ("warp", &["net", "federation", "web", "api", "app"]),
    ("lettre", &["net/mail.rs"]),
    ("tokio", &["domain/pod.rs", "net", "federation", "web", "api", "jobs", "app", "cli"]),
];

/// Names that say nothing about what is inside.
const NAMELESS: &[&str] = &["util", "utils", "common", "helpers", "types", "misc"];

/// Marks of unfinished work; it belongs into the tracker.
const UNFINISHED: &[&str] = &["TODO", "FIXME", "XXX"];

/// Calls that end the program where an error should be told.
const ABRUPT: &[&str] = &[".unwrap()", ".unwrap_err()", "todo!(", "unimplemented!("];

#[test]
fn dependencies_go_down_only() {
    let sources = Source::all();
    assert!(sources.len() > 20, "the sources were not found");
    let faults: Vec<String> = sources.iter().flat_map(faults).collect();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_module_stands_in_the_table() {
    let known: BTreeSet<&str> = LAYERS.iter().map(|(name, _)| *name).collect();
    let strangers: Vec<String> = built().into_iter().filter(|name| !known.contains(name.as_str())).collect();
    assert!(strangers.is_empty(), "no row in the table: {strangers:?}");
}

#[test]
fn every_permission_is_used_or_listed_as_unused() {
    let used = uses(&Source::all());
    let built = built();
    for (name, _) in LAYERS.iter().filter(|(name, _)| !built.contains(*name)) {
        println!("not built yet: {name}");
    }
    let unused: BTreeSet<(&str, &str)> = LAYERS
        .iter()
        .filter(|(from, _)| built.contains(*from))
        .flat_map(|(from, permitted)| permitted.iter().map(move |to| (*from, *to)))
        .filter(|(_, to)| built.contains(head(to)))
        .filter(|(from, to)| !used.contains(&((*from).to_owned(), head(to).to_owned())))
        .collect();
    let listed: BTreeSet<(&str, &str)> = UNUSED.iter().copied().collect();
    assert_eq!(unused, listed, "left: permissions that nothing uses; right: those listed in UNUSED");
}

/// One file of ours: as written, and with comments, strings and test code blanked out. Both have
/// the same length, so that places agree.
struct Source {
    /// From `src/` on: `domain/pod.rs`.
    path: String,
    text: String,
    code: String,
}

impl Source {
    fn new(path: &str, text: &str) -> Self {
        let mut code = blank(text);
        let mut text = text.to_owned();
        for span in test_spans(&code) {
            erase(&mut text, span.clone());
            erase(&mut code, span);
        }
        Self { path: path.to_owned(), text, code }
    }

    /// Every file under `src/` that is not test code.
    fn all() -> Vec<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut files = Vec::new();
        walk(&root, &mut files);
        let read: Vec<(String, String)> = files
            .iter()
            .map(|file| {
                let path = file.strip_prefix(&root).expect("found below it").to_string_lossy().into_owned();
                (path, fs::read_to_string(file).expect("sources are readable text"))
            })
            .collect();
        let tests: Vec<String> = read.iter().flat_map(|(path, text)| test_files(path, &blank(text))).collect();
        let is_test =
            |path: &str| tests.iter().any(|test| path == format!("{test}.rs") || path.starts_with(&format!("{test}/")));
        read.iter().filter(|(path, _)| !is_test(path)).map(|(path, text)| Self::new(path, text)).collect()
    }

    /// The top-level module; empty for `lib.rs` and `main.rs`.
    fn module(&self) -> &str {
        match self.path.split_once('/') {
            Some((module, _)) => module,
            None => self.path.strip_suffix(".rs").filter(|name| *name != "lib" && *name != "main").unwrap_or(""),
        }
    }

    /// How many modules lie between the crate's root and this file's own names.
    fn depth(&self) -> usize {
        let parts = self.path.split('/').count();
        if self.path.ends_with("/mod.rs") { parts - 1 } else { parts }
    }

    fn fault(&self, at: usize, what: impl std::fmt::Display) -> String {
        let line = self.text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
        format!("src/{}:{line}: {what}", self.path)
    }
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).expect("a readable folder").map(|entry| entry.expect("a readable entry").path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            walk(&entry, files);
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            files.push(entry);
        }
    }
}

/// The top-level modules that exist.
fn built() -> BTreeSet<String> {
    Source::all().iter().map(|source| source.module().to_owned()).filter(|module| !module.is_empty()).collect()
}

/// Who uses whom, as pairs of top-level modules.
fn uses(sources: &[Source]) -> BTreeSet<(String, String)> {
    let pairs = |source: &Source| -> Vec<(String, String)> {
        let targets = paths(&source.code, "crate").into_iter().map(|(_, rest)| head(&rest).to_owned());
        targets.map(|to| (source.module().to_owned(), to)).collect()
    };
    sources.iter().flat_map(pairs).collect()
}

/// Everything that is wrong with one file.
fn faults(source: &Source) -> Vec<String> {
    let mut found = own_imports(source);
    found.extend(climbing(source));
    found.extend(outside_crates(source));
    found.extend(habits(source));
    found
}

fn own_imports(source: &Source) -> Vec<String> {
    let from = source.module();
    let mut found = Vec::new();
    for (at, rest) in paths(&source.code, "crate") {
        let to = head(&rest);
        if to.is_empty() {
            found.push(source.fault(at, "name one module per line, without a group or glob below crate"));
            continue;
        }
        if rest.ends_with("::*") && to != from {
            found.push(source.fault(at, format_args!("{from} takes everything of {to}: name what is used")));
        }
        if to == from || from.is_empty() {
            continue;
        }
        match permission(from, to) {
            None => found.push(source.fault(at, format_args!("{from} may not import {to}"))),
            Some(part) if !(rest == part || rest.starts_with(&format!("{part}::"))) => {
                found.push(source.fault(at, format_args!("{from} may import only {part} of {to}")));
            }
            Some(_) => {}
        }
    }
    found
}

fn permission(from: &str, to: &str) -> Option<&'static str> {
    let (_, permitted) = LAYERS.iter().find(|(name, _)| *name == from)?;
    permitted.iter().copied().find(|path| head(path) == to)
}

/// `super::` must not leave the top-level module.
fn climbing(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    for (at, rest) in paths(&source.code, "super") {
        if source.code.get(..at).is_some_and(|before| before.ends_with("super::")) {
            continue;
        }
        let steps = 1 + rest.split("::").take_while(|part| *part == "super").count();
        if steps >= source.depth() + inline_modules(&source.code, at) {
            found.push(source.fault(at, "super:: leaves the top-level module: write crate::"));
        }
    }
    found
}

/// How many `mod name { … }` are open at a place.
fn inline_modules(code: &str, at: usize) -> usize {
    let before = code.get(..at).unwrap_or(code);
    let opened = words(before, "mod").into_iter().filter(|start| {
        let after = before.get(start + 3..).unwrap_or("");
        let Some(brace) = after.find(['{', ';']) else { return false };
        let inside = after.get(brace..).unwrap_or("");
        inside.starts_with('{') && inside.matches('{').count() > inside.matches('}').count()
    });
    opened.count()
}

fn outside_crates(source: &Source) -> Vec<String> {
    let from = source.module();
    let mut found = Vec::new();
    for (name, places) in OUTSIDE {
        let permitted = from.is_empty() || places.iter().any(|place| *place == from || *place == source.path);
        if permitted {
            continue;
        }
        for (at, _) in paths(&source.code, name) {
            found.push(source.fault(at, format_args!("{from} may not use the crate {name}")));
        }
    }
    found
}

fn habits(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    for name in source.path.trim_end_matches(".rs").split('/').filter(|name| NAMELESS.contains(name)) {
        found.push(source.fault(0, format_args!("a module called {name} owns nothing")));
    }
    for mark in UNFINISHED {
        found.extend(
            words(&source.text, mark).into_iter().map(|at| source.fault(at, format_args!("unfinished: {mark}"))),
        );
    }
    for call in ABRUPT {
        found.extend(
            source.code.match_indices(call).map(|(at, _)| source.fault(at, format_args!("{call} outside tests"))),
        );
    }
    if source.path == "lib.rs" {
        let again = source.code.match_indices("pub use ");
        found.extend(again.map(|(at, _)| source.fault(at, "the crate's root re-exports nothing")));
    }
    found
}

fn head(path: &str) -> &str {
    path.split("::").next().unwrap_or("")
}

/// Files that belong to a `#[cfg(test)] mod name;` of this file, without `.rs`.
fn test_files(path: &str, code: &str) -> Vec<String> {
    let folder = path.strip_suffix("/mod.rs").or(path.strip_suffix(".rs")).unwrap_or(path);
    let name = |span: Range<usize>| {
        let item = code.get(span)?.strip_suffix(';')?;
        let name = item.rsplit_once("mod ")?.1.trim();
        Some(format!("{folder}/{name}"))
    };
    test_spans(code).into_iter().filter_map(name).collect()
}

mod checker {
    //! The reader itself, on small pieces of text.

    use super::{Source, faults, test_files, uses};

    fn of(path: &str, text: &str) -> Vec<String> {
        faults(&Source::new(path, text))
    }

    #[test]
    fn tells_file_line_and_both_modules() {
        let text = "use crate::base::Guid;\n\nuse crate::store::ReadTx;\n";
        assert_eq!(of("web/pages/post.rs", text), ["src/web/pages/post.rs:3: web may not import store"]);
        assert!(of("domain/posts.rs", text).is_empty());
        assert_eq!(of("app.rs", "use crate::cli::Command;"), ["src/app.rs:1: app may not import cli"]);
    }

    #[test]
    fn sees_paths_inside_code() {
        assert_eq!(of("model/post.rs", "fn f() { crate::protocol::open() }").len(), 1);
        assert_eq!(of("model/post.rs", "macro_rules! m { () => { $crate::domain::go() } }").len(), 1);
        assert!(of("model/post.rs", "pub(crate) fn f(crate_name: &str) { my::crate_name::x() }").is_empty());
    }

    #[test]
    fn does_not_read_comments_strings_or_tests() {
        for text in [
            "// use crate::store::X;",
            "/* a /* b */ crate::store::X */",
            "//! crate::store::X",
            "const A: &str = \"crate::store::X \\\" crate::store::Y\";",
            "const A: &str = r#\"crate::store::X \" \"#;",
            "const A: &[u8] = b\"crate::store::X\";",
            "#[cfg(test)]\nmod tests { use crate::store::X; fn f() { if a { b.unwrap() } } }",
            "#[cfg(test)]\n#[allow(x)]\nuse crate::store::X;",
        ] {
            assert!(of("web/a.rs", text).is_empty(), "{text}");
        }
    }

    #[test]
    fn reads_on_after_what_it_skips() {
        for text in [
            "// it's\nuse crate::store::X;",
            "fn f<'a>(x: &'a str) -> char { '\"' } use crate::store::X;",
            "const Q: char = '\\''; use crate::store::X;",
            "const S: &str = r\"\\\"; use crate::store::X;",
            "const U: char = '\\u{1F600}'; use crate::store::X;",
            "#[cfg(test)]\nmod tests { fn f() { g('}') } }\nuse crate::store::X;",
            "let bar = 1; let r = \"é\"; use crate::store::X;",
        ] {
            assert_eq!(of("web/a.rs", text).len(), 1, "{text}");
        }
    }

    #[test]
    fn wants_one_named_module_per_line() {
        assert_eq!(of("web/a.rs", "use crate::{base, model};").len(), 1);
        assert_eq!(of("web/a.rs", "use crate::*;").len(), 1);
        assert_eq!(of("web/a.rs", "use crate::model::*;").len(), 1);
        assert!(of("web/a.rs", "use crate::web::parts::*;").is_empty());
        assert!(of("web/a.rs", "use crate::model::{Post, Comment};").is_empty());
    }

    #[test]
    fn permits_a_part_of_a_module() {
        assert!(of("web/a.rs", "use crate::net::inbound::Limits;").is_empty());
        assert!(of("web/a.rs", "use crate::net::inbound;").is_empty());
        assert_eq!(
            of("web/a.rs", "use crate::net::outbound::Wire;"),
            ["src/web/a.rs:1: web may import only net::inbound of net"]
        );
        assert_eq!(of("web/a.rs", "use crate::net;").len(), 1);
    }

    #[test]
    fn super_stays_inside_the_top_level_module() {
        assert!(of("web/parts/post.rs", "use super::super::session;").is_empty());
        assert_eq!(of("web/parts/post.rs", "use super::super::super::domain;").len(), 1);
        assert_eq!(of("web/mod.rs", "use super::domain;").len(), 1);
        assert!(of("web/mod.rs", "mod routes { use super::session; }").is_empty());
        assert_eq!(of("web/mod.rs", "mod routes { } use super::domain;").len(), 1);
        assert!(of("web/parts/post.rs", "pub(in super::super) fn f() {}").is_empty());
    }

    #[test]
    fn keeps_outside_crates_in_their_places() {
        assert_eq!(of("domain/a.rs", "use redb::Database;"), ["src/domain/a.rs:1: domain may not use the crate redb"]);
        assert_eq!(of("federation/a.rs", "use maud::html;").len(), 1);
        assert_eq!(of("domain/posts.rs", "tokio::spawn(f());").len(), 1);
        assert!(of("domain/pod.rs", "use tokio::sync::Notify;").is_empty());
        assert_eq!(of("jobs/a.rs", "use warp::Filter;").len(), 1);
        assert!(of("store/a.rs", "use redb::Database;").is_empty());
    }

    #[test]
    fn refuses_unfinished_work_and_abrupt_ends() {
        let mark = ["TO", "DO"].concat();
        assert_eq!(
            of("base/a.rs", &format!("fn f() {{}}\n// {mark}: more\n")),
            [format!("src/base/a.rs:2: unfinished: {mark}")]
        );
        assert_eq!(of("base/a.rs", "fn f() { g().unwrap(); }").len(), 1);
        assert!(of("base/a.rs", "fn f() { g().unwrap_or(1); }").is_empty());
        assert_eq!(of("base/util.rs", "").len(), 1);
        assert_eq!(of("lib.rs", "pub mod base;\npub use base::Guid;").len(), 1);
    }

    #[test]
    fn knows_test_files_and_collects_uses() {
        assert_eq!(test_files("web/mod.rs", "#[cfg(test)]\nmod tests;"), ["web/tests"]);
        assert_eq!(test_files("web/page.rs", "#[cfg(test)] pub(crate) mod sample;"), ["web/page/sample"]);
        let found = uses(&[Source::new("jobs/mod.rs", "use crate::domain::Pod; use crate::net::outbound::Wire;")]);
        let found: Vec<(&str, &str)> = found.iter().map(|(from, to)| (from.as_str(), to.as_str())).collect();
        assert_eq!(found, [("jobs", "domain"), ("jobs", "net")]);
    }
}
