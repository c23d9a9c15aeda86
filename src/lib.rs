pub mod base;
pub mod model;
pub mod store;
