//! Telling whoever keeps the name.

use super::Outcome;
use crate::base::Secret;
use crate::config::{DynamicName, Means};
use crate::net::outbound::{Kind, Wire, WireRequest};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

/// Bytes of an answer at the most.
const MOST: usize = 4_096;
/// How long a program may take, and how often it is looked at.
const PATIENCE: u32 = 600;
const MOMENT: Duration = Duration::from_millis(100);

/// Words by which a service refuses for good.
const REFUSALS: [&str; 9] =
    ["badauth", "!donator", "notfqdn", "nohost", "numhost", "!yours", "badagent", "abuse", "KO"];

/// One that keeps the name.
pub enum Service {
    Http { wire: Arc<dyn Wire>, url: String, user: String, password: Secret<String> },
    Program(PathBuf),
}

impl Service {
    /// The one of the settings, asked through `wire`.
    pub fn of(settings: &DynamicName, wire: Arc<dyn Wire>) -> Self {
        match &settings.means {
            Means::Http { url, user, password } => {
                Self::Http { wire, url: url.clone(), user: user.clone(), password: password.clone() }
            }
            Means::Program(path) => Self::Program(path.clone()),
        }
    }

    /// Which of the pod's addresses it wants to know: a program all of them, a service what its
    /// address has room for, one otherwise.
    pub(super) fn wanted(&self, addresses: &[IpAddr]) -> Vec<IpAddr> {
        let Self::Http { url, .. } = self else { return addresses.to_vec() };
        if url.contains("{ip6}") {
            let takes = |address: &&IpAddr| address.is_ipv6() || url.contains("{ip}");
            return addresses.iter().filter(takes).copied().collect();
        }
        let fourth = addresses.iter().find(|address| address.is_ipv4());
        fourth.or(addresses.first()).copied().into_iter().collect()
    }

    /// Tells it the addresses of a name.
    pub(super) async fn tell(&self, name: &str, addresses: &[IpAddr]) -> Outcome {
        match self {
            Self::Http { wire, url, user, password } => {
                let mut request = WireRequest::get(filled(url, name, addresses), MOST);
                request.kind = Kind::Credentials;
                if !user.is_empty() {
                    let login = Secret::new(format!("{user}:{}", password.expose()));
                    request = request.header("authorization", format!("Basic {}", STANDARD.encode(login.expose())));
                }
                match wire.send(request).await {
                    Ok(answer) => read(answer.status, &answer.body),
                    Err(error) => Outcome::Unreachable(error.to_string()),
                }
            }
            Self::Program(path) => {
                let (path, name, addresses) = (path.clone(), name.to_owned(), addresses.to_vec());
                let run = tokio::task::spawn_blocking(move || run(&path, &name, &addresses));
                run.await.unwrap_or_else(|_| Outcome::Later("the program broke off".to_owned()))
            }
        }
    }
}

/// The address to ask. Without room for an address of ours it gets the convention's two fields.
fn filled(url: &str, name: &str, addresses: &[IpAddr]) -> String {
    let of = |is_wanted: fn(&IpAddr) -> bool| {
        addresses.iter().find(|address| is_wanted(address)).map(ToString::to_string).unwrap_or_default()
    };
    if url.contains("{ip}") || url.contains("{ip6}") {
        let filled = url.replace("{name}", name).replace("{ip6}", &of(IpAddr::is_ipv6));
        return filled.replace("{ip}", &if url.contains("{ip6}") { of(IpAddr::is_ipv4) } else { of(|_| true) });
    }
    let sign = if url.contains('?') { '&' } else { '?' };
    format!("{}{sign}hostname={name}&myip={}", url.replace("{name}", name), of(|_| true))
}

