//! Where things lie on disk, and whether the state may lie there.

use super::sources::{Environment, Overrides};
use std::fmt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};

/// The folders of one pod. (spec/appliance.md §5.2)
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// What must be backed up.
    pub state: PathBuf,
    /// What may vanish at any time. (H-037)
    pub cache: PathBuf,
    /// Sockets and the setup link; gone after a restart.
    pub runtime: PathBuf,
    /// The configuration file; it need not exist unless somebody named it.
    pub config: PathBuf,
    pub(super) config_was_named: bool,
}

impl Paths {
    /// Finds the folders: flag, own variable, the service manager's variable, else the system's
    /// folders for root and the user's for everybody else. (H-035)
    pub(super) fn find(overrides: &Overrides, environment: &Environment) -> Self {
        let folders = Folders { environment };
        let named_state = overrides.state_dir.clone().or_else(|| environment.first_path("SEEDPOD_STATE_DIR"));
        let state = named_state
            .clone()
            .unwrap_or_else(|| folders.choose("STATE_DIRECTORY", "/var/lib/seedpod", "XDG_DATA_HOME", ".local/share"));
        let cache = overrides.cache_dir.clone().or_else(|| environment.first_path("SEEDPOD_CACHE_DIR"));
        // A pod told where its state lies keeps the rest there too: that is what containers and
        // tests want.
        let beside = |name: &str| named_state.as_ref().map(|state| state.join(name));
        let cache = cache
            .or_else(|| environment.first_path("CACHE_DIRECTORY"))
            .or_else(|| beside("cache"))
            .unwrap_or_else(|| folders.choose("CACHE_DIRECTORY", "/var/cache/seedpod", "XDG_CACHE_HOME", ".cache"));
        let runtime = environment.first_path("RUNTIME_DIRECTORY").or_else(|| beside("run"));
        let runtime = runtime.unwrap_or_else(|| folders.runtime(&state));
        let named_config = overrides.config.clone().or_else(|| environment.first_path("SEEDPOD_CONFIG"));
        let config_was_named = named_config.is_some();
        let config = named_config.unwrap_or_else(|| folders.config(&state));
        Self { state, cache, runtime, config, config_was_named }
    }

    /// The files of `conf.d` beside the configuration file, sorted; later ones win.
    pub(super) fn further_config_files(&self) -> Vec<PathBuf> {
        let folder = self.config.with_file_name("conf.d");
        let entries = if self.config_was_named { None } else { std::fs::read_dir(folder).ok() };
        let files = entries.into_iter().flatten().flatten().map(|entry| entry.path());
        let mut files: Vec<_> = files.filter(|path| path.extension().is_some_and(|end| end == "toml")).collect();
        files.sort();
        files
    }
}

struct Folders<'a> {
    environment: &'a Environment,
}

impl Folders<'_> {
    fn choose(&self, managed: &str, system: &str, user: &str, below_home: &str) -> PathBuf {
        if let Some(path) = self.environment.first_path(managed) {
            return path;
        }
        if self.environment.is_root {
            return PathBuf::from(system);
        }
        let home = || self.environment.get("HOME").map(|home| Path::new(home).join(below_home));
        let user = self.environment.get(user).map(PathBuf::from).or_else(home);
        user.map_or_else(|| PathBuf::from(system), |folder| folder.join("seedpod"))
    }

    fn runtime(&self, state: &Path) -> PathBuf {
        if self.environment.is_root {
            return PathBuf::from("/run/seedpod");
        }
        let user = self.environment.get("XDG_RUNTIME_DIR");
        user.map_or_else(|| state.join("run"), |folder| Path::new(folder).join("seedpod"))
    }

    fn config(&self, state: &Path) -> PathBuf {
        let beside = state.join("seedpod.toml");
        if self.environment.get("CONFIGURATION_DIRECTORY").is_none() && beside.is_file() {
            return beside;
        }
        let folder = self.choose("CONFIGURATION_DIRECTORY", "/etc/seedpod", "XDG_CONFIG_HOME", ".config");
        folder.join("seedpod.toml")
    }
}

