//! What stands around every page.

use super::{AspectView, DefaultAudience, Look, ShellView, Theme, ViewerView, notification, person};
use crate::domain::{Refused, aspects, conversations, instance, notifications, tags};
use crate::model::{Account, PostDefault, Registration, Theme as Choice};
use crate::store::{Reads, StoreError};

/// Newest notifications in the head of the page (W-195).
const HAPPENING: usize = 10;

/// The frame of a page for this viewer; refuses before the pod is set up.
pub fn shell(tx: &dyn Reads, look: Look<'_>) -> Result<ShellView, Refused> {
    let pod = instance::expect(tx)?;
    let account = look.viewer.account();
    Ok(ShellView {
        pod_host: pod.url.authority().to_owned(),
        pod_name: pod.name,
        viewer: account.map(|account| viewer(tx, look, account, pod.registration)).transpose()?,
        theme: account.map_or(Theme::Auto, |account| theme(account.settings.theme)),
        lang: account.map_or_else(|| "en".to_owned(), |account| account.settings.language.clone()),
        is_open: pod.registration == Registration::Open,
        now: look.now,
    })
}

fn viewer(
    tx: &dyn Reads,
    look: Look<'_>,
    account: &Account,
    registration: Registration,
) -> Result<ViewerView, StoreError> {
    let mut aspects = Vec::new();
    for aspect in aspects::list(tx, account)? {
        let members = aspects::members(tx, aspect.id)?.len();
        aspects.push(AspectView {
            id: aspect.id.0,
            name: aspect.name,
            members: u32::try_from(members).unwrap_or(u32::MAX),
        });
    }
    Ok(ViewerView {
        person: person::person(tx, look, account.person)?,
        aspects,
        unread: notifications::unread(tx, account.id)?,
        unread_messages: conversations::unread(tx, account.id)?,
        happening: notification::newest(tx, look, account, HAPPENING)?,
        tags: tags::followed(tx, account.id)?,
        is_new_here: account.settings.getting_started,
        has_shortcuts: account.settings.shortcuts,
        default_audience: default_audience(&account.settings.post_default),
        may_invite: registration != Registration::Closed,
    })
}

pub(super) fn theme(choice: Choice) -> Theme {
    match choice {
        Choice::Auto => Theme::Auto,
        Choice::Light => Theme::Light,
        Choice::Dark => Theme::Dark,
    }
}

pub(super) fn default_audience(choice: &PostDefault) -> DefaultAudience {
    match choice {
        PostDefault::Public => DefaultAudience::Public,
        PostDefault::AllAspects => DefaultAudience::AllAspects,
        PostDefault::Aspects(aspects) => DefaultAudience::Aspects(aspects.iter().map(|aspect| aspect.0).collect()),
    }
}
