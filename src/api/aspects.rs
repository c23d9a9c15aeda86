//! Aspects and who is in them (spec/api-v1.md §4.1, §4.2).

use super::answer::{Fault, Outcome, done, ok};
use super::ask::Ask;
use super::endpoint::{Answer, Endpoint, Kind, Paging, Verb, needed, optional, run};
use super::page::numbered;
use super::params;
use super::shape::{Shaper, aspect};
use crate::base::Guid;
use crate::domain::views::plain;
use crate::domain::{Refused, access, aspects as rules, contacts, people};
use crate::model::AspectId;

const GONE: &str = "Aspect with provided ID could not be found";
const NOT_CREATED: &str = "Failed to create the aspect";
const NOT_CHANGED: &str = "Failed to update the aspect";
const NOT_DELETED: &str = "Failed to delete the aspect";
const NOT_ADDED: &str = "Failed to add user to aspect";
const NOT_REMOVED: &str = "Failed to remove user from aspect";
const NO_MEMBER: &str = "Aspect or contact on aspect not found";

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        verb: Verb::Get,
        path: "aspects",
        scopes: &["contacts:read"],
        summary: "Lists one's aspects in their order",
        fields: &[],
        paging: Paging::Index,
        answer: Answer::Many("Aspect"),
        errors: &[],
        run: run!(list),
    },
    Endpoint {
        verb: Verb::Post,
        path: "aspects",
        scopes: &["contacts:modify"],
        summary: "Makes an aspect",
        fields: &[needed("name", Kind::Text, "At most 20 characters, unlike the names of the others")],
        paging: Paging::None,
        answer: Answer::One(200, "Aspect"),
        errors: &[422],
        run: run!(create),
    },
    Endpoint {
        verb: Verb::Get,
        path: "aspects/{id}",
        scopes: &["contacts:read"],
        summary: "Shows an aspect",
        fields: &[],
        paging: Paging::None,
        answer: Answer::One(200, "Aspect"),
        errors: &[404],
        run: run!(show),
    },
    Endpoint {
        verb: Verb::Patch,
        path: "aspects/{id}",
        scopes: &["contacts:modify"],
        summary: "Renames or moves an aspect",
        fields: &[optional("name", Kind::Text, "A new name"), optional("order", Kind::Number, "A new place")],
        paging: Paging::None,
        answer: Answer::One(200, "Aspect"),
        errors: &[404, 422],
        run: run!(change),
    },
    Endpoint {
        verb: Verb::Delete,
        path: "aspects/{id}",
        scopes: &["contacts:modify"],
        summary: "Deletes an aspect; who is in no other is no longer shared with",
        fields: &[],
        paging: Paging::None,
        answer: Answer::Nothing(204),
        errors: &[422],
        run: run!(delete),
    },
    Endpoint {
        verb: Verb::Get,
        path: "aspects/{id}/contacts",
        scopes: &["contacts:read"],
        summary: "Lists the people in an aspect",
        fields: &[],
        paging: Paging::Index,
        answer: Answer::Many("PersonShort"),
        errors: &[404],
        run: run!(members),
    },
    Endpoint {
        verb: Verb::Post,
        path: "aspects/{id}/contacts",
        scopes: &["contacts:modify"],
        summary: "Puts a person into an aspect, which starts sharing",
        fields: &[
            optional("person_guid", Kind::Text, "The person"),
            optional("person", Kind::Text, "Another name for person_guid"),
        ],
        paging: Paging::None,
        answer: Answer::Nothing(204),
        errors: &[404, 422],
        run: run!(add),
    },
    Endpoint {
        verb: Verb::Delete,
        path: "aspects/{id}/contacts/{person}",
        scopes: &["contacts:modify"],
        summary: "Takes a person out of an aspect; out of the last one ends sharing",
        fields: &[],
        paging: Paging::None,
        answer: Answer::Nothing(204),
        errors: &[404, 422],
        run: run!(remove),
    },
];

/// The aspect of the path; what is no number names none.
fn id(ask: &Ask) -> Option<AspectId> {
    ask.part("id").parse().ok().map(AspectId)
}

async fn list(ask: Ask) -> Outcome {
    let account = ask.account();
    let all = ask.pod().read::<_, Fault>(move |tx| Ok(rules::list(tx, &account)?)).await?;
    Ok(numbered(&ask, &all, aspect))
}

async fn create(ask: Ask) -> Outcome {
    let name = ask.text("name").ok_or(Fault::of(422, NOT_CREATED))?;
    let account = ask.account();
    let made = ask.pod().write::<_, Refused>(move |tx, _| rules::create(tx, &account, &name)).await;
    Ok(ok(&aspect(&made.map_err(|why| Fault::told(why, GONE, NOT_CREATED))?)))
}

