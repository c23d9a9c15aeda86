//! Taking in messages of other pods (spec/federation.md §2.4, §2.8).
//!
//! A message whose signer's key and whatever it refers to are here is verified while its sender
//! waits, and written in one commit. Anything else is stored as a job before the sender is told
//! that it arrived; the job gets what is missing from the network. What is not acceptable is
//! dropped with one line in the log, and the sender is told the same as for what is.

use super::{Federation, Outcome, Trouble, discover, fetch, schedule};
use crate::base::{DiasporaId, Timestamp};
use crate::domain::Count;
use crate::domain::Refused;
use crate::domain::Room;
use crate::domain::accounts;
use crate::domain::instance;
use crate::domain::queue;
use crate::domain::receive::{self, Facts};
use crate::model::{Account, AccountId, Channel, Work};
use crate::protocol::encrypted;
use crate::protocol::entities::{Entity, Kind};
use crate::protocol::envelope;
use crate::protocol::message::{Message, Needs, Reference, Verified};
use bytes::Bytes;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use std::time::Duration;

/// How long a sender is kept waiting for its turn before the message is stored unread: senders
/// give up after ten seconds.
const PATIENCE: Duration = Duration::from_secs(2);
/// Rounds in which a message may ask for what it needs: sender, author, parent, and once more.
const ROUNDS: usize = 4;

/// What the sender is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// It arrived, whatever it is worth.
    Arrived,
    /// There is no room now; it is to be sent again.
    Busy,
    /// The disk is nearly full; it is to be sent again much later (H-080).
    Full,
}

/// What a message is worth, as far as the store can tell.
enum Judged {
    Dropped(String),
    Verified(Box<Verified>),
    /// Properly signed, for an account that is closed.
    Closed(DiasporaId),
    Missing(Box<Missing>),
}

/// A message and what it lacks.
struct Missing {
    message: Message,
    unknown: Vec<DiasporaId>,
    target: Option<Reference>,
}

/// Takes in the body of a request.
pub(super) async fn accept(federation: &Federation, channel: Channel, body: Bytes) -> Answer {
    if federation.pod().room() >= Room::Critical {
        federation.pod().counts().note(Count::ReceivedBusy);
        return Answer::Full;
    }
    let Ok(Ok(turn)) = tokio::time::timeout(PATIENCE, federation.inner.signatures.acquire()).await else {
        return store(federation, channel, body, "").await;
    };
    let recipient = match channel {
        Channel::Public => None,
        Channel::Private(account) => Some(account),
    };
    let judged = read_body(federation, recipient, body.clone()).await;
    drop(turn);
    match judged {
        Ok(Judged::Dropped(reason)) => {
            dropped(federation, &reason);
            Answer::Arrived
        }
        Ok(Judged::Missing(missing)) => {
            let pod = missing.message.sender().host().to_owned();
            store(federation, channel, body, &pod).await
        }
        Ok(Judged::Verified(verified)) => told(federation, apply(federation, *verified, recipient).await),
        Ok(Judged::Closed(sender)) => told(federation, answer_for_closed(federation, recipient, sender).await),
        Err(refused) => told(federation, Err(refused)),
    }
}

fn told(federation: &Federation, written: Result<(), Refused>) -> Answer {
    let counts = federation.pod().counts();
    match written {
        Ok(()) => {
            counts.note(Count::ReceivedTaken);
            Answer::Arrived
        }
        Err(error) => {
            counts.note(Count::ReceivedBusy);
            tracing::error!(%error, "a message could not be taken in now");
            Answer::Busy
        }
    }
}

fn dropped(federation: &Federation, reason: &str) {
    federation.pod().counts().note(Count::ReceivedDropped);
    tracing::info!(reason, "a message was dropped");
}

/// Stores a message as a job, if there is room. `pod` is the sender's as far as known.
async fn store(federation: &Federation, channel: Channel, body: Bytes, pod: &str) -> Answer {
    let backlog = &federation.inner.backlog;
    let entry = match backlog.reserve(federation.pod(), pod, body.len()).await {
        Ok(Some(entry)) => entry,
        Ok(None) => {
            federation.pod().counts().note(Count::ReceivedBusy);
            tracing::warn!(pod, "too many messages wait; the sender is to try again");
            return Answer::Busy;
        }
        Err(error) => return told(federation, Err(error)),
    };
    let work = Work::Receive { channel, body: body.to_vec() };
    let act = federation.pod().write_patiently(move |tx, cx| -> Result<_, Refused> { Ok(queue::push(tx, cx, work)?) });
    match act.await {
        Ok(job) => {
            backlog.enter(job, entry);
            federation.pod().counts().note(Count::ReceivedStored);
            Answer::Arrived
        }
        Err(error) => {
            backlog.cancel(&entry);
            told(federation, Err(error))
        }
    }
}

