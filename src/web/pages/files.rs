//! What pages load: assets, icons, the manifest, pictures of this pod.

use super::super::layout::{Place, Shell, page as frame};
use super::super::reply::{Failure, answer, page};
use super::super::session::Visit;
use super::super::{Web, assets, get, visit};
use crate::domain::Pod;
use crate::domain::Refused;
use crate::domain::photos;
use crate::net::inbound::reply::{self, Cache};
use maud::{Markup, html};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, VARY};
use warp::reply::Response;

/// Seconds for which small files without a hash in their name are kept.
const HOUR: u32 = 3_600;

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let encoding = || warp::header::optional::<String>(ACCEPT_ENCODING.as_str());
    let asset = warp::path!("assets" / String).and(get()).and(encoding()).map(asset);
    let favicon = warp::path!("favicon.ico").and(get());
    let favicon = favicon.map(|| reply::asset("image/png", assets::all().favicon.bytes.clone(), Cache::Public(HOUR)));
    let robots = warp::path!("robots.txt").and(get());
    let robots = robots.map(|| reply::cache(reply::text(StatusCode::OK, ROBOTS), Cache::Public(HOUR)));
    let manifest = warp::path!("manifest.json").and(get()).and(visit(web)).then(|begun| answer(begun, manifest));
    let source = warp::path!("source").and(get()).and(visit(web)).then(|begun| answer(begun, open_source));
    let security =
        warp::path!(".well-known" / "security.txt").and(get()).and(visit(web)).then(|begun| answer(begun, security));
    let pod = web.pod.clone();
    let picture = warp::path!("uploads" / "images" / String).and(get()).then(move |name| stored(pod.clone(), name));
    asset
        .boxed()
        .or(favicon.boxed())
        .unify()
        .or(robots.boxed())
        .unify()
        .or(manifest.boxed())
        .unify()
        .or(source.boxed())
        .unify()
        .or(security.boxed())
        .unify()
        .or(picture.boxed())
        .unify()
        .boxed()
}

/// One of the compiled-in files; the hash in its name lets browsers keep it.
fn asset(name: String, accepts: Option<String>) -> Response {
    let Some(asset) = assets::find(&format!("/assets/{name}")) else { return reply::empty(StatusCode::NOT_FOUND) };
    let small = asset.gzip.as_ref().filter(|_| accepts.is_some_and(|accepts| accepts.contains("gzip")));
    let body = small.unwrap_or(&asset.bytes).clone();
    let response = reply::header(reply::asset(asset.mime, body, Cache::Immutable), VARY, "Accept-Encoding");
    if small.is_some() { reply::header(response, CONTENT_ENCODING, "gzip") } else { response }
}

/// W-019: search engines leave people alone.
const ROBOTS: &str = "User-agent: *\nDisallow: /people/\nDisallow: /u/\nDisallow: /i/\nDisallow: /users/\nDisallow: /remote/\nDisallow: /admin/\n";

/// W-252: the pod can be put on a phone's home screen under its own name.
async fn manifest(visit: Visit) -> Result<Response, Failure> {
    let name = visit.instance().map_or("seedpod", |instance| instance.name.as_str());
    let files = assets::all();
    let icon = |path: &str, sizes: &str, purpose: &str| serde_json::json!({ "src": path, "sizes": sizes, "type": "image/png", "purpose": purpose });
    let manifest = serde_json::json!({
        "name": name,
        "short_name": name,
        "start_url": "/stream",
        "display": "standalone",
        "background_color": "#f6f4ee",
        "theme_color": "#2c6e49",
        "icons": [
            icon(&files.app_192.path, "192x192", "any"),
            icon(&files.app_512.path, "512x512", "any"),
            icon(&files.maskable_512.path, "512x512", "maskable"),
        ],
    });
    let document = reply::document("application/manifest+json", manifest.to_string());
    Ok(reply::cache(document, Cache::Public(HOUR)))
}

async fn open_source(visit: Visit) -> Result<Response, Failure> {
    let own = visit.instance().map_or("", |instance| instance.policy.source_url.as_str());
    let address = if own.is_empty() { visit.web().source } else { own };
    Ok(page(&visit, source(&visit.shell(Place::Elsewhere).await?, address)))
}

/// What the pod runs and where its source code is, as its licence wants.
fn source(shell: &Shell, address: &str) -> Markup {
    let words = shell.words;
    let values = [("pod", shell.view.pod_name.as_str().into()), ("version", env!("CARGO_PKG_VERSION").into())];
    let body = html! {
        h1 { (words.say("landing-source-title")) }
        section.card.stack {
            p { (words.say_with("landing-source-runs", &values)) }
            p { (words.say("landing-source-licence")) }
            @if address.is_empty() { p.soft { (words.say("landing-source-ask")) } }
            @else { a.button href=(address) { (words.say("landing-source-get")) } }
        }
    };
    frame(shell, &words.say("landing-source-title"), &body)
}

/// Where weaknesses are reported (RFC 9116), if the admins said so. It counts for a year from now.
async fn security(visit: Visit) -> Result<Response, Failure> {
    let instance = visit.instance().ok_or(Failure::Status(404))?;
    let contact = &instance.policy.security_contact;
    if contact.is_empty() {
        return Err(Failure::Status(404));
    }
    let expires = visit.now().plus(365 * 24 * 3600);
    let here = instance.url.join(".well-known/security.txt");
    let text = format!("Contact: {contact}\nExpires: {expires}\nCanonical: {here}\nPreferred-Languages: en\n");
    Ok(reply::cache(reply::text(StatusCode::OK, text), Cache::Public(HOUR)))
}

/// A picture of this pod by its public, unguessable name, served as what it was found to be when
/// it came (H-122).
async fn stored(pod: Pod, name: String) -> Response {
    let found = pod.read::<_, Refused>(move |tx| Ok(photos::file(tx, &name)?)).await;
    let Ok(Some((hash, mime))) = found else { return missing() };
    let media = pod.media().clone();
    match tokio::task::spawn_blocking(move || media.get(&hash)).await {
        Ok(Ok(bytes)) => reply::media(&mime, bytes, Cache::Immutable),
        _ => missing(),
    }
}

fn missing() -> Response {
    reply::empty(StatusCode::NOT_FOUND)
}
