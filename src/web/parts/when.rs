//! Moments, told as people tell them.

use crate::base::Timestamp;
use maud::{Markup, html};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A moment as short as it can be told; the script keeps it fresh and adds the exact local time.
pub(in crate::web) fn when(at: Timestamp, now: Timestamp) -> Markup {
    html! { time datetime=(at) data-ago { (ago(at, now)) } }
}

/// A whole day: `14 March 2026`.
pub(in crate::web) fn day(at: Timestamp) -> String {
    let (year, month, day) = at.year_month_day();
    format!("{day} {} {year}", month_name(month))
}

/// The name of a month, 1 to 12.
pub(in crate::web) fn month_name(month: i8) -> &'static str {
    usize::try_from(month).ok().and_then(|month| MONTHS.get(month.checked_sub(1)?)).copied().unwrap_or_default()
}

fn ago(at: Timestamp, now: Timestamp) -> String {
    let seconds = now.since(at);
    match seconds {
        ..60 => "just now".to_owned(),
        60..3_600 => format!("{} min", seconds / 60),
        3_600..86_400 => format!("{} h", seconds / 3_600),
        86_400..172_800 => "yesterday".to_owned(),
        172_800..604_800 => format!("{} days", seconds / 86_400),
        _ => {
            let (year, month, day) = at.year_month_day();
            let name = month_name(month);
            if now.year_month_day().0 == year { format!("{day} {name}") } else { format!("{day} {name} {year}") }
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
            assert_eq!(ago(now.plus(-seconds), now), text, "{seconds}");
        }
    }
}
