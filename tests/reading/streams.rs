//! Which posts are in which stream, in which order, page after page (spec/features.md §6).

use super::{POD, address, post, post_to, profile, share};
use crate::pods::Pods;

/// Titles like `post 7.` on all pages of a stream, in order.
async fn walk(browser: &mut crate::pods::Browser, path: &str) -> Vec<u32> {
    let mut seen = Vec::new();
    let mut next = Some(path.to_owned());
    while let Some(path) = next {
        let page = browser.open(&path).await;
        page.is(200);
        assert!(page.count("article.post") <= 15, "{path}");
        for piece in page.text().split("post number ").skip(1) {
            let digits: String = piece.chars().take_while(char::is_ascii_digit).collect();
            seen.push(digits.parse().unwrap());
        }
        next = page.attribute("a[rel=next]", "href");
    }
    seen
}

// W-178, W-179, W-182, W-189: own posts, those of people I receive, and nobody else's; who only shares
// with me is on their own page; ignored people are nowhere but there.
#[tokio::test]
async fn the_main_stream_holds_what_belongs_there_and_nothing_else() {
    let pods = Pods::new(&[POD]).await;
    let (mut alice, mut bob, mut carol) =
        (pods.person("alice@one.test").await, pods.person("bob@one.test").await, pods.person("carol@one.test").await);
    share(&pods, &mut alice, "bob@one.test", &["Friends"]).await;
    share(&pods, &mut bob, "alice@one.test", &["Family"]).await;
    share(&pods, &mut carol, "alice@one.test", &["Family"]).await;
    post(&mut alice, "my own words").await;
    post(&mut bob, "bob to everybody").await;
    post_to(&mut bob, "Family", "bob to family").await;
    post_to(&mut bob, "Work", "bob to work").await;
    post(&mut carol, "carol to everybody").await;
    post_to(&mut carol, "Family", "carol to family").await;
    post(&mut carol, "carol calls @{alice@one.test}").await;
    post_to(&mut carol, "Work", "carol whispers of @{alice@one.test}").await;
    let page = alice.open("/stream").await;
    page.sees("my own words").sees("bob to everybody").sees("bob to family").sees("carol calls");
    page.sees_not("bob to work").sees_not("carol to everybody").sees_not("carol to family");
    alice.open("/mentions").await.sees("carol calls").sees_not("bob to").sees_not("whispers");
    profile(&pods, &mut alice, "carol@one.test").await.sees("carol to everybody").sees("carol to family");
    alice.open("/public").await.sees("carol to everybody").sees_not("to family");

    let page = profile(&pods, &mut alice, "bob@one.test").await;
    let ignore = page.button_ending("/ignore").unwrap();
    alice.press(&page, &ignore).await.is(200);
    for path in ["/stream", "/public", "/activity", "/mentions"] {
        alice.open(path).await.sees_not("bob to");
    }
    profile(&pods, &mut alice, "bob@one.test").await.sees("bob to everybody");
    pods.settle().await;
    pods.check().await;
}

// W-178: what came in with a person leaves with them; other reasons keep a post.
#[tokio::test]
async fn a_post_stays_as_long_as_one_reason_is_left() {
    let pods = Pods::new(&[POD]).await;
    let (mut alice, mut bob) = (pods.person("alice@one.test").await, pods.person("bob@one.test").await);
    post(&mut bob, "older words").await;
    post(&mut bob, "about #bread").await;
    post(&mut bob, "for @{alice@one.test}").await;
    share(&pods, &mut alice, "bob@one.test", &["Friends"]).await;
    alice.open("/stream").await.sees("older words").sees("about").sees("for");
    let page = alice.open("/followed_tags").await;
    alice.submit(&page, "/tag_followings", &[("tag", "#Bread")]).await.sees("You follow #bread now");
    share(&pods, &mut alice, "bob@one.test", &[]).await;
    let page = alice.open("/stream").await;
    page.sees("about").sees("for").sees_not("older words");
    let page = alice.open("/tags/bread").await;
    alice.submit(&page, "/tag_followings/end", &[("tag", "bread")]).await.is(200);
    alice.open("/stream").await.sees("for").sees_not("about #");
    alice.open("/followed_tags").await.sees_not("about").sees("No posts with your tags yet");
    pods.check().await;
}

// W-188, W-004: no page repeats or skips a post, also when all have the same second; 15 a page.
#[tokio::test]
async fn paging_shows_every_post_once() {
    let pods = Pods::new(&[POD]).await;
    let mut alice = pods.person("alice@one.test").await;
    for number in 0..38 {
        if number % 5 == 0 {
            pods.clock.advance(60);
        }
        post(&mut alice, &format!("post number {number}. #many")).await;
    }
    let all: Vec<u32> = (0..38).rev().collect();
    for path in ["/stream", "/public", "/tags/many", "/activity", "/aspects"] {
        assert_eq!(walk(&mut alice, path).await, all, "{path}");
    }
    let mut stranger = pods.stranger(POD);
    for path in ["/public", "/u/alice", "/tags/many"] {
        assert_eq!(walk(&mut stranger, path).await, all, "{path}");
    }
}

