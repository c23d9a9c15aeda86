//! Pods of other people: documents by which theirs are found, ears for what is sent to them, and
//! what their people say, on a clock that is sometimes wrong.

use crate::chance::Chance;
use crate::process::Fault;
use crate::text;
use crate::weather::{self, Fate};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use seedpod::base::{DiasporaId, Guid, PodUrl, Timestamp};
use seedpod::protocol::keys::{PrivateKey, PublicKey};
use seedpod::protocol::{encrypted, envelope, hcard, webfinger};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

/// People on each pod.
pub(crate) const FOLK: usize = 2;

/// Somebody elsewhere.
pub(crate) struct Resident {
    pub(crate) id: DiasporaId,
    pub(crate) guid: Guid,
    key: PrivateKey,
}

/// One pod.
pub(crate) struct Town {
    pub(crate) folk: Vec<Resident>,
    url: PodUrl,
    port: u16,
    tls: TlsAcceptor,
    /// Seconds that its clock is wrong by.
    clock_error: AtomicI64,
    /// There is weather; without it everything arrives at once.
    is_stormy: AtomicBool,
    /// Messages that arrived here.
    pub(crate) arrived: AtomicU64,
    number: AtomicU64,
    seed: u64,
    door: Mutex<Option<JoinHandle<()>>>,
}

impl Town {
    /// A pod at a port, with keys of its own, not yet open.
    pub(crate) fn new(seed: u64, port: u16, chain: &Path, key: &Path) -> Result<Self, Fault> {
        let url = PodUrl::parse(&format!("https://localhost:{port}")).map_err(|_| "no address")?;
        let mut folk = Vec::new();
        for number in 0..FOLK {
            let mut chance = Chance::of(seed, "resident", u64::from(port) * 10 + number as u64);
            let name = text::name(&mut chance).to_lowercase();
            let id = DiasporaId::parse(&format!("{name}{number}@localhost:{port}")).map_err(|_| "no id")?;
            let pem = openssl::rsa::Rsa::generate(2048)?.private_key_to_pem()?;
            let key = PrivateKey::from_pem(std::str::from_utf8(&pem)?).map_err(|_| "no key")?;
            folk.push(Resident { id, guid: chance.guid(), key });
        }
        let chain = CertificateDer::pem_file_iter(chain)?.collect::<Result<_, _>>()?;
        let key = PrivateKeyDer::from_pem_file(key)?;
        let mut tls = rustls::ServerConfig::builder().with_no_client_auth().with_single_cert(chain, key)?;
        tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Self {
            folk,
            url,
            port,
            tls: TlsAcceptor::from(Arc::new(tls)),
            clock_error: AtomicI64::new(0),
            is_stormy: AtomicBool::new(false),
            arrived: AtomicU64::new(0),
            number: AtomicU64::new(0),
            seed,
            door: Mutex::new(None),
        })
    }

    /// Opens at one of the two addresses of this machine, after closing wherever it was.
    pub(crate) async fn open(self: &Arc<Self>, is_sixth: bool) -> Result<(), Fault> {
        self.close();
        let address: IpAddr = if is_sixth { Ipv6Addr::LOCALHOST.into() } else { Ipv4Addr::LOCALHOST.into() };
        let listener = TcpListener::bind((address, self.port)).await?;
        let town = Arc::clone(self);
        let door = tokio::spawn(async move {
            loop {
                if let Ok((stream, _)) = listener.accept().await {
                    tokio::spawn(Arc::clone(&town).welcome(stream));
                }
            }
        });
        *self.door.lock().unwrap_or_else(PoisonError::into_inner) = Some(door);
        Ok(())
    }

    /// Nobody is there any more.
    pub(crate) fn close(&self) {
        if let Some(door) = self.door.lock().unwrap_or_else(PoisonError::into_inner).take() {
            door.abort();
        }
    }

    pub(crate) fn storm(&self, is_stormy: bool) {
        self.is_stormy.store(is_stormy, Ordering::Relaxed);
    }

    pub(crate) fn is_stormy(&self) -> bool {
        self.is_stormy.load(Ordering::Relaxed)
    }

    /// Its clock jumps.
    pub(crate) fn jump(&self, chance: &mut Chance) {
        self.clock_error.store(weather::clock_error(chance), Ordering::Relaxed);
    }

    async fn welcome(self: Arc<Self>, stream: TcpStream) {
        let Ok(stream) = self.tls.accept(stream).await else { return };
        let service = service_fn(|request| Arc::clone(&self).answer(request));
        let _ = auto::Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(stream), service).await;
    }

    /// Answers as the weather lets it.
    async fn answer(self: Arc<Self>, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Fault> {
        if self.is_stormy() {
            let number = self.number.fetch_add(1, Ordering::Relaxed);
            match weather::fate(&mut Chance::of(self.seed, "answer", u64::from(self.port) << 32 | number)) {
                Fate::Late(time) => tokio::time::sleep(time).await,
                Fate::Broken => return Err("the connection breaks".into()),
                Fate::Lost => tokio::time::sleep(2 * weather::PATIENCE).await,
            }
        }
        let (head, body) = request.into_parts();
        let (status, kind, text) = if head.method == hyper::Method::POST {
            body.collect().await?;
            self.arrived.fetch_add(1, Ordering::Relaxed);
            (202, "text/plain", String::new())
        } else {
            self.document(head.uri.path(), head.uri.query().unwrap_or_default())
        };
        Ok(Response::builder().status(status).header("content-type", kind).body(Full::from(text))?)
    }

    /// What can be read here: who somebody is, and nothing else.
    fn document(&self, path: &str, query: &str) -> (u16, &'static str, String) {
        if path == "/.well-known/webfinger" {
            let asked = |one: &&Resident| query.contains(&one.id.user().to_owned());
            let Some(one) = self.folk.iter().find(asked) else { return (404, "text/plain", String::new()) };
            let about = webfinger::Person { id: &one.id, guid: &one.guid, pod: &self.url, issues_tokens: false };
            return (200, "application/jrd+json", webfinger::document(&about));
        }
        let asked = path.strip_prefix("/hcard/users/").unwrap_or_default();
        let Some(one) = self.folk.iter().find(|one| one.guid.as_str() == asked) else {
            return (404, "text/plain", String::new());
        };
        let picture = self.url.join("picture.png");
        let card = hcard::document(&hcard::Person {
            guid: &one.guid,
            nickname: one.id.user(),
            full_name: one.id.user(),
            first_name: one.id.user(),
            last_name: "",
            searchable: true,
            key: one.key.public(),
            photos: [&picture, &picture, &picture],
            pod: &self.url,
        });
        (200, "text/html", card)
    }

    /// The time as this pod believes it is.
    fn now(&self) -> Timestamp {
        let error = self.clock_error.load(Ordering::Relaxed);
        let right = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Timestamp::from_seconds(i64::try_from(right.as_secs()).unwrap_or(0)).plus(error)
    }
}

