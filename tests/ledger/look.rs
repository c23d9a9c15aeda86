//! Reading what the pods have, and holding it against the ledger.

use crate::acts::Stage;
use crate::book::{Book, Entry, Truth, What, friend_of, number_in, pod_of};
use crate::person::Person;
use crate::process::Fault;
use futures_util::{StreamExt, TryStreamExt, stream};
use reqwest::Client;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

/// Posts that are read at the same time.
const AT_ONCE: usize = 8;

/// A post as a pod shows it.
#[derive(Debug, Default)]
struct SeenPost {
    id: String,
    comments: Vec<(Option<usize>, String)>,
    /// Guids of people.
    likes: Vec<String>,
    pictures: usize,
    counters: (u64, u64),
}

/// What one person keeps for themselves.
#[derive(Debug, Default)]
struct SeenOwn {
    aspects: Vec<(usize, String)>,
    /// Aspects that the friend is in.
    members: Vec<usize>,
    tags: Vec<usize>,
    conversations: Vec<usize>,
}

/// Everything that a pod shows.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    posts: BTreeMap<usize, Vec<SeenPost>>,
    own: HashMap<usize, SeenOwn>,
}

/// How much may be missing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    /// Messages may be on their way to the other pod.
    Between,
    /// Everything has arrived.
    Quiet,
}

/// Reads a pod through the people on it: those who live there, and their friends' posts.
pub(crate) async fn read(stage: &Stage, pod: usize, client: &Client) -> Result<Seen, Fault> {
    let mut seen = Seen::default();
    for (who, person) in stage.people.iter().enumerate().filter(|(_, person)| person.pod == pod) {
        let friend = &stage.people[friend_of(who)];
        for author in [person, friend] {
            let posts = person.list(client, &format!("users/{}/posts", author.guid)).await?.unwrap_or_default();
            let reading = posts.into_iter().map(|post| read_post(person, client, post));
            let read: Vec<_> = stream::iter(reading).buffered(AT_ONCE).try_collect().await?;
            for (number, post) in read.into_iter().flatten() {
                seen.posts.entry(number).or_default().push(post);
            }
        }
        seen.own.insert(who, read_own(person, &friend.guid, client).await?);
        if !person.is_signed_in(client).await? {
            stage.surprise(format!("{} is not signed in any more", person.name));
        }
    }
    Ok(seen)
}

/// A post with its number, if it has one, and with what hangs on it.
async fn read_post(person: &Person, client: &Client, post: Value) -> Result<Option<(usize, SeenPost)>, Fault> {
    let Some(number) = post["body"].as_str().and_then(number_in) else { return Ok(None) };
    let id = text(&post["guid"]);
    let counters = &post["interaction_counters"];
    let counters = (counters["comments"].as_u64().unwrap_or(0), counters["likes"].as_u64().unwrap_or(0));
    let mut seen = SeenPost { id, counters, ..SeenPost::default() };
    for comment in person.list(client, &format!("posts/{}/comments", seen.id)).await?.unwrap_or_default() {
        seen.comments.push((comment["body"].as_str().and_then(number_in), text(&comment["guid"])));
    }
    for like in person.list(client, &format!("posts/{}/likes", seen.id)).await?.unwrap_or_default() {
        seen.likes.push(text(&like["author"]["guid"]));
    }
    for photo in post["photos"].as_array().into_iter().flatten() {
        let answer = person.get(client, &text(&photo["sizes"]["large"])).await?;
        seen.pictures += usize::from(answer.status() == 200 && !answer.bytes().await?.is_empty());
    }
    Ok(Some((number, seen)))
}

