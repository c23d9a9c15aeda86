//! Every setting, one row each.

use super::value::{Kind, Raw, Value};

/// One setting: all the program knows about it.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// `section.key`.
    pub key: &'static str,
    /// What it accepts.
    pub kind: Kind,
    /// The value when nobody says anything; empty for none, `auto` when the program decides.
    pub default: &'static str,
    /// What it does, one or more sentences.
    pub doc: &'static str,
    /// Whether the value must never be shown.
    pub secret: bool,
    /// Whether a reload suffices; else a restart is needed. (H-033)
    pub reload: bool,
    /// The release that first had it.
    pub since: &'static str,
    /// What the kind alone does not say.
    check: fn(&Value) -> Result<(), &'static str>,
}

impl Setting {
    /// Reads and checks a value for this setting.
    pub(super) fn read(&self, raw: &Raw) -> Result<Value, String> {
        if let Raw::Text(text) = raw
            && (text.trim() == self.default && matches!(self.default, "" | "auto"))
        {
            return Ok(Value::Unset);
        }
        let value = self.kind.read(raw)?;
        (self.check)(&value).map_err(str::to_owned)?;
        Ok(value)
    }

    /// The built-in value.
    pub(super) fn default_value(&self) -> Value {
        self.read(&Raw::Text(self.default.to_owned())).expect("a test reads every default")
    }

    /// Whether admins may choose it in the browser. What is needed before the store is open, what
    /// decides over the machine, and secrets are not for there.
    pub fn is_for_browser(&self) -> bool {
        let section = self.key.split('.').next().unwrap_or_default();
        let is_for_machine = matches!(
            section,
            "server"
                | "tls"
                | "proxy"
                | "acme"
                | "network"
                | "dyndns"
                | "outgoing"
                | "federation"
                | "storage"
                | "backup"
                | "log"
                | "health"
                | "metrics"
        );
        !self.secret && !is_for_machine && MACHINE_LIMITS.iter().all(|key| *key != self.key)
    }

    /// The environment variable that sets it: `SEEDPOD_SECTION_KEY`.
    pub fn variable(&self) -> String {
        format!("SEEDPOD_{}", self.key.replace('.', "_").to_uppercase())
    }
}

/// Settings of sections for the browser that are not for there.
const MACHINE_LIMITS: &[&str] = &["media.cache_size"];

/// The row of a key.
pub(super) fn find(key: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.key == key)
}

const fn row(key: &'static str, kind: Kind, default: &'static str, doc: &'static str) -> Setting {
    Setting { key, kind, default, doc, secret: false, reload: false, since: "0.10", check: anything }
}

impl Setting {
    const fn reloadable(mut self) -> Self {
        self.reload = true;
        self
    }

    const fn secret(mut self) -> Self {
        self.secret = true;
        self
    }

    const fn checked(mut self, check: fn(&Value) -> Result<(), &'static str>) -> Self {
        self.check = check;
        self
    }
}

fn anything(_: &Value) -> Result<(), &'static str> {
    Ok(())
}

/// The closed range of a number, as a check.
macro_rules! between {
    ($low:expr, $high:expr, $message:literal) => {
        |value| match value {
            Value::Count(number) if !($low..=$high).contains(number) => Err($message),
            _ => Ok(()),
        }
    };
}

fn short_line(value: &Value) -> Result<(), &'static str> {
    match value {
        Value::Text(text) if text.is_empty() || text.chars().count() > 64 || text.chars().any(char::is_control) => {
            Err("expected one line of 1 to 64 characters")
        }
        _ => Ok(()),
    }
}

fn short_text(value: &Value) -> Result<(), &'static str> {
    match value {
        Value::Text(text) if text.chars().count() > 255 || text.chars().any(char::is_control) => {
            Err("expected one line of at most 255 characters")
        }
        _ => Ok(()),
    }
}

fn router(value: &Value) -> Result<(), &'static str> {
    match value {
        Value::Text(text) if Value::ip_and_port(text, 1).is_none() => {
            Err("expected an IPv4 address, with or without a port")
        }
        _ => Ok(()),
    }
}

fn host_name(value: &Value) -> Result<(), &'static str> {
    match value {
        Value::Text(text)
            if text.len() > 253 || !text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte)) =>
        {
            Err("expected a host name")
        }
        _ => Ok(()),
    }
}

