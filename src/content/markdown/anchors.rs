//! What a text points at: mentions, tags, posts, links, pictures and players.

use super::html::{Writer, escape};
use super::source::Piece;
use super::{Room, sanitise};
use crate::content::marks::Kind;
use crate::content::{links, name, tags};
use comrak::nodes::NodeLink;
use std::borrow::Cow;
use std::fmt::Write;

const AUDIO: [&str; 7] = ["aac", "flac", "m4a", "mp3", "oga", "opus", "wav"];
const VIDEO: [&str; 5] = ["m4v", "mov", "mp4", "ogv", "webm"];

impl Writer<'_> {
    pub(super) fn mark(&mut self, kind: &Kind, words: &str) {
        match kind {
            Kind::Mention { id, name } => {
                let given = name.as_deref().map(shown_name).filter(|name| !name.is_empty());
                match self.links.mention(id) {
                    Some(person) => {
                        let name = given.unwrap_or(person.name);
                        self.inside("mention", &person.href, Some(id.as_str()), &format!("@{name}"));
                    }
                    None => escape(&mut self.out, given.as_deref().unwrap_or(id.as_str())),
                }
            }
            Kind::Tag(word) => match tags::normalise(word) {
                Some(tag) => self.inside("tag", &self.links.tag(&tag), None, words),
                None => escape(&mut self.out, words),
            },
            Kind::Post { author, kind, guid } => match self.links.diaspora(author, kind, guid) {
                Some(href) => self.inside("post-link", &href, None, words),
                None => escape(&mut self.out, words),
            },
        }
    }

    /// A link to a page of this pod, or its words where a link is open already.
    pub(super) fn inside(&mut self, class: &str, href: &str, title: Option<&str>, words: &str) {
        if self.in_link {
            return escape(&mut self.out, words);
        }
        self.out.push_str("<a class=\"");
        self.out.push_str(class);
        self.attribute("\" href", href);
        if let Some(title) = title {
            self.attribute(" title", title);
        }
        self.out.push('>');
        escape(&mut self.out, words);
        self.out.push_str("</a>");
    }

    /// The start of a link to somewhere else.
    pub(super) fn outward(&mut self, href: &str, title: &str) {
        self.attribute("<a href", href);
        if !title.is_empty() {
            self.attribute(" title", title);
        }
        let _ = write!(self.out, " target=\"_blank\" rel=\"{}\">", sanitise::REL);
    }

    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape(&mut self.out, value);
        self.out.push('"');
    }

    pub(super) fn link(&mut self, link: &NodeLink, words: &str) -> Cow<'static, str> {
        let source = self.source;
        // An address in running text may be a person's, not a mailbox.
        if self.in_link || link.url.strip_prefix("mailto:").is_some_and(|address| address == words) {
            return "".into();
        }
        if let [Piece::Mark(Kind::Post { author, kind, guid }, _)] = source.pieces(&link.url).as_slice() {
            let Some(href) = self.links.diaspora(author, kind, guid) else { return "".into() };
            self.attribute("<a class=\"post-link\" href", &href);
            self.out.push('>');
        } else {
            let Some(url) = links::outside(&source.restored(&link.url)) else { return "".into() };
            self.outward(url.as_str(), &source.restored(&link.title));
        }
        (self.in_link, self.verbatim) = (true, shows_itself(link, words));
        "</a>".into()
    }

    pub(super) fn player_for_bare_link(&mut self, link: &NodeLink, words: &str) -> bool {
        let url = links::outside(&self.source.restored(&link.url));
        shows_itself(link, words) && !self.in_link && url.is_some_and(|url| self.player(&url, ""))
    }

    /// An audio or video player that loads on demand, if the address is of a known kind and the
    /// caller offers one of ours for it. (W-144)
    fn player(&mut self, url: &url::Url, title: &str) -> bool {
        let extension =
            url.path().rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default();
        let element = match extension.as_str() {
            extension if AUDIO.contains(&extension) || extension == "ogg" => "audio",
            extension if VIDEO.contains(&extension) => "video",
            _ => return false,
        };
        if self.room == Room::Line || !matches!(url.scheme(), "http" | "https") {
            return false;
        }
        let Some(src) = self.links.media(url.as_str()) else { return false };
        let _ = write!(self.out, "<{element} controls=\"\" preload=\"none\"");
        self.attribute(" src", &src);
        if !title.is_empty() {
            self.attribute(" title", title);
        }
        let _ = write!(self.out, "></{element}>");
        true
    }

    pub(super) fn image(&mut self, link: &NodeLink, words: &str) {
        let source = self.source;
        let Some(url) = links::outside(&source.restored(&link.url)) else { return escape(&mut self.out, words) };
        let title = source.restored(&link.title);
        let web = matches!(url.scheme(), "http" | "https");
        if !self.in_link && self.player(&url, if words.is_empty() { &title } else { words }) {
            return;
        }
        let ours = if web && self.room != Room::Line { self.links.image(url.as_str()) } else { None };
        if let Some(src) = ours {
            self.attribute("<img src", &src);
            self.attribute(" alt", words);
            if !title.is_empty() {
                self.attribute(" title", &title);
            }
            self.out.push_str(" loading=\"lazy\" decoding=\"async\">");
            return;
        }
        let words = if words.trim().is_empty() { url.as_str() } else { words };
        if self.in_link {
            return escape(&mut self.out, words);
        }
        self.outward(url.as_str(), &title);
        escape(&mut self.out, words);
        self.out.push_str("</a>");
    }
}

/// Whether a link's words are its address.
fn shows_itself(link: &NodeLink, words: &str) -> bool {
    link.url == words || link.url.strip_prefix("http://").is_some_and(|rest| rest == words)
}

fn shown_name(given: &str) -> String {
    name::clean(given, usize::MAX).unwrap_or_default()
}
