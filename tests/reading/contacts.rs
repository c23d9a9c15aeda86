//! Aspects, contacts, ignoring (spec/features.md §4).

use super::{POD, post_to, profile, share};
use crate::pods::Pods;
use seedpod::domain::{accounts, aspects};

// W-100 to W-102: made, renamed, ordered, ended; the order holds everywhere.
#[tokio::test]
async fn aspects_are_made_named_ordered_and_ended() {
    let pods = Pods::new(&[POD]).await;
    let mut alice = pods.person("alice@one.test").await;
    let page = alice.open("/contacts").await;
    let page = alice.submit(&page, "/aspects", &[("name", "  Choir ")]).await;
    page.is(200).sees("“Choir” is there");
    let page = alice.open("/contacts").await;
    alice.submit(&page, "/aspects", &[("name", "CHOIR")]).await.is(422).sees("already have an aspect");
    alice
        .submit(&page, "/aspects", &[("name", "a name with more than twenty letters")])
        .await
        .is(422)
        .sees("at most 20");
    let order = |page: &crate::pods::Page| {
        let text = page.text();
        let list = text.split("Order of the aspects").nth(1).unwrap().to_owned();
        (list.find("Family").unwrap(), list.find("Choir").unwrap())
    };
    let mut page = alice.open("/contacts").await;
    let (family, choir) = order(&page);
    assert!(family < choir);
    let id =
        page.choice("aspect", "Choir").or_else(|| page.attribute("a[href^='/contacts?a_id=']:last-of-type", "href"));
    let id = id.unwrap().rsplit('=').next().unwrap().to_owned();
    for _ in 0..4 {
        page = alice.press(&page, &format!("/aspects/{id}/up")).await;
        page.sees("The order is saved");
    }
    let (family, choir) = order(&page);
    assert!(choir < family);
    let text = alice.open("/aspects").await.text();
    assert!(text.find("Choir").unwrap() < text.find("Family").unwrap());
    let page = alice.open(&format!("/contacts?a_id={id}")).await;
    let page = alice.submit(&page, &format!("/aspects/{id}"), &[("name", "Singers")]).await;
    page.sees("has its new name").sees("Singers");
    alice.submit(&page, &format!("/aspects/{id}/delete"), &[]).await.sees("The aspect is gone.").sees_not("Singers");
    pods.check().await;
}

// W-101, W-113: sharing back by itself, never with ignored people; ending the aspect ends that too.
#[tokio::test]
async fn sharing_back_goes_by_itself_until_its_aspect_ends() {
    let pods = Pods::new(&[POD]).await;
    let (mut alice, mut bob, mut carol) =
        (pods.person("alice@one.test").await, pods.person("bob@one.test").await, pods.person("carol@one.test").await);
    let aspect = pods
        .at(POD)
        .act("alice", |tx, _, account| {
            let aspect = aspects::create(tx, account, "New here")?;
            let mut account = accounts::get(tx, account.id)?.unwrap();
            account.settings.share_back = Some(aspect.id);
            tx.put(&account)?;
            Ok(aspect.id)
        })
        .await
        .unwrap();
    let page = profile(&pods, &mut alice, "carol@one.test").await;
    let ignore = page.button_ending("/ignore").unwrap();
    alice.press(&page, &ignore).await;
    share(&pods, &mut bob, "alice@one.test", &["Friends"]).await;
    share(&pods, &mut carol, "alice@one.test", &["Friends"]).await;
    let page = alice.open(&format!("/contacts?a_id={aspect}")).await;
    page.sees("bob").sees_not("carol@");
    profile(&pods, &mut bob, "alice@one.test").await.sees("Sharing both ways");
    alice
        .submit(&page, &format!("/aspects/{aspect}/delete"), &[])
        .await
        .sees("New sharers are not put anywhere by themselves any more");
    pods.check().await;
}

