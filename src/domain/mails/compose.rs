//! From a letter to a mail that can go out.

use super::super::access::{self, Viewer};
use super::super::accounts;
use super::super::error::Refused;
use super::super::instance;
use super::super::invitations;
use super::super::people;
use super::super::renderings::Renderings;
use super::super::resets;
use super::super::seal::Seal;
use super::super::views::{self, Look};
use super::super::words::Words;
use super::letter::{self, Part};
use super::unsubscribe;
use crate::base::{DiasporaId, Timestamp};
use crate::model::{
    Account, AccountId, Comment, Conversation, Instance, Letter, Link, MailKind, News, PersonId, Post, PostId, Purpose,
    Thread,
};
use crate::store::{Reads, ReadsExt, tables};

/// A mail, ready to go out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ready {
    pub to: String,
    /// What stands as the sender's name.
    pub from: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// What mails about the same thing refer to, so that mail programs keep them together (W-202).
    pub thread: Option<String>,
    /// Where this kind of mail is ended.
    pub unsubscribe: Option<String>,
}

/// What is needed to write: the pod, the language, who reads.
struct Desk<'a> {
    tx: &'a dyn Reads,
    seal: &'a Seal,
    texts: Renderings,
    now: Timestamp,
    pod: Instance,
    words: Words,
}

/// Chooses the words of a letter. `None` when there is nothing left to tell: the reader is gone,
/// has no address, does not want to hear of it any more, or may not see it any more.
pub fn compose(tx: &dyn Reads, seal: &Seal, now: Timestamp, letter: &Letter) -> Result<Option<Ready>, Refused> {
    let pod = instance::expect(tx)?;
    if let Letter::Invitation { from, to, language } = letter {
        let desk = Desk { tx, seal, texts: Renderings::default(), now, pod, words: Words::of(language) };
        return desk.invitation(*from, to);
    }
    let Some(account) = accounts::get(tx, reader(letter))?.filter(|account| account.closed.is_none()) else {
        return Ok(None);
    };
    let desk = Desk { tx, seal, texts: Renderings::default(), now, pod, words: Words::of(&account.settings.language) };
    desk.write(&account, letter)
}

fn reader(letter: &Letter) -> AccountId {
    match letter {
        Letter::Reset { account, .. }
        | Letter::ConfirmEmail { account, .. }
        | Letter::Export { account, .. }
        | Letter::Imported { account, .. }
        | Letter::Inactive { account, .. }
        | Letter::Forged { account }
        | Letter::Approved { account }
        | Letter::Asked { account, .. }
        | Letter::News { account, .. }
        | Letter::Circular { account, .. } => *account,
        Letter::Invitation { from, .. } => *from,
    }
}

