//! Writing what an archive holds, a slice at a time (W-074 to W-076).

use super::check::Checked;
use super::document::Archive;
use crate::base::{DiasporaId, Guid};
use crate::domain::aspects;
use crate::domain::blocks;
use crate::domain::comments;
use crate::domain::contacts;
use crate::domain::error::Refused;
use crate::domain::likes;
use crate::domain::migration::{self, Arrival};
use crate::domain::people;
use crate::domain::photos::{self, NewPhoto};
use crate::domain::pod::Cx;
use crate::domain::polls;
use crate::domain::posts;
use crate::domain::profiles;
use crate::domain::streams;
use crate::domain::tags;
use crate::domain::wire;
use crate::domain::words::Words;
use crate::model::{
    Account, AspectId, AudienceMember, Body, Comment, CommentId, ImportCount, ImportKind, ImportReport, Like, LikeId,
    Liked, MailKind, Participation, Person, PersonId, Photo, PhotoFile, PhotoId, Post, PostDefault, PostId, Signed,
    StreamKind, Theme, Vote, VoteId,
};
use crate::protocol::archive;
use crate::protocol::entities::{self as entity, Entity, Kind};
use crate::protocol::keys::PublicKey;
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};
use serde_json::Value;
use std::collections::HashMap;

/// Things of one kind that one step takes.
const SLICE: usize = 50;
/// Things left behind that a report names.
const NAMED: usize = 500;
/// The steps in their order: people before posts, posts before what hangs on them.
const STEPS: [ImportKind; 8] = [
    ImportKind::Tags,
    ImportKind::Aspects,
    ImportKind::Contacts,
    ImportKind::Posts,
    ImportKind::Relayables,
    ImportKind::Subscriptions,
    ImportKind::OthersRelayables,
    ImportKind::Blocks,
];

/// How far taking is.
#[derive(Clone, Debug, Default)]
pub struct Taking {
    step: usize,
    at: usize,
    pub report: ImportReport,
}

/// What one thing became.
enum Fate {
    Taken,
    /// Left behind; the sentence says why.
    Left(&'static str),
}

/// Takes the next slice; true when nothing is left.
pub fn take(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    account: &Account,
    archive: &Archive,
    taking: &mut Taking,
) -> Result<bool, Refused> {
    let Some(kind) = STEPS.get(taking.step).copied() else { return Ok(true) };
    let user = &archive.user;
    let source = archive.source().ok_or(Refused::NotFound)?;
    let mut hands = Hands { tx, cx, account, me: PersonId(0), source };
    hands.me = account.person;
    let (at, total) = (taking.at, total(archive, kind));
    for index in at..total.min(at + SLICE) {
        let none = Value::Null;
        let boxed = |list: &Option<Vec<Value>>| list.as_ref().and_then(|list| list.get(index)).cloned().unwrap_or(none);
        let text = |list: &Option<Vec<String>>| list.as_ref().and_then(|list| list.get(index)).cloned();
        let (name, fate) = match kind {
            ImportKind::Tags => named(text(&user.followed_tags), |tag| hands.tag(tag))?,
            ImportKind::Aspects => {
                let group = user.contact_groups.as_ref().and_then(|groups| groups.get(index));
                named(group.map(|group| group.name.clone()), |name| hands.aspect(name))?
            }
            ImportKind::Contacts => match user.contacts.as_ref().and_then(|contacts| contacts.get(index)) {
                Some(contact) => (contact.account_id.clone(), hands.contact(contact)?),
                None => continue,
            },
            ImportKind::Posts => {
                let boxed = boxed(&user.posts);
                (guid_of(&boxed), hands.post(&boxed)?)
            }
            ImportKind::Relayables => {
                let boxed = boxed(&user.relayables);
                (guid_of(&boxed), hands.own_relayable(&boxed)?)
            }
            ImportKind::Subscriptions => named(text(&user.post_subscriptions), |guid| hands.subscription(guid))?,
            ImportKind::OthersRelayables => {
                let boxed = archive.others_data.as_ref().map(|others| boxed(&others.relayables)).unwrap_or_default();
                (guid_of(&boxed), hands.others_relayable(&boxed)?)
            }
            ImportKind::Blocks => named(text(&user.blocks), |id| hands.block(id))?,
            ImportKind::Photos => continue,
        };
        taking.note(kind, name, &fate);
    }
    taking.at = at + SLICE;
    if taking.at >= total {
        (taking.step, taking.at) = (taking.step + 1, 0);
    }
    Ok(taking.step >= STEPS.len())
}

fn named(name: Option<String>, act: impl FnOnce(&str) -> Result<Fate, Refused>) -> Result<(String, Fate), Refused> {
    let name = name.unwrap_or_default();
    let fate = act(&name)?;
    Ok((name, fate))
}

fn total(archive: &Archive, kind: ImportKind) -> usize {
    let user = &archive.user;
    let length = |list: &Option<Vec<Value>>| list.as_ref().map_or(0, Vec::len);
    let texts = |list: &Option<Vec<String>>| list.as_ref().map_or(0, Vec::len);
    match kind {
        ImportKind::Tags => texts(&user.followed_tags),
        ImportKind::Aspects => user.contact_groups.as_ref().map_or(0, Vec::len),
        ImportKind::Contacts => user.contacts.as_ref().map_or(0, Vec::len),
        ImportKind::Posts => length(&user.posts),
        ImportKind::Photos => 0,
        ImportKind::Relayables => length(&user.relayables),
        ImportKind::Subscriptions => texts(&user.post_subscriptions),
        ImportKind::OthersRelayables => archive.others_data.as_ref().map_or(0, |others| length(&others.relayables)),
        ImportKind::Blocks => texts(&user.blocks),
    }
}

fn guid_of(boxed: &Value) -> String {
    let guid = boxed.get("entity_data").and_then(|data| data.get("guid")).and_then(Value::as_str);
    guid.unwrap_or("?").chars().take(255).collect()
}

impl Taking {
    fn note(&mut self, kind: ImportKind, name: String, fate: &Fate) {
        self.count(kind, 1, u32::from(matches!(fate, Fate::Taken)));
        if let Fate::Left(why) = fate {
            self.left(why, name);
        }
    }

