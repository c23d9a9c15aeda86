//! Taking everything along, and moving to another pod.

use super::{registration, with_mail};
use crate::journey::aspect;
use crate::pods::{Browser, Field, Page, Pods, link};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use seedpod::model::{Body, ImportState, Registration};
use serde_json::{Value, json};
use std::io::{Cursor, Read, Write};

const OLD: &str = "old.test";
const NEW: &str = "new.test";
const THIRD: &str = "third.test";
const ARCHIVE: &str = "/user/archive";

/// Shares with somebody of another pod.
async fn share(pods: &Pods, browser: &mut Browser, id: &str, name: &str) {
    let path = format!("/search?q={}", id.replace('@', "%40"));
    browser.open(&path).await;
    pods.settle().await;
    let page = browser.open(&path).await;
    let action = page.form_ending("/aspects").unwrap_or_else(|| panic!("{id}:\n{}", page.text()));
    let chosen = aspect(&page, name);
    browser.submit(&page, &action, &[("aspect", &chosen)]).await.is(200);
    pods.settle().await;
}

async fn post(browser: &mut Browser, text: &str, audience: &[(&str, &str)]) -> String {
    let page = browser.open("/stream").await;
    let fields: Vec<(&str, &str)> = [("text", text)].into_iter().chain(audience.iter().copied()).collect();
    browser.submit(&page, "/status_messages", &fields).await.is(200);
    browser.open("/stream").await.post_with(text).unwrap()
}

/// A small picture.
fn picture() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let image =
        image::RgbImage::from_fn(40, 30, |x, y| image::Rgb([(x * 5).to_le_bytes()[0], (y * 7).to_le_bytes()[0], 90]));
    image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// Alice on the old pod, Carol on the third, who share with each other; a public post with a
/// picture, and a limited one.
async fn lives() -> (Pods, Browser, Browser) {
    let pods = Pods::new(&[OLD, NEW, THIRD]).await;
    let mut alice = pods.person("alice@old.test").await;
    let mut carol = pods.person("carol@third.test").await;
    share(&pods, &mut alice, "carol@third.test", "Family").await;
    share(&pods, &mut carol, "alice@old.test", "Friends").await;
    let page = alice.open("/stream").await;
    let picture = picture();
    let fields = [
        Field::Text("text", "Bread with #rye"),
        Field::Text("audience", "public"),
        Field::File("photos", "bread.png", &picture),
    ];
    alice.submit_all(&page, "/status_messages", &fields).await.is(200);
    let page = alice.open("/stream").await;
    let family = aspect(&page, "Family");
    post(&mut alice, "Only for the family", &[("audience", "aspects"), ("aspect", &family)]).await;
    pods.settle().await;
    let address = carol.open("/stream").await.post_with("Bread with").unwrap();
    let page = carol.open(&address).await;
    carol.submit(&page, &format!("{address}/comments"), &[("text", "Smells good")]).await.is(200);
    pods.settle().await;
    pods.at(OLD)
        .act("alice", |tx, cx, account| seedpod::domain::tags::follow(tx, cx, account, "gardening").map(drop))
        .await
        .unwrap();
    (pods, alice, carol)
}

/// Asks for an archive and fetches it when it is there.
async fn fetch(pods: &Pods, browser: &mut Browser, kind: &str) -> Vec<u8> {
    let page = browser.open(ARCHIVE).await;
    browser.submit(&page, ARCHIVE, &[("kind", kind)]).await.is(200).sees("It is being made");
    pods.settle().await;
    let page = browser.open(ARCHIVE).await;
    let ending = if kind == "photos" { ".zip" } else { ".json.gz" };
    let address = page.attribute(&format!("a[href$='{ending}']"), "href").unwrap();
    browser.open(&address).await.is(200).bytes.to_vec()
}

