//! Messages in the shape of the other programs of the network: each quirk of spec/federation.md §7
//! once, from what stands on the wire to what a person sees.

use crate::journey::{aspect, post_in_stream};
use crate::pods::{Browser, Pods};
use crate::strangers::{Counting, PLAIN, Stranger, Style, push, push_private};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE;
use bytes::Bytes;
use seedpod::base::Guid;
use seedpod::domain::people;
use seedpod::protocol::encrypted;
use seedpod::protocol::entities::Entity;
use seedpod::protocol::keys::PublicKey;
use seedpod::protocol::url;

const HOME: &str = "home.example";
const BOB: &str = "bob@home.example";

const FRIENDICA: Style = Style { declaration: "<?xml version=\"1.0\"?>\n", ..PLAIN };
const HUBZILLA: Style = Style {
    declaration: "<?xml version='1.0' encoding='UTF-8'?>\n",
    gap: "\n\t\t",
    order: ["encoding", "alg", "data", "sig"],
    ..PLAIN
};
const HUBZILLA_FETCHED: Style = Style { media_type: "application/atom+xml", is_padded: false, ..PLAIN };
const SOCIALHOME: Style = Style { declaration: "", gap: "", order: ["encoding", "alg", "data", "sig"], ..PLAIN };

/// Bob's pod, and one person elsewhere whom he shares with and who shares with him.
struct World {
    pods: Pods,
    bob: Browser,
    other: Stranger,
    style: Style,
}

impl World {
    async fn with(other: Stranger, style: Style) -> Self {
        let pods = Pods::new(&[HOME]).await;
        let mut bob = pods.person(BOB).await;
        other.known_to(&pods, HOME).await;
        let page = bob.open(&format!("/people/{}", other.guid)).await;
        let friends = aspect(&page, "Friends");
        bob.submit(&page, &format!("/people/{}/aspects", other.guid), &[("aspect", &friends)]).await.is(200);
        pods.settle().await;
        Self { pods, bob, other, style }
    }

    async fn push(&self, payload: &str) {
        assert_eq!(push(&self.pods, HOME, self.other.seal_as(payload, &self.style)).await.status, 202);
        self.pods.settle().await;
    }

    async fn push_private(&self, payload: &str) {
        assert_eq!(push_private(&self.pods, BOB, &self.other.seal_as(payload, &self.style)).await.status, 202);
        self.pods.settle().await;
    }

    /// Bob writes something; its guid.
    async fn post(&mut self, text: &str, public: bool) -> String {
        let page = self.bob.open("/stream").await;
        let friends = aspect(&page, "Friends");
        let audience = if public { "public" } else { "aspects" };
        let fields = [("text", text), ("audience", audience), ("aspect", friends.as_str())];
        self.bob.submit(&page, "/status_messages", &fields).await.is(200);
        self.pods.settle().await;
        post_in_stream(&mut self.bob, text).await.replace("/posts/", "")
    }

    async fn end(&self) {
        self.pods.live(24).await;
        self.pods.check().await;
    }
}

