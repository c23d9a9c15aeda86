//! Accounts that nobody uses any more, where the pod's policy ends them (spec/features.md §2.10).
//! First a warning by mail, then time to come back, then the account is closed as if by its owner.
//! Whoever uses it meanwhile keeps it: the last use is all that counts (W-083).

use super::accounts;
use super::error::Refused;
use super::instance;
use super::mails;
use super::pod::Cx;
use crate::base::Timestamp;
use crate::model::{Account, Inactive, Letter, Role};
use crate::store::{StoreError, WriteTx};

const DAY: i64 = 24 * 3600;

/// The daily round: warns some, closes those whose time is over.
pub(super) fn tidy(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>) -> Result<(), StoreError> {
    let Some(rule) = instance::get(tx)?.and_then(|instance| instance.policy.inactive) else { return Ok(()) };
    let idle = |account: &Account| cx.now.since(account.seen.unwrap_or(account.created));
    let mut unused: Vec<Account> = accounts::all(tx)?
        .into_iter()
        .filter(|account| account.is_open() && account.role == Role::Member)
        .filter(|account| idle(account) > days(rule.after_days))
        .collect();
    unused.sort_by_key(|account| account.seen.unwrap_or(account.created));
    let mut warned = 0;
    for mut account in unused {
        // A warning from before the last use is none.
        let last = account.seen.unwrap_or(account.created);
        match account.closes.filter(|closes| closes.since(last) > days(rule.after_days)) {
            Some(closes) if cx.now.since(closes) >= DAY => end(tx, cx, &account)?,
            Some(_) => {}
            None if warned >= rule.per_day => {}
            // Whoever never came has nothing to be warned about.
            None if account.seen.is_none() => {
                warned += 1;
                end(tx, cx, &account)?;
            }
            None => {
                warned += 1;
                let closes = deadline(cx.now, rule);
                account.closes = Some(closes);
                tx.put(&account)?;
                mails::post(tx, cx, Letter::Inactive { account: account.id, closes })?;
            }
        }
    }
    Ok(())
}

fn days(count: u32) -> i64 {
    i64::from(count) * DAY
}

fn deadline(now: Timestamp, rule: Inactive) -> Timestamp {
    now.plus(days(rule.warn_days))
}

fn end(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, account: &Account) -> Result<(), StoreError> {
    match accounts::close(tx, cx, account) {
        Err(Refused::Store(error)) => Err(error),
        _ => Ok(()),
    }
}
