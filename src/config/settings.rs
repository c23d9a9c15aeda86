//! The configuration in force.

use super::fault::{ConfigError, Fault, Place};
use super::memory;
use super::paths::Paths;
use super::sources::{Chosen, Environment, Gathered, Overrides, Source};
use super::table::{self, SETTINGS, Setting};
use super::value::{Listen, Rate, Raw, Value};
use crate::base::{PodUrl, Secret};
use ipnet::IpNet;
use std::collections::BTreeMap;
use std::net::{Ipv6Addr, SocketAddr, SocketAddrV4};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Who may make an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registration {
    /// Whoever holds an invitation.
    Invitation,
    /// Everybody.
    Open,
    /// Everybody, once an admin agreed.
    Approval,
    /// Nobody.
    Closed,
}

/// How much is logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LogLevel {
    /// What went wrong for good.
    Error,
    /// And what looks wrong.
    Warn,
    /// And what an admin may want to know.
    Info,
    /// And what helps to find a fault.
    Debug,
    /// And everything else.
    Trace,
}

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people at a terminal.
    Text,
    /// `key=value` with a priority, without a time.
    Journal,
    /// One JSON object per line.
    Json,
}

/// How the connection to the mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailSecurity {
    /// Switched to TLS before anything else is said.
    StartTls,
    /// TLS from the first byte.
    Tls,
    /// Not at all.
    None,
}

/// The server that takes the pod's mail.
#[derive(Clone, Debug)]
pub struct MailServer {
    pub host: String,
    pub port: u16,
    pub security: MailSecurity,
    /// Name and password to sign in with.
    pub login: Option<(String, Secret<String>)>,
    /// Address that mail comes from.
    pub sender: String,
}

/// A name that follows the pod's address.
#[derive(Clone, Debug)]
pub struct DynamicName {
    pub name: String,
    pub means: Means,
}

/// Who is told the address.
#[derive(Clone, Debug)]
pub enum Means {
    /// A service, by the dyndns2 convention.
    Http { url: String, user: String, password: Secret<String> },
    /// A program on this machine.
    Program(PathBuf),
}

/// The header in which a trusted proxy names the visitor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProxyHeader {
    /// `X-Forwarded-For` with `X-Forwarded-Proto`.
    XForwardedFor,
    /// `Forwarded` (RFC 7239).
    Forwarded,
}

/// Every setting with its value and source, and where things lie. Never changes; a reload makes
/// another one.
#[derive(Clone, Debug)]
pub struct Config {
    chosen: BTreeMap<&'static str, Chosen>,
    warnings: Vec<String>,
    paths: Paths,
    under_journal: bool,
}

impl Config {
    /// Reads everything, in the order of spec/appliance.md §5.1. All faults are reported at once.
    pub fn load(overrides: &Overrides, environment: &Environment) -> Result<Self, ConfigError> {
        let paths = Paths::find(overrides, environment);
        let mut gathered = Gathered::default();
        gathered.flags(overrides);
        gathered.environment(environment);
        gathered.secret_files(environment);
        // Of several files the later one wins, so they are read backwards.
        for extra in paths.further_config_files().iter().rev() {
            gathered.file(extra, true);
        }
        gathered.file(&paths.config, paths.config_was_named);
        Self::checked(gathered, paths, environment.get("JOURNAL_STREAM").is_some())
    }

    /// The defaults alone, with the state in `state_dir`: what tests start from.
    pub fn with_defaults(state_dir: &Path) -> Self {
        let overrides = Overrides { state_dir: Some(state_dir.to_owned()), ..Overrides::default() };
        let paths = Paths::find(&overrides, &Environment::default());
        Self::checked(Gathered::default(), paths, false).expect("a test reads every default")
    }

    fn checked(mut gathered: Gathered, paths: Paths, under_journal: bool) -> Result<Self, ConfigError> {
        let chosen = std::mem::take(&mut gathered.chosen);
        let config = Self { chosen, warnings: std::mem::take(&mut gathered.warnings), paths, under_journal };
        gathered.faults.extend(config.contradictions());
        if gathered.faults.is_empty() { Ok(config) } else { Err(ConfigError { faults: gathered.faults }) }
    }

