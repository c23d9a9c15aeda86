//! A post on its own page, and from elsewhere.

use super::{comment, publish, publish_limited, two_friends, write};
use crate::pods::Pods;

// W-005, W-176, W-164: a stranger reads everything; each comment has its own address.
#[tokio::test]
async fn the_page_of_a_post_shows_everything() {
    let (pods, mut alice, mut bob) = two_friends().await;
    let post = publish(&mut alice, "# A title\n\nAnd words").await;
    let page = comment(&mut bob, &post, "Under it").await;
    let guid = page.attribute("article.comment", "id").unwrap();
    assert_eq!(page.count(&format!("a[href='{post}#{guid}']")), 1);
    let mut stranger = pods.stranger("a.test");
    let page = stranger.open(&post).await;
    page.is(200).sees("And words").sees("Under it").sees_not("formaction");
    assert!(page.html.contains("<title>A title"));
    stranger.open(&post.replace("/posts/", "/p/")).await.is(200).sees("And words");
    pods.settle().await;
    pods.check().await;
}

// W-006
#[tokio::test]
async fn a_limited_post_asks_strangers_to_sign_in() {
    let (pods, mut alice, _bob) = two_friends().await;
    let post = publish_limited(&mut alice, "Among us").await;
    let mut stranger = pods.stranger("a.test");
    let page = stranger.open(&post).await;
    assert!(page.offers("/users/sign_in"), "{}", page.text());
    page.sees_not("Among us");
    stranger.open("/posts/00000000000000000000000000000000").await.is(404);
    let page =
        stranger.submit(&page, "/users/sign_in", &[("username", "bob"), ("password", crate::pods::PASSWORD)]).await;
    page.is(200).sees("Among us");
    pods.settle().await;
    pods.check().await;
}

// W-020
#[tokio::test]
async fn a_public_post_describes_itself() {
    let (pods, mut alice, _bob) = two_friends().await;
    let post = publish(&mut alice, "A loaf of **bread** and #butter, #salt").await;
    let page = pods.stranger("a.test").open(&post).await;
    let meta = |name: &str| page.attribute(&format!("meta[{name}]"), "content").unwrap_or_default();
    assert_eq!(meta("name=description"), "A loaf of bread and #butter, #salt");
    assert_eq!(meta("name=keywords"), "butter, salt");
    assert_eq!(meta("property='og:url'"), format!("https://a.test{post}"));
    assert!(meta("property='og:title'").starts_with("A loaf of bread"));
    let limited = publish_limited(&mut alice, "Secret bread").await;
    assert_eq!(alice.open(&limited).await.count("meta[property]"), 0);
    pods.settle().await;
    pods.check().await;
}

// W-016
#[tokio::test]
async fn other_pages_may_embed_public_posts() {
    let (pods, mut alice, _bob) = two_friends().await;
    let post = publish(&mut alice, "Quote & me").await;
    let limited = publish_limited(&mut alice, "Not me").await;
    let mut stranger = pods.stranger("a.test");
    let ask = |post: &str| format!("/oembed?url=https%3A%2F%2Fa.test{}&maxwidth=300", post.replace('/', "%2F"));
    let answer = stranger.open(&ask(&post)).await;
    let json: serde_json::Value = serde_json::from_slice(&answer.bytes).unwrap();
    assert_eq!((json["version"].as_str(), json["type"].as_str()), (Some("1.0"), Some("rich")));
    assert_eq!(json["width"], 300);
    assert!(json["html"].as_str().unwrap().contains("Quote &amp; me"));
    for path in [ask(&limited), ask("/posts/0000000000000000"), "/oembed".to_owned()] {
        stranger.open(&path).await.is(404);
    }
    // Not even for those who may see it: the answer is for other pages.
    alice.open(&ask(&limited)).await.is(404);
    pods.settle().await;
    pods.check().await;
}

// W-154: addresses of the network lead to the post or person here, fetched if need be.
#[tokio::test]
async fn addresses_of_the_network_are_opened() {
    let pods = Pods::new(&["a.test", "b.test"]).await;
    let mut alice = pods.person("alice@a.test").await;
    let mut bob = pods.person("bob@b.test").await;
    let post = publish(&mut alice, "Find me").await;
    let guid = post.strip_prefix("/posts/").unwrap();
    let link = format!("/link?q=web%2Bdiaspora%3A%2F%2Falice%40a.test%2Fpost%2F{guid}");
    let page = bob.open(&link).await;
    page.is(200).sees("Looking for it");
    pods.settle().await;
    let again = page.attribute("[data-next]", "data-next").unwrap();
    let page = bob.open(&again).await;
    page.is(200).sees("Find me");
    // A text that names the address links to the post here.
    let text = format!("Look: diaspora://alice@a.test/post/{guid}");
    let page = write(&mut bob, &text, &[("audience", "public")]).await;
    assert_eq!(page.count(&format!(".words a.post-link[href='{post}']")), 1);
    bob.open("/link?q=web%2Bdiaspora%3A%2F%2Falice%40a.test").await.is(200).sees("alice@a.test");
    bob.open("/link?q=nothing").await.is(404);
    pods.settle().await;
    pods.check().await;
}

// W-177: without script the pictures of the gallery are links; the frame for the script is there.
#[tokio::test]
async fn long_and_hostile_texts_stay_inside() {
    let pods = Pods::new(&["a.test"]).await;
    let mut alice = pods.person("alice@a.test").await;
    let text = format!("{}\n\n<script>alert(1)</script> [x](javascript:alert(1)) שלום עולם", "word ".repeat(600));
    let page = write(&mut alice, &text, &[("audience", "public")]).await;
    // W-141, W-157
    page.is(200).sees_not("<script>alert").sees_not("href=\"javascript:");
    assert_eq!((page.count(".fold"), page.count("template#lightbox")), (1, 1));
    let post = page.post_with("word word").unwrap();
    let page = alice.open(&post).await;
    assert_eq!((page.count(".fold"), page.count("template#lightbox")), (0, 1));
    // W-145
    let page = write(&mut alice, "שלום עולם, מה שלומך?", &[("audience", "public")]).await;
    assert_eq!(page.count(".words[dir=rtl]"), 1);
    pods.settle().await;
    pods.check().await;
}
