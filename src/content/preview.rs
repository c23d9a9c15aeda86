//! What a linked page says about itself, read out of what its server sent.
//!
//! Two sources: OpenGraph, the `meta` elements of any page, and oEmbed, the JSON answers of a few
//! providers. Only those few may put a player into our pages, and only the address of the player
//! is taken from them, never their markup; it has to lie where that provider keeps its players.
//! Reading is linear in the input. (spec/features.md §5.11, W-155, W-156)

use super::markdown::{html, shorten};
use scraper::{Html, Selector};
use std::collections::HashMap;
use url::Url;

/// Characters of a title.
const TITLE: usize = 255;
/// Characters of a description.
const DESCRIPTION: usize = 1_000;
/// Bytes of a page that are looked at; what describes it stands at its beginning.
const LOOK_AT: usize = 512 * 1024;
/// Bytes of markup that a provider may send for its player.
const MARKUP: usize = 16 * 1024;
/// The widest and highest player that is asked for.
const SIDE: u32 = 420;

/// A linked page in a few words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    pub title: String,
    /// May be empty.
    pub description: String,
    /// Absolute, http or https.
    pub image: Option<String>,
    pub player: Option<Player>,
}

/// Something that plays inside our page, once somebody asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Player {
    pub src: String,
    pub width: u32,
    pub height: u32,
}

/// A site whose players are trusted.
#[derive(Debug, PartialEq, Eq)]
pub struct Provider {
    /// Hosts of its pages; `www.` and `m.` are left off before comparing.
    hosts: &'static [&'static str],
    /// Where it answers for a page; the page's address is added.
    answers: &'static str,
    /// How the addresses of its players begin.
    players: &'static [&'static str],
}

/// The list. Sites that want a key, or that would run their own script in our page, are not on it:
/// their links are read like any other page.
const PROVIDERS: &[Provider] = &[
    Provider {
        hosts: &["youtube.com", "youtu.be", "music.youtube.com"],
        answers: "https://www.youtube.com/oembed?format=json",
        players: &["https://www.youtube-nocookie.com/embed/"],
    },
    Provider {
        hosts: &["vimeo.com"],
        answers: "https://vimeo.com/api/oembed.json?dnt=1",
        players: &["https://player.vimeo.com/video/"],
    },
    Provider {
        hosts: &["soundcloud.com"],
        answers: "https://soundcloud.com/oembed?format=json",
        players: &["https://w.soundcloud.com/player/"],
    },
    Provider {
        hosts: &["dailymotion.com", "dai.ly"],
        answers: "https://www.dailymotion.com/services/oembed?format=json",
        players: &["https://www.dailymotion.com/embed/", "https://geo.dailymotion.com/player"],
    },
    Provider {
        hosts: &["mixcloud.com"],
        answers: "https://app.mixcloud.com/oembed/?format=json",
        players: &["https://player-widget.mixcloud.com/widget/", "https://www.mixcloud.com/widget/"],
    },
    Provider {
        hosts: &["media.ccc.de"],
        answers: "https://media.ccc.de/public/oembed?format=json",
        players: &["https://media.ccc.de/v/"],
    },
    Provider {
        hosts: &["flickr.com", "flic.kr"],
        answers: "https://www.flickr.com/services/oembed/?format=json",
        players: &[],
    },
];

/// Players named by pages instead of by an answer: of this site alone.
const BANDCAMP: &str = "https://bandcamp.com/EmbeddedPlayer/";

/// The hosts that players come from, as the policy of our pages has to name them.
pub const PLAYER_HOSTS: &[&str] = &[
    "https://bandcamp.com",
    "https://geo.dailymotion.com",
    "https://media.ccc.de",
    "https://player-widget.mixcloud.com",
    "https://player.vimeo.com",
    "https://w.soundcloud.com",
    "https://www.dailymotion.com",
    "https://www.mixcloud.com",
    "https://www.youtube-nocookie.com",
];

