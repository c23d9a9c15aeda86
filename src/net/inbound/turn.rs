//! A request's turn, given back while its sender keeps it waiting.
//!
//! Turns are for work. Somebody who announces a body and sends it slowly would hold one for as long
//! as they like, and a few dozen of them all there are, so that everybody else waits. Whoever has
//! to be waited for therefore sits elsewhere, in a place among a bounded number in all and from one
//! address, and takes a turn again for each piece that came. (spec/appliance.md §17.2, H-125)

use super::body::Interrupted;
use super::crowd::{Crowd, SlowPlace};
use super::{ClientAddress, Request, RequestBody};
use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::{Body, Frame, SizeHint};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Instant, Sleep};

/// How long in all a sender may keep a turn waiting when there is no place among the slow.
const GRACE: Duration = Duration::from_millis(100);

/// A body has to be one that threads may share.
type Waiting = Pin<Box<dyn Future<Output = Option<OwnedSemaphorePermit>> + Send + Sync>>;

type Piece = Option<Result<Frame<Bytes>, Interrupted>>;

/// What a request holds while it is worked on.
pub(super) struct Turn {
    crowd: Arc<Crowd>,
    client: ClientAddress,
    permit: Mutex<Option<OwnedSemaphorePermit>>,
}

impl Turn {
    /// Waits for a turn; nothing if the queue is too long or too slow.
    pub(super) async fn wait(crowd: &Arc<Crowd>, client: ClientAddress) -> Option<Arc<Self>> {
        let permit = crowd.enter().await?;
        Some(Arc::new(Self { crowd: Arc::clone(crowd), client, permit: Mutex::new(Some(permit)) }))
    }

    /// The request, whose body gives the turn back whenever it has to be waited for.
    pub(super) fn pass(self: &Arc<Self>, request: Request) -> Request {
        let turn = Arc::clone(self);
        request.map(|body| Patient { body, turn, left: GRACE, timer: None, place: None, back: None }.boxed())
    }

    fn set(&self, permit: Option<OwnedSemaphorePermit>) {
        *self.permit.lock().unwrap_or_else(PoisonError::into_inner) = permit;
    }
}

/// A body on its way in.
struct Patient {
    body: RequestBody,
    turn: Arc<Turn>,
    left: Duration,
    /// Runs while a turn is kept waiting; with the moment it began.
    timer: Option<(Instant, Pin<Box<Sleep>>)>,
    /// Held while there is no turn.
    place: Option<SlowPlace>,
    /// What came meanwhile, and the turn it waits for.
    back: Option<(Piece, Waiting)>,
}

impl Patient {
    /// Nothing came: sits down among the slow, or hurries.
    fn rest(&mut self, cx: &mut Context<'_>) -> Poll<Piece> {
        if self.place.is_some() {
            return Poll::Pending;
        }
        if self.timer.is_none() {
            self.place = self.turn.crowd.sit(self.turn.client);
            if self.place.is_some() {
                self.turn.set(None);
                return Poll::Pending;
            }
        }
        let left = self.left;
        let begin = || (Instant::now(), Box::pin(tokio::time::sleep(left)));
        ready!(self.timer.get_or_insert_with(begin).1.as_mut().poll(cx));
        Poll::Ready(Some(Err(Interrupted::Stalled)))
    }

    /// Something came: on with it, once there is a turn.
    fn go_on(&mut self, piece: Piece, cx: &mut Context<'_>) -> Poll<Piece> {
        if let Some((since, _)) = self.timer.take() {
            self.left = self.left.saturating_sub(since.elapsed());
        }
        if self.place.is_none() {
            return Poll::Ready(piece);
        }
        let crowd = Arc::clone(&self.turn.crowd);
        self.back = Some((piece, Box::pin(async move { crowd.enter().await })));
        self.come_back(cx)
    }