// §7.2
#[tokio::test]
async fn friendica_posts_with_title_event_and_plain_photo_times() {
    let mut world = World::with(Stranger::new("fred@friendica.example", 0), FRIENDICA).await;
    let author = world.other.id.clone();
    let post = format!(
        "<?xml version=\"1.0\"?>\n<status_message>\n  <author>{author}</author>\n  <guid>0a1b2c3d-1111-2222-3333-444455556666</guid>\n  \
         <created_at>2026-03-01T10:00:00Z</created_at>\n  <edited_at>2026-03-01T10:00:00Z</edited_at>\n  <public>true</public>\n  \
         <text>### A title\n\nand words for @{{Bob B; {BOB}}}</text>\n  <provider_display_name>friendica</provider_display_name>\n  \
         <photo><guid>0a1b2c3d-1111-2222-3333-777777777777</guid><author>{author}</author><public>true</public>\
         <created_at>2026-03-01 09:59:00</created_at><remote_photo_path>https://friendica.example/photo/</remote_photo_path>\
         <remote_photo_name>a-1.png</remote_photo_name><text/><status_message_guid>0a1b2c3d-1111-2222-3333-444455556666</status_message_guid>\
         <height>3</height><width>4</width></photo>\
         <event><author>{author}</author><guid>0a1b2c3d-1111-2222-3333-888888888888</guid><summary>A walk</summary>\
         <start>2026-04-01T10:00:00Z</start><all_day>false</all_day><timezone>Europe/Berlin</timezone></event>\n</status_message>"
    );
    // Friendica adds a slash, and is not redirected.
    let body = world.other.seal_as(&post, &FRIENDICA);
    let page = world.pods.stranger(HOME).send("POST", "/receive/public/", &[], body.into()).await;
    assert_eq!(page.status, 202);
    world.pods.settle().await;
    let page = world.bob.open("/posts/0a1b2c3d-1111-2222-3333-444455556666").await;
    page.is(200).sees("A title").sees("and words for");
    assert!(page.count("h3, h4, h5") > 0 && page.count("img[src^='/remote/']") > 0, "{}", page.html);
    assert!(world.bob.open("/notifications").await.html.contains("0a1b2c3d-1111-2222-3333-444455556666"));
    world.end().await;
}

// §7.2: `edited_at` always, `thread_parent_guid` behind the signature and signed as well
#[tokio::test]
async fn friendica_comments_likes_and_bursts() {
    let mut world = World::with(Stranger::new("fred@friendica.example", 0), FRIENDICA).await;
    let post = world.post("a word from home", true).await;
    let author = world.other.id.to_string();
    let texts = [
        &author,
        "fc000000-1111-2222-3333-444455556666",
        "2026-03-01T10:00:00Z",
        "2026-03-01T10:00:00Z",
        &post,
        "from Friendica",
        &post,
    ];
    let signature = world.other.sign(&texts);
    let comment = format!(
        "<comment><author>{author}</author><guid>{}</guid><created_at>{}</created_at><edited_at>{}</edited_at>\
         <parent_guid>{post}</parent_guid><text>{}</text><author_signature>{signature}</author_signature>\
         <thread_parent_guid>{post}</thread_parent_guid></comment>",
        texts[1], texts[2], texts[3], texts[5]
    );
    let like = world.other.like("fc000000-1111-2222-3333-000000000001", texts[1], "Comment");
    // It tells everything it knows again after each subscription: nothing comes twice.
    for _ in 0..3 {
        world.push(&comment).await;
        world.push(&like).await;
    }
    let page = world.bob.open(&format!("/posts/{post}")).await;
    page.sees("from Friendica");
    assert_eq!((page.count("article.comment"), page.likes_of_comment(texts[1])), (1, 1));
    // A participation, encrypted: nobody is told, and what follows reaches that pod (F-160).
    let participation = format!(
        "<participation><author>{author}</author><guid>fc000000-1111-2222-3333-000000000002</guid>\
         <parent_guid>{post}</parent_guid><parent_type>Post</parent_type></participation>"
    );
    world.push_private(&participation).await;
    // Its author retracts it.
    world.push(&format!(
        "<retraction><author>{author}</author><target_guid>{}</target_guid><target_type>Comment</target_type></retraction>",
        texts[1]
    )).await;
    world.bob.open(&format!("/posts/{post}")).await.sees_not("from Friendica");
    world.end().await;
}

// §7.2: on what it relays, a `parent_author_signature` is appended
#[tokio::test]
async fn friendica_relays_with_a_second_signature() {
    let mut world = World::with(Stranger::new("fred@friendica.example", 0), FRIENDICA).await;
    let third = Stranger::new("tess@third.example", 1);
    third.publish(&world.pods.net);
    let root = "fc000000-1111-2222-3333-444455556666";
    world.push(&world.other.post(root, "a root", true)).await;
    for (number, second) in ["AAAA", "", "not base64!"].into_iter().enumerate() {
        let guid = format!("fc000000-1111-2222-3333-00000000000{number}");
        let comment = third.comment(&guid, root, &format!("relayed {number}"));
        let second = format!("<parent_author_signature>{second}</parent_author_signature></comment>");
        world.push(&comment.replace("</comment>", &second)).await;
        world.bob.open(&format!("/posts/{root}")).await.sees(&format!("relayed {number}"));
    }
    // Who relays retracts with the author of the target in the author element (F-194).
    world
        .push(&format!(
            "<retraction><author>{}</author><target_guid>fc000000-1111-2222-3333-000000000001</target_guid>\
         <target_type>Comment</target_type></retraction>",
            third.id
        ))
        .await;
    world.bob.open(&format!("/posts/{root}")).await.sees_not("relayed 1").sees("relayed 2");
    world.end().await;
}

