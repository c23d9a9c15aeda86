//! Sessions that somebody else knows.

use crate::pods::{Browser, PASSWORD, Page, Pods};
use std::collections::BTreeSet;

const HOST: &str = "home.test";

/// The stream with these cookies and no others.
async fn stream_with(pods: &Pods, cookies: &str) -> Page {
    let headers = [("cookie", cookies)];
    pods.stranger(HOST).send("GET", "/stream", &headers, bytes::Bytes::new()).await
}

fn cookies(browser: &Browser) -> BTreeSet<String> {
    browser.cookie_values().into_iter().map(str::to_owned).collect()
}

// H-150, H-123: whoever puts a cookie into somebody's browser does not share their session later
#[tokio::test]
async fn signing_in_makes_a_session_that_nobody_chose() {
    let pods = Pods::new(&[HOST]).await;
    pods.at(HOST).account("ines").await;
    for chosen in ["0", "chosen-by-somebody-else", &"a".repeat(64), &"0".repeat(64)] {
        let mut ines = pods.stranger(HOST);
        let gate = ines.open("/users/sign_in").await;
        let visitor = cookies(&ines);
        let csrf = gate.attribute("input[name=csrf]", "value").unwrap();
        let password: String = url::form_urlencoded::byte_serialize(PASSWORD.as_bytes()).collect();
        let body = format!("csrf={csrf}&username=ines&password={password}");
        let sent: Vec<String> = visitor.iter().map(|value| format!("__Host-seedpod-visitor={value}")).collect();
        let planted = format!("__Host-seedpod={chosen}; {}", sent.join("; "));
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("origin", "https://home.test"),
            ("cookie", planted.as_str()),
        ];
        let answer = ines.send("POST", "/users/sign_in", &headers, body.into()).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        let given: Vec<&str> =
            answer.headers.get_all("set-cookie").iter().filter_map(|cookie| cookie.to_str().ok()).collect();
        assert!(given.iter().any(|cookie| cookie.starts_with("__Host-seedpod=")), "{given:?}");
        assert!(given.iter().all(|cookie| !cookie.contains(&format!("={chosen};"))), "{given:?}");
        assert_ne!(stream_with(&pods, &format!("__Host-seedpod={chosen}")).await.status, 200);
        for before in visitor {
            assert_ne!(stream_with(&pods, &format!("__Host-seedpod={before}")).await.status, 200);
        }
    }
}

// H-150, W-042: what was a session is none after signing out
#[tokio::test]
async fn a_session_ends_with_signing_out() {
    let pods = Pods::new(&[HOST]).await;
    let mut ines = pods.person("ines@home.test").await;
    let sent: Vec<String> = cookies(&ines).iter().map(|value| format!("__Host-seedpod={value}")).collect();
    let mut before = 0;
    for cookie in &sent {
        before += usize::from(stream_with(&pods, cookie).await.status == 200);
    }
    assert_eq!(before, 1);
    let page = ines.open("/stream").await;
    ines.press(&page, "/users/sign_out").await;
    for cookie in &sent {
        assert_ne!(stream_with(&pods, cookie).await.status, 200);
    }
}