    /// Counts things that were in the archive, and those that came in.
    pub fn count(&mut self, kind: ImportKind, found: u32, taken: u32) {
        match self.report.counts.iter_mut().find(|count| count.kind == kind) {
            Some(count) => (count.found, count.taken) = (count.found + found, count.taken + taken),
            None => self.report.counts.push(ImportCount { kind, found, taken }),
        }
    }

    /// Names a thing that stays behind.
    pub fn left(&mut self, why: &str, name: String) {
        if self.report.skipped.len() < NAMED {
            self.report.skipped.push((why.to_owned(), name));
        }
    }
}

struct Hands<'a, 'b, 'c> {
    tx: &'a mut WriteTx<'b>,
    cx: &'a mut Cx<'c>,
    account: &'a Account,
    me: PersonId,
    source: DiasporaId,
}

impl Hands<'_, '_, '_> {
    /// A rule that this thing breaks is no reason to stop; the store's own failure is.
    fn fate(outcome: Result<(), Refused>, why: &'static str) -> Result<Fate, Refused> {
        match outcome {
            Ok(()) => Ok(Fate::Taken),
            Err(Refused::Store(error)) => Err(Refused::Store(error)),
            Err(_) => Ok(Fate::Left(why)),
        }
    }

    fn tag(&mut self, tag: &str) -> Result<Fate, Refused> {
        Self::fate(tags::follow(self.tx, self.cx, self.account, tag).map(drop), "archive-left-tag")
    }

    fn aspect_of(&self, name: &str) -> Result<Option<AspectId>, StoreError> {
        let name = short(name).to_lowercase();
        let aspects = aspects::list(self.tx, self.account)?;
        Ok(aspects.into_iter().find(|aspect| aspect.name.to_lowercase() == name).map(|aspect| aspect.id))
    }

    fn aspect(&mut self, name: &str) -> Result<Fate, Refused> {
        if self.aspect_of(name)?.is_some() {
            return Ok(Fate::Taken);
        }
        Self::fate(aspects::create(self.tx, self.account, &short(name)).map(drop), "archive-left-aspect")
    }

    /// Only those whom one shared with become contacts; the others say themselves that they share.
    fn contact(&mut self, contact: &super::document::Entry) -> Result<Fate, Refused> {
        if !contact.receiving {
            return Ok(Fate::Left("archive-left-only-sharing"));
        }
        let Some(person) = self.person(&contact.account_id)? else { return Ok(Fate::Left("archive-left-unknown")) };
        if person.closed || person.id == self.me {
            return Ok(Fate::Left("archive-left-closed"));
        }
        let mut fate = Fate::Left("archive-left-no-aspect");
        for name in &contact.contact_groups_membership {
            let Some(aspect) = self.aspect_of(name)? else { continue };
            let added = contacts::add(self.tx, self.cx, self.account, aspect, person.id);
            fate = Self::fate(added, "archive-left-contact")?;
        }
        Ok(fate)
    }

    /// A person by address; whoever moved stands for their newest identity (W-076).
    fn person(&self, id: &str) -> Result<Option<Person>, StoreError> {
        let Ok(id) = DiasporaId::parse(id) else { return Ok(None) };
        match people::by_diaspora_id(self.tx, &id)? {
            Some(person) => people::get(self.tx, migration::newest(self.tx, person.id)?).map(Some),
            None => Ok(None),
        }
    }

    fn block(&mut self, id: &str) -> Result<Fate, Refused> {
        match self.person(id)? {
            Some(person) => {
                let blocked = blocks::create(self.tx, self.cx, self.account, person.id);
                Self::fate(blocked, "archive-left-block")
            }
            None => Ok(Fate::Left("archive-left-unknown")),
        }
    }

    fn post(&mut self, boxed: &Value) -> Result<Fate, Refused> {
        let Ok((read, _)) = archive::read(boxed) else { return Ok(Fate::Left("archive-left-malformed")) };
        let Some(guid) = read.guid().filter(|_| *read.author() == self.source).cloned() else {
            return Ok(Fate::Left("archive-left-foreign"));
        };
        if let Some(known) = posts::by_guid(self.tx, &guid)? {
            let author = people::get(self.tx, known.author)?;
            let ours = author.id == self.me || author.diaspora_id == self.source;
            return Ok(if ours { Fate::Taken } else { Fate::Left("archive-left-taken") });
        }
        match &read {
            Entity::StatusMessage(message) => self.status(boxed, message),
            Entity::Reshare(reshare) => self.reshare(reshare),
            _ => Ok(Fate::Left("archive-left-malformed")),
        }
    }

    fn status(&mut self, boxed: &Value, message: &entity::StatusMessage) -> Result<Fate, Refused> {
        let me = people::get(self.tx, self.me)?;
        let post = Post {
            id: PostId(self.tx.next("post")?),
            guid: message.guid.clone(),
            author: self.me,
            created: posts::moment(message.created_at, self.cx.now),
            public: message.public,
            body: Body::Status(wire::status(message, me.profile.nsfw)),
            aspects: Vec::new(),
            comments: 0,
            likes: 0,
            reshares: 0,
        };
        let audience = boxed.get("subscribed_users_ids").and_then(Value::as_array);
        for id in audience.into_iter().flatten().filter_map(Value::as_str).filter(|_| !post.public) {
            if let Some(person) = self.person(id)? {
                let member =
                    AudienceMember { post: post.id, person: person.id, author: self.me, created: post.created };
                self.tx.put(&member)?;
            }
        }
        for photo in &message.photos {
            photos::receive_nested(self.tx, self.cx, &me, &post, photo)?;
        }
        self.tx.put(&post)?;
        streams::spread(self.tx, &post)?;
        Ok(Fate::Taken)
    }

    fn reshare(&mut self, reshare: &entity::Reshare) -> Result<Fate, Refused> {
        let root = match &reshare.root_guid {
            Some(guid) => posts::by_guid(self.tx, guid)?,
            None => None,
        };
        if let Some(root) = &root
            && (root.status().is_none() || self.tx.has(&tables::RESHARES_OF_POST, &(root.id, self.me))?)
        {
            return Ok(Fate::Left("archive-left-reshare"));
        }
        let post = Post {
            id: PostId(self.tx.next("post")?),
            guid: reshare.guid.clone(),
            author: self.me,
            created: posts::moment(reshare.created_at, self.cx.now),
            public: true,
            body: Body::Reshare {
                root: root.as_ref().map(|root| root.id),
                root_author: reshare.root_author.clone(),
                root_guid: reshare.root_guid.clone(),
            },
            aspects: Vec::new(),
            comments: 0,
            likes: 0,
            reshares: 0,
        };
        self.tx.put(&post)?;
        streams::spread(self.tx, &post)?;
        match root {
            Some(mut root) => {
                root.reshares += 1;
                self.tx.put(&root)?;
                Ok(Fate::Taken)
            }
            // Kept, and told about: what it showed is gone or out of reach.
            None => Ok(Fate::Taken),
        }
    }

    /// What the person did elsewhere, now in the name of the new identity and signed by it.
    fn own_relayable(&mut self, boxed: &Value) -> Result<Fate, Refused> {
        let Ok((mut read, _)) = archive::read(boxed) else { return Ok(Fate::Left("archive-left-malformed")) };
        if *read.author() != self.source {
            return Ok(Fate::Left("archive-left-foreign"));
        }
        let me = people::get(self.tx, self.me)?;
        match &mut read {
            Entity::Comment(comment) => comment.author = me.diaspora_id,
            Entity::Like(like) => like.author = me.diaspora_id,
            Entity::PollParticipation(vote) => vote.author = me.diaspora_id,
            _ => return Ok(Fate::Left("archive-left-malformed")),
        }
        let signed = wire::sign(self.cx, self.account, &read)?;
        self.relayable(&read, self.me, signed)
    }

    /// What others did to the person's posts: only with a signature that holds, unless they left it
    /// to the author of the post.
    fn others_relayable(&mut self, boxed: &Value) -> Result<Fate, Refused> {
        let Ok((read, Some(form))) = archive::read(boxed) else { return Ok(Fate::Left("archive-left-malformed")) };
        let Some(author) = people::by_diaspora_id(self.tx, read.author())? else {
            return Ok(Fate::Left("archive-left-unknown"));
        };
        let key = PublicKey::from_der(&author.public_key).ok();
        if !key.is_some_and(|key| form.verify(&read, &key)) {
            return Ok(Fate::Left("archive-left-signature"));
        }
        self.relayable(&read, author.id, wire::signed(&form))
    }

    fn relayable(&mut self, read: &Entity, author: PersonId, signed: Signed) -> Result<Fate, Refused> {
        match read {
            Entity::Comment(comment) => self.comment(comment, author, signed),
            Entity::Like(like) => self.like(like, author, signed),
            Entity::PollParticipation(vote) => self.vote(vote, author, signed),
            _ => Ok(Fate::Left("archive-left-malformed")),
        }
    }

    fn comment(&mut self, comment: &entity::Comment, author: PersonId, signed: Signed) -> Result<Fate, Refused> {
        if let Some(known) = comments::by_guid(self.tx, &comment.guid)? {
            return self.known(known.author, author);
        }
        let Some(mut post) = posts::by_guid(self.tx, &comment.parent_guid)? else {
            return Ok(Fate::Left("archive-left-parent"));
        };
        let thread_parent = signed.elements.iter().find(|(name, _)| name == "thread_parent_guid");
        let id = CommentId(self.tx.next("comment")?);
        self.tx.put(&Comment {
            id,
            guid: comment.guid.clone(),
            post: post.id,
            author,
            text: comment.text.clone(),
            created: posts::moment(comment.created_at, self.cx.now),
            thread_parent: thread_parent.and_then(|(_, guid)| Guid::parse(guid).ok()),
            likes: 0,
            signed,
        })?;
        post.comments += 1;
        self.tx.put(&post)?;
        self.joined(&post, author, StreamKind::Commented)
    }

    fn like(&mut self, like: &entity::Like, author: PersonId, signed: Signed) -> Result<Fate, Refused> {
        let (target, post) = match like.parent_type {
            Kind::Comment => match comments::by_guid(self.tx, &like.parent_guid)? {
                Some(comment) => (Liked::Comment(comment.id), self.tx.record::<Post>(&comment.post)?),
                None => return Ok(Fate::Left("archive-left-parent")),
            },
            _ => match posts::by_guid(self.tx, &like.parent_guid)? {
                Some(post) => (Liked::Post(post.id), Some(post)),
                None => return Ok(Fate::Left("archive-left-parent")),
            },
        };
        let Some(mut post) = post else { return Ok(Fate::Left("archive-left-parent")) };
        if likes::of_person(self.tx, target, author)?.is_some() || likes::by_guid(self.tx, &like.guid)?.is_some() {
            return Ok(Fate::Taken);
        }
        let id = LikeId(self.tx.next("like")?);
        let (guid, positive) = (like.guid.clone(), like.positive);
        self.tx.put(&Like { id, guid, target, post: post.id, author, positive, signed })?;
        if positive {
            match target {
                Liked::Post(_) => {
                    post.likes += 1;
                    self.tx.put(&post)?;
                }
                Liked::Comment(comment) => {
                    if let Some(mut comment) = self.tx.record::<Comment>(&comment)? {
                        comment.likes += 1;
                        self.tx.put(&comment)?;
                    }
                }
            }
        }
        match target {
            Liked::Post(_) => self.joined(&post, author, StreamKind::Liked),
            Liked::Comment(_) => Ok(Fate::Taken),
        }
    }

    fn vote(&mut self, vote: &entity::PollParticipation, author: PersonId, signed: Signed) -> Result<Fate, Refused> {
        let post = match self.tx.get(&tables::POST_BY_POLL, &vote.parent_guid)? {
            Some(post) => self.tx.record::<Post>(&post)?,
            None => None,
        };
        let Some(mut post) = post else { return Ok(Fate::Left("archive-left-parent")) };
        if polls::of_person(self.tx, post.id, author)?.is_some() {
            return Ok(Fate::Taken);
        }
        let mut is_offered = false;
        if let Body::Status(status) = &mut post.body
            && let Some(poll) = &mut status.poll
        {
            for answer in poll.answers.iter_mut().filter(|answer| answer.guid == vote.poll_answer_guid) {
                answer.votes += 1;
                is_offered = true;
            }
        }
        if !is_offered {
            return Ok(Fate::Left("archive-left-parent"));
        }
        let id = VoteId(self.tx.next("vote")?);
        let (guid, answer) = (vote.guid.clone(), vote.poll_answer_guid.clone());
        self.tx.put(&Vote { id, guid, post: post.id, author, answer, signed })?;
        self.tx.put(&post)?;
        self.joined(&post, author, StreamKind::Activity)
    }

    /// Something of this guid is here: the same thing, or that of somebody else.
    fn known(&self, known: PersonId, author: PersonId) -> Result<Fate, Refused> {
        let moved = people::get(self.tx, known)?.diaspora_id == self.source && author == self.me;
        Ok(if known == author || moved { Fate::Taken } else { Fate::Left("archive-left-taken") })
    }

    /// What one did with a post puts it where one finds it again, and follows it.
    fn joined(&mut self, post: &Post, author: PersonId, kind: StreamKind) -> Result<Fate, Refused> {
        if author == self.me {
            if post.author != self.me {
                self.follow(post)?;
                streams::place(self.tx, self.account.id, StreamKind::Activity, post.id, post.created)?;
            }
            streams::place(self.tx, self.account.id, kind, post.id, post.created)?;
        }
        Ok(Fate::Taken)
    }

    fn follow(&mut self, post: &Post) -> Result<(), StoreError> {
        let known = self.tx.record::<Participation>(&(post.id, self.me))?;
        let reasons = known.as_ref().map_or(0, |known| known.reasons) + 1;
        let guid = known.map_or_else(|| Guid::generate(self.cx.entropy), |known| known.guid);
        self.tx.put(&Participation { post: post.id, person: self.me, guid, reasons }).map(|_| ())
    }

    fn subscription(&mut self, guid: &str) -> Result<Fate, Refused> {
        let Ok(guid) = Guid::parse(guid) else { return Ok(Fate::Left("archive-left-malformed")) };
        let Some(post) = posts::by_guid(self.tx, &guid)? else { return Ok(Fate::Left("archive-left-parent")) };
        if post.author != self.me && !self.tx.has(&tables::PARTICIPATIONS, &(post.id, self.me))? {
            self.follow(&post)?;
            streams::place(self.tx, self.account.id, StreamKind::Activity, post.id, post.created)?;
        }
        Ok(Fate::Taken)
    }
}

