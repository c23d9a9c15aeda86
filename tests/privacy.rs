//! One secret, and everybody it was not meant for: through pages, feeds, search, notifications,
//! mails, archives and the API (spec/features.md W-258).
//!
//! Ines writes to one aspect, calls everybody by name in it, and her friend answers. Who else comes
//! near is one row of a table each: a stranger, a contact of another aspect, somebody ignored,
//! somebody who was removed, somebody who closed their account. The friend is the measure: what is
//! looked for is there to be found.

use crate::account::{until_news, with_mail};
use crate::api::{ALL, HOST, Program};
use crate::pods::{Browser, PASSWORD, Pods};
use flate2::read::GzDecoder;
use serde_json::json;
use std::io::Read;

/// Words of the post, of its tag, of the comment, and the name of the aspect.
const SECRETS: [&str; 4] = ["hidden harbour", "lanternlight", "whispered cake", "Rosebud"];
/// What the friend may know of these.
const SHARED: [&str; 3] = ["hidden harbour", "lanternlight", "whispered cake"];
const ARCHIVE: &str = "/user/archive";

/// Everybody but Ines and her friend who has, or had, an account.
const OTHERS: [&str; 4] = ["outside", "ignored", "removed", "closed"];

/// Somebody at a browser and with a program.
struct Reader {
    name: &'static str,
    browser: Browser,
    program: Program,
}

/// The pod after Ines wrote.
struct Scene {
    pods: Pods,
    /// Address of the post.
    post: String,
    readers: Vec<Reader>,
    friend: Reader,
}

fn id(name: &str) -> String {
    format!("{name}@{HOST}")
}

/// Puts somebody into an aspect of an account, by name.
async fn share(pods: &Pods, name: &str, with: &str, aspect: &'static str) {
    let with = pods.at(HOST).find(with).await.person;
    let put = pods.at(HOST).act(name, move |tx, cx, account| {
        let all = seedpod::domain::aspects::list(tx, account)?;
        let aspect = all.into_iter().find(|found| found.name == aspect).expect("the aspect is there");
        seedpod::domain::contacts::add(tx, cx, account, aspect.id, with)
    });
    put.await.unwrap();
}

/// Somebody with an account, with a mail address, who shares with Ines and follows the tag.
async fn reader(pods: &Pods, name: &'static str) -> Reader {
    let browser = pods.person(&id(name)).await;
    let program = Program::of(pods, name, ALL).await;
    share(pods, name, "ines", "Friends").await;
    let follow = pods
        .at(HOST)
        .act(name, |tx, cx, account| seedpod::domain::tags::follow(tx, cx, account, "lanternlight").map(drop));
    follow.await.unwrap();
    with_mail(pods, HOST, &[(name, &format!("{name}@mail.test"))]).await;
    Reader { name, browser, program }
}

async fn scene() -> Scene {
    let pods = Pods::new(&[HOST]).await;
    let mut ines = pods.person(&id("ines")).await;
    pods.at(HOST)
        .act("ines", |tx, _, account| seedpod::domain::aspects::create(tx, account, "Rosebud").map(drop))
        .await
        .unwrap();
    let mut friend = reader(&pods, "friend").await;
    let mut readers =
        vec![Reader { name: "stranger", browser: pods.stranger(HOST), program: Program::with(&pods, None).await }];
    for name in OTHERS {
        readers.push(reader(&pods, name).await);
    }
    share(&pods, "ines", "friend", "Rosebud").await;
    share(&pods, "ines", "outside", "Work").await;
    for name in ["ignored", "removed", "closed"] {
        share(&pods, "ines", name, "Rosebud").await;
    }
    let ignored = pods.at(HOST).find("ignored").await.person;
    pods.at(HOST)
        .act("ines", move |tx, cx, account| seedpod::domain::blocks::create(tx, cx, account, ignored))
        .await
        .unwrap();
    let removed = pods.at(HOST).find("removed").await.person;
    pods.at(HOST)
        .act("ines", move |tx, cx, account| {
            let all = seedpod::domain::aspects::list(tx, account)?;
            let rosebud = all.into_iter().find(|found| found.name == "Rosebud").expect("the aspect is there");
            seedpod::domain::contacts::remove(tx, cx, account, rosebud.id, removed)
        })
        .await
        .unwrap();
    pods.at(HOST).act("closed", seedpod::domain::accounts::close).await.unwrap();
    until_news(&pods).await;
    pods.at(HOST).letters.take();
    let called: Vec<String> = OTHERS.iter().map(|name| format!("@{{{}}}", id(name))).collect();
    let text = format!("The hidden harbour, dear {} #lanternlight", called.join(" "));
    let page = ines.open("/stream").await;
    let rosebud = crate::journey::aspect(&page, "Rosebud");
    let fields = [("text", text.as_str()), ("audience", "some"), ("aspect", rosebud.as_str())];
    ines.submit(&page, "/status_messages", &fields).await.is(200);
    let post = ines.open("/stream").await.post_with("hidden harbour").unwrap();
    let page = friend.browser.open(&post).await;
    friend.browser.submit(&page, &format!("{post}/comments"), &[("text", "with whispered cake")]).await.is(200);
    pods.settle().await;
    Scene { pods, post, readers, friend }
}

