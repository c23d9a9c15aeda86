//! News for open pages (W-245).

use super::{POD, post, share};
use crate::pods::Pods;
use std::time::Duration;

// An open page hears of posts and notices, and hears the end when the pod stops.
#[tokio::test(start_paused = true)]
async fn an_open_page_hears_what_happens_until_the_pod_stops() {
    let pods = Pods::new(&[POD]).await;
    let (mut alice, mut bob) = (pods.person("alice@one.test").await, pods.person("bob@one.test").await);
    share(&pods, &mut alice, "bob@one.test", &["Friends"]).await;
    pods.stranger(POD).open("/live").await.is(403);
    let mut listener = pods.browser("alice@one.test").await;
    let pod = pods.at(POD).pod.clone();
    let listening = tokio::spawn(async move { listener.open("/live").await });
    // The listener is there once it holds a receiver of changes.
    while pod.listeners() == 0 {
        tokio::task::yield_now().await;
    }
    post(&mut bob, "hello @{alice@one.test}").await;
    // The clock stands still and jumps: this takes no time.
    tokio::time::sleep(Duration::from_millis(900)).await;
    pod.begin_closing();
    let page = listening.await.unwrap();
    page.is(200);
    assert!(page.headers["content-type"].to_str().unwrap().starts_with("text/event-stream"));
    let events: Vec<&str> = page.html.lines().filter_map(|line| line.strip_prefix("data:")).collect();
    assert_eq!(events.len(), 2, "{}", page.html);
    assert!(events[0].contains("\"unread\":0") && events[1].contains("\"unread\":1"), "{events:?}");
    assert!(events[0].contains("\"top\":\"\"") && !events[1].contains("\"top\":\"\""), "{events:?}");
}
