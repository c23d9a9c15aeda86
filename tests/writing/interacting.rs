//! Likes, comments, votes, reshares, the bell, hiding, reporting, deleting.

use super::{comment, press, publish, publish_limited, two_friends, write};
use crate::pods::Pods;

// W-159: one like for each person; count and faces follow.
#[tokio::test]
async fn a_post_is_liked_and_unliked() {
    let (pods, mut alice, mut bob) = two_friends().await;
    let post = publish(&mut alice, "Likeable").await;
    let page = bob.open(&post).await;
    let page = press(&mut bob, &page, "/like").await;
    page.sees("Liked · 1");
    assert_eq!(page.count(".liked-by .faces li"), 1);
    // A second one from another window changes nothing.
    let again = alice.open(&post).await;
    press(&mut alice, &again, "/like").await.sees("Liked · 2");
    let page = bob.open(&post).await;
    let page = press(&mut bob, &page, "/unlike").await;
    assert_eq!(page.count(".liked-by .faces li"), 1);
    assert_eq!(alice.open(&post).await.count(".liked-by .faces li"), 1);
    pods.settle().await;
    pods.check().await;
}

// W-160
#[tokio::test]
async fn a_comment_is_liked_and_unliked() {
    let (pods, mut alice, mut bob) = two_friends().await;
    let post = publish(&mut alice, "Talk to me").await;
    comment(&mut bob, &post, "A fine remark").await.is(200);
    let page = alice.open(&post).await;
    let like = page.attribute(".comment button[formaction$='/like']", "formaction").unwrap();
    let page = alice.press(&page, &like).await;
    assert_eq!(page.count(".comment .likers .faces li"), 1);
    page.sees("1 like");
    let unlike = page.attribute(".comment button[formaction$='/unlike']", "formaction").unwrap();
    let page = alice.press(&page, &unlike).await;
    assert_eq!(page.count(".comment .likers"), 0);
    pods.settle().await;
    pods.check().await;
}

// W-161, W-162: preview first, then the comment; oldest first; three in a stream; the limits.
#[tokio::test]
async fn comments_are_previewed_written_and_listed() {
    let (pods, mut alice, mut bob) = two_friends().await;
    let post = publish(&mut alice, "Count with me").await;
    let page = bob.open(&post).await;
    let form = format!("{post}/comments");
    let page = bob.submit(&page, &form, &[("text", "*alpha* @{alice@a.test}"), ("step", "preview")]).await;
    page.is(200);
    assert_eq!((page.count(".post-draft em"), page.count(".post-draft a.mention")), (1, 1));
    alice.open(&post).await.sees_not("class=\"comment\"");
    bob.submit(&page, &form, &[]).await.is(200).sees("alpha");
    for words in ["beta", "gamma", "delta"] {
        pods.advance(60).await;
        comment(&mut alice, &post, words).await.is(200);
    }
    let text = bob.open(&post).await.text();
    let places: Vec<_> = ["alpha", "beta", "gamma", "delta"].iter().map(|word| text.rfind(word).unwrap()).collect();
    assert!(places.is_sorted(), "{places:?}");
    let page = bob.open("/stream").await;
    page.sees("Show 1 earlier comment");
    assert_eq!(page.count("article.comment"), 3);
    comment(&mut bob, &post, " \n ").await.is(422).sees("A comment needs words.");
    comment(&mut bob, &post, &"x".repeat(65_536)).await.is(422).sees("65536 characters are too many");
    comment(&mut bob, &post, &"x".repeat(65_535)).await.is(200);
    pods.settle().await;
    pods.check().await;
}

