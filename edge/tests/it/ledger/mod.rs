//! Live mode against scripted ledgers: what servers do wrong, what happens to the watcher, and what
//! the books say afterwards.

mod any_server;
mod audit;
mod chain;
mod claims;
mod failures;
mod horizon;
mod kills;
pub(crate) mod mishap;
mod pitfalls;
mod reads;
mod rippled;
mod town;
mod walks;
