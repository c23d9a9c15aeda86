//! The publisher.

use super::{publish, two_friends, write};
use crate::journey;
use crate::pods::Pods;

// W-122, W-130: words or a picture are needed; a poll or a place alone is not enough.
#[tokio::test]
async fn an_empty_post_is_refused_and_keeps_what_was_filled_in() {
    let pods = Pods::new(&["a.test"]).await;
    let mut alice = pods.person("alice@a.test").await;
    let poll = [("question", "Where to?"), ("answer", "Lake"), ("answer", "Hill"), ("audience", "public")];
    let page = write(&mut alice, "  \n ", &poll).await;
    page.is(422).sees("Write something or add a picture.");
    assert_eq!(page.attribute("input[name=question]", "value").as_deref(), Some("Where to?"));
    assert!(page.html.contains("value=\"Hill\""));
    write(&mut alice, "", &[("place", "By the lake"), ("audience", "public")]).await.is(422);
    pods.settle().await;
    pods.check().await;
}

// W-135
#[tokio::test]
async fn the_limit_is_told_with_the_count() {
    let pods = Pods::new(&["a.test"]).await;
    let mut alice = pods.person("alice@a.test").await;
    write(&mut alice, &"ä".repeat(65_536), &[("audience", "public")])
        .await
        .is(422)
        .sees("65536 characters are too many: at most 65535 fit.");
    write(&mut alice, &"ä".repeat(65_535), &[("audience", "public")]).await.is(200).sees("Your post is out.");
    pods.settle().await;
    pods.check().await;
}

// W-126, W-131, W-132: a preview shows everything as it will look, and sends nothing.
#[tokio::test]
async fn a_preview_shows_words_poll_place_and_mentions() {
    let (pods, mut alice, mut bob) = two_friends().await;
    let fields = [
        ("audience", "public"),
        ("question", "When?"),
        ("answer", "Now"),
        ("answer", ""),
        ("answer", "Later"),
        ("place", "Old harbour"),
        ("lat", "54.1"),
        ("lng", "12.1"),
        ("step", "preview"),
    ];
    let page = write(&mut alice, "A **walk** with @{bob@a.test} #walk", &fields).await;
    page.is(200).sees("When?").sees("Later").sees("Posted from Old harbour").sees("@bob");
    assert_eq!(page.count(".post-draft .words strong"), 1);
    assert_eq!(page.count(".post-draft .words a.mention"), 1);
    assert_eq!(page.count(".post-draft .poll li"), 2);
    bob.open("/stream").await.sees_not("Old harbour");
    // The form under the preview still holds all of it.
    let page = alice.submit(&page, "/status_messages", &[]).await;
    page.is(200).sees("Your post is out.").sees("When?").sees("Posted from Old harbour");
    bob.open("/stream").await.sees("Old harbour");
    pods.settle().await;
    pods.check().await;
}

// W-131
#[tokio::test]
async fn poll_lines_come_and_go_without_script() {
    let pods = Pods::new(&["a.test"]).await;
    let mut alice = pods.person("alice@a.test").await;
    let lines = [("question", "Which?"), ("answer", "One"), ("answer", "Two"), ("audience", "public")];
    let mut fields = lines.to_vec();
    fields.push(("step", "more-answers"));
    let page = write(&mut alice, "Choose", &fields).await;
    page.is(200);
    assert_eq!(page.count("input[name=answer]"), 3);
    let page = alice.submit(&page, "/status_messages", &[("step", "drop-answer-1")]).await;
    assert_eq!(page.count("input[name=answer]"), 2);
    assert!(page.html.contains("value=\"Two\"") && !page.html.contains("value=\"One\""));
    alice.submit(&page, "/status_messages", &[]).await.is(422).sees("A poll needs at least two answers");
    write(&mut alice, "No question", &lines[1..]).await.is(422).sees("A poll needs a question.");
    pods.settle().await;
    pods.check().await;
}

// W-132: a place without coordinates is shown here and not sent; wrong ones are refused.
#[tokio::test]
async fn a_place_may_be_just_a_name() {
    let pods = Pods::new(&["a.test"]).await;
    let mut alice = pods.person("alice@a.test").await;
    let page = write(&mut alice, "Here", &[("place", "Grandma's garden"), ("audience", "public")]).await;
    page.is(200).sees("Posted from Grandma's garden");
    assert_eq!(page.count(".place a"), 0);
    for (lat, lng) in [("91", "0"), ("x", "1"), ("1", "")] {
        let place = [("place", "There"), ("lat", lat), ("lng", lng), ("audience", "public")];
        write(&mut alice, "Wrong", &place).await.is(422).sees("The coordinates are not right");
    }
    pods.settle().await;
    pods.check().await;
}

// W-138: an aspect of somebody else is refused. W-124
#[tokio::test]
async fn posting_to_a_foreign_aspect_is_refused() {
    let (pods, mut alice, mut bob) = two_friends().await;
    let foreign = journey::aspect(&bob.open("/stream").await, "Friends");
    write(&mut alice, "Not for you", &[("audience", "some"), ("aspect", &foreign)])
        .await
        .is(422)
        .sees("This aspect is not yours.");
    write(&mut alice, "For nobody", &[("audience", "some")]).await.is(422).sees("Choose who may see this");
    bob.open("/stream").await.sees_not("Not for you");
    pods.settle().await;
    pods.check().await;
}

