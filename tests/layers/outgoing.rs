//! Whom the program speaks to by itself (spec/appliance.md H-115). Every place that begins something
//! outward stands here with its reason, so that a new one is a decision and not an accident. There
//! is none that tells anybody about the pod or its people.

use super::Source;
use std::collections::BTreeSet;

/// What begins it, where it may, and what for.
const WAYS: &[(&str, &[&str], &str)] = &[
    (
        "WireRequest::",
        &[
            "federation/check.rs",
            "federation/deliver.rs",
            "federation/discover.rs",
            "federation/fetch.rs",
            "federation/media.rs",
            "federation/preview.rs",
            "federation/witness.rs",
        ],
        "other pods, and what people here link to",
    ),
    ("WireRequest::", &["net/dyndns/service.rs"], "the keeper of the pod's name, if a name is to be kept"),
    (
        "reqwest::",
        &["net/outbound/body.rs", "net/outbound/client.rs", "net/outbound/resolve.rs"],
        "how the requests above go out",
    ),
    ("acme_lib::", &["net/acme/library.rs"], "the authority for certificates"),
    ("lettre::", &["net/mail.rs"], "the mail server of the settings"),
    ("UdpSocket::", &["net/router/udp.rs"], "the router of this house"),
    ("TcpStream::connect", &["net/router/web.rs"], "the router of this house"),
    ("TcpStream::connect", &["app/doctor/look.rs"], "the pod's own doors, seen from this machine"),
    ("UnixStream::connect", &["app/admin.rs"], "the pod that runs on this machine"),
    ("Command::new", &["app/nightly.rs"], "the program of the settings that carries backups away"),
    ("Command::new", &["net/dyndns/service.rs"], "the program of the settings that updates the pod's name"),
    ("Command::new", &["app/roots.rs"], "this program itself, started once more"),
    ("TcpSocket", &[], "nobody"),
    ("UnixDatagram", &[], "nobody"),
    ("hyper_util::client", &[], "nobody"),
];

#[test]
fn every_place_that_reaches_out_is_listed() {
    let sources = Source::all();
    let words: BTreeSet<&str> = WAYS.iter().map(|(word, ..)| *word).collect();
    for word in words {
        let listed = WAYS.iter().filter(|(known, ..)| *known == word).flat_map(|(_, places, _)| places.iter().copied());
        let found = sources.iter().filter(|source| source.code.contains(word)).map(|source| source.path.as_str());
        assert_eq!(found.collect::<BTreeSet<_>>(), listed.collect::<BTreeSet<_>>(), "{word}");
    }
}
