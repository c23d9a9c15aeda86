//! Writes a world into a store.

use super::Fill;
use super::chance::Chance;
use super::state;
use super::world::{self, ASPECTS, Local, Remote, Step, World};
use seedpod::app::SystemClock;
use seedpod::base::{Clock, Timestamp};
use seedpod::domain::accounts::{self, NewAccount};
use seedpod::domain::people::{self, Found};
use seedpod::domain::posts::{Audience, NewPost};
use seedpod::domain::receive::{self, Outcome};
use seedpod::domain::{Cx, Pod, Refused, aspects, comments, contacts, instance, likes, posts, queue, sessions, tokens};
use seedpod::model::{Account, AccountId, AspectId, Outgoing, PersonId, Profile, Role, Work};
use seedpod::protocol::entities::Contact;
use seedpod::protocol::keys::PrivateKey;
use seedpod::store::{StoreError, WriteTx};
use std::collections::HashMap;
use std::error::Error;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::Instant;

/// Posts, with what belongs to them, in one commit.
const BATCH: u64 = 500;
/// Threads that make and check messages, while one writes.
const MAKERS: u64 = 2;
/// Key pairs that the accounts share; a new one of full size takes a second.
const KEYS: u64 = 4;
/// Accounts whose tokens are told.
const TOLD: usize = 5;
/// The password of every account.
const PASSWORD: &str = "a seedpod to measure";
const SCOPES: &str = "openid profile contacts:read contacts:modify conversations interactions notifications \
                      private:read private:modify public:read public:modify tags:read tags:modify";

type Fallible<T> = Result<T, Box<dyn Error>>;

/// What became of everything.
#[derive(Clone, Copy, Default)]
struct Tally {
    posts: u64,
    comments: u64,
    likes: u64,
    received: u64,
    rejected: u64,
}

pub(crate) fn run(wanted: &Fill) -> Fallible<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    runtime.block_on(fill(wanted))
}

#[expect(clippy::disallowed_methods, reason = "measures itself")]
async fn fill(wanted: &Fill) -> Fallible<()> {
    let begun = Instant::now();
    let pod = state::open(&wanted.state_dir, &wanted.url)?;
    let names = accounts(&pod, wanted).await?;
    let people = world::people(wanted.seed, wanted.people, wanted.accounts).map_err(|error| error.to_string())?;
    let world = meet(&pod, wanted, people, &names).await?;
    let tally = write(&pod, Arc::new(world)).await?;
    pod.close();
    println!("accounts {}", wanted.accounts);
    println!("people {}", wanted.people);
    println!("posts {}", tally.posts);
    println!("comments {}", tally.comments);
    println!("likes {}", tally.likes);
    println!("received {} (verified messages among these)", tally.received);
    println!("rejected {}", tally.rejected);
    println!("seconds {:.1}", begun.elapsed().as_secs_f64());
    if tally.rejected > 0 {
        Err("some messages were rejected: the world and the rules disagree".into())
    } else {
        Ok(())
    }
}

/// Sets the pod up if it is not, makes the accounts and tells their secrets.
async fn accounts(pod: &Pod, wanted: &Fill) -> Fallible<Vec<(AccountId, String)>> {
    let password = pod.hash_password(PASSWORD.to_owned()).await.map_err(|error| error.to_string())?;
    let keys = (0..KEYS.min(wanted.accounts)).map(|_| PrivateKey::generate()).collect::<Result<Vec<_>, _>>()?;
    let (url, federates) = pod.planned();
    let url = url.clone();
    pod.write(move |tx, cx| {
        if instance::get(tx)?.is_none() {
            let name = "A pod to measure".to_owned();
            instance::create(tx, cx, instance::NewInstance { url, name, federates })?;
        }
        Ok::<_, Refused>(())
    })
    .await?;
    println!("password {PASSWORD}");
    let mut made = Vec::new();
    for (number, key) in (0..wanted.accounts).zip(keys.into_iter().cycle()) {
        let (name, password) = (format!("person{number}"), password.clone());
        let told = made.len() < TOLD;
        let act = move |tx: &mut WriteTx<'_>, cx: &mut Cx<'_>| account(tx, cx, name, password, key, told);
        let (account, secrets) = pod.write(act).await?;
        if let Some((token, session)) = secrets {
            println!("token {} {token}", account.name);
            println!("session {} {session}", account.name);
        }
        made.push((account.id, account.name));
    }
    Ok(made)
}

