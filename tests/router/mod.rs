//! The pod and the router at home: fakes on loopback that grant, refuse, forget and talk nonsense.

mod fake;

use crate::home::{Running, ask_pod, ask_pod_with, serve};
use crate::loopback::free_port;
use fake::{Fake, Mapped, Mood};
use seedpod::base::{Clock, Entropy, Timestamp};
use seedpod::net::router::{
    Door, Fault, Handle, Keeper, KeeperSettings, Patience, RouterSettings, Standing, Survey, Way, survey,
};
use seedpod::net::shelf::Shelf;
use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddrV4, TcpListener};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

const DOORS: [Door; 2] = [Door { outside: 443, inside: 8_443 }, Door { outside: 80, inside: 8_080 }];
const BOTH: [(u16, u16); 2] = [(80, 8_080), (443, 8_443)];

struct Hands(AtomicI64);

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        Timestamp::from_seconds(self.0.load(Ordering::Relaxed))
    }
}

#[derive(Default)]
struct Drawer(Mutex<BTreeMap<String, Vec<u8>>>);

impl Shelf for Drawer {
    fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        Ok(self.0.lock().unwrap().get(name).cloned())
    }

    fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.0.lock().unwrap().insert(name.to_owned(), bytes.to_vec());
        Ok(())
    }
}

struct Dice(u8);

impl Entropy for Dice {
    fn fill(&mut self, buffer: &mut [u8]) {
        buffer.fill(self.0);
    }
}

/// A keeper, its clock, and what it keeps from one start to the next.
struct Bench {
    clock: Arc<Hands>,
    shelf: Arc<Drawer>,
    settings: KeeperSettings,
}

impl Bench {
    fn new(gateway: Option<&Fake>, igd: Option<&Fake>) -> Self {
        Self {
            clock: Arc::new(Hands(AtomicI64::new(1_800_000_000))),
            shelf: Arc::default(),
            settings: KeeperSettings {
                router: router(gateway, igd),
                doors: DOORS.to_vec(),
                is_wanted: true,
                wants_address: false,
                own_addresses: || vec!["127.0.0.1".parse().unwrap(), "192.168.1.7".parse().unwrap()],
            },
        }
    }

    fn keeper(&self) -> (Keeper, Handle) {
        Keeper::open(self.settings.clone(), self.shelf.clone(), self.clock.clone(), &mut Dice(7))
    }

    /// Time goes on, here and in the router.
    fn pass(&self, router: &Fake, seconds: u32) {
        self.clock.0.fetch_add(i64::from(seconds), Ordering::Relaxed);
        router.state().epoch += seconds;
    }
}

/// A place where nobody is.
fn nowhere() -> SocketAddrV4 {
    SocketAddrV4::new(Ipv4Addr::LOCALHOST, free_port())
}

fn router(gateway: Option<&Fake>, igd: Option<&Fake>) -> RouterSettings {
    let moment = Duration::from_millis(400);
    RouterSettings {
        gateway: Some(gateway.map_or_else(nowhere, |fake| fake.address)),
        discovery: igd.map_or_else(nowhere, |fake| fake.address),
        patience: Patience { datagrams: vec![moment; 2], search: moment, document: Duration::from_secs(2) },
    }
}

fn ports(standing: &Standing) -> Vec<(u16, u16)> {
    let mut ports: Vec<_> = standing.leases.iter().map(|lease| (lease.door.outside, lease.door.inside)).collect();
    ports.sort_unstable();
    ports
}

