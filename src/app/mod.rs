//! Assembly: from a configuration to a running pod, and the commands of its admin.
//!
//! Opens the state folder, builds the one `Pod`, joins the routes of federation and pages, binds
//! listeners, runs jobs, listens to signals and closes everything in order. Clock, randomness, key
//! making and the outgoing client of production are made here and nowhere else. Called by `cli`.

mod admin;
mod backup;
mod certificates;
mod command;
mod disks;
mod doctor;
mod error;
mod health;
mod home;
mod inherited;
mod listeners;
mod log;
mod metrics;
mod nightly;
mod notify;
mod reload;
mod rescue;
mod roots;
mod routes;
mod serve;
mod setup_link;
mod state;
mod steward;
mod system;
mod timekeeping;

pub use admin::run as run_command;
pub use backup::{Manifest, restore, verify};
pub use command::{Answer, Command, Exit};
pub use error::AppError;
pub use nightly::newest_backup;
pub use routes::routes;
pub use serve::{Reread, serve};
pub use state::{compact, open};
pub use system::{SystemClock, SystemEntropy};
