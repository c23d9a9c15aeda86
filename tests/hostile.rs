//! Peers that lie, repeat themselves, write in other people's names, or want too much
//! (spec/federation.md §8, issue 3 item 5). What the network layer itself refuses (private
//! addresses, endless and lying bodies, redirects) is tested there, over sockets.

use crate::pods::{Browser, Pods};
use crate::strangers::{PLAIN, Stranger, Style, push, push_private};
use bytes::Bytes;
use seedpod::base::Guid;
use seedpod::domain::{posts, queue};
use seedpod::protocol::entities::{Entity, Kind};

const HOME: &str = "home.example";

/// A pod with bob and carol; alice, bob's contact, and eve on pods of their own.
struct World {
    pods: Pods,
    bob: Browser,
    alice: Stranger,
    eve: Stranger,
}

impl World {
    async fn new() -> Self {
        let pods = Pods::new(&[HOME]).await;
        let mut bob = pods.person("bob@home.example").await;
        pods.at(HOME).account("carol").await;
        let (alice, eve) = (Stranger::new("alice@alpha.example", 0), Stranger::new("eve@epsilon.example", 1));
        alice.known_to(&pods, HOME).await;
        eve.known_to(&pods, HOME).await;
        befriend(&mut bob, &alice).await;
        pods.settle().await;
        Self { pods, bob, alice, eve }
    }

    async fn push(&self, envelope: impl Into<Bytes>) {
        assert_eq!(push(&self.pods, HOME, envelope).await.status, 202);
        self.pods.settle().await;
    }

    async fn push_to(&self, name: &str, envelope: &str) {
        assert_eq!(push_private(&self.pods, &format!("{name}@{HOME}"), envelope).await.status, 202);
        self.pods.settle().await;
    }

    async fn text_of(&self, guid: &str) -> Option<String> {
        let guid = Guid::parse(guid).unwrap();
        let post = self.pods.at(HOME).read(move |tx| posts::by_guid(tx, &guid)).await?;
        Some(post.status().map(|status| status.text.clone()).unwrap_or_default())
    }

    /// How bob stands with eve.
    async fn contact_with_eve(&self) -> Option<seedpod::model::Contact> {
        let (home, eve) = (self.pods.at(HOME), self.eve.id.clone());
        let bob = home.find("bob").await;
        let act = move |tx: &seedpod::store::ReadTx| {
            let eve = seedpod::domain::people::by_diaspora_id(tx, &eve)?.expect("eve is known");
            seedpod::domain::access::contact(tx, bob.id, eve.id)
        };
        home.read(act).await
    }

    /// Nothing waits and every index agrees.
    async fn is_quiet(&self) {
        self.pods.live(24).await;
        self.pods.check().await;
    }
}

async fn befriend(browser: &mut Browser, who: &Stranger) {
    let page = browser.open(&format!("/people/{}", who.guid)).await;
    let friends = crate::journey::aspect(&page, "Friends");
    browser.submit(&page, &format!("/people/{}/aspects", who.guid), &[("aspect", &friends)]).await.is(200);
}

// F-041, F-042
#[tokio::test]
async fn what_a_message_calls_itself_does_not_matter() {
    let world = World::new().await;
    let types =
        ["application/magic-envelope+xml; charset=utf-8", "text/plain", "application/x-www-form-urlencoded", ""];
    for (number, media_type) in types.into_iter().enumerate() {
        let guid = format!("aaaaaaaaaaaaaa{number:02}");
        let body = world.alice.seal(&world.alice.post(&guid, "hi", true));
        let headers: &[(&str, &str)] = if media_type.is_empty() { &[] } else { &[("content-type", media_type)] };
        let path = if number % 2 == 0 { "/receive/public" } else { "/receive/public/" };
        let page = world.pods.stranger(HOME).send("POST", path, headers, body.into()).await;
        assert_eq!((page.status, page.bytes.len()), (202, 0), "{media_type}");
        assert!(world.text_of(&guid).await.is_some(), "{media_type}");
    }
}

// F-043, F-044, F-045
#[tokio::test]
async fn bodies_of_no_use_leave_nothing_behind() {
    let world = World::new().await;
    for body in [vec![b'<'; (2 << 20) + 1], vec![0; 8 << 20]] {
        let page = push(&world.pods, HOME, body).await;
        assert_eq!((page.status, page.headers["connection"].to_str().unwrap()), (413, "close"));
    }
    for body in [&b""[..], b"<html>", b"{}", b"\xff\xfe\x00", b"xml=%3Cdiaspora%3E"] {
        world.push(body).await;
        let page = world.pods.stranger(HOME).send("GET", "/receive/public", &[], Bytes::new()).await;
        assert_eq!(page.status, 405);
    }
    world.is_quiet().await;
}

