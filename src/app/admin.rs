//! Carrying out commands: through the socket of a running pod, else on its store.

use super::backup::{self, Places};
use super::certificates;
use super::command::{Answer, Command, Exit};
use super::doctor::{self, Scope};
use super::error::AppError;
use super::home::{self, Home};
use super::nightly::{self, Kept};
use super::setup_link;
use super::state;
use super::steward;
use crate::base::PodUrl;
use crate::config::Config;
use crate::domain::accounts::{self, NewAccount};
use crate::domain::instance::{self, NewInstance};
use crate::domain::{Pod, Refused, queue, setup, tokens};
use crate::model::Role;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{UnixListener, UnixStream};

/// Bytes of one command or answer.
const MOST: u64 = 16 << 20;

/// Where a running pod listens for its admin.
pub(super) fn socket(config: &Config) -> PathBuf {
    config.paths().runtime.join("admin.sock")
}

/// Carries a command out: in the running pod if there is one, else on the store itself.
pub async fn run(config: &Config, command: Command) -> Result<Answer, AppError> {
    if let Ok(stream) = UnixStream::connect(socket(config)).await {
        return ask(stream, &command).await;
    }
    match command {
        Command::Doctor => return doctor::examine_stopped(config, Scope::Everything).await,
        Command::NetCheck => return doctor::examine_stopped(config, Scope::Network).await,
        Command::Health => return Err(AppError::plain("the pod does not run")),
        Command::NetMap | Command::NetUnmap => return Err(home::needs_running()),
        _ => {}
    }
    let planned = config.url().map_or_else(|| home_address(config), Ok)?;
    let pod = state::open(config, planned)?;
    let answer = execute(&pod, config, None, command).await;
    pod.close();
    answer
}

/// The address of a home-network pod, from where it listens.
pub(super) fn home_address(config: &Config) -> Result<PodUrl, AppError> {
    let port = config.http_candidates().first().map_or(8080, std::net::SocketAddr::port);
    let host = match config.http_candidates().first() {
        Some(address) if !address.ip().is_unspecified() => address.ip().to_string(),
        _ => "localhost".to_owned(),
    };
    PodUrl::parse(&format!("http://{host}:{port}")).map_err(|error| AppError::Config(error.to_string()))
}

async fn ask(mut stream: UnixStream, command: &Command) -> Result<Answer, AppError> {
    let broken = |error: std::io::Error| AppError::Unreachable(format!("the running pod does not answer: {error}"));
    let mut line =
        serde_json::to_vec(command).map_err(|error| AppError::because("the command cannot be sent", error))?;
    line.push(b'\n');
    stream.write_all(&line).await.map_err(broken)?;
    let mut answer = Vec::new();
    stream.take(MOST).read_to_end(&mut answer).await.map_err(broken)?;
    let answer: Result<Answer, String> = serde_json::from_slice(&answer)
        .map_err(|_| AppError::Unreachable("the running pod answered nonsense".to_owned()))?;
    answer.map_err(AppError::plain)
}

/// Listens at the admin socket until the task is ended. Only root and the user the pod runs as are
/// heard (H-024).
pub(super) fn listen(config: &Arc<Config>, pod: Pod, home: Home) -> Result<tokio::task::JoinHandle<()>, AppError> {
    let (path, config) = (socket(config), Arc::clone(config));
    let listener = bind(&path)
        .map_err(|error| AppError::because(format!("the admin socket {} cannot be made", path.display()), error))?;
    Ok(tokio::spawn(async move {
        loop {
            let Ok((stream, _)) = listener.accept().await else { continue };
            let own = rustix::process::geteuid().as_raw();
            let welcome = stream.peer_cred().is_ok_and(|peer| peer.uid() == 0 || peer.uid() == own);
            if welcome {
                tokio::spawn(converse(stream, pod.clone(), Arc::clone(&config), home.clone()));
            }
        }
    }))
}