    /// What no single setting shows.
    fn contradictions(&self) -> Vec<Fault> {
        let is_set = |key| !matches!(self.value(key), Value::Unset);
        let mut faults = Vec::new();
        let mut complain = |key: &'static str, what: &str| faults.push(Fault::of(self.place(key), key, what));
        for (one, other) in [("tls.cert", "tls.key"), ("tls.key", "tls.cert")] {
            if is_set(one) && !is_set(other) {
                complain(one, &format!("needs {other} beside it"));
            }
        }
        if matches!(self.value("server.http"), Value::Listen(Listen::Off)) && self.https_candidates().is_empty() {
            complain("server.http", "the pod would not listen anywhere");
        }
        if is_set("dyndns.url") && is_set("dyndns.command") {
            complain("dyndns.command", "there is dyndns.url already");
        }
        if self.text("dyndns.url").starts_with("http:") && self.outgoing_allow().is_empty() {
            complain("dyndns.url", "needs https, or the address of the service in outgoing.allow");
        }
        for key in ["dyndns.url", "dyndns.command"] {
            if is_set(key) && self.url().is_none() && !is_set("dyndns.name") {
                complain(key, "needs server.url or dyndns.name, the name that is kept");
            }
        }
        faults
    }

    fn place(&self, key: &str) -> Place {
        match self.source(key) {
            Source::Flag | Source::Default => Place::Flag,
            Source::Environment(name) => Place::Environment(name),
            Source::SecretFile(path) => Place::File(path),
            Source::File(path, line) => Place::Line(path, line),
            Source::Stored => Place::Stored,
        }
    }

    /// The same configuration with values from the web admin where nothing better is said. A value
    /// that is no longer valid is left out and named in the warnings. (H-030)
    #[must_use]
    pub fn with_stored(&self, values: &[(String, String)]) -> Self {
        let mut config = self.clone();
        config.chosen.retain(|_, chosen| chosen.source != Source::Stored);
        for (key, text) in values {
            let read = table::find(key).map(|setting| (setting, setting.read(&Raw::Text(text.clone()))));
            match read {
                Some((setting, Ok(value))) => {
                    config.chosen.entry(setting.key).or_insert(Chosen { value, source: Source::Stored });
                }
                _ => config.warnings.push(format!("{key}, set in the web admin, is not valid and not used")),
            }
        }
        config
    }

    /// Checks a value before the web admin stores it; the error says what was expected.
    pub fn check(key: &str, text: &str) -> Result<(), String> {
        let setting = table::find(key).ok_or_else(|| "there is no such setting".to_owned())?;
        setting.read(&Raw::Text(text.to_owned())).map(drop)
    }

    /// Whether a text means what the setting is without a say.
    pub fn is_default(key: &str, text: &str) -> bool {
        table::find(key).is_some_and(|setting| {
            setting.read(&Raw::Text(text.to_owned())).is_ok_and(|value| value == setting.default_value())
        })
    }

    /// The value in force of a key of the table.
    pub fn value(&self, key: &str) -> Value {
        let default = || table::find(key).map_or(Value::Unset, Setting::default_value);
        self.chosen.get(key).map_or_else(default, |chosen| chosen.value.clone())
    }

    /// Where the value of a key comes from.
    pub fn source(&self, key: &str) -> Source {
        self.chosen.get(key).map_or(Source::Default, |chosen| chosen.source.clone())
    }

    /// Every setting with its value as TOML (secrets masked, nothing where unset) and its source:
    /// what `seedpod config show` prints. (H-034)
    pub fn show(&self) -> Vec<(&'static Setting, String, Source)> {
        let shown = |setting: &Setting| match self.value(setting.key) {
            Value::Unset => String::new(),
            _ if setting.secret => "\"********\"".to_owned(),
            value => value.to_string(),
        };
        SETTINGS.iter().map(|setting| (setting, shown(setting), self.source(setting.key))).collect()
    }

