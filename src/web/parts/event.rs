//! An event in a post, with who comes.

use super::person::link;
use super::when::day;
use crate::base::Timestamp;
use crate::domain::views::{AttendanceAnswer, EventView, PersonView};
use crate::domain::words::Words;
use maud::{Markup, PreEscaped, html};

/// What happens when and where, and who said that they come.
pub(in crate::web) fn event(words: Words, event: &EventView) -> Markup {
    html! {
        div.event {
            p { b { (event.summary) } }
            p.meta {
                (moment(words, event, event.start))
                @if let Some(end) = event.end { " – " (moment(words, event, end)) }
                @if let Some(zone) = &event.timezone { " (" (zone) ")" }
            }
            @if let Some(place) = &event.location { p.place { (place.address) } }
            @if !event.description_html.is_empty() { div.prose { (PreEscaped(&event.description_html)) } }
            (people(words, "event-accepted", &event.accepted))
            (people(words, "event-tentative", &event.tentative))
            @if event.may_answer { (answers(words, event)) }
        }
    }
}

/// The three answers; the one given is pressed.
fn answers(words: Words, event: &EventView) -> Markup {
    let all = [
        (AttendanceAnswer::Accepted, "accepted", "event-say-accepted"),
        (AttendanceAnswer::Tentative, "tentative", "event-say-tentative"),
        (AttendanceAnswer::Declined, "declined", "event-say-declined"),
    ];
    html! {
        p.actions {
            @for (answer, path, name) in all {
                @let is_mine = event.my_answer == Some(answer);
                button.action.action-on[is_mine] form="act" aria-pressed=(is_mine)
                    formaction={ "/posts/" (event.post) "/attend/" (path) } { (words.say(name)) }
            }
        }
    }
}

fn people(words: Words, name: &str, people: &[PersonView]) -> Markup {
    html! {
        @if !people.is_empty() {
            p.meta {
                (words.say(name)) " "
                @for (place, person) in people.iter().enumerate() {
                    @if place > 0 { ", " }
                    (link(person))
                }
            }
        }
    }
}

fn moment(words: Words, event: &EventView, at: Timestamp) -> Markup {
    let text = at.to_string();
    let time = text.get(11..16).unwrap_or_default();
    html! {
        @if event.all_day { (day(words, at)) } @else { time datetime=(at) { (day(words, at)) " " (time) " UTC" } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Guid;

    // F-111, F-244
    #[test]
    fn an_event_is_shown_and_inert() {
        let view = EventView {
            guid: Guid::parse("0000000000000000").unwrap(),
            post: Guid::parse("0000000000000001").unwrap(),
            summary: "<b>Summer</b> party".to_owned(),
            description_html: "<p>Bring cake</p>".to_owned(),
            start: Timestamp::from_seconds(0),
            end: None,
            all_day: true,
            timezone: Some("Europe/Lisbon".to_owned()),
            location: None,
            accepted: Vec::new(),
            tentative: Vec::new(),
            declined: 0,
            my_answer: None,
            may_answer: true,
        };
        let page = event(Words::default(), &view).into_string();
        assert!(page.contains("/posts/0000000000000001/attend/accepted"), "{page}");
        assert!(page.contains("&lt;b&gt;Summer") && page.contains("<p>Bring cake</p>"), "{page}");
        assert!(page.contains("1 January 1970") && !page.contains("UTC"), "{page}");
    }
}
