//! The places a value may come from, and which of them wins.

use super::fault::{Fault, Place};
use super::table::{self, SETTINGS, Setting};
use super::toml_file;
use super::value::{Raw, Value};
use std::collections::BTreeMap;
use std::fmt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// What the command line says; `cli` fills it. Empty means: not said.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// `--state-dir`
    pub state_dir: Option<PathBuf>,
    /// `--cache-dir`
    pub cache_dir: Option<PathBuf>,
    /// `--config`
    pub config: Option<PathBuf>,
    /// `--url`
    pub url: Option<String>,
    /// `--http`
    pub http: Option<String>,
    /// `--https`
    pub https: Option<String>,
    /// `--tls-cert`
    pub tls_cert: Option<PathBuf>,
    /// `--tls-key`
    pub tls_key: Option<PathBuf>,
    /// `--behind-proxy`
    pub behind_proxy: bool,
    /// `--acme-directory`
    pub acme_directory: Option<String>,
    /// `--ca-file`
    pub ca_file: Option<PathBuf>,
    /// `--outgoing-allow`, each occurrence.
    pub outgoing_allow: Vec<String>,
}

impl Overrides {
    fn values(&self) -> Vec<(&'static str, String)> {
        let path = |path: &PathBuf| path.to_string_lossy().into_owned();
        let allow = (!self.outgoing_allow.is_empty()).then(|| self.outgoing_allow.join(","));
        [
            ("server.url", self.url.clone()),
            ("server.http", self.http.clone()),
            ("server.https", self.https.clone()),
            ("tls.cert", self.tls_cert.as_ref().map(path)),
            ("tls.key", self.tls_key.as_ref().map(path)),
            ("proxy.behind", self.behind_proxy.then(|| "true".to_owned())),
            ("acme.directory", self.acme_directory.clone()),
            ("outgoing.ca_file", self.ca_file.as_ref().map(path)),
            ("outgoing.allow", allow),
        ]
        .into_iter()
        .filter_map(|(key, value)| Some((key, value?)))
        .collect()
    }
}

/// The process environment as a value, so that tests can have their own.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// All variables that are valid Unicode.
    pub variables: BTreeMap<String, String>,
    /// Whether the process runs as root.
    pub is_root: bool,
}

impl Environment {
    /// The environment of this process.
    pub fn of_process() -> Self {
        let variables = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        Self { variables, is_root: rustix::process::geteuid().is_root() }
    }

    /// A variable; an empty one counts as absent.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// A variable that holds a path, or a list of paths with colons between, of which the first
    /// counts. (H-035)
    pub(super) fn first_path(&self, name: &str) -> Option<PathBuf> {
        self.get(name)?.split(':').find(|path| !path.is_empty()).map(PathBuf::from)
    }
}

/// Where the value in force came from. The first four lock the setting in the web admin. (H-030)
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The command line.
    Flag,
    /// This environment variable.
    Environment(String),
    /// The whole of this file.
    SecretFile(PathBuf),
    /// This line of the configuration file.
    File(PathBuf, usize),
    /// The web admin.
    Stored,
    /// Nobody said anything.
    Default,
}

