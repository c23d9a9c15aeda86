//! The log: one line an event, to standard error (H-116).

use crate::config::{Config, LogFormat, LogLevel};
use tracing::Level;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;

/// Starts logging as the configuration says. Under the journal lines carry no time of their own.
pub(super) fn start(config: &Config) {
    let level = match config.log_level() {
        LogLevel::Error => Level::ERROR,
        LogLevel::Warn => Level::WARN,
        LogLevel::Info => Level::INFO,
        LogLevel::Debug => Level::DEBUG,
        LogLevel::Trace => Level::TRACE,
    };
    // Libraries speak up only when something is wrong.
    let which = Targets::new().with_default(Level::WARN).with_target("seedpod", level);
    let registry = tracing_subscriber::registry().with(which);
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    // A second start, as tests make, keeps the first log.
    let _ = match config.log_format() {
        LogFormat::Json => tracing::subscriber::set_global_default(registry.with(lines.json())),
        LogFormat::Journal => {
            tracing::subscriber::set_global_default(registry.with(lines.with_ansi(false).without_time()))
        }
        LogFormat::Text => tracing::subscriber::set_global_default(registry.with(lines)),
    };
}
