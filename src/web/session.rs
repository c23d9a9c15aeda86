//! Who asks: cookies, form tokens, and what a request brings along.
//!
//! A [`Visit`] is one request with everything that handlers need to know about it. A signed-in
//! browser carries its session's token in a cookie; the store knows only the token's hash. A
//! stranger who opens a form gets a cookie of their own, from which the form's token is derived.
//! Whatever changes something needs that token **and** a request that comes from our own pages
//! (H-124). Over plain HTTP at home the cookies have other names, without the prefix that browsers
//! tie to TLS (H-123).

use super::Web;
use super::layout::{Flash, Place, Shell};
use super::reply::Failure;
use crate::base::limits;
use crate::base::{Clock, Entropy, EntropyExt, Timestamp};
use crate::domain::Pod;
use crate::domain::Refused;
use crate::domain::access::Viewer;
use crate::domain::instance;
use crate::domain::sessions;
use crate::domain::views::{self, Look, ShellView, Theme};
use crate::domain::words::Words;
use crate::domain::{Renderings, Room, Seal};
use crate::model::{Account, Instance, Session};
use crate::net::inbound::{self, Bucket, ClientAddress, RequestId, Wait};
use std::sync::Arc;
use warp::Filter;
use warp::host::Authority;
use warp::http::HeaderMap;
use warp::http::header::{ACCEPT_LANGUAGE, COOKIE, ORIGIN, USER_AGENT};
use warp::path::FullPath;

/// Separates the tokens of strangers' forms from every other use of the hash.
const VISITOR_CONTEXT: &str = "seedpod form token of a visitor v1";
/// Seconds that a message waits for the next page.
const FLASH_SECONDS: u32 = 60;
/// Characters of a message in its cookie, after encoding.
const FLASH_LENGTH: usize = 900;
/// Seconds that a session's cookie stays; the session itself may end earlier (H-123).
const SESSION_SECONDS: u32 = 180 * 24 * 3600;

/// One request to the pages. Cheap to clone.
#[derive(Clone)]
pub(super) struct Visit(Arc<Inner>);

struct Inner {
    web: Web,
    instance: Option<Instance>,
    signed_in: Option<(Account, Session)>,
    visitor: String,
    is_new_visitor: bool,
    flash: Option<Flash>,
    arrival: Arrival,
}

/// What the request itself says.
struct Arrival {
    path: String,
    query: String,
    host: String,
    headers: HeaderMap,
    client: ClientAddress,
    request: RequestId,
}

/// Reads what every handler needs before it starts.
pub(super) fn visit(
    web: &Web,
) -> impl Filter<Extract = (Result<Visit, Failure>,), Error = warp::Rejection> + Clone + use<> {
    let web = web.clone();
    let query = warp::query::raw().or(warp::any().map(String::new)).unify();
    let arrival = warp::path::full()
        .and(query)
        .and(warp::host::optional())
        .and(warp::header::headers_cloned())
        .and(inbound::client())
        .and(inbound::request_id())
        .map(|path: FullPath, query, host: Option<Authority>, headers, client, request| {
            let host = host.map(|host| host.to_string()).unwrap_or_default();
            Arrival { path: path.as_str().to_owned(), query, host, headers, client, request }
        });
    warp::any().map(move || web.clone()).and(arrival).then(Visit::begin)
}

impl Visit {
    async fn begin(web: Web, arrival: Arrival) -> Result<Self, Failure> {
        let names = Names::of(&web);
        let headers = &arrival.headers;
        // Without TLS a token could be overheard: it counts only at home (H-123).
        let is_trusted = web.is_https || arrival.client.is_private();
        let token = cookie(headers, names.session).filter(|_| is_trusted).map(str::to_owned);
        let known = cookie(headers, names.visitor).filter(|text| text.len() == 64).map(str::to_owned);
        let flash = cookie(headers, names.flash).and_then(read_flash);
        let (instance, signed_in) = Self::who(&web, token).await?;
        let visit = Self(Arc::new(Inner {
            instance,
            signed_in,
            is_new_visitor: known.is_none(),
            visitor: known.unwrap_or_else(|| Random(&web.pod).hex::<32>()),
            flash,
            arrival,
            web,
        }));
        match visit.session() {
            Some(_) => Ok(visit),
            None => {
                visit.count(Bucket::Pages)?;
                Ok(visit)
            }
        }
    }

