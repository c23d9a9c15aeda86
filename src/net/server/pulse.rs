//! Whether a connection is alive: what it waits for, and since when.
//!
//! The HTTP library has one timer for "no complete head yet", which also runs while nothing is
//! asked at all. Here the two are told apart, so that an idle browser may stay for a minute and a
//! dripping head may not.

use super::Limits;
use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::Notify;
use tokio::time::{Instant, Sleep};

use crate::net::inbound::Response;
use crate::net::inbound::body::Interrupted;

/// How many times [`Limits::stall`] a request may last without anything moving: work that takes
/// long is the program's fault, and still must end.
const STUCK: u32 = 10;

/// What one connection is doing.
#[derive(Debug)]
pub(super) struct Pulse {
    state: Mutex<State>,
    changed: Notify,
    /// Whether bytes between requests are the head of the next one: not so in HTTP/2.
    counts_heads: bool,
}

#[derive(Debug)]
struct State {
    requests: usize,
    head_since: Option<Instant>,
    moved: Instant,
}

/// Why a connection is to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// A head took too long, or a request is stuck: cut.
    Cut,
    /// Nothing was asked for a while: say goodbye.
    Goodbye,
}

impl Pulse {
    /// A new connection. The first head is awaited from now on.
    pub(super) fn new(counts_heads: bool) -> Self {
        let now = Instant::now();
        let state = State { requests: 0, head_since: counts_heads.then_some(now), moved: now };
        Self { state: Mutex::new(state), changed: Notify::new(), counts_heads }
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut state);
        state.moved = Instant::now();
    }

    /// Bytes between requests begin the next head. In HTTP/2 they may be anything, and say nothing.
    fn bytes_came(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if self.counts_heads && state.requests == 0 && state.head_since.is_none() {
            state.head_since = Some(Instant::now());
            self.changed.notify_one();
        }
    }

    /// A request's head is complete.
    pub(super) fn request(self: &Arc<Self>) -> Beat {
        self.change(|state| {
            state.requests += 1;
            state.head_since = None;
        });
        Beat(Arc::clone(self))
    }

    /// When the connection has to end if nothing changes, and how.
    fn deadline(&self, limits: &Limits) -> (Instant, End) {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match (state.requests, state.head_since) {
            (0, Some(since)) => (since + limits.header, End::Cut),
            (0, None) => (state.moved + limits.idle, End::Goodbye),
            _ => (state.moved + limits.stall * STUCK, End::Cut),
        }
    }

    /// Comes back when the connection has to end.
    pub(super) async fn ended(&self, limits: &Limits) -> End {
        loop {
            let (deadline, end) = self.deadline(limits);
            if deadline <= Instant::now() {
                return end;
            }
            tokio::select! {
                () = tokio::time::sleep_until(deadline) => {}
                () = self.changed.notified() => {}
            }
        }
    }
}

/// One request under way, until its reply is sent whole.
#[derive(Debug)]
pub(super) struct Beat(Arc<Pulse>);

impl Drop for Beat {
    fn drop(&mut self) {
        self.0.change(|state| state.requests -= 1);
    }
}

/// A request's body that gives up when nothing comes.
pub(super) struct Paced {
    body: Incoming,
    pulse: Arc<Pulse>,
    patience: Duration,
    timer: Option<Pin<Box<Sleep>>>,
}

impl Paced {
    pub(super) fn new(body: Incoming, beat: &Beat, patience: Duration) -> Self {
        Self { body, pulse: Arc::clone(&beat.0), patience, timer: None }
    }
}

impl Body for Paced {
    type Data = Bytes;
    type Error = Interrupted;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Interrupted>>> {
        let this = &mut *self;
        if let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(cx) {
            this.timer = None;
            this.pulse.change(|_| ());
            return Poll::Ready(frame.map(|frame| frame.map_err(|_| Interrupted::Lost)));
        }
        let timer = this.timer.get_or_insert_with(|| Box::pin(tokio::time::sleep(this.patience)));
        ready!(timer.as_mut().poll(cx));
        Poll::Ready(Some(Err(Interrupted::Stalled)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A reply's body that keeps its request under way until it is sent.
pub(super) struct Counted {
    body: http_body_util::combinators::UnsyncBoxBody<Bytes, warp::Error>,
    beat: Beat,
}

impl Counted {
    /// The reply with its body counted.
    pub(super) fn wrap(response: Response, beat: Beat) -> hyper::Response<Self> {
        response.map(|body| Self { body: body.boxed_unsync(), beat })
    }
}

impl Body for Counted {
    type Data = Bytes;
    type Error = warp::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, warp::Error>>> {
        self.beat.0.change(|_| ());
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A stream that tells the pulse what it reads, and breaks when the other end takes nothing.
pub(super) struct Watched<S> {
    stream: S,
    pulse: Arc<Pulse>,
    patience: Duration,
    timer: Option<Pin<Box<Sleep>>>,
}

impl<S> Watched<S> {
    pub(super) fn new(stream: S, pulse: Arc<Pulse>, patience: Duration) -> Self {
        Self { stream, pulse, patience, timer: None }
    }

    /// Turns waiting for too long into an error.
    fn hurry<T>(&mut self, poll: Poll<io::Result<T>>, cx: &mut Context<'_>) -> Poll<io::Result<T>> {
        if poll.is_ready() {
            self.timer = None;
            return poll;
        }
        let timer = self.timer.get_or_insert_with(|| Box::pin(tokio::time::sleep(self.patience)));
        ready!(timer.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        let result = ready!(Pin::new(&mut self.stream).poll_read(cx, buf));
        if buf.filled().len() > before {
            self.pulse.bytes_came();
        }
        Poll::Ready(result)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let poll = Pin::new(&mut self.stream).poll_write(cx, buf);
        self.hurry(poll, cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let poll = Pin::new(&mut self.stream).poll_write_vectored(cx, bufs);
        self.hurry(poll, cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let poll = Pin::new(&mut self.stream).poll_flush(cx);
        self.hurry(poll, cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let poll = Pin::new(&mut self.stream).poll_shutdown(cx);
        self.hurry(poll, cx)
    }
}
