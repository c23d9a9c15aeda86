//! What pages load: assets, icons, the manifest, pictures of this pod.

use super::super::reply::{Failure, answer, data, file};
use super::super::session::Visit;
use super::super::{Web, assets, get, visit};
use crate::domain::Refused;
use crate::domain::photos;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::header::{ACCEPT_ENCODING, LOCATION};
use warp::http::{HeaderValue, StatusCode};
use warp::reply::Response;

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let encoding = || warp::header::optional::<String>(ACCEPT_ENCODING.as_str());
    let asset = warp::path!("assets" / String).and(get()).and(encoding()).map(|name: String, accepts: Option<String>| {
        match assets::find(&format!("/assets/{name}")) {
            Some(asset) => file(asset, accepts.as_deref().unwrap_or_default()),
            None => status(StatusCode::NOT_FOUND),
        }
    });
    let favicon = warp::path!("favicon.ico").and(get()).map(|| {
        data("image/png", "public, max-age=86400", assets::all().favicon.bytes.clone())
    });
    let robots = warp::path!("robots.txt").and(get()).map(|| data("text/plain", "public, max-age=3600", ROBOTS.into()));
    let manifest = warp::path!("manifest.json").and(get()).and(visit(web)).then(|begun| answer(begun, manifest));
    let source = warp::path!("source").and(get()).and(visit(web)).then(|begun| answer(begun, source));
    let picture = warp::path!("uploads" / "images" / String)
        .and(get())
        .and(visit(web))
        .then(|name, begun| answer(begun, |visit| picture(visit, name)));
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
        .or(picture.boxed())
        .unify()
        .boxed()
}

/// W-019: search engines leave people alone.
const ROBOTS: &str = "User-agent: *\nDisallow: /people/\nDisallow: /u/\nDisallow: /i/\nDisallow: /users/\n";

/// W-252: the pod can be put on a phone's home screen under its own name.
async fn manifest(visit: Visit) -> Result<Response, Failure> {
    let name = visit.instance().map_or("seedpod", |instance| instance.name.as_str());
    let files = assets::all();
    let icon = |path: &str, sizes: &str, purpose: &str| {
        serde_json::json!({ "src": path, "sizes": sizes, "type": "image/png", "purpose": purpose })
    };
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
    Ok(data("application/manifest+json", "public, max-age=3600", manifest.to_string().into_bytes()))
}

/// Where the source code of this pod is to be had, as its licence wants.
async fn source(visit: Visit) -> Result<Response, Failure> {
    let address = HeaderValue::from_str(&visit.web().source).ok().filter(|address| !address.is_empty());
    let address = address.ok_or(Failure::Status(404))?;
    let mut response = status(StatusCode::FOUND);
    response.headers_mut().insert(LOCATION, address);
    Ok(response)
}

/// A picture of this pod by its public, unguessable name. It is served as what it was found to be
/// when it came, and can do nothing in a browser (H-122).
async fn picture(visit: Visit, name: String) -> Result<Response, Failure> {
    let found = visit.pod().read::<_, Refused>(move |tx| Ok(photos::file(tx, &name)?)).await?;
    let (hash, mime) = found.ok_or(Failure::Status(404))?;
    let media = visit.pod().media().clone();
    let read = tokio::task::spawn_blocking(move || media.get(&hash)).await;
    let bytes = read.ok().and_then(Result::ok).ok_or(Failure::Status(404))?;
    let mime = ["image/jpeg", "image/png", "image/gif", "image/webp"].into_iter().find(|known| *known == mime);
    let mut response = data(mime.ok_or(Failure::Status(404))?, "public, max-age=31536000, immutable", bytes);
    let headers = response.headers_mut();
    headers.insert("content-security-policy", HeaderValue::from_static("default-src 'none'; sandbox"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    Ok(response)
}

fn status(code: StatusCode) -> Response {
    let mut response = data("text/plain; charset=utf-8", "no-store", Vec::new());
    *response.status_mut() = code;
    response
}
