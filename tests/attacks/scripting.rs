//! Every text that a stranger may send is text on every page: no element, no attribute and no
//! address comes out of it (spec/appliance.md H-150, the part about scripts).
//!
//! One stranger sends markup in every text field of every message. The pages are parsed as a
//! browser would; what is looked for must also be seen as words, so that nothing passes unseen.

use crate::pods::{Page, Pods};
use crate::strangers::{Stranger, push, push_private};
use scraper::{Html, Node};
use seedpod::protocol::envelope::Channel;
use seedpod::protocol::message::Message;
use std::collections::BTreeSet;

const HOME: &str = "home.example";
const POST: &str = "bbbbbbbbbbbbbb01";
const COMMENT: &str = "bbbbbbbbbbbbbb02";
const PHOTO: &str = "bbbbbbbbbbbbbb03";
const CONVERSATION: &str = "bbbbbbbbbbbbbb04";

/// Markup that does harm wherever it is taken for such, with a word of its own for each field.
fn attack(word: &str) -> String {
    format!("\"'><x-harm onclick=harm()></script></title></textarea><img src=x onerror=harm()>{word}")
}

/// The same in the few characters that a name may have.
fn short_attack(word: &str) -> String {
    format!("<x-harm onclick=h>{word}")
}

/// What Markdown makes addresses of.
fn marked_attack(word: &str) -> String {
    format!(
        "{word} {} [{word}](javascript:harm()) ![{word}](javascript:harm()) <{}:harm()> [{word}](data:text/html,harm) \
         [{word}](https://pod.test/\"onclick=harm()) ![\" onerror=harm() x=\"](https://pod.test/x.png) `<x-harm>` #harm<x-harm>",
        attack(word),
        "vbscript"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// One element with this text.
fn element(name: &str, text: &str) -> String {
    format!("<{name}>{}</{name}>", escaped(text))
}

/// A profile with harm in all of it.
fn profile(mallory: &Stranger) -> String {
    let texts = [
        ("first_name", short_attack("word-first")),
        ("last_name", short_attack("word-last")),
        ("image_url", "https://mallory.example/x.png?'onerror='harm()".to_owned()),
        ("bio", marked_attack("word-bio")),
        ("gender", attack("word-gender")),
        ("location", attack("word-home")),
        ("tag_string", "#<x-harm> #\"onclick=harm()".to_owned()),
    ];
    let body: String = texts.iter().map(|(name, text)| element(name, text)).collect();
    format!(
        "<profile><author>{}</author>{body}<searchable>true</searchable><public>true</public></profile>",
        mallory.id
    )
}

/// A post with all that may come with one.
fn post(mallory: &Stranger) -> String {
    let author = element("author", mallory.id.as_str());
    let photo = format!(
        "<photo><guid>{PHOTO}</guid>{author}<public>true</public>\
         <remote_photo_path>https://mallory.example/</remote_photo_path><remote_photo_name>x.png</remote_photo_name>\
         {}<status_message_guid>{POST}</status_message_guid><height>10</height><width>10</width></photo>",
        element("text", &attack("word-photo"))
    );
    let place =
        |word: &str| format!("<location>{}<lat>1.5</lat><lng>2.5</lng></location>", element("address", &attack(word)));
    let answer = |guid: &str, word: &str| {
        format!("<poll_answer><guid>{guid}</guid>{}</poll_answer>", element("answer", &attack(word)))
    };
    let poll = format!(
        "<poll><guid>bbbbbbbbbbbbbb05</guid>{}{}{}</poll>",
        element("question", &attack("word-question")),
        answer("bbbbbbbbbbbbbb06", "word-answer"),
        answer("bbbbbbbbbbbbbb07", "word-other")
    );
    let event = format!(
        "<event>{author}<guid>bbbbbbbbbbbbbb08</guid>{}{}<start>2026-05-01T10:00:00Z</start>\
         <timezone>Europe/Berlin</timezone>{}</event>",
        element("summary", &attack("word-summary")),
        element("description", &marked_attack("word-description")),
        place("word-hall")
    );
    let embed = format!(
        "<embed><url>https://mallory.example/?'onclick='harm()</url>{}{}<image>https://mallory.example/x.png?'onerror='harm()</image></embed>",
        element("title", &attack("word-title")),
        element("description", &attack("word-excerpt"))
    );
    format!(
        "<status_message>{author}<guid>{POST}</guid><created_at>2026-03-01T11:00:00Z</created_at><public>true</public>\
         {}{}{photo}{}{poll}{event}{embed}</status_message>",
        element("provider_display_name", &attack("word-program")),
        element("text", &marked_attack("word-text")),
        place("word-place")
    )
}

fn comment(mallory: &Stranger) -> String {
    let text = marked_attack("word-comment");
    let texts = [mallory.id.as_str(), COMMENT, POST, &text, "2026-03-01T11:30:00Z"];
    let names = ["author", "guid", "parent_guid", "text", "created_at"];
    let body: String = names.iter().zip(texts).map(|(name, text)| element(name, text)).collect();
    format!("<comment>{body}<author_signature>{}</author_signature></comment>", mallory.sign(&texts))
}

fn conversation(mallory: &Stranger) -> String {
    let author = element("author", mallory.id.as_str());
    format!(
        "<conversation>{author}<guid>{CONVERSATION}</guid>{}<created_at>2026-03-01T11:00:00Z</created_at>\
         <participants>{};bob@{HOME}</participants><message>{author}<guid>bbbbbbbbbbbbbb09</guid>{}\
         <created_at>2026-03-01T11:00:00Z</created_at><conversation_guid>{CONVERSATION}</conversation_guid></message>\
         </conversation>",
        element("subject", &attack("word-subject")),
        mallory.id,
        element("text", &marked_attack("word-letter"))
    )
}

/// What a browser would take from the answer that no page of ours has. Data is called data, and the
/// gate forbids to guess otherwise.
fn harm_of(page: &Page) -> Vec<String> {
    let media_type = page.headers.get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default();
    if media_type.starts_with("application/") { Vec::new() } else { harm(&page.html) }
}

/// The same of markup.
fn harm(html: &str) -> Vec<String> {
    let document = Html::parse_document(html);
    let elements = document.tree.nodes().filter_map(|node| match node.value() {
        Node::Element(element) => Some(element),
        _ => None,
    });
    let mut found = Vec::new();
    for element in elements {
        let name = element.name();
        if name == "x-harm" || (name == "script" && !element.attr("src").is_some_and(|src| src.starts_with("/assets/")))
        {
            found.push(format!("<{name}>"));
        }
        for (attribute, value) in element.attrs() {
            let address = value.trim_start().to_ascii_lowercase();
            let runs = ["javascript:", "vbscript:", "data:text"].iter().any(|scheme| address.starts_with(scheme));
            let is_address = ["href", "src", "action", "formaction", "poster", "data", "srcset"].contains(&attribute);
            if attribute.starts_with("on") || attribute == "srcdoc" || (is_address && runs) {
                found.push(format!("<{name} {attribute}={value}>"));
            }
        }
    }
    found
}

/// A pod with bob, on which mallory has said everything that she can.
async fn world() -> (Pods, Stranger) {
    let pods = Pods::new(&[HOME]).await;
    let mut bob = pods.person("bob@home.example").await;
    let mallory = Stranger::new("mallory@mallory.example", 0);
    mallory.known_to(&pods, HOME).await;
    let page = bob.open(&format!("/people/{}", mallory.guid)).await;
    let friends = crate::journey::aspect(&page, "Friends");
    bob.submit(&page, &format!("/people/{}/aspects", mallory.guid), &[("aspect", &friends)]).await.is(200);
    pods.settle().await;
    let sharing = mallory.seal(&mallory.contact("bob@home.example", true));
    let letter = mallory.seal(&conversation(&mallory));
    for envelope in [&sharing, &letter] {
        assert_eq!(push_private(&pods, "bob@home.example", envelope).await.status, 202);
        pods.settle().await;
    }
    for payload in [profile(&mallory), post(&mallory), comment(&mallory)] {
        let envelope = mallory.seal(&payload);
        let read = Message::open(envelope.as_bytes(), Channel::Public);
        assert!(read.is_ok(), "{:?}", read.err());
        assert_eq!(push(&pods, HOME, envelope).await.status, 202);
        pods.settle().await;
    }
    let call =
        mallory.post("bbbbbbbbbbbbbb10", &escaped(&format!("@{{bob@{HOME}}} {}", marked_attack("word-call"))), true);
    let share = mallory.reshare("bbbbbbbbbbbbbb11", &mallory.id, POST);
    for payload in [call, share] {
        push(&pods, HOME, mallory.seal(&payload)).await;
        pods.settle().await;
    }
    (pods, mallory)
}

// H-150
#[tokio::test]
async fn what_strangers_write_is_never_more_than_words() {
    let (pods, mallory) = world().await;
    let mut bob = pods.browser("bob@home.example").await;
    let her = format!("/people/{}", mallory.guid);
    let mut paths: Vec<String> = [
        "/stream",
        "/activity",
        "/mentions",
        "/aspects",
        "/public",
        "/contacts",
        "/notifications",
        "/conversations",
        "/search?q=word",
        "/search?q=mallory%40mallory.example",
        "/search?q=%3Cx-harm%20onclick%3Dh%3E",
        "/tags/harm",
        "/search/suggestions?q=mallory",
        "/people?q=mallory",
    ]
    .map(str::to_owned)
    .to_vec();
    paths.extend(["", "/photos", "/hovercard"].map(|end| format!("{her}{end}")));
    paths.extend(["", "/report"].map(|end| format!("/posts/{POST}{end}")));
    paths.push(format!("/conversations/{CONVERSATION}"));
    paths.push(format!("/conversations/new?person={}", mallory.guid));
    let mut seen = BTreeSet::new();
    let mut missing = Vec::new();
    for path in &paths {
        let page = bob.open(path).await;
        assert_eq!(harm_of(&page), Vec::<String>::new(), "{path}");
        if page.status != 200 {
            missing.push((path.as_str(), page.status));
        }
        seen.extend(words(&page));
    }
    assert_eq!(missing, [], "pages that prove nothing");
    for word in [
        "word-first",
        "word-last",
        "word-program",
        "word-title",
        "word-excerpt",
        "word-bio",
        "word-gender",
        "word-home",
        "word-photo",
        "word-place",
        "word-question",
        "word-answer",
        "word-other",
        "word-summary",
        "word-description",
        "word-hall",
        "word-text",
        "word-comment",
        "word-subject",
        "word-letter",
        "word-call",
    ] {
        assert!(seen.contains(word), "{word} was on no page, so nothing is proved of it; seen: {seen:?}");
    }
}

/// The words of ours on a page, as somebody reads them, or has them read aloud.
fn words(page: &Page) -> BTreeSet<String> {
    let document = Html::parse_document(&page.html);
    let texts = document.tree.nodes().flat_map(|node| match node.value() {
        Node::Text(text) => vec![text.text.to_string()],
        Node::Element(element) => element.attr("alt").map(str::to_owned).into_iter().collect(),
        _ => Vec::new(),
    });
    let mut found = BTreeSet::new();
    for text in texts {
        let parts = text.split(|sign: char| !sign.is_ascii_alphabetic() && sign != '-');
        found.extend(parts.filter(|part| part.starts_with("word-")).map(str::to_owned));
    }
    found
}

// H-150: the forms that bring search words and names back, and error pages
#[tokio::test]
async fn what_comes_back_from_an_address_is_never_more_than_words() {
    let pods = Pods::new(&[HOME]).await;
    let mut bob = pods.person("bob@home.example").await;
    let mut stranger = pods.stranger(HOME);
    let harmful = "%22%27%3E%3Cx-harm%20onclick%3Dharm()%3E%3C%2Fscript%3Eword-back";
    let mut echoed = 0;
    for path in [
        format!("/search?q={harmful}"),
        format!("/tags/{harmful}"),
        format!("/people?q={harmful}"),
        format!("/u/{harmful}"),
        format!("/{harmful}"),
        format!("/help/{harmful}"),
        format!("/posts/{harmful}"),
        format!("/bookmarklet?title={harmful}&url={harmful}&notes={harmful}"),
        format!("/status_messages/new?text={harmful}"),
        format!("/users/sign_in?username={harmful}"),
        format!("/users/sign_up?username={harmful}&invite={harmful}"),
        format!("/api/openid_connect/authorizations/new?client_id={harmful}&redirect_uri={harmful}&state={harmful}"),
        format!("/link?q={harmful}"),
        format!("/oembed?url={harmful}"),
        format!("/.well-known/webfinger?resource={harmful}"),
    ] {
        for page in [bob.open(&path).await, stranger.open(&path).await] {
            assert_eq!(harm_of(&page), Vec::<String>::new(), "{path}");
            assert!(page.status < 500, "{path}");
            echoed += usize::from(!words(&page).is_empty());
        }
    }
    assert!(echoed > 0, "no page brings anything back");
}

// H-150: a feed carries what the page shows, as markup inside text
#[tokio::test]
async fn no_feed_carries_scripts() {
    let pods = Pods::new(&[HOME]).await;
    let mut bob = pods.person("bob@home.example").await;
    let page = bob.open("/stream").await;
    let fields = [("text", &*marked_attack("word-feed")), ("audience", "public")];
    bob.submit(&page, "/status_messages", &fields).await.is(200);
    let feed = pods.stranger(HOME).open("/public/bob.atom").await;
    feed.is(200);
    let document = Html::parse_document(&feed.html);
    let texts = document.tree.nodes().filter_map(|node| node.value().as_text().map(|text| text.text.to_string()));
    let carrying: Vec<String> = texts.filter(|text| text.contains("word-feed")).collect();
    assert!(!carrying.is_empty(), "{}", feed.html);
    for text in carrying {
        assert_eq!(harm(&text), Vec::<String>::new());
    }
}
