//! All tests that need more than one module: one binary, one link step.

mod pods;
mod store;