// W-180, W-181: my activity by the last thing that happened; liked and commented hold exactly those.
#[tokio::test]
async fn what_i_did_is_kept_in_its_own_streams() {
    let pods = Pods::new(&[POD]).await;
    let (mut alice, mut bob) = (pods.person("alice@one.test").await, pods.person("bob@one.test").await);
    share(&pods, &mut alice, "bob@one.test", &["Friends"]).await;
    for text in ["first words", "second words", "third words"] {
        post(&mut bob, text).await;
        pods.clock.advance(10);
    }
    let page = alice.open("/stream").await;
    let (first, second) = (address(&page, "first words"), address(&page, "second words"));
    let page = alice.open(&first).await;
    alice.press(&page, &format!("{first}/like")).await.is(200);
    pods.clock.advance(10);
    let page = alice.open(&second).await;
    alice.submit(&page, &format!("{second}/comments"), &[("text", "well said")]).await.is(200);
    alice.open("/liked").await.sees("first words").sees_not("second words").sees_not("third words");
    alice.open("/commented").await.sees("second words").sees_not("first words");
    pods.clock.advance(10);
    let order = |page: &crate::pods::Page| {
        let text = page.text();
        (text.find("first words").unwrap(), text.find("second words").unwrap())
    };
    let (a, b) = order(&alice.open("/activity").await);
    assert!(b < a, "the newer deed comes first");
    let page = bob.open(&first).await;
    bob.submit(&page, &format!("{first}/comments"), &[("text", "thanks")]).await.is(200);
    let page = alice.open("/activity").await;
    page.sees_not("third words");
    let (a, b) = order(&page);
    assert!(a < b, "a new comment brings the post up");
    let page = alice.open(&first).await;
    alice.press(&page, &format!("{first}/unlike")).await.is(200);
    alice.open("/liked").await.sees("Nothing liked yet");
}

// W-183: the chosen aspects are remembered, none empties the stream, the publisher follows.
#[tokio::test]
async fn the_stream_of_aspects_follows_the_choice() {
    let pods = Pods::new(&[POD]).await;
    let (mut alice, mut bob, mut carol) =
        (pods.person("alice@one.test").await, pods.person("bob@one.test").await, pods.person("carol@one.test").await);
    share(&pods, &mut alice, "bob@one.test", &["Friends"]).await;
    share(&pods, &mut alice, "carol@one.test", &["Work"]).await;
    post(&mut bob, "bob speaks").await;
    post(&mut carol, "carol speaks").await;
    post_to(&mut alice, "Work", "mine for work").await;
    post(&mut alice, "mine for all").await;
    let page = alice.open("/aspects").await;
    page.sees("bob speaks").sees("carol speaks").sees("mine for work").sees("mine for all");
    let friends = page.choice("a_ids[]", "Friends").unwrap();
    let page = alice.submit(&page, "/aspects", &[("a_ids[]", &friends)]).await;
    page.sees("bob speaks").sees("mine for all").sees_not("carol speaks").sees_not("mine for work");
    let chosen = page.attribute("form.publisher input[name=aspect][checked]", "value");
    assert_eq!(chosen.as_deref(), Some(friends.as_str()));
    alice.open("/aspects").await.sees("bob speaks").sees_not("carol speaks");
    alice.open("/aspects?chosen=1").await.sees_not("bob speaks").sees_not("mine for all").sees("Quiet in here");
    alice.open("/aspects").await.sees("Quiet in here");
    let mut other = pods.browser("alice@one.test").await;
    other.open("/aspects").await.sees("carol speaks");
    bob.open(&format!("/aspects?a_ids[]={friends}")).await.is(404);
}

// W-186, W-187, W-007, W-009, W-011: a person's own page and pictures show what the viewer may see.
#[tokio::test]
async fn a_profile_shows_what_is_meant_for_the_viewer() {
    let pods = Pods::new(&[POD]).await;
    let (mut alice, mut bob) = (pods.person("alice@one.test").await, pods.person("bob@one.test").await);
    share(&pods, &mut alice, "bob@one.test", &["Friends"]).await;
    post(&mut alice, "for all of you").await;
    post_to(&mut alice, "Friends", "for friends").await;
    post_to(&mut alice, "Work", "for work").await;
    profile(&pods, &mut alice, "alice@one.test").await.sees("for all of you").sees("for friends").sees("for work");
    let page = profile(&pods, &mut bob, "alice@one.test").await;
    page.sees("for all of you").sees("for friends").sees_not("for work");
    let mut stranger = pods.stranger(POD);
    stranger.open("/u/alice").await.sees("for all of you").sees_not("for friends").sees_not("for work");
    let photos = format!("{}/photos", profile(&pods, &mut bob, "alice@one.test").await.path);
    bob.open(&photos).await.is(200).sees("No pictures to see");
}

