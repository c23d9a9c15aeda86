//! The log: one line an event, to standard error (H-116).

use crate::config::{Config, LogFormat, LogLevel};
use std::sync::OnceLock;
use tracing::Level;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::{Registry, reload};

/// Which lines are written; can be changed while the pod runs.
static WHICH: OnceLock<reload::Handle<Targets, Registry>> = OnceLock::new();

fn which(config: &Config) -> Targets {
    let level = match config.log_level() {
        LogLevel::Error => Level::ERROR,
        LogLevel::Warn => Level::WARN,
        LogLevel::Info => Level::INFO,
        LogLevel::Debug => Level::DEBUG,
        LogLevel::Trace => Level::TRACE,
    };
    // Libraries speak up only when something is wrong.
    Targets::new().with_default(Level::WARN).with_target("seedpod", level)
}

/// Follows a changed level.
pub(super) fn follow(config: &Config) {
    if let Some(handle) = WHICH.get() {
        // The handle lives as long as the log, which is for ever.
        let _ = handle.reload(which(config));
    }
}

/// Starts logging as the configuration says. Under the journal lines carry no time of their own.
pub(super) fn start(config: &Config) {
    let (which, handle) = reload::Layer::new(which(config));
    // A second start, as tests make, keeps the first log.
    let _ = WHICH.set(handle);
    let registry = tracing_subscriber::registry().with(which);
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let _ = match config.log_format() {
        LogFormat::Json => tracing::subscriber::set_global_default(registry.with(lines.json())),
        LogFormat::Journal => {
            tracing::subscriber::set_global_default(registry.with(lines.with_ansi(false).without_time()))
        }
        LogFormat::Text => tracing::subscriber::set_global_default(registry.with(lines)),
    };
}
