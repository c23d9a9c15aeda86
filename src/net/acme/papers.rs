//! Reading and making certificates and keys.

use crate::base::Timestamp;
use aws_lc_rs::digest::{SHA256, digest};
use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

/// From when to when a certificate says that it is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Validity {
    pub from: Timestamp,
    pub until: Timestamp,
}

impl Validity {
    /// When a third of the lifetime is left: the moment to renew (H-048).
    pub fn renewal(self) -> Timestamp {
        self.until.plus(-(self.until.since(self.from) / 3))
    }

    /// Whether less than this part of the lifetime is left.
    pub fn is_within_last(self, part: i64, now: Timestamp) -> bool {
        self.until.since(now) <= self.until.since(self.from) / part.max(1)
    }
}

/// The dates of a certificate in DER; nothing if it is none.
pub fn validity(certificate: &[u8]) -> Option<Validity> {
    // RFC 5280 §4.1: the outer frame, the signed part, then version, number, algorithm, issuer.
    let (_, outer, _) = element(certificate)?;
    let (_, mut rest, _) = element(outer)?;
    loop {
        let (tag, content, after) = element(rest)?;
        // Dates are the first sequence that begins with a moment.
        if tag == SEQUENCE
            && let Some((from, after)) = moment(content)
            && let Some((until, _)) = moment(after)
        {
            return Some(Validity { from, until });
        }
        rest = after;
    }
}

const SEQUENCE: u8 = 0x30;
const UTC_TIME: u8 = 0x17;
const GENERAL_TIME: u8 = 0x18;

/// The first element: its tag, its content, and what follows.
fn element(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, rest) = der.split_first()?;
    let (&short, rest) = rest.split_first()?;
    let (length, rest) = if short < 0x80 {
        (usize::from(short), rest)
    } else {
        let (bytes, rest) = rest.split_at_checked(usize::from(short & 0x7f))?;
        (bytes.iter().try_fold(0_usize, |sum, byte| sum.checked_mul(256)?.checked_add(usize::from(*byte)))?, rest)
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((tag, content, rest))
}

/// A moment at the beginning, and what follows it. Years of two digits are 1950 to 2049.
fn moment(der: &[u8]) -> Option<(Timestamp, &[u8])> {
    let (tag, content, rest) = element(der)?;
    let text = std::str::from_utf8(content).ok()?.strip_suffix('Z')?;
    let text = match tag {
        UTC_TIME if text.get(..2)? < "50" => format!("20{text}"),
        UTC_TIME => format!("19{text}"),
        GENERAL_TIME => text.to_owned(),
        _ => return None,
    };
    if text.len() != 14 {
        return None;
    }
    let part = |from: usize, to: usize| text.get(from..to);
    let written = format!(
        "{}-{}-{}T{}:{}:{}Z",
        part(0, 4)?,
        part(4, 6)?,
        part(6, 8)?,
        part(8, 10)?,
        part(10, 12)?,
        part(12, 14)?
    );
    Some((Timestamp::parse_exact(&written)?, rest))
}

/// The SHA-256 of a certificate, as browsers show it.
pub fn fingerprint(certificate: &[u8]) -> String {
    let bytes = digest(&SHA256, certificate);
    bytes.as_ref().iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(":")
}

/// A certificate that nobody vouches for, with its key, in one PEM: for first contact (H-050). The
/// addresses of the home are in it too, so that a browser told to trust it does so there.
pub(super) fn self_signed(names: &[String]) -> Result<String, rcgen::Error> {
    let mut params = CertificateParams::new(names.to_vec())?;
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, "seedpod");
    // An appliance whose clock stands at its beginning must still be able to show it.
    params.not_before = rcgen::date_time_ymd(2020, 1, 1);
    params.not_after = rcgen::date_time_ymd(2099, 12, 31);
    let key = KeyPair::generate()?;
    let certificate = params.self_signed(&key)?;
    Ok(format!("{}{}", key.serialize_pem(), certificate.pem()))
}

/// A P-256 key in PEM for an account. Both coordinates begin with a byte that is not zero: the
/// library writes them without padding, and such a key would be refused for ever.
pub(super) fn account_key() -> Result<String, rcgen::Error> {
    loop {
        let key = KeyPair::generate()?;
        let point = key.public_key_raw();
        if point.get(1).is_some_and(|byte| *byte != 0) && point.get(33).is_some_and(|byte| *byte != 0) {
            return Ok(key.serialize_pem());
        }
    }
}

/// The first certificate of a PEM, in DER.
pub(super) fn first(pem: &[u8]) -> Option<CertificateDer<'static>> {
    CertificateDer::pem_slice_iter(pem).next()?.ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn dated(from: (i32, u8, u8), until: (i32, u8, u8)) -> Vec<u8> {
        let mut params = CertificateParams::new(vec!["pod.example".to_owned()]).expect("parameters");
        params.not_before = rcgen::date_time_ymd(from.0, from.1, from.2);
        params.not_after = rcgen::date_time_ymd(until.0, until.1, until.2);
        params.self_signed(&KeyPair::generate().expect("key")).expect("signed").der().to_vec()
    }

    // H-048
    #[test]
    fn the_dates_are_read_and_the_last_third_found() {
        let found = validity(&dated((2026, 1, 1), (2026, 4, 1))).expect("dates");
        assert_eq!(
            (found.from.to_string(), found.until.to_string()),
            ("2026-01-01T00:00:00Z".into(), "2026-04-01T00:00:00Z".into())
        );
        assert_eq!(found.renewal().to_string(), "2026-03-02T00:00:00Z");
        let far = validity(&dated((2049, 12, 31), (2099, 12, 31))).expect("dates of both kinds");
        assert_eq!(far.until.to_string(), "2099-12-31T00:00:00Z");
        assert!(!found.is_within_last(4, found.renewal()) && found.is_within_last(4, found.until.plus(-86_400)));
        // Six days, as the shortest profile has it: no constant number of days fits both.
        let short = validity(&dated((2026, 1, 1), (2026, 1, 7))).expect("dates");
        assert_eq!(short.renewal().to_string(), "2026-01-05T00:00:00Z");
    }

    // H-050
    #[test]
    fn a_certificate_of_ones_own_has_a_fingerprint() {
        let pem = self_signed(&["pod.example".to_owned(), "192.168.1.5".to_owned()]).expect("made");
        let print = fingerprint(&first(pem.as_bytes()).expect("certificate"));
        assert_eq!((print.len(), print.matches(':').count()), (95, 31));
    }

    #[test]
    fn account_keys_have_no_coordinate_that_begins_with_zero() {
        for _ in 0..600 {
            let key = KeyPair::from_pem(&account_key().expect("key")).expect("readable");
            let point = key.public_key_raw();
            assert!(point[1] != 0 && point[33] != 0);
        }
    }

    proptest! {
        #[test]
        fn garbage_has_no_dates_and_breaks_nothing(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = validity(&bytes);
        }

        #[test]
        fn a_cut_certificate_breaks_nothing(at in 0_usize..400, with in any::<u8>()) {
            let mut bytes = dated((2026, 1, 1), (2026, 4, 1));
            let at = at % bytes.len();
            let _ = validity(&bytes[..at]);
            bytes[at] = with;
            let _ = validity(&bytes);
        }
    }
}
