use super::judge::CHECKS;
use super::look::{Facts, Inside, Place, WayBack};
use super::network::{name_and_router, outer_address, router};
use super::*;
use crate::base::Timestamp;
use crate::domain::{Certificate, CertificateTrouble, Urgency};
use crate::net::dyndns::{Outcome, Progress, Told};
use crate::net::router::{Door, Fault, Lease, Standing, Survey, Way};
use std::collections::BTreeSet;

const NOW: Timestamp = Timestamp::from_seconds(1_772_366_400);
const DAY: i64 = 24 * 3600;

fn place(path: &str) -> Place {
    Place { path: path.into(), mode: Some(0o700), is_own: true, disk: Some((40 << 30, 100 << 30)) }
}

/// A pod of a family that has nothing to worry about.
fn healthy() -> Facts {
    let certificate = Certificate { is_automatic: true, until: Some(NOW.plus(60 * DAY)), ..Certificate::default() };
    Facts {
        now: NOW,
        is_running: true,
        is_root: false,
        warnings: Vec::new(),
        state: place("/var/lib/seedpod"),
        cache: place("/var/cache/seedpod"),
        secret: Some(0o600),
        config: Some(0o640),
        written: Some(NOW.plus(-5)),
        is_trusted: Some(true),
        other_clocks: vec![("one.test".to_owned(), 1), ("two.test".to_owned(), -59)],
        is_synchronised: Some(true),
        host: Some("pod.test".to_owned()),
        is_https: true,
        addresses: Some(Ok(vec!["203.0.113.7".parse().unwrap(), "2001:db8::7".parse().unwrap()])),
        own_addresses: vec!["192.168.1.7".parse().unwrap()],
        doors: vec![("http://0.0.0.0:80".to_owned(), true), ("https://0.0.0.0:443".to_owned(), true)],
        way_back: Some(WayBack::Own),
        router: Some(Ok(survey("203.0.113.7"))),
        dynamic_name: Some(("pod.test".to_owned(), told(Outcome::Taken))),
        ports: Some(Standing { is_wanted: true, leases: vec![lease()], ..Standing::default() }),
        is_behind_proxy: false,
        has_front: false,
        is_open_to_all: true,
        outgoing_allow: Vec::new(),
        federates: true,
        store: Some(Ok(())),
        inside: Some(Inside {
            is_set_up: true,
            has_admin: true,
            pods: 9,
            offline: 1,
            certificate,
            ..Inside::default()
        }),
        memory_limit: 512 << 20,
        memory_used: Some(20 << 20),
        files: Some((30, 8_192)),
        no_new_privileges: Some(true),
        is_filtered: Some(true),
        is_card: Some(true),
        written_bytes: Some((10 << 20, 7_200)),
        throttled: Some(0),
        backup: Some(NOW.plus(-DAY)),
        mail: Some(("mail.test:465".to_owned(), true)),
    }
}

fn survey(outer: &str) -> Survey {
    Survey { way: Way::NatPmp, own: "192.168.1.7".parse().unwrap(), outer: Some(outer.parse().unwrap()) }
}

/// A service that was told once, and what came of the last time.
fn told(last: Outcome) -> Progress {
    let told = Told { addresses: vec!["203.0.113.7".parse().unwrap()], at: NOW };
    Progress { told: Some(told), last: Some((last, NOW)), ..Progress::default() }
}

fn lease() -> Lease {
    Lease::new(Door { outside: 443, inside: 8_443 }, Some(NOW.plus(DAY)))
}

fn levels(facts: &Facts) -> Vec<(&'static str, Level)> {
    CHECKS.iter().map(|check| (check.code, (check.judge)(facts).level)).collect()
}

// H-113: at least 25 checks, each with a code of its own.
#[test]
fn there_are_enough_checks_and_codes_differ() {
    let codes: BTreeSet<_> = CHECKS.iter().map(|check| check.code).collect();
    assert!(CHECKS.len() >= 25 && codes.len() == CHECKS.len());
}

// H-113
#[test]
fn a_healthy_pod_is_told_so() {
    for (code, level) in levels(&healthy()) {
        assert!(matches!(level, Level::Ok | Level::Skip), "{code} says {level:?}");
    }
    assert_eq!(answer(&healthy(), Scope::Everything).exit, Exit::Success);
}