fn account(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    name: String,
    password: String,
    key: PrivateKey,
    told: bool,
) -> Result<(Account, Option<(String, String)>), Refused> {
    let role = if name == "person0" { Role::Admin } else { Role::Member };
    let new = NewAccount { name, email: None, password, key, role, language: "en".to_owned(), invited_by: None };
    let account = accounts::create(tx, cx, new)?;
    if !told {
        return Ok((account, None));
    }
    let token = tokens::issue(tx, cx, &account, SCOPES, None)?;
    let session = sessions::open(tx, cx, account.id, "load tool")?;
    Ok((account, Some((token, session))))
}

/// Makes people and accounts known to each other.
async fn meet(pod: &Pod, wanted: &Fill, mut people: Vec<Remote>, names: &[(AccountId, String)]) -> Fallible<World> {
    let start = SystemClock.now().plus(-3 * 365 * 24 * 3600);
    for chunk in people.chunks_mut(500) {
        let found: Vec<Found> = chunk.iter().map(found).collect();
        let ids = pod.write(move |tx, cx| {
            found.into_iter().map(|found| people::found(tx, cx, found)).collect::<Result<Vec<_>, StoreError>>()
        });
        for (remote, known) in chunk.iter_mut().zip(ids.await?) {
            remote.person = known.map_err(|why| format!("{}: {why:?}", remote.id))?.id;
        }
    }
    let mut locals = Vec::new();
    for (number, (id, _)) in names.iter().enumerate() {
        let id = *id;
        let theirs: Vec<(usize, PersonId, Contact)> = people
            .iter()
            .enumerate()
            .filter(|(_, person)| person.followers.contains(&number))
            .map(|(nth, person)| (nth, person.person, sharing(person)))
            .collect();
        let seed = wanted.seed;
        let local = pod.write(move |tx, cx| befriend(tx, &mut at(cx, start), id, theirs, seed)).await?;
        locals.push(local);
    }
    Ok(World {
        seed: wanted.seed,
        posts: wanted.posts,
        comments: wanted.comments,
        people,
        accounts: locals,
        end: SystemClock.now().plus(-60),
    })
}

fn found(remote: &Remote) -> Found {
    Found {
        diaspora_id: remote.id.clone(),
        guid: remote.guid.clone(),
        base_url: remote.url.clone(),
        public_key: remote.public_key().der().to_vec(),
        profile: Profile {
            first_name: remote.first_name.clone(),
            last_name: remote.last_name.clone(),
            searchable: true,
            ..Profile::default()
        },
    }
}

/// What somebody elsewhere says when they begin to share; the recipient is filled in later.
fn sharing(remote: &Remote) -> Contact {
    let author = remote.id.clone();
    Contact { recipient: author.clone(), author, following: true, sharing: true, blocking: false }
}

/// The same transaction at another moment.
fn at<'a>(cx: &'a mut Cx<'_>, now: Timestamp) -> Cx<'a> {
    Cx { now, entropy: &mut *cx.entropy, seal: cx.seal, mails: false }
}

/// Puts people into an account's aspects; most of them share back.
fn befriend(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    id: AccountId,
    theirs: Vec<(usize, PersonId, Contact)>,
    seed: u64,
) -> Result<Local, Refused> {
    let account = accounts::get(tx, id)?.ok_or(Refused::NotFound)?;
    let own = people::get(tx, account.person)?;
    let aspects = aspects::list(tx, &account)?;
    let aspects: [_; ASPECTS] = std::array::from_fn(|nth| aspects.get(nth).map_or(AspectId(0), |aspect| aspect.id));
    for (nth, person, contact) in theirs {
        contacts::add(tx, cx, &account, aspects[nth % ASPECTS], person)?;
        if Chance::of(seed, "shares-back", person.0).percent(80) {
            contacts::receive(tx, cx, &account, person, &Contact { recipient: own.diaspora_id.clone(), ..contact })?;
        }
    }
    delivered(tx, cx.now)?;
    Ok(Local { account: id, id: own.diaspora_id, aspects })
}

