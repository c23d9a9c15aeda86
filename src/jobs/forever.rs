//! The runner of a running pod: keeps lanes busy, sleeps until something is due.

use super::{Hands, LANES, due, run_lane, wake};
use crate::base::Clock;
use crate::domain::Pod;
use crate::domain::Refused;
use crate::domain::Room;
use crate::domain::queue::{self, Lane};
use futures_util::FutureExt;
use std::collections::HashSet;
use std::panic::AssertUnwindSafe;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// The longest sleep in seconds: the clock may be set.
const SLEEP: i64 = 60;

/// Runs what is due, and waits for more, until `stop` turns true; then ends what has begun. After a
/// downtime deliveries are spread first.
pub async fn run_forever(hands: Hands, mut stop: watch::Receiver<bool>) {
    let pod = hands.pod().clone();
    if let Err(error) = pod.write(|tx, cx| -> Result<(), Refused> { Ok(queue::spread(tx, cx.now)?) }).await {
        tracing::error!(%error, "waiting deliveries could not be spread");
    }
    let mut running = Running::default();
    loop {
        // While nothing can be written, nothing that was done could be ticked off (H-081).
        // Nor is anything sent or ended by a clock that may be wrong (H-089).
        if pod.room() < Room::Out && pod.clock().is_trusted() {
            wake(&pod).await;
            super::daily::run(&pod).await;
            running.start(&hands).await;
        }
        let sleep = until_due(&pod).await;
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => break,
            () = pod.rung() => {}
            Some(ended) = running.tasks.join_next() => running.free(ended),
            () = tokio::time::sleep(sleep) => {}
        }
    }
    while let Some(ended) = running.tasks.join_next().await {
        running.free(ended);
    }
}

/// Time until the next job that is not due yet.
async fn until_due(pod: &Pod) -> Duration {
    let now = pod.now();
    let next = pod.read(move |tx| -> Result<_, Refused> { Ok(queue::next_due_after(tx, now)?) }).await;
    let seconds = next.ok().flatten().map_or(SLEEP, |at| at.since(now).clamp(1, SLEEP));
    Duration::from_secs(u64::try_from(seconds).unwrap_or(1))
}

/// Lanes that run now.
#[derive(Default)]
struct Running {
    tasks: JoinSet<Lane>,
    busy: HashSet<Lane>,
}

impl Running {
    async fn start(&mut self, hands: &Hands) {
        let room = LANES.saturating_sub(self.busy.len());
        if room == 0 {
            return;
        }
        let now = hands.pod().now();
        for (lane, jobs) in due(hands.pod(), now, self.busy.clone(), room).await {
            self.busy.insert(lane.clone());
            let hands = hands.clone();
            self.tasks.spawn(async move {
                // A lane that breaks off must still be told free; its jobs are due again.
                if AssertUnwindSafe(run_lane(&hands, jobs, now)).catch_unwind().await.is_err() {
                    tracing::error!("a lane of jobs panicked");
                }
                lane
            });
        }
    }

    fn free(&mut self, ended: Result<Lane, tokio::task::JoinError>) {
        match ended {
            Ok(lane) => {
                self.busy.remove(&lane);
            }
            Err(error) => tracing::error!(%error, "a lane of jobs was lost"),
        }
    }
}
