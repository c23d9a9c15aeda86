//! The hCard: an HTML page that carries a person's guid, name, pictures and public key.
//!
//! Programs read it by class names and ignore the rest; so do we. The markup served here is
//! plain, since no human looks at it. spec: §1.4, §1.5

use super::keys::PublicKey;
use crate::base::limits::{FULL_NAME, NAME, SHORT};
use crate::base::{Guid, PodUrl};
use scraper::{ElementRef, Html, Selector};
use std::fmt::{self, Write};
use url::Url;

/// Media type of the page.
pub const CONTENT_TYPE: &str = "text/html; charset=utf-8";

/// Opening tags in a page that we are willing to parse, and half of the number of all tags: the
/// time to parse grows with the square of the depth, and hostile pages are nothing but depth.
const TAGS: usize = 8_000;

/// What the card of one of our people says.
#[derive(Clone, Copy, Debug)]
pub struct Person<'a> {
    /// Guid of the person.
    pub guid: &'a Guid,
    /// User name.
    pub nickname: &'a str,
    /// First and last name together, or the user name.
    pub full_name: &'a str,
    /// First name; may be empty.
    pub first_name: &'a str,
    /// Last name; may be empty.
    pub last_name: &'a str,
    /// Whether strangers may find the person by name.
    pub searchable: bool,
    /// The key that verifies the person's messages.
    pub key: &'a PublicKey,
    /// Absolute addresses of the pictures of 300, 100 and 50 pixels.
    pub photos: [&'a str; 3],
    /// Address of our pod.
    pub pod: &'a PodUrl,
}

/// What a card told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Guid of the person.
    pub guid: Guid,
    /// The key that verifies the person's messages.
    pub key: PublicKey,
    /// First and last name together; may be empty.
    pub full_name: String,
    /// First name; may be empty.
    pub first_name: String,
    /// Last name; may be empty.
    pub last_name: String,
    /// Absolute addresses of the pictures of 300, 100 and 50 pixels, as far as there are any.
    pub photos: [Option<String>; 3],
    /// Whether strangers may find the person by name.
    pub searchable: bool,
}

/// Why a card is of no use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HcardError {
    /// Not UTF-8, or too much markup.
    Document,
    /// No valid guid.
    Guid,
    /// No name, or one that breaks the rules.
    Name,
    /// No RSA key in PEM.
    Key,
    /// Not a single picture where they are expected.
    Photo,
}

/// The card of one of our people.
pub fn document(person: &Person<'_>) -> String {
    let mut out = String::from("<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"UTF-8\">\n<title>");
    escape(person.full_name, &mut out);
    out.push_str("</title>\n</head>\n<body>\n<div class=\"entity_profile vcard author\">\n");
    field(&mut out, "uid", "uid", person.guid.as_str());
    field(&mut out, "nickname", "nickname", person.nickname);
    field(&mut out, "full_name", "fn", person.full_name);
    field(&mut out, "searchable", "searchable", if person.searchable { "true" } else { "false" });
    entry(&mut out, "key", "<pre class=\"key\">", &person.key.to_pem(), "</pre>");
    field(&mut out, "first_name", "given_name", person.first_name);
    field(&mut out, "family_name", "family_name", person.last_name);
    let location = format!("<a id=\"pod_location\" class=\"url\" rel=\"me\" href=\"{}\">", person.pod);
    entry(&mut out, "url", &location, person.pod.as_str(), "</a>");
    for ((name, size), address) in
        [("photo", 300), ("photo_medium", 100), ("photo_small", 50)].into_iter().zip(person.photos)
    {
        let image = format!("<img class=\"photo avatar\" width=\"{size}\" height=\"{size}\" alt=\"\" src=\"");
        entry(&mut out, name, &image, address, "\">");
    }
    out.push_str("</div>\n</body>\n</html>\n");
    out
}

fn field(out: &mut String, name: &str, class: &str, text: &str) {
    entry(out, name, &format!("<span class=\"{class}\">"), text, "</span>");
}

