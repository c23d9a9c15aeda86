//! The real program at home, on plain HTTP, and what the system says about it.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// The password of everybody.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// A running pod with one account, `alice`; its folder goes with it.
pub(crate) struct Program {
    program: PathBuf,
    folder: PathBuf,
    pub(crate) port: u16,
    child: Option<Child>,
}

impl Program {
    /// Sets a pod up in a folder of its own, without starting it.
    pub(crate) fn init(name: &str) -> Result<Self, Box<dyn Error>> {
        let program = std::env::var_os("SEEDPOD_BIN").ok_or("SEEDPOD_BIN must name the program")?.into();
        let folder = std::env::temp_dir().join(format!("seedpod-{name}-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("run"))?;
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let pod = Self { program, folder, port, child: None };
        let words = ["init", "--url", &pod.url(), "--admin", "alice", "--password-stdin"];
        let mut init = pod.command(&words).stdin(Stdio::piped()).stdout(Stdio::null()).spawn()?;
        init.stdin.take().ok_or("no way in")?.write_all(format!("{PASSWORD}\n").as_bytes())?;
        if init.wait()?.success() { Ok(pod) } else { Err("the pod cannot be set up".into()) }
    }

    /// Starts it with settings from the environment and waits until it is there.
    pub(crate) fn start(&mut self, settings: &[(&str, &str)]) -> Result<(), Box<dyn Error>> {
        let listen = format!("127.0.0.1:{}", self.port);
        let mut serve = self.command(&["serve", "--url", &self.url(), "--http", &listen]);
        let log = File::create(self.folder.join("log"))?;
        let mut child = serve.envs(settings.iter().copied()).stdout(Stdio::piped()).stderr(log).spawn()?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().ok_or("no way out")?).read_line(&mut line)?;
        self.child = Some(child);
        if line.contains("is ready") { Ok(()) } else { Err(format!("the pod does not start: {line}").into()) }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub(crate) fn state(&self) -> PathBuf {
        self.folder.join("state")
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.env_clear().env("PATH", "/usr/bin:/bin").env("HOME", "/nonexistent");
        command.env("XDG_RUNTIME_DIR", self.folder.join("run"));
        command.args(words).arg("--state-dir").arg(self.state());
        command
    }

    /// Runs an administrative command and says what it printed.
    pub(crate) fn run(&self, words: &[&str]) -> Result<String, Box<dyn Error>> {
        let output = self.command(words).output()?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        Err(format!("{words:?}: {}", String::from_utf8_lossy(&output.stderr)).into())
    }

    fn proc(&self, file: &str) -> PathBuf {
        Path::new("/proc").join(self.child.as_ref().map_or(0, Child::id).to_string()).join(file)
    }

    /// A number that the system keeps about the program, such as `VmHWM` or `write_bytes`.
    pub(crate) fn number(&self, file: &str, name: &str) -> u64 {
        let text = std::fs::read_to_string(self.proc(file)).unwrap_or_default();
        let numbers: BTreeMap<&str, &str> = text.lines().filter_map(|line| line.split_once(':')).collect();
        let words = numbers.get(name).map(|value| value.split_whitespace().next().unwrap_or_default());
        words.and_then(|word| word.parse().ok()).unwrap_or(0)
    }

    /// The most memory so far, in MiB.
    pub(crate) fn peak(&self) -> u64 {
        self.number("status", "VmHWM") / 1024
    }

    /// Open descriptors.
    pub(crate) fn descriptors(&self) -> usize {
        std::fs::read_dir(self.proc("fd")).map_or(0, Iterator::count)
    }

    /// The number of the process.
    pub(crate) fn id(&self) -> u32 {
        self.child.as_ref().map_or(0, Child::id)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            let _ = child.kill();
            let _ = child.wait();
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
