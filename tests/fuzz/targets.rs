//! What is given to strangers' bytes: everything that reads them before anything is known about
//! their sender. A target fails by panicking, or by breaking what it promises; what it returns says
//! in a few words how it took the input, so that new ways can be told from known ones.

use crate::pods::{Browser, PASSWORD, Pods};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE;
use bytes::Bytes;
use scraper::{Html, Selector};
use seedpod::base::{DiasporaId, Guid, PodUrl, limits};
use seedpod::config::{Config, Environment, Overrides, ProxyHeader};
use seedpod::content;
use seedpod::content::markdown::{self, Room, Unlinked};
use seedpod::content::{image, links, mentions, tags, text};
use seedpod::domain::{import, tokens};
use seedpod::net::inbound::{Proxies, Scheme};
use seedpod::net::router::ssdp::Place;
use seedpod::net::router::{natpmp, pcp, soap, ssdp, web};
use seedpod::net::{dyndns, outbound};
use seedpod::protocol::entities::Entity;
use seedpod::protocol::envelope::{self, Channel};
use seedpod::protocol::keys::PrivateKey;
use seedpod::protocol::message::Message;
use seedpod::protocol::xml::{self, Document, Element};
use seedpod::protocol::{encrypted, hcard, nodeinfo, webfinger};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

/// One reader of outside bytes.
pub struct Target {
    /// Also the folder of its examples.
    pub name: &'static str,
    /// What its inputs are made of.
    pub words: &'static [&'static str],
    /// Mutations in the short run.
    pub short: u64,
    pub run: fn(&[u8]) -> String,
}

/// All of them, sorted by name.
pub const TARGETS: &[Target] = &[
    Target { name: "address", words: ADDRESS, short: 4_000, run: address },
    Target { name: "api", words: API, short: 150, run: api },
    Target { name: "archive", words: JSON, short: 800, run: archive },
    Target { name: "backup", words: BACKUP, short: 60, run: backup },
    Target { name: "config", words: CONFIG, short: 800, run: config },
    Target { name: "encrypted", words: JSON, short: 800, run: encrypted },
    Target { name: "entity", words: XML, short: 2_500, run: entity },
    Target { name: "envelope", words: XML, short: 2_500, run: envelope },
    Target { name: "forwarded", words: FORWARDED, short: 4_000, run: forwarded },
    Target { name: "hcard", words: HTML, short: 400, run: hcard },
    Target {
        name: "image",
        words: &["Exif\0\0", "IHDR", "IDAT", "VP8 ", "VP8L", "VP8X", "ANMF", "RIFF"],
        short: 1_500,
        run: image,
    },
    Target { name: "markdown", words: MARKDOWN, short: 600, run: markdown },
    Target { name: "multipart", words: MULTIPART, short: 150, run: multipart },
    Target { name: "nodeinfo", words: JSON, short: 2_500, run: nodeinfo },
    Target { name: "preview", words: PREVIEW, short: 400, run: preview },
    Target { name: "router", words: ROUTER, short: 4_000, run: router },
    Target { name: "webfinger", words: JSON, short: 2_500, run: webfinger },
    Target { name: "xml", words: XML, short: 4_000, run: xml },
];

const ADDRESS: &[&str] = &[
    "https://",
    "http://",
    "acct:",
    "localhost",
    "127.0.0.1",
    "0x7f",
    "[::1]",
    "[::ffff:10.0.0.1]",
    "%00",
    "%2e",
    "xn--",
    ".local",
    ":443",
    ":0",
    ":65536",
    "@",
    "//",
    "\\",
    "..",
    "。",
    "１",
];
const API: &[&str] = &[
    "posts\n",
    "user\n",
    "aspects\n",
    "conversations\n",
    "contacts\n",
    "{",
    "}",
    "[",
    "]",
    "null",
    "true",
    "\"body\":",
    "\"aspects\":",
    "\"photos\":",
    "\"poll\":",
    "-1",
    "1e999",
    "18446744073709551616",
    "\\ud800",
    "@{a@b.c}",
];
const BACKUP: &[&str] =
    &["format", "seedpod backup 1", "manifest.json", "store/", "media/", "../", "secret.key", "ustar", "\0\0\0\0"];