    /// The pod and whoever holds the token. Use of a session is noted once in a while.
    async fn who(web: &Web, token: Option<String>) -> Result<(Option<Instance>, Option<(Account, Session)>), Failure> {
        let now = web.pod.now();
        let (instance, found) = web
            .pod
            .read::<_, Refused>(move |tx| {
                let found = match &token {
                    Some(token) => sessions::find(tx, now, token)?,
                    None => None,
                };
                Ok((instance::get(tx)?, found))
            })
            .await?;
        if let Some((_, session)) = found.as_ref().filter(|(_, session)| sessions::wants_touch(session, now)) {
            let token = session.token;
            let touched = web.pod.write::<_, Refused>(move |tx, cx| Ok(sessions::touch(tx, cx, token)?)).await;
            // Whoever only reads is not kept from it by a full disk.
            touched.or_else(|error| if error.is_full() { Ok(()) } else { Err(error) })?;
        }
        Ok((instance, found))
    }

    /// Counts one more of something for the visitor's address.
    pub(super) fn count(&self, bucket: Bucket) -> Result<(), Wait> {
        self.web().rates.count(bucket, self.0.arrival.client)
    }

    /// Counts one more of something for a name.
    pub(super) fn count_for(&self, bucket: Bucket, name: &str) -> Result<(), Wait> {
        self.web().rates.count_for(bucket, name)
    }

    /// From where the request comes.
    pub(super) fn client(&self) -> ClientAddress {
        self.0.arrival.client
    }

    /// The name of this request in the log.
    pub(super) fn request(&self) -> &str {
        self.0.arrival.request.as_str()
    }

    /// Bytes of one picture that people may upload.
    pub(super) fn upload_limit(&self) -> usize {
        usize::try_from(self.web().config.now().upload_limit()).unwrap_or(limits::UPLOAD_BYTES)
    }

    /// A name that nobody can guess, 32 hex characters.
    pub(super) fn random_name(&self) -> String {
        Random(self.pod()).hex::<16>()
    }

    /// The pod.
    pub(super) fn pod(&self) -> &Pod {
        &self.0.web.pod
    }

    /// What the pages were opened with.
    pub(super) fn web(&self) -> &Web {
        &self.0.web
    }

    /// What the pod is; absent before its setup.
    pub(super) fn instance(&self) -> Option<&Instance> {
        self.0.instance.as_ref()
    }

    /// The account that asks; a stranger is sent to sign in.
    pub(super) fn account(&self) -> Result<Account, Failure> {
        self.account_or_none().ok_or_else(|| Failure::SignIn(self.address()))
    }

    /// The account that asks, if any.
    pub(super) fn account_or_none(&self) -> Option<Account> {
        self.0.signed_in.as_ref().map(|(account, _)| account.clone())
    }

    /// The session that asks, if any.
    pub(super) fn session(&self) -> Option<&Session> {
        self.0.signed_in.as_ref().map(|(_, session)| session)
    }

    /// The present moment.
    pub(super) fn now(&self) -> Timestamp {
        self.pod().now()
    }

    /// Whether only a part of the page is wanted, by our own script.
    pub(super) fn wants_part(&self) -> bool {
        self.0.arrival.headers.contains_key("x-seedpod-part")
    }

