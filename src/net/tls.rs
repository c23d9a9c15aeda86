//! The certificates the pod shows.
//!
//! [`Certificates`] is asked at every handshake, so a certificate can be replaced while connections
//! stay open: by a changed file, or by a renewal. It also shows the special certificate by which a
//! certificate authority checks that the name is ours (tls-alpn-01). A certificate is never judged
//! by its dates: the clock may be wrong. (spec/appliance.md §7, H-049, H-051, H-052)

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

/// The protocol name that asks for a challenge certificate. (RFC 8737)
pub const CHALLENGE_PROTOCOL: &[u8] = b"acme-tls/1";

/// How often files are looked at. (H-052)
const LOOK: Duration = Duration::from_secs(30);

/// Why a certificate cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TlsError {
    /// A file cannot be read.
    Unreadable(PathBuf, String),
    /// There is no certificate in it, or a broken one.
    NoCertificate,
    /// There is no private key in it, or a broken one.
    NoKey,
    /// The key is not the certificate's.
    Mismatch,
    /// The key is of a kind that cannot be used.
    Unusable(String),
}

/// The certificate in force and the challenges under way. Shared by listeners and renewal.
#[derive(Default)]
pub struct Certificates {
    site: RwLock<Option<Arc<CertifiedKey>>>,
    provisional: RwLock<Option<Arc<CertifiedKey>>>,
    challenges: RwLock<HashMap<String, Arc<CertifiedKey>>>,
}

impl Certificates {
    /// None yet: handshakes fail until [`Certificates::replace`].
    pub fn new() -> Self {
        Self::default()
    }

    /// Shows this certificate from the next handshake on. Both are PEM: the chain with the pod's
    /// own certificate first, and its private key.
    pub fn replace(&self, chain: &[u8], key: &[u8]) -> Result<(), TlsError> {
        let certified = certified(chain, key)?;
        *self.site.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(certified));
        Ok(())
    }

    /// Shows this certificate as long as there is no better one: nobody vouches for it, so visitors
    /// are not sent to it by themselves. (H-050)
    pub fn provide(&self, chain: &[u8], key: &[u8]) -> Result<(), TlsError> {
        let certified = certified(chain, key)?;
        *self.provisional.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(certified));
        Ok(())
    }

    /// Whether there is a certificate that somebody vouches for.
    pub fn is_ready(&self) -> bool {
        self.site.read().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// The certificate itself, without its chain, in DER; for showing its dates.
    pub fn current(&self) -> Option<CertificateDer<'static>> {
        let site = self.site.read().unwrap_or_else(PoisonError::into_inner);
        site.as_ref().and_then(|site| site.cert.first().cloned())
    }

    fn shown(&self) -> Option<Arc<CertifiedKey>> {
        let site = self.site.read().unwrap_or_else(PoisonError::into_inner).clone();
        site.or_else(|| self.provisional.read().unwrap_or_else(PoisonError::into_inner).clone())
    }

    /// From now on shows this certificate to those who ask for the challenge of `name`. Its key is
    /// DER; the two are not compared, since the challenge's mark is unknown to the comparison.
    pub fn begin_challenge(
        &self,
        name: &str,
        certificate: CertificateDer<'static>,
        key: &PrivateKeyDer<'_>,
    ) -> Result<(), TlsError> {
        let key = rustls::crypto::aws_lc_rs::sign::any_supported_type(key)
            .map_err(|error| TlsError::Unusable(error.to_string()))?;
        let certified = Arc::new(CertifiedKey::new(vec![certificate], key));
        self.challenges.write().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), certified);
        Ok(())
    }

    /// No longer.
    pub fn end_challenge(&self, name: &str) {
        self.challenges.write().unwrap_or_else(PoisonError::into_inner).remove(name);
    }

    /// What listeners need: TLS 1.2 and 1.3, HTTP/2 offered.
    pub fn server_config(self: &Arc<Self>) -> Arc<rustls::ServerConfig> {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let mut config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("the provider supports TLS 1.2 and 1.3")
            .with_no_client_auth()
            .with_cert_resolver(Arc::new(Resolver(Arc::clone(self))));
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec(), CHALLENGE_PROTOCOL.to_vec()];
        Arc::new(config)
    }
}