const FORWARDED: &[&str] = &[
    "x-forwarded-for: ",
    "x-forwarded-proto: ",
    "forwarded: ",
    "for=",
    "proto=",
    "by=",
    "host=",
    "\"[2001:db8::1]:80\"",
    "unknown",
    "_hidden",
    "10.0.0.1",
    "::ffff:1.2.3.4",
    ", ",
    ";",
    "\n",
    "https",
];
const PREVIEW: &[&str] = &[
    "<meta property=\"og:title\" content=\"",
    "<meta property=\"og:image\" content=\"",
    "<meta property=\"og:video\" content=\"",
    "<title>",
    "</title>",
    "<iframe src=\"",
    "https://www.youtube.com/embed/",
    "javascript:",
    "data:",
    "//",
    "\"html\":",
    "<!--",
    "<script>",
    "&#x6a;",
];
const ROUTER: &[&str] = &[
    "HTTP/1.1 200 OK\r\n",
    "\r\n\r\n",
    "Content-Length: ",
    "Transfer-Encoding: chunked\r\n",
    "ffffffff\r\n",
    "0\r\n\r\n",
    "LOCATION: http://10.0.0.1:5000/d.xml\r\n",
    "//",
    "<service>",
    "</service>",
    "<serviceType>urn:schemas-upnp-org:service:WANIPConnection:1</serviceType>",
    "<controlURL>/ctl</controlURL>",
    "<errorCode>725</errorCode>",
    "<![CDATA[",
    "&amp;",
    "<!DOCTYPE",
    "\u{2}\u{0}",
    "\u{0}\u{0}",
    "good ",
    "badauth",
];
const CONFIG: &[&str] = &[
    "[server]",
    "[[",
    "]]",
    " = ",
    "\"",
    "'''",
    "\"\"\"",
    "{",
    "}",
    "0x",
    "inf",
    "1979-05-27",
    "url",
    "5GiB",
    "7d",
    "off",
];
const JSON: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "null",
    "true",
    "\\u0000",
    "\\ud800",
    "\"links\"",
    "\"rel\"",
    "\"href\"",
    "\"subject\"",
    "1e999",
];
const XML: &[&str] = &[
    "<",
    ">",
    "</",
    "/>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<?",
    "?>",
    "&#x1;",
    "&lt;",
    "&#13;",
    "<guid>",
    "</guid>",
    "<author>",
    "<text>",
    "<photo>",
    "<poll>",
    "<created_at>",
    "true",
    "false",
    "2024-01-02T03:04:05Z",
    "2024-02-30 25:61:61 +99:99",
    "ann@alpha.example",
    "0123456789abcdef",
    "author_signature",
    " xmlns='x'",
    ";",
];
const HTML: &[&str] = &[
    "<div class=\"vcard\">",
    "class=\"fn\"",
    "class=\"uid\"",
    "class=\"key\"",
    "class=\"photo\"",
    "<img src=\"",
    "<table>",
    "<svg>",
    "<template>",
    "<!--",
    "</div>",
    "-----BEGIN PUBLIC KEY-----",
    "-----END PUBLIC KEY-----",
];
const MARKDOWN: &[&str] = &[
    "*",
    "_",
    "**",
    "`",
    "```",
    "~~",
    "> ",
    "- ",
    "1. ",
    "# ",
    "[",
    "](",
    ")",
    "![",
    "<b>",
    "</b>",
    "<script>",
    "javascript:",
    "onerror=",
    "data:text/html,",
    "@{",
    "; ",
    "}",
    "#tag",
    "|",
    "|---|",
    "[^1]",
    "[^1]: ",
    "\n\n",
    "    ",
    "diaspora://",
    "www.",
    "&#x6a;",
    "\u{202e}",
];
const MULTIPART: &[&str] = &[
    "\r\n------seedpod-test-boundary\r\n",
    "\r\n------seedpod-test-boundary--\r\n",
    "Content-Disposition: form-data; name=\"text\"",
    "; filename=\"a.png\"",
    "\r\n\r\n",
    "Content-Type: image/png",
    "TOKEN",
];

