//! Watches the clock of a machine that may have none of its own: whether it was set since the start,
//! whether it jumps, and whether others agree (spec/appliance.md §10.4, H-088 to H-090).

use super::doctor::look;
use crate::base::Clock;
use crate::federation::Federation;
use std::time::Duration;
use tokio::time::Instant;

/// Time between two looks.
const EVERY: Duration = Duration::from_secs(15);
/// How long after its start a machine that follows a time server may still be without its time.
const EARLY: Duration = Duration::from_secs(10 * 60);
/// Seconds by which the clock has to jump to be worth a line.
const JUMP: i64 = 300;

/// Whether a machine that has been up for so long says that its clock was not set yet.
fn is_unset(uptime: Option<Duration>, is_synchronised: Option<bool>) -> bool {
    uptime.is_some_and(|uptime| uptime < EARLY) && is_synchronised == Some(false)
}

fn uptime() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/uptime").ok()?;
    Duration::try_from_secs_f64(text.split_whitespace().next()?.parse().ok()?).ok()
}

/// Looks at the machine once.
pub(super) fn look(federation: &Federation) {
    federation.pod().clock().doubt(is_unset(uptime(), look::is_synchronised()));
}

/// Looks after the clock, for ever.
pub(super) async fn watch(federation: Federation) {
    let pod = federation.pod().clone();
    let clock = pod.clock();
    let (mut wall, mut begun, mut was_trusted) = (clock.wall(), Instant::now(), true);
    loop {
        look(&federation);
        let passed = i64::try_from(begun.elapsed().as_secs()).unwrap_or(i64::MAX);
        let jump = clock.wall().since(wall).saturating_sub(passed);
        if jump.saturating_abs() >= JUMP {
            tracing::warn!(seconds = jump, "the machine's clock jumped");
        }
        (wall, begun) = (clock.wall(), Instant::now());
        if !clock.is_trusted() {
            federation.ask_the_time().await;
        }
        let is_trusted = clock.is_trusted();
        match (was_trusted, is_trusted) {
            (true, false) => tracing::warn!(
                shows = %clock.wall(),
                stored = %clock.now(),
                "the machine's clock cannot be right: nothing is sent, removed or renewed until it is"
            ),
            (false, true) => {
                tracing::info!(shows = %clock.wall(), "the machine's clock is believed again");
                pod.ring();
            }
            _ => {}
        }
        was_trusted = is_trusted;
        tokio::time::sleep(EVERY).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // H-088
    #[test]
    fn a_machine_is_doubted_for_ten_minutes_and_only_if_it_says_so_itself() {
        let minutes = |minutes: u64| Some(Duration::from_secs(minutes * 60));
        for (uptime, is_synchronised, unset) in [
            (minutes(1), Some(false), true),
            (minutes(9), Some(false), true),
            (minutes(10), Some(false), false),
            (minutes(1), Some(true), false),
            (minutes(1), None, false),
            (None, Some(false), false),
        ] {
            assert_eq!(is_unset(uptime, is_synchronised), unset, "{uptime:?} {is_synchronised:?}");
        }
        assert!(uptime().is_some());
    }
}