/// The provider of a page.
pub fn provider(url: &str) -> Option<&'static Provider> {
    let url = Url::parse(url).ok()?;
    let host = url.host_str()?;
    let host = host.strip_prefix("www.").or_else(|| host.strip_prefix("m.")).unwrap_or(host);
    // The front page of a site has nothing to play.
    if url.path().len() < 2 {
        return None;
    }
    PROVIDERS.iter().find(|provider| provider.hosts.contains(&host))
}

impl Provider {
    /// Where to ask for the preview of a page.
    pub fn endpoint(&self, page: &str) -> Option<String> {
        let mut url = Url::parse(self.answers).ok()?;
        url.query_pairs_mut()
            .append_pair("url", page)
            .append_pair("maxwidth", &SIDE.to_string())
            .append_pair("maxheight", &SIDE.to_string());
        Some(url.into())
    }

    /// Reads its answer.
    pub fn read(&self, json: &[u8]) -> Option<Card> {
        let answer: serde_json::Value = serde_json::from_slice(json).ok()?;
        let text = |name: &str| answer.get(name).and_then(serde_json::Value::as_str).unwrap_or_default();
        let image = match text("type") {
            "photo" => text("url"),
            _ => text("thumbnail_url"),
        };
        let title = shorten(text("title"), TITLE);
        let card = Card {
            title: if title.is_empty() { shorten(text("provider_name"), TITLE) } else { title },
            description: shorten(text("author_name"), DESCRIPTION),
            image: web(image),
            player: self.player(text("html")),
        };
        (!card.title.is_empty()).then_some(card)
    }

    fn player(&self, markup: &str) -> Option<Player> {
        let frame = Selector::parse("iframe[src]").ok()?;
        if markup.len() > MARKUP {
            return None;
        }
        let fragment = Html::parse_fragment(markup);
        let element = fragment.select(&frame).next()?.value();
        let src =
            element.attr("src")?.replace("https://www.youtube.com/embed/", "https://www.youtube-nocookie.com/embed/");
        let side = |name: &str, otherwise: u32| {
            element.attr(name).and_then(|text| text.parse().ok()).unwrap_or(otherwise).clamp(60, 1_200)
        };
        let src = trusted(&src, self.players)?;
        Some(Player { src, width: side("width", SIDE), height: side("height", 240) })
    }
}

/// Reads a page: OpenGraph first, then what the page says of itself without it. A card needs a
/// title, and a picture or a description beside it.
pub fn page(url: &str, html: &str) -> Option<Card> {
    let html = clipped(html);
    let base = Url::parse(url).ok()?;
    let meta = metas(html);
    let first = |names: &[&str]| names.iter().find_map(|name| meta.get(*name)).map(String::as_str).unwrap_or_default();
    let own_title = title_element(html);
    let title = shorten(first(&["og:title", "twitter:title"]), TITLE);
    let image = first(&["og:image:secure_url", "og:image", "og:image:url", "twitter:image"]);
    let card = Card {
        title: if title.is_empty() { shorten(&own_title, TITLE) } else { title },
        description: shorten(first(&["og:description", "twitter:description", "description"]), DESCRIPTION),
        image: Some(image).filter(|image| !image.is_empty()).and_then(|image| web(base.join(image).ok()?.as_str())),
        player: bandcamp(&base, first(&["og:video:secure_url", "og:video", "og:video:url"])),
    };
    (!card.title.is_empty() && (card.image.is_some() || !card.description.is_empty())).then_some(card)
}

fn bandcamp(page: &Url, video: &str) -> Option<Player> {
    let host = page.host_str().filter(|host| *host == "bandcamp.com" || host.ends_with(".bandcamp.com"));
    host.and_then(|_| trusted(video, &[BANDCAMP])).map(|src| Player { src, width: SIDE, height: 240 })
}

