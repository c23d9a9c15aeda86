//! Pictures on disk, each in a file named by the hash of its content (H-071).

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The media folder. Files never change once they have their name.
#[derive(Clone)]
pub struct Media {
    folder: PathBuf,
}

impl Media {
    /// Uses a folder; it is created when the first picture comes.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// Keeps bytes durably and returns their name: 64 hex characters of BLAKE3. A file that is
    /// already there is not written again.
    pub fn put(&self, bytes: &[u8]) -> io::Result<String> {
        let name = blake3::hash(bytes).to_hex().to_string();
        let path = self.path(&name).ok_or(io::ErrorKind::InvalidInput)?;
        if !path.exists() {
            write_whole(&path, bytes)?;
        }
        Ok(name)
    }

    /// The bytes of a name.
    pub fn get(&self, name: &str) -> io::Result<Vec<u8>> {
        std::fs::read(self.path(name).ok_or(io::ErrorKind::NotFound)?)
    }

    /// The names of all files, sorted.
    pub fn names(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for folder in entries(&self.folder)? {
            for file in entries(&folder)? {
                let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
                names.extend(self.path(&name).filter(|path| *path == file).map(|_| name));
            }
        }
        names.sort();
        Ok(names)
    }

    /// Forgets a file; one that is gone already is fine.
    pub fn remove(&self, name: &str) -> io::Result<()> {
        match std::fs::remove_file(self.path(name).ok_or(io::ErrorKind::NotFound)?) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Writes a file that people take along, under a name of its own; returns its size. It is there
    /// whole or not at all.
    pub fn write_archive(&self, name: &str, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<u64> {
        let path = self.archive(name).ok_or(io::ErrorKind::InvalidInput)?;
        let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
        std::fs::create_dir_all(folder)?;
        let temporary = folder.join(format!("{name}.new"));
        let written = (|| {
            let mut file = File::create(&temporary)?;
            write(&mut file)?;
            file.sync_all()?;
            let bytes = file.metadata()?.len();
            std::fs::rename(&temporary, &path)?;
            File::open(folder)?.sync_all()?;
            Ok(bytes)
        })();
        if written.is_err() {
            let _ = std::fs::remove_file(&temporary);
        }
        written
    }

    /// Where a file that people take along or bring lies; `None` for a name that could lead
    /// elsewhere.
    pub fn archive(&self, name: &str) -> Option<PathBuf> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c);
        let valid = !name.is_empty() && !name.starts_with('.') && name.len() <= 120 && name.chars().all(plain);
        valid.then(|| self.folder.join("archives").join(name))
    }

    /// Removes all such files but those named.
    pub fn keep_archives(&self, names: &[String]) -> io::Result<()> {
        let entries = match std::fs::read_dir(self.folder.join("archives")) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            if !names.iter().any(|name| entry.file_name() == name.as_str()) {
                std::fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    fn path(&self, name: &str) -> Option<PathBuf> {
        let valid = name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        valid.then(|| self.folder.join(name.get(..2).unwrap_or_default()).join(name))
    }
}

/// What lies in a folder; nothing if there is no such folder.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    match std::fs::read_dir(folder) {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(Vec::new()),
        found => found?.map(|entry| Ok(entry?.path())).collect(),
    }
}

/// Writes a whole file so that after a power cut there is the old one or the new one: temporary
/// file in the same folder, sync, rename, sync of the folder (H-038).
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    std::fs::create_dir_all(folder)?;
    let mut name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_os_string();
    name.push(format!(".{}.new", std::process::id()));
    let temporary = folder.join(name);
    let written = (|| {
        let mut file = std::fs::File::create(&temporary)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&temporary, path)?;
        std::fs::File::open(folder)?.sync_all()
    })();
    if written.is_err() {
        // What is left of a failed attempt must not stay; the failure itself is what counts.
        let _ = std::fs::remove_file(&temporary);
    }
    written
}