    /// The settings that differ in `newer` and need a restart to take effect. (H-033)
    pub fn needing_restart(&self, newer: &Self) -> Vec<&'static str> {
        let differs = |setting: &&Setting| !setting.reload && self.value(setting.key) != newer.value(setting.key);
        SETTINGS.iter().filter(differs).map(|setting| setting.key).collect()
    }

    /// The same configuration with the settings of `newer` that need no restart. (H-033)
    #[must_use]
    pub fn reloaded(&self, newer: &Self) -> Self {
        let mut config = Self { warnings: newer.warnings.clone(), ..self.clone() };
        for setting in SETTINGS.iter().filter(|setting| setting.reload) {
            match newer.chosen.get(setting.key) {
                Some(chosen) => config.chosen.insert(setting.key, chosen.clone()),
                None => config.chosen.remove(setting.key),
            };
        }
        config
    }

    /// What is allowed but not wise; for the log at start.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// Where things lie.
    pub fn paths(&self) -> &Paths {
        &self.paths
    }
}

/// Takes the value out of its variant; the table's kinds make any other variant impossible.
macro_rules! take {
    ($config:expr, $key:literal, $variant:ident) => {
        match $config.value($key) {
            Value::$variant(value) => Some(value),
            _ => None,
        }
    };
}

impl Config {
    /// The pod's address, if it has one.
    pub fn url(&self) -> Option<PodUrl> {
        take!(self, "server.url", Pod)
    }

    /// The addresses to listen at for plain HTTP, to be tried in order until one can be had; none
    /// if switched off.
    pub fn http_candidates(&self) -> Vec<SocketAddr> {
        match self.value("server.http") {
            Value::Listen(Listen::At(address)) => vec![address],
            Value::Listen(Listen::Off) => Vec::new(),
            _ if self.is_behind_proxy() => vec![SocketAddr::from(([127, 0, 0, 1], 8080))],
            _ => vec![everywhere(80), everywhere(8080)],
        }
    }

    /// The same for HTTPS. Without a say, only a pod with an `https` address or an own certificate
    /// listens, and none behind a proxy.
    pub fn https_candidates(&self) -> Vec<SocketAddr> {
        let wanted = self.tls_files().is_some() || self.url().is_some_and(|url| url.is_https());
        match self.value("server.https") {
            Value::Listen(Listen::At(address)) => vec![address],
            Value::Listen(Listen::Off) => Vec::new(),
            _ if wanted && !self.is_behind_proxy() => vec![everywhere(443), everywhere(8443)],
            _ => Vec::new(),
        }
    }

    /// Certificate chain and key, if the admin brought their own.
    pub fn tls_files(&self) -> Option<(PathBuf, PathBuf)> {
        Some((take!(self, "tls.cert", Path)?, take!(self, "tls.key", Path)?))
    }

    /// Whether certificates are to be had automatically: HTTPS wanted, no own certificate, a name
    /// that an authority can look up.
    pub fn wants_acme(&self) -> bool {
        self.is_on("acme.enabled")
            && self.tls_files().is_none()
            && !self.https_candidates().is_empty()
            && self.url().is_some_and(|url| url.is_https() && is_public_name(&url.host()))
    }

    /// The directory for rehearsals, if there is one.
    pub fn acme_rehearsal(&self) -> Option<String> {
        let usual = || (self.acme_directory() == LETS_ENCRYPT).then(|| LETS_ENCRYPT_STAGING.to_owned());
        take!(self, "acme.rehearsal", Text).or_else(usual)
    }

    /// The certificate authority's directory.
    pub fn acme_directory(&self) -> String {
        take!(self, "acme.directory", Text).unwrap_or_default()
    }

    /// Where the certificate authority may write to.
    pub fn acme_email(&self) -> Option<String> {
        take!(self, "acme.email", Text)
    }

    /// Whether a proxy in front does TLS.
    pub fn is_behind_proxy(&self) -> bool {
        self.value("proxy.behind") == Value::Flag(true)
    }

    /// Whose word about the visitor's address is believed; nobody's without a proxy.
    pub fn trusted_proxies(&self) -> Vec<IpNet> {
        if self.is_behind_proxy() { take!(self, "proxy.trusted", Nets).unwrap_or_default() } else { Vec::new() }
    }

