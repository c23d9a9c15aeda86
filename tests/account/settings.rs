//! The account's settings.

use super::with_mail;
use crate::pods::{PASSWORD, Pods, link};
use seedpod::model::{MailKind, Theme};

const HOST: &str = "home.test";

// W-248, W-249: the page answers in the language just chosen, right to left where it runs so.
#[tokio::test]
async fn language_and_colours_are_chosen() {
    let pods = Pods::new(&[HOST]).await;
    let mut ines = pods.person("ines@home.test").await;
    let page = ines.open("/user/edit").await;
    let page = ines.submit(&page, "/user/looks", &[("language", "ar"), ("theme", "dark")]).await;
    assert_eq!(page.is(200).attribute("html", "dir").as_deref(), Some("rtl"));
    assert_eq!(page.attribute("html", "data-theme").as_deref(), Some("dark"));
    let account = pods.at(HOST).find("ines").await;
    assert_eq!((account.settings.language.as_str(), account.settings.theme), ("ar", Theme::Dark));
}

// W-089, W-113
#[tokio::test]
async fn habits_are_chosen() {
    let pods = Pods::new(&[HOST]).await;
    let mut ines = pods.person("ines@home.test").await;
    let mut tom = pods.person("tom@home.test").await;
    let page = ines.open("/user/edit").await;
    let friends = pods
        .at(HOST)
        .act("ines", |tx, _, account| {
            let all = seedpod::domain::aspects::list(tx, account)?;
            Ok(all.into_iter().find(|aspect| aspect.name == "Friends").unwrap().id)
        })
        .await
        .unwrap();
    let chosen = friends.to_string();
    ines.submit(&page, "/user/habits", &[("share_back", chosen.as_str()), ("getting_started", "1")]).await.is(200);
    let account = pods.at(HOST).find("ines").await;
    assert_eq!((account.settings.share_back, account.settings.getting_started), (Some(friends), true));
    let guid = pods.at(HOST).guid_of("ines@home.test").await;
    let page = tom.open(&format!("/people/{guid}")).await;
    let action = page.form_ending("/aspects").unwrap();
    let aspect = crate::journey::aspect(&page, "Family");
    tom.submit(&page, &action, &[("aspect", &aspect)]).await.is(200);
    let tom_id = pods.at(HOST).find("tom").await.person;
    let contact = pods.at(HOST).read(move |tx| seedpod::domain::access::contact(tx, account.id, tom_id)).await;
    assert!(contact.unwrap().is_mutual());
}

// W-047
#[tokio::test]
async fn a_new_password_needs_the_old_one_and_signs_out() {
    let pods = Pods::new(&[HOST]).await;
    let mut ines = pods.person("ines@home.test").await;
    let mut phone = pods.browser("ines@home.test").await;
    let page = ines.open("/user/edit").await;
    let new = "another good password";
    let fields = [("current", "not the one"), ("password", new), ("password_again", new)];
    ines.submit(&page, "/user/password", &fields).await.is(422).sees("not your present password");
    let fields = [("current", PASSWORD), ("password", new), ("password_again", "different one")];
    ines.submit(&page, "/user/password", &fields).await.is(422).sees("passwords differ");
    let fields = [("current", PASSWORD), ("password", new), ("password_again", new)];
    ines.submit(&page, "/user/password", &fields).await.is(200).sees("sign in with the new one");
    for browser in [&mut ines, &mut phone] {
        browser.open("/user/edit").await.sees("Sign in to");
    }
    ines.sign_in("ines", new).await;
}

