//! The pod as those who run it use it: every page and act of theirs, and that nobody else has them.

use crate::pods::{Browser, PASSWORD, Pods, TestPod};
use seedpod::jobs;
use seedpod::model::Role;

const HOST: &str = "alice.test";

/// A pod with an admin who is signed in.
async fn pod() -> (Pods, Browser) {
    let pods = Pods::new(&[HOST]).await;
    let admin = pods.browser("podmin@alice.test").await;
    (pods, admin)
}

async fn role(pod: &TestPod, name: &str, role: Role) {
    pod.act(name, move |tx, _, account| seedpod::domain::accounts::set_role(tx, account, role)).await.unwrap();
}

/// Chooses settings of one section in the browser.
async fn choose(admin: &mut Browser, section: &str, fields: &[(&str, &str)]) {
    let page = admin.open("/admin/settings").await;
    let html = page.html.clone();
    let start = html.find(&format!("id=\"{section}\"")).expect("the section is there");
    // The page has one form a section, all with the same action: keep only the one that is meant.
    let (before, rest) = html.split_at(start);
    let form = before.rfind("<form").unwrap();
    let end = rest.find("</form>").unwrap() + start + 7;
    let mut only = page;
    only.html = format!("<html><body>{}</body></html>", &html[form..end]);
    admin.submit(&only, "/admin/settings", fields).await.is(200).sees("Saved");
}

const PAGES: &[&str] =
    &["", "users", "waiting", "pods", "blocked", "statistics", "settings", "texts", "queue", "mail", "log"];

// W-220, W-221, W-040
#[tokio::test]
async fn pages_of_admins_are_for_admins() {
    let (pods, mut admin) = pod().await;
    let mut member = pods.person("ines@alice.test").await;
    let mut moderator = pods.person("mira@alice.test").await;
    role(pods.at(HOST), "mira", Role::Moderator).await;
    for page in PAGES {
        let path = format!("/admin/{page}");
        admin.open(&path).await.is(200);
        member.open(&path).await.is(404);
        if !page.is_empty() {
            moderator.open(&path).await.is(404);
        }
        assert!(pods.stranger(HOST).open(&path).await.offers("/users/sign_in"), "{path}");
    }
    let mut stranger = pods.stranger(HOST);
    let gate = stranger.open("/admin/users").await;
    let page = stranger.submit(&gate, "/users/sign_in", &[("username", "podmin"), ("password", PASSWORD)]).await;
    assert_eq!((page.status, page.path.as_str()), (200, "/admin/users"), "the wanted page opens");
    // Acts are refused as well: the domain asks itself.
    let refused = pods.at(HOST).act("mira", |tx, cx, account| {
        seedpod::domain::admin::users::lock(tx, cx, seedpod::domain::admin::By::Account(account), "ines")
    });
    assert!(refused.await.is_err());
    let page = admin.open("/admin/users/ines").await;
    admin.submit(&page, "/admin/users/ines/role", &[("role", "admin")]).await.sees("has the new role");
    member.open("/admin").await.is(200);
    let page = admin.open("/admin/users/ines").await;
    admin.submit(&page, "/admin/users/ines/role", &[("role", "member")]).await.is(200);
    member.open("/admin").await.is(404);
    let page = admin.open("/admin/users/podmin").await;
    admin.submit(&page, "/admin/users/podmin/role", &[("role", "member")]).await.sees("Somebody has to run the pod");
    pods.check().await;
}

