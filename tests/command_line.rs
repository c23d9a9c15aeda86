//! What the program prints about itself: settings, manual, completions, and whether what is written for
//! people about its commands is true (spec/appliance.md §4, H-170).

use crate::loopback::program;
use crate::pods::Folder;
use serde_json::Value;

fn said(arguments: &[&str]) -> String {
    let folder = Folder::new();
    let output = program().args(arguments).arg("--state-dir").arg(folder.path().join("state")).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&said(&[arguments, &["--json"]].concat())).unwrap()
}

// H-027, H-032: every command about settings has a form for programs.
#[test]
fn settings_are_told_as_json_too() {
    let reference = json(&["config", "reference"]);
    let row = reference.as_array().unwrap().iter().find(|row| row["key"] == "pod.name").unwrap();
    assert!(row["variable"] == "SEEDPOD_POD_NAME" && row["reload"] == true && row["default"] == "seedpod", "{row}");
    let shown = json(&["config", "show", "--http", "127.0.0.1:8123"]);
    let row = shown.as_array().unwrap().iter().find(|row| row["key"] == "server.http").unwrap();
    assert!(row["value"] == "\"127.0.0.1:8123\"" && row["source"].as_str().unwrap().contains("command line"), "{row}");
    assert_eq!(shown.as_array().unwrap().len(), reference.as_array().unwrap().len());
    assert_eq!(json(&["config", "check"])["valid"], true);
    assert!(json(&["config", "sample"])["sample"].as_str().unwrap().contains("[pod]"));
}

// H-028: the manual knows every command with its example, and every setting.
#[test]
fn the_manual_and_the_completions_are_made_from_the_definitions() {
    let manual = said(&["man"]);
    for part in [".TH seedpod 1", ".SS seedpod user token", "Example: seedpod backup verify", ".SS seedpod doctor"] {
        assert!(manual.contains(part), "{part}: {manual}");
    }
    assert_eq!(manual.matches(".SS ").count(), manual.matches("Example: ").count() - 1, "the program has one itself");
    let settings = said(&["man", "seedpod.toml"]);
    for row in json(&["config", "reference"]).as_array().unwrap() {
        let (section, name) = row["key"].as_str().unwrap().split_once('.').unwrap();
        assert!(settings.contains(&format!(".SH [{section}]")), "{section}");
        assert!(settings.contains(&format!("\\fB{name}\\fR")), "{name}");
    }
    for (shell, sign) in
        [("bash", "complete -F _seedpod"), ("zsh", "#compdef seedpod"), ("fish", "complete -c seedpod")]
    {
        assert!(said(&["completions", shell]).contains(sign), "{shell}");
    }
    for page in [&manual, &settings] {
        let mut check = std::process::Command::new("groff");
        check.args(["-man", "-Tutf8", "-ww", "-z"]).stdin(std::process::Stdio::piped());
        // Where groff is there it must have nothing to say.
        let Ok(mut child) = check.stderr(std::process::Stdio::piped()).spawn() else { continue };
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), page.as_bytes()).unwrap();
        let said = child.wait_with_output().unwrap();
        assert!(said.stderr.is_empty(), "{}", String::from_utf8_lossy(&said.stderr));
    }
}

/// Exit code and what stands on standard error; the state folder is one that does not exist yet.
fn refused(arguments: &[&str]) -> (Option<i32>, String) {
    let folder = Folder::new();
    let state = folder.path().join("state");
    let output = program().args(arguments).env("SEEDPOD_STATE_DIR", &state).output().unwrap();
    assert!(!state.exists(), "{arguments:?} did something");
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

// H-029: who mistypes is told what was meant, and nothing is done.
#[test]
fn what_is_mistyped_does_nothing_and_names_the_nearest() {
    for (typed, meant) in [
        (&["srve"][..], "serve"),
        (&["user", "lst"], "list"),
        (&["bakup", "create", "x"], "backup"),
        (&["serve", "--htp", "127.0.0.1:1"], "--http"),
        (&["doctor", "--jsn"], "--json"),
    ] {
        let (code, said) = refused(typed);
        assert_eq!(code, Some(2), "{typed:?}: {said}");
        assert!(said.contains(&format!("'{meant}'")), "{typed:?}: {said}");
    }
    for typed in [&["serve", "--frobnicate"][..], &["init", "more", "words"], &["config"]] {
        let (code, said) = refused(typed);
        assert!(code == Some(2) && !said.trim().is_empty(), "{typed:?}: {code:?} {said}");
    }
}

/// The lines that somebody would type, from everything that is written for people.
fn promised() -> Vec<(String, String)> {
    let top = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = vec![top.join("README.md")];
    files.extend(std::fs::read_dir(top.join("assets/help")).unwrap().map(|entry| entry.unwrap().path()));
    let mut found = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let typed = text.lines().map(str::trim).filter(|line| line.starts_with("seedpod "));
        found.extend(typed.map(|line| (name.clone(), line.to_owned())));
        let inside = text.split('`').skip(1).step_by(2).filter(|code| code.starts_with("seedpod "));
        found.extend(inside.filter(|code| !code.contains('\n')).map(|code| (name.clone(), code.to_owned())));
    }
    found
}

/// The words of a line as a shell would hand them over, without what is for the shell itself.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut is_quoted = false;
    for sign in line.chars() {
        match sign {
            '"' | '\'' => is_quoted = !is_quoted,
            ' ' if !is_quoted => words.push(String::new()),
            '<' | '>' | '|' | '&' | '#' if !is_quoted => break,
            _ => words.last_mut().unwrap().push(sign),
        }
    }
    words.retain(|word| !word.is_empty() && !word.starts_with('…'));
    words.split_off(1)
}

// H-170: every command that the help and the README name is one, with these options.
#[test]
fn every_command_that_is_written_down_exists() {
    let lines = promised();
    assert!(lines.len() > 50, "{} lines", lines.len());
    for (file, line) in lines {
        let mut typed = words(&line);
        // Asked for its help, the program reads the whole line and does nothing.
        if typed != ["help"] {
            typed.push("--help".to_owned());
        }
        let output = program().args(typed).output().unwrap();
        assert!(output.status.success(), "{file}: {line}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

// H-170: every settings file that the help shows is a valid one.
#[test]
fn every_settings_file_that_is_written_down_is_valid() {
    let top = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/help");
    let (folder, mut count) = (Folder::new(), 0);
    for entry in std::fs::read_dir(top).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        for block in text.split("```\n").skip(1).step_by(2).filter(|block| block.starts_with('[')) {
            let file = folder.path().join("seedpod.toml");
            std::fs::write(&file, block).unwrap();
            let mut check = program();
            // The name of the pod stands in the text around it.
            check.args(["config", "check", "--config"]).arg(&file).env("SEEDPOD_SERVER_URL", "https://pod.example");
            let output = check.output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success(), "{}:\n{block}\n{said}", path.display());
            count += 1;
        }
    }
    assert!(count > 0, "none was found");
}
