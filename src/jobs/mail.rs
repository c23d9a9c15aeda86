//! Sending one mail.

use crate::base::Timestamp;
use crate::domain::mails::{self, Ready};
use crate::domain::{Pod, Refused, instance};
use crate::federation::Outcome;
use crate::model::{Job, Letter};
use crate::net::mail::{Mail, Post, PostError};

/// Seconds until a mail is tried again, by how often it failed: three days in all.
const RETRIES: &[i64] = &[60, 300, 900, 3_600, 3 * 3_600, 6 * 3_600, 12 * 3_600, 24 * 3_600, 24 * 3_600];

/// Chooses the words and hands the mail over. One that is not worth sending any more is done.
pub(super) async fn run(
    pod: &Pod,
    post: Option<&dyn Post>,
    job: &Job,
    letter: &Letter,
    now: Timestamp,
) -> Result<Outcome, Refused> {
    let Some(post) = post else { return Ok(Outcome::GiveUp("the pod sends no mail".to_owned())) };
    let (letter, seal) = (letter.clone(), pod.seal());
    let read = pod.read(move |tx| -> Result<_, Refused> {
        Ok((mails::compose(tx, &seal, now, &letter)?, instance::expect(tx)?))
    });
    let (Some(ready), instance) = read.await? else { return Ok(Outcome::Done) };
    // The same job makes the same name, so that a mail sent twice can be known for one.
    let id = format!("{}.{}@{}", job.id, instance.created.seconds(), instance.url.host());
    match post.send(mail(ready, id, now)).await {
        Ok(()) => Ok(Outcome::Done),
        Err(PostError::Never(why)) => Ok(Outcome::GiveUp(why)),
        Err(PostError::Later(why)) => {
            tracing::warn!(job = %job.id, why, "a mail could not be sent");
            let wait = usize::try_from(job.failures).ok().and_then(|failures| RETRIES.get(failures));
            Ok(wait.map_or(Outcome::GiveUp(why), |wait| Outcome::Retry(now.plus(*wait))))
        }
    }
}

fn mail(ready: Ready, id: String, now: Timestamp) -> Mail {
    Mail {
        to: ready.to,
        from: ready.from,
        subject: ready.subject,
        text: ready.text,
        html: ready.html,
        id,
        thread: ready.thread,
        unsubscribe: ready.unsubscribe,
        written: now.seconds(),
    }
}
