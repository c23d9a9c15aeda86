//! Numbers about the pod: for everybody as far as the settings allow, and for its admins
//! (spec/features.md §8.4, W-015, W-226).

use super::accounts;
use super::instance;
use crate::base::Timestamp;
use crate::model::{Account, PersonId, Post, PostId};
use crate::store::{Reads, ReadsExt, StoreError, tables};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Seconds of a day.
const DAY: i64 = 24 * 3600;
/// Posts that one count walks.
const ALL: usize = 10_000_000;
/// Tags in the list of the most used.
const TAGS: usize = 50;

/// What everybody may know; a number that the settings keep is absent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Public {
    pub users: Option<Users>,
    pub posts: Option<u64>,
    pub comments: Option<u64>,
}

/// Accounts that are not closed, and how many were used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Users {
    pub total: u64,
    pub half_year: u64,
    pub month: u64,
}

/// Counts what the settings let everybody know.
pub fn public(tx: &(impl Reads + ?Sized), now: Timestamp) -> Result<Public, StoreError> {
    let counts = instance::policy(tx)?.counts;
    let accounts = accounts::all(tx)?;
    let local = local(&accounts);
    Ok(Public {
        users: counts.users.then(|| users(&accounts, now)),
        posts: if counts.posts { Some(posts(tx, &local)?) } else { None },
        comments: if counts.comments { Some(comments(tx, &local)?) } else { None },
    })
}

/// How many accounts there are and are used.
pub fn users(accounts: &[Account], now: Timestamp) -> Users {
    let open = || accounts.iter().filter(|account| account.closed.is_none());
    let within = |days: i64| {
        let seen = open().filter(|account| account.seen.is_some_and(|seen| now.since(seen) <= days * DAY));
        seen.count() as u64
    };
    Users { total: open().count() as u64, half_year: within(182), month: within(30) }
}

fn local(accounts: &[Account]) -> HashSet<PersonId> {
    accounts.iter().map(|account| account.person).collect()
}

fn posts(tx: &(impl Reads + ?Sized), people: &HashSet<PersonId>) -> Result<u64, StoreError> {
    let mut count = 0;
    for person in people {
        count += tx.count(&tables::POSTS_OF_PERSON, &(*person,), ALL)? as u64;
    }
    Ok(count)
}

fn comments(tx: &(impl Reads + ?Sized), people: &HashSet<PersonId>) -> Result<u64, StoreError> {
    let mut count = 0;
    for person in people {
        count += tx.count(&tables::COMMENTS_BY_AUTHOR, &(*person,), ALL)? as u64;
    }
    Ok(count)
}

/// A span of time that usage is compared over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Range {
    Day,
    #[default]
    Week,
    TwoWeeks,
    Month,
}

impl Range {
    fn seconds(self) -> i64 {
        DAY * match self {
            Self::Day => 1,
            Self::Week => 7,
            Self::TwoWeeks => 14,
            Self::Month => 30,
        }
    }
}

/// A number in the last span and in the one before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    pub now: u64,
    pub before: u64,
}

impl Compared {
    /// The change in percent; nothing where there was nothing before.
    pub fn change(self) -> Option<i64> {
        let (now, before) = (i64::try_from(self.now).ok()?, i64::try_from(self.before).ok()?);
        (before > 0).then(|| (now - before) * 100 / before)
    }

    fn add(&mut self, age: i64, span: i64) {
        self.now += u64::from(age < span);
        self.before += u64::from((span..span * 2).contains(&age));
    }
}

/// What happened on the pod, for its admins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    pub users: Users,
    pub sign_ups: Compared,
    /// By people of this pod, as the ones below.
    pub posts: Compared,
    pub comments: Compared,
    pub reshares: Compared,
    /// Most used tags of public posts known here, with how many posts they stand on.
    pub tags: Vec<(String, u64)>,
}

