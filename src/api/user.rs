//! One's own profile (spec/api-v1.md §4.11).

use super::answer::{Fault, Outcome, ok};
use super::ask::Ask;
use super::endpoint::{Answer, Endpoint, Kind, Paging, Verb, optional, run};
use super::params;
use super::shape::Shaper;
use crate::domain::profiles::NewProfile;
use crate::domain::views::plain;
use crate::domain::{Refused, people, profiles};
use crate::model::{Birthday, Profile};
use serde_json::{Map, Value};

const NOT_CHANGED: &str = "Failed to update the user settings";
/// Up to this year a birthday has no year.
const NO_YEAR: i16 = 1004;
/// Tags of a profile.
const TAGS: usize = 5;

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        verb: Verb::Get,
        path: "user",
        scopes: &["profile"],
        summary: "Shows one's own profile",
        fields: &[],
        paging: Paging::None,
        answer: Answer::One(200, "OwnProfile"),
        errors: &[],
        run: run!(show),
    },
    Endpoint {
        verb: Verb::Patch,
        path: "user",
        scopes: &["profile:modify"],
        summary: "Changes one's own profile",
        fields: &[
            optional("name", Kind::Text, "At most 32 characters"),
            optional("bio", Kind::Text, "Markdown"),
            optional("gender", Kind::Text, "At most 255 characters"),
            optional("location", Kind::Text, "At most 255 characters"),
            optional("birthday", Kind::Text, "YYYY-MM-DD; null takes it away"),
            optional("searchable", Kind::Flag, "Whether strangers find one by name"),
            optional("show_profile_info", Kind::Flag, "Whether everybody sees the details"),
            optional("nsfw", Kind::Flag, "Whether what one posts is not safe for work"),
            optional("tags", Kind::Texts, "At most 5, instead of those before"),
        ],
        paging: Paging::None,
        answer: Answer::One(200, "OwnProfile"),
        errors: &[422],
        run: run!(change),
    },
];

async fn show(ask: Ask) -> Outcome {
    let (eyes, account) = (ask.eyes(), ask.account());
    let found =
        ask.pod().read::<_, Fault>(move |tx| Ok(plain::profile(tx, eyes.look(), &people::get(tx, account.person)?)?));
    Ok(ok(&Shaper(ask.pod().planned().0).profile(&found.await?)))
}

async fn change(ask: Ask) -> Outcome {
    let (eyes, account, values) = (ask.eyes(), ask.account(), ask.values().clone());
    let changed = ask.pod().write::<_, Fault>(move |tx, cx| {
        let known = people::get(tx, account.person)?;
        let new = merged(&known.profile, &values).ok_or(Fault::of(422, NOT_CHANGED))?;
        let changed = profiles::edit(tx, cx, &account, new);
        changed.map_err(|why: Refused| Fault::told(why, NOT_CHANGED, NOT_CHANGED))?;
        Ok(plain::profile(tx, eyes.look(), &people::get(tx, account.person)?)?)
    });
    Ok(ok(&Shaper(ask.pod().planned().0).profile(&changed.await?)))
}

/// The profile with what was sent in place of what was there; `None` if something is wrong with it.
fn merged(known: &Profile, values: &Map<String, Value>) -> Option<NewProfile> {
    let text = |name: &str, known: &String| match values.get(name) {
        None | Some(Value::Null) => Some(known.clone()),
        Some(Value::String(text)) => Some(text.clone()),
        Some(_) => None,
    };
    let flag = |name: &str, known: bool| match values.get(name) {
        None | Some(Value::Null) => Some(known),
        value => params::flag(value),
    };
    let (first_name, last_name) = match values.get("name") {
        None | Some(Value::Null) => (known.first_name.clone(), known.last_name.clone()),
        Some(Value::String(name)) if name.contains(';') || name.chars().count() > 32 => return None,
        Some(Value::String(name)) => (name.clone(), String::new()),
        Some(_) => return None,
    };
    Some(NewProfile {
        first_name,
        last_name,
        bio: text("bio", &known.bio)?,
        gender: text("gender", &known.gender)?,
        location: text("location", &known.location)?,
        birthday: if values.contains_key("birthday") { birthday(&values["birthday"])? } else { known.birthday },
        searchable: flag("searchable", known.searchable)?,
        public: flag("show_profile_info", known.public)?,
        nsfw: flag("nsfw", known.nsfw)?,
        tags: match values.get("tags") {
            None | Some(Value::Null) => known.tags.join(" "),
            given => tags(given)?,
        },
    })
}

fn tags(given: Option<&Value>) -> Option<String> {
    let tags = params::list(given);
    let words: Option<Vec<String>> =
        tags.iter().map(|tag| Some(tag.as_str()?.split_whitespace().collect::<String>())).collect();
    words.filter(|words| words.len() <= TAGS).map(|words| words.join(" "))
}

/// A date, also as the front of a date-time; nothing takes it away. `None` if it is no date.
fn birthday(value: &Value) -> Option<Option<Birthday>> {
    let text = match value {
        Value::Null => return Some(None),
        Value::String(text) if text.is_empty() => return Some(None),
        Value::String(text) => text,
        _ => return None,
    };
    let mut parts = text.split('T').next()?.splitn(3, '-');
    let (year, month, day) =
        (parts.next()?.parse::<i16>().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Some(Some(Birthday { year: Some(year).filter(|year| *year > NO_YEAR), month, day }))
}