/// Every page that could show something of Ines.
async fn pages(scene: &Scene) -> Vec<String> {
    let ines = scene.pods.at(HOST).guid_of(&id("ines")).await;
    let post = &scene.post;
    let mut all: Vec<String> = [
        "/",
        "/stream",
        "/activity",
        "/liked",
        "/commented",
        "/mentions",
        "/aspects",
        "/followed_tags",
        "/public",
        "/local_public",
        "/tags/lanternlight",
        "/search?q=harbour",
        "/search?q=%23lanternlight",
        "/search?q=Rosebud",
        "/search/suggestions?q=%23lantern",
        "/tags?q=lantern",
        "/notifications",
        "/conversations",
        "/contacts",
        "/contacts?set=all",
        "/u/ines",
        "/public/ines.atom",
        "/statistics",
    ]
    .map(str::to_owned)
    .to_vec();
    all.extend(["", "/photos", "/stream", "/hovercard"].map(|end| format!("/people/{ines}{end}")));
    all.extend(["", "/comments", "/likes", "/reshares"].map(|end| format!("{post}{end}")));
    all.push(format!("/oembed?url=https%3A%2F%2F{HOST}{}", post.replace('/', "%2F")));
    all
}

/// Every question of a program that could be answered with something of Ines.
async fn questions(scene: &Scene) -> Vec<String> {
    let ines = scene.pods.at(HOST).guid_of(&id("ines")).await;
    let post = scene.post.trim_start_matches("/posts/");
    let mut all: Vec<String> = [
        "streams/main",
        "streams/activity",
        "streams/mentions",
        "streams/tags",
        "streams/aspects",
        "streams/liked",
        "streams/commented",
        "notifications",
        "conversations",
        "contacts",
        "aspects",
        "search/posts?tag=lanternlight",
        "search/tags?query=lantern",
        "search/users?tag=lanternlight",
        "search/users?name_or_handle=ines",
    ]
    .map(str::to_owned)
    .to_vec();
    all.extend(["", "/posts", "/photos", "/contacts"].map(|end| format!("users/{ines}{end}")));
    all.extend(["", "/comments", "/likes", "/reshares"].map(|end| format!("posts/{post}{end}")));
    all
}

