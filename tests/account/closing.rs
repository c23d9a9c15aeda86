//! Leaving for good.

use crate::journey::aspect;
use crate::pods::{PASSWORD, Pods};

const HOST: &str = "home.test";
const OTHER: &str = "other.test";

// W-060, W-061, W-062, W-063, W-064, W-258
#[tokio::test]
async fn a_closed_account_leaves_only_its_name_and_what_it_said_elsewhere() {
    let pods = Pods::new(&[HOST, OTHER]).await;
    let mut ines = pods.person("ines@home.test").await;
    let mut carol = pods.person("carol@other.test").await;
    for (browser, id) in [(&mut ines, "carol@other.test"), (&mut carol, "ines@home.test")] {
        let path = format!("/search?q={}", id.replace('@', "%40"));
        browser.open(&path).await;
        pods.settle().await;
        let page = browser.open(&path).await;
        let chosen = aspect(&page, "Friends");
        browser.submit(&page, &page.form_ending("/aspects").unwrap(), &[("aspect", &chosen)]).await.is(200);
        pods.settle().await;
    }
    let page = carol.open("/stream").await;
    carol.submit(&page, "/status_messages", &[("text", "Who comes along?"), ("audience", "public")]).await.is(200);
    let page = ines.open("/stream").await;
    ines.submit(&page, "/status_messages", &[("text", "My bread recipe"), ("audience", "public")]).await.is(200);
    pods.settle().await;
    let address = ines.open("/stream").await.post_with("Who comes along?").unwrap();
    let page = ines.open(&address).await;
    ines.submit(&page, &format!("{address}/comments"), &[("text", "I will")]).await.is(200);
    pods.settle().await;
    carol.open("/stream").await.sees("My bread recipe");
    let person = pods.at(HOST).guid_of("ines@home.test").await;

    let page = ines.open("/user/edit").await;
    ines.submit(&page, "/user/close", &[("close_password", "")]).await.is(422).sees("Type your password");
    ines.submit(&page, "/user/close", &[("close_password", "wrong one")]).await.is(422).sees("not your password");
    ines.submit(&page, "/user/close", &[("close_password", PASSWORD)]).await.is(200).sees("Your account is closed");
    pods.settle().await;

    let page = ines.open("/users/sign_in").await;
    ines.submit(&page, "/users/sign_in", &[("username", "ines"), ("password", PASSWORD)]).await.is(422);
    let mut stranger = pods.stranger(HOST);
    stranger.open("/public").await.sees_not("My bread recipe");
    stranger.open(&format!("/people/{person}")).await.sees_not("My bread recipe");
    // Elsewhere: the posts go, what was said about others' posts stays under the address.
    carol.open("/stream").await.sees_not("My bread recipe");
    let address = carol.open("/stream").await.post_with("Who comes along?").unwrap();
    carol.open(&address).await.sees("I will").sees("ines");
    carol.open("/contacts").await.sees_not("ines@home.test");
    // The name is never given again.
    super::registration(pods.at(HOST), seedpod::model::Registration::Open).await;
    let mut eva = pods.stranger(HOST);
    let page = eva.open("/users/sign_up").await;
    let fields =
        [("name", "ines"), ("password", "a new good one"), ("password_again", "a new good one"), ("email", "")];
    eva.submit(&page, "/users", &fields).await.is(422).sees("taken");
    pods.check().await;
}
