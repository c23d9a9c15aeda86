//! Posting a message once to one pod or person (spec/federation.md §3.6, §3.7).
//!
//! A pod that cannot be reached at all is held: until the next attempt nothing else goes there, so
//! that messages arrive in the order in which things happened, and for two weeks nothing is given up
//! (H-064). A pod that answers, with whatever status, is not: the fault may lie in the one message.

use super::{Federation, Outcome, PodEntropy, STORE_PAUSE, check, schedule};
use crate::base::{PodUrl, Timestamp};
use crate::domain::Refused;
use crate::domain::instance;
use crate::domain::moderation;
use crate::domain::people;
use crate::domain::queue;
use crate::model::{OutgoingId, PodState, RemotePod, Target};
use crate::net::outbound::{WireError, WireRequest, WireResponse};
use crate::protocol::encrypted;
use crate::protocol::keys::PublicKey;
use crate::protocol::url;

/// The network compares these without looking at parameters. spec: §3.2
const PUBLIC_TYPE: &str = "application/magic-envelope+xml";
const PRIVATE_TYPE: &str = "application/json";
/// Seconds between tests of a pod that was given up (H-139).
const TEST_PAUSE: i64 = 24 * 3600;
/// The least seconds a pod that does not answer is left alone.
const LEAST_HOLD: i64 = 256;
/// Of the time a pod is away already, the part until the next attempt for a message that did not
/// wait as long.
const PATIENCE: i64 = 16;
/// Bytes of a document that only tells whether a pod is there.
const TEST_BYTES: usize = 64 * 1024;

