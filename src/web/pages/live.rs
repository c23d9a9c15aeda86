//! News for an open page, as server-sent events (spec/features.md W-245).
//!
//! A listener hears how many notifications and messages are unread and where the main stream now
//! begins; it asks for the posts themselves by the ordinary page. Nothing is kept for a listener:
//! after each commit its numbers are read anew, at most twice a second, and sent if they changed.
//! Listeners are few and all of them end when the pod stops.

use super::super::reply::{Failure, answer};
use super::super::session::Visit;
use super::super::{Web, get, visit};
use crate::domain::views::{self, LiveView};
use crate::domain::{Pod, Refused};
use crate::model::{Account, AccountId};
use crate::net::inbound::reply;
use futures_util::stream;
use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use warp::filters::BoxedFilter;
use warp::reply::Response;
use warp::sse::Event;
use warp::{Filter, Reply};

/// Listeners at a time, in all and of one account.
const MOST: usize = 256;
const OF_ACCOUNT: usize = 6;
/// How long changes gather before numbers are read anew.
const GATHER: Duration = Duration::from_millis(500);
/// How often a silent connection shows that it lives; well below every time-out on the way.
const ALIVE: Duration = Duration::from_secs(20);

/// Who listens now.
#[derive(Clone, Default)]
struct Seats(Arc<Mutex<HashMap<AccountId, usize>>>);

/// One listener's place, free again when dropped.
struct Seat {
    seats: Seats,
    account: AccountId,
}

impl Seats {
    fn take(&self, account: AccountId) -> Option<Seat> {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (all, own) = (taken.values().sum::<usize>(), taken.get(&account).copied().unwrap_or(0));
        if all >= MOST || own >= OF_ACCOUNT {
            return None;
        }
        taken.insert(account, own + 1);
        drop(taken);
        Some(Seat { seats: self.clone(), account })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self.seats.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = taken.get_mut(&self.account) {
            *own -= 1;
            if *own == 0 {
                taken.remove(&self.account);
            }
        }
    }
}

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let seats = Seats::default();
    let open = warp::path!("live").and(get()).and(visit(web));
    open.then(move |begun| {
        let seats = seats.clone();
        answer(begun, |visit| async move { listen(&visit, &seats) })
    })
    .boxed()
}

fn listen(visit: &Visit, seats: &Seats) -> Result<Response, Failure> {
    // A redirect to the form would only be followed by a program that wants events.
    let account = visit.account_or_none().ok_or(Failure::Status(403))?;
    let Some(seat) = seats.take(account.id) else {
        return Ok(reply::unavailable(60, "There are too many open pages."));
    };
    let pod = visit.pod().clone();
    let state = Listener { changes: pod.changes(), closing: pod.closing(), pod, account, sent: None, _seat: seat };
    let events = warp::sse::keep_alive().interval(ALIVE).stream(stream::unfold(state, next));
    let response = warp::sse::reply(events).into_response();
    // Proxies must not gather what is meant to arrive at once.
    Ok(reply::header(response, warp::http::HeaderName::from_static("x-accel-buffering"), "no"))
}

struct Listener {
    pod: Pod,
    account: Account,
    changes: watch::Receiver<u64>,
    closing: watch::Receiver<bool>,
    sent: Option<LiveView>,
    _seat: Seat,
}

/// Waits for the next change that this listener should hear of; ends with the pod, the session's
/// account, or the store.
async fn next(mut listener: Listener) -> Option<(Result<Event, Infallible>, Listener)> {
    loop {
        if *listener.closing.borrow() {
            return None;
        }
        listener.changes.mark_unchanged();
        let account = listener.account.clone();
        let now = listener.pod.read::<_, Refused>(move |tx| views::live(tx, &account)).await.ok()?;
        if listener.sent.as_ref() != Some(&now) {
            let event = Event::default().event("news").json_data(json(&now)).ok()?;
            listener.sent = Some(now);
            return Some((Ok(event), listener));
        }
        tokio::select! {
            ended = listener.closing.wait_for(|closing| *closing) => { let _ = ended; return None }
            changed = listener.changes.changed() => changed.ok()?,
        }
        tokio::time::sleep(GATHER).await;
    }
}

fn json(view: &LiveView) -> serde_json::Value {
    serde_json::json!({ "unread": view.unread, "messages": view.unread_messages, "top": view.top })
}

#[cfg(test)]
mod tests {
    use super::*;

    // H-125: however many pages somebody opens, the others keep their place.
    #[test]
    fn seats_are_bounded_and_come_back() {
        let seats = Seats::default();
        let taken: Vec<Seat> = (0..OF_ACCOUNT).filter_map(|_| seats.take(AccountId(1))).collect();
        assert_eq!(taken.len(), OF_ACCOUNT);
        assert!(seats.take(AccountId(1)).is_none() && seats.take(AccountId(2)).is_some());
        drop(taken);
        assert!(seats.take(AccountId(1)).is_some());
    }
}