#[cfg(test)]
impl Certificates {
    pub(in crate::net) fn is_challenged(&self, name: &str) -> bool {
        self.challenges.read().unwrap_or_else(PoisonError::into_inner).contains_key(name)
    }

    pub(in crate::net) fn shows_something(&self) -> bool {
        self.shown().is_some()
    }
}

impl fmt::Debug for Certificates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Certificates").field("is_ready", &self.is_ready()).finish_non_exhaustive()
    }
}

#[derive(Debug)]
struct Resolver(Arc<Certificates>);

impl ResolvesServerCert for Resolver {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let mut offered = hello.alpn().into_iter().flatten();
        // spec: exactly this protocol and no other asks for the challenge
        if offered.next() == Some(CHALLENGE_PROTOCOL) && offered.next().is_none() {
            let challenges = self.0.challenges.read().unwrap_or_else(PoisonError::into_inner);
            return challenges.get(hello.server_name()?).cloned();
        }
        self.0.shown()
    }
}

fn certified(chain: &[u8], key: &[u8]) -> Result<CertifiedKey, TlsError> {
    let chain: Vec<_> =
        CertificateDer::pem_slice_iter(chain).collect::<Result<_, _>>().map_err(|_| TlsError::NoCertificate)?;
    if chain.is_empty() {
        return Err(TlsError::NoCertificate);
    }
    let key = PrivateKeyDer::from_pem_slice(key).map_err(|_| TlsError::NoKey)?;
    CertifiedKey::from_der(chain, key, &rustls::crypto::aws_lc_rs::default_provider()).map_err(|error| match error {
        rustls::Error::InconsistentKeys(_) => TlsError::Mismatch,
        rustls::Error::InvalidCertificate(_) => TlsError::NoCertificate,
        other => TlsError::Unusable(other.to_string()),
    })
}

/// A certificate that an admin keeps in two files, and that may change there at any time.
#[derive(Debug)]
pub struct Files {
    chain: PathBuf,
    key: PathBuf,
    certificates: Arc<Certificates>,
    seen: Option<[Stamp; 2]>,
}

/// What tells a changed file from the same one.
type Stamp = (Option<SystemTime>, u64);

impl Files {
    /// Reads both files and shows what they hold.
    pub fn load(chain: &Path, key: &Path) -> Result<Self, TlsError> {
        let certificates = Arc::new(Certificates::new());
        let mut files = Self { chain: chain.to_owned(), key: key.to_owned(), certificates, seen: None };
        files.refresh()?;
        Ok(files)
    }

    /// The certificate they hold.
    pub fn certificates(&self) -> Arc<Certificates> {
        Arc::clone(&self.certificates)
    }

    /// Reads the files again if they changed; says whether they did. After an error the old
    /// certificate stays in force.
    pub fn refresh(&mut self) -> Result<bool, TlsError> {
        let now = [stamp(&self.chain)?, stamp(&self.key)?];
        if self.seen == Some(now) {
            return Ok(false);
        }
        // Remembered also if the files turn out bad: complaining once is enough.
        self.seen = Some(now);
        self.certificates.replace(&read(&self.chain)?, &read(&self.key)?)?;
        Ok(true)
    }

    /// Looks at the files every half minute, for ever; spawned by `app`. (H-052)
    pub async fn follow(mut self) {
        loop {
            tokio::time::sleep(LOOK).await;
            match self.refresh() {
                Ok(false) => {}
                Ok(true) => tracing::info!("a new certificate is in force"),
                Err(error) => tracing::warn!(%error, "the changed certificate cannot be used, the old one stays"),
            }
        }
    }
}

fn stamp(path: &Path) -> Result<Stamp, TlsError> {
    let data = std::fs::metadata(path).map_err(|error| TlsError::Unreadable(path.to_owned(), error.to_string()))?;
    Ok((data.modified().ok(), data.len()))
}

fn read(path: &Path) -> Result<Vec<u8>, TlsError> {
    std::fs::read(path).map_err(|error| TlsError::Unreadable(path.to_owned(), error.to_string()))
}

