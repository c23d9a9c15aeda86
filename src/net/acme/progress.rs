//! The plan of tries: what comes after a refusal, as a value.

use super::{Challenge, Fault};
use crate::base::Timestamp;
use serde::{Deserialize, Serialize};

/// Seconds before the one quick retry, and before the other proof is tried.
const QUICK: i64 = 30;
/// The first longer wait, doubled each time.
const FIRST: i64 = 10 * 60;
/// The longest wait (H-047).
const LONGEST: i64 = 24 * 3600;
/// The least wait after an authority said that it was asked too often.
const CALM: i64 = 3600;
/// Failures after which tries are rehearsed first, so that the real authority is spared.
const REHEARSED: u32 = 3;

/// How far the pod is with getting a certificate. Kept, so that a pod that is restarted over and
/// over does not ask over and over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Failures in a row.
    pub failures: u32,
    /// When the first of them was.
    pub since: Option<Timestamp>,
    /// Not to be tried again before.
    pub next: Option<Timestamp>,
    /// The last failure.
    pub fault: Option<Fault>,
    /// The proof that worked last.
    pub worked: Option<Challenge>,
}

impl Progress {
    /// The proof to offer now, of those that the doors allow: what worked before, or the first of
    /// them; the same once more after the first failure; then the next one, in turn.
    pub fn challenge(&self, possible: &[Challenge]) -> Option<Challenge> {
        let mut order: Vec<Challenge> = self.worked.into_iter().filter(|worked| possible.contains(worked)).collect();
        order.extend(possible.iter().filter(|other| Some(**other) != self.worked));
        let turn = usize::try_from(self.failures.saturating_sub(1)).unwrap_or(0);
        let turn = turn.checked_rem(order.len())?;
        order.get(turn).copied()
    }

    /// Whether the try is to be rehearsed first.
    pub fn is_rehearsed(&self) -> bool {
        self.failures >= REHEARSED
    }

    /// Notes a failure. `draw` is any number: it shortens long waits by up to a quarter, so that
    /// pods that failed together do not come back together.
    pub fn fail(&mut self, fault: Fault, now: Timestamp, draw: u32) {
        self.failures = self.failures.saturating_add(1);
        self.since.get_or_insert(now);
        let wait = match self.failures {
            1 | 2 => QUICK,
            many => FIRST.saturating_mul(1_i64.checked_shl(many - 3).filter(|factor| *factor > 0).unwrap_or(i64::MAX)),
        };
        let wait = wait.min(LONGEST);
        let wait = wait - wait * i64::from(draw % 1000) / 4000;
        let wait = if matches!(fault, Fault::Limited(_)) { wait.max(CALM) } else { wait };
        self.next = Some(now.plus(wait));
        self.fault = Some(fault);
    }

    /// Notes a certificate.
    pub fn succeed(&mut self, challenge: Challenge) {
        *self = Self { worked: Some(challenge), ..Self::default() };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Challenge::{Http01, TlsAlpn01};

    fn fault() -> Fault {
        Fault::NotProven("nobody there".to_owned())
    }

    // H-047
    #[test]
    fn one_quick_retry_then_the_other_proof_then_longer_and_longer() {
        let (mut progress, mut now) = (Progress::default(), Timestamp::from_seconds(1_800_000_000));
        let mut seen = Vec::new();
        for _ in 0..14 {
            let challenge = progress.challenge(&[Http01, TlsAlpn01]).expect("possible");
            let rehearsed = progress.is_rehearsed();
            progress.fail(fault(), now, 0);
            let next = progress.next.expect("a next time");
            seen.push((challenge, rehearsed, next.since(now)));
            now = next;
        }
        let waits = [30, 30, 600, 1200, 2400, 4800, 9600, 19_200, 38_400, 76_800, 86_400, 86_400, 86_400, 86_400];
        assert_eq!(seen.iter().map(|(_, _, wait)| *wait).collect::<Vec<_>>(), waits);
        let proofs: Vec<_> = seen.iter().map(|(challenge, ..)| *challenge).collect();
        assert_eq!(proofs[..5], [Http01, Http01, TlsAlpn01, Http01, TlsAlpn01]);
        let rehearsed: Vec<_> = seen.iter().map(|(_, rehearsed, _)| *rehearsed).collect();
        assert_eq!(rehearsed[..4], [false, false, false, true]);
        assert_eq!(progress.since, Some(Timestamp::from_seconds(1_800_000_000)));
        progress.succeed(TlsAlpn01);
        assert_eq!(progress.challenge(&[Http01, TlsAlpn01]), Some(TlsAlpn01), "what worked comes first");
        assert_eq!(progress.challenge(&[Http01]), Some(Http01), "unless its door is gone");
        assert_eq!(progress.challenge(&[]), None);
    }

    // H-047
    #[test]
    fn waits_are_shortened_by_chance_and_a_limit_is_respected() {
        let now = Timestamp::from_seconds(0);
        let wait = |failures, fault: Fault, draw| {
            let mut progress = Progress { failures, ..Progress::default() };
            progress.fail(fault, now, draw);
            progress.next.expect("a next time").since(now)
        };
        assert_eq!(wait(20, fault(), 0), 86_400);
        assert_eq!(wait(20, fault(), 999), 86_400 - 86_400 * 999 / 4000);
        assert_eq!(wait(u32::MAX, fault(), 0), 86_400);
        assert_eq!(wait(0, Fault::Limited(String::new()), 0), 3600);
    }

    #[test]
    fn progress_is_kept_as_it_was() {
        let mut progress = Progress { worked: Some(Http01), ..Progress::default() };
        progress.fail(fault(), Timestamp::from_seconds(5), 7);
        let text = serde_json::to_vec(&progress).expect("written");
        assert_eq!(serde_json::from_slice::<Progress>(&text).expect("read"), progress);
    }
}
