//! News by mail: they wait a few minutes for company, then those about one thing become one mail.

use super::super::pod::Cx;
use super::super::queue;
use crate::model::{
    Account, AccountId, CommentId, Letter, MailKind, News, NotificationKind, PersonId, Post, PostId, Subject, Thread,
    WaitingNews, Work,
};
use crate::store::{ReadsExt, StoreError, WriteTx, tables};

/// Seconds that the first of several news waits for the others.
const WAIT: i64 = 5 * 60;
/// News that wait for one account; what comes beyond is told by the pages alone.
const MOST: usize = 200;

/// Something happened that the account may want a mail about.
pub(in crate::domain) fn tell(
    tx: &mut WriteTx<'_>,
    cx: &Cx<'_>,
    account: &Account,
    kind: MailKind,
    thread: Thread,
    actor: PersonId,
    comment: Option<CommentId>,
) -> Result<(), StoreError> {
    if !cx.mails || account.email.is_none() || account.settings.unwanted_mails.contains(&kind) {
        return Ok(());
    }
    let waiting = tx.count(&tables::NEWS_WAITING, &(account.id,), MOST)?;
    if waiting >= MOST {
        return Ok(());
    }
    let number = tx.next("news")?;
    tx.put(&WaitingNews { account: account.id, number, thread, news: News { kind, actor, comment } })?;
    if waiting == 0 {
        queue::push_at(tx, cx.now.plus(WAIT), Work::GatherNews { account: account.id })?;
    }
    Ok(())
}

/// A notification was written or grew: the account may want a mail about it.
pub(in crate::domain) fn notified(
    tx: &mut WriteTx<'_>,
    cx: &Cx<'_>,
    account: &Account,
    kind: NotificationKind,
    subject: Subject,
    actor: PersonId,
) -> Result<(), StoreError> {
    if !cx.mails {
        return Ok(());
    }
    let (thread, comment) = match subject {
        Subject::Person(person) => (Thread::Person(person), None),
        Subject::Comment(post, comment) => (Thread::Post(post), Some(comment)),
        Subject::Post(post) => (Thread::Post(post), commented(tx, kind, post, actor)?),
        Subject::Conversation(conversation) => (Thread::Conversation(conversation), None),
    };
    let mut kind = mail_kind(kind);
    // Whoever wants no mail about being mentioned in comments still wants those about comments.
    if let (MailKind::MentionedInComment, Thread::Post(post)) = (kind, &thread)
        && account.settings.unwanted_mails.contains(&kind)
    {
        let is_own = tx.record::<Post>(post)?.is_some_and(|post| post.author == account.person);
        let takes_part = tx.has(&tables::PARTICIPATIONS, &(*post, account.person))?;
        kind = match (is_own, takes_part) {
            (true, _) => MailKind::CommentOnPost,
            (false, true) => MailKind::AlsoCommented,
            (false, false) => return Ok(()),
        };
    }
    tell(tx, cx, account, kind, thread, actor, comment)
}

/// The comment that was just written, for notifications that name only its post.
fn commented(
    tx: &WriteTx<'_>,
    kind: NotificationKind,
    post: PostId,
    actor: PersonId,
) -> Result<Option<CommentId>, StoreError> {
    if !matches!(kind, NotificationKind::CommentOnPost | NotificationKind::AlsoCommented) {
        return Ok(None);
    }
    let last = tx.list_last(&tables::COMMENTS_BY_AUTHOR, &(actor, post), 1)?;
    Ok(last.first().map(|((_, _, comment), ())| *comment))
}

fn mail_kind(kind: NotificationKind) -> MailKind {
    match kind {
        NotificationKind::StartedSharing => MailKind::StartedSharing,
        NotificationKind::CommentOnPost => MailKind::CommentOnPost,
        NotificationKind::AlsoCommented => MailKind::AlsoCommented,
        NotificationKind::Mentioned => MailKind::Mentioned,
        NotificationKind::MentionedInComment => MailKind::MentionedInComment,
        NotificationKind::Liked => MailKind::Liked,
        NotificationKind::LikedComment => MailKind::LikedComment,
        NotificationKind::Reshared => MailKind::Reshared,
        NotificationKind::ContactsBirthday => MailKind::ContactsBirthday,
        NotificationKind::PrivateMessage => MailKind::PrivateMessage,
    }
}

/// Makes letters of what waits for an account, one for each thing that something happened to.
pub fn gather(tx: &mut WriteTx<'_>, cx: &Cx<'_>, account: AccountId) -> Result<(), StoreError> {
    let mut threads: Vec<(Thread, Vec<News>)> = Vec::new();
    for (key, waiting) in tx.list(&tables::NEWS_WAITING, &(account,), MOST)? {
        tx.delete::<WaitingNews>(&key)?;
        match threads.iter_mut().find(|(thread, _)| *thread == waiting.thread) {
            Some((_, news)) => news.push(waiting.news),
            None => threads.push((waiting.thread, vec![waiting.news])),
        }
    }
    for (thread, news) in threads {
        super::post(tx, cx, Letter::News { account, thread, news })?;
    }
    Ok(())
}
