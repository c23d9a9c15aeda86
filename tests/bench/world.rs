//! The people of a made-up network, what they write and when: all of it follows from the seed.

use super::chance::Chance;
use super::text;
use seedpod::base::{DiasporaId, Guid, PodUrl, Timestamp};
use seedpod::model::{AccountId, AspectId, PersonId};
use seedpod::protocol::entities::{Comment, Entity, Kind, Like, Reshare, StatusMessage};
use seedpod::protocol::envelope::{self, Channel};
use seedpod::protocol::keys::{PrivateKey, PublicKey};
use seedpod::protocol::message::{Message, Target, Verified};
use seedpod::protocol::{signature, xml};
use std::error::Error;
use std::ops::Range;

/// Key pairs that the people of other pods share. The smallest size the network takes: signing is
/// what making a large store costs.
const KEYS: u64 = 8;
const KEY_BITS: u32 = 1024;
/// People of one other pod.
const PEOPLE_PER_POD: u64 = 40;
/// Contacts that an account has, if there are enough people.
const CONTACTS: u64 = 200;
/// Aspects that an account uses.
pub(crate) const ASPECTS: usize = 4;
/// Every so many posts one has this many times the comments and likes of the others.
const BUSY_EVERY: u64 = 1_000;
const BUSY_WEIGHT: u64 = 100;
/// Every so many posts one is a reshare, if it may be.
const RESHARE_EVERY: u64 = 25;
/// Seconds over which the posts are spread.
const SPAN: i64 = 2 * 365 * 24 * 3600;

/// Somebody on another pod.
pub(crate) struct Remote {
    pub(crate) id: DiasporaId,
    pub(crate) guid: Guid,
    pub(crate) url: PodUrl,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    key: PrivateKey,
    /// Set once the store knows them.
    pub(crate) person: PersonId,
    /// Accounts that receive what they write.
    pub(crate) followers: Vec<usize>,
}

impl Remote {
    pub(crate) fn public_key(&self) -> &PublicKey {
        self.key.public()
    }
}

/// Somebody here.
pub(crate) struct Local {
    pub(crate) account: AccountId,
    pub(crate) id: DiasporaId,
    pub(crate) aspects: [AspectId; ASPECTS],
}

/// Everything there is.
pub(crate) struct World {
    pub(crate) seed: u64,
    pub(crate) posts: u64,
    pub(crate) comments: u64,
    pub(crate) people: Vec<Remote>,
    pub(crate) accounts: Vec<Local>,
    pub(crate) end: Timestamp,
}

/// One thing that happens.
pub(crate) enum Step {
    /// Somebody elsewhere wrote; the accounts are those a private message is for.
    Received {
        message: Box<Verified>,
        recipients: Vec<AccountId>,
    },
    Post {
        account: AccountId,
        aspect: Option<AspectId>,
        text: String,
        chance: Chance,
    },
    Comment {
        account: AccountId,
        post: Guid,
        text: String,
    },
    Like {
        account: AccountId,
        post: Guid,
    },
}

/// Who writes a post, and for whom.
struct Plan {
    author: Author,
    public: bool,
}

#[derive(Clone, Copy)]
enum Author {
    Local(usize),
    Remote(usize),
}

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Makes the people of other pods.
pub(crate) fn people(seed: u64, count: u64, accounts: u64) -> Outcome<Vec<Remote>> {
    let keys = (0..KEYS).map(|_| small_key()).collect::<Outcome<Vec<PrivateKey>>>()?;
    let follow = (CONTACTS * 1_000 / count.max(1)).min(500);
    let mut people = Vec::new();
    for (number, key) in (0..count).zip(keys.iter().cycle()) {
        let mut chance = Chance::of(seed, "person", number);
        let (first_name, last_name) = (text::name(&mut chance), text::name(&mut chance));
        let host = format!("pod{}.test", number / PEOPLE_PER_POD);
        let follows = |account: &u64| Chance::of(seed, "follow", account * count + number).below(1_000) < follow;
        people.push(Remote {
            id: DiasporaId::parse(&format!("{}{number}@{host}", first_name.to_lowercase()))
                .map_err(|_| "a made-up name is no diaspora ID")?,
            guid: Chance::of(seed, "person-guid", number).guid(),
            url: PodUrl::parse(&format!("https://{host}/")).map_err(|_| "a made-up host is no address")?,
            first_name,
            last_name,
            key: key.clone(),
            person: PersonId(0),
            followers: (0..accounts).filter(follows).filter_map(|account| usize::try_from(account).ok()).collect(),
        });
    }
    Ok(people)
}

