//! The archive itself, one JSON document, packed with gzip (spec/features.md §2.8.1).

use super::super::accounts;
use super::super::aspects;
use super::super::audience;
use super::super::blocks;
use super::super::error::Refused;
use super::super::people;
use super::super::seal::Seal;
use super::super::tags;
use super::super::wire;
use crate::base::Timestamp;
use crate::model::{
    Account, AudienceMember, Comment, Contact, Like, Liked, Person, PersonId, Post, PostDefault, Recipients, Signed,
    Theme, Vote,
};
use crate::protocol::SignedForm;
use crate::protocol::archive;
use crate::protocol::keys::PublicKey;
use crate::store::{Reads, ReadsExt, StoreError, tables};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufWriter, Write};

/// Rows of one kind that an archive holds.
const ALL: usize = 10_000_000;

/// Writes the archive of an account (W-066 to W-068).
pub(super) fn write(tx: &dyn Reads, seal: &Seal, account: &Account, file: &mut dyn Write) -> Result<(), Refused> {
    let mut out = Out(BufWriter::new(GzEncoder::new(file, Compression::default())));
    let export = Export { tx, account, person: people::get(tx, account.person)? };
    out.raw("{\"version\":\"2.0\",\"user\":")?;
    out.open(export.user(seal)?)?;
    out.list("contacts", export.contacts()?)?;
    out.list("posts", export.posts()?)?;
    out.list("relayables", export.relayables()?)?;
    out.list("post_subscriptions", export.subscriptions()?)?;
    out.raw("},\"others_data\":{\"relayables\":")?;
    out.items(export.others_relayables()?)?;
    out.raw("}}")?;
    out.0.into_inner().map_err(|error| io(&error))?.finish().map_err(|error| io(&error))?;
    Ok(())
}

fn io(error: &dyn std::fmt::Display) -> Refused {
    Refused::Store(StoreError::Io(error.to_string()))
}

/// Writes JSON piece by piece, so that only one post at a time is in memory.
struct Out<W: Write>(BufWriter<GzEncoder<W>>);

impl<W: Write> Out<W> {
    fn raw(&mut self, text: &str) -> Result<(), Refused> {
        self.0.write_all(text.as_bytes()).map_err(|error| io(&error))
    }

    /// An object that more is to be added to: its closing brace is left away.
    fn open(&mut self, object: Value) -> Result<(), Refused> {
        let text = object.to_string();
        self.raw(text.strip_suffix('}').unwrap_or(&text))
    }

    /// One more field of the open object.
    fn list(&mut self, name: &str, items: impl Iterator<Item = Result<Value, Refused>>) -> Result<(), Refused> {
        self.raw(&format!(",\"{name}\":"))?;
        self.items(items)
    }

    fn items(&mut self, items: impl Iterator<Item = Result<Value, Refused>>) -> Result<(), Refused> {
        self.raw("[")?;
        let mut is_first = true;
        for item in items {
            if !std::mem::take(&mut is_first) {
                self.raw(",")?;
            }
            serde_json::to_writer(&mut self.0, &item?).map_err(|error| io(&error))?;
        }
        self.raw("]")
    }
}

struct Export<'a> {
    tx: &'a dyn Reads,
    account: &'a Account,
    person: Person,
}

