//! Streams and paging (spec/api-v1.md §2.7, §4.14).

use super::{HOST, Program, READ, friends, third};
use serde_json::json;
use std::collections::BTreeSet;

/// Follows `next` to the end; every thing once.
async fn walk(program: &mut Program, first: &str) -> Vec<String> {
    let (mut all, mut path) = (Vec::new(), format!("/api/v1/{first}"));
    for _ in 0..100 {
        let page = program.get(&path).await;
        page.is(200);
        all.extend(page.guids());
        match page.link("next") {
            Some(next) => path = next,
            None => {
                let distinct: BTreeSet<&String> = all.iter().collect();
                assert_eq!(distinct.len(), all.len(), "{first} repeats something");
                return all;
            }
        }
    }
    panic!("{first} does not end");
}

#[tokio::test]
async fn each_stream_holds_what_it_says() {
    let (pods, mut alice, mut bob) = friends().await;
    let mut carol = third(&pods).await;
    let mut reader = Program::of(&pods, "alice", READ).await;
    let own = alice.publish("own").await;
    let shared = bob.publish("from bob").await;
    let secret = bob.confide("only for friends").await;
    let tagged = carol.publish("about #cake").await;
    let mention = carol.publish("dear @{alice@pod.example}").await;
    let strange = carol.publish("unrelated").await;
    alice.post("tag_followings", json!({ "name": "cake" })).await.is(204);
    alice.post(&format!("posts/{strange}/likes"), json!({})).await.is(204);
    alice.post(&format!("posts/{shared}/comments"), json!({ "body": "hm" })).await.is(201);
    pods.settle().await;
    let set = |guids: &[&String]| guids.iter().map(|guid| (*guid).clone()).collect::<BTreeSet<String>>();
    //
    for (path, expected) in [
        ("streams/main", set(&[&own, &shared, &secret, &tagged, &mention])),
        ("streams/activity", set(&[&own, &shared, &strange])),
        ("streams/mentions", set(&[&mention])),
        ("streams/tags", set(&[&tagged])),
        ("streams/liked", set(&[&strange])),
        ("streams/commented", set(&[&shared])),
        ("streams/aspects", set(&[&own, &shared, &secret])),
    ] {
        let page = alice.get(path).await;
        let found: BTreeSet<String> = page.guids().into_iter().collect();
        assert_eq!(found, expected, "{path}");
        //
        assert!(page.link("previous").is_none());
    }
    //
    assert!(!reader.get("streams/main").await.guids().contains(&secret));
    //
    let (first, second) = (alice.aspect().await, alice.aspect().await + 1);
    for ids in [format!("[{first}]"), format!("[{first},{second}]"), "[]".to_owned()] {
        let found = alice.get(&format!("streams/aspects?aspect_ids={ids}")).await.guids();
        assert!(found.contains(&secret), "{ids}");
    }
    assert!(alice.get(&format!("streams/aspects?aspect_ids[]={first}")).await.guids().contains(&secret));
    for bad in ["x", "[x]", "%7B%7D", "[%22a%22]"] {
        alice.get(&format!("streams/aspects?aspect_ids={bad}")).await.is(422);
    }
    //
    pods.advance(60).await;
    bob.post(&format!("posts/{own}/comments"), json!({ "body": "late" })).await.is(201);
    assert_eq!(alice.get("streams/activity").await.guids().first(), Some(&own));
    assert_eq!(walk(&mut alice, "streams/activity?per_page=1").await.len(), 3);
}

