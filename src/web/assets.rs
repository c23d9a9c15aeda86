//! Stylesheet, script, icons and mark, compiled in.
//!
//! Each file is served under a name that carries its hash, so browsers may keep it for ever, and
//! compressed once at first use. The parts of the stylesheet and of the script are joined in the
//! order of the lists below; the order matters, `manner.css` has to win. Nothing here depends on
//! who asks. (spec/appliance.md §16)

use flate2::Compression;
use flate2::write::GzEncoder;
use rust_embed::RustEmbed;
use std::io::Write;
use std::sync::LazyLock;

/// The folder `assets`, compiled in; a debug build reads it from disk, so that a change shows at
/// once.
#[derive(RustEmbed)]
#[folder = "assets"]
#[exclude = "locales/*"]
#[exclude = "help/*"]
#[exclude = "*.md"]
#[exclude = "shots/*"]
struct Folder;

/// The parts of the stylesheet, in order.
const STYLE: &[&str] =
    &["roles", "base", "frame", "controls", "person", "post", "publisher", "pages", "admin", "manner"];

/// The parts of the script, in order.
const SCRIPT: &[&str] = &[
    "start",
    "times",
    "swap",
    "publisher",
    "mentions",
    "pictures",
    "suggest",
    "cards",
    "crop",
    "guess",
    "keys",
    "live",
    "manners",
];

/// A file of the folder. All names are written in this module and the tests ask for each.
fn file(name: &str) -> Vec<u8> {
    Folder::get(name).map(|file| file.data.into_owned()).unwrap_or_default()
}

/// Files of one kind, joined.
fn joined(kind: &str, parts: &[&str]) -> Vec<u8> {
    parts.iter().flat_map(|part| file(&format!("{kind}/{part}.{kind}"))).collect()
}

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
    let png = |name: &str| asset(name, "png", "image/png", file(&format!("icons/{name}.png")));
    Assets {
        style: asset("seedpod", "css", "text/css; charset=utf-8", joined("css", STYLE)),
        script: asset("seedpod", "js", "text/javascript; charset=utf-8", joined("js", SCRIPT)),
        icons: asset("icons", "svg", "image/svg+xml", file("icons/icons.svg")),
        mark: asset("mark", "svg", "image/svg+xml", file("mark.svg")),
        app_180: png("app-180"),
        app_192: png("app-192"),
        app_512: png("app-512"),
        maskable_512: png("maskable-512"),
        favicon: png("favicon-32"),
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
            assert!(!asset.bytes.is_empty(), "{}", asset.path);
        }
        assert!(find("/assets/seedpod.0000000000000000.css").is_none());
    }

    #[test]
    fn every_part_is_there() {
        for (kind, parts) in [("css", STYLE), ("js", SCRIPT)] {
            for part in parts {
                assert!(!joined(kind, &[part]).is_empty(), "{part}.{kind}");
            }
        }
    }

    // The policy of the pages forbids what these words stand for (H-121).
    #[test]
    fn the_script_makes_no_markup_from_strings() {
        for word in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "DOMParser"] {
            let script = String::from_utf8(joined("js", SCRIPT)).unwrap();
            assert!(!script.contains(word), "{word}");
        }
    }
}
