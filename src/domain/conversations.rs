//! Private conversations (spec/features.md §7.2, spec/federation.md §4.13).
//!
//! The people of a conversation are fixed when it begins. Each author sends to every other person
//! directly; nothing is relayed. An account reads a conversation for as long as it keeps its seat.

use super::access;
use super::accounts;
use super::error::Refused;
use super::notifications;
use super::people;
use super::pod::Cx;
use super::posts;
use super::queue;
use super::wire;
use super::words::Sentence;
use crate::base::limits;
use crate::base::{DiasporaId, Guid, Timestamp};
use crate::content::text;
use crate::model::{
    Account, AccountId, Conversation, ConversationId, Message, MessageId, NotificationKind, Person, PersonId,
    Recipients, Seat, Subject,
};
use crate::protocol::entities as entity;
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};

/// Rows of one kind that one action walks.
const ALL: usize = 100_000;
/// Unknown people of one received conversation that are looked for.
const LOOK_FOR: usize = 20;

/// What the form of a new conversation sends.
pub struct NewConversation {
    /// May be empty.
    pub subject: String,
    /// Markdown.
    pub text: String,
    /// Guids of people, each a contact in both directions.
    pub recipients: Vec<Guid>,
}

/// Begins a conversation with its first message (W-205 to W-207).
pub fn create(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    account: &Account,
    new: NewConversation,
) -> Result<Conversation, Refused> {
    let recipients = check_recipients(tx, account, &new.recipients)?;
    open(tx, cx, account, recipients, &new.subject, &new.text)
}

/// The same with people who were chosen already; the pod greets newcomers so (W-034).
pub(super) fn open(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    account: &Account,
    recipients: Vec<Person>,
    subject: &str,
    text: &str,
) -> Result<Conversation, Refused> {
    let author = people::get(tx, account.person)?;
    let (subject, words) = (check_subject(subject)?, check_text(text)?);
    let participants = std::iter::once(&author).chain(&recipients).map(|person| person.diaspora_id.clone()).collect();
    let conversation = Conversation {
        id: ConversationId(tx.next("conversation")?),
        guid: Guid::generate(cx.entropy),
        author: author.id,
        subject,
        participants,
        created: cx.now,
        updated: cx.now,
        messages: 0,
    };
    tx.put(&conversation)?;
    for person in std::iter::once(&author).chain(&recipients) {
        if let Some(account) = accounts::of_person(tx, person.id)? {
            tx.put(&Seat { account: account.id, conversation: conversation.id, unread: 0, updated: cx.now })?;
        }
    }
    let message = write(tx, cx, &conversation, account.person, words)?;
    let entity = wire::conversation(&author, &conversation, &message, &account.settings.language);
    queue::send(tx, cx, account, &entity, remote(&recipients))?;
    Ok(conversation)
}

/// The people a new conversation is for; one without anybody, or with somebody who may not be
/// written to, is refused (W-205).
fn check_recipients(tx: &WriteTx<'_>, account: &Account, guids: &[Guid]) -> Result<Vec<Person>, Refused> {
    let mut found: Vec<Person> = Vec::new();
    for guid in guids {
        let person =
            people::by_guid(tx, guid)?.ok_or_else(|| Refused::invalid("recipients", "conversation-unknown"))?;
        if !access::may_write_to(tx, account, &person)? {
            let why = Sentence::new("conversation-not-mutual").with("name", person.name());
            return Err(Refused::invalid("recipients", why));
        }
        if found.iter().all(|known| known.id != person.id) {
            found.push(person);
        }
    }
    if found.is_empty() { Err(Refused::invalid("recipients", "conversation-nobody")) } else { Ok(found) }
}

fn check_subject(subject: &str) -> Result<String, Refused> {
    let line = subject.split_whitespace().collect::<Vec<_>>().join(" ");
    let too_long = || Sentence::new("conversation-subject-long").with("most", limits::SHORT);
    text::clean(&line, limits::SHORT).map_err(|_| Refused::invalid("subject", too_long()))
}