fn entry(out: &mut String, name: &str, before: &str, text: &str, after: &str) {
    // Writing to a string cannot fail.
    let _ = write!(out, "<dl class=\"entity_{name}\">\n<dt>{name}</dt>\n<dd>{before}");
    escape(text, out);
    out.push_str(after);
    out.push_str("</dd>\n</dl>\n");
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

/// Reads the card of somebody elsewhere; relative addresses of pictures are relative to `seed`.
/// Pictures may be missing in some sizes, guid, name and key may not.
pub fn parse(html: &[u8], seed: &PodUrl) -> Result<Card, HcardError> {
    let html = std::str::from_utf8(html).map_err(|_| HcardError::Document)?;
    let opening = html.as_bytes().windows(2).filter(|pair| matches!(pair, [b'<', next] if *next != b'/')).count();
    if opening > TAGS || html.bytes().filter(|byte| *byte == b'<').count() > 2 * TAGS {
        return Err(HcardError::Document);
    }
    let page = Page(Html::parse_document(html));
    let full_name = page.text(".fn").filter(|name| valid(name, FULL_NAME)).ok_or(HcardError::Name)?;
    let part = |selector| page.text(selector).unwrap_or_default();
    let (first_name, last_name) = (part(".given_name"), part(".family_name"));
    if !valid(&first_name, NAME) || !valid(&last_name, NAME) {
        return Err(HcardError::Name);
    }
    let photos = [".entity_photo .photo[src]", ".entity_photo_medium .photo[src]", ".entity_photo_small .photo[src]"]
        .map(|selector| page.photo(selector, seed));
    if photos.iter().all(Option::is_none) {
        return Err(HcardError::Photo);
    }
    Ok(Card {
        guid: page.text(".uid").and_then(|text| Guid::parse(&text).ok()).ok_or(HcardError::Guid)?,
        key: page.text(".key").and_then(|text| PublicKey::from_pem(&text).ok()).ok_or(HcardError::Key)?,
        full_name,
        first_name,
        last_name,
        photos,
        searchable: page.text(".searchable").is_some_and(|text| text == "true"),
    })
}

fn valid(name: &str, most: usize) -> bool {
    !name.contains(';') && name.chars().count() <= most
}

struct Page(Html);

impl Page {
    fn first(&self, selector: &str) -> Option<ElementRef<'_>> {
        let selector = Selector::parse(selector).ok()?;
        self.0.select(&selector).next()
    }

    fn text(&self, selector: &str) -> Option<String> {
        Some(self.first(selector)?.text().collect::<String>().trim().to_owned())
    }

    fn photo(&self, selector: &str, seed: &PodUrl) -> Option<String> {
        let address = self.first(selector)?.value().attr("src")?.trim();
        let address = Url::parse(seed.as_str()).ok()?.join(address).ok()?;
        let usable = matches!(address.scheme(), "http" | "https") && address.as_str().len() <= SHORT;
        usable.then(|| address.into())
    }
}

impl fmt::Display for HcardError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Document => "the hCard is no readable page",
            Self::Guid => "the hCard has no valid guid",
            Self::Name => "the hCard has no valid name",
            Self::Key => "the hCard has no RSA key",
            Self::Photo => "the hCard has no picture",
        })
    }
}

impl std::error::Error for HcardError {}

#[cfg(test)]
mod tests {
    use super::super::testing::{BOB, CAROL, guid, key};
    use super::*;

    fn pod() -> PodUrl {
        PodUrl::parse("https://pod.example").expect("a pod")
    }

    fn served(name: &str) -> String {
        document(&Person {
            guid: &guid(1),
            nickname: "ada",
            full_name: name,
            first_name: name,
            last_name: "",
            searchable: true,
            key: key(BOB).public(),
            photos: ["https://pod.example/l.png?a&b", "https://pod.example/m.png", "https://pod.example/s.png"],
            pod: &pod(),
        })
    }

