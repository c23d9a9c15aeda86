//! What people read stands in the catalogues, not in the code (W-249, H-162): looks for literals that
//! are sentences in the pages and in the refusals of the domain.

use std::fs;
use std::path::Path;

/// Files whose words are not for the people of a pod: examples of pages, and the command line's.
const NOT_FOR_PEOPLE: &[&str] = &["web/sample.rs", "web/pages/specimen.rs"];
/// Words that are the same in every language, or read by programs.
const NAMES: &[&str] = &[
    "; Secure",
    "Edg",
    "Edge",
    "Opera",
    "Firefox",
    "Chrome",
    "Safari",
    "Android",
    "Windows",
    "Mac OS",
    "Mac",
    "Linux",
    "Ctrl Enter",
    "Contact: ",
    "Mobi",
    "{}'s Public Feed",
];
/// On these lines a literal goes to the log or to whoever reads the code, or out when not even the
/// reader's language is known.
const ASIDE: &[&str] = &[
    "expect(",
    "reason =",
    "tracing::",
    "Broken(",
    "from_static",
    "unavailable(",
    "reply::text(",
    "reply::sentence(",
    "static_text",
    "StoreError::",
];

#[test]
fn what_people_read_stands_in_the_catalogues() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    for folder in ["web", "domain"] {
        look(&source, &source.join(folder), &mut found);
    }
    assert!(found.is_empty(), "sentences in the code:\n{}", found.join("\n"));
}

fn look(source: &Path, folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            look(source, &path, found);
            continue;
        }
        let name = path.strip_prefix(source).unwrap().to_string_lossy().into_owned();
        if NOT_FOR_PEOPLE.contains(&name.as_str()) || name.ends_with("tests.rs") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        for (number, line) in code.lines().enumerate() {
            let is_aside = line.trim_start().starts_with("//") || ASIDE.iter().any(|word| line.contains(word));
            if is_aside {
                continue;
            }
            let is_refusal = ["Refused::", "Forbidden(", "Invalid("].iter().any(|word| line.contains(word));
            for literal in literals(line) {
                let is_read =
                    if name.starts_with("web") { is_sentence(&literal) } else { is_refusal && literal.contains(' ') };
                if is_read && !NAMES.iter().any(|known| literal.starts_with(known)) {
                    found.push(format!("{name}:{}: {literal:?}", number + 1));
                }
            }
        }
    }
}

/// The string literals of a line.
fn literals(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Option<String> = None;
    let mut escaped = false;
    for c in line.chars() {
        match (&mut open, c) {
            (None, '"') => open = Some(String::new()),
            (None, _) => {}
            (Some(text), _) if escaped => {
                escaped = false;
                text.push(c);
            }
            (Some(_), '\\') => escaped = true,
            (Some(_), '"') => found.extend(open.take()),
            (Some(text), _) => text.push(c),
        }
    }
    found
}

/// Whether somebody would read it as words: one that begins with a capital, or several and a full stop.
fn is_sentence(text: &str) -> bool {
    let is_word = |word: &&str| word.len() > 1 && word.chars().all(|c| c.is_alphabetic() || "’'.,:?!…".contains(c));
    let words: Vec<&str> = text.split_whitespace().filter(is_word).collect();
    let is_named = words.iter().any(|word| {
        let mut letters = word.trim_end_matches(|c: char| !c.is_alphabetic()).chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.clone().next().is_some()
            && letters.all(|c| !c.is_uppercase())
    });
    is_named || (words.len() > 2 && text.trim_end().ends_with(['.', '?', '!']))
}

#[test]
fn sentences_are_told_from_names() {
    for text in ["Sign in", "Settings", "there is nothing here.", "Really?"] {
        assert!(is_sentence(text), "{text}");
    }
    for text in
        ["frame-sign-in", "face face-", "noopener noreferrer", "X-Seedpod-Part", "GET", "(min-width: 760px) 600px"]
    {
        assert!(!is_sentence(text), "{text}");
    }
    assert_eq!(literals(r#"a("one", "t\"wo")"#), ["one", "t\"wo"]);
}
