//! The security headers of every reply, in one place. (spec/appliance.md §16)

use super::{Response, Scheme};
use warp::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, SERVER,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use warp::http::{HeaderMap, HeaderName, HeaderValue};

/// What a reply is, as far as browsers must be told how to treat it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A page of the pod.
    Page,
    /// A stylesheet, script, icon or font of the program itself.
    Asset,
    /// A file that somebody uploaded, here or elsewhere.
    Media,
    /// Anything for programs: JSON, XML, keys, plain text.
    Data,
}

/// Nothing from elsewhere, no inline script or style, no framing, no plain text into script. The
/// frames are the players of trusted providers, put into a page only when somebody asks for one
/// (W-155, W-253).
const PAGE: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; \
     media-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; \
     base-uri 'none'; frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; \
     trusted-types seedpod; frame-src https://bandcamp.com https://geo.dailymotion.com https://media.ccc.de \
     https://player-widget.mixcloud.com https://player.vimeo.com https://w.soundcloud.com https://www.dailymotion.com \
     https://www.mixcloud.com https://www.youtube-nocookie.com";

/// As a page, for the service worker's own requests; the rest of the assets need nothing.
const ASSET: &str = "default-src 'none'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

// H-122
const MEDIA: &str = "default-src 'none'; sandbox";

const DATA: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Everything browsers offer that no page of the pod uses; the publisher may ask for the place.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), \
     display-capture=(), encrypted-media=(), gamepad=(), geolocation=(self), gyroscope=(), hid=(), idle-detection=(), \
     local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), \
     screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()";

/// 180 days, without subdomains and without preload.
const TRANSPORT: &str = "max-age=15552000";

/// Puts the headers of its class on a reply. Those that no route may weaken are replaced; those
/// that a route may know better about are only added where missing.
pub(super) fn secure(response: &mut Response, scheme: Scheme, strict_transport: bool) {
    let class = response.extensions().get::<Class>().copied().unwrap_or_else(|| guess(response.headers()));
    let detached = class == Class::Media && !is_shown(response.headers());
    let headers = response.headers_mut();
    headers.remove(SERVER);
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(named("cross-origin-opener-policy"), HeaderValue::from_static("same-origin"));
    if scheme == Scheme::Https && strict_transport {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(TRANSPORT));
    }
    if detached {
        headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    }
    let (policy, sharing) = match class {
        Class::Page => (PAGE, "same-origin"),
        Class::Asset => (ASSET, "same-origin"),
        Class::Media => (MEDIA, "cross-origin"),
        Class::Data => (DATA, "same-origin"),
    };
    if class == Class::Media {
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    }
    for (name, value) in [
        (CONTENT_SECURITY_POLICY, policy),
        (REFERRER_POLICY, "no-referrer"),
        (named("permissions-policy"), PERMISSIONS),
        (named("cross-origin-resource-policy"), sharing),
        (CACHE_CONTROL, "private, no-store"),
    ] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
}

const fn named(name: &'static str) -> HeaderName {
    HeaderName::from_static(name)
}

/// A reply that nobody classified: HTML is held to the rules of pages.
fn guess(headers: &HeaderMap) -> Class {
    match media_type(headers).as_str() {
        "text/html" | "application/xhtml+xml" => Class::Page,
        _ => Class::Data,
    }
}

/// Whether uploaded media of this type is shown in place; everything else is only downloaded, and
/// so is a drawing that could hold script. (H-122)
fn is_shown(headers: &HeaderMap) -> bool {
    let kind = media_type(headers);
    let shown = ["image/", "audio/", "video/"].iter().any(|prefix| kind.starts_with(prefix));
    shown && !kind.starts_with("image/svg")
}