    /// Machines whose connections begin with the PROXY protocol. (H-056)
    pub fn fronts(&self) -> Vec<IpNet> {
        if self.is_on("proxy.protocol") { take!(self, "proxy.trusted", Nets).unwrap_or_default() } else { Vec::new() }
    }

    /// The header those proxies use.
    pub fn proxy_header(&self) -> ProxyHeader {
        match self.value("proxy.header") {
            Value::Choice("forwarded") => ProxyHeader::Forwarded,
            _ => ProxyHeader::XForwardedFor,
        }
    }

    /// Whether the router at home is asked to let visitors in. (H-053)
    pub fn maps_ports(&self) -> bool {
        self.is_on("network.map_ports")
    }

    /// Where the router hears PCP and NAT-PMP, if somebody says so.
    pub fn gateway(&self) -> Option<SocketAddrV4> {
        Value::ip_and_port(&take!(self, "network.gateway", Text)?, 5_351)
    }

    /// Where routers that speak UPnP are looked for, if somebody says so.
    pub fn upnp(&self) -> Option<SocketAddrV4> {
        Value::ip_and_port(&take!(self, "network.upnp", Text)?, 1_900)
    }

    /// The name that follows the pod's address, if one does. (H-057)
    pub fn dynamic_name(&self) -> Option<DynamicName> {
        let own = || self.url().map(|url| url.host());
        let name = take!(self, "dyndns.name", Text).filter(|name| !name.is_empty()).or_else(own)?;
        let means = match take!(self, "dyndns.command", Path) {
            Some(path) => Means::Program(path),
            None => Means::Http {
                url: take!(self, "dyndns.url", Text)?,
                user: self.text("dyndns.user"),
                password: Secret::new(self.text("dyndns.password")),
            },
        };
        Some(DynamicName { name, means })
    }

    /// Ranges that may be asked although they are private. (H-137)
    pub fn outgoing_allow(&self) -> Vec<IpNet> {
        take!(self, "outgoing.allow", Nets).unwrap_or_default()
    }

    /// Ports at which other pods are asked. (H-134)
    pub fn outgoing_ports(&self) -> Vec<u16> {
        take!(self, "outgoing.ports", Ports).unwrap_or_default()
    }

    /// A file of further certificate authorities.
    pub fn ca_file(&self) -> Option<PathBuf> {
        take!(self, "outgoing.ca_file", Path)
    }

    /// Whether the pod talks with others: it wants to and has an `https` address to be known by.
    pub fn federates(&self) -> bool {
        self.value("federation.enabled") == Value::Flag(true) && self.url().is_some_and(|url| url.is_https())
    }

    /// What the pod is called.
    pub fn pod_name(&self) -> String {
        take!(self, "pod.name", Text).unwrap_or_default()
    }

    /// Who may make an account.
    pub fn registration(&self) -> Registration {
        match self.value("pod.registration") {
            Value::Choice("open") => Registration::Open,
            Value::Choice("approval") => Registration::Approval,
            Value::Choice("closed") => Registration::Closed,
            _ => Registration::Invitation,
        }
    }

    /// A line of text; empty where none is set.
    pub fn text(&self, key: &str) -> String {
        match self.value(key) {
            Value::Text(text) => text,
            _ => String::new(),
        }
    }

    /// Whether a switch is on.
    pub fn is_on(&self, key: &str) -> bool {
        self.value(key) == Value::Flag(true)
    }

