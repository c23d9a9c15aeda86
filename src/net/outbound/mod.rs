//! How the pod asks others.
//!
//! [`Wire`] is one request and its answer, with everything decided beforehand: how long it may
//! take, how much may come back, whether redirects are followed. [`Client`] is the production
//! wire; tests of other layers hand in their own. Nothing else in the program opens a connection
//! for remote-controlled addresses. (spec/appliance.md §17.3, spec/federation.md §3.6)

mod body;
mod client;
mod error;
mod guard;
mod resolve;
mod slots;
mod target;

pub use client::{Client, ClientError};
pub use error::WireError;
pub use guard::{Guard, is_public};
pub use resolve::{Resolve, Resolving, SystemResolver};
pub use target::{Target, UrlFault};

use crate::base::Timestamp;
use bytes::Bytes;
use futures_util::future::BoxFuture;

/// The network, as the layers above see it.
pub trait Wire: Send + Sync {
    /// Sends one request and reads the whole answer, within the limits of its [`Kind`] and `cap`.
    ///
    /// Any HTTP status is an answer, also 404 and 503; errors are what kept an answer from coming.
    fn send(&self, request: WireRequest) -> BoxFuture<'_, Result<WireResponse, WireError>>;
}

/// What to ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Fetch something; up to four redirects are followed.
    Get,
    /// Hand something over; redirects are never followed.
    Post,
}

/// What the request is for; decides the time it may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// WebFinger, hCard, fetched entities and other small documents: 20 s.
    Document,
    /// A federation message handed to another pod: 20 s.
    Delivery,
    /// A picture or other file: 60 s.
    Media,
    /// A question that carries a password: 20 s, and redirects are never followed.
    Credentials,
}

/// One request.
#[derive(Clone, Debug)]
pub struct WireRequest {
    /// Get or post.
    pub method: Method,
    /// The address as the other side wrote it; normalised and checked before anything is sent.
    pub url: String,
    /// Further headers, such as `Accept` and `Content-Type`; the agent name is added.
    pub headers: Vec<(&'static str, String)>,
    /// The body of a post.
    pub body: Bytes,
    /// Bytes the answer may have, before and after decompression.
    pub cap: usize,
    /// What it is for.
    pub kind: Kind,
}

impl WireRequest {
    /// A GET of a small document of at most `cap` bytes.
    pub fn get(url: impl Into<String>, cap: usize) -> Self {
        Self {
            method: Method::Get,
            url: url.into(),
            headers: Vec::new(),
            body: Bytes::new(),
            cap,
            kind: Kind::Document,
        }
    }

    /// A GET of a file of at most `cap` bytes.
    pub fn media(url: impl Into<String>, cap: usize) -> Self {
        Self { kind: Kind::Media, ..Self::get(url, cap) }
    }

    /// A POST of a federation message; of the answer's body 64 KiB are read.
    pub fn deliver(url: impl Into<String>, content_type: &str, body: impl Into<Bytes>) -> Self {
        let request = Self::get(url, 64 * 1024).header("content-type", content_type);
        Self { method: Method::Post, body: body.into(), kind: Kind::Delivery, ..request }
    }

    /// The same request with one more header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

/// One answer.
#[derive(Clone, Debug, Default)]
pub struct WireResponse {
    /// The HTTP status.
    pub status: u16,
    /// The media type as sent, with parameters; empty when there was none.
    pub content_type: String,
    /// The whole body, decompressed, at most `cap` bytes.
    pub body: Bytes,
    /// The address that answered, after redirects.
    pub final_url: String,
    /// When it says that it answered.
    pub date: Option<Timestamp>,
}

impl WireResponse {
    /// Whether the status is 200 to 299: the only sign of a delivery that arrived.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The media type without parameters, in lower case.
    pub fn media_type(&self) -> String {
        self.content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }
}

#[cfg(test)]
mod tests;
