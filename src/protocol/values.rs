//! The kinds of values that stand in the entity table, each with its syntax on the wire.
//!
//! spec: §1.1 value types

use super::schema::{Rule, Value};
use crate::base::limits::{PROFILE_TAGS, SHORT, TEXT};
use crate::base::{DiasporaId, Guid, Timestamp};
use std::borrow::Cow;

/// A diaspora ID.
pub(super) struct Id;
/// Several diaspora IDs joined by `;`, at least two.
pub(super) struct Ids;
/// A guid.
pub(super) struct GuidText;
/// A moment; unreadable ones count as absent.
pub(super) struct Time;
/// A boolean; other words than the known ones count as absent.
pub(super) struct Flag;
/// Decimal digits.
pub(super) struct Number;
/// Text with a least and a greatest number of characters.
pub(super) struct Text(pub(super) usize, pub(super) usize);
/// Part of a person's name: at most so many characters and no `;`, which separates names from
/// addresses in mentions.
pub(super) struct Name(pub(super) usize);
/// A civil date, `YYYY-MM-DD`.
pub(super) struct Date;
/// A time zone like `Area/Location`.
pub(super) struct Zone;
/// The address of something on the web, at most so many characters: absolute with http or https,
/// or relative with a path.
pub(super) struct Link(pub(super) usize);
/// The name of a file, without a path.
pub(super) struct FileName;
/// Tags of a profile.
pub(super) struct Tags;
/// The name of a kind of thing, one of these.
pub(super) struct OneOf(pub(super) &'static [Kind]);
/// An answer to an invitation.
pub(super) struct Status;

/// What a `parent_type` or `target_type` can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A status message or a reshare.
    Post,
    /// A comment.
    Comment,
    /// A like.
    Like,
    /// A photo.
    Photo,
    /// A poll.
    Poll,
    /// A vote in a poll.
    PollParticipation,
    /// An event.
    Event,
    /// An answer to an event.
    EventParticipation,
    /// A subscription to a post.
    Participation,
    /// A conversation.
    Conversation,
    /// A person (old way of saying that sharing ends).
    Person,
}

impl Kind {
    /// Every kind.
    pub const ALL: &'static [Kind] = &[
        Kind::Post,
        Kind::Comment,
        Kind::Like,
        Kind::Photo,
        Kind::Poll,
        Kind::PollParticipation,
        Kind::Event,
        Kind::EventParticipation,
        Kind::Participation,
        Kind::Conversation,
        Kind::Person,
    ];

    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Post => "Post",
            Kind::Comment => "Comment",
            Kind::Like => "Like",
            Kind::Photo => "Photo",
            Kind::Poll => "Poll",
            Kind::PollParticipation => "PollParticipation",
            Kind::Event => "Event",
            Kind::EventParticipation => "EventParticipation",
            Kind::Participation => "Participation",
            Kind::Conversation => "Conversation",
            Kind::Person => "Person",
        }
    }

    /// Reads a name; the two kinds of posts count as posts. spec: §4.14 target_type
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "StatusMessage" | "Reshare" => Some(Kind::Post),
            _ => Self::ALL.iter().copied().find(|kind| kind.as_str() == text),
        }
    }

    /// Whether things of this kind hang on another thing and are relayed by its author's pod.
    pub const fn is_relayable(self) -> bool {
        matches!(self, Kind::Comment | Kind::Like | Kind::PollParticipation | Kind::EventParticipation)
    }
}

/// What an invited person says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Will come.
    Accepted,
    /// Will not come.
    Declined,
    /// May come.
    Tentative,
}

impl Value for Id {
    type Type = DiasporaId;

    fn read(&self, text: &str) -> Result<Option<DiasporaId>, Rule> {
        present(text, || DiasporaId::parse(text).map_err(|_| Rule::Syntax))
    }

    fn write<'v>(&self, value: &'v DiasporaId) -> Cow<'v, str> {
        Cow::Borrowed(value.as_str())
    }
}

impl Value for Ids {
    type Type = Vec<DiasporaId>;

