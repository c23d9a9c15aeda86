pub mod base;
pub mod content;
pub mod model;
pub mod store;
