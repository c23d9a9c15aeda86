//! Document.
