//! Whom the certificate client trusts.
//!
//! acme-lib's HTTP client cannot be handed any roots: it reads them from the file that the
//! environment names, or from the machine's own store. Safe code cannot change the environment of
//! a running process, so the program starts itself once more with it, in the same process, before
//! it opens anything, when `outgoing.ca_file` adds roots (spec: they are for everything the pod
//! sends). A machine without a store of its own, as an empty container, has to be given one. (spec/stack.md §3)

use super::error::AppError;
use crate::config::Config;
use crate::store::write_whole;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

/// The variable that the client reads.
const VARIABLE: &str = "SSL_CERT_FILE";
/// Where machines keep their roots.
const STORES: &[&str] = &[
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
];

/// Comes back if everything is as it has to be, or if it cannot be had; else the program begins
/// anew and this does not come back.
pub(super) fn ensure(config: &Config) -> Result<(), AppError> {
    let Some(more) = config.ca_file().filter(|_| config.wants_acme()) else { return Ok(()) };
    let path = config.paths().runtime.join("roots.pem");
    if std::env::var_os(VARIABLE).is_some_and(|file| path == Path::new(&file)) {
        return Ok(());
    }
    let known = STORES.iter().find_map(|store| std::fs::read_to_string(store).ok()).unwrap_or_default();
    let added = std::fs::read_to_string(&more)
        .map_err(|error| AppError::Config(format!("{} cannot be read: {error}", more.display())))?;
    let roots = format!("{known}\n{added}");
    write_whole(&path, roots.as_bytes())
        .map_err(|error| AppError::because(format!("{} cannot be written", path.display()), error))?;
    let own = std::env::current_exe().map_err(|error| AppError::because("the program does not find itself", error))?;
    let error = Command::new(own).args(std::env::args_os().skip(1)).env(VARIABLE, &path).exec();
    // Everything but automatic certificates works without.
    tracing::warn!(%error, "the certificate authority may not be trusted: the program cannot start itself");
    Ok(())
}