fn check_text(words: &str) -> Result<String, Refused> {
    let too_long = || Sentence::new("conversation-text-long").with("most", limits::TEXT);
    let words = text::clean(words, limits::TEXT).map_err(|_| Refused::invalid("text", too_long()))?;
    if words.is_empty() { Err(Refused::invalid("text", "conversation-empty")) } else { Ok(words) }
}

/// Answers in a conversation (W-208).
pub fn reply(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    account: &Account,
    conversation: &Guid,
    words: &str,
) -> Result<Message, Refused> {
    let (conversation, _) = find(tx, account.id, conversation)?;
    let words = check_text(words)?;
    let author = people::get(tx, account.person)?;
    let message = write(tx, cx, &conversation, account.person, words)?;
    let mut others = Vec::new();
    for id in &conversation.participants {
        others.extend(people::by_diaspora_id(tx, id)?.filter(|person| person.id != account.person));
    }
    let entity = wire::message(&author, &conversation, &message).into();
    queue::send(tx, cx, account, &entity, remote(&others))?;
    Ok(message)
}

fn remote(people: &[Person]) -> Recipients {
    let away = people.iter().filter(|person| !person.is_local() && !person.closed);
    Recipients::People(away.map(|person| person.id).collect())
}

fn write(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    conversation: &Conversation,
    author: PersonId,
    words: String,
) -> Result<Message, StoreError> {
    let message = Message {
        id: MessageId(tx.next("message")?),
        guid: Guid::generate(cx.entropy),
        conversation: conversation.id,
        author,
        text: words,
        created: cx.now,
    };
    insert(tx, cx, &message)?;
    Ok(message)
}

/// Stores a message and tells everybody who sits here.
fn insert(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, message: &Message) -> Result<(), StoreError> {
    tx.put(message)?;
    let Some(mut conversation) = tx.record::<Conversation>(&message.conversation)? else { return Ok(()) };
    conversation.messages += 1;
    conversation.updated = conversation.updated.max(message.created);
    tx.put(&conversation)?;
    for ((_, account), ()) in tx.list(&tables::SEATS_OF_CONVERSATION, &(conversation.id,), ALL)? {
        let Some(mut seat) = tx.record::<Seat>(&(account, conversation.id))? else { continue };
        seat.updated = conversation.updated;
        let theirs = accounts::get(tx, account)?.is_some_and(|account| account.person == message.author);
        if !theirs && !access::ignores(tx, account, message.author)? {
            seat.unread += 1;
            let subject = Subject::Conversation(conversation.id);
            notifications::notify(tx, cx, account, NotificationKind::PrivateMessage, subject, message.author)?;
        }
        tx.put(&seat)?;
    }
    Ok(())
}

/// A conversation in which the account has a seat, with that seat.
pub fn find(tx: &(impl Reads + ?Sized), account: AccountId, guid: &Guid) -> Result<(Conversation, Seat), Refused> {
    let conversation = by_guid(tx, guid)?.ok_or(Refused::NotFound)?;
    let seat = access::seat(tx, account, conversation.id)?.ok_or(Refused::NotFound)?;
    Ok((conversation, seat))
}

/// A conversation by guid, whoever may see it.
pub(super) fn by_guid(tx: &(impl Reads + ?Sized), guid: &Guid) -> Result<Option<Conversation>, StoreError> {
    match tx.get(&tables::CONVERSATION_BY_GUID, guid)? {
        Some(id) => tx.record::<Conversation>(&id),
        None => Ok(None),
    }
}

/// The messages of a conversation, oldest first, the first `skip` left out. The caller has asked
/// for the seat.
pub fn messages(
    tx: &(impl Reads + ?Sized),
    conversation: &Conversation,
    skip: usize,
    limit: usize,
) -> Result<Vec<Message>, StoreError> {
    let rows = tx.list(&tables::MESSAGES_OF_CONVERSATION, &(conversation.id,), skip.saturating_add(limit))?;
    let mut found = Vec::new();
    for ((_, _, id), ()) in rows.into_iter().skip(skip) {
        found.extend(tx.record::<Message>(&id)?);
    }
    Ok(found)
}

