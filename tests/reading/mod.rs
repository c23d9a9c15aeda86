//! Reading and people, as somebody at a browser meets them: streams, tags, notifications,
//! contacts, conversations, search.

mod contacts;
mod conversations;
mod live;
mod notifications;
mod search;
mod start;
mod streams;
mod tags;

use crate::journey;
use crate::pods::{Browser, Page, Pods};

/// The one pod of most tests here.
pub const POD: &str = "one.test";

/// The page of a person.
pub async fn profile(pods: &Pods, browser: &mut Browser, id: &str) -> Page {
    let guid = pods.at(id.split_once('@').unwrap().1).guid_of(id).await;
    browser.open(&format!("/people/{guid}")).await
}

/// Puts a person of this pod into exactly these aspects.
pub async fn share(pods: &Pods, browser: &mut Browser, id: &str, names: &[&str]) -> Page {
    let page = profile(pods, browser, id).await;
    let action = page.form_ending("/aspects").expect("the page offers to share");
    let ids: Vec<String> = names.iter().map(|name| journey::aspect(&page, name)).collect();
    let fields: Vec<(&str, &str)> = ids.iter().map(|id| ("aspect", id.as_str())).collect();
    let fields = if fields.is_empty() { vec![("aspect", "")] } else { fields };
    browser.submit(&page, &action, &fields).await
}

/// Publishes to everybody.
pub async fn post(browser: &mut Browser, text: &str) {
    let page = browser.open("/stream").await;
    browser.submit(&page, "/status_messages", &[("text", text), ("audience", "public")]).await.is(200);
}

/// Publishes to one aspect.
pub async fn post_to(browser: &mut Browser, aspect: &str, text: &str) {
    let page = browser.open("/stream").await;
    let id = journey::aspect(&page, aspect);
    let fields = [("text", text), ("audience", "some"), ("aspect", id.as_str())];
    browser.submit(&page, "/status_messages", &fields).await.is(200);
}

/// The address of a post, from a page that shows it.
#[track_caller]
pub fn address(page: &Page, text: &str) -> String {
    page.post_with(text).unwrap_or_else(|| panic!("{} does not show {text:?}:\n{}", page.path, page.text()))
}
