//! The backup of every night: when, where, how many are kept, and a trial restore once a week
//! (H-100, H-101).
//!
//! `seedpod backup create` without a file does the same at once. Only files with names of ours are
//! ever removed.

use super::backup::{self, Manifest, Places};
use super::error::AppError;
use crate::base::{Clock, Timestamp};
use crate::config::{Config, Live};
use crate::domain::{Pod, Room, instance};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;
/// Seconds without a backup after which admins are told.
const LATE: i64 = 3 * DAY;
/// Seconds after the hour of the settings within which a pod has its minute; many pods of one
/// machine or provider do not begin together.
const SPREAD: i64 = 2 * HOUR;
/// Time between two looks at the clock.
const EVERY: Duration = Duration::from_secs(60);
/// Seconds until a backup that failed is tried again.
const AGAIN: i64 = HOUR;
/// How long the program may take that carries a backup away.
const CARRY: Duration = Duration::from_secs(3600);

/// A backup in the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) path: PathBuf,
    pub(super) made: Timestamp,
    pub(super) bytes: u64,
}

/// How many backups stay.
#[derive(Clone, Copy, Debug)]
struct Keep {
    days: usize,
    weeks: usize,
}

impl Keep {
    fn of(config: &Config) -> Self {
        Self { days: config.backup_days(), weeks: config.backup_weeks() }
    }
}

fn name_of(made: Timestamp) -> String {
    format!("seedpod-{}.backup", made.to_string().replace(':', ""))
}

fn made_at(name: &str) -> Option<Timestamp> {
    let moment = name.strip_prefix("seedpod-")?.strip_suffix(".backup")?;
    let (hours, rest) = moment.split_at_checked(13)?;
    let (minutes, seconds) = rest.split_at_checked(2)?;
    Timestamp::parse_exact(&format!("{hours}:{minutes}:{seconds}"))
}

/// The backups of a folder, oldest first.
pub(super) fn list(folder: &Path) -> Vec<Kept> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut kept: Vec<Kept> = entries
        .filter_map(|entry| {
            let made = made_at(entry.file_name().to_str()?)?;
            Some(Kept { path: entry.path(), made, bytes: entry.metadata().ok()?.len() })
        })
        .collect();
    kept.sort_by_key(|kept| kept.made);
    kept
}

/// The newest backup of a night.
pub fn newest_backup(config: &Config) -> Option<PathBuf> {
    list(&config.backup_folder()).pop().map(|kept| kept.path)
}

/// Mondays begin weeks; the first day of 1970 was a Thursday.
fn week(moment: Timestamp) -> i64 {
    (moment.seconds().div_euclid(DAY) + 3).div_euclid(7)
}

/// Which of these may go: all but the last of each of the newest days and of the newest weeks.
fn surplus(kept: &[Kept], keep: Keep) -> Vec<Kept> {
    let lasts = |period: fn(Timestamp) -> i64, many: usize| {
        let mut lasts: Vec<&Kept> = Vec::new();
        for one in kept.iter().rev() {
            if lasts.last().is_none_or(|last| period(last.made) != period(one.made)) {
                lasts.push(one);
            }
        }
        lasts.truncate(many);
        lasts
    };
    let days = lasts(|moment| moment.seconds().div_euclid(DAY), keep.days.max(1));
    let weeks = lasts(week, keep.weeks);
    kept.iter().filter(|one| !days.contains(one) && !weeks.contains(one)).cloned().collect()
}

/// Removes what need not be kept, unless it is only asked for; returns which that is.
pub(super) fn prune(config: &Config, is_trial: bool) -> Result<Vec<Kept>, AppError> {
    let gone = surplus(&list(&config.backup_folder()), Keep::of(config));
    for kept in gone.iter().filter(|_| !is_trial) {
        std::fs::remove_file(&kept.path)
            .map_err(|error| AppError::because(format!("{} cannot be removed", kept.path.display()), error))?;
    }
    Ok(gone)
}

/// Whether the moment of the last night has passed since the newest backup.
fn is_due(now: Timestamp, newest: Timestamp, hour: i64, minute: i64) -> bool {
    let offset = hour * HOUR + minute;
    let night = (now.seconds() - offset).div_euclid(DAY) * DAY + offset;
    newest.seconds() < night
}

/// Writes a backup into the folder, tries it out if it is the first of its week, removes those that
/// need not be kept, and hands it to the program that carries it away.
pub(super) async fn back_up(pod: &Pod, config: &Config, places: &Places) -> Result<(PathBuf, Manifest), AppError> {
    let folder = config.backup_folder();
    std::fs::create_dir_all(&folder)
        .map_err(|error| AppError::because(format!("{} cannot be made", folder.display()), error))?;
    let before = list(&folder).last().map(|kept| kept.made);
    let mut now = pod.now();
    // Names have whole seconds; a second backup in one of them takes the next.
    while folder.join(name_of(now)).exists() {
        now = now.plus(1);
    }
    let path = folder.join(name_of(now));
    let (writer, places, file) = (pod.clone(), places.clone(), path.clone());
    let written = tokio::task::spawn_blocking(move || {
        let manifest = backup::create(&writer, &places, &file)?;
        if before.is_none_or(|before| week(before) != week(now)) && writer.room() == Room::Plenty {
            backup::verify_beside(&file)?;
        }
        Ok::<_, AppError>(manifest)
    });
    let manifest = written.await.map_err(|error| AppError::because("the backup broke off", error))??;
    prune(config, false)?;
    if let Some(command) = config.backup_command() {
        carry(&command, &path).await?;
    }
    Ok((path, manifest))
}

