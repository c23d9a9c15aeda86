//! Conversations (spec/api-v1.md §4.9).

use super::{NOWHERE, friends, guid, third};
use serde_json::json;

const GONE: &str = "Conversation with provided guid could not be found";
const FAILED: &str = "Couldn't accept or process the conversation";

#[tokio::test]
async fn conversations_are_begun_read_and_left() {
    let (pods, mut alice, mut bob) = friends().await;
    let mut carol = third(&pods).await;
    let (b, c) = (bob.me().await, carol.me().await);
    let new = |subject: &str, body: &str, to: serde_json::Value| json!({ "subject": subject, "body": body, "recipients": to });
    //
    for wrong in [
        new("", "x", json!([b])),
        new("x", " ", json!([b])),
        new("x", "x", json!([])),
        new("x", "x", json!(null)),
        new("x", "x", json!([NOWHERE])),
        new("x", "x", json!([b, c])),
        new("x", "x", json!([7])),
        json!({}),
    ] {
        alice.post("conversations", wrong).await.says(422, FAILED);
    }
    //
    let made = alice.post("conversations", new("Tea", "Today?", json!([b]))).await;
    let talk = made.is(201);
    assert_eq!(
        (&talk["read"], &talk["subject"], talk["participants"].as_array().unwrap().len()),
        (&json!(true), &json!("Tea"), 2)
    );
    let at = format!("conversations/{}", guid(talk));
    //
    assert_eq!(bob.get(&at).await.is(200)["read"], false);
    assert_eq!(bob.get("conversations?only_unread=true").await.guids(), [guid(talk)]);
    assert_eq!(alice.get("conversations?only_unread=true").await.is(200), &json!([]));
    assert_eq!(bob.patch(&at, json!({ "read": true })).await.is(200)["read"], true);
    assert_eq!(bob.get("conversations?only_unread=1").await.is(200), &json!([]));
    assert_eq!(bob.patch(&at, json!({ "read": false })).await.is(200)["read"], false);
    //
    bob.patch(&at, json!({})).await.says(422, "Couldn't update the conversation");
    bob.patch(&format!("conversations/{NOWHERE}"), json!({ "read": true })).await.says(404, GONE);
    //
    assert_eq!(alice.get("conversations?only_after=2026-03-01T12:00:00.000Z").await.guids().len(), 1);
    assert_eq!(alice.get("conversations?only_after=2026-03-01T12:00:01Z").await.guids().len(), 0);
    alice.get("conversations?only_after=yesterday").await.is(422);
    //
    bob.patch(&at, json!({ "read": true })).await.is(200);
    let messages = format!("{at}/messages");
    alice.post(&messages, json!({ "body": "At four" })).await.is(201);
    bob.post(&messages, json!({ "body": "Yes" })).await.is(201);
    let listed = alice.get(&messages).await;
    let bodies: Vec<&str> =
        listed.is(200).as_array().unwrap().iter().map(|message| message["body"].as_str().unwrap()).collect();
    assert_eq!(bodies, ["Today?", "At four", "Yes"]);
    assert_eq!(alice.get(&format!("{messages}?per_page=1&page=2")).await.is(200)[0]["body"], "At four");
    assert_eq!(alice.get(&format!("{messages}?only_after=2026-03-02T00:00:00Z")).await.is(200), &json!([]));
    assert_eq!(alice.get(&at).await.is(200)["read"], false);
    //
    for wrong in [json!({}), json!({ "body": "" }), json!({ "body": " " })] {
        alice.post(&messages, wrong).await.says(422, "Couldn’t accept or process the conversation");
    }
    //
    carol.get(&at).await.says(404, GONE);
    carol.get(&messages).await.says(404, GONE);
    carol.post(&messages, json!({ "body": "x" })).await.says(404, GONE);
    carol.patch(&at, json!({ "read": true })).await.says(404, GONE);
    carol.delete(&at).await.says(404, GONE);
    //
    alice.delete(&at).await.is(204);
    alice.get(&at).await.says(404, GONE);
    bob.get(&at).await.is(200);
    //
    assert_eq!(
        bob.get("notifications?only_unread=true")
            .await
            .is(200)
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| one["type"] != "started_sharing")
            .count(),
        0
    );
    pods.settle().await;
    pods.check().await;
}