// W-103 to W-106, W-109, W-116: in several aspects, a new one on the spot, sharing starts and ends.
#[tokio::test]
async fn sharing_starts_with_the_first_aspect_and_ends_with_the_last() {
    let pods = Pods::new(&[POD]).await;
    let (mut alice, mut bob) = (pods.person("alice@one.test").await, pods.person("bob@one.test").await);
    share(&pods, &mut alice, "bob@one.test", &["Friends"]).await.sees("You share with bob@one.test now");
    bob.open("/notifications").await.sees("alice started sharing with you");
    let page = profile(&pods, &mut alice, "bob@one.test").await;
    let action = page.form_ending("/aspects").unwrap();
    let friends = crate::journey::aspect(&page, "Friends");
    let page = alice.submit(&page, &action, &[("aspect", &friends), ("new", "Tea circle")]).await;
    page.sees("In 2 aspects").sees("Not shared back yet");
    assert_eq!(bob.open("/notifications").await.count("section.news li"), 1, "a second aspect is no news");
    bob.open("/stream").await.sees_not("Tea circle");
    profile(&pods, &mut bob, "alice@one.test").await.sees_not("Tea circle").sees("Shares with you");
    share(&pods, &mut bob, "alice@one.test", &["Family"]).await;
    profile(&pods, &mut alice, "bob@one.test").await.sees("Sharing both ways");
    share(&pods, &mut alice, "bob@one.test", &[]).await.sees("You do not share with bob@one.test any more");
    alice.open("/contacts?set=only_sharing").await.sees("bob");
    alice.open("/contacts").await.sees("No contacts yet");
    pods.check().await;
}

// W-107, W-108: later changes do not change who sees older posts.
#[tokio::test]
async fn old_posts_keep_their_readers() {
    let pods = Pods::new(&[POD]).await;
    let (mut alice, mut bob, mut carol) =
        (pods.person("alice@one.test").await, pods.person("bob@one.test").await, pods.person("carol@one.test").await);
    share(&pods, &mut alice, "bob@one.test", &["Friends"]).await;
    post_to(&mut alice, "Friends", "only for friends").await;
    share(&pods, &mut alice, "carol@one.test", &["Friends"]).await;
    share(&pods, &mut alice, "bob@one.test", &[]).await;
    profile(&pods, &mut bob, "alice@one.test").await.sees("only for friends");
    profile(&pods, &mut carol, "alice@one.test").await.sees_not("only for friends");
}

// W-110 to W-112: lists with counts, 25 a load, a filter; an aspect shows members first.
#[tokio::test]
async fn lists_of_contacts() {
    let pods = Pods::new(&[POD]).await;
    let mut alice = pods.person("alice@one.test").await;
    for number in 0..28 {
        let name = format!("friend{number:02}");
        pods.at(POD).account(&name).await;
        share(&pods, &mut alice, &format!("{name}@one.test"), &[if number == 27 { "Work" } else { "Friends" }]).await;
    }
    let mut fan = pods.person("fan@one.test").await;
    share(&pods, &mut fan, "alice@one.test", &["Friends"]).await;
    let page = alice.open("/contacts").await;
    assert_eq!(page.count("ul.people > li"), 25);
    page.sees("My contacts 28").sees("All 29").sees("Only sharing with me 1");
    let page = alice.open(&page.attribute("a[rel=next]", "href").unwrap()).await;
    assert_eq!(page.count("ul.people > li"), 3);
    alice.open("/contacts?set=all").await.is(200);
    alice.open("/contacts?set=only_sharing").await.sees("fan@one.test");
    let page = alice.open("/contacts").await;
    let page = alice.submit(&page, "/contacts", &[("q", "FRIEND1")]).await;
    assert_eq!(page.count("ul.people > li"), 10);
    alice.open("/contacts?q=zzz").await.sees("Nobody fits");
    let work = page.attribute("a[href^='/contacts?a_id=']:nth-of-type(6)", "href").unwrap();
    let page = alice.open(&work).await;
    let first = page.attribute("ul.people > li a.name", "href").unwrap();
    assert!(first.ends_with(pods.at(POD).guid_of("friend27@one.test").await.as_str()), "members come first");
    page.sees_not("/conversations/new?aspect_id");
    let mut friend = pods.browser("friend27@one.test").await;
    share(&pods, &mut friend, "alice@one.test", &["Friends"]).await;
    assert!(alice.open(&work).await.html.contains("/conversations/new?aspect_id"));
}

