//! Signing in and out, forgotten passwords, requests that were not made by us.

use super::with_mail;
use crate::pods::{PASSWORD, Pods, link};
use futures_util::FutureExt;

const HOST: &str = "home.test";
const NEW: &str = "another good password";
/// Passwords that a pod of these tests hashes at the same time.
const HASHES: usize = 2;

// W-038, W-040, W-053
#[tokio::test]
async fn the_wanted_page_opens_after_signing_in_with_name_or_address_in_any_letters() {
    let pods = Pods::new(&[HOST]).await;
    pods.at(HOST).account("ines").await;
    with_mail(&pods, HOST, &[("ines", "ines@mail.test")]).await;
    for login in ["ines", "INES", "Ines@Mail.Test"] {
        let mut browser = pods.stranger(HOST);
        let page = browser.open("/user/edit").await;
        page.sees("Sign in to The pod at home.test");
        let page = browser.submit(&page, "/users/sign_in", &[("username", login), ("password", PASSWORD)]).await;
        page.is(200).sees("Where you are signed in");
        let page = browser.press(&page, "/users/sign_out").await;
        page.is(200);
        browser.open("/user/edit").await.sees("Sign in to");
    }
    let mut browser = pods.stranger(HOST);
    let page = browser.open("/users/sign_in").await;
    let page = browser.submit(&page, "/users/sign_in", &[("username", "ines"), ("password", "wrong one here")]).await;
    page.is(422).sees("Name or password is wrong");
    pods.check().await;
}

// W-254, H-123: no cookie is readable by a script or goes over a line without TLS, and another host
// cannot plant one.
#[tokio::test]
async fn cookies_are_secure_and_of_this_host_alone() {
    let pods = Pods::new(&[HOST]).await;
    pods.at(HOST).account("ines").await;
    let mut ines = pods.stranger(HOST);
    let mut cookies = Vec::new();
    let gate = ines.open("/users/sign_in").await;
    cookies.extend(gate.headers.get_all("set-cookie").iter().cloned());
    let csrf = gate.attribute("input[name=csrf]", "value").unwrap();
    let password: String = url::form_urlencoded::byte_serialize(PASSWORD.as_bytes()).collect();
    let headers = [("content-type", "application/x-www-form-urlencoded"), ("origin", "https://home.test")];
    let body = format!("csrf={csrf}&username=ines&password={password}");
    let answer = ines.send("POST", "/users/sign_in", &headers, body.into()).await;
    cookies.extend(answer.headers.get_all("set-cookie").iter().cloned());
    assert!(answer.status == 303 && cookies.len() >= 2, "{}: {cookies:?}", answer.status);
    for cookie in &cookies {
        let cookie = cookie.to_str().unwrap();
        assert!(cookie.starts_with("__Host-"), "{cookie}");
        for part in ["; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure"] {
            assert!(cookie.contains(part), "{part} in {cookie}");
        }
    }
}

// W-039, H-123: the session outlives two weeks without use, but not a month.
#[tokio::test]
async fn a_session_survives_two_weeks() {
    let pods = Pods::new(&[HOST]).await;
    let mut ines = pods.person("ines@home.test").await;
    pods.advance(14 * 24 * 3600).await;
    ines.open("/user/edit").await.sees("Where you are signed in");
    pods.advance(31 * 24 * 3600).await;
    ines.open("/user/edit").await.sees("Sign in to");
}

// W-041
#[tokio::test]
async fn guessing_is_slowed_down() {
    let pods = Pods::new(&[HOST]).await;
    pods.at(HOST).account("ines").await;
    let mut browser = pods.stranger(HOST);
    let page = browser.open("/users/sign_in").await;
    let mut last = 0;
    for _ in 0..21 {
        let fields = [("username", "ines"), ("password", "wrong one here")];
        last = browser.submit(&page, "/users/sign_in", &fields).await.status;
    }
    assert_eq!(last, 429);
}