// H-053, H-067: the three ways; an hour, renewed at half time, ended on a clean stop.
#[tokio::test]
async fn ports_are_mapped_renewed_and_given_back() {
    for mood in [Mood::Willing, Mood::PcpOnly, Mood::Plain, Mood::NatPmpOnly] {
        let fake = Fake::gateway();
        fake.state().mood = mood.clone();
        let bench = Bench::new(Some(&fake), None);
        let (mut keeper, handle) = bench.keeper();
        assert_eq!(keeper.turn().await, 300, "{mood:?}");
        let standing = handle.standing();
        let way = if mood == Mood::NatPmpOnly { Way::NatPmp } else { Way::Pcp };
        assert_eq!((standing.way, standing.fault.as_ref()), (Some(way), None), "{mood:?}");
        assert_eq!(standing.outer, Some(fake.state().outer));
        assert_eq!((ports(&standing).as_slice(), fake.mapped().as_slice()), (&BOTH[..], &BOTH[..]));
        assert_eq!(standing.leases[0].until, Some(bench.clock.now().plus(3_600)));
        let asked = fake.state().asked;
        bench.pass(&fake, 300);
        keeper.turn().await;
        assert_eq!(fake.state().asked, asked, "a look changes nothing");
        assert!(fake.state().looked > 0);
        bench.pass(&fake, 1_500);
        keeper.turn().await;
        assert!(fake.state().asked > asked, "half time");
        assert_eq!(handle.standing().leases[0].until, Some(bench.clock.now().plus(3_600)));
        let running = tokio::spawn(keeper.run());
        handle.leave().await;
        running.await.unwrap();
        assert_eq!(fake.mapped(), [], "{mood:?}");
    }
}

// H-053, H-067
#[tokio::test]
async fn a_router_that_speaks_upnp_is_found_and_asked() {
    let fake = Fake::igd();
    let bench = Bench::new(None, Some(&fake));
    let (mut keeper, handle) = bench.keeper();
    keeper.turn().await;
    let standing = handle.standing();
    assert_eq!((standing.way, standing.fault.as_ref()), (Some(Way::Upnp), None));
    assert_eq!((standing.outer, ports(&standing).as_slice()), (Some(fake.state().outer), &BOTH[..]));
    let ours = Mapped { client: "127.0.0.1".into(), inside: 8_443, seconds: 3_600, name: "seedpod".into() };
    assert_eq!(fake.state().mappings[&443], ours);
    // What the router loses without a word is seen at the next look.
    fake.state().mappings.remove(&443);
    bench.pass(&fake, 300);
    keeper.turn().await;
    assert_eq!(fake.mapped(), BOTH);
    let running = tokio::spawn(keeper.run());
    handle.leave().await;
    running.await.unwrap();
    assert_eq!(fake.mapped(), []);
}

// H-053: a router that knows no end of a mapping gets it ended.
#[tokio::test]
async fn mappings_for_ever_are_taken_and_ended() {
    let fake = Fake::igd();
    fake.state().only_for_ever = true;
    let bench = Bench::new(None, Some(&fake));
    let (mut keeper, handle) = bench.keeper();
    keeper.turn().await;
    assert_eq!(handle.standing().leases[0].until, None);
    assert_eq!(fake.state().mappings[&443].seconds, 0);
    let running = tokio::spawn(keeper.run());
    handle.leave().await;
    running.await.unwrap();
    assert_eq!(fake.mapped(), []);
}

// H-053: what somebody entered by hand is used and stays; what leads elsewhere is left alone.
#[tokio::test]
async fn mappings_of_others_stay_as_they_are() {
    let fake = Fake::igd();
    let by_hand = Mapped { client: "127.0.0.1".into(), inside: 8_443, seconds: 0, name: "web".into() };
    let of_another = Mapped { client: "192.168.1.9".into(), inside: 80, seconds: 0, name: "nas".into() };
    fake.state().mappings = [(443, by_hand.clone()), (80, of_another.clone())].into();
    let bench = Bench::new(None, Some(&fake));
    let (mut keeper, handle) = bench.keeper();
    keeper.turn().await;
    let standing = handle.standing();
    assert_eq!(standing.fault, Some(Fault::Taken(80, Some(Ipv4Addr::new(192, 168, 1, 9)))));
    assert_eq!((ports(&standing), standing.leases[0].is_ours), (vec![(443, 8_443)], false));
    let running = tokio::spawn(keeper.run());
    handle.leave().await;
    running.await.unwrap();
    assert_eq!(fake.state().mappings, [(443, by_hand), (80, of_another)].into());
    assert_eq!(fake.state().asked, 0);
}