fn unpacked(bytes: &[u8]) -> Value {
    let mut text = String::new();
    GzDecoder::new(bytes).read_to_string(&mut text).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn packed(value: &Value) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(value.to_string().as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn zipped(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(bytes).unwrap();
    zip.finish().unwrap().into_inner()
}

/// Brings files and lets the job run; the page with the report.
async fn bring(pods: &Pods, browser: &mut Browser, archive: &[u8], photos: &[u8]) -> Page {
    let page = browser.open("/user/import?again=1").await;
    let fields =
        [Field::Text("sure", "1"), Field::File("archive", "archive", archive), Field::File("photos", "photos", photos)];
    let page = browser.submit_all(&page, "/user/import", &fields).await;
    if page.status != 200 {
        return page;
    }
    page.sees("is being taken in");
    pods.settle().await;
    browser.open("/user/import").await
}

// W-065, W-066, W-067, W-068, W-070
#[tokio::test]
async fn an_archive_holds_everything() {
    let (pods, mut alice, _) = lives().await;
    with_mail(&pods, OLD, &[("alice", "alice@mail.test")]).await;
    let archive = unpacked(&fetch(&pods, &mut alice, "data").await);
    let mail = pods.at(OLD).letters.one();
    assert_eq!(mail.subject, "Your archive is ready");
    assert_eq!(link(&mail.text, OLD), ARCHIVE);
    let user = &archive["user"];
    assert_eq!((&archive["version"], &user["username"]), (&json!("2.0"), &json!("alice")));
    assert!(user["private_key"].as_str().unwrap().starts_with("-----BEGIN RSA PRIVATE KEY-----"));
    let groups: Vec<&str> =
        user["contact_groups"].as_array().unwrap().iter().map(|group| group["name"].as_str().unwrap()).collect();
    assert_eq!(groups, ["Family", "Friends", "Work", "Acquaintances"]);
    let contact = &user["contacts"][0];
    assert_eq!(contact["account_id"], json!("carol@third.test"));
    assert_eq!(contact["contact_groups_membership"], json!(["Family"]));
    assert_eq!((&contact["sharing"], &contact["receiving"]), (&json!(true), &json!(true)));
    assert!(contact["public_key"].as_str().unwrap().starts_with("-----BEGIN PUBLIC KEY-----"));
    let posts = user["posts"].as_array().unwrap();
    assert_eq!(posts.len(), 2);
    assert_eq!(posts[0]["subscribed_pods_uris"], json!(["https://third.test/", "https://old.test/"]));
    assert_eq!(posts[0]["entity_data"]["photos"].as_array().unwrap().len(), 1);
    assert_eq!(posts[1]["subscribed_users_ids"], json!(["carol@third.test"]));
    assert_eq!(posts[1]["entity_data"]["public"], json!(false));
    assert_eq!(user["followed_tags"], json!(["gardening"]));
    let other = &archive["others_data"]["relayables"][0];
    assert_eq!((&other["entity_type"], &other["entity_data"]["text"]), (&json!("comment"), &json!("Smells good")));
    assert!(other["entity_data"]["author_signature"].as_str().unwrap().len() >= 30);
    assert_eq!(other["property_order"], json!(["author", "guid", "parent_guid", "text", "created_at"]));
}

// W-069, W-071, W-258: pictures by their names; nobody but the owner fetches; they end.
#[tokio::test]
async fn archives_are_for_their_owner_and_end() {
    let (pods, mut alice, _) = lives().await;
    let data = unpacked(&fetch(&pods, &mut alice, "data").await);
    let photos = fetch(&pods, &mut alice, "photos").await;
    let mut zip = zip::ZipArchive::new(Cursor::new(photos)).unwrap();
    let name = data["user"]["posts"][0]["entity_data"]["photos"][0]["entity_data"]["remote_photo_name"].clone();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    assert_eq!(names, [name.as_str().unwrap()]);
    let mut bytes = Vec::new();
    zip.by_index(0).unwrap().read_to_end(&mut bytes).unwrap();
    assert!(image::load_from_memory(&bytes).is_ok());
    let page = alice.open(ARCHIVE).await;
    let address = page.attribute("a[href$='.json.gz']", "href").unwrap();
    let random = address.rsplit_once("_data_").unwrap().1;
    assert_eq!(random.split('.').next().unwrap().len(), 32);
    let mut eve = pods.person("eve@old.test").await;
    eve.open(&address).await.is(404);
    pods.stranger(OLD).open(&address).await.sees("Sign in to");
    pods.advance(14 * 24 * 3600).await;
    let mut alice = pods.browser("alice@old.test").await;
    alice.open(&address).await.is(404);
    alice.open(ARCHIVE).await.sees_not(&address);
}

// W-074, W-075, W-077, W-079, W-080, W-081, W-082: Alice moves; what she made is hers at the new
// pod with guids and times, Carol's contact follows by itself, the old account is locked.
#[tokio::test]
async fn a_person_moves_with_everything() {
    let (pods, mut alice, mut carol) = lives().await;
    let data = fetch(&pods, &mut alice, "data").await;
    let photos = fetch(&pods, &mut alice, "photos").await;
    let archive = unpacked(&data);
    let mut ally = pods.person("ally@new.test").await;
    let page = bring(&pods, &mut ally, &data, &photos).await;
    page.sees("Your archive is in").sees("alice@old.test moved here");
    for (kind, count) in
        [("Posts", "2 of 2"), ("Contacts", "1 of 1"), ("Followed tags", "1 of 1"), ("Pictures", "1 of 1")]
    {
        page.sees(&format!("{kind} {count}"));
    }
    // Posts with their guids and times, the limited one limited.
    let me = pods.at(NEW).find("ally").await;
    for boxed in archive["user"]["posts"].as_array().unwrap() {
        let data = &boxed["entity_data"];
        let guid = seedpod::base::Guid::parse(data["guid"].as_str().unwrap()).unwrap();
        let post = pods.at(NEW).read(move |tx| seedpod::domain::posts::by_guid(tx, &guid)).await.unwrap();
        assert_eq!((post.author, post.created.to_string().as_str()), (me.person, data["created_at"].as_str().unwrap()));
        assert_eq!(json!(post.public), data["public"]);
        assert!(matches!(post.body, Body::Status(_)));
    }
    let page = ally.open("/activity").await;
    let address = page.post_with("Bread with").unwrap();
    ally.open(&address).await.sees("C carol Smells good");
    // The picture lies here now.
    let picture = ally.open(&address).await.attribute("article img[src^='/uploads/images/']", "src").unwrap();
    assert!(image::load_from_memory(&ally.open(&picture).await.is(200).bytes).is_ok());
    pods.stranger(NEW).open("/public").await.sees_not("Only for the family");
    // Carol sees the new identity, once, in the old aspect; a new post reaches her.
    let guid = pods.at(THIRD).guid_of("ally@new.test").await;
    carol.open(&format!("/people/{guid}")).await.sees("ally@new.test").sees("Friends");
    carol.open("/stream").await.sees("Bread with");
    post(&mut ally, "Hello from my new place", &[("audience", "public")]).await;
    pods.settle().await;
    carol.open("/stream").await.sees("Hello from my new place");
    // The old account is out of use.
    let page = alice.open("/users/sign_in").await;
    let fields = [("username", "alice"), ("password", crate::pods::PASSWORD)];
    assert_ne!(alice.submit(&page, "/users/sign_in", &fields).await.status, 200);
    // A second time is refused.
    let mut third = pods.person("third@new.test").await;
    bring(&pods, &mut third, &data, b"").await.sees("The archive was not taken").sees("has moved already");
    pods.check().await;
}

// W-073
#[tokio::test]
async fn archives_with_errors_are_refused_with_the_reason() {
    let (pods, mut alice, _) = lives().await;
    let good = unpacked(&fetch(&pods, &mut alice, "data").await);
    bring(&pods, &mut alice, &packed(&good), b"").await.sees("the very account that you are signed in with");
    let mut ally = pods.person("ally@new.test").await;
    let with = |change: &dyn Fn(&mut Value)| {
        let mut changed = good.clone();
        change(&mut changed);
        packed(&changed)
    };
    let other_key =
        String::from_utf8(openssl::rsa::Rsa::generate(2048).unwrap().private_key_to_pem().unwrap()).unwrap();
    for (archive, why) in [
        (with(&|it| it["version"] = json!("1.0")), "Only version 2.0"),
        (with(&|it| it["user"]["private_key"] = json!(other_key)), "private key in the archive does not belong"),
        (with(&|it| it["user"]["private_key"] = json!("nonsense")), "private key in the archive does not belong"),
        (with(&|it| it["user"]["posts"] = json!("many")), "not an archive"),
        (with(&|it| it["user"]["profile"] = json!({})), "not an archive"),
        (b"{ \"version\": \"2.0\"".to_vec(), "not an archive"),
        (b"\x1f\x8bnonsense".to_vec(), "cannot be opened"),
        (b"PK\x03\x04nonsense".to_vec(), "cannot be opened"),
    ] {
        let page = bring(&pods, &mut ally, &archive, b"").await;
        page.sees("The archive was not taken").sees(why);
    }
    // Nothing to bring, or not knowing what it means.
    bring(&pods, &mut ally, b"", b"").await.is(422).sees("Choose a file");
    let page = ally.open("/user/import?again=1").await;
    ally.submit_all(&page, "/user/import", &[Field::File("archive", "a", b"{}")])
        .await
        .is(422)
        .sees("say that you know");
    assert_eq!(pods.at(NEW).read(|tx| Ok(seedpod::domain::import::files(tx)?.len())).await, 0);
    pods.check().await;
}

// W-072: all three forms; a bomb is not unpacked further than an archive may be.
#[tokio::test]
async fn archives_come_packed_in_three_ways_and_bombs_are_told() {
    let (pods, mut alice, _) = lives().await;
    let mut good = unpacked(&fetch(&pods, &mut alice, "data").await);
    // From a pod that is gone, so that it can be brought several times.
    good["user"]["profile"]["entity_data"]["author"] = json!("alice@gone.test");
    for post in good["user"]["posts"].as_array_mut().unwrap() {
        post["entity_data"]["author"] = json!("alice@gone.test");
        for photo in post["entity_data"]["photos"].as_array_mut().unwrap() {
            photo["entity_data"]["author"] = json!("alice@gone.test");
        }
    }
    let plain = good.to_string().into_bytes();
    for (name, bytes) in [("one", plain.clone()), ("two", packed(&good)), ("three", zipped("a/archive.json", &plain))] {
        let mut browser = pods.person(&format!("{name}@new.test")).await;
        // W-078: as data only.
        bring(&pods, &mut browser, &bytes, b"").await.sees("Your archive is in").sees("only the data came over");
    }
    let mut bomb = GzEncoder::new(Vec::new(), Compression::fast());
    let nothing = vec![b' '; 1 << 20];
    for _ in 0..260 {
        bomb.write_all(&nothing).unwrap();
    }
    let bomb = bomb.finish().unwrap();
    let mut browser = pods.person("four@new.test").await;
    bring(&pods, &mut browser, &bomb, b"").await.sees("too large for this pod");
    bring(&pods, &mut browser, &zipped("a.json.gz", &bomb), b"").await.sees("too large for this pod");
    pods.check().await;
}

// W-073, W-076: what is broken stays behind, by name and with the reason; the rest comes.
#[tokio::test]
async fn a_report_tells_exactly_what_stayed_behind() {
    let (pods, mut alice, _) = lives().await;
    let mut archive = unpacked(&fetch(&pods, &mut alice, "data").await);
    let user = &mut archive["user"];
    user["contacts"].as_array_mut().unwrap().push(json!({
        "sharing": true, "receiving": true, "following": true, "followed": true,
        "account_id": "nobody@gone.test", "contact_groups_membership": ["Family"],
    }));
    let mut foreign = user["posts"][1].clone();
    foreign["entity_data"]["author"] = json!("carol@third.test");
    foreign["entity_data"]["guid"] = json!("0123456789abcdef0123");
    user["posts"].as_array_mut().unwrap().push(foreign);
    let mut forged = archive["others_data"]["relayables"][0].clone();
    forged["entity_data"]["text"] = json!("Smells bad");
    forged["entity_data"]["guid"] = json!("fedcba98765432100123");
    archive["others_data"]["relayables"].as_array_mut().unwrap().push(forged);
    let mut ally = pods.person("ally@new.test").await;
    let page = bring(&pods, &mut ally, &packed(&archive), &zipped("unknown.png", &picture())).await;
    page.sees("Contacts 1 of 2").sees("nobody@gone.test").sees("could not be found");
    page.sees("Posts 2 of 3").sees("0123456789abcdef0123").sees("made by somebody else");
    page.sees("fedcba98765432100123").sees("signature of its author does not hold");
    page.sees("unknown.png").sees("No imported post has this picture");
    ally.open("/activity").await.sees_not("Smells bad");
    let account = pods.at(NEW).find("ally").await.id;
    let import = pods.at(NEW).read(move |tx| seedpod::domain::import::get(tx, account)).await.unwrap();
    assert_eq!((import.state, import.archive), (ImportState::Done, None));
    registration(pods.at(NEW), Registration::Invitation).await;
    pods.check().await;
}
