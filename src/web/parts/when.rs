//! Moments, told as people tell them.

use super::super::layout::Shell;
use crate::base::Timestamp;
use crate::domain::words::Words;
use maud::{Markup, html};

/// A moment as short as it can be told; the script keeps it fresh and adds the exact local time.
pub(in crate::web) fn when(shell: &Shell, at: Timestamp) -> Markup {
    html! { time datetime=(at) data-ago { (ago(shell.words, at, shell.view.now)) } }
}

/// A whole day: `14 March 2026`.
pub(in crate::web) fn day(words: Words, at: Timestamp) -> String {
    let (year, month, day) = at.year_month_day();
    date(words, day, month, Some(year))
}

/// A day of the year, with its year or without.
pub(in crate::web) fn date(words: Words, day: i8, month: i8, year: Option<i16>) -> String {
    let (name, day) = (month_name(words, month), day.to_string());
    match year {
        Some(year) => words.say_with(
            "people-date-year",
            &[("day", day.into()), ("month", name.into()), ("year", year.to_string().into())],
        ),
        None => words.say_with("people-date", &[("day", day.into()), ("month", name.into())]),
    }
}

/// The name of a month, 1 to 12.
pub(in crate::web) fn month_name(words: Words, month: i8) -> String {
    words.say(&format!("people-month-{month}"))
}

fn ago(words: Words, at: Timestamp, now: Timestamp) -> String {
    let seconds = now.since(at);
    let count =
        |name: &str, number: i64| words.say_with(name, &[("count", u64::try_from(number).unwrap_or_default().into())]);
    match seconds {
        ..60 => words.say("people-ago-now"),
        60..3_600 => count("people-ago-minutes", seconds / 60),
        3_600..86_400 => count("people-ago-hours", seconds / 3_600),
        86_400..172_800 => words.say("people-ago-yesterday"),
        172_800..604_800 => count("people-ago-days", seconds / 86_400),
        _ => {
            let (year, month, day) = at.year_month_day();
            date(words, day, month, (now.year_month_day().0 != year).then_some(year))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearer_the_finer() {
        let now = Timestamp::from_seconds(1_790_000_000);
        for (seconds, text) in [
            (-500, "just now"),
            (59, "just now"),
            (60, "1 min"),
            (7_300, "2 h"),
            (90_000, "yesterday"),
            (300_000, "3 days"),
            (10_000_000, "28 May"),
            (40_000_000, "15 June 2025"),
        ] {
            assert_eq!(ago(Words::default(), now.plus(-seconds), now), text, "{seconds}");
        }
    }
}
