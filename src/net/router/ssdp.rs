//! Finding routers that speak UPnP: what is sent and what is understood, without a socket.
//! spec: UPnP Device Architecture 1.1 §1.3

use std::net::SocketAddrV4;

/// Bytes of an answer at the most.
pub(super) const MOST: usize = 2_048;
/// Characters of a path at the most.
const PATH: usize = 256;

/// Where something lies on a machine at home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub address: SocketAddrV4,
    /// Begins with a slash.
    pub path: String,
}

impl Place {
    /// Reads a plain address with a number for its host; a name would have to be looked up, and
    /// who answers for it is anybody's choice.
    pub fn parse(url: &str) -> Option<Self> {
        let scheme = url.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("http://"))?;
        let rest = url.get(scheme.len()..)?;
        let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let address = match authority.split_once(':') {
            Some((host, port)) => SocketAddrV4::new(host.parse().ok()?, port.parse().ok().filter(|port| *port != 0)?),
            None => SocketAddrV4::new(authority.parse().ok()?, 80),
        };
        Some(Self { address, path: proper(path)? })
    }

    /// Another place on the same machine, as a document from here names it.
    pub fn join(&self, reference: &str) -> Option<Self> {
        match reference.get(..7) {
            Some(start) if start.eq_ignore_ascii_case("http://") => {
                Self::parse(reference).filter(|place| place.address.ip() == self.address.ip())
            }
            _ if reference.starts_with("//") => None,
            _ if reference.starts_with('/') => Some(Self { path: proper(reference)?, ..self.clone() }),
            _ => {
                let folder = self.path.split(['?', '#']).next()?.rsplit_once('/')?.0;
                Some(Self { path: proper(&format!("{folder}/{reference}"))?, ..self.clone() })
            }
        }
    }
}

/// A path that can stand in the first line of a request.
fn proper(path: &str) -> Option<String> {
    let path = path.split('#').next()?;
    let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
    (path.len() <= PATH && path.bytes().all(|byte| byte.is_ascii_graphic())).then_some(path)
}

/// Asks everybody who hears it for routers.
pub(super) fn search(at: SocketAddrV4) -> String {
    format!(
        "M-SEARCH * HTTP/1.1\r\nHOST: {at}\r\nMAN: \"ssdp:discover\"\r\nMX: 1\r\n\
         ST: urn:schemas-upnp-org:device:InternetGatewayDevice:1\r\n\r\n"
    )
}

/// Reads where a router that answers has its description.
pub fn read(bytes: &[u8]) -> Option<Place> {
    let text = std::str::from_utf8(bytes.get(..bytes.len().min(MOST))?).ok()?;
    let mut lines = text.split("\r\n");
    let mut first = lines.next()?.split(' ');
    if !first.next()?.starts_with("HTTP/1.") || first.next()? != "200" {
        return None;
    }
    let named = |line: &'_ str| {
        let (name, value) = line.split_once(':')?;
        name.trim().eq_ignore_ascii_case("location").then(|| value.trim().to_owned())
    };
    Place::parse(&lines.take(40).find_map(named)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str) -> Option<String> {
        Place::parse(text).map(|place| format!("{} {}", place.address, place.path))
    }

    #[test]
    fn only_plain_addresses_with_numbers_are_taken() {
        assert_eq!(place("http://192.168.1.1:49152/desc.xml").as_deref(), Some("192.168.1.1:49152 /desc.xml"));
        assert_eq!(place("HTTP://10.0.0.1").as_deref(), Some("10.0.0.1:80 /"));
        assert_eq!(place("http://10.0.0.1?x=1#y").as_deref(), Some("10.0.0.1:80 /?x=1"));
        for text in [
            "",
            "https://10.0.0.1/",
            "http://router.lan/",
            "http://10.0.0.1:0/",
            "http://10.0.0.1:99999/",
            "http://user@10.0.0.1/",
            "http://010.0.0.1/",
            "http://[::1]/",
            "http://10.0.0.1/a b",
            "http://10.0.0.1/\r\nX: y",
            "http://10.0.0.1/é",
        ] {
            assert_eq!(place(text), None, "{text}");
        }
    }

    #[test]
    fn a_description_leads_nowhere_but_to_its_own_machine() {
        let here = Place::parse("http://10.0.0.1:5000/a/desc.xml?x=/y").expect("a place");
        let join = |text: &str| here.join(text).map(|place| format!("{} {}", place.address, place.path));
        assert_eq!(join("/ctl").as_deref(), Some("10.0.0.1:5000 /ctl"));
        assert_eq!(join("ctl/wan").as_deref(), Some("10.0.0.1:5000 /a/ctl/wan"));
        assert_eq!(join("http://10.0.0.1:6000/ctl").as_deref(), Some("10.0.0.1:6000 /ctl"));
        for text in ["http://10.0.0.2/ctl", "//10.0.0.2/ctl", "a b", &"x".repeat(300)] {
            assert_eq!(join(text), None, "{text}");
        }
    }

    #[test]
    fn an_answer_tells_where_the_description_is() {
        let read = |text: &str| read(text.as_bytes()).map(|place| place.address.port());
        assert_eq!(
            read("HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age=9\r\nLocation:http://10.0.0.1:7/d\r\n\r\n"),
            Some(7)
        );
        for text in ["", "HTTP/1.1 404 X\r\nLocation: http://10.0.0.1:7/d\r\n", "NOTIFY * HTTP/1.1\r\n", "HTTP/1.1 200"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
