//! What feed readers get: the public posts of somebody here (spec/features.md §5.15).

use super::post::{self, Depth};
use super::{FeedView, Look, person};
use crate::base::DiasporaId;
use crate::domain::access::Viewer;
use crate::domain::{Refused, instance, people};
use crate::model::{Body, Post};
use crate::store::{Reads, ReadsExt, tables};

/// Entries of a feed (W-014).
const ENTRIES: usize = 25;

/// The feed of a person of this pod, as a stranger may read it, whoever asks.
pub fn feed(tx: &dyn Reads, look: Look<'_>, name: &str) -> Result<FeedView, Refused> {
    let look = Look { viewer: Viewer::Stranger, ..look };
    let pod = instance::expect(tx)?;
    let id = DiasporaId::from_input(&format!("{name}@{}", pod.url.authority())).map_err(|_| Refused::NotFound)?;
    let owner = people::by_diaspora_id(tx, &id)?.filter(|owner| owner.is_local() && !owner.closed);
    let owner = owner.ok_or(Refused::NotFound)?;
    let mut posts = Vec::new();
    let mut updated = owner.added;
    for ((_, at, id), ()) in tx.list(&tables::PUBLIC_POSTS_OF_PERSON, &(owner.id,), ENTRIES)? {
        let Some(found) = tx.record::<Post>(&id.0)? else { continue };
        let shown = match &found.body {
            Body::Status(_) => Some(found),
            Body::Reshare { root: Some(root), .. } => tx.record::<Post>(root)?.filter(|root| root.public),
            Body::Reshare { root: None, .. } => None,
        };
        if let Some(shown) = shown {
            updated = updated.max(at.0);
            posts.push(post::post(tx, look, &shown, Depth::Root)?);
        }
    }
    Ok(FeedView {
        pod_name: pod.name,
        base: pod.url,
        name: owner.name(),
        person: person::view(look, &owner),
        updated,
        posts,
    })
}
