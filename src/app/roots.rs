//! Whom the certificate client trusts.
//!
//! acme-lib's HTTP client cannot be handed any roots: it reads them from the file that the
//! environment names, or from the machine's own store. Safe code cannot change the environment of
//! a running process, so the program starts itself once more with it, in the same process, before
//! it opens anything: when `outgoing.ca_file` adds roots (spec: they are for everything the pod
//! sends), and when the machine has no store, as in an empty container. (spec/stack.md §3)

use super::error::AppError;
use crate::config::Config;
use crate::store::write_whole;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
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
    let has_store = std::env::var_os(VARIABLE).is_some() || STORES.iter().any(|store| Path::new(store).exists());
    if !config.wants_acme() || (has_store && config.ca_file().is_none()) {
        return Ok(());
    }
    let path = config.paths().runtime.join("roots.pem");
    if std::env::var_os(VARIABLE).is_some_and(|file| path == Path::new(&file)) {
        return Ok(());
    }
    let mut roots = compiled_in();
    if let Some(file) = config.ca_file() {
        let more = std::fs::read_to_string(&file)
            .map_err(|error| AppError::Config(format!("{} cannot be read: {error}", file.display())))?;
        roots.push_str(&more);
    }
    write_whole(&path, roots.as_bytes())
        .map_err(|error| AppError::because(format!("{} cannot be written", path.display()), error))?;
    let own = std::env::current_exe().map_err(|error| AppError::because("the program does not find itself", error))?;
    let error = Command::new(own).args(std::env::args_os().skip(1)).env(VARIABLE, &path).exec();
    // Everything but automatic certificates works without.
    tracing::warn!(%error, "the certificate authority may not be trusted: the program cannot start itself");
    Ok(())
}

/// The public roots, PEM.
fn compiled_in() -> String {
    let pem = |der: &rustls::pki_types::CertificateDer<'_>| {
        let text = STANDARD.encode(der);
        let lines: Vec<&str> = text.as_bytes().chunks(64).filter_map(|line| std::str::from_utf8(line).ok()).collect();
        format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"))
    };
    webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().map(pem).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustls::pki_types::CertificateDer;
    use rustls::pki_types::pem::PemObject;

    #[test]
    fn the_roots_in_the_program_are_readable() {
        let pem = compiled_in();
        let read = CertificateDer::pem_slice_iter(pem.as_bytes()).filter(Result::is_ok).count();
        assert_eq!(read, webpki_root_certs::TLS_SERVER_ROOT_CERTS.len());
        assert!(read > 50);
    }
}
