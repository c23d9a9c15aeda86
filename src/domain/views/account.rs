//! The settings of an account.

use super::shell::{default_audience, theme};
use super::{AccountView, ExportView, ExportsView, InvitationView, Look, SessionView};
use crate::domain::{Refused, export, instance, invitations, mails, people, sessions, two_factor};
use crate::model::{Account, ExportState, TokenHash};
use crate::store::Reads;

/// The settings page of an account; `current` is the session that asks, `has_mail` whether the pod
/// sends mail.
pub fn account(
    tx: &dyn Reads,
    account: &Account,
    current: Option<TokenHash>,
    has_mail: bool,
) -> Result<AccountView, Refused> {
    let pod = instance::expect(tx)?;
    let mut sessions: Vec<SessionView> = sessions::list(tx, account.id)?
        .into_iter()
        .map(|session| SessionView {
            id: session.guid.to_string(),
            device: session.browser,
            created_at: session.created,
            seen_at: session.seen,
            is_current: Some(session.token) == current,
        })
        .collect();
    sessions.sort_by_key(|session| !session.is_current);
    let invitation = invitations::of_account(tx, account)?.map(|invitation| InvitationView {
        url: pod.url.join(&format!("i/{}", invitation.code)),
        code: invitation.code,
        remaining: invitation.left,
    });
    Ok(AccountView {
        name: account.name.clone(),
        diaspora_id: people::get(tx, account.person)?.diaspora_id,
        email: account.email.clone(),
        pending_email: account.pending_email.clone(),
        has_mail,
        mails: mails::kinds(account).map(|kind| (kind, !account.settings.unwanted_mails.contains(&kind))).collect(),
        share_back: account.settings.share_back.map(|aspect| aspect.0),
        shows_spotlight: account.settings.shows_spotlight,
        is_getting_started: account.settings.getting_started,
        has_second_step: two_factor::is_active(account),
        lang: account.settings.language.clone(),
        theme: theme(account.settings.theme),
        default_audience: default_audience(&account.settings.post_default),
        sessions,
        invitation,
    })
}

/// The archives of an account.
pub fn exports(tx: &dyn Reads, account: &Account, look: Look<'_>) -> Result<ExportsView, Refused> {
    let view = |photos| -> Result<ExportView, Refused> {
        Ok(match export::get(tx, account.id, photos)?.map(|export| export.state) {
            None => ExportView::None,
            Some(ExportState::Working) => ExportView::Working,
            Some(ExportState::Failed) => ExportView::Failed,
            Some(ExportState::Ready { name, bytes, at }) => match export::file(tx, account, look.now, &name)? {
                Some(name) => ExportView::Ready { name, megabytes: bytes.div_ceil(1 << 20).max(1), at },
                None => ExportView::None,
            },
        })
    };
    Ok(ExportsView { data: view(false)?, photos: view(true)? })
}