fn contact(value: &Value) -> Result<(), &'static str> {
    match value {
        Value::Text(text) if !text.starts_with("https://") && !text.starts_with("mailto:") => {
            Err("expected an address that begins with https:// or mailto:")
        }
        value => short_text(value),
    }
}

fn long_token(value: &Value) -> Result<(), &'static str> {
    match value {
        Value::Text(text) if text.len() < 16 => Err("expected at least 16 characters"),
        _ => Ok(()),
    }
}

/// All settings, in the order of the sample file.
pub static SETTINGS: &[Setting] = &[
    row(
        "server.url",
        Kind::Pod,
        "",
        "The pod's address for everybody else, such as https://pod.example. It becomes part of every diaspora ID and cannot be changed once other pods know it. Without it the pod is for the home network only.",
    ),
    row(
        "server.http",
        Kind::Listen,
        "auto",
        "Where to listen for plain HTTP. Automatic: [::]:80, or [::]:8080 where port 80 is not permitted; behind a proxy 127.0.0.1:8080.",
    ),
    row(
        "server.https",
        Kind::Listen,
        "auto",
        "Where to listen for HTTPS. Automatic: [::]:443, or [::]:8443 where port 443 is not permitted, once the pod has an https address or a certificate; behind a proxy off.",
    ),
    row(
        "tls.cert",
        Kind::Path,
        "",
        "A certificate chain in PEM. With tls.key it replaces automatic certificates. A changed file is picked up within a minute.",
    ),
    row("tls.key", Kind::Path, "", "The private key of tls.cert in PEM."),
    row(
        "proxy.behind",
        Kind::Flag,
        "false",
        "Whether a reverse proxy in front does TLS. The pod then listens on loopback and asks for no certificate.",
    ),
    row(
        "proxy.trusted",
        Kind::Nets,
        "127.0.0.1/32, ::1/128",
        "The proxies whose word about a visitor's address is believed. Only used with proxy.behind or proxy.protocol.",
    ),
    row(
        "proxy.header",
        Kind::Choice(&["x-forwarded-for", "forwarded"]),
        "x-forwarded-for",
        "The header in which the proxy names the visitor. The other one is ignored, since a visitor could have sent it.",
    ),
    row(
        "proxy.protocol",
        Kind::Flag,
        "false",
        "Whether connections from the machines of proxy.trusted begin with the PROXY protocol (version 1 or 2), by which a machine in front that only passes connections on tells where they come from. TLS then stays with the pod.",
    ),
    row(
        "acme.directory",
        Kind::Link,
        "https://acme-v02.api.letsencrypt.org/directory",
        "The certificate authority for automatic certificates.",
    ),
    row(
        "acme.enabled",
        Kind::Flag,
        "true",
        "Whether the pod gets its certificate by itself. Only with an https address, without tls.cert and without a proxy in front.",
    ),
    row(
        "acme.rehearsal",
        Kind::Link,
        "auto",
        "A directory of the same authority that counts nothing, asked first after several failures so that its limits are never hit. Automatic: the one of Let's Encrypt, if that is the authority.",
    ),
    row("acme.email", Kind::Text, "", "Where the certificate authority may write to."),
    row(
        "network.map_ports",
        Kind::Flag,
        "false",
        "Whether the router at home is asked to pass ports 443 and 80 on to the pod, by PCP, NAT-PMP or UPnP. Never done on a machine with a public address.",
    ),
    row(
        "network.gateway",
        Kind::Text,
        "auto",
        "The router that is asked, as an IPv4 address, with a port if it is not 5351. Automatic: the machine's default route.",
    )
    .checked(router),
    row(
        "network.upnp",
        Kind::Text,
        "auto",
        "Where routers that speak UPnP are looked for, as an IPv4 address, with a port if it is not 1900. Automatic: 239.255.255.250, which is everybody at home.",
    )
    .checked(router),
    row(
        "dyndns.url",
        Kind::Link,
        "",
        "The service that keeps the pod's name at an address that changes, asked by the dyndns2 convention. {name}, {ip} and {ip6} are filled in; without {ip} or {ip6} the name and one address are added. https only, unless the service lies in outgoing.allow.",
    ),
    row("dyndns.user", Kind::Text, "", "Name to sign in to that service with. Without it nobody signs in."),
    row("dyndns.password", Kind::Text, "", "Password to sign in to that service with.").secret(),
    row(
        "dyndns.name",
        Kind::Text,
        "",
        "The name that is kept. Without it the pod's own.",
    )
    .checked(host_name),
    row(
        "dyndns.command",
        Kind::Path,
        "",
        "A program that is run in place of such a service, with the name and the pod's public addresses as its arguments. It says by exit code 0 that all went well.",
    ),
    row(
        "outgoing.allow",
        Kind::Nets,
        "",
        "Address ranges the pod may ask although they are private, for tests and home networks.",
    ),
    row(
        "outgoing.ports",
        Kind::Ports,
        "443, 80, 3000, 8443",
        "Ports at which other pods are asked. Any port is open in the ranges of outgoing.allow.",
    ),
    row(
        "outgoing.ca_file",
        Kind::Path,
        "",
        "Further certificate authorities, in PEM, to believe when asking other pods.",
    ),
    row(
        "federation.enabled",
        Kind::Flag,
        "true",
        "Whether the pod talks with other pods. Needs server.url with https.",
    ),
    row("pod.name", Kind::Text, "seedpod", "What the pod is called on its pages.").reloadable().checked(short_line),
    row(
        "pod.registration",
        Kind::Choice(&["invitation", "open", "approval", "closed"]),
        "invitation",
        "Who may make an account: those who are invited, everybody, everybody once an admin agreed, or nobody.",
    )
    .reloadable(),
    row("pod.description", Kind::Text, "", "One sentence about the pod, for its front page and for search engines.")
        .reloadable()
        .checked(short_text),
    row(
        "pod.contact",
        Kind::Text,
        "",
        "Name of the account to turn to. It is shown to everybody and sends the welcome message.",
    )
    .reloadable(),
    row("pod.email", Kind::Text, "", "Address for mail to whoever runs the pod; stands at the foot of every page.")
        .reloadable()
        .checked(short_text),
    row(
        "pod.source_url",
        Kind::Link,
        "",
        "Where the source code of this pod is to be had, if the program was changed. Without it the place it comes from.",
    )
    .reloadable(),
    row("pod.changelog_url", Kind::Link, "", "Where people read what is new; stands at the foot of every page.").reloadable(),
    row("pod.donate_url", Kind::Link, "", "Where people can give money for the pod; stands at the foot of every page.")
        .reloadable(),
    row(
        "pod.theme",
        Kind::Choice(&["auto", "light", "dark"]),
        "auto",
        "Colours for visitors. Automatic: as their device wishes.",
    )
    .reloadable(),
    row(
        "pod.local_stream",
        Kind::Choice(&["nobody", "admins", "moderators", "everyone"]),
        "nobody",
        "Who has a stream of everything public that people of this pod write.",
    )
    .reloadable(),
    row(
        "pod.reserved_names",
        Kind::Words,
        "",
        "Further names that no new account may have, beside those that could be taken for the pod itself.",
    )
    .reloadable(),
    row("pod.autofollow", Kind::Text, "", "Diaspora ID of somebody whom every new account shares with at once.")
        .reloadable(),
    row("invitations.open", Kind::Flag, "true", "Whether people may invite others.").reloadable(),
    row("invitations.count", Kind::Count, "25", "How many accounts one person's invitation is good for.")
        .reloadable()
        .checked(between!(0, 1_000_000, "expected between 0 and 1000000")),
    row(
        "welcome.enabled",
        Kind::Flag,
        "false",
        "Whether new accounts are greeted with a private message of pod.contact.",
    )
    .reloadable(),
    row("welcome.subject", Kind::Text, "Welcome", "Subject of that message.").reloadable().checked(short_text),
    row(
        "welcome.text",
        Kind::Text,
        "Hello {name}, it is good to have you here. Ask me whatever you like.",
        "Its text. {name} becomes the name of the account.",
    )
    .reloadable(),
    row("terms.enabled", Kind::Flag, "false", "Whether the pod has terms and a privacy policy, shown at /terms.").reloadable(),
    row("terms.jurisdiction", Kind::Text, "", "The country or state whose law the terms are under.")
        .reloadable()
        .checked(short_text),
    row("terms.minimum_age", Kind::Count, "0", "The least age of people by the terms; 0 for none.")
        .reloadable()
        .checked(between!(0, 120, "expected between 0 and 120")),
    row("statistics.users", Kind::Flag, "false", "Whether everybody may know how many accounts there are.").reloadable(),
    row("statistics.posts", Kind::Flag, "false", "Whether everybody may know how many posts were written here.")
        .reloadable(),
    row("statistics.comments", Kind::Flag, "false", "Whether everybody may know how many comments were written here.")
        .reloadable(),
    row(
        "spotlight.enabled",
        Kind::Flag,
        "false",
        "Whether there is a page of people worth meeting, whose public posts also come into everybody's stream.",
    )
    .reloadable(),
    row("spotlight.email", Kind::Text, "", "Where people suggest somebody for that page.").reloadable().checked(short_text),
    row("inactive.enabled", Kind::Flag, "false", "Whether accounts that nobody uses are closed, after a warning by mail.")
        .reloadable(),
    row("inactive.after", Kind::Span, "730d", "How long an account must be unused.").reloadable(),
    row("inactive.warn", Kind::Span, "30d", "How long after the warning it is closed.").reloadable(),
    row("inactive.per_day", Kind::Count, "100", "How many accounts are warned on one day at the most.")
        .reloadable()
        .checked(between!(1, 100_000, "expected between 1 and 100000")),
    row(
        "security.contact",
        Kind::Text,
        "",
        "Where weaknesses of this pod are reported, an https or mailto address. Makes /.well-known/security.txt.",
    )
    .reloadable()
    .checked(contact),
    row(
        "mail.smtp_host",
        Kind::Text,
        "",
        "The server that takes the pod's mail. Without it the pod sends none, and everything else works.",
    ),
    row("mail.smtp_port", Kind::Count, "auto", "Its port. Automatic: 587 with starttls, 465 with tls, 25 with none.")
        .checked(between!(1, 65_535, "expected a port")),
    row(
        "mail.smtp_security",
        Kind::Choice(&["starttls", "tls", "none"]),
        "starttls",
        "How the connection is protected: switched to TLS at its beginning, TLS from the first byte, or not at all (only for a server on the same machine).",
    ),
    row("mail.smtp_user", Kind::Text, "", "Name to sign in to the mail server with. Without it nobody signs in."),
    row("mail.smtp_password", Kind::Text, "", "Password to sign in to the mail server with.").secret(),
    row(
        "mail.sender",
        Kind::Text,
        "",
        "Address that the pod's mail comes from. Without it no-reply at the pod's own name.",
    ),
    row("media.upload_limit", Kind::Size, "20MiB", "The largest picture people may upload.")
        .reloadable()
        .checked(between!(65_536, 1 << 30, "expected between 64KiB and 1GiB")),
    row(
        "media.cache_size",
        Kind::Size,
        "auto",
        "Disk space for copies of other pods' pictures. Automatic: 5GiB, or a tenth of the disk if that is less.",
    )
    .reloadable(),
    row(
        "storage.cache",
        Kind::Size,
        "auto",
        "Memory for the store's cache. Automatic: a twentieth of the memory, at least 4MiB and at most 64MiB.",
    )
    .checked(between!(1 << 20, 1 << 34, "expected between 1MiB and 16GiB")),
    row("backup.automatic", Kind::Flag, "true", "Whether the pod backs itself up every night.").reloadable(),
    row(
        "backup.folder",
        Kind::Path,
        "",
        "Where the backups of the nights go, best on another disk. Without it the folder backups of the state.",
    )
    .reloadable(),
    row("backup.hour", Kind::Count, "3", "The hour in UTC after which the backup is made, within two hours.")
        .reloadable()
        .checked(between!(0, 23, "expected between 0 and 23")),
    row("backup.days", Kind::Count, "7", "Of how many of the newest days the last backup is kept.")
        .reloadable()
        .checked(between!(1, 1000, "expected between 1 and 1000")),
    row("backup.weeks", Kind::Count, "4", "Of how many of the newest weeks the last backup is kept.")
        .reloadable()
        .checked(between!(0, 1000, "expected between 0 and 1000")),
    row(
        "backup.command",
        Kind::Text,
        "",
        "A program and its arguments, run after each backup of a night with the file as last argument: for instance to copy it to another machine.",
    )
    .reloadable(),
    row("log.level", Kind::Choice(&["error", "warn", "info", "debug", "trace"]), "info", "How much is logged.")
        .reloadable(),
    row(
        "log.format",
        Kind::Choice(&["auto", "text", "journal", "json"]),
        "auto",
        "How log lines look. Automatic: journal under systemd, else text.",
    ),
    row(
        "log.full_ip",
        Kind::Flag,
        "false",
        "Whether visitors' addresses are logged whole. Otherwise the last part is left out.",
    )
    .reloadable(),
    row(
        "health.public",
        Kind::Flag,
        "true",
        "Whether everybody may ask /livez and /readyz, or only this machine and the proxies.",
    )
    .reloadable(),
    row("metrics.token", Kind::Text, "", "Whoever shows this bearer token may read /metrics from elsewhere.")
        .secret()
        .reloadable()
        .checked(long_token),
    row("limits.connections", Kind::Count, "512", "Connections open at a time.").checked(between!(
        8,
        65_536,
        "expected between 8 and 65536"
    )),
    row(
        "limits.connections_per_address",
        Kind::Count,
        "32",
        "Connections open at a time from one IPv4 address or IPv6 /64 network.",
    )
    .checked(between!(4, 65_536, "expected between 4 and 65536")),
    row("limits.requests", Kind::Count, "auto", "Requests worked on at a time. Automatic: 16 for each processor core.")
        .checked(between!(4, 65_536, "expected between 4 and 65536")),
    row("limits.sign_in", Kind::Rate, "10 / 60s", "Attempts to sign in, from one address."),
    row("limits.sign_in_account", Kind::Rate, "20 / 5m", "Attempts to sign in to one account."),
    row("limits.second_factor", Kind::Rate, "20 / 3m", "Attempts at the second step of signing in, for one account."),
    row("limits.sign_up", Kind::Rate, "3 / 24h", "New accounts and used invitations, from one address."),
    row(
        "limits.setup",
        Kind::Rate,
        "3 / 300s",
        "Attempts with the setup token or at an admin's second sign-in, from one address.",
    ),
    row("limits.pages", Kind::Rate, "120 / 500ms", "Pages seen without being signed in, by one address."),
    row("limits.media", Kind::Rate, "300 / 200ms", "Pictures and files, by one address."),
    row("limits.actions", Kind::Rate, "60 / 1s", "Actions of one account."),
    row("limits.federation", Kind::Rate, "300 / 200ms", "Messages from one pod."),
    row(
        "limits.discovery",
        Kind::Rate,
        "120 / 1s",
        "Questions about people and about the pod itself, from one address.",
    ),
    row("limits.api", Kind::Rate, "600 / 50ms", "Requests of all programs of one account."),
    row("limits.programs", Kind::Rate, "10 / 60s", "Programs that register, from one address."),
];

