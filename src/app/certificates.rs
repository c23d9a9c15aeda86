//! The certificate from the assembly's side: who looks after it, where its papers lie, and who is
//! told how it stands.

use super::command::{Answer, Exit};
use super::error::AppError;
use super::notify;
use super::system::SystemEntropy;
use crate::base::{Clock, Timestamp};
use crate::config::Config;
use crate::domain::{Certificate, CertificateTrouble, Pod, Urgency};
use crate::net::acme::{Challenge, Desk, Keeper, KeeperSettings, Library, Standing, Validity, validity};
use crate::net::inbound::{Challenges, Gate, Unready};
use crate::net::shelf::Shelf;
use crate::net::tls::Certificates;
use crate::store::write_whole;
use crate::web;
use serde_json::json;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use warp::http::HeaderMap;
use warp::http::header::{ACCEPT_LANGUAGE, HOST};

/// Seconds after which a certificate has shown that it works: from then on browsers are asked to
/// come over HTTPS only (spec/appliance.md §16).
const SETTLED: i64 = 24 * 3600;
/// How often a certificate from files is looked at for its dates.
const LOOK: Duration = Duration::from_secs(60);

/// A folder of the state.
pub(super) struct Folder(pub(super) PathBuf);

impl Shelf for Folder {
    fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        match std::fs::read(self.0.join(name)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        write_whole(&self.0.join(name), bytes)
    }
}

/// Shows what lies in the state folder, or a certificate of our own, and gets better ones from now
/// on where the configuration wants that. `has_http` says whether there is a plain door.
pub(super) fn keeper(
    config: &Config,
    certificates: &Arc<Certificates>,
    challenges: &Arc<Challenges>,
    has_http: bool,
    clock: Arc<dyn Clock>,
) -> Keeper {
    let mut possible = vec![Challenge::TlsAlpn01];
    if has_http {
        possible.insert(0, Challenge::Http01);
    }
    let settings = KeeperSettings {
        name: config.url().map_or_else(|| "seedpod.local".to_owned(), |url| url.host()),
        home: home_names(),
        directory: config.wants_acme().then(|| config.acme_directory()),
        rehearsal: config.acme_rehearsal(),
        email: config.acme_email(),
        challenges: possible,
    };
    let desk = Arc::new(Desk::new(Arc::clone(challenges), Arc::clone(certificates)));
    let shelf = Arc::new(Folder(config.paths().state.join("acme")));
    Keeper::open(settings, Arc::new(Library), desk, shelf, clock, Box::new(SystemEntropy))
}

/// Names and addresses by which the machine is found at home.
fn home_names() -> Vec<String> {
    let own = if_addrs::get_if_addrs().unwrap_or_default();
    let own = own.iter().filter(|interface| !interface.is_link_local()).map(|interface| interface.ip().to_string());
    ["localhost".to_owned(), "seedpod.local".to_owned()].into_iter().chain(own).collect()
}

/// Looks after the certificate and tells everybody how it stands, until the tasks are ended.
pub(super) fn look_after(
    keeper: Keeper,
    pod: &Pod,
    gate: &Arc<Gate>,
    is_automatic: bool,
) -> Vec<tokio::task::JoinHandle<()>> {
    let mut standing = keeper.standing();
    tell(pod, gate, &standing.borrow_and_update().clone(), is_automatic);
    let (asking, telling, gate) = (pod.clone(), pod.clone(), Arc::clone(gate));
    let keeping = tokio::spawn(async move { keeper.run(|| asking.renewal_asked()).await });
    let telling = tokio::spawn(async move {
        // How urgent a failure is, and whether a certificate has settled, also comes by time.
        while !matches!(tokio::time::timeout(LOOK * 10, standing.changed()).await, Ok(Err(_))) {
            tell(&telling, &gate, &standing.borrow_and_update().clone(), is_automatic);
        }
    });
    vec![keeping, telling]
}

fn tell(pod: &Pod, gate: &Gate, standing: &Standing, is_automatic: bool) {
    let now = pod.now();
    let has_settled = |validity: Validity| now.since(validity.from) >= SETTLED && validity.until > now;
    gate.set_strict_transport(is_automatic && standing.validity.is_some_and(has_settled));
    let certificate = certificate(standing, is_automatic, now);
    notify::status(&format!("{}: {}", pod.planned().0, describe(&certificate)));
    pod.set_certificate(certificate);
}

/// How it stands in one line.
pub(super) fn describe(certificate: &Certificate) -> String {
    let held = match (certificate.until, certificate.is_automatic) {
        (Some(until), _) => format!("certificate until {until}"),
        (None, true) => "no certificate yet".to_owned(),
        (None, false) => "no certificate that browsers accept".to_owned(),
    };
    match &certificate.trouble {
        Some(trouble) if trouble.detail.is_empty() => format!("{held}, {}", trouble.name),
        Some(trouble) => format!("{held}, {}: {}", trouble.name, trouble.detail),
        None => held,
    }
}

