//! Joining.

use super::registration;
use crate::pods::{Browser, Page, Pods};
use seedpod::model::Registration;

const HOST: &str = "home.test";
const PASSWORD: &str = "a new good password";

async fn join(browser: &mut Browser, page: &Page, name: &str) -> Page {
    let fields = [("name", name), ("password", PASSWORD), ("password_again", PASSWORD), ("email", "")];
    browser.submit(page, "/users", &fields).await
}

/// The invitation of Ines.
async fn invitation(pods: &Pods) -> seedpod::model::Invitation {
    let ines = pods.at(HOST).find("ines").await;
    pods.at(HOST).read(move |tx| seedpod::domain::invitations::of_account(tx, &ines)).await.unwrap()
}

// W-021, W-022, W-023, W-024, W-025, W-026
#[tokio::test]
async fn everything_that_is_wrong_is_said_at_once() {
    let pods = Pods::new(&[HOST]).await;
    registration(pods.at(HOST), Registration::Open).await;
    pods.at(HOST).account("tom").await;
    let mut eva = pods.stranger(HOST);
    let page = eva.open("/users/sign_up").await;
    let fields = [("name", "tom"), ("password", "short"), ("password_again", "short"), ("email", "no address")];
    let refused = eva.submit(&page, "/users", &fields).await;
    refused.is(422).sees("This name is taken").sees("at least 10 characters").sees("not an e-mail address");
    assert_eq!(refused.attribute("input[name=name]", "value").as_deref(), Some("tom"));
    assert_eq!(refused.attribute("input[name=email]", "value").as_deref(), Some("no address"));
    for (name, why) in [
        ("", "Choose a name"),
        ("with blank", "at most 32 characters"),
        (&"a".repeat(33), "at most 32 characters"),
        ("PostMaster", "reserved"),
        ("TOM", "taken"),
    ] {
        join(&mut eva, &page, name).await.is(422).sees(why);
    }
    join(&mut eva, &page, "Eva.M-1_").await.is(200);
    let account = pods.at(HOST).find("eva.m-1_").await;
    assert_eq!(account.name, "eva.m-1_");
    eva.open("/user/edit").await.sees("eva.m-1_@home.test");
    pods.check().await;
}

// H-127: what is tried first is refused, a meter helps to choose, and a text made with less than is
// asked for today is replaced at the next sign-in.
#[tokio::test]
async fn passwords_are_not_those_that_everybody_tries() {
    let pods = Pods::new(&[HOST]).await;
    registration(pods.at(HOST), Registration::Open).await;
    let mut eva = pods.stranger(HOST);
    let page = eva.open("/users/sign_up").await;
    assert!(page.attribute("meter[data-guess=f-password][hidden]", "aria-label").is_some());
    let fields = [("name", "eva"), ("password", "qwertyuiop"), ("password_again", "qwertyuiop"), ("email", "")];
    eva.submit(&page, "/users", &fields).await.is(422).sees("one of those that are tried first");
    join(&mut eva, &page, "eva").await.is(200);
    let old = seedpod::model::Account { password: argon2_text(PASSWORD), ..pods.at(HOST).find("eva").await };
    let put =
        pods.at(HOST).pod.write(move |tx, _| -> Result<(), seedpod::store::StoreError> { tx.put(&old).map(|_| ()) });
    put.await.unwrap();
    let before = pods.at(HOST).find("eva").await.password;
    pods.stranger(HOST).sign_in("eva", PASSWORD).await.is(200);
    let after = pods.at(HOST).find("eva").await.password;
    assert!(before.contains("m=32,") && after.contains("m=64,"), "{after}");
    pods.stranger(HOST).sign_in("eva", PASSWORD).await.is(200);
    assert_eq!(pods.at(HOST).find("eva").await.password, after);
    pods.check().await;
}

/// The text of a password as an earlier version made it.
fn argon2_text(password: &str) -> String {
    use argon2::password_hash::PasswordHasher;
    let params = argon2::Params::new(32, 2, 1, None).unwrap();
    let argon = argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params);
    argon.hash_password_with_salt(password.as_bytes(), &[7; 16]).unwrap().to_string()
}

