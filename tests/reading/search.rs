//! Finding people and tags (spec/features.md §8.1).

use super::{POD, post, profile, share};
use crate::pods::{Browser, Page, Pods};
use seedpod::domain::profiles;

async fn named(pods: &Pods, name: &str, first: &str, last: &str) {
    pods.at(POD).account(name).await;
    let (first, last) = (first.to_owned(), last.to_owned());
    let edited = pods.at(POD).act(name, move |tx, cx, account| profiles::set_name(tx, cx, account, &first, &last));
    edited.await.unwrap();
}

async fn offered(browser: &mut Browser, text: &str) -> Page {
    let query: String = url::form_urlencoded::byte_serialize(text.as_bytes()).collect();
    browser
        .send("GET", &format!("/search/suggestions?q={query}"), &[("x-seedpod-part", "1")], bytes::Bytes::new())
        .await
}

// W-214, W-215, W-217: by part of the name and by address, own contacts first, 15 a page.
#[tokio::test]
async fn people_are_found_by_part_of_name_and_by_address() {
    let pods = Pods::new(&[POD]).await;
    let mut alice = pods.person("alice@one.test").await;
    for number in 0..17 {
        named(&pods, &format!("m{number:02}"), "Marianne", &format!("Orchard{number:02}")).await;
    }
    share(&pods, &mut alice, "m09@one.test", &["Friends"]).await;
    let page = alice.open("/search?q=orchard").await;
    assert_eq!(page.count("ul.people > li"), 15);
    assert!(
        page.attribute("ul.people > li a.name", "href")
            .unwrap()
            .ends_with(pods.at(POD).guid_of("m09@one.test").await.as_str())
    );
    let page = alice.open(&page.attribute("a[rel=next]", "href").unwrap()).await;
    assert_eq!(page.count("ul.people > li"), 2);
    alice.open("/search?q=rian+chard05").await.sees("Marianne Orchard05").sees_not("Orchard06");
    alice.open("/search?q=m11").await.sees("m11@one.test");
    alice.open("/search?q=m11%40one.test").await.sees("Orchard11");
    alice.open("/search?q=nobody+here").await.sees("Nobody found").sees("#nobodyhere");
    let page = offered(&mut alice, "orch").await;
    assert_eq!(page.count("li[role=option]"), 5);
    assert_eq!(offered(&mut alice, "o").await.count("li"), 0);
    post(&mut alice, "#orchards are lovely").await;
    offered(&mut alice, "#orch").await.sees("#orchards").sees_not("Marianne");
}

// W-218
#[tokio::test]
async fn a_tag_search_opens_the_page_of_the_tag() {
    let pods = Pods::new(&[POD]).await;
    let mut alice = pods.person("alice@one.test").await;
    alice.open("/search?q=%23Bread").await.is(200).sees("#bread").sees("Nothing with this tag yet");
    alice.open("/search?q=%23").await.is(200).sees("Find people");
}

// W-117, W-216: an unknown address is looked up on the network, with its newest public posts.
#[tokio::test]
async fn an_unknown_address_is_looked_up() {
    let pods = Pods::new(&[POD, "two.test"]).await;
    let (mut alice, mut bob) = (pods.person("alice@one.test").await, pods.person("bob@two.test").await);
    post(&mut bob, "greetings from afar").await;
    pods.settle().await;
    let page = alice.open("/search?q=bob%40two.test").await;
    page.sees("Looking for bob@two.test");
    assert!(page.attribute("[data-again]", "data-again").is_some());
    pods.settle().await;
    alice.open("/search?q=bob%40two.test").await.sees("bob@two.test").sees("Share");
    profile(&pods, &mut alice, "alice@one.test").await.is(200);
    let guid = pods.at(POD).guid_of("bob@two.test").await;
    alice.open(&format!("/people/{guid}")).await.sees("greetings from afar");
    let mut stranger = pods.stranger(POD);
    stranger.open(&format!("/people/{guid}")).await.sees("Sign in");
    alice.open("/search?q=nobody%40two.test").await.sees("Looking for");
    pods.settle().await;
    alice.open("/search?q=nobody%40two.test").await.sees("Nobody answered");
    pods.check().await;
}
