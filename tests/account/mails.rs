//! Mails about what happened, and what they must never tell.

use super::{until_news, with_mail};
use crate::journey::aspect;
use crate::pods::{Browser, Pods, link};
use seedpod::model::MailKind;
use seedpod::net::mail::Mail;

const HOST: &str = "home.test";
const SECRET: &str = "the surprise party on Sunday";

/// Two people on one pod who share with each other, with addresses, and nothing in the post.
async fn friends() -> (Pods, Browser, Browser) {
    let pods = Pods::new(&[HOST]).await;
    let mut ines = pods.person("ines@home.test").await;
    let mut tom = pods.person("tom@home.test").await;
    for (browser, other) in [(&mut ines, "tom@home.test"), (&mut tom, "ines@home.test")] {
        let guid = pods.at(HOST).guid_of(other).await;
        let page = browser.open(&format!("/people/{guid}")).await;
        let chosen = aspect(&page, "Friends");
        browser.submit(&page, &page.form_ending("/aspects").unwrap(), &[("aspect", &chosen)]).await.is(200);
    }
    with_mail(&pods, HOST, &[("ines", "ines@mail.test"), ("tom", "tom@mail.test")]).await;
    (pods, ines, tom)
}

async fn post(browser: &mut Browser, text: &str, public: bool) -> String {
    let page = browser.open("/stream").await;
    let friends = aspect(&page, "Friends");
    let fields = match public {
        true => vec![("text", text), ("audience", "public")],
        false => vec![("text", text), ("audience", "aspects"), ("aspect", friends.as_str())],
    };
    browser.submit(&page, "/status_messages", &fields).await.is(200);
    browser.open("/stream").await.post_with(text).unwrap()
}

async fn comment(browser: &mut Browser, address: &str, words: &str) {
    let page = browser.open(address).await;
    browser.submit(&page, &format!("{address}/comments"), &[("text", words)]).await.is(200);
}

fn whole(mail: &Mail) -> String {
    format!("{} {} {} {}", mail.subject, mail.from, mail.text, mail.html)
}

// W-202: text and HTML, in the reader's language, threaded per post, from pod and sender.
#[tokio::test]
async fn news_about_a_post_are_one_mail_and_one_thread() {
    let (pods, mut ines, mut tom) = friends().await;
    let address = post(&mut ines, "Bread recipe with rye", true).await;
    comment(&mut tom, &address, "How long in the oven?").await;
    comment(&mut tom, &address, "And how hot?").await;
    let page = tom.open(&address).await;
    tom.press(&page, &page.button_ending("/like").unwrap()).await;
    until_news(&pods).await;
    let mail = pods.at(HOST).letters.one();
    assert_eq!((mail.to.as_str(), mail.subject.as_str()), ("ines@mail.test", "Re: Bread recipe with rye"));
    assert_eq!(mail.from, "The pod at home.test (tom@home.test)");
    for part in ["How long in the oven?", "And how hot?", "likes your post"] {
        assert!(mail.text.contains(part) && mail.html.contains(part), "{part} in {}", mail.text);
    }
    assert!(link(&mail.text, HOST).starts_with(&address));
    comment(&mut tom, &address, "Never mind").await;
    until_news(&pods).await;
    let next = pods.at(HOST).letters.one();
    assert_eq!(next.thread, mail.thread);
    assert_ne!(next.id, mail.id);
    pods.check().await;
}

// W-203, W-258: of a limited post neither words nor title go out, nor those of its comments.
#[tokio::test]
async fn mails_about_limited_posts_tell_nothing() {
    let (pods, mut ines, mut tom) = friends().await;
    let address = post(&mut ines, SECRET, false).await;
    comment(&mut tom, &address, "I bring the whispered cake").await;
    until_news(&pods).await;
    let mail = pods.at(HOST).letters.one();
    assert_eq!((mail.to.as_str(), mail.subject.as_str()), ("ines@mail.test", "Re: a limited post"));
    for word in ["surprise", "Sunday", "whispered", "cake"] {
        assert!(!whole(&mail).contains(word), "{word} in {mail:#?}");
    }
    pods.check().await;
}

