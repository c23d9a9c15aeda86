//! Doing what was drawn, through a page or as a program does it.

use crate::book::{Act, Book, Entry, What, friend_of, marked};
use crate::chance::Chance;
use crate::person::{Person, Reply, send};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

const PICTURE: &[u8] = include_bytes!("../fuzz/corpus/image/small.png");

/// What those who act share.
pub(crate) struct Stage {
    pub(crate) people: Vec<Person>,
    pub(crate) book: Mutex<Book>,
    /// Answers that nobody should get.
    pub(crate) surprises: Mutex<Vec<String>>,
    pub(crate) is_over: AtomicBool,
    /// Pods that are gone until the next round.
    pub(crate) is_away: [AtomicBool; 2],
}

impl Stage {
    pub(crate) fn new(people: Vec<Person>) -> Self {
        let is_away = [AtomicBool::new(false), AtomicBool::new(false)];
        Self { people, book: Mutex::default(), surprises: Mutex::default(), is_over: AtomicBool::new(false), is_away }
    }

    pub(crate) fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn surprise(&self, what: String) {
        self.surprises.lock().unwrap_or_else(PoisonError::into_inner).push(what);
    }

    /// Acts as one person until the round is over or their pod is gone.
    pub(crate) async fn act(self: Arc<Self>, who: usize, client: Client, mut chance: Chance) {
        let pod = self.people[who].pod;
        while !self.is_over.load(Ordering::Relaxed) && !self.is_away[pod].load(Ordering::Relaxed) {
            let act = self.book().draw(who, &mut chance);
            let reply = self.perform(who, act, &client, chance.percent(50)).await;
            self.note(who, act, reply);
        }
    }

    fn note(&self, who: usize, act: Act, reply: Option<Reply>) {
        let mut book = self.book();
        match reply {
            Some(reply) if reply.is_done() => {
                let comment = reply.location.split_once('#').map(|(_, guid)| guid.to_owned());
                let id = reply.field("guid").or_else(|| reply.field("id")).or(comment);
                let id = id.filter(|_| matches!(act, Act::Make(_)));
                book.acknowledge(act, id);
            }
            // The pod is full or ends: whether it was done shows later.
            Some(reply) if matches!(reply.status, 429 | 503) => book.unanswered += 1,
            None => book.unanswered += 1,
            Some(reply) => {
                let (Act::Make(number) | Act::TakeAway(number)) = act;
                // What it hung on may have been taken away in between.
                let is_explained = book.entries.get(&number).is_none_or(|entry| !book.counts(entry));
                if !is_explained {
                    let entry = book.entries.get(&number).cloned();
                    drop(book);
                    self.surprise(format!("{} gets {reply:?} for {act:?} {entry:?}", self.people[who].name));
                }
            }
        }
    }

    async fn perform(&self, who: usize, act: Act, client: &Client, by_page: bool) -> Option<Reply> {
        let person = &self.people[who];
        let (Act::Make(number) | Act::TakeAway(number)) = act;
        let (entry, on) = {
            let book = self.book();
            let entry = book.entries.get(&number)?.clone();
            let on = match entry.what {
                What::Comment { post: on } | What::Like { post: on } | What::Member { aspect: on } => {
                    book.entries.get(&on).and_then(|on| on.id.clone()).unwrap_or_default()
                }
                _ => String::new(),
            };
            (entry, on)
        };
        let words = Words { client, person, friend: self.people[friend_of(who)].guid.clone(), entry, number, on };
        match act {
            Act::Make(_) if matches!(words.entry.what, What::Post { has_picture: true, .. }) => words.show().await,
            Act::Make(_) => send(if by_page { words.make_by_page() } else { words.make() }).await,
            Act::TakeAway(_) => send(if by_page { words.take_away_by_page() } else { words.take_away() }).await,
        }
    }
}

/// One act with everything that has to be said for it.
struct Words<'a> {
    client: &'a Client,
    person: &'a Person,
    friend: String,
    entry: Entry,
    number: usize,
    /// What it hangs on.
    on: String,
}