fn bind(path: &Path) -> std::io::Result<UnixListener> {
    use std::os::unix::fs::PermissionsExt;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    // The store is locked by this process, so a socket that lies there belongs to nobody.
    if path.exists() {
        std::fs::remove_file(path)?;
    }
    let listener = UnixListener::bind(path)?;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o660))?;
    Ok(listener)
}

async fn converse(stream: UnixStream, pod: Pod, config: Arc<Config>, home: Home) {
    let (reading, mut writing) = stream.into_split();
    let mut line = String::new();
    let read = BufReader::new(reading.take(MOST)).read_line(&mut line).await;
    let answer: Result<Answer, String> = match (read, serde_json::from_str::<Command>(&line)) {
        (Ok(_), Ok(command)) => execute(&pod, &config, Some(&home), command).await.map_err(|error| match error {
            AppError::Failed { what, because } => because.map_or(what.clone(), |because| format!("{what}: {because}")),
            other => other.to_string(),
        }),
        _ => Err("this is no command".to_owned()),
    };
    if let Ok(bytes) = serde_json::to_vec(&answer) {
        // An admin who hung up does not need the answer.
        let _ = writing.write_all(&bytes).await;
    }
}

pub(super) fn refused(error: Refused) -> AppError {
    match error {
        Refused::Store(error) => error.into(),
        other => AppError::plain(other.to_string()),
    }
}

pub(super) fn said(text: String, json: serde_json::Value) -> Answer {
    Answer { text, json, exit: Exit::Success }
}

/// `home` is what a running pod knows of its network.
async fn execute(pod: &Pod, config: &Config, home: Option<&Home>, command: Command) -> Result<Answer, AppError> {
    match command {
        Command::Init { admin, password, email, pod_name } => init(pod, admin, password, email, pod_name).await,
        Command::UserAdd { name, password, email, role } => user_add(pod, name, password, email, &role).await,
        Command::UserList => user_list(pod).await,
        Command::UserToken { name, scopes, days } => user_token(pod, name, scopes, days).await,
        Command::UserShow { name } => steward::user_show(pod, name).await,
        Command::UserRole { name, role } => steward::user_role(pod, name, &role).await,
        Command::UserLock { name, locked } => steward::user_lock(pod, name, locked).await,
        Command::UserPasswd { name, password } => steward::user_passwd(pod, name, password).await,
        Command::InviteCreate { name } => steward::invite_create(pod, name).await,
        Command::InviteList => steward::invite_list(pod).await,
        Command::InviteRevoke { name } => steward::invite_revoke(pod, name).await,
        Command::PodList => steward::pod_list(pod).await,
        Command::PodShow { pod: address } => steward::pod_show(pod, address).await,
        Command::PodBlock { pod: address, blocked } => steward::pod_block(pod, address, blocked).await,
        Command::QueueList => steward::queue_list(pod).await,
        Command::QueueRetry { job } => steward::queue_retry(pod, job).await,
        Command::QueueDrop { job } => steward::queue_drop(pod, job).await,
        Command::SetupLink => {
            if pod.read(instance::get).await?.is_some() {
                return Err(AppError::plain("this pod is set up already"));
            }
            let link = setup_link::of(pod);
            Ok(said(link.clone(), json!({ "setup_link": link })))
        }
        Command::DbCheck => db_check(pod).await,
        Command::DbStats => db_stats(pod).await,
        Command::QueueStats => queue_stats(pod).await,
        // Without the socket these are answered before the store is opened.
        Command::Doctor => Ok(doctor::examine(config, Some(pod), home, Scope::Everything).await),
        Command::NetCheck => Ok(doctor::examine(config, Some(pod), home, Scope::Network).await),
        Command::Health => {
            state::works(pod).await?;
            Ok(said("The pod works.".to_owned(), json!({ "works": true })))
        }
        Command::CertStatus => certificates::status(pod),
        Command::CertRenew => certificates::renew(pod),
        Command::BackupCreate { file } => backup_create(pod, config, file).await,
        Command::BackupList => Ok(backup_list(config)),
        Command::BackupPrune { is_trial } => backup_prune(config, is_trial),
        Command::NetMap => home.ok_or_else(home::needs_running)?.map(config).await,
        Command::NetUnmap => home.ok_or_else(home::needs_running)?.unmap(config).await,
    }
}