fn debug(value: impl std::fmt::Debug) -> String {
    format!("{value:?}").chars().take(80).collect()
}

/// Everything below an element can be walked, within the limits.
fn walk(element: Element<'_>, depth: usize) -> usize {
    assert!(depth <= limits::XML_DEPTH, "deeper than allowed");
    let _ = (element.name(), element.text(), element.attribute("xmlns"));
    1 + element.children().map(|child| walk(child, depth + 1)).sum::<usize>()
}

fn xml(input: &[u8]) -> String {
    match Document::parse(input) {
        Ok(document) => {
            let elements = walk(document.root(), 1);
            assert!(elements <= limits::XML_ELEMENTS, "more elements than allowed");
            assert!(document.root().text().len() <= input.len(), "text grew");
            format!("{} elements", elements.next_power_of_two())
        }
        Err(error) => debug(error),
    }
}

/// What was read is written so that it is read as the same again; a message of it is opened alike.
fn entity(input: &[u8]) -> String {
    let Ok(document) = Document::parse(input) else { return "no document".to_owned() };
    let entity = match Entity::read(document.root()) {
        None => return "no entity".to_owned(),
        Some(Err(invalid)) => return debug(invalid),
        Some(Ok(entity)) => entity,
    };
    let written = xml::write(&entity);
    let again = Document::parse(written.as_bytes()).expect("what is written is well-formed");
    let again = Entity::read(again.root()).expect("known").unwrap_or_else(|error| panic!("{error:?} in {written}"));
    assert_eq!(again, entity, "{written}");
    let sealed = format!(
        "<me:env xmlns:me=\"http://salmon-protocol.org/ns/magic-env\"><me:data type=\"application/xml\">{}</me:data>\
         <me:encoding>base64url</me:encoding><me:alg>RSA-SHA256</me:alg><me:sig key_id=\"{}\">AAAA</me:sig></me:env>",
        URL_SAFE.encode(input),
        URL_SAFE.encode(entity.author().as_str()),
    );
    match Message::open(sealed.as_bytes(), Channel::Private) {
        Ok(message) => {
            assert_eq!(message.claimed(), &entity);
            let _ = message.needs();
            assert!(
                message.verify(&|_| Some(key().public().clone()), None).is_err(),
                "an unsigned message was believed"
            );
            entity.name().to_owned()
        }
        Err(error) => format!("{} {}", entity.name(), debug(error)),
    }
}

fn envelope(input: &[u8]) -> String {
    let mut told = String::new();
    for channel in [Channel::Public, Channel::Fetched] {
        match envelope::open(input, channel) {
            Ok(envelope) => {
                assert!(envelope.payload().len() <= input.len());
                assert!(!envelope.verify(key().public()), "a signature of nobody holds");
                told.push_str("ok ");
            }
            Err(error) => told.push_str(&debug(error)),
        }
        let _ = Message::open(input, channel);
    }
    told
}

/// A key that signed none of the examples.
fn key() -> &'static PrivateKey {
    static KEY: OnceLock<PrivateKey> = OnceLock::new();
    KEY.get_or_init(|| crate::pods::key(0))
}

fn encrypted(input: &[u8]) -> String {
    static BOB: OnceLock<PrivateKey> = OnceLock::new();
    let bob = BOB.get_or_init(|| {
        let keys: Vec<serde_json::Value> = serde_json::from_str(include_str!("../vectors/keys.json")).unwrap();
        let bob = keys.iter().find(|key| key["handle"] == "bob@beta.example").unwrap();
        PrivateKey::from_pem(bob["private_pem_pkcs8"].as_str().unwrap()).unwrap()
    });
    match encrypted::decrypt(input, bob) {
        Ok(plain) => {
            assert!(plain.len() <= input.len());
            "ok".to_owned()
        }
        Err(error) => debug(error),
    }
}

fn webfinger(input: &[u8]) -> String {
    let pod = PodUrl::parse("https://beta.example").unwrap();
    let asked = DiasporaId::parse("alice@alpha.example").unwrap();
    let text = String::from_utf8_lossy(input);
    let resource = webfinger::resource(&text, &pod).map(|found| debug(found).chars().take(6).collect::<String>());
    match webfinger::parse(input, &asked) {
        Ok(links) => {
            assert!(links.hcard_url.starts_with("http"), "{}", links.hcard_url);
            format!("ok {resource:?}")
        }
        Err(error) => format!("{} {resource:?}", debug(error)),
    }
}

