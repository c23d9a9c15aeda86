//! Private conversations at the browser (spec/features.md §7.2).

use super::{POD, profile, share};
use crate::pods::{Browser, Page, Pods};

async fn befriend(pods: &Pods, one: &mut Browser, one_id: &str, other: &mut Browser, other_id: &str) {
    share(pods, one, other_id, &["Friends"]).await;
    share(pods, other, one_id, &["Friends"]).await;
}

fn talk(page: &Page) -> String {
    page.attribute("section.news a[href^='/conversations/']", "href").unwrap()
}

// W-121, W-205 to W-210, W-213: only mutual contacts are offered; several people talk; counters
// and order are right.
#[tokio::test]
async fn friends_write_to_each_other() {
    let pods = Pods::new(&[POD]).await;
    let (mut alice, mut bob, mut carol) =
        (pods.person("alice@one.test").await, pods.person("bob@one.test").await, pods.person("carol@one.test").await);
    alice.open("/conversations").await.sees("No conversations yet");
    alice.open("/conversations/new").await.sees("Nobody to write to yet");
    share(&pods, &mut alice, "carol@one.test", &["Friends"]).await;
    assert!(!profile(&pods, &mut alice, "carol@one.test").await.html.contains("/conversations/new?contact"));
    befriend(&pods, &mut alice, "alice@one.test", &mut bob, "bob@one.test").await;
    let page = profile(&pods, &mut alice, "bob@one.test").await;
    let path = page.attribute("a[href^='/conversations/new?contact']", "href").unwrap();
    let page = alice.open(&path).await;
    assert_eq!(page.count("input[name=contact]"), 1);
    assert_eq!(page.count("input[name=contact][checked]"), 1);
    let page = alice.submit(&page, "/conversations", &[("text", "  ")]).await;
    page.is(422).sees("A message needs words");
    let page = alice.submit(&page, "/conversations", &[("contact", "none"), ("text", "to nobody")]).await;
    page.is(422);
    share(&pods, &mut carol, "alice@one.test", &["Friends"]).await;
    let page = alice.open("/conversations/new").await;
    let (bob_guid, carol_guid) =
        (pods.at(POD).guid_of("bob@one.test").await, pods.at(POD).guid_of("carol@one.test").await);
    let fields = [("contact", bob_guid.as_str()), ("contact", carol_guid.as_str()), ("text", "Tea on *Sunday*?")];
    let page = alice.submit(&page, "/conversations", &fields).await;
    page.is(200).sees("No subject").sees("Tea on Sunday ?").sees("Your message is on its way");
    assert_eq!(alice.open("/stream").await.count("[data-badge=messages] .badge"), 0);

    let page = bob.open("/conversations").await;
    page.sees("No subject").sees("One message").sees("1 unread").sees("alice");
    assert_eq!(page.count("[data-badge=messages] .badge"), 1);
    let path = talk(&page);
    let page = bob.open(&path).await;
    page.sees("New from here").sees("Tea on");
    assert_eq!(bob.open("/stream").await.count("[data-badge=messages] .badge"), 0);
    bob.submit(&page, &format!("{path}/messages"), &[("text", "")]).await.is(422);
    pods.clock.advance(60);
    bob.submit(&page, &format!("{path}/messages"), &[("text", "With cake!")]).await.is(200).sees("With cake!");
    carol.open(&path).await.sees("Tea on").sees("With cake!");
    alice.open("/conversations").await.sees("2 messages").sees("1 unread").sees("With cake!");
    let mut dora = pods.person("dora@one.test").await;
    dora.open(&path).await.is(404);
    pods.check().await;
}

// W-211: who leaves hears no more; the last one takes it away.
#[tokio::test]
async fn a_conversation_is_hidden_and_in_the_end_deleted() {
    let pods = Pods::new(&[POD]).await;
    let (mut alice, mut bob) = (pods.person("alice@one.test").await, pods.person("bob@one.test").await);
    befriend(&pods, &mut alice, "alice@one.test", &mut bob, "bob@one.test").await;
    let guid = pods.at(POD).guid_of("bob@one.test").await;
    let page = alice.open("/conversations/new").await;
    let fields = [("contact", guid.as_str()), ("subject", "Plans"), ("text", "hello")];
    let page = alice.submit(&page, "/conversations", &fields).await;
    page.sees("Plans").sees("Hide and mute");
    let path = page.button_ending("/hide").unwrap().trim_end_matches("/hide").to_owned();
    alice.press(&page, &format!("{path}/hide")).await.sees("The conversation is hidden");
    alice.open("/conversations").await.sees_not("Plans");
    let page = bob.open(&path).await;
    let page = bob.submit(&page, &format!("{path}/messages"), &[("text", "are you there?")]).await;
    alice.open("/conversations").await.sees("No conversations yet");
    page.sees("You are the last one here");
    bob.press(&page, &format!("{path}/hide")).await.sees("The conversation is deleted");
    bob.open(&path).await.is(404);
    pods.check().await;
}

// W-213, W-112: from an aspect's page to all members who share back.
#[tokio::test]
async fn an_aspect_is_written_to() {
    let pods = Pods::new(&[POD]).await;
    let (mut alice, mut bob) = (pods.person("alice@one.test").await, pods.person("bob@one.test").await);
    pods.at(POD).account("carol").await;
    befriend(&pods, &mut alice, "alice@one.test", &mut bob, "bob@one.test").await;
    share(&pods, &mut alice, "carol@one.test", &["Friends"]).await;
    let page = alice.open("/contacts").await;
    let friends = page.attribute("a[href^='/contacts?a_id=']:nth-of-type(5)", "href").unwrap();
    let page = alice.open(&friends).await;
    let path = page.attribute("a[href^='/conversations/new?aspect_id']", "href").unwrap();
    let page = alice.open(&path).await;
    assert_eq!(page.count("input[name=contact][checked]"), 1);
    page.sees("bob").sees_not("carol");
}
