//! What a token may do (spec/api-v1.md §1.9, §1.10).

use super::{ALL, HOST, NOWHERE, Program, READ, friends, picture, upload};
use serde_json::{Value, json};

#[tokio::test(start_paused = true)]
async fn without_the_scope_nothing_is_done_or_told() {
    let (pods, mut alice, _) = friends().await;
    let mut reader = Program::of(&pods, "alice", READ).await;
    let post = alice.publish("mine").await;
    let aspect = alice.aspect().await;
    let me = alice.me().await;
    let existing = [("post", post.as_str()), ("nowhere", NOWHERE)];
    //
    for (_, guid) in existing {
        for (method, path) in [
            ("GET", "aspects".to_owned()),
            ("POST", "aspects".to_owned()),
            ("GET", format!("aspects/{aspect}")),
            ("PATCH", format!("aspects/{aspect}")),
            ("DELETE", "aspects/999999".to_owned()),
            ("GET", format!("aspects/{aspect}/contacts")),
            ("POST", format!("aspects/{aspect}/contacts")),
            ("DELETE", format!("aspects/{aspect}/contacts/{guid}")),
            ("POST", "posts".to_owned()),
            ("DELETE", format!("posts/{guid}")),
            ("POST", format!("posts/{guid}/comments")),
            ("DELETE", format!("posts/{guid}/comments/{guid}")),
            ("POST", format!("posts/{guid}/comments/{guid}/report")),
            ("POST", format!("posts/{guid}/comments/{guid}/likes")),
            ("POST", format!("posts/{guid}/likes")),
            ("DELETE", format!("posts/{guid}/likes")),
            ("POST", format!("posts/{guid}/subscribe")),
            ("POST", format!("posts/{guid}/mute")),
            ("POST", format!("posts/{guid}/hide")),
            ("POST", format!("posts/{guid}/report")),
            ("POST", format!("posts/{guid}/vote")),
            ("POST", format!("posts/{guid}/reshares")),
            ("POST", "photos".to_owned()),
            ("DELETE", format!("photos/{guid}")),
            ("GET", "conversations".to_owned()),
            ("POST", "conversations".to_owned()),
            ("GET", format!("conversations/{guid}")),
            ("PATCH", format!("conversations/{guid}")),
            ("DELETE", format!("conversations/{guid}")),
            ("GET", format!("conversations/{guid}/messages")),
            ("GET", "notifications".to_owned()),
            ("PATCH", format!("notifications/{guid}")),
            ("GET", "user".to_owned()),
            ("PATCH", "user".to_owned()),
            ("GET", format!("users/{me}/contacts")),
            ("POST", format!("users/{guid}/block")),
            ("DELETE", format!("users/{guid}/block")),
            ("GET", "tag_followings".to_owned()),
            ("POST", "tag_followings".to_owned()),
            ("DELETE", "tag_followings/x".to_owned()),
            ("GET", "streams/tags".to_owned()),
            ("GET", "streams/aspects".to_owned()),
            ("GET", "search/users?tag=x&filter=contacts".to_owned()),
        ] {
            super::rest().await;
            let reply = reader.raw(method, &path, &[], Some(("application/json", "{}".into()))).await;
            reply.says(403, "insufficient_scope");
        }
    }
    alice.get(&format!("posts/{post}")).await.is(200);
}

//
#[tokio::test]
async fn without_private_read_only_what_is_public_is_there() {
    let (pods, mut alice, _) = friends().await;
    let scopes = ALL.replace("private:read ", "").replace("private:modify ", "");
    let mut blind = Program::of(&pods, "alice", &scopes).await;
    let open = alice.publish("open #cake").await;
    let secret = alice.confide("secret #cake").await;
    let comment = super::guid(alice.post(&format!("posts/{secret}/comments"), json!({ "body": "x" })).await.is(201));
    for path in ["", "/comments", "/likes", "/reshares"] {
        blind.get(&format!("posts/{secret}{path}")).await.is(404);
    }
    for path in ["likes", "subscribe", "mute", "hide", "report", "vote", "comments", "reshares"] {
        blind
            .post(&format!("posts/{secret}/{path}"), json!({ "body": "x", "reason": "x", "hide": true }))
            .await
            .is(404);
    }
    blind.delete(&format!("posts/{secret}/comments/{comment}")).await.is(404);
    let me = alice.me().await;
    for path in ["streams/main", "streams/activity", "search/posts?tag=cake", &format!("users/{me}/posts")] {
        assert_eq!(blind.get(path).await.guids(), [open.clone()], "{path}");
    }
    //
    let aspect = alice.aspect().await;
    let sent = json!({ "public": false, "aspects": [aspect], "body": "x" });
    blind.post("posts", sent).await.says(422, "Failed to create the post");
    let scopes = ALL.replace("private:modify ", "");
    let mut weak = Program::of(&pods, "alice", &scopes).await;
    weak.delete(&format!("posts/{secret}")).await.says(403, "Not allowed to delete the post");
    let file = picture(20, 20, image::ImageFormat::Png);
    let fields = [("aspect_ids", "all")];
    let photo = super::guid(alice.raw("POST", "photos", &[], Some(upload(&fields, "a.png", &file))).await.is(200));
    weak.delete(&format!("photos/{photo}")).await.is(404);
    weak.raw("POST", "photos", &[], Some(upload(&fields, "a.png", &file))).await.is(422);
    weak.raw("POST", "photos?pending=true", &[], Some(upload(&[], "a.png", &file))).await.is(200);
}

#[tokio::test]
async fn a_token_is_shown_in_one_place() {
    let (pods, alice, _) = friends().await;
    let token = alice.token.clone().unwrap();
    let mut bare = Program::with(&pods, None).await;
    //
    bare.raw("GET", "user", &[("authorization", &format!("bearer {token}"))], None).await.is(200);
    bare.raw("GET", &format!("user?access_token={token}"), &[], None).await.is(200);
    let form = format!("access_token={token}&name=cake");
    bare.raw("POST", "tag_followings", &[], Some(("application/x-www-form-urlencoded", form.into()))).await.is(204);
    //
    let twice = bare
        .raw("GET", &format!("user?access_token={token}"), &[("authorization", &format!("Bearer {token}"))], None)
        .await;
    assert_eq!(twice.is(400)["error"], "invalid_request");
    //
    let none = bare.get("user").await;
    assert_eq!(
        (none.is(401)["code"].clone(), none.header("www-authenticate")),
        (json!(401), "Bearer realm=\"OpenID Connect\"")
    );
    for garbage in ["x", "Bearer", "ü"] {
        let reply = bare.raw("GET", "user", &[("authorization", &format!("Bearer {garbage}x"))], None).await;
        assert_eq!(reply.is(401)["error"], "invalid_token");
        assert!(reply.header("www-authenticate").contains("error=\"invalid_token\""));
    }
    //
    let mut browser = pods.browser("alice@pod.example").await;
    let page = browser.json("/api/v1/user").await;
    assert_eq!(page.status, 401);
    let body: Value = serde_json::from_slice(&page.bytes).unwrap();
    assert_eq!(body["code"], 401);
    assert_eq!(HOST, "pod.example");
}