/// The media type without parameters, in lower case.
pub(super) fn media_type(headers: &HeaderMap) -> String {
    let text = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::super::reply::{self, Cache};
    use super::*;
    use warp::http::StatusCode;

    fn secured(mut response: Response) -> HeaderMap {
        secure(&mut response, Scheme::Https, true);
        response.headers().clone()
    }

    fn get<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
        headers.get(name).map_or("", |value| value.to_str().expect("text"))
    }

    // H-121, W-254
    #[test]
    fn every_class_has_the_whole_table() {
        for response in [
            reply::html(StatusCode::OK, "x"),
            reply::asset("text/css", "x", Cache::Immutable),
            reply::media("image/png", "x", Cache::Never),
            reply::json(StatusCode::OK, &1),
            reply::empty(StatusCode::NOT_FOUND),
            Response::new("bare".into()),
        ] {
            let headers = secured(response);
            for (name, value) in [
                ("x-content-type-options", "nosniff"),
                ("x-frame-options", "DENY"),
                ("referrer-policy", "no-referrer"),
                ("cross-origin-opener-policy", "same-origin"),
                ("strict-transport-security", "max-age=15552000"),
            ] {
                assert_eq!(get(&headers, name), value);
            }
            assert!(get(&headers, "permissions-policy").contains("camera=()"));
            assert!(get(&headers, "content-security-policy").starts_with("default-src 'none'; "));
            assert!(!get(&headers, "cache-control").is_empty() && !headers.contains_key(SERVER));
        }
    }

    // H-121
    #[test]
    fn pages_allow_only_what_the_pod_serves_itself() {
        let headers = secured(reply::html(StatusCode::OK, "x"));
        let policy = get(&headers, "content-security-policy");
        for part in [
            "script-src 'self';",
            "img-src 'self' data:;",
            "form-action 'self';",
            "base-uri 'none';",
            "frame-ancestors 'none';",
            "object-src 'none';",
            "require-trusted-types-for 'script';",
        ] {
            assert!(policy.contains(part), "{part}");
        }
        assert!(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains('\n'));
        assert_eq!(get(&headers, "cache-control"), "private, no-store");
        assert_eq!(get(&headers, "cross-origin-resource-policy"), "same-origin");
        let mut unclassified = Response::new("x".into());
        unclassified.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("Text/HTML; charset=utf-8"));
        assert_eq!(get(&secured(unclassified), "content-security-policy"), policy);
    }

    // H-122
    #[test]
    fn uploaded_files_are_boxed_in_and_only_pictures_are_shown() {
        for (kind, disposition) in [
            ("image/png", ""),
            ("video/mp4", ""),
            ("image/svg+xml", "attachment"),
            ("text/html", "attachment"),
            ("application/pdf", "attachment"),
        ] {
            let weakened =
                reply::header(reply::media(kind, "x", Cache::Public(60)), CONTENT_SECURITY_POLICY, "default-src *");
            let headers = secured(weakened);
            assert_eq!(get(&headers, "content-security-policy"), "default-src 'none'; sandbox");
            assert_eq!(get(&headers, "content-disposition"), disposition, "{kind}");
            assert_eq!(get(&headers, "cross-origin-resource-policy"), "cross-origin");
            assert_eq!(get(&headers, "cache-control"), "public, max-age=60");
        }
    }

    #[test]
    fn strict_transport_is_asked_for_only_over_tls_and_when_wanted() {
        for (scheme, wanted, there) in
            [(Scheme::Https, true, true), (Scheme::Https, false, false), (Scheme::Http, true, false)]
        {
            let mut response = reply::html(StatusCode::OK, "x");
            secure(&mut response, scheme, wanted);
            assert_eq!(response.headers().contains_key(STRICT_TRANSPORT_SECURITY), there);
        }
    }

    #[test]
    fn a_route_may_say_more_where_it_knows_better() {
        let page = reply::header(reply::html(StatusCode::OK, "x"), REFERRER_POLICY, "same-origin");
        let page = reply::header(page, X_FRAME_OPTIONS, "ALLOWALL");
        let headers = secured(page);
        assert_eq!((get(&headers, "referrer-policy"), get(&headers, "x-frame-options")), ("same-origin", "DENY"));
    }
}