// F-054: replayed as it is, a thousand times or later, it changes nothing and nobody is told again
#[tokio::test]
async fn a_replayed_message_counts_once() {
    let mut world = World::new().await;
    let text = "for @{bob@home.example}";
    let messages = [
        world.alice.seal(&world.alice.post("aaaaaaaaaaaaaa01", text, true)),
        world.alice.seal(&world.alice.comment("aaaaaaaaaaaaaa02", "aaaaaaaaaaaaaa01", "and a comment")),
        world.alice.seal(&world.alice.like("aaaaaaaaaaaaaa03", "aaaaaaaaaaaaaa01", "Post")),
    ];
    for message in &messages {
        world.push(message.clone()).await;
    }
    let news = world.bob.open("/notifications").await.text();
    let letters = world.alice.letters(&world.pods.net).len();
    for message in messages.iter().chain(&messages) {
        world.push(message.clone()).await;
    }
    world.pods.clock.advance(20 * 86_400);
    for message in &messages {
        world.push(message.clone()).await;
    }
    let page = world.bob.open("/posts/aaaaaaaaaaaaaa01").await;
    assert_eq!((page.count("article.comment"), page.likes()), (1, 1));
    assert_eq!(world.bob.open("/stream").await.post_addresses_with("for @").len(), 1);
    let mentions = |text: &str| text.matches("mentioned you").count();
    assert_eq!(mentions(&world.bob.open("/notifications").await.text()), mentions(&news));
    // One subscription to the post, however often it came (F-100).
    assert_eq!(world.alice.letters(&world.pods.net).len(), letters);
}

// F-103, F-146: a limited post is for those to whom it came
#[tokio::test]
async fn a_limited_post_is_visible_to_its_recipients_alone() {
    let mut world = World::new().await;
    let (mut carol, mut dave) =
        (world.pods.browser("carol@home.example").await, world.pods.person("dave@home.example").await);
    let post = world.alice.seal(&world.alice.post("aaaaaaaaaaaaaa01", "between us", false));
    world.push_to("bob", &post).await;
    carol.open("/posts/aaaaaaaaaaaaaa01").await.is(404);
    world.push_to("carol", &post).await;
    for browser in [&mut world.bob, &mut carol] {
        browser.open("/posts/aaaaaaaaaaaaaa01").await.is(200).sees("between us");
    }
    dave.open("/posts/aaaaaaaaaaaaaa01").await.is(404);
    // What its author relays reaches those who have the post, and nobody who has not.
    let comment = world.alice.seal(&world.alice.comment("aaaaaaaaaaaaaa02", "aaaaaaaaaaaaaa01", "more between us"));
    world.push_to("dave", &comment).await;
    carol.open("/posts/aaaaaaaaaaaaaa01").await.sees_not("more between us");
    world.push_to("carol", &comment).await;
    world.bob.open("/posts/aaaaaaaaaaaaaa01").await.sees("more between us");
    assert_eq!(world.pods.at(HOME).read(queue::stats).await.received, 0);
}

// F-104, F-105, F-106
#[tokio::test]
async fn a_guid_belongs_to_whoever_used_it_first() {
    let mut world = World::new().await;
    let guid = "aaaaaaaaaaaaaa01";
    world.push(world.alice.seal(&world.alice.post(guid, "the first words", true))).await;
    world.push(world.alice.seal(&world.alice.post(guid, "other words", true))).await;
    world.push(world.eve.seal(&world.eve.post(guid, "words of another", true))).await;
    assert_eq!(world.text_of(guid).await.as_deref(), Some("the first words"));
    // Somebody who learned the guid of a limited post cannot give it to themselves.
    let limited = "aaaaaaaaaaaaaa02";
    world.push_to("carol", &world.alice.seal(&world.alice.post(limited, "for carol", false))).await;
    world.push_to("bob", &world.eve.seal(&world.eve.post(limited, "for carol", false))).await;
    world.bob.open(&format!("/posts/{limited}")).await.is(404);
    world.push(world.alice.seal(&world.alice.post(limited, "public now", true))).await;
    world.bob.open(&format!("/posts/{limited}")).await.is(404);
}

// F-110
#[tokio::test]
async fn a_post_of_nothing_is_none() {
    let world = World::new().await;
    world.push(world.alice.seal(&world.alice.post("aaaaaaaaaaaaaa01", " \n ", true))).await;
    assert!(world.text_of("aaaaaaaaaaaaaa01").await.is_none());
}

