//! The second step of signing in.

use crate::pods::{Browser, PASSWORD, Page, Pods};
use seedpod::base::Clock;
use totp_rs::{Builder, Secret};

const HOST: &str = "home.test";
const SETTINGS: &str = "/two_factor_authentication";

/// What the device of this person shows, so many steps from now.
fn code(pods: &Pods, secret: &str, steps: i64) -> String {
    let totp = Builder::new().with_secret(Secret::try_from_base32(secret).unwrap()).build().unwrap();
    let at = pods.clock.now().seconds() + 30 * steps;
    totp.generate(u64::try_from(at).unwrap()).to_string()
}

/// The secret that the page shows, to type.
fn secret(page: &Page) -> String {
    let (_, rest) = page.html.split_once("<code>").unwrap();
    rest.split_once("</code>").unwrap().0.replace(' ', "")
}

fn recovery_codes(page: &Page) -> Vec<String> {
    let codes = page.html.split("<code>").skip(1);
    codes.map(|rest| rest.split_once("</code>").unwrap().0.to_owned()).collect()
}

/// Switches it on; returns the secret and the recovery codes.
async fn enrol(pods: &Pods, browser: &mut Browser) -> (String, Vec<String>) {
    let page = browser.open(SETTINGS).await;
    let page = browser.submit(&page, "/two_factor_authentication/begin", &[]).await;
    assert_eq!(page.count("svg.qr"), 1);
    let secret = secret(&page);
    let page = browser.submit(&page, "/two_factor_authentication/activate", &[("code", &code(pods, &secret, 0))]).await;
    (secret, recovery_codes(page.is(200)))
}

async fn password(pods: &Pods) -> (Browser, Page) {
    let mut browser = pods.stranger(HOST);
    let page = browser.open("/users/sign_in?back=/user/edit").await;
    let page = browser.submit(&page, "/users/sign_in", &[("username", "ines"), ("password", PASSWORD)]).await;
    page.is(200).sees("One more step");
    (browser, page)
}

const CODE: &str = "/users/sign_in/code";

// W-054: nothing is asked for before a code has shown that the secret arrived.
#[tokio::test]
async fn it_takes_effect_with_a_valid_code() {
    let pods = Pods::new(&[HOST]).await;
    let mut ines = pods.person("ines@home.test").await;
    let page = ines.open(SETTINGS).await;
    let page = ines.submit(&page, "/two_factor_authentication/begin", &[]).await;
    let wrong = ines.submit(&page, "/two_factor_authentication/activate", &[("code", "000000")]).await;
    wrong.is(422).sees("This code is not right");
    pods.browser("ines@home.test").await;
    let stored = pods.at(HOST).find("ines").await.two_factor.unwrap();
    let plain = Secret::try_from_base32(secret(&page)).unwrap();
    // H-130: the secret is not in the store as it is.
    assert!(!stored.secret.windows(20).any(|part| part == plain.as_bytes()));
    pods.check().await;
}

// W-055, W-058
#[tokio::test]
async fn signing_in_asks_for_a_code_that_counts_once() {
    let pods = Pods::new(&[HOST]).await;
    let mut ines = pods.person("ines@home.test").await;
    let (secret, _) = enrol(&pods, &mut ines).await;
    // The code of the enrolment is used up.
    let (mut browser, page) = password(&pods).await;
    browser.submit(&page, CODE, &[("code", &code(&pods, &secret, 0))]).await.is(422).sees("used already");
    browser.open("/user/edit").await.sees("Sign in to");
    pods.advance(30).await;
    let now = code(&pods, &secret, 0);
    browser.submit(&page, CODE, &[("code", &now)]).await.is(200).sees("Where you are signed in");
    let (mut second, page) = password(&pods).await;
    second.submit(&page, CODE, &[("code", &now)]).await.is(422);
    // A ticket that waited too long is worth nothing.
    pods.advance(11 * 60).await;
    let late = second.submit(&page, CODE, &[("code", &code(&pods, &secret, 0))]).await;
    late.is(200).sees("took too long");
}

// W-058
#[tokio::test]
async fn guessing_codes_is_slowed_down() {
    let pods = Pods::new(&[HOST]).await;
    let mut ines = pods.person("ines@home.test").await;
    enrol(&pods, &mut ines).await;
    let (mut browser, page) = password(&pods).await;
    let mut statuses = Vec::new();
    for _ in 0..21 {
        statuses.push(browser.submit(&page, CODE, &[("code", "123123")]).await.status);
    }
    assert_eq!(statuses.last(), Some(&429));
}

// W-056, W-057
#[tokio::test]
async fn recovery_codes_let_in_once_each() {
    let pods = Pods::new(&[HOST]).await;
    let mut ines = pods.person("ines@home.test").await;
    let (_, codes) = enrol(&pods, &mut ines).await;
    assert_eq!(codes.len(), 10);
    assert!(codes.iter().all(|code| code.chars().filter(char::is_ascii_alphanumeric).count() == 16), "{codes:?}");
    // As copied, or without its hyphens and in capitals.
    let (mut browser, page) = password(&pods).await;
    browser.submit(&page, CODE, &[("code", &codes[0])]).await.is(200).sees("Where you are signed in");
    let (mut browser, page) = password(&pods).await;
    browser.submit(&page, CODE, &[("code", &codes[0])]).await.is(422);
    let typed = codes[1].replace('-', "").to_uppercase();
    browser.submit(&page, CODE, &[("code", &typed)]).await.is(200);
    ines.open(SETTINGS).await.sees("8 recovery codes are left").sees_not(&codes[2]);
    let page = ines.open(SETTINGS).await;
    let new = recovery_codes(ines.submit(&page, "/two_factor_authentication/renew", &[]).await.is(200));
    let (mut browser, page) = password(&pods).await;
    browser.submit(&page, CODE, &[("code", &codes[2])]).await.is(422);
    browser.submit(&page, CODE, &[("code", &new[2])]).await.is(200);
}

// W-059
#[tokio::test]
async fn only_the_password_ends_it() {
    let pods = Pods::new(&[HOST]).await;
    let mut ines = pods.person("ines@home.test").await;
    enrol(&pods, &mut ines).await;
    let page = ines.open(SETTINGS).await;
    let stop = "/two_factor_authentication/stop";
    ines.submit(&page, stop, &[("password", "not the one")]).await.is(422).sees("not your present password");
    let page = ines.open(SETTINGS).await;
    ines.submit(&page, stop, &[("password", PASSWORD)]).await.is(200).sees("The second step is off");
    pods.browser("ines@home.test").await;
}
