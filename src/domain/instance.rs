//! The pod itself: what it is called and who may join.

use super::error::Refused;
use super::pod::Cx;
use crate::base::PodUrl;
use crate::base::limits;
use crate::content::name;
use crate::model::{Instance, Registration};
use crate::store::{Reads, ReadsExt, StoreError, WriteTx};

/// What setup decides.
pub struct NewInstance {
    pub url: PodUrl,
    pub name: String,
    /// Whether other pods may see us; false at home without a domain.
    pub federates: bool,
}

/// The pod, once it is set up.
pub fn get(tx: &(impl Reads + ?Sized)) -> Result<Option<Instance>, StoreError> {
    tx.record::<Instance>(&())
}

/// The pod; refuses before setup.
pub fn expect(tx: &(impl Reads + ?Sized)) -> Result<Instance, Refused> {
    get(tx)?.ok_or(Refused::Forbidden("This pod is not set up yet."))
}

/// Makes the pod what it will always be. The address cannot be changed afterwards: every
/// identifier of its people contains it.
pub fn create(tx: &mut WriteTx<'_>, cx: &Cx<'_>, new: NewInstance) -> Result<Instance, Refused> {
    if get(tx)?.is_some() {
        return Err(Refused::Forbidden("This pod is set up already."));
    }
    let instance = Instance {
        name: pod_name(&new.name, &new.url)?,
        url: new.url,
        registration: Registration::Invitation,
        created: cx.now,
        federates: new.federates,
    };
    tx.put(&instance)?;
    Ok(instance)
}

fn pod_name(text: &str, url: &PodUrl) -> Result<String, Refused> {
    let name = name::clean(text, limits::FULL_NAME).map_err(|error| Refused::invalid("pod_name", error.to_string()))?;
    Ok(if name.is_empty() { url.host() } else { name })
}
