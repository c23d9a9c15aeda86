//! Stylesheet, script, icons and mark, compiled in.
//!
//! Each file is served under a name that carries its hash, so browsers may keep it for ever, and
//! compressed once at first use. The parts of the stylesheet and of the script are joined in the
//! order of the lists below; the order matters, `manner.css` has to win. Nothing here depends on
//! who asks. (spec/appliance.md §16)

use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;
use std::sync::LazyLock;

/// The parts of the stylesheet, in order.
const STYLE: &[&str] = &[
    include_str!("../../assets/css/roles.css"),
    include_str!("../../assets/css/base.css"),
    include_str!("../../assets/css/frame.css"),
    include_str!("../../assets/css/controls.css"),
    include_str!("../../assets/css/person.css"),
    include_str!("../../assets/css/post.css"),
    include_str!("../../assets/css/publisher.css"),
    include_str!("../../assets/css/pages.css"),
    include_str!("../../assets/css/manner.css"),
];

/// The parts of the script, in order.
const SCRIPT: &[&str] = &[
    include_str!("../../assets/js/start.js"),
    include_str!("../../assets/js/times.js"),
    include_str!("../../assets/js/swap.js"),
    include_str!("../../assets/js/publisher.js"),
    include_str!("../../assets/js/manners.js"),
];

/// One file as it is served.
pub(super) struct Asset {
    /// Where it is served: `/assets/name.hash.ext`.
    pub(super) path: String,
    /// Its media type.
    pub(super) mime: &'static str,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
    /// The same, compressed; absent where that does not pay.
    pub(super) gzip: Option<Vec<u8>>,
}

/// All files.
pub(super) struct Assets {
    pub(super) style: Asset,
    pub(super) script: Asset,
    pub(super) icons: Asset,
    pub(super) mark: Asset,
    pub(super) app_180: Asset,
    pub(super) app_192: Asset,
    pub(super) app_512: Asset,
    pub(super) maskable_512: Asset,
    pub(super) favicon: Asset,
}

static ASSETS: LazyLock<Assets> = LazyLock::new(|| {
    let png = |name, bytes: &[u8]| asset(name, "png", "image/png", bytes.to_vec());
    Assets {
        style: asset("seedpod", "css", "text/css; charset=utf-8", STYLE.concat().into_bytes()),
        script: asset("seedpod", "js", "text/javascript; charset=utf-8", SCRIPT.concat().into_bytes()),
        icons: asset("icons", "svg", "image/svg+xml", include_bytes!("../../assets/icons/icons.svg").to_vec()),
        mark: asset("mark", "svg", "image/svg+xml", include_bytes!("../../assets/mark.svg").to_vec()),
        app_180: png("app-180", include_bytes!("../../assets/icons/app-180.png")),
        app_192: png("app-192", include_bytes!("../../assets/icons/app-192.png")),
        app_512: png("app-512", include_bytes!("../../assets/icons/app-512.png")),
        maskable_512: png("maskable-512", include_bytes!("../../assets/icons/maskable-512.png")),
        favicon: png("favicon-32", include_bytes!("../../assets/icons/favicon-32.png")),
    }
});

/// All files, with their addresses.
pub(super) fn all() -> &'static Assets {
    &ASSETS
}

/// The file served at `path`, if there is one.
pub(super) fn find(path: &str) -> Option<&'static Asset> {
    all().list().into_iter().find(|asset| asset.path == path)
}

impl Assets {
    /// Every file once.
    pub(super) fn list(&self) -> [&Asset; 9] {
        [
            &self.style,
            &self.script,
            &self.icons,
            &self.mark,
            &self.app_180,
            &self.app_192,
            &self.app_512,
            &self.maskable_512,
            &self.favicon,
        ]
    }
}

fn asset(name: &str, ext: &str, mime: &'static str, bytes: Vec<u8>) -> Asset {
    let hash = blake3::hash(&bytes).to_hex();
    let short = hash.get(..16).unwrap_or_default();
    let gzip = if ext == "png" { None } else { compressed(&bytes) };
    Asset { path: format!("/assets/{name}.{short}.{ext}"), mime, bytes, gzip }
}

fn compressed(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    // The budgets of spec/appliance.md §1: script 30 KB, stylesheet 20 KB, compressed.
    #[test]
    fn stylesheet_and_script_stay_small() {
        let size = |asset: &Asset| asset.gzip.as_ref().map_or(usize::MAX, Vec::len);
        assert!(size(&all().style) <= 20_000, "{}", size(&all().style));
        assert!(size(&all().script) <= 30_000, "{}", size(&all().script));
    }

    #[test]
    fn every_file_is_found_under_its_own_name_only() {
        for asset in all().list() {
            assert!(find(&asset.path).is_some_and(|found| found.path == asset.path));
        }
        assert!(find("/assets/seedpod.0000000000000000.css").is_none());
    }

    // The policy of the pages forbids what these words stand for (H-121).
    #[test]
    fn the_script_makes_no_markup_from_strings() {
        for word in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "DOMParser"] {
            assert!(SCRIPT.iter().all(|part| !part.contains(word)), "{word}");
        }
    }
}
