//! Backups: one file that holds everything a pod is (spec/appliance.md §12).
//!
//! The file is a tar archive packed with zstd. Its members, in this order:
//!
//! | member | what |
//! |---|---|
//! | `format` | the text `seedpod backup 1` |
//! | `secret.key`, `seedpod.toml`, `acme/…` | what else lies in the state folder, as far as it is there |
//! | `store/TABLE/N` | rows of a table (`store::dump` says how they are written), N from 1 |
//! | `media/NAME` | pictures of people here, named by the hash of their content |
//! | `manifest.json` | version, address, time, and of every member its bytes, rows and BLAKE3 |
//!
//! It is written from one snapshot while the pod serves, and it is there whole or not at all: the
//! manifest comes last, and the file gets its name when it is durable. It holds private keys, so
//! nobody but its owner may read it (H-099). Pictures of other pods are not in it.

use super::error::AppError;
use crate::base::Timestamp;
use crate::config::Config;
use crate::domain::{Pod, instance, runs};
use crate::store::{Database, Media, StoreError, dump};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// The first member, which says that this is a backup and how to read it.
const FORMAT: &str = "seedpod backup 1";
/// Bytes of one member that is read at once: a slice of rows, a picture.
const MOST: u64 = 256 << 20;
/// Compression level of zstd: fast, and little memory.
const LEVEL: i32 = 3;
/// Memory of the store while a backup is read.
const CACHE: usize = 16 << 20;

/// What stands at the end of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The program that wrote it.
    pub version: String,
    /// The pod's address; empty if it was not set up.
    pub url: String,
    /// When it was begun.
    pub begun: String,
    /// Rows of all tables.
    pub rows: u64,
    /// Pictures.
    pub pictures: u64,
    /// Every member but this one.
    pub members: BTreeMap<String, Member>,
}

/// One member of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    pub bytes: u64,
    /// Rows, where it holds rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
    /// BLAKE3, hexadecimal.
    pub blake3: String,
}

/// Where a pod keeps what belongs into its backup.
#[derive(Debug, Clone)]
pub(super) struct Places {
    pub(super) state: PathBuf,
    pub(super) config: PathBuf,
}

impl Places {
    pub(super) fn of(config: &Config) -> Self {
        Self { state: config.paths().state.clone(), config: config.paths().config.clone() }
    }
}

/// Writes a backup of a pod, running or not (H-097). The file must not exist.
pub(super) fn create(pod: &Pod, places: &Places, file: &Path) -> Result<Manifest, AppError> {
    if file.exists() {
        return Err(AppError::plain(format!("{} is there already", file.display())));
    }
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = file.file_name().ok_or_else(|| AppError::plain("the backup needs a file name"))?;
    let temporary = folder.join(format!(".{}.new", name.to_string_lossy()));
    let written = write(pod, places, &temporary).and_then(|manifest| {
        fs::rename(&temporary, file)?;
        File::open(folder)?.sync_all()?;
        Ok(manifest)
    });
    written.map_err(|error| {
        // What is left of a failed attempt helps nobody; the failure itself is what counts.
        let _ = fs::remove_file(&temporary);
        error.into_app(format!("the backup {} cannot be written", file.display()))
    })
}

fn write(pod: &Pod, places: &Places, path: &Path) -> Result<Manifest, Trouble> {
    let file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    let packer = zstd::Encoder::new(BufWriter::new(file), LEVEL)?;
    let tx = pod.database().read()?;
    let url = instance::get(&tx)?.map(|pod| pod.url.to_string()).unwrap_or_default();
    let mut archive = Archive::new(packer, pod.now());
    archive.add("format", FORMAT.as_bytes(), None)?;
    archive.add_if_there("secret.key", &places.state.join("secret.key"))?;
    archive.add_if_there("seedpod.toml", &places.config)?;
    archive.add_folder("acme", &places.state.join("acme"))?;
    let (mut number, mut before, mut rows) = (0, "", 0);
    dump::dump::<Trouble>(&tx, |table, count, slice| {
        number = if table == before { number + 1 } else { 1 };
        before = table;
        rows += count;
        archive.add(&format!("store/{table}/{number}"), slice, Some(count))?;
        Ok(())
    })?;
    drop(tx);
    let mut pictures = 0;
    for name in pod.media().names()? {
        match pod.media().get(&name) {
            Ok(bytes) => archive.add(&format!("media/{name}"), &bytes, None)?,
            // Its post was deleted meanwhile.
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error.into()),
        }
        pictures += 1;
    }
    let begun = pod.now().to_string();
    let version = env!("CARGO_PKG_VERSION").to_owned();
    let manifest = Manifest { version, url, begun, rows, pictures, members: std::mem::take(&mut archive.members) };
    archive.add("manifest.json", &serde_json::to_vec_pretty(&manifest).map_err(io::Error::from)?, None)?;
    let file = archive.tar.into_inner()?.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.sync_all()?;
    Ok(manifest)
}

