//! Everything that is tested from outside the modules, in one binary: one link step.

mod journey;
mod layers;
mod loopback;
mod pods;
mod store;
mod vectors;
