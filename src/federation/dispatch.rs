//! Signing a message once and making one delivery for each target (F-116, F-236).

use super::{Federation, Outcome, STORE_PAUSE};
use crate::base::Timestamp;
use crate::domain::Refused;
use crate::domain::accounts;
use crate::domain::people;
use crate::domain::queue;
use crate::model::{JobId, OutgoingId};
use crate::protocol::envelope;

pub(super) async fn run(federation: &Federation, job: JobId, id: OutgoingId, now: Timestamp) -> Outcome {
    let signed = match sign(federation, id).await {
        Ok(Some(envelope)) => envelope,
        Ok(None) => return Outcome::GiveUp("the message is gone, or its signer cannot sign".to_owned()),
        Err(_) => return Outcome::Retry(now.plus(STORE_PAUSE)),
    };
    let act = federation.pod().write(move |tx, cx| -> Result<(), Refused> {
        queue::dispatch(tx, cx, job, id, signed)?;
        Ok(())
    });
    if act.await.is_ok() { Outcome::Done } else { Outcome::Retry(now.plus(STORE_PAUSE)) }
}

async fn sign(federation: &Federation, id: OutgoingId) -> Result<Option<String>, Refused> {
    let keeper = federation.clone();
    let read = federation.pod().read(move |tx| -> Result<_, Refused> {
        let Some(message) = queue::outgoing(tx, id)? else { return Ok(None) };
        if message.envelope.is_some() {
            return Ok(message.envelope);
        }
        // An account that is closed by now still signs: its deletion, and what it did before.
        let Some(account) = accounts::get(tx, message.signer)? else { return Ok(None) };
        let author = people::get(tx, account.person)?.diaspora_id;
        let key = keeper.inner.keyring.open(&account, &keeper.pod().seal())?;
        Ok(envelope::seal(&message.payload, &author, &key).ok())
    });
    read.await
}
