//! People who move: away from here, to here, and between two other pods.

use super::entities::{bob_id, contact};
use super::*;
use crate::domain::access::{self, Viewer};
use crate::domain::likes;
use crate::domain::migration::{self, Arrival};
use crate::domain::sessions;
use crate::model::Liked;

fn guid(number: u32) -> Guid {
    Guid::parse(&format!("abcdef0123456{number:03}")).unwrap()
}

fn profile(of: &DiasporaId) -> entity::Profile {
    entity::Profile {
        author: of.clone(),
        edited_at: None,
        full_name: None,
        first_name: Some("Newly".to_owned()),
        last_name: Some("Moved".to_owned()),
        image_url: None,
        image_url_medium: None,
        image_url_small: None,
        bio: None,
        birthday: None,
        gender: None,
        location: None,
        searchable: true,
        public: false,
        nsfw: false,
        tag_string: None,
    }
}

/// A move from one to the other, told by the old identity or by the new one.
fn migration(old: (&DiasporaId, &PrivateKey), new: (&DiasporaId, &PrivateKey), by_new: bool) -> String {
    let (teller, other) = if by_new { (new, old) } else { (old, new) };
    let mut message = entity::AccountMigration {
        author: teller.0.clone(),
        profile: profile(new.0),
        signature: None,
        old_identity: Some(old.0.clone()),
        remote_photo_path: Some("https://omega.example/uploads/images/".to_owned()),
    };
    message.signature = Some(signature::sign_migration(&message, other.1).unwrap());
    envelope::seal(&xml::write(&message.into()), teller.0, teller.1).unwrap()
}

impl World {
    async fn newest(&self, id: &DiasporaId) -> DiasporaId {
        let id = id.clone();
        let read = move |tx: &ReadTx| {
            let person = people::by_diaspora_id(tx, &id)?.ok_or(Refused::NotFound)?;
            Ok(people::get(tx, migration::newest(tx, person.id)?)?.diaspora_id)
        };
        self.read(read).await
    }
}

// F-203, F-204, F-206: between two other pods
#[tokio::test]
async fn what_somebody_had_goes_along_to_their_new_pod() {
    for by_new in [false, true] {
        let world = World::new().await;
        let (alice, moved) = (Actor::new("a"), Actor::new("n"));
        world.befriend(&alice).await;
        world.push_private(&alice.seal(contact(&alice, true))).await;
        let photo = entity::Photo {
            guid: guid(8),
            author: alice.id.clone(),
            public: true,
            created_at: None,
            edited_at: None,
            remote_photo_path: "https://alpha.example/uploads/".to_owned(),
            remote_photo_name: "a.png".to_owned(),
            text: None,
            status_message_guid: Some(guid(1)),
            height: None,
            width: None,
        };
        let post = entity::StatusMessage { photos: vec![photo], ..alice.post(guid(1).as_str(), "hi") };
        world.push(alice.seal(post)).await;
        let own = world.write_post("ours", true).await;
        let limited = world.write_post("for alice", false).await;
        world.push(alice.relayed(alice.comment(guid(2).as_str(), own.as_str()), &alice)).await;
        let like = |actor: &Actor, number| entity::Like {
            author: actor.id.clone(),
            guid: guid(number),
            parent_guid: own.clone(),
            parent_type: Kind::Post,
            positive: true,
        };
        world.push(alice.relayed(like(&alice, 3), &alice)).await;
        world.net.publish(&moved);
        // The new identity has liked the same already.
        world.push(moved.relayed(like(&moved, 4), &moved)).await;
        world.sent().await;
        let message = migration((&alice.id, &alice.key), (&moved.id, &moved.key), by_new);
        assert_eq!(world.push(message).await, 202);
        let sent = world.sent().await;
        let inbox = moved.pod.join(&format!("receive/users/{}", moved.guid));
        assert!(sent.iter().all(|(url, _)| *url == inbox));
        assert!(sent.iter().any(|(_, it)| matches!(it, Entity::Contact(contact) if contact.sharing)));
        let new = world.person(moved.id.as_str()).await.unwrap();
        assert_eq!(new.name(), "Newly Moved");
        assert!(world.person(alice.id.as_str()).await.unwrap().closed);
        assert!(world.contact(&alice).await.is_none());
        assert!(world.contact(&moved).await.is_some_and(|contact| contact.is_mutual()));
        assert_eq!(world.post(&guid(1)).await.unwrap().author, new.id);
        assert_eq!(world.comment(&guid(2)).await.unwrap().author, new.id);
        let (person, own_post) = (new.id, world.post(&own).await.unwrap());
        assert_eq!(own_post.likes, 1, "one like of the same person");
        let id = own_post.id;
        assert!(world.read(move |tx| Ok(likes::of_person(tx, Liked::Post(id), person)?)).await.is_some());
        let limited = world.post(&limited).await.unwrap();
        assert!(world.read(move |tx| Ok(access::may_see(tx, &limited, Viewer::Remote(person))?)).await);
        let picture = world.read(|tx| Ok(crate::domain::photos::by_guid(tx, &guid(8))?)).await.unwrap();
        assert!(
            matches!(&picture.file, crate::model::PhotoFile::Remote { path, name }
                if path.starts_with("https://omega.example/") && name == "a.png"),
            "{picture:?}"
        );
        // The new identity may take back what the old one wrote, and a reshare still names the old one.
        let eve = Actor::new("m");
        world.net.publish(&eve);
        world.push(eve.seal(eve.reshare(guid(5).as_str(), &alice, guid(1).as_str()))).await;
        world.settle().await;
        assert!(world.has_post(guid(5).as_str()).await);
        // Another move of the same old identity is too late; and there is no way back.
        let elsewhere = migration((&alice.id, &alice.key), (&eve.id, &eve.key), false);
        world.push(elsewhere).await;
        world.push(migration((&moved.id, &moved.key), (&alice.id, &alice.key), false)).await;
        world.settle().await;
        assert_eq!(world.newest(&alice.id).await, moved.id);
        let retraction = entity::Retraction { author: moved.id.clone(), target_guid: guid(1), target_type: Kind::Post };
        world.push(moved.seal(retraction)).await;
        assert!(world.post(&guid(1)).await.is_none());
        assert!(world.pod.database().check().unwrap().is_clean());
    }
}