/// Names of aspects are shorter here than they may be elsewhere.
fn short(name: &str) -> String {
    let clean: String = name.trim().chars().filter(|c| !c.is_control()).collect();
    clean.chars().take(crate::base::limits::ASPECT_NAME).collect::<String>().trim().to_owned()
}

/// The move itself, where the old identity is known: its contacts, whoever only shared with it, and
/// the old pod are told, and follow by themselves (W-077). False for data alone.
pub fn depart(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    account: &Account,
    archive: &Archive,
    checked: &Checked,
    with_photos: bool,
) -> Result<bool, Refused> {
    let Some(old) = people::by_diaspora_id(tx, &checked.source)?.filter(|_| checked.moves) else { return Ok(false) };
    let mut also = Vec::new();
    for contact in archive.user.contacts.iter().flatten() {
        if let Ok(id) = DiasporaId::parse(&contact.account_id) {
            also.extend(people::by_diaspora_id(tx, &id)?.map(|person| person.id));
        }
    }
    migration::announce(tx, cx, account, &Arrival { old: &old, key: &checked.key, also: &also, with_photos })?;
    Ok(true)
}

/// Settings and profile, as far as they are wanted. Returns what could not be taken.
pub fn habits(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    account: &Account,
    archive: &Archive,
    (settings, profile): (bool, bool),
) -> Result<bool, Refused> {
    if settings {
        take_settings(tx, account, archive)?;
    }
    if !profile {
        return Ok(true);
    }
    let mut person = people::get(tx, account.person)?;
    let Ok((Entity::Profile(read), _)) = archive::read(&archive.user.profile) else { return Ok(false) };
    person.profile = wire::stored_profile(&read, &person.base_url);
    tx.put(&person)?;
    profiles::announce(tx, cx, account, &person)?;
    Ok(true)
}

