//! Whether an archive may be taken at all (W-073, W-078).

use super::document::Archive;
use crate::base::DiasporaId;
use crate::domain::error::Refused;
use crate::domain::migration;
use crate::domain::people;
use crate::model::{Account, Person};
use crate::protocol::keys::PrivateKey;
use crate::store::{Reads, StoreError};

/// An archive that may be taken.
pub struct Checked {
    /// The identity it comes from.
    pub source: DiasporaId,
    /// Its private key, with which the move is signed.
    pub key: PrivateKey,
    /// Whether the identity is known, so that its contacts can be told of the move. Without, it is
    /// only the data that come.
    pub moves: bool,
}

/// Decides about an archive. `known` is the person that its author is, as far as anybody knows.
/// The error names the sentence that says why it is not taken.
pub fn check(
    tx: &dyn Reads,
    account: &Account,
    archive: &Archive,
    known: Option<&Person>,
) -> Result<Result<Checked, &'static str>, StoreError> {
    let Some(source) = archive.source() else { return Ok(Err("archive-malformed")) };
    let Ok(key) = PrivateKey::from_pem(&archive.user.private_key) else { return Ok(Err("archive-key")) };
    let own = people::get(tx, account.person)?;
    if source == own.diaspora_id {
        return Ok(Err("archive-itself"));
    }
    if let Some(person) = known {
        if person.public_key != key.public().der() {
            return Ok(Err("archive-key"));
        }
        if person.closed || migration::newest(tx, person.id)? != person.id {
            return Ok(Err("archive-moved"));
        }
        match migration::check(tx, person, &own) {
            Ok(()) => {}
            Err(Refused::Store(error)) => return Err(error),
            Err(_) => return Ok(Err("archive-itself")),
        }
    }
    Ok(Ok(Checked { source, key, moves: known.is_some() }))
}
