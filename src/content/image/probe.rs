//! Reading headers, and judging from them alone what decoding would cost. Nothing here allocates.

use super::animation::{gif, webp};
use super::{FRAME_PIXELS, FRAMES, ImageError, Kind, Probe, sniff};
use crate::base::limits;

/// What the decoders and our own steps take beside pixels.
const OVERHEAD: u64 = 1 << 20;
/// Pixels that all scans of a progressive JPEG may visit together: each costs time, not memory.
const SCAN_PIXELS: u64 = 1_500_000_000;

/// Judges a picture by its header: kind, size, frames, and the memory that decoding would take.
/// Refuses other formats, more than 50 megapixels, sides over 65 535, and too many frames.
pub fn probe(bytes: &[u8]) -> Result<Probe, ImageError> {
    let probe = match sniff(bytes) {
        Some("image/jpeg") => jpeg(bytes),
        Some("image/png") => png(bytes),
        Some("image/gif") => gif_header(bytes),
        Some("image/webp") => webp_header(bytes),
        _ => return Err(ImageError::Unknown),
    }?;
    if probe.width == 0 || probe.height == 0 { Err(ImageError::Broken) } else { Ok(probe) }
}

/// The number of pixels, if the pod looks at pictures of this size at all.
fn pixels(width: u32, height: u32) -> Result<u64, ImageError> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels > limits::UPLOAD_PIXELS || width.max(height) > u32::from(u16::MAX) {
        return Err(ImageError::TooLarge { width, height });
    }
    Ok(pixels)
}

fn frames_fit(count: u32, width: u32, height: u32) -> Result<bool, ImageError> {
    if count > FRAMES || pixels(width, height)? * u64::from(count) > FRAME_PIXELS {
        return Err(ImageError::TooLarge { width, height });
    }
    Ok(count > 1)
}

pub(super) fn be16(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?)))
}

fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn png(bytes: &[u8]) -> Result<Probe, ImageError> {
    let header = bytes.get(8..29).ok_or(ImageError::Broken)?;
    if header.get(4..8) != Some(b"IHDR") {
        return Err(ImageError::Broken);
    }
    let side = |at| be32(header, at).ok_or(ImageError::Broken);
    let (width, height) = (side(8)?, side(12)?);
    // Palettes and transparent colours may become four channels.
    let channels = match header.get(17) {
        Some(0 | 4) => 2,
        Some(2 | 3 | 6) => 4,
        _ => return Err(ImageError::Broken),
    };
    let bytes_per_pixel = if header.get(16) == Some(&16) { 3 * channels } else { channels };
    let memory = pixels(width, height)? * bytes_per_pixel + OVERHEAD;
    Ok(Probe { kind: Kind::Png, width, height, animated: false, memory })
}

/// A start-of-frame segment: what a JPEG's body looks like.
struct Frame {
    progressive: bool,
    width: u32,
    height: u32,
    /// Samples of each component for one block of the largest: horizontal × vertical.
    sampling: [u64; 4],
    components: usize,
}

fn jpeg(bytes: &[u8]) -> Result<Probe, ImageError> {
    let mut frame = None;
    let mut at = 2;
    loop {
        let (marker, body) = segment(bytes, &mut at).ok_or(ImageError::Broken)?;
        match marker {
            0xC0..=0xC2 => frame = Some(start_of_frame(marker, body).ok_or(ImageError::Broken)?),
            // Lossless, hierarchical and arithmetic coding.
            0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => return Err(ImageError::Unknown),
            0xDA => {
                let frame = frame.ok_or(ImageError::Broken)?;
                let first = body.first().copied().ok_or(ImageError::Broken)?;
                return body_cost(&frame, usize::from(first), bytes.get(at..).unwrap_or_default());
            }
            0xD9 => return Err(ImageError::Broken),
            _ => {}
        }
    }
}