/// A backup being written.
struct Archive<W: Write> {
    tar: tar::Builder<W>,
    members: BTreeMap<String, Member>,
    written: u64,
}

impl<W: Write> Archive<W> {
    fn new(to: W, now: Timestamp) -> Self {
        let written = u64::try_from(now.seconds()).unwrap_or(0);
        Self { tar: tar::Builder::new(to), members: BTreeMap::new(), written }
    }

    fn add(&mut self, name: &str, bytes: &[u8], rows: Option<u64>) -> io::Result<()> {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o600);
        header.set_mtime(self.written);
        self.tar.append_data(&mut header, name, bytes)?;
        let blake3 = blake3::hash(bytes).to_hex().to_string();
        self.members.insert(name.to_owned(), Member { bytes: bytes.len() as u64, rows, blake3 });
        Ok(())
    }

    fn add_if_there(&mut self, name: &str, path: &Path) -> io::Result<()> {
        match fs::read(path) {
            Ok(bytes) => self.add(name, &bytes, None),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn add_folder(&mut self, name: &str, folder: &Path) -> io::Result<()> {
        let entries = match fs::read_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            let file = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type()?.is_file() && is_plain(&file) {
                self.add_if_there(&format!("{name}/{file}"), &entry.path())?;
            }
        }
        Ok(())
    }
}

/// A full trial: everything is read, compared with the manifest, put into a store of its own, and
/// that store is checked (H-101). Nothing stays behind.
pub fn verify(file: &Path) -> Result<Manifest, AppError> {
    verify_in(file, &std::env::temp_dir())
}

/// The same with the trial store beside the backup, on a disk that has room for it.
pub(super) fn verify_beside(file: &Path) -> Result<Manifest, AppError> {
    verify_in(file, file.parent().unwrap_or(Path::new(".")))
}

fn verify_in(file: &Path, folder: &Path) -> Result<Manifest, AppError> {
    let scratch = Scratch::new(folder)?;
    read_into(file, &scratch.0)
}

/// Makes a pod out of a backup (H-102). A folder that holds a pod is refused, unless `replace`
/// says to move that one aside; where it went is told.
pub fn restore(file: &Path, state: &Path, replace: bool) -> Result<(Manifest, Option<PathBuf>), AppError> {
    let failed = |error: io::Error| AppError::because(format!("{} cannot be used", state.display()), error);
    let is_used = state.join("seedpod.redb").exists();
    if is_used && !replace {
        let text = "holds a pod already; --replace moves that one aside first";
        return Err(AppError::plain(format!("{} {text}", state.display())));
    }
    if is_used {
        // Whoever has the store open would go on writing to the one that was moved away.
        drop(Database::open(&state.join("seedpod.redb"), CACHE, |_| {})?);
    }
    fs::create_dir_all(state).map_err(failed)?;
    let scratch = Scratch::new(state)?;
    let manifest = read_into(file, &scratch.0)?;
    let aside = is_used.then(|| state.join(format!("before-restore-{}", super::state::now().seconds())));
    if let Some(aside) = &aside {
        fs::create_dir(aside).map_err(failed)?;
        for name in ["seedpod.redb", "secret.key", "seedpod.toml", "media", "acme"] {
            move_over(&state.join(name), &aside.join(name)).map_err(failed)?;
        }
    }
    // The store last: without it the folder is one where nothing has begun yet.
    for name in ["secret.key", "seedpod.toml", "media", "acme", "seedpod.redb"] {
        move_over(&scratch.0.join(name), &state.join(name)).map_err(failed)?;
    }
    File::open(state).and_then(|folder| folder.sync_all()).map_err(failed)?;
    Ok((manifest, aside))
}

fn move_over(from: &Path, to: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        // A media folder that is there and empty.
        Err(error) if to.is_dir() && fs::remove_dir(to).is_ok() => fs::rename(from, to).map_err(|_| error),
        moved => moved,
    }
}

/// Reads a whole backup into an empty folder and checks it against its manifest.
fn read_into(file: &Path, folder: &Path) -> Result<Manifest, AppError> {
    let what = || format!("{} is no usable backup", file.display());
    let unpacked = (|| {
        let packed = BufReader::new(File::open(file)?);
        let database = Database::open(&folder.join("seedpod.redb"), CACHE, |_| {})?;
        let manifest = unpack(zstd::Decoder::new(packed)?, &database, folder)?;
        // Opened once more, an older layout is brought up to date, as the pod will do it.
        drop(database);
        let database = Database::open(&folder.join("seedpod.redb"), CACHE, |_| {})?;
        // What was copied from a running pod is not one that was cut short.
        database.write(|tx| Ok((runs::end(tx)?, true)))?;
        let report = database.check()?;
        match report.faults.first() {
            None => Ok(manifest),
            Some(fault) => Err(Trouble::Damaged(fault.clone())),
        }
    })();
    unpacked.map_err(|error| error.into_app(what()))
}

