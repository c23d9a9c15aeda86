//! Somebody at an address of their own, byte by byte: in front of the pod stands a machine that says
//! with the PROXY protocol where a connection comes from.

use std::error::Error;
use std::io;
use std::net::Ipv4Addr;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

/// The settings with which the pod believes this machine.
pub(crate) const FRONT: [(&str, &str); 2] =
    [("SEEDPOD_PROXY_PROTOCOL", "true"), ("SEEDPOD_PROXY_TRUSTED", "127.0.0.1/32")];

/// Bytes that the system takes in for somebody who does not read: few, so that it shows soon.
const WINDOW: u32 = 4096;

/// Opens a connection that comes from an address.
pub(crate) async fn connect(port: u16, from: Ipv4Addr) -> io::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    socket.set_recv_buffer_size(WINDOW)?;
    connect_with(socket, port, from).await
}

async fn connect_with(socket: TcpSocket, port: u16, from: Ipv4Addr) -> io::Result<TcpStream> {
    let mut stream = socket.connect((Ipv4Addr::LOCALHOST, port).into()).await?;
    stream.set_nodelay(true)?;
    stream.write_all(format!("PROXY TCP4 {from} 10.0.0.1 5000 80\r\n").as_bytes()).await?;
    Ok(stream)
}

/// The `number`th address of a crowd.
pub(crate) fn address(number: u32) -> Ipv4Addr {
    Ipv4Addr::from(u32::from(Ipv4Addr::new(10, 64, 0, 0)) + number)
}

/// Whether the other end has closed, as far as it shows.
pub(crate) fn is_closed(stream: &TcpStream) -> bool {
    let mut byte = [0; 1];
    match stream.try_read(&mut byte) {
        Ok(0) => true,
        Ok(_) => false,
        Err(error) => error.kind() != io::ErrorKind::WouldBlock,
    }
}

/// Reads until the other end closes, however long that takes.
pub(crate) async fn until_closed(stream: &mut TcpStream) -> Duration {
    let begun = Instant::now();
    let mut buffer = [0; 4096];
    while !matches!(stream.read(&mut buffer).await, Ok(0) | Err(_)) {}
    begun.elapsed()
}

/// A person with a connection that stays open, signed in.
pub(crate) struct Guest {
    port: u16,
    stream: TcpStream,
    from: Ipv4Addr,
    cookies: String,
}

/// What came back.
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) text: String,
}

impl Guest {
    /// Comes as a stranger.
    pub(crate) async fn come(port: u16, from: Ipv4Addr) -> Result<Self, Box<dyn Error>> {
        let stream = connect_with(TcpSocket::new_v4()?, port, from).await?;
        Ok(Self { port, stream, from, cookies: String::new() })
    }

    /// Signs alice in.
    pub(crate) async fn sign_in(port: u16, from: Ipv4Addr, password: &str) -> Result<Self, Box<dyn Error>> {
        let mut guest = Self::come(port, from).await?;
        let page = guest.get("/users/sign_in").await?;
        let after = page.text.split_once("name=\"csrf\" value=\"").ok_or("no form")?.1;
        let csrf = after.split('"').next().unwrap_or_default();
        let form = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("csrf", csrf), ("username", "alice"), ("password", password)])
            .finish();
        let page = guest.send("POST /users/sign_in", &form).await?;
        if page.status == 303 { Ok(guest) } else { Err(format!("alice cannot sign in: {}", page.status).into()) }
    }

    /// Opens a page.
    pub(crate) async fn get(&mut self, path: &str) -> Result<Page, Box<dyn Error>> {
        self.send(&format!("GET {path}"), "").await
    }

    /// Opens a page and says how long it took; a connection that was closed is opened anew.
    pub(crate) async fn time(&mut self, path: &str) -> Result<Duration, Box<dyn Error>> {
        let begun = Instant::now();
        if is_closed(&self.stream) {
            self.stream = connect_with(TcpSocket::new_v4()?, self.port, self.from).await?;
        }
        let page = self.get(path).await?;
        if page.status == 200 { Ok(begun.elapsed()) } else { Err(format!("{path}: {}", page.status).into()) }
    }

    async fn send(&mut self, what: &str, body: &str) -> Result<Page, Box<dyn Error>> {
        let origin = format!("http://127.0.0.1:{}", self.port);
        let head = format!(
            "{what} HTTP/1.1\r\nhost: 127.0.0.1:{}\r\norigin: {origin}\r\ncookie: {}\r\naccept: text/html\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
            self.port,
            self.cookies,
            body.len()
        );
        self.stream.write_all(head.as_bytes()).await?;
        let page = self.answer().await?;
        for line in page.head.lines() {
            if let Some((name, value)) = line.split_once(": ")
                && name.eq_ignore_ascii_case("set-cookie")
            {
                let pair = value.split(';').next().unwrap_or_default();
                self.cookies = format!("{pair}; {}", self.cookies);
            }
        }
        Ok(page)
    }

    /// Reads one answer whole.
    async fn answer(&mut self) -> Result<Page, Box<dyn Error>> {
        let mut bytes = Vec::new();
        let end = loop {
            if let Some(place) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
                break place + 4;
            }
            self.more(&mut bytes).await?;
        };
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let lower = head.to_lowercase();
        let length = lower.split_once("content-length: ").and_then(|(_, rest)| rest.split("\r\n").next());
        match length.and_then(|text| text.parse::<usize>().ok()) {
            Some(length) => {
                while bytes.len() < end + length {
                    self.more(&mut bytes).await?;
                }
            }
            None if lower.contains("transfer-encoding: chunked") => {
                while !bytes.ends_with(b"0\r\n\r\n") {
                    self.more(&mut bytes).await?;
                }
            }
            None => {}
        }
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).ok_or("no status")?;
        let text = String::from_utf8_lossy(&bytes[end..]).into_owned();
        Ok(Page { status, head, text })
    }

    async fn more(&mut self, bytes: &mut Vec<u8>) -> Result<(), Box<dyn Error>> {
        if self.stream.read_buf(bytes).await? == 0 { Err("the pod hung up".into()) } else { Ok(()) }
    }
}
