//! Following tags and their pages (spec/features.md §8.2, §8.3).

use super::{POD, post, post_to, profile, share};
use crate::pods::Pods;

// W-184, W-219: a followed tag brings its posts, whoever wrote them; leaving asks first.
#[tokio::test]
async fn a_tag_is_followed_and_left() {
    let pods = Pods::new(&[POD]).await;
    let (mut alice, mut bob) = (pods.person("alice@one.test").await, pods.person("bob@one.test").await);
    post(&mut bob, "morning #Bread").await;
    let page = alice.open("/tags/bread").await;
    alice.submit(&page, "/tag_followings", &[]).await.sees("You follow #bread now");
    post(&mut bob, "evening #bread").await;
    post(&mut bob, "about #soup").await;
    for path in ["/followed_tags", "/stream"] {
        alice.open(path).await.sees("morning").sees("evening").sees_not("about #soup");
    }
    let page = alice.open("/followed_tags").await;
    page.sees("#bread").sees("Do you want that?");
    alice.submit(&page, "/tag_followings", &[("tag", "#soup")]).await.sees("#soup");
    alice.open("/followed_tags").await.sees("morning").sees("about");
    let page = alice.open("/followed_tags").await;
    alice.submit(&page, "/tag_followings/end", &[("tag", "bread")]).await.sees("not follow #bread");
    for path in ["/followed_tags", "/stream"] {
        alice.open(path).await.sees("about").sees_not("morning").sees_not("evening");
    }
    let page = alice.open("/followed_tags").await;
    alice.submit(&page, "/tag_followings", &[("tag", "!!")]).await.sees("at least one letter");
    pods.check().await;
}

// W-184: a limited post with my tag shows in the tag streams only if it was given to me.
#[tokio::test]
async fn a_tag_opens_no_door() {
    let pods = Pods::new(&[POD]).await;
    let (mut alice, mut bob, mut carol) =
        (pods.person("alice@one.test").await, pods.person("bob@one.test").await, pods.person("carol@one.test").await);
    for reader in [&mut alice, &mut carol] {
        let page = reader.open("/followed_tags").await;
        reader.submit(&page, "/tag_followings", &[("tag", "bread")]).await.is(200);
    }
    share(&pods, &mut bob, "alice@one.test", &["Friends"]).await;
    post_to(&mut bob, "Friends", "secret #bread").await;
    alice.open("/followed_tags").await.sees("secret");
    alice.open("/tags/bread").await.sees("secret");
    alice.open("/stream").await.sees_not("secret");
    for path in ["/followed_tags", "/tags/bread", "/stream", "/public"] {
        carol.open(path).await.sees_not("secret");
    }
    pods.stranger(POD).open("/tags/bread").await.sees_not("secret");
}

// W-012, W-013, W-093: people with the tag, unless they do not want to be found; capitals lead on.
#[tokio::test]
async fn a_tag_page_lists_people_who_want_to_be_found() {
    let pods = Pods::new(&[POD]).await;
    let (mut alice, mut bob) = (pods.person("alice@one.test").await, pods.person("bob@one.test").await);
    let page = alice.open("/profile/edit").await;
    alice.submit(&page, "/profile", &[("first_name", "Alice"), ("tags", "#bread #choir")]).await.is(200);
    let mut stranger = pods.stranger(POD);
    stranger.open("/tags/Bread").await.sees("One person with this tag").sees("Alice");
    bob.open("/tags/bread").await.sees("Alice");
    profile(&pods, &mut bob, "alice@one.test").await.sees("#bread").sees("#choir");
    let page = alice.open("/profile/edit").await;
    let hidden = [("first_name", "Alice"), ("tags", "#bread"), ("searchable", "")];
    let page = alice.submit(&page, "/profile", &hidden[..2]).await;
    page.is(200);
    pods.at(POD)
        .act("alice", |tx, cx, account| {
            let new = seedpod::domain::profiles::NewProfile {
                first_name: "Alice".into(),
                tags: "bread".into(),
                searchable: false,
                ..Default::default()
            };
            seedpod::domain::profiles::edit(tx, cx, account, new)
        })
        .await
        .unwrap();
    stranger.open("/tags/bread").await.sees_not("Alice");
    bob.open("/search?q=alice").await.sees("Nobody found");
}

// W-214: completion of tags while typing.
#[tokio::test]
async fn tags_are_completed() {
    let pods = Pods::new(&[POD]).await;
    let mut alice = pods.person("alice@one.test").await;
    post(&mut alice, "#bread #breakfast #broth #soup").await;
    let page = alice.json("/tags?q=%23bre").await;
    assert_eq!(page.html, "[{\"name\":\"#bread\"},{\"name\":\"#breakfast\"}]");
    assert_eq!(alice.json("/tags?q=b").await.html, "[]");
}
