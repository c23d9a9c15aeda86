//! Sends requests to a running pod over plain HTTP/1.1, a connection for each client, and tells
//! how many were answered and how long they took. Plain HTTP, because TLS in the tool would cost
//! as much as what is measured: start the pod at home (`--http 127.0.0.1:PORT`) or with
//! `--behind-proxy`.

use std::error::Error;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Bytes of one line of an answer's head.
const LINE: u64 = 16 * 1024;

#[derive(clap::Args)]
pub(crate) struct Drive {
    /// The pod: http://HOST:PORT
    #[arg(long)]
    url: String,
    /// A bearer token of the API, as `fill` and `user token` print it.
    #[arg(long)]
    token: Option<String>,
    /// A session for the pages, as `fill` prints it.
    #[arg(long)]
    session: Option<String>,
    /// A page to get; may be given several times, each is driven by itself. Without any it is the
    /// stream, as a page and, with a token, as the API gives it.
    #[arg(long)]
    path: Vec<String>,
    /// A post to comment on, by guid; needs a session.
    #[arg(long)]
    comment: Option<String>,
    #[arg(long, default_value_t = 8)]
    clients: u64,
    /// For each page.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
}

/// What is sent again and again.
struct Request {
    name: String,
    head: String,
    /// The form around a number that makes each one different.
    form: Option<String>,
}

pub(crate) fn run(drive: &Drive) -> Result<(), Box<dyn Error>> {
    let host = drive.url.strip_prefix("http://").ok_or("the address must begin with http://")?.trim_end_matches('/');
    let mut requests: Vec<Request> = drive.path.iter().map(|path| get(drive, host, path)).collect();
    if let Some(guid) = &drive.comment {
        requests.push(comment(drive, host, guid)?);
    }
    if requests.is_empty() {
        requests.push(get(drive, host, "/stream"));
        // The same posts for a program, in the same run.
        if drive.token.is_some() {
            requests.push(get(drive, host, "/api/v1/streams/main"));
        }
    }
    for request in &requests {
        println!("{}", measure(drive, host, request)?);
    }
    Ok(())
}

fn get(drive: &Drive, host: &str, path: &str) -> Request {
    let head = format!("GET {path} HTTP/1.1\r\nhost: {host}\r\n{}\r\n", who(drive));
    Request { name: format!("GET {path}"), head, form: None }
}

/// Cookies carry the session under both of its names: with TLS in front, and at home.
fn who(drive: &Drive) -> String {
    let token = drive.token.as_ref().map(|token| format!("authorization: Bearer {token}\r\n")).unwrap_or_default();
    let cookie =
        drive.session.as_ref().map(|session| format!("cookie: __Host-seedpod={session}; seedpod-home={session}\r\n"));
    format!("{token}{}accept: text/html, application/json\r\n", cookie.unwrap_or_default())
}

