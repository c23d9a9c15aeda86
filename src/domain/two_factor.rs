//! The second factor at sign-in: codes from a device, and recovery codes for the day it is lost
//! (spec/features.md §2.4, H-128). TOTP with 6 digits, 30 seconds, SHA-1. The secret is sealed in
//! the store, a code counts once, recovery codes are kept as keyed hashes.

use super::accounts;
use super::error::Refused;
use super::instance;
use super::links;
use super::pod::Cx;
use super::seal::Seal;
use crate::base::{EntropyExt, Secret, Timestamp};
use crate::model::{Account, Instance, Purpose, TwoFactor};
use crate::store::{Reads, StoreError, WriteTx};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use totp_rs::{Builder, Totp};

/// Recovery codes that are made at once.
const RECOVERY_CODES: usize = 10;
/// Seconds between the password and the code.
const PATIENCE: i64 = 10 * 60;

/// What a device is given to make codes from.
pub struct Enrolment {
    /// Base 32, to type.
    pub secret: String,
    /// `otpauth:` address, to show as a square code.
    pub address: String,
}

/// Whether an account is asked for a code.
pub fn is_active(account: &Account) -> bool {
    account.two_factor.as_ref().is_some_and(|factor| factor.is_active)
}

/// Makes a secret. Nothing is asked for until a code shows that it has arrived (W-054).
pub fn begin(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, account: &Account) -> Result<(), Refused> {
    let mut account = accounts::current(tx, account)?;
    if is_active(&account) {
        return Err(Refused::Forbidden("account-two-factor-is-on"));
    }
    let secret = Secret::new(cx.entropy.bytes::<20>());
    let secret = cx.seal.close(secret.expose(), cx.entropy);
    account.two_factor = Some(TwoFactor { secret, is_active: false, last_step: 0, recovery: Vec::new() });
    tx.put(&account)?;
    Ok(())
}

/// What to show while the secret is on its way to the device.
pub fn enrolment(account: &Account, pod: &Instance, seal: &Seal) -> Option<Enrolment> {
    let totp = totp(account, pod, seal)?;
    Some(Enrolment { secret: totp.secret().to_base32(), address: totp.to_url().ok()? })
}

fn totp(account: &Account, pod: &Instance, seal: &Seal) -> Option<Totp> {
    let secret = seal.open(&account.two_factor.as_ref()?.secret)?;
    let builder = Builder::new().with_secret(secret.expose().clone());
    builder.with_account_name(account.name.as_str()).with_issuer(Some(pod.url.host().as_str())).build().ok()
}

/// The code fits: from now on one is asked for. Returns the recovery codes, which are told this
/// once (W-054, W-056).
pub fn activate(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, account: &Account, code: &str) -> Result<Vec<String>, Refused> {
    let mut account = accounts::current(tx, account)?;
    let step = step_of(tx, &account, cx, code)?.ok_or(Refused::invalid("code", "account-code-wrong"))?;
    let codes = recovery_codes(cx);
    if let Some(factor) = &mut account.two_factor {
        (factor.is_active, factor.last_step) = (true, step);
        factor.recovery = codes.iter().map(|code| hash(cx.seal, code)).collect();
    }
    tx.put(&account)?;
    Ok(codes)
}

/// Makes new recovery codes; the old ones are worth nothing any more (W-057).
pub fn renew_recovery(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, account: &Account) -> Result<Vec<String>, Refused> {
    let mut account = accounts::current(tx, account)?;
    let codes = recovery_codes(cx);
    match account.two_factor.as_mut().filter(|factor| factor.is_active) {
        Some(factor) => factor.recovery = codes.iter().map(|code| hash(cx.seal, code)).collect(),
        None => return Err(Refused::NotFound),
    }
    tx.put(&account)?;
    Ok(codes)
}

/// No code is asked for any more; whoever calls has checked the password (W-059).
pub fn deactivate(tx: &mut WriteTx<'_>, account: &Account) -> Result<(), Refused> {
    let mut account = accounts::current(tx, account)?;
    account.two_factor = None;
    tx.put(&account)?;
    Ok(())
}

/// The password fitted: a ticket with which the code may be brought within a while.
pub fn ask(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, account: &Account, back: &str) -> Result<String, Refused> {
    let number = links::create(tx, cx, account.id, Purpose::SecondFactor(back.to_owned()), PATIENCE)?;
    Ok(links::token(cx.seal, &number))
}

/// Whose ticket it is.
pub fn ticket(
    tx: &(impl Reads + ?Sized),
    seal: &Seal,
    now: Timestamp,
    ticket: &str,
) -> Result<Option<Account>, StoreError> {
    match links::find(tx, seal, now, ticket)? {
        Some(link) if matches!(link.purpose, Purpose::SecondFactor(_)) => accounts::get(tx, link.account),
        _ => Ok(None),
    }
}

/// The second step: with a ticket and a code that fits, the account and where it wanted to go. A
/// code from the device or a recovery code, each once (W-055, W-056, W-058). `None` for a wrong
/// code; the ticket stays good.
pub fn pass(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    ticket: &str,
    code: &str,
) -> Result<Option<(Account, String)>, Refused> {
    let gone = Refused::Forbidden("account-sign-in-again");
    let link = links::find(tx, cx.seal, cx.now, ticket)?.ok_or(gone.clone())?;
    let Purpose::SecondFactor(back) = &link.purpose else { return Err(gone) };
    let mut account = accounts::get(tx, link.account)?.filter(|account| account.closed.is_none()).ok_or(gone)?;
    if !use_code(tx, cx, &mut account, code)? {
        return Ok(None);
    }
    links::use_up(tx, &link)?;
    Ok(Some((account, back.clone())))
}

fn use_code(tx: &mut WriteTx<'_>, cx: &Cx<'_>, account: &mut Account, code: &str) -> Result<bool, Refused> {
    let step = step_of(tx, account, cx, code)?;
    let Some(factor) = &mut account.two_factor else { return Ok(false) };
    match step {
        Some(step) => factor.last_step = step,
        None => {
            let given = hash(cx.seal, code);
            let before = factor.recovery.len();
            factor.recovery.retain(|known| verify_slices_are_equal(known, &given).is_err());
            if factor.recovery.len() == before {
                return Ok(false);
            }
        }
    }
    tx.put(account)?;
    Ok(true)
}

/// The time step of a code from the device; none up to the last one used counts again.
fn step_of(tx: &(impl Reads + ?Sized), account: &Account, cx: &Cx<'_>, code: &str) -> Result<Option<u64>, Refused> {
    let pod = instance::expect(tx)?;
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    let now = u64::try_from(cx.now.seconds()).unwrap_or(0);
    let last = account.two_factor.as_ref().map_or(0, |factor| factor.last_step);
    let found = totp(account, &pod, cx.seal).and_then(|totp| totp.check(&digits, now));
    Ok(found.filter(|step| *step > last))
}

/// Sixteen characters each, in groups that are easy to copy.
fn recovery_codes(cx: &mut Cx<'_>) -> Vec<String> {
    let code = |cx: &mut Cx<'_>| {
        let text = cx.entropy.hex::<8>();
        let groups: Vec<&str> = (0..4).filter_map(|at| text.get(at * 4..at * 4 + 4)).collect();
        groups.join("-")
    };
    (0..RECOVERY_CODES).map(|_| code(cx)).collect()
}

fn hash(seal: &Seal, code: &str) -> [u8; 16] {
    let plain: String = code.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    seal.tag("recovery code", plain.as_bytes())
}