    fn read(&self, text: &str) -> Result<Option<Vec<DiasporaId>>, Rule> {
        within(text, TEXT)?;
        present(text, || {
            let ids: Result<Vec<_>, _> = text.split(';').map(DiasporaId::parse).collect();
            let ids = ids.map_err(|_| Rule::Syntax)?;
            if ids.len() < 2 { Err(Rule::TooFew(2)) } else { Ok(ids) }
        })
    }

    fn write<'v>(&self, value: &'v Vec<DiasporaId>) -> Cow<'v, str> {
        Cow::Owned(value.iter().map(DiasporaId::as_str).collect::<Vec<_>>().join(";"))
    }
}

impl Value for GuidText {
    type Type = Guid;

    fn read(&self, text: &str) -> Result<Option<Guid>, Rule> {
        present(text, || Guid::parse(text).map_err(|_| Rule::Syntax))
    }

    fn write<'v>(&self, value: &'v Guid) -> Cow<'v, str> {
        Cow::Borrowed(value.as_str())
    }
}

impl Value for Time {
    type Type = Timestamp;

    fn read(&self, text: &str) -> Result<Option<Timestamp>, Rule> {
        Ok(Timestamp::parse_exact(text).or_else(|| lenient_time(text)))
    }

    fn write<'v>(&self, value: &'v Timestamp) -> Cow<'v, str> {
        Cow::Owned(value.to_string())
    }

    fn normalise(&self, text: &str) -> Option<String> {
        Some(self.read(text).ok().flatten().map(|time| time.to_string()).unwrap_or_default())
    }
}

impl Value for Flag {
    type Type = bool;

    fn read(&self, text: &str) -> Result<Option<bool>, Rule> {
        let is_one_of = |words: [&str; 5]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
        Ok(if is_one_of(["true", "t", "yes", "y", "1"]) {
            Some(true)
        } else if is_one_of(["false", "f", "no", "n", "0"]) {
            Some(false)
        } else {
            None
        })
    }

    fn write<'v>(&self, value: &'v bool) -> Cow<'v, str> {
        Cow::Borrowed(if *value { "true" } else { "false" })
    }

    fn normalise(&self, text: &str) -> Option<String> {
        Some(self.read(text).ok().flatten().map(|flag| flag.to_string()).unwrap_or_default())
    }
}

impl Value for Number {
    type Type = u32;

    fn read(&self, text: &str) -> Result<Option<u32>, Rule> {
        Ok(if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None })
    }

    fn write<'v>(&self, value: &'v u32) -> Cow<'v, str> {
        Cow::Owned(value.to_string())
    }
}

impl Value for Text {
    type Type = String;

    fn read(&self, text: &str) -> Result<Option<String>, Rule> {
        within(text, self.1)?;
        Ok((text.len() >= self.0).then(|| text.to_owned()))
    }

    fn write<'v>(&self, value: &'v String) -> Cow<'v, str> {
        Cow::Borrowed(value)
    }
}

impl Value for Name {
    type Type = String;

    fn read(&self, text: &str) -> Result<Option<String>, Rule> {
        within(text, self.0)?;
        checked(text, !text.contains(';'))
    }

    fn write<'v>(&self, value: &'v String) -> Cow<'v, str> {
        Cow::Borrowed(value)
    }
}

impl Value for Date {
    type Type = String;

    fn read(&self, text: &str) -> Result<Option<String>, Rule> {
        let shape = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        checked(text, shape && text.parse::<jiff::civil::Date>().is_ok())
    }

    fn write<'v>(&self, value: &'v String) -> Cow<'v, str> {
        Cow::Borrowed(value)
    }
}

impl Value for Zone {
    type Type = String;

    fn read(&self, text: &str) -> Result<Option<String>, Rule> {
        let letter = |c: char| c.is_ascii_alphabetic() || c == '_' || c == '-';
        let part = |part: &str| (1..=14).contains(&part.len()) && part.chars().all(letter);
        checked(text, (2..=3).contains(&text.split('/').count()) && text.split('/').all(part))
    }

    fn write<'v>(&self, value: &'v String) -> Cow<'v, str> {
        Cow::Borrowed(value)
    }
}

impl Value for Link {
    type Type = String;

    fn read(&self, text: &str) -> Result<Option<String>, Rule> {
        within(text, self.0)?;
        checked(text, is_link(text))
    }

