//! What is done once on every day, whenever the pod first wakes on it.

use crate::domain::Pod;
use crate::domain::Refused;
use crate::domain::notifications;

/// Does what this day still waits for. Costs one look at the store when nothing does.
pub(super) async fn run(pod: &Pod) {
    let now = pod.now();
    let waits = pod.read(move |tx| -> Result<_, Refused> { Ok(notifications::birthdays_wait(tx, now)?) }).await;
    let told = match waits {
        Ok(true) => pod.write(|tx, cx| -> Result<(), Refused> { Ok(notifications::tell_birthdays(tx, cx)?) }).await,
        Ok(false) => Ok(()),
        Err(error) => Err(error),
    };
    if let Err(error) = told {
        tracing::error!(%error, "birthdays could not be told");
    }
}