fn take_settings(tx: &mut WriteTx<'_>, account: &Account, archive: &Archive) -> Result<(), Refused> {
    let user = &archive.user;
    let mut account = crate::domain::accounts::current(tx, account)?;
    let aspects = aspects::list(tx, &account)?;
    let named = |name: &str| aspects.iter().find(|aspect| aspect.name == short(name)).map(|aspect| aspect.id);
    let settings = &mut account.settings;
    if let Some(language) = &user.language {
        settings.language = Words::of(language).tag().to_owned();
    }
    settings.shows_spotlight = user.show_community_spotlight_in_stream.unwrap_or(settings.shows_spotlight);
    if user.auto_follow_back == Some(true) {
        settings.share_back = user.auto_follow_back_aspect.as_deref().and_then(named);
    }
    settings.getting_started = false;
    if let Some(own) = &user.seedpod {
        settings.theme = match own.theme.as_deref() {
            Some("light") => Theme::Light,
            Some("dark") => Theme::Dark,
            _ => Theme::Auto,
        };
        settings.post_default = match &own.post_default {
            Some(Value::String(text)) if text == "public" => PostDefault::Public,
            Some(Value::Array(names)) => {
                PostDefault::Aspects(names.iter().filter_map(Value::as_str).filter_map(named).collect())
            }
            _ => PostDefault::AllAspects,
        };
        let unwanted = own.unwanted_mails.iter().flatten();
        settings.unwanted_mails = unwanted.filter_map(|name| MailKind::of_name(name)).collect();
    }
    tx.put(&account)?;
    Ok(())
}