/// The next marker and what belongs to it; `at` moves behind it.
fn segment<'b>(bytes: &'b [u8], at: &mut usize) -> Option<(u8, &'b [u8])> {
    if bytes.get(*at) != Some(&0xFF) {
        return None;
    }
    // Any number of fill bytes may stand before a marker.
    let fill = bytes.get(*at..)?.iter().take_while(|byte| **byte == 0xFF).count();
    *at += fill;
    let marker = *bytes.get(*at)?;
    *at += 1;
    if matches!(marker, 0x01 | 0xD0..=0xD9) {
        return Some((marker, &[]));
    }
    let length = usize::try_from(be16(bytes, *at)?).ok()?;
    let body = bytes.get(*at + 2..*at + length)?;
    *at += length;
    Some((marker, body))
}

fn start_of_frame(marker: u8, body: &[u8]) -> Option<Frame> {
    let components = usize::from(*body.get(5)?);
    if body.first() != Some(&8) || !matches!(components, 1 | 3 | 4) {
        return None;
    }
    let mut sampling = [0; 4];
    for (number, sample) in sampling.iter_mut().enumerate().take(components) {
        let byte = *body.get(7 + 3 * number)?;
        *sample = u64::from(byte >> 4) * u64::from(byte & 15);
        if !(1..=16).contains(sample) {
            return None;
        }
    }
    Some(Frame { progressive: marker == 0xC2, height: be16(body, 1)?, width: be16(body, 3)?, sampling, components })
}

fn body_cost(frame: &Frame, first_scan: usize, body: &[u8]) -> Result<Probe, ImageError> {
    let (width, height) = (frame.width, frame.height);
    let pixels = pixels(width, height)?;
    let channels = if frame.components == 1 { 1 } else { 3 };
    let mut memory = pixels * channels + OVERHEAD;
    if frame.progressive || first_scan < frame.components {
        // All coefficients are kept, two bytes each, in whole blocks.
        let padded = u64::from(width.next_multiple_of(32)) * u64::from(height.next_multiple_of(32));
        let largest = frame.sampling.iter().copied().max().unwrap_or(1).max(1);
        memory += 2 * padded * frame.sampling.iter().sum::<u64>() / largest;
        let scans = body.windows(2).filter(|pair| pair == b"\xFF\xDA").count() + 1;
        if pixels * u64::try_from(scans).unwrap_or(u64::MAX / pixels.max(1)) > SCAN_PIXELS {
            return Err(ImageError::TooDemanding);
        }
    }
    // Decoders fill what is missing with grey; a file without an end is cut off.
    if !body.windows(2).any(|pair| pair == b"\xFF\xD9") {
        return Err(ImageError::Broken);
    }
    Ok(Probe { kind: Kind::Jpeg, width, height, animated: false, memory })
}

fn gif_header(bytes: &[u8]) -> Result<Probe, ImageError> {
    let parts = gif::parts(bytes).ok_or(ImageError::Broken)?;
    let (width, height) = (parts.width, parts.height);
    // A frame that reaches beyond the canvas makes decoders take more than the canvas says.
    let (mut wide, mut high, mut frames) = (width, height, 0);
    for part in parts {
        if let gif::Part::Frame { right, bottom, .. } = part {
            (wide, high, frames) = (wide.max(right), high.max(bottom), frames + 1);
        }
        if frames > FRAMES {
            break;
        }
    }
    let animated = frames_fit(frames, wide, high)?;
    if frames == 0 {
        return Err(ImageError::Broken);
    }
    let memory = pixels(wide, high)? * 8 + OVERHEAD;
    Ok(Probe { kind: Kind::Gif, width, height, animated, memory })
}

fn webp_header(bytes: &[u8]) -> Result<Probe, ImageError> {
    let header = webp::header(bytes).ok_or(ImageError::Broken)?;
    let (width, height) = (header.width, header.height);
    let pixels = pixels(width, height)?;
    let animated = frames_fit(header.frames, width, height)?;
    let memory = pixels * if header.animated { 16 } else { 10 } + OVERHEAD;
    Ok(Probe { kind: Kind::Webp, width, height, animated: animated || header.animated, memory })
}
