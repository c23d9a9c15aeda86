//! Writes a photograph of any size.

use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use std::error::Error;
use std::path::PathBuf;

#[derive(clap::Args)]
pub(crate) struct Picture {
    #[arg(long)]
    width: u32,
    #[arg(long)]
    height: u32,
    /// The JPEG file.
    #[arg(long)]
    out: PathBuf,
}

/// Soft surfaces with some grain, so that the file has about the size of a camera's.
pub(crate) fn run(wanted: &Picture) -> Result<(), Box<dyn Error>> {
    let picture = RgbImage::from_fn(wanted.width, wanted.height, |x, y| {
        let grain = x.wrapping_mul(2_654_435_761).wrapping_add(y.wrapping_mul(40_503)) >> 29;
        Rgb([x / 31 + grain, y / 23 + grain, (x + y) / 47].map(|value| u8::try_from(value % 256).unwrap_or_default()))
    });
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 85).encode_image(&picture)?;
    std::fs::write(&wanted.out, bytes)?;
    Ok(())
}
