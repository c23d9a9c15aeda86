pub mod base;
pub mod config;
pub mod content;
pub mod domain;
pub mod model;
pub mod net;
pub mod protocol;
pub mod store;