#[cfg(test)]
mod tests {
    use super::*;

    // H-032
    #[test]
    fn every_row_is_complete_and_its_default_is_valid() {
        for setting in SETTINGS {
            assert!(setting.read(&Raw::Text(setting.default.to_owned())).is_ok(), "{}", setting.key);
            assert!(setting.doc.ends_with('.') && setting.key.split('.').count() == 2, "{}", setting.key);
            assert_eq!(SETTINGS.iter().filter(|other| other.variable() == setting.variable()).count(), 1);
        }
    }

    #[test]
    fn checks_apply_where_the_kind_says_too_little() {
        for (key, raw) in [
            ("pod.name", Raw::Text("two\nlines".into())),
            ("media.upload_limit", Raw::Number(1)),
            ("storage.cache", Raw::Text("1B".into())),
            ("limits.connections", Raw::Number(0)),
            ("metrics.token", Raw::Text("short".into())),
            ("network.gateway", Raw::Text("router.lan".into())),
            ("network.upnp", Raw::Text("10.0.0.1:x".into())),
            ("dyndns.name", Raw::Text("a&b".into())),
        ] {
            assert!(find(key).expect(key).read(&raw).is_err(), "{key}");
        }
        assert_eq!(find("storage.cache").expect("row").read(&Raw::Text("auto".into())), Ok(Value::Unset));
    }
}