// §7.2: reshare, contact and profile with more than they need
#[tokio::test]
async fn friendica_reshares_contacts_and_profiles() {
    let mut world = World::with(Stranger::new("fred@friendica.example", 0), FRIENDICA).await;
    let post = world.post("worth sharing", true).await;
    let author = world.other.id.to_string();
    world.push(&format!(
        "<reshare><author>{author}</author><guid>fc000000-1111-2222-3333-000000000003</guid><created_at>2026-03-01T10:00:00Z</created_at>\
         <root_author>{BOB}</root_author><root_guid>{post}</root_guid><provider_display_name>friendica</provider_display_name>\
         <public>true</public></reshare>"
    )).await;
    assert!(world.bob.open("/notifications").await.html.contains(&post));
    world.push_private(&world.other.contact(BOB, true)).await;
    let profile = format!(
        "<profile><author>{author}</author><edited_at>2026-03-01 10:00:00</edited_at><full_name>Fred Friendly</full_name>\
         <first_name>Fred</first_name><last_name>Friendly</last_name><image_url>https://friendica.example/photo/300</image_url>\
         <image_url_medium>https://friendica.example/photo/100</image_url_medium><image_url_small>https://friendica.example/photo/50</image_url_small>\
         <birthday/><gender/><bio>Made of *Friendica*</bio><location/><searchable>true</searchable><public>false</public><nsfw>false</nsfw><tag_string>#a #b</tag_string></profile>"
    );
    world.push_private(&profile).await;
    world.bob.open(&format!("/people/{}", world.other.guid)).await.sees("Fred Friendly").sees("Made of Friendica");
    // Both flags false: gone.
    world.push_private(&world.other.contact(BOB, false)).await;
    // What it takes only encrypted was never sent in the open; what it compares by time has one.
    let letters = world.other.letters(&world.pods.net);
    assert!(letters.iter().any(|it| matches!(it, Entity::Contact(_))));
    assert!(letters.iter().any(|it| matches!(it, Entity::Profile(profile) if profile.edited_at.is_some())));
    let open = world.other.public_mail(&world.pods.net);
    assert!(
        open.iter().all(|(_, it)| matches!(it, Entity::StatusMessage(_) | Entity::Reshare(_) | Entity::Comment(_))),
        "{open:?}"
    );
    world.end().await;
}

// §7.2: a migration whose every signature is by the new identity moves nobody
#[tokio::test]
async fn friendica_migrations_signed_by_the_new_identity_alone_are_dropped() {
    let world = World::with(Stranger::new("fred@friendica.example", 0), FRIENDICA).await;
    let new = Stranger::new("fred@elsewhere.example", 1);
    new.known_to(&world.pods, HOME).await;
    let signature = new.sign(&[&format!("AccountMigration:{}:{}", world.other.id, new.id)]);
    let payload = format!(
        "<account_migration><author>{}</author><profile><author>{}</author><first_name>Fred</first_name></profile>\
         <signature>{signature}</signature></account_migration>",
        world.other.id, new.id
    );
    for envelope in
        [new.seal_as(&payload, &FRIENDICA), world.other.seal_as(&payload.replace(&signature, "AAAA"), &FRIENDICA)]
    {
        assert_eq!(push(&world.pods, HOME, envelope).await.status, 202);
    }
    world.pods.settle().await;
    let id = world.other.id.clone();
    let old = world.pods.at(HOME).read(move |tx| people::by_diaspora_id(tx, &id)).await.unwrap();
    assert!(!old.closed);
    world.end().await;
}

