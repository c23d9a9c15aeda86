//! What can be said on the command line. Help texts come from the comments here.

use crate::config::Overrides;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// A pod of the diaspora* network in one program.
///
/// Without a command it serves. Example: seedpod --http 127.0.0.1:8080
#[derive(Parser)]
#[command(name = "seedpod", version, propagate_version = true, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) noun: Option<Noun>,
}

/// Flags that go with every command; each has an environment variable in the reference.
#[derive(Args)]
pub(super) struct Global {
    /// Folder that holds everything worth a backup
    #[arg(long, global = true, value_name = "DIR")]
    state_dir: Option<PathBuf>,
    /// Folder that may vanish at any time
    #[arg(long, global = true, value_name = "DIR")]
    cache_dir: Option<PathBuf>,
    /// Configuration file
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Address of the pod, permanent once it is set up
    #[arg(long, global = true, value_name = "URL")]
    url: Option<String>,
    /// Where to listen for plain HTTP
    #[arg(long, global = true, value_name = "ADDR:PORT")]
    http: Option<String>,
    /// Where to listen for HTTPS
    #[arg(long, global = true, value_name = "ADDR:PORT")]
    https: Option<String>,
    /// Certificate chain, PEM
    #[arg(long, global = true, value_name = "FILE")]
    tls_cert: Option<PathBuf>,
    /// Private key of the certificate, PEM
    #[arg(long, global = true, value_name = "FILE")]
    tls_key: Option<PathBuf>,
    /// A reverse proxy on this machine does TLS
    #[arg(long, global = true)]
    behind_proxy: bool,
    /// Directory of the certificate authority
    #[arg(long, global = true, value_name = "URL")]
    acme_directory: Option<String>,
    /// Further trusted roots for everything the pod sends, PEM
    #[arg(long, global = true, value_name = "FILE")]
    ca_file: Option<PathBuf>,
    /// Address range that the pod may contact although it is private; may be repeated
    #[arg(long, global = true, value_name = "CIDR")]
    outgoing_allow: Vec<String>,
    /// Print data as JSON
    #[arg(long, global = true)]
    pub(super) json: bool,
}

impl Global {
    /// As the configuration takes them.
    pub(super) fn overrides(&self) -> Overrides {
        Overrides {
            state_dir: self.state_dir.clone(),
            cache_dir: self.cache_dir.clone(),
            config: self.config.clone(),
            url: self.url.clone(),
            http: self.http.clone(),
            https: self.https.clone(),
            tls_cert: self.tls_cert.clone(),
            tls_key: self.tls_key.clone(),
            behind_proxy: self.behind_proxy,
            acme_directory: self.acme_directory.clone(),
            ca_file: self.ca_file.clone(),
            outgoing_allow: self.outgoing_allow.clone(),
        }
    }
}