async fn new_account(
    pod: &Pod,
    name: String,
    password: String,
    email: Option<String>,
    role: Role,
) -> Result<NewAccount, AppError> {
    accounts::check_password(&password, &password).map_err(refused)?;
    let wanted = name.clone();
    let name = pod.read(move |tx| accounts::check_name(tx, &wanted, role)).await.map_err(refused)?;
    let key = pod.new_key().await.ok_or_else(|| AppError::plain("the key pair could not be made"))?;
    let password = pod.hash_password(password).await.map_err(refused)?;
    Ok(NewAccount { name, email, password, key, role, language: "en".to_owned(), invited_by: None })
}

async fn init(
    pod: &Pod,
    admin: String,
    password: String,
    email: Option<String>,
    pod_name: Option<String>,
) -> Result<Answer, AppError> {
    if pod.read(instance::get).await?.is_some() {
        return Err(AppError::plain("this pod is set up already"));
    }
    let account = new_account(pod, admin, password, email, Role::Admin).await?;
    let (url, federates) = pod.planned();
    let new = NewInstance { name: pod_name.unwrap_or_else(|| url.host()), url: url.clone(), federates };
    let account = pod.write(move |tx, cx| setup::complete(tx, cx, new, account)).await.map_err(refused)?;
    let text = format!("{} is ready. Its first account is {}@{}.", url, account.name, url.authority());
    Ok(said(text, json!({ "url": url.as_str(), "admin": account.name })))
}

async fn user_add(
    pod: &Pod,
    name: String,
    password: String,
    email: Option<String>,
    role: &str,
) -> Result<Answer, AppError> {
    let role = role_of(role)?;
    let account = new_account(pod, name, password, email, role).await?;
    let account = pod.write(move |tx, cx| accounts::create(tx, cx, account)).await.map_err(refused)?;
    Ok(said(format!("Account {} is made.", account.name), json!({ "name": account.name })))
}

pub(super) fn role_of(name: &str) -> Result<Role, AppError> {
    match name {
        "member" => Ok(Role::Member),
        "moderator" => Ok(Role::Moderator),
        "admin" => Ok(Role::Admin),
        other => Err(AppError::plain(format!("there is no role \"{other}\": it is member, moderator or admin"))),
    }
}

async fn user_list(pod: &Pod) -> Result<Answer, AppError> {
    let accounts = pod.read(accounts::all).await?;
    let line = |account: &crate::model::Account| {
        let closed = match (account.closed, account.locked) {
            (Some(_), _) => "  closed",
            (_, Some(_)) => "  locked",
            _ => "",
        };
        format!("{:<32} {:?}  since {}{closed}", account.name, account.role, account.created.date())
    };
    let text = accounts.iter().map(line).collect::<Vec<_>>().join("\n");
    let json = accounts.iter().map(|account| {
        json!({
            "name": account.name,
            "role": format!("{:?}", account.role).to_lowercase(),
            "created": account.created.to_string(),
            "closed": account.closed.is_some(),
            "locked": account.locked.is_some(),
        })
    });
    Ok(said(text, json.collect()))
}

async fn user_token(pod: &Pod, name: String, scopes: String, days: Option<u32>) -> Result<Answer, AppError> {
    let token = pod.write(move |tx, cx| {
        let account = accounts::by_login(tx, &name)?.ok_or(Refused::NotFound)?;
        tokens::issue(tx, cx, &account, &scopes, days)
    });
    let token = token.await.map_err(|error| match error {
        Refused::NotFound => AppError::plain("there is no open account of this name"),
        other => refused(other),
    })?;
    Ok(said(token.clone(), json!({ "token": token })))
}