fn small_key() -> Outcome<PrivateKey> {
    let key = openssl::pkey::PKey::from_rsa(openssl::rsa::Rsa::generate(KEY_BITS)?)?;
    Ok(PrivateKey::from_pkcs8_der(&key.private_key_to_pkcs8()?)?)
}

/// A number of comments or likes that come before post `number`, of `total` on `posts` posts.
fn before(number: u64, posts: u64, total: u64) -> u64 {
    let weight = |number: u64| u128::from(number + (BUSY_WEIGHT - 1) * number.div_ceil(BUSY_EVERY));
    u64::try_from(u128::from(total) * weight(number) / weight(posts).max(1)).unwrap_or(0)
}

impl World {
    /// The guid of a post.
    pub(crate) fn guid(&self, number: u64) -> Guid {
        Chance::of(self.seed, "post", number).guid()
    }

    /// The moment of a post.
    pub(crate) fn at(&self, number: u64) -> Timestamp {
        let part = i128::from(number) * i128::from(SPAN) / i128::from(self.posts.max(1));
        self.end.plus(i64::try_from(part).unwrap_or(0) - SPAN)
    }

    /// The latest post with many comments that everybody may see.
    pub(crate) fn busy(&self) -> Option<Guid> {
        let last = self.posts.saturating_sub(1) / BUSY_EVERY;
        let busy = (0..=last).rev().map(|nth| nth * BUSY_EVERY).find(|number| self.plan(*number).public)?;
        Some(self.guid(busy))
    }

    fn plan(&self, number: u64) -> Plan {
        let mut chance = Chance::of(self.seed, "plan", number);
        if self.people.is_empty() || chance.percent(3) {
            return Plan { author: Author::Local(index(&mut chance, self.accounts.len())), public: chance.percent(60) };
        }
        let author = index(&mut chance, self.people.len());
        let followed = self.people.get(author).is_some_and(|person| !person.followers.is_empty());
        Plan { author: Author::Remote(author), public: !(followed && chance.percent(20)) }
    }

    /// What happens from one post to another, in order, with its moment.
    pub(crate) fn steps(&self, range: Range<u64>) -> Outcome<Vec<(Timestamp, Step)>> {
        let mut steps = Vec::new();
        for number in range {
            let (at, plan) = (self.at(number), self.plan(number));
            match plan.author {
                Author::Local(account) => self.local_post(number, account, plan.public, &mut steps)?,
                Author::Remote(author) => self.remote_post(number, author, plan.public, &mut steps)?,
            }
            debug_assert!(steps.last().is_none_or(|(last, _)| *last == at));
        }
        Ok(steps)
    }

    fn counts(&self, number: u64) -> (u64, u64) {
        let share = |total: u64| before(number + 1, self.posts, total) - before(number, self.posts, total);
        (share(self.comments), share(self.posts / 2))
    }