/// The words that are in a text though they may not be.
fn told(text: &str, secrets: &[&'static str], asked: &str) -> Vec<&'static str> {
    // What was typed into the address comes back in the answer and tells nothing.
    secrets.iter().copied().filter(|secret| !asked.contains(secret) && text.contains(secret)).collect()
}

/// A reader follows the tag by its name: only the rest is a secret to somebody with an account.
fn secrets_for(name: &str) -> &'static [&'static str] {
    match name {
        "friend" => &["Rosebud"],
        _ => &SECRETS,
    }
}

/// Whether words that the reader brought along stand on this page.
fn own(name: &str, secret: &str) -> bool {
    name != "stranger" && secret == "lanternlight"
}

// W-258, W-107, W-109, W-174
#[tokio::test]
async fn no_page_or_feed_tells_what_is_not_meant_for_the_reader() {
    let mut scene = scene().await;
    let pages = pages(&scene).await;
    let mut leaks = Vec::new();
    for reader in scene.readers.iter_mut().chain([&mut scene.friend]) {
        for path in &pages {
            // Two of the readers come without a session from one address, and the pod's patience with
            // an address has an end: JSON is asked for only where it is answered.
            let has_json = path.starts_with("/people/") || path.starts_with("/posts/");
            for kind in if has_json { &["text/html", "application/json"][..] } else { &["text/html"] } {
                let answer = reader.browser.send("GET", path, &[("accept", *kind)], bytes::Bytes::new()).await;
                assert!(answer.status < 500 && answer.status != 429, "{} {path}: {}", reader.name, answer.status);
                let found = told(&answer.html, secrets_for(reader.name), path);
                let found: Vec<_> = found.into_iter().filter(|secret| !own(reader.name, secret)).collect();
                if !found.is_empty() {
                    leaks.push(format!("{} sees {found:?} at {path} ({kind})", reader.name));
                }
            }
        }
        if reader.name != "friend" {
            let answer = reader.browser.open(&scene.post).await;
            assert!(answer.status == 404 || answer.offers("/users/sign_in"), "{}: {}", reader.name, answer.status);
        }
    }
    assert!(leaks.is_empty(), "{leaks:#?}");
    let page = scene.friend.browser.open("/stream").await;
    page.sees("hidden harbour").sees("whispered cake");
    scene.friend.browser.open("/followed_tags").await.sees("hidden harbour");
    for secret in SHARED {
        assert!(scene.friend.browser.open(&scene.post).await.html.contains(secret), "{secret}");
    }
    scene.pods.check().await;
}

// W-258, W-174: programs are told no more than their owners, and can do no more.
#[tokio::test]
async fn no_program_is_told_what_its_owner_may_not_see() {
    let mut scene = scene().await;
    let questions = questions(&scene).await;
    let guid = scene.post.trim_start_matches("/posts/").to_owned();
    let mut leaks = Vec::new();
    for reader in scene.readers.iter_mut().chain([&mut scene.friend]) {
        for path in &questions {
            let answer = reader.program.get(path).await;
            assert_ne!(answer.status, 429, "{} {path}", reader.name);
            let found = told(&answer.text, secrets_for(reader.name), path);
            let found: Vec<_> = found.into_iter().filter(|secret| !own(reader.name, secret)).collect();
            if !found.is_empty() {
                leaks.push(format!("{} is told {found:?} by {path}", reader.name));
            }
        }
        if reader.name != "friend" {
            for (path, body) in [("likes", json!({})), ("comments", json!({ "body": "me too" }))] {
                let status = reader.program.post(&format!("posts/{guid}/{path}"), body).await.status;
                assert!(matches!(status, 401 | 403 | 404), "{} {path}: {status}", reader.name);
            }
        }
    }
    assert!(leaks.is_empty(), "{leaks:#?}");
    let answer = scene.friend.program.get(&format!("posts/{guid}")).await;
    assert!(answer.text.contains("hidden harbour"), "{}", answer.text);
    scene.pods.check().await;
}

// W-258, W-152, W-203: being called in a limited post brings no mail to anybody outside, and no mail
// to those inside tells what it says.
#[tokio::test]
async fn no_mail_tells_what_is_not_meant_for_its_reader() {
    let mut scene = scene().await;
    with_mail(&scene.pods, HOST, &[("ines", "ines@mail.test")]).await;
    let page = scene.friend.browser.open(&scene.post).await;
    let again = [("text", "and more whispered cake")];
    scene.friend.browser.submit(&page, &format!("{}/comments", scene.post), &again).await.is(200);
    until_news(&scene.pods).await;
    let mails = scene.pods.at(HOST).letters.take();
    assert!(mails.iter().any(|mail| mail.to == "ines@mail.test"), "{mails:#?}");
    for mail in &mails {
        assert_eq!(mail.to, "ines@mail.test", "{mail:#?}");
        let whole = format!("{} {} {}", mail.subject, mail.text, mail.html);
        assert!(told(&whole, &SECRETS, "").is_empty(), "{whole}");
    }
    scene.pods.check().await;
}

// W-258, W-066: an archive holds what is its owner's, and of others only what they were given.
#[tokio::test]
async fn no_archive_tells_what_is_not_its_owners() {
    let mut scene = scene().await;
    for reader in scene.readers.iter_mut().chain([&mut scene.friend]) {
        let page = reader.browser.open(ARCHIVE).await;
        if matches!(reader.name, "stranger" | "closed") {
            assert!(page.offers("/users/sign_in"), "{}", reader.name);
            continue;
        }
        reader.browser.submit(&page, ARCHIVE, &[("kind", "data")]).await.is(200);
        scene.pods.settle().await;
        let page = reader.browser.open(ARCHIVE).await;
        let address = page.attribute("a[href$='.json.gz']", "href").unwrap();
        let bytes = reader.browser.open(&address).await.is(200).bytes.to_vec();
        let mut text = String::new();
        GzDecoder::new(bytes.as_slice()).read_to_string(&mut text).unwrap();
        let found: Vec<_> = told(&text, &["hidden harbour", "Rosebud"], "");
        assert!(found.is_empty(), "{} takes {found:?} along", reader.name);
        assert_eq!(text.contains("whispered cake"), reader.name == "friend", "{}", reader.name);
    }
    scene.pods.stranger(HOST).open("/users/sign_in").await.is(200);
    let mut gone = scene.pods.stranger(HOST);
    let gate = gone.open("/users/sign_in").await;
    let fields = [("username", "closed"), ("password", PASSWORD)];
    gone.submit(&gate, "/users/sign_in", &fields).await.is(422);
    scene.pods.check().await;
}
