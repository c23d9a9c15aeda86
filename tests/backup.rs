//! Backups through the program itself: written while it runs and while it does not, verified,
//! restored, refused.

use crate::pods::Folder;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

const URL: &str = "http://127.0.0.1:18421";

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_seedpod"));
    command.env_clear().env("PATH", "/usr/bin:/bin").env("HOME", "/nonexistent");
    command
}

fn seedpod(state: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = program()
        .args(arguments)
        .arg("--state-dir")
        .arg(state)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Runs a command and looks at how it ended.
#[track_caller]
fn ends(code: i32, state: &Path, arguments: &[&str]) -> String {
    let output = seedpod(state, arguments, "a long password\n");
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", text(&output));
    text(&output)
}

fn pod(state: &Path) {
    ends(0, state, &["init", "--url", URL, "--admin", "ada", "--password-stdin"]);
    ends(0, state, &["user", "add", "ben", "--password-stdin"]);
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

// H-098 H-101 H-102: everything comes back, with the same identity, in a sound store.
#[test]
fn a_pod_comes_back_from_its_backup() {
    let folder = Folder::new();
    let (state, other, file) = (folder.path().join("one"), folder.path().join("two"), folder.path().join("backup"));
    pod(&state);
    assert!(ends(0, &state, &["backup", "create", path(&file)]).contains("rows"));
    assert!(ends(0, &state, &["backup", "verify", path(&file)]).contains(URL));
    ends(0, &other, &["backup", "restore", path(&file)]);
    assert!(ends(0, &other, &["db", "check"]).contains("Everything agrees"));
    assert_eq!(ends(0, &other, &["user", "list", "--json"]), ends(0, &state, &["user", "list", "--json"]));
    let key = |state: &Path| std::fs::read(state.join("secret.key")).unwrap();
    assert_eq!(key(&state), key(&other), "private keys inside the store stay readable");
}

// H-099: the file holds private keys.
#[test]
fn nobody_else_can_read_a_backup() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let (state, file) = (folder.path().join("one"), folder.path().join("backup"));
    pod(&state);
    ends(0, &state, &["backup", "create", path(&file)]);
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
}

// H-101: whatever is changed or missing is noticed, and nothing is left of the attempt.
#[test]
fn a_damaged_backup_is_refused() {
    let folder = Folder::new();
    let (state, other, file) = (folder.path().join("one"), folder.path().join("two"), folder.path().join("backup"));
    pod(&state);
    ends(0, &state, &["backup", "create", path(&file)]);
    let good = std::fs::read(&file).unwrap();
    let damages: [(&str, Vec<u8>); 5] = [
        ("cut in half", good[..good.len() / 2].to_vec()),
        ("without its end", good[..good.len() - 40].to_vec()),
        (
            "one bit turned",
            good.iter().enumerate().map(|(at, b)| if at == good.len() / 2 { b ^ 1 } else { *b }).collect(),
        ),
        ("empty", Vec::new()),
        ("something else", b"this is no backup".to_vec()),
    ];
    for (what, bytes) in damages {
        std::fs::write(&file, bytes).unwrap();
        let said = ends(5, &state, &["backup", "verify", path(&file)]);
        assert!(said.contains("no usable backup"), "{what}: {said}");
        ends(5, &other, &["backup", "restore", path(&file)]);
        let left = std::fs::read_dir(&other).map(|entries| entries.count()).unwrap_or(0);
        assert_eq!(left, 0, "{what}");
    }
}

// H-102: a pod that is there is not overwritten; with --replace it is moved aside whole.
#[test]
fn a_pod_that_is_there_is_moved_aside_only_on_request() {
    let folder = Folder::new();
    let (state, other, file) = (folder.path().join("one"), folder.path().join("two"), folder.path().join("backup"));
    pod(&state);
    ends(0, &state, &["backup", "create", path(&file)]);
    ends(1, &state, &["backup", "create", path(&file)]);
    ends(0, &other, &["init", "--url", "http://127.0.0.1:18422", "--admin", "eve", "--password-stdin"]);
    assert!(ends(1, &other, &["backup", "restore", path(&file)]).contains("--replace"));
    assert!(ends(0, &other, &["user", "list"]).contains("eve"));
    ends(0, &other, &["backup", "restore", "--replace", path(&file)]);
    assert!(ends(0, &other, &["user", "list"]).contains("ada"));
    let aside = std::fs::read_dir(&other)
        .unwrap()
        .flatten()
        .find(|entry| entry.file_name().to_string_lossy().starts_with("before-restore-"));
    assert!(ends(0, &aside.unwrap().path(), &["user", "list"]).contains("eve"));
}

// H-097: while it serves.
#[test]
fn a_running_pod_writes_its_backup_itself() {
    let folder = Folder::new();
    let (state, file) = (folder.path().join("one"), folder.path().join("backup"));
    pod(&state);
    let mut serve = program();
    serve.args(["serve", "--http", "127.0.0.1:0", "--state-dir"]).arg(&state);
    let mut server = serve.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.contains("is ready"), "{line}");
    ends(0, &state, &["backup", "create", path(&file)]);
    // The store is in use: nothing is moved away under the running pod.
    ends(4, &state, &["backup", "restore", "--replace", path(&file)]);
    server.kill().unwrap();
    server.wait().unwrap();
    ends(0, &state, &["backup", "verify", path(&file)]);
}

