//! Names that lead out of the folder they belong to: in addresses, in backups, in archives.

use crate::home::{ask, initialised, serve};
use crate::loopback::{free_port, program};
use std::io::Read;
use std::path::{Path, PathBuf};

/// A file in the state folder that nobody may ever fetch.
const SECRET: &str = "secret.key";

// H-150
#[test]
fn no_address_leads_to_a_file_of_the_machine() {
    let port = free_port();
    let running = serve("http://localhost", &["--http", &format!("127.0.0.1:{port}"), "--https", "off"], &[]);
    let state = running.folder.path().join("state");
    assert!(state.join(SECRET).exists());
    let mut targets = Vec::new();
    for room in ["", "/assets", "/uploads/images", "/uploads/users", "/remote", "/help", "/u", "/public", "/source"] {
        for up in ["..", "%2e%2e", "..%2f..", "%2e%2e%2f%2e%2e", "..%5c..", "....//", "..;", ".%00."] {
            for file in [SECRET, "seedpod.redb", "etc/passwd", "%65tc%2fpasswd"] {
                targets.push(format!("{room}/{up}/{file}"));
                targets.push(format!("{room}/{up}/{up}/{up}/{up}/{up}/{up}/{file}"));
            }
        }
        targets.push(format!("{room}//etc/passwd"));
        targets.push(format!("{room}{}/{SECRET}", state.display()));
        targets.push(format!("{room}/%00"));
        targets.push(format!("{room}/%ff%fe"));
    }
    targets.push("http://elsewhere.example/etc/passwd".to_owned());
    targets.push("file:///etc/passwd".to_owned());
    for target in &targets {
        let answer = ask(port, &format!("GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        let status = answer.get(9..12).unwrap_or_default();
        assert!(["301", "303", "308", "400", "404", "405", "421"].contains(&status), "{target}: {answer}");
        assert!(!answer.contains("root:"), "{target}");
    }
    assert!(ask(port, "GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").contains(" 200 "));
}

/// The head of a member with any name whatever, which the library itself would not write.
fn head(kind: tar::EntryType, name: &str, size: usize) -> tar::Header {
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(kind);
    header.set_size(size as u64);
    header.set_mode(0o600);
    header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
    if kind != tar::EntryType::Regular {
        header.as_old_mut().linkname[..11].copy_from_slice(b"/etc/passwd");
    }
    header.set_cksum();
    header
}

/// A backup with one more member behind its first.
fn with_member(backup: &Path, kind: tar::EntryType, name: &str) -> Vec<u8> {
    let bytes: &[u8] = if kind == tar::EntryType::Regular { b"harm" } else { b"" };
    let packed = std::fs::File::open(backup).unwrap();
    let mut from = tar::Archive::new(zstd::Decoder::new(packed).unwrap());
    let mut into = tar::Builder::new(zstd::Encoder::new(Vec::new(), 1).unwrap());
    for (number, entry) in from.entries().unwrap().enumerate() {
        let mut entry = entry.unwrap();
        let mut found = Vec::new();
        entry.read_to_end(&mut found).unwrap();
        into.append(&entry.header().clone(), found.as_slice()).unwrap();
        if number == 0 {
            into.append(&head(kind, name, bytes.len()), bytes).unwrap();
        }
    }
    into.into_inner().unwrap().finish().unwrap()
}

/// Everything in a folder and below.
fn everything(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(everything(&path));
        }
        found.push(path);
    }
    found.sort();
    found
}

// H-150
#[test]
fn no_member_of_a_backup_leads_out_of_the_folder() {
    let folder = initialised("https://pod.test");
    let state = folder.path().join("state");
    let (backup, tampered) = (folder.path().join("backup"), folder.path().join("tampered"));
    let run = |arguments: &[&str], state: &Path| {
        let mut command = program();
        command.args(arguments).arg("--state-dir").arg(state);
        let said = command.output().unwrap();
        (said.status.code(), String::from_utf8_lossy(&said.stderr).into_owned())
    };
    assert_eq!(run(&["backup", "create", backup.to_str().unwrap()], &state).0, Some(0));
    // What is written is written by this test alone: the attempt leaves the folder as it was.
    std::fs::write(&tampered, b"").unwrap();
    let before = everything(folder.path());
    let absolute = folder.path().join("absolute").display().to_string();
    let (plain, link, hard) = (tar::EntryType::Regular, tar::EntryType::Symlink, tar::EntryType::Link);
    for (kind, name) in [
        (plain, "../harm"),
        (plain, "../../harm"),
        (plain, "acme/../../harm"),
        (plain, "acme/.."),
        (plain, "acme/.hidden"),
        (plain, "media/../../harm"),
        (plain, "store/../harm"),
        (plain, "./secret.key"),
        (plain, &absolute),
        (plain, "harm"),
        (link, "seedpod.toml"),
        (link, "acme/account"),
        (hard, "secret.key"),
    ] {
        std::fs::write(&tampered, with_member(&backup, kind, name)).unwrap();
        let (code, said) = run(&["backup", "restore", tampered.to_str().unwrap()], &folder.path().join("other"));
        assert_eq!(code, Some(5), "{name}: {said}");
        let _ = std::fs::remove_dir(folder.path().join("other"));
        assert_eq!(everything(folder.path()), before, "{name}");
    }
    std::fs::write(&tampered, std::fs::read(&backup).unwrap()).unwrap();
    let restored = run(&["backup", "restore", tampered.to_str().unwrap()], &folder.path().join("other"));
    assert_eq!(restored.0, Some(0), "untouched it is taken: {}", restored.1);
}
