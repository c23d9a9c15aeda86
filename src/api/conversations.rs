//! Private conversations (spec/api-v1.md §4.9).

use super::answer::{Fault, Outcome, created, done, ok};
use super::ask::Ask;
use super::endpoint::{Answer, Endpoint, Kind, Paging, Verb, needed, optional, run};
use super::page::{numbered, stretch, time, timed};
use super::params;
use super::shape::Shaper;
use crate::base::{Guid, Timestamp};
use crate::domain::Refused;
use crate::domain::conversations::{self as rules, NewConversation};
use crate::domain::views::plain;

const GONE: &str = "Conversation with provided guid could not be found";
const NOT_BEGUN: &str = "Couldn't accept or process the conversation";
const NOT_SENT: &str = "Couldn’t accept or process the conversation";
const NOT_CHANGED: &str = "Couldn't update the conversation";
const SCOPE: &[&str] = &["conversations"];
const SINCE: &str = "Only what is this new or newer";

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        verb: Verb::Get,
        path: "conversations",
        scopes: SCOPE,
        summary: "Lists one's conversations, newest first",
        fields: &[
            optional("only_unread", Kind::Flag, "Only those with unread messages"),
            optional("only_after", Kind::Time, SINCE),
        ],
        paging: Paging::Time,
        answer: Answer::Many("Conversation"),
        errors: &[422],
        run: run!(list),
    },
    Endpoint {
        verb: Verb::Post,
        path: "conversations",
        scopes: SCOPE,
        summary: "Begins a conversation with people who share in both directions",
        fields: &[
            needed("subject", Kind::Text, "What it is about"),
            needed("body", Kind::Text, "The first message, Markdown"),
            needed("recipients", Kind::Texts, "Guids of people"),
        ],
        paging: Paging::None,
        answer: Answer::One(201, "Conversation"),
        errors: &[422],
        run: run!(create),
    },
    Endpoint {
        verb: Verb::Get,
        path: "conversations/{guid}",
        scopes: SCOPE,
        summary: "Shows a conversation without marking it read",
        fields: &[],
        paging: Paging::None,
        answer: Answer::One(200, "Conversation"),
        errors: &[404],
        run: run!(show),
    },
    Endpoint {
        verb: Verb::Patch,
        path: "conversations/{guid}",
        scopes: SCOPE,
        summary: "Marks a conversation read or unread",
        fields: &[needed("read", Kind::Flag, "Whether it is read")],
        paging: Paging::None,
        answer: Answer::One(200, "Conversation"),
        errors: &[404, 422],
        run: run!(change),
    },
    Endpoint {
        verb: Verb::Delete,
        path: "conversations/{guid}",
        scopes: SCOPE,
        summary: "Leaves a conversation; the others keep it",
        fields: &[],
        paging: Paging::None,
        answer: Answer::Nothing(204),
        errors: &[404],
        run: run!(delete),
    },
    Endpoint {
        verb: Verb::Get,
        path: "conversations/{guid}/messages",
        scopes: SCOPE,
        summary: "Lists the messages of a conversation, oldest first",
        fields: &[optional("only_after", Kind::Time, SINCE)],
        paging: Paging::Index,
        answer: Answer::Many("Message"),
        errors: &[404, 422],
        run: run!(messages),
    },
    Endpoint {
        verb: Verb::Post,
        path: "conversations/{guid}/messages",
        scopes: SCOPE,
        summary: "Answers in a conversation",
        fields: &[needed("body", Kind::Text, "Markdown")],
        paging: Paging::None,
        answer: Answer::One(201, "Message"),
        errors: &[404, 422],
        run: run!(reply),
    },
];

fn only_after(ask: &Ask) -> Result<Option<Timestamp>, Fault> {
    let Some(text) = ask.text("only_after") else { return Ok(None) };
    time(&text).map(|(at, _)| Some(at)).ok_or(Fault::of(422, "Could not process the conversations request"))
}

