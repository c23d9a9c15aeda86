//! What has broken other programs, tried on this one (spec/appliance.md H-150).
//!
//! | row | where |
//! |---|---|
//! | private addresses | `net::outbound`: `target`, `tests`; `hostile` |
//! | requests from other sites | `net::inbound`; `account::sign_in` |
//! | sessions that were there before | `sessions` |
//! | headers of every address | `headers` |
//! | markup in every text field | `scripting` |
//! | paths that lead out | `paths` |
//! | archives that lead out, and bombs | `paths`; `account::archive`; `content::image` |
//! | requests inside requests, slow ones | `net::server`; `tests/crowd` |
//! | texts that take long | `fuzz` |

mod headers;
mod paths;
mod scripting;
mod sessions;