// W-048, W-049, W-050
#[tokio::test]
async fn a_new_address_has_to_answer() {
    let pods = Pods::new(&[HOST]).await;
    let mut ines = pods.person("ines@home.test").await;
    let mut tom = pods.person("tom@home.test").await;
    with_mail(&pods, HOST, &[("ines", "old@mail.test"), ("tom", "tom@mail.test")]).await;
    let page = ines.open("/user/edit").await;
    ines.submit(&page, "/user/email", &[("email", "TOM@mail.test")]).await.is(422).sees("Another account");
    ines.submit(&page, "/user/email", &[("email", "no address")]).await.is(422).sees("not an e-mail address");
    let page = ines.submit(&page, "/user/email", &[("email", "New@mail.test")]).await;
    page.is(200).sees("A mail is on its way").sees("new@mail.test waits for an answer");
    pods.settle().await;
    let mail = pods.at(HOST).letters.one();
    assert_eq!(mail.to, "new@mail.test");
    let path = link(&mail.text, HOST);
    assert_eq!(pods.at(HOST).find("ines").await.email.as_deref(), Some("old@mail.test"));
    // Somebody else's session, or another link, changes nothing.
    tom.open(&path).await.is(404).sees("Nothing was changed");
    ines.open(&format!("{}0", &path[..path.len() - 1])).await.is(404);
    // Tom wants it too and loses it to whoever confirms first.
    let page = tom.open("/user/edit").await;
    tom.submit(&page, "/user/email", &[("email", "new@mail.test")]).await.is(200);
    let page = ines.open(&path).await;
    page.is(200).sees("new@mail.test");
    assert_eq!(pods.at(HOST).find("ines").await.email.as_deref(), Some("old@mail.test"));
    let page = ines.submit(&page, &path, &[]).await;
    page.is(200).sees("The new address is in force");
    assert_eq!(pods.at(HOST).find("ines").await.email.as_deref(), Some("new@mail.test"));
    assert_eq!(pods.at(HOST).find("tom").await.pending_email, None);
    ines.open(&path).await.is(404);
    pods.settle().await;
    pods.check().await;
}

// W-051
#[tokio::test]
async fn without_mail_an_address_changes_at_once() {
    let pods = Pods::new(&[HOST]).await;
    let mut ines = pods.person("ines@home.test").await;
    let page = ines.open("/user/edit").await;
    ines.submit(&page, "/user/email", &[("email", "new@mail.test")]).await.is(200).sees("The e-mail address is saved");
    assert_eq!(pods.at(HOST).find("ines").await.email.as_deref(), Some("new@mail.test"));
    let page = ines.open("/user/edit").await;
    ines.submit(&page, "/user/email", &[("email", "")]).await.is(200);
    assert_eq!(pods.at(HOST).find("ines").await.email, None);
}

// W-201: everything on at first, each alone can be switched off.
#[tokio::test]
async fn each_kind_of_mail_is_chosen() {
    let pods = Pods::new(&[HOST]).await;
    let mut ines = pods.person("ines@home.test").await;
    ines.open("/user/edit").await.sees("This pod sends no mail");
    with_mail(&pods, HOST, &[("ines", "ines@mail.test")]).await;
    let page = ines.open("/user/edit").await;
    assert_eq!(page.count("#mails input[type=checkbox][checked]"), MailKind::ALL.len() - 1, "reports are for others");
    let kept: Vec<(&str, &str)> =
        MailKind::ALL.iter().filter(|kind| **kind != MailKind::Liked).map(|kind| (kind.name(), "1")).collect();
    // A box that is not ticked is not sent.
    let body: Vec<(&str, &str)> = kept;
    let csrf = page.attribute("input[name=csrf]", "value").unwrap();
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    form.append_pair("csrf", &csrf).extend_pairs(&body);
    ines.post("/user/mails", "application/x-www-form-urlencoded", form.finish()).await.is(200);
    assert_eq!(pods.at(HOST).find("ines").await.settings.unwanted_mails, [MailKind::Liked]);
    pods.at(HOST).act("podmin", |_, _, _| Ok(())).await.unwrap();
    let mut podmin = pods.browser("podmin@home.test").await;
    podmin.open("/user/edit").await.sees("somebody reports something");
}

// H-123
#[tokio::test]
async fn other_browsers_are_signed_out_one_by_one() {
    let pods = Pods::new(&[HOST]).await;
    let mut ines = pods.person("ines@home.test").await;
    let mut phone = pods.browser("ines@home.test").await;
    let page = ines.open("/user/edit").await;
    let end = page.button_ending("/end").unwrap();
    ines.press(&page, &end).await.is(200).sees("That browser is signed out");
    phone.open("/user/edit").await.sees("Sign in to");
    ines.open("/user/edit").await.sees("This browser");
}
