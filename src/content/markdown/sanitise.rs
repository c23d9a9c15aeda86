//! The allow-list: the last gate before a page. (H-126, W-141)

use ammonia::{Builder, UrlRelative};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What links out of the pod carry.
pub(super) const REL: &str = "noopener noreferrer nofollow ugc";

const TAGS: [&str; 42] = [
    "a",
    "audio",
    "b",
    "blockquote",
    "br",
    "code",
    "del",
    "em",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];
const ATTRIBUTES: [(&str, &[&str]); 12] = [
    ("a", &["class", "href", "id", "rel", "target", "title"]),
    ("audio", &["class", "controls", "preload", "src", "title"]),
    ("code", &["class"]),
    ("img", &["alt", "class", "decoding", "loading", "src", "title"]),
    ("li", &["id"]),
    ("ol", &["start"]),
    ("section", &["class"]),
    ("span", &["class"]),
    ("sup", &["class"]),
    ("td", &["align"]),
    ("th", &["align"]),
    ("video", &["class", "controls", "preload", "src", "title"]),
];
/// Elements whose direction follows their own first letter (W-145).
const DIRECTED: [&str; 9] = ["blockquote", "h3", "h4", "h5", "h6", "ol", "p", "table", "ul"];

static GATE: LazyLock<Builder<'static>> = LazyLock::new(gate);

/// The markup with everything dropped that is not on the list.
pub(super) fn clean(html: &str) -> String {
    GATE.clean(html).to_string()
}

fn gate() -> Builder<'static> {
    let attributes: HashMap<_, HashSet<_>> =
        ATTRIBUTES.iter().map(|(tag, names)| (*tag, names.iter().copied().collect())).collect();
    let mut builder = Builder::empty();
    builder
        .tags(TAGS.into_iter().collect())
        .clean_content_tags(["script", "style"].into_iter().collect())
        .tag_attributes(attributes)
        .url_schemes(crate::content::links::SCHEMES.into_iter().collect())
        .url_relative(UrlRelative::PassThrough)
        // The writer sets it itself, on links out of the pod only.
        .link_rel(None)
        .strip_comments(true)
        .attribute_filter(attribute);
    for tag in DIRECTED {
        builder.set_tag_attribute_value(tag, "dir", "auto");
    }
    builder
}

/// Values that only our own writer produces.
fn attribute<'v>(_: &str, name: &str, value: &'v str) -> Option<Cow<'v, str>> {
    let fits = match name {
        "class" => value.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'+' | b' ')),
        "id" => value.starts_with("fn-") || value.starts_with("fnref-"),
        "rel" => value == REL,
        "target" => value == "_blank",
        "preload" => value == "none",
        "loading" => value == "lazy",
        "decoding" => value == "async",
        "align" => matches!(value, "left" | "center" | "right"),
        "start" => value.bytes().all(|byte| byte.is_ascii_digit()),
        "href" => !value.starts_with("//"),
        // Pictures and players come from this pod or, where pages of a feed need it, absolute.
        "src" => !value.starts_with("//") && (value.starts_with('/') || value.starts_with("http")),
        _ => true,
    };
    fits.then_some(Cow::Borrowed(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    // H-126: the gate holds by itself, whatever the writer before it lets through.
    #[test]
    fn the_gate_alone_stops_what_runs() {
        for html in [
            "<script>alert(1)</script>",
            "<style>*{}</style>",
            "<iframe src=https://x></iframe>",
            "<object data=x></object><embed src=x>",
            "<svg onload=alert(1)><a xlink:href='javascript:x'>",
            "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
            "<form action=/x><input name=y><button>z</button></form>",
            "<base href=//x><meta http-equiv=refresh content=0><link rel=stylesheet href=x>",
            "<!-- <script> -->",
            "<template><script></template>",
        ] {
            assert!(!clean(html).contains('<'), "{html} gives {}", clean(html));
        }
        for (html, expected) in [
            ("<a href='javascript:x' onclick=y style=z id=body>a</a>", "<a>a</a>"),
            ("<a href='//x.y' rel=me target=_top>a</a>", "<a>a</a>"),
            ("<img src='data:image/svg+xml,x' onerror=y>", "<img>"),
            ("<p class='a\"b' dir=rtl>x", "<p dir=\"auto\">x</p>"),
            ("<code class='language-c++'>x</code>", "<code class=\"language-c++\">x</code>"),
        ] {
            assert_eq!(clean(html), expected);
        }
    }
}
