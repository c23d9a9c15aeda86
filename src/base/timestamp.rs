//! Moments in time.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A moment in whole seconds since 1970 in UTC, as the wire has it. May lie before 1970.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Timestamp(i64);

impl Timestamp {
    /// From seconds since 1970.
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds)
    }

    /// Seconds since 1970.
    pub const fn seconds(self) -> i64 {
        self.0
    }

    /// This moment and `seconds` later; stops at the ends of the range.
    #[must_use]
    pub const fn plus(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// Seconds from `earlier` to this moment; negative if it is later.
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    fn civil(self) -> jiff::civil::DateTime {
        jiff::tz::Offset::UTC.to_datetime(jiff::Timestamp::from_second(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH))
    }

    /// The calendar day in UTC, `YYYY-MM-DD`.
    pub fn date(self) -> String {
        self.civil().date().to_string()
    }

    /// Year, month and day in UTC.
    pub fn year_month_day(self) -> (i16, i8, i8) {
        let date = self.civil().date();
        (date.year(), date.month(), date.day())
    }

    /// The form on the wire, and nothing else: `2024-01-02T03:04:05Z`.
    pub fn parse_exact(text: &str) -> Option<Self> {
        let moment: jiff::Timestamp = text.parse().ok()?;
        (text.len() == 20 && text.ends_with('Z') && text.contains('T')).then(|| Self(moment.as_second()))
    }

    /// A moment with zone as RFC 3339 and its relatives write it: the whole second, and whether
    /// there is no fraction beyond it.
    pub fn parse_fraction(text: &str) -> Option<(Self, bool)> {
        let moment: jiff::Timestamp = text.parse().ok()?;
        let whole = moment.as_nanosecond().div_euclid(1_000_000_000);
        let is_whole = moment.as_nanosecond().rem_euclid(1_000_000_000) == 0;
        Some((Self(i64::try_from(whole).ok()?), is_whole))
    }
}

impl fmt::Display for Timestamp {
    /// The wire form: `YYYY-MM-DDTHH:MM:SSZ`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let moment = self.civil();
        write!(
            f,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
            moment.year(),
            moment.month(),
            moment.day(),
            moment.hour(),
            moment.minute(),
            moment.second()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wire_form_goes_both_ways() {
        let moment = Timestamp::from_seconds(1_704_164_645);
        assert_eq!(moment.to_string(), "2024-01-02T03:04:05Z");
        assert_eq!(Timestamp::parse_exact("2024-01-02T03:04:05Z"), Some(moment));
        assert_eq!(Timestamp::parse_exact("2024-01-02 03:04:05Z"), None);
    }
}