async fn read_own(person: &Person, friend: &str, client: &Client) -> Result<SeenOwn, Fault> {
    let mut own = SeenOwn::default();
    let all = |list: Option<Vec<Value>>| list.unwrap_or_default();
    for aspect in all(person.list(client, "aspects").await?) {
        let Some(number) = aspect["name"].as_str().and_then(number_in) else { continue };
        let id = aspect["id"].to_string();
        let members = all(person.list(client, &format!("aspects/{id}/contacts")).await?);
        own.members.extend(members.iter().filter(|member| member["guid"] == friend).map(|_| number));
        own.aspects.push((number, id));
    }
    let tags = all(person.list(client, "tag_followings").await?);
    own.tags = tags.iter().filter_map(|tag| number_in(&text(tag.get("name").unwrap_or(tag)))).collect();
    let conversations = all(person.list(client, "conversations").await?);
    own.conversations = conversations.iter().filter_map(|it| number_in(&text(&it["subject"]))).collect();
    Ok(own)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

impl Seen {
    /// How often a thing is there, and what it is called. Nothing where it cannot be seen from here.
    fn find(&self, book: &Book, number: usize, entry: &Entry, author: &str) -> Option<(usize, Option<String>)> {
        let own = self.own.get(&entry.who);
        let times = |list: &[usize]| list.iter().filter(|it| **it == number).count();
        Some(match &entry.what {
            What::Post { .. } => {
                let posts = self.posts.get(&number).map_or(&[][..], Vec::as_slice);
                (posts.len(), posts.first().map(|post| post.id.clone()))
            }
            What::Comment { post } => {
                let comments = &self.posts.get(post)?.first()?.comments;
                let found: Vec<_> = comments.iter().filter(|(it, _)| *it == Some(number)).collect();
                (found.len(), found.first().map(|(_, id)| id.clone()))
            }
            What::Like { post } => {
                let likes = &self.posts.get(post)?.first()?.likes;
                (likes.iter().filter(|it| *it == author).count(), None)
            }
            What::Aspect => {
                let found: Vec<_> = own?.aspects.iter().filter(|(it, _)| *it == number).collect();
                (found.len(), found.first().map(|(_, id)| id.clone()))
            }
            What::Member { aspect } => {
                book.entries.get(aspect)?;
                (own?.members.iter().filter(|it| *it == aspect).count(), None)
            }
            What::Tag => (times(&own?.tags), None),
            What::Conversation => {
                let reader = self.own.get(&entry.who).or_else(|| self.own.get(&friend_of(entry.who)))?;
                (times(&reader.conversations), None)
            }
        })
    }

    /// Everything that turned up, by number.
    fn numbers(&self) -> impl Iterator<Item = usize> + '_ {
        let comments = self.posts.values().flatten().flat_map(|post| &post.comments).filter_map(|(it, _)| *it);
        let own = self.own.values().flat_map(|own| {
            let aspects = own.aspects.iter().map(|(number, _)| *number);
            aspects.chain(own.tags.iter().copied()).chain(own.conversations.iter().copied())
        });
        self.posts.keys().copied().chain(comments).chain(own)
    }
}

/// Holds what a pod shows against the ledger, settles what was unsure, and tells what is wrong.
pub(crate) fn compare(stage: &Stage, pod: usize, seen: &Seen, moment: Moment) -> Vec<String> {
    let mut book = stage.book();
    let mut wrong = Vec::new();
    for (number, posts) in &seen.posts {
        for post in posts {
            let lists = (post.comments.len() as u64, post.likes.len() as u64);
            // In between, something may have come after the one was read and before the other.
            if moment == Moment::Quiet && post.counters != lists {
                wrong.push(format!("post {number} counts {:?} and lists {lists:?}", post.counters));
            }
        }
    }
    for number in seen.numbers() {
        if !book.entries.contains_key(&number) {
            let what = if book.gone.contains(&number) { "is there again" } else { "was never made" };
            wrong.push(format!("thing {number} {what}"));
        }
    }
    // What others hang on comes first.
    let mut numbers: Vec<usize> = book.entries.keys().copied().collect();
    numbers.sort_by_key(|number| (!matches!(book.entries[number].what, What::Post { .. } | What::Aspect), *number));
    for number in numbers {
        let entry = book.entries[&number].clone();
        if !book.counts(&entry) {
            continue;
        }
        let found = seen.find(&book, number, &entry, &stage.people[entry.who].guid);
        let mut entry = entry;
        if let Some(fault) = settle(&mut entry, found, pod, moment) {
            wrong.push(format!("thing {number} {entry:?} {fault}"));
        }
        if let (What::Post { has_picture: true, .. }, true) = (&entry.what, entry.truth == Truth::There) {
            let posts = seen.posts.get(&number).into_iter().flatten();
            // Pictures of the other pod's posts are fetched when somebody looks.
            if pod_of(entry.who) == pod && posts.clone().any(|post| post.pictures != 1) {
                wrong.push(format!("post {number} has no picture"));
            }
        }
        book.entries.insert(number, entry);
    }
    wrong
}

/// What is wrong with one thing on one pod.
fn settle(
    entry: &mut Entry,
    found: Option<(usize, Option<String>)>,
    pod: usize,
    moment: Moment,
) -> Option<&'static str> {
    let is_home = pod_of(entry.who) == pod;
    let is_own_affair = matches!(entry.what, What::Aspect | What::Member { .. } | What::Tag);
    if !is_home && is_own_affair {
        return None;
    }
    let (count, id) = found.unwrap_or((0, None));
    entry.seen[pod] |= count > 0;
    if count > 1 {
        return Some("is there twice");
    }
    if is_home && entry.truth == Truth::Unsure {
        entry.truth = if count == 1 { Truth::There } else { Truth::Gone };
        entry.is_closing &= count == 0;
    }
    if is_home && count == 1 && entry.id.is_none() {
        entry.id = id;
    }
    let must_agree = is_home || moment == Moment::Quiet || (entry.is_settled && entry.truth == Truth::There);
    match (entry.truth, count) {
        (Truth::There, 0) if must_agree => Some("is lost"),
        (Truth::Gone, 1) if must_agree => Some("is not gone"),
        _ => None,
    }
}