// W-163: the comment's author and the post's author, nobody else.
#[tokio::test]
async fn comments_are_deleted_by_those_who_may() {
    let (pods, mut alice, mut bob) = two_friends().await;
    let mut carol = pods.person("carol@a.test").await;
    let post = publish(&mut alice, "Say something").await;
    comment(&mut bob, &post, "First from Bob").await.is(200);
    comment(&mut carol, &post, "Then from Carol").await.is(200);
    let page = bob.open(&post).await;
    assert_eq!(page.count("button[formaction^='/comments/'][formaction$='/delete']"), 1);
    let foreign =
        carol.open(&post).await.attribute("button[formaction^='/comments/'][formaction$='/delete']", "formaction");
    let token = page.attribute("#act input[name=csrf]", "value").unwrap();
    let body = format!("csrf={token}&from=/stream");
    bob.post(&foreign.unwrap(), "application/x-www-form-urlencoded", body).await.is(403);
    let own = page.attribute("button[formaction^='/comments/'][formaction$='/delete']", "formaction").unwrap();
    bob.press(&page, &own).await.is(200);
    let page = alice.open(&post).await;
    page.sees_not("First from Bob").sees("Then from Carol");
    let theirs = page.attribute("button[formaction^='/comments/'][formaction$='/delete']", "formaction").unwrap();
    alice.press(&page, &theirs).await.sees_not("Then from Carol");
    pods.settle().await;
    pods.check().await;
}

// W-165, W-166, W-167: once, public posts of others only; of a reshare the original; it outlives it.
#[tokio::test]
async fn reshares_point_at_the_original() {
    let (pods, mut alice, mut bob) = two_friends().await;
    let mut carol = pods.person("carol@a.test").await;
    let post = publish(&mut alice, "Pass it on").await;
    let limited = publish_limited(&mut alice, "Keep it here").await;
    assert!(alice.open(&post).await.button_ending("/reshare").is_none());
    assert!(bob.open(&limited).await.button_ending("/reshare").is_none());
    let page = bob.open(&post).await;
    press(&mut bob, &page, "/reshare").await.is(200).sees("Reshared. Everybody can see it now.");
    assert!(bob.open(&post).await.button_ending("/reshare").is_none());
    let stream = carol.open("/public").await;
    stream.sees("Pass it on");
    let reshare = stream.attribute("article:has(.quoted) button[formaction$='/reshare']", "formaction").unwrap();
    carol.press(&stream, &reshare).await.is(200);
    let page = alice.open(&post).await;
    assert_eq!(page.count(".liked-by .faces li"), 2);
    press(&mut alice, &page, "/delete").await.sees("The post is deleted.");
    let page = carol.open("/public").await;
    assert_eq!(page.count(".quoted-gone"), 2);
    page.sees("The original post was deleted by its author.").sees_not("Pass it on");
    pods.settle().await;
    pods.check().await;
}

// W-168: once, then the result with the own vote; before that by asking; at the original only.
#[tokio::test]
async fn a_poll_is_voted_in_once() {
    let (pods, mut alice, mut bob) = two_friends().await;
    let mut carol = pods.person("carol@a.test").await;
    let poll = [("question", "Tea or coffee?"), ("answer", "Tea"), ("answer", "Coffee"), ("audience", "public")];
    let page = write(&mut alice, "A question", &poll).await;
    let post = page.post_with("A question").unwrap();
    let vote = format!("{post}/vote");
    let page = bob.open(&post).await;
    let tea = page.choice("answer", "Tea").unwrap();
    let page = bob.submit(&page, &vote, &[("answer", &tea)]).await;
    page.is(200).sees("your vote").sees("1 · 100 %").sees("1 vote");
    assert!(!page.offers(&vote));
    let page = carol.open(&post).await;
    page.sees("Show result");
    assert!(page.offers(&vote));
    let page = carol.open("/public").await;
    press(&mut carol, &page, "/reshare").await.is(200);
    let page = bob.open("/public").await;
    assert_eq!(page.count("article:has(.quoted) .quoted .poll"), 1);
    assert_eq!(page.count("article:has(.quoted) form[action$='/vote']"), 0);
    bob.open("/activity").await.sees("A question");
    pods.settle().await;
    pods.check().await;
}

