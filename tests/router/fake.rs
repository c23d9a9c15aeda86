//! Routers on loopback that do as they are told: one that speaks PCP and NAT-PMP, and one that
//! speaks UPnP.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4, TcpListener, TcpStream, UdpSocket};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// What a router does with what it hears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mood {
    /// It speaks PCP and NAT-PMP.
    Willing,
    /// It speaks PCP and nothing older.
    PcpOnly,
    /// It speaks NAT-PMP and says so to those who ask by PCP.
    NatPmpOnly,
    /// It says no, by this code.
    Refusing(u8),
    /// It gives another port than the one that was asked for.
    Obstinate,
    /// It does not know any option.
    Plain,
    /// It says nothing.
    Mute,
    /// It sends this, again and again, before its answer.
    Babbling(Vec<Vec<u8>>),
}

/// What a mapping leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapped {
    pub client: String,
    pub inside: u16,
    pub seconds: u32,
    pub name: String,
}

/// The inside of a fake router.
pub struct State {
    pub mood: Mood,
    pub outer: Ipv4Addr,
    pub epoch: u32,
    /// Seconds it grants at the most.
    pub longest: u32,
    pub mappings: BTreeMap<u16, Mapped>,
    /// Requests for a mapping that came.
    pub asked: usize,
    /// Requests that wanted nothing but news.
    pub looked: usize,
    /// UPnP: mappings last for ever or not at all.
    pub only_for_ever: bool,
    /// UPnP: what comes instead of every document.
    pub document: Option<Vec<u8>>,
    /// UPnP: who the answer to a search says it is.
    pub location: Option<String>,
}

impl State {
    fn new() -> Self {
        Self {
            mood: Mood::Willing,
            outer: Ipv4Addr::new(93, 184, 216, 34),
            epoch: 1_000,
            longest: 7_200,
            mappings: BTreeMap::new(),
            asked: 0,
            looked: 0,
            only_for_ever: false,
            document: None,
            location: None,
        }
    }
}

