//! Getting public things from other pods by guid (spec/federation.md §3.4, §3.5, §5.5).
//!
//! What comes back is a message like any other: signed by its author and taken in the same way, so
//! nobody on the way can forge it. A thing that needs another thing has that fetched first, up to a
//! depth; a thing that is being fetched already is not fetched again, which ends circles.

use super::{Federation, Outcome, Trouble, discover, receive, schedule};
use crate::base::limits;
use crate::base::{DiasporaId, Guid, Timestamp};
use crate::domain::Refused;
use crate::domain::people;
use crate::domain::posts;
use crate::domain::queue;
use crate::model::{Person, PersonId};
use crate::net::outbound::WireRequest;
use crate::protocol::entities::Entity;
use crate::protocol::envelope::Channel;
use crate::protocol::message::Message;
use crate::protocol::url::{self, FetchType};
use serde::Deserialize;

/// Things that may hang on each other. spec: §3.4 loops
const DEPTH: usize = 10;
/// Bytes of a list of posts.
const LIST: usize = 1024 * 1024;
/// Posts taken from a list. spec: §3.5
const NEWEST: usize = 15;
/// Tries to fetch something that only a link or a list named.
const TRIES: u32 = 3;

/// Fetches a thing from the pod of `from` and takes it in.
pub(super) async fn thing(
    federation: &Federation,
    what: FetchType,
    guid: &Guid,
    from: &DiasporaId,
    depth: usize,
) -> Result<(), Trouble> {
    if depth > DEPTH {
        return Err(Trouble::Never("too many things hang on each other".to_owned()));
    }
    let Some(_turn) = federation.inner.fetching.take((what, guid.clone())) else {
        return Err(Trouble::Later("it is being fetched already".to_owned()));
    };
    let person = discover::find(federation, from).await?;
    if person.is_local() {
        return Err(Trouble::Never("it would be here".to_owned()));
    }
    let request = WireRequest::get(url::fetch(&person.base_url, what, guid), limits::MESSAGE_BYTES)
        .header("accept", "application/magic-envelope+xml");
    let response = federation.ask(request).await?;
    if !response.is_success() {
        return Err(Trouble::Later(format!("fetching it was answered with status {}", response.status)));
    }
    let opened = tokio::task::spawn_blocking(move || Message::open(&response.body, Channel::Fetched)).await;
    let message = opened.map_err(|error| Trouble::Never(error.to_string()))?;
    let message = message.map_err(|error| Trouble::Never(error.to_string()))?;
    if !is(message.claimed(), what, guid) {
        return Err(Trouble::Never("what came is not what was asked for".to_owned()));
    }
    receive::take_in(federation, message, None, depth).await
}

/// Whether an entity is what was asked for (F-216).
fn is(entity: &Entity, what: FetchType, guid: &Guid) -> bool {
    match (what, entity) {
        (FetchType::Post, Entity::StatusMessage(_) | Entity::Reshare(_)) | (FetchType::Comment, Entity::Comment(_)) => {
            entity.guid() == Some(guid)
        }
        (FetchType::Poll, Entity::StatusMessage(post)) => post.poll.as_ref().is_some_and(|poll| poll.guid == *guid),
        _ => false,
    }
}

/// A public post that a link or a list named.
pub(super) async fn run_post(
    federation: &Federation,
    guid: &Guid,
    from: &DiasporaId,
    failures: u32,
    now: Timestamp,
) -> Outcome {
    match unknown(federation, vec![guid.clone()]).await {
        Ok(unknown) if unknown.is_empty() => return Outcome::Done,
        Ok(_) => {}
        Err(refused) => return Outcome::GiveUp(refused.to_string()),
    }
    let outcome = thing(federation, FetchType::Post, guid, from, 0).await;
    again(federation, outcome, failures, now)
}

fn again(federation: &Federation, outcome: Result<(), Trouble>, failures: u32, now: Timestamp) -> Outcome {
    match outcome {
        Ok(()) => Outcome::Done,
        Err(Trouble::Never(why)) => Outcome::GiveUp(why),
        Err(Trouble::Later(why)) => match schedule::waiting(failures + 1, federation.chance()) {
            Some(delay) if failures + 1 < TRIES => Outcome::Retry(now.plus(delay)),
            _ => Outcome::GiveUp(why),
        },
    }
}