    fn local_post(&self, number: u64, account: usize, public: bool, steps: &mut Vec<(Timestamp, Step)>) -> Outcome<()> {
        let at = self.at(number);
        let mut chance = Chance::of(self.seed, "words", number);
        let author = self.accounts.get(account).ok_or("no accounts")?;
        let nth = index(&mut chance, ASPECTS);
        steps.push((
            at,
            Step::Post {
                account: author.account,
                aspect: author.aspects.get(nth).copied().filter(|_| !public),
                text: text::post(&mut chance, None),
                chance: Chance::of(self.seed, "post", number),
            },
        ));
        let audience: Vec<usize> = (0..self.people.len())
            .filter(|person| public || (person % ASPECTS == nth && self.follows(account, *person)))
            .collect();
        let target = Target {
            kind: Kind::Post,
            author: author.id.clone(),
            root_author: author.id.clone(),
            root_author_is_local: true,
            root_is_public: Some(public),
        };
        let recipients: Vec<AccountId> = (!public).then_some(author.account).into_iter().collect();
        let (comments, likes) = self.counts(number);
        for nth in 0..comments {
            if public && chance.percent(10) && self.accounts.len() > 1 {
                let other = self.accounts.get(index(&mut chance, self.accounts.len())).ok_or("no accounts")?;
                let text = text::comment(&mut chance);
                steps.push((at, Step::Comment { account: other.account, post: self.guid(number), text }));
            } else if let Some(person) = audience.get(index(&mut chance, audience.len())) {
                let comment = self.comment(number, nth, *person, &mut chance)?;
                steps.push((at, self.relayed(*person, *person, &comment, &target, &recipients)?));
            }
        }
        let first = index(&mut chance, audience.len());
        for (nth, person) in (0..likes).zip(audience.iter().cycle().skip(first).take(audience.len())) {
            let like = self.like(number, nth, *person)?;
            steps.push((at, self.relayed(*person, *person, &like, &target, &recipients)?));
        }
        Ok(())
    }

    fn remote_post(&self, number: u64, author: usize, public: bool, steps: &mut Vec<(Timestamp, Step)>) -> Outcome<()> {
        let at = self.at(number);
        let mut chance = Chance::of(self.seed, "words", number);
        let person = self.people.get(author).ok_or("no such person")?;
        let followers: Vec<&Local> = person.followers.iter().filter_map(|nth| self.accounts.get(*nth)).collect();
        let all: Vec<AccountId> = followers.iter().map(|local| local.account).filter(|_| !public).collect();
        let (entity, root) = self.remote_entity(number, person, public, &mut chance);
        steps.push((at, self.message(author, author, &xml::write(&entity), root.as_ref(), &all)?));
        let target = Target {
            kind: Kind::Post,
            author: person.id.clone(),
            root_author: person.id.clone(),
            root_author_is_local: false,
            root_is_public: Some(public),
        };
        let one: Vec<AccountId> = all.first().copied().into_iter().collect();
        let (comments, likes) = self.counts(number);
        for nth in 0..comments {
            match followers.get(index(&mut chance, followers.len())).filter(|_| chance.percent(2)) {
                Some(local) => {
                    let text = text::comment(&mut chance);
                    steps.push((at, Step::Comment { account: local.account, post: self.guid(number), text }));
                }
                None => {
                    let by = index(&mut chance, self.people.len());
                    let comment = self.comment(number, nth, by, &mut chance)?;
                    steps.push((at, self.relayed(author, by, &comment, &target, &one)?));
                }
            }
        }
        if let Some(local) = followers.first().filter(|_| chance.percent(3)) {
            steps.push((at, Step::Like { account: local.account, post: self.guid(number) }));
        }
        let first = index(&mut chance, self.people.len());
        for (nth, by) in (0..likes).zip((0..self.people.len()).cycle().skip(first).take(self.people.len())) {
            let like = self.like(number, nth, by)?;
            steps.push((at, self.relayed(author, by, &like, &target, &one)?));
        }
        Ok(())
    }

