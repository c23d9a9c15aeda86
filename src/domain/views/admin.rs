//! What those who run the pod see of accounts, reports and the pod's state.

use super::{Look, PersonView, person};
use crate::base::Timestamp;
use crate::domain::Refused;
use crate::domain::admin::{applicants, users};
use crate::domain::queue::{self, QueueStats};
use crate::domain::reports::{self, Item};
use crate::domain::statistics::{self, Range, Usage, Week};
use crate::model::{Account, Person, Post, RemotePod, Role};
use crate::store::{Reads, ReadsExt, StoreError, tables};

/// An account on a card (spec/features.md §8.6). Never a password, a key or a token.
#[derive(Debug, Clone)]
pub struct UserView {
    pub person: PersonView,
    /// Place in the list, for the next page.
    pub number: u64,
    pub name: String,
    pub email: Option<String>,
    pub role: Role,
    pub is_spotlight: bool,
    pub is_nsfw: bool,
    pub created: Timestamp,
    pub seen: Option<Timestamp>,
    /// Address of the last sign-in.
    pub seen_from: String,
    pub locked: Option<Timestamp>,
    pub closed: Option<Timestamp>,
    pub birthday: String,
    pub gender: String,
    pub location: String,
    /// Plain text.
    pub bio: String,
}

/// One account with what only its own page shows.
#[derive(Debug, Clone)]
pub struct UserPage {
    pub user: UserView,
    pub inviter: Option<String>,
    /// Uses left of its invitation, if it has one.
    pub invitations: Option<u32>,
    pub sessions: usize,
}

/// A page of accounts.
#[derive(Debug, Clone, Default)]
pub struct UserList {
    pub users: Vec<UserView>,
    /// Where the next page begins.
    pub next: Option<u64>,
}

/// Accounts on one page.
const USERS: usize = 25;

/// The accounts that fit.
pub fn users(tx: &dyn Reads, look: Look<'_>, wanted: &users::Wanted, before: Option<u64>) -> Result<UserList, Refused> {
    let mut found = users::search(tx, wanted, look.now, before, USERS + 1)?;
    let more = found.len() > USERS;
    found.truncate(USERS);
    let users: Vec<UserView> = found.iter().map(|(account, person)| user_view(look, account, person)).collect();
    let next = if more { users.last().map(|user| user.number) } else { None };
    Ok(UserList { users, next })
}

/// One account.
pub fn user(tx: &dyn Reads, look: Look<'_>, name: &str) -> Result<UserPage, Refused> {
    let card = users::card(tx, name)?;
    Ok(UserPage {
        user: user_view(look, &card.account, &card.person),
        inviter: card.inviter,
        invitations: card.invitation.map(|invitation| invitation.left),
        sessions: card.sessions,
    })
}

fn user_view(look: Look<'_>, account: &Account, of: &Person) -> UserView {
    let profile = &of.profile;
    let birthday = profile.birthday.map(|day| match day.year {
        Some(year) => format!("{year:04}-{:02}-{:02}", day.month, day.day),
        None => format!("{:02}-{:02}", day.month, day.day),
    });
    UserView {
        person: person::view(look, of),
        number: account.id.0,
        name: account.name.clone(),
        email: account.email.clone(),
        role: account.role,
        is_spotlight: account.spotlight,
        is_nsfw: profile.nsfw,
        created: account.created,
        seen: account.seen,
        seen_from: account.seen_from.clone(),
        locked: account.locked,
        closed: account.closed,
        birthday: birthday.unwrap_or_default(),
        gender: profile.gender.clone(),
        location: profile.location.clone(),
        bio: profile.bio.clone(),
    }
}

/// What waits for somebody who runs the pod.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tasks {
    pub reports: usize,
    pub applicants: usize,
}

/// Counts what waits.
pub fn tasks(tx: &dyn Reads) -> Result<Tasks, StoreError> {
    Ok(Tasks { reports: reports::open(tx, 1_000)?.len(), applicants: applicants::count(tx)? })
}

/// The first page of those who run the pod.
#[derive(Debug, Clone)]
pub struct DashboardView {
    pub tasks: Tasks,
    pub queue: QueueStats,
    pub usage: Usage,
    pub weeks: Vec<Week>,
    pub pods: usize,
    pub offline: usize,
}

/// Weeks of new accounts on the first page.
const WEEKS: usize = 8;
/// Tags on the first page.
const TAGS: usize = 10;

/// The pod at a glance.
pub fn dashboard(tx: &dyn Reads, now: Timestamp) -> Result<DashboardView, StoreError> {
    let pods: Vec<(_, RemotePod)> = tx.list(&tables::PODS, &(), 100_000)?;
    let mut usage = statistics::usage(tx, now, Range::Week)?;
    usage.tags.truncate(TAGS);
    let mut weeks = statistics::weeks(tx)?;
    weeks.truncate(WEEKS);
    Ok(DashboardView {
        tasks: tasks(tx)?,
        queue: queue::stats(tx)?,
        usage,
        weeks,
        offline: pods.iter().filter(|(_, pod)| pod.offline_since.is_some()).count(),
        pods: pods.len(),
    })
}

/// A report that waits for a decision.
#[derive(Debug, Clone)]
pub struct ReportView {
    pub id: u64,
    pub reporter: PersonView,
    pub author: PersonView,
    pub reason: String,
    pub at: Timestamp,
    pub is_comment: bool,
    /// The words as they were written; absent once they are gone.
    pub text: Option<String>,
    /// The post, or the one that the comment is on.
    pub url: String,
    /// Whether deleting takes it back on other pods too.
    pub is_everywhere: bool,
}

/// Reports that wait, oldest first.
pub fn reports(tx: &dyn Reads, look: Look<'_>) -> Result<Vec<ReportView>, StoreError> {
    let mut views = Vec::new();
    for report in reports::open(tx, 200)? {
        let Some(reporter) = tx.get(&tables::ACCOUNTS, &report.reporter)? else { continue };
        let item = reports::item(tx, &report)?;
        let root = tx.record::<Post>(&report.post)?;
        let author = person::person(tx, look, report.author)?;
        let root_is_local = match &root {
            Some(root) => tx.has(&tables::ACCOUNT_BY_PERSON, &root.author)?,
            None => false,
        };
        views.push(ReportView {
            id: report.id.0,
            reporter: person::person(tx, look, reporter.person)?,
            is_everywhere: author.is_local || (root_is_local && matches!(item, Some(Item::Comment(_)))),
            author,
            reason: report.reason,
            at: report.created,
            is_comment: matches!(item, Some(Item::Comment(_))),
            text: item.map(|item| match item {
                Item::Post(post) => post.status().map(|status| status.text.clone()).unwrap_or_default(),
                Item::Comment(comment) => comment.text,
            }),
            url: root.map(|root| format!("/posts/{}", root.guid)).unwrap_or_default(),
        });
    }
    Ok(views)
}