fn unpack(from: impl Read, database: &Database, folder: &Path) -> Result<Manifest, Trouble> {
    let mut tar = tar::Archive::new(from);
    let media = Media::new(folder.join("media"));
    let mut found = BTreeMap::new();
    for entry in tar.entries()? {
        let mut entry = entry?;
        let name = entry.path()?.to_str().ok_or_else(|| damaged("a member's name is not text"))?.to_owned();
        if entry.header().entry_type() != tar::EntryType::Regular {
            return Err(damaged(format!("{name} is no file")));
        }
        if entry.size() > MOST {
            return Err(damaged(format!("{name} is too large")));
        }
        if found.contains_key(&name) {
            return Err(damaged(format!("{name} is in it twice")));
        }
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        if found.is_empty() && (name != "format" || bytes != FORMAT.as_bytes()) {
            return Err(damaged("it is not a backup, or one of a later kind"));
        }
        if name == "manifest.json" {
            let manifest: Manifest =
                serde_json::from_slice(&bytes).map_err(|error| damaged(format!("its manifest: {error}")))?;
            return compare(manifest, &found);
        }
        let rows = place(&name, &bytes, database, &media, folder)?;
        let blake3 = blake3::hash(&bytes).to_hex().to_string();
        found.insert(name, Member { bytes: bytes.len() as u64, rows, blake3 });
    }
    Err(damaged("its end is missing"))
}

fn compare(manifest: Manifest, found: &BTreeMap<String, Member>) -> Result<Manifest, Trouble> {
    if let Some((name, _)) = manifest.members.iter().find(|(name, member)| found.get(*name) != Some(member)) {
        return Err(damaged(format!("{name} is missing or changed")));
    }
    match found.keys().find(|name| !manifest.members.contains_key(*name)) {
        Some(name) => Err(damaged(format!("{name} does not belong into it"))),
        None => Ok(manifest),
    }
}

/// Puts one member where it belongs. Names lead nowhere else, whatever they are.
fn place(name: &str, bytes: &[u8], database: &Database, media: &Media, folder: &Path) -> Result<Option<u64>, Trouble> {
    let parts: Vec<&str> = name.split('/').collect();
    match parts.as_slice() {
        ["format"] => Ok(None),
        ["secret.key" | "seedpod.toml"] => write_private(&folder.join(name), bytes).map(|()| None),
        ["acme", file] if is_plain(file) => {
            fs::create_dir_all(folder.join("acme"))?;
            write_private(&folder.join("acme").join(file), bytes).map(|()| None)
        }
        ["store", table, _] => Ok(Some(dump::load(database, table, bytes)?)),
        ["media", hash] => match media.put(bytes)? == *hash {
            true => Ok(None),
            false => Err(damaged(format!("{name} is not the picture of this name"))),
        },
        _ => Err(damaged(format!("{name:?} does not belong into a backup"))),
    }
}

fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    Ok(())
}

/// A file name that cannot lead elsewhere.
fn is_plain(name: &str) -> bool {
    !name.is_empty() && !name.starts_with('.') && name.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
}

/// A folder that is gone when this is.
struct Scratch(PathBuf);

impl Scratch {
    fn new(inside: &Path) -> Result<Self, AppError> {
        use crate::base::EntropyExt;
        let name = super::system::SystemEntropy.bytes::<8>().map(|byte| format!("{byte:02x}")).concat();
        let path = inside.join(format!(".seedpod-{name}"));
        let mut builder = fs::DirBuilder::new();
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        let made = builder.create(&path);
        made.map_err(|error| AppError::because(format!("{} cannot be made", path.display()), error))?;
        Ok(Self(path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed is only a leftover.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Why a backup could not be written or read.
#[derive(Debug)]
enum Trouble {
    Io(io::Error),
    Store(StoreError),
    Damaged(String),
}

fn damaged(what: impl Into<String>) -> Trouble {
    Trouble::Damaged(what.into())
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Trouble {
    fn into_app(self, what: String) -> AppError {
        match self {
            Self::Damaged(why) => AppError::Integrity(format!("{what}: {why}")),
            Self::Store(error) => AppError::Integrity(format!("{what}: {error}")),
            Self::Io(error) if is_about_content(&error) => AppError::Integrity(format!("{what}: {error}")),
            Self::Io(error) => AppError::because(what, error),
        }
    }
}

/// Archive and compression report broken content as errors of reading.
fn is_about_content(error: &io::Error) -> bool {
    use io::ErrorKind::{InvalidData, InvalidInput, Other, UnexpectedEof};
    matches!(error.kind(), InvalidData | InvalidInput | Other | UnexpectedEof)
}
