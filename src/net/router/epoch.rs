//! Whether a router still knows what it granted. spec: RFC 6887 §8.5, RFC 6886 §3.6

use crate::base::Timestamp;

/// Seconds by which clocks may differ, for messages under way.
const SLACK: i64 = 2;

/// A router's count of seconds since it knows its mappings, and when it was heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Epoch {
    pub(super) count: u32,
    pub(super) heard: Timestamp,
}

impl Epoch {
    /// Whether nothing was forgotten between an earlier count and this one: both clocks went on by
    /// the same time, give or take a sixteenth.
    pub(super) fn follows(self, earlier: Self) -> bool {
        let theirs = i64::from(self.count) - i64::from(earlier.count);
        let ours = self.heard.since(earlier.heard);
        theirs >= -1 && ours + SLACK >= theirs - theirs / 16 && theirs + SLACK >= ours - ours / 16
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // H-053
    #[test]
    fn a_count_that_jumps_means_that_mappings_are_gone() {
        let at = |count, heard: i64| Epoch { count, heard: Timestamp::from_seconds(1_800_000_000 + heard) };
        let earlier = at(1_000, 0);
        for (later, follows) in [
            (at(1_300, 300), true),
            (at(1_290, 300), true),
            (at(1_320, 300), true),
            (at(999, 0), true),
            (at(998, 0), false),
            (at(5, 300), false),
            (at(1_200, 300), false),
            (at(1_400, 300), false),
            (at(u32::MAX, 300), false),
        ] {
            assert_eq!(later.follows(earlier), follows, "{later:?}");
        }
    }
}
