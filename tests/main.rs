//! Everything that is tested from outside the modules, in one binary: one link step.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(unreachable_pub, reason = "modules of a test binary are not reached from outside")]

mod account;
mod api;
mod attacks;
mod backup;
mod command_line;
mod faults;
mod fuzz;
mod gate_a;
mod hard_times;
mod home;
mod hostile;
mod journey;
mod layers;
mod loopback;
mod podmin;
mod pods;
mod privacy;
mod programs;
mod reading;
mod router;
mod store;
mod strangers;
mod three_pods;
mod vectors;
mod wire;
mod writing;