    /// A status message, or now and then a reshare of a public post shortly before.
    fn remote_entity(
        &self,
        number: u64,
        author: &Remote,
        public: bool,
        chance: &mut Chance,
    ) -> (Entity, Option<Target>) {
        // One reshare in a stretch, of something in that stretch: nobody reshares a thing twice.
        let back = 1 + chance.below(RESHARE_EVERY - 1);
        let root = number.checked_sub(back).filter(|_| public && number.is_multiple_of(RESHARE_EVERY));
        if let Some(root) = root
            && let Plan { author: Author::Remote(original), public: true } = self.plan(root)
            && let Some(original) = self.people.get(original).filter(|original| original.id != author.id)
        {
            let reshare = Reshare {
                author: author.id.clone(),
                guid: self.guid(number),
                created_at: Some(self.at(number)),
                root_author: Some(original.id.clone()),
                root_guid: Some(self.guid(root)),
            };
            let target = Target {
                kind: Kind::Post,
                author: original.id.clone(),
                root_author: original.id.clone(),
                root_author_is_local: false,
                root_is_public: Some(true),
            };
            return (reshare.into(), Some(target));
        }
        let mentioned = author.followers.first().and_then(|nth| self.accounts.get(*nth)).filter(|_| chance.percent(2));
        let status = StatusMessage {
            author: author.id.clone(),
            guid: self.guid(number),
            created_at: Some(self.at(number)),
            public,
            provider_display_name: None,
            text: text::post(chance, mentioned.map(|local| local.id.as_str())),
            edited_at: None,
            photos: Vec::new(),
            location: None,
            poll: None,
            event: None,
            embed: None,
        };
        (status.into(), None)
    }

    fn follows(&self, account: usize, person: usize) -> bool {
        self.people.get(person).is_some_and(|person| person.followers.contains(&account))
    }

    fn comment(&self, post: u64, nth: u64, by: usize, chance: &mut Chance) -> Outcome<Entity> {
        let author = self.people.get(by).ok_or("no such person")?;
        Ok(Comment {
            author: author.id.clone(),
            guid: Chance::of(self.seed, "comment", post << 20 | nth).guid(),
            parent_guid: self.guid(post),
            text: text::comment(chance),
            created_at: Some(self.at(post).plus(i64::try_from(nth).unwrap_or(0))),
            edited_at: None,
        }
        .into())
    }

    fn like(&self, post: u64, nth: u64, by: usize) -> Outcome<Entity> {
        let author = self.people.get(by).ok_or("no such person")?;
        Ok(Like {
            author: author.id.clone(),
            guid: Chance::of(self.seed, "like", post << 20 | nth).guid(),
            parent_guid: self.guid(post),
            parent_type: Kind::Post,
            positive: true,
        }
        .into())
    }

    fn relayed(
        &self,
        sender: usize,
        author: usize,
        entity: &Entity,
        parent: &Target,
        to: &[AccountId],
    ) -> Outcome<Step> {
        let key = &self.people.get(author).ok_or("no such person")?.key;
        let payload = xml::write_signed(entity.name(), &signature::sign(entity, key)?);
        self.message(sender, author, &payload, Some(parent), to)
    }

    /// Puts a payload on its way and takes it in at the other end, up to being believed.
    fn message(
        &self,
        sender: usize,
        author: usize,
        payload: &str,
        target: Option<&Target>,
        to: &[AccountId],
    ) -> Outcome<Step> {
        let sender = self.people.get(sender).ok_or("no such person")?;
        let author = self.people.get(author).ok_or("no such person")?;
        let channel = if to.is_empty() { Channel::Public } else { Channel::Private };
        let body = envelope::seal(payload, &sender.id, &sender.key)?;
        let keys = |id: &DiasporaId| {
            [sender, author].into_iter().find(|person| person.id == *id).map(|person| person.public_key().clone())
        };
        let message = Message::open(body.as_bytes(), channel)?.verify(&keys, target)?;
        Ok(Step::Received { message: Box::new(message), recipients: to.to_vec() })
    }
}

fn index(chance: &mut Chance, length: usize) -> usize {
    usize::try_from(chance.below(length as u64)).unwrap_or(0)
}
