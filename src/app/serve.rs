//! Running the pod, from the first listener to the last commit.

use super::admin;
use super::certificates;
use super::disks;
use super::error::AppError;
use super::home::Home;
use super::listeners;
use super::log;
use super::metrics;
use super::nightly;
use super::notify;
use super::reload;
use super::rescue;
use super::roots;
use super::routes::routes;
use super::setup_link;
use super::state;
use super::timekeeping;
use crate::base::PodUrl;
use crate::base::{Clock, EntropyExt};
use crate::config::{Config, ConfigError, Live};
use crate::domain::admin::settings;
use crate::domain::{Pod, Refused, instance, runs};
use crate::federation::Federation;
use crate::jobs::{self, Hands};
use crate::net::inbound::Gate;
use crate::net::inbound::GateSettings;
use crate::net::mail::{Post, Smtp};
use crate::net::outbound::{Client, Wire};
use crate::web;
use std::sync::Arc;
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use warp::Filter;

/// Open requests and running jobs get this long at the end (H-042).
const GRACE: Duration = Duration::from_secs(10);

/// Reads the configuration once more.
pub type Reread = Box<dyn Fn() -> Result<Config, ConfigError> + Send + Sync>;

/// Serves until a signal says stop. `reread` is asked for the configuration at every SIGHUP.
pub async fn serve(config: Config, reread: Reread) -> Result<(), AppError> {
    log::start(&config);
    for warning in config.warnings() {
        tracing::warn!(warning, "configuration");
    }
    // One implementation of cryptography for everything; a second call, as in tests, changes nothing.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    roots::ensure(&config)?;
    let config = Arc::new(config);
    let bound = listeners::bind(&config).await?;
    let planned = match config.url() {
        Some(url) => url,
        None => bound.home_address().map_or_else(|| admin::home_address(&config), Ok)?,
    };
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(async move {
        first_signal().await;
        // Nobody listens any more once the pod has stopped by itself.
        let _ = stop.send(true);
        second_signal().await;
    });
    match state::open(&config, planned) {
        Ok(pod) => run(&config, pod, bound, stopped, reread).await,
        Err(AppError::Integrity(text)) => in_rescue(&config, bound, stopped, &text).await,
        Err(error) => Err(error),
    }
}

async fn run(
    config: &Arc<Config>,
    pod: Pod,
    bound: listeners::Bound,
    stopped: watch::Receiver<bool>,
    reread: Reread,
) -> Result<(), AppError> {
    state::works(&pod).await?;
    let config = &in_force(config, &pod).await?;
    let wire: Arc<dyn Wire> = Arc::new(Client::new(config).map_err(|error| AppError::Config(error.to_string()))?);
    let federation = Federation::of(config, pod.clone(), Arc::clone(&wire));
    timekeeping::look(&federation);
    let post = Smtp::of(config).map(|smtp| Arc::new(smtp) as Arc<dyn Post>);
    pod.set_mail(post.is_some());
    let live = Arc::new(Live::new(Arc::clone(config)));
    let gate = gate(&live, &federation, &bound);
    let mut keeping = look_after(config, &pod, &gate, &bound);
    keeping.push(tokio::spawn(disks::watch(Arc::clone(config), federation.clone())));
    keeping.push(tokio::spawn(timekeeping::watch(federation.clone())));
    keeping.push(tokio::spawn(nightly::watch(Arc::clone(&live), pod.clone())));
    keeping.push(tokio::spawn(reload::follow(reread, live, federation.clone())));
    let (home, minding) = Home::open(config, bound.ports(), Arc::clone(&gate.settings().challenges), Arc::clone(&wire));
    let admin = admin::listen(config, pod.clone(), home.clone())?;
    let watchdog = tokio::spawn(notify::watchdog(pod.clone()));
    let (mut ending, leaving) = (stopped.clone(), pod.clone());
    tokio::spawn(async move {
        if ending.wait_for(|stop| *stop).await.is_ok() {
            leaving.begin_closing();
        }
    });
    let worker = tokio::spawn(jobs::run_forever(Hands { federation, post }, stopped.clone()));
    let addresses = bound.describe();
    greet(config, &pod, &addresses).await?;
    // Not before: a start that fails is no run that was cut short. A disk without room for this note
    // is told of elsewhere.
    if let Ok(true) = pod.write(|tx, _| -> Result<_, Refused> { Ok(runs::begin(tx)?) }).await {
        tracing::warn!("the pod was not stopped properly last time; nothing that was acknowledged is lost");
    }
    notify::ready(&format!("serving {addresses}"));
    tracing::info!(addresses, version = env!("CARGO_PKG_VERSION"), "the pod is ready");
    bound.serve(config, gate, stopped).await;
    notify::stopping();
    home.leave().await;
    minding.iter().for_each(tokio::task::JoinHandle::abort);
    keeping.iter().for_each(tokio::task::JoinHandle::abort);
    admin.abort();
    watchdog.abort();
    if tokio::time::timeout(GRACE, worker).await.is_err() {
        tracing::info!("jobs under way are left to the next start");
    }
    close(config, pod).await;
    Ok(())
}

