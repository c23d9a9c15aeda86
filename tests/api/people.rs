//! Profiles, ignoring, tags and search (spec/api-v1.md §4.11 to §4.13).

use super::{ALL, HOST, NOWHERE, Program, READ, friends, guid, third};
use serde_json::{Value, json};

const FAILED: &str = "Failed to update the user settings";

#[tokio::test]
async fn ones_own_profile_is_shown_and_changed() {
    let (_pods, mut alice, _) = friends().await;
    let own = alice.get("user").await;
    //
    for name in ["birthday", "gender", "location", "bio", "searchable", "show_profile_info", "nsfw", "tags"] {
        assert!(own.is(200).get(name).is_some(), "{name}");
    }
    let g = own.body["guid"].clone();
    for (name, value) in [
        ("name", json!("Alice A.")),
        ("bio", json!("**hello**")),
        ("gender", json!("yes")),
        ("location", json!("Berlin")),
        ("birthday", json!("1984-01-02")),
        ("searchable", json!(false)),
        ("show_profile_info", json!(true)),
        ("nsfw", json!(true)),
        ("tags", json!(["choir", "bread"])),
    ] {
        let sent = Value::Object([(name.to_owned(), value.clone())].into_iter().collect());
        assert_eq!(alice.patch("user", sent).await.is(200)[name], value, "{name}");
    }
    let all = json!({ "name": "B", "bio": "", "tags": ["#One"], "guid": NOWHERE, "odd": 1, "birthday": "1984-02-03T00:00:00.000" });
    let changed = alice.patch("user", all).await;
    assert_eq!(
        (&changed.is(200)["guid"], &changed.body["tags"], &changed.body["name"]),
        (&g, &json!(["one"]), &json!("B"))
    );
    assert_eq!((&changed.body["birthday"], &changed.body["location"]), (&json!("1984-02-03"), &json!("Berlin")));
    //
    for wrong in [
        json!({ "tags": ["a", "b", "c", "d", "e", "f"] }),
        json!({ "name": "x".repeat(33) }),
        json!({ "name": "a;b" }),
        json!({ "birthday": "soon" }),
        json!({ "birthday": "1984-02-31" }),
        json!({ "gender": "x".repeat(256) }),
        json!({ "bio": {} }),
        json!({ "nsfw": [] }),
    ] {
        alice.patch("user", wrong).await.says(422, FAILED);
    }
    assert_eq!(alice.patch("user", json!({ "birthday": null })).await.is(200)["birthday"], Value::Null);
    assert_eq!(alice.patch("user", json!({ "birthday": "1004-05-06" })).await.is(200)["birthday"], "1004-05-06");
    assert!(alice.patch("user", json!({ "name": "" })).await.is(200).get("name").is_none());
}

#[tokio::test]
async fn others_show_what_they_want_to() {
    let (pods, mut alice, mut bob) = friends().await;
    let mut carol = third(&pods).await;
    let mut reader = Program::of(&pods, "carol", READ).await;
    let (a, b, c) = (alice.me().await, bob.me().await, carol.me().await);
    alice.patch("user", json!({ "bio": "for friends", "show_profile_info": false })).await.is(200);
    //
    let at = format!("users/{a}");
    assert!(carol.get(&at).await.is(200).get("bio").is_none());
    assert_eq!(bob.get(&at).await.is(200)["bio"], "for friends");
    alice.share_with(&c).await;
    assert_eq!(carol.get(&at).await.is(200)["bio"], "for friends");
    //
    assert_eq!(carol.get(&at).await.body["relationship"], json!({ "receiving": false, "sharing": true }));
    assert_eq!(
        alice.get(&format!("users/{c}")).await.body["relationship"],
        json!({ "receiving": true, "sharing": false })
    );
    assert_eq!(bob.get(&at).await.body["relationship"], json!({ "receiving": true, "sharing": true }));
    assert_eq!(
        bob.get(&format!("users/{c}")).await.body["relationship"],
        json!({ "receiving": false, "sharing": false })
    );
    assert_eq!(bob.get(&at).await.body["aspects"][0]["name"], "Family");
    //
    alice.patch("user", json!({ "searchable": false })).await.is(200);
    reader.get(&at).await.says(404, "User not found");
    carol.get(&at).await.is(200);
    reader.get(&format!("users/{NOWHERE}")).await.says(404, "User not found");
    //
    assert_eq!(alice.get(&format!("users/{a}/contacts")).await.guids(), [b.clone(), c.clone()]);
    alice.get(&format!("users/{b}/contacts")).await.says(404, "User not found");
    //
    bob.publish("before the quarrel").await;
    assert_eq!(alice.get("streams/main").await.guids().len(), 1);
    let block = format!("users/{b}/block");
    alice.post(&block, json!({})).await.is(201);
    alice.post(&block, json!({})).await.says(409, "User is already blocked");
    alice.post(&format!("users/{a}/block"), json!({})).await.is(422);
    alice.post(&format!("users/{NOWHERE}/block"), json!({})).await.says(404, "User not found");
    assert_eq!(alice.get(&format!("users/{b}")).await.is(200)["blocked"], true);
    assert_eq!(alice.get("streams/main").await.is(200), &json!([]));
    assert_eq!(bob.get(&at).await.is(200)["relationship"]["sharing"], false);
    alice.delete(&block).await.is(204);
    alice.delete(&block).await.says(410, "User is not blocked");
    pods.settle().await;
    pods.check().await;
}