// F-205
#[tokio::test]
async fn a_move_needs_both_keys() {
    let world = World::new().await;
    let (alice, moved, eve) = (Actor::new("a"), Actor::new("n"), Actor::new("m"));
    world.befriend(&alice).await;
    world.net.publish(&moved);
    for wrong in [
        migration((&alice.id, &alice.key), (&moved.id, &eve.key), false),
        migration((&alice.id, &eve.key), (&moved.id, &moved.key), false),
        migration((&alice.id, &eve.key), (&moved.id, &moved.key), true),
    ] {
        assert_eq!(world.push(wrong).await, 202);
        world.settle().await;
        assert_eq!(world.newest(&alice.id).await, alice.id);
    }
}

// F-207: away from here
#[tokio::test]
async fn who_moved_away_is_locked_and_their_mail_answered() {
    let world = World::new().await;
    let (alice, moved) = (Actor::new("a"), Actor::new("n"));
    world.befriend(&alice).await;
    world.net.publish(&moved);
    let post = world.write_post("before", true).await;
    world.sent().await;
    let bob = Actor::new("b");
    world.push(migration((&bob_id(), &bob.key), (&moved.id, &moved.key), false)).await;
    world.settle().await;
    assert!(world.read(|tx| Ok(accounts::by_login(tx, "bob")?)).await.is_none());
    let account = world.bob.id;
    assert!(world.read(move |tx| Ok(sessions::list(tx, account)?)).await.is_empty());
    let new = world.person(moved.id.as_str()).await.unwrap();
    assert_eq!(world.post(&post).await.unwrap().author, new.id);
    let (status, headers, _) = world.request("GET", &format!("/fetch/post/{post}"), "").await;
    assert_eq!((status, headers["location"].to_str().unwrap().starts_with("https://omega.example/")), (302, true));
    world.sent().await;
    world.push_private(&alice.seal(contact(&alice, true))).await;
    let sent = world.sent().await;
    assert_eq!(sent.len(), 1, "{sent:?}");
    let Entity::AccountMigration(told) = &sent[0].1 else { panic!("{sent:?}") };
    assert_eq!((told.moved_from(), told.moved_to()), (&bob_id(), &moved.id));
    assert!(sent[0].0.ends_with(alice.guid.as_str()));
}

// W-068 and spec/federation.md §4.16: to here
#[tokio::test]
async fn who_moves_here_is_announced_under_the_old_key() {
    let world = World::new().await;
    let (alice, eve) = (Actor::new("a"), Actor::new("m"));
    world.befriend(&eve).await;
    world.net.publish(&alice);
    world.discover(&alice.id).await;
    world.push(alice.seal(alice.post(guid(1).as_str(), "old"))).await;
    world.sent().await;
    let id = alice.id.clone();
    let announce = move |tx: &mut crate::store::WriteTx<'_>, cx: &mut crate::domain::Cx<'_>, bob: &Account| {
        let old = people::by_diaspora_id(tx, &id)?.ok_or(Refused::NotFound)?;
        let wrong = Actor::new("m").key;
        let arrival = Arrival { old: &old, key: &wrong, also: &[], with_photos: true };
        assert!(matches!(migration::announce(tx, cx, bob, &arrival), Err(Refused::Invalid(..))));
        let key = Actor::new("a").key;
        migration::announce(tx, cx, bob, &Arrival { key: &key, ..arrival })?;
        Ok(())
    };
    world.act(&world.bob, announce).await.unwrap();
    world.settle().await;
    let delivered = world.net.delivered();
    let mut hosts: Vec<&str> = delivered.iter().map(|(url, _)| url.as_str()).collect();
    hosts.sort_unstable();
    assert_eq!(hosts, ["https://alpha.example/receive/public", "https://epsilon.example/receive/public"]);
    let mut message = Message::open(&delivered[0].1, Channel::Public).unwrap();
    assert!(message.authenticate(alice.key.public()).is_ok());
    let keys = |id: &DiasporaId| {
        Some(if *id == alice.id { alice.key.public().clone() } else { Actor::new("b").key.public().clone() })
    };
    assert!(message.verify(&keys, None).is_ok(), "countersigned by bob");
    let bob = world.person("bob@beta.example").await.unwrap();
    assert_eq!(world.post(&guid(1)).await.unwrap().author, bob.id);
    assert_eq!(world.newest(&alice.id).await, bob.diaspora_id);
}