// H-053, H-067: the router starts anew and forgets; its count of seconds tells.
#[tokio::test]
async fn a_router_that_has_forgotten_is_asked_again() {
    for mood in [Mood::PcpOnly, Mood::NatPmpOnly] {
        let fake = Fake::gateway();
        fake.state().mood = mood.clone();
        let bench = Bench::new(Some(&fake), None);
        let (mut keeper, handle) = bench.keeper();
        keeper.turn().await;
        bench.pass(&fake, 300);
        fake.state().epoch = 12;
        fake.state().mappings.clear();
        keeper.turn().await;
        assert_eq!(fake.mapped(), BOTH);
        // With another outer address a router counts anew, or says so.
        bench.pass(&fake, 300);
        fake.state().outer = Ipv4Addr::new(93, 184, 216, 35);
        if mood == Mood::PcpOnly {
            fake.state().epoch = 1;
        }
        fake.state().mappings.clear();
        keeper.turn().await;
        assert_eq!((fake.mapped().as_slice(), handle.standing().outer), (&BOTH[..], Some(fake.state().outer)));
    }
}

// H-053, H-067
#[tokio::test]
async fn a_short_lease_is_renewed_in_time_and_a_long_one_is_cut() {
    let fake = Fake::gateway();
    fake.state().longest = 120;
    let bench = Bench::new(Some(&fake), None);
    let (mut keeper, handle) = bench.keeper();
    assert_eq!(keeper.turn().await, 60);
    fake.state().longest = 1;
    bench.pass(&fake, 60);
    assert_eq!(keeper.turn().await, 30, "no router makes us hurry more");
    fake.state().longest = u32::MAX;
    bench.pass(&fake, 60);
    keeper.turn().await;
    assert_eq!(handle.standing().leases[0].until, Some(bench.clock.now().plus(3_600)));
}

// H-067: a router that refuses, by each way it can.
#[tokio::test]
async fn refusals_are_told_and_asked_about_again_later() {
    let fake = Fake::gateway();
    for (mood, fault) in [
        (Mood::Refusing(2), Fault::Refused("PCP 2".into())),
        (Mood::Refusing(8), Fault::Refused("PCP 8".into())),
        (Mood::Refusing(12), Fault::NotNext),
        (Mood::Obstinate, Fault::Taken(443, None)),
        (Mood::Mute, Fault::Silent),
    ] {
        fake.state().mood = mood.clone();
        let bench = Bench::new(Some(&fake), None);
        let (mut keeper, handle) = bench.keeper();
        let waits = [keeper.turn().await, keeper.turn().await, keeper.turn().await, keeper.turn().await];
        assert_eq!(waits, [120, 240, 300, 300], "{mood:?}");
        let standing = handle.standing();
        assert_eq!((standing.fault, standing.leases.len()), (Some(fault), 0), "{mood:?}");
        assert_eq!(fake.mapped(), [], "{mood:?}");
        fake.state().mood = Mood::Willing;
        keeper.turn().await;
        assert_eq!((ports(&handle.standing()).as_slice(), handle.standing().fault), (&BOTH[..], None));
        fake.state().mappings.clear();
    }
    let igd = Fake::igd();
    igd.state().mood = Mood::Refusing(0);
    let bench = Bench::new(None, Some(&igd));
    let (mut keeper, handle) = bench.keeper();
    keeper.turn().await;
    assert_eq!(handle.standing().fault, Some(Fault::Refused("606".into())));
}

