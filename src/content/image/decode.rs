//! From a file to pixels, once, under a ceiling of memory.

use super::scale::Pixels;
use super::{ImageError, Kind, Probe};
use image::codecs::{gif::GifDecoder, jpeg::JpegDecoder, png::PngDecoder, webp::WebPDecoder};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, Limits};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Bytes of a colour profile that is worth carrying along.
const PROFILE: usize = 32 * 1024;

/// A decoded picture; the first frame of an animated one.
pub(super) struct Decoded {
    pub(super) pixels: Pixels,
    /// How to turn it upright.
    pub(super) orientation: Orientation,
    /// The colour profile, if it is sane and fits the pixels.
    pub(super) profile: Option<Vec<u8>>,
}

/// Decodes a probed picture with at most `memory` bytes.
pub(super) fn decode(bytes: &[u8], probe: &Probe, memory: u64) -> Result<Decoded, ImageError> {
    if probe.memory > memory {
        return Err(ImageError::TooDemanding);
    }
    let input = Cursor::new(bytes);
    // A panic in a decoder is a damaged file for us; nothing of ours is half changed.
    let decoded = catch_unwind(AssertUnwindSafe(|| match probe.kind {
        Kind::Jpeg => read(JpegDecoder::new(input).map_err(reason)?, probe, memory),
        Kind::Png => read(PngDecoder::with_limits(input, limits(memory)).map_err(reason)?, probe, memory),
        Kind::Gif => read(GifDecoder::new(input).map_err(reason)?, probe, memory),
        Kind::Webp => read(WebPDecoder::new(input).map_err(reason)?, probe, memory),
    }));
    decoded.unwrap_or(Err(ImageError::Broken))
}

fn limits(memory: u64) -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(memory);
    limits
}

fn read(mut decoder: impl ImageDecoder, probe: &Probe, memory: u64) -> Result<Decoded, ImageError> {
    // The decoder must have read the same header as the probe that counted its memory.
    if decoder.dimensions() != (probe.width, probe.height) {
        return Err(ImageError::Broken);
    }
    decoder.set_limits(limits(memory)).map_err(reason)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let pixels = pixels(DynamicImage::from_decoder(decoder).map_err(reason)?);
    let profile = profile.filter(|profile| fits(profile, pixels.channels));
    Ok(Decoded { pixels, orientation, profile })
}

fn pixels(image: DynamicImage) -> Pixels {
    let (width, height) = (image.width(), image.height());
    let (data, channels) = match image {
        DynamicImage::ImageLuma8(image) => (image.into_raw(), 1),
        DynamicImage::ImageLumaA8(image) => (image.into_raw(), 2),
        DynamicImage::ImageRgb8(image) => (image.into_raw(), 3),
        DynamicImage::ImageRgba8(image) => (image.into_raw(), 4),
        deep @ DynamicImage::ImageLuma16(_) => (deep.to_luma8().into_raw(), 1),
        deep @ DynamicImage::ImageLumaA16(_) => (deep.to_luma_alpha8().into_raw(), 2),
        deep @ DynamicImage::ImageRgb16(_) => (deep.to_rgb8().into_raw(), 3),
        other => (other.to_rgba8().into_raw(), 4),
    };
    Pixels { data, width, height, channels }
}

/// A profile of reasonable size for the same kind of colours: that of a CMYK original would spoil
/// the RGB that was made of it.
fn fits(profile: &[u8], channels: usize) -> bool {
    let space: &[u8] = if channels < 3 { b"GRAY" } else { b"RGB " };
    profile.len() <= PROFILE && profile.get(16..20) == Some(space) && profile.get(36..40) == Some(b"acsp")
}

fn reason(error: image::ImageError) -> ImageError {
    match error {
        image::ImageError::Limits(_) => ImageError::TooDemanding,
        _ => ImageError::Broken,
    }
}
