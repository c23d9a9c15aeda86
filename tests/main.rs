//! Everything that needs more than one module, in one binary: one link step.

mod layers;
mod pods;
mod store;
mod vectors;