    fn write<'v>(&self, value: &'v String) -> Cow<'v, str> {
        Cow::Borrowed(value)
    }
}

impl Value for FileName {
    type Type = String;

    fn read(&self, text: &str) -> Result<Option<String>, Rule> {
        within(text, SHORT)?;
        checked(text, !text.contains(|c: char| c == '/' || c == '\\' || c.is_control()))
    }

    fn write<'v>(&self, value: &'v String) -> Cow<'v, str> {
        Cow::Borrowed(value)
    }
}

impl Value for Tags {
    type Type = String;

    fn read(&self, text: &str) -> Result<Option<String>, Rule> {
        within(text, TEXT)?;
        match text.matches('#').count() {
            0..=PROFILE_TAGS => Ok(Some(text.to_owned())),
            _ => Err(Rule::TooLong(PROFILE_TAGS)),
        }
    }

    fn write<'v>(&self, value: &'v String) -> Cow<'v, str> {
        Cow::Borrowed(value)
    }
}

impl Value for OneOf {
    type Type = Kind;

    fn read(&self, text: &str) -> Result<Option<Kind>, Rule> {
        present(text, || Kind::parse(text).filter(|kind| self.0.contains(kind)).ok_or(Rule::Syntax))
    }

    fn write<'v>(&self, value: &'v Kind) -> Cow<'v, str> {
        Cow::Borrowed(value.as_str())
    }
}

impl Value for Status {
    type Type = Answer;

    fn read(&self, text: &str) -> Result<Option<Answer>, Rule> {
        present(text, || match text {
            "accepted" => Ok(Answer::Accepted),
            "declined" => Ok(Answer::Declined),
            "tentative" => Ok(Answer::Tentative),
            _ => Err(Rule::Syntax),
        })
    }

    fn write<'v>(&self, value: &'v Answer) -> Cow<'v, str> {
        Cow::Borrowed(match value {
            Answer::Accepted => "accepted",
            Answer::Declined => "declined",
            Answer::Tentative => "tentative",
        })
    }
}

fn present<T>(text: &str, read: impl FnOnce() -> Result<T, Rule>) -> Result<Option<T>, Rule> {
    if text.is_empty() { Ok(None) } else { read().map(Some) }
}

fn checked(text: &str, valid: bool) -> Result<Option<String>, Rule> {
    present(text, || if valid { Ok(text.to_owned()) } else { Err(Rule::Syntax) })
}

/// Characters are counted, not bytes.
fn within(text: &str, most: usize) -> Result<(), Rule> {
    if text.len() <= most || text.chars().nth(most).is_none() { Ok(()) } else { Err(Rule::TooLong(most)) }
}

fn is_link(text: &str) -> bool {
    if text.contains(|c: char| c.is_control() || c.is_whitespace() || "<>\"\\".contains(c)) {
        return false;
    }
    match url::Url::parse(text) {
        Ok(url) => matches!(url.scheme(), "http" | "https") && url.has_host(),
        // "//host/x" would take the scheme and the host of whoever shows it.
        Err(url::ParseError::RelativeUrlWithoutBase) => !text.starts_with("//"),
        Err(_) => false,
    }
}

/// Moments as older and other programs write them: a blank for the `T`, fractions, offsets, `UTC`,
/// or no zone at all, which means UTC. spec: §1.1 timestamp
fn lenient_time(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let (civil, offset) = split_zone(text)?;
    let civil: jiff::civil::DateTime = civil.trim_end().parse().ok()?;
    let moment = jiff::tz::Offset::UTC.to_timestamp(civil).ok()?;
    Some(Timestamp::from_seconds(moment.as_second().checked_sub(i64::from(offset))?))
}

