//! Streams (spec/api-v1.md §4.14).

use super::answer::{Fault, Outcome};
use super::ask::Ask;
use super::endpoint::{Answer, Endpoint, Kind, Paging, Verb, optional, run};
use super::page::{stretch, timed};
use super::params;
use super::shape::Shaper;
use crate::domain::views::{Stream, plain};
use crate::domain::{Refused, aspects};
use crate::model::{AspectId, StreamKind};
use serde_json::Value;

const WRONG: &str = "Could not process the stream request";

/// A row of the table: one of the account's own streams.
macro_rules! own {
    ($path:literal, $scopes:expr, $summary:literal, $kind:expr) => {
        Endpoint {
            verb: Verb::Get,
            path: $path,
            scopes: $scopes,
            summary: $summary,
            fields: &[],
            paging: Paging::Time,
            answer: Answer::Many("Post"),
            errors: &[422],
            run: |ask| Box::pin(show(ask, Stream::Own($kind))),
        }
    };
}

pub(super) const ENDPOINTS: &[Endpoint] = &[
    own!(
        "streams/main",
        &["public:read"],
        "Posts of everybody one shares with, by followed tags, and one's own",
        StreamKind::Main
    ),
    Endpoint {
        verb: Verb::Get,
        path: "streams/aspects",
        scopes: &["public:read", "contacts:read", "private:read"],
        summary: "Posts by members of the chosen aspects, and one's own",
        fields: &[optional("aspect_ids", Kind::Numbers, "Also as a JSON array in text; all if left out")],
        paging: Paging::Time,
        answer: Answer::Many("Post"),
        errors: &[422],
        run: run!(of_aspects),
    },
    own!(
        "streams/activity",
        &["public:read"],
        "Posts one wrote or takes part in, by the last interaction",
        StreamKind::Activity
    ),
    own!("streams/mentions", &["public:read"], "Posts that mention one", StreamKind::Mentions),
    own!("streams/tags", &["public:read", "tags:read"], "Posts with tags one follows", StreamKind::Tags),
    own!("streams/liked", &["public:read"], "Posts one likes", StreamKind::Liked),
    own!("streams/commented", &["public:read"], "Posts one commented on", StreamKind::Commented),
];

async fn show(ask: Ask, which: Stream) -> Outcome {
    let (eyes, wanted) = (ask.eyes(), stretch(&ask, false, WRONG)?);
    let found = ask.pod().read::<_, Refused>(move |tx| plain::stream(tx, eyes.look(), &which, wanted)).await?;
    let shaper = Shaper(ask.pod().planned().0);
    Ok(timed(&ask, wanted, &found, true, |post| shaper.post(post)))
}

async fn of_aspects(ask: Ask) -> Outcome {
    let asked = asked(&ask)?;
    let account = ask.account();
    let own = ask.pod().read::<_, Fault>(move |tx| Ok(aspects::list(tx, &account)?)).await?;
    let own = own.into_iter().map(|aspect| aspect.id);
    let chosen = own.filter(|aspect| asked.as_ref().is_none_or(|asked| asked.contains(aspect))).collect();
    show(ask, Stream::Aspects(chosen)).await
}

/// The aspects asked for: a JSON array in text, or a list; all if there are none.
fn asked(ask: &Ask) -> Result<Option<Vec<AspectId>>, Fault> {
    let wrong = || Fault::of(422, WRONG);
    let values = match ask.value("aspect_ids") {
        None => return Ok(None),
        Some(Value::String(text)) if text.trim().is_empty() => return Ok(None),
        Some(Value::String(text)) => match serde_json::from_str(text) {
            Ok(Value::Array(values)) => values,
            Ok(one @ Value::Number(_)) => vec![one],
            _ => return Err(wrong()),
        },
        Some(Value::Array(values)) => values.clone(),
        Some(_) => return Err(wrong()),
    };
    let ids: Result<Vec<AspectId>, Fault> =
        values.iter().map(|value| params::number(Some(value)).map(AspectId).ok_or_else(wrong)).collect();
    Ok(Some(ids?).filter(|ids| !ids.is_empty()))
}
