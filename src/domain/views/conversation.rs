//! The inbox and one conversation (spec/features.md §7.2).

use super::{ConversationLine, ConversationView, InboxPage, Look, MessageView, PersonView, person, text};
use crate::base::{DiasporaId, Guid, Timestamp};
use crate::content::markdown::Room;
use crate::domain::{Refused, access, conversations, people};
use crate::model::{Account, Contact, Conversation, ConversationId, Message, Seat};
use crate::store::{Reads, ReadsExt, Rev, StoreError, tables};

/// Conversations on one page (W-210).
const PAGE: usize = 15;
/// Messages of one conversation that are shown.
const ALL: usize = 5_000;

/// A page of an account's conversations. An unreadable cursor begins at the top.
pub fn inbox(tx: &dyn Reads, look: Look<'_>, account: &Account, cursor: Option<&str>) -> Result<InboxPage, StoreError> {
    let after = cursor.and_then(|cursor| {
        let (at, id) = cursor.split_once('.')?;
        Some((account.id, Rev(Timestamp::from_seconds(at.parse().ok()?)), Rev(ConversationId(id.parse().ok()?))))
    });
    let rows = match after {
        Some(after) => tx.list_after(&tables::INBOX, &(account.id,), &after, PAGE + 1)?,
        None => tx.list(&tables::INBOX, &(account.id,), PAGE + 1)?,
    };
    let last = rows.get(PAGE - 1).filter(|_| rows.len() > PAGE);
    let older = last.map(|((_, at, id), ())| format!("{}.{}", at.0.seconds(), id.0));
    let mut lines = Vec::new();
    for ((_, _, id), ()) in rows.into_iter().take(PAGE) {
        let seat = access::seat(tx, account.id, id.0)?;
        if let (Some(seat), Some(conversation)) = (seat, tx.record::<Conversation>(&id.0)?) {
            lines.push(line(tx, look, account, &conversation, &seat)?);
        }
    }
    Ok(InboxPage { conversations: lines, older, unread: conversations::unread(tx, account.id)? })
}

fn line(
    tx: &dyn Reads,
    look: Look<'_>,
    account: &Account,
    conversation: &Conversation,
    seat: &Seat,
) -> Result<ConversationLine, StoreError> {
    let (mut people, _) = participants(tx, look, conversation)?;
    let me = people::get(tx, account.person)?.guid;
    people.retain(|person| person.guid != me);
    let last = match tx.list_last(&tables::MESSAGES_OF_CONVERSATION, &(conversation.id,), 1)?.first() {
        Some(((_, _, id), ())) => tx.record::<Message>(id)?,
        None => None,
    };
    Ok(ConversationLine {
        guid: conversation.guid.clone(),
        subject: subject(conversation),
        people,
        excerpt: last.as_ref().map(|last| text::title(tx, look, &last.text)).unwrap_or_default(),
        last_author: last.map(|last| person::person(tx, look, last.author)).transpose()?,
        messages: conversation.messages,
        unread: seat.unread,
        at: conversation.updated,
    })
}

fn subject(conversation: &Conversation) -> Option<String> {
    Some(conversation.subject.clone()).filter(|subject| !subject.is_empty())
}

/// Everybody in a conversation who is known here, and the addresses of the rest.
fn participants(
    tx: &dyn Reads,
    look: Look<'_>,
    conversation: &Conversation,
) -> Result<(Vec<PersonView>, Vec<DiasporaId>), StoreError> {
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for id in &conversation.participants {
        match people::by_diaspora_id(tx, id)? {
            Some(person) => known.push(person::view(look, &person)),
            None => unknown.push(id.clone()),
        }
    }
    Ok((known, unknown))
}

/// A conversation in which the account has a seat, with all its messages.
pub fn conversation(
    tx: &dyn Reads,
    look: Look<'_>,
    account: &Account,
    guid: &Guid,
) -> Result<ConversationView, Refused> {
    let (conversation, seat) = conversations::find(tx, account.id, guid)?;
    let (participants, unknown) = participants(tx, look, &conversation)?;
    let first_unread = conversations::first_unread(tx, &conversation, &seat, account)?;
    let mut messages = Vec::new();
    let mut first = None;
    for message in conversations::messages(tx, &conversation, 0, ALL)? {
        if first_unread.is_some_and(|(_, id)| id == message.id) {
            first = Some(message.guid.clone());
        }
        messages.push(MessageView {
            guid: message.guid.clone(),
            author: person::person(tx, look, message.author)?,
            is_mine: message.author == account.person,
            created_at: message.created,
            body_html: text::html(tx, look, &message.text, Room::Comment),
            is_rtl: text::is_rtl(&message.text),
        });
    }
    Ok(ConversationView {
        subject: subject(&conversation),
        author: person::person(tx, look, conversation.author)?,
        created_at: conversation.created,
        participants,
        unknown,
        messages,
        unread: seat.unread,
        first_unread: first,
        is_last_here: tx.count(&tables::SEATS_OF_CONVERSATION, &(conversation.id,), 2)? == 1,
        guid: conversation.guid,
    })
}

/// Everybody whom the account may begin a conversation with, by name (W-205).
pub fn recipients(tx: &dyn Reads, look: Look<'_>, account: &Account) -> Result<Vec<PersonView>, StoreError> {
    let rows: Vec<(_, Contact)> = tx.list(&tables::CONTACTS, &(account.id,), 100_000)?;
    let mut found = Vec::new();
    for ((_, id), _) in rows.into_iter().filter(|(_, contact)| contact.is_mutual()) {
        let person = people::get(tx, id)?;
        if access::may_write_to(tx, account, &person)? {
            found.push(person::view(look, &person));
        }
    }
    found.sort_by(|a, b| (a.name.to_lowercase(), &a.diaspora_id).cmp(&(b.name.to_lowercase(), &b.diaspora_id)));
    Ok(found)
}