impl Desk<'_> {
    fn write(&self, account: &Account, letter: &Letter) -> Result<Option<Ready>, Refused> {
        let url = |path: &str| self.pod.url.join(path);
        let name = ("name", account.name.as_str().into());
        let one = |family: &str, link: Option<(&str, String)>| {
            let say = |part: &str| self.words.say_with(&format!("mail-{family}-{part}"), std::slice::from_ref(&name));
            let mut parts = vec![self.greeting(account), Part::Words(say("text"))];
            parts.extend(link.map(|(label, address)| Part::Link(self.words.say(label), address)));
            Some((say("subject"), parts))
        };
        let made = match letter {
            Letter::Reset { link, .. } => match self.tx.record::<Link>(link)? {
                Some(_) => one("reset", Some(("mail-reset-link", url(&resets::address(self.seal, link))))),
                None => None,
            },
            Letter::ConfirmEmail { link, .. } => return self.confirm(account, link),
            Letter::Export { photos, succeeded, .. } => {
                let family = match (photos, succeeded) {
                    (false, true) => "export",
                    (true, true) => "export-photos",
                    (_, false) => "export-failed",
                };
                one(family, Some(("mail-export-link", url("user/archive"))))
            }
            Letter::Imported { succeeded, .. } => one(
                if *succeeded { "imported" } else { "import-failed" },
                Some(("mail-import-link", url("user/import"))),
            ),
            Letter::Inactive { closes, .. } => {
                let values = [("name", account.name.as_str().into()), ("date", closes.date().into())];
                let parts = vec![
                    self.greeting(account),
                    Part::Words(self.words.say_with("mail-inactive-text", &values)),
                    Part::Link(self.words.say("mail-inactive-link"), url("users/sign_in")),
                ];
                Some((self.words.say("mail-inactive-subject"), parts))
            }
            Letter::Forged { .. } => one("forged", None),
            Letter::Approved { .. } => one("approved", Some(("mail-approved-link", url("users/sign_in")))),
            Letter::Asked { name, .. } => {
                let values = [("name", name.as_str().into())];
                let parts = vec![
                    self.greeting(account),
                    Part::Words(self.words.say_with("mail-asked-text", &values)),
                    Part::Link(self.words.say("mail-asked-link"), url("admin/applicants")),
                ];
                Some((self.words.say_with("mail-asked-subject", &values), parts))
            }
            Letter::Circular { subject, text, .. } => Some((subject.clone(), vec![Part::Words(text.clone())])),
            Letter::News { thread, news, .. } => return self.news(account, thread, news),
            Letter::Invitation { .. } => None,
        };
        Ok(made.and_then(|(subject, parts)| self.address(account, subject, parts)))
    }

    fn greeting(&self, account: &Account) -> Part {
        let name = people::get(self.tx, account.person).map_or_else(
            |_| account.name.clone(),
            |person| {
                let full = person.profile.full_name();
                if full.is_empty() { account.name.clone() } else { full }
            },
        );
        Part::Words(self.words.say_with("mail-greeting", &[("name", name.into())]))
    }

    fn address(&self, account: &Account, subject: String, parts: Vec<Part>) -> Option<Ready> {
        Some(self.seal_up(account.email.clone()?, self.pod.name.clone(), subject, parts))
    }

    fn seal_up(&self, to: String, from: String, subject: String, mut parts: Vec<Part>) -> Ready {
        if !parts.iter().any(|part| matches!(part, Part::Small(..))) {
            let values = [("pod", self.pod.name.as_str().into()), ("address", self.pod.url.origin().into())];
            parts.push(Part::Small(self.words.say_with("mail-foot", &values), None));
        }
        // A subject is one line, whatever people called their posts.
        let subject = subject.split_whitespace().collect::<Vec<_>>().join(" ");
        Ready {
            to,
            from,
            text: letter::text(&parts),
            html: letter::html(&parts, &subject, self.words),
            subject,
            thread: None,
            unsubscribe: None,
        }
    }

    /// Goes to the new address, which has to answer.
    fn confirm(&self, account: &Account, link: &String) -> Result<Option<Ready>, Refused> {
        let Some(Purpose::ConfirmEmail(email)) = self.tx.record::<Link>(link)?.map(|link| link.purpose) else {
            return Ok(None);
        };
        let values = [("email", email.as_str().into()), ("pod", self.pod.name.as_str().into())];
        let parts = vec![
            self.greeting(account),
            Part::Words(self.words.say_with("mail-confirm-text", &values)),
            Part::Link(self.words.say("mail-confirm-link"), self.pod.url.join(&resets::confirmation(self.seal, link))),
        ];
        let subject = self.words.say_with("mail-confirm-subject", &values);
        Ok(Some(self.seal_up(email, self.pod.name.clone(), subject, parts)))
    }

    fn invitation(&self, from: AccountId, to: &str) -> Result<Option<Ready>, Refused> {
        let Some(inviter) = accounts::get(self.tx, from)?.filter(|account| account.closed.is_none()) else {
            return Ok(None);
        };
        let Some(invitation) = invitations::of_account(self.tx, &inviter)? else { return Ok(None) };
        let person = people::get(self.tx, inviter.person)?;
        let values = [
            ("name", person.name().into()),
            ("address", person.diaspora_id.as_str().to_owned().into()),
            ("pod", self.pod.name.as_str().into()),
        ];
        let parts = vec![
            Part::Words(self.words.say_with("mail-invitation-text", &values)),
            Part::Link(self.words.say("mail-invitation-link"), self.pod.url.join(&format!("i/{}", invitation.code))),
            Part::Small(self.words.say_with("mail-invitation-small", &values), None),
        ];
        let subject = self.words.say_with("mail-invitation-subject", &values);
        Ok(Some(self.seal_up(to.to_owned(), self.sender(&person.name()), subject, parts)))
    }

    /// `pod name (sender name)`.
    fn sender(&self, name: &str) -> String {
        format!("{} ({name})", self.pod.name)
    }

    fn news(&self, account: &Account, thread: &Thread, news: &[News]) -> Result<Option<Ready>, Refused> {
        let wanted = |news: &&News| !account.settings.unwanted_mails.contains(&news.kind);
        let mut told = Vec::new();
        for item in news.iter().filter(wanted) {
            // Whoever looks after the pod hears of reports by people they ignore as well.
            if *thread == Thread::Reports || !access::ignores(self.tx, account.id, item.actor)? {
                told.push(item);
            }
        }
        let Some(last) = told.last().copied() else { return Ok(None) };
        let Some(Told { subject, mut parts, id, link }) = (match thread {
            Thread::Post(post) => self.about_post(account, *post, &told)?,
            Thread::Person(person) => Some(self.about_person(*person, last)?),
            Thread::Conversation(id) => match self.tx.record::<Conversation>(id)? {
                // A message is for its readers alone: not a word of it goes out.
                Some(Conversation { guid, .. }) if self.tx.has(&tables::SEATS, &(account.id, *id))? => {
                    let values = [("name", self.name(last.actor)?.into())];
                    let parts = vec![Part::Words(self.words.say_with("mail-private-message-line", &values))];
                    Some(Told {
                        subject: self.words.say("mail-private-message-subject"),
                        parts,
                        id: format!("conversation.{guid}"),
                        link: format!("conversations/{guid}"),
                    })
                }
                _ => None,
            },
            Thread::Reports => Some(Told {
                subject: self.words.say("mail-someone-reported-subject"),
                parts: vec![Part::Words(self.words.say("mail-someone-reported-line"))],
                id: "reports".to_owned(),
                link: "report".to_owned(),
            }),
        }) else {
            return Ok(None);
        };
        let end = unsubscribe::address(self.seal, &self.pod.url, account.id, last.kind);
        parts.insert(0, self.greeting(account));
        parts.push(Part::Link(self.words.say("mail-look"), self.pod.url.join(&link)));
        parts.push(Part::Small(self.words.say("mail-unsubscribe"), Some(end.clone())));
        let from = match thread {
            Thread::Reports => self.pod.name.clone(),
            _ => self.sender(&self.name(last.actor)?),
        };
        let Some(to) = account.email.clone() else { return Ok(None) };
        let ready = self.seal_up(to, from, subject, parts);
        let thread = Some(format!("{id}@{}", self.pod.url.host()));
        Ok(Some(Ready { thread, unsubscribe: Some(end), ..ready }))
    }

    fn name(&self, person: PersonId) -> Result<String, Refused> {
        Ok(people::get(self.tx, person)?.name())
    }

    fn about_person(&self, person: PersonId, news: &News) -> Result<Told, Refused> {
        let person = people::get(self.tx, person)?;
        let values = [("name", person.name().into()), ("address", address_of(&person.diaspora_id).into())];
        let say = |part: &str| self.words.say_with(&format!("mail-{}-{part}", news.kind.name()), &values);
        Ok(Told {
            subject: say("subject"),
            parts: vec![Part::Words(say("line"))],
            id: format!("person.{}", person.guid),
            link: format!("people/{}", person.guid),
        })
    }

    /// What happened to a post. Of a limited one neither words nor title go out (W-203).
    fn about_post(&self, account: &Account, post: PostId, news: &[&News]) -> Result<Option<Told>, Refused> {
        let Some(post) = self.tx.record::<Post>(&post)? else { return Ok(None) };
        let viewer = Viewer::Account(account);
        if !access::may_see(self.tx, &post, viewer)? {
            return Ok(None);
        }
        let look = Look { viewer, seal: self.seal, texts: &self.texts, now: self.now };
        let mut parts = Vec::new();
        for item in news {
            let comment = match item.comment {
                Some(id) => match self.tx.record::<Comment>(&id)? {
                    Some(comment) => Some(comment),
                    None => continue,
                },
                None => None,
            };
            let line = format!("mail-{}-line", item.kind.name());
            parts.push(Part::Words(self.words.say_with(&line, &[("name", self.name(item.actor)?.into())])));
            let quote = match (&comment, item.kind) {
                (Some(comment), _) => Some(views::plain_text(self.tx, look, &comment.text)),
                (None, MailKind::Mentioned) => {
                    post.status().map(|status| views::plain_text(self.tx, look, &status.text))
                }
                _ => None,
            };
            parts.extend(quote.filter(|_| post.public).map(|text| Part::Quote(shortened(&text))));
        }
        if parts.is_empty() {
            return Ok(None);
        }
        let subject = match post.public {
            true => {
                let title = views::post_title(self.tx, look, &post)?;
                self.words.say_with("mail-post-subject", &[("title", title.into())])
            }
            false => self.words.say("mail-limited-post-subject"),
        };
        let link = match news.iter().rev().find_map(|item| item.comment) {
            Some(comment) => match self.tx.record::<Comment>(&comment)? {
                Some(comment) => format!("posts/{}#{}", post.guid, comment.guid),
                None => format!("posts/{}", post.guid),
            },
            None => format!("posts/{}", post.guid),
        };
        Ok(Some(Told { subject, parts, id: format!("post.{}", post.guid), link }))
    }
}

/// The news of one thread, before greeting and farewell.
struct Told {
    subject: String,
    parts: Vec<Part>,
    /// What the thread is about, as mail programs group it; the pod's host is added.
    id: String,
    /// Path of the page that shows it, without the leading slash.
    link: String,
}

fn address_of(id: &DiasporaId) -> String {
    id.as_str().to_owned()
}

/// Mails are for a glance; the rest is on the page.
fn shortened(text: &str) -> String {
    const MOST: usize = 1_000;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(MOST).collect();
    short.push('…');
    short
}
