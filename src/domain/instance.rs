//! The pod itself: what it is called, who may join, and the texts that it shows in its own name.

use super::error::Refused;
use super::pod::Cx;
use super::words::Sentence;
use crate::base::PodUrl;
use crate::base::limits;
use crate::content::name;
use crate::model::{Account, Circle, Instance, PodText, Policy, Registration, Role, StoredSetting, TextPlace};
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};

/// Characters of a text of the pod.
const TEXT: usize = 65_536;
/// The setting that holds the pod's name.
const NAME: &str = "pod.name";

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
    get(tx)?.ok_or(Refused::Forbidden("admin-not-set-up"))
}

/// Makes the pod what it will always be. The address cannot be changed afterwards: every
/// identifier of its people contains it. The name is a setting like others.
pub fn create(tx: &mut WriteTx<'_>, cx: &Cx<'_>, new: NewInstance) -> Result<Instance, Refused> {
    if get(tx)?.is_some() {
        return Err(Refused::Forbidden("admin-set-up-already"));
    }
    let instance = Instance {
        name: pod_name(&new.name, &new.url)?,
        url: new.url,
        registration: Registration::Invitation,
        created: cx.now,
        federates: new.federates,
        policy: Policy::default(),
    };
    tx.put(&StoredSetting { key: NAME.to_owned(), value: instance.name.clone() })?;
    tx.put(&instance)?;
    Ok(instance)
}

fn pod_name(text: &str, url: &PodUrl) -> Result<String, Refused> {
    let name = name::clean(text, limits::FULL_NAME).map_err(|_| {
        Refused::invalid("pod_name", Sentence::new("admin-pod-name-long").with("most", limits::FULL_NAME))
    })?;
    Ok(if name.is_empty() { url.host() } else { name })
}

/// What the settings in force say, for the rules to follow. Nothing happens before setup.
pub fn follow(
    tx: &mut WriteTx<'_>,
    name: String,
    registration: Registration,
    policy: Policy,
) -> Result<(), StoreError> {
    if let Some(instance) = get(tx)? {
        tx.put(&Instance { name, registration, policy, ..instance })?;
    }
    Ok(())
}

/// What the settings in force decide; the defaults before setup.
pub fn policy(tx: &(impl Reads + ?Sized)) -> Result<Policy, StoreError> {
    Ok(get(tx)?.map(|instance| instance.policy).unwrap_or_default())
}

/// Whether an account belongs to a part of the pod's people.
pub fn belongs(circle: Circle, account: Option<&Account>) -> bool {
    match circle {
        Circle::Nobody => false,
        Circle::Admins => account.is_some_and(|account| account.role == Role::Admin),
        Circle::Moderators => account.is_some_and(|account| account.role >= Role::Moderator),
        Circle::Everyone => account.is_some(),
    }
}

/// A text of the pod in Markdown, if an admin wrote one.
pub fn text(tx: &(impl Reads + ?Sized), place: TextPlace) -> Result<Option<String>, StoreError> {
    Ok(tx.get(&tables::TEXTS, &place)?.map(|text| text.text))
}

/// Writes a text of the pod; an empty one gives the place back to our own words.
pub fn write_text(tx: &mut WriteTx<'_>, cx: &Cx<'_>, place: TextPlace, text: &str) -> Result<(), Refused> {
    let length = text.chars().count();
    if length > TEXT {
        let why = Sentence::new("admin-text-long").with("most", TEXT).with("count", length);
        return Err(Refused::invalid("text", why));
    }
    if text.trim().is_empty() {
        tx.delete::<PodText>(&place)?;
    } else {
        tx.put(&PodText { place, text: text.to_owned(), updated: cx.now })?;
    }
    Ok(())
}