// W-028, W-029, W-031
#[tokio::test]
async fn a_pod_by_invitation_lets_in_by_link_and_counts() {
    let pods = Pods::new(&[HOST]).await;
    let mut ines = pods.person("ines@home.test").await;
    let mut eva = pods.stranger(HOST);
    let page = eva.open("/users/sign_up").await;
    page.sees("By invitation");
    assert!(!page.offers("/users"));
    let csrf = eva.open("/users/sign_in").await.attribute("input[name=csrf]", "value").unwrap();
    let body = format!("csrf={csrf}&name=eva&password=a+new+good+password&password_again=a+new+good+password");
    eva.post("/users", "application/x-www-form-urlencoded", body).await.is(403);
    let page = ines.open("/users/invitations").await;
    ines.submit(&page, "/users/invitations", &[]).await.sees("It is good for 25 more");
    let invitation = invitation(&pods).await;
    let path = format!("/i/{}", invitation.code);
    let page = eva.open(&path).await;
    join(&mut eva, &page, "eva").await.is(200);
    ines.open("/users/invitations").await.sees("It is good for 24 more");
    assert_eq!(pods.at(HOST).find("eva").await.invited_by, Some(pods.at(HOST).find("ines").await.id));
    // W-036
    eva.open(&path).await.sees("You have an account here already");
    // Used up, or while nobody may join, it is worth nothing.
    let used = seedpod::model::Invitation { left: 0, ..invitation };
    let put =
        pods.at(HOST).pod.write(move |tx, _| -> Result<(), seedpod::store::StoreError> { tx.put(&used).map(|_| ()) });
    put.await.unwrap();
    pods.stranger(HOST).open(&path).await.is(404);
    pods.check().await;
}

// W-030
#[tokio::test]
async fn on_an_open_pod_a_link_is_not_used_up() {
    let pods = Pods::new(&[HOST]).await;
    registration(pods.at(HOST), Registration::Open).await;
    let mut ines = pods.person("ines@home.test").await;
    let page = ines.open("/users/invitations").await;
    ines.submit(&page, "/users/invitations", &[]).await.is(200);
    let before = invitation(&pods).await;
    let mut eva = pods.stranger(HOST);
    let page = eva.open(&format!("/i/{}", before.code)).await;
    join(&mut eva, &page, "eva").await.is(200);
    assert_eq!(invitation(&pods).await.left, before.left);
    registration(pods.at(HOST), Registration::Closed).await;
    pods.stranger(HOST).open(&format!("/i/{}", before.code)).await.is(404);
}

// W-032, W-037
#[tokio::test]
async fn the_browser_chooses_the_language_of_a_new_account() {
    let pods = Pods::new(&[HOST]).await;
    registration(pods.at(HOST), Registration::Open).await;
    let mut eva = pods.stranger(HOST);
    let page = eva.open("/users/sign_up").await;
    let csrf = page.attribute("input[name=csrf]", "value").unwrap();
    let body = format!("csrf={csrf}&name=eva&password=a+new+good+password&password_again=a+new+good+password");
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("origin", "https://home.test"),
        ("accept-language", "fr-CH, de;q=0.5"),
    ];
    eva.send("POST", "/users", &headers, body.into()).await;
    let account = pods.at(HOST).find("eva").await;
    assert_eq!(account.settings.language, "fr");
    let words = seedpod::domain::words::Words::of("fr");
    let names =
        ["account-aspect-family", "account-aspect-friends", "account-aspect-work", "account-aspect-acquaintances"];
    let expected: Vec<String> = names.iter().map(|name| words.say(name)).collect();
    let aspects = pods.at(HOST).read(move |tx| seedpod::domain::aspects::list(tx, &account)).await;
    assert_eq!(aspects.into_iter().map(|aspect| aspect.name).collect::<Vec<_>>(), expected);
}