    /// A header as text.
    pub(super) fn header(&self, name: impl warp::http::header::AsHeaderName) -> &str {
        self.0.arrival.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// What the browser calls itself, in two words.
    pub(super) fn browser(&self) -> String {
        browser_name(self.header(USER_AGENT))
    }

    /// Whether the browser says that it runs on a phone (W-137).
    pub(super) fn is_phone(&self) -> bool {
        self.header(USER_AGENT).contains("Mobi")
    }

    /// Path and query, where forms come back to.
    pub(super) fn address(&self) -> String {
        if self.0.arrival.query.is_empty() {
            self.0.arrival.path.clone()
        } else {
            format!("{}?{}", self.0.arrival.path, self.0.arrival.query)
        }
    }

    /// Who is signed in, and with which session.
    pub(super) fn signed_in(&self) -> Option<(Account, Session)> {
        self.0.signed_in.clone()
    }

    /// The whole query, pair by pair.
    pub(super) fn query_pairs(&self) -> Vec<(String, String)> {
        inbound::body::pairs(self.0.arrival.query.as_bytes())
    }

    /// A value of the query.
    pub(super) fn query(&self, name: &str) -> Option<String> {
        let mut pairs = url::form_urlencoded::parse(self.0.arrival.query.as_bytes());
        pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }

    /// All values of a name in the query, at most 100.
    pub(super) fn queries(&self, name: &str) -> Vec<String> {
        let pairs = url::form_urlencoded::parse(self.0.arrival.query.as_bytes());
        pairs.filter(|(key, _)| key == name).map(|(_, value)| value.into_owned()).take(100).collect()
    }

    /// The sentences in the reader's language: the account's, else the browser's (W-037, W-249).
    pub(super) fn words(&self) -> Words {
        match &self.0.signed_in {
            Some((account, _)) => Words::of(&account.settings.language),
            None => Words::accepted(self.header(ACCEPT_LANGUAGE)),
        }
    }

    /// From whose eyes views are built, to be carried into a reading.
    pub(super) fn eyes(&self) -> Eyes {
        Eyes { account: self.account_or_none(), seal: self.pod().seal(), texts: self.pod().texts(), now: self.now() }
    }

    /// What stands around a page, read together with the page's own view.
    pub(super) fn dress(&self, view: ShellView, place: Place) -> Shell {
        Shell {
            notice: self.notice(view.viewer.as_ref().is_some_and(|viewer| viewer.is_admin)),
            words: self.words(),
            view,
            place,
            path: self.address(),
            csrf: self.masked_token(),
            flash: self.0.flash.clone(),
            card: None,
        }
    }

    /// A full disk concerns everybody; one that fills up and backups that fail concern those who can
    /// help (spec/appliance.md §10.2, H-100).
    fn notice(&self, is_admin: bool) -> Option<Flash> {
        let name = match self.pod().room() {
            Room::Out => "fault-full",
            Room::Critical if is_admin => "frame-room-critical",
            Room::Low if is_admin => "frame-room-low",
            _ if is_admin && !self.pod().clock().is_trusted() => "frame-clock",
            _ if is_admin && self.pod().is_backup_late() => "frame-backup-late",
            _ => return None,
        };
        Some(Flash { is_bad: true, text: self.words().say(name) })
    }

    /// What stands around a page that needs nothing else from the store.
    pub(super) async fn shell(&self, place: Place) -> Result<Shell, Failure> {
        let eyes = self.eyes();
        let view = match self.instance() {
            Some(_) => self.pod().read::<_, Refused>(move |tx| views::shell(tx, eyes.look())).await?,
            None => self.unborn(),
        };
        Ok(self.dress(view, place))
    }

    /// The frame of the setup pages, when there is no pod yet.
    fn unborn(&self) -> ShellView {
        let (url, _) = self.pod().planned();
        ShellView {
            pod_name: self.words().say("setup-new-pod"),
            pod_host: url.authority().to_owned(),
            viewer: None,
            theme: Theme::Auto,
            lang: "en".to_owned(),
            is_open: false,
            foot: views::FootView::default(),
            now: self.now(),
        }
    }

    /// Refuses a request that was not made by one of our own forms (H-124).
    pub(super) fn check_form(&self, token: &str) -> Result<(), Failure> {
        if !self.comes_from_us() {
            return Err(Failure::Status(403));
        }
        if let Some(session) = self.session() {
            self.web().rates.count_for(Bucket::Actions, &session.account.0)?;
        }
        if unmask(token).is_some_and(|token| blake3::Hash::from_bytes(token) == blake3::Hash::from_bytes(self.token()))
        {
            Ok(())
        } else if self.session().is_some() {
            Err(Failure::Forged)
        } else {
            Err(Failure::Status(422))
        }
    }

    fn comes_from_us(&self) -> bool {
        match self.header("sec-fetch-site") {
            "same-origin" => true,
            "" => {
                let origin = self.header(ORIGIN);
                let authority = origin.split_once("://").map_or("", |(_, authority)| authority);
                let is_ours = self.instance().is_some_and(|instance| instance.url.origin() == origin);
                is_ours || (!authority.is_empty() && authority == self.0.arrival.host)
            }
            _ => false,
        }
    }

    /// The secret that forms carry.
    fn token(&self) -> [u8; 32] {
        match self.session() {
            Some(session) => session.csrf,
            None => blake3::derive_key(VISITOR_CONTEXT, self.0.visitor.as_bytes()),
        }
    }

    /// The secret behind a fresh mask, so that compressed pages do not let it be guessed.
    fn masked_token(&self) -> String {
        let mask: [u8; 32] = Random(self.pod()).bytes();
        mask_with(mask, self.token())
    }

    /// The cookies that go with an answer: a stranger's own, and the end of a message once shown.
    pub(super) fn cookies(&self, is_page: bool) -> Vec<String> {
        let names = Names::of(self.web());
        let mut cookies = Vec::new();
        if is_page && self.0.flash.is_some() {
            cookies.push(self.cookie_text(names.flash, "", 0));
        }
        if is_page && self.session().is_none() && self.0.is_new_visitor {
            cookies.push(self.cookie_text(names.visitor, &self.0.visitor, SESSION_SECONDS));
        }
        cookies
    }

    /// The cookie that signs a browser in; without a token, out.
    pub(super) fn session_cookie(&self, token: Option<&str>) -> String {
        let name = Names::of(self.web()).session;
        self.cookie_text(name, token.unwrap_or_default(), if token.is_some() { SESSION_SECONDS } else { 0 })
    }

    /// The cookie that carries a message to the next page.
    pub(super) fn flash_cookie(&self, flash: &Flash) -> String {
        let text: String = url::form_urlencoded::byte_serialize(flash.text.as_bytes()).collect();
        let kind = if flash.is_bad { 'b' } else { 'g' };
        let short: String = text.chars().take(FLASH_LENGTH).collect();
        self.cookie_text(Names::of(self.web()).flash, &format!("{kind}{short}"), FLASH_SECONDS)
    }

    fn cookie_text(&self, name: &str, value: &str, seconds: u32) -> String {
        let secure = if self.web().is_https { "; Secure" } else { "" };
        format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}")
    }
}