/// What an answer means. spec: the return codes of the dyndns2 convention
pub fn read(status: u16, body: &[u8]) -> Outcome {
    let text = String::from_utf8_lossy(body.get(..body.len().min(256)).unwrap_or_default());
    let word = text.split_whitespace().next().unwrap_or_default();
    let is_success = (200..300).contains(&status);
    if let Some(known) = REFUSALS.iter().find(|known| word.eq_ignore_ascii_case(known)) {
        return Outcome::Refused((*known).to_owned());
    }
    match status {
        _ if is_success && ["good", "nochg", "ok"].iter().any(|known| word.eq_ignore_ascii_case(known)) => {
            Outcome::Taken
        }
        401 | 403 => Outcome::Refused("badauth".to_owned()),
        _ if is_success => {
            let plain = |c: &char| c.is_ascii_alphanumeric() || "!-_.".contains(*c);
            let word: String = word.chars().filter(plain).take(20).collect();
            Outcome::Later(if word.is_empty() { "an empty answer".to_owned() } else { word })
        }
        _ => Outcome::Later(format!("HTTP {status}")),
    }
}

/// Runs the admin's program with the name and the addresses behind it. Blocks.
fn run(path: &Path, name: &str, addresses: &[IpAddr]) -> Outcome {
    let mut command = Command::new(path);
    command.arg(name).args(addresses.iter().map(ToString::to_string));
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) => return Outcome::Later(format!("the program cannot be started: {error}")),
    };
    for _ in 0..PATIENCE {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Outcome::Taken,
            Ok(Some(status)) => return Outcome::Later(format!("the program ended with {status}")),
            Ok(None) => std::thread::sleep(MOMENT),
            Err(error) => return Outcome::Later(format!("the program cannot be waited for: {error}")),
        }
    }
    // One that cannot be ended is one that has ended.
    let _ = child.kill();
    let _ = child.wait();
    Outcome::Later("the program took too long".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    // H-057
    #[test]
    fn the_words_of_the_convention_are_understood() {
        let refused = |word: &str| Outcome::Refused(word.to_owned());
        let later = |word: &str| Outcome::Later(word.to_owned());
        for (status, body, outcome) in [
            (200, "good 198.51.100.7\r\n", Outcome::Taken),
            (200, "nochg 198.51.100.7", Outcome::Taken),
            (200, "OK", Outcome::Taken),
            (200, "badauth", refused("badauth")),
            (401, "badauth", refused("badauth")),
            (401, "<html>", refused("badauth")),
            (403, "", refused("badauth")),
            (200, "abuse", refused("abuse")),
            (200, "nohost\nnohost", refused("nohost")),
            (200, "!donator", refused("!donator")),
            (200, "911", later("911")),
            (200, "dnserr", later("dnserr")),
            (500, "good", later("HTTP 500")),
            (302, "", later("HTTP 302")),
            (200, "", later("an empty answer")),
            (200, "<script>alert(1)</script>", later("scriptalert1script")),
        ] {
            assert_eq!(read(status, body.as_bytes()), outcome, "{status} {body}");
        }
        assert!(matches!(read(200, &[0xff; 9_000]), Outcome::Later(_)));
    }

    #[test]
    fn the_address_is_filled_in_where_there_is_room() {
        let both = ["198.51.100.7".parse().expect("address"), "2001:db8::7".parse().expect("address")];
        for (url, filled_in) in [
            ("https://a.test/nic/update", "https://a.test/nic/update?hostname=pod.test&myip=198.51.100.7"),
            ("https://a.test/u?system=dyndns", "https://a.test/u?system=dyndns&hostname=pod.test&myip=198.51.100.7"),
            ("https://a.test/u?d={name}&i={ip}", "https://a.test/u?d=pod.test&i=198.51.100.7"),
            ("https://a.test/u?i={ip}&v={ip6}", "https://a.test/u?i=198.51.100.7&v=2001:db8::7"),
            ("https://a.test/u?v={ip6}", "https://a.test/u?v=2001:db8::7"),
        ] {
            assert_eq!(filled(url, "pod.test", &both), filled_in);
        }
    }
}