impl Words<'_> {
    fn text(&self) -> String {
        format!("{} by {}, **as said** #ledger", marked(self.number), self.person.name)
    }

    fn id(&self) -> &str {
        self.entry.id.as_deref().unwrap_or_default()
    }

    fn api(&self, method: Method, path: &str, body: &Value) -> RequestBuilder {
        self.person.api(self.client, method, path, body)
    }

    fn page(&self, path: &str, fields: &[(&str, &str)]) -> RequestBuilder {
        self.person.page(self.client, path, fields)
    }

    fn post(&self, is_public: bool, photos: &[String]) -> Value {
        json!({ "public": is_public, "aspects": [self.person.friends], "body": self.text(), "photos": photos })
    }

    /// A post with a picture takes two steps.
    async fn show(&self) -> Option<Reply> {
        let photo = send(self.person.picture(self.client, PICTURE)).await?;
        let Some(guid) = photo.field("guid").filter(|_| photo.is_done()) else { return Some(photo) };
        let What::Post { is_public, .. } = self.entry.what else { return Some(photo) };
        send(self.api(Method::POST, "posts", &self.post(is_public, &[guid]))).await
    }

    fn make(&self) -> RequestBuilder {
        let name = marked(self.number);
        match self.entry.what {
            What::Post { is_public, .. } => self.api(Method::POST, "posts", &self.post(is_public, &[])),
            What::Comment { .. } => {
                self.api(Method::POST, &format!("posts/{}/comments", self.on), &json!({ "body": self.text() }))
            }
            What::Like { .. } => self.api(Method::POST, &format!("posts/{}/likes", self.on), &Value::Null),
            What::Aspect => self.api(Method::POST, "aspects", &json!({ "name": name })),
            What::Member { .. } => {
                let body = json!({ "person_guid": self.friend });
                self.api(Method::POST, &format!("aspects/{}/contacts", self.on), &body)
            }
            What::Tag => self.api(Method::POST, "tag_followings", &json!({ "name": name })),
            What::Conversation => {
                let body = json!({ "subject": name, "body": self.text(), "recipients": [self.friend] });
                self.api(Method::POST, "conversations", &body)
            }
        }
    }

    fn make_by_page(&self) -> RequestBuilder {
        let (name, text) = (marked(self.number), self.text());
        match self.entry.what {
            What::Post { is_public, .. } => {
                let audience = if is_public { "public" } else { "all" };
                self.person.parts(self.client, "/status_messages", &[("text", &text), ("audience", audience)])
            }
            What::Comment { .. } => self.page(&format!("/posts/{}/comments", self.on), &[("text", &text)]),
            What::Like { .. } => self.page(&format!("/posts/{}/like", self.on), &[]),
            What::Aspect => self.page("/aspects", &[("name", &name)]),
            What::Member { .. } => self.member("add"),
            What::Tag => self.page("/tag_followings", &[("tag", &name)]),
            // The page names contacts by numbers of its own.
            What::Conversation => self.make(),
        }
    }

    fn member(&self, change: &str) -> RequestBuilder {
        self.page(&format!("/aspects/{}/members", self.on), &[("person", &self.friend), ("change", change)])
    }

    fn take_away(&self) -> RequestBuilder {
        let path = match self.entry.what {
            What::Post { .. } => format!("posts/{}", self.id()),
            What::Comment { .. } => format!("posts/{}/comments/{}", self.on, self.id()),
            What::Like { .. } => format!("posts/{}/likes", self.on),
            What::Aspect => format!("aspects/{}", self.id()),
            What::Member { .. } => format!("aspects/{}/contacts/{}", self.on, self.friend),
            What::Tag => format!("tag_followings/{}", marked(self.number)),
            What::Conversation => format!("conversations/{}", self.id()),
        };
        self.api(Method::DELETE, &path, &Value::Null)
    }

    fn take_away_by_page(&self) -> RequestBuilder {
        match self.entry.what {
            What::Post { .. } => self.page(&format!("/posts/{}/delete", self.id()), &[]),
            What::Comment { .. } => self.page(&format!("/comments/{}/delete", self.id()), &[]),
            What::Like { .. } => self.page(&format!("/posts/{}/unlike", self.on), &[]),
            What::Aspect => self.page(&format!("/aspects/{}/delete", self.id()), &[]),
            What::Member { .. } => self.member("remove"),
            What::Tag => self.page("/tag_followings/end", &[("tag", &marked(self.number))]),
            What::Conversation => self.take_away(),
        }
    }
}
