//! What people hear about (spec/features.md §7.1).

use super::{POD, address, post, profile, share};
use crate::pods::{Browser, Pods};
use seedpod::domain::notifications;
use seedpod::domain::profiles::{self, NewProfile};
use seedpod::model::Birthday;

async fn like(browser: &mut Browser, path: &str) {
    let page = browser.open(path).await;
    browser.press(&page, &format!("{path}/like")).await.is(200);
}

async fn comment(browser: &mut Browser, path: &str, words: &str) {
    let page = browser.open(path).await;
    browser.submit(&page, &format!("{path}/comments"), &[("text", words)]).await.is(200);
}

// W-191, W-193, W-194: each kind by its trigger, with the right words; nothing for one's own deeds.
#[tokio::test]
async fn each_deed_has_its_notice() {
    let pods = Pods::new(&[POD]).await;
    let (mut alice, mut bob) = (pods.person("alice@one.test").await, pods.person("bob@one.test").await);
    share(&pods, &mut bob, "alice@one.test", &["Friends"]).await;
    post(&mut alice, "my bread").await;
    let path = address(&alice.open("/stream").await, "my bread");
    like(&mut bob, &path).await;
    comment(&mut bob, &path, "how nice").await;
    comment(&mut alice, &path, "thank you, and hello").await;
    let page = bob.open(&path).await;
    bob.press(&page, &format!("{path}/reshare")).await.is(200);
    post(&mut bob, "hello @{alice@one.test}").await;
    comment(&mut bob, &path, "look here, @{alice@one.test}").await;
    let page = alice.open("/notifications").await;
    for words in [
        "bob started sharing with you.",
        "bob liked your post “my bread”",
        "bob commented on your post “my bread”",
        "bob reshared your post “my bread”",
        "bob mentioned you in “hello",
        "bob mentioned you in a comment on “my bread”",
    ] {
        page.sees(words);
    }
    assert_eq!(page.text().matches("commented on your post").count(), 2, "once in the list, once under the bell");
    bob.open("/notifications").await.sees("alice also commented on “my bread” by alice");
    pods.check().await;
}

// W-192: several people doing the same to the same thing share one entry while it is unread.
#[tokio::test]
async fn many_likes_make_one_entry() {
    let pods = Pods::new(&[POD]).await;
    let mut alice = pods.person("alice@one.test").await;
    post(&mut alice, "my bread").await;
    let path = address(&alice.open("/stream").await, "my bread");
    for name in ["bob", "carol", "dora", "emil", "fritz"] {
        let mut friend = pods.person(&format!("{name}@one.test")).await;
        like(&mut friend, &path).await;
        pods.clock.advance(5);
    }
    let page = alice.open("/notifications").await;
    page.sees("fritz , emil , dora and 2 others liked your post “my bread”");
    assert_eq!(page.count("section.news li"), 1);
}

// W-195, W-196, W-197: the badge, the filters, reading by opening, by the eye, and all at once.
#[tokio::test]
async fn notices_are_filtered_and_read() {
    let pods = Pods::new(&[POD]).await;
    let (mut alice, mut bob) = (pods.person("alice@one.test").await, pods.person("bob@one.test").await);
    share(&pods, &mut bob, "alice@one.test", &["Friends"]).await;
    post(&mut alice, "my bread").await;
    let path = address(&alice.open("/stream").await, "my bread");
    like(&mut bob, &path).await;
    comment(&mut bob, &path, "how nice").await;
    let page = alice.open("/notifications").await;
    assert_eq!(page.count("section.news li"), 3);
    page.sees("3 unread");
    let page = alice.open("/notifications?type=liked").await;
    assert_eq!(page.count("section.news li"), 1);
    let eye = page.attribute("section.news button.mark-read", "formaction").unwrap();
    let page = alice.press(&page, &eye).await;
    assert_eq!(page.count("section.news li.news-unread"), 0);
    let page = alice.open("/notifications?show=unread").await;
    assert_eq!(page.count("section.news li"), 2);
    let page = alice.open("/notifications?type=liked").await;
    let eye = page.attribute("section.news button.mark-read", "formaction").unwrap();
    assert!(eye.ends_with("/unread"));
    alice.press(&page, &eye).await;
    assert_eq!(alice.open("/notifications?show=unread").await.count("section.news li"), 3);
    alice.open(&path).await;
    let page = alice.open("/notifications?show=unread").await;
    page.sees("started sharing");
    assert_eq!(page.count("section.news li"), 1);
    profile(&pods, &mut alice, "bob@one.test").await;
    alice.open("/notifications?show=unread").await.sees("Nothing of this sort");
    let page = alice.open("/notifications").await;
    if let Some(all) = page.button_ending("/notifications/read") {
        alice.press(&page, &all).await;
    }
    assert_eq!(alice.open("/stream").await.count("[data-badge=unread] .badge"), 0);
    pods.check().await;
}