async fn db_check(pod: &Pod) -> Result<Answer, AppError> {
    let pod = pod.clone();
    let report = tokio::task::spawn_blocking(move || pod.database().check());
    let report = report.await.map_err(|error| AppError::because("the check broke off", error))??;
    let mut lines = vec![format!("{} records and {} index rows compared.", report.records, report.index_rows)];
    lines.extend(report.faults.iter().cloned());
    lines.push(if report.is_clean() { "Everything agrees.".to_owned() } else { "The store is damaged.".to_owned() });
    let json = json!({ "records": report.records, "index_rows": report.index_rows, "faults": report.faults });
    Ok(Answer { text: lines.join("\n"), json, exit: if report.is_clean() { Exit::Success } else { Exit::Unsound } })
}

async fn db_stats(pod: &Pod) -> Result<Answer, AppError> {
    let pod = pod.clone();
    let stats = tokio::task::spawn_blocking(move || pod.database().stats());
    let stats = stats.await.map_err(|error| AppError::because("counting broke off", error))??;
    let line = |(name, rows, bytes): &(&str, u64, u64)| format!("{name:<28} {rows:>10} rows {bytes:>12} bytes");
    let text = stats.tables.iter().map(line).collect::<Vec<_>>().join("\n");
    let json = stats.tables.iter().map(|(name, rows, bytes)| json!({ "table": name, "rows": rows, "bytes": bytes }));
    Ok(said(text, json.collect()))
}

fn kept(backups: &[Kept]) -> (String, serde_json::Value) {
    let line = |one: &Kept| format!("{:>14} bytes  {}", one.bytes, one.path.display());
    let json = backups.iter().map(|one| json!({ "file": one.path, "made": one.made.to_string(), "bytes": one.bytes }));
    (backups.iter().map(line).collect::<Vec<_>>().join("\n"), json.collect())
}

fn backup_list(config: &Config) -> Answer {
    let folder = config.backup_folder();
    match kept(&nightly::list(&folder)) {
        (text, json) if text.is_empty() => said(format!("There is no backup in {}.", folder.display()), json),
        (text, json) => said(text, json),
    }
}

fn backup_prune(config: &Config, is_trial: bool) -> Result<Answer, AppError> {
    let (text, json) = kept(&nightly::prune(config, is_trial)?);
    Ok(match text.is_empty() {
        true => said("There is nothing to remove.".to_owned(), json),
        false => said(format!("{}\n{text}", if is_trial { "Would be removed:" } else { "Removed:" }), json),
    })
}

/// Into a file, or as every night.
async fn backup_create(pod: &Pod, config: &Config, file: Option<PathBuf>) -> Result<Answer, AppError> {
    let places = Places::of(config);
    let (file, manifest) = match file {
        None => nightly::back_up(pod, config, &places).await?,
        Some(file) => {
            let (pod, path) = (pod.clone(), file.clone());
            let written = tokio::task::spawn_blocking(move || backup::create(&pod, &places, &path));
            (file, written.await.map_err(|error| AppError::because("the backup broke off", error))??)
        }
    };
    let text = format!(
        "{}: {} rows and {} pictures. It holds private keys: keep it where only you can read it.",
        file.display(),
        manifest.rows,
        manifest.pictures
    );
    let json = json!({ "file": file, "rows": manifest.rows, "pictures": manifest.pictures, "url": manifest.url });
    Ok(said(text, json))
}

async fn queue_stats(pod: &Pod) -> Result<Answer, AppError> {
    let stats = pod.read(queue::stats).await?;
    let oldest = stats.oldest.map(|at| state::now().since(at));
    let text = format!(
        "deliveries {}\nreceived   {}\nother      {}\noldest due {}",
        stats.deliveries,
        stats.received,
        stats.other,
        oldest.map_or_else(|| "-".to_owned(), |seconds| format!("{seconds} s ago")),
    );
    let json = json!({
        "deliveries": stats.deliveries,
        "received": stats.received,
        "other": stats.other,
        "oldest_due_seconds": oldest,
    });
    Ok(said(text, json))
}