/// Counts what happened in the last span and the one before.
pub fn usage(tx: &(impl Reads + ?Sized), now: Timestamp, range: Range) -> Result<Usage, StoreError> {
    let accounts = accounts::all(tx)?;
    let span = range.seconds();
    let mut usage = Usage { users: users(&accounts, now), ..Usage::default() };
    for account in &accounts {
        usage.sign_ups.add(now.since(account.created), span);
        for ((_, at, id), ()) in tx.list(&tables::POSTS_OF_PERSON, &(account.person,), ALL)? {
            let age = now.since(at.0);
            if age >= span * 2 {
                break;
            }
            match tx.record::<Post>(&id.0)?.map(|post| post.status().is_some()) {
                Some(true) => usage.posts.add(age, span),
                Some(false) => usage.reshares.add(age, span),
                None => {}
            }
        }
        for ((_, _, id), ()) in tx.list(&tables::COMMENTS_BY_AUTHOR, &(account.person,), ALL)? {
            if let Some(comment) = tx.get(&tables::COMMENTS, &id)? {
                usage.comments.add(now.since(comment.created), span);
            }
        }
    }
    usage.tags = tags(tx, now, span)?;
    Ok(usage)
}

/// The most used tags of the public posts of the last span.
fn tags(tx: &(impl Reads + ?Sized), now: Timestamp, span: i64) -> Result<Vec<(String, u64)>, StoreError> {
    let mut counted: HashMap<String, u64> = HashMap::new();
    let mut seen = 0;
    let mut after: Option<(crate::store::Rev<Timestamp>, crate::store::Rev<PostId>)> = None;
    'walk: while seen < 20_000 {
        let rows = match &after {
            Some(key) => tx.list_after(&tables::PUBLIC_POSTS, &(), key, 500)?,
            None => tx.list(&tables::PUBLIC_POSTS, &(), 500)?,
        };
        let Some((last, ())) = rows.last().cloned() else { break };
        after = Some(last);
        seen += rows.len();
        for ((at, id), ()) in rows {
            if now.since(at.0) >= span {
                break 'walk;
            }
            let post = tx.record::<Post>(&id.0)?;
            for tag in post.iter().filter_map(Post::status).flat_map(|status| &status.tags) {
                *counted.entry(tag.clone()).or_default() += 1;
            }
        }
    }
    let mut tags: Vec<(String, u64)> = counted.into_iter().collect();
    tags.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    tags.truncate(TAGS);
    Ok(tags)
}

/// One week's new accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Week {
    /// Its first moment, a Monday.
    pub start: Timestamp,
    /// Names, and whether the account is closed by now.
    pub names: Vec<(String, bool)>,
}

/// New accounts by week, newest week first.
pub fn weeks(tx: &(impl Reads + ?Sized)) -> Result<Vec<Week>, StoreError> {
    let mut weeks: BTreeMap<i64, Vec<(String, bool)>> = BTreeMap::new();
    for account in accounts::all(tx)? {
        let start = monday(account.created);
        weeks.entry(start).or_default().push((account.name, account.closed.is_some()));
    }
    let newest = weeks.into_iter().rev();
    Ok(newest.map(|(start, names)| Week { start: Timestamp::from_seconds(start), names }).collect())
}

/// The beginning of the week of a moment. The first day of the epoch was a Thursday.
fn monday(at: Timestamp) -> i64 {
    let day = at.seconds().div_euclid(DAY);
    (day - (day + 3).rem_euclid(7)) * DAY
}

#[cfg(test)]
mod tests {
    use super::*;

    // W-226
    #[test]
    fn weeks_begin_on_mondays() {
        for (text, start) in [
            ("2026-03-01T12:00:00Z", "2026-02-23T00:00:00Z"),
            ("2026-03-02T00:00:00Z", "2026-03-02T00:00:00Z"),
            ("1969-12-31T23:59:59Z", "1969-12-29T00:00:00Z"),
        ] {
            let of = |text: &str| Timestamp::parse_exact(text).expect("a moment");
            assert_eq!(monday(of(text)), of(start).seconds(), "{text}");
        }
    }

    // W-226
    #[test]
    fn a_change_needs_something_to_compare_with() {
        let mut compared = Compared::default();
        assert_eq!(compared.change(), None);
        for age in [0, 5, 9, 10, 19, 20] {
            compared.add(age, 10);
        }
        assert_eq!((compared.now, compared.before, compared.change()), (3, 2, Some(50)));
    }
}
