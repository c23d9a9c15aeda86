//! Events in posts.

use super::{AttendanceAnswer, EventView, Look, person, post, text};
use crate::content::markdown::Room;
use crate::domain::events;
use crate::model::{Answer, Event, Post};
use crate::store::{Reads, StoreError};

/// People named with an event.
const NAMED: usize = 30;

/// The event of a post that the viewer may see.
pub(super) fn event(
    tx: &dyn Reads,
    look: Look<'_>,
    of: &Post,
    event: &Event,
    may_answer: bool,
) -> Result<EventView, StoreError> {
    let (mut accepted, mut tentative, mut declined, mut my_answer) = (Vec::new(), Vec::new(), 0, None);
    for attendance in events::of_post(tx, of.id)? {
        if look.viewer.person() == Some(attendance.person) {
            my_answer = Some(answer(attendance.answer));
        }
        let named = match attendance.answer {
            Answer::Accepted => &mut accepted,
            Answer::Tentative => &mut tentative,
            Answer::Declined => {
                declined += 1;
                continue;
            }
        };
        if named.len() < NAMED {
            named.push(person::person(tx, look, attendance.person)?);
        }
    }
    Ok(EventView {
        guid: event.guid.clone(),
        post: of.guid.clone(),
        summary: event.summary.clone(),
        description_html: text::html(tx, look, &event.description, Room::Post),
        start: event.start,
        end: event.end,
        all_day: event.all_day,
        timezone: event.timezone.clone(),
        location: event.location.as_ref().map(post::place),
        accepted,
        tentative,
        declined,
        my_answer,
        may_answer,
    })
}

fn answer(answer: Answer) -> AttendanceAnswer {
    match answer {
        Answer::Accepted => AttendanceAnswer::Accepted,
        Answer::Declined => AttendanceAnswer::Declined,
        Answer::Tentative => AttendanceAnswer::Tentative,
    }
}
