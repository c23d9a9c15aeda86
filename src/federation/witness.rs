//! Other pods as witnesses of what time it is (spec/appliance.md H-090, H-091).

use super::Federation;
use crate::domain::timekeeper::Timekeeper;
use crate::domain::{Refused, queue};
use crate::net::outbound::{Wire, WireError, WireRequest, WireResponse};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use std::sync::Arc;

/// Pods that are asked.
const ASKED: usize = 3;
/// Bytes that the answer may have; only its head is looked at.
const ANSWER: usize = 16 * 1024;

/// The wire, which hears what time it is wherever a certificate was verified.
pub(super) struct Listening {
    pub(super) wire: Arc<dyn Wire>,
    pub(super) clock: Arc<Timekeeper>,
}

impl Wire for Listening {
    fn send(&self, request: WireRequest) -> BoxFuture<'_, Result<WireResponse, WireError>> {
        async move {
            let response = self.wire.send(request).await?;
            if let (Some(date), Some(rest)) = (response.date, response.final_url.strip_prefix("https://")) {
                self.clock.hear(rest.split('/').next().unwrap_or_default(), date);
            }
            Ok(response)
        }
        .boxed()
    }
}

impl Federation {
    /// Asks some pods that answered lately, so that their time is heard.
    pub async fn ask_the_time(&self) {
        let Ok(pods) = self.pod().read(|tx| -> Result<_, Refused> { Ok(queue::reachable(tx, ASKED)?) }).await else {
            return;
        };
        for url in pods {
            // Whoever does not answer is no witness.
            let _ = self.wire().send(WireRequest::get(url.join(".well-known/nodeinfo"), ANSWER)).await;
        }
    }
}