/// A guid as long as Hubzilla's.
fn hubzilla(index: usize) -> Stranger {
    let guid = format!("{}hubzillaexample", "Zm9v-YmFy_".repeat(8));
    Stranger { guid: Guid::parse(&guid).unwrap(), ..Stranger::new("hub@hubzilla.example", index) }
}

// §7.3
#[tokio::test]
async fn hubzilla_is_found_by_its_whole_page_and_its_bare_seed() {
    let pods = Pods::new(&[HOME]).await;
    let mut bob = pods.person(BOB).await;
    let hub = hubzilla(0);
    let webfinger = format!(
        r#"{{"subject":"acct:{0}","aliases":["https://hubzilla.example/channel/hub"],"links":[
        {{"rel":"http://webfinger.net/rel/avatar","type":"image/png","href":"https://hubzilla.example/a.png"}},
        {{"rel":"http://microformats.org/profile/hcard","type":"text/html","href":"https://hubzilla.example/hcard/hub"}},
        {{"rel":"http://joindiaspora.com/seed_location","type":"text/html","href":"https://hubzilla.example"}},
        {{"rel":"magic-public-key","href":"data:application/magic-public-key,RSA.x.y"}}]}}"#,
        hub.id
    );
    let der = openssl::pkey::PKey::public_key_from_der(hub.key.public().der()).unwrap();
    let pkcs1 = String::from_utf8(der.rsa().unwrap().public_key_to_pem_pkcs1().unwrap()).unwrap();
    assert!(pkcs1.starts_with("-----BEGIN RSA PUBLIC KEY-----"));
    let card = format!(
        "<!DOCTYPE html><html><head><title>hub</title></head><body><aside class='vcard h-card'><div class='fn p-name'>Other Name</div></aside>\
         <div style='display:none'><div class='vcard'><dl class='entity_uid'><dd class='uid p-uid'>{}</dd></dl>\
         <dl class='entity_fn'><dd><span class='fn p-name'>Hub Channel</span></dd></dl><span class='nickname p-nickname'>hub</span>\
         <dl class='entity_key'><pre class='key u-key'>{pkcs1}</pre></dl>\
         <div class='entity_photo'><img class='photo u-photo' src='https://hubzilla.example/300.png' width='300'></div>\
         <div class='entity_photo_medium'><img class='photo u-photo' src='https://hubzilla.example/80.png' width='80'></div>\
         <div class='entity_photo_small'><img class='photo u-photo' src='https://hubzilla.example/48.png' width='48'></div>\
         <span class='searchable'>true</span></div></div></body></html>",
        hub.guid
    );
    pods.net.can(&url::webfinger(&hub.id), 200, "application/jrd+json", &webfinger);
    pods.net.can("https://hubzilla.example/hcard/hub", 200, "text/html", &card);
    pods.net.can(&url::receive_user(&hub.pod, &hub.guid), 202, "", "");
    pods.net.can(&url::receive_public(&hub.pod), 202, "", "");
    bob.open("/search?q=HUB%40Hubzilla.example").await;
    pods.settle().await;
    let page = bob.open(&format!("/people/{}", hub.guid)).await;
    page.is(200).sees(hub.id.as_str());
    let friends = aspect(&page, "Friends");
    bob.submit(&page, &format!("/people/{}/aspects", hub.guid), &[("aspect", &friends)]).await.is(200);
    pods.settle().await;
    assert!(hub.letters(&pods.net).iter().any(|it| matches!(it, Entity::Contact(contact) if contact.sharing)));
    // Its own question carries more than it needs (F-002).
    let page = pods.stranger(HOME).open(&format!("/.well-known/webfinger?f=&resource=acct:{BOB}&zot=1")).await;
    assert_eq!(page.status, 200);
    let page = pods.stranger(HOME).send("HEAD", "/u/bob", &[], Bytes::new()).await;
    assert_eq!(page.status, 200);
    pods.live(24).await;
    pods.check().await;
}