// H-053, H-067: a router that falls silent keeps what it granted until that ends.
#[tokio::test]
async fn a_lease_outlives_silence_but_not_its_end() {
    let fake = Fake::gateway();
    let bench = Bench::new(Some(&fake), None);
    let (mut keeper, handle) = bench.keeper();
    keeper.turn().await;
    fake.state().mood = Mood::Mute;
    bench.pass(&fake, 1_800);
    keeper.turn().await;
    let standing = handle.standing();
    assert_eq!((ports(&standing).as_slice(), standing.fault), (&BOTH[..], Some(Fault::Silent)));
    bench.pass(&fake, 1_800);
    keeper.turn().await;
    assert_eq!(ports(&handle.standing()), []);
    // A new router that speaks another way.
    fake.state().mood = Mood::NatPmpOnly;
    keeper.turn().await;
    assert_eq!((handle.standing().way, fake.mapped().as_slice()), (Some(Way::NatPmp), &BOTH[..]));
}

// H-067: whatever comes, it is no answer, and the answer behind it counts.
#[tokio::test]
async fn nonsense_is_not_an_answer() {
    let mut granted = vec![2, 0x81, 0, 0, 0, 0, 0x0e, 0x10, 0, 0, 0, 1];
    granted.extend_from_slice(&[0; 12]);
    // A mapping that nobody asked for: another nonce.
    granted.extend_from_slice(&[9; 12]);
    granted.extend_from_slice(&[6, 0, 0, 0, 0x20, 0xfb, 0x01, 0xbb]);
    granted.extend_from_slice(&[0; 16]);
    let garbage = vec![vec![], vec![2], vec![2; 24], vec![0x81; 1_500], granted.clone(), granted[..40].to_vec()];
    let fake = Fake::gateway();
    fake.state().mood = Mood::Babbling(garbage.clone());
    let bench = Bench::new(Some(&fake), None);
    let (mut keeper, handle) = bench.keeper();
    keeper.turn().await;
    assert_eq!((ports(&handle.standing()).as_slice(), handle.standing().fault), (&BOTH[..], None));

    fake.state().mood = Mood::Babbling(vec![vec![7; 9]; 200]);
    let (mut keeper, handle) = Bench::new(Some(&fake), None).keeper();
    keeper.turn().await;
    assert_eq!(ports(&handle.standing()), [], "nobody listens to noise for ever");

    let igd = Fake::igd();
    let head = "HTTP/1.1 200 OK\r\n";
    for document in [
        b"\0\xff".repeat(3_000),
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n".to_vec(),
        format!("{head}\r\n<!DOCTYPE a [<!ENTITY b 'c'>]><root>&b;</root>").into_bytes(),
        format!("{head}\r\n{}", "<a>".repeat(100_000)).into_bytes(),
        format!("{head}Transfer-Encoding: chunked\r\n\r\nffffffff\r\n").into_bytes(),
        format!("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:{}/\r\n\r\n", free_port()).into_bytes(),
        Vec::new(),
    ] {
        igd.state().document = Some(document);
        let (mut keeper, handle) = Bench::new(None, Some(&igd)).keeper();
        keeper.turn().await;
        assert!(handle.standing().fault.is_some() && handle.standing().leases.is_empty());
    }
    // A router that sends us elsewhere is not followed.
    igd.state().document = None;
    for location in ["http://192.0.2.1/desc.xml", "http://router.lan/desc.xml", "https://127.0.0.1/", ""] {
        igd.state().location = Some(location.to_owned());
        let (mut keeper, handle) = Bench::new(None, Some(&igd)).keeper();
        keeper.turn().await;
        assert_eq!((handle.standing().fault, igd.state().looked), (Some(Fault::Silent), 0), "{location}");
    }
}