#[derive(Subcommand)]
pub(super) enum Noun {
    /// Run the pod
    ///
    /// Example: seedpod serve --url https://pod.example --tls-cert chain.pem --tls-key key.pem
    Serve,
    /// Set the pod up without a browser
    ///
    /// Example: seedpod init --url https://pod.example --admin ada --password-stdin < password
    Init {
        /// Name of the first account
        #[arg(long, value_name = "NAME")]
        admin: String,
        /// Its e-mail address
        #[arg(long)]
        email: Option<String>,
        /// Name of the pod; the host if not given
        #[arg(long, value_name = "TEXT")]
        pod_name: Option<String>,
        #[command(flatten)]
        password: Password,
    },
    /// Show the one-time link that sets an empty pod up
    ///
    /// Example: seedpod setup-link
    SetupLink,
    /// Accounts
    User {
        #[command(subcommand)]
        verb: UserVerb,
    },
    /// The store
    Db {
        #[command(subcommand)]
        verb: DbVerb,
    },
    /// Backups
    Backup {
        #[command(subcommand)]
        verb: BackupVerb,
    },
    /// Deliveries and received messages
    Queue {
        #[command(subcommand)]
        verb: QueueVerb,
    },
    /// Invitations
    Invite {
        #[command(subcommand)]
        verb: InviteVerb,
    },
    /// Other pods
    Pod {
        #[command(subcommand)]
        verb: PodVerb,
    },
    /// The certificate
    Cert {
        #[command(subcommand)]
        verb: CertVerb,
    },
    /// The home network
    Net {
        #[command(subcommand)]
        verb: NetVerb,
    },
    /// Look for everything that is wrong or will be
    ///
    /// Example: seedpod doctor --json
    Doctor,
    /// Exit with 0 if the running pod works, else with 1
    ///
    /// Example: seedpod healthcheck
    Healthcheck,
    /// Settings
    Config {
        #[command(subcommand)]
        verb: ConfigVerb,
    },
    /// Print the manual
    ///
    /// Example: seedpod man > seedpod.1
    Man {
        /// Which page: the program, or its configuration file
        #[arg(value_enum, default_value = "seedpod")]
        page: ManPage,
    },
    /// Print what lets a shell complete commands
    ///
    /// Example: seedpod completions bash > /usr/share/bash-completion/completions/seedpod
    Completions { shell: clap_complete::Shell },
}

/// A page of the manual.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum ManPage {
    /// Section 1
    Seedpod,
    /// Section 5
    #[value(name = "seedpod.toml")]
    Configuration,
}

/// Where a password comes from; never the command line itself (H-025).
#[derive(Args)]
pub(super) struct Password {
    /// Read the password from standard input, one line
    #[arg(long, conflicts_with = "password_file")]
    pub(super) password_stdin: bool,
    /// Read the password from a file, its first line
    #[arg(long, value_name = "FILE")]
    pub(super) password_file: Option<PathBuf>,
}

#[derive(Subcommand)]
pub(super) enum UserVerb {
    /// Make an account
    ///
    /// Example: seedpod user add ben --password-stdin < password
    Add {
        /// The part of the address before the @
        name: String,
        #[arg(long)]
        email: Option<String>,
        #[arg(long, value_enum, default_value = "member")]
        role: Role,
        #[command(flatten)]
        password: Password,
    },
    /// List accounts
    ///
    /// Example: seedpod user list --json
    List,
    /// Show one account
    ///
    /// Example: seedpod user show ben
    Show { name: String },
    /// Give an account a role
    ///
    /// Example: seedpod user role ben moderator
    Role {
        name: String,
        #[arg(value_enum)]
        role: Role,
    },
    /// Lock an account: nobody can sign in to it
    ///
    /// Example: seedpod user disable ben
    Disable { name: String },
    /// Unlock an account
    ///
    /// Example: seedpod user enable ben
    Enable { name: String },
    /// Set a password
    ///
    /// Example: seedpod user passwd ben --password-stdin < password
    Passwd {
        name: String,
        #[command(flatten)]
        password: Password,
    },
    /// Issue an API token and print it, nothing else
    ///
    /// Example: seedpod user token ada --scopes "public:read public:modify" --days 30
    Token {
        name: String,
        /// Scopes, separated by blanks
        #[arg(long)]
        scopes: String,
        /// Days until it ends; never if not given
        #[arg(long, value_name = "N")]
        days: Option<u32>,
    },
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Role {
    Member,
    Moderator,
    Admin,
}

impl Role {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Moderator => "moderator",
            Self::Admin => "admin",
        }
    }
}

#[derive(Subcommand)]
pub(super) enum DbVerb {
    /// Compare every index with its rows
    ///
    /// Example: seedpod db check --json
    Check,
    /// Give unused space back; the pod must not be running
    ///
    /// Example: seedpod db compact
    Compact,
    /// Rows and bytes of each table
    ///
    /// Example: seedpod db stats
    Stats,
}

