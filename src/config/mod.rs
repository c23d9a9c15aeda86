//! From files, environment and flags to one immutable [`Config`].
//!
//! Every setting is one row of [`table::SETTINGS`]; reading, checking, the commented sample file
//! and the reference all come from that row. A value is taken from the first place that has it:
//! flag, environment, secret file, configuration file, web admin, built-in default. Everything is
//! read and checked once, all faults are reported together, and the result is passed on as a
//! value; there is no global. An empty file is a valid one.
//!
//! This layer also knows where things lie on disk and how much memory there is. It never writes
//! settings. `app` and `cli` build the [`Config`]; the layers in between read it. The rules come
//! from spec/appliance.md §5.

mod fault;
pub mod files;
mod live;
pub mod memory;
pub mod paths;
mod sample;
mod settings;
mod sources;
mod table;
mod toml_file;
mod value;

pub use fault::{ConfigError, Fault, Place};
pub use live::Live;
pub use sample::{manual, reference, sample, settings_json};
pub use settings::{
    Config, DynamicName, LogFormat, LogLevel, MailSecurity, MailServer, Means, ProxyHeader, Registration,
};
pub use sources::{Environment, Overrides, Source};
pub use table::{SETTINGS, Setting};
pub use value::{Kind, Listen, Rate, Value};
