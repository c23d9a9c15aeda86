//! Aspects and contacts (spec/api-v1.md §4.1, §4.2).

use super::{ALL, HOST, NOWHERE, Program, friends, guid, third};
use crate::pods::Pods;
use serde_json::json;

#[tokio::test]
async fn aspects_are_made_named_moved_and_deleted() {
    let (_pods, mut alice, mut bob) = friends().await;
    //
    let made = alice.post("aspects", json!({ "name": " Choir " })).await;
    let id = made.is(200)["id"].as_u64().unwrap();
    assert_eq!(made.body, json!({ "id": id, "name": "Choir", "order": 4 }));
    let at = format!("aspects/{id}");
    assert_eq!(alice.get(&at).await.is(200), &made.body);
    assert_eq!(alice.patch(&at, json!({ "name": "The choir", "order": 0 })).await.is(200)["order"], 0);
    let all = alice.get("aspects").await;
    assert_eq!(all.is(200).as_array().unwrap().len(), 5);
    assert_eq!(all.body[1]["name"], "The choir");
    //
    for name in [json!("family"), json!(""), json!("   "), json!("x".repeat(21)), json!(null)] {
        let sent = json!({ "name": name });
        alice.post("aspects", sent.clone()).await.says(422, "Failed to create the aspect");
        if !name.is_null() {
            alice.patch(&at, sent).await.says(422, "Failed to update the aspect");
        }
    }
    alice.post("aspects", json!({})).await.says(422, "Failed to create the aspect");
    alice.patch(&at, json!({ "order": -1 })).await.says(422, "Failed to update the aspect");
    //
    assert_eq!(alice.patch(&at, json!({})).await.is(200)["name"], "The choir");
    //
    bob.get(&at).await.says(404, "Aspect with provided ID could not be found");
    bob.patch(&at, json!({ "name": "Mine" })).await.says(404, "Failed to update the aspect");
    bob.delete(&at).await.says(422, "Failed to delete the aspect");
    bob.get(&format!("{at}/contacts")).await.says(404, "Aspect with provided ID could not be found");
    //
    for odd in ["x", "-1", "99999999999999999999999", "%00"] {
        alice.get(&format!("aspects/{odd}")).await.is(404);
        alice.get(&format!("aspects/{odd}/contacts")).await.is(404);
    }
    alice.delete(&at).await.is(204);
    alice.delete(&at).await.says(422, "Failed to delete the aspect");
}

#[tokio::test]
async fn people_come_into_aspects_and_leave_them() {
    let (pods, mut alice, mut bob) = friends().await;
    let mut carol = third(&pods).await;
    let (a, b, c) = (alice.me().await, bob.me().await, carol.me().await);
    let aspect = alice.aspect().await;
    let at = format!("aspects/{aspect}/contacts");
    //
    alice.post(&at, json!({ "person": c })).await.is(204);
    assert_eq!(alice.get(&at).await.guids(), [b.clone(), c.clone()]);
    let shown = alice.get(&format!("users/{c}")).await;
    assert_eq!(shown.is(200)["aspects"], json!([{ "id": aspect, "name": "Family" }]));
    assert_eq!(shown.body["relationship"], json!({ "receiving": true, "sharing": false }));
    //
    for who in [c.as_str(), NOWHERE, a.as_str(), "short"] {
        alice.post(&at, json!({ "person_guid": who })).await.says(422, "Failed to add user to aspect");
    }
    alice.post(&at, json!({})).await.says(422, "param is missing or the value is empty: person_guid");
    alice.post("aspects/999999/contacts", json!({ "person_guid": c })).await.is(404);
    alice.post(&format!("users/{c}/block"), json!({})).await.is(201);
    alice.post(&at, json!({ "person_guid": c })).await.says(422, "Failed to add user to aspect");
    //
    alice.delete(&format!("{at}/{b}")).await.is(204);
    assert_eq!(alice.get(&format!("users/{b}")).await.is(200)["relationship"]["receiving"], false);
    alice.delete(&format!("{at}/{b}")).await.says(404, "Aspect or contact on aspect not found");
    alice.delete(&format!("aspects/999999/contacts/{b}")).await.says(404, "Aspect or contact on aspect not found");
    alice.delete(&format!("{at}/{NOWHERE}")).await.says(422, "Failed to remove user from aspect");
    pods.settle().await;
    pods.check().await;
}

//
#[tokio::test]
async fn people_of_other_pods_hear_of_it() {
    let pods = Pods::new(&[HOST, "away.example"]).await;
    pods.at(HOST).account("alice").await;
    let mut zoe = pods.person("zoe@away.example").await;
    let mut alice = Program::of(&pods, "alice", ALL).await;
    let mut page = pods.browser("alice@pod.example").await;
    page.open("/search?q=zoe%40away.example").await;
    pods.settle().await;
    let zoe_guid = pods.at(HOST).guid_of("zoe@away.example").await.to_string();
    alice.share_with(&zoe_guid).await;
    pods.settle().await;
    zoe.open("/notifications").await.sees("alice");
    alice.publish("from a program to another pod").await;
    pods.settle().await;
    let me = pods.at("away.example").find("zoe").await;
    let alice_there = pods.at("away.example").guid_of("alice@pod.example").await;
    pods.at("away.example")
        .act("zoe", move |tx, cx, account| {
            let aspect = seedpod::domain::aspects::list(tx, account)?[0].id;
            let person = seedpod::domain::people::by_guid(tx, &alice_there)?.unwrap();
            seedpod::domain::contacts::add(tx, cx, account, aspect, person.id)
        })
        .await
        .unwrap();
    pods.settle().await;
    zoe.open("/stream").await.sees("from a program to another pod");
    let sent = json!({ "subject": "Tea", "body": "Today?", "recipients": [zoe_guid] });
    let talk = guid(alice.post("conversations", sent).await.is(201));
    alice.post(&format!("conversations/{talk}/messages"), json!({ "body": "At four" })).await.is(201);
    pods.settle().await;
    let unread = pods.at("away.example").read(move |tx| seedpod::domain::conversations::unread(tx, me.id)).await;
    assert_eq!(unread, 2);
    pods.check().await;
}
