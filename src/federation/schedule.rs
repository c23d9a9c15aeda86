//! When something that failed is tried again.

/// Attempts to deliver a message.
const ATTEMPTS: u32 = 10;
/// Attempts for the messages whose loss would leave two pods disagreeing for good: about thirteen
/// days. spec: §3.7
const MORE_ATTEMPTS: u32 = 20;
const LASTING: &[&str] = &["contact", "retraction", "account_deletion", "account_migration"];
/// Times a message from outside is looked at again when something it needs was not there. spec: §2.8
const LOOKS: u32 = 10;

/// Seconds until the next attempt after the `failures`-th failed delivery of an entity; `None` to
/// give up. `chance` is from 0 to 29. spec: §3.7 retry schedule
pub(super) fn delivery(entity: &str, failures: u32, chance: u32) -> Option<i64> {
    let attempts = if LASTING.contains(&entity) { MORE_ATTEMPTS } else { ATTEMPTS };
    (failures < attempts).then(|| i64::from(failures + 3).pow(4) + i64::from(chance) * i64::from(failures + 1))
}

/// Seconds until something else is tried again after its `failures`-th failure; `None` to give up.
/// spec: §5.5
pub(super) fn waiting(failures: u32, chance: u32) -> Option<i64> {
    let before = failures.saturating_sub(1);
    (failures <= LOOKS).then(|| i64::from(before).pow(4) + 15 + i64::from(chance) * i64::from(failures))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(delay: impl Fn(u32) -> Option<i64>) -> (u32, i64) {
        let delays: Vec<i64> = (1..).map_while(delay).collect();
        (u32::try_from(delays.len()).unwrap(), delays.iter().sum())
    }

    // F-231
    #[test]
    fn a_message_is_tried_ten_times_within_seventeen_hours() {
        assert_eq!(sum(|failures| delivery("comment", failures, 0)), (9, 60_612));
        assert_eq!(delivery("comment", 1, 0), Some(256));
        assert_eq!(delivery("comment", 1, 29), Some(256 + 58));
        assert_eq!(delivery("comment", 10, 0), None);
    }

    // F-171
    #[test]
    fn a_contact_is_tried_twenty_times_within_thirteen_days() {
        for entity in ["contact", "retraction", "account_deletion", "account_migration"] {
            let (retries, seconds) = sum(|failures| delivery(entity, failures, 0));
            assert_eq!(retries, 19);
            assert!((13 * 86_400..14 * 86_400).contains(&seconds), "{seconds}");
        }
    }

    // F-145, F-195
    #[test]
    fn an_orphan_waits_ten_times_within_five_hours() {
        let (looks, seconds) = sum(|failures| waiting(failures, 0));
        assert_eq!(looks, 10);
        assert!((4 * 3600..5 * 3600).contains(&seconds), "{seconds}");
    }
}
