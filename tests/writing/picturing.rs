//! Pictures in posts.

use super::{two_friends, write};
use crate::journey::Friends;
use crate::pods::{Browser, Field, Page, Pods};

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(width, height, image::Rgb([90, 140, 90]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

async fn send(browser: &mut Browser, fields: &[Field<'_>]) -> Page {
    let page = browser.open("/stream").await;
    browser.submit_all(&page, "/status_messages", fields).await
}

// W-128, W-130, H-154: a picture alone is a post; its description goes with it.
#[tokio::test]
async fn a_picture_alone_is_a_post() {
    let (pods, mut alice, mut bob) = two_friends().await;
    let picture = png(80, 60);
    let page = send(
        &mut alice,
        &[
            Field::File("photo", "a.png", &picture),
            Field::Text("alt", "A green field"),
            Field::Text("text", ""),
            Field::Text("audience", "all"),
        ],
    )
    .await;
    page.is(200).sees("Your post is out.");
    let seen = bob.open("/stream").await;
    assert_eq!(seen.attribute(".photos img", "alt").as_deref(), Some("A green field"));
    let address = seen.attribute(".photos img", "src").unwrap();
    bob.open(&address).await.is(200);
    pods.settle().await;
    pods.check().await;
}

// W-128, W-126: pictures stay while the form goes back and forth, can be left out, and go after a
// day if they are never posted.
#[tokio::test]
async fn pictures_wait_while_one_writes() {
    let pods = Pods::new(&["a.test"]).await;
    let mut alice = pods.person("alice@a.test").await;
    let (one, two) = (png(80, 60), png(60, 90));
    let page = send(
        &mut alice,
        &[
            Field::File("photo", "a.png", &one),
            Field::Text("alt", "First"),
            Field::File("photo", "b.png", &two),
            Field::Text("alt", "Second"),
            Field::Text("text", "Two pictures"),
            Field::Text("audience", "public"),
            Field::Text("step", "preview"),
        ],
    )
    .await;
    page.is(200);
    assert_eq!((page.count(".post-draft .gallery img"), page.count("input[name=kept]")), (2, 2));
    let first = page.attribute("input[name=kept]", "value").unwrap();
    let page = alice.submit(&page, "/status_messages", &[("step", &format!("drop-picture-{first}"))]).await;
    assert_eq!(page.count("input[name=kept]"), 1);
    let page = alice.submit(&page, "/status_messages", &[("kept_alt", "The second")]).await;
    page.is(200).sees("Your post is out.");
    assert_eq!(page.count(".photos img"), 1);
    assert_eq!(page.attribute(".photos img", "alt").as_deref(), Some("The second"));
    let person = pods.at("a.test").find("alice").await.person;
    let photos = move |tx: &seedpod::store::ReadTx| {
        use seedpod::store::{ReadsExt, tables};
        tx.count(&tables::PHOTOS_OF_PERSON, &(person,), 10)
    };
    assert_eq!(pods.at("a.test").read(photos).await, 2);
    pods.advance(25 * 3600).await;
    assert_eq!(pods.at("a.test").read(photos).await, 1);
    pods.settle().await;
    pods.check().await;
}

// W-128: what was sent stays when the form is refused.
#[tokio::test]
async fn a_refused_post_keeps_its_pictures() {
    let pods = Pods::new(&["a.test"]).await;
    let mut alice = pods.person("alice@a.test").await;
    let picture = png(30, 30);
    let page = send(
        &mut alice,
        &[
            Field::File("photo", "a.png", &picture),
            Field::Text("alt", "Kept"),
            Field::Text("text", "For nobody"),
            Field::Text("audience", "some"),
        ],
    )
    .await;
    page.is(422).sees("Choose who may see this");
    let page = alice.submit(&page, "/status_messages", &[("audience", "public")]).await;
    page.is(200);
    assert_eq!(page.attribute(".photos img", "alt").as_deref(), Some("Kept"));
    pods.advance(25 * 3600).await;
    assert_eq!(alice.open("/stream").await.count(".photos img"), 1);
    pods.settle().await;
    pods.check().await;
}

// W-099, W-129: what is no picture is refused with words, next to where it was chosen.
#[tokio::test]
async fn other_files_are_refused() {
    let pods = Pods::new(&["a.test"]).await;
    let mut alice = pods.person("alice@a.test").await;
    let page = send(
        &mut alice,
        &[
            Field::File("photo", "a.txt", b"just words"),
            Field::Text("text", "With a file"),
            Field::Text("audience", "public"),
        ],
    )
    .await;
    page.is(422).sees("This is not a JPEG, PNG, GIF or WebP picture.");
    assert!(page.html.contains("With a file</textarea>"));
    pods.settle().await;
    pods.check().await;
}

// Nobody takes a picture of somebody else into a post.
#[tokio::test]
async fn a_waiting_picture_belongs_to_who_sent_it() {
    let (pods, mut alice, mut bob) = two_friends().await;
    let picture = png(30, 30);
    let page = send(
        &mut alice,
        &[Field::File("photo", "a.png", &picture), Field::Text("text", "x"), Field::Text("step", "preview")],
    )
    .await;
    let guid = page.attribute("input[name=kept]", "value").unwrap();
    let fields = [Field::Text("kept", &guid), Field::Text("text", "stolen"), Field::Text("audience", "public")];
    send(&mut bob, &fields).await.is(422).sees("One of the pictures is not here any more.");
    pods.advance(25 * 3600).await;
    pods.settle().await;
    pods.check().await;
}

// W-095, W-096, W-097: a new picture and name are everywhere at once, also where contacts live.
#[tokio::test]
async fn a_new_picture_and_name_reach_the_pods_of_contacts() {
    let mut pods = Pods::new(&["a.test", "b.test"]).await;
    let (mut alice, mut bob) = (pods.person("alice@a.test").await, pods.person("bob@b.test").await);
    let friends = Friends { alice_id: "alice@a.test".into(), bob_id: "bob@b.test".into() };
    friends.meet(&mut alice, &mut bob, &mut pods).await;
    write(&mut alice, "before the picture", &[("audience", "all")]).await;
    pods.settle().await;
    bob.open("/stream").await.sees("before the picture").sees_not("Alicia");
    let page = alice.open("/profile/edit").await;
    let picture = png(400, 300);
    let fields = [Field::File("photo", "me.png", &picture), Field::Text("first_name", "Alicia")];
    alice.submit_all(&page, "/profile", &fields).await.is(200);
    let here = alice.open("/stream").await;
    here.sees("Alicia");
    let own = here.attribute("article img.face", "src").unwrap();
    alice.open(&own).await.is(200);
    pods.settle().await;
    let there = bob.open("/stream").await;
    there.sees("Alicia");
    let shown = there.attribute("article img.face", "src").unwrap();
    bob.open(&shown).await.is(200);
    pods.check().await;
}