// H-053: by default nobody is asked, and never on a machine with a public address.
#[tokio::test]
async fn nobody_is_asked_who_is_not_needed() {
    let fake = Fake::gateway();
    let mut bench = Bench::new(Some(&fake), None);
    bench.settings.is_wanted = false;
    let (mut keeper, handle) = bench.keeper();
    keeper.turn().await;
    assert_eq!(fake.state().asked, 0);
    assert_eq!(fake.state().looked, 0);
    assert!(!handle.standing().is_wanted && handle.standing().fault.is_none());

    let public: fn() -> Vec<IpAddr> = || vec!["93.184.216.34".parse().unwrap()];
    (bench.settings.is_wanted, bench.settings.own_addresses) = (true, public);
    let (mut keeper, handle) = bench.keeper();
    keeper.turn().await;
    assert_eq!((fake.state().asked, handle.standing().fault), (0, Some(Fault::Public)));

    let mut bench = Bench::new(Some(&fake), None);
    bench.settings.doors.clear();
    let (mut keeper, handle) = bench.keeper();
    keeper.turn().await;
    assert_eq!((fake.state().asked, handle.standing().fault), (0, Some(Fault::NoDoor)));
}

// H-053: asked once by command, remembered from then on; a crash leaves a mapping that is known.
#[tokio::test]
async fn a_wish_is_remembered_over_starts() {
    let fake = Fake::gateway();
    let mut bench = Bench::new(Some(&fake), None);
    bench.settings.is_wanted = false;
    let (keeper, handle) = bench.keeper();
    let running = tokio::spawn(keeper.run());
    assert_eq!(ports(&handle.map().await), BOTH);
    running.abort();
    let nonce = bench.shelf.read("router.json").unwrap();
    let (mut keeper, handle) = bench.keeper();
    keeper.turn().await;
    assert_eq!((ports(&handle.standing()).as_slice(), bench.shelf.read("router.json").unwrap()), (&BOTH[..], nonce));
    let running = tokio::spawn(keeper.run());
    assert_eq!(ports(&handle.unmap().await), []);
    assert_eq!(fake.mapped(), []);
    running.abort();
    let (mut keeper, handle) = bench.keeper();
    keeper.turn().await;
    assert!(!handle.standing().is_wanted && fake.mapped().is_empty());

    // What the settings want can be taken back until the next start only.
    bench.settings.is_wanted = true;
    let (keeper, handle) = bench.keeper();
    let running = tokio::spawn(keeper.run());
    assert_eq!(ports(&handle.map().await), BOTH);
    assert_eq!(ports(&handle.unmap().await), []);
    running.abort();
    let (mut keeper, handle) = bench.keeper();
    keeper.turn().await;
    assert!(handle.standing().is_wanted);
    // What cannot be read is forgotten, no more.
    bench.shelf.write("router.json", b"\xff{").unwrap();
    let (mut keeper, handle) = bench.keeper();
    keeper.turn().await;
    assert_eq!(ports(&handle.standing()), BOTH);
}

// H-054: asking for the address changes nothing.
#[tokio::test]
async fn the_outer_address_can_be_asked_alone() {
    let (gateway, igd) = (Fake::gateway(), Fake::igd());
    let outer = Some(gateway.state().outer);
    let own = Ipv4Addr::LOCALHOST;
    let asked = survey(&router(Some(&gateway), None)).await;
    assert_eq!(asked, Ok(Survey { way: Way::NatPmp, own, outer }));
    let asked = survey(&router(None, Some(&igd))).await;
    assert_eq!(asked, Ok(Survey { way: Way::Upnp, own, outer }));
    gateway.state().mood = Mood::PcpOnly;
    let asked = survey(&router(Some(&gateway), None)).await;
    assert_eq!(asked, Ok(Survey { way: Way::Pcp, own, outer: None }));
    assert_eq!(survey(&router(None, None)).await, Err(Fault::Silent));
    assert_eq!((gateway.mapped(), igd.mapped()), (vec![], vec![]));
}

