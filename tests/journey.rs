//! The main job as people do it, page by page: used in one process and over sockets alike.

use crate::pods::{Browser, Field, Page, Pods};

const PICTURE: &[u8] = include_bytes!("fuzz/corpus/image/small.png");

/// Two people on two pods.
pub struct Friends {
    pub alice_id: String,
    pub bob_id: String,
}

/// Where two people act: two pods and what is between them.
pub trait Stage {
    /// Waits until everything that was said has arrived; what happens to the pods in between is the
    /// stage's affair.
    async fn quiet(&mut self);
}

/// Searches for an address and puts the person found into the aspect Friends.
async fn share_with(browser: &mut Browser, id: &str, stage: &mut impl Stage) {
    let path = format!("/search?q={}", id.replace('@', "%40").replace(':', "%3A"));
    let mut page = browser.open(&path).await;
    // The look-up is a job; the page says that it is still looking until it is done.
    for _ in 0..2_000 {
        if page.form_ending("/aspects").is_some() {
            break;
        }
        stage.quiet().await;
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

/// The address of a post that the stream shows.
pub async fn post_in_stream(browser: &mut Browser, text: &str) -> String {
    let page = browser.open("/stream").await;
    page.post_with(text).unwrap_or_else(|| panic!("the stream does not show {text:?}:\n{}", page.text()))
}

/// Writes a comment under a post.
async fn comment(browser: &mut Browser, post: &str, words: &str) {
    let page = browser.open(post).await;
    browser.submit(&page, &format!("{post}/comments"), &[("text", words)]).await.is(200).sees(words);
}

/// Presses the button of a post or comment on a post's page.
async fn press(browser: &mut Browser, post: &str, address: &str) {
    let page = browser.open(post).await;
    browser.press(&page, address).await.is(200);
}

impl Friends {
    /// They find each other by address and share.
    pub async fn meet(&self, alice: &mut Browser, bob: &mut Browser, stage: &mut impl Stage) {
        share_with(alice, &self.bob_id, stage).await;
        stage.quiet().await;
        share_with(bob, &self.alice_id, stage).await;
        stage.quiet().await;
    }

    /// Alice writes to everybody.
    pub async fn alice_posts(&self, alice: &mut Browser, text: &str) {
        let page = alice.open("/stream").await;
        alice.submit(&page, "/status_messages", &[("text", text), ("audience", "public")]).await.is(200);
    }

    /// Bob comments on a post that his stream shows.
    pub async fn bob_comments(&self, bob: &mut Browser, post: &str, words: &str) {
        let address = post_in_stream(bob, post).await;
        comment(bob, &address, words).await;
    }

    /// The whole main job: profile, aspects, finding each other, sharing, a public post and one to
    /// an aspect with all that a post can have, comments, likes, a reshare, and deleting, with the
    /// other side's answers to all of it.
    pub async fn whole(&self, alice: &mut Browser, bob: &mut Browser, stage: &mut impl Stage) {
        self.introduce(alice, bob, stage).await;
        let public = self.public_post(alice, bob, stage).await;
        let limited = self.aspect_post(alice, bob, stage).await;
        self.talk(alice, bob, stage, &public, "first").await;
        self.talk(alice, bob, stage, &limited, "second").await;
        self.reshare(alice, bob, stage, &public).await;
        self.take_back(alice, bob, stage, &public).await;
        self.take_back(alice, bob, stage, &limited).await;
        self.delete(alice, bob, stage, &public, &limited).await;
    }

    async fn introduce(&self, alice: &mut Browser, bob: &mut Browser, stage: &mut impl Stage) {
        let page = alice.open("/profile/edit").await;
        let fields = [
            Field::Text("first_name", "Alice"),
            Field::Text("last_name", "Liddell"),
            Field::Text("tags", "#tea #chess"),
            Field::Text("bio", "Through the *looking-glass*"),
            Field::File("photo", "me.png", PICTURE),
        ];
        alice.submit_all(&page, "/profile", &fields).await.is(200);
        let page = bob.open("/contacts").await;
        bob.submit(&page, "/aspects", &[("name", "Climbing")]).await.is(200);
        self.meet(alice, bob, stage).await;
        let page = bob.open(&format!("/search?q={}", self.alice_id.replace('@', "%40").replace(':', "%3A"))).await;
        page.sees("Alice Liddell");
        let person = page.form_ending("/aspects").expect("a way to change the aspects").replace("/aspects", "");
        // She shares with him, so he sees what she tells about herself.
        bob.open(&person).await.is(200).sees("Alice Liddell").sees("Through the looking-glass");
        let (friends, climbing) = (aspect(&page, "Friends"), aspect(&page, "Climbing"));
        let action = format!("{person}/aspects");
        bob.submit(&page, &action, &[("aspect", &friends), ("aspect", &climbing)]).await.is(200);
        stage.quiet().await;
    }

    async fn public_post(&self, alice: &mut Browser, bob: &mut Browser, stage: &mut impl Stage) -> String {
        let text = format!("A *first* word for @{{{}}} with a **picture** #introduction", self.bob_id);
        let page = alice.open("/stream").await;
        let fields = [
            Field::Text("text", &text),
            Field::Text("audience", "public"),
            Field::File("photo", "view.png", PICTURE),
            Field::Text("alt", "A view of the hills"),
        ];
        alice.submit_all(&page, "/status_messages", &fields).await.is(200);
        stage.quiet().await;
        let post = post_in_stream(bob, "A first word for").await;
        let page = bob.open(&post).await;
        page.is(200).sees("with a picture #introduction");
        assert_eq!((page.count(".words em"), page.count(".words strong")), (1, 1), "{}", page.html);
        assert!(page.attribute("a[href='/tags/introduction']", "href").is_some(), "{}", page.html);
        let picture = page.attribute("img[alt='A view of the hills']", "src").expect("the picture is shown");
        let picture = bob.open(&picture).await;
        assert_eq!(picture.headers["content-type"].to_str().unwrap().split('/').next(), Some("image"));
        assert!(bob.open("/tags/introduction").await.post_with("A first word for").is_some());
        // The mention is news for him.
        assert!(bob.open("/notifications").await.html.contains(&post));
        assert!(bob.open("/mentions").await.post_with("A first word for").is_some());
        post
    }

    async fn aspect_post(&self, alice: &mut Browser, bob: &mut Browser, stage: &mut impl Stage) -> String {
        let page = alice.open("/stream").await;
        let (friends, family) = (aspect(&page, "Friends"), aspect(&page, "Family"));
        let fields = [("text", "Only for *friends* #secret"), ("audience", "aspects"), ("aspect", &friends)];
        alice.submit(&page, "/status_messages", &fields).await.is(200);
        let fields = [("text", "Only for the family"), ("audience", "aspects"), ("aspect", &family)];
        alice.submit(&page, "/status_messages", &fields).await.is(200);
        stage.quiet().await;
        let post = post_in_stream(bob, "Only for friends").await;
        assert!(bob.open("/stream").await.post_with("Only for the family").is_none());
        post
    }

    /// Comments and likes, there and back.
    async fn talk(&self, alice: &mut Browser, bob: &mut Browser, stage: &mut impl Stage, post: &str, nth: &str) {
        comment(bob, post, &format!("Bob on the {nth}")).await;
        press(bob, post, &format!("{post}/like")).await;
        stage.quiet().await;
        let page = alice.open(post).await;
        page.is(200);
        let theirs = page.comment_with(&format!("Bob on the {nth}")).expect("the comment came");
        assert!(page.html.contains("<article class=\"comment\"") && page.likes() == 1, "{}", page.text());
        assert!(alice.open("/notifications").await.html.contains(post));
        comment(alice, post, &format!("Alice on the {nth}")).await;
        press(alice, post, &format!("/comments/{theirs}/like")).await;
        press(alice, post, &format!("{post}/like")).await;
        stage.quiet().await;
        let page = bob.open(post).await;
        assert!(page.comment_with(&format!("Alice on the {nth}")).is_some(), "{}", page.text());
        assert_eq!((page.likes(), page.likes_of_comment(&theirs)), (2, 1), "{}", page.text());
    }

    async fn reshare(&self, alice: &mut Browser, bob: &mut Browser, stage: &mut impl Stage, post: &str) {
        press(bob, post, &format!("{post}/reshare")).await;
        stage.quiet().await;
        let page = alice.open("/stream").await;
        let own = page.post_addresses_with("A first word for");
        assert_eq!(own.len(), 2, "the post and its reshare:\n{}", page.text());
    }

    /// Each deletes what is theirs to delete, and takes the like back.
    async fn take_back(&self, alice: &mut Browser, bob: &mut Browser, stage: &mut impl Stage, post: &str) {
        let page = bob.open(post).await;
        let (own, hers) = (page.comment_with("Bob on the").unwrap(), page.comment_with("Alice on the").unwrap());
        assert!(page.has_button(&format!("/comments/{own}/delete")));
        assert!(!page.has_button(&format!("/comments/{hers}/delete")));
        press(bob, post, &format!("{post}/unlike")).await;
        comment(bob, post, "Bob regrets").await;
        stage.quiet().await;
        press(bob, post, &format!("/comments/{own}/delete")).await;
        let page = alice.open(post).await;
        let regrets = page.comment_with("Bob regrets").expect("the comment came");
        // It is her post, so she may delete what others wrote below it.
        press(alice, post, &format!("/comments/{regrets}/delete")).await;
        stage.quiet().await;
        for browser in [&mut *alice, &mut *bob] {
            let page = browser.open(post).await;
            assert!(page.comment_with("Bob").is_none() && page.comment_with("Alice").is_some(), "{}", page.text());
            assert_eq!(page.likes(), 1, "{}", page.text());
        }
    }

    async fn delete(
        &self,
        alice: &mut Browser,
        bob: &mut Browser,
        stage: &mut impl Stage,
        public: &str,
        limited: &str,
    ) {
        for post in [public, limited] {
            bob.open(post).await.is(200);
            press(alice, post, &format!("{post}/delete")).await;
        }
        stage.quiet().await;
        for post in [public, limited] {
            bob.open(post).await.is(404);
            alice.open(post).await.is(404);
        }
        for browser in [alice, bob] {
            let page = browser.open("/stream").await;
            assert!(page.post_with("A first word").is_none() && page.post_with("Only for friends").is_none());
        }
    }
}

/// What the network does with each message in one process.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Weather {
    Calm,
    Twice,
    Swapped,
    /// Both, and everything else that can happen to a message.
    Storm(u64),
    /// Both pods are killed after each step.
    Kill,
}

/// Pods in fair weather.
impl Stage for Pods {
    async fn quiet(&mut self) {
        self.settle().await;
    }
}

struct InProcess {
    pods: Pods,
    weather: Weather,
}

impl Stage for InProcess {
    async fn quiet(&mut self) {
        match self.weather {
            Weather::Storm(_) => self.pods.live(48).await,
            _ => self.pods.settle().await,
        }
        if self.weather == Weather::Kill {
            self.pods.kill("alice.example").await;
            self.pods.kill("bob.example").await;
        }
    }
}

async fn in_one_process(weather: Weather) {
    let hosts = ["alice.example", "bob.example"];
    let pods = if weather == Weather::Kill { Pods::on_disk(&hosts).await } else { Pods::new(&hosts).await };
    match weather {
        Weather::Twice => pods.net.repeat(),
        Weather::Swapped => pods.net.swap(),
        Weather::Storm(seed) => pods.net.storm(seed),
        Weather::Calm | Weather::Kill => {}
    }
    let mut alice = pods.person("alice@alice.example").await;
    let mut bob = pods.person("bob@bob.example").await;
    let friends = Friends { alice_id: "alice@alice.example".to_owned(), bob_id: "bob@bob.example".to_owned() };
    let mut stage = InProcess { pods, weather };
    friends.whole(&mut alice, &mut bob, &mut stage).await;
    stage.pods.net.calm();
    stage.pods.live(24).await;
    stage.pods.check().await;
}

// Issue 2, the main job: two pods in one process.
#[tokio::test]
async fn two_pods_go_through_the_whole_main_job() {
    in_one_process(Weather::Calm).await;
}

// F-054
#[tokio::test]
async fn the_main_job_with_every_message_twice() {
    in_one_process(Weather::Twice).await;
}

#[tokio::test]
async fn the_main_job_with_messages_in_swapped_order() {
    in_one_process(Weather::Swapped).await;
}

#[tokio::test]
async fn the_main_job_while_messages_get_lost_late_and_doubled() {
    for seed in 1..=3 {
        in_one_process(Weather::Storm(seed)).await;
    }
}

// F-053, H-076
#[tokio::test]
async fn the_main_job_with_both_pods_killed_after_every_step() {
    in_one_process(Weather::Kill).await;
}