impl Export<'_> {
    fn user(&self, seal: &Seal) -> Result<Value, Refused> {
        let (account, settings) = (self.account, &self.account.settings);
        let aspects = aspects::list(self.tx, account)?;
        let named = |id| aspects.iter().find(|aspect| aspect.id == id).map(|aspect| aspect.name.clone());
        let key = accounts::private_key(account, seal)?.to_pem();
        let key = key.ok_or(StoreError::Corrupt { table: "accounts", what: "a private key is none".to_owned() })?;
        let mut ignored = Vec::new();
        for person in blocks::list(self.tx, account)? {
            ignored.push(people::get(self.tx, person)?.diaspora_id);
        }
        let post_default = match &settings.post_default {
            PostDefault::Public => json!("public"),
            PostDefault::AllAspects => json!("all"),
            PostDefault::Aspects(chosen) => chosen.iter().filter_map(|id| named(*id)).collect(),
        };
        // The moment of the last change is not kept; the profile stands as it was when it was asked for.
        let profile = wire::profile(&self.person, true, Timestamp::default());
        let mut profile = archive::write(&profile);
        if let Some(data) = profile.get_mut("entity_data").and_then(Value::as_object_mut) {
            data.remove("edited_at");
        }
        Ok(json!({
            "username": account.name,
            "email": account.email.clone().unwrap_or_default(),
            "language": settings.language,
            "private_key": key.expose(),
            "disable_mail": false,
            "show_community_spotlight_in_stream": settings.shows_spotlight,
            "auto_follow_back": settings.share_back.is_some(),
            "auto_follow_back_aspect": settings.share_back.and_then(named),
            "blocks": ignored,
            "profile": profile,
            "contact_groups": aspects.iter().map(|aspect| json!({ "name": aspect.name })).collect::<Vec<_>>(),
            "followed_tags": tags::followed(self.tx, account.id)?,
            // What only this program has; others are asked to overlook it.
            "seedpod": {
                "theme": match settings.theme { Theme::Auto => "auto", Theme::Light => "light", Theme::Dark => "dark" },
                "post_default": post_default,
                "unwanted_mails": settings.unwanted_mails.iter().map(|kind| kind.name()).collect::<Vec<_>>(),
            },
        }))
    }

    fn contacts(&self) -> Result<impl Iterator<Item = Result<Value, Refused>>, Refused> {
        let names: BTreeMap<_, _> =
            aspects::list(self.tx, self.account)?.into_iter().map(|aspect| (aspect.id, aspect.name)).collect();
        let rows: Vec<(_, Contact)> = self.tx.list(&tables::CONTACTS, &(self.account.id,), ALL)?;
        Ok(rows.into_iter().map(move |(_, contact)| {
            let person = people::get(self.tx, contact.person)?;
            let aspects = aspects::of_person(self.tx, self.account, person.id)?;
            let key = PublicKey::from_der(&person.public_key).map(|key| key.to_pem()).unwrap_or_default();
            Ok(json!({
                "sharing": contact.sharing,
                "receiving": contact.receiving,
                "following": contact.sharing,
                "followed": contact.receiving,
                "person_guid": person.guid,
                "person_name": person.name(),
                "account_id": person.diaspora_id,
                "public_key": key,
                "contact_groups_membership": aspects.iter().filter_map(|id| names.get(id)).collect::<Vec<_>>(),
            }))
        }))
    }

    /// Oldest first, so that whoever reads them finds what a reshare of one's own points at.
    fn own_posts(&self) -> Result<impl Iterator<Item = Result<Post, Refused>>, Refused> {
        let rows = self.tx.list(&tables::POSTS_OF_PERSON, &(self.person.id,), ALL)?;
        let post = |id| self.tx.record::<Post>(&id)?.ok_or(Refused::NotFound);
        Ok(rows.into_iter().rev().map(move |((_, _, id), ())| post(id.0)))
    }

    fn posts(&self) -> Result<impl Iterator<Item = Result<Value, Refused>>, Refused> {
        Ok(self.own_posts()?.map(|post| {
            let post = post?;
            let mut boxed = archive::write(&wire::post(self.tx, &self.person, &post)?);
            let (name, audience) = self.audience(&post)?;
            if let Some(fields) = boxed.as_object_mut() {
                fields.insert(name.to_owned(), audience);
            }
            Ok(boxed)
        }))
    }

    /// Who got a post: pods of a public one, our own last, or people of a limited one (W-068).
    fn audience(&self, post: &Post) -> Result<(&'static str, Value), Refused> {
        if post.public {
            let people = audience::subscribers(self.tx, post)?;
            let Recipients::Pods(mut pods) = audience::recipients(true, &people, None) else {
                return Ok(("subscribed_pods_uris", json!([])));
            };
            pods.push(self.person.base_url.clone());
            return Ok(("subscribed_pods_uris", pods.iter().map(|pod| pod.as_str()).collect()));
        }
        let rows: Vec<(_, AudienceMember)> = self.tx.list(&tables::AUDIENCE, &(post.id,), ALL)?;
        let mut ids = Vec::with_capacity(rows.len());
        for ((_, person), _) in rows {
            ids.push(people::get(self.tx, person)?.diaspora_id);
        }
        Ok(("subscribed_users_ids", json!(ids)))
    }

    /// Own comments, likes and votes, without signatures.
    fn relayables(&self) -> Result<impl Iterator<Item = Result<Value, Refused>>, Refused> {
        let me = self.person.id;
        let comments = self.tx.list(&tables::COMMENTS_BY_AUTHOR, &(me,), ALL)?;
        let likes = self.tx.list(&tables::LIKES_BY_AUTHOR, &(me,), ALL)?;
        let votes = self.tx.list(&tables::VOTES_BY_AUTHOR, &(me,), ALL)?;
        let comments = comments.into_iter().map(|((_, _, id), ())| {
            let comment = self.tx.record::<Comment>(&id)?.ok_or(Refused::NotFound)?;
            Ok(relayable("comment", comment.signed, false))
        });
        let likes = likes.into_iter().map(|((_, id), ())| {
            let like = self.tx.record::<Like>(&id)?.ok_or(Refused::NotFound)?;
            Ok(relayable("like", like.signed, false))
        });
        let votes = votes.into_iter().map(|((_, id), ())| {
            let vote = self.tx.record::<Vote>(&id)?.ok_or(Refused::NotFound)?;
            Ok(relayable("poll_participation", vote.signed, false))
        });
        Ok(comments.chain(likes).chain(votes))
    }

    fn subscriptions(&self) -> Result<impl Iterator<Item = Result<Value, Refused>>, Refused> {
        let rows = self.tx.list(&tables::PARTICIPATIONS_OF_PERSON, &(self.person.id,), ALL)?;
        Ok(rows.into_iter().map(|((_, post), ())| {
            let post = self.tx.record::<Post>(&post)?.ok_or(Refused::NotFound)?;
            Ok(json!(post.guid))
        }))
    }

    /// What others did to own posts, with their signatures.
    fn others_relayables(&self) -> Result<impl Iterator<Item = Result<Value, Refused>>, Refused> {
        Ok(self.own_posts()?.flat_map(|post| match post.and_then(|post| self.of_others(&post)) {
            Ok(found) => found.into_iter().map(Ok).collect::<Vec<_>>(),
            Err(error) => vec![Err(error)],
        }))
    }

    fn of_others(&self, post: &Post) -> Result<Vec<Value>, Refused> {
        let is_other = |person: PersonId| person != self.person.id;
        let (mut found, mut targets) = (Vec::new(), vec![Liked::Post(post.id)]);
        for ((_, _, id), ()) in self.tx.list(&tables::COMMENTS_OF_POST, &(post.id,), ALL)? {
            targets.push(Liked::Comment(id));
            if let Some(comment) = self.tx.record::<Comment>(&id)?.filter(|comment| is_other(comment.author)) {
                found.push(relayable("comment", comment.signed, true));
            }
        }
        for target in targets {
            for (_, id) in self.tx.list(&tables::LIKES_OF_TARGET, &(target,), ALL)? {
                if let Some(like) = self.tx.record::<Like>(&id)?.filter(|like| is_other(like.author)) {
                    found.push(relayable("like", like.signed, true));
                }
            }
        }
        for (_, id) in self.tx.list(&tables::VOTES_OF_POST, &(post.id,), ALL)? {
            if let Some(vote) = self.tx.record::<Vote>(&id)?.filter(|vote| is_other(vote.author)) {
                found.push(relayable("poll_participation", vote.signed, true));
            }
        }
        Ok(found)
    }
}

fn relayable(name: &str, signed: Signed, with_signature: bool) -> Value {
    let form = SignedForm { elements: signed.elements, author_signature: signed.signature };
    archive::write_signed(name, &form, with_signature)
}
