//! Writing whole files so that a power cut leaves the old or the new one, never half of one.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// Replaces a file, or makes it: temporary file beside it, write, sync, rename, sync the folder.
/// The file is readable by its owner alone. (H-038)
///
/// Two writers of the same file must not meet: callers take turns.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut name = OsString::from(".");
    name.push(path.file_name().ok_or(io::ErrorKind::InvalidInput)?);
    name.push(".new");
    let temporary = folder.join(name);
    let written = write(&temporary, bytes).and_then(|()| std::fs::rename(&temporary, path));
    if let Err(error) = written {
        // What could not be finished is of no use to anybody.
        let _ = std::fs::remove_file(&temporary);
        return Err(error);
    }
    File::open(folder)?.sync_all()
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A leftover of a crash may have other permissions.
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;
    use std::path::PathBuf;
    use std::sync::atomic::{AtomicU32, Ordering};

    static COUNT: AtomicU32 = AtomicU32::new(0);

    /// A folder of a test's own, removed with everything in it.
    pub(in crate::config) struct Folder(PathBuf);

    impl Folder {
        pub(in crate::config) fn new() -> Self {
            let name = format!("seedpod-config-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
            let path = std::env::temp_dir().join(name);
            std::fs::create_dir(&path).expect("a new folder");
            Self(path)
        }

        pub(in crate::config) fn path(&self) -> &Path {
            &self.0
        }

        pub(in crate::config) fn file(&self, name: &str, text: &str) -> PathBuf {
            let path = self.0.join(name);
            std::fs::write(&path, text).expect("written");
            path
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    // H-038, H-036
    #[test]
    fn a_file_is_replaced_whole_and_private() {
        let folder = Folder::new();
        let path = folder.path().join("key");
        folder.file(".key.new", "left over from a crash");
        replace(&path, b"one").expect("written");
        replace(&path, b"two").expect("written");
        assert_eq!(std::fs::read(&path).expect("read"), b"two");
        assert_eq!(std::fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o600);
        assert_eq!(std::fs::read_dir(folder.path()).expect("folder").count(), 1);
    }

    // H-038
    #[test]
    fn a_failed_replacement_leaves_the_old_file() {
        let folder = Folder::new();
        let path = folder.path().join("taken");
        std::fs::create_dir(&path).expect("folder");
        assert!(replace(&path, b"x").is_err());
        assert!(path.is_dir());
        assert_eq!(std::fs::read_dir(folder.path()).expect("folder").count(), 1);
        assert!(replace(Path::new("/nonexistent/folder/x"), b"x").is_err());
    }
}