/// A thing that was said: its text on the wire, and its guid.
pub(crate) struct Said {
    pub(crate) guid: Guid,
    pub(crate) payload: String,
}

impl Town {
    /// A post of one of its people.
    pub(crate) fn post(&self, who: usize, chance: &mut Chance, is_public: bool) -> Said {
        let (author, guid) = (&self.folk[who].id, chance.clone().guid());
        let text = escaped(&text::post(chance, None));
        let payload = format!(
            "<status_message><author>{author}</author><guid>{guid}</guid><created_at>{}</created_at>\
             <public>{is_public}</public><text>{text}</text></status_message>",
            self.now()
        );
        Said { guid, payload }
    }

    /// A comment of one of its people below a post of whomever.
    pub(crate) fn comment(&self, who: usize, chance: &mut Chance, parent: &str) -> Result<Said, Fault> {
        let guid = chance.clone().guid();
        let words = text::comment(chance);
        let (time, id) = (self.now().to_string(), self.folk[who].id.to_string());
        let elements = [
            ("author", id.as_str()),
            ("guid", guid.as_str()),
            ("parent_guid", parent),
            ("text", &words),
            ("created_at", &time),
        ];
        let payload = self.signed(who, "comment", &elements)?;
        Ok(Said { guid, payload })
    }

    /// A like of one of its people.
    pub(crate) fn like(&self, who: usize, chance: &mut Chance, parent: &str) -> Result<Said, Fault> {
        let guid = chance.clone().guid();
        let id = self.folk[who].id.to_string();
        let elements = [
            ("author", id.as_str()),
            ("guid", guid.as_str()),
            ("parent_guid", parent),
            ("parent_type", "Post"),
            ("positive", "true"),
        ];
        let payload = self.signed(who, "like", &elements)?;
        Ok(Said { guid, payload })
    }

    /// Takes a post back.
    pub(crate) fn retraction(&self, who: usize, guid: &str) -> String {
        let author = &self.folk[who].id;
        format!(
            "<retraction><author>{author}</author><target_guid>{guid}</target_guid><target_type>Post</target_type></retraction>"
        )
    }

    /// Shares with somebody.
    pub(crate) fn contact(&self, who: usize, recipient: &str) -> String {
        let author = &self.folk[who].id;
        format!(
            "<contact><author>{author}</author><recipient>{recipient}</recipient><following>true</following>\
             <sharing>true</sharing></contact>"
        )
    }

    fn signed(&self, who: usize, name: &str, elements: &[(&str, &str)]) -> Result<String, Fault> {
        let texts: Vec<&str> = elements.iter().map(|(_, text)| *text).collect();
        let signature = self.folk[who].key.sign(texts.join(";").as_bytes()).map_err(|_| "cannot sign")?;
        let mut xml = format!("<{name}>");
        for (element, text) in elements {
            xml.push_str(&format!("<{element}>{}</{element}>", escaped(text)));
        }
        Ok(format!("{xml}<author_signature>{}</author_signature></{name}>", STANDARD.encode(signature)))
    }

    /// What goes to everybody.
    pub(crate) fn seal(&self, who: usize, payload: &str) -> Result<String, Fault> {
        let one = &self.folk[who];
        envelope::seal(payload, &one.id, &one.key).map_err(|_| "cannot seal".into())
    }

    /// What goes to one person only.
    pub(crate) fn whisper(
        &self,
        who: usize,
        payload: &str,
        to: &PublicKey,
        chance: &mut Chance,
    ) -> Result<String, Fault> {
        encrypted::encrypt(&self.seal(who, payload)?, to, chance).map_err(|_| "cannot encrypt".into())
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
