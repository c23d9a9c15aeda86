//! Everything that is tested from outside the modules, in one binary: one link step.

mod layers;
mod vectors;