fn hcard(input: &[u8]) -> String {
    let seed = PodUrl::parse("https://alpha.example").unwrap();
    match hcard::parse(input, &seed) {
        Ok(card) => {
            assert!(card.full_name.chars().count() <= limits::FULL_NAME && !card.full_name.contains(';'));
            for photo in card.photos.iter().flatten() {
                assert!(photo.starts_with("https://") || photo.starts_with("http://"), "{photo}");
            }
            format!("ok {}", card.photos.iter().flatten().count())
        }
        Err(error) => debug(error),
    }
}

fn nodeinfo(input: &[u8]) -> String {
    let index = nodeinfo::parse_well_known(input).is_ok();
    let document = nodeinfo::parse(input).map(|software| software.name.len().min(1));
    format!("{index} {document:?}")
}

/// Whatever is written, nothing in the page runs, loads from elsewhere, or leaves its element.
fn markdown(input: &[u8]) -> String {
    let text = String::from_utf8_lossy(input);
    let mut kinds = BTreeSet::new();
    for room in [Room::Post, Room::Comment, Room::Line] {
        let html = markdown::render(&text, &Unlinked, room);
        check_markup(html.as_str(), &mut kinds);
    }
    let plain = markdown::plain(&text, &Unlinked);
    let _ = (markdown::title(&text, &Unlinked), markdown::is_long(&text), markdown::shorten(&plain, 70));
    let (found, known) = (tags::find(&text), mentions::find(&text).len());
    assert!(found.iter().all(|tag| tags::normalise(tag).as_ref() == Some(tag)), "{found:?}");
    let same = mentions::rewrite(&text, |_| mentions::Fate::Keep);
    assert_eq!(same, text, "kept mentions change nothing");
    let _ = (links::diaspora(&text), links::pages(&text), text::direction(&text));
    if let Ok(clean) = text::clean(&text, limits::TEXT) {
        assert_eq!(text::clean(&clean, limits::TEXT).as_ref(), Ok(&clean), "clean text stays as it is");
    }
    format!("{kinds:?} {} {}", found.len().min(1), known.min(1))
}

fn check_markup(html: &str, kinds: &mut BTreeSet<String>) {
    const ALLOWED: &[&str] = &[
        "html",
        "head",
        "body",
        "a",
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
        "wbr",
    ];
    let document = Html::parse_document(html);
    for element in document.select(&Selector::parse("*").unwrap()) {
        let name = element.value().name();
        assert!(ALLOWED.contains(&name), "<{name}> in {html}");
        kinds.insert(name.to_owned());
        for (attribute, value) in element.value().attrs() {
            assert!(
                !attribute.starts_with("on") && !matches!(attribute, "style" | "srcdoc" | "src"),
                "{attribute} in {html}"
            );
            let bare: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
            let bare = bare.to_lowercase();
            let runs = ["javascript:", "vbscript:", "data:", "file:"].iter().any(|scheme| bare.starts_with(scheme));
            assert!(attribute != "href" || !runs, "{value} in {html}");
        }
    }
}

fn image(input: &[u8]) -> String {
    let sniffed = image::sniff(input);
    let probe = match image::probe(input) {
        Ok(probe) => probe,
        Err(error) => return format!("{sniffed:?} {}", debug(error).split(' ').next().unwrap_or_default()),
    };
    let pixels = u64::from(probe.width) * u64::from(probe.height);
    assert!(pixels <= limits::UPLOAD_PIXELS, "{probe:?}");
    if pixels > 250_000 {
        return format!("{:?} large", probe.kind);
    }
    match image::prepare(input, image::MEMORY) {
        Ok(made) => {
            for variant in [&made.full, &made.scaled_full, &made.thumb_large, &made.thumb_medium, &made.thumb_small] {
                assert_eq!(image::sniff(&variant.bytes), Some(made.kind.mime()));
                let again = image::probe(&variant.bytes).expect("what we make can be shown");
                assert!((again.width, again.height) == (variant.width, variant.height));
            }
            format!("{:?} {}", made.kind, made.animated)
        }
        Err(error) => format!("{:?} {}", probe.kind, debug(error).split(' ').next().unwrap_or_default()),
    }
}

