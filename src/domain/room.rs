//! How much room the pod's disk has left, and what follows from it (spec/appliance.md §10.2).

/// Levels of room on the disk that holds the state; later ones are worse.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Room {
    /// Nothing to think of.
    #[default]
    Plenty,
    /// What can be had again is no longer kept. (H-079)
    Low,
    /// No new pictures; other pods are asked to send later. (H-080)
    Critical,
    /// Everything can be read and nothing written. (H-081)
    Out,
}

const MIB: u64 = 1 << 20;

impl Room {
    /// The level of a disk with so many bytes free of so many.
    pub fn of(free: u64, size: u64) -> Self {
        if free < 64 * MIB {
            Self::Out
        } else if free < (300 * MIB).max(size / 50) {
            Self::Critical
        } else if free < (1024 * MIB).max(size / 20) {
            Self::Low
        } else {
            Self::Plenty
        }
    }

    /// The word for it in logs and numbers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plenty => "plenty",
            Self::Low => "low",
            Self::Critical => "critical",
            Self::Out => "out",
        }
    }

    pub(super) fn from_number(number: u8) -> Self {
        match number {
            0 => Self::Plenty,
            1 => Self::Low,
            2 => Self::Critical,
            _ => Self::Out,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // H-079, H-080, H-081: the levels begin where the smaller and the larger disks feel them.
    #[test]
    fn levels_follow_bytes_on_small_disks_and_shares_on_large_ones() {
        for (free, size, level) in [
            (63 * MIB, 4096 * MIB, Room::Out),
            (64 * MIB, 4096 * MIB, Room::Critical),
            (299 * MIB, 4096 * MIB, Room::Critical),
            (300 * MIB, 4096 * MIB, Room::Low),
            (1023 * MIB, 4096 * MIB, Room::Low),
            (1024 * MIB, 4096 * MIB, Room::Plenty),
            (1999 * MIB, 100_000 * MIB, Room::Critical),
            (4999 * MIB, 100_000 * MIB, Room::Low),
            (5000 * MIB, 100_000 * MIB, Room::Plenty),
        ] {
            assert_eq!(Room::of(free, size), level, "{free} of {size}");
            assert_eq!(Room::from_number(level as u8), level);
        }
    }
}