#[tokio::test]
async fn time_paging_is_complete_in_both_directions() {
    let (pods, mut alice, _) = friends().await;
    let mut made = Vec::new();
    for number in 0..23 {
        made.push(alice.publish(&format!("number {number} #cake")).await);
        // Some share a second, some do not.
        if number % 3 == 0 {
            pods.advance(1).await;
        }
    }
    let me = alice.me().await;
    made.reverse();
    //
    for path in ["streams/main", "search/posts", &format!("users/{me}/posts")] {
        for per_page in [1, 4, 15, 100] {
            let query = format!("{path}?per_page={per_page}&tag=%23cake");
            assert_eq!(walk(&mut alice, &query).await, made, "{query}");
        }
        //
        let query = format!("{path}?per_page=4&tag=cake&after=2026-03-01T11:59:59.999Z");
        let mut rising = walk(&mut alice, &query).await;
        rising.reverse();
        assert_eq!(rising, made, "{query}");
    }
    let both = "streams/main?per_page=2&before=2026-03-01T12:00:01.000Z&after=2026-03-01T12:00:05Z";
    assert_eq!(alice.get(both).await.guids(), made[22..]);
    assert_eq!(alice.get("streams/main?before=2026-03-01T12:00:00.500Z").await.guids(), made[22..]);
    assert_eq!(alice.get("streams/main?before=2026-03-01T12:00:00Z").await.is(200), &json!([]));
    //
    for path in
        ["streams/main", "search/posts", "photos", "notifications", "conversations", &format!("users/{me}/posts")]
    {
        for bad in ["before=x", "after=2026-99-01T00:00:00Z"] {
            alice.get(&format!("{path}?tag=cake&{bad}")).await.is(422);
        }
    }
    // A-099 for comments, which begin with the oldest
    let post = &made[0];
    let mut comments = Vec::new();
    for number in 0..9 {
        let sent = json!({ "body": format!("comment {number}") });
        comments.push(super::guid(alice.post(&format!("posts/{post}/comments"), sent).await.is(201)));
    }
    assert_eq!(walk(&mut alice, &format!("posts/{post}/comments?per_page=2")).await, comments);
    comments.reverse();
    let falling = format!("posts/{post}/comments?per_page=2&before=2027-01-01T00:00:00Z");
    assert_eq!(walk(&mut alice, &falling).await, comments);
    let page = alice.get(&format!("users/{me}/posts?per_page=4")).await;
    let next = alice.get(&page.link("next").unwrap()).await;
    let back = alice.get(&next.link("previous").unwrap()).await;
    let mut guids = back.guids();
    guids.reverse();
    assert_eq!(guids, page.guids());
}

//
#[tokio::test]
async fn index_paging_visits_everything_once() {
    let (_pods, mut alice, _) = friends().await;
    for number in 0..13 {
        alice.post("aspects", json!({ "name": format!("aspect {number}") })).await.is(200);
    }
    let all = |page: &super::Reply| page.body.as_array().unwrap().len();
    for (query, count) in [
        ("", 15),
        ("?per_page=1", 1),
        ("?per_page=16", 16),
        ("?per_page=0", 1),
        ("?per_page=-5", 1),
        ("?per_page=1000", 17),
        ("?per_page=abc", 1),
        ("?page=2", 2),
        ("?page=0", 15),
        ("?page=x", 15),
        ("?page=99", 0),
    ] {
        let page = alice.get(&format!("aspects{query}")).await;
        page.is(200);
        assert_eq!(all(&page), count, "{query}");
    }
    let (mut path, mut seen) = ("/api/v1/aspects?per_page=4".to_owned(), Vec::new());
    loop {
        let page = alice.get(&path).await;
        assert_eq!(page.link("previous").is_some(), !seen.is_empty());
        seen.extend(page.is(200).as_array().unwrap().iter().map(|aspect| aspect["id"].as_u64().unwrap()));
        match page.link("next") {
            Some(next) => path = next,
            None => break,
        }
    }
    assert_eq!((seen.len(), seen.iter().collect::<BTreeSet<_>>().len()), (17, 17));
    let page =
        alice.get("search/users?name_or_handle=example&per_page=1&filter[]=contacts&filter[]=contacts:sharing").await;
    assert_eq!(page.status, 200, "{HOST}");
}