// W-222, W-223, W-042
#[tokio::test]
async fn accounts_are_found_locked_and_closed() {
    let (pods, mut admin) = pod().await;
    let mut ines = pods.person("ines@alice.test").await;
    pods.at(HOST).account("tomas").await;
    let page = admin.open("/admin/users").await;
    page.sees("ines@alice.test").sees("tomas@alice.test");
    admin.submit(&page, "/admin/users", &[("q", "INE")]).await.sees("ines@alice.test").sees_not("tomas@alice.test");
    let guid = pods.at(HOST).guid_of("ines@alice.test").await;
    let part = &guid.as_str()[4..20];
    admin.open(&format!("/admin/users?q={part}")).await.sees("ines@alice.test").sees_not("tomas@alice.test");
    admin.open("/admin/users?young=1").await.sees("Nobody fits");
    let card = admin.open("/admin/users/ines").await;
    card.sees(guid.as_str()).sees("last here").sees("Last sign-in from");
    admin.submit(&card, "/admin/users/ines/invitations", &[]).await.sees("100 more people").sees("125");
    let card = admin.open("/admin/users/ines").await;
    admin.submit(&card, "/admin/users/ines/lock", &[]).await.sees("is locked");
    assert!(ines.open("/stream").await.offers("/users/sign_in"), "the open session ended");
    let gate = ines.open("/users/sign_in").await;
    let fields = [("username", "ines"), ("password", PASSWORD)];
    ines.submit(&gate, "/users/sign_in", &fields).await.is(422).sees("This account is locked");
    admin.open("/admin/users?state=locked").await.sees("ines@alice.test").sees_not("tomas@alice.test");
    let card = admin.open("/admin/users/ines").await;
    admin.submit(&card, "/admin/users/ines/unlock", &[]).await.sees("can sign in again");
    ines.sign_in("ines", PASSWORD).await;
    let card = admin.open("/admin/users/ines").await;
    admin.submit(&card, "/admin/users/ines/reset", &[]).await.sees("/users/password/edit?");
    let card = admin.open("/admin/users/tomas").await;
    admin.submit(&card, "/admin/users/tomas/close", &[]).await.sees("tomas is closed");
    admin.open("/admin/users?state=closed").await.sees("tomas@alice.test");
    pods.settle().await;
    pods.check().await;
}

// H-129
#[tokio::test]
async fn the_password_is_asked_again_and_acts_are_written_down() {
    let (pods, mut admin) = pod().await;
    pods.at(HOST).account("ines").await;
    let card = admin.open("/admin/users/ines").await;
    pods.advance(31 * 60).await;
    let asked = admin.submit(&card, "/admin/users/ines/lock", &[]).await;
    assert!(asked.offers("/admin/confirm"), "too late");
    admin.submit(&asked, "/admin/confirm", &[("password", "wrong")]).await.is(422).sees("This is not your password");
    let card = admin.submit(&asked, "/admin/confirm", &[("password", PASSWORD)]).await;
    card.is(200);
    assert_eq!(card.path, "/admin/users/ines");
    admin.submit(&card, "/admin/users/ines/lock", &[]).await.sees("is locked");
    admin.open("/admin/log").await.sees("podmin locked the account ines");
}

// W-230, W-232, W-001, W-252, H-030
#[tokio::test]
async fn settings_chosen_in_the_browser_count_at_once() {
    let (pods, mut admin) = pod().await;
    let mut stranger = pods.stranger(HOST);
    let page = stranger.open("/").await;
    page.sees("The pod at alice.test");
    assert_eq!(page.count("a[href='/users/sign_up']"), 0, "by invitation");
    choose(
        &mut admin,
        "pod",
        &[("pod.name", "Maple Street"), ("pod.registration", "open"), ("pod.description", "Ours.")],
    )
    .await;
    let page = stranger.open("/").await;
    page.sees("Maple Street").sees("Ours.");
    assert!(page.count("a[href='/users/sign_up']") > 0);
    stranger.open("/manifest.json").await.is(200).sees_not("The pod at");
    stranger.open("/nodeinfo/2.1").await.is(200);
    assert!(stranger.open("/nodeinfo/2.1").await.html.contains("\"openRegistrations\":true"));
    // What is not possible is refused with its reason, and nothing of the section is saved.
    let page = admin.open("/admin/settings").await;
    page.sees("chosen here".trim_start_matches("chosen here"));
    let stored = pods.at(HOST).read(seedpod::domain::admin::settings::all).await;
    assert!(stored.contains(&("pod.name".to_owned(), "Maple Street".to_owned())));
    assert!(stored.iter().all(|(key, _)| key.starts_with("pod.")), "the rest is not copied: {stored:?}");
    // A text of the front page.
    let page = admin.open("/admin/texts").await;
    admin.submit(&page, "/admin/texts/landing", &[("text", "**Come in**, neighbour")]).await.sees("Saved");
    let page = stranger.open("/").await;
    page.sees("Come in").sees("neighbour").sees_not("You choose who sees it");
    admin.open("/admin/log").await.sees("changed the setting pod.name").sees("wrote the text landing");
}

