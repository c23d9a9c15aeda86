//! Talking to the service manager (H-041). Without one, nothing happens.

use crate::domain::Pod;
use crate::domain::instance;
use sd_notify::NotifyState;

fn tell(states: &[NotifyState<'_>]) {
    // A service manager that does not listen is not a reason to stop serving.
    let _ = sd_notify::notify(states);
}

/// Listeners are bound and the store works.
pub(super) fn ready(status: &str) {
    tell(&[NotifyState::Ready, NotifyState::Status(status)]);
}

/// The pod reads its settings again.
pub(super) fn reloading() {
    let now = NotifyState::monotonic_usec_now().ok();
    tell(&[NotifyState::Reloading]);
    now.into_iter().for_each(|now| tell(&[now]));
}

/// One line about how the pod is.
pub(super) fn status(line: &str) {
    tell(&[NotifyState::Status(line)]);
}

/// The pod is about to stop.
pub(super) fn stopping() {
    tell(&[NotifyState::Stopping]);
}

/// Pings the watchdog from the asynchronous runtime, each time after a store read has finished, so
/// that a stuck executor or store is restarted; a full disk is no reason to. Ends with the task.
pub(super) async fn watchdog(pod: Pod) {
    let Some(limit) = sd_notify::watchdog_enabled() else { return };
    let mut every = tokio::time::interval(limit / 3);
    loop {
        every.tick().await;
        if pod.read(instance::get).await.is_ok() {
            tell(&[NotifyState::Watchdog]);
        }
    }
}
