//! The main job as people do it, page by page: used in one process and over sockets alike.

use crate::pods::{Browser, Page};

/// Two people on two pods.
pub struct Friends {
    pub alice_id: String,
    pub bob_id: String,
}

/// Searches for an address and puts the person found into the aspect Friends.
async fn share_with(browser: &mut Browser, id: &str) {
    let path = format!("/search?q={}", id.replace('@', "%40").replace(':', "%3A"));
    let mut page = browser.open(&path).await;
    // The look-up is a job; the page says that it is still looking until it is done.
    for _ in 0..2_000 {
        if page.form_ending("/aspects").is_some() {
            break;
        }
        page = browser.open(&path).await;
    }
    let action = page.form_ending("/aspects").unwrap_or_else(|| panic!("{id} is not found:\n{}", page.text()));
    let friends = aspect(&page, "Friends");
    browser.submit(&page, &action, &[("aspect", &friends)]).await.is(200);
}

/// The number of an aspect, from the check boxes of a page.
pub fn aspect(page: &Page, name: &str) -> String {
    page.choice("aspect", name).unwrap_or_else(|| panic!("there is no aspect {name}:\n{}", page.text()))
}

impl Friends {
    /// They find each other by address and share.
    pub async fn meet(&self, alice: &mut Browser, bob: &mut Browser) {
        share_with(alice, &self.bob_id).await;
        share_with(bob, &self.alice_id).await;
    }

    /// Alice writes to everybody.
    pub async fn alice_posts(&self, alice: &mut Browser, text: &str) {
        let page = alice.open("/stream").await;
        alice.submit(&page, "/status_messages", &[("text", text), ("audience", "public")]).await.is(200);
    }

    /// Bob comments on a post that his stream shows.
    pub async fn bob_comments(&self, bob: &mut Browser, post: &str, words: &str) {
        let page = bob.open("/stream").await;
        let address =
            page.post_with(post).unwrap_or_else(|| panic!("the stream does not show {post:?}:\n{}", page.text()));
        let page = bob.open(&address).await;
        bob.submit(&page, &format!("{address}/comments"), &[("text", words)]).await.is(200).sees(words);
    }
}
