//! What somebody new finds, and what becomes of accounts that nobody uses.

use super::{registration, with_mail};
use crate::pods::{PASSWORD, Pods, TestPod};
use seedpod::model::{Inactive, Policy, Registration, Welcome};

const HOST: &str = "home.test";
const OTHER: &str = "other.test";
const DAY: i64 = 24 * 3600;

/// Changes the policy of a pod.
async fn policy(pod: &TestPod, change: impl FnOnce(&mut Policy) + Send + 'static) {
    let set = pod.pod.write(move |tx, _| -> Result<(), seedpod::domain::Refused> {
        let mut instance = seedpod::domain::instance::expect(tx)?;
        change(&mut instance.policy);
        tx.put(&instance)?;
        Ok(())
    });
    set.await.unwrap();
}

/// The names of the aspects in which an account has somebody.
async fn aspects_with(pods: &Pods, name: &str, id: &str) -> Vec<String> {
    let (account, id) = (pods.at(HOST).find(name).await, seedpod::base::DiasporaId::parse(id).unwrap());
    pods.at(HOST)
        .read(move |tx| {
            let Some(person) = seedpod::domain::people::by_diaspora_id(tx, &id)? else { return Ok(Vec::new()) };
            let chosen = seedpod::domain::aspects::of_person(tx, &account, person.id)?;
            let all = seedpod::domain::aspects::list(tx, &account)?;
            Ok(all.into_iter().filter(|aspect| chosen.contains(&aspect.id)).map(|aspect| aspect.name).collect())
        })
        .await
}

async fn join(pods: &Pods, name: &str) {
    let mut browser = pods.stranger(HOST);
    let page = browser.open("/users/sign_up").await;
    let fields = [("name", name), ("password", PASSWORD), ("password_again", PASSWORD), ("email", "")];
    browser.submit(&page, "/users", &fields).await.is(200).sees(&format!("Welcome, {name}!"));
    pods.settle().await;
}

// W-033: whom the pod names is among the acquaintances of everybody new; nobody is kept from joining
// by a pod that does not answer.
#[tokio::test]
async fn somebody_new_follows_whom_the_pod_names() {
    let mut pods = Pods::new(&[HOST, OTHER]).await;
    registration(pods.at(HOST), Registration::Open).await;
    pods.at(OTHER).account("news").await;
    policy(pods.at(HOST), |policy| policy.autofollow = "news@other.test".to_owned()).await;
    join(&pods, "eva").await;
    assert_eq!(aspects_with(&pods, "eva", "news@other.test").await, ["Acquaintances"]);
    policy(pods.at(HOST), |policy| policy.autofollow = "nobody@gone.test".to_owned()).await;
    join(&pods, "max").await;
    assert!(aspects_with(&pods, "max", "nobody@gone.test").await.is_empty());
    pods.leave_jobs();
    pods.check().await;
}

// W-034
#[tokio::test]
async fn the_podmin_greets_with_the_name_of_whoever_comes() {
    let pods = Pods::new(&[HOST]).await;
    registration(pods.at(HOST), Registration::Open).await;
    policy(pods.at(HOST), |policy| {
        policy.contact = "podmin".to_owned();
        policy.welcome = Some(Welcome { subject: "Come in".to_owned(), text: "Dear {name}, sit down.".to_owned() });
    })
    .await;
    join(&pods, "eva").await;
    let mut eva = pods.browser("eva@home.test").await;
    let page = eva.open("/conversations").await;
    page.sees("Come in").sees("podmin").sees("1 unread");
    let path = page.attribute("section.news a[href^='/conversations/']", "href").unwrap();
    eva.open(&path).await.sees("Dear eva, sit down.");
    pods.check().await;
}

/// The daily round, `days` later.
async fn days_later(pods: &Pods, days: i64) {
    pods.advance(days * DAY).await;
    for _ in 0..2 {
        seedpod::jobs::wake(&pods.at(HOST).pod).await;
        pods.settle().await;
    }
}

// W-083: never unless the pod wants it; first a mail, then time to come back, then the end; so many
// on one day and no more.
#[tokio::test]
async fn unused_accounts_are_warned_and_closed() {
    let pods = Pods::new(&[HOST]).await;
    for name in ["ines", "tom", "eva"] {
        let _ = pods.person(&format!("{name}@home.test")).await;
    }
    let addresses = [("ines", "ines@mail.test"), ("tom", "tom@mail.test"), ("eva", "eva@mail.test")];
    with_mail(&pods, HOST, &addresses).await;
    days_later(&pods, 800).await;
    assert!(pods.at(HOST).letters.take().is_empty(), "off unless the pod wants it");
    policy(pods.at(HOST), |policy| {
        policy.inactive = Some(Inactive { after_days: 730, warn_days: 30, per_day: 2 });
    })
    .await;
    days_later(&pods, 1).await;
    let mut warned: Vec<String> = pods.at(HOST).letters.take().into_iter().map(|mail| mail.to).collect();
    assert_eq!(warned.len(), 2, "{warned:?}");
    days_later(&pods, 1).await;
    warned.extend(pods.at(HOST).letters.take().into_iter().map(|mail| mail.to));
    warned.sort();
    assert_eq!(warned, ["eva@mail.test", "ines@mail.test", "tom@mail.test"]);
    // Tom comes back and keeps his account; the others do not.
    pods.stranger(HOST).sign_in("tom", PASSWORD).await.is(200);
    days_later(&pods, 40).await;
    for (name, is_kept) in [("tom", true), ("ines", false), ("eva", false), ("podmin", true)] {
        let found = pods.at(HOST).read(move |tx| seedpod::domain::accounts::by_login(tx, name)).await;
        assert_eq!(found.is_some(), is_kept, "{name}");
    }
    pods.check().await;
}
