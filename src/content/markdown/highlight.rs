//! Colours for fenced code, without a grammar per language: comments, strings, numbers and the
//! words that most languages share. A family of languages is told by how it writes comments; code
//! in a language of no known family stays plain. The classes are `hl-comment`, `hl-string`,
//! `hl-number`, `hl-word`. (W-140)

use super::html::escape;

/// How a family of languages looks.
struct Family {
    languages: &'static [&'static str],
    line_comments: &'static [&'static str],
    block_comment: Option<(&'static str, &'static str)>,
    quotes: &'static [char],
}

const FAMILIES: [Family; 6] = [
    Family {
        languages: &["rs", "rust"],
        line_comments: &["//"],
        block_comment: Some(("/*", "*/")),
        // A single quote may begin a lifetime.
        quotes: &['"'],
    },
    Family {
        languages: &[
            "c",
            "c++",
            "cpp",
            "cs",
            "csharp",
            "css",
            "dart",
            "go",
            "h",
            "hpp",
            "java",
            "javascript",
            "js",
            "json",
            "jsx",
            "kotlin",
            "kt",
            "php",
            "scala",
            "scss",
            "swift",
            "ts",
            "tsx",
            "typescript",
            "zig",
        ],
        line_comments: &["//"],
        block_comment: Some(("/*", "*/")),
        quotes: &['"', '`', '\''],
    },
    Family {
        languages: &[
            "bash",
            "conf",
            "dockerfile",
            "elixir",
            "fish",
            "ini",
            "julia",
            "make",
            "makefile",
            "nix",
            "perl",
            "pl",
            "py",
            "python",
            "r",
            "rb",
            "ruby",
            "sh",
            "shell",
            "toml",
            "yaml",
            "yml",
            "zsh",
        ],
        line_comments: &["#"],
        block_comment: None,
        quotes: &['"', '\''],
    },
    Family {
        languages: &["ada", "elm", "haskell", "hs", "lua", "plsql", "sql", "vhdl"],
        line_comments: &["--"],
        block_comment: None,
        quotes: &['"', '\''],
    },
    Family {
        languages: &["html", "svg", "xhtml", "xml"],
        line_comments: &[],
        block_comment: Some(("<!--", "-->")),
        quotes: &['"'],
    },
    Family {
        languages: &["clojure", "clj", "el", "lisp", "racket", "scheme"],
        line_comments: &[";"],
        block_comment: None,
        quotes: &['"'],
    },
];

/// Words that mean something in several languages; sorted.
const WORDS: [&str; 96] = [
    "abstract",
    "and",
    "as",
    "assert",
    "async",
    "await",
    "begin",
    "bool",
    "boolean",
    "break",
    "case",
    "catch",
    "char",
    "class",
    "const",
    "continue",
    "def",
    "default",
    "delete",
    "do",
    "done",
    "double",
    "elif",
    "else",
    "elsif",
    "end",
    "enum",
    "esac",
    "except",
    "export",
    "extends",
    "extern",
    "false",
    "fi",
    "final",
    "finally",
    "float",
    "fn",
    "for",
    "from",
    "func",
    "function",
    "global",
    "goto",
    "if",
    "impl",
    "implements",
    "import",
    "in",
    "int",
    "interface",
    "is",
    "lambda",
    "let",
    "local",
    "long",
    "loop",
    "match",
    "mod",
    "module",
    "mut",
    "namespace",
    "new",
    "nil",
    "not",
    "null",
    "or",
    "package",
    "pass",
    "private",
    "protected",
    "pub",
    "public",
    "raise",
    "return",
    "self",
    "static",
    "struct",
    "super",
    "switch",
    "then",
    "this",
    "throw",
    "trait",
    "true",
    "try",
    "type",
    "typedef",
    "unsafe",
    "use",
    "using",
    "var",
    "void",
    "where",
    "while",
    "yield",
];

/// Appends `code`, escaped and with its parts marked. `language` is lower case.
pub(super) fn write(out: &mut String, language: &str, code: &str) {
    let Some(family) = FAMILIES.iter().find(|family| family.languages.contains(&language)) else {
        return escape(out, code);
    };
    let mut rest = code;
    while !rest.is_empty() {
        let (class, length) = token(family, rest);
        let (piece, tail) = rest.split_at(length);
        match class {
            Some(class) => {
                out.push_str("<span class=\"hl-");
                out.push_str(class);
                out.push_str("\">");
                escape(out, piece);
                out.push_str("</span>");
            }
            None => escape(out, piece),
        }
        rest = tail;
    }
}

/// The class and the bytes of the next piece, at least one character.
fn token(family: &Family, rest: &str) -> (Option<&'static str>, usize) {
    let first = rest.chars().next().unwrap_or_default();
    if family.line_comments.iter().any(|start| rest.starts_with(start)) {
        return (Some("comment"), rest.find('\n').unwrap_or(rest.len()));
    }
    if let Some((start, end)) = family.block_comment
        && let Some(inside) = rest.strip_prefix(start)
    {
        return (Some("comment"), inside.find(end).map_or(rest.len(), |at| start.len() + at + end.len()));
    }
    if family.quotes.contains(&first) {
        // Passing over the whole line after a lone quote keeps a line of quotes linear.
        let line = rest.find('\n').unwrap_or(rest.len());
        return string(rest, first).map_or((None, line), |length| (Some("string"), length));
    }
    if first.is_alphanumeric() || first == '_' {
        let length = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
        let word = rest.split_at(length).0;
        let class =
            if first.is_ascii_digit() { Some("number") } else { WORDS.binary_search(&word).ok().map(|_| "word") };
        return (class, length);
    }
    let plain = |c: char| !(c.is_alphanumeric() || c == '_' || family.quotes.contains(&c) || "/#-<;".contains(c));
    let length = rest.find(|c: char| !plain(c)).unwrap_or(rest.len());
    (None, length.max(first.len_utf8()))
}

/// Bytes of a string up to its closing quote on the same line.
fn string(rest: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '\n' => return None,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return Some(at + c.len_utf8()),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coloured(language: &str, code: &str) -> String {
        let mut out = String::new();
        write(&mut out, language, code);
        out.replace("<span class=\"hl-", "{").replace("\">", ":").replace("</span>", "}")
    }

    // W-140
    #[test]
    fn parts_of_code_are_marked() {
        assert_eq!(coloured("rust", "let x = 1; // <b>\n"), "{word:let} x = {number:1}; {comment:// &lt;b&gt;}\n");
        assert_eq!(coloured("c", "/* a\nb */ \"c\\\"\" x"), "{comment:/* a\nb */} {string:&quot;c\\&quot;&quot;} x");
        assert_eq!(coloured("python", "if x: # y"), "{word:if} x: {comment:# y}");
        assert_eq!(
            coloured("rust", "fn f<'a>(x: &'static str)\n"),
            "{word:fn} f&lt;&#39;a&gt;(x: &amp;&#39;{word:static} str)\n"
        );
        assert_eq!(coloured("sql", "a -- b"), "a {comment:-- b}");
        assert_eq!(coloured("text", "let \"x\""), "let &quot;x&quot;");
    }

    #[test]
    fn the_words_are_sorted() {
        assert!(WORDS.is_sorted());
    }

    #[test]
    fn unfinished_code_takes_linear_time() {
        for piece in ["\"", "'", "/*", "\\", "<!--", "#", "\"\\"] {
            let code = piece.repeat(100_000);
            let mut out = String::new();
            write(&mut out, "rust", &code);
            assert!(out.len() >= code.len());
        }
    }
}
