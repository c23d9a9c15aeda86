//! Commands about accounts, invitations, pods and the queue: what the pages of admins do, for the
//! command line (spec/appliance.md §4).

use super::admin::{refused, role_of, said};
use super::command::Answer;
use super::error::AppError;
use super::state;
use crate::domain::admin::By;
use crate::domain::admin::{jobs, pods, users};
use crate::domain::{Pod, Refused, accounts, invitations};
use crate::model::{Invitation, JobId, RemotePod, Role};
use serde_json::{Value, json};

/// Pieces of work that one list shows.
const MOST: usize = 500;

/// The account's name in a sentence, where there is none of that name.
fn nobody(name: &str) -> impl FnOnce(Refused) -> AppError + use<> {
    let name = name.to_owned();
    move |error| match error {
        Refused::NotFound => AppError::plain(format!("there is no account {name}")),
        other => refused(other),
    }
}

pub(super) async fn user_show(pod: &Pod, name: String) -> Result<Answer, AppError> {
    let of = name.clone();
    let card = pod.read(move |tx| users::card(tx, &of)).await.map_err(nobody(&name))?;
    let account = card.account;
    let state = match (account.closed, account.locked) {
        (Some(_), _) => "closed",
        (_, Some(_)) => "locked",
        _ => "open",
    };
    let json = json!({
        "name": account.name,
        "diaspora_id": card.person.diaspora_id.as_str(),
        "guid": card.person.guid.as_str(),
        "email": account.email,
        "role": role_name(account.role),
        "state": state,
        "spotlight": account.spotlight,
        "created": account.created.to_string(),
        "seen": account.seen.map(|seen| seen.to_string()),
        "sessions": card.sessions,
        "invited_by": card.inviter,
        "invitations_left": card.invitation.map(|invitation| invitation.left),
    });
    Ok(said(lines(&json), json))
}

fn role_name(role: Role) -> &'static str {
    match role {
        Role::Member => "member",
        Role::Moderator => "moderator",
        Role::Admin => "admin",
    }
}

/// An object as lines of name and value.
fn lines(json: &Value) -> String {
    let pairs = json.as_object().into_iter().flatten();
    let line = |(name, value): (&String, &Value)| {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Null => "-".to_owned(),
            other => other.to_string(),
        };
        format!("{name:<18} {text}")
    };
    pairs.map(line).collect::<Vec<_>>().join("\n")
}

pub(super) async fn user_role(pod: &Pod, name: String, role: &str) -> Result<Answer, AppError> {
    let role = role_of(role)?;
    let of = name.clone();
    pod.write(move |tx, cx| users::set_role(tx, cx, By::Machine, &of, role)).await.map_err(nobody(&name))?;
    Ok(said(format!("{name} is {} now.", role_name(role)), json!({ "name": name, "role": role_name(role) })))
}

pub(super) async fn user_lock(pod: &Pod, name: String, locked: bool) -> Result<Answer, AppError> {
    let of = name.clone();
    let act = pod.write(move |tx, cx| match locked {
        true => users::lock(tx, cx, By::Machine, &of),
        false => users::unlock(tx, cx, By::Machine, &of),
    });
    act.await.map_err(nobody(&name))?;
    let text = if locked { format!("{name} is locked.") } else { format!("{name} can sign in again.") };
    Ok(said(text, json!({ "name": name, "locked": locked })))
}

pub(super) async fn user_passwd(pod: &Pod, name: String, password: String) -> Result<Answer, AppError> {
    accounts::check_password(&password, &password).map_err(refused)?;
    let hash = pod.hash_password(password).await.map_err(refused)?;
    let of = name.clone();
    let act = pod.write(move |tx, _| {
        let account = users::find(tx, &of)?;
        accounts::set_password(tx, &account, hash)
    });
    act.await.map_err(nobody(&name))?;
    Ok(said(format!("{name} has a new password; open sessions have ended."), json!({ "name": name })))
}

fn invitation(url: &str, name: &str, invitation: &Invitation) -> Value {
    json!({ "account": name, "url": url, "left": invitation.left })
}

pub(super) async fn invite_create(pod: &Pod, name: String) -> Result<Answer, AppError> {
    let of = name.clone();
    let made = pod.write(move |tx, cx| {
        let account = users::find(tx, &of)?;
        invitations::create(tx, cx, &account)
    });
    let made = made.await.map_err(nobody(&name))?;
    let url = pod.planned().0.join(&format!("i/{}", made.code));
    Ok(said(url.clone(), invitation(&url, &name, &made)))
}