/// From whose eyes and when, owned, so that it can go into a reading.
pub(super) struct Eyes {
    account: Option<Account>,
    seal: Arc<Seal>,
    texts: Arc<Renderings>,
    now: Timestamp,
}

impl Eyes {
    /// The same, borrowed, as views want it.
    pub(super) fn look(&self) -> Look<'_> {
        Look { viewer: self.viewer(), seal: &self.seal, texts: &self.texts, now: self.now }
    }

    /// Who looks.
    pub(super) fn viewer(&self) -> Viewer<'_> {
        self.account.as_ref().map_or(Viewer::Stranger, Viewer::Account)
    }
}

/// The names of our cookies.
struct Names {
    session: &'static str,
    visitor: &'static str,
    flash: &'static str,
}

impl Names {
    fn of(web: &Web) -> Self {
        if web.is_https {
            Self { session: "__Host-seedpod", visitor: "__Host-seedpod-visitor", flash: "__Host-seedpod-said" }
        } else {
            Self { session: "seedpod-home", visitor: "seedpod-home-visitor", flash: "seedpod-home-said" }
        }
    }
}

/// The pod's randomness in the form that the helpers of `base` want.
struct Random<'a>(&'a Pod);

impl Entropy for Random<'_> {
    fn fill(&mut self, buffer: &mut [u8]) {
        self.0.fill_random(buffer);
    }
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