/// Pictures of an account that still lie elsewhere, by the names of their files.
pub fn pictures_elsewhere(
    tx: &(impl Reads + ?Sized),
    account: &Account,
) -> Result<HashMap<String, Vec<PhotoId>>, StoreError> {
    let mut found: HashMap<String, Vec<PhotoId>> = HashMap::new();
    for ((_, id), ()) in tx.list(&tables::PHOTOS_OF_PERSON, &(account.person,), 1_000_000)? {
        if let Some(Photo { file: PhotoFile::Remote { name, .. }, .. }) = tx.record::<Photo>(&id.0)? {
            found.entry(name).or_default().push(id.0);
        }
    }
    Ok(found)
}

/// The picture is here now, under its name as long as nobody else has it (W-080).
pub fn picture(tx: &mut WriteTx<'_>, id: PhotoId, name: &str, made: NewPhoto) -> Result<(), StoreError> {
    let Some(mut photo) = tx.record::<Photo>(&id)? else { return Ok(()) };
    let is_free = !tx.has(&tables::PHOTO_BY_NAME, &name.to_owned())?;
    let is_plain = photos::SIZES.iter().all(|prefix| !name.starts_with(prefix));
    let name = if is_free && is_plain { name.to_owned() } else { made.name };
    photo.file = PhotoFile::Local { name, variants: made.variants };
    (photo.width, photo.height) = (made.width, made.height);
    tx.put(&photo).map(|_| ())
}