// W-258: whoever may not see the post any more when the mail goes out, is ignored, or is gone hears
// nothing; the author of nothing hears of nobody they ignore.
#[tokio::test]
async fn mails_stop_with_what_they_would_tell() {
    let (pods, mut ines, mut tom) = friends().await;
    let address = post(&mut ines, "A walk in the woods", true).await;
    comment(&mut tom, &address, "I will come along").await;
    // The comment goes before the mail does.
    let page = tom.open(&address).await;
    let delete = page.button_ending("/delete").or_else(|| page.form_ending("/delete")).unwrap();
    let _ = if page.offers(&delete) { tom.submit(&page, &delete, &[]).await } else { tom.press(&page, &delete).await };
    until_news(&pods).await;
    let told = pods.at(HOST).letters.take();
    assert!(told.iter().all(|mail| !whole(mail).contains("come along")), "{told:#?}");
    comment(&mut tom, &address, "Second thoughts").await;
    let tom_id = pods.at(HOST).find("tom").await.person;
    pods.at(HOST)
        .act("ines", move |tx, cx, account| seedpod::domain::blocks::create(tx, cx, account, tom_id))
        .await
        .unwrap();
    until_news(&pods).await;
    assert!(pods.at(HOST).letters.take().is_empty());
    pods.check().await;
}

// W-201: what was switched off is not sent; the link in the mail switches off without signing in.
#[tokio::test]
async fn a_mail_ends_itself() {
    let (pods, mut ines, mut tom) = friends().await;
    let address = post(&mut ines, "Bread recipe", true).await;
    comment(&mut tom, &address, "Nice").await;
    until_news(&pods).await;
    let end = pods.at(HOST).letters.one().unsubscribe.unwrap();
    let path = end.strip_prefix("https://home.test").unwrap();
    let mut stranger = pods.stranger(HOST);
    let page = stranger.open(path).await;
    page.is(200).sees("ines gets a mail when").sees("somebody comments on my post");
    assert!(pods.at(HOST).find("ines").await.settings.unwanted_mails.is_empty(), "looking changes nothing");
    stranger.open(&format!("{path}0")).await.is(404);
    // What mail programs send by themselves (RFC 8058).
    let answer = stranger
        .send(
            "POST",
            path,
            &[("content-type", "application/x-www-form-urlencoded")],
            "List-Unsubscribe=One-Click".into(),
        )
        .await;
    answer.is(200);
    assert_eq!(pods.at(HOST).find("ines").await.settings.unwanted_mails, [MailKind::CommentOnPost]);
    comment(&mut tom, &address, "Very nice").await;
    until_news(&pods).await;
    assert!(pods.at(HOST).letters.take().is_empty());
    pods.check().await;
}

// W-046: a pod without mail queues none; one whose server is away tries again.
#[tokio::test]
async fn mail_waits_for_its_server() {
    let (pods, mut ines, mut tom) = friends().await;
    let address = post(&mut ines, "Bread recipe", true).await;
    pods.at(HOST).letters.be_away(true);
    comment(&mut tom, &address, "Nice").await;
    until_news(&pods).await;
    assert!(pods.at(HOST).letters.take().is_empty());
    pods.at(HOST).letters.be_away(false);
    pods.advance(120).await;
    assert_eq!(pods.at(HOST).letters.one().to, "ines@mail.test");
    pods.at(HOST).pod.set_mail(false);
    comment(&mut tom, &address, "Very nice").await;
    until_news(&pods).await;
    assert!(pods.at(HOST).letters.take().is_empty());
    pods.check().await;
}

// W-035
#[tokio::test]
async fn invitations_go_out_by_mail() {
    let (pods, mut ines, _) = friends().await;
    let page = ines.open("/users/invitations").await;
    let page = ines.submit(&page, "/users/invitations", &[]).await;
    let list = "eva@mail.test, nonsense, max@mail.test";
    let page = ines.submit(&page, "/users/invitations/mail", &[("emails", list), ("language", "en")]).await;
    page.is(200).sees("2 mails are on their way").sees("not e-mail addresses: nonsense");
    pods.settle().await;
    let mut mails = pods.at(HOST).letters.take();
    mails.sort_by(|one, other| one.to.cmp(&other.to));
    assert_eq!(mails.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), ["eva@mail.test", "max@mail.test"]);
    assert!(mails[0].text.contains("ines@home.test") && mails[0].subject.contains("invites you"));
    let mut eva = pods.stranger(HOST);
    eva.open(&link(&mails[0].text, HOST)).await.is(200).sees("invites you");
    let none = ines.submit(&page, "/users/invitations/mail", &[("emails", " , ")]).await;
    none.is(422).sees("at least one e-mail address");
    pods.check().await;
}
