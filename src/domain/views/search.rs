//! Finding people, and the page of a tag (spec/features.md §8.1).

use super::stream::{self, Stream};
use super::{ContactView, Look, Lookup, SearchView, SuggestionsView, TagView, person};
use crate::base::DiasporaId;
use crate::domain::{Refused, access, people, tags};
use crate::model::{LookupState, Person, PersonId};
use crate::store::{Reads, ReadsExt, StoreError, records, tables};

/// People on one page of results.
const PAGE: usize = 15;
/// Rows of the word index looked at for one search.
const CANDIDATES: usize = 2_000;
/// Rows of the word index walked for words that only contain what was typed.
const WALKED: usize = 20_000;
/// People and tags offered while somebody types.
const OFFERED: usize = 5;
/// People with a tag that are counted.
const COUNTED: usize = 1_000;

/// What a search finds: an address exactly, else people with all the words in their names, or whose
/// address begins with the text. Own contacts come first (W-093, W-215).
pub fn search(tx: &dyn Reads, look: Look<'_>, query: &str, cursor: Option<&str>) -> Result<SearchView, StoreError> {
    let query = query.trim();
    let mut lookup = Lookup::Idle;
    let mut found = Vec::new();
    if let Ok(id) = DiasporaId::from_input(query) {
        match people::by_diaspora_id(tx, &id)? {
            Some(person) => found.push(person),
            None => {
                lookup = match tx.get(&tables::LOOKUPS, &id)?.map(|lookup| lookup.state) {
                    Some(LookupState::Looking) => Lookup::Looking,
                    Some(LookupState::Failed(_)) => Lookup::NotFound,
                    None => Lookup::Idle,
                }
            }
        }
    } else if query.chars().count() >= 2 {
        found = by_name(tx, look, query)?;
    }
    let start = cursor.and_then(|cursor| cursor.parse::<usize>().ok()).unwrap_or(0);
    let next = (found.len() > start.saturating_add(PAGE)).then(|| (start + PAGE).to_string());
    let mut people = Vec::new();
    for found in found.iter().skip(start).take(PAGE) {
        people.push(ContactView { relation: person::relation(tx, look, found)?, person: person::view(look, found) });
    }
    Ok(SearchView { query: query.to_owned(), people, lookup, next })
}

/// People with a tag in their profile, whom the viewer may find.
pub(super) fn tagged(tx: &dyn Reads, look: Look<'_>, tag: &str) -> Result<Vec<Person>, StoreError> {
    let mut found = Vec::new();
    for ((_, id), ()) in tx.list(&tables::PERSONS_BY_TAG, &(tag.to_owned(),), CANDIDATES)? {
        let person = people::get(tx, id)?;
        if access::may_find(tx, &person, look.viewer)? {
            found.push(person);
        }
    }
    Ok(found)
}

/// People by name or address, whom the viewer may find.
pub(super) fn named(tx: &dyn Reads, look: Look<'_>, query: &str) -> Result<Vec<Person>, StoreError> {
    if query.trim().chars().count() < 2 { Ok(Vec::new()) } else { by_name(tx, look, query.trim()) }
}

pub(super) fn by_name(tx: &dyn Reads, look: Look<'_>, query: &str) -> Result<Vec<Person>, StoreError> {
    let words = records::search_words(query);
    let mut candidates: Vec<PersonId> = Vec::new();
    if let Some(first) = words.first() {
        candidates
            .extend(tx.starting_with(&tables::PERSONS_BY_WORD, first, CANDIDATES)?.into_iter().map(|((_, id), ())| id));
    }
    let address: String = query.to_lowercase().split_whitespace().collect();
    candidates
        .extend(tx.starting_with(&tables::PERSON_BY_DIASPORA_ID, &address, CANDIDATES)?.into_iter().map(|(_, id)| id));
    if candidates.len() < PAGE
        && let Some(first) = words.first()
    {
        let rows = tx.list(&tables::PERSONS_BY_WORD, &(), WALKED)?;
        candidates.extend(rows.into_iter().filter(|((word, _), ())| word.contains(first)).map(|((_, id), ())| id));
    }
    candidates.sort_unstable();
    candidates.dedup();
    let mut found = Vec::new();
    for id in candidates {
        let person = people::get(tx, id)?;
        let named = records::search_words(&person.profile.full_name());
        let fits = words.iter().all(|word| named.iter().any(|name| name.contains(word.as_str())))
            || person.diaspora_id.as_str().starts_with(&address);
        if fits && access::may_find(tx, &person, look.viewer)? {
            let contact = match look.viewer.account() {
                Some(account) => access::contact(tx, account.id, person.id)?.is_some(),
                None => false,
            };
            found.push((
                !contact,
                person.profile.last_name.to_lowercase(),
                person.profile.first_name.to_lowercase(),
                person,
            ));
        }
    }
    found.sort_by(|a, b| (a.0, &a.1, &a.2).cmp(&(b.0, &b.1, &b.2)));
    Ok(found.into_iter().map(|(_, _, _, person)| person).collect())
}

/// What is offered while somebody types: people by name or address, and tags (W-214).
pub fn suggestions(tx: &dyn Reads, look: Look<'_>, typed: &str) -> Result<SuggestionsView, StoreError> {
    let typed = typed.trim();
    if typed.chars().count() < 2 {
        return Ok(SuggestionsView::default());
    }
    let people = match typed.starts_with('#') {
        true => Vec::new(),
        false => by_name(tx, look, typed)?.iter().take(OFFERED).map(|found| person::view(look, found)).collect(),
    };
    Ok(SuggestionsView { people, tags: tags::beginning(tx, typed, OFFERED)? })
}

/// The page of a tag, with the people who describe themselves with it, a page each (W-012, W-093).
pub fn tag(
    tx: &dyn Reads,
    look: Look<'_>,
    name: &str,
    cursor: Option<&str>,
    people_cursor: Option<&str>,
) -> Result<TagView, Refused> {
    let posts = stream::stream(tx, look, &Stream::Tag(name.to_owned()), cursor)?;
    let mut found = Vec::new();
    for ((_, id), ()) in tx.list(&tables::PERSONS_BY_TAG, &(name.to_owned(),), COUNTED)? {
        let person = people::get(tx, id)?;
        let is_shown = person.is_local() || look.viewer.account().is_some();
        if person.profile.searchable && !person.closed && is_shown {
            found.push(person);
        }
    }
    let start = people_cursor.and_then(|cursor| cursor.parse::<usize>().ok()).unwrap_or(0);
    Ok(TagView {
        name: name.to_owned(),
        posts,
        people: found.iter().skip(start).take(PAGE).map(|found| person::view(look, found)).collect(),
        people_count: u32::try_from(found.len()).unwrap_or(u32::MAX),
        more_people: (found.len() > start.saturating_add(PAGE)).then(|| (start + PAGE).to_string()),
        is_followed: match look.viewer.account() {
            Some(account) => tags::follows(tx, account.id, name)?,
            None => false,
        },
    })
}
