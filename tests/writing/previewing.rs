//! Previews of linked pages.

use super::{publish, two_friends};

const PAGE: &str = "<!doctype html><head><title>Plain</title>\
    <meta property=\"og:title\" content=\"The rye book\">\
    <meta property=\"og:description\" content=\"All about rye\">\
    <meta property=\"og:image\" content=\"/cover.png\"></head><body></body>";

// W-156, W-255: title, picture and words of the first link; the picture comes through the pod.
#[tokio::test]
async fn the_first_link_is_previewed() {
    let (pods, mut alice, mut bob) = two_friends().await;
    pods.net.can("https://books.example/rye", 200, "text/html; charset=utf-8", PAGE);
    let post = publish(&mut alice, "Read https://books.example/rye and https://other.example/").await;
    assert_eq!(alice.open(&post).await.count(".embed"), 0);
    pods.settle().await;
    let page = bob.open(&post).await;
    page.sees("The rye book").sees("All about rye").sees("books.example");
    assert!(page.attribute(".embed img", "src").unwrap().starts_with("/remote/"));
    assert_eq!(page.attribute("a.embed", "rel").as_deref(), Some("noopener noreferrer nofollow ugc"));
    // The next post with this link has its preview at once, and nobody asks again.
    let asked = pods.net.asked().len();
    let again = publish(&mut bob, "Also https://books.example/rye").await;
    let page = bob.open(&again).await;
    page.sees("The rye book");
    pods.settle().await;
    assert_eq!(pods.net.asked().len(), asked);
    pods.settle().await;
    pods.check().await;
}

// W-155, W-253: a trusted provider's player waits for a click, and its markup is never taken over.
#[tokio::test]
async fn a_player_waits_for_a_click() {
    let (pods, mut alice, mut bob) = two_friends().await;
    let answer = r#"{"type":"video","title":"A film","author_name":"Somebody","width":420,"height":236,
        "html":"<iframe src=\"https://player.vimeo.com/video/1\" onload=\"alert(1)\"></iframe><script>x()</script>"}"#;
    let endpoint = "https://vimeo.com/api/oembed.json?dnt=1&url=https%3A%2F%2Fvimeo.com%2F1&maxwidth=420&maxheight=420";
    pods.net.can(endpoint, 200, "application/json", answer);
    let post = publish(&mut alice, "First https://plain.example/a then https://vimeo.com/1").await;
    pods.settle().await;
    let page = bob.open(&post).await;
    page.sees("A film").sees_not("<iframe").sees_not("onload").sees_not("x()");
    let play = page.attribute("a.play", "href").unwrap();
    let page = bob.open(play.split('#').next().unwrap()).await;
    assert_eq!(page.attribute("iframe", "src").as_deref(), Some("https://player.vimeo.com/video/1"));
    assert!(page.attribute("iframe", "sandbox").is_some());
    pods.settle().await;
    pods.check().await;
}

// W-155: what anybody else sends as a player is dropped; pages without words have no card.
#[tokio::test]
async fn others_bring_no_player() {
    let (pods, mut alice, _bob) = two_friends().await;
    let evil = "<meta property=og:title content=Evil><meta property=og:image content=https://e.example/a.png>\
        <meta property=og:video content=https://evil.example/player><meta property=og:video:type content=text/html>";
    pods.net.can("https://evil.example/film", 200, "text/html", evil);
    pods.net.can("https://bare.example/x", 200, "text/html", "<p>hello</p>");
    pods.net.can("https://file.example/x", 200, "application/pdf", "<meta property=og:title content=No>");
    let post = publish(&mut alice, "https://evil.example/film").await;
    let bare = publish(&mut alice, "https://bare.example/x").await;
    let file = publish(&mut alice, "https://file.example/x").await;
    pods.settle().await;
    let page = alice.open(&post).await;
    page.sees("Evil");
    assert_eq!((page.count("a.play"), page.count("iframe")), (0, 0));
    assert_eq!(alice.open(&bare).await.count(".embed"), 0);
    assert_eq!(alice.open(&file).await.count(".embed"), 0);
    pods.settle().await;
    pods.check().await;
}

// A page that does not answer is asked once more, later, and then left alone.
#[tokio::test]
async fn a_page_that_is_away_is_asked_twice() {
    let (pods, mut alice, _bob) = two_friends().await;
    let post = publish(&mut alice, "https://away.example/x").await;
    pods.settle().await;
    pods.net.can("https://away.example/x", 200, "text/html", PAGE);
    pods.advance(700).await;
    alice.open(&post).await.sees("The rye book");
    let gone = publish(&mut alice, "https://gone.example/x").await;
    pods.settle().await;
    pods.advance(700).await;
    assert_eq!(alice.open(&gone).await.count(".embed"), 0);
    pods.settle().await;
    pods.check().await;
}