/// Somebody who is signed in, with the token of their forms and one for programs.
struct Desk {
    runtime: tokio::runtime::Runtime,
    browser: Browser,
    token: String,
    bearer: String,
    _pods: Pods,
}

impl Desk {
    fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (pods, browser, token, bearer) = runtime.block_on(async {
            let pods = Pods::new(&["alpha.example"]).await;
            pods.at("alpha.example").account("alice").await;
            let mut browser = pods.stranger("alpha.example");
            let page = browser.sign_in("alice", PASSWORD).await;
            let token = page.attribute("input[name='csrf']", "value").expect("a page with a form");
            let scopes =
                "public:read public:modify private:read private:modify contacts:modify conversations profile:modify";
            let bearer = pods
                .at("alpha.example")
                .act("alice", |tx, cx, account| tokens::issue(tx, cx, account, scopes, None))
                .await
                .expect("a token");
            (pods, browser, token, bearer)
        });
        Self { runtime, browser, token, bearer, _pods: pods }
    }

    /// The one that all targets share.
    fn shared() -> MutexGuard<'static, Self> {
        static DESK: OnceLock<Mutex<Desk>> = OnceLock::new();
        DESK.get_or_init(|| Mutex::new(Self::new())).lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A request to the API: where to on the first line, the body behind it.
fn api(input: &[u8]) -> String {
    let mut desk = Desk::shared();
    let Desk { runtime, browser, bearer, .. } = &mut *desk;
    let mut parts = input.splitn(2, |byte| *byte == b'\n');
    let first = String::from_utf8_lossy(parts.next().unwrap_or_default());
    let path: String = first.chars().filter(|c| c.is_ascii_alphanumeric() || "_-/?=&.".contains(*c)).collect();
    let method = if path == "user" { "PATCH" } else { "POST" };
    let body = Bytes::copy_from_slice(parts.next().unwrap_or_default());
    let bearer = format!("Bearer {bearer}");
    let headers = [("content-type", "application/json"), ("authorization", bearer.as_str())];
    let page = runtime.block_on(browser.send(method, &format!("/api/v1/{path}"), &headers, body));
    assert!(page.status < 500, "{}: {}", page.status, page.html);
    page.status.to_string()
}

/// A file for targets that read one.
fn written(name: &str, input: &[u8]) -> std::path::PathBuf {
    static FOLDER: OnceLock<crate::pods::Folder> = OnceLock::new();
    let path = FOLDER.get_or_init(crate::pods::Folder::new).path().join(name);
    std::fs::write(&path, input).unwrap();
    path
}

/// What somebody brings from another pod.
fn archive(input: &[u8]) -> String {
    match import::open(&written("archive", input)) {
        Ok(archive) => {
            let (people, roots) = (archive.people(), archive.roots());
            assert!(people.iter().all(|id| DiasporaId::parse(id.as_str()).as_ref() == Ok(id)));
            format!("{} {} {}", archive.source().is_some(), people.len().min(2), roots.len().min(2))
        }
        Err(why) => why.to_owned(),
    }
}

/// A backup that is not one leaves an answer and nothing else.
fn backup(input: &[u8]) -> String {
    // Examples are kept bare, since changes to packed ones would nearly all end at the packing.
    let packed = if input.first() == Some(&0x28) { input.to_vec() } else { zstd::encode_all(input, 1).unwrap() };
    let file = written("backup", &packed);
    match seedpod::app::verify(&file) {
        Ok(manifest) => format!("ok {}", manifest.rows.min(1)),
        Err(error) => {
            let said = error.to_string();
            let what = ["end is missing", "not a backup", "does not belong", "changed", "twice", "table", "too large"];
            format!("{:?}", what.map(|word| u8::from(said.contains(word))))
        }
    }
}

