//! Where proofs are shown to whoever comes to look.

use super::Fault;
use crate::net::inbound::Challenges;
use crate::net::tls::Certificates;
use rcgen::{CertificateParams, CustomExtension, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use std::sync::Arc;

/// What shows that the name is ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Served over plain HTTP under the token.
    Http { token: String, answer: String },
    /// Served inside a certificate for the name.
    TlsAlpn { name: String, digest: [u8; 32] },
}

/// The listeners' side: both doors look here while a proof is shown.
#[derive(Debug)]
pub struct Desk {
    challenges: Arc<Challenges>,
    certificates: Arc<Certificates>,
}

/// A proof on show, taken away when dropped.
#[derive(Debug)]
pub(super) struct Shown<'a> {
    desk: &'a Desk,
    proof: Proof,
}

impl Desk {
    /// A desk of these doors.
    pub fn new(challenges: Arc<Challenges>, certificates: Arc<Certificates>) -> Self {
        Self { challenges, certificates }
    }

    /// The certificates that the encrypted door shows.
    pub fn certificates(&self) -> &Certificates {
        &self.certificates
    }

    /// Shows a proof until what comes back is dropped.
    pub(super) fn show(&self, proof: Proof) -> Result<Shown<'_>, Fault> {
        match &proof {
            Proof::Http { token, answer } => self.challenges.begin(token, answer),
            Proof::TlsAlpn { name, digest } => {
                let unusable = |error: &dyn std::fmt::Display| Fault::Unusable(error.to_string());
                let (certificate, key) = challenge_certificate(name, digest).map_err(|error| unusable(&error))?;
                self.certificates.begin_challenge(name, certificate, &key).map_err(|error| unusable(&error))?;
            }
        }
        Ok(Shown { desk: self, proof })
    }
}

impl Drop for Shown<'_> {
    fn drop(&mut self) {
        match &self.proof {
            Proof::Http { token, .. } => self.desk.challenges.end(token),
            Proof::TlsAlpn { name, .. } => self.desk.certificates.end_challenge(name),
        }
    }
}

/// The certificate of RFC 8737 §3: for the one name, with the digest in a critical mark.
fn challenge_certificate(
    name: &str,
    digest: &[u8; 32],
) -> Result<(CertificateDer<'static>, PrivateKeyDer<'static>), rcgen::Error> {
    let mut params = CertificateParams::new(vec![name.to_owned()])?;
    params.custom_extensions = vec![CustomExtension::new_acme_identifier(digest)];
    let key = KeyPair::generate()?;
    let certificate = params.self_signed(&key)?.der().clone();
    Ok((certificate, PrivatePkcs8KeyDer::from(key.serialize_der()).into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    // H-047
    #[test]
    fn a_proof_is_on_show_only_while_it_is_held() {
        let (challenges, certificates) = (Arc::new(Challenges::default()), Arc::new(Certificates::new()));
        let desk = Desk::new(Arc::clone(&challenges), Arc::clone(&certificates));
        let proof = Proof::Http { token: "t".to_owned(), answer: "t.key".to_owned() };
        let shown = desk.show(proof).expect("shown");
        assert_eq!(challenges.answer("t"), Some("t.key".to_owned()));
        drop(shown);
        assert_eq!(challenges.answer("t"), None);
        let proof = Proof::TlsAlpn { name: "pod.example".to_owned(), digest: [7; 32] };
        let shown = desk.show(proof).expect("shown");
        assert!(certificates.is_challenged("pod.example"));
        drop(shown);
        assert!(!certificates.is_challenged("pod.example"));
    }
}
