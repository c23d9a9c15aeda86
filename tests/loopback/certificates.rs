//! What a pod needs to stand on this machine as anywhere else: a certificate, and a port.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// A certificate authority of the test, and a server certificate for `localhost` signed by it.
#[derive(Clone)]
pub struct Certificates {
    authority: String,
    pub chain: PathBuf,
    pub key: PathBuf,
    pub authority_file: PathBuf,
}

impl Certificates {
    pub fn make(folder: &Path) -> Self {
        let authority_key = rcgen::KeyPair::generate().unwrap();
        let mut authority = rcgen::CertificateParams::new(Vec::new()).unwrap();
        authority.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        let authority_certificate = authority.self_signed(&authority_key).unwrap();
        let issuer = rcgen::Issuer::new(authority, authority_key);
        let key = rcgen::KeyPair::generate().unwrap();
        let server =
            rcgen::CertificateParams::new(vec!["localhost".to_owned()]).unwrap().signed_by(&key, &issuer).unwrap();
        let write = |name: &str, text: &str| {
            let path = folder.join(name);
            std::fs::write(&path, text).unwrap();
            path
        };
        Self {
            authority: authority_certificate.pem(),
            chain: write("chain.pem", &server.pem()),
            key: write("key.pem", &key.serialize_pem()),
            authority_file: write("authority.pem", &authority_certificate.pem()),
        }
    }

    pub fn client(&self) -> reqwest::Client {
        self.client_with(&[b"h2", b"http/1.1"])
    }

    pub fn client_with(&self, protocols: &[&[u8]]) -> reqwest::Client {
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let mut roots = rustls::RootCertStore::empty();
        use rustls::pki_types::pem::PemObject;
        roots.add(rustls::pki_types::CertificateDer::from_pem_slice(self.authority.as_bytes()).unwrap()).unwrap();
        let mut tls = rustls::ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
        tls.alpn_protocols = protocols.iter().map(|protocol| protocol.to_vec()).collect();
        let builder =
            reqwest::Client::builder().tls_backend_preconfigured(tls).redirect(reqwest::redirect::Policy::none());
        builder.no_proxy().build().unwrap()
    }
}

/// A port that is free now and stays so while a killed program comes back: below those that the
/// system gives to outgoing connections. Pods have theirs in their identifiers, so it cannot be left
/// to them.
pub fn free_port() -> u16 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let own = std::process::id() * 61;
    std::iter::repeat_with(|| 20_000 + u16::try_from((own + NEXT.fetch_add(1, Ordering::Relaxed)) % 12_000).unwrap())
        .find(|port| std::net::TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .unwrap()
}
