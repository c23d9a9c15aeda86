//! Posts (spec/api-v1.md §3.5, §3.6, §4.3).

use super::{NOWHERE, Program, READ, friends, guid, picture, third, upload};
use serde_json::{Value, json};

const GONE: &str = "Post with provided guid could not be found";
const FAILED: &str = "Failed to create the post";

#[tokio::test]
async fn a_public_post_has_every_member_and_everybody_sees_it() {
    let (pods, mut alice, mut bob) = friends().await;
    let mut reader = Program::of(&pods, "bob", READ).await;
    // A-120
    let made = alice.post("posts", json!({ "public": true, "body": "Hello #World" })).await;
    let post = made.is(200);
    assert_eq!(
        (&post["post_type"], &post["body"], &post["title"]),
        (&json!("StatusMessage"), &json!("Hello #World"), &json!("Hello #World"))
    );
    assert_eq!((&post["public"], &post["nsfw"], &post["photos"]), (&json!(true), &json!(false), &json!([])));
    assert_eq!(post["interaction_counters"], json!({ "comments": 0, "likes": 0, "reshares": 0 }));
    assert_eq!(
        post["own_interaction_state"],
        json!({ "liked": false, "reshared": false, "subscribed": false, "reported": false })
    );
    assert_eq!(post["author"]["diaspora_id"], "alice@pod.example");
    // A-135, A-136
    for absent in ["poll", "location", "open_graph_object", "oembed", "root", "provider_display_name"] {
        assert!(post.get(absent).is_none(), "{absent}");
    }
    assert!(!post.as_object().unwrap().values().any(Value::is_null));
    let at = format!("posts/{}", guid(post));
    assert_eq!(bob.get(&at).await.is(200), post);
    assert_eq!(reader.get(&at).await.is(200)["guid"], post["guid"]);
    // A-131
    alice.get(&format!("posts/{NOWHERE}")).await.says(404, GONE);
    alice.get("posts/1").await.says(404, GONE);
}

// A-135: what a linked page says about itself, and what a trusted provider lets play.
#[tokio::test]
async fn a_post_tells_about_its_link() {
    let (pods, mut alice, _) = friends().await;
    let head = "<title>x</title><meta property=og:title content=Rye><meta property=og:image content=/rye.png>";
    pods.net.can("https://books.example/rye", 200, "text/html", head);
    let endpoint = "https://vimeo.com/api/oembed.json?dnt=1&url=https%3A%2F%2Fvimeo.com%2F1&maxwidth=420&maxheight=420";
    let film = r#"{"type":"video","title":"A film","html":"<iframe src='https://player.vimeo.com/video/1'></iframe>"}"#;
    pods.net.can(endpoint, 200, "application/json", film);
    let page = alice.publish("Read https://books.example/rye").await;
    let player = alice.publish("See https://vimeo.com/1").await;
    pods.settle().await;
    let post = alice.get(&format!("posts/{page}")).await.is(200).clone();
    let card = &post["open_graph_object"];
    assert_eq!((&card["url"], &card["type"]), (&json!("https://books.example/rye"), &json!("website")));
    assert_eq!((&card["title"], &card["description"]), (&json!("Rye"), &Value::Null));
    assert!(card["image"].as_str().unwrap().starts_with("https://pod.example/remote/") && post.get("oembed").is_none());
    let post = alice.get(&format!("posts/{player}")).await.is(200).clone();
    let card = &post["oembed"];
    assert_eq!((&card["title"], &card["trusted_endpoint_url"]), (&json!("A film"), &json!(endpoint)));
    assert!(card["html"].as_str().unwrap().contains("src=\"https://player.vimeo.com/video/1\""), "{card}");
    assert!(post.get("open_graph_object").is_none());
    pods.check().await;
}

#[tokio::test]
async fn a_limited_post_is_for_its_aspects() {
    let (pods, mut alice, mut bob) = friends().await;
    let mut carol = third(&pods).await;
    // A-121
    let post = format!("posts/{}", alice.confide("between us").await);
    assert_eq!(bob.get(&post).await.is(200)["public"], false);
    carol.get(&post).await.says(404, GONE);
    // A-122
    let foreign = bob.aspect().await;
    for wrong in [
        json!({ "body": "x" }),
        json!({ "body": "x", "public": null }),
        json!({ "body": "x", "public": false }),
        json!({ "body": "x", "public": false, "aspects": [] }),
        json!({ "body": "x", "public": false, "aspects": [foreign] }),
        json!({ "body": "x", "public": false, "aspects": ["odd", {}] }),
        // A-123
        json!({ "public": true }),
        json!({ "public": true, "body": "" }),
        json!({ "public": true, "body": " \n\t" }),
        json!({ "public": true, "body": "x".repeat(65_536) }),
    ] {
        alice.post("posts", wrong).await.says(422, FAILED);
    }
    // A-132
    carol.delete(&post).await.says(404, GONE);
    bob.delete(&post).await.says(403, "Not allowed to delete the post");
    alice.delete(&post).await.is(204);
    alice.delete(&post).await.says(404, GONE);
    bob.get(&post).await.says(404, GONE);
}