//
#[tokio::test]
async fn tags_are_followed() {
    let (_pods, mut alice, mut bob) = friends().await;
    assert_eq!(alice.get("tag_followings").await.is(200), &json!([]));
    alice.post("tag_followings", json!({ "name": "#Cake" })).await.is(204);
    alice.post("tag_followings", json!({ "name": "cake" })).await.says(409, "Already following this tag");
    for wrong in [json!({}), json!({ "name": "" }), json!({ "name": "!?" })] {
        alice.post("tag_followings", wrong).await.says(422, "Failed to process the tag followings request");
    }
    alice.post("tag_followings", json!({ "name": "größe" })).await.is(204);
    assert_eq!(alice.get("tag_followings").await.is(200), &json!(["cake", "größe"]));
    let post = bob.publish("a #cake").await;
    assert_eq!(alice.get("streams/tags").await.guids(), [post]);
    alice.delete("tag_followings/gr%C3%B6%C3%9Fe").await.is(204);
    alice.delete("tag_followings/gr%C3%B6%C3%9Fe").await.says(410, "Not following this tag");
}

#[tokio::test]
async fn people_posts_and_tags_are_found() {
    let (pods, mut alice, mut bob) = friends().await;
    let mut carol = third(&pods).await;
    let mut reader = Program::of(&pods, "alice", READ).await;
    let (b, c) = (bob.me().await, carol.me().await);
    bob.patch("user", json!({ "name": "Bob Builder", "tags": ["bricks"] })).await.is(200);
    carol.patch("user", json!({ "name": "Carol", "tags": ["bricks"] })).await.is(200);
    //
    for (query, found) in [
        ("name_or_handle=buil", vec![b.clone()]),
        ("name_or_handle=bob%40pod.example", vec![b.clone()]),
        ("name_or_handle=b", vec![]),
        ("tag=%23Bricks", vec![b.clone(), c.clone()]),
        ("tag=nothing", vec![]),
        //
        ("tag=bricks&filter=contacts", vec![b.clone()]),
        ("tag=bricks&filter[]=contacts:receiving&filter[]=contacts:sharing", vec![b.clone()]),
    ] {
        assert_eq!(alice.get(&format!("search/users?{query}")).await.guids(), found, "{query}");
    }
    let aspect = alice.aspect().await;
    assert_eq!(alice.get(&format!("search/users?tag=bricks&filter=aspect:{aspect}")).await.guids(), [b.clone()]);
    assert_eq!(
        alice.get(&format!("search/users?tag=bricks&filter=aspect:{},{aspect}", aspect + 1)).await.guids(),
        [b.clone()]
    );
    let foreign = bob.aspect().await;
    for (query, words) in [
        ("tag=a&name_or_handle=b".to_owned(), "Parameters tag and name_or_handle are exclusive"),
        (String::new(), "Missing parameter tag or name_or_handle"),
        ("tag=a&filter=odd".to_owned(), "Invalid filter"),
        ("tag=a&filter=aspect:x".to_owned(), "Invalid aspect filter"),
        (format!("tag=a&filter=aspect:{foreign}"), "Invalid aspect filter"),
    ] {
        alice.get(&format!("search/users?{query}")).await.says(422, words);
    }
    reader.get("search/users?tag=bricks&filter=contacts").await.says(403, "insufficient_scope");
    bob.patch("user", json!({ "searchable": false })).await.is(200);
    assert_eq!(reader.get("search/users?name_or_handle=builder").await.is(200), &json!([]));
    assert_eq!(alice.get("search/users?name_or_handle=builder").await.guids(), [b]);
    //
    let open = bob.publish("with #Bread").await;
    let secret = bob.confide("secret #bread").await;
    assert_eq!(alice.get("search/posts?tag=%23bREAD").await.guids(), [secret, open.clone()]);
    assert_eq!(reader.get("search/posts?tag=bread").await.guids(), [open]);
    assert_eq!(alice.get("search/posts?tag=unknown").await.is(200), &json!([]));
    alice.get("search/posts").await.says(422, "param is missing or the value is empty: tag");
    //
    bob.publish("#brezel #brunch #b_x").await;
    assert_eq!(alice.get("search/tags?query=%23BR").await.is(200), &json!(["bread", "brezel", "bricks", "brunch"]));
    assert_eq!(alice.get("search/tags?query=br%25").await.is(200), &json!([]));
    assert_eq!(alice.get("search/tags?query=b_").await.is(200), &json!(["b_x"]));
    alice.get("search/tags").await.says(422, "param is missing or the value is empty: query");
}

//
#[tokio::test]
async fn a_fresh_account_has_empty_lists() {
    let pods = crate::pods::Pods::new(&[HOST]).await;
    pods.at(HOST).account("new").await;
    let mut new = Program::of(&pods, "new", ALL).await;
    let me = new.me().await;
    for path in [
        "conversations",
        "notifications",
        "photos",
        "tag_followings",
        "streams/main",
        "streams/aspects",
        "streams/activity",
        "streams/mentions",
        "streams/tags",
        "streams/liked",
        "streams/commented",
        "search/users?tag=a",
        "search/posts?tag=a",
        "search/tags?query=abc",
    ] {
        assert_eq!(new.get(path).await.is(200), &json!([]), "{path}");
    }
    for path in ["contacts", "photos", "posts"] {
        assert_eq!(new.get(&format!("users/{me}/{path}")).await.is(200), &json!([]), "{path}");
    }
    let aspect = new.aspect().await;
    assert_eq!(new.get(&format!("aspects/{aspect}/contacts")).await.is(200), &json!([]));
    let post = new.publish("x").await;
    for path in ["comments", "likes", "reshares"] {
        assert_eq!(new.get(&format!("posts/{post}/{path}")).await.is(200), &json!([]), "{path}");
    }
    assert_eq!(guid(new.get(&format!("users/{me}")).await.is(200)), me);
}
