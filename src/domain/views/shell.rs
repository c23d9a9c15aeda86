//! What stands around every page.

use super::{AspectView, DefaultAudience, FootView, Look, ShellView, Theme, ViewerView, notification, person};
use crate::domain::{Refused, aspects, conversations, instance, notifications, tags};
use crate::model::{Account, Policy, PostDefault, Registration, Role, Theme as Choice};
use crate::store::{Reads, StoreError};

/// Newest notifications in the head of the page (W-195).
const HAPPENING: usize = 10;

/// The frame of a page for this viewer; refuses before the pod is set up.
pub fn shell(tx: &dyn Reads, look: Look<'_>) -> Result<ShellView, Refused> {
    let pod = instance::expect(tx)?;
    let account = look.viewer.account();
    let may_invite = pod.registration != Registration::Closed && pod.policy.invitations > 0;
    Ok(ShellView {
        pod_host: pod.url.authority().to_owned(),
        pod_name: pod.name,
        viewer: account.map(|account| viewer(tx, look, account, may_invite)).transpose()?,
        theme: theme(account.map_or(pod.policy.theme, |account| account.settings.theme)),
        lang: account.map_or_else(|| "en".to_owned(), |account| account.settings.language.clone()),
        is_open: matches!(pod.registration, Registration::Open | Registration::Approval),
        foot: foot(&pod.policy),
        now: look.now,
    })
}

/// What the pod says of itself and links to.
fn foot(policy: &Policy) -> FootView {
    FootView {
        has_terms: policy.terms,
        changelog: policy.changelog_url.clone(),
        donate: policy.donate_url.clone(),
        email: policy.email.clone(),
    }
}

fn viewer(tx: &dyn Reads, look: Look<'_>, account: &Account, may_invite: bool) -> Result<ViewerView, StoreError> {
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
        has_local_posts: super::may_open_local(tx, look)?,
        has_shortcuts: account.settings.shortcuts,
        default_audience: default_audience(&account.settings.post_default),
        may_invite,
        is_moderator: account.role >= Role::Moderator,
        is_admin: account.role == Role::Admin,
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
