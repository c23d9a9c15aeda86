//! The first steps of a new account, and its profile (spec/features.md §3).

use super::{POD, address, post, profile, share};
use crate::pods::{Field, Pods};

// W-084, W-085, W-086, W-087, W-088, W-089: name, picture, tags, each as one likes; then a stream that helps to begin.
#[tokio::test]
async fn the_first_steps() {
    let pods = Pods::new(&[POD]).await;
    pods.at(POD).account("alice").await;
    let mut alice = pods.stranger(POD);
    let page = alice.sign_in("alice", crate::pods::PASSWORD).await;
    page.sees("Welcome, alice!").sees("Go on without tags");
    let fields = [("first_name", "<b>Alice</b>"), ("last_name", "Nowak")];
    let page = alice.submit(&page, "/getting_started/name", &fields).await;
    page.sees("Welcome, <b>Alice</b> Nowak!");
    let page = alice.submit(&page, "/getting_started/name", &[("first_name", &"a".repeat(40))]).await;
    page.is(422).sees("at most 32");
    let page = alice.open("/getting_started").await;
    let mut png = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(60, 40, image::Rgb([120, 90, 60])).write_to(&mut png, image::ImageFormat::Png).unwrap();
    let png = png.into_inner();
    let page = alice.submit_all(&page, "/getting_started/picture", &[Field::File("photo", "me.png", &png)]).await;
    page.is(200).sees("This is you.");
    assert!(page.attribute("main img.face", "src").is_some());
    let page = alice.submit(&page, "/tag_followings", &[("tag", "#Bread")]).await;
    page.sees("#bread").sees_not("Go on without tags");
    let page = alice.submit(&page, "/tag_followings", &[("tag", "soup")]).await;
    alice.open("/followed_tags").await.sees("#bread").sees("#soup");
    let page = alice.submit(&page, "/tag_followings/end", &[("tag", "soup")]).await;
    page.sees("#bread");
    alice.open("/followed_tags").await.sees("#bread").sees_not("#soup");
    let page = alice.open("/stream").await;
    page.sees("Welcome, <b>Alice</b> Nowak");
    let words = page.text();
    assert!(words.contains("#newhere") && words.contains("I’m interested in #bread"), "{words}");
    assert_eq!(page.attribute("form.publisher input[value=public]", "checked").as_deref(), Some(""));
    // H-023: the ways to people that one knows are all on the first page.
    let start = alice.open("/getting_started").await;
    assert!(start.attribute("form[role=search][action='/search'] input[name=q]", "name").is_some());
    for (way, path) in
        [("Bring your people", "/users/invitations"), ("Bring an archive from another pod", "/user/import")]
    {
        start.sees(way);
        assert!(start.attribute(&format!("main a[href='{path}']"), "href").is_some(), "{path}");
        alice.open(path).await.is(200);
    }
    alice.submit(&page, "/getting_started/end", &[]).await.sees_not("#newhere");
    alice.open("/stream").await.sees_not("#newhere");
    pods.check().await;
}

// W-088, W-089: whoever invited is thanked; the first post ends the tour.
#[tokio::test]
async fn the_first_post_thanks_and_ends_the_tour() {
    let pods = Pods::new(&[POD]).await;
    pods.at(POD).account("bob").await;
    pods.at(POD).account("alice").await;
    pods.at(POD)
        .act("alice", |tx, _, account| {
            let inviter = seedpod::domain::accounts::by_login(tx, "bob")?.unwrap();
            let mut account = account.clone();
            account.invited_by = Some(inviter.id);
            tx.put(&account)?;
            Ok(())
        })
        .await
        .unwrap();
    let mut alice = pods.browser("alice@one.test").await;
    alice.open("/getting_started").await.sees("You were invited by").sees("bob@one.test");
    let page = alice.open("/stream").await;
    page.sees("Thanks for the invitation");
    let page = alice.submit(&page, "/status_messages", &[("audience", "public")]).await;
    page.is(200);
    alice.open("/stream").await.sees_not("First steps").sees("#newhere");
    let mut bob = pods.browser("bob@one.test").await;
    bob.open("/notifications").await.sees("mentioned you in");
    pods.check().await;
}

// W-090 to W-092, W-094: limits, a day without year, who sees the extended part, the shield.
#[tokio::test]
async fn a_profile_is_edited_and_seen_by_whom_it_is_for() {
    let pods = Pods::new(&[POD]).await;
    let (mut alice, mut bob, mut carol) =
        (pods.person("alice@one.test").await, pods.person("bob@one.test").await, pods.person("carol@one.test").await);
    share(&pods, &mut alice, "bob@one.test", &["Friends"]).await;
    let page = alice.open("/profile/edit").await;
    alice.submit(&page, "/profile", &[("tags", "#a1 #a2 #a3 #a4 #a5 #a6")]).await.is(422);
    let day = |day| [("birthday_day", day), ("birthday_month", "2"), ("birthday_year", "")];
    alice.submit(&page, "/profile", &day("30")).await.is(422).sees("There is no such day");
    let fields = [
        ("first_name", "Alice"),
        ("bio", "I **bake**."),
        ("location", "Mill Lane"),
        ("birthday_day", "29"),
        ("birthday_month", "2"),
        ("birthday_year", ""),
        ("nsfw", "1"),
    ];
    alice.submit(&page, "/profile", &fields).await.is(200);
    let page = profile(&pods, &mut bob, "alice@one.test").await;
    page.sees("I bake").sees("Mill Lane").sees("29 February").sees_not("29 February 1");
    profile(&pods, &mut carol, "alice@one.test").await.sees("Alice").sees_not("Mill Lane");
    pods.stranger(POD).open("/u/alice").await.sees_not("Mill Lane");
    post(&mut alice, "behind the veil").await;
    let page = profile(&pods, &mut carol, "alice@one.test").await;
    assert_eq!(page.count("details.shield"), 1);
    address(&page, "behind the veil");
    let page = alice.open("/profile/edit").await;
    alice.submit(&page, "/profile", &[("public", "1")]).await.is(200);
    // W-008
    pods.stranger(POD).open("/u/alice").await.sees("Mill Lane");
    pods.check().await;
}

// W-247: the keys are listed, and one can do without them.
#[tokio::test]
async fn single_keys_can_be_switched_off() {
    let pods = Pods::new(&[POD]).await;
    let mut alice = pods.person("alice@one.test").await;
    assert!(alice.open("/stream").await.attribute("html", "data-keys").is_some());
    let page = alice.open("/shortcuts").await;
    page.sees("Next post").sees("Like the post");
    let body = format!("csrf={}", page.attribute("input[name=csrf]", "value").unwrap());
    alice.post("/shortcuts", "application/x-www-form-urlencoded", body).await.sees("Saved.");
    assert!(alice.open("/stream").await.attribute("html", "data-keys").is_none());
}