    fn come_back(&mut self, cx: &mut Context<'_>) -> Poll<Piece> {
        let Some((piece, waiting)) = &mut self.back else { return Poll::Ready(None) };
        let permit = ready!(waiting.as_mut().poll(cx));
        let piece = piece.take();
        self.back = None;
        self.place = None;
        if permit.is_none() {
            return Poll::Ready(Some(Err(Interrupted::Stalled)));
        }
        self.turn.set(permit);
        Poll::Ready(piece)
    }
}

impl Body for Patient {
    type Data = Bytes;
    type Error = Interrupted;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Piece> {
        let this = &mut *self;
        if this.back.is_some() {
            return this.come_back(cx);
        }
        match Pin::new(&mut this.body).poll_frame(cx) {
            Poll::Ready(piece) => this.go_on(piece, cx),
            Poll::Pending => this.rest(cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.back.is_none() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;
    use http_body_util::StreamBody;
    use tokio::sync::mpsc;

    fn client(text: &str) -> ClientAddress {
        ClientAddress::new(text.parse().expect("address"))
    }

    /// A request whose body comes when the sender says so.
    async fn request(crowd: &Arc<Crowd>, from: &str) -> (mpsc::Sender<Bytes>, Request, Arc<Turn>) {
        let (sender, pieces) = mpsc::channel(4);
        let stream = futures_util::stream::unfold(pieces, |mut pieces| async {
            let piece: Bytes = pieces.recv().await?;
            Some((Ok::<_, Interrupted>(Frame::data(piece)), pieces))
        });
        let turn = Turn::wait(crowd, client(from)).await.expect("a turn");
        // The body has to be shareable, which a stream of this kind is not by itself.
        let body = StreamBody::new(Box::pin(stream) as futures_util::stream::BoxStream<'static, _>);
        let body = http_body_util::combinators::UnsyncBoxBody::new(body);
        let request = warp::http::Request::new(BodyExt::boxed(Shared(Mutex::new(body))));
        let request = turn.pass(request);
        (sender, request, turn)
    }

    struct Shared(Mutex<http_body_util::combinators::UnsyncBoxBody<Bytes, Interrupted>>);

    impl Body for Shared {
        type Data = Bytes;
        type Error = Interrupted;

        fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Piece> {
            Pin::new(&mut *self.0.lock().expect("lock")).poll_frame(cx)
        }
    }

    // Sixty slow senders kept everybody else from their pages for half a minute.
    #[tokio::test(start_paused = true)]
    async fn who_sends_slowly_holds_no_turn() {
        let crowd = Arc::new(Crowd::new(1));
        let (sender, slow, turn) = request(&crowd, "9.9.9.9").await;
        let reading = tokio::spawn(slow.into_body().collect());
        tokio::task::yield_now().await;
        let other = crowd.enter().now_or_never().flatten().expect("the turn is free while nothing comes");
        sender.send(Bytes::from_static(b"whole")).await.expect("somebody reads");
        drop(sender);
        tokio::task::yield_now().await;
        assert!(!reading.is_finished(), "what came waits for a turn");
        drop(other);
        let body = reading.await.expect("no panic").expect("no fault").to_bytes();
        assert_eq!(&body[..], b"whole");
        assert!(crowd.enter().now_or_never().is_none(), "and is worked on with one");
        drop(turn);
        assert!(crowd.enter().now_or_never().is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn one_address_has_few_places_among_the_slow_and_hurries_without() {
        let crowd = Arc::new(Crowd::new(100));
        let mut slow = Vec::new();
        for _ in 0..40 {
            let (sender, request, turn) = request(&crowd, "9.9.9.9").await;
            slow.push((sender, tokio::spawn(request.into_body().collect()), turn));
        }
        let (_sender, other, _turn) = request(&crowd, "8.8.8.8").await;
        let other = tokio::spawn(other.into_body().collect());
        tokio::time::sleep(GRACE * 2).await;
        let sitting = slow.iter().filter(|(_, reading, _)| !reading.is_finished()).count();
        assert_eq!(sitting, crate::net::inbound::crowd::SLOW_EACH);
        assert!(!other.is_finished(), "others are not concerned");
    }
}
