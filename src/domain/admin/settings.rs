//! Settings chosen in the browser. What a key means and which values are valid is `config`'s, the
//! layer above looks there first; here they are text (spec/appliance.md §5.1, H-030).

use super::{By, log};
use crate::domain::error::Refused;
use crate::domain::pod::Cx;
use crate::model::{ActKind, Role, StoredSetting};
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};

/// All of them, as key and text.
pub fn all(tx: &(impl Reads + ?Sized)) -> Result<Vec<(String, String)>, StoreError> {
    let rows = tx.list(&tables::SETTINGS, &(), 1_000)?;
    Ok(rows.into_iter().map(|(key, setting)| (key, setting.value)).collect())
}

/// Chooses a value; `None` goes back to the default. The log names the key, never the value.
pub fn choose(tx: &mut WriteTx<'_>, cx: &Cx<'_>, by: By<'_>, key: &str, value: Option<&str>) -> Result<(), Refused> {
    by.needs(Role::Admin)?;
    let old = tx.get(&tables::SETTINGS, &key.to_owned())?.map(|setting| setting.value);
    if old.as_deref() == value {
        return Ok(());
    }
    match value {
        Some(value) => {
            tx.put(&StoredSetting { key: key.to_owned(), value: value.to_owned() })?;
            log::note(tx, cx, by, ActKind::Changed, key)?;
        }
        None => {
            tx.delete::<StoredSetting>(&key.to_owned())?;
            log::note(tx, cx, by, ActKind::Reset, key)?;
        }
    }
    Ok(())
}