/// Every conversation of an account with its seat, last message first.
pub fn all(tx: &(impl Reads + ?Sized), account: AccountId) -> Result<Vec<(Conversation, Seat)>, StoreError> {
    let mut found = Vec::new();
    for ((_, _, id), ()) in tx.list(&tables::INBOX, &(account,), ALL)? {
        if let (Some(conversation), Some(seat)) =
            (tx.record::<Conversation>(&id.0)?, tx.record::<Seat>(&(account, id.0))?)
        {
            found.push((conversation, seat));
        }
    }
    Ok(found)
}

/// Everything in a conversation was opened (W-209), or its last message is to count as new again.
pub fn mark(tx: &mut WriteTx<'_>, account: &Account, guid: &Guid, read: bool) -> Result<(), Refused> {
    let (_, mut seat) = find(tx, account.id, guid)?;
    seat.unread = if read { 0 } else { seat.unread.max(1) };
    tx.put(&seat)?;
    Ok(())
}

/// Unread messages of an account in all conversations (W-209).
pub fn unread(tx: &(impl Reads + ?Sized), account: AccountId) -> Result<u32, StoreError> {
    let rows = tx.list(&tables::INBOX_UNREAD, &(account,), ALL)?;
    Ok(rows.into_iter().fold(0, |sum: u32, (_, unread)| sum.saturating_add(unread)))
}

/// Leaves a conversation: it is hidden, and later messages stay unheard. The last one here to leave
/// takes it away (W-211). True if it is gone.
pub fn hide(tx: &mut WriteTx<'_>, account: &Account, guid: &Guid) -> Result<bool, Refused> {
    let (conversation, _) = find(tx, account.id, guid)?;
    Ok(give_up_seat(tx, account.id, &conversation)?)
}

fn give_up_seat(tx: &mut WriteTx<'_>, account: AccountId, conversation: &Conversation) -> Result<bool, StoreError> {
    tx.delete::<Seat>(&(account, conversation.id))?;
    let is_last = tx.count(&tables::SEATS_OF_CONVERSATION, &(conversation.id,), 1)? == 0;
    if is_last {
        remove(tx, conversation)?;
    }
    Ok(is_last)
}

/// Nobody here reads it any more: the words go. While people of other pods may still write, the
/// empty conversation stays, so that what they send neither waits nor brings it back.
fn remove(tx: &mut WriteTx<'_>, conversation: &Conversation) -> Result<(), StoreError> {
    for ((_, _, id), ()) in tx.list(&tables::MESSAGES_OF_CONVERSATION, &(conversation.id,), ALL)? {
        tx.delete::<Message>(&id)?;
    }
    let mut others_write = false;
    for id in &conversation.participants {
        others_write |= people::by_diaspora_id(tx, id)?.is_none_or(|person| !person.is_local() && !person.closed);
    }
    if others_write {
        tx.put(&Conversation { subject: String::new(), messages: 0, ..conversation.clone() })?;
    } else {
        tx.delete::<Conversation>(&conversation.id)?;
    }
    Ok(())
}

/// Its author takes a conversation back: every seat here goes, and the words with the last one.
pub(super) fn retract(tx: &mut WriteTx<'_>, conversation: &Conversation) -> Result<(), StoreError> {
    for ((_, account), ()) in tx.list(&tables::SEATS_OF_CONVERSATION, &(conversation.id,), ALL)? {
        tx.delete::<Seat>(&(account, conversation.id))?;
    }
    remove(tx, conversation)
}

/// A closed account gives up all its seats.
pub(super) fn leave_all(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), StoreError> {
    for (conversation, _) in all(tx, account)? {
        give_up_seat(tx, account, &conversation)?;
    }
    Ok(())
}

