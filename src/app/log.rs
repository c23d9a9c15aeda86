//! The log: one line an event, to standard error (H-116).

use crate::config::{Config, LogFormat, LogLevel};
use tracing_subscriber::EnvFilter;

/// Starts logging as the configuration says. Under the journal lines carry no time of their own.
pub(super) fn start(config: &Config) {
    let level = match config.log_level() {
        LogLevel::Error => "error",
        LogLevel::Warn => "warn",
        LogLevel::Info => "info",
        LogLevel::Debug => "debug",
        LogLevel::Trace => "trace",
    };
    // Libraries speak up only when something is wrong.
    let filter = EnvFilter::try_new(format!("warn,seedpod={level}")).unwrap_or_else(|_| EnvFilter::new("warn"));
    let builder = tracing_subscriber::fmt().with_writer(std::io::stderr).with_env_filter(filter);
    // A second start, as tests make, keeps the first log.
    let _ = match config.log_format() {
        LogFormat::Json => tracing::subscriber::set_global_default(builder.json().finish()),
        LogFormat::Journal => tracing::subscriber::set_global_default(builder.with_ansi(false).without_time().finish()),
        LogFormat::Text => tracing::subscriber::set_global_default(builder.finish()),
    };
}
