//! The real program on a state folder of its own, killed and started again at will.

use crate::certificates::{Certificates, free_port};
use std::error::Error;
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// Why something cannot be done.
pub(crate) type Fault = Box<dyn Error + Send + Sync>;

/// The password of everybody.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// Limits are not what is tried here.
const LIMITS: [&str; 8] = [
    "SEEDPOD_LIMITS_ACTIONS",
    "SEEDPOD_LIMITS_API",
    "SEEDPOD_LIMITS_DISCOVERY",
    "SEEDPOD_LIMITS_FEDERATION",
    "SEEDPOD_LIMITS_MEDIA",
    "SEEDPOD_LIMITS_PAGES",
    "SEEDPOD_LIMITS_SIGN_IN",
    "SEEDPOD_LIMITS_SIGN_IN_ACCOUNT",
];
const NO_LIMIT: &str = "1000000 / 1ms";

/// What `queue stats` counts.
const QUEUES: [&str; 3] = ["deliveries", "received", "other"];

/// One pod.
pub(crate) struct Process {
    program: PathBuf,
    folder: PathBuf,
    certificates: Certificates,
    port: u16,
    child: Option<Child>,
}

impl Process {
    /// Sets a pod up in a folder, with its first account, and does not start it.
    pub(crate) fn init(certificates: &Certificates, folder: &Path, admin: &str) -> Result<Self, Fault> {
        let program = std::env::var_os("SEEDPOD_BIN").ok_or("SEEDPOD_BIN must name the program")?.into();
        std::fs::create_dir_all(folder.join("run"))?;
        let (folder, certificates) = (folder.to_owned(), certificates.clone());
        let pod = Self { program, folder, certificates, port: free_port(), child: None };
        pod.with_password(&["init", "--url", &pod.url(), "--admin", admin, "--password-stdin"])?;
        Ok(pod)
    }

    pub(crate) fn add_account(&self, name: &str) -> Result<(), Fault> {
        self.with_password(&["user", "add", name, "--password-stdin"])
    }

    pub(crate) fn host(&self) -> String {
        format!("localhost:{}", self.port)
    }

    /// The folder with everything the pod has.
    pub(crate) fn state(&self) -> PathBuf {
        self.folder.join("state")
    }

    /// The number of the process; nought if it does not run.
    pub(crate) fn id(&self) -> u32 {
        self.child.as_ref().map_or(0, Child::id)
    }

    pub(crate) fn url(&self) -> String {
        format!("https://{}", self.host())
    }

    /// A client that trusts the pod, with no connection from before.
    pub(crate) fn client(&self) -> reqwest::Client {
        self.certificates.client()
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.env_clear().env("PATH", "/usr/bin:/bin").env("HOME", "/nonexistent");
        command.env("XDG_RUNTIME_DIR", self.folder.join("run"));
        command.args(words).arg("--state-dir").arg(self.state());
        command
    }

    fn with_password(&self, words: &[&str]) -> Result<(), Fault> {
        let mut command = self.command(words);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        child.stdin.take().ok_or("no way in")?.write_all(format!("{PASSWORD}\n").as_bytes())?;
        said(&child.wait_with_output()?).map(drop)
    }

    /// Begins to start the program, and does not wait.
    pub(crate) fn begin(&mut self) -> Result<(), Fault> {
        let mut serve = self.command(&["serve", "--url", &self.url(), "--http", "off"]);
        serve.args(["--https", &format!("127.0.0.1:{}", self.port)]);
        serve.args(["--outgoing-allow", "127.0.0.0/8", "--outgoing-allow", "::1/128"]);
        serve.arg("--tls-cert").arg(&self.certificates.chain).arg("--tls-key").arg(&self.certificates.key);
        serve.arg("--ca-file").arg(&self.certificates.authority_file);
        serve.envs(LIMITS.map(|name| (name, NO_LIMIT)));
        let log: File = OpenOptions::new().create(true).append(true).open(self.folder.join("log"))?;
        self.child = Some(serve.stdout(Stdio::piped()).stderr(log).spawn()?);
        Ok(())
    }

    /// Waits until the program that has begun says that it is there.
    pub(crate) fn ready(&mut self) -> Result<(), Fault> {
        let out = self.child.as_mut().and_then(|child| child.stdout.take()).ok_or("not begun")?;
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line)?;
        if line.contains("is ready") { Ok(()) } else { Err(format!("{} does not start: {line}", self.url()).into()) }
    }

    pub(crate) fn start(&mut self) -> Result<(), Fault> {
        self.begin()?;
        self.ready()
    }

    /// Ends the program at once, whatever it does.
    pub(crate) fn kill(&mut self) -> Result<(), Fault> {
        if let Some(mut child) = self.child.take() {
            child.kill()?;
            child.wait()?;
        }
        Ok(())
    }

    /// Runs an administrative command.
    pub(crate) fn run(&self, words: &[&str]) -> Result<String, Fault> {
        said(&self.command(words).output()?)
    }

    /// What `db check` finds; nothing if all is well.
    pub(crate) fn check(&self) -> Option<String> {
        match self.run(&["db", "check"]) {
            Ok(said) if said.contains("Everything agrees") => None,
            Ok(said) => Some(said),
            Err(error) => Some(error.to_string()),
        }
    }

    /// Whether nothing waits to be sent or taken in.
    pub(crate) fn is_idle(&self) -> Result<bool, Fault> {
        let stats: serde_json::Value = serde_json::from_str(&self.run(&["queue", "stats", "--json"])?)?;
        Ok(QUEUES.iter().all(|queue| stats[queue] == 0))
    }

    /// What waits for a later time is due at once.
    pub(crate) fn hurry(&self) -> Result<(), Fault> {
        self.run(&["queue", "retry", "all"]).map(drop)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.kill();
    }
}

fn said(output: &Output) -> Result<String, Fault> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if output.status.success() {
        return Ok(text(&output.stdout));
    }
    Err(format!("{}: {}{}", output.status, text(&output.stdout), text(&output.stderr)).into())
}