// §7.3: the order of its elements, its declaration, its private way to public posts
#[tokio::test]
async fn hubzilla_comments_and_likes_in_its_own_order() {
    let mut world = World::with(hubzilla(0), HUBZILLA).await;
    let post = world.post("a word from home", true).await;
    let author = world.other.id.to_string();
    let (guid, at) = ("8f000000-1111-2222-3333-444455556666", "2026-03-01T10:00:00Z");
    let signature = world.other.sign(&[guid, &post, "from Hubzilla", &author, at]);
    let comment = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<comment><guid>{guid}</guid><parent_guid>{post}</parent_guid><text>from Hubzilla</text>\
         <author>{author}</author><created_at>{at}</created_at><author_signature>{signature}</author_signature>\
         <parent_author_signature>{signature}</parent_author_signature></comment>\n"
    );
    world.push_private(&comment).await;
    let like = "8f000000-1111-2222-3333-000000000001";
    let signature = world.other.sign(&["true", like, &author, "Post", &post]);
    world
        .push_private(&format!(
            "<like><positive>true</positive><guid>{like}</guid><author>{author}</author><parent_type>Post</parent_type>\
         <parent_guid>{post}</parent_guid><author_signature>{signature}</author_signature></like>"
        ))
        .await;
    let page = world.bob.open(&format!("/posts/{post}")).await;
    page.sees("from Hubzilla");
    assert_eq!((page.count("article.comment"), page.likes()), (1, 1));
    // Ours never carries a second signature: it would check that.
    let page = world.bob.open(&format!("/posts/{post}")).await;
    world.bob.submit(&page, &format!("/posts/{post}/comments"), &[("text", "from home")]).await.is(200);
    world.pods.settle().await;
    let address = url::receive_public(&world.other.pod);
    let sent = world.pods.net.log().into_iter().zip(world.pods.net.bodies()).filter(|((_, _, to), _)| *to == address);
    for (_, body) in sent {
        let payload = payload(&body);
        assert!(
            !payload.contains("parent_author_signature") && !payload.contains("/>") && !payload.contains("></"),
            "{payload}"
        );
    }
    world.end().await;
}

/// What is inside an envelope.
fn payload(envelope: &[u8]) -> String {
    let text = String::from_utf8(envelope.to_vec()).unwrap();
    let (_, rest) = text.split_once("<me:data type=\"application/xml\">").expect("the type without parameters");
    String::from_utf8(URL_SAFE.decode(rest.split_once('<').unwrap().0).unwrap()).unwrap()
}

// §7.3, F-065: what it answers to a fetch declares another type, unpadded
#[tokio::test]
async fn hubzilla_answers_fetches_as_atom() {
    let mut world = World::with(hubzilla(0), HUBZILLA).await;
    let root = "8f000000-1111-2222-3333-444455556666";
    let fetched = world.other.seal_as(&world.other.post(root, "fetched from Hubzilla", true), &HUBZILLA_FETCHED);
    world.other.serve(&world.pods.net, "post", root, &fetched);
    world.push(&world.other.comment("8f000000-1111-2222-3333-000000000001", root, "on something unknown")).await;
    world.bob.open(&format!("/posts/{root}")).await.is(200).sees("fetched from Hubzilla").sees("on something unknown");
    world.end().await;
}

// §7.3: what it edits stays as it was first read, as in diaspora*
#[tokio::test]
async fn hubzilla_edits_are_kept_out() {
    let mut world = World::with(hubzilla(0), HUBZILLA).await;
    let guid = "8f000000-1111-2222-3333-444455556666";
    world.push(&world.other.post(guid, "the first words", true)).await;
    let edited = world
        .other
        .post(guid, "other words", true)
        .replace("<public>", "<edited_at>2026-03-01T11:59:00Z</edited_at><public>");
    world.push(&edited).await;
    world.bob.open(&format!("/posts/{guid}")).await.sees("the first words").sees_not("other words");
    world.end().await;
}