impl Source {
    /// Whether the web admin may not change the value.
    pub fn locks(&self) -> bool {
        !matches!(self, Self::Stored | Self::Default)
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag => f.write_str("command line"),
            Self::Environment(name) => write!(f, "environment variable {name}"),
            Self::SecretFile(path) => write!(f, "file {}", path.display()),
            Self::File(path, line) => write!(f, "{}:{line}", path.display()),
            Self::Stored => f.write_str("web admin"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// A value and where it came from.
#[derive(Clone, Debug)]
pub(super) struct Chosen {
    pub(super) value: Value,
    pub(super) source: Source,
}

/// Collects values, best place first: what is there already stays.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) chosen: BTreeMap<&'static str, Chosen>,
    pub(super) faults: Vec<Fault>,
    pub(super) warnings: Vec<String>,
}

impl Gathered {
    fn take(&mut self, setting: &'static Setting, text: &str, source: Source, place: Place) {
        match setting.read(&Raw::Text(text.to_owned())) {
            Ok(value) => self.keep(setting, value, source),
            Err(what) => self.faults.push(Fault::of(place, setting.key, what)),
        }
    }

    fn keep(&mut self, setting: &'static Setting, value: Value, source: Source) {
        self.chosen.entry(setting.key).or_insert(Chosen { value, source });
    }

    /// Values of the command line.
    pub(super) fn flags(&mut self, overrides: &Overrides) {
        for (key, text) in overrides.values() {
            let setting = table::find(key).expect("flags name rows of the table");
            self.take(setting, &text, Source::Flag, Place::Flag);
        }
    }

    /// Values of `SEEDPOD_SECTION_KEY`, and variables that look like one and are none.
    pub(super) fn environment(&mut self, environment: &Environment) {
        for setting in SETTINGS {
            let name = setting.variable();
            if let Some(text) = environment.get(&name) {
                self.take(setting, text, Source::Environment(name.clone()), Place::Environment(name.clone()));
            }
        }
        for name in environment.variables.keys().filter(|name| is_misspelt(name)) {
            let key = name.trim_start_matches("SEEDPOD_").to_lowercase().replacen('_', ".", 1);
            self.faults.push(Fault::unknown(Place::Environment(name.clone()), &key));
        }
    }

    /// Values of `SEEDPOD_SECTION_KEY_FILE` and of the service manager's credentials.
    pub(super) fn secret_files(&mut self, environment: &Environment) {
        let credentials = environment.first_path("CREDENTIALS_DIRECTORY");
        for setting in SETTINGS {
            let name = setting.variable();
            if let Some(path) = environment.get(&format!("{name}_FILE")) {
                self.secret_file(setting, Path::new(path));
            }
            for file in [&*name, setting.key] {
                if let Some(path) = credentials.as_ref().map(|folder| folder.join(file)).filter(|path| path.is_file()) {
                    self.secret_file(setting, &path);
                }
            }
        }
    }

    fn secret_file(&mut self, setting: &'static Setting, path: &Path) {
        let place = Place::File(path.to_owned());
        match read_bounded(path) {
            Ok(text) => {
                self.warn_if_open(setting, path);
                self.take(setting, text.trim_end_matches(['\r', '\n']), Source::SecretFile(path.to_owned()), place);
            }
            Err(what) => self.faults.push(Fault::of(place, setting.key, what)),
        }
    }

    /// Values of one configuration file; `must_exist` if somebody named it.
    pub(super) fn file(&mut self, path: &Path, must_exist: bool) {
        if !must_exist && !path.exists() {
            return;
        }
        let text = match read_bounded(path) {
            Ok(text) => text,
            Err(what) => return self.faults.push(Fault::of(Place::File(path.to_owned()), "", what)),
        };
        let (entries, faults) = toml_file::read(path, &text);
        self.faults.extend(faults);
        for entry in entries {
            self.warn_if_open(entry.setting, path);
            self.keep(entry.setting, entry.value, Source::File(path.to_owned(), entry.line));
        }
    }

    // H-034: a secret in a file that others can read is used, but not silently.
    fn warn_if_open(&mut self, setting: &Setting, path: &Path) {
        let mode = std::fs::metadata(path).map_or(0, |data| data.permissions().mode() & 0o777);
        if setting.secret && mode & !0o640 != 0 {
            self.warnings.push(format!(
                "{} holds the secret {} and has mode {mode:04o}: make it 0640 or tighter",
                path.display(),
                setting.key
            ));
        }
    }
}

/// A name that begins like a setting of ours and is no setting.
fn is_misspelt(name: &str) -> bool {
    let Some(rest) = name.strip_prefix("SEEDPOD_") else { return false };
    let section = rest.split('_').next().unwrap_or_default().to_lowercase();
    let in_section = SETTINGS.iter().any(|setting| setting.key.split('.').next() == Some(&*section));
    let known = |name: &str| SETTINGS.iter().any(|setting| setting.variable() == name);
    in_section && !known(name) && !name.strip_suffix("_FILE").is_some_and(known)
}

fn read_bounded(path: &Path) -> Result<String, String> {
    use std::io::Read;
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(|error| format!("cannot be read: {error}"))?;
    file.take(toml_file::LARGEST + 1).read_to_end(&mut bytes).map_err(|error| format!("cannot be read: {error}"))?;
    if bytes.len() as u64 > toml_file::LARGEST {
        return Err("larger than 1 MiB".to_owned());
    }
    String::from_utf8(bytes).map_err(|_| "not UTF-8 text".to_owned())
}