    /// The word chosen out of a few.
    pub fn choice(&self, key: &str) -> &'static str {
        match self.value(key) {
            Value::Choice(word) => word,
            _ => "",
        }
    }

    /// A list of words.
    pub fn words(&self, key: &str) -> Vec<String> {
        match self.value(key) {
            Value::Words(words) => words,
            _ => Vec::new(),
        }
    }

    /// A small number.
    pub fn amount(&self, key: &str) -> u32 {
        match self.value(key) {
            Value::Count(number) => u32::try_from(number).unwrap_or(u32::MAX),
            _ => 0,
        }
    }

    /// A time span in whole days.
    pub fn days(&self, key: &str) -> u32 {
        match self.value(key) {
            Value::Span(span) => u32::try_from(span.as_secs() / 86_400).unwrap_or(u32::MAX),
            _ => 0,
        }
    }

    /// Where the pod's mail goes out, if it sends any.
    pub fn mail_server(&self) -> Option<MailServer> {
        let host = take!(self, "mail.smtp_host", Text).filter(|host| !host.is_empty())?;
        let (security, usual) = match self.value("mail.smtp_security") {
            Value::Choice("tls") => (MailSecurity::Tls, 465),
            Value::Choice("none") => (MailSecurity::None, 25),
            _ => (MailSecurity::StartTls, 587),
        };
        let port = self.number("mail.smtp_port").and_then(|port| u16::try_from(port).ok()).unwrap_or(usual);
        let password = take!(self, "mail.smtp_password", Text).unwrap_or_default();
        let login = take!(self, "mail.smtp_user", Text).map(|user| (user, Secret::new(password)));
        let own = || format!("no-reply@{}", self.url().map_or_else(|| "localhost".to_owned(), |url| url.host()));
        let sender = take!(self, "mail.sender", Text).unwrap_or_else(own);
        Some(MailServer { host, port, security, login, sender })
    }

    /// Bytes a picture may have when people upload it.
    pub fn upload_limit(&self) -> u64 {
        take!(self, "media.upload_limit", Count).unwrap_or_default()
    }

    /// Bytes for copies of other pods' pictures on a disk of `disk` bytes. (H-092)
    pub fn media_cache_size(&self, disk: u64) -> u64 {
        take!(self, "media.cache_size", Count).unwrap_or((5 << 30).min(disk / 10))
    }

    /// Bytes of memory for the store's cache; looks at the machine when left automatic. (H-083)
    pub fn store_cache(&self) -> u64 {
        take!(self, "storage.cache", Count).unwrap_or_else(|| memory::store_cache(memory::limit()))
    }

    /// How much is logged.
    pub fn log_level(&self) -> LogLevel {
        match self.value("log.level") {
            Value::Choice("error") => LogLevel::Error,
            Value::Choice("warn") => LogLevel::Warn,
            Value::Choice("debug") => LogLevel::Debug,
            Value::Choice("trace") => LogLevel::Trace,
            _ => LogLevel::Info,
        }
    }

    /// How log lines look. (H-116)
    pub fn log_format(&self) -> LogFormat {
        match self.value("log.format") {
            Value::Choice("text") => LogFormat::Text,
            Value::Choice("json") => LogFormat::Json,
            Value::Choice("journal") => LogFormat::Journal,
            _ if self.under_journal => LogFormat::Journal,
            _ => LogFormat::Text,
        }
    }

    /// Whether visitors' addresses are logged whole. (H-117)
    pub fn logs_full_addresses(&self) -> bool {
        self.value("log.full_ip") == Value::Flag(true)
    }

    /// Whether everybody may ask how the pod is. (H-111)
    pub fn is_health_public(&self) -> bool {
        self.value("health.public") == Value::Flag(true)
    }

    /// Whether the pod backs itself up every night (H-100).
    pub fn backs_up(&self) -> bool {
        self.is_on("backup.automatic")
    }

    /// Where the backups of the nights go.
    pub fn backup_folder(&self) -> PathBuf {
        take!(self, "backup.folder", Path).unwrap_or_else(|| self.paths.state.join("backups"))
    }

    /// The hour in UTC after which the backup is made.
    pub fn backup_hour(&self) -> i64 {
        take!(self, "backup.hour", Count).and_then(|hour| i64::try_from(hour).ok()).unwrap_or(3)
    }

    /// Of how many of the newest days the last backup is kept.
    pub fn backup_days(&self) -> usize {
        take!(self, "backup.days", Count).and_then(|days| usize::try_from(days).ok()).unwrap_or(7)
    }

    /// Of how many of the newest weeks the last backup is kept.
    pub fn backup_weeks(&self) -> usize {
        take!(self, "backup.weeks", Count).and_then(|weeks| usize::try_from(weeks).ok()).unwrap_or(4)
    }

    /// The program that carries backups away, with its arguments.
    pub fn backup_command(&self) -> Option<String> {
        take!(self, "backup.command", Text)
    }

    /// The bearer token for `/metrics`.
    pub fn metrics_token(&self) -> Option<Secret<String>> {
        take!(self, "metrics.token", Text).map(Secret::new)
    }

    /// Connections open at a time, in all.
    pub fn connections(&self) -> usize {
        self.number("limits.connections").unwrap_or(512)
    }

    /// Connections open at a time from one address.
    pub fn connections_per_address(&self) -> usize {
        self.number("limits.connections_per_address").unwrap_or(32)
    }

    /// Requests worked on at a time.
    pub fn requests(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        self.number("limits.requests").unwrap_or_else(|| 16 * cores())
    }

    fn number(&self, key: &str) -> Option<usize> {
        match self.value(key) {
            Value::Count(number) => usize::try_from(number).ok(),
            _ => None,
        }
    }

    /// The token bucket of a `limits.*` key. (spec/appliance.md §17.2)
    pub fn rate(&self, key: &str) -> Rate {
        match self.value(key) {
            Value::Rate(rate) => rate,
            _ => Rate { burst: 1, refill: Duration::from_secs(1) },
        }
    }
}