/// What is to be done for a delivery.
enum Step {
    Send(Letter),
    /// The pod was silent for two weeks: see whether it is back.
    Test(Letter),
    Wait(Timestamp),
    Skip(&'static str),
    Nothing,
}

struct Letter {
    url: String,
    content_type: &'static str,
    body: String,
    entity: String,
    pod: RemotePod,
}

/// What came of an attempt.
#[derive(Debug, PartialEq, Eq)]
enum Attempt {
    Arrived,
    /// This message was not taken. Why, in a few words.
    Refused(String),
    /// The pod is not there: how it was found, and why in a few words.
    Unreachable(PodState, String),
}

pub(super) async fn run(
    federation: &Federation,
    id: OutgoingId,
    target: &Target,
    failures: u32,
    now: Timestamp,
) -> Outcome {
    let letter = match prepare(federation, id, target.clone(), now).await {
        Ok(Step::Send(letter)) => letter,
        Ok(Step::Test(letter)) => match test(federation, letter).await {
            Some(letter) => letter,
            None => return Outcome::GiveUp("the pod has been silent for two weeks".to_owned()),
        },
        Ok(Step::Wait(at)) => return Outcome::Wait(at),
        Ok(Step::Skip(why)) => return Outcome::GiveUp(why.to_owned()),
        Ok(Step::Nothing) => return Outcome::Done,
        Err(_) => return Outcome::Retry(now.plus(STORE_PAUSE)),
    };
    let request = WireRequest::deliver(letter.url.as_str(), letter.content_type, letter.body.clone());
    let attempt = judge(federation.wire().send(request).await);
    settle(federation, letter, attempt, failures + 1).await
}

async fn prepare(federation: &Federation, id: OutgoingId, target: Target, now: Timestamp) -> Result<Step, Refused> {
    let keeper = federation.clone();
    let read = federation.pod().read(move |tx| -> Result<Step, Refused> {
        let Some(message) = queue::outgoing(tx, id)? else { return Ok(Step::Nothing) };
        let Some(envelope) = message.envelope else { return Ok(Step::Skip("not signed")) };
        let person = match target {
            Target::Person(person) => Some(people::get(tx, person)?),
            Target::Pod(_) => None,
        };
        if person.as_ref().is_some_and(|person| person.closed || person.is_local()) {
            return Ok(Step::Skip("the person is closed or lives here"));
        }
        if let Some(person) = &person
            && moderation::is_barred(tx, person.id)?
        {
            return Ok(Step::Skip("the person is shut out"));
        }
        let base = match (&target, &person) {
            (Target::Pod(pod), _) => pod.clone(),
            (_, Some(person)) => person.base_url.clone(),
            _ => return Ok(Step::Nothing),
        };
        if instance::expect(tx)?.url == base {
            return Ok(Step::Skip("the pod is this one"));
        }
        let pod = queue::pod(tx, &base, now)?;
        let held = pod.hold_until.filter(|until| *until > now);
        let gone = pod.offline_since.is_some_and(|since| now.since(since) > queue::GONE_AFTER);
        match held {
            _ if pod.blocked => return Ok(Step::Skip("the pod is blocked")),
            Some(_) if gone => return Ok(Step::Skip("the pod has been silent for two weeks")),
            Some(until) => return Ok(Step::Wait(until)),
            None => {}
        }
        let (url, content_type, body) = match &person {
            None => (url::receive_public(&base), PUBLIC_TYPE, envelope),
            Some(person) => {
                let Ok(key) = PublicKey::from_der(&person.public_key) else {
                    return Ok(Step::Skip("the person has no usable key"));
                };
                match encrypted::encrypt(&envelope, &key, &mut PodEntropy(&keeper)) {
                    Ok(body) => (url::receive_user(&base, &person.guid), PRIVATE_TYPE, body),
                    Err(_) => return Ok(Step::Skip("the person's key does not encrypt")),
                }
            }
        };
        let letter = Letter { url, content_type, body, entity: message.entity, pod };
        Ok(if gone { Step::Test(letter) } else { Step::Send(letter) })
    });
    read.await
}

/// Asks a pod that was given up for a small document: if it answers, it is back. At most once a
/// day (F-232).
async fn test(federation: &Federation, letter: Letter) -> Option<Letter> {
    let request = WireRequest::get(letter.pod.url.join(".well-known/nodeinfo"), TEST_BYTES);
    let (state, why) = match federation.wire().send(request).await {
        Ok(response) if response.is_success() => return Some(letter),
        Ok(response) => (PodState::BadAnswer, format!("it answered with status {}", response.status)),
        Err(error) => (check::state_of(&error), error.to_string()),
    };
    note_failure(federation, letter.pod.url, state, why, Some(TEST_PAUSE)).await;
    None
}

fn judge(answer: Result<WireResponse, WireError>) -> Attempt {
    match answer {
        Ok(response) if response.is_success() => Attempt::Arrived,
        // What a proxy says when there is no pod behind it, or a pod that cannot take more.
        Ok(response) if matches!(response.status, 429 | 502..=504 | 520..=530) => {
            Attempt::Unreachable(PodState::BadAnswer, format!("it answered with status {}", response.status))
        }
        Ok(response) => Attempt::Refused(format!("it answered with status {}", response.status)),
        Err(error) => Attempt::Unreachable(check::state_of(&error), error.to_string()),
    }
}

async fn settle(federation: &Federation, letter: Letter, attempt: Attempt, failures: u32) -> Outcome {
    let (state, why, unreachable) = match attempt {
        Attempt::Arrived => {
            if letter.pod.offline_since.is_some() || letter.pod.hold_until.is_some() {
                note_success(federation, letter.pod.url).await;
            }
            return Outcome::Done;
        }
        Attempt::Refused(why) => (PodState::BadAnswer, why, false),
        Attempt::Unreachable(state, why) => (state, why, true),
    };
    let now = federation.pod().now();
    let away = letter.pod.offline_since.map_or(0, |since| now.since(since));
    let delay = schedule::delivery(&letter.entity, failures, federation.chance());
    let pause = delay.unwrap_or(LEAST_HOLD).max(away / PATIENCE);
    note_failure(federation, letter.pod.url, state, why.clone(), unreachable.then_some(pause)).await;
    match delay {
        Some(_) if unreachable => Outcome::Retry(now.plus(pause)),
        Some(delay) => Outcome::Retry(now.plus(delay)),
        // It is the pod that is away, perhaps for a holiday; its messages wait together.
        None if unreachable && away <= queue::GONE_AFTER => Outcome::Retry(now.plus(pause)),
        None => Outcome::GiveUp(why),
    }
}

async fn note_success(federation: &Federation, url: PodUrl) {
    let act = federation.pod().write(move |tx, cx| -> Result<(), Refused> { Ok(queue::pod_alive(tx, cx.now, &url)?) });
    if let Err(error) = act.await {
        tracing::error!(%error, "the state of a pod could not be written");
    }
}

/// `pause` is how long everything for that pod waits, in seconds.
async fn note_failure(federation: &Federation, url: PodUrl, state: PodState, why: String, pause: Option<i64>) {
    tracing::info!(pod = %url, reason = %why, "a delivery failed");
    let act = federation.pod().write(move |tx, cx| -> Result<(), Refused> {
        Ok(queue::pod_failed(tx, cx.now, &url, state, &why, pause.map(|pause| cx.now.plus(pause)))?)
    });
    if let Err(error) = act.await {
        tracing::error!(%error, "the state of a pod could not be written");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16) -> Result<WireResponse, WireError> {
        Ok(WireResponse { status, ..WireResponse::default() })
    }

    // F-230
    #[test]
    fn every_status_of_the_two_hundreds_is_an_arrival() {
        for status in [200, 201, 202, 204, 299] {
            assert_eq!(judge(answer(status)), Attempt::Arrived);
        }
    }

    // F-231
    #[test]
    fn everything_else_is_a_failure_of_the_message_or_of_the_pod() {
        for status in [301, 302, 307, 400, 404, 410, 422, 500] {
            assert!(matches!(judge(answer(status)), Attempt::Refused(_)), "{status}");
        }
        for status in [429, 502, 503, 504, 521] {
            assert!(matches!(judge(answer(status)), Attempt::Unreachable(..)), "{status}");
        }
        for error in [WireError::Tls, WireError::Timeout, WireError::Dns, WireError::Connect, WireError::Refused(None)]
        {
            assert!(matches!(judge(Err(error)), Attempt::Unreachable(..)));
        }
    }
}
