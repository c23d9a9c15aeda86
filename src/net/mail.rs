//! How the pod's mail goes out.
//!
//! [`Post`] takes one mail; [`Smtp`] is the production post, which hands it to the configured
//! server. Names are looked up by the same resolver as everything else we ask, and the connection
//! goes to the address found while TLS still wants the name (spec/stack.md, lettre). The server is
//! the admin's own choice, so no address is refused. Whether and when a mail is tried again is the
//! callers' business (`jobs`); tests bring a post of their own.

use super::outbound::{Resolve, SystemResolver};
use crate::config::{Config, MailSecurity, MailServer};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// One step of the conversation with the server.
const PATIENCE: Duration = Duration::from_secs(20);

/// A mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    pub to: String,
    /// What stands as the sender's name.
    pub from: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// Its own name among all mails, without brackets.
    pub id: String,
    /// The name that mails about the same thing refer to, without brackets.
    pub thread: Option<String>,
    /// Where this kind of mail is ended with one click (RFC 8058).
    pub unsubscribe: Option<String>,
    /// When it was written, in seconds of the epoch.
    pub written: i64,
}

/// Why a mail did not go out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PostError {
    /// It may later.
    Later(String),
    /// It never will: the address or the mail itself is not acceptable.
    Never(String),
}

impl fmt::Display for PostError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Later(why) | Self::Never(why) => f.write_str(why),
        }
    }
}

/// Takes mail.
pub trait Post: Send + Sync {
    /// Hands one mail over; `Ok` once somebody else is responsible for it.
    fn send(&self, mail: Mail) -> BoxFuture<'_, Result<(), PostError>>;
}

/// Hands mail to an SMTP server.
pub struct Smtp {
    server: MailServer,
    /// What we call ourselves to the server.
    own_name: String,
    resolver: Arc<dyn Resolve>,
    authorities: Vec<Certificate>,
}

impl Smtp {
    /// The server of a configuration, if it names one.
    pub fn of(config: &Config) -> Option<Self> {
        let server = config.mail_server()?;
        let own_name = config.url().map_or_else(|| "localhost".to_owned(), |url| url.host());
        // A file that cannot be read is reported by the client for other pods.
        let extra = config.ca_file().and_then(|path| std::fs::read(path).ok());
        let authorities = extra.and_then(|pem| Certificate::from_pem(&pem).ok()).into_iter().collect();
        Some(Self { server, own_name, resolver: Arc::new(SystemResolver::new()), authorities })
    }

    async fn addresses(&self) -> Result<Vec<IpAddr>, PostError> {
        if let Ok(address) = self.server.host.parse() {
            return Ok(vec![address]);
        }
        let found = self.resolver.resolve(&self.server.host).await;
        found.map_err(|error| PostError::Later(format!("the mail server is not found: {error}")))
    }

    fn tls(&self) -> Result<Tls, PostError> {
        if self.server.security == MailSecurity::None {
            return Ok(Tls::None);
        }
        let mut builder = TlsParameters::builder(self.server.host.clone());
        for authority in &self.authorities {
            builder = builder.add_root_certificate(authority.clone());
        }
        let parameters =
            builder.build_rustls().map_err(|error| PostError::Later(format!("TLS cannot be used: {error}")))?;
        Ok(match self.server.security {
            MailSecurity::Tls => Tls::Wrapper(parameters),
            _ => Tls::Required(parameters),
        })
    }

    async fn hand_over(&self, mail: Mail) -> Result<(), PostError> {
        let message = message(&mail, &self.server.sender)?;
        let mut last = PostError::Later("the mail server has no address".to_owned());
        // A server with several addresses may be away at one of them.
        for address in self.addresses().await? {
            let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(address.to_string())
                .port(self.server.port)
                .timeout(Some(PATIENCE))
                .hello_name(ClientId::Domain(self.own_name.clone()))
                .tls(self.tls()?);
            if let Some((user, password)) = &self.server.login {
                builder = builder.credentials(Credentials::new(user.clone(), password.expose().clone()));
            }
            match builder.build::<Tokio1Executor>().send(message.clone()).await {
                Ok(_) => return Ok(()),
                // 5xx about the mail itself; a refused sign-in is the admin's to put right.
                Err(error) if error.is_permanent() && !is_about_us(&error) => {
                    return Err(PostError::Never(describe(&error)));
                }
                Err(error) => last = PostError::Later(describe(&error)),
            }
        }
        Err(last)
    }
}

impl Post for Smtp {
    fn send(&self, mail: Mail) -> BoxFuture<'_, Result<(), PostError>> {
        self.hand_over(mail).boxed()
    }
}

/// Sign-in wanted, refused or impossible.
fn is_about_us(error: &lettre::transport::smtp::Error) -> bool {
    error.status().is_some_and(|code| matches!(code.to_string().as_str(), "530" | "534" | "535" | "538"))
}

/// The whole chain: the cause is what helps an admin.
fn describe(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text = format!("{text}: {inner}");
        cause = inner.source();
    }
    text
}

/// The mail as it goes over the line: plain text and HTML beside each other (W-202).
fn message(mail: &Mail, sender: &str) -> Result<Message, PostError> {
    let never = |what: &str| PostError::Never(what.to_owned());
    let address = |text: &str| text.parse::<Address>().map_err(|_| never("this is not an address for mail"));
    let seconds = u64::try_from(mail.written).unwrap_or(0);
    let mut builder = Message::builder()
        .from(Mailbox::new(Some(mail.from.clone()), address(sender)?))
        .to(Mailbox::new(None, address(&mail.to)?))
        .subject(mail.subject.clone())
        .date(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
        .message_id(Some(format!("<{}>", mail.id)))
        .raw_header(raw("Auto-Submitted", "auto-generated"));
    if let Some(thread) = &mail.thread {
        builder = builder.in_reply_to(format!("<{thread}>")).references(format!("<{thread}>"));
    }
    if let Some(address) = &mail.unsubscribe {
        builder = builder
            .raw_header(raw("List-Unsubscribe", &format!("<{address}>")))
            .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
    }
    let parts = MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone());
    builder.multipart(parts).map_err(|error| never(&error.to_string()))
}

fn raw(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

#[cfg(test)]
mod tests;