// H-100: what happens every night, at once: it goes into the folder under its date, the program that
// carries it away gets it, and the newest one can be restored by saying so.
#[test]
fn the_backup_of_a_night_is_kept_carried_away_and_found_again() {
    let folder = Folder::new();
    let (state, away) = (folder.path().join("one"), folder.path().join("away"));
    pod(&state);
    let old = state.join("backups/seedpod-2020-01-01T030000Z.backup");
    std::fs::create_dir(state.join("backups")).unwrap();
    std::fs::write(&old, "of a year long past").unwrap();
    std::fs::write(state.join("backups/mine.backup"), "not made by the pod").unwrap();
    std::fs::create_dir(&away).unwrap();
    let config = format!("[backup]\nweeks = 0\ndays = 1\ncommand = \"cp --target-directory {}\"\n", path(&away));
    std::fs::write(state.join("seedpod.toml"), config).unwrap();
    let would = ends(0, &state, &["backup", "list", "--json"]);
    assert!(would.contains("2020-01-01T03:00:00Z"), "{would}");
    assert!(ends(0, &state, &["backup", "create"]).contains("rows"));
    assert!(!old.exists(), "a newer one of another day is there");
    assert!(state.join("backups/mine.backup").exists(), "what the pod did not make it does not remove");
    let list: serde_json::Value = serde_json::from_str(&ends(0, &state, &["backup", "list", "--json"])).unwrap();
    let file = list[0]["file"].as_str().unwrap();
    assert_eq!(list.as_array().unwrap().len(), 1, "{list}");
    let copy = away.join(Path::new(file).file_name().unwrap());
    assert_eq!(std::fs::read(file).unwrap(), std::fs::read(copy).unwrap());

    std::fs::write(&old, "again").unwrap();
    assert!(ends(0, &state, &["backup", "prune", "--dry-run"]).contains("2020"));
    assert!(old.exists());
    assert!(ends(0, &state, &["backup", "prune"]).contains("2020"));
    assert!(!old.exists());

    ends(0, &state, &["user", "add", "cleo", "--password-stdin"]);
    ends(0, &state, &["backup", "restore", "--latest", "--replace"]);
    assert!(!ends(0, &state, &["user", "list"]).contains("cleo"), "she came after the backup");

    let failing = "[backup]\ncommand = \"false\"\n";
    std::fs::write(state.join("seedpod.toml"), failing).unwrap();
    assert!(ends(1, &state, &["backup", "create"]).contains("did not take the backup"));
}
