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

/// Tags in a page that we are willing to parse: HTML rules make deeply nested ones costly.
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
    if html.bytes().filter(|byte| *byte == b'<').count() > TAGS {
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
