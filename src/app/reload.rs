//! Following a changed configuration without a restart (H-033).

use super::log;
use super::notify;
use super::serve::Reread;
use crate::config::{Config, Live};
use crate::domain::Refused;
use crate::domain::admin::settings;
use crate::domain::instance;
use crate::federation::Federation;
use crate::web;
use std::sync::Arc;
use tokio::signal::unix::{SignalKind, signal};

/// Reads the configuration again at every SIGHUP. What is not valid changes nothing; what needs a
/// restart is named. Certificates in files are looked at all the time anyhow (H-052).
pub(super) async fn follow(reread: Reread, live: Arc<Live>, federation: Federation) {
    let Ok(mut asked) = signal(SignalKind::hangup()) else {
        tracing::error!("SIGHUP cannot be heard; a changed configuration needs a restart");
        return;
    };
    while asked.recv().await.is_some() {
        notify::reloading();
        match reread() {
            Err(error) => tracing::error!(%error, "the changed configuration is not valid; the old one stays in force"),
            Ok(newer) => match apply(&newer, &live, &federation).await {
                Ok(()) => tracing::info!("the configuration was read again"),
                Err(error) => tracing::error!(%error, "the changed configuration could not be taken over"),
            },
        }
        notify::ready("serving");
    }
}

async fn apply(newer: &Config, live: &Live, federation: &Federation) -> Result<(), Refused> {
    let pod = federation.pod();
    let chosen = pod.read::<_, Refused>(|tx| Ok(settings::all(tx)?)).await?;
    let late = live.now().needing_restart(newer);
    let config = live.reload(newer, &chosen);
    log::follow(&config);
    if !late.is_empty() {
        tracing::warn!(settings = late.join(", "), "these settings changed and take effect after a restart");
    }
    for warning in config.warnings() {
        tracing::warn!(warning, "configuration");
    }
    let (name, registration, policy) = web::policy(&config);
    pod.write::<_, Refused>(move |tx, _| Ok(instance::follow(tx, name, registration, policy)?)).await?;
    let federation = federation.clone();
    // The cache that could not be cut down now is so with the next picture.
    let _ = tokio::task::spawn_blocking(move || federation.follow(&config)).await;
    Ok(())
}
