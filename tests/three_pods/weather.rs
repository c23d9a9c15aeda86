//! A talk below a post while messages come twice, late, in another order, or only at the second
//! try, and while pods are killed with their work undone.

use super::{AUTHOR, COMMENTER, READER, Three, comment, press, press_comment};

#[derive(Clone, Copy)]
enum Weather {
    Calm,
    Twice,
    Swapped,
    Storm(u64),
}

/// `killed` pods lose everything but their file after each act, before anything is sent.
async fn talk(public: bool, weather: Weather, is_killed: bool) {
    let mut three = Three::new().await;
    match weather {
        Weather::Calm => {}
        Weather::Twice => three.pods.net.repeat(),
        Weather::Swapped => three.pods.net.swap(),
        Weather::Storm(seed) => three.pods.net.storm(seed),
    }
    let post = three.ann_writes("A word to talk about", public).await;
    round(&mut three, is_killed).await;
    three.all_see(&post, 0, &[]).await;

    // Nobody waits for anybody.
    comment(&mut three.cem, &post, "Cem first").await;
    comment(&mut three.cem, &post, "Cem second").await;
    press(&mut three.cem, &post, "like").await;
    comment(&mut three.rea, &post, "Rea first").await;
    press(&mut three.rea, &post, "like").await;
    comment(&mut three.ann, &post, "Ann first").await;
    round(&mut three, is_killed).await;
    let comments = [("Cem first", 0), ("Cem second", 0), ("Rea first", 0), ("Ann first", 0)];
    three.all_see(&post, 2, &comments).await;

    press_comment(&mut three.cem, &post, "Cem first", "delete").await;
    press_comment(&mut three.rea, &post, "Cem second", "like").await;
    press_comment(&mut three.ann, &post, "Rea first", "like").await;
    press(&mut three.rea, &post, "unlike").await;
    press(&mut three.ann, &post, "like").await;
    round(&mut three, is_killed).await;
    three.all_see(&post, 2, &[("Cem second", 1), ("Rea first", 1), ("Ann first", 0)]).await;

    // The author of the post removes what a reader wrote, while another reader answers.
    press_comment(&mut three.ann, &post, "Rea first", "delete").await;
    comment(&mut three.cem, &post, "Cem third").await;
    press_comment(&mut three.cem, &post, "Ann first", "like").await;
    round(&mut three, is_killed).await;
    three.all_see(&post, 2, &[("Cem second", 1), ("Cem third", 0), ("Ann first", 1)]).await;

    press(&mut three.ann, &post, "delete").await;
    round(&mut three, is_killed).await;
    three.nobody_sees(&post).await;
    three.end().await;
}

async fn round(three: &mut Three, is_killed: bool) {
    if is_killed {
        for host in [AUTHOR, COMMENTER, READER] {
            three.pods.kill(host).await;
        }
    }
    three.pods.live(72).await;
}

// F-130, F-132, F-143, F-150, F-154, F-192, F-197, F-198
#[tokio::test]
async fn a_public_talk() {
    talk(true, Weather::Calm, false).await;
}

// F-146, F-150, F-155, F-199
#[tokio::test]
async fn a_limited_talk() {
    talk(false, Weather::Calm, false).await;
}

#[tokio::test]
async fn talks_with_every_message_twice() {
    talk(true, Weather::Twice, false).await;
    talk(false, Weather::Twice, false).await;
}

#[tokio::test]
async fn talks_with_messages_in_swapped_order() {
    talk(true, Weather::Swapped, false).await;
    talk(false, Weather::Swapped, false).await;
}

// F-131, F-145, F-195, F-233: doubled, late, failed and unanswered messages, and pods killed with
// their work undone
#[tokio::test]
async fn public_talks_in_a_storm_with_kills() {
    for seed in 1..=3 {
        talk(true, Weather::Storm(seed), true).await;
    }
}

#[tokio::test]
async fn limited_talks_in_a_storm_with_kills() {
    for seed in 4..=6 {
        talk(false, Weather::Storm(seed), true).await;
    }
}

// A message that was taken and never came: what refers to a public post brings it; what hangs on a
// limited one is dropped after a while, and the rest goes on.
#[tokio::test]
async fn a_lost_public_post_comes_with_the_first_comment_on_it() {
    let mut three = Three::new().await;
    three.pods.net.drop_next(AUTHOR, READER);
    let post = three.ann_writes("A word that gets lost", true).await;
    three.pods.settle().await;
    three.rea.open(&post).await.is(404);
    comment(&mut three.cem, &post, "Cem first").await;
    three.pods.live(24).await;
    three.all_see(&post, 0, &[("Cem first", 0)]).await;
    three.end().await;
}

#[tokio::test]
async fn a_lost_limited_post_stays_lost_and_does_no_harm() {
    let mut three = Three::new().await;
    three.pods.net.drop_next(AUTHOR, READER);
    let post = three.ann_writes("A word that gets lost", false).await;
    three.pods.settle().await;
    comment(&mut three.cem, &post, "Cem first").await;
    three.pods.live(24).await;
    three.rea.open(&post).await.is(404);
    three.cem.open(&post).await.is(200).sees("Cem first");
    let next = three.ann_writes("The next word", false).await;
    three.pods.settle().await;
    comment(&mut three.cem, &next, "Cem again").await;
    three.pods.live(24).await;
    three.all_see(&next, 0, &[("Cem again", 0)]).await;
    three.end().await;
}

// A lost comment is missed by one reader alone; a like on it is dropped there, and nothing waits.
#[tokio::test]
async fn a_lost_comment_is_missed_by_one_reader_alone() {
    let mut three = Three::new().await;
    let post = three.ann_writes("A word to talk about", true).await;
    three.pods.settle().await;
    three.pods.net.drop_next(AUTHOR, READER);
    comment(&mut three.cem, &post, "Cem first").await;
    three.pods.settle().await;
    press_comment(&mut three.ann, &post, "Cem first", "like").await;
    comment(&mut three.ann, &post, "Ann first").await;
    three.pods.live(24).await;
    three.rea.open(&post).await.sees("Ann first").sees_not("Cem first");
    three.cem.open(&post).await.sees("Ann first").sees("Cem first");
    three.end().await;
}
