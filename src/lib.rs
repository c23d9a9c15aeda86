pub mod base;
pub mod config;
pub mod model;
pub mod net;
pub mod store;
