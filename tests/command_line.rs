//! What the program prints about itself: settings, manual, completions (spec/appliance.md §4).

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