/// The newest public posts of a person.
pub(super) async fn run_stream(federation: &Federation, person: PersonId, failures: u32, now: Timestamp) -> Outcome {
    let found = federation.pod().read(move |tx| -> Result<Person, Refused> { Ok(people::get(tx, person)?) }).await;
    let outcome = match found {
        Ok(person) if person.is_local() || person.closed => Ok(()),
        Ok(person) => stream(federation, &person).await,
        Err(refused) => Err(refused.into()),
    };
    again(federation, outcome, failures, now)
}

async fn stream(federation: &Federation, person: &Person) -> Result<(), Trouble> {
    let address = person.base_url.join(&format!("people/{}/stream", person.guid));
    let request = WireRequest::get(address, LIST).header("accept", "application/json");
    let response = federation.ask(request).await?;
    if !response.is_success() {
        return Err(Trouble::Never(format!("the list was answered with status {}", response.status)));
    }
    let unknown = unknown(federation, listed(&response.body, &person.guid)).await?;
    let from = person.diaspora_id.clone();
    let act = federation.pod().write(move |tx, cx| -> Result<(), Refused> {
        // Oldest first, so that what happens to be numbered here goes up with time.
        for guid in unknown.iter().rev() {
            queue::fetch_post(tx, cx, guid, &from)?;
        }
        Ok(())
    });
    Ok(act.await?)
}

/// The public posts of this person in a list. spec: §3.5
fn listed(json: &[u8], person: &Guid) -> Vec<Guid> {
    #[derive(Deserialize)]
    struct Entry {
        guid: Guid,
        author: Author,
        public: bool,
    }
    #[derive(Deserialize)]
    struct Author {
        guid: String,
    }
    let Ok(entries) = serde_json::from_slice::<Vec<serde_json::Value>>(json) else { return Vec::new() };
    let entries = entries.into_iter().filter_map(|entry| serde_json::from_value::<Entry>(entry).ok());
    let theirs = entries.filter(|entry| entry.public && entry.author.guid == person.as_str());
    theirs.map(|entry| entry.guid).take(NEWEST).collect()
}

/// Those of some posts that are not here.
async fn unknown(federation: &Federation, guids: Vec<Guid>) -> Result<Vec<Guid>, Refused> {
    let read = federation.pod().read(move |tx| -> Result<Vec<Guid>, Refused> {
        let mut unknown = Vec::new();
        for guid in guids {
            if posts::by_guid(tx, &guid)?.is_none() {
                unknown.push(guid);
            }
        }
        Ok(unknown)
    });
    read.await
}

#[cfg(test)]
mod tests {
    use super::*;

    // F-015
    #[test]
    fn only_public_posts_of_the_person_are_taken_from_a_list() {
        let person = Guid::parse("0123456789abcdef").unwrap();
        let entry = |guid: &str, author: &str, public: &str| {
            format!(r#"{{"id":1,"guid":"{guid}","public":{public},"author":{{"id":2,"guid":"{author}"}}}}"#)
        };
        let json = [
            entry("aaaaaaaaaaaaaaaa", "0123456789abcdef", "true"),
            entry("bbbbbbbbbbbbbbbb", "fedcba9876543210", "true"),
            entry("cccccccccccccccc", "0123456789abcdef", "false"),
            entry("dddddddddddddddd", "0123456789abcdef", "\"true\""),
            entry("short", "0123456789abcdef", "true"),
            "null".to_owned(),
        ];
        let found = listed(format!("[{}]", json.join(",")).as_bytes(), &person);
        assert_eq!(found.iter().map(Guid::as_str).collect::<Vec<_>>(), ["aaaaaaaaaaaaaaaa"]);
        assert!(listed(b"<html>", &person).is_empty());
        let many: Vec<String> =
            (0..40).map(|number| entry(&format!("post{number:016}"), person.as_str(), "true")).collect();
        assert_eq!(listed(format!("[{}]", many.join(",")).as_bytes(), &person).len(), 15);
    }
}
