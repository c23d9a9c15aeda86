//! What holds for every endpoint (spec/api-v1.md §2).

use super::{NOWHERE, Program, friends, guid};
use serde_json::json;

#[tokio::test]
async fn addresses_and_headers_are_taken_as_clients_send_them() {
    let (pods, mut alice, _) = friends().await;
    //
    for path in ["/api/v1/user.json", "/api/v1//user", "/api//v1/user/", "/api/v1/user"] {
        alice.raw("GET", path, &[], None).await.is(200);
        alice.raw("GET", path, &[("accept", "*/*")], None).await.is(200);
        alice.raw("GET", path, &[("accept", "application/json")], None).await.is(200);
    }
    let body = Some(("application/json", json!({ "public": true, "body": "x" }).to_string().into()));
    alice.raw("POST", "/api/v1//posts", &[], body).await.is(200);
    //
    for broken in ["{", "[1]", "\"text\"", "nul", "{\"body\":\"\u{fffd}\"", "7"] {
        let reply = alice.raw("POST", "posts", &[], Some(("application/json", broken.to_owned().into()))).await;
        assert_eq!(reply.is(400)["code"], 400);
    }
    let latin = bytes::Bytes::from_static(b"{\"body\":\"\xff\"}");
    alice.raw("POST", "posts", &[], Some(("application/json", latin))).await.is(400);
    //
    let post = alice.publish("x").await;
    let liked = alice.post(&format!("posts/{post}/likes"), json!({})).await;
    assert!(liked.status == 204 && liked.text.is_empty() && liked.header("content-type").is_empty());
    //
    alice.get("nothing").await.says(404, "Not Found");
    alice.get("posts").await.says(405, "Method Not Allowed");
    alice.delete("user").await.says(405, "Method Not Allowed");
    alice.raw("PUT", "user", &[], Some(("application/json", "{\"bio\":\"put\"}".into()))).await.is(200);
    alice.raw("HEAD", "/api/v1/user", &[], None).await;
    //
    let mut stranger = Program::with(&pods, None).await;
    let asked = [
        ("origin", "https://app.example"),
        ("access-control-request-method", "PATCH"),
        ("access-control-request-headers", "authorization,content-type"),
    ];
    for path in ["/api/v1/user", "/api/openid_connect/access_tokens", "/.well-known/openid-configuration"] {
        let preflight = stranger.raw("OPTIONS", path, &asked, None).await;
        assert_eq!(preflight.status, 204);
        assert_eq!(preflight.header("access-control-allow-origin"), "*");
        assert_eq!(preflight.header("access-control-allow-headers"), "authorization,content-type");
        assert!(preflight.header("access-control-allow-methods").contains("PATCH"));
        assert!(preflight.header("access-control-allow-credentials").is_empty());
    }
    let exposed = alice.get("user").await;
    assert!(exposed.header("access-control-expose-headers").contains("Link"));
}

//
#[tokio::test]
async fn links_keep_the_rest_of_the_query() {
    let (_pods, mut alice, _) = friends().await;
    for number in 0..3 {
        alice.publish(&format!("#größe {number}")).await;
    }
    let page = alice.get("search/posts?per_page=1&tag=gr%C3%B6%C3%9Fe&x[]=1&x[]=2").await;
    let next = page.link("next").unwrap();
    for part in ["per_page=1", "tag=gr%C3%B6%C3%9Fe", "x%5B%5D=1", "x%5B%5D=2"] {
        assert!(next.contains(part), "{next}");
    }
    assert_eq!(alice.get(&next).await.guids().len(), 1);
}

//
#[tokio::test(start_paused = true)]
async fn garbage_never_breaks_anything() {
    let (_pods, mut alice, _) = friends().await;
    let post = alice.publish("x").await;
    let garbage = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1.5e300),
        json!(18_446_744_073_709_551_615_u64),
        json!("\u{0}"),
        json!("\u{fffd}\u{202e}"),
        json!([]),
        json!([[[]]]),
        json!({ "a": { "b": [1] } }),
        json!("9".repeat(400)),
        json!(["x", null, {}]),
    ];
    let names = [
        "name",
        "order",
        "person_guid",
        "public",
        "aspects",
        "body",
        "photos",
        "poll",
        "location",
        "reason",
        "hide",
        "poll_answer",
        "image",
        "pending",
        "aspect_ids",
        "subject",
        "recipients",
        "read",
        "bio",
        "gender",
        "birthday",
        "tags",
        "searchable",
    ];
    let paths = [
        ("POST", "aspects".to_owned()),
        ("POST", "posts".to_owned()),
        ("POST", format!("posts/{post}/comments")),
        ("POST", format!("posts/{post}/hide")),
        ("POST", format!("posts/{post}/report")),
        ("POST", format!("posts/{post}/vote")),
        ("POST", "photos".to_owned()),
        ("POST", "conversations".to_owned()),
        ("PATCH", "user".to_owned()),
        ("POST", "tag_followings".to_owned()),
        ("PATCH", format!("notifications/{NOWHERE}")),
    ];
    for (method, path) in &paths {
        for value in &garbage {
            let all: serde_json::Map<_, _> = names.iter().map(|name| ((*name).to_owned(), value.clone())).collect();
            let mut some = all.clone();
            some.insert("public".to_owned(), json!(true));
            some.insert("body".to_owned(), json!("x"));
            for body in [all, some] {
                super::rest().await;
                let body = Some(("application/json", json!(body).to_string().into()));
                let reply = alice.raw(method, path, &[], body).await;
                assert!(reply.status < 500, "{method} {path}: {}", reply.text);
            }
        }
    }
    for odd in ["%00", "%ff%fe", "a%2Fb", "%F0%9F%98%80", "..%2f..", &"9".repeat(300)] {
        for path in [
            format!("posts/{odd}"),
            format!("posts/{post}/comments/{odd}/likes"),
            format!("photos/{odd}"),
            format!("aspects/{odd}"),
            format!("users/{odd}"),
            format!("users/{odd}/posts"),
            format!("conversations/{odd}"),
            format!("notifications/{odd}"),
            format!("streams/main?before={odd}"),
            format!("streams/aspects?aspect_ids={odd}"),
            format!("search/users?tag={odd}&page={odd}"),
            format!("search/users?name_or_handle={odd}&filter={odd}"),
            format!("search/tags?query={odd}"),
            format!("search/posts?tag={odd}"),
            format!("aspects?per_page={odd}&page={odd}"),
            format!("notifications?type={odd}&only_after={odd}"),
            format!("streams/main?before=2026-03-01T12:00:00Z&tie={odd}"),
            format!("conversations?a[b[c]]]={odd}&[]={odd}&only_after[]={odd}"),
        ] {
            super::rest().await;
            let reply = alice.get(&path).await;
            assert!(reply.status < 500, "{path}: {}", reply.text);
        }
        let reply = alice.delete(&format!("tag_followings/{odd}")).await;
        assert!(reply.status < 500);
    }
    super::rest().await;
    let made = alice.post("posts", json!({ "public": true, "body": "still here" })).await;
    assert!(!guid(made.is(200)).is_empty());
}