// H-113, H-074, H-091, H-137: one thing is wrong at a time, and one check says so.
#[test]
fn each_fault_is_found_by_its_check_alone() {
    fn inside(facts: &mut Facts) -> &mut Inside {
        facts.inside.as_mut().unwrap()
    }
    fn trouble(facts: &mut Facts, urgency: Urgency) {
        let trouble = CertificateTrouble { name: "refused", detail: String::new(), since: None, urgency };
        inside(facts).certificate.trouble = Some(trouble);
    }
    fn port(facts: &mut Facts) -> &mut Standing {
        facts.ports.as_mut().unwrap()
    }
    type Case = (&'static str, Level, fn(&mut Facts));
    let faults: &[Case] = &[
        ("D-002", Level::Warn, |facts| facts.warnings.push("a setting is odd".to_owned())),
        ("D-003", Level::Warn, |facts| facts.config = Some(0o644)),
        ("D-004", Level::Fail, |facts| facts.state.mode = Some(0o750)),
        ("D-004", Level::Fail, |facts| facts.state.is_own = false),
        ("D-005", Level::Fail, |facts| facts.secret = None),
        ("D-005", Level::Fail, |facts| facts.secret = Some(0o640)),
        ("D-006", Level::Fail, |facts| facts.store = Some(Err("broken".to_owned()))),
        ("D-007", Level::Warn, |facts| inside(facts).is_set_up = false),
        ("D-008", Level::Warn, |facts| inside(facts).has_admin = false),
        ("D-009", Level::Warn, |facts| facts.is_root = true),
        ("D-010", Level::Fail, |facts| facts.written = Some(NOW.plus(301))),
        ("D-010", Level::Fail, |facts| facts.is_trusted = Some(false)),
        ("D-039", Level::Warn, |facts| facts.other_clocks[0].1 = 60),
        ("D-039", Level::Warn, |facts| facts.other_clocks[0].1 = -301),
        ("D-039", Level::Fail, |facts| {
            facts.other_clocks = vec![("one.test".to_owned(), 310), ("two.test".to_owned(), 300), ("x".to_owned(), 0)];
        }),
        ("D-011", Level::Warn, |facts| facts.is_synchronised = Some(false)),
        ("D-012", Level::Fail, |facts| facts.addresses = Some(Err("unknown".to_owned()))),
        ("D-013", Level::Fail, |facts| facts.addresses = Some(Ok(vec!["100.64.0.1".parse().unwrap()]))),
        ("D-014", Level::Warn, |facts| {
            facts.addresses = Some(Ok(vec!["203.0.113.7".parse().unwrap()]));
            facts.own_addresses.push("2001:db8::9".parse().unwrap());
        }),
        ("D-015", Level::Fail, |facts| facts.doors[1].1 = false),
        ("D-016", Level::Warn, |facts| facts.way_back = Some(WayBack::Nobody)),
        ("D-016", Level::Warn, |facts| facts.way_back = Some(WayBack::Stranger)),
        ("D-017", Level::Fail, |facts| trouble(facts, Urgency::High)),
        ("D-017", Level::Warn, |facts| trouble(facts, Urgency::Low)),
        ("D-017", Level::Warn, |facts| inside(facts).certificate.until = Some(NOW.plus(6 * DAY))),
        ("D-017", Level::Fail, |facts| inside(facts).certificate.until = Some(NOW.plus(-2 * DAY))),
        ("D-018", Level::Warn, |facts| facts.is_https = false),
        ("D-019", Level::Warn, |facts| facts.is_behind_proxy = true),
        ("D-020", Level::Warn, |facts| facts.federates = false),
        ("D-021", Level::Warn, |facts| inside(facts).overdue = Some(3_601)),
        ("D-022", Level::Warn, |facts| inside(facts).offline = 6),
        ("D-023", Level::Warn, |facts| facts.state.disk = Some((900 << 20, 4 << 30))),
        ("D-023", Level::Fail, |facts| facts.state.disk = Some((200 << 20, 4 << 30))),
        ("D-024", Level::Fail, |facts| facts.cache.disk = Some((200 << 20, 4 << 30))),
        ("D-025", Level::Warn, |facts| facts.memory_used = Some(500 << 20)),
        ("D-026", Level::Warn, |facts| facts.files = Some((7_000, 8_192))),
        ("D-027", Level::Warn, |facts| facts.written_bytes = Some((1 << 30, 7_200))),
        ("D-028", Level::Warn, |facts| facts.throttled = Some(0x50005)),
        ("D-029", Level::Warn, |facts| facts.backup = Some(NOW.plus(-5 * DAY))),
        ("D-029", Level::Warn, |facts| facts.backup = None),
        ("D-030", Level::Warn, |facts| facts.mail = Some(("mail.test:25".to_owned(), false))),
        ("D-031", Level::Warn, |facts| facts.outgoing_allow.push("127.0.0.0/8".to_owned())),
        ("D-032", Level::Warn, |facts| facts.no_new_privileges = Some(false)),
        ("D-033", Level::Warn, |facts| inside(facts).reports = 2),
        ("D-034", Level::Warn, |facts| facts.router = Some(Err(Fault::Refused("PCP 2".to_owned())))),
        ("D-035", Level::Warn, |facts| facts.router = Some(Ok(survey("100.64.1.2")))),
        ("D-036", Level::Fail, |facts| facts.router = Some(Ok(survey("198.51.100.1")))),
        ("D-037", Level::Warn, |facts| port(facts).fault = Some(Fault::Taken(80, None))),
        ("D-037", Level::Fail, |facts| {
            *port(facts) = Standing { is_wanted: true, fault: Some(Fault::Silent), ..Standing::default() };
        }),
        ("D-038", Level::Fail, |facts| {
            facts.dynamic_name = Some(("pod.test".to_owned(), told(Outcome::Refused("badauth".to_owned()))));
        }),
        ("D-038", Level::Warn, |facts| {
            facts.dynamic_name = Some(("pod.test".to_owned(), told(Outcome::Later("911".to_owned()))));
        }),
    ];
    let mut met = BTreeSet::new();
    for (code, level, fault) in faults {
        let mut facts = healthy();
        fault(&mut facts);
        let raised: Vec<_> = levels(&facts).into_iter().filter(|(_, level)| *level >= Level::Warn).collect();
        assert_eq!(raised, [(*code, *level)]);
        let exit = answer(&facts, Scope::Everything).exit;
        assert_eq!(exit, if *level == Level::Fail { Exit::Failure } else { Exit::Warnings }, "{code}");
        for check in CHECKS {
            let finding = (check.judge)(&facts);
            assert_eq!(finding.level >= Level::Warn, !finding.remedy.is_empty(), "{code}: a remedy belongs to a fault");
        }
        met.insert(*code);
    }
    let silent: Vec<_> = CHECKS.iter().map(|check| check.code).filter(|code| !met.contains(code)).collect();
    assert_eq!(silent, ["D-001"]);
}

// H-113: the help explains every code.
#[test]
fn the_help_lists_every_code() {
    let help = include_str!("../../../assets/help/doctor.md");
    for check in CHECKS {
        assert!(help.contains(&format!("| {} | {} |", check.code, check.name)), "{} {}", check.code, check.name);
    }
}

// H-055: no address of one's own, or a router before the router; another way in makes it bearable.
#[test]
fn a_home_without_an_address_of_its_own_is_told_what_to_do() {
    let mut facts = healthy();
    for (outer, word) in [("100.64.1.2", "shared"), ("100.127.255.255", "shared"), ("192.168.178.20", "before it")] {
        facts.router = Some(Ok(survey(outer)));
        facts.addresses = Some(Ok(vec!["100.64.1.2".parse().unwrap()]));
        let finding = outer_address(&facts);
        assert!(finding.level == Level::Fail && finding.says.contains(word), "{finding:?}");
        for way in ["IPv6", "tunnel", "rented machine"] {
            assert!(finding.remedy.contains(way), "{finding:?}");
        }
        facts.addresses = Some(Ok(vec!["2001:db8::7".parse().unwrap()]));
        assert_eq!(outer_address(&facts).level, Level::Warn);
    }
    facts.router = Some(Ok(survey("100.128.0.1")));
    assert_eq!(outer_address(&facts).level, Level::Ok);
}

// H-054, H-058: the first evidence is what the router says, compared with the name.
#[test]
fn the_name_is_compared_with_what_the_router_says() {
    let mut facts = healthy();
    facts.router = Some(Ok(survey("198.51.100.1")));
    let finding = name_and_router(&facts);
    assert!(finding.level == Level::Fail && finding.remedy.contains("198.51.100.1"), "{finding:?}");
    facts.addresses = Some(Ok(vec!["2001:db8::7".parse().unwrap()]));
    let finding = name_and_router(&facts);
    assert!(finding.level == Level::Warn && finding.says.contains("IPv4"), "{finding:?}");
    facts.has_front = true;
    assert_eq!(name_and_router(&facts).level, Level::Skip);
    facts.has_front = false;
    facts.host = None;
    assert_eq!(name_and_router(&facts).level, Level::Skip);
}

// H-065: what has to be entered by hand stands in the remedy.
#[test]
fn the_values_for_the_router_are_told() {
    let mut facts = healthy();
    facts.router = Some(Err(Fault::Refused("PCP 2".to_owned())));
    let remedy = router(&facts).remedy;
    assert!(["192.168.1.7", "80", "443"].iter().all(|value| remedy.contains(value)), "{remedy}");
}
