//! The worker: requests in, one batch of SQL out. `docs/ARCHITECTURE.md` is the map.

pub mod actions;
pub mod api;
pub mod app;
#[cfg(not(target_arch = "wasm32"))]
pub mod contract;
pub mod door;
#[cfg(target_arch = "wasm32")]
mod entry;
pub mod fault;
pub mod gate;
pub mod hooks;
pub mod http;
pub mod jobs;
pub mod ledgers;
pub mod outbox;
pub mod pages;
pub mod platform;
pub mod rails;
pub mod router;
pub mod seal;
pub mod store;