/// Whatever a visitor writes into headers, only a trusted proxy is believed, and what it says is
/// one address.
fn forwarded(input: &[u8]) -> String {
    let mut headers = hyper::HeaderMap::new();
    for line in input.split(|byte| *byte == b'\n').take(50) {
        let mut pair = line.splitn(2, |byte| *byte == b':');
        let name = hyper::header::HeaderName::from_bytes(pair.next().unwrap_or_default().trim_ascii());
        let value = hyper::header::HeaderValue::from_bytes(pair.next().unwrap_or_default().trim_ascii());
        if let (Ok(name), Ok(value)) = (name, value) {
            headers.append(name, value);
        }
    }
    let trusted: Vec<ipnet::IpNet> = vec!["10.0.0.0/8".parse().unwrap(), "::1/128".parse().unwrap()];
    let (proxy, stranger) = ("10.0.0.1".parse().unwrap(), "203.0.113.9".parse().unwrap());
    let mut told = String::new();
    for header in [ProxyHeader::XForwardedFor, ProxyHeader::Forwarded] {
        let proxies = Proxies::new(trusted.clone(), header);
        let (client, scheme) = proxies.visitor(stranger, Scheme::Http, &headers);
        assert!(client.ip() == stranger && scheme == Scheme::Http, "a stranger was believed");
        let (client, scheme) = proxies.visitor(proxy, Scheme::Http, &headers);
        told.push_str(&format!("{} {scheme:?} ", client.ip() == proxy));
    }
    told
}

/// A page of anywhere, or what a provider says of one: what comes out is safe to show.
fn preview(input: &[u8]) -> String {
    let text = String::from_utf8_lossy(input);
    let provider = content::preview::provider("https://www.youtube.com/watch?v=abc").expect("a known one");
    let cards = [content::preview::page("https://page.example/a", &text), provider.read(input)];
    for card in cards.iter().flatten() {
        assert!(
            !card.title.is_empty() && card.title.chars().count() <= 300 && card.description.chars().count() <= 1_000
        );
        for address in card.image.iter().chain(card.player.as_ref().map(|player| &player.src)) {
            assert!(address.starts_with("https://") || address.starts_with("http://"), "{address}");
        }
        if let Some(player) = &card.player {
            assert!(content::preview::PLAYER_HOSTS.iter().any(|host| player.src.starts_with(host)), "{}", player.src);
            assert!(!content::preview::frame(&player.src, player.width, player.height).contains("<script"));
        }
    }
    cards.map(|card| card.map_or("none", |card| if card.player.is_some() { "player" } else { "card" })).concat()
}

/// A form with files, sent by somebody who may send it.
fn multipart(input: &[u8]) -> String {
    let mut desk = Desk::shared();
    let Desk { runtime, browser, token, .. } = &mut *desk;
    let mut body = Vec::with_capacity(input.len());
    let mut rest = input;
    while let Some(place) = rest.windows(5).position(|window| window == b"TOKEN") {
        body.extend_from_slice(&rest[..place]);
        body.extend_from_slice(token.as_bytes());
        rest = &rest[place + 5..];
    }
    body.extend_from_slice(rest);
    let headers = [
        ("content-type", "multipart/form-data; boundary=----seedpod-test-boundary"),
        ("origin", "https://alpha.example"),
    ];
    let page = runtime.block_on(browser.send("POST", "/status_messages", &headers, Bytes::from(body)));
    assert!(page.status < 500, "{}: {}", page.status, page.html);
    page.status.to_string()
}

