//! Asking a machine at home over plain HTTP, within narrow limits.
//!
//! The pod's other requests go through a guard that keeps them away from private addresses, and a
//! router has one. So there is this small way of its own: one request, one answer, one connection,
//! to an address that the caller has checked; no names, no redirects, no compression.

use super::Fault;
use super::ssdp::Place;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Bytes of an answer at the most, head and body.
const MOST: usize = 128 * 1024;
/// Lines of its head at the most.
const LINES: usize = 100;

/// What a router answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

/// How far an answer has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// It goes on.
    Unfinished,
    Finished(Answer),
    /// It is not HTTP.
    Broken,
}

/// Fetches a document.
pub(super) async fn get(place: &Place, patience: Duration) -> Result<Answer, Fault> {
    fetch(place.address.into(), &place.address.to_string(), &place.path, patience).await
}

/// Fetches a path from a machine by one of its names; none of them holds a line break.
pub async fn fetch(address: SocketAddr, host: &str, path: &str, patience: Duration) -> Result<Answer, Fault> {
    exchange(address, host, &format!("GET {path}"), "", patience).await.map(|(answer, _)| answer)
}

/// Hands an XML document over, with a header line of its own; also says from which address of ours.
pub(super) async fn post(
    place: &Place,
    header: &str,
    body: &str,
    patience: Duration,
) -> Result<(Answer, Ipv4Addr), Fault> {
    let rest = format!(
        "Content-Type: text/xml; charset=\"utf-8\"\r\n{header}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let what = format!("POST {}", place.path);
    match exchange(place.address.into(), &place.address.to_string(), &what, &rest, patience).await? {
        (answer, IpAddr::V4(own)) => Ok((answer, own)),
        _ => Err(Fault::Nonsense),
    }
}

async fn exchange(
    address: SocketAddr,
    host: &str,
    what: &str,
    rest: &str,
    patience: Duration,
) -> Result<(Answer, IpAddr), Fault> {
    let end = if rest.is_empty() { "\r\n" } else { rest };
    let request =
        format!("{what} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: seedpod UPnP/1.1\r\nConnection: close\r\n{end}");
    let talk = async {
        let mut stream = TcpStream::connect(address).await.map_err(|_| Fault::Silent)?;
        let own = stream.local_addr().map_err(|_| Fault::Silent)?.ip();
        stream.write_all(request.as_bytes()).await.map_err(|_| Fault::Silent)?;
        Ok((hear(&mut stream).await?, own))
    };
    timeout(patience, talk).await.map_err(|_| Fault::Silent)?
}

async fn hear(stream: &mut TcpStream) -> Result<Answer, Fault> {
    let mut heard = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let count = stream.read(&mut buffer).await.map_err(|_| Fault::Silent)?;
        heard.extend_from_slice(buffer.get(..count).unwrap_or_default());
        match read(&heard, count == 0) {
            Reading::Finished(answer) => return Ok(answer),
            Reading::Unfinished if count > 0 && heard.len() < MOST => {}
            _ => return Err(Fault::Nonsense),
        }
    }
}

/// Reads what has come of an answer; `is_all` says that no more will come.
pub fn read(bytes: &[u8], is_all: bool) -> Reading {
    match parse(bytes, is_all) {
        Some(Some(answer)) => Reading::Finished(answer),
        Some(None) if !is_all => Reading::Unfinished,
        _ => Reading::Broken,
    }
}

/// Nothing if it is not HTTP, nothing inside if it goes on.
fn parse(bytes: &[u8], is_all: bool) -> Option<Option<Answer>> {
    let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else { return Some(None) };
    let head = std::str::from_utf8(bytes.get(..end)?).ok()?;
    let body = bytes.get(end + 4..)?;
    let mut lines = head.split("\r\n");
    let mut first = lines.next()?.split(' ');
    first.next().filter(|version| version.starts_with("HTTP/1."))?;
    let status: u16 = first.next()?.parse().ok().filter(|status| (100..600).contains(status))?;
    let (mut length, mut is_chunked) = (None, false);
    for (number, line) in lines.enumerate() {
        let (name, value) = line.split_once(':').filter(|_| number < LINES)?;
        if name.eq_ignore_ascii_case("content-length") {
            length = Some(value.trim().parse::<usize>().ok().filter(|length| *length <= MOST)?);
        } else if name.eq_ignore_ascii_case("transfer-encoding") {
            is_chunked = value.trim().eq_ignore_ascii_case("chunked");
            if !is_chunked {
                return None;
            }
        }
    }
    let body = match (is_chunked, length) {
        (true, _) => chunks(body)?,
        (false, Some(length)) => body.get(..length).map(<[u8]>::to_vec),
        (false, None) => is_all.then(|| body.to_vec()),
    };
    Some(body.map(|body| Answer { status, body }))
}

/// Nothing if these are no chunks, nothing inside if more have to come.
fn chunks(mut bytes: &[u8]) -> Option<Option<Vec<u8>>> {
    let mut body = Vec::new();
    loop {
        let Some(end) = bytes.windows(2).position(|window| window == b"\r\n") else {
            return (bytes.len() < 64).then_some(None);
        };
        let size = std::str::from_utf8(bytes.get(..end)?).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok().filter(|size| *size <= MOST)?;
        if size == 0 {
            return Some(Some(body));
        }
        let Some(chunk) = bytes.get(end + 2..end + 2 + size) else { return Some(None) };
        body.extend_from_slice(chunk);
        bytes = match bytes.get(end + 2 + size..) {
            Some([b'\r', b'\n', rest @ ..]) => rest,
            Some([] | [b'\r']) => return Some(None),
            _ => return None,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(text: &str, is_all: bool) -> Option<String> {
        match read(text.as_bytes(), is_all) {
            Reading::Finished(answer) => Some(String::from_utf8(answer.body).expect("text")),
            _ => None,
        }
    }

    #[test]
    fn an_answer_ends_by_its_length_its_chunks_or_its_connection() {
        let head = "HTTP/1.1 200 OK\r\n";
        assert_eq!(body(&format!("{head}Content-Length: 3\r\n\r\nabcd"), false).as_deref(), Some("abc"));
        let chunked = format!("{head}Transfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n1\r\nd\r\n0\r\n\r\n");
        assert_eq!(body(&chunked, false).as_deref(), Some("abcd"));
        assert_eq!(body(&format!("{head}\r\nabc"), true).as_deref(), Some("abc"));
        for cut in 0..chunked.len() - 5 {
            assert_eq!(read(&chunked.as_bytes()[..cut], false), Reading::Unfinished, "{cut}");
            assert_eq!(read(&chunked.as_bytes()[..cut], true), Reading::Broken, "{cut}");
        }
    }

    #[test]
    fn what_is_no_answer_is_broken() {
        for text in [
            "SSH-2.0-x\r\n\r\n",
            "HTTP/1.1 99 X\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n",
            "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        ] {
            assert_eq!(read(text.as_bytes(), false), Reading::Broken, "{text}");
        }
        let many = format!("HTTP/1.1 200 OK\r\n{}\r\n", "A: b\r\n".repeat(200));
        assert_eq!(read(many.as_bytes(), true), Reading::Broken);
    }
}
