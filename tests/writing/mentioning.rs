//! Mentions.

use super::{comment, publish, publish_limited, two_friends, write};
use crate::journey;
use crate::pods::Pods;

// W-149: contacts are offered in posts, those who take part in comments; never oneself.
#[tokio::test]
async fn names_are_offered_while_one_types() {
    let (pods, mut alice, mut bob) = two_friends().await;
    let mut carol = pods.person("carol@a.test").await;
    let offered = alice.open("/mentions/suggestions?q=bo").await;
    assert_eq!(offered.attribute("li[role=option]", "data-id").as_deref(), Some("bob@a.test"));
    // Carol is no contact of Alice.
    assert_eq!(alice.open("/mentions/suggestions?q=ca").await.count("li"), 0);
    assert_eq!(alice.open("/mentions/suggestions?q=al").await.count("li"), 0);
    let public = publish(&mut alice, "For all to answer").await;
    let guid = public.strip_prefix("/posts/").unwrap();
    let path = format!("/mentions/suggestions?post={guid}&q=");
    assert_eq!(bob.open(&format!("{path}ca")).await.count("li"), 1);
    assert_eq!(carol.open(&format!("{path}al")).await.count("li"), 1);
    // A limited post: its author, commenters and likers alone.
    let limited = publish_limited(&mut alice, "For friends to answer").await;
    let guid = limited.strip_prefix("/posts/").unwrap();
    let path = format!("/mentions/suggestions?post={guid}&q=");
    assert_eq!(bob.open(&format!("{path}al")).await.count("li"), 1);
    assert_eq!(bob.open(&format!("{path}ca")).await.count("li"), 0);
    assert_eq!(alice.open(&format!("{path}bo")).await.count("li"), 0);
    comment(&mut bob, &limited, "I am here").await.is(200);
    assert_eq!(alice.open(&format!("{path}bo")).await.count("li"), 1);
    carol.open(&format!("{path}al")).await.is(404);
    pods.settle().await;
    pods.check().await;
}

// W-150, W-151: both forms link; everybody mentioned in a public post hears of it, also elsewhere.
#[tokio::test]
async fn a_mention_links_and_reaches_other_pods() {
    let pods = Pods::new(&["a.test", "b.test"]).await;
    let mut alice = pods.person("alice@a.test").await;
    let mut bob = pods.person("bob@b.test").await;
    alice.open("/search?q=bob%40b.test").await;
    pods.settle().await;
    let post = publish(&mut alice, "Ask @{bob@b.test} or @{The Bob; bob@b.test}").await;
    pods.settle().await;
    let page = alice.open(&post).await;
    assert_eq!(page.count(".words a.mention"), 2);
    page.sees("@The Bob");
    bob.open("/notifications").await.sees("mentioned you");
    bob.open("/mentions").await.sees("@The Bob");
    pods.settle().await;
    pods.check().await;
}

// W-152: outside the audience a mention is a plain link and tells nobody.
#[tokio::test]
async fn outsiders_of_a_limited_post_are_not_mentioned() {
    let (pods, mut alice, mut bob) = two_friends().await;
    let mut carol = pods.person("carol@a.test").await;
    let page = alice.open("/stream").await;
    let friends = journey::aspect(&page, "Friends");
    let page = write(
        &mut alice,
        "Do not tell @{carol@a.test}, dear @{bob@a.test}",
        &[("audience", "some"), ("aspect", &friends)],
    )
    .await;
    page.is(200);
    let post = page.post_with("Do not tell").unwrap();
    let page = bob.open(&post).await;
    assert_eq!(page.count(".words a.mention"), 1);
    assert_eq!(page.count(".words a[href*='/people/']"), 2);
    bob.open("/notifications").await.sees("mentioned you");
    carol.open("/notifications").await.sees_not("mentioned you");
    carol.open(&post).await.is(404);
    pods.settle().await;
    pods.check().await;
}

// W-153
#[tokio::test]
async fn in_comments_on_limited_posts_only_those_taking_part_are_mentioned() {
    let (pods, mut alice, mut bob) = two_friends().await;
    let mut carol = pods.person("carol@a.test").await;
    let post = publish_limited(&mut alice, "Between us").await;
    let page = comment(&mut bob, &post, "Shall we ask @{carol@a.test}, @{alice@a.test}?").await;
    page.is(200);
    assert_eq!(page.count(".comment .words a.mention"), 1);
    alice.open("/notifications").await.sees("mentioned you in a comment");
    carol.open("/notifications").await.sees_not("mentioned you");
    pods.settle().await;
    pods.check().await;
}

// W-147, W-148: a tag in a comment is a link and lists nothing; capitals do not matter.
#[tokio::test]
async fn tags_of_comments_list_nothing() {
    let (pods, mut alice, mut bob) = two_friends().await;
    let post = publish(&mut alice, "About #Bread").await;
    let page = comment(&mut bob, &post, "And #butter").await;
    assert_eq!(page.count(".comment .words a.tag[href='/tags/butter']"), 1);
    assert_eq!(bob.open("/tags/bread").await.count("article.post"), 1);
    assert_eq!(bob.open("/tags/butter").await.count("article.post"), 0);
    pods.settle().await;
    pods.check().await;
}