/// Why the state may not lie where it was asked for. (H-036)
#[derive(Debug)]
pub enum StateError {
    /// The folder cannot be made or looked at.
    Unreachable(PathBuf, std::io::Error),
    /// It is a file or something else.
    NotAFolder(PathBuf),
    /// Another user owns it.
    OtherOwner(PathBuf, u32),
    /// Users outside owner and group get in; the mode.
    Open(PathBuf, u32),
    /// It lies on another machine, which cannot promise that written is written.
    Network(PathBuf, &'static str),
    /// The disk is full.
    Full(PathBuf, u64),
}

impl fmt::Display for StateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable(path, error) => {
                write!(f, "the state directory {} cannot be used: {error}", path.display())
            }
            Self::NotAFolder(path) => write!(f, "the state directory {} is not a directory", path.display()),
            Self::OtherOwner(path, owner) => write!(
                f,
                "the state directory {} belongs to user number {owner}, not to the one seedpod runs as",
                path.display()
            ),
            Self::Open(path, mode) => write!(
                f,
                "the state directory {} is open to everybody on this machine (mode {mode:04o}): run chmod 0700 on it",
                path.display()
            ),
            Self::Network(path, kind) => write!(
                f,
                "the state directory {} is on a network file system ({kind}), where a power cut can lose acknowledged data: use a local disk",
                path.display()
            ),
            Self::Full(path, free) => {
                write!(f, "the disk that holds the state directory {} is full: {free} bytes are free", path.display())
            }
        }
    }
}

impl std::error::Error for StateError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unreachable(_, error) => Some(error),
            _ => None,
        }
    }
}

/// Space below which the pod does not start: less than closing the store in good order may take.
const LEAST_FREE: u64 = 8 << 20;

/// Makes files of this process private from now on: 0600, folders 0700. To be called once, early.
pub fn restrict_new_files() {
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
}

/// Makes the state directory if it is not there, and refuses one that cannot be trusted. (H-036)
pub fn prepare_state(state: &Path) -> Result<(), StateError> {
    let unreachable = |error| StateError::Unreachable(state.to_owned(), error);
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(state).or_else(|error| {
        // What is there and is no folder gets the clearer sentence below.
        if state.exists() { Ok(()) } else { Err(unreachable(error)) }
    })?;
    let data = std::fs::metadata(state).map_err(unreachable)?;
    if !data.is_dir() {
        return Err(StateError::NotAFolder(state.to_owned()));
    }
    if data.uid() != rustix::process::geteuid().as_raw() {
        return Err(StateError::OtherOwner(state.to_owned(), data.uid()));
    }
    if data.mode() & 0o007 != 0 {
        return Err(StateError::Open(state.to_owned(), data.mode() & 0o7777));
    }
    let disk = rustix::fs::statfs(state).map_err(|error| unreachable(error.into()))?;
    if let Some(kind) = network_file_system(i128::from(disk.f_type) & 0xffff_ffff) {
        return Err(StateError::Network(state.to_owned(), kind));
    }
    match free_space(state) {
        Ok(free) if free < LEAST_FREE => Err(StateError::Full(state.to_owned(), free)),
        Ok(_) => Ok(()),
        Err(error) => Err(unreachable(error)),
    }
}

/// Bytes that this user may still write to the disk that holds `path`.
pub fn free_space(path: &Path) -> std::io::Result<u64> {
    let disk = rustix::fs::statvfs(path)?;
    Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
}

/// Bytes of the disk that holds `path`, used or not.
pub fn disk_size(path: &Path) -> std::io::Result<u64> {
    let disk = rustix::fs::statvfs(path)?;
    Ok(disk.f_blocks.saturating_mul(disk.f_frsize))
}

