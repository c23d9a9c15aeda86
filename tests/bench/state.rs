//! Opens a state folder as the program does, without serving it.

use seedpod::app;
use seedpod::config::{Config, Environment, Overrides};
use seedpod::domain::Pod;
use std::error::Error;
use std::path::Path;

/// The store's cache while the tool runs, unless the environment says otherwise: a store that is
/// being filled is written all over.
const CACHE: (&str, &str) = ("SEEDPOD_STORAGE_CACHE", "512MiB");

/// Opens or makes the state of a pod with this address.
pub(crate) fn open(folder: &Path, url: &str) -> Result<Pod, Box<dyn Error>> {
    let mut environment = Environment::of_process();
    environment.variables.entry(CACHE.0.to_owned()).or_insert_with(|| CACHE.1.to_owned());
    let state_dir = Some(folder.to_owned());
    let overrides = Overrides { state_dir, url: Some(url.to_owned()), ..Overrides::default() };
    let config = Config::load(&overrides, &environment)?;
    let url = config.url().ok_or("no address")?;
    Ok(app::open(&config, url)?)
}