const LETS_ENCRYPT: &str = "https://acme-v02.api.letsencrypt.org/directory";
const LETS_ENCRYPT_STAGING: &str = "https://acme-staging-v02.api.letsencrypt.org/directory";

/// Whether an authority could vouch for a name: no address, and nothing that is only for homes.
fn is_public_name(host: &str) -> bool {
    let at_home = ["localhost", "local", "internal", "lan", "home.arpa"];
    let is_below = |end: &&str| host == *end || host.strip_suffix(end).is_some_and(|rest| rest.ends_with('.'));
    host.contains('.') && host.parse::<std::net::IpAddr>().is_err() && !at_home.iter().any(is_below)
}

/// All addresses of the machine, IPv6 and (where the system does that) IPv4.
fn everywhere(port: u16) -> SocketAddr {
    SocketAddr::from((Ipv6Addr::UNSPECIFIED, port))
}

#[cfg(test)]
mod tests {
    use super::super::files::tests::Folder;
    use super::*;

    fn environment(variables: &[(&str, &str)]) -> Environment {
        let variables = variables.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
        Environment { variables, is_root: false }
    }

    fn load(file: &str, overrides: Overrides, variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let folder = Folder::new();
        let path = folder.file("seedpod.toml", file);
        let overrides = Overrides { config: Some(path), state_dir: Some(folder.path().to_owned()), ..overrides };
        Config::load(&overrides, &environment(variables))
    }

    // H-032
    #[test]
    fn an_empty_file_is_valid() {
        let config = load("", Overrides::default(), &[]).expect("valid");
        assert_eq!(config.url(), None);
        assert_eq!(config.registration(), Registration::Invitation);
        assert_eq!(config.http_candidates(), [everywhere(80), everywhere(8080)]);
        assert!(config.https_candidates().is_empty() && !config.federates() && config.outgoing_allow().is_empty());
        assert_eq!(config.upload_limit(), 20 << 20);
        assert_eq!(config.rate("limits.sign_in"), Rate { burst: 10, refill: Duration::from_secs(60) });
        assert!(SETTINGS.iter().all(|setting| config.source(setting.key) == Source::Default));
    }