impl fmt::Display for TlsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(path, why) => write!(f, "{} cannot be read: {why}", path.display()),
            Self::NoCertificate => f.write_str("there is no valid certificate in PEM in the file of tls.cert"),
            Self::NoKey => f.write_str("there is no valid private key in PEM in the file of tls.key"),
            Self::Mismatch => f.write_str("the private key in tls.key is not the one of the certificate in tls.cert"),
            Self::Unusable(why) => write!(f, "the certificate cannot be used: {why}"),
        }
    }
}

impl std::error::Error for TlsError {}

#[cfg(test)]
pub(in crate::net) mod tests {
    use super::*;

    /// A certificate authority of the tests, and certificates signed by it.
    pub(in crate::net) struct Authority {
        issuer: rcgen::Issuer<'static, rcgen::KeyPair>,
        pub(in crate::net) certificate: CertificateDer<'static>,
    }

    impl Authority {
        pub(in crate::net) fn new() -> Self {
            let mut params = rcgen::CertificateParams::new(Vec::new()).expect("parameters");
            params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
            let key = rcgen::KeyPair::generate().expect("key");
            let certificate = params.self_signed(&key).expect("signed").der().clone();
            Self { issuer: rcgen::Issuer::new(params, key), certificate }
        }

        /// Chain and key in PEM for these names and addresses.
        pub(in crate::net) fn issue(&self, names: &[&str]) -> (String, String) {
            let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
            let key = rcgen::KeyPair::generate().expect("key");
            let params = rcgen::CertificateParams::new(names).expect("parameters");
            let certificate = params.signed_by(&key, &self.issuer).expect("signed");
            (certificate.pem(), key.serialize_pem())
        }
    }

    fn folder(name: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("seedpod-tls-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).expect("folder");
        path
    }

    // H-052
    #[test]
    fn a_changed_file_is_taken_up_and_a_broken_one_is_not() {
        let (folder, authority) = (folder("reload"), Authority::new());
        let (chain, key) = (folder.join("chain.pem"), folder.join("key.pem"));
        let write = |(chain_pem, key_pem): (String, String)| {
            std::fs::write(&chain, chain_pem).expect("written");
            std::fs::write(&key, key_pem).expect("written");
        };
        write(authority.issue(&["pod.example"]));
        let mut files = Files::load(&chain, &key).expect("loaded");
        let first = files.certificates().current().expect("ready");
        assert_eq!(files.refresh(), Ok(false));
        write(authority.issue(&["pod.example", "www.pod.example"]));
        assert_eq!(files.refresh(), Ok(true));
        let second = files.certificates().current().expect("ready");
        assert_ne!(first, second);
        std::fs::write(&key, "half a key").expect("written");
        assert_eq!(files.refresh(), Err(TlsError::NoKey));
        assert_eq!(files.refresh(), Ok(false), "complained once");
        assert_eq!(files.certificates().current(), Some(second));
        let _ = std::fs::remove_dir_all(folder);
    }

    // H-052
    #[test]
    fn bad_files_are_named_clearly() {
        let authority = Authority::new();
        let ((chain, key), (_, other)) = (authority.issue(&["a.example"]), authority.issue(&["b.example"]));
        let certificates = Certificates::new();
        let replace = |chain: &str, key: &str| certificates.replace(chain.as_bytes(), key.as_bytes());
        assert_eq!(replace("", &key), Err(TlsError::NoCertificate));
        assert_eq!(
            replace("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", &key),
            Err(TlsError::NoCertificate)
        );
        assert_eq!(replace(&chain, ""), Err(TlsError::NoKey));
        assert_eq!(replace(&chain, &chain), Err(TlsError::NoKey));
        assert_eq!(replace(&chain, &other), Err(TlsError::Mismatch));
        assert!(!certificates.is_ready());
        let missing =
            Files::load(Path::new("/nonexistent/c.pem"), Path::new("/nonexistent/k.pem")).expect_err("missing");
        assert!(missing.to_string().starts_with("/nonexistent/c.pem cannot be read"));
    }
}