// W-196: 25 a page, by day, and no entry twice.
#[tokio::test]
async fn the_list_has_pages_and_days() {
    let pods = Pods::new(&[POD]).await;
    let (mut alice, mut bob) = (pods.person("alice@one.test").await, pods.person("bob@one.test").await);
    for number in 0..30 {
        post(&mut bob, &format!("number {number} for @{{alice@one.test}}")).await;
        pods.clock.advance(3 * 3600);
    }
    let page = alice.open("/notifications").await;
    assert_eq!(page.count("section.news li"), 25);
    assert!(page.count("section.news") >= 3);
    let next = page.attribute("a[rel=next]", "href").unwrap();
    let page = alice.open(&next).await;
    assert_eq!(page.count("section.news li"), 5);
    assert!(page.attribute("a[rel=next]", "href").is_none());
}

// W-198: the choice of aspects stands in the notice, and sharing back reads it.
#[tokio::test]
async fn sharing_back_reads_the_notice() {
    let pods = Pods::new(&[POD]).await;
    let (mut alice, mut bob) = (pods.person("alice@one.test").await, pods.person("bob@one.test").await);
    share(&pods, &mut bob, "alice@one.test", &["Friends"]).await;
    let page = alice.open("/notifications").await;
    let action = page.form_ending("/aspects").unwrap();
    let family = crate::journey::aspect(&page, "Family");
    alice.submit(&page, &action, &[("aspect", &family)]).await.sees("You share with bob@one.test now");
    alice.open("/notifications?show=unread").await.sees("Nothing of this sort");
}

// W-199: mutual contacts hear of a birthday, once, on the day.
#[tokio::test]
async fn a_birthday_is_told_on_its_day() {
    let pods = Pods::new(&[POD]).await;
    let (mut alice, mut bob, mut carol) =
        (pods.person("alice@one.test").await, pods.person("bob@one.test").await, pods.person("carol@one.test").await);
    share(&pods, &mut alice, "bob@one.test", &["Friends"]).await;
    share(&pods, &mut bob, "alice@one.test", &["Friends"]).await;
    share(&pods, &mut carol, "bob@one.test", &["Friends"]).await;
    pods.at(POD)
        .act("bob", |tx, cx, account| {
            let birthday = Some(Birthday { year: None, month: 3, day: 2 });
            profiles::edit(tx, cx, account, NewProfile { birthday, searchable: true, ..NewProfile::default() })
        })
        .await
        .unwrap();
    pods.settle().await;
    alice.open("/notifications").await.sees_not("birthday on");
    pods.advance(24 * 3600).await;
    pods.settle().await;
    let page = alice.open("/notifications?type=contacts-birthday").await;
    page.sees("bob has a birthday on 2 March 2026.");
    assert_eq!(page.count("section.news li"), 1);
    carol.open("/notifications").await.sees_not("birthday on");
    pods.advance(24 * 3600).await;
    assert_eq!(alice.open("/notifications?type=contacts-birthday").await.count("section.news li"), 1);
    pods.check().await;
}

// W-193: nobody hears of people they ignore.
#[tokio::test]
async fn ignored_people_cause_no_notice() {
    let pods = Pods::new(&[POD]).await;
    let (mut alice, mut bob) = (pods.person("alice@one.test").await, pods.person("bob@one.test").await);
    let page = profile(&pods, &mut alice, "bob@one.test").await;
    let ignore = page.button_ending("/ignore").unwrap();
    alice.press(&page, &ignore).await;
    post(&mut bob, "hello @{alice@one.test}").await;
    share(&pods, &mut bob, "alice@one.test", &["Friends"]).await;
    alice.open("/notifications").await.sees("All quiet");
    let alice = pods.at(POD).find("alice").await.id;
    assert_eq!(pods.at(POD).read(move |tx| notifications::unread(tx, alice)).await, 0);
}