// W-169: the bell, by hand and by what one does.
#[tokio::test]
async fn the_bell_follows_a_discussion() {
    let (pods, mut alice, mut bob) = two_friends().await;
    let mut carol = pods.person("carol@a.test").await;
    let post = publish(&mut alice, "Follow this").await;
    let page = bob.open(&post).await;
    let page = press(&mut bob, &page, "/subscribe").await;
    page.sees("Stop following the discussion");
    comment(&mut carol, &post, "News").await.is(200);
    bob.open("/notifications").await.sees("also commented");
    let page = bob.open(&post).await;
    press(&mut bob, &page, "/unsubscribe").await.sees("Follow the discussion");
    assert_eq!(bob.open("/activity").await.count("article.post"), 0);
    let page = bob.open(&post).await;
    press(&mut bob, &page, "/like").await.sees("Stop following the discussion");
    let page = bob.open(&post).await;
    press(&mut bob, &page, "/unlike").await.sees("Follow the discussion");
    assert!(alice.open(&post).await.button_ending("/subscribe").is_none());
    pods.settle().await;
    pods.check().await;
}

// W-170, W-176: out of every stream and silent; from the post's own page back to the stream.
#[tokio::test]
async fn a_hidden_post_leaves_the_streams() {
    let (pods, mut alice, mut bob) = two_friends().await;
    let mut carol = pods.person("carol@a.test").await;
    let post = publish(&mut alice, "Too much of this").await;
    comment(&mut bob, &post, "I said something").await.is(200);
    let page = bob.open(&post).await;
    let page = press(&mut bob, &page, "/hide").await;
    page.is(200).sees("The post is hidden from your streams.");
    assert_eq!(page.path, "/stream");
    comment(&mut carol, &post, "And more").await.is(200);
    let profile = format!("/people/{}", pods.at("a.test").guid_of("alice@a.test").await);
    for path in ["/stream", "/public", "/commented", "/activity", &profile] {
        bob.open(path).await.sees_not("Too much of this");
    }
    bob.open("/notifications").await.sees_not("also commented");
    carol.open("/public").await.sees("Too much of this");
    let page = bob.open(&post).await;
    page.sees("You have hidden this post.");
    press(&mut bob, &page, "/show").await.is(200);
    bob.open("/stream").await.sees("Too much of this");
    pods.settle().await;
    pods.check().await;
}

// W-119: whoever is ignored reads what is public and can add nothing to it.
#[tokio::test]
async fn the_ignored_add_nothing() {
    let (pods, mut alice, mut bob) = two_friends().await;
    let post = publish(&mut alice, "Words for everybody").await;
    let before = bob.open(&post).await;
    assert!(before.offers(&format!("{post}/comments")) && before.button_ending("/like").is_some());
    let ignored = pods.at("a.test").find("bob").await.person;
    pods.at("a.test")
        .act("alice", move |tx, cx, account| seedpod::domain::blocks::create(tx, cx, account, ignored))
        .await
        .unwrap();
    let page = bob.open(&post).await;
    page.is(200).sees("Words for everybody");
    assert!(!page.offers(&format!("{post}/comments")) && page.button_ending("/like").is_none());
    // What stood in an older page is refused as well.
    let refused = bob.submit(&before, &format!("{post}/comments"), &[("text", "but I say")]).await;
    assert!(matches!(refused.status, 403 | 404), "{}", refused.status);
    let refused = bob.press(&before, &before.button_ending("/like").unwrap()).await;
    assert!(matches!(refused.status, 403 | 404), "{}", refused.status);
    let page = alice.open(&post).await;
    page.sees_not("but I say");
    assert_eq!(page.likes(), 0);
    pods.settle().await;
    pods.check().await;
}