// W-003, W-190: the front page leads to the stream, and an empty stream says what to do.
#[tokio::test]
async fn every_empty_stream_helps() {
    let pods = Pods::new(&[POD]).await;
    let mut alice = pods.person("alice@one.test").await;
    alice.open("/").await.sees("Your stream is waiting");
    for (path, words) in [
        ("/activity", "gather here"),
        ("/liked", "Nothing liked yet"),
        ("/commented", "Nothing commented yet"),
        ("/mentions", "comes here"),
        ("/followed_tags", "Follow a tag"),
        ("/aspects", "Put people into this aspect"),
        ("/public", "come here"),
    ] {
        alice.open(path).await.is(200).sees(words);
    }
}

// W-014: the feed is a document of its own, with public posts only, and says when nothing changed.
#[tokio::test]
async fn the_feed_holds_the_newest_public_posts() {
    let pods = Pods::new(&[POD]).await;
    let mut alice = pods.person("alice@one.test").await;
    for number in 0..27 {
        post(&mut alice, &format!("public {number} & more")).await;
    }
    post_to(&mut alice, "Friends", "secret words").await;
    let mut stranger = pods.stranger(POD);
    let page = stranger.open("/public/alice.atom").await;
    page.is(200).sees_not("secret words");
    assert_eq!(page.headers["content-type"], "application/atom+xml; charset=utf-8");
    assert_eq!(page.html.matches("<entry>").count(), 25);
    assert!(page.html.contains("public 26 &amp;amp; more") && !page.html.contains("public 1 &amp;"));
    let tag = page.headers["etag"].to_str().unwrap().to_owned();
    let again = stranger.send("GET", "/public/alice.atom", &[("if-none-match", &tag)], bytes::Bytes::new()).await;
    assert_eq!((again.status, again.bytes.len()), (304, 0));
    stranger.open("/public/nobody.atom").await.is(404);
    stranger.open("/public/alice").await.sees("public 26");
}

/// Changes what the pod's settings decide.
async fn with_policy(pods: &Pods, change: impl FnOnce(&mut seedpod::model::Policy) + Send + 'static) {
    let change = move |tx: &mut seedpod::store::WriteTx<'_>| -> Result<(), seedpod::domain::Refused> {
        let mut instance = seedpod::domain::instance::expect(tx)?;
        change(&mut instance.policy);
        tx.put(&instance)?;
        Ok(())
    };
    pods.at(POD).pod.write(|tx, _| change(tx)).await.unwrap();
}

// W-185: nobody, admins, moderators or everyone, as the pod decides; only public posts of this pod.
#[tokio::test]
async fn local_posts_are_for_whom_the_pod_says() {
    use seedpod::model::Circle;
    let pods = Pods::new(&[POD, "two.test"]).await;
    let (mut alice, mut admin) = (pods.person("alice@one.test").await, pods.browser("podmin@one.test").await);
    post(&mut alice, "home made").await;
    post_to(&mut alice, "Friends", "not for all").await;
    for (circle, member, podmin) in [
        (Circle::Nobody, 404, 404),
        (Circle::Admins, 404, 200),
        (Circle::Moderators, 404, 200),
        (Circle::Everyone, 200, 200),
    ] {
        with_policy(&pods, move |policy| policy.local_stream = circle).await;
        alice.open("/local_public").await.is(member);
        let page = admin.open("/local_public").await;
        page.is(podmin);
        if podmin == 200 {
            page.sees("home made").sees_not("not for all");
        }
        assert_eq!(alice.open("/stream").await.count("nav a[href='/local_public']"), usize::from(member == 200));
    }
}

// W-231: what featured people write comes into the streams of those who want it, while both want it.
#[tokio::test]
async fn featured_people_are_in_the_stream_of_those_who_want_them() {
    let pods = Pods::new(&[POD]).await;
    let (mut alice, mut bob) = (pods.person("alice@one.test").await, pods.person("bob@one.test").await);
    with_policy(&pods, |policy| policy.spotlight = true).await;
    let feature =
        |tx: &mut seedpod::store::WriteTx<'_>, _: &mut seedpod::domain::Cx<'_>, account: &seedpod::model::Account| {
            tx.put(&seedpod::model::Account { spotlight: true, ..account.clone() })?;
            Ok(())
        };
    pods.at(POD).act("bob", feature).await.unwrap();
    post(&mut bob, "worth meeting").await;
    post_to(&mut bob, "Friends", "just for friends").await;
    alice.open("/stream").await.sees("worth meeting").sees_not("just for friends");
    pods.at(POD)
        .act("alice", |tx, _, account| {
            let mut account = account.clone();
            account.settings.shows_spotlight = false;
            tx.put(&account)?;
            Ok(())
        })
        .await
        .unwrap();
    alice.open("/stream").await.sees_not("worth meeting");
    post(&mut bob, "still worth it").await;
    alice.open("/stream").await.sees_not("still worth it");
    with_policy(&pods, |policy| policy.spotlight = false).await;
    pods.check().await;
}