pub(super) async fn invite_list(pod: &Pod) -> Result<Answer, AppError> {
    let all = pod.read(|tx| -> Result<_, Refused> {
        let mut all = Vec::new();
        for account in accounts::all(tx)? {
            all.extend(invitations::of_account(tx, &account)?.map(|invitation| (account.name, invitation)));
        }
        Ok(all)
    });
    let base = pod.planned().0;
    let all: Vec<Value> = all
        .await
        .map_err(refused)?
        .iter()
        .map(|(name, made)| invitation(&base.join(&format!("i/{}", made.code)), name, made))
        .collect();
    let text = |entry: &Value| {
        let field = |name: &str| entry.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        format!("{:<32} {} left  {}", field("account"), entry.get("left").unwrap_or(&Value::Null), field("url"))
    };
    Ok(said(all.iter().map(text).collect::<Vec<_>>().join("\n"), Value::Array(all)))
}

pub(super) async fn invite_revoke(pod: &Pod, name: String) -> Result<Answer, AppError> {
    let of = name.clone();
    let act = pod.write(move |tx, _| {
        let account = users::find(tx, &of)?;
        invitations::withdraw(tx, &account)
    });
    act.await.map_err(nobody(&name))?;
    Ok(said(format!("The invitation of {name} does not work any more."), json!({ "account": name })))
}

fn described(pod: &RemotePod) -> Value {
    json!({
        "pod": pod.url.as_str(),
        "state": format!("{:?}", pod.state).to_lowercase(),
        "blocked": pod.blocked,
        "software": pod.software,
        "version": pod.version,
        "response_ms": pod.response_ms,
        "checked": pod.checked.map(|at| at.to_string()),
        "offline_since": pod.offline_since.map(|at| at.to_string()),
        "last_failure": pod.last_failure,
        "first_seen": pod.first_seen.to_string(),
    })
}

pub(super) async fn pod_list(pod: &Pod) -> Result<Answer, AppError> {
    let now = state::now();
    let (_, all) = pod.read(move |tx| pods::list(tx, now, "")).await?;
    let line = |pod: &RemotePod| {
        let blocked = if pod.blocked { "  blocked" } else { "" };
        format!("{:<40} {:?}  {} {}{blocked}", pod.url.authority(), pod.state, pod.software, pod.version)
    };
    let text = all.iter().map(line).collect::<Vec<_>>().join("\n");
    Ok(said(text, all.iter().map(described).collect()))
}

pub(super) async fn pod_show(pod: &Pod, address: String) -> Result<Answer, AppError> {
    let of = address.clone();
    let found = pod.read(move |tx| pods::find(tx, &of)).await.map_err(refused)?;
    let found = found.ok_or_else(|| AppError::plain(format!("the pod {address} is not known here")))?;
    let json = described(&found);
    Ok(said(lines(&json), json))
}

pub(super) async fn pod_block(pod: &Pod, address: String, blocked: bool) -> Result<Answer, AppError> {
    let act = pod.write(move |tx, cx| match blocked {
        true => pods::block(tx, cx, By::Machine, &address),
        false => pods::unblock(tx, cx, By::Machine, &address),
    });
    let url = act.await.map_err(refused)?;
    let text = format!("{} is {}.", url.authority(), if blocked { "blocked" } else { "let in again" });
    Ok(said(text, json!({ "pod": url.as_str(), "blocked": blocked })))
}

pub(super) async fn queue_list(pod: &Pod) -> Result<Answer, AppError> {
    let all = pod.read(|tx| jobs::list(tx, 0, MOST)).await?;
    let line = |job: &jobs::Waiting| {
        format!("{:>8} {:<14} due {} failed {}  {}", job.id, job.kind, job.due, job.failures, job.about)
    };
    let text = all.iter().map(line).collect::<Vec<_>>().join("\n");
    let json = all.iter().map(|job| {
        json!({ "job": job.id.0, "work": job.kind, "due": job.due.to_string(), "failures": job.failures, "about": job.about })
    });
    Ok(said(text, json.collect()))
}

fn no_job(error: Refused) -> AppError {
    match error {
        Refused::NotFound => AppError::plain("there is no work of this number; it may be done"),
        other => refused(other),
    }
}

pub(super) async fn queue_retry(pod: &Pod, job: Option<u64>) -> Result<Answer, AppError> {
    let act = pod.write(move |tx, cx| match job {
        Some(job) => jobs::retry(tx, cx, By::Machine, JobId(job)).map(|()| 1),
        None => jobs::retry_all(tx, cx, By::Machine),
    });
    let count = act.await.map_err(no_job)?;
    Ok(said(format!("{count} to be tried now."), json!({ "retried": count })))
}

pub(super) async fn queue_drop(pod: &Pod, job: u64) -> Result<Answer, AppError> {
    pod.write(move |tx, cx| jobs::drop(tx, cx, By::Machine, JobId(job))).await.map_err(no_job)?;
    Ok(said("Given up.".to_owned(), json!({ "dropped": job })))
}