/// A running program with these fakes for routers.
fn at_home(gateway: &Fake, igd: &Fake, url: &str, flags: &[&str], wants: bool) -> Running {
    let (gateway, igd) = (gateway.address.to_string(), igd.address.to_string());
    let mut variables = vec![("SEEDPOD_NETWORK_GATEWAY", gateway.as_str()), ("SEEDPOD_NETWORK_UPNP", igd.as_str())];
    if wants {
        variables.push(("SEEDPOD_NETWORK_MAP_PORTS", "true"));
    }
    serve(url, flags, &variables)
}

// H-053: the real program asks when it is told to, and takes back what it asked for when it stops.
#[test]
fn the_program_maps_its_ports_and_gives_them_back() {
    let (gateway, igd) = (Fake::gateway(), Fake::igd());
    let port = free_port();
    let mut running =
        at_home(&gateway, &igd, "http://localhost", &["--http", &format!("0.0.0.0:{port}"), "--https", "off"], false);
    assert_eq!(gateway.state().asked, 0);
    let (code, told) = ask_pod(&running.folder, &["net", "map", "--json"]);
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!((code, gateway.mapped()), (Some(0), vec![(80, port)]), "{told}");
    assert_eq!((&told["way"], &told["outer"]), (&"PCP".into(), &"93.184.216.34".into()));
    assert_eq!((&told["ports"][0]["outside"], &told["ports"][0]["inside"]), (&80.into(), &port.into()));
    assert_eq!(ask_pod(&running.folder, &["net", "unmap"]).0, Some(0));
    assert_eq!(gateway.mapped(), []);
    let (code, told) = ask_pod(&running.folder, &["net", "map"]);
    assert!(code == Some(0) && told.contains(&format!("port 80 on to 127.0.0.1:{port}")), "{told}");
    running.stop();
    assert_eq!(gateway.mapped(), [], "a clean stop");
    let (code, _) = ask_pod(&running.folder, &["net", "map"]);
    assert_eq!(code, Some(1), "nobody would renew");

    gateway.state().mood = Mood::Refusing(2);
    igd.state().mood = Mood::Mute;
    let flags = ["--http", &format!("0.0.0.0:{}", free_port()), "--https", "off"];
    let running = at_home(&gateway, &igd, "http://localhost", &flags, true);
    let (code, told) = ask_pod(&running.folder, &["net", "map"]);
    assert!(code == Some(1) && told.contains("refuses") && told.contains("/help/home-network"), "{told}");
}

fn level(told: &str, code: &str) -> String {
    let told: serde_json::Value = serde_json::from_str(told).unwrap();
    let checks = told["checks"].as_array().unwrap();
    let check = checks.iter().find(|check| check["code"] == code).unwrap();
    assert!(check["says"].as_str().unwrap().ends_with('.'), "{check}");
    check["level"].as_str().unwrap().to_owned()
}

// H-054, H-055: what the real program finds out about its network, running and stopped.
#[test]
fn the_program_looks_at_its_network() {
    let (gateway, igd) = (Fake::gateway(), Fake::igd());
    let port = free_port();
    let url = format!("http://localhost:{port}");
    let flags = ["--http", &format!("0.0.0.0:{port}"), "--https", "off"];
    let mut running = at_home(&gateway, &igd, &url, &flags, false);
    let (gateway_at, igd_at) = (gateway.address.to_string(), igd.address.to_string());
    let variables = [("SEEDPOD_NETWORK_GATEWAY", &*gateway_at), ("SEEDPOD_NETWORK_UPNP", &*igd_at)];
    let check = |running: &Running| ask_pod_with(&running.folder, &["net", "check", "--json"], &variables);
    let (_, told) = check(&running);
    for (code, expected) in [
        ("D-012", "OK"),
        ("D-015", "OK"),
        ("D-016", "OK"),
        ("D-034", "OK"),
        ("D-035", "OK"),
        ("D-036", "SKIP"),
        ("D-037", "SKIP"),
    ] {
        assert_eq!(level(&told, code), expected, "{code}: {told}");
    }
    assert!(told.contains("leads back to this pod") && told.contains("NAT-PMP"), "{told}");
    assert_eq!(gateway.state().asked, 0, "looking changes nothing");
    gateway.state().outer = Ipv4Addr::new(100, 64, 1, 2);
    let (code, told) = check(&running);
    assert_eq!((code, level(&told, "D-035").as_str()), (Some(1), "FAIL"), "{told}");
    assert_eq!(ask_pod(&running.folder, &["net", "map"]).0, Some(0));
    assert_eq!(level(&check(&running).1, "D-037"), "OK");
    running.stop();
    let (_, told) = check(&running);
    assert_eq!((level(&told, "D-016").as_str(), level(&told, "D-034").as_str()), ("SKIP", "OK"), "{told}");
}