// W-114: not oneself, not the ignored, not the closed.
#[tokio::test]
async fn some_people_cannot_be_added() {
    let pods = Pods::new(&[POD]).await;
    let mut alice = pods.person("alice@one.test").await;
    pods.at(POD).account("bob").await;
    pods.at(POD).account("carol").await;
    assert!(profile(&pods, &mut alice, "alice@one.test").await.form_ending("/aspects").is_none());
    let page = profile(&pods, &mut alice, "bob@one.test").await;
    let ignore = page.button_ending("/ignore").unwrap();
    let page = alice.press(&page, &ignore).await;
    page.sees("You ignore bob@one.test from now on");
    let page = profile(&pods, &mut alice, "bob@one.test").await;
    assert!(page.form_ending("/aspects").is_none() && page.button_ending("/unignore").is_some());
    let guid = pods.at(POD).guid_of("carol@one.test").await;
    pods.at(POD).act("carol", accounts::close).await.unwrap();
    pods.settle().await;
    // W-010
    let page = alice.open(&format!("/people/{guid}")).await;
    page.is(410).sees("This account was closed");
    assert!(page.form_ending("/aspects").is_none());
    assert_eq!(alice.json(&format!("/people/{guid}")).await.status, 410);
    alice.open("/search?q=carol").await.sees("Nobody found");
}

// W-118, W-120: ignoring is listed under privacy, and ends there.
#[tokio::test]
async fn ignoring_ends_sharing_and_can_be_undone() {
    let pods = Pods::new(&[POD]).await;
    let (mut alice, mut bob) = (pods.person("alice@one.test").await, pods.person("bob@one.test").await);
    share(&pods, &mut alice, "bob@one.test", &["Friends"]).await;
    share(&pods, &mut bob, "alice@one.test", &["Friends"]).await;
    let page = profile(&pods, &mut alice, "bob@one.test").await;
    page.sees("Ignore this person");
    let ignore = page.button_ending("/ignore").unwrap();
    alice.press(&page, &ignore).await;
    alice.open("/contacts?set=all").await.sees_not("bob@one.test");
    profile(&pods, &mut bob, "alice@one.test").await.sees("Not shared back yet");
    let page = alice.open("/privacy").await;
    page.sees("bob@one.test");
    let release = page.button_ending("/unignore").unwrap();
    alice.press(&page, &release).await.sees("You hear from bob@one.test again");
    profile(&pods, &mut alice, "bob@one.test").await.sees("Not sharing");
    pods.check().await;
}

// W-115: the card beside a name, for everybody; the choice of aspects only for people here.
#[tokio::test]
async fn a_card_says_who_somebody_is() {
    let pods = Pods::new(&[POD]).await;
    let mut alice = pods.person("alice@one.test").await;
    pods.at(POD).account("bob").await;
    let path = format!("/people/{}/hovercard", pods.at(POD).guid_of("bob@one.test").await);
    let page =
        alice.send("GET", &format!("{path}?from=/stream"), &[("x-seedpod-part", "1")], bytes::Bytes::new()).await;
    page.sees("bob@one.test").sees("Not sharing");
    assert!(page.form_ending("/aspects").is_some());
    let page = pods.stranger(POD).json(&path).await;
    assert!(page.html.contains("\"diaspora_id\":\"bob@one.test\""));
    assert!(page.form_ending("/aspects").is_none());
}