#[tokio::test]
async fn a_post_carries_mentions_places_and_titles() {
    let (pods, mut alice, mut bob) = friends().await;
    // A-124
    let text = "Dear @{bob@pod.example}, see #NSFW";
    let made = alice.post("posts", json!({ "public": true, "body": text })).await;
    assert_eq!(made.is(200)["mentioned_people"][0]["diaspora_id"], "bob@pod.example");
    assert_eq!(made.body["body"], text);
    pods.settle().await;
    assert_eq!(bob.get("notifications?type=mentioned").await.is(200)[0]["target"]["guid"], made.body["guid"]);
    // A-129
    assert_eq!(made.body["nsfw"], true);
    // A-125
    let place = json!({ "public": true, "body": "here", "location": { "address": "Berlin", "lat": 52, "lng": 13 } });
    let made = alice.post("posts", place).await;
    made.is(200);
    assert!(made.text.contains(r#""lat":52.0,"lng":13.0"#), "{}", made.text);
    let nowhere = json!({ "public": true, "body": "here", "location": { "lat": 1.5, "lng": 2 } });
    assert!(alice.post("posts", nowhere).await.is(200).get("location").is_none());
    // A-130
    let long = "word ".repeat(40);
    for (body, title) in [
        ("# A heading\n\ntext", "A heading".to_owned()),
        ("**bold** [link](https://example.org)\n\nmore", "bold link more".to_owned()),
        (long.as_str(), format!("{}...", "word ".repeat(14).trim_end())),
    ] {
        let made = alice.post("posts", json!({ "public": true, "body": body })).await;
        let shown = made.is(200)["title"].as_str().unwrap().to_owned();
        assert!(shown == title || (shown.ends_with("...") && shown.chars().count() <= 73), "{shown}");
    }
    // spec/api-v1.md §2.8: addresses of posts known here lead to them
    let linked = alice.publish("linked").await;
    let body = format!("see diaspora://alice@pod.example/post/{linked} and \u{200e}#tag\u{200e}!");
    let made = alice.post("posts", json!({ "public": true, "body": body })).await;
    assert_eq!(made.is(200)["body"], format!("see https://pod.example/posts/{linked} and #tag!"));
}

// A-106
#[tokio::test]
async fn long_and_foreign_texts_survive() {
    let (_pods, mut alice, _) = friends().await;
    for body in ["x".repeat(65_535), "日本語 😀 עברית é".to_owned()] {
        let made = alice.post("posts", json!({ "public": true, "body": body })).await;
        let at = format!("posts/{}", guid(made.is(200)));
        assert_eq!(alice.get(&at).await.is(200)["body"], body.as_str());
    }
}

#[tokio::test]
async fn polls_are_asked_and_answered_once() {
    let (_pods, mut alice, mut bob) = friends().await;
    let ask = |question: &str, answers: Value, body: &str| json!({ "public": true, "body": body, "poll": { "question": question, "poll_answers": answers } });
    // A-126
    for wrong in [
        ask("Which?", json!(["one"]), "x"),
        ask("Which?", json!(["one", " "]), "x"),
        ask(" ", json!(["one", "two"]), "x"),
        ask("Which?", json!(["one", "two"]), ""),
        json!({ "public": true, "body": "x", "poll": "odd" }),
    ] {
        alice.post("posts", wrong).await.says(422, FAILED);
    }
    let made = alice.post("posts", ask("Which?", json!(["one", "two"]), "x")).await;
    let poll = &made.is(200)["poll"];
    assert_eq!(
        (&poll["question"], &poll["participation_count"], &poll["already_participated"]),
        (&json!("Which?"), &json!(0), &json!(false))
    );
    let (one, two) = (poll["poll_answers"][0]["id"].as_u64().unwrap(), poll["poll_answers"][1]["id"].as_u64().unwrap());
    assert!(one != two && one < 1 << 31);
    let other = alice.post("posts", ask("And?", json!(["a", "b"]), "y")).await;
    let foreign = other.is(200)["poll"]["poll_answers"][0]["id"].as_u64().unwrap();
    let at = format!("posts/{}", guid(&made.body));
    let vote = |answer: Value| json!({ "poll_answer": answer });
    // A-150
    for wrong in [json!(foreign), json!(999_999), json!("x"), json!(null)] {
        bob.post(&format!("{at}/vote"), vote(wrong)).await.says(422, "Cant vote on this post");
    }
    let plain = alice.publish("no poll").await;
    bob.post(&format!("posts/{plain}/vote"), vote(json!(one))).await.says(422, "Cant vote on this post");
    bob.post(&format!("posts/{NOWHERE}/vote"), vote(json!(one))).await.says(404, GONE);
    bob.post(&format!("{at}/vote"), vote(json!(two))).await.is(204);
    bob.post(&format!("{at}/vote"), vote(json!(two))).await.says(422, "Cant vote on this post");
    let seen = bob.get(&at).await;
    let poll = &seen.is(200)["poll"];
    assert_eq!((&poll["participation_count"], &poll["already_participated"]), (&json!(1), &json!(true)));
    assert_eq!(poll["poll_answers"][1], json!({ "id": two, "answer": "two", "vote_count": 1, "own_answer": true }));
    assert_eq!(alice.get(&at).await.is(200)["poll"]["already_participated"], false);
}

#[tokio::test]
async fn photos_go_into_posts_once() {
    let (_pods, mut alice, mut bob) = friends().await;
    let file = picture(800, 600, image::ImageFormat::Png);
    let sent = Some(upload(&[("pending", "true")], "a.png", &file));
    let photo = guid(alice.raw("POST", "photos", &[], sent).await.is(200));
    let foreign = guid(bob.raw("POST", "photos?pending=true", &[], Some(upload(&[], "a.png", &file))).await.is(200));
    // A-127, A-128
    for wrong in [json!([foreign]), json!([NOWHERE]), json!([photo, NOWHERE]), json!([7])] {
        alice.post("posts", json!({ "public": true, "body": "x", "photos": wrong })).await.says(422, FAILED);
    }
    let made = alice.post("posts", json!({ "public": true, "photos": [photo] })).await;
    let post = made.is(200);
    assert_eq!((&post["body"], post["photos"].as_array().unwrap().len()), (&json!(""), 1));
    assert_eq!(post["title"], "A post from alice@pod.example");
    assert!(post["photos"][0].get("guid").is_none());
    assert_eq!(post["photos"][0]["dimensions"], json!({ "height": 600, "width": 800 }));
    assert_eq!(alice.get(&format!("photos/{photo}")).await.is(200)["post"], post["guid"]);
    alice.post("posts", json!({ "public": true, "body": "x", "photos": [photo] })).await.says(422, FAILED);
}

#[tokio::test]
async fn reshares_show_their_root() {
    let (_pods, mut alice, mut bob) = friends().await;
    let root = alice.publish("the original #cake").await;
    let at = format!("posts/{root}/reshares");
    // A-151
    let made = bob.post(&at, json!({})).await;
    let reshare = made.is(200);
    assert_eq!((&reshare["post_type"], &reshare["body"]), (&json!("Reshare"), &json!("the original #cake")));
    assert_eq!(
        (&reshare["root"]["guid"], &reshare["author"]["diaspora_id"]),
        (&json!(root), &json!("bob@pod.example"))
    );
    bob.post(&at, json!({})).await.says(409, "Reshare already exists");
    alice.post(&at, json!({})).await.says(422, "Failed to reshare");
    let limited = alice.confide("not for everybody").await;
    bob.post(&format!("posts/{limited}/reshares"), json!({})).await.says(422, "Failed to reshare");
    bob.post(&format!("posts/{NOWHERE}/reshares"), json!({})).await.says(404, GONE);
    // A-134, A-154
    assert_eq!(bob.get(&format!("posts/{root}")).await.is(200)["interaction_counters"]["reshares"], 1);
    let listed = alice.get(&at).await;
    assert_eq!((listed.guids(), &listed.body[0]["author"]["name"]), (vec![guid(reshare)], &json!("bob@pod.example")));
    assert_eq!(alice.get(&format!("posts/{limited}/reshares")).await.is(200), &json!([]));
    // A-153
    let reshare = format!("posts/{}", guid(reshare));
    alice.delete(&format!("posts/{root}")).await.is(204);
    let left = bob.get(&reshare).await;
    assert!(left.is(200).get("root").is_none() && left.body.get("nsfw").is_none());
    assert_eq!((&left.body["body"], &left.body["photos"]), (&json!(""), &json!([])));
}

// A-152
#[tokio::test]
async fn a_reshare_of_a_reshare_is_one_of_the_root() {
    let (pods, mut alice, mut bob) = friends().await;
    let mut carol = third(&pods).await;
    let root = alice.publish("first").await;
    let middle = guid(bob.post(&format!("posts/{root}/reshares"), json!({})).await.is(200));
    let made = carol.post(&format!("posts/{middle}/reshares"), json!({})).await;
    assert_eq!(
        (&made.is(200)["root"]["guid"], &made.body["root"]["post_type"]),
        (&json!(root), &json!("StatusMessage"))
    );
}