/// A service that keeps names: answers one request after the other with these lines, and gives
/// back what it heard.
fn keeper_of_names(answers: &'static [&'static str]) -> (u16, std::thread::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let thread = std::thread::spawn(move || {
        let mut heard = Vec::new();
        for answer in answers {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = Vec::new();
            let mut buffer = [0; 2_048];
            while !request.ends_with(b"\r\n\r\n") {
                let count = stream.read(&mut buffer).unwrap();
                request.extend_from_slice(&buffer[..count]);
            }
            heard.push(String::from_utf8(request).unwrap().to_lowercase());
            stream.write_all(answer.as_bytes()).unwrap();
        }
        heard
    });
    (port, thread)
}

// H-057: the real program tells the router's address to the service, once, and is not led elsewhere.
#[test]
fn the_program_keeps_a_dynamic_name() {
    const GOOD: &str = "HTTP/1.1 200 OK\r\nContent-Length: 18\r\nConnection: close\r\n\r\ngood 93.184.216.34";
    const AWAY: &str = "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    for (answers, level_of, words) in [(&[GOOD], "OK", "93.184.216.34"), (&[AWAY], "WARN", "HTTP 302")] {
        let (gateway, igd) = (Fake::gateway(), Fake::igd());
        let (port, service) = keeper_of_names(answers);
        let (gateway_at, igd_at) = (gateway.address.to_string(), igd.address.to_string());
        let url = format!("http://127.0.0.1:{port}/nic/update");
        let variables = [
            ("SEEDPOD_NETWORK_GATEWAY", gateway_at.as_str()),
            ("SEEDPOD_NETWORK_UPNP", &igd_at),
            ("SEEDPOD_OUTGOING_ALLOW", "127.0.0.0/8"),
            ("SEEDPOD_DYNDNS_URL", &url),
            ("SEEDPOD_DYNDNS_USER", "ada"),
            ("SEEDPOD_DYNDNS_PASSWORD", "hunter2"),
            ("SEEDPOD_DYNDNS_NAME", "dyn.example"),
        ];
        let flags = ["--http", &format!("127.0.0.1:{}", free_port()), "--https", "off"];
        let mut running = serve("http://localhost", &flags, &variables);
        let heard = service.join().unwrap();
        assert!(heard[0].starts_with("get /nic/update?hostname=dyn.example&myip=93.184.216.34 http/1.1"), "{heard:?}");
        assert!(heard[0].contains("authorization: basic ywrhomh1bnrlcji=") && heard[0].contains("seedpod/"));
        let check = || ask_pod_with(&running.folder, &["net", "check", "--json"], &variables).1;
        let mut told = check();
        for _ in 0..50 {
            if level(&told, "D-038") != "SKIP" {
                break;
            }
            std::thread::sleep(Duration::from_millis(20));
            told = check();
        }
        assert_eq!(level(&told, "D-038"), level_of, "{told}");
        assert!(told.contains(words) && !told.contains("hunter2"), "{told}");
        assert_eq!(gateway.state().asked, 0, "nothing is mapped for that");
        running.stop();
    }
}
