//! The command line: arguments in, text and exit codes out (spec/appliance.md §4).
//!
//! Knows nothing of the store or the pod; it fills a `Config` and a `Command` and prints what comes
//! back. Data goes to standard output, everything else to standard error.

mod arguments;
mod manual;
mod secret;

use crate::app::{self, Answer, AppError, Command, Exit, Manifest};
use crate::config::{self, Config, Environment, Setting, Source};
use arguments::{
    Arguments, BackupVerb, CertVerb, ConfigVerb, DbVerb, Global, InviteVerb, NetVerb, Noun, PodVerb, QueueVerb,
    UserVerb,
};
use clap::Parser;
use std::process::ExitCode;

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    config::paths::restrict_new_files();
    let arguments = Arguments::parse();
    match run(arguments) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(error.exit_code())
        }
    }
}

fn run(arguments: Arguments) -> Result<ExitCode, AppError> {
    let environment = Environment::of_process();
    let load = || Config::load(&arguments.global.overrides(), &environment).map_err(AppError::from);
    let noun = arguments.noun.unwrap_or(Noun::Serve);
    match noun {
        Noun::Serve => {
            let config = load()?;
            let overrides = arguments.global.overrides();
            let reread = move || Config::load(&overrides, &environment);
            on_many_threads(app::serve(config, Box::new(reread))).map(|()| ExitCode::SUCCESS)
        }
        Noun::Config { verb } => {
            print(&configuration(&arguments.global, &verb, &environment)?, arguments.global.json);
            Ok(ExitCode::SUCCESS)
        }
        Noun::Man { page } => manual::page(page),
        Noun::Completions { shell } => manual::completions(shell),
        Noun::Db { verb: DbVerb::Compact } => {
            let gained = app::compact(&load()?)?;
            print(
                &Answer {
                    text: if gained { "Unused space was given back." } else { "There was nothing to give back." }
                        .to_owned(),
                    json: serde_json::json!({ "compacted": gained }),
                    exit: Exit::Success,
                },
                arguments.global.json,
            );
            Ok(ExitCode::SUCCESS)
        }
        Noun::Backup { verb: BackupVerb::Verify { file } } => {
            let manifest = app::verify(&file)?;
            let text = format!("The backup is sound: {}", counted(&manifest));
            print(&Answer { text, json: counts(&manifest), exit: Exit::Success }, arguments.global.json);
            Ok(ExitCode::SUCCESS)
        }
        Noun::Backup { verb: BackupVerb::Restore { file, latest: _, replace } } => {
            let config = load()?;
            let state = config.paths().state.clone();
            let newest = || app::newest_backup(&config).ok_or_else(|| AppError::plain("there is no backup of a night"));
            let file = file.map_or_else(newest, Ok)?;
            let (manifest, aside) = app::restore(&file, &state, replace)?;
            let mut text = format!("{} is restored: {}", state.display(), counted(&manifest));
            if let Some(aside) = aside {
                text += &format!("\nWhat was there before lies in {}.", aside.display());
            }
            print(&Answer { text, json: counts(&manifest), exit: Exit::Success }, arguments.global.json);
            Ok(ExitCode::SUCCESS)
        }
        noun => {
            let command = command(noun)?;
            let config = load()?;
            let answer = on_many_threads(app::run_command(&config, command))?;
            print(&answer, arguments.global.json);
            Ok(ExitCode::from(answer.exit.code()))
        }
    }
}

