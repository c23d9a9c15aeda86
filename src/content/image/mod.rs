//! Pictures: what they are, whether they are worth decoding, and what the pod keeps of them.
//!
//! An upload is judged by its header first (`probe`), with no more memory than the file itself;
//! only then it is decoded, once, under a ceiling that counts what the decoder will take. What is
//! kept is made anew from the pixels, so that nothing of the camera's or the author's metadata
//! survives except the colour profile. Animated pictures are the exception: their frames are
//! copied byte for byte and everything around them is dropped.
//! These functions take milliseconds to seconds of processor time: call them off the async
//! threads, and one at a time per 256 MB of memory. (H-084, H-095, spec/features.md §3.3)

mod animation;
mod decode;
mod encode;
mod placeholder;
mod prepare;
mod probe;
mod scale;
mod sniff;

pub use placeholder::placeholder;
pub use prepare::{avatar, prepare};
pub use probe::probe;
pub use sniff::sniff;

use bytes::Bytes;
use std::fmt;

/// Bytes of memory one picture may take while it is decoded, unless the caller knows better.
pub const MEMORY: u64 = 224 * 1024 * 1024;
/// Frames of an animated picture.
pub const FRAMES: u32 = 2_000;
/// Pixels of all frames of an animated picture together.
pub const FRAME_PIXELS: u64 = 1_500_000_000;

/// A format the pod takes and makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// GIF.
    Gif,
    /// WebP.
    Webp,
}

impl Kind {
    /// The media type.
    pub fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
        }
    }

    /// The extension of file names, without the full stop.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Gif => "gif",
            Self::Webp => "webp",
        }
    }
}

/// What a picture's header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Probe {
    /// Its format.
    pub kind: Kind,
    /// Width in pixels as stored, before any rotation.
    pub width: u32,
    /// Height in pixels as stored, before any rotation.
    pub height: u32,
    /// Whether it has more than one frame.
    pub animated: bool,
    /// Bytes of memory that decoding it takes at most, the file not included.
    pub memory: u64,
}

/// One file made from a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// The file. Clones share it.
    pub bytes: Bytes,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// A picture as the pod keeps it: five files of one kind, since other pods derive all five
/// addresses from one name. (spec/federation.md §4.3)
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    /// Format of all variants; not always that of the upload.
    pub kind: Kind,
    /// Whether the full picture moves.
    pub animated: bool,
    /// At most 1600 pixels on the longer side; animations keep their size.
    pub full: Variant,
    /// At most 700 wide; the same bytes as `full` if that is small enough or animated.
    pub scaled_full: Variant,
    /// At most 300 wide and 1500 high.
    pub thumb_large: Variant,
    /// At most 100 × 100.
    pub thumb_medium: Variant,
    /// 50 × 50, the middle.
    pub thumb_small: Variant,
}

/// A profile picture: squares of 300, 100 and 50 pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Avatar {
    /// Format of all three.
    pub kind: Kind,
    /// 300 × 300.
    pub large: Variant,
    /// 100 × 100.
    pub medium: Variant,
    /// 50 × 50.
    pub small: Variant,
}

/// Why a picture is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageError {
    /// Not a JPEG, PNG, GIF or WebP.
    Unknown,
    /// More pixels (or frames) than the pod looks at.
    TooLarge {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// Decoding would take more memory than there is for it.
    TooDemanding,
    /// The file is cut off or damaged.
    Broken,
}

impl fmt::Display for ImageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => f.write_str("this is not a JPEG, PNG, GIF or WebP picture"),
            Self::TooLarge { width, height } => write!(f, "a picture of {width} × {height} pixels is too large"),
            Self::TooDemanding => f.write_str("this picture needs more memory than there is"),
            Self::Broken => f.write_str("this picture is damaged or incomplete"),
        }
    }
}

impl std::error::Error for ImageError {}

#[cfg(test)]
mod tests;