// F-122, F-126
#[tokio::test]
async fn a_reshare_needs_its_root_and_counts_once() {
    let world = World::new().await;
    world.push(world.eve.seal(&world.eve.reshare("eeeeeeeeeeeeee01", &world.alice.id, "aaaaaaaaaaaaaa09"))).await;
    assert!(world.pods.at(HOME).read(queue::stats).await.received > 0);
    world.is_quiet().await;
    assert!(world.text_of("eeeeeeeeeeeeee01").await.is_none());
    world.push(world.alice.seal(&world.alice.post("aaaaaaaaaaaaaa01", "a root", true))).await;
    for guid in ["eeeeeeeeeeeeee02", "eeeeeeeeeeeeee03"] {
        world.push(world.eve.seal(&world.eve.reshare(guid, &world.alice.id, "aaaaaaaaaaaaaa01"))).await;
    }
    assert!(world.text_of("eeeeeeeeeeeeee02").await.is_some() && world.text_of("eeeeeeeeeeeeee03").await.is_none());
    // A reshare of a reshare is none either.
    world.push(world.alice.seal(&world.alice.reshare("aaaaaaaaaaaaaa02", &world.eve.id, "eeeeeeeeeeeeee02"))).await;
    assert!(world.text_of("aaaaaaaaaaaaaa02").await.is_none());
}

// F-164, F-165, F-166
#[tokio::test]
async fn a_contact_says_something_about_its_two_people_only() {
    let mut world = World::new().await;
    let sharing = world.eve.seal(&world.eve.contact("bob@home.example", true));
    // Written for bob, replayed to carol by somebody who got hold of it.
    world.push_to("carol", &sharing).await;
    let mut carol = world.pods.browser("carol@home.example").await;
    assert!(!carol.open("/notifications").await.html.contains(world.eve.guid.as_str()));
    world.push_to("bob", &sharing).await;
    let told = world.bob.open("/notifications").await.text().matches("started sharing").count();
    assert!(told > 0);
    for _ in 0..3 {
        world.push_to("bob", &sharing).await;
    }
    assert_eq!(world.bob.open("/notifications").await.text().matches("started sharing").count(), told);
    assert!(world.contact_with_eve().await.is_some_and(|contact| contact.sharing && !contact.receiving));
    world.push_to("bob", &world.eve.seal(&world.eve.contact("bob@home.example", false))).await;
    assert!(world.contact_with_eve().await.is_none());
}

// F-071: whoever has a new key is somebody else, and nothing is looked up for them
#[tokio::test]
async fn a_rotated_key_is_not_believed() {
    let world = World::new().await;
    let thief = Stranger { key: crate::pods::key(150), ..Stranger::new("alice@alpha.example", 0) };
    thief.publish(&world.pods.net);
    let asked = world.pods.net.asked().len();
    world.push(thief.seal(&thief.post("aaaaaaaaaaaaaa01", "a new key", true))).await;
    world.push_to("bob", &thief.seal(&thief.post("aaaaaaaaaaaaaa02", "a new key", false))).await;
    let theft = "<retraction><author>alice@alpha.example</author><target_guid>aaaaaaaaaaaaaa03</target_guid><target_type>Post</target_type></retraction>";
    world.push(world.alice.seal(&world.alice.post("aaaaaaaaaaaaaa03", "stays", true))).await;
    world.push(thief.seal(theft)).await;
    assert!(world.text_of("aaaaaaaaaaaaaa01").await.is_none() && world.text_of("aaaaaaaaaaaaaa02").await.is_none());
    assert!(world.text_of("aaaaaaaaaaaaaa03").await.is_some());
    assert_eq!(world.pods.net.asked().len(), asked);
    // A search finds the new key and keeps the old one (F-026).
    thief.known_to(&world.pods, HOME).await;
    world.push(thief.seal(&thief.post("aaaaaaaaaaaaaa04", "a new key", true))).await;
    assert!(world.text_of("aaaaaaaaaaaaaa04").await.is_none());
}

// F-201
#[tokio::test]
async fn nobody_speaks_after_their_end() {
    let mut world = World::new().await;
    world.push(world.alice.seal(&world.alice.post("aaaaaaaaaaaaaa01", "before", true))).await;
    let deletion = "<account_deletion><author>alice@alpha.example</author></account_deletion>";
    // Not by anybody else (F-200).
    world.push(world.eve.seal(deletion)).await;
    assert!(world.text_of("aaaaaaaaaaaaaa01").await.is_some());
    world.push(world.alice.seal(deletion)).await;
    assert!(world.text_of("aaaaaaaaaaaaaa01").await.is_none());
    world.push(world.alice.seal(&world.alice.post("aaaaaaaaaaaaaa02", "after", true))).await;
    world.push_to("bob", &world.alice.seal(&world.alice.contact("bob@home.example", true))).await;
    assert!(world.text_of("aaaaaaaaaaaaaa02").await.is_none());
    world.bob.open("/notifications").await.sees_not("started sharing");
    world.is_quiet().await;
}