async fn list(ask: Ask) -> Outcome {
    let (eyes, since) = (ask.eyes(), only_after(&ask)?);
    let wanted = stretch(&ask, false, "Could not process the conversations request")?;
    let unread = ask.flag("only_unread") == Some(true);
    let found = ask.pod().read::<_, Fault>(move |tx| Ok(plain::conversations(tx, eyes.look(), unread, since, wanted)?));
    let shaper = Shaper(ask.pod().planned().0);
    Ok(timed(&ask, wanted, &found.await?, false, |conversation| shaper.conversation(conversation)))
}

async fn create(ask: Ask) -> Outcome {
    let wrong = || Fault::of(422, NOT_BEGUN);
    let words = |name: &str| ask.text(name).filter(|text| !text.trim().is_empty()).ok_or_else(wrong);
    let (subject, text) = (words("subject")?, words("body")?);
    let mut recipients = Vec::new();
    for value in ask.list("recipients") {
        recipients.push(params::text(Some(&value)).and_then(|text| Guid::parse(&text).ok()).ok_or_else(wrong)?);
    }
    let (eyes, account) = (ask.eyes(), ask.account());
    let made = ask.pod().write::<_, Refused>(move |tx, cx| {
        let made = rules::create(tx, cx, &account, NewConversation { subject, text, recipients })?;
        plain::conversation(tx, eyes.look(), &made.guid)
    });
    let made = made.await.map_err(|why| Fault::told(why, NOT_BEGUN, NOT_BEGUN))?;
    Ok(created(&Shaper(ask.pod().planned().0).conversation(&made)))
}

async fn show(ask: Ask) -> Outcome {
    let (eyes, guid) = (ask.eyes(), ask.guid("guid", GONE)?);
    let found = ask.pod().read::<_, Refused>(move |tx| plain::conversation(tx, eyes.look(), &guid)).await;
    let found = found.map_err(|why| Fault::told(why, GONE, GONE))?;
    Ok(ok(&Shaper(ask.pod().planned().0).conversation(&found)))
}

async fn change(ask: Ask) -> Outcome {
    let (eyes, account, guid) = (ask.eyes(), ask.account(), ask.guid("guid", GONE)?);
    let read = ask.flag("read");
    let changed = ask.pod().write::<_, Fault>(move |tx, _| {
        rules::find(tx, account.id, &guid).map_err(|why| Fault::told(why, GONE, GONE))?;
        rules::mark(tx, &account, &guid, read.ok_or(Fault::of(422, NOT_CHANGED))?)?;
        Ok(plain::conversation(tx, eyes.look(), &guid)?)
    });
    Ok(ok(&Shaper(ask.pod().planned().0).conversation(&changed.await?)))
}

async fn delete(ask: Ask) -> Outcome {
    let (account, guid) = (ask.account(), ask.guid("guid", GONE)?);
    let left = ask.pod().write::<_, Refused>(move |tx, _| rules::hide(tx, &account, &guid)).await;
    left.map(|_| done()).map_err(|why| Fault::told(why, GONE, GONE))
}

async fn messages(ask: Ask) -> Outcome {
    let (eyes, guid, since) = (ask.eyes(), ask.guid("guid", GONE)?, only_after(&ask));
    let found = ask.pod().read::<_, Fault>(move |tx| {
        let found = plain::messages(tx, eyes.look(), &guid).map_err(|why| Fault::told(why, GONE, GONE))?;
        let since = since?;
        Ok(found.into_iter().filter(|message| since.is_none_or(|since| message.created_at >= since)).collect())
    });
    let found: Vec<_> = found.await?;
    let shaper = Shaper(ask.pod().planned().0);
    Ok(numbered(&ask, &found, |message| shaper.message(message)))
}

async fn reply(ask: Ask) -> Outcome {
    let (eyes, account, guid) = (ask.eyes(), ask.account(), ask.guid("guid", GONE)?);
    let words = ask.text("body").unwrap_or_default();
    let sent = ask.pod().write::<_, Refused>(move |tx, cx| {
        let sent = rules::reply(tx, cx, &account, &guid, &words)?;
        Ok(plain::message(tx, eyes.look(), &sent)?)
    });
    let sent = sent.await.map_err(|why| Fault::told(why, GONE, NOT_SENT))?;
    Ok(created(&Shaper(ask.pod().planned().0).message(&sent)))
}