fn certificate(standing: &Standing, is_automatic: bool, now: Timestamp) -> Certificate {
    let urgency = match standing.validity {
        Some(validity) if !validity.is_within_last(4, now) => Urgency::Low,
        Some(validity) if !validity.is_within_last(8, now) => Urgency::Raised,
        _ => Urgency::High,
    };
    let trouble = standing.fault.as_ref().map(|fault| CertificateTrouble {
        name: fault.name(),
        detail: fault.detail().to_owned(),
        since: standing.since,
        urgency,
    });
    Certificate {
        is_automatic,
        until: standing.validity.map(|validity| validity.until),
        fingerprint: standing.fingerprint.clone(),
        is_asking: standing.is_asking,
        trouble,
        next: standing.next,
    }
}

fn held(pod: &Pod) -> Result<Certificate, AppError> {
    let certificate = pod.certificate();
    if certificate == Certificate::default() {
        return Err(AppError::plain(
            "there is no certificate to look after: the pod is not running, or a proxy has it",
        ));
    }
    Ok(certificate)
}

/// The command `cert status`.
pub(super) fn status(pod: &Pod) -> Result<Answer, AppError> {
    let certificate = held(pod)?;
    let next = certificate.next.filter(|_| certificate.is_automatic);
    let mut lines = vec![describe(&certificate)];
    lines.extend(next.map(|next| format!("asked next at {next}")));
    lines.extend(certificate.fingerprint.as_ref().map(|print| format!("own certificate {print}")));
    let json = json!({
        "automatic": certificate.is_automatic,
        "until": certificate.until.map(|until| until.to_string()),
        "seconds_left": certificate.seconds_left(pod.now()),
        "asking": certificate.is_asking,
        "next": next.map(|next| next.to_string()),
        "trouble": certificate.trouble.as_ref().map(|trouble| trouble.name),
        "detail": certificate.trouble.as_ref().map(|trouble| &trouble.detail),
        "fingerprint": certificate.fingerprint,
    });
    Ok(Answer { text: lines.join("\n"), json, exit: Exit::Success })
}

/// The command `cert renew`.
pub(super) fn renew(pod: &Pod) -> Result<Answer, AppError> {
    if !held(pod)?.is_automatic {
        return Err(AppError::plain("this pod does not get its certificate by itself"));
    }
    pod.ask_renewal();
    let text = "The certificate authority is being asked. \"seedpod cert status\" tells what came of it.".to_owned();
    Ok(Answer { text, json: json!({ "asked": true }), exit: Exit::Success })
}

/// Tells the dates of a certificate that an admin keeps in files, for ever.
pub(super) async fn tell_dates(certificates: Arc<Certificates>, pod: Pod) {
    loop {
        let until = certificates.current().and_then(|der| validity(&der)).map(|validity| validity.until);
        pod.set_certificate(Certificate { until, ..Certificate::default() });
        tokio::time::sleep(LOOK).await;
    }
}

/// The page for visitors of the plain door while there is no certificate. `port` is where HTTPS is
/// spoken.
pub(super) fn unready(pod: Pod, port: u16) -> Unready {
    Arc::new(move |headers: &HeaderMap, path: &str| {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let (host, port) = (without_port(text(HOST)), if port == 443 { String::new() } else { format!(":{port}") });
        // The host is whatever the visitor sent; it goes back to nobody else, and only as a link.
        let is_plain = !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || ".-:[]".contains(c));
        let host = if is_plain { host.to_owned() } else { pod.planned().0.host() };
        web::no_certificate(&pod, text(ACCEPT_LANGUAGE), &format!("https://{host}{port}{path}"))
    })
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port))
            if port.chars().all(|c| c.is_ascii_digit()) && (!name.contains(':') || name.ends_with(']')) =>
        {
            name
        }
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::acme::Fault;

    #[test]
    fn a_host_loses_its_port_and_nothing_else() {
        for (host, name) in [
            ("pod.example", "pod.example"),
            ("pod.example:8080", "pod.example"),
            ("[::1]:80", "[::1]"),
            ("[fd00::1]", "[fd00::1]"),
            ("", ""),
        ] {
            assert_eq!(without_port(host), name);
        }
    }

    // H-048
    #[test]
    fn a_failed_renewal_becomes_more_urgent_as_time_runs_out() {
        let (from, day) = (Timestamp::from_seconds(1_800_000_000), 86_400);
        let standing = |validity| Standing { validity, fault: Some(Fault::Unreachable), ..Standing::default() };
        let validity = Some(Validity { from, until: from.plus(80 * day) });
        let urgency =
            |days: i64| certificate(&standing(validity), true, from.plus(days * day)).trouble.map(|it| it.urgency);
        assert_eq!(urgency(59), Some(Urgency::Low));
        assert_eq!(urgency(61), Some(Urgency::Raised));
        assert_eq!(urgency(71), Some(Urgency::High));
        assert_eq!(urgency(99), Some(Urgency::High));
        let none = certificate(&standing(None), true, from).trouble.map(|it| (it.name, it.urgency));
        assert_eq!(none, Some(("unreachable", Urgency::High)));
    }
}