// W-017
#[tokio::test]
async fn terms_exist_only_when_switched_on() {
    let (pods, mut admin) = pod().await;
    let mut stranger = pods.stranger(HOST);
    stranger.open("/terms").await.is(404);
    choose(&mut admin, "pod", &[("pod.registration", "open")]).await;
    choose(&mut admin, "terms", &[("terms.enabled", "true"), ("terms.minimum_age", "16")]).await;
    stranger.open("/terms").await.is(200).sees("Be decent").sees("16 years");
    assert_eq!(stranger.open("/users/sign_up").await.count("form a[href='/terms']"), 1);
    assert!(stranger.open("/").await.count("a[href='/terms']") >= 1);
    let page = admin.open("/admin/texts").await;
    admin.submit(&page, "/admin/texts/terms", &[("text", "Our own rules")]).await.is(200);
    stranger.open("/terms").await.sees("Our own rules").sees_not("Be decent");
}

// W-002: a pod whose last admin left says so to everybody, and how somebody takes care of it.
#[tokio::test]
async fn a_pod_that_nobody_runs_says_so() {
    let (pods, _admin) = pod().await;
    let mut stranger = pods.stranger(HOST);
    assert_eq!(stranger.open("/").await.count("a[href='/podmin']"), 0);
    pods.at(HOST)
        .act("podmin", |tx, _, account| seedpod::domain::accounts::set_role(tx, account, Role::Member))
        .await
        .unwrap();
    let page = stranger.open("/").await;
    page.sees("Nobody runs this pod");
    stranger.open("/podmin").await.is(200).sees("How do I become the admin?");
}

// W-257: version, source and the way to the top stand at the foot of every page, with what the pod
// links to.
#[tokio::test]
async fn the_foot_tells_about_the_pod() {
    let (pods, mut admin) = pod().await;
    let links = [("pod.changelog_url", "https://news.example/"), ("pod.donate_url", "https://give.example/")];
    choose(&mut admin, "pod", &[&links[..], &[("pod.email", "us@alice.test")]].concat()).await;
    for mut browser in [pods.stranger(HOST), admin] {
        let page = browser.open("/public").await;
        page.sees("Source code · 0.10").sees("Back to the top");
        for address in ["/source", "#top", "https://news.example/", "https://give.example/", "mailto:us@alice.test"] {
            assert_eq!(page.count(&format!(".foot a[href='{address}']")), 1, "{address}");
        }
        assert_eq!(page.count("#top"), 1);
    }
}