#[derive(Subcommand)]
pub(super) enum BackupVerb {
    /// Write everything the pod is into one file, while it runs or not
    ///
    /// Without a file it goes where the backups of the nights are, and old ones are removed.
    ///
    /// Example: seedpod backup create /mnt/disk/pod.backup
    Create {
        /// Must not exist; only its owner can read it
        file: Option<PathBuf>,
    },
    /// List the backups of the nights
    ///
    /// Example: seedpod backup list --json
    List,
    /// Remove backups of nights that need not be kept
    ///
    /// Example: seedpod backup prune --dry-run
    Prune {
        /// Only say which
        #[arg(long)]
        dry_run: bool,
    },
    /// Read a backup whole, put it into a trial store and check that
    ///
    /// Example: seedpod backup verify /mnt/disk/pod.backup
    Verify { file: PathBuf },
    /// Make a pod out of a backup; the pod must not be running
    ///
    /// Example: seedpod backup restore pod.backup --state-dir /var/lib/seedpod
    Restore {
        #[arg(required_unless_present = "latest")]
        file: Option<PathBuf>,
        /// The newest backup of a night
        #[arg(long, conflicts_with = "file")]
        latest: bool,
        /// Move a pod that is there aside
        #[arg(long)]
        replace: bool,
    },
}

#[derive(Subcommand)]
pub(super) enum QueueVerb {
    /// How much is waiting
    ///
    /// Example: seedpod queue stats --json
    Stats,
    /// What is waiting, with its number
    ///
    /// Example: seedpod queue list
    List,
    /// Try a piece of work at once, or all
    ///
    /// Example: seedpod queue retry all
    Retry {
        /// Its number, or "all"
        job: String,
    },
    /// Give a piece of work up
    ///
    /// Example: seedpod queue drop 17
    Drop {
        /// Its number
        job: u64,
    },
}

#[derive(Subcommand)]
pub(super) enum InviteVerb {
    /// Print an account's invitation; it is made on first use
    ///
    /// Example: seedpod invite create ben
    Create { name: String },
    /// List all invitations
    ///
    /// Example: seedpod invite list --json
    List,
    /// End an account's invitation
    ///
    /// Example: seedpod invite revoke ben
    Revoke { name: String },
}

#[derive(Subcommand)]
pub(super) enum PodVerb {
    /// List all known pods with their state
    ///
    /// Example: seedpod pod list
    List,
    /// Show one pod
    ///
    /// Example: seedpod pod show pod.example
    Show { pod: String },
    /// Take nothing from a pod and send nothing there
    ///
    /// Example: seedpod pod block pod.example
    Block { pod: String },
    /// Let a pod in again
    ///
    /// Example: seedpod pod unblock pod.example
    Unblock { pod: String },
}

#[derive(Subcommand)]
pub(super) enum CertVerb {
    /// Until when it is good, and what went wrong
    ///
    /// Example: seedpod cert status --json
    Status,
    /// Ask the certificate authority for a new one at once
    ///
    /// Example: seedpod cert renew
    Renew,
}

#[derive(Subcommand)]
pub(super) enum NetVerb {
    /// Look at how others reach the pod: its name, the router, the way back
    ///
    /// Example: seedpod net check --json
    Check,
    /// Ask the router to pass ports 443 and 80 on to the pod, now and after every start
    ///
    /// Example: seedpod net map
    Map,
    /// Have the router stop that
    ///
    /// Example: seedpod net unmap
    Unmap,
}

#[derive(Subcommand)]
pub(super) enum ConfigVerb {
    /// Check a configuration without starting
    ///
    /// Example: seedpod config check seedpod.toml
    Check { file: Option<PathBuf> },
    /// Print every setting with its meaning
    ///
    /// Example: seedpod config reference
    Reference,
    /// Print a commented configuration file
    ///
    /// Example: seedpod config sample > seedpod.toml
    Sample,
    /// Print the settings in force and where each comes from
    ///
    /// Example: seedpod config show
    Show,
}
