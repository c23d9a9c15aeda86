//! Seeing whether a pod is there and what runs on it (spec/federation.md §1.8, spec/features.md
//! §8.7): its front page, then NodeInfo. The result stands in the list of pods and decides whether
//! messages are sent there.

use super::{Federation, Outcome, STORE_PAUSE};
use crate::base::{PodUrl, Timestamp};
use crate::domain::Refused;
use crate::domain::admin::pods::{self, Tested};
use crate::model::PodState;
use crate::net::outbound::{WireError, WireRequest};
use crate::protocol::nodeinfo::{self, Software};
use tokio::time::Instant;

/// Bytes that a front page may have.
const FRONT: usize = 4 << 20;
/// Bytes that a document about a pod may have.
const DOCUMENT: usize = 64 * 1024;

pub(super) async fn run(federation: &Federation, url: &PodUrl, now: Timestamp) -> Outcome {
    let result = test(federation, url).await;
    let url = url.clone();
    let act =
        federation.pod().write(move |tx, cx| -> Result<(), Refused> { Ok(pods::tested(tx, cx.now, &url, result)?) });
    match act.await {
        Ok(()) => Outcome::Done,
        Err(_) => Outcome::Retry(now.plus(STORE_PAUSE)),
    }
}

async fn test(federation: &Federation, url: &PodUrl) -> Tested {
    let began = Instant::now();
    let front = federation.wire().send(WireRequest::get(url.as_str(), FRONT)).await;
    let response_ms = u32::try_from(began.elapsed().as_millis()).ok();
    let failed = |state, failure: String| Tested {
        state,
        failure,
        response_ms: None,
        software: String::new(),
        version: String::new(),
    };
    match front {
        Err(error) => return failed(state_of(&error), error.to_string()),
        Ok(answer) if !answer.is_success() => {
            return failed(PodState::BadAnswer, format!("it answered with status {}", answer.status));
        }
        Ok(answer) if !is_same_host(&answer.final_url, url) => {
            return failed(PodState::BadAnswer, "its front page is on another host".to_owned());
        }
        Ok(_) => {}
    }
    match software(federation, url).await {
        Some(Software { name, version, .. }) => {
            Tested { state: PodState::Fine, failure: String::new(), response_ms, software: name, version }
        }
        None => Tested { response_ms, ..failed(PodState::NoVersion, String::new()) },
    }
}

fn is_same_host(landed: &str, url: &PodUrl) -> bool {
    let host = |text: &str| ::url::Url::parse(text).ok().and_then(|url| url.host_str().map(str::to_owned));
    host(landed) == host(url.as_str())
}

async fn software(federation: &Federation, url: &PodUrl) -> Option<Software> {
    let index = get(federation, url.join(".well-known/nodeinfo")).await?;
    let address = nodeinfo::parse_well_known(&index).ok()?;
    nodeinfo::parse(&get(federation, address).await?).ok()
}

async fn get(federation: &Federation, address: String) -> Option<bytes::Bytes> {
    let answer = federation.wire().send(WireRequest::get(address, DOCUMENT)).await.ok()?;
    answer.is_success().then_some(answer.body)
}

/// What an error of the wire says about the pod.
pub(super) fn state_of(error: &WireError) -> PodState {
    match error {
        WireError::Dns => PodState::NoName,
        WireError::Connect | WireError::Timeout => PodState::NoConnection,
        WireError::Tls => PodState::NoTrust,
        WireError::Redirect | WireError::Protocol | WireError::TooLarge => PodState::BadAnswer,
        WireError::Refused(_) | WireError::Url(_) => PodState::Unknown,
    }
}