fn comment(drive: &Drive, host: &str, guid: &str) -> Result<Request, Box<dyn Error>> {
    let page = Client::connect(host)?.ask(&get(drive, host, &format!("/posts/{guid}")), 0)?;
    let token = page
        .text
        .split_once("name=\"csrf\" value=\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .map(|(token, _)| token.to_owned())
        .ok_or("the post's page has no form: is the session good, and may it comment?")?;
    let head = format!(
        "POST /posts/{guid}/comments HTTP/1.1\r\nhost: {host}\r\nsec-fetch-site: same-origin\r\n\
         content-type: application/x-www-form-urlencoded\r\n{}",
        who(drive)
    );
    Ok(Request { name: "POST comment".to_owned(), head, form: Some(format!("csrf={token}&text=measured+comment+")) })
}

/// Drives one request with all clients.
#[expect(clippy::disallowed_methods, reason = "measuring is what this does")]
fn measure(drive: &Drive, host: &str, request: &Request) -> Result<String, Box<dyn Error>> {
    let numbers = AtomicU64::new(0);
    let begun = Instant::now();
    let until = begun + Duration::from_secs(drive.seconds);
    let outcomes: Vec<io::Result<Client>> = std::thread::scope(|scope| {
        let threads: Vec<_> =
            (0..drive.clients).map(|_| scope.spawn(|| client(host, request, until, &numbers))).collect();
        threads.into_iter().map(|thread| thread.join().expect("a client does not panic")).collect()
    });
    let passed = begun.elapsed().as_secs_f64();
    let mut times = Vec::new();
    let (mut failed, mut bytes) = (0, 0);
    for outcome in outcomes {
        let client = outcome?;
        times.extend(client.times);
        failed += client.failed;
        bytes += client.bytes;
    }
    times.sort_unstable();
    let count = times.len();
    let at =
        |part: usize| times.get((count * part / 100).min(count.saturating_sub(1))).map_or(0.0, |t| t.as_secs_f64());
    let rate = f64::from(u32::try_from(count).unwrap_or(u32::MAX)) / passed;
    Ok(format!(
        "{:<28} {rate:>9.1} /s   p50 {:.2} ms   p90 {:.2} ms   p99 {:.2} ms   failed {failed}   bytes each {}",
        request.name,
        at(50) * 1e3,
        at(90) * 1e3,
        at(99) * 1e3,
        bytes / (count as u64).max(1)
    ))
}

#[expect(clippy::disallowed_methods, reason = "measuring is what this does")]
fn client(host: &str, request: &Request, until: Instant, numbers: &AtomicU64) -> io::Result<Client> {
    let mut client = Client::connect(host)?;
    while Instant::now() < until {
        let begun = Instant::now();
        let answer = client.ask(request, numbers.fetch_add(1, Ordering::Relaxed))?;
        client.times.push(begun.elapsed());
        client.bytes += answer.bytes;
        client.failed += u64::from(answer.status >= 400 || answer.location.contains("sign_in"));
        if answer.closes {
            client.reconnect(host)?;
        }
    }
    Ok(client)
}

struct Client {
    stream: BufReader<TcpStream>,
    times: Vec<Duration>,
    failed: u64,
    bytes: u64,
}

struct Answer {
    status: u16,
    location: String,
    text: String,
    bytes: u64,
    closes: bool,
}

impl Client {
    fn connect(host: &str) -> io::Result<Self> {
        Ok(Self { stream: dial(host)?, times: Vec::new(), failed: 0, bytes: 0 })
    }

    fn reconnect(&mut self, host: &str) -> io::Result<()> {
        self.stream = dial(host)?;
        Ok(())
    }

    fn ask(&mut self, request: &Request, number: u64) -> io::Result<Answer> {
        let whole = match &request.form {
            Some(form) => {
                let body = format!("{form}{number}");
                format!("{}content-length: {}\r\n\r\n{body}", request.head, body.len())
            }
            None => request.head.clone(),
        };
        self.stream.get_mut().write_all(whole.as_bytes())?;
        self.answer()
    }

    fn answer(&mut self) -> io::Result<Answer> {
        let status = self.line()?;
        let status = status.split(' ').nth(1).and_then(|code| code.parse().ok()).ok_or_else(|| bad("no status"))?;
        let (mut length, mut chunked, mut location, mut closes) = (0, false, String::new(), false);
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(':') else { break };
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse().map_err(|_| bad("a bad length"))?,
                "transfer-encoding" => chunked = value.eq_ignore_ascii_case("chunked"),
                "location" => value.clone_into(&mut location),
                "connection" => closes = value.eq_ignore_ascii_case("close"),
                _ => {}
            }
        }
        let mut body = Vec::new();
        if chunked {
            loop {
                let size = self.line()?;
                let size = u64::from_str_radix(size.trim(), 16).map_err(|_| bad("a bad chunk"))?;
                self.take(size, &mut body)?;
                self.line()?;
                if size == 0 {
                    break;
                }
            }
        } else {
            self.take(length, &mut body)?;
        }
        let bytes = body.len() as u64;
        Ok(Answer { status, location, text: String::from_utf8_lossy(&body).into_owned(), bytes, closes })
    }

    fn take(&mut self, bytes: u64, body: &mut Vec<u8>) -> io::Result<()> {
        let read = Read::by_ref(&mut self.stream).take(bytes).read_to_end(body)?;
        if read as u64 == bytes { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }

    fn line(&mut self) -> io::Result<String> {
        let mut line = String::new();
        if Read::by_ref(&mut self.stream).take(LINE).read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(line.trim_end().to_owned())
    }
}

fn dial(host: &str) -> io::Result<BufReader<TcpStream>> {
    let stream = TcpStream::connect(host)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    Ok(BufReader::new(stream))
}

fn bad(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}
