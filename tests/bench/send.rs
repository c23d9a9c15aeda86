//! One public post to many pods and one limited post to many people, from the press of the button
//! to the last answer, over real TLS.

use super::sink::Sink;
use super::stand::{Stand, forget_peak, peak};
use super::{Size, tell};
use futures_util::FutureExt;
use seedpod::base::{DiasporaId, Guid, PodUrl};
use seedpod::domain::people::{self, Found};
use seedpod::domain::posts::{self, Audience, NewPost};
use seedpod::domain::{Refused, aspects, queue};
use seedpod::jobs::{self, Hands};
use seedpod::model::{AspectId, AspectMember, Contact, Profile};
use seedpod::net::outbound::{Client, Guard, Resolve, Resolving};
use seedpod::protocol::keys::PrivateKey;
use std::sync::Arc;
use std::time::Instant;

/// Every name is this machine.
struct Here;

impl Resolve for Here {
    fn resolve<'a>(&'a self, _: &'a str) -> Resolving<'a> {
        async { Ok(vec![[127, 0, 0, 1].into()]) }.boxed()
    }
}

pub(crate) async fn run(size: Size) {
    let sink = Sink::start();
    let guard = Guard::new(vec!["127.0.0.0/8".parse().unwrap()], vec![sink.port], None);
    let client = Client::assemble(guard, Arc::new(Here), vec![sink.authority.clone()], "seedpod-bench").unwrap();
    let stand = Stand::new("send", Arc::new(client)).await;
    let aspect = people(&stand, &sink, size).await;
    measure(&stand, &format!("public_post_to_{}_pods", size.pods), Audience::Public).await;
    measure(&stand, &format!("limited_post_to_{}_people", size.people), Audience::Aspects(vec![aspect])).await;
}

/// One contact on each pod; the first ones are in an aspect.
async fn people(stand: &Stand, sink: &Sink, size: Size) -> AspectId {
    // One key for all: encrypting for it costs the same.
    let key = PrivateKey::generate().unwrap().public().der().to_vec();
    let (account, port) = (stand.account.clone(), sink.port);
    let act = stand.pod.write(move |tx, cx| -> Result<_, Refused> {
        let aspect = aspects::list(tx, &account)?.swap_remove(0).id;
        for number in 0..size.pods {
            let host = format!("pod{number}.bench.test:{port}");
            let found = Found {
                diaspora_id: DiasporaId::parse(&format!("bob@{host}")).map_err(|_| Refused::NotFound)?,
                guid: Guid::parse(&format!("{number:032x}")).map_err(|_| Refused::NotFound)?,
                base_url: PodUrl::parse(&format!("https://{host}")).map_err(|_| Refused::NotFound)?,
                public_key: key.clone(),
                profile: Profile::default(),
            };
            let person = people::found(tx, cx, found)?.map_err(|_| Refused::NotFound)?.id;
            tx.put(&Contact { account: account.id, person, sharing: true, receiving: true, since: cx.now })?;
            if number < size.people {
                tx.put(&AspectMember { account: account.id, aspect, person })?;
            }
        }
        Ok(aspect)
    });
    act.await.unwrap()
}

async fn measure(stand: &Stand, name: &str, audience: Audience) {
    forget_peak();
    let started = Instant::now();
    let account = stand.account.clone();
    let act = stand.pod.write(move |tx, cx| {
        let text = "One post for *many*, with a #tag".to_owned();
        let new = NewPost {
            text,
            audience,
            photos: Vec::new(),
            poll: None,
            event: None,
            location: None,
            provider: String::new(),
        };
        posts::create(tx, cx, &account, new)
    });
    act.await.unwrap();
    tell(&format!("{name}_answered"), started.elapsed().as_secs_f64() * 1000.0, "ms");
    let hands = Hands { federation: stand.federation.clone(), post: None };
    // The first pass signs it and writes one delivery for each target.
    jobs::run_due(&hands, stand.pod.now()).await;
    tell(&format!("{name}_queued"), started.elapsed().as_secs_f64() * 1000.0, "ms");
    while jobs::run_due(&hands, stand.pod.now()).await > 0 {}
    let left = stand.pod.read(queue::stats).await.unwrap().deliveries;
    assert_eq!(left, 0, "not everything arrived");
    tell(&format!("{name}_sent"), started.elapsed().as_secs_f64() * 1000.0, "ms");
    tell(&format!("{name}_memory_peak"), peak(), "MiB");
}