// W-171
#[tokio::test]
async fn a_report_needs_a_reason_and_is_made_once() {
    let (pods, mut alice, mut bob) = two_friends().await;
    let post = publish(&mut alice, "Doubtful words").await;
    comment(&mut alice, &post, "Doubtful remark").await.is(200);
    let form = format!("{post}/report");
    let page = bob.open(&form).await;
    bob.submit(&page, &form, &[("reason", "  ")]).await.is(422).sees("Please say why");
    bob.submit(&page, &form, &[("reason", "It is spam")]).await.is(200).sees("The moderators will look at it.");
    bob.open(&form).await.is(403).sees("You have reported this already.");
    bob.submit(&page, &form, &[("reason", "Again")]).await.is(403).sees("You have reported this already.");
    alice.open(&form).await.is(403).sees("You cannot report what you wrote yourself.");
    let page = bob.open(&post).await;
    let form = page.attribute(".comment a[href$='/report']", "href").unwrap();
    let page = bob.open(&form).await;
    bob.submit(&page, &form, &[("reason", "Rude")]).await.is(200);
    let open = pods.at("a.test").read(|tx| seedpod::domain::reports::open(tx, 10)).await;
    assert_eq!(open.iter().map(|report| report.reason.as_str()).collect::<Vec<_>>(), ["It is spam", "Rude"]);
    // What is gone needs no decision.
    let page = alice.open(&post).await;
    press(&mut alice, &page, "/delete").await.is(200);
    assert!(pods.at("a.test").read(|tx| seedpod::domain::reports::open(tx, 10)).await.is_empty());
    pods.settle().await;
    pods.check().await;
}

// W-172: deleting asks, and the post goes here and elsewhere, with everything under it.
#[tokio::test]
async fn a_deleted_post_is_gone_everywhere() {
    let pods = Pods::new(&["a.test", "b.test"]).await;
    let mut alice = pods.person("alice@a.test").await;
    let mut bob = pods.person("bob@b.test").await;
    bob.open("/search?q=alice%40a.test").await;
    alice.open("/search?q=bob%40b.test").await;
    pods.settle().await;
    let post = publish(&mut alice, "Soon gone @{bob@b.test}").await;
    pods.settle().await;
    comment(&mut bob, &post, "Still here").await.is(200);
    pods.settle().await;
    let page = alice.open(&post).await;
    page.sees("Still here").sees("The post disappears here and on other pods");
    press(&mut alice, &page, "/delete").await.sees("The post is deleted.");
    pods.settle().await;
    alice.open(&post).await.is(404);
    bob.open(&post).await.is(404);
    pods.settle().await;
    pods.check().await;
}

// W-174: who did not get a limited post can do nothing with it.
#[tokio::test]
async fn a_limited_post_is_closed_to_others() {
    let (pods, mut alice, _bob) = two_friends().await;
    let mut carol = pods.person("carol@a.test").await;
    let post = publish_limited(&mut alice, "Only for friends").await;
    carol.open(&post).await.is(404);
    let page = carol.open("/stream").await;
    let token = page.attribute("#act input[name=csrf]", "value").unwrap();
    for verb in ["like", "comments", "reshare", "subscribe", "hide", "report"] {
        let body = format!("csrf={token}&from=/stream&text=hello&reason=x");
        let answer = carol.post(&format!("{post}/{verb}"), "application/x-www-form-urlencoded", body).await;
        answer.is(404);
    }
    alice.open(&post).await.sees_not("hello");
    pods.settle().await;
    pods.check().await;
}

// W-175, W-094: shielded in streams, plain on its own page.
#[tokio::test]
async fn posts_not_safe_for_work_are_shielded() {
    let (pods, mut alice, mut bob) = two_friends().await;
    let post = publish(&mut alice, "Skin and more #NSFW").await;
    let page = bob.open("/stream").await;
    assert_eq!(page.count("details.shield:not([open]) .words"), 1);
    assert_eq!(page.count("details.shield button[data-shields]"), 1);
    assert_eq!(bob.open(&post).await.count("details.shield"), 0);
    press(&mut bob, &page, "/reshare").await.is(200);
    let page = alice.open("/stream").await;
    assert_eq!(page.count("details.shield"), 2);
    pods.settle().await;
    pods.check().await;
}
