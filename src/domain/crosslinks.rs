//! Links between pods, `diaspora://` and `web+diaspora://`, as places of this pod (spec/features.md
//! W-154, spec/federation.md §6.6).

use super::access::Viewer;
use super::comments;
use super::error::Refused;
use super::people;
use super::pod::Cx;
use super::posts;
use super::queue;
use crate::base::{DiasporaId, Guid};
use crate::content::links;
use crate::model::{LookupState, Wanted};
use crate::store::{Reads, ReadsExt, StoreError, WriteTx};

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Linked {
    Post(Guid),
    Comment {
        post: Guid,
        comment: Guid,
    },
    Person(Guid),
    /// Somebody who may be found by address.
    Address(DiasporaId),
    /// A thing of somebody that is not here and was not asked for.
    Unknown {
        author: DiasporaId,
        guid: Guid,
    },
    /// It was asked for a moment ago.
    Looking,
    /// Nobody has it, or it is not for the viewer, or it is no link at all.
    Nowhere,
}

/// Where a link, or a diaspora ID alone, leads for this viewer. A thing of another author than the link names is not what
/// was meant (F-246).
pub fn resolve(tx: &(impl Reads + ?Sized), text: &str, viewer: Viewer<'_>) -> Result<Linked, StoreError> {
    let text = text.trim();
    let rest = text.strip_prefix("web+").unwrap_or(text);
    let address = rest.strip_prefix("diaspora://").or_else(|| rest.strip_prefix("diaspora:")).unwrap_or(rest);
    let Some((author, kind, guid)) = links::diaspora(text).into_iter().next() else {
        return match DiasporaId::from_input(address.trim_end_matches('/')) {
            Ok(id) => person(tx, &id),
            Err(_) => Ok(Linked::Nowhere),
        };
    };
    match kind.as_str() {
        "person" | "profile" => person(tx, &author),
        "comment" => match comments::find(tx, &guid, viewer) {
            Ok((comment, post)) if is_by(tx, comment.author, &author)? => {
                Ok(Linked::Comment { post: post.guid, comment: guid })
            }
            Ok(_) | Err(Refused::NotFound) => Ok(Linked::Nowhere),
            Err(Refused::Store(error)) => Err(error),
            Err(_) => Ok(Linked::Nowhere),
        },
        "post" | "status_message" | "reshare" => match posts::by_guid(tx, &guid)? {
            Some(post) => {
                let seen = super::access::may_see(tx, &post, viewer)? && is_by(tx, post.author, &author)?;
                Ok(if seen { Linked::Post(guid) } else { Linked::Nowhere })
            }
            None => wanted(tx, author, guid),
        },
        _ => Ok(Linked::Nowhere),
    }
}

fn person(tx: &(impl Reads + ?Sized), id: &DiasporaId) -> Result<Linked, StoreError> {
    Ok(match people::by_diaspora_id(tx, id)? {
        Some(person) => Linked::Person(person.guid),
        None => Linked::Address(id.clone()),
    })
}

fn is_by(tx: &(impl Reads + ?Sized), author: crate::model::PersonId, id: &DiasporaId) -> Result<bool, StoreError> {
    Ok(people::get(tx, author)?.diaspora_id == *id || super::migration::became(tx, id, author)?)
}

fn wanted(tx: &(impl Reads + ?Sized), author: DiasporaId, guid: Guid) -> Result<Linked, StoreError> {
    let own = super::instance::get(tx)?.is_none_or(|pod| !pod.federates || pod.url.authority() == author.host());
    Ok(match tx.record::<Wanted>(&guid)?.map(|wanted| wanted.state) {
        _ if own => Linked::Nowhere,
        Some(LookupState::Looking) => Linked::Looking,
        Some(LookupState::Failed(_)) => Linked::Nowhere,
        None => Linked::Unknown { author, guid },
    })
}

/// Has an unknown thing asked for.
pub fn look_for(tx: &mut WriteTx<'_>, cx: &Cx<'_>, author: &DiasporaId, guid: &Guid) -> Result<(), StoreError> {
    queue::fetch_post(tx, cx, guid, author)
}
