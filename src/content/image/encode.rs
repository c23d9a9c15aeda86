//! From pixels to a file that holds nothing else.

use super::scale::Pixels;
use super::{ImageError, Kind, Variant};
use bytes::Bytes;
use image::codecs::gif::GifEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::codecs::webp::WebPEncoder;
use image::metadata::Orientation;
use image::{
    DynamicImage, ExtendedColorType, GrayAlphaImage, GrayImage, ImageEncoder, ImageResult, RgbImage, RgbaImage,
};

const JPEG_QUALITY: u8 = 85;

/// Writes pixels in a format, with a colour profile where the format holds one.
pub(super) fn encode(pixels: &Pixels, kind: Kind, profile: Option<&[u8]>) -> Result<Variant, ImageError> {
    let mut out = Vec::new();
    let written = match kind {
        Kind::Jpeg => write(JpegEncoder::new_with_quality(&mut out, JPEG_QUALITY), &opaque(pixels), profile),
        Kind::Png => write(
            PngEncoder::new_with_quality(&mut out, CompressionType::Default, FilterType::Adaptive),
            pixels,
            profile,
        ),
        Kind::Webp => write(WebPEncoder::new_lossless(&mut out), pixels, profile),
        Kind::Gif => gif(&mut out, pixels),
    };
    written.map_err(|_| ImageError::Broken)?;
    Ok(Variant { bytes: Bytes::from(out), width: pixels.width, height: pixels.height })
}

fn write(mut encoder: impl ImageEncoder, pixels: &Pixels, profile: Option<&[u8]>) -> ImageResult<()> {
    if let Some(profile) = profile {
        // An encoder that cannot hold it leaves it out.
        let _ = encoder.set_icc_profile(profile.to_vec());
    }
    let colour = match pixels.channels {
        1 => ExtendedColorType::L8,
        2 => ExtendedColorType::La8,
        3 => ExtendedColorType::Rgb8,
        _ => ExtendedColorType::Rgba8,
    };
    encoder.write_image(&pixels.data, pixels.width, pixels.height, colour)
}

fn gif(out: &mut Vec<u8>, pixels: &Pixels) -> ImageResult<()> {
    let rgba = image_of(pixels.clone()).into_rgba8();
    GifEncoder::new(out).encode(&rgba, pixels.width, pixels.height, ExtendedColorType::Rgba8)
}

/// On white, for formats without transparency.
fn opaque(pixels: &Pixels) -> std::borrow::Cow<'_, Pixels> {
    if !pixels.has_opacity() {
        return std::borrow::Cow::Borrowed(pixels);
    }
    let channels = pixels.channels - 1;
    let on_white = |value: u8, opacity: u8| {
        let sum = u32::from(value) * u32::from(opacity) + 255 * (255 - u32::from(opacity));
        u8::try_from((sum + 127) / 255).unwrap_or(u8::MAX)
    };
    let flat = |pixel: &[u8]| {
        let opacity = pixel.last().copied().unwrap_or(255);
        pixel.iter().take(channels).map(|value| on_white(*value, opacity)).collect::<Vec<_>>()
    };
    let data = pixels.data.chunks_exact(pixels.channels).flat_map(flat).collect();
    std::borrow::Cow::Owned(Pixels { data, channels, ..*pixels })
}

/// Turned and mirrored as the camera said.
pub(super) fn upright(pixels: Pixels, orientation: Orientation) -> Pixels {
    if orientation == Orientation::NoTransforms {
        return pixels;
    }
    let channels = pixels.channels;
    let mut image = image_of(pixels);
    image.apply_orientation(orientation);
    Pixels { width: image.width(), height: image.height(), data: image.into_bytes(), channels }
}

fn image_of(pixels: Pixels) -> DynamicImage {
    let Pixels { data, width, height, channels } = pixels;
    let image = match channels {
        1 => GrayImage::from_raw(width, height, data).map(DynamicImage::ImageLuma8),
        2 => GrayAlphaImage::from_raw(width, height, data).map(DynamicImage::ImageLumaA8),
        3 => RgbImage::from_raw(width, height, data).map(DynamicImage::ImageRgb8),
        _ => RgbaImage::from_raw(width, height, data).map(DynamicImage::ImageRgba8),
    };
    image.expect("pixels hold as many bytes as their size says")
}