/// Runs the program of the settings with the file as its last argument.
async fn carry(command: &str, file: &Path) -> Result<(), AppError> {
    let mut words = command.split_whitespace();
    let Some(program) = words.next() else { return Ok(()) };
    let failed = |error: &dyn std::fmt::Display| AppError::because(format!("{program} did not take the backup"), error);
    let mut run = tokio::process::Command::new(program);
    run.args(words).arg(file).stdin(Stdio::null()).stdout(Stdio::null()).kill_on_drop(true);
    match tokio::time::timeout(CARRY, run.status()).await {
        Ok(Ok(status)) if status.success() => Ok(()),
        Ok(Ok(status)) => Err(failed(&status)),
        Ok(Err(error)) => Err(failed(&error)),
        Err(_) => Err(failed(&"it took longer than an hour")),
    }
}

/// Looks after the backups of a running pod, for ever.
pub(super) async fn watch(live: Arc<Live>, pod: Pod) {
    let mut failed: Option<Timestamp> = None;
    loop {
        tokio::time::sleep(EVERY).await;
        let (config, now) = (live.now(), pod.now());
        if !pod.clock().is_trusted() {
            continue;
        }
        let Ok(Some(instance)) = pod.read(instance::get).await else { continue };
        if !config.backs_up() {
            pod.set_backup_late(false);
            continue;
        }
        let folder = config.backup_folder();
        let newest = list(&folder).last().map_or(instance.created, |kept| kept.made.max(instance.created));
        pod.set_backup_late(now.since(newest) > LATE);
        let minute = instance.created.seconds().rem_euclid(SPREAD);
        let waits = failed.is_some_and(|at| now.since(at) < AGAIN);
        if waits || !is_due(now, newest, config.backup_hour(), minute) {
            continue;
        }
        let done = match pod.room() {
            Room::Plenty | Room::Low => back_up(&pod, &config, &Places::of(&config)).await.map(|_| ()),
            _ => prune(&config, false).and(Err(AppError::plain("there is no room for a backup on the disk"))),
        };
        failed = match done {
            Ok(()) => {
                tracing::info!(folder = %folder.display(), "the pod was backed up");
                pod.set_backup_late(false);
                None
            }
            Err(error) => {
                tracing::error!(%error, "the backup of this night failed; the next try is in an hour");
                Some(now)
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse_exact(text).expect("moment")
    }

    // H-100: nothing but our own names counts.
    #[test]
    fn a_name_says_when_it_was_made() {
        let made = at("2026-11-26T03:17:05Z");
        assert_eq!(name_of(made), "seedpod-2026-11-26T031705Z.backup");
        assert_eq!(made_at(&name_of(made)), Some(made));
        for foreign in ["pod.backup", "seedpod-.backup", "seedpod-2026-11-26.backup", "seedpod-é.backup", ".x.new"] {
            assert_eq!(made_at(foreign), None, "{foreign}");
        }
    }

    // H-100: seven days, four weeks, and never the newest.
    #[test]
    fn the_last_of_each_day_and_week_stay() {
        let first = at("2026-10-01T03:10:00Z");
        let every_twelve_hours = (0..112).map(|half| first.plus(half * 12 * HOUR));
        let kept: Vec<Kept> =
            every_twelve_hours.map(|made| Kept { path: PathBuf::from(name_of(made)), made, bytes: 1 }).collect();
        let gone = surplus(&kept, Keep { days: 7, weeks: 4 });
        let stay: Vec<String> = kept.iter().filter(|one| !gone.contains(one)).map(|one| one.made.to_string()).collect();
        assert_eq!(
            stay,
            [
                "2026-11-08T15:10:00Z",
                "2026-11-15T15:10:00Z",
                "2026-11-19T15:10:00Z",
                "2026-11-20T15:10:00Z",
                "2026-11-21T15:10:00Z",
                "2026-11-22T15:10:00Z",
                "2026-11-23T15:10:00Z",
                "2026-11-24T15:10:00Z",
                "2026-11-25T15:10:00Z",
            ]
        );
        let only = surplus(&kept[..2], Keep { days: 0, weeks: 0 });
        assert_eq!(only, kept[..1], "the newest stays whatever the settings say");
    }

    // H-100: once a night, and what a machine slept through is made up for.
    #[test]
    fn a_night_is_due_once_its_minute_has_passed() {
        let due = |now, newest| is_due(at(now), at(newest), 3, 600);
        assert!(!due("2026-11-26T03:09:59Z", "2026-11-25T03:10:00Z"));
        assert!(due("2026-11-26T03:10:00Z", "2026-11-25T03:10:00Z"));
        assert!(!due("2026-11-26T03:11:00Z", "2026-11-26T03:10:30Z"));
        assert!(due("2026-11-29T22:00:00Z", "2026-11-26T03:10:30Z"));
        assert!(!due("2026-11-26T02:00:00Z", "2026-11-25T20:00:00Z"));
    }
}
