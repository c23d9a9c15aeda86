//! What lies between two pods at home: time, loss, and connections that break.

use crate::chance::Chance;
use std::time::Duration;

/// What happens to one request on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It arrives after so long.
    Late(Duration),
    /// The connection breaks in the middle.
    Broken,
    /// Nothing ever comes back.
    Lost,
}

/// Draws the fate of one request: most are a little late, a few are very late, break or are lost.
pub(crate) fn fate(chance: &mut Chance) -> Fate {
    match chance.below(100) {
        0..80 => Fate::Late(Duration::from_millis(10 + chance.below(290))),
        80..92 => Fate::Late(Duration::from_millis(500 + chance.below(3_500))),
        92..97 => Fate::Broken,
        _ => Fate::Lost,
    }
}

/// How long whoever gets no answer waits before they give up.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// Seconds that a clock may be wrong by after a jump: minutes mostly, sometimes years.
pub(crate) fn clock_error(chance: &mut Chance) -> i64 {
    let most: u64 = if chance.percent(20) { 5 * 365 * 86_400 } else { 3_600 };
    i64::try_from(chance.below(2 * most)).unwrap_or(0) - i64::try_from(most).unwrap_or(0)
}
