//! From page to page by links.

use maud::{Markup, html};

/// A link to the next page, if there is one: `path` with the cursor added to its query.
pub(in crate::web) fn pager(path: &str, name: &str, cursor: Option<&str>) -> Markup {
    html! {
        @if let Some(cursor) = cursor {
            nav.pager aria-label=(name) { a.button rel="next" href=(with_cursor(path, cursor)) { (name) } }
        }
    }
}

fn with_cursor(path: &str, cursor: &str) -> String {
    let (base, query) = path.split_once('?').unwrap_or((path, ""));
    let mut pairs = url::form_urlencoded::Serializer::new(String::new());
    pairs.extend_pairs(url::form_urlencoded::parse(query.as_bytes()).filter(|(key, _)| key != "after"));
    pairs.append_pair("after", cursor);
    format!("{base}?{}", pairs.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_replaces_the_one_before() {
        assert_eq!(with_cursor("/stream", "9.2"), "/stream?after=9.2");
        assert_eq!(with_cursor("/search?q=%23a&after=1", "2"), "/search?q=%23a&after=2");
    }
}