/// The address, if it lies where players of this kind are kept.
/// The markup of a player, for programs that show one.
pub fn frame(src: &str, width: u32, height: u32) -> String {
    let mut frame = String::from("<iframe src=\"");
    html::escape(&mut frame, src);
    frame.push_str(&format!("\" width=\"{width}\" height=\"{height}\"></iframe>"));
    frame
}

fn trusted(src: &str, players: &[&str]) -> Option<String> {
    let url = Url::parse(src).ok()?;
    players.iter().any(|start| url.as_str().starts_with(start)).then(|| url.into())
}

fn web(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    matches!(url.scheme(), "http" | "https").then(|| url.into())
}

fn clipped(html: &str) -> &str {
    let mut end = html.len().min(LOOK_AT);
    while !html.is_char_boundary(end) {
        end -= 1;
    }
    html.get(..end).unwrap_or_default()
}

/// The first value of every `meta` element, by its `property` or `name` in lower case.
fn metas(html: &str) -> HashMap<String, String> {
    let mut found = HashMap::new();
    let mut rest = html;
    while let Some((attributes, after)) = next_meta(rest) {
        rest = after;
        let value = |name: &str| attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value);
        if let (Some(key), Some(content)) = (value("property").or_else(|| value("name")), value("content")) {
            let content = decoded(content);
            if !content.trim().is_empty() {
                found.entry(key.trim().to_ascii_lowercase()).or_insert(content);
            }
        }
    }
    found
}

type Attributes = Vec<(String, String)>;

/// The attributes of the next `meta` element, and what follows it.
fn next_meta(html: &str) -> Option<(Attributes, &str)> {
    let mut rest = html;
    loop {
        let (_, tail) = rest.split_once('<')?;
        rest = tail;
        let (Some(name), Some(inner)) = (tail.get(..4), tail.get(4..)) else { continue };
        if name.eq_ignore_ascii_case("meta") && inner.starts_with(|c: char| c.is_ascii_whitespace() || c == '/') {
            return Some(attributes(inner));
        }
    }
}

/// Reads attributes up to the end of the element.
fn attributes(element: &str) -> (Attributes, &str) {
    let mut found = Vec::new();
    let mut rest = element;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return (found, rest);
        }
        if let Some(after) = rest.strip_prefix('>') {
            return (found, after);
        }
        let ends = |c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/');
        let length = rest.find(ends).unwrap_or(rest.len()).max(rest.chars().next().map_or(0, char::len_utf8));
        let (name, tail) = rest.split_at(length);
        let (value, tail) = match tail.trim_start().strip_prefix('=') {
            Some(tail) => attribute_value(tail.trim_start()),
            None => ("", tail),
        };
        found.push((name.to_ascii_lowercase(), value.to_owned()));
        rest = tail;
    }
}

fn attribute_value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            return inner.split_once(quote).unwrap_or((inner, ""));
        }
    }
    let end = text.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(text.len());
    text.split_at(end)
}

fn title_element(html: &str) -> String {
    let lower = html.to_ascii_lowercase();
    let inner = lower.find("<title").and_then(|start| {
        let from = start + lower.get(start..)?.find('>')? + 1;
        let to = from + lower.get(from..)?.find("</title")?;
        html.get(from..to)
    });
    inner.map(decoded).unwrap_or_default()
}

