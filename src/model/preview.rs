//! What linked pages say about themselves.

use crate::base::Timestamp;
use serde::{Deserialize, Serialize};

/// What is known about a linked page; all posts with that link share it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// The address as it stands in the posts, normal.
    pub url: String,
    pub state: PreviewState,
    /// When it was asked for, or answered.
    pub at: Timestamp,
}

/// How far asking for a preview has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PreviewState {
    Waiting,
    /// The page gives none, or does not answer.
    Nothing,
    Found(LinkCard),
}

/// The card of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkCard {
    pub title: String,
    pub description: String,
    /// Absolute address of a picture; may be empty.
    pub image: String,
    /// Something that plays inside the page, from a provider on our list.
    pub player: Option<Player>,
}

/// A player that is loaded only when somebody asks for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Player {
    pub src: String,
    pub width: u32,
    pub height: u32,
}