fn command(noun: Noun) -> Result<Command, AppError> {
    Ok(match noun {
        Noun::Init { admin, email, pod_name, password } => {
            Command::Init { admin, password: secret::read(&password)?, email, pod_name }
        }
        Noun::SetupLink => Command::SetupLink,
        Noun::User { verb: UserVerb::Add { name, email, role, password } } => {
            Command::UserAdd { name, password: secret::read(&password)?, email, role: role.name().to_owned() }
        }
        Noun::User { verb: UserVerb::List } => Command::UserList,
        Noun::User { verb: UserVerb::Token { name, scopes, days } } => Command::UserToken { name, scopes, days },
        Noun::Db { verb: DbVerb::Check } => Command::DbCheck,
        Noun::Db { verb: DbVerb::Stats } => Command::DbStats,
        Noun::User { verb: UserVerb::Show { name } } => Command::UserShow { name },
        Noun::User { verb: UserVerb::Role { name, role } } => Command::UserRole { name, role: role.name().to_owned() },
        Noun::User { verb: UserVerb::Disable { name } } => Command::UserLock { name, locked: true },
        Noun::User { verb: UserVerb::Enable { name } } => Command::UserLock { name, locked: false },
        Noun::User { verb: UserVerb::Passwd { name, password } } => {
            Command::UserPasswd { name, password: secret::read(&password)? }
        }
        Noun::Invite { verb } => match verb {
            InviteVerb::Create { name } => Command::InviteCreate { name },
            InviteVerb::List => Command::InviteList,
            InviteVerb::Revoke { name } => Command::InviteRevoke { name },
        },
        Noun::Pod { verb } => match verb {
            PodVerb::List => Command::PodList,
            PodVerb::Show { pod } => Command::PodShow { pod },
            PodVerb::Block { pod } => Command::PodBlock { pod, blocked: true },
            PodVerb::Unblock { pod } => Command::PodBlock { pod, blocked: false },
        },
        Noun::Cert { verb: CertVerb::Status } => Command::CertStatus,
        Noun::Cert { verb: CertVerb::Renew } => Command::CertRenew,
        Noun::Net { verb: NetVerb::Check } => Command::NetCheck,
        Noun::Net { verb: NetVerb::Map } => Command::NetMap,
        Noun::Net { verb: NetVerb::Unmap } => Command::NetUnmap,
        Noun::Doctor => Command::Doctor,
        Noun::Healthcheck => Command::Health,
        Noun::Queue { verb } => queue(&verb)?,
        Noun::Backup { verb: BackupVerb::Create { file } } => {
            // The running pod has a working folder of its own.
            let file = file.map(std::path::absolute).transpose();
            Command::BackupCreate { file: file.map_err(|error| AppError::because("there is no such place", error))? }
        }
        Noun::Backup { verb: BackupVerb::List } => Command::BackupList,
        Noun::Backup { verb: BackupVerb::Prune { dry_run } } => Command::BackupPrune { is_trial: dry_run },
        Noun::Serve
        | Noun::Config { .. }
        | Noun::Backup { .. }
        | Noun::Db { verb: DbVerb::Compact }
        | Noun::Man { .. }
        | Noun::Completions { .. } => return Err(AppError::plain("this command is not one for the pod")),
    })
}

fn queue(verb: &QueueVerb) -> Result<Command, AppError> {
    Ok(match verb {
        QueueVerb::Stats => Command::QueueStats,
        QueueVerb::List => Command::QueueList,
        QueueVerb::Retry { job } if job == "all" => Command::QueueRetry { job: None },
        QueueVerb::Retry { job } => {
            let number = job.parse().map_err(|_| AppError::plain("say the number of the work, or \"all\""))?;
            Command::QueueRetry { job: Some(number) }
        }
        QueueVerb::Drop { job } => Command::QueueDrop { job: *job },
    })
}

fn counted(manifest: &Manifest) -> String {
    format!("{} rows and {} pictures of {}.", manifest.rows, manifest.pictures, manifest.url)
}

fn counts(manifest: &Manifest) -> serde_json::Value {
    serde_json::json!({
        "url": manifest.url,
        "version": manifest.version,
        "begun": manifest.begun,
        "rows": manifest.rows,
        "pictures": manifest.pictures,
    })
}

fn on_many_threads<T>(work: impl Future<Output = Result<T, AppError>>) -> Result<T, AppError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(|error| AppError::because("the program cannot start its threads", error))?.block_on(work)
}

#[expect(clippy::print_stdout, reason = "this is where data goes to standard output")]
fn print(answer: &Answer, as_json: bool) {
    if as_json { println!("{}", answer.json) } else { println!("{}", answer.text) }
}

fn configuration(global: &Global, verb: &ConfigVerb, environment: &Environment) -> Result<Answer, AppError> {
    let (text, json) = match verb {
        ConfigVerb::Reference => (config::reference(), config::settings_json()),
        ConfigVerb::Sample => (config::sample(), serde_json::json!({ "sample": config::sample() })),
        ConfigVerb::Check { file } => {
            let mut overrides = global.overrides();
            overrides.config = file.clone().or(overrides.config);
            Config::load(&overrides, environment)?;
            ("The configuration is valid.".to_owned(), serde_json::json!({ "valid": true }))
        }
        ConfigVerb::Show => shown(&Config::load(&global.overrides(), environment)?),
    };
    Ok(Answer { text, json, exit: Exit::Success })
}

/// Every setting in force with its source.
fn shown(config: &Config) -> (String, serde_json::Value) {
    let rows = config.show();
    let line =
        |(setting, value, source): &(&Setting, String, Source)| format!("{:<32} {value:<32} {source}", setting.key);
    let entry = |(setting, value, source): &(&Setting, String, Source)| serde_json::json!({ "key": setting.key, "value": value, "source": source.to_string() });
    (rows.iter().map(line).collect::<Vec<_>>().join("\n"), rows.iter().map(entry).collect())
}
