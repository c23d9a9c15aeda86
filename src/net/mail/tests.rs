//! A small mail server on loopback: says what it must, keeps what it hears.

use super::*;
use crate::base::Secret;
use crate::net::loopback::certificates;
use crate::net::outbound::{Resolving, WireError};
use crate::net::tls::tests::Authority;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Mutex;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

const NAME: &str = "mail.test";

/// What the server was told, line by line, and how it answers recipients.
#[derive(Clone)]
struct FakeServer {
    heard: Arc<Mutex<Vec<String>>>,
    tls: TlsAcceptor,
    security: MailSecurity,
    to_recipients: &'static str,
}

impl FakeServer {
    async fn start(authority: &Authority, security: MailSecurity, to_recipients: &'static str) -> (Self, SocketAddr) {
        let tls = TlsAcceptor::from(certificates(authority, &[NAME]).server_config());
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a free port");
        let address = listener.local_addr().expect("bound");
        let server = Self { heard: Arc::default(), tls, security, to_recipients };
        let it = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let it = it.clone();
                tokio::spawn(async move {
                    if it.security == MailSecurity::Tls {
                        if let Ok(stream) = it.tls.accept(stream).await {
                            it.talk(stream, true, true).await;
                        }
                    } else if let Some(plain) = it.talk(stream, false, true).await
                        && let Ok(stream) = it.tls.accept(plain).await
                    {
                        it.talk(stream, true, false).await;
                    }
                });
            }
        });
        (server, address)
    }

    /// One conversation; gives the stream back when the client wants TLS.
    async fn talk<S: AsyncRead + AsyncWrite + Unpin>(&self, stream: S, is_safe: bool, greets: bool) -> Option<S> {
        let mut stream = BufReader::new(stream);
        if greets {
            stream.write_all(b"220 mail.test\r\n").await.ok()?;
        }
        let mut is_in_data = false;
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await.ok()? == 0 {
                return None;
            }
            let line = line.trim_end().to_owned();
            self.heard.lock().expect("whole").push(line.clone());
            let answer = match line.split_whitespace().next().unwrap_or_default() {
                "." if is_in_data => {
                    is_in_data = false;
                    "250 taken"
                }
                _ if is_in_data => continue,
                "EHLO" if is_safe => "250-mail.test\r\n250-8BITMIME\r\n250 AUTH PLAIN",
                "EHLO" => "250-mail.test\r\n250-8BITMIME\r\n250 STARTTLS",
                "STARTTLS" => {
                    stream.write_all(b"220 go on\r\n").await.ok()?;
                    return Some(stream.into_inner());
                }
                "AUTH" => "235 welcome",
                "RCPT" => self.to_recipients,
                "DATA" => {
                    is_in_data = true;
                    "354 go on"
                }
                "QUIT" => "221 bye",
                _ => "250 fine",
            };
            stream.write_all(format!("{answer}\r\n").as_bytes()).await.ok()?;
        }
    }

    fn heard(&self) -> String {
        self.heard.lock().expect("whole").join("\n")
    }
}

/// Knows one name.
struct OneName;

impl Resolve for OneName {
    fn resolve<'a>(&'a self, name: &'a str) -> Resolving<'a> {
        Box::pin(
            async move { if name == NAME { Ok(vec![IpAddr::from(Ipv4Addr::LOCALHOST)]) } else { Err(WireError::Dns) } },
        )
    }
}

fn smtp(authority: &Authority, security: MailSecurity, at: SocketAddr, host: &str) -> Smtp {
    // Several providers may be compiled in; the program chooses this one at its start.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let server = MailServer {
        host: host.to_owned(),
        port: at.port(),
        security,
        login: (security != MailSecurity::None).then(|| ("pod".to_owned(), Secret::new("geheim".to_owned()))),
        sender: "no-reply@pod.test".to_owned(),
    };
    let authorities = vec![Certificate::from_der(authority.certificate.to_vec()).expect("a certificate")];
    Smtp { server, own_name: "pod.test".to_owned(), resolver: Arc::new(OneName), authorities }
}

fn mail() -> Mail {
    Mail {
        to: "ines@home.test".to_owned(),
        from: "Pod, \"the\" best".to_owned(),
        subject: "Grüße\r\nBcc: all@evil.test".to_owned(),
        text: "plain words\n.\nafter the dot".to_owned(),
        html: "<p>rich words</p>".to_owned(),
        id: "1.2@pod.test".to_owned(),
        thread: Some("post.abc@pod.test".to_owned()),
        unsubscribe: Some("https://pod.test/unsubscribe/x".to_owned()),
        written: 1_772_366_400,
    }
}

// W-202
#[tokio::test]
async fn a_mail_goes_out_by_every_kind_of_connection() {
    let authority = Authority::new();
    for security in [MailSecurity::None, MailSecurity::StartTls, MailSecurity::Tls] {
        let (server, at) = FakeServer::start(&authority, security, "250 fine").await;
        smtp(&authority, security, at, NAME).send(mail()).await.expect("taken");
        let heard = server.heard();
        for part in [
            "EHLO pod.test",
            "MAIL FROM:<no-reply@pod.test>",
            "RCPT TO:<ines@home.test>",
            "To: ines@home.test",
            "Message-ID: <1.2@pod.test>",
            "In-Reply-To: <post.abc@pod.test>",
            "References: <post.abc@pod.test>",
            "List-Unsubscribe: <https://pod.test/unsubscribe/x>",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
            "Auto-Submitted: auto-generated",
            "plain words",
            "<p>rich words</p>",
            "after the dot",
        ] {
            assert!(heard.contains(part), "{security:?}: {part} in\n{heard}");
        }
        // What stands in a subject cannot become a header, and what must be secret never goes in the open.
        assert!(!heard.contains("\nBcc:"), "{heard}");
        assert_eq!(heard.contains("AUTH PLAIN"), security != MailSecurity::None);
        assert_eq!(heard.contains("STARTTLS"), security == MailSecurity::StartTls);
    }
}

// A server with another's certificate, or that takes STARTTLS away, gets nothing.
#[tokio::test]
async fn nothing_is_told_to_the_wrong_server() {
    let authority = Authority::new();
    let (server, at) = FakeServer::start(&authority, MailSecurity::StartTls, "250 fine").await;
    let wrong = smtp(&Authority::new(), MailSecurity::StartTls, at, NAME).send(mail()).await;
    assert!(matches!(wrong, Err(PostError::Later(_))), "{wrong:?}");
    let unknown = smtp(&authority, MailSecurity::StartTls, at, "elsewhere.test").send(mail()).await;
    assert!(matches!(unknown, Err(PostError::Later(_))), "{unknown:?}");
    assert!(!server.heard().contains("AUTH") && !server.heard().contains("MAIL"), "{}", server.heard());
}

#[tokio::test]
async fn a_refused_address_is_given_up_and_a_busy_server_asked_again() {
    let authority = Authority::new();
    for (answer, is_final) in [("550 nobody here", true), ("451 later", false)] {
        let (_, at) = FakeServer::start(&authority, MailSecurity::None, answer).await;
        let outcome = smtp(&authority, MailSecurity::None, at, NAME).send(mail()).await;
        assert_eq!(matches!(outcome, Err(PostError::Never(_))), is_final, "{outcome:?}");
    }
    let (_, at) = FakeServer::start(&authority, MailSecurity::None, "250 fine").await;
    let nonsense = Mail { to: "not an address".to_owned(), ..mail() };
    assert!(matches!(smtp(&authority, MailSecurity::None, at, NAME).send(nonsense).await, Err(PostError::Never(_))));
}