/// Looks again at a message that was stored.
pub(super) async fn run(
    federation: &Federation,
    channel: &Channel,
    body: &[u8],
    failures: u32,
    now: Timestamp,
) -> Outcome {
    let recipient = match channel {
        Channel::Public => None,
        Channel::Private(account) => Some(*account),
    };
    let body = Bytes::copy_from_slice(body);
    let outcome = match read_body(federation, recipient, body).await {
        Ok(judged) => settle(federation, judged, recipient, 0).await,
        Err(refused) => Err(refused.into()),
    };
    match outcome {
        Ok(()) => Outcome::Done,
        Err(Trouble::Never(reason)) => Outcome::GiveUp(reason),
        Err(Trouble::Later(reason)) => match schedule::waiting(failures + 1, federation.chance()) {
            Some(delay) => Outcome::Retry(now.plus(delay)),
            None => Outcome::GiveUp(reason),
        },
    }
}

/// Takes in a message that was opened already. `depth` counts the things it was fetched for.
pub(super) fn take_in(
    federation: &Federation,
    message: Message,
    recipient: Option<AccountId>,
    depth: usize,
) -> BoxFuture<'_, Result<(), Trouble>> {
    async move {
        let judged = consult(federation, message, recipient).await?;
        settle(federation, judged, recipient, depth).await
    }
    .boxed()
}

/// Gets what is missing, round by round, until the message can be judged.
async fn settle(
    federation: &Federation,
    mut judged: Judged,
    recipient: Option<AccountId>,
    depth: usize,
) -> Result<(), Trouble> {
    for _ in 0..ROUNDS {
        judged = match judged {
            Judged::Dropped(reason) => return Err(Trouble::Never(reason)),
            Judged::Verified(verified) => return Ok(apply(federation, *verified, recipient).await?),
            Judged::Closed(sender) => return Ok(answer_for_closed(federation, recipient, sender).await?),
            Judged::Missing(missing) => {
                obtain(federation, &missing, depth).await?;
                consult(federation, missing.message, recipient).await?
            }
        };
    }
    Err(Trouble::Later("what it needs did not come".to_owned()))
}

/// One thing at a time: nothing is looked up for a message whose sender is not proven.
async fn obtain(federation: &Federation, missing: &Missing, depth: usize) -> Result<(), Trouble> {
    let sender = missing.message.sender();
    if missing.unknown.contains(sender) {
        return discover::find(federation, sender).await.map(|_| ());
    }
    if !missing.unknown.is_empty() {
        for id in &missing.unknown {
            discover::find(federation, id).await?;
        }
        return Ok(());
    }
    let mut trouble = Trouble::Later("what it refers to is not known".to_owned());
    let Some(Reference { fetch: Some(what), guid, ask, .. }) = &missing.target else { return Err(trouble) };
    for from in ask {
        match fetch::thing(federation, *what, guid, from, depth + 1).await {
            Ok(()) => return Ok(()),
            // A pod that has nothing of use may still be followed by one that has.
            Err(Trouble::Later(why) | Trouble::Never(why)) => trouble = Trouble::Later(why),
        }
    }
    Err(trouble)
}

async fn read_body(federation: &Federation, recipient: Option<AccountId>, body: Bytes) -> Result<Judged, Refused> {
    let keeper = federation.clone();
    let read = federation.pod().read(move |tx| -> Result<Judged, Refused> {
        let account = match recipient {
            Some(id) => Some(accounts::get(tx, id)?.ok_or(Refused::NotFound)?),
            None => None,
        };
        let message = match open(&keeper, account.as_ref(), &body)? {
            Ok(message) => message,
            Err(reason) => return Ok(Judged::Dropped(reason)),
        };
        // Whoever moved away from here announces it from elsewhere, with the key that went along.
        let moved = matches!(message.claimed(), Entity::AccountMigration(_));
        if !moved && instance::expect(tx)?.url.authority() == message.sender().host() {
            return Ok(Judged::Dropped("it claims to be from here".to_owned()));
        }
        if queue::is_blocked(tx, message.sender())? {
            return Ok(Judged::Dropped("its sender's pod is blocked".to_owned()));
        }
        let needs = message.needs();
        let facts = receive::facts(tx, &needs)?;
        Ok(judge(message, &needs, &facts, account.is_some_and(|account| account.closed.is_some())))
    });
    read.await
}