// W-043, W-044, W-045
#[tokio::test]
async fn a_forgotten_password_is_set_anew_by_mail() {
    let pods = Pods::new(&[HOST]).await;
    let mut elsewhere = pods.person("ines@home.test").await;
    with_mail(&pods, HOST, &[("ines", "ines@mail.test")]).await;
    let mut browser = pods.stranger(HOST);
    let mut said = Vec::new();
    for email in ["nobody@mail.test", "Ines@mail.test"] {
        let page = browser.open("/users/password/new").await;
        let page = browser.submit(&page, "/users/password", &[("email", email)]).await;
        said.push(page.is(200).text());
    }
    assert_eq!(said[0], said[1]);
    pods.settle().await;
    let mail = pods.at(HOST).letters.one();
    assert_eq!(mail.to, "ines@mail.test");
    assert!(mail.text.contains("the account ines") && mail.html.contains("the account ines"), "{}", mail.text);
    let path = link(&mail.text, HOST);
    let page = browser.open(&path).await;
    page.is(200).sees("For the account ines");
    let short = [("password", "short"), ("password_again", "short")];
    browser.submit(&page, "/users/password/edit", &short).await.is(422).sees("at least 10 characters");
    let page = browser.open(&path).await;
    let page = browser.submit(&page, "/users/password/edit", &[("password", NEW), ("password_again", NEW)]).await;
    // Not signed in by it; the old password is worth nothing, and other browsers are out.
    page.is(200).sees("The new password is set").sees("Sign in to");
    browser.open(&path).await.is(410).sees("does not work any more");
    elsewhere.open("/user/edit").await.sees("Sign in to");
    let page = browser.open("/users/sign_in").await;
    let old = browser.submit(&page, "/users/sign_in", &[("username", "ines"), ("password", PASSWORD)]).await;
    old.is(422);
    browser.sign_in("ines", NEW).await;
    pods.check().await;
}

// W-044: two days, and a number without its hash is nothing.
#[tokio::test]
async fn a_link_to_a_new_password_ends() {
    let pods = Pods::new(&[HOST]).await;
    pods.at(HOST).account("ines").await;
    with_mail(&pods, HOST, &[("ines", "ines@mail.test")]).await;
    let mut browser = pods.stranger(HOST);
    let page = browser.open("/users/password/new").await;
    browser.submit(&page, "/users/password", &[("email", "ines@mail.test")]).await;
    pods.settle().await;
    let path = link(&pods.at(HOST).letters.one().text, HOST);
    let mut forged = path.clone();
    let last = forged.pop().unwrap();
    forged.push(if last == '0' { '1' } else { '0' });
    browser.open(&forged).await.is(410);
    pods.advance(2 * 24 * 3600 + 1).await;
    browser.open(&path).await.is(410);
}

// W-046: without mail the way is not offered, and an admin's link is the way.
#[tokio::test]
async fn without_mail_an_admin_helps() {
    let pods = Pods::new(&[HOST]).await;
    pods.at(HOST).account("ines").await;
    let mut browser = pods.stranger(HOST);
    browser.open("/users/sign_in").await.sees_not("/users/password/new");
    let page = browser.open("/users/password/new").await;
    page.sees("This pod sends no mail");
    assert!(!page.offers("/users/password"));
    let address = pods.at(HOST).act("ines", seedpod::domain::resets::by_admin).await.unwrap();
    let path = address.strip_prefix("https://home.test").unwrap();
    let page = browser.open(path).await;
    browser.submit(&page, "/users/password/edit", &[("password", NEW), ("password_again", NEW)]).await.is(200);
    browser.sign_in("ines", NEW).await;
    assert!(pods.at(HOST).letters.take().is_empty());
}

// W-052
#[tokio::test]
async fn a_request_with_a_wrong_token_signs_out_and_tells() {
    let pods = Pods::new(&[HOST]).await;
    let mut ines = pods.person("ines@home.test").await;
    with_mail(&pods, HOST, &[("ines", "ines@mail.test")]).await;
    let body = format!("csrf={}&theme=dark", "0".repeat(128));
    let page = ines.post("/user/looks", "application/x-www-form-urlencoded", body).await;
    page.is(200).sees("signed out to be safe").sees("Sign in to");
    ines.open("/user/edit").await.sees("Sign in to");
    pods.settle().await;
    assert_eq!(pods.at(HOST).letters.one().subject, "A request that did not come from you");
    assert_eq!(pods.at(HOST).find("ines").await.settings.theme, seedpod::model::Theme::Auto);
}

// H-085: sixteen wait for the place where passwords are hashed; who comes then is told to come again,
// and nothing is lost
#[tokio::test]
async fn a_crowd_at_the_gate_is_told_to_come_again() {
    let pods = Pods::new(&[HOST]).await;
    pods.at(HOST).account("ines").await;
    let pod = &pods.at(HOST).pod;
    let mut waiting = Vec::new();
    // Each takes its place and is not looked at again; one that is done at the first look has left it.
    while waiting.len() < HASHES + 16 {
        let mut one = Box::pin(pod.hash_password("a crowd".to_owned()));
        if (&mut one).now_or_never().is_none() {
            waiting.push(one);
        }
    }
    let mut ines = pods.stranger(HOST);
    let gate = ines.open("/users/sign_in").await;
    let fields = [("username", "ines"), ("password", PASSWORD)];
    let page = ines.submit(&gate, "/users/sign_in", &fields).await;
    page.is(503).sees("in a few seconds");
    assert_eq!(page.headers["retry-after"], "10");
    drop(waiting);
    ines.sign_in("ines", PASSWORD).await.is(200);
}
