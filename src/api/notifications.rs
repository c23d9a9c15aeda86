//! Notifications (spec/api-v1.md §4.10).

use super::answer::{Fault, Outcome, done, ok};
use super::ask::Ask;
use super::endpoint::{Answer, Endpoint, Kind, Paging, Verb, needed, optional, run};
use super::page::{stretch, time, timed};
use super::shape::Shaper;
use crate::base::Timestamp;
use crate::domain::views::plain;
use crate::domain::{Refused, notifications as rules};

const GONE: &str = "Notification with provided guid could not be found";
const WRONG: &str = "Could not process the notifications request";
const SCOPE: &[&str] = &["notifications"];

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        verb: Verb::Get,
        path: "notifications",
        scopes: SCOPE,
        summary: "Lists notifications, newest first",
        fields: &[
            optional("only_unread", Kind::Flag, "Only those that wait to be read"),
            optional("only_after", Kind::Time, "Only from this date or moment on"),
            optional("type", Kind::Text, "Only of this type"),
        ],
        paging: Paging::Time,
        answer: Answer::Many("Notification"),
        errors: &[422],
        run: run!(list),
    },
    Endpoint {
        verb: Verb::Get,
        path: "notifications/{guid}",
        scopes: SCOPE,
        summary: "Shows a notification without marking it read",
        fields: &[],
        paging: Paging::None,
        answer: Answer::One(200, "Notification"),
        errors: &[404],
        run: run!(show),
    },
    Endpoint {
        verb: Verb::Patch,
        path: "notifications/{guid}",
        scopes: SCOPE,
        summary: "Marks a notification read or unread",
        fields: &[needed("read", Kind::Flag, "Whether it is read")],
        paging: Paging::None,
        answer: Answer::Nothing(204),
        errors: &[404, 422],
        run: run!(change),
    },
];

/// A date, or a moment with its zone.
fn since(ask: &Ask) -> Result<Option<Timestamp>, Fault> {
    let Some(text) = ask.text("only_after") else { return Ok(None) };
    let whole = if text.len() == 10 { format!("{text}T00:00:00Z") } else { text };
    time(&whole).map(|(at, _)| Some(at)).ok_or(Fault::of(422, WRONG))
}

async fn list(ask: Ask) -> Outcome {
    let (eyes, since) = (ask.eyes(), since(&ask)?);
    let wanted = stretch(&ask, false, WRONG)?;
    let unread = ask.flag("only_unread") == Some(true);
    let kind = match ask.text("type") {
        None => None,
        Some(name) => Some(plain::notification_kind(&name).ok_or(Fault::of(422, WRONG))?),
    };
    let found =
        ask.pod().read::<_, Fault>(move |tx| Ok(plain::notifications(tx, eyes.look(), unread, since, kind, wanted)?));
    let shaper = Shaper(ask.pod().planned().0);
    Ok(timed(&ask, wanted, &found.await?, false, |notification| shaper.notification(notification)))
}

async fn show(ask: Ask) -> Outcome {
    let (eyes, guid) = (ask.eyes(), ask.guid("guid", GONE)?);
    let found = ask.pod().read::<_, Refused>(move |tx| plain::notification(tx, eyes.look(), &guid)).await;
    let found = found.map_err(|why| Fault::told(why, GONE, GONE))?;
    Ok(ok(&Shaper(ask.pod().planned().0).notification(&found)))
}

async fn change(ask: Ask) -> Outcome {
    let (eyes, account, guid) = (ask.eyes(), ask.account(), ask.guid("guid", GONE)?);
    let read = ask.flag("read");
    let changed = ask.pod().write::<_, Fault>(move |tx, _| {
        let found = plain::notification(tx, eyes.look(), &guid).map_err(|why| Fault::told(why, GONE, GONE))?;
        let read = read.ok_or(Fault::of(422, WRONG))?;
        Ok(rules::mark(tx, &account, found.id, !read)?)
    });
    changed.await.map(|()| done())
}
