//! Sizes beyond which input is refused, in one place. Characters are Unicode scalar values.

/// Characters in a post, comment, message, biography or picture description.
pub const TEXT: usize = 65_535;
/// Characters in short strings: addresses, poll questions, subjects, tags.
pub const SHORT: usize = 255;
/// Characters in a first or last name.
pub const NAME: usize = 32;
/// Characters in a full name.
pub const FULL_NAME: usize = 70;
/// Characters in an aspect's name (W-100).
pub const ASPECT_NAME: usize = 20;
/// Characters in a user name.
pub const USER_NAME: usize = 32;
/// Tags in a profile.
pub const PROFILE_TAGS: usize = 5;
/// Pictures that one post of ours may carry.
pub const POST_PHOTOS: usize = 20;
/// Characters of a password, at least and at most.
pub const PASSWORD: std::ops::RangeInclusive<usize> = 10..=128;
/// Posts on one page of a stream.
pub const PAGE: usize = 15;
/// Bytes of a federation message body (spec/federation.md §3.2).
pub const MESSAGE_BYTES: usize = 2 * 1024 * 1024;
/// Bytes of a form without files.
pub const FORM_BYTES: usize = 1024 * 1024;
/// Bytes of one uploaded picture.
pub const UPLOAD_BYTES: usize = 20 * 1024 * 1024;
/// Pixels of one uploaded picture (H-084).
pub const UPLOAD_PIXELS: u64 = 50_000_000;
/// Elements of one XML document (spec/federation.md §2.5).
pub const XML_ELEMENTS: usize = 2_000;
/// Depth of one XML document (spec/federation.md §2.5).
pub const XML_DEPTH: usize = 16;
