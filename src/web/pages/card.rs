//! The small card beside a name, for our script and for programs (spec/features.md §4.4).

use super::super::layout::{Place, Shell, tag_address};
use super::super::parts::{face, person_link, sharing_aspects, sharing_state};
use super::super::reply::{Failure, answer, page as reply_page};
use super::super::session::Visit;
use super::super::{Web, get, visit};
use crate::base::Guid;
use crate::domain::Refused;
use crate::domain::views::{self, CardView};
use crate::net::inbound::reply;
use maud::{Markup, html};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

/// Picture, name, address, tags, how we stand, and the choice of aspects (W-115).
pub(in crate::web) fn show(shell: &Shell, view: &CardView) -> Markup {
    html! {
        div.card.person-card id={ "card-" (view.person.guid) } {
            div.row {
                (face(&view.person, ""))
                div.who {
                    (person_link(&view.person))
                    span.meta.id { (view.person.diaspora_id) }
                }
            }
            @if let Some(relation) = &view.relation { (sharing_state(shell.words, relation)) }
            @if !view.tags.is_empty() {
                ul.tags { @for tag in &view.tags { li { a href=(tag_address(tag)) { bdi { "#" (tag) } } } } }
            }
            @if let Some(relation) = &view.relation { (sharing_aspects(shell, &view.person, relation)) }
        }
    }
}

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let open = warp::path!("people" / Guid / "hovercard").and(get()).and(visit(web));
    open.then(|guid, begun| answer(begun, |visit| open_card(visit, guid))).boxed()
}

async fn open_card(visit: Visit, guid: Guid) -> Result<Response, Failure> {
    let eyes = visit.eyes();
    let (shell, view) = visit
        .pod()
        .read::<_, Refused>(move |tx| Ok((views::shell(tx, eyes.look())?, views::card(tx, eyes.look(), &guid)?)))
        .await?;
    if visit.wants_part() {
        let mut shell = visit.dress(shell, Place::Elsewhere);
        // Forms on the card come back to the page that it floats over.
        shell.path = visit.query("from").unwrap_or_default();
        return Ok(reply_page(&visit, show(&shell, &view)));
    }
    let person = &view.person;
    let avatar = person
        .avatar
        .as_ref()
        .map(|avatar| serde_json::json!({ "small": avatar.small, "medium": avatar.medium, "large": avatar.large }));
    let card = serde_json::json!({
        "guid": person.guid.as_str(),
        "diaspora_id": person.diaspora_id.as_str(),
        "name": person.name,
        "avatar": avatar,
        "url": format!("/people/{}", person.guid),
        "profile": { "tags": view.tags },
    });
    Ok(reply::json(StatusCode::OK, &card))
}

#[cfg(test)]
mod tests {
    use super::super::super::sample;
    use super::*;

    // W-115
    #[test]
    fn a_card_shows_who_it_is_and_how_we_stand() {
        let view = CardView {
            person: sample::tomas(),
            tags: vec!["bread".into()],
            relation: Some(sample::relation(true, false)),
        };
        let text = show(&sample::shell(Place::Stream), &view).into_string();
        for part in ["Tomas Okafor", "tomas@pod.orchard.example", "Shares with you", "/tags/bread", "name=\"aspect\""] {
            assert!(text.contains(part), "{part}");
        }
        let stranger = show(&sample::stranger(Place::Stream), &CardView { relation: None, ..view }).into_string();
        assert!(!stranger.contains("name=\"aspect\""));
    }
}
