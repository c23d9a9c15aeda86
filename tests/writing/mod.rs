//! Writing, and what people do with posts, page by page and without script.

mod interacting;
mod mentioning;
mod picturing;
mod previewing;
mod publishing;
mod single;

use crate::journey;
use crate::pods::{Browser, Page, Pods};

/// The aspect that everybody here puts people into.
const ASPECT: &str = "Friends";

/// Alice and Bob share on one pod.
async fn two_friends() -> (Pods, Browser, Browser) {
    let mut pods = Pods::new(&["a.test"]).await;
    let mut alice = pods.person("alice@a.test").await;
    let mut bob = pods.person("bob@a.test").await;
    let friends = journey::Friends { alice_id: "alice@a.test".into(), bob_id: "bob@a.test".into() };
    friends.meet(&mut alice, &mut bob, &mut pods).await;
    pods.settle().await;
    (pods, alice, bob)
}

/// Writes with the publisher of the stream; `more` are further fields.
async fn write(browser: &mut Browser, text: &str, more: &[(&str, &str)]) -> Page {
    let page = browser.open("/stream").await;
    let mut fields = vec![("text", text)];
    fields.extend(more);
    browser.submit(&page, "/status_messages", &fields).await
}

/// Writes to everybody and gives the address of the post.
async fn publish(browser: &mut Browser, text: &str) -> String {
    let page = write(browser, text, &[("audience", "public")]).await;
    page.is(200).sees("Your post is out.");
    newest(&page)
}

/// The address of the post on top of a stream.
fn newest(page: &Page) -> String {
    let address = page.attribute("article.post .post-head .meta a[href^='/posts/']", "href");
    address.unwrap_or_else(|| panic!("there is no post:\n{}", page.text()))
}

/// Writes to the people of an aspect.
async fn publish_limited(browser: &mut Browser, text: &str) -> String {
    let page = browser.open("/stream").await;
    let aspect = journey::aspect(&page, ASPECT);
    let page = write(browser, text, &[("audience", "some"), ("aspect", &aspect)]).await;
    page.is(200).sees("Your post is out.");
    newest(&page)
}

/// Comments on a post from its own page.
async fn comment(browser: &mut Browser, post: &str, text: &str) -> Page {
    let page = browser.open(post).await;
    browser.submit(&page, &format!("{post}/comments"), &[("text", text)]).await
}

/// Presses the button whose address ends like this.
async fn press(browser: &mut Browser, page: &Page, ending: &str) -> Page {
    let address = page.button_ending(ending);
    let address = address.unwrap_or_else(|| panic!("no button {ending}:\n{}", page.text()));
    browser.press(page, &address).await
}
