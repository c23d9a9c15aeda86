//! Comments, likes, and everything else one does with posts (spec/api-v1.md §4.4 to §4.6).

use super::{NOWHERE, friends, guid, third};
use serde_json::json;

const GONE: &str = "Post with provided guid could not be found";
const NO_COMMENT: &str = "Comment not found for the given post";

#[tokio::test]
async fn comments_are_written_listed_and_deleted() {
    let (pods, mut alice, mut bob) = friends().await;
    let mut carol = third(&pods).await;
    let post = alice.publish("talk to me").await;
    let at = format!("posts/{post}/comments");
    // A-140, A-101
    let made = bob.post(&at, json!({ "body": "Hello @{alice@pod.example}" })).await;
    let comment = made.is(201);
    assert_eq!(comment["interactions"], json!({ "liked": false, "likes_count": 0 }));
    assert_eq!(
        (&comment["reported"], &comment["mentioned_people"][0]["diaspora_id"]),
        (&json!(false), &json!("alice@pod.example"))
    );
    let first = guid(comment);
    let second = guid(carol.post(&at, json!({ "body": "second" })).await.is(201));
    let third = guid(alice.post(&at, json!({ "body": "third" })).await.is(201));
    let listed = alice.get(&at).await;
    assert_eq!(listed.guids(), [first.clone(), second.clone(), third.clone()]);
    assert!(listed.header("link").contains("rel=\"previous\""));
    // A-092
    for (kind, body) in [
        ("application/x-www-form-urlencoded", "body=same".to_owned()),
        (
            "multipart/form-data; boundary=x",
            "--x\r\ncontent-disposition: form-data; name=\"body\"\r\n\r\nsame\r\n--x--\r\n".to_owned(),
        ),
        ("application/json", r#"{"body":"same"}"#.to_owned()),
    ] {
        let made = bob.raw("POST", &at, &[], Some((kind, body.into()))).await;
        assert_eq!(made.is(201)["body"], "same", "{kind}");
    }
    // A-134
    assert_eq!(alice.get(&format!("posts/{post}")).await.is(200)["interaction_counters"]["comments"], 6);
    // A-141
    bob.post(&format!("posts/{NOWHERE}/comments"), json!({ "body": "x" })).await.says(404, GONE);
    let limited = alice.confide("not for carol").await;
    carol.post(&format!("posts/{limited}/comments"), json!({ "body": "x" })).await.says(404, GONE);
    for body in [json!({}), json!({ "body": "" }), json!({ "body": "  " }), json!({ "body": null })] {
        bob.post(&at, body).await.says(422, "param is missing or the value is empty: body");
    }
    bob.post(&at, json!({ "body": "x".repeat(65_536) })).await.says(422, "User is not allowed to comment");
    let c = carol.me().await;
    alice.post(&format!("users/{c}/block"), json!({})).await.is(201);
    carol.post(&at, json!({ "body": "x" })).await.says(422, "User is not allowed to comment");
    // A-142
    let other = bob.publish("another post").await;
    bob.delete(&format!("posts/{other}/comments/{first}")).await.says(404, NO_COMMENT);
    bob.delete(&format!("{at}/{NOWHERE}")).await.says(404, NO_COMMENT);
    bob.delete(&format!("{at}/{second}")).await.says(403, "User not allowed to delete the comment");
    bob.delete(&format!("{at}/{first}")).await.is(204);
    bob.delete(&format!("{at}/{first}")).await.says(404, NO_COMMENT);
    alice.delete(&format!("{at}/{second}")).await.is(204);
    pods.settle().await;
    pods.check().await;
}

#[tokio::test]
async fn comments_are_reported_once() {
    let (_pods, mut alice, mut bob) = friends().await;
    let post = alice.publish("x").await;
    let comment = guid(alice.post(&format!("posts/{post}/comments"), json!({ "body": "rude" })).await.is(201));
    let at = format!("posts/{post}/comments/{comment}/report");
    // A-143
    bob.post(&at, json!({})).await.says(422, "param is missing or the value is empty: reason");
    bob.post(&at, json!({ "reason": "rude" })).await.is(204);
    bob.post(&at, json!({ "reason": "rude" })).await.says(409, "This item already has been reported by this user");
    let listed = format!("posts/{post}/comments");
    assert_eq!(bob.get(&listed).await.is(200)[0]["reported"], true);
    assert_eq!(alice.get(&listed).await.is(200)[0]["reported"], false);
    bob.post(&format!("posts/{post}/comments/{NOWHERE}/report"), json!({ "reason": "x" })).await.says(404, NO_COMMENT);
}

#[tokio::test]
async fn likes_come_and_go() {
    let (pods, mut alice, mut bob) = friends().await;
    let mut carol = third(&pods).await;
    let post = alice.publish("likeable").await;
    let comment = guid(alice.post(&format!("posts/{post}/comments"), json!({ "body": "me too" })).await.is(201));
    let other = alice.publish("other").await;
    for at in [format!("posts/{post}/likes"), format!("posts/{post}/comments/{comment}/likes")] {
        // A-144, A-145
        carol.post(&at, json!({})).await.is(204);
        bob.post(&at, json!({})).await.is(204);
        bob.post(&at, json!({})).await.says(409, "Like already exists");
        // A-146
        let listed = bob.get(&at).await;
        assert_eq!(listed.is(200).as_array().unwrap().len(), 2);
        assert_eq!(listed.body[0]["author"]["diaspora_id"], "bob@pod.example");
        bob.delete(&at).await.is(204);
        bob.delete(&at).await.says(410, "Like doesn’t exist");
    }
    bob.post(&format!("posts/{other}/comments/{comment}/likes"), json!({})).await.says(404, NO_COMMENT);
    bob.get(&format!("posts/{NOWHERE}/likes")).await.says(404, GONE);
    assert_eq!(
        carol.get(&format!("posts/{post}/comments")).await.is(200)[0]["interactions"],
        json!({ "liked": true, "likes_count": 1 })
    );
    // A-133, A-134, A-155
    let seen = carol.get(&format!("posts/{post}")).await;
    assert_eq!(
        (&seen.is(200)["own_interaction_state"]["liked"], &seen.body["own_interaction_state"]["subscribed"]),
        (&json!(true), &json!(true))
    );
    assert_eq!(seen.body["interaction_counters"]["likes"], 1);
    let c = carol.me().await;
    alice.post(&format!("users/{c}/block"), json!({})).await.is(201);
    carol.post(&format!("posts/{other}/likes"), json!({})).await.says(422, "User is not allowed to like");
    pods.settle().await;
    pods.check().await;
}

#[tokio::test]
async fn posts_are_followed_hidden_and_reported() {
    let (_pods, mut alice, mut bob) = friends().await;
    let post = alice.publish("follow me #cake").await;
    let at = |what: &str| format!("posts/{post}/{what}");
    // A-147
    bob.post(&at("subscribe"), json!({})).await.is(204);
    bob.post(&at("subscribe"), json!({})).await.is(409);
    assert_eq!(bob.get(&format!("posts/{post}")).await.is(200)["own_interaction_state"]["subscribed"], true);
    bob.post(&at("mute"), json!({})).await.is(204);
    bob.post(&at("mute"), json!({})).await.is(410);
    alice.post(&at("subscribe"), json!({})).await.says(422, "Cannot subscribe to this post");
    // A-148, A-105
    bob.post(&at("hide"), json!({})).await.says(422, "Missing parameter");
    bob.post(&at("hide"), json!({ "hide": true })).await.is(204);
    bob.post(&at("hide"), json!({ "hide": true })).await.says(409, "Post already hidden");
    assert_eq!(bob.get("streams/main").await.is(200), &json!([]));
    assert_eq!(bob.get("search/posts?tag=cake").await.is(200), &json!([]));
    let shown = bob.get(&format!("posts/{post}")).await.is(200).clone();
    let hers = format!("users/{}/posts", shown["author"]["guid"].as_str().unwrap());
    assert_eq!(bob.get(&hers).await.guids(), std::slice::from_ref(&post), "what she wrote stays what she wrote");
    let form = Some(("application/x-www-form-urlencoded", "hide=false".into()));
    bob.raw("POST", &at("hide"), &[], form).await.is(204);
    bob.post(&at("hide"), json!({ "hide": false })).await.says(410, "Post not hidden");
    assert_eq!(bob.get("streams/main").await.guids(), std::slice::from_ref(&post));
    // A-149
    bob.post(&at("report"), json!({})).await.says(422, "Failed to create report on this post");
    bob.post(&at("report"), json!({ "reason": "spam" })).await.is(204);
    bob.post(&at("report"), json!({ "reason": "spam" })).await.says(409, "Failed to create report on this post");
    assert_eq!(bob.get(&format!("posts/{post}")).await.is(200)["own_interaction_state"]["reported"], true);
    for what in ["subscribe", "mute", "hide", "report", "vote"] {
        bob.post(&format!("posts/{NOWHERE}/{what}"), json!({})).await.says(404, GONE);
    }
}