// W-015, W-019, W-018, W-256, W-257
#[tokio::test]
async fn what_everybody_may_know() {
    let (pods, mut admin) = pod().await;
    let mut stranger = pods.stranger(HOST);
    stranger.open("/statistics").await.is(200).sees("seedpod").sees_not("Accounts");
    assert!(!stranger.open("/nodeinfo/2.0").await.html.contains("localPosts"));
    choose(&mut admin, "statistics", &[("statistics.users", "true"), ("statistics.posts", "true")]).await;
    stranger.open("/statistics").await.sees("Accounts").sees("Posts written here").sees_not("Comments written here");
    let node = stranger.open("/nodeinfo/2.0").await;
    assert!(node.html.contains("\"localPosts\":0") && node.html.contains("\"total\":1"), "{}", node.html);
    assert!(!node.html.contains("localComments"));
    assert_eq!(node.headers.get("access-control-allow-origin").unwrap(), "*");
    assert_eq!(stranger.json("/statistics").await.status, 406);
    let robots = stranger.open("/robots.txt").await;
    assert!(robots.html.contains("Disallow: /people/") && robots.html.contains("Disallow: /u/"));
    stranger.open("/no/such/page").await.is(404).sees("Nothing here");
    stranger.open("/help").await.is(200).sees("Getting help").sees("Backup");
    stranger.open("/help/aspects").await.is(200).sees("What is an aspect?");
    stranger.open("/help/settings").await.is(200).sees("SEEDPOD_POD_NAME");
    stranger.open("/help/nothing").await.is(404);
    stranger.open("/source").await.is(200).sees("Affero");
    stranger.open("/.well-known/security.txt").await.is(404);
    choose(&mut admin, "security", &[("security.contact", "mailto:safe@alice.test")]).await;
    let text = stranger.open("/.well-known/security.txt").await;
    assert!(text.html.starts_with("Contact: mailto:safe@alice.test\nExpires: 2027-"), "{}", text.html);
}

// W-224, W-225: a report tells who, why and what; it is kept or deleted; whoever did not opt out hears
// of it by mail.
#[tokio::test]
async fn reports_are_decided() {
    let (pods, mut admin) = pod().await;
    let (mut ines, mut tomas) = (pods.person("ines@alice.test").await, pods.person("tomas@alice.test").await);
    let mut mira = pods.person("mira@alice.test").await;
    role(pods.at(HOST), "mira", Role::Moderator).await;
    let addresses = [("podmin", "podmin@mail.test"), ("mira", "mira@mail.test"), ("ines", "ines@mail.test")];
    crate::account::with_mail(&pods, HOST, &addresses).await;
    let mut posts = Vec::new();
    for text in ["cheap watches", "honest opinion"] {
        let page = tomas.open("/stream").await;
        tomas.submit(&page, "/status_messages", &[("text", text), ("audience", "public")]).await.is(200);
        posts.push(tomas.open("/stream").await.post_with(text).unwrap());
    }
    let report = async |ines: &mut Browser, post: &str, why: &str| {
        let form = format!("{post}/report");
        let page = ines.open(&form).await;
        ines.submit(&page, &form, &[("reason", why)]).await.is(200);
    };
    report(&mut ines, &posts[0], "It sells things").await;
    crate::account::until_news(&pods).await;
    let mut told: Vec<String> = pods.at(HOST).letters.take().into_iter().map(|mail| mail.to).collect();
    told.sort();
    assert_eq!(told, ["mira@mail.test", "podmin@mail.test"]);
    // Mira does not want to hear of it any more.
    let page = mira.open("/user/edit").await;
    let nothing = format!("csrf={}", page.attribute("input[name=csrf]", "value").unwrap());
    mira.post("/user/mails", "application/x-www-form-urlencoded", nothing).await.is(200);
    report(&mut ines, &posts[1], "I disagree").await;
    crate::account::until_news(&pods).await;
    let told: Vec<String> = pods.at(HOST).letters.take().into_iter().map(|mail| mail.to).collect();
    assert_eq!(told, ["podmin@mail.test"]);
    let page = mira.open("/admin/reports").await;
    for part in ["It sells things", "cheap watches", "I disagree", "honest opinion", "ines", "tomas"] {
        page.sees(part);
    }
    let of = |page: &crate::pods::Page, text: &str, verb: &str| {
        let html = &page.html[page.html.find(text).unwrap()..];
        let start = html.find("/admin/reports/").unwrap();
        format!("{}/{verb}", html[start..].split(['"', '?']).next().unwrap().rsplit_once('/').unwrap().0)
    };
    let page = mira.submit(&page, &of(&page, "honest opinion", "keep"), &[]).await;
    page.sees("It stays").sees_not("honest opinion").sees("cheap watches");
    mira.submit(&page, &of(&page, "cheap watches", "delete"), &[])
        .await
        .sees("It is deleted")
        .sees("Nothing to decide");
    admin.open("/public").await.sees("honest opinion").sees_not("cheap watches");
    pods.settle().await;
    pods.check().await;
}