/// Lets everything happen, in batches that are made on other threads and written in order.
#[expect(clippy::disallowed_methods, reason = "measures itself")]
async fn write(pod: &Pod, world: Arc<World>) -> Fallible<Tally> {
    let begun = Instant::now();
    let queues: Vec<Receiver<_>> = (0..MAKERS).map(|maker| batches(&world, maker)).collect();
    let mut tally = Tally::default();
    let mut told = 0;
    for (number, queue) in (0..world.posts.div_ceil(BATCH)).zip(queues.iter().cycle()) {
        let steps = queue.recv()?.map_err(|error| error.to_string())?;
        let batch = pod.write(move |tx, cx| happen(tx, cx, steps)).await?;
        tally = tally.and(batch);
        if tally.posts / 100_000 > told {
            told = tally.posts / 100_000;
            println!("… {} posts after {:.0} s", tally.posts, begun.elapsed().as_secs_f64());
        }
        debug_assert!(number <= world.posts);
    }
    if let Some(busy) = world.busy() {
        println!("busy {busy}");
    }
    Ok(tally)
}

type Batch = Result<Vec<(Timestamp, Step)>, Box<dyn Error + Send + Sync>>;

fn batches(world: &Arc<World>, maker: u64) -> Receiver<Batch> {
    let (sender, receiver) = sync_channel(2);
    let world = world.clone();
    std::thread::spawn(move || {
        for batch in (maker..world.posts.div_ceil(BATCH)).step_by(usize::try_from(MAKERS).unwrap_or(1)) {
            let range = batch * BATCH..((batch + 1) * BATCH).min(world.posts);
            if sender.send(world.steps(range)).is_err() {
                return;
            }
        }
    });
    receiver
}

impl Tally {
    fn and(self, other: Self) -> Self {
        Self {
            posts: self.posts + other.posts,
            comments: self.comments + other.comments,
            likes: self.likes + other.likes,
            received: self.received + other.received,
            rejected: self.rejected + other.rejected,
        }
    }
}

fn happen(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, steps: Vec<(Timestamp, Step)>) -> Result<Tally, Refused> {
    let mut tally = Tally::default();
    let mut accounts = HashMap::new();
    let mut last = cx.now;
    for (moment, step) in steps {
        let mut cx = at(cx, moment);
        match step {
            Step::Received { message, recipients } => {
                let entity = message.entity();
                match entity.name() {
                    "comment" => tally.comments += 1,
                    "like" => tally.likes += 1,
                    _ => tally.posts += 1,
                }
                tally.received += 1;
                let to = recipients.into_iter().map(Some).collect::<Vec<_>>();
                for recipient in if to.is_empty() { vec![None] } else { to } {
                    if let Outcome::Rejected(why) = receive::apply(tx, &mut cx, &message, recipient)? {
                        tally.rejected += 1;
                        println!("rejected: {} {why}", message.entity().name());
                    }
                }
            }
            Step::Post { account, aspect, text, mut chance } => {
                let account = known(tx, &mut accounts, account)?;
                let audience = aspect.map_or(Audience::Public, |aspect| Audience::Aspects(vec![aspect]));
                let new = NewPost {
                    text,
                    audience,
                    photos: Vec::new(),
                    poll: None,
                    event: None,
                    location: None,
                    provider: String::new(),
                };
                // The guid is the first thing that a post draws: others refer to it already.
                posts::create(
                    tx,
                    &mut Cx { now: moment, entropy: &mut chance, seal: cx.seal, mails: false },
                    &account,
                    new,
                )?;
                tally.posts += 1;
            }
            Step::Comment { account, post, text } => {
                comments::create(tx, &mut cx, &known(tx, &mut accounts, account)?, &post, &text)?;
                tally.comments += 1;
            }
            Step::Like { account, post } => {
                likes::create_on_post(tx, &mut cx, &known(tx, &mut accounts, account)?, &post)?;
                tally.likes += 1;
            }
        }
        last = moment;
    }
    delivered(tx, last)?;
    Ok(tally)
}

fn known(tx: &WriteTx<'_>, accounts: &mut HashMap<AccountId, Account>, id: AccountId) -> Result<Account, Refused> {
    if let Some(account) = accounts.get(&id) {
        return Ok(account.clone());
    }
    let account = accounts::get(tx, id)?.ok_or(Refused::NotFound)?;
    accounts.insert(id, account.clone());
    Ok(account)
}

/// All that was to be sent has arrived: a store of that age has no queue.
fn delivered(tx: &mut WriteTx<'_>, now: Timestamp) -> Result<(), StoreError> {
    loop {
        let jobs = queue::due(tx, now, 1_000)?;
        if jobs.is_empty() {
            return Ok(());
        }
        for job in jobs {
            if let Work::Dispatch { outgoing } = job.work {
                tx.delete::<Outgoing>(&outgoing)?;
            }
            queue::finish(tx, job.id)?;
        }
    }
}