/// Splits a moment into the part without zone and the offset in seconds.
fn split_zone(text: &str) -> Option<(&str, i32)> {
    for name in ["Z", "z", "UTC", "GMT"] {
        if let Some(rest) = text.strip_suffix(name) {
            return Some((rest, 0));
        }
    }
    // A sign behind the date belongs to an offset.
    let Some(at) = text.rfind(['+', '-']).filter(|at| *at > "YYYY-MM-DD".len()) else {
        return Some((text, 0));
    };
    let (civil, offset) = text.split_at_checked(at)?;
    let (sign, digits) = offset.split_at_checked(1)?;
    let digits = digits.replace(':', "");
    let (hours, minutes) = match digits.len() {
        2 => (digits.parse::<i32>().ok()?, 0),
        4 => (digits.get(..2)?.parse::<i32>().ok()?, digits.get(2..)?.parse::<i32>().ok()?),
        _ => return None,
    };
    if hours > 24 || minutes > 59 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let seconds = hours * 3600 + minutes * 60;
    Some((civil, if sign == "-" { -seconds } else { seconds }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> Option<String> {
        Time.read(text).expect("times never fail").map(|time| time.to_string())
    }

    // F-090, F-091
    #[test]
    fn times_are_read_in_every_spelling_of_the_network() {
        for (text, expected) in [
            ("2024-01-02T03:04:05Z", "2024-01-02T03:04:05Z"),
            ("2024-01-02 03:04:05 UTC", "2024-01-02T03:04:05Z"),
            ("2024-01-02 03:04:05", "2024-01-02T03:04:05Z"),
            ("2024-01-02T03:04:05", "2024-01-02T03:04:05Z"),
            ("2024-01-02T03:04:05.999Z", "2024-01-02T03:04:05Z"),
            ("2024-01-02T03:04:05+02:00", "2024-01-02T01:04:05Z"),
            ("2024-01-02T03:04:05.5-0130", "2024-01-02T04:34:05Z"),
            ("2024-01-02 03:04:05 +0200", "2024-01-02T01:04:05Z"),
            ("2024-01-02", "2024-01-02T00:00:00Z"),
        ] {
            assert_eq!(time(text).as_deref(), Some(expected), "{text}");
        }
        for text in
            ["", "not a time", "2024-13-01T00:00:00Z", "2024-01-02T03:04:05+9999", "Z", "+", "2024-01-02T03:04:05+é"]
        {
            assert_eq!(time(text), None, "{text}");
        }
    }

    // F-089
    #[test]
    fn booleans_are_read_in_every_spelling_of_the_network() {
        for (text, expected) in [
            ("1", Some(true)),
            ("yes", Some(true)),
            ("True", Some(true)),
            ("N", Some(false)),
            ("maybe", None),
            ("", None),
        ] {
            assert_eq!(Flag.read(text), Ok(expected), "{text}");
        }
        assert_eq!(Flag.normalise("T").as_deref(), Some("true"));
        assert_eq!(Flag.normalise("maybe").as_deref(), Some(""));
    }

    // F-094
    #[test]
    fn lengths_count_characters() {
        assert!(Text(1, 65_535).read(&"€".repeat(65_535)).is_ok());
        assert_eq!(Text(1, 65_535).read(&"€".repeat(65_536)), Err(Rule::TooLong(65_535)));
    }

    // F-108, F-175
    #[test]
    fn odd_values_are_refused() {
        for good in ["Europe/Lisbon", "America/Argentina/Ushuaia"] {
            assert!(Zone.read(good).is_ok(), "{good}");
        }
        for bad in ["UTC", "a/b/c/d", "Europe/", "Europe/Lis bon"] {
            assert_eq!(Zone.read(bad), Err(Rule::Syntax), "{bad}");
        }
        for bad in ["2001-02-30", "1000-00-00", "01-02-2003", "2001-2-3"] {
            assert_eq!(Date.read(bad), Err(Rule::Syntax), "{bad}");
        }
        assert_eq!(Date.read("1004-02-29"), Ok(Some("1004-02-29".to_owned())));
        for bad in ["javascript:alert(1)", "data:text/html,x", "http://", "//host/x", "a b", "https://x/\"onload="] {
            assert_eq!(Link(255).read(bad), Err(Rule::Syntax), "{bad}");
        }
        for good in ["https://pod.example/x.png", "/uploads/images/", "user/default.png"] {
            assert_eq!(Link(255).read(good), Ok(Some(good.to_owned())), "{good}");
        }
        assert_eq!(Name(32).read("a;b"), Err(Rule::Syntax));
        assert_eq!(FileName.read("../x"), Err(Rule::Syntax));
        assert_eq!(Tags.read("#1 #2 #3 #4 #5 #6"), Err(Rule::TooLong(5)));
    }
}