    // spec/appliance.md §5.1
    #[test]
    fn the_first_place_that_has_a_value_wins() {
        let folder = Folder::new();
        let secret = folder.file("name", "from secret file\n");
        let secret = secret.to_str().expect("path");
        let (flag, file) = ("https://flag.example/", "pod.name = 'from file'\nserver.url = 'https://file.example'");
        let overrides = || Overrides { url: Some(flag.to_owned()), ..Overrides::default() };

        let all = [
            ("SEEDPOD_SERVER_URL", "https://env.example"),
            ("SEEDPOD_POD_NAME", "from environment"),
            ("SEEDPOD_POD_NAME_FILE", secret),
        ];
        let config = load(file, overrides(), &all).expect("valid");
        assert_eq!(config.url().expect("url").as_str(), flag);
        assert_eq!((config.source("server.url"), config.pod_name()), (Source::Flag, "from environment".to_owned()));

        let config = load(file, Overrides::default(), &[("SEEDPOD_POD_NAME_FILE", secret)]).expect("valid");
        assert_eq!(config.pod_name(), "from secret file");
        assert_eq!(config.source("pod.name"), Source::SecretFile(secret.into()));

        let config = load(file, Overrides::default(), &[]).expect("valid");
        assert_eq!(config.pod_name(), "from file");
        assert!(matches!(config.source("pod.name"), Source::File(_, 1)));

        let stored = [
            ("pod.name".to_owned(), "from admin".to_owned()),
            ("log.level".to_owned(), "warn".to_owned()),
            ("log.format".to_owned(), "horse".to_owned()),
        ];
        let config = config.with_stored(&stored);
        assert_eq!((config.pod_name().as_str(), config.log_level()), ("from file", LogLevel::Warn));
        // H-030
        assert!(config.source("pod.name").locks() && !config.source("log.level").locks());
        assert_eq!(config.warnings().len(), 1);
    }

    // H-035
    #[test]
    fn credentials_of_the_service_manager_are_read() {
        let folder = Folder::new();
        folder.file("SEEDPOD_METRICS_TOKEN", "0123456789abcdef");
        folder.file("pod.name", "credential");
        let list = format!("{}:/elsewhere", folder.path().display());
        let config = load("", Overrides::default(), &[("CREDENTIALS_DIRECTORY", &list)]).expect("valid");
        assert_eq!(config.metrics_token().expect("token").expose(), "0123456789abcdef");
        assert_eq!(config.pod_name(), "credential");
    }

