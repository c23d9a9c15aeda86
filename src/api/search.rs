//! Search (spec/api-v1.md §4.13).

use super::answer::{Fault, Outcome};
use super::ask::Ask;
use super::endpoint::{Answer, Endpoint, Kind, Paging, Verb, needed, optional, run};
use super::page::{numbered, stretch, timed};
use super::params;
use super::shape::Shaper;
use crate::domain::tags;
use crate::domain::views::plain::{self, Among};
use crate::domain::views::{Found, Stream};
use crate::domain::{Refused, aspects};
use crate::model::AspectId;

const BAD_TIME: &str = "Could not process the search request";
/// Tags that one search finds at the most.
const TAGS: usize = 1_000;

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        verb: Verb::Get,
        path: "search/users",
        scopes: &["public:read"],
        summary: "Finds people by name or address, or by a tag of their profile",
        fields: &[
            optional("name_or_handle", Kind::Text, "A part of the name, or the beginning of the address"),
            optional("tag", Kind::Text, "A tag of the profile; not together with name_or_handle"),
            optional(
                "filter",
                Kind::Texts,
                "contacts, contacts:receiving, contacts:sharing, aspect:ID,ID; needs contacts:read",
            ),
        ],
        paging: Paging::Index,
        answer: Answer::Many("PersonShort"),
        errors: &[422],
        run: run!(users),
    },
    Endpoint {
        verb: Verb::Get,
        path: "search/posts",
        scopes: &["public:read"],
        summary: "Finds posts with a tag",
        fields: &[needed("tag", Kind::Text, "The tag; # and capitals do not matter")],
        paging: Paging::Time,
        answer: Answer::Many("Post"),
        errors: &[422],
        run: run!(posts),
    },
    Endpoint {
        verb: Verb::Get,
        path: "search/tags",
        scopes: &["public:read"],
        summary: "Finds tags by their beginning",
        fields: &[needed("query", Kind::Text, "The beginning")],
        paging: Paging::Index,
        answer: Answer::Many("Tag"),
        errors: &[422],
        run: run!(tags_beginning),
    },
];

async fn users(ask: Ask) -> Outcome {
    let (words, tag) = (ask.text("name_or_handle"), ask.text("tag"));
    let filters = ask.list("filter");
    let may_filter = ask.bearer.may("contacts:read");
    if !filters.is_empty() && !may_filter {
        return Err(Fault::scope());
    }
    match (&words, &tag) {
        (Some(_), Some(_)) => return Err(Fault::of(422, "Parameters tag and name_or_handle are exclusive")),
        (None, None) => return Err(Fault::of(422, "Missing parameter tag or name_or_handle")),
        _ => {}
    }
    let mut among = Vec::new();
    for filter in filters {
        let filter = params::text(Some(&filter)).ok_or(Fault::of(422, "Invalid filter"))?;
        among.push(read_filter(&filter)?);
    }
    let (eyes, account) = (ask.eyes(), ask.account());
    let found = ask.pod().read::<_, Fault>(move |tx| {
        let own: Vec<AspectId> = aspects::list(tx, &account)?.into_iter().map(|aspect| aspect.id).collect();
        let is_foreign = among.iter().any(|among| match among {
            Among::Aspects(chosen) => chosen.iter().any(|aspect| !own.contains(aspect)),
            _ => false,
        });
        if is_foreign {
            return Err(Fault::of(422, "Invalid aspect filter"));
        }
        let tag = tag.map(|tag| tags::normal(&tag).unwrap_or_default());
        Ok(plain::search(tx, eyes.look(), words.as_deref(), tag.as_deref(), &among, may_filter)?)
    });
    let shaper = Shaper(ask.pod().planned().0);
    Ok(numbered(&ask, &found.await?, |person| shaper.person(person)))
}

fn read_filter(filter: &str) -> Result<Among, Fault> {
    match filter {
        "contacts" => Ok(Among::Contacts),
        "contacts:receiving" => Ok(Among::Receiving),
        "contacts:sharing" => Ok(Among::Sharing),
        _ => {
            let ids = filter.strip_prefix("aspect:").ok_or(Fault::of(422, "Invalid filter"))?;
            let ids: Result<Vec<u64>, _> = ids.split(',').map(|id| id.trim().parse()).collect();
            let ids = ids.map_err(|_| Fault::of(422, "Invalid aspect filter"))?;
            Ok(Among::Aspects(ids.into_iter().map(AspectId).collect()))
        }
    }
}

async fn posts(ask: Ask) -> Outcome {
    let tag = ask.required("tag")?;
    let (eyes, wanted) = (ask.eyes(), stretch(&ask, false, BAD_TIME)?);
    let found = ask.pod().read::<_, Refused>(move |tx| match tags::normal(&tag) {
        Some(tag) => plain::stream(tx, eyes.look(), &Stream::Tag(tag), wanted),
        None => Ok(Found { items: Vec::new(), more: false }),
    });
    let shaper = Shaper(ask.pod().planned().0);
    Ok(timed(&ask, wanted, &found.await?, true, |post| shaper.post(post)))
}

async fn tags_beginning(ask: Ask) -> Outcome {
    let query = ask.required("query")?;
    let found = ask.pod().read::<_, Fault>(move |tx| {
        // A letter that no tag has ends the search, instead of being looked past.
        let bare = query.trim().trim_start_matches('#').to_lowercase();
        match tags::normal(&bare).filter(|normal| *normal == bare) {
            Some(start) => Ok(tags::beginning(tx, &start, TAGS)?),
            None => Ok(Vec::new()),
        }
    });
    Ok(numbered(&ask, &found.await?, String::clone))
}