fn read_flash(text: &str) -> Option<Flash> {
    let (kind, rest) = text.split_at_checked(1)?;
    let pair = format!("x={rest}");
    let (_, words) = url::form_urlencoded::parse(pair.as_bytes()).next()?;
    (!words.is_empty()).then(|| Flash { is_bad: kind == "b", text: words.into_owned() })
}

fn mask_with(mask: [u8; 32], token: [u8; 32]) -> String {
    let hidden = std::array::from_fn(|at| mask[at] ^ token[at]);
    format!("{}{}", blake3::Hash::from_bytes(mask).to_hex(), blake3::Hash::from_bytes(hidden).to_hex())
}

fn unmask(text: &str) -> Option<[u8; 32]> {
    let (mask, hidden) = text.split_at_checked(64)?;
    let mask = blake3::Hash::from_hex(mask).ok()?;
    let hidden = blake3::Hash::from_hex(hidden).ok()?;
    let mut token = *hidden.as_bytes();
    token.iter_mut().zip(mask.as_bytes()).for_each(|(byte, mask)| *byte ^= mask);
    Some(token)
}

/// "Firefox on Linux" out of what browsers send.
fn browser_name(agent: &str) -> String {
    let find = |pairs: &[(&str, &'static str)], otherwise| {
        pairs.iter().find(|(word, _)| agent.contains(word)).map_or(otherwise, |(_, name)| *name)
    };
    let browser = find(
        &[("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari")],
        "A browser",
    );
    let system = find(
        &[
            ("iPhone", "iPhone"),
            ("iPad", "iPad"),
            ("Android", "Android"),
            ("Windows", "Windows"),
            ("Mac OS", "Mac"),
            ("CrOS", "ChromeOS"),
            ("Linux", "Linux"),
        ],
        "an unknown device",
    );
    format!("{browser} on {system}")
}

#[cfg(test)]
mod tests {
    use super::*;

    // H-124: the token on a page differs each time and still is the same secret.
    #[test]
    fn a_masked_token_opens_to_the_same_secret() {
        let token = [7; 32];
        let (one, other) = (mask_with([1; 32], token), mask_with([200; 32], token));
        assert_ne!(one, other);
        assert_eq!((unmask(&one), unmask(&other)), (Some(token), Some(token)));
        for bad in ["", "00", "é", &"z".repeat(128), &one[..127]] {
            assert_ne!(unmask(bad), Some(token), "{bad}");
        }
    }

    #[test]
    fn cookies_are_found_by_their_whole_name() {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, "a=1; seedpod-home=x=y; seedpod-home-said=gHi%21".parse().expect("ascii"));
        assert_eq!(cookie(&headers, "seedpod-home"), Some("x=y"));
        assert_eq!(cookie(&headers, "seedpod"), None);
        assert_eq!(
            cookie(&headers, "seedpod-home-said").and_then(read_flash).map(|flash| flash.text),
            Some("Hi!".into())
        );
        assert_eq!(read_flash(""), None);
    }

    #[test]
    fn browsers_are_named_in_two_words() {
        let agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile/15E148 Safari/604.1";
        assert_eq!(browser_name(agent), "Safari on iPhone");
        assert_eq!(browser_name(""), "A browser on an unknown device");
    }
}