/// A name is read in one way only, and what is private in any spelling is seen to be.
fn address(input: &[u8]) -> String {
    let text = String::from_utf8_lossy(input);
    let mut told = String::new();
    if let Ok(url) = PodUrl::parse(&text) {
        assert_eq!(PodUrl::parse(url.as_str()).as_ref(), Ok(&url), "{}", url.as_str());
        assert!(url.authority() == url.authority().to_lowercase() && url.as_str().ends_with('/'), "{}", url.as_str());
        told.push_str("pod ");
    }
    for id in [DiasporaId::parse(&text), DiasporaId::from_input(&text)].into_iter().flatten() {
        assert_eq!(DiasporaId::parse(id.as_str()).as_ref(), Ok(&id));
        assert!(id.as_str().chars().count() <= limits::SHORT && !id.host().is_empty() && !id.user().is_empty());
        told.push_str("id ");
    }
    if let Ok(guid) = Guid::parse(&text) {
        assert!((16..=255).contains(&guid.as_str().len()));
        told.push_str("guid ");
    }
    match outbound::Target::parse(&text) {
        Ok(target) => {
            let again = outbound::Target::parse(target.as_str());
            assert_eq!(again.as_ref(), Ok(&target), "{}", target.as_str());
            assert_eq!(target.host(), target.host().to_lowercase());
            // A resolver would take what looks like an address for one.
            let bare = target.host().trim_matches(['[', ']']);
            let digits = bare.rsplit('.').next().is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit()));
            assert!(!digits || bare.parse::<std::net::IpAddr>().is_ok(), "{}", target.as_str());
            told.push_str(if digits { "number" } else { "name" });
        }
        Err(fault) => told.push_str(&debug(fault)),
    }
    told
}

fn config(input: &[u8]) -> String {
    static PLACE: OnceLock<(crate::pods::Folder, Mutex<File>)> = OnceLock::new();
    let (folder, open) = PLACE.get_or_init(|| {
        let folder = crate::pods::Folder::new();
        let open = File::create(folder.path().join("seedpod.toml")).unwrap();
        (folder, Mutex::new(open))
    });
    let (folder, mut open) = (folder.path(), open.lock().unwrap_or_else(PoisonError::into_inner));
    // Written over in place, which costs nothing.
    open.seek(SeekFrom::Start(0)).unwrap();
    open.write_all(input).unwrap();
    open.set_len(input.len() as u64).unwrap();
    let file = folder.join("seedpod.toml");
    let overrides = Overrides { state_dir: Some(folder.to_owned()), config: Some(file), ..Overrides::default() };
    match Config::load(&overrides, &Environment::default()) {
        Ok(_) => "ok".to_owned(),
        Err(error) => {
            let said = error.to_string();
            assert!(!said.is_empty());
            let kinds: BTreeSet<&str> = error.faults.iter().map(|_| "fault").collect();
            let what = ["unknown", "line", "twice", "TOML", "needs", "not"].map(|word| u8::from(said.contains(word)));
            format!("{kinds:?} {what:?}")
        }
    }
}

/// Everything that a router, or somebody who plays one, can send; and whoever keeps names.
fn router(input: &[u8]) -> String {
    let mut told = String::new();
    if let Some(answer) = pcp::read(input) {
        assert!(input[1] & 0x80 != 0 && input.len() <= 1_100);
        told.push_str(if answer.mapping.is_some() { "mapping " } else { "pcp " });
    }
    if let Some(answer) = natpmp::read(input) {
        told.push_str(debug(answer.content).split('(').next().unwrap_or_default());
    }
    if let Some(place) = ssdp::read(input) {
        let url = format!("http://{}{}", place.address, place.path);
        assert_eq!(Place::parse(&url).as_ref(), Some(&place), "{url}");
        assert!(!url.contains(|c: char| c.is_whitespace() || c.is_control()), "{url}");
        told.push_str(" place");
    }
    let from = Place::parse("http://10.0.0.1:5000/d.xml").expect("a place");
    for is_all in [false, true] {
        let reading = web::read(input, is_all);
        if let web::Reading::Finished(answer) = &reading {
            assert!(answer.body.len() <= input.len() && (100..600).contains(&answer.status));
            told.push_str(if soap::services(&from, &answer.body).is_empty() { " body" } else { " services" });
        }
        told.push_str(if reading == web::Reading::Broken { " broken" } else { " read" });
    }
    let services = soap::services(&from, input);
    for service in &services {
        assert_eq!(service.place.address.ip(), from.address.ip(), "a router speaks of itself");
    }
    let code = soap::value(input, "errorCode");
    told.push_str(&format!(" {} {}", services.len(), code.is_some()));
    let said = dyndns::read(200, input).to_string();
    assert!(said.len() < 200 && !said.contains(['<', '\n', '\r']), "{said}");
    told
}