// W-125: every publisher starts with the person's own choice.
#[tokio::test]
async fn the_publisher_starts_with_the_default_audience() {
    let pods = Pods::new(&["a.test"]).await;
    let mut alice = pods.person("alice@a.test").await;
    let page = alice.open("/stream").await;
    assert!(page.attribute("input[name=audience][value=all]", "checked").is_some());
    pods.at("a.test")
        .act("alice", |tx, _, account| {
            seedpod::domain::accounts::set_post_default(tx, account, seedpod::model::PostDefault::Public)
        })
        .await
        .unwrap();
    for path in ["/stream", "/status_messages/new", "/bookmarklet?url=https://x.example/", "/tags/walk"] {
        let page = alice.open(path).await;
        assert!(page.attribute("input[name=audience][value=public]", "checked").is_some(), "{path}");
    }
    pods.settle().await;
    pods.check().await;
}

// W-133: our own script gets the new post alone, to put it on top.
#[tokio::test]
async fn the_script_gets_the_new_post() {
    let pods = Pods::new(&["a.test"]).await;
    let mut alice = pods.person("alice@a.test").await;
    publish(&mut alice, "First words").await;
    let page = alice.open("/stream").await;
    let token = page.attribute("form[data-sends] input[name=csrf]", "value").unwrap();
    let boundary = "b";
    let part = |name: &str, value: &str| {
        format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let body =
        [part("csrf", &token), part("from", "/stream"), part("text", "Second words"), part("audience", "public")];
    let body = format!("{}--{boundary}--\r\n", body.concat());
    let headers =
        [("content-type", "multipart/form-data; boundary=b"), ("origin", "https://a.test"), ("x-seedpod-part", "1")];
    let answer = alice.send("POST", "/status_messages", &headers, body.into()).await;
    answer.is(200).sees("Second words");
    assert_eq!((answer.count("article.post"), answer.count("nav")), (1, 0));
    pods.settle().await;
    pods.check().await;
}

// W-136
#[tokio::test]
async fn the_bookmark_opens_a_filled_publisher_and_its_window_closes() {
    let pods = Pods::new(&["a.test"]).await;
    let mut alice = pods.person("alice@a.test").await;
    alice.open("/bookmarklet").await.is(200).sees("javascript:(function()");
    let page = alice.open("/bookmarklet?title=A%20page&url=https%3A%2F%2Fx.example%2Fa&notes=one%0Atwo").await;
    page.is(200);
    assert!(
        page.html.contains("\n### A page\n\n&gt; one\n&gt; two\n\nhttps://x.example/a</textarea>"),
        "{}",
        page.html
    );
    let page = alice.submit(&page, "/status_messages", &[("audience", "public")]).await;
    page.is(200).sees("You can close this window.");
    assert!(page.attribute("[data-close]", "data-close").is_some());
    pods.settle().await;
    pods.advance(700).await;
    let page = alice.open("/bookmarklet?content=just%20this").await;
    assert!(page.html.contains("\njust this</textarea>"));
    pods.settle().await;
    pods.check().await;
}

// W-137
#[tokio::test]
async fn posts_from_a_phone_and_from_programs_say_so() {
    let pods = Pods::new(&["a.test"]).await;
    let mut alice = pods.person("alice@a.test").await;
    let page = alice.open("/stream").await;
    let token = page.attribute("form[data-sends] input[name=csrf]", "value").unwrap();
    let body = format!(
        "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nOn the way\r\n--b\r\nContent-Disposition: form-data; name=\"audience\"\r\n\r\npublic\r\n--b--\r\n"
    );
    let headers = [
        ("content-type", "multipart/form-data; boundary=b"),
        ("origin", "https://a.test"),
        ("user-agent", "Mozilla/5.0 (Android 15; Mobile) Mobi"),
    ];
    alice.send("POST", "/status_messages", &headers, body.into()).await.is(303);
    alice.open("/stream").await.sees("On the way").sees("via mobile");
    pods.at("a.test")
        .act("alice", |tx, cx, account| {
            use seedpod::domain::posts::{self, Audience, NewPost};
            let new = NewPost {
                text: "From a program".into(),
                audience: Audience::Public,
                photos: Vec::new(),
                poll: None,
                event: None,
                location: None,
                provider: "Leaflet".into(),
            };
            posts::create(tx, cx, account, new)
        })
        .await
        .unwrap();
    alice.open("/stream").await.sees("via Leaflet");
    pods.settle().await;
    pods.check().await;
}

// W-089: the first post ends the tour.
#[tokio::test]
async fn the_first_post_ends_the_tour() {
    let pods = Pods::new(&["a.test"]).await;
    let mut alice = pods.person("alice@a.test").await;
    assert!(pods.at("a.test").find("alice").await.settings.getting_started);
    publish(&mut alice, "Hello everybody").await;
    assert!(!pods.at("a.test").find("alice").await.settings.getting_started);
    pods.settle().await;
    pods.check().await;
}
