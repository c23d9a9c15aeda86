//! Listeners that a service manager opened for us (H-040).

use std::net::SocketAddr;
use tokio::net::TcpListener;

/// What a listener is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    Http,
    Https,
}

/// The listeners of the two doors, as far as they were handed over.
#[derive(Debug, Default)]
pub(super) struct Inherited {
    pub(super) http: Option<TcpListener>,
    pub(super) https: Option<TcpListener>,
}

impl Inherited {
    /// Takes what the environment says was handed over to this process. Whatever is not a listener
    /// is left alone and named in the log.
    pub(super) fn take() -> Self {
        let names = std::env::var("LISTEN_FDNAMES").unwrap_or_default();
        let mut given = listenfd::ListenFd::from_env();
        let mut inherited = Self::default();
        for place in 0..given.len() {
            let Ok(Some(listener)) = given.take_tcp_listener(place) else {
                tracing::warn!(place, "what the service manager handed over is no TCP listener");
                continue;
            };
            let Ok(address) = listener.local_addr() else { continue };
            let listener = listener.set_nonblocking(true).and_then(|()| TcpListener::from_std(listener));
            let Ok(listener) = listener else { continue };
            match purpose(names.split(':').nth(place).unwrap_or_default(), address) {
                Purpose::Http => inherited.http.get_or_insert(listener),
                Purpose::Https => inherited.https.get_or_insert(listener),
            };
        }
        inherited
    }
}

/// By its name, else by its port.
fn purpose(name: &str, address: SocketAddr) -> Purpose {
    match (name, address.port()) {
        ("https", _) => Purpose::Https,
        ("http", _) => Purpose::Http,
        (_, 443 | 8443) => Purpose::Https,
        _ => Purpose::Http,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // H-040
    #[test]
    fn a_name_says_what_a_listener_is_for_and_else_its_port() {
        for (name, port, expected) in [
            ("https", 8080, Purpose::Https),
            ("http", 443, Purpose::Http),
            ("seedpod.socket", 443, Purpose::Https),
            ("seedpod.socket", 80, Purpose::Http),
            ("", 8443, Purpose::Https),
        ] {
            assert_eq!(purpose(name, SocketAddr::from(([0, 0, 0, 0], port))), expected, "{name} {port}");
        }
    }
}
