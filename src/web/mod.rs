//! HTML pages for people.
//!
//! Owns sessions in cookies, tokens in forms, layout, parts and pages. Everything works without
//! script; the script only spares reloads. It never decides who may see or do something, that is
//! in the views and in the answer of the domain, and it never talks to the network: looking up a
//! stranger is a job, and the page says that it is looking. Called by `app`, which joins
//! [`routes`] with those of its siblings. (style.md §4, spec/features.md, spec/appliance.md §19)

mod assets;
mod layout;
mod pages;
mod parts;
#[cfg(any(test, debug_assertions))]
mod sample;
