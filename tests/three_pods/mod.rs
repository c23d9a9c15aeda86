//! An author, a commenter and a reader on three pods, who in the end must all see the same,
//! whatever became of the messages on their way (issue 3).

mod away;
mod weather;

use crate::journey::{aspect, post_in_stream};
use crate::pods::{Browser, Page, Pods};
use std::collections::BTreeSet;

pub const AUTHOR: &str = "author.example";
pub const COMMENTER: &str = "commenter.example";
pub const READER: &str = "reader.example";

/// Ann writes, Cem and Rea are her friends and do not know each other.
pub struct Three {
    pub pods: Pods,
    pub ann: Browser,
    pub cem: Browser,
    pub rea: Browser,
}

impl Three {
    /// Three people; Ann shares with both others and they with her.
    pub async fn new() -> Self {
        let pods = Pods::on_disk(&[AUTHOR, COMMENTER, READER]).await;
        let ann = pods.person("ann@author.example").await;
        let cem = pods.person("cem@commenter.example").await;
        let rea = pods.person("rea@reader.example").await;
        let mut three = Self { pods, ann, cem, rea };
        share(&three.pods, &mut three.ann, "cem@commenter.example").await;
        share(&three.pods, &mut three.ann, "rea@reader.example").await;
        share(&three.pods, &mut three.cem, "ann@author.example").await;
        share(&three.pods, &mut three.rea, "ann@author.example").await;
        three.pods.settle().await;
        three
    }

    /// Ann writes to everybody or to her friends, and nothing is sent yet.
    pub async fn ann_writes(&mut self, text: &str, public: bool) -> String {
        let page = self.ann.open("/stream").await;
        let friends = aspect(&page, "Friends");
        let audience = if public { "public" } else { "aspects" };
        let fields = [("text", text), ("audience", audience), ("aspect", friends.as_str())];
        self.ann.submit(&page, "/status_messages", &fields).await.is(200);
        post_in_stream(&mut self.ann, text).await
    }

    /// All three see the post in the same state, and it is this: likes, and comments with theirs.
    pub async fn all_see(&mut self, post: &str, likes: u32, comments: &[(&str, u32)]) {
        let expected: BTreeSet<(String, u32)> =
            comments.iter().map(|(text, likes)| ((*text).to_owned(), *likes)).collect();
        for (name, browser) in [("Ann", &mut self.ann), ("Cem", &mut self.cem), ("Rea", &mut self.rea)] {
            let page = browser.open(post).await;
            assert_eq!(page.status, 200, "{name}: {}", page.text());
            assert_eq!((page.likes(), comments_of(&page)), (likes, expected.clone()), "{name}: {}", page.text());
        }
    }

    /// Nobody has the post any more.
    pub async fn nobody_sees(&mut self, post: &str) {
        for browser in [&mut self.ann, &mut self.cem, &mut self.rea] {
            browser.open(post).await.is(404);
        }
    }

    /// Everything has come to its end and every store agrees with itself.
    pub async fn end(&self) {
        self.pods.net.calm();
        self.pods.live(72).await;
        self.pods.check().await;
    }
}

async fn share(pods: &Pods, browser: &mut Browser, id: &str) {
    let path = format!("/search?q={}", id.replace('@', "%40"));
    browser.open(&path).await;
    pods.settle().await;
    let page = browser.open(&path).await;
    let action = page.form_ending("/aspects").unwrap_or_else(|| panic!("{id} is not found:\n{}", page.text()));
    let friends = aspect(&page, "Friends");
    browser.submit(&page, &action, &[("aspect", &friends)]).await.is(200);
    pods.settle().await;
}

pub async fn comment(browser: &mut Browser, post: &str, words: &str) {
    let page = browser.open(post).await;
    browser.submit(&page, &format!("{post}/comments"), &[("text", words)]).await.is(200);
}

pub async fn press(browser: &mut Browser, post: &str, verb: &str) {
    let page = browser.open(post).await;
    browser.press(&page, &format!("{post}/{verb}")).await.is(200);
}

/// Presses the button of the comment with these words.
pub async fn press_comment(browser: &mut Browser, post: &str, words: &str, verb: &str) {
    let page = browser.open(post).await;
    let guid = page.comment_with(words).unwrap_or_else(|| panic!("no comment {words:?}:\n{}", page.text()));
    browser.press(&page, &format!("/comments/{guid}/{verb}")).await.is(200);
}

/// Words and likes of the comments of a page.
fn comments_of(page: &Page) -> BTreeSet<(String, u32)> {
    page.comments().into_iter().map(|(guid, words)| (words, page.likes_of_comment(&guid))).collect()
}