/// Text with its character references resolved. Markup in it is text.
fn decoded(text: &str) -> String {
    let short: String = text.chars().take(4 * DESCRIPTION).collect();
    if !short.contains('&') {
        return short;
    }
    Html::parse_fragment(&short.replace('<', "&lt;")).root_element().text().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    // W-156
    #[test]
    fn a_page_says_what_it_is_about() {
        let html = "<!doctype html><html><head><title>Plain</title>\
            <META property='og:title' content=\"Bread &amp; butter &eacute;\"/>\
            <meta content=/pictures/loaf.png property=og:image>\
            <meta name=\"description\" content=\"plain words\">\
            <meta property=\"og:description\" content=\"How to <b>bake</b>\">\
            <meta property=\"og:title\" content=\"second\"></head><body>";
        let card = page("https://bakery.example/a/b", html).unwrap();
        assert_eq!(card.title, "Bread & butter é");
        assert_eq!(card.description, "How to <b>bake</b>");
        assert_eq!(card.image.as_deref(), Some("https://bakery.example/pictures/loaf.png"));
        assert_eq!(card.player, None);
    }

    #[test]
    fn a_page_without_words_or_pictures_has_no_card() {
        for html in [
            "",
            "<title>Only a title</title>",
            "<meta property=og:image content=https://a.example/x.png>",
            "<meta",
            "<",
        ] {
            assert_eq!(page("https://a.example/x", html), None, "{html}");
        }
        let plain = page("https://a.example/x", "<title>A\n title</title><meta name=description content='of words'>");
        assert_eq!(plain.map(|card| (card.title, card.description)), Some(("A title".into(), "of words".into())));
        let script = "<meta property=og:title content=x><meta property=og:image content='javascript:alert(1)'>";
        assert_eq!(page("https://a.example/", script), None);
    }

    // W-155: only the address is taken, and only from where the provider keeps its players.
    #[test]
    fn players_come_from_trusted_providers_only() {
        let url = "https://www.youtube.com/watch?v=abc";
        let youtube = provider(url).unwrap();
        let endpoint = youtube.endpoint(url).unwrap();
        assert!(endpoint.starts_with("https://www.youtube.com/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com"));
        let answer = |src: &str| {
            serde_json::json!({
                "type": "video", "title": "A film", "author_name": "Somebody",
                "thumbnail_url": "https://i.ytimg.com/vi/abc/hq.jpg",
                "html": format!("<iframe width=\"356\" height=\"200\" src=\"{src}\" onload=\"x()\"></iframe>"),
            })
            .to_string()
        };
        let card = youtube.read(answer("https://www.youtube.com/embed/abc?feature=oembed").as_bytes()).unwrap();
        let player = card.player.unwrap();
        assert_eq!(player.src, "https://www.youtube-nocookie.com/embed/abc?feature=oembed");
        assert_eq!((player.width, player.height, card.title.as_str()), (356, 200, "A film"));
        for foreign in [
            "https://evil.example/embed/abc",
            "javascript:alert(1)",
            "https://www.youtube-nocookie.com.evil.example/embed/x",
        ] {
            assert_eq!(youtube.read(answer(foreign).as_bytes()).unwrap().player, None, "{foreign}");
        }
        assert!(provider("https://youtube.com.evil.example/watch?v=abc").is_none());
        assert!(provider("https://www.youtube.com/").is_none());
        assert!(youtube.read(b"not json").is_none() && youtube.read(b"[]").is_none());
    }

    #[test]
    fn bandcamp_names_its_player_in_the_page() {
        let html = "<meta property=og:title content=Song><meta property=og:image content=https://f.example/a.jpg>\
            <meta property=og:video content=https://bandcamp.com/EmbeddedPlayer/v=2/track=1/>";
        assert!(page("https://band.bandcamp.com/track/song", html).unwrap().player.is_some());
        assert!(page("https://other.example/track/song", html).unwrap().player.is_none());
    }

    #[test]
    fn every_player_is_in_the_policy() {
        let starts = PROVIDERS.iter().flat_map(|provider| provider.players).chain([&BANDCAMP]);
        for start in starts {
            assert!(PLAYER_HOSTS.iter().any(|host| start.starts_with(&format!("{host}/"))), "{start}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_page_is_read(html in "(<meta |<title>|</title>|[a-z:=\"'<>/& ]{0,12}|\\PC){0,60}") {
            let _ = page("https://a.example/x", &html);
        }
    }
}