// §7.4: signatures in the middle, threads, an element that only it knows
#[tokio::test]
async fn socialhome_comments_with_signatures_in_the_middle() {
    let mut world = World::with(Stranger::new("sara@social.example", 0), SOCIALHOME).await;
    let post = world.post("a word from home", true).await;
    let author = world.other.id.to_string();
    let (guid, at) = ("5c000000-1111-2222-3333-444455556666", "2026-03-01T10:00:00Z");
    let address = "https://social.example/content/1/";
    let signature = world.other.sign(&[guid, &post, &post, "from Socialhome", &author, at, address]);
    world.push(&format!(
        "<comment><guid>{guid}</guid><parent_guid>{post}</parent_guid><thread_parent_guid>{post}</thread_parent_guid>\
         <author_signature>{signature}</author_signature><parent_author_signature>{signature}</parent_author_signature>\
         <text>from Socialhome</text><author>{author}</author><created_at>{at}</created_at><activitypub_id>{address}</activitypub_id></comment>"
    )).await;
    let like = "5c000000-1111-2222-3333-000000000001";
    let signature = world.other.sign(&["Post", like, &post, "true", &author]);
    world.push(&format!(
        "<like><parent_type>Post</parent_type><guid>{like}</guid><parent_guid>{post}</parent_guid><author_signature>{signature}</author_signature>\
         <parent_author_signature>{signature}</parent_author_signature><positive>true</positive><author>{author}</author></like>"
    )).await;
    let page = world.bob.open(&format!("/posts/{post}")).await;
    page.sees("from Socialhome");
    assert_eq!((page.count("article.comment"), page.likes()), (1, 1));
    // Passed on it is what its author signed, in the same order (F-138, F-143).
    let third = Stranger::new("tess@third.example", 1);
    third.known_to(&world.pods, HOME).await;
    let participation = format!(
        "<participation><author>{}</author><guid>7e57000000000001</guid><parent_guid>{post}</parent_guid><parent_type>Post</parent_type></participation>",
        third.id
    );
    assert_eq!(push_private(&world.pods, BOB, &third.seal(&participation)).await.status, 202);
    let again = "5c000000-1111-2222-3333-000000000002";
    let signature = world.other.sign(&[again, &post, &post, "for the third", &author, at, address]);
    world.push(&format!(
        "<comment><guid>{again}</guid><parent_guid>{post}</parent_guid><thread_parent_guid>{post}</thread_parent_guid>\
         <author_signature>{signature}</author_signature><parent_author_signature/>\
         <text>for the third</text><author>{author}</author><created_at>{at}</created_at><activitypub_id>{address}</activitypub_id></comment>"
    )).await;
    let to_third = url::receive_public(&third.pod);
    let sent = world.pods.net.log().into_iter().zip(world.pods.net.bodies()).filter(|((_, _, to), _)| *to == to_third);
    let relayed =
        sent.map(|(_, body)| payload(&body)).find(|payload| payload.contains("for the third")).expect("relayed");
    let bare: String = relayed.lines().map(str::trim).collect();
    assert_eq!(
        bare,
        format!(
            "<comment><guid>{again}</guid><parent_guid>{post}</parent_guid><thread_parent_guid>{post}</thread_parent_guid>\
             <text>for the third</text><author>{author}</author><created_at>{at}</created_at><activitypub_id>{address}</activitypub_id>\
             <author_signature>{signature}</author_signature></comment>"
        )
    );
    world.end().await;
}

// §7.4, F-217: the wrapper of long ago around what it answers
#[tokio::test]
async fn socialhome_wraps_what_is_fetched() {
    let mut world = World::with(Stranger::new("sara@social.example", 0), SOCIALHOME).await;
    let root = "5c000000-1111-2222-3333-444455556666";
    let wrapped = format!("<XML><post>{}</post></XML>", world.other.post(root, "fetched from Socialhome #nsfw", true));
    world.other.serve(&world.pods.net, "post", root, &world.other.seal_as(&wrapped, &SOCIALHOME));
    // Pushed it is nothing.
    world.push(&wrapped).await;
    world.bob.open(&format!("/posts/{root}")).await.is(404);
    world.push(&world.other.comment("5c000000-1111-2222-3333-000000000001", root, "on something unknown")).await;
    let page = world.bob.open(&format!("/posts/{root}")).await;
    page.is(200).sees("fetched from Socialhome");
    assert!(world.bob.open("/stream").await.count(".shield") > 0, "marked as not safe for work");
    world.end().await;
}

