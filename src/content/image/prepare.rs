//! What the pod keeps of an upload.

use super::animation::{gif, webp};
use super::decode::{Decoded, decode};
use super::encode::{encode, upright};
use super::scale::{Area, Pixels, fitted};
use super::{Avatar, ImageError, Kind, Prepared, Probe, Variant, probe};
use bytes::Bytes;

/// Longest side of what is kept (H-095).
const FULL: u32 = 1600;
/// A lossless file of this size may be a photograph that belongs into a JPEG …
const LARGE: usize = 256 * 1024;
/// … and is taken for one if the JPEG is so many times smaller.
const SMALLER: usize = 3;
/// Profiles above this size are not worth their bytes in a thumbnail.
const THUMB_PROFILE: usize = 4 * 1024;

/// Makes the five files of a photo, upright and without metadata. JPEG stays JPEG; PNG and WebP
/// stay what they are unless they hold a photograph that JPEG keeps far smaller; GIF stays GIF
/// unless it is a large still picture; animations stay animated at their size. `memory` is the
/// ceiling for decoding in bytes, [`super::MEMORY`] by default.
pub fn prepare(bytes: &[u8], memory: u64) -> Result<Prepared, ImageError> {
    let probe = probe(bytes)?;
    let decoded = decode(bytes, &probe, memory)?;
    let Decoded { pixels, orientation, profile } = decoded;
    let (width, height) = fitted(pixels.width, pixels.height, FULL, FULL);
    let small = if (width, height) == (pixels.width, pixels.height) {
        pixels
    } else {
        pixels.scaled(pixels.area(), width, height)
    };
    if let Some(full) = untouched(bytes, &probe)? {
        let small = small.without_idle_opacity();
        return variants(probe.kind, probe.animated, full, &small, None);
    }
    let small = upright(small.without_idle_opacity(), orientation);
    let (kind, full) = full_size(&small, probe.kind, profile.as_deref())?;
    variants(kind, false, full, &small, profile.as_deref())
}

/// Makes square profile pictures from the middle of a picture. `memory` as in [`prepare`].
pub fn avatar(bytes: &[u8], memory: u64) -> Result<Avatar, ImageError> {
    let probe = probe(bytes)?;
    let Decoded { pixels, orientation, profile } = decode(bytes, &probe, memory)?;
    let large = upright(pixels.scaled(pixels.middle(), 300, 300).without_idle_opacity(), orientation);
    let kind = if large.has_opacity() || probe.kind == Kind::Gif { Kind::Png } else { Kind::Jpeg };
    squares(&large, kind, profile.as_deref())
}

/// The three sizes of a square picture of 300 pixels.
pub(super) fn squares(large: &Pixels, kind: Kind, profile: Option<&[u8]>) -> Result<Avatar, ImageError> {
    let thumb = thumb_profile(profile);
    Ok(Avatar {
        kind,
        large: encode(large, kind, profile)?,
        medium: encode(&large.scaled(large.area(), 100, 100), kind, thumb)?,
        small: encode(&large.scaled(large.area(), 50, 50), kind, thumb)?,
    })
}

/// The file itself without metadata, where frames are copied rather than made anew.
fn untouched(bytes: &[u8], probe: &Probe) -> Result<Option<Variant>, ImageError> {
    let stripped = match probe.kind {
        Kind::Gif if probe.animated || probe.width.max(probe.height) <= FULL => gif::stripped(bytes),
        Kind::Webp if probe.animated => webp::stripped(bytes),
        _ => return Ok(None),
    };
    let bytes = Bytes::from(stripped.ok_or(ImageError::Broken)?);
    Ok(Some(Variant { bytes, width: probe.width, height: probe.height }))
}

fn full_size(pixels: &Pixels, kind: Kind, profile: Option<&[u8]>) -> Result<(Kind, Variant), ImageError> {
    let kind = if kind == Kind::Gif { Kind::Png } else { kind };
    let full = encode(pixels, kind, profile)?;
    if kind == Kind::Jpeg || pixels.has_opacity() || full.bytes.len() < LARGE {
        return Ok((kind, full));
    }
    let jpeg = encode(pixels, Kind::Jpeg, profile)?;
    if jpeg.bytes.len() * SMALLER < full.bytes.len() { Ok((Kind::Jpeg, jpeg)) } else { Ok((kind, full)) }
}

fn variants(
    kind: Kind,
    animated: bool,
    full: Variant,
    pixels: &Pixels,
    profile: Option<&[u8]>,
) -> Result<Prepared, ImageError> {
    let as_it_is = full.clone();
    let scaled_full = if animated || full.width <= 700 { as_it_is } else { fit(pixels, kind, 700, u32::MAX, profile)? };
    let thumb = thumb_profile(profile);
    let Area { width, height, .. } = pixels.area();
    let (large_width, large_height) = fitted(width, height, 300, 1500);
    let large = pixels.scaled(pixels.area(), large_width, large_height);
    Ok(Prepared {
        kind,
        animated,
        scaled_full,
        thumb_medium: fit(&large, kind, 100, 100, thumb)?,
        thumb_small: encode(&pixels.scaled(pixels.middle(), 50, 50), kind, thumb)?,
        thumb_large: encode(&large, kind, thumb)?,
        full,
    })
}

fn fit(pixels: &Pixels, kind: Kind, width: u32, height: u32, profile: Option<&[u8]>) -> Result<Variant, ImageError> {
    let (width, height) = fitted(pixels.width, pixels.height, width, height);
    encode(&pixels.scaled(pixels.area(), width, height), kind, profile)
}

fn thumb_profile(profile: Option<&[u8]>) -> Option<&[u8]> {
    profile.filter(|profile| profile.len() <= THUMB_PROFILE)
}
