//! Animated files taken apart into their blocks and put together again without metadata. Frames
//! are copied as they are: decoding and encoding them would cost seconds and quality.

pub(super) mod gif;
pub(super) mod webp;