// §7.4: reshares with empty elements; replies that do not come from the owner of the post
#[tokio::test]
async fn socialhome_reshares_and_replies_straight_to_everybody() {
    let mut world = World::with(Stranger::new("sara@social.example", 0), SOCIALHOME).await;
    let post = world.post("worth sharing", true).await;
    world.push(&format!(
        "<reshare><author>{}</author><guid>5c000000-1111-2222-3333-000000000003</guid><created_at>2026-03-01T10:00:00Z</created_at>\
         <root_author>{BOB}</root_author><root_guid>{post}</root_guid><provider_display_name/><public>true</public><text/>\
         <entity_type>Post</entity_type></reshare>",
        world.other.id
    )).await;
    assert!(world.bob.open("/notifications").await.html.contains(&post));
    // The owner of a post is somebody else; sara's reply comes from her and then, relayed, from them.
    let owner = Stranger::new("otto@owner.example", 1);
    owner.known_to(&world.pods, HOME).await;
    let root = "0770000000000001";
    assert_eq!(push(&world.pods, HOME, owner.seal(&owner.post(root, "a root", true))).await.status, 202);
    let reply = world.other.comment("5c000000-1111-2222-3333-000000000004", root, "straight to all");
    world.push(&reply).await;
    world.bob.open(&format!("/posts/{root}")).await.sees_not("straight to all");
    assert_eq!(push(&world.pods, HOME, owner.seal(&reply)).await.status, 202);
    world.bob.open(&format!("/posts/{root}")).await.sees("straight to all");
    world.end().await;
}

// §7.1: relayables of 0.7 end with an empty second signature, and name the root author's own
#[tokio::test]
async fn old_diaspora_signs_twice() {
    let mut world = World::with(Stranger::new("dora@old.example", 0), PLAIN).await;
    let root = "0d0000000000000a";
    world.push(&world.other.post(root, "a root", true)).await;
    let comment = world.other.comment("0d0000000000000b", root, "by its own author");
    world.push(&comment.replace("</comment>", "<parent_author_signature></parent_author_signature></comment>")).await;
    // 0.9 leaves the signature of the root author away.
    let bare = world.other.comment("0d0000000000000c", root, "without signature");
    let (start, end) = (bare.find("<author_signature>").unwrap(), bare.find("</author_signature>").unwrap());
    world.push(&format!("{}{}", &bare[..start], &bare[end + "</author_signature>".len()..])).await;
    let page = world.bob.open(&format!("/posts/{root}")).await;
    page.sees("by its own author").sees("without signature");
    // Line breaks in the key's base64 (F-052).
    let limited = world.other.seal(&world.other.post("0d0000000000000d", "with line breaks", false));
    let id = seedpod::base::DiasporaId::parse(BOB).unwrap();
    let bob = world.pods.at(HOME).read(move |tx| people::by_diaspora_id(tx, &id)).await.unwrap();
    let key = PublicKey::from_der(&bob.public_key).unwrap();
    let body = encrypted::encrypt(&limited, &key, &mut Counting(9)).unwrap();
    let mut body: serde_json::Value = serde_json::from_str(&body).unwrap();
    let broken: Vec<String> = body["aes_key"]
        .as_str()
        .unwrap()
        .as_bytes()
        .chunks(60)
        .map(|line| String::from_utf8(line.to_vec()).unwrap())
        .collect();
    body["aes_key"] = broken.join("\n").into();
    let path = format!("/receive/users/{}", bob.guid);
    assert_eq!(world.pods.stranger(HOME).send("POST", &path, &[], body.to_string().into()).await.status, 202);
    world.bob.open("/posts/0d0000000000000d").await.is(200);
    world.end().await;
}