/// A running fake; ends when it is dropped.
pub struct Fake {
    state: Arc<Mutex<State>>,
    pub address: SocketAddrV4,
    is_over: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl Drop for Fake {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

impl Fake {
    /// A router that hears PCP and NAT-PMP at a free port.
    pub fn gateway() -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        let mut fake = Self::of(&socket);
        let (state, is_over) = (Arc::clone(&fake.state), Arc::clone(&fake.is_over));
        fake.threads.push(std::thread::spawn(move || {
            datagrams(&socket, &is_over, |bytes| heard(&mut lock(&state), bytes));
        }));
        fake
    }

    /// A router that speaks UPnP; `address` is where searches go.
    pub fn igd() -> Self {
        let (socket, listener) = (UdpSocket::bind("127.0.0.1:0").unwrap(), TcpListener::bind("127.0.0.1:0").unwrap());
        let mut fake = Self::of(&socket);
        let place = format!("http://{}/desc.xml", listener.local_addr().unwrap());
        let (state, is_over) = (Arc::clone(&fake.state), Arc::clone(&fake.is_over));
        fake.threads.push(std::thread::spawn(move || {
            datagrams(&socket, &is_over, |bytes| {
                let state = lock(&state);
                if state.mood == Mood::Mute || !bytes.starts_with(b"M-SEARCH * HTTP/1.1\r\n") {
                    return Vec::new();
                }
                let location = state.location.as_ref().unwrap_or(&place);
                vec![format!("HTTP/1.1 200 OK\r\nEXT:\r\nLOCATION: {location}\r\nST: x\r\n\r\n").into_bytes()]
            });
        }));
        let (state, is_over) = (Arc::clone(&fake.state), Arc::clone(&fake.is_over));
        listener.set_nonblocking(true).unwrap();
        fake.threads.push(std::thread::spawn(move || {
            while !is_over.load(Ordering::Relaxed) {
                match listener.accept() {
                    Ok((stream, _)) => converse(&state, stream),
                    Err(_) => std::thread::sleep(Duration::from_millis(5)),
                }
            }
        }));
        fake
    }

    fn of(socket: &UdpSocket) -> Self {
        let SocketAddr::V4(address) = socket.local_addr().unwrap() else { panic!("an IPv4 address") };
        socket.set_read_timeout(Some(Duration::from_millis(20))).unwrap();
        let state = Arc::new(Mutex::new(State::new()));
        Self { state, address, is_over: Arc::default(), threads: Vec::new() }
    }

    /// The inside, to look at and to change.
    pub fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    /// Outer port and inner port of everything that is mapped.
    pub fn mapped(&self) -> Vec<(u16, u16)> {
        self.state().mappings.iter().map(|(outside, mapped)| (*outside, mapped.inside)).collect()
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn datagrams(socket: &UdpSocket, is_over: &AtomicBool, answer: impl Fn(&[u8]) -> Vec<Vec<u8>>) {
    let mut buffer = [0; 2_048];
    while !is_over.load(Ordering::Relaxed) {
        let Ok((count, sender)) = socket.recv_from(&mut buffer) else { continue };
        for datagram in answer(&buffer[..count]) {
            let _ = socket.send_to(&datagram, sender);
        }
    }
}

fn heard(state: &mut State, request: &[u8]) -> Vec<Vec<u8>> {
    let mut answers = match &state.mood {
        Mood::Mute => return Vec::new(),
        Mood::Babbling(garbage) => garbage.clone(),
        _ => Vec::new(),
    };
    let answer = match (request.first(), &state.mood) {
        (Some(2), Mood::NatPmpOnly) => {
            let mut answer = vec![0, 128 | request[1], 0, 1];
            answer.extend_from_slice(&state.epoch.to_be_bytes());
            Some(answer)
        }
        (Some(2), _) => pcp(state, request),
        (Some(0), Mood::PcpOnly | Mood::Plain) => None,
        (Some(0), _) => natpmp(state, request),
        _ => None,
    };
    answers.extend(answer);
    answers
}

fn short(bytes: &[u8], at: usize) -> u16 {
    u16::from_be_bytes([bytes[at], bytes[at + 1]])
}

fn number(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

fn pcp(state: &mut State, request: &[u8]) -> Option<Vec<u8>> {
    let answer = |result: u8, seconds: u32, epoch: u32, rest: &[u8]| {
        let mut bytes = vec![2, 128 | request[1], 0, result];
        bytes.extend_from_slice(&seconds.to_be_bytes());
        bytes.extend_from_slice(&epoch.to_be_bytes());
        bytes.extend_from_slice(&[0; 12]);
        bytes.extend_from_slice(rest);
        bytes
    };
    if request[1] == 0 {
        state.looked += 1;
        return Some(answer(0, 0, state.epoch, &[]));
    }
    assert_eq!((request[1], request[36], request.len() % 4), (1, 6, 0), "a mapping of TCP");
    state.asked += 1;
    let (seconds, inside, outside) = (number(request, 4), short(request, 40), short(request, 42));
    let mut rest = request[24..60].to_vec();
    let refused = |code, rest: &[u8]| Some(answer(code, 60, state.epoch, rest));
    match state.mood {
        Mood::Refusing(code) => return refused(code, &rest),
        Mood::Plain if request.len() > 60 => return refused(5, &rest),
        Mood::Obstinate if request.len() > 60 => return refused(11, &rest),
        _ => {}
    }
    let client = Ipv4Addr::new(request[20], request[21], request[22], request[23]).to_string();
    let granted = grant(state, client, inside, outside, seconds);
    rest[18..20].copy_from_slice(&granted.0.to_be_bytes());
    rest[20..36].copy_from_slice(&state.outer.to_ipv6_mapped().octets());
    Some(answer(0, granted.1, state.epoch, &rest))
}

fn natpmp(state: &mut State, request: &[u8]) -> Option<Vec<u8>> {
    let answer = |operation: u8, result: u8, epoch: u32| {
        let mut bytes = vec![0, 128 | operation, 0, result];
        bytes.extend_from_slice(&epoch.to_be_bytes());
        bytes
    };
    if request == [0, 0] {
        state.looked += 1;
        let mut bytes = answer(0, 0, state.epoch);
        bytes.extend_from_slice(&state.outer.octets());
        return Some(bytes);
    }
    assert_eq!((request.len(), request[1]), (12, 2), "a mapping of TCP");
    state.asked += 1;
    if let Mood::Refusing(code) = state.mood {
        return Some(answer(2, code, state.epoch));
    }
    let (inside, outside, seconds) = (short(request, 4), short(request, 6), number(request, 8));
    let (outside, seconds) = grant(state, "127.0.0.1".to_owned(), inside, outside, seconds);
    let mut bytes = answer(2, 0, state.epoch);
    bytes.extend_from_slice(&inside.to_be_bytes());
    bytes.extend_from_slice(&outside.to_be_bytes());
    bytes.extend_from_slice(&seconds.to_be_bytes());
    Some(bytes)
}

/// Keeps or ends a mapping; the port and the seconds that are told.
fn grant(state: &mut State, client: String, inside: u16, outside: u16, seconds: u32) -> (u16, u32) {
    if seconds == 0 {
        state.mappings.retain(|_, mapped| mapped.inside != inside);
        return (outside, 0);
    }
    let outside = if state.mood == Mood::Obstinate { outside + 10_000 } else { outside };
    let seconds = seconds.min(state.longest);
    state.mappings.insert(outside, Mapped { client, inside, seconds, name: String::new() });
    (outside, seconds)
}

/// One request of HTTP and its answer.
fn converse(state: &Mutex<State>, mut stream: TcpStream) {
    stream.set_nonblocking(false).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    let mut request = Vec::new();
    let mut buffer = [0; 4_096];
    while !is_whole(&request) {
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => return,
            Ok(count) => request.extend_from_slice(&buffer[..count]),
        }
    }
    let request = String::from_utf8(request).unwrap();
    let mut state = lock(state);
    if let Some(document) = &state.document {
        let _ = stream.write_all(document);
        return;
    }
    let (status, body) = if request.starts_with("GET /desc.xml ") {
        ("200 OK", DESCRIPTION.to_owned())
    } else {
        assert!(request.starts_with("POST /ctl/wan HTTP/1.1\r\n"), "{request}");
        match act(&mut state, &request) {
            Ok(body) => ("200 OK", body),
            Err(code) => ("500 Internal Server Error", format!("<e><errorCode>{code}</errorCode></e>")),
        }
    };
    // As many routers do it: in chunks.
    let text = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n0\r\n\r\n",
        body.len()
    );
    let _ = stream.write_all(text.as_bytes());
}

fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: "));
    body.len() >= length.map_or(0, |length| length.parse().unwrap())
}

fn act(state: &mut State, request: &str) -> Result<String, u32> {
    let field = |name: &str| {
        let start = request.find(&format!("<{name}>"))? + name.len() + 2;
        Some(request[start..start + request[start..].find("</")?].to_owned())
    };
    let action = request.split("WANIPConnection:1#").nth(1).unwrap().split('"').next().unwrap();
    let outside = field("NewExternalPort").and_then(|text| text.parse::<u16>().ok());
    match action {
        "GetExternalIPAddress" => {
            state.looked += 1;
            Ok(format!("<r><NewExternalIPAddress>{}</NewExternalIPAddress></r>", state.outer))
        }
        "GetSpecificPortMappingEntry" => {
            let mapped = state.mappings.get(&outside.unwrap()).ok_or(714u32)?;
            Ok(format!(
                "<r><NewInternalPort>{}</NewInternalPort><NewInternalClient>{}</NewInternalClient>\
                 <NewPortMappingDescription>{}</NewPortMappingDescription></r>",
                mapped.inside, mapped.client, mapped.name
            ))
        }
        "AddPortMapping" => {
            state.asked += 1;
            if let Mood::Refusing(_) = state.mood {
                return Err(606);
            }
            let seconds: u32 = field("NewLeaseDuration").unwrap().parse().unwrap();
            if state.only_for_ever && seconds > 0 {
                return Err(725);
            }
            let mapped = Mapped {
                client: field("NewInternalClient").unwrap(),
                inside: field("NewInternalPort").unwrap().parse().unwrap(),
                seconds,
                name: field("NewPortMappingDescription").unwrap(),
            };
            state.mappings.insert(outside.unwrap(), mapped);
            Ok("<r/>".to_owned())
        }
        "DeletePortMapping" => state.mappings.remove(&outside.unwrap()).map(|_| "<r/>".to_owned()).ok_or(714),
        _ => Err(401),
    }
}

const DESCRIPTION: &str = "<?xml version=\"1.0\"?>\n<root xmlns=\"urn:schemas-upnp-org:device-1-0\"><device>\
<deviceType>urn:schemas-upnp-org:device:InternetGatewayDevice:1</deviceType><deviceList><device><serviceList>\
<service><serviceType>urn:schemas-upnp-org:service:WANIPConnection:1</serviceType>\
<serviceId>urn:upnp-org:serviceId:WANIPConn1</serviceId><controlURL>/ctl/wan</controlURL></service>\
</serviceList></device></deviceList></device></root>";
