//! All tests that need more than one module: one binary, one link step.

mod journey;
mod loopback;
mod pods;
mod store;
mod vectors;