// F-133 to F-135, F-147, F-191, F-193: only those entitled, through the real pod
#[tokio::test]
async fn nobody_acts_on_what_is_not_theirs() {
    let mut world = World::new().await;
    let page = world.bob.open("/stream").await;
    world.bob.submit(&page, "/status_messages", &[("text", "my own words"), ("audience", "public")]).await.is(200);
    let friends = crate::journey::aspect(&world.bob.open("/stream").await, "Friends");
    let page = world.bob.open("/stream").await;
    let limited = [("text", "for my friends"), ("audience", "aspects"), ("aspect", friends.as_str())];
    world.bob.submit(&page, "/status_messages", &limited).await.is(200);
    world.pods.settle().await;
    let public = crate::journey::post_in_stream(&mut world.bob, "my own words").await.replace("/posts/", "");
    let limited = crate::journey::post_in_stream(&mut world.bob, "for my friends").await.replace("/posts/", "");
    let (alice, eve) = (&world.alice, &world.eve);
    // A stranger comments on what they never got; a third person carries somebody's comment; the
    // right comment comes in the open although the post is limited (F-157).
    world.push_to("bob", &eve.seal(&eve.comment("cccccccccccccc01", &limited, "never got it"))).await;
    world.push(eve.seal(&alice.comment("cccccccccccccc02", &public, "carried by eve"))).await;
    world.push(alice.seal(&alice.comment("cccccccccccccc03", &limited, "in the open"))).await;
    let forged = alice.comment("cccccccccccccc04", &public, "signed by alice").replace("signed by alice", "changed");
    world.push(alice.seal(&forged)).await;
    let nobody = format!(
        "<comment><author>{}</author><guid>cccccccccccccc05</guid><parent_guid>{public}</parent_guid><text>unsigned</text></comment>",
        alice.id
    );
    world.push(alice.seal(&nobody)).await;
    for guid in [&public, &limited] {
        let retraction = |author: &str| {
            format!(
                "<retraction><author>{author}</author><target_guid>{guid}</target_guid><target_type>Post</target_type></retraction>"
            )
        };
        world.push(eve.seal(&retraction("bob@home.example"))).await;
        world.push(alice.seal(&retraction(alice.id.as_str()))).await;
    }
    for guid in [&public, &limited] {
        let page = world.bob.open(&format!("/posts/{guid}")).await;
        assert_eq!((page.status, page.count("article.comment")), (200, 0), "{}", page.text());
    }
    // The same things done rightly.
    world.push_to("bob", &alice.seal(&alice.comment("cccccccccccccc06", &limited, "got it"))).await;
    world.push(eve.seal(&eve.comment("cccccccccccccc07", &public, "hello from eve"))).await;
    world.bob.open(&format!("/posts/{limited}")).await.sees("got it");
    world.bob.open(&format!("/posts/{public}")).await.sees("hello from eve");
    // A comment of another goes only with its author or the author of the post.
    let theft = |guid: &str| {
        format!(
            "<retraction><author>{}</author><target_guid>{guid}</target_guid><target_type>Comment</target_type></retraction>",
            alice.id
        )
    };
    world.push(alice.seal(&theft("cccccccccccccc07"))).await;
    world.bob.open(&format!("/posts/{public}")).await.sees("hello from eve");
}