// W-242: an account exists only after an admin agreed.
#[tokio::test]
async fn accounts_can_need_approval() {
    let (pods, mut admin) = pod().await;
    choose(&mut admin, "pod", &[("pod.registration", "approval")]).await;
    let ask = async |name: &str| {
        let mut browser = pods.stranger(HOST);
        let page = browser.open("/users/sign_up").await;
        let fields =
            [("name", name), ("password", PASSWORD), ("password_again", PASSWORD), ("words", "From next door")];
        browser.submit(&page, "/users", &fields).await
    };
    ask("tomas").await.is(200).sees("will look at this soon");
    ask("tomas").await.is(422);
    ask("lena").await.is(200);
    let mut tomas = pods.stranger(HOST);
    tomas.open("/.well-known/webfinger?resource=acct:tomas@alice.test").await.is(404);
    // Whoever knows the password is told that the request waits; nobody else learns of it.
    let gate = tomas.open("/users/sign_in").await;
    for (password, words) in [(PASSWORD, "waits for a word"), ("not the password", "Name or password is wrong")] {
        let fields = [("username", "Tomas"), ("password", password)];
        tomas.submit(&gate, "/users/sign_in", &fields).await.is(422).sees(words);
    }
    let page = admin.open("/admin/waiting").await;
    page.sees("tomas").sees("From next door");
    let page = admin.submit(&page, "/admin/waiting/tomas/approve", &[]).await;
    page.sees("tomas has an account now");
    admin
        .submit(&page, "/admin/waiting/lena/decline", &[])
        .await
        .sees("The request of lena is gone")
        .sees("Nobody waits");
    tomas.sign_in("tomas", PASSWORD).await.is(200);
    tomas.open("/.well-known/webfinger?resource=acct:tomas@alice.test").await.is(200);
    pods.check().await;
}

// W-227, W-228
#[tokio::test]
async fn pods_are_looked_at_daily_and_on_demand() {
    let pods = Pods::new(&[HOST, "bob.test"]).await;
    let mut admin = pods.browser("podmin@alice.test").await;
    pods.at("bob.test").account("bob").await;
    admin.open("/search?q=bob%40bob.test").await;
    pods.settle().await;
    let page = admin.open("/admin/pods").await;
    page.sees("bob.test").sees("not looked at yet");
    admin.submit(&page, "/admin/pods/check", &[("pod", "bob.test")]).await.sees("bob.test is being looked at");
    pods.settle().await;
    admin.open("/admin/pods").await.sees("fine").sees("seedpod 0.10");
    // The first look at the clock only notes the day; on the next one every pod is looked at.
    jobs::wake(&pods.at(HOST).pod).await;
    pods.net.refuse("bob.test", 503);
    pods.advance(25 * 3600).await;
    jobs::wake(&pods.at(HOST).pod).await;
    pods.settle().await;
    let mut admin = pods.browser("podmin@alice.test").await;
    admin.open("/admin/pods").await.sees("answers wrongly").sees("Offline since");
}