    // F-006, F-007
    #[test]
    fn our_card_holds_everything_that_programs_look_for() {
        let html = served("Ada <L> & \"Co\"");
        let card = parse(html.as_bytes(), &pod()).expect("our own card");
        assert_eq!(card.guid, guid(1));
        assert_eq!(&card.key, key(BOB).public());
        assert_eq!((card.full_name.as_str(), card.first_name.as_str()), ("Ada <L> & \"Co\"", "Ada <L> & \"Co\""));
        assert_eq!(card.photos[0].as_deref(), Some("https://pod.example/l.png?a&b"));
        assert!(card.searchable);
        assert!(html.contains("-----BEGIN PUBLIC KEY-----"));
        let page = Page(Html::parse_document(&html));
        for selector in ["uid", "fn", "key", "given_name", "family_name", "nickname", "searchable"]
            .map(|it| format!("div.vcard .{it}"))
        {
            assert_eq!(page.0.select(&Selector::parse(&selector).expect("a selector")).count(), 1, "{selector}");
        }
        assert_eq!(
            page.text("div.vcard a#pod_location[href='https://pod.example/']").as_deref(),
            Some("https://pod.example/")
        );
        for (class, size) in [("photo", "300"), ("photo_medium", "100"), ("photo_small", "50")] {
            let image = format!("div.vcard dl.entity_{class} img.photo[width='{size}'][height='{size}']");
            assert!(page.first(&image).is_some(), "{image}");
        }
    }

    // F-022
    #[test]
    fn guid_name_and_key_are_needed_and_pictures_in_one_size() {
        let html = served("Ada");
        let without = |class: &str| parse(html.replace(class, "class=\"gone\"").as_bytes(), &pod());
        assert_eq!(without("class=\"uid\""), Err(HcardError::Guid));
        assert_eq!(without("class=\"fn\""), Err(HcardError::Name));
        assert_eq!(without("class=\"key\""), Err(HcardError::Key));
        let card = without("class=\"entity_photo_medium\"").expect("a card with two pictures");
        assert_eq!(card.photos.map(|photo| photo.is_some()), [true, false, true]);
        assert_eq!(without("class=\"photo avatar\""), Err(HcardError::Photo));
    }

    // F-023, F-024
    #[test]
    fn keys_come_in_two_forms_and_nothing_else_is_a_key() {
        let spki = key(CAROL).public().to_pem();
        let html = served("Ada").replace(&key(BOB).public().to_pem(), &format!("\n{spki}\n"));
        assert_eq!(parse(html.as_bytes(), &pod()).map(|card| card.key.bits()), Ok(1024));
        for bad in ["", "garbage", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"] {
            assert_eq!(parse(html.replace(&spki, bad).as_bytes(), &pod()), Err(HcardError::Key), "{bad}");
        }
    }

    // F-025, F-244
    #[test]
    fn picture_addresses_become_absolute_or_vanish() {
        let html = served("Ada")
            .replace("https://pod.example/m.png", "/m.png")
            .replace("https://pod.example/s.png", "javascript:alert(1)");
        let photos = parse(html.as_bytes(), &pod()).expect("a card").photos;
        assert_eq!(photos[1].as_deref(), Some("https://pod.example/m.png"));
        assert_eq!(photos[2], None);
    }

    #[test]
    fn hostile_pages_end_quickly() {
        for tag in
            ["<div>", "<b>", "<a>", "<table>", "<p>", "<font size=1>", "<svg>", "<select>", "<template>", "<dl><dd>"]
        {
            let page = tag.repeat(super::TAGS / tag.matches('<').count());
            assert!(parse(page.as_bytes(), &pod()).is_err(), "{tag}");
        }
        assert_eq!(parse("<b>".repeat(super::TAGS + 1).as_bytes(), &pod()), Err(HcardError::Document));
        assert_eq!(parse("</b>".repeat(2 * super::TAGS + 1).as_bytes(), &pod()), Err(HcardError::Document));
        assert_eq!(parse(&[0xFF], &pod()), Err(HcardError::Document));
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_survived(bytes: Vec<u8>) {
            let _ = parse(&bytes, &pod());
        }
    }
}