async fn consult(federation: &Federation, message: Message, recipient: Option<AccountId>) -> Result<Judged, Refused> {
    let read = federation.pod().read(move |tx| -> Result<Judged, Refused> {
        let account = match recipient {
            Some(id) => accounts::get(tx, id)?,
            None => None,
        };
        let needs = message.needs();
        let facts = receive::facts(tx, &needs)?;
        Ok(judge(message, &needs, &facts, account.is_some_and(|account| account.closed.is_some())))
    });
    read.await
}

/// Decrypts, for an account, and opens. Nobody is told why a private message cannot be read.
fn open(federation: &Federation, account: Option<&Account>, body: &[u8]) -> Result<Result<Message, String>, Refused> {
    let Some(account) = account else {
        return Ok(Message::open(body, envelope::Channel::Public).map_err(|error| error.to_string()));
    };
    let key = federation.inner.keyring.open(account, &federation.pod().seal())?;
    let opened = match encrypted::decrypt(body, &key) {
        Ok(envelope) => Message::open(&envelope, envelope::Channel::Private).map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    Ok(opened)
}

/// Decides about a message from what is known. spec: §2.4 steps 5 to 11
fn judge(mut message: Message, needs: &Needs, facts: &Facts, recipient_is_closed: bool) -> Judged {
    let dropped = |reason: &dyn std::fmt::Display| Judged::Dropped(reason.to_string());
    if facts.unwelcome {
        return dropped(&"its sender is closed or blocked");
    }
    let sender = message.sender().clone();
    if !facts.unknown.contains(&sender) {
        let Some(key) = facts.keys.get(&sender) else { return dropped(&"its sender has no usable key") };
        if let Err(error) = message.authenticate(key) {
            return dropped(&error);
        }
        if recipient_is_closed {
            return Judged::Closed(sender);
        }
    }
    if facts.is_gone && matches!(message.claimed(), Entity::Retraction(_)) {
        return dropped(&"what it takes back is gone already");
    }
    let lacks_target = needs.target.is_some() && facts.target.is_none() && waits(message.claimed());
    if !facts.unknown.is_empty() || lacks_target {
        let target = needs.target.clone().filter(|_| lacks_target);
        return Judged::Missing(Box::new(Missing { message, unknown: facts.unknown.clone(), target }));
    }
    match message.verify(&|id| facts.keys.get(id).cloned(), facts.target.as_ref()) {
        Ok(verified) => Judged::Verified(Box::new(verified)),
        Err(error) => dropped(&error),
    }
}

/// Whether a message is kept for as long as what it refers to is not here. spec: §2.8
fn waits(entity: &Entity) -> bool {
    match entity {
        Entity::Comment(_) | Entity::Like(_) | Entity::Reshare(_) => true,
        Entity::PollParticipation(_) | Entity::EventParticipation(_) | Entity::Message(_) => true,
        Entity::Retraction(retraction) => matches!(
            retraction.target_type,
            Kind::Post | Kind::Comment | Kind::Like | Kind::PollParticipation | Kind::EventParticipation | Kind::Photo
        ),
        _ => false,
    }
}

async fn apply(federation: &Federation, verified: Verified, recipient: Option<AccountId>) -> Result<(), Refused> {
    federation.inner.silence.end(verified.sender().host());
    let act = federation.pod().write_patiently(move |tx, cx| -> Result<_, Refused> {
        let outcome = receive::apply(tx, cx, &verified, recipient)?;
        Ok((verified.entity().name(), outcome))
    });
    match act.await? {
        (entity, receive::Outcome::Rejected(reason)) => tracing::info!(entity, reason, "a message was not taken"),
        (entity, outcome) => tracing::debug!(entity, ?outcome, "a message was taken in"),
    }
    Ok(())
}

/// spec: §6.9
async fn answer_for_closed(
    federation: &Federation,
    recipient: Option<AccountId>,
    sender: DiasporaId,
) -> Result<(), Refused> {
    let Some(account) = recipient else { return Ok(()) };
    let act = federation.pod().write_patiently(move |tx, cx| -> Result<(), Refused> {
        Ok(receive::answer_for_closed(tx, cx, account, &sender)?)
    });
    act.await
}
