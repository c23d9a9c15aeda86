//! Everything that needs more than one module, in one binary: one link step.

mod journey;
mod layers;
mod loopback;
mod pods;
mod store;
mod vectors;
