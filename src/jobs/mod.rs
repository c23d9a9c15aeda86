use crate::domain::Pod; use crate::net::outbound::Wire; use std::sync::Arc;
pub struct Worker(Pod, Arc<dyn Wire>);
impl Worker { pub fn new(p: Pod, w: Arc<dyn Wire>) -> Self { Self(p, w) } }
pub async fn run_forever(w: Worker, mut s: tokio::sync::watch::Receiver<bool>) { let _ = (&w.0, &w.1); let _ = s.changed().await; }
