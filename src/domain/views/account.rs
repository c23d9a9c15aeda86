//! The settings of an account.

use super::shell::{default_audience, theme};
use super::{AccountView, InvitationView, SessionView};
use crate::domain::{Refused, instance, invitations, people, sessions};
use crate::model::{Account, TokenHash};
use crate::store::Reads;

/// The settings page of an account; `current` is the session that asks.
pub fn account(tx: &dyn Reads, account: &Account, current: Option<TokenHash>) -> Result<AccountView, Refused> {
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
        lang: account.settings.language.clone(),
        theme: theme(account.settings.theme),
        default_audience: default_audience(&account.settings.post_default),
        sessions,
        invitation,
    })
}
