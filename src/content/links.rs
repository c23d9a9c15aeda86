//! Addresses in a text: of other posts in the network, and of web pages worth a preview.

use super::markdown;
use super::marks::{self, Kind};
use crate::base::{DiasporaId, Guid};
use url::Url;

/// Linked entities of one text that are worth fetching (spec/federation.md §6.6).
const POSTS: usize = 5;
/// Web addresses of one text that are considered for a preview.
const PAGES: usize = 20;

/// The distinct `diaspora://author/kind/guid` and `web+diaspora://…` addresses in a text, in order,
/// at most 5. `kind` is as written, in lower case: `post`, `comment`, ….
pub fn diaspora(text: &str) -> Vec<(DiasporaId, String, Guid)> {
    let mut posts = Vec::new();
    for mark in marks::scan(text) {
        if let Kind::Post { author, kind, guid } = mark.kind {
            let post = (author, kind, guid);
            if posts.len() < POSTS && !posts.contains(&post) {
                posts.push(post);
            }
        }
    }
    posts
}

/// The distinct http and https addresses a Markdown text links to, in order, at most 20; pictures
/// and code do not count. The preview takes the first of a known provider, else the first.
pub fn pages(text: &str) -> Vec<String> {
    markdown::addresses(text, PAGES)
}

/// The text with addresses of posts replaced as `known` says, and without the directional controls
/// that some programs put around tags. For programs that show the text themselves. (spec/api-v1.md
/// §2.8)
pub fn for_programs(text: &str, known: impl Fn(&DiasporaId, &str, &Guid) -> Option<String>) -> String {
    let text = &before_tags(text);
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for mark in marks::scan(text) {
        let before = text.get(done..mark.span.start).unwrap_or_default();
        let words = text.get(mark.span.clone()).unwrap_or_default();
        match &mark.kind {
            Kind::Post { author, kind, guid } => {
                out.push_str(before);
                out.push_str(known(author, kind, guid).as_deref().unwrap_or(words));
            }
            Kind::Tag(_) | Kind::Mention { .. } => {
                out.push_str(before);
                out.push_str(words);
            }
        }
        done = mark.span.end;
        if matches!(mark.kind, Kind::Tag(_)) {
            let rest = text.get(done..).unwrap_or_default();
            done += rest.len() - rest.trim_start_matches(DIRECTIONAL).len();
        }
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

/// Directional controls before a `#` hide the tag from us, too.
fn before_tags(text: &str) -> String {
    let mut parts = text.split('#');
    let mut out = parts.next().unwrap_or_default().trim_end_matches(DIRECTIONAL).to_owned();
    if !text.contains('#') {
        return text.to_owned();
    }
    let rest: Vec<&str> = parts.collect();
    for (number, part) in rest.iter().enumerate() {
        out.push('#');
        out.push_str(if number + 1 < rest.len() { part.trim_end_matches(DIRECTIONAL) } else { part });
    }
    out
}

/// Controls that change the direction of writing.
const DIRECTIONAL: [char; 11] = [
    '\u{200E}', '\u{200F}', '\u{202A}', '\u{202B}', '\u{202C}', '\u{202D}', '\u{202E}', '\u{2066}', '\u{2067}',
    '\u{2068}', '\u{2069}',
];

/// Schemes that a text may link to.
pub(super) const SCHEMES: [&str; 12] =
    ["ftp", "gemini", "geo", "http", "https", "irc", "ircs", "magnet", "mailto", "mumble", "tel", "xmpp"];

/// An address written by somebody else, made absolute and normal, if a page may link to it.
/// `www.` gets `http://`; everything relative and every scheme that could run something is
/// refused.
pub(super) fn outside(address: &str) -> Option<Url> {
    let address = address.trim();
    let starts_www = address.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."));
    let url = if starts_www { Url::parse(&format!("http://{address}")) } else { Url::parse(address) }.ok()?;
    SCHEMES.contains(&url.scheme()).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn linked_posts_are_listed_once_and_bounded() {
        let text: String =
            (0..9).map(|n| format!("diaspora://a@b.c/post/{n:016} diaspora://a@b.c/post/{n:016}\n")).collect();
        let posts = diaspora(&text);
        assert_eq!(posts.len(), POSTS);
        assert_eq!(
            (posts[1].0.as_str(), posts[1].1.as_str(), posts[1].2.as_str()),
            ("a@b.c", "post", "0000000000000001")
        );
    }

    // W-141, F-244
    #[test]
    fn only_absolute_and_harmless_addresses_may_be_linked() {
        for (address, expected) in [
            ("https://example.com/ä?b=c#d", Some("https://example.com/%C3%A4?b=c#d")),
            ("WWW.example.com", Some("http://www.example.com/")),
            ("mailto:bob@example.com", Some("mailto:bob@example.com")),
            ("xmpp:room@example.com", Some("xmpp:room@example.com")),
            ("HTTP:/\\example.com", Some("http://example.com/")),
            ("javascript:alert(1)", None),
            (" java\nscript:alert(1)", None),
            ("data:text/html,x", None),
            ("vbscript:x", None),
            ("blob:https://x", None),
            ("file:///etc/passwd", None),
            ("/admin", None),
            ("//example.com", None),
            ("?x", None),
            ("", None),
        ] {
            assert_eq!(outside(address).as_ref().map(Url::as_str), expected, "{address}");
        }
    }
}
