//! Notifications (spec/api-v1.md §4.10).

use super::{NOWHERE, Program, friends, guid, third};
use serde_json::{Value, json};

const GONE: &str = "Notification with provided guid could not be found";
const WRONG: &str = "Could not process the notifications request";

async fn of(program: &mut Program, kind: &str) -> Vec<Value> {
    program.get(&format!("notifications?type={kind}")).await.is(200).as_array().unwrap().clone()
}

//
#[tokio::test]
async fn each_cause_is_told_with_its_name_and_post() {
    let (pods, mut alice, mut bob) = friends().await;
    let mut carol = third(&pods).await;
    let post = alice.publish("news").await;
    let comments = format!("posts/{post}/comments");
    let comment = guid(bob.post(&comments, json!({ "body": "first" })).await.is(201));
    carol.post(&comments, json!({ "body": "second" })).await.is(201);
    carol.post(&comments, json!({ "body": "and @{bob@pod.example}" })).await.is(201);
    bob.post(&format!("posts/{post}/likes"), json!({})).await.is(204);
    carol.post(&format!("posts/{post}/comments/{comment}/likes"), json!({})).await.is(204);
    bob.post(&format!("posts/{post}/reshares"), json!({})).await.is(200);
    let mention = bob.publish("hello @{alice@pod.example}").await;
    pods.settle().await;
    for (kind, target) in [
        ("comment_on_post", Some(&post)),
        ("liked", Some(&post)),
        ("reshared", Some(&post)),
        ("mentioned", Some(&mention)),
        ("started_sharing", None),
    ] {
        let found = of(&mut alice, kind).await;
        assert_eq!(found.len(), 1, "{kind}");
        assert_eq!(found[0]["target"]["guid"].as_str(), target.map(String::as_str), "{kind}");
        assert!(!found[0]["event_creators"].as_array().unwrap().is_empty());
    }
    for kind in ["also_commented", "liked_comment", "mentioned_in_comment"] {
        let found = of(&mut bob, kind).await;
        assert_eq!(found.first().map(|one| &one["target"]["guid"]), Some(&json!(post)), "{kind}");
    }
    bob.patch("user", json!({ "birthday": "1990-03-02" })).await.is(200);
    pods.advance(24 * 3600).await;
    pods.at(super::HOST).pod.write(|tx, cx| seedpod::domain::notifications::tell_birthdays(tx, cx)).await.unwrap();
    let found = of(&mut alice, "contacts_birthday").await;
    assert_eq!((found.len(), found[0].get("target")), (1, None));
}

#[tokio::test]
async fn notifications_are_filtered_merged_and_marked() {
    let (pods, mut alice, mut bob) = friends().await;
    let mut carol = third(&pods).await;
    let post = alice.publish("likeable").await;
    bob.post(&format!("posts/{post}/likes"), json!({})).await.is(204);
    pods.advance(60).await;
    carol.post(&format!("posts/{post}/likes"), json!({})).await.is(204);
    //
    let liked = of(&mut alice, "liked").await;
    assert_eq!(liked.len(), 1);
    assert_eq!(liked[0]["event_creators"].as_array().unwrap().len(), 2);
    assert_eq!(liked[0]["created_at"], "2026-03-01T12:00:00.000Z");
    //
    let all = alice.get("notifications").await.guids().len();
    assert_eq!(alice.get("notifications?only_unread=false").await.guids().len(), all);
    assert_eq!(alice.get("notifications?only_after=2026-03-01").await.guids().len(), all);
    assert_eq!(alice.get("notifications?only_after=2026-03-02").await.is(200), &json!([]));
    for bad in ["only_after=soon", "before=x", "after=x", "type=odd"] {
        alice.get(&format!("notifications?{bad}")).await.says(422, WRONG);
    }
    //
    let at = format!("notifications/{}", guid(&liked[0]));
    assert_eq!(alice.get(&at).await.is(200)["read"], false);
    alice.patch(&at, json!({ "read": true })).await.is(204);
    assert_eq!(alice.get(&at).await.is(200)["read"], true);
    assert!(!alice.get("notifications?only_unread=true").await.guids().contains(&guid(&liked[0])));
    alice.patch(&at, json!({ "read": false })).await.is(204);
    alice.patch(&at, json!({})).await.says(422, WRONG);
    bob.get(&at).await.says(404, GONE);
    bob.patch(&at, json!({ "read": true })).await.says(404, GONE);
    alice.patch(&format!("notifications/{NOWHERE}"), json!({ "read": true })).await.says(404, GONE);
}