// F-031, F-202 quotas: one pod's flood leaves room for the others, and all of them together have
// an end; who is told to come again later may.
#[tokio::test]
async fn a_flood_fills_its_own_share_and_no_more() {
    let mut world = World::new().await;
    world.pods.leave_jobs();
    let unknown = |host: &str| Stranger::new(&format!("mallory@{host}"), 2);
    let flood = async |host: &str, most: usize| {
        let mallory = unknown(host);
        let message: Bytes = mallory.seal(&mallory.post("aaaaaaaaaaaaaa01", "a flood", true)).into();
        for taken in 0..most {
            let page = push(&world.pods, HOME, message.clone()).await;
            if page.status == 503 {
                assert!(page.headers.contains_key("retry-after"));
                return taken;
            }
        }
        most
    };
    assert_eq!(flood("flood.example", 600).await, 500);
    // Somebody known is not even queued, and others still have room.
    assert_eq!(
        push(&world.pods, HOME, world.alice.seal(&world.alice.post("aaaaaaaaaaaaaa02", "hi", true))).await.status,
        202
    );
    assert!(world.text_of("aaaaaaaaaaaaaa02").await.is_some());
    for (number, room) in [500, 500, 500, 0].into_iter().enumerate() {
        assert_eq!(flood(&format!("flood{number}.example"), 600).await, room, "{number}");
    }
    assert_eq!(
        push(&world.pods, HOME, world.alice.seal(&world.alice.post("aaaaaaaaaaaaaa03", "hi", true))).await.status,
        202
    );
    assert!(world.text_of("aaaaaaaaaaaaaa03").await.is_some());
    assert_eq!(world.pods.at(HOME).read(queue::stats).await.received, 2_000);
    // The flood costs its pods one question each, and is gone after a while.
    world.pods.clock.advance(60);
    world.pods.live(24).await;
    assert!(world.pods.net.asked().iter().filter(|url| url.contains("flood.example")).count() <= 60);
    assert_eq!(flood("flood.example", 1).await, 1);
}

// F-028: a name that is an address is nobody's pod, whoever names it
#[tokio::test]
async fn nobody_makes_us_ask_where_they_like() {
    let world = World::new().await;
    let asked = world.pods.net.asked().len();
    for host in ["127.0.0.1", "[::1]", "10.0.0.1:8080"] {
        let inside = Stranger::new(&format!("mallory@{host}"), 2);
        world.push(inside.seal(&inside.post("aaaaaaaaaaaaaa01", "hi", true))).await;
    }
    // The guard itself is the network's; what reaches it is at most the one question.
    let new = world.pods.net.asked().split_off(asked);
    assert!(new.iter().all(|url| url.contains("/.well-known/webfinger")), "{new:?}");
    // Envelopes that cannot hold cost nobody a question (F-069).
    let asked = world.pods.net.asked().len();
    for key_id in ["", "%%%", "Zm9v", &"QQ".repeat(500_000)] {
        let body = world.alice.seal(&world.alice.post("aaaaaaaaaaaaaa02", "hi", true));
        let start = body.find("key_id=\"").unwrap() + 8;
        let end = start + body[start..].find('"').unwrap();
        world.push(format!("{}{key_id}{}", &body[..start], &body[end..])).await;
    }
    assert_eq!(world.pods.net.asked().len(), asked);
    world.is_quiet().await;
}

// F-065, F-066
#[tokio::test]
async fn other_envelopes_are_not_opened() {
    let world = World::new().await;
    let styles = [
        Style { media_type: "application/atom+xml", ..PLAIN },
        Style { media_type: "text/xml", ..PLAIN },
        Style { media_type: "", ..PLAIN },
    ];
    for style in styles {
        let body = world.alice.seal_as(&world.alice.post("aaaaaaaaaaaaaa01", "hi", true), &style);
        world.push(body).await;
    }
    for (from, to) in [("base64url", "base64"), ("RSA-SHA256", "RSA-SHA1"), ("me:env", "me:envelope")] {
        let body = world.alice.seal(&world.alice.post("aaaaaaaaaaaaaa01", "hi", true));
        world.push(body.replace(from, to)).await;
    }
    assert!(world.text_of("aaaaaaaaaaaaaa01").await.is_none());
}

// F-148: who is ignored is told, and nobody else
#[tokio::test]
async fn the_ignored_are_refused_and_told() {
    let mut world = World::new().await;
    let page = world.bob.open("/stream").await;
    world.bob.submit(&page, "/status_messages", &[("text", "my own words"), ("audience", "public")]).await.is(200);
    let post = crate::journey::post_in_stream(&mut world.bob, "my own words").await.replace("/posts/", "");
    let page = world.bob.open(&format!("/people/{}", world.eve.guid)).await;
    world.bob.press(&page, &format!("/people/{}/ignore", world.eve.guid)).await.is(200);
    world.pods.settle().await;
    world.pods.net.forget_log();
    world.push(world.eve.seal(&world.eve.comment("cccccccccccccc01", &post, "let me in"))).await;
    world.bob.open(&format!("/posts/{post}")).await.sees_not("let me in");
    let told = world.eve.public_mail(&world.pods.net);
    assert!(
        matches!(told.as_slice(), [(by, Entity::Retraction(it))] if by.as_str() == "bob@home.example" && it.target_type == Kind::Comment),
        "{told:?}"
    );
    assert!(world.alice.public_mail(&world.pods.net).is_empty());
}