/// The configuration with what admins chose in the browser, which the rules follow from now on
/// (H-030).
async fn in_force(config: &Arc<Config>, pod: &Pod) -> Result<Arc<Config>, AppError> {
    let chosen = pod.read(settings::all).await?;
    let config = config.with_stored(&chosen);
    for warning in config.warnings().iter().filter(|warning| warning.contains("web admin")) {
        tracing::warn!(warning, "configuration");
    }
    let (name, registration, policy) = web::policy(&config);
    pod.write(move |tx, _| instance::follow(tx, name, registration, policy)).await?;
    Ok(Arc::new(config))
}

fn gate(live: &Arc<Live>, federation: &Federation, bound: &listeners::Bound) -> Arc<Gate> {
    let pod = federation.pod();
    let mut seed = [0; 8];
    pod.fill_random(&mut seed);
    let mut settings = GateSettings::of(Arc::clone(live), u64::from_be_bytes(seed));
    settings.url = Some(pod.planned().0);
    settings.classify = super::routes::bucket;
    settings.error_page = Some(web::error_page);
    settings.unready = bound.encrypted().map(|(_, port)| certificates::unready(pod.clone(), port));
    let watched = metrics::routes(federation.clone(), Arc::clone(live), Arc::clone(&settings.tally));
    let routes = watched.or(routes(federation, live, &settings.rates)).unify().boxed();
    Arc::new(Gate::new(routes, settings))
}

/// Has somebody look after the certificate of the encrypted door, if there is one.
fn look_after(
    config: &Config,
    pod: &Pod,
    gate: &Arc<Gate>,
    bound: &listeners::Bound,
) -> Vec<tokio::task::JoinHandle<()>> {
    let Some((certificates, _)) = bound.encrypted() else { return Vec::new() };
    if bound.has_files() {
        return vec![tokio::spawn(certificates::tell_dates(certificates, pod.clone()))];
    }
    let clock: Arc<dyn Clock> = pod.clock().clone();
    let keeper = certificates::keeper(config, &certificates, &gate.settings().challenges, bound.has_http(), clock);
    certificates::look_after(keeper, pod, gate, config.wants_acme())
}

/// Says where the pod is; an empty one prints its setup link.
#[expect(clippy::print_stdout, reason = "whoever starts the program wants to know where it is")]
async fn greet(config: &Config, pod: &Pod, addresses: &str) -> Result<(), AppError> {
    if pod.read(instance::get).await?.is_none() {
        setup_link::announce(config, pod)?;
        show_fingerprint(pod);
        return Ok(());
    }
    setup_link::forget(config);
    println!("{} is ready, listening at {addresses}.", pod.planned().0);
    show_fingerprint(pod);
    Ok(())
}

/// Until somebody vouches for the pod, its owner can compare (H-050).
#[expect(clippy::print_stdout, reason = "whoever starts the program wants to compare it")]
fn show_fingerprint(pod: &Pod) {
    let certificate = pod.certificate();
    if let (None, Some(fingerprint)) = (certificate.until, certificate.fingerprint) {
        println!(
            "There is no public certificate yet. The pod's own one has this SHA-256 fingerprint:\n    {fingerprint}"
        );
    }
}

/// The store last, so that everything above has said what it had to say.
async fn close(config: &Config, pod: Pod) {
    if let Err(error) = pod.write(|tx, _| -> Result<_, Refused> { Ok(runs::end(tx)?) }).await {
        tracing::warn!(%error, "the end of this run could not be noted");
    }
    let closing = tokio::task::spawn_blocking(move || pod.close());
    if closing.await.is_err() {
        tracing::error!("the writer broke off");
    }
    // The socket of a pod that stopped must not look like one that runs.
    let _ = std::fs::remove_file(admin::socket(config));
    tracing::info!("stopped");
}

async fn in_rescue(
    config: &Arc<Config>,
    bound: listeners::Bound,
    stopped: watch::Receiver<bool>,
    text: &str,
) -> Result<(), AppError> {
    tracing::error!(
        reason = text,
        "the store cannot be opened; nothing was changed; every page says so until a backup is restored"
    );
    let mut settings = GateSettings::of(
        Arc::new(Live::new(Arc::clone(config))),
        u64::from_be_bytes(super::system::SystemEntropy.bytes()),
    );
    settings.url = None::<PodUrl>;
    let gate = Arc::new(Gate::new(rescue::routes(), settings));
    if let Some((certificates, _)) = bound.encrypted().filter(|_| !bound.has_files()) {
        // Shows the certificate that is there; nobody is asked for another one.
        let clock = Arc::new(super::system::SystemClock);
        drop(certificates::keeper(config, &certificates, &gate.settings().challenges, bound.has_http(), clock));
    }
    bound.serve(config, gate, stopped).await;
    Err(AppError::Integrity(text.to_owned()))
}

async fn first_signal() {
    let (Ok(mut terminate), Ok(mut interrupt)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
    else {
        tracing::error!("signals cannot be heard; only SIGKILL stops this process");
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}

/// A second signal ends the process at once; what was acknowledged is safe (H-042).
async fn second_signal() {
    first_signal().await;
    std::process::exit(130);
}
