//! A pod that is switched off for a week, and one that is gone for longer than two.

use super::{AUTHOR, READER, Three, comment, press, press_comment};
use seedpod::domain::queue;

const DAY: i64 = 24 * 3600;

impl Three {
    /// Hours pass, with everything that is due in them.
    async fn hours(&self, hours: i64) {
        for _ in 0..hours {
            self.pods.advance(3600).await;
        }
    }

    async fn waiting_at_the_authors(&self) -> u64 {
        self.pods.at(AUTHOR).read(queue::stats).await.deliveries
    }
}

// H-064, F-131, F-233: nothing that was said in a week is missing, nothing that was taken back is
// there, and the author's pod was killed in between.
#[tokio::test]
async fn a_reader_who_was_away_for_a_week_misses_nothing() {
    let mut three = Three::new().await;
    let kept = three.ann_writes("Before the week", true).await;
    let gone = three.ann_writes("Soon taken back", true).await;
    three.pods.settle().await;
    three.pods.switch_off(READER);
    let mut posts = Vec::new();
    for day in 0..7 {
        let public = three.ann_writes(&format!("Public on day {day}"), true).await;
        let limited = three.ann_writes(&format!("Limited on day {day}"), false).await;
        three.pods.settle().await;
        for post in [&public, &limited] {
            comment(&mut three.cem, post, &format!("Cem on day {day}")).await;
            three.pods.settle().await;
            press_comment(&mut three.ann, post, "Cem on day", "like").await;
        }
        if day == 2 {
            press(&mut three.ann, &gone, "delete").await;
            comment(&mut three.cem, &kept, "Cem on the old one").await;
            three.pods.kill(AUTHOR).await;
        }
        posts.extend([(public, day), (limited, day)]);
        three.hours(24).await;
    }
    assert!(three.waiting_at_the_authors().await > 0);
    three.rea.open(&gone).await.is(200);
    three.pods.switch_on(READER).await;
    // A pod that is back is asked again within a day, and then gets everything in order.
    three.hours(24).await;
    three.pods.live(72).await;
    three.all_see(&kept, 0, &[("Cem on the old one", 0)]).await;
    for (post, day) in posts {
        three.all_see(&post, 0, &[(&format!("Cem on day {day}"), 1)]).await;
    }
    three.nobody_sees(&gone).await;
    three.end().await;
}

// F-158, F-232: after two weeks nothing is kept for a pod; when it is heard of again, it gets what
// is new.
#[tokio::test]
async fn a_reader_who_was_away_for_longer_is_let_go_and_taken_back() {
    let mut three = Three::new().await;
    three.pods.switch_off(READER);
    three.ann_writes("On the first day", true).await;
    for _ in 0..20 {
        three.pods.advance(DAY / 2).await;
        three.pods.advance(DAY / 2).await;
    }
    assert_eq!(three.waiting_at_the_authors().await, 0);
    let late = three.ann_writes("On the twentieth day", false).await;
    let later = three.ann_writes("Also on the twentieth day", true).await;
    three.pods.settle().await;
    assert_eq!(three.waiting_at_the_authors().await, 0);
    three.pods.switch_on(READER).await;
    // What the pod says itself brings it back at once, without waiting for the daily test.
    let page = three.rea.open("/stream").await;
    let fields = [("text", "I am back"), ("audience", "public")];
    three.rea.submit(&page, "/status_messages", &fields).await.is(200);
    three.pods.settle().await;
    assert!(three.ann.open("/stream").await.post_with("I am back").is_some());
    let new = three.ann_writes("Good to see you", false).await;
    three.pods.settle().await;
    three.all_see(&new, 0, &[]).await;
    three.rea.open(&late).await.is(404);
    // A public one comes when somebody speaks of it.
    three.rea.open(&later).await.is(404);
    comment(&mut three.cem, &later, "Did you see this?").await;
    three.pods.live(24).await;
    three.all_see(&later, 0, &[("Did you see this?", 0)]).await;
    three.end().await;
}

// F-232: without a word from there, a test a day finds it
#[tokio::test]
async fn a_pod_that_is_silently_back_is_found_by_a_test() {
    let mut three = Three::new().await;
    three.pods.switch_off(READER);
    three.ann_writes("On the first day", true).await;
    for _ in 0..16 {
        three.pods.advance(DAY).await;
    }
    three.pods.switch_on(READER).await;
    three.pods.advance(DAY + 1).await;
    let new = three.ann_writes("On the seventeenth day", true).await;
    three.pods.settle().await;
    three.all_see(&new, 0, &[]).await;
    three.end().await;
}

// F-131: a pod that speaks up was taken to be back for what is new only; what waited came minutes or
// hours later, so a post could arrive after the word that took it back, and stay.
#[tokio::test]
async fn a_reader_who_speaks_up_gets_what_waited_before_what_is_new() {
    let mut three = Three::new().await;
    three.pods.switch_off(READER);
    let kept = three.ann_writes("While you were away", true).await;
    let gone = three.ann_writes("Soon taken back", true).await;
    three.pods.settle().await;
    assert!(three.waiting_at_the_authors().await > 0);
    three.pods.switch_on(READER).await;
    let page = three.rea.open("/stream").await;
    let fields = [("text", "I am back"), ("audience", "public")];
    three.rea.submit(&page, "/status_messages", &fields).await.is(200);
    three.pods.settle().await;
    assert_eq!(three.waiting_at_the_authors().await, 0);
    press(&mut three.ann, &gone, "delete").await;
    three.pods.settle().await;
    three.all_see(&kept, 0, &[]).await;
    three.nobody_sees(&gone).await;
    three.end().await;
}
