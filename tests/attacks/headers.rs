//! Every address that a page leads to answers with all headers that protect who reads it.

use crate::home::{ask, serve};
use crate::loopback::free_port;
use crate::pods::PASSWORD;
use scraper::{Html, Selector};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Addresses that are followed at most.
const MOST: usize = 400;

struct Answer {
    status: u16,
    headers: BTreeMap<String, String>,
    body: String,
}

/// Asks with the cookies that were given so far, and keeps the new ones.
fn get(port: u16, path: &str, cookies: &mut BTreeMap<String, String>, form: Option<&str>) -> Answer {
    let cookie: Vec<String> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let (method, body) = form.map_or(("GET", ""), |form| ("POST", form));
    let answer = ask(
        port,
        &format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\nCookie: {}\r\n\
             Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            cookie.join("; "),
            body.len()
        ),
    );
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    let mut headers = BTreeMap::new();
    for line in head.lines().skip(1) {
        let (name, value) = line.split_once(": ").expect("a header");
        let name = name.to_ascii_lowercase();
        if name == "set-cookie" {
            let (name, value) = value.split(';').next().and_then(|pair| pair.split_once('=')).expect("a cookie");
            cookies.insert(name.to_owned(), value.to_owned());
        }
        headers.insert(name, value.to_owned());
    }
    Answer { status: head[9..12].parse().unwrap(), headers, body: body.to_owned() }
}

/// What the page makes a browser ask for next, on this pod.
fn next(html: &str) -> Vec<String> {
    let selector = Selector::parse("[href], [src]").unwrap();
    let document = Html::parse_document(html);
    let found = document.select(&selector).filter_map(|element| {
        let value = element.value();
        value.attr("href").or_else(|| value.attr("src"))
    });
    found
        .filter(|address| address.starts_with('/') && !address.starts_with("//"))
        .map(|address| address.split('#').next().unwrap_or_default().to_owned())
        .collect()
}

fn is_protected(path: &str, answer: &Answer, is_signed_in: bool) {
    let header = |name: &str| answer.headers.get(name).map_or("", String::as_str);
    let policy = header("content-security-policy");
    assert!(policy.contains("default-src 'none'"), "{path}: {policy:?}");
    assert!(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains("http:"), "{path}: {policy}");
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("cross-origin-opener-policy", "same-origin"),
    ] {
        assert_eq!(header(name), value, "{path}: {name}");
    }
    assert!(["no-referrer", "same-origin"].contains(&header("referrer-policy")), "{path}");
    for name in ["permissions-policy", "cross-origin-resource-policy", "cache-control"] {
        assert!(!header(name).is_empty(), "{path}: {name}");
    }
    for name in ["server", "x-powered-by", "access-control-allow-credentials"] {
        assert_eq!(header(name), "", "{path}: {name}");
    }
    if is_signed_in && header("content-type").starts_with("text/html") {
        assert!(header("cache-control").contains("no-store"), "{path}: {}", header("cache-control"));
    }
}

/// Follows everything from the front page on; how many addresses there were.
fn crawl(port: u16, cookies: &mut BTreeMap<String, String>, is_signed_in: bool) -> usize {
    let mut waiting = VecDeque::from(["/".to_owned(), "/nowhere".to_owned(), "/.well-known/nodeinfo".to_owned()]);
    let mut seen: BTreeSet<String> = waiting.iter().cloned().collect();
    let mut pages = 0;
    while let Some(path) = waiting.pop_front() {
        let answer = get(port, &path, cookies, None);
        assert!(answer.status < 500, "{path}: {}", answer.status);
        is_protected(&path, &answer, is_signed_in);
        pages += 1;
        let is_page = answer.headers.get("content-type").is_some_and(|kind| kind.starts_with("text/html"));
        let found =
            if is_page { next(&answer.body) } else { answer.headers.get("location").cloned().into_iter().collect() };
        for address in found {
            if address.starts_with('/') && seen.len() < MOST && seen.insert(address.clone()) {
                waiting.push_back(address);
            }
        }
    }
    pages
}

// H-121, H-150: from the front page through every link, style, script and picture, signed out and in
#[test]
fn every_address_answers_with_all_headers() {
    let port = free_port();
    let url = format!("http://localhost:{port}");
    let free = [("SEEDPOD_LIMITS_PAGES", "1000000 / 1s")];
    let _running = serve(&url, &["--http", &format!("127.0.0.1:{port}"), "--https", "off"], &free);
    let mut cookies = BTreeMap::new();
    let outside = crawl(port, &mut cookies, false);
    let gate = get(port, "/users/sign_in", &mut cookies, None);
    let csrf = gate.body.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let password: String = url::form_urlencoded::byte_serialize(PASSWORD.as_bytes()).collect();
    let answer =
        get(port, "/users/sign_in", &mut cookies, Some(&format!("csrf={csrf}&username=ada&password={password}")));
    assert_eq!(answer.status, 303, "{}", answer.body);
    let inside = crawl(port, &mut cookies, true);
    assert!(outside > 20 && inside > 60, "{outside} addresses outside, {inside} inside");
}