/// Somebody begins a conversation with an account here (F-180 to F-182). The same one for another
/// account gives that account its seat. False if nothing changed.
pub(super) fn receive(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    author: &Person,
    message: &entity::Conversation,
    recipient: &Account,
) -> Result<bool, StoreError> {
    let known = by_guid(tx, &message.guid)?;
    if known.as_ref().is_some_and(|known| known.author != author.id) {
        return Ok(false);
    }
    let conversation = match known {
        // Without seats it was left by everybody here.
        Some(known) if tx.count(&tables::SEATS_OF_CONVERSATION, &(known.id,), 1)? == 0 => return Ok(false),
        Some(known) => known,
        None => begin(tx, cx, author, message)?,
    };
    if !conversation.participants.contains(&people::get(tx, recipient.person)?.diaspora_id) {
        return Ok(false);
    }
    let fresh = seat(tx, recipient, &conversation)?;
    let mut changed = fresh;
    for first in message.messages.iter().filter(|first| first.conversation_guid == message.guid) {
        changed |= receive_message(tx, cx, author, first, &conversation)?;
    }
    Ok(changed)
}

fn begin(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    author: &Person,
    message: &entity::Conversation,
) -> Result<Conversation, StoreError> {
    let created = posts::moment(message.created_at, cx.now);
    let conversation = Conversation {
        id: ConversationId(tx.next("conversation")?),
        guid: message.guid.clone(),
        author: author.id,
        subject: message.subject.clone(),
        participants: distinct(&message.participants),
        created,
        updated: created,
        messages: 0,
    };
    tx.put(&conversation)?;
    let own = super::instance::get(tx)?.map(|instance| instance.url.authority().to_owned());
    let mut asked = 0;
    for id in &conversation.participants {
        let ours = own.as_deref() == Some(id.host());
        if asked < LOOK_FOR && !ours && !tx.has(&tables::PERSON_BY_DIASPORA_ID, id)? {
            queue::discover(tx, cx, id)?;
            asked += 1;
        }
    }
    Ok(conversation)
}

fn distinct(ids: &[DiasporaId]) -> Vec<DiasporaId> {
    let mut seen = std::collections::HashSet::new();
    ids.iter().filter(|id| seen.insert(*id)).cloned().collect()
}

/// Gives an account a seat; what others wrote before counts as unread. False if it had one.
pub(super) fn seat(tx: &mut WriteTx<'_>, account: &Account, conversation: &Conversation) -> Result<bool, StoreError> {
    if access::seat(tx, account.id, conversation.id)?.is_some() {
        return Ok(false);
    }
    let mut unread = 0;
    for message in messages(tx, conversation, 0, ALL)? {
        unread += u32::from(message.author != account.person);
    }
    let updated = conversation.updated;
    tx.put(&Seat { account: account.id, conversation: conversation.id, unread, updated })?;
    Ok(true)
}

/// Somebody answers in a conversation (F-183). False if nothing changed.
pub(super) fn receive_message(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    author: &Person,
    message: &entity::Message,
    conversation: &Conversation,
) -> Result<bool, StoreError> {
    let left = tx.count(&tables::SEATS_OF_CONVERSATION, &(conversation.id,), 1)? == 0;
    if left || tx.has(&tables::MESSAGE_BY_GUID, &message.guid)? {
        return Ok(false);
    }
    let stored = Message {
        id: MessageId(tx.next("message")?),
        guid: message.guid.clone(),
        conversation: conversation.id,
        author: author.id,
        text: message.text.clone(),
        created: posts::moment(message.created_at, cx.now),
    };
    insert(tx, cx, &stored)?;
    Ok(true)
}

/// The moment after which an account has read nothing: that of the first unread message.
pub fn first_unread(
    tx: &(impl Reads + ?Sized),
    conversation: &Conversation,
    seat: &Seat,
    account: &Account,
) -> Result<Option<(Timestamp, MessageId)>, StoreError> {
    if seat.unread == 0 {
        return Ok(None);
    }
    let mut left = seat.unread;
    let mut first = None;
    for ((_, at, id), ()) in tx.list_last(&tables::MESSAGES_OF_CONVERSATION, &(conversation.id,), ALL)? {
        if tx.record::<Message>(&id)?.is_some_and(|message| message.author != account.person) {
            first = Some((at, id));
            left -= 1;
        }
        if left == 0 {
            break;
        }
    }
    Ok(first)
}
