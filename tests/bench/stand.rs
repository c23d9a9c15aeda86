//! A pod on disk as the program has it, without listeners.

use seedpod::app::routes;
use seedpod::base::PodUrl;
use seedpod::config::{Config, Environment, Live, Overrides};
use seedpod::domain::accounts::NewAccount;
use seedpod::domain::instance::NewInstance;
use seedpod::domain::{Pod, setup};
use seedpod::federation::Federation;
use seedpod::model::{Account, Role};
use seedpod::net::inbound::Rates;
use seedpod::net::outbound::Wire;
use seedpod::protocol::keys::PrivateKey;
use std::path::PathBuf;
use std::sync::Arc;
use warp::filters::BoxedFilter;
use warp::reply::Response;

/// A pod with one account, on a folder that goes with it.
pub(crate) struct Stand {
    pub(crate) pod: Pod,
    pub(crate) federation: Federation,
    pub(crate) routes: BoxedFilter<(Response,)>,
    pub(crate) account: Account,
    folder: PathBuf,
}

impl Stand {
    pub(crate) async fn new(name: &str, wire: Arc<dyn Wire>) -> Self {
        let folder = std::env::temp_dir().join(format!("seedpod-bench-{}-{name}", std::process::id()));
        let overrides = Overrides {
            state_dir: Some(folder.clone()),
            url: Some("https://home.test".to_owned()),
            ..Overrides::default()
        };
        let config = Arc::new(Config::load(&overrides, &Environment::of_process()).unwrap());
        let url = PodUrl::parse("https://home.test").unwrap();
        let pod = seedpod::app::open(&config, url.clone()).unwrap();
        let new = NewAccount {
            name: "alice".to_owned(),
            email: None,
            password: String::new(),
            key: PrivateKey::generate().unwrap(),
            role: Role::Admin,
            language: "en".to_owned(),
            invited_by: None,
        };
        let instance = NewInstance { url, name: "Home".to_owned(), federates: true };
        let account = pod.write(move |tx, cx| setup::complete(tx, cx, instance, new)).await.unwrap();
        let federation = Federation::new(pod.clone(), wire, None);
        let routes = routes(&federation, &Live::of((*config).clone()), &Arc::new(Rates::of(&config)));
        Self { pod, federation, routes, account, folder }
    }
}

impl Drop for Stand {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// The highest memory of this process so far, in MiB.
pub(crate) fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").trim().parse::<f64>().unwrap_or(0.0) / 1024.0
}

/// Begins the peak anew from what is in use now.
pub(crate) fn forget_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}
