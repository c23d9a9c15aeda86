//! The one-time link of an empty pod: printed, drawn, and kept in a file only its owner reads
//! (H-018).

use super::error::AppError;
use crate::config::Config;
use crate::domain::Pod;
use crate::store::write_whole;
use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;
use std::io::IsTerminal;

/// The link that is good now.
pub(super) fn of(pod: &Pod) -> String {
    pod.planned().0.join(&format!("setup?token={}", pod.setup_token()))
}

/// Prints the link where the admin looks: standard output, with a QR code on a terminal. Never
/// into the log.
#[expect(clippy::print_stdout, reason = "the link is what the command is for")]
pub(super) fn announce(config: &Config, pod: &Pod) -> Result<(), AppError> {
    let link = of(pod);
    let path = config.paths().runtime.join("setup-url");
    write_whole(&path, format!("{link}\n").as_bytes())
        .map_err(|error| AppError::because(format!("{} cannot be written", path.display()), error))?;
    println!("\nYour pod is waiting for you. Open this link to set it up; it is good for a day:\n\n    {link}\n");
    if std::io::stdout().is_terminal()
        && let Ok(code) = QrCode::new(link.as_bytes())
    {
        println!("{}\n", code.render::<Dense1x2>().quiet_zone(true).build());
    }
    Ok(())
}

/// Removes the file once the pod is set up.
pub(super) fn forget(config: &Config) {
    // Its token is dead by then; a file left behind harms nobody.
    let _ = std::fs::remove_file(config.paths().runtime.join("setup-url"));
}
