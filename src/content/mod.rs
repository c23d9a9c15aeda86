//! Untrusted in, safe out.
//!
//! Owns what happens to words and pictures between the outside and a page: Markdown, mentions,
//! tags, links between posts, previews of linked pages, the HTML allow-list, names, and pictures (probing, resizing,
//! metadata removal). Everything here is pure: no clock, no randomness, no files, no network, and
//! bounded time and memory whatever the input. What a text refers to (people, tags, pictures) is
//! looked up through [`markdown::Links`], which the caller implements.
//! Called by `domain` and through it by pages and API. The rules come from spec/features.md §3.3
//! and §5.4 to §5.7 and from spec/federation.md §6.6.

pub mod image;
pub mod links;
pub mod markdown;
mod marks;
pub mod mentions;
pub mod name;
pub mod preview;
pub mod tags;
pub mod text;
