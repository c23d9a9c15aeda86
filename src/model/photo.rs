//! Pictures.

use super::{AspectId, PersonId, PhotoId, PostId};
use crate::base::{Guid, Timestamp};
use serde::{Deserialize, Serialize};

/// A picture of a person, in a post or waiting for one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    pub id: PhotoId,
    pub guid: Guid,
    pub author: PersonId,
    pub post: Option<PostId>,
    pub public: bool,
    /// Uploaded for a post that is not written yet; goes after a day (spec/features.md §3.3).
    pub waiting: bool,
    /// The aspects it was given to by itself, without a post.
    pub aspects: Vec<AspectId>,
    pub created: Timestamp,
    /// Description for those who cannot see it.
    pub text: String,
    pub width: u32,
    pub height: u32,
    pub file: PhotoFile,
}

/// Where the bytes are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PhotoFile {
    /// Here: the public, unguessable file name, and for each name prefix (`""`, `thumb_small_`, …)
    /// the BLAKE3 of its content in the media folder and its media type.
    Local { name: String, variants: Vec<(String, String, String)> },
    /// On the author's pod: folder ending in `/`, and file name.
    Remote { path: String, name: String },
}
