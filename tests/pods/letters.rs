//! The post of a test: keeps what goes out, and can be away.

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use seedpod::net::mail::{Mail, Post, PostError};
use std::sync::{Arc, Mutex};

#[derive(Default)]
struct State {
    sent: Vec<Mail>,
    is_away: bool,
}

/// Mail that a pod sent. Cheap to clone.
#[derive(Clone, Default)]
pub struct Letters(Arc<Mutex<State>>);

impl Letters {
    /// Everything that went out since the last look.
    pub fn take(&self) -> Vec<Mail> {
        std::mem::take(&mut self.0.lock().unwrap().sent)
    }

    /// The one mail that went out.
    #[track_caller]
    pub fn one(&self) -> Mail {
        let mut sent = self.take();
        assert_eq!(sent.len(), 1, "{sent:#?}");
        sent.remove(0)
    }

    /// The mail server does not answer, or does again.
    pub fn be_away(&self, is_away: bool) {
        self.0.lock().unwrap().is_away = is_away;
    }
}

impl Post for Letters {
    fn send(&self, mail: Mail) -> BoxFuture<'_, Result<(), PostError>> {
        let mut state = self.0.lock().unwrap();
        let outcome = match state.is_away {
            true => Err(PostError::Later("away".to_owned())),
            false => {
                state.sent.push(mail);
                Ok(())
            }
        };
        async move { outcome }.boxed()
    }
}

/// The path of the first link of this pod in a text.
pub fn link(text: &str, host: &str) -> String {
    let start = format!("https://{host}");
    let word = text.split_whitespace().find(|word| word.starts_with(&start));
    word.unwrap_or_else(|| panic!("no link in {text}"))[start.len()..].to_owned()
}