    // H-031
    #[test]
    fn all_faults_come_at_once_with_their_places() {
        let error = load(
            "[tls]\ncert = 'c.pem'\nkeyy = 'k.pem'\n",
            Overrides { http: Some("80".into()), ..Overrides::default() },
            &[("SEEDPOD_SERVER_URLL", "x"), ("SEEDPOD_VECTORS", "unrelated")],
        )
        .expect_err("refused");
        let text = error.to_string();
        assert_eq!(error.faults.len(), 4, "{text}");
        for part in [
            "command line: server.http: expected an address",
            "SEEDPOD_SERVER_URLL: server.urll: there is no such setting; did you mean server.url?",
            "seedpod.toml:3: tls.keyy:",
            "seedpod.toml:2: tls.cert: needs tls.key beside it",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
        let missing = Overrides { config: Some("/nonexistent/x.toml".into()), ..Overrides::default() };
        assert!(Config::load(&missing, &Environment::default()).is_err());
    }

    // H-034
    #[test]
    fn a_secret_is_masked_and_an_open_file_named() {
        use std::os::unix::fs::PermissionsExt;
        let folder = Folder::new();
        let path = folder.file("seedpod.toml", "metrics.token = 'hunter2hunter2hunter2'");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).expect("chmod");
        let overrides = Overrides { config: Some(path.clone()), ..Overrides::default() };
        let config = Config::load(&overrides, &Environment::default()).expect("valid");
        assert!(config.warnings().first().is_some_and(|warning| warning.contains("0640")));
        assert!(!format!("{:?}", config.show()).contains("hunter2"));
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).expect("chmod");
        assert!(Config::load(&overrides, &Environment::default()).expect("valid").warnings().is_empty());
    }

    #[test]
    fn listeners_follow_from_what_the_pod_is() {
        let of = |text: &str| load(text, Overrides::default(), &[]).expect("valid");
        let pod = of("server.url = 'https://pod.example'");
        assert_eq!(pod.https_candidates(), [everywhere(443), everywhere(8443)]);
        assert!(pod.wants_acme() && pod.federates() && pod.trusted_proxies().is_empty());
        // H-052
        let own = of("server.url = 'https://pod.example'\ntls.cert = 'a'\ntls.key = 'b'");
        assert!(!own.wants_acme() && !own.https_candidates().is_empty());
        // H-060
        let proxied = of("server.url = 'https://pod.example'\nproxy.behind = true");
        assert_eq!(proxied.http_candidates(), ["127.0.0.1:8080".parse().expect("address")]);
        assert!(proxied.https_candidates().is_empty() && !proxied.wants_acme() && proxied.federates());
        assert_eq!(proxied.trusted_proxies().len(), 2);
        assert!(load("server.http = 'off'", Overrides::default(), &[]).is_err());
    }

    // H-053: off unless somebody wants it; which router is asked can be said.
    #[test]
    fn the_router_is_left_alone_by_default() {
        let of = |text: &str| load(text, Overrides::default(), &[]).expect("valid");
        let plain = of("");
        assert_eq!((plain.maps_ports(), plain.gateway(), plain.upnp()), (false, None, None));
        let said = of("[network]\nmap_ports = true\ngateway = '192.168.1.1'\nupnp = '127.0.0.1:1901'");
        assert!(said.maps_ports());
        assert_eq!(said.gateway().map(|it| it.to_string()).as_deref(), Some("192.168.1.1:5351"));
        assert_eq!(said.upnp().map(|it| it.to_string()).as_deref(), Some("127.0.0.1:1901"));
    }

    // H-057: one way of telling, a name to tell of, and no password over plain HTTP.
    #[test]
    fn a_name_that_follows_the_address_is_settled_by_few_settings() {
        let of = |text: &str| load(text, Overrides::default(), &[]);
        assert!(of("").expect("valid").dynamic_name().is_none());
        let url = "server.url = 'https://pod.example'\n";
        let config = of(&format!("{url}[dyndns]\nurl = 'https://d.example/u'\nuser = 'u'\npassword = 'hunter2'"));
        let config = config.expect("valid");
        assert_eq!(config.dynamic_name().map(|it| it.name).as_deref(), Some("pod.example"));
        assert!(!format!("{:?}{:?}", config.show(), config.dynamic_name()).contains("hunter2"));
        let named = of("[dyndns]\ncommand = '/bin/true'\nname = 'dyn.example'").expect("valid").dynamic_name();
        assert!(matches!(named, Some(DynamicName { name, means: Means::Program(_) }) if name == "dyn.example"));
        for text in
            ["dyndns.url = 'http://d.example/u'", "dyndns.url = 'https://d.example/u'\ndyndns.command = '/bin/true'"]
        {
            assert!(of(&format!("{url}{text}")).is_err(), "{text}");
        }
        assert!(of("dyndns.url = 'https://d.example/u'").is_err(), "which name?");
        let at_home = of(&format!("{url}dyndns.url = 'http://192.168.1.2/u'\noutgoing.allow = '192.168.1.2/32'"));
        assert!(at_home.expect("valid").dynamic_name().is_some());
    }

    // W-046: no server, no mail; the port follows from the protection.
    #[test]
    fn the_mail_server_follows_from_few_settings() {
        let of = |text: &str| load(text, Overrides::default(), &[]).expect("valid").mail_server();
        assert!(of("").is_none());
        let plain = of("server.url = 'https://pod.example'\nmail.smtp_host = 'mail.example'").expect("a server");
        assert_eq!((plain.port, plain.security), (587, MailSecurity::StartTls));
        assert_eq!((plain.sender.as_str(), plain.login.is_none()), ("no-reply@pod.example", true));
        let all = of(
            "[mail]\nsmtp_host = 'm'\nsmtp_security = 'tls'\nsmtp_user = 'u'\nsmtp_password = 'p'\nsender = 'pod@m'",
        );
        let all = all.expect("a server");
        assert_eq!((all.port, all.sender.as_str()), (465, "pod@m"));
        assert!(all.login.is_some_and(|(user, password)| user == "u" && password.expose() == "p"));
    }

    // H-033
    #[test]
    fn a_reload_names_what_needs_a_restart() {
        let of = |text: &str| load(text, Overrides::default(), &[]).expect("valid");
        let newer = of("pod.name = 'x'\nlimits.connections = 99");
        assert_eq!(of("").needing_restart(&newer), ["limits.connections"]);
    }
}
