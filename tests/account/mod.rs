//! The account as people use it: joining, signing in, settings, mails, leaving, moving.

mod archive;
mod closing;
mod greeting;
mod mails;
mod settings;
mod sign_in;
mod sign_up;
mod two_factor;

use crate::pods::{Pods, TestPod};
use seedpod::domain::resets;

/// Gives an account an address that is in force at once, and lets the pod send mail.
pub async fn with_mail(pods: &Pods, host: &str, addresses: &[(&str, &str)]) {
    let pod = pods.at(host);
    pod.pod.set_mail(false);
    for (name, email) in addresses {
        let email = (*email).to_owned();
        pod.act(name, move |tx, cx, account| resets::change_email(tx, cx, account, &email)).await.unwrap();
    }
    pod.pod.set_mail(true);
}

/// Minutes that news wait for company.
pub async fn until_news(pods: &Pods) {
    pods.advance(6 * 60).await;
}

/// Sets who may join.
pub async fn registration(pod: &TestPod, who: seedpod::model::Registration) {
    let set = pod.pod.write(move |tx, _| -> Result<(), seedpod::domain::Refused> {
        let mut instance = seedpod::domain::instance::expect(tx)?;
        instance.registration = who;
        tx.put(&instance)?;
        Ok(())
    });
    set.await.unwrap();
}