async fn show(ask: Ask) -> Outcome {
    let (account, id) = (ask.account(), id(&ask).ok_or(Fault::of(404, GONE))?);
    let found = ask.pod().read::<_, Refused>(move |tx| rules::get(tx, &account, id)).await;
    Ok(ok(&aspect(&found.map_err(|why| Fault::told(why, GONE, GONE))?)))
}

async fn change(ask: Ask) -> Outcome {
    let (account, id) = (ask.account(), id(&ask).ok_or(Fault::of(404, NOT_CHANGED))?);
    // An empty name is a name that is not acceptable, not one that was left out.
    let name = ask.value("name").map(|value| params::text(Some(value)).unwrap_or_default());
    let order = match ask.value("order") {
        None => None,
        Some(value) => {
            let order = params::number(Some(value)).and_then(|order| u32::try_from(order).ok());
            Some(order.ok_or(Fault::of(422, NOT_CHANGED))?)
        }
    };
    let changed = ask.pod().write::<_, Refused>(move |tx, _| {
        rules::get(tx, &account, id)?;
        if let Some(name) = name {
            rules::rename(tx, &account, id, &name)?;
        }
        if let Some(order) = order {
            rules::put_at(tx, &account, id, order)?;
        }
        rules::get(tx, &account, id)
    });
    Ok(ok(&aspect(&changed.await.map_err(|why| Fault::told(why, NOT_CHANGED, NOT_CHANGED))?)))
}

async fn delete(ask: Ask) -> Outcome {
    let (account, id) = (ask.account(), id(&ask).ok_or(Fault::of(422, NOT_DELETED))?);
    let deleted = ask.pod().write::<_, Refused>(move |tx, cx| rules::delete(tx, cx, &account, id)).await;
    match deleted {
        Ok(_) => Ok(done()),
        Err(Refused::NotFound) => Err(Fault::of(422, NOT_DELETED)),
        Err(why) => Err(Fault::told(why, NOT_DELETED, NOT_DELETED)),
    }
}

async fn members(ask: Ask) -> Outcome {
    let (eyes, id) = (ask.eyes(), id(&ask).ok_or(Fault::of(404, GONE))?);
    let found = ask.pod().read::<_, Refused>(move |tx| plain::members(tx, eyes.look(), id)).await;
    let shaper = Shaper(ask.pod().planned().0);
    Ok(numbered(&ask, &found.map_err(|why| Fault::told(why, GONE, GONE))?, |person| shaper.person(person)))
}

async fn add(ask: Ask) -> Outcome {
    let (account, id) = (ask.account(), id(&ask).ok_or(Fault::of(404, GONE))?);
    let person = ask.text("person_guid").or_else(|| ask.text("person"));
    let added = ask.pod().write::<_, Fault>(move |tx, cx| {
        rules::get(tx, &account, id).map_err(|why| Fault::told(why, GONE, GONE))?;
        let guid = person.ok_or_else(|| Fault::missing("person_guid"))?;
        let wrong = || Fault::of(422, NOT_ADDED);
        let guid = Guid::parse(&guid).map_err(|_| wrong())?;
        let person = people::by_guid(tx, &guid)?.ok_or_else(wrong)?;
        if rules::of_person(tx, &account, person.id)?.contains(&id) {
            return Err(wrong());
        }
        contacts::add(tx, cx, &account, id, person.id).map_err(|why| Fault::told(why, NOT_ADDED, NOT_ADDED))
    });
    added.await.map(|()| done())
}

async fn remove(ask: Ask) -> Outcome {
    let (account, id) = (ask.account(), id(&ask).ok_or(Fault::of(404, NO_MEMBER))?);
    let guid = Guid::parse(ask.part("person"));
    let removed = ask.pod().write::<_, Fault>(move |tx, cx| {
        rules::get(tx, &account, id).map_err(|why| Fault::told(why, NO_MEMBER, NO_MEMBER))?;
        let wrong = || Fault::of(422, NOT_REMOVED);
        let person = people::by_guid(tx, &guid.map_err(|_| wrong())?)?.ok_or_else(wrong)?;
        let is_member = access::contact(tx, account.id, person.id)?.is_some()
            && rules::of_person(tx, &account, person.id)?.contains(&id);
        if !is_member {
            return Err(Fault::of(404, NO_MEMBER));
        }
        contacts::remove(tx, cx, &account, id, person.id).map_err(|why| Fault::told(why, NO_MEMBER, NOT_REMOVED))
    });
    removed.await.map(|()| done())
}