// W-242: nothing is taken from a pod or person that is shut out.
#[tokio::test]
async fn pods_and_people_are_shut_out() {
    let mut pods = Pods::new(&[HOST, "bob.test"]).await;
    let mut admin = pods.browser("podmin@alice.test").await;
    let mut alice = pods.person("alice@alice.test").await;
    let mut bob = pods.person("bob@bob.test").await;
    let friends = crate::journey::Friends { alice_id: "alice@alice.test".into(), bob_id: "bob@bob.test".into() };
    for _ in 0..2 {
        alice.open("/search?q=bob%40bob.test").await;
        bob.open("/search?q=alice%40alice.test").await;
        pods.settle().await;
    }
    friends.meet(&mut alice, &mut bob, &mut pods).await;
    pods.settle().await;
    let says = async |bob: &mut Browser, text: &str| {
        let page = bob.open("/stream").await;
        bob.submit(&page, "/status_messages", &[("text", text), ("audience", "public")]).await.is(200);
        pods.settle().await;
    };
    says(&mut bob, "first words").await;
    alice.open("/stream").await.sees("first words");
    let page = admin.open("/admin/blocked").await;
    admin
        .submit(&page, "/admin/blocked/block", &[("person", "bob@bob.test"), ("why", "noise")])
        .await
        .sees("is blocked");
    says(&mut bob, "second words").await;
    alice.open("/stream").await.sees_not("second words");
    let page = admin.open("/admin/blocked").await;
    page.sees("noise");
    admin.submit(&page, "/admin/blocked/unblock", &[("person", "bob@bob.test")]).await.sees("heard again");
    says(&mut bob, "third words").await;
    alice.open("/stream").await.sees("third words");
    let page = admin.open("/admin/blocked").await;
    admin.submit(&page, "/admin/pods/block", &[("pod", "bob.test")]).await.sees("bob.test is blocked");
    says(&mut bob, "fourth words").await;
    alice.open("/stream").await.sees_not("fourth words");
    admin.open("/admin/log").await.sees("blocked the pod bob.test").sees("let bob@bob.test in again");
    pods.check().await;
}

// W-231
#[tokio::test]
async fn the_spotlight_is_a_page_and_a_part_of_streams() {
    let (pods, mut admin) = pod().await;
    let mut ines = pods.person("ines@alice.test").await;
    let mut tomas = pods.person("tomas@alice.test").await;
    tomas.open("/community_spotlight").await.is(404);
    choose(&mut admin, "spotlight", &[("spotlight.enabled", "true")]).await;
    let card = admin.open("/admin/users/ines").await;
    admin.submit(&card, "/admin/users/ines/spotlight", &[]).await.is(200);
    tomas.open("/community_spotlight").await.is(200).sees("ines@alice.test");
    let page = ines.open("/stream").await;
    ines.submit(&page, "/status_messages", &[("text", "hello everybody"), ("audience", "public")]).await.is(200);
    tomas.open("/stream").await.sees("hello everybody");
}

// W-226, W-229, W-233
#[tokio::test]
async fn numbers_and_mail_for_admins() {
    let (pods, mut admin) = pod().await;
    let mut ines = pods.person("ines@alice.test").await;
    let page = ines.open("/stream").await;
    ines.submit(&page, "/status_messages", &[("text", "ripe #tomatoes"), ("audience", "public")]).await.is(200);
    admin.open("/admin").await.sees("seedpod 0.10").sees("reports waiting").sees("#tomatoes");
    let page = admin.open("/admin/statistics?range=daily").await;
    page.sees("#tomatoes").sees("New accounts by week").sees("ines");
    admin.open("/admin/mail").await.sees("This pod sends no mail");
    crate::account::with_mail(&pods, HOST, &[("ines", "ines@mail.test")]).await;
    let page = admin.open("/admin/mail").await;
    admin
        .submit(&page, "/admin/mail", &[("subject", "Moving day"), ("text", "We move.")])
        .await
        .sees("One mail is on its way");
    pods.settle().await;
}

// W-234
#[tokio::test]
async fn what_nobody_needs_is_removed() {
    let (pods, _admin) = pod().await;
    let sessions = |pod: &TestPod| {
        let pod = pod.pod.clone();
        async move { pod.database().stats().unwrap().tables.iter().find(|(name, ..)| *name == "sessions").unwrap().1 }
    };
    assert_eq!(sessions(pods.at(HOST)).await, 1);
    jobs::wake(&pods.at(HOST).pod).await;
    pods.advance(40 * 24 * 3600).await;
    jobs::wake(&pods.at(HOST).pod).await;
    pods.settle().await;
    assert_eq!(sessions(pods.at(HOST)).await, 0, "sessions that ended are gone");
    pods.check().await;
}