/// The name of a file system that is on another machine, by the number the kernel gives it.
fn network_file_system(magic: i128) -> Option<&'static str> {
    let known = [
        (0x6969, "NFS"),
        (0x517b, "SMB"),
        (0xfe53_4d42, "SMB"),
        (0xff53_4d42, "CIFS"),
        (0x00c3_6400, "Ceph"),
        (0x5346_414f, "AFS"),
        (0x6b41_4653, "AFS"),
    ];
    known.into_iter().find(|(number, _)| *number == magic).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::super::files::tests::Folder;
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn find(variables: &[(&str, &str)], is_root: bool, overrides: &Overrides) -> Paths {
        let variables = variables.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
        Paths::find(overrides, &Environment { variables, is_root })
    }

    fn texts(paths: &Paths) -> [&str; 4] {
        [&paths.state, &paths.cache, &paths.runtime, &paths.config].map(|path| path.to_str().expect("text"))
    }

    // H-035
    #[test]
    fn folders_follow_flag_variable_manager_and_user_in_this_order() {
        let none = Overrides::default();
        assert_eq!(
            texts(&find(&[], true, &none)),
            ["/var/lib/seedpod", "/var/cache/seedpod", "/run/seedpod", "/etc/seedpod/seedpod.toml"]
        );
        let home = [("HOME", "/home/eva")];
        assert_eq!(
            texts(&find(&home, false, &none)),
            [
                "/home/eva/.local/share/seedpod",
                "/home/eva/.cache/seedpod",
                "/home/eva/.local/share/seedpod/run",
                "/home/eva/.config/seedpod/seedpod.toml"
            ]
        );
        let desktop = [
            ("HOME", "/h"),
            ("XDG_DATA_HOME", "/d"),
            ("XDG_CACHE_HOME", "/c"),
            ("XDG_RUNTIME_DIR", "/r"),
            ("XDG_CONFIG_HOME", "/f"),
        ];
        assert_eq!(
            texts(&find(&desktop, false, &none)),
            ["/d/seedpod", "/c/seedpod", "/r/seedpod", "/f/seedpod/seedpod.toml"]
        );
        let managed = [
            ("STATE_DIRECTORY", "/s:/other"),
            ("CACHE_DIRECTORY", "/c"),
            ("RUNTIME_DIRECTORY", "/r"),
            ("CONFIGURATION_DIRECTORY", "/f:/g"),
        ];
        assert_eq!(texts(&find(&managed, true, &none)), ["/s", "/c", "/r", "/f/seedpod.toml"]);
        let own = [("STATE_DIRECTORY", "/s"), ("SEEDPOD_STATE_DIR", "/mine"), ("SEEDPOD_CONFIG", "/x.toml")];
        assert_eq!(texts(&find(&own, true, &none)), ["/mine", "/mine/cache", "/mine/run", "/x.toml"]);
        let flags =
            Overrides { state_dir: Some("/flag".into()), cache_dir: Some("/fc".into()), ..Overrides::default() };
        assert_eq!(texts(&find(&own, true, &flags)), ["/flag", "/fc", "/flag/run", "/x.toml"]);
    }

    // H-036
    #[test]
    fn the_state_directory_is_made_private_and_refused_when_it_is_not() {
        let folder = Folder::new();
        let state = folder.path().join("a/state");
        prepare_state(&state).expect("made");
        assert_eq!(std::fs::metadata(&state).expect("there").mode() & 0o777, 0o700);
        prepare_state(&state).expect("still good");
        std::fs::set_permissions(&state, std::fs::Permissions::from_mode(0o705)).expect("chmod");
        let error = prepare_state(&state).expect_err("open");
        assert!(error.to_string().contains("mode 0705"), "{error}");
        let file = folder.file("file", "");
        assert!(matches!(prepare_state(&file), Err(StateError::NotAFolder(_))));
        assert!(matches!(prepare_state(&file.join("below")), Err(StateError::Unreachable(..))));
        assert_eq!(network_file_system(0x6969), Some("NFS"));
        assert_eq!(network_file_system(0xef53), None);
    }

    // H-036
    #[test]
    fn another_owner_is_refused() {
        if rustix::process::geteuid().is_root() {
            let folder = Folder::new();
            std::os::unix::fs::chown(folder.path(), Some(12_345), None).expect("chown");
            assert!(matches!(prepare_state(folder.path()), Err(StateError::OtherOwner(_, 12_345))));
        } else {
            assert!(matches!(prepare_state(Path::new("/")), Err(StateError::OtherOwner(_, 0))));
        }
    }

    #[test]
    fn further_files_are_read_in_order_beside_a_file_nobody_named() {
        let folder = Folder::new();
        std::fs::create_dir(folder.path().join("conf.d")).expect("folder");
        for name in ["conf.d/20.toml", "conf.d/10.toml", "conf.d/readme.txt"] {
            folder.file(name, "");
        }
        let mut paths =
            find(&[("CONFIGURATION_DIRECTORY", folder.path().to_str().expect("text"))], true, &Overrides::default());
        let names: Vec<_> =
            paths.further_config_files().iter().map(|path| path.file_name().expect("name").to_owned()).collect();
        assert_eq!(names, ["10.toml", "20.toml"]);
        paths.config_was_named = true;
        assert!(paths.further_config_files().is_empty());
    }
}
