//! Markdown, as the network writes it, to HTML that a page can show and to plain text.
//!
//! A text goes through four steps: its marks (mentions, tags, post addresses) are set aside
//! (`source`), comrak reads the rest into a tree, our own writer turns the tree into HTML in which
//! nothing of the author's HTML survives except a few bare tags (`html`), and ammonia checks the
//! result against an allow-list (`sanitise`), so that a mistake in one step is caught by another.
//! Links open in a new tab, pictures and players appear only where the caller offers an address
//! of this pod for them. (spec/features.md §5.4, spec/federation.md §6.6)

mod anchors;
mod highlight;
pub(super) mod html;
mod plain;
mod sanitise;
mod source;
mod typography;

use crate::base::{DiasporaId, Guid};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Characters of a title made from text.
const TITLE: usize = 70;
/// Characters of a title made from a heading.
const HEADING: usize = 200;

/// HTML that is safe to put into a page as it is. Only this module makes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<Html> for String {
    fn from(html: Html) -> Self {
        html.0
    }
}

/// How much room the text gets on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// A post or a biography: everything, headings from `h3` down.
    Post,
    /// A comment or message: everything, headings from `h4` down.
    Comment,
    /// One line, such as a location: emphasis, links, tags and mentions; no blocks, no pictures.
    Line,
}

/// A person a mention can be linked to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mentioned {
    /// The person's current name, without `@`.
    pub name: String,
    /// The address of the profile on this pod.
    pub href: String,
}

/// What a text refers to, looked up by the caller. Every answer is an address of this pod and is
/// trusted: it must not be copied from outside input.
pub trait Links {
    /// The person behind a mention; `None` shows the name or address as plain text.
    fn mention(&self, id: &DiasporaId) -> Option<Mentioned>;
    /// The address of a tag's page. `tag` is normalised: lower case, without `#`.
    fn tag(&self, tag: &str) -> String;
    /// The local page of an entity linked by `diaspora://`; `None` if it is unknown here or its
    /// stored author is somebody else.
    fn diaspora(&self, author: &DiasporaId, kind: &str, guid: &Guid) -> Option<String>;
    /// Our proxied address for a remote picture (absolute http or https); `None` makes it a link.
    fn image(&self, url: &str) -> Option<String>;
    /// Our proxied address for a remote audio or video file; `None` keeps it a link.
    fn media(&self, url: &str) -> Option<String> {
        let _ = url;
        None
    }
}

/// Links that know nothing: for plain text where names need no look-up.
#[derive(Clone, Copy, Debug)]
pub struct Unlinked;

impl Links for Unlinked {
    fn mention(&self, _: &DiasporaId) -> Option<Mentioned> {
        None
    }
    fn tag(&self, tag: &str) -> String {
        format!("/tags/{tag}")
    }
    fn diaspora(&self, _: &DiasporaId, _: &str, _: &Guid) -> Option<String> {
        None
    }
    fn image(&self, _: &str) -> Option<String> {
        None
    }
}

/// Renders a text for a page. Blocks carry `dir="auto"`.
pub fn render(text: &str, links: &dyn Links, room: Room) -> Html {
    let html = guarded(|| source::read(text, |source, root| html::write(source, root, links, room)));
    Html(html.map_or_else(|| literal(text), |html| sanitise::clean(&html)))
}

/// The text without Markdown, for feeds, mails, meta tags and notifications: blocks on lines of
/// their own, links and pictures by their words, mentions as `@Name`.
pub fn plain(text: &str, links: &dyn Links) -> String {
    guarded(|| source::read(text, |source, root| plain::write(source, root, links))).unwrap_or_else(|| text.to_owned())
}

/// A title for pages and notifications: the heading the text begins with, else its first 70
/// characters; in one line, cut at a word. Empty if the text is. (W-158)
pub fn title(text: &str, links: &dyn Links) -> String {
    let heading = guarded(|| source::read(text, |source, root| plain::heading(source, root, links))).flatten();
    match heading {
        Some(heading) => shorten(&heading, HEADING),
        None => shorten(&plain(text, links), TITLE),
    }
}

/// Whether a post is long enough to be folded in a stream: above about twelve lines on a narrow
/// screen, a picture counting as most of them. (W-157)
pub fn is_long(text: &str) -> bool {
    const LINES: usize = 12;
    const PER_LINE: usize = 60;
    const PER_PICTURE: usize = 8;
    let lines: usize = text.lines().map(|line| 1 + line.chars().count() / PER_LINE).sum();
    lines + text.matches("![").count() * PER_PICTURE > LINES
}

/// One line of at most `most` characters; what is cut off leaves an ellipsis.
pub fn shorten(text: &str, most: usize) -> String {
    // Words beyond the limit need not be looked at.
    let mut line = String::new();
    let mut count = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        let gap = usize::from(!line.is_empty());
        if count + gap + length > most {
            return cut(line, count, word, most);
        }
        if gap == 1 {
            line.push(' ');
        }
        line.push_str(word);
        count += gap + length;
    }
    line
}

/// Ends a line of `count` characters before `word`, or inside it where the line would get too short.
fn cut(mut line: String, count: usize, word: &str, most: usize) -> String {
    if count >= most / 2 {
        if count == most {
            line.pop();
        }
    } else {
        if !line.is_empty() {
            line.push(' ');
        }
        let room = most.saturating_sub(line.chars().count() + 1);
        line.extend(word.chars().take(room));
    }
    line.truncate(line.trim_end().len());
    line.push('…');
    line
}

/// The distinct web addresses a text links to, at most `most`.
pub(super) fn addresses(text: &str, most: usize) -> Vec<String> {
    guarded(|| source::read(text, |source, root| source::addresses(source, root, most))).unwrap_or_default()
}

/// Runs a step that reads hostile input with code that is not ours. A text that makes the parser
/// panic is shown literally instead of taking its page down, again and again, for all who see it.
fn guarded<R>(step: impl FnOnce() -> R) -> Option<R> {
    catch_unwind(AssertUnwindSafe(step)).ok()
}

fn literal(text: &str) -> String {
    let mut out = String::from("<p dir=\"auto\">");
    html::escape(&mut out, text);
    out.push_str("</p>");
    out
}

#[cfg(test)]
mod tests;
